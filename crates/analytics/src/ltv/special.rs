//! Functions the models are made of, kept exact where their usual forms cancel or overflow.

/// From here on Stirling's series is exact to the last digits.
const LARGE: f64 = 16.0;

/// ln Γ(z), z > 0.
pub(crate) fn ln_gamma(z: f64) -> f64 {
    libm::lgamma(z)
}

/// ln Γ(z + d) - ln Γ(z) for z > 0, d >= 0: without the cancellation that the two have for large
/// z. From Stirling's series, Abramowitz and Stegun (1964), 6.1.40.
pub(crate) fn ln_rising(z: f64, d: f64) -> f64 {
    if z < LARGE {
        return ln_gamma(z + d) - ln_gamma(z);
    }
    (z - 0.5) * (d / z).ln_1p() + d * ((z + d).ln() - 1.0) + stirling(z + d) - stirling(z)
}

/// What Stirling's formula lacks of ln Γ(z).
fn stirling(z: f64) -> f64 {
    let w = 1.0 / (z * z);
    (1.0 / 12.0 - w * (1.0 / 360.0 - w * (1.0 / 1260.0 - w * (1.0 / 1680.0 - w / 1188.0)))) / z
}

/// ln(1 + e^y).
pub(crate) fn softplus(y: f64) -> f64 {
    if y > 0.0 { y + (-y).exp().ln_1p() } else { y.exp().ln_1p() }
}

/// ln((from + upto) / (from + since)), exact also where the two times are close.
pub(crate) fn ln_ratio(from: f64, since: f64, upto: f64) -> f64 {
    ((upto - since) / (from + since)).ln_1p()
}

/// (1 - e^-ky) / k, which is y for k = 0.
pub(crate) fn shrunk(k: f64, y: f64) -> f64 {
    if k.abs() < 1e-12 { y } else { -(-k * y).exp_m1() / k }
}

/// Terms after which a continued fraction has to do: all digits to z = .9999.
const FRACTION: u32 = 2_000;

/// The hypergeometric function 2F1(1, p; q + 1; z) for 0 <= p <= q + 1, 0 <= z < 1, by the
/// continued fraction of Gauss: DLMF 15.7.1. It converges fast also for z near 1, and without
/// overflow for any p and q.
pub(crate) fn hyp2f1_one(p: f64, q: f64, z: f64) -> f64 {
    if z == 0.0 {
        return 1.0;
    }
    // Evaluated forwards, by the ratios of successive convergents (modified Lentz).
    let mut value = 1.0;
    let (mut up, mut down) = (1.0, 0.0);
    for step in 1..FRACTION {
        let n = f64::from(step / 2);
        let along = q + f64::from(step);
        // Each level divided by its own t, so that the terms stay near one.
        let factor = if step % 2 == 1 { (p + n) * (q + n) } else { n * (q - p + n) };
        let term = -factor * z / ((along - 1.0) * along);
        down = 1.0 / guarded(1.0 + term * down);
        up = guarded(1.0 + term / up);
        let change = up * down;
        value *= change;
        if (change - 1.0).abs() < 1e-15 {
            break;
        }
    }
    1.0 / value
}

fn guarded(value: f64) -> f64 {
    if value.abs() < 1e-300 { 1e-300 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, known: f64, within: f64) {
        assert!((found - known).abs() <= within * known.abs().max(1.0), "{found} is not {known}");
    }

    #[test]
    fn known_values_of_the_gamma_function() {
        close(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln(), 1e-15);
        close(ln_gamma(11.0), 3_628_800_f64.ln(), 1e-15);
        close(ln_gamma(1e-6), 13.815_509_980_749_432, 1e-14);
    }

    #[test]
    fn a_rising_factorial_is_the_product_it_stands_for() {
        for z in [1e-6, 0.25, 1.0, 15.9, 16.0, 300.0, 1e4, 1e8] {
            for count in [0_u32, 1, 2, 7, 50, 400] {
                let product: f64 = (0..count).map(|i| (z + f64::from(i)).ln()).sum();
                close(ln_rising(z, f64::from(count)), product, 1e-13);
            }
        }
        // Where the difference of two logarithms would have lost everything.
        close(ln_rising(1e15, 2.0), 2.0 * 1e15_f64.ln(), 1e-14);
    }

    #[test]
    fn known_values_of_the_hypergeometric_function() {
        for z in [0.0_f64, 1e-9, 0.3, 0.9, 0.999, 0.999_9] {
            // 2F1(1, 1; 2; z) = -ln(1 - z) / z, and 2F1(1, p; p; z) = 1 / (1 - z).
            let known = if z == 0.0 { 1.0 } else { -(-z).ln_1p() / z };
            close(hyp2f1_one(1.0, 1.0, z), known, 1e-9);
            close(hyp2f1_one(4.5, 3.5, z), 1.0 / (1.0 - z), 1e-12);
            close(hyp2f1_one(0.0, 3.5, z), 1.0, 0.0);
        }
    }

    #[test]
    fn the_continued_fraction_is_the_series() {
        for (p, q) in [(0.3, 0.8), (2.5, 2.0), (40.0, 300.0), (800.0, 801.5), (1e-3, 1e5)] {
            for z in [0.01, 0.4, 0.95] {
                let (mut sum, mut term, mut n) = (1.0, 1.0, 0.0);
                while term > 1e-18 * sum {
                    term *= (p + n) / (q + 1.0 + n) * z;
                    sum += term;
                    n += 1.0;
                }
                close(hyp2f1_one(p, q, z), sum, 1e-12);
            }
        }
    }

    #[test]
    fn small_and_large_steps_join() {
        close(softplus(-800.0), 0.0, 0.0);
        close(softplus(800.0), 800.0, 0.0);
        close(softplus(0.0), 2_f64.ln(), 1e-15);
        close(shrunk(0.0, 3.0), shrunk(1e-9, 3.0), 1e-8);
        close(shrunk(2.0, 0.5), (1.0 - (-1.0_f64).exp()) / 2.0, 1e-15);
        close(ln_ratio(1e9, 5.0, 5.0 + 1e-3), 1e-12, 1e-20);
    }
}

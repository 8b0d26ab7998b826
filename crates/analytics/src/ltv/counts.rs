//! Purchases of a customer who does not leave, counted over time: a gamma-mixed Poisson process,
//! so that counts are negative binomial. The models add to it how customers leave.

/// Terms after which a sum has to do. Only horizons a hundred thousand times longer than all that
/// is known need as many.
const TERMS: u32 = 200_000;

/// The counts that follow a gamma prior of `shape` and `rate` over some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    shape: f64,
    /// time / (rate + time)
    odds: f64,
    /// ln(rate / (rate + time))
    ln_none: f64,
}

impl Counts {
    pub(crate) fn new(shape: f64, rate: f64, time: f64) -> Self {
        Self { shape, odds: time / (rate + time), ln_none: -(time / rate).ln_1p() }
    }

    /// P(n purchases) for n = 0, 1, …
    pub(crate) fn chances(self) -> impl Iterator<Item = f64> {
        let mut ln_chance = self.shape * self.ln_none;
        let ln_odds = self.odds.ln();
        (0_u32..).map(move |n| {
            let now = ln_chance.exp();
            ln_chance += ((self.shape + f64::from(n)) / (f64::from(n) + 1.0)).ln() + ln_odds;
            now
        })
    }

    /// The mean of min(purchases, how many a customer stays for): the sum over k >= 1 of
    /// P(at least k purchases) P(still there for the k-th). A customer who is there is still there
    /// after each purchase with a chance that follows Beta(`stays`, `leaves`).
    ///
    /// All terms are positive and the first chance cancels out, so that nothing is lost for any
    /// parameters. It equals the expression with 2F1 and 1 / (a - 1) that Fader, Hardie and Lee
    /// (2005) give, which is undefined for a = 1.
    pub(crate) fn mean_while_there(self, stays: f64, leaves: f64) -> f64 {
        if self.odds <= 0.0 {
            return 0.0;
        }
        let (mut chance, mut all) = (1.0, 1.0);
        let (mut there, mut made) = (1.0, 0.0);
        let mut sum = 0.0;
        for n in 0..TERMS {
            let n = f64::from(n);
            let ratio = (self.shape + n) / (n + 1.0) * self.odds;
            chance *= ratio;
            made += there;
            there *= (stays + n) / (stays + leaves + n);
            all += chance;
            sum += chance * made;
            if ratio < 1.0 && chance * made * (1.0 + n / 16.0) < 1e-17 * (1.0 - ratio) * sum {
                break;
            }
            if all > 1e200 {
                for value in [&mut chance, &mut all, &mut sum] {
                    *value *= 1e-200;
                }
            }
        }
        sum / all
    }
}

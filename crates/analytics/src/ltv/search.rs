//! The search for the parameters that make a likelihood greatest: over their logarithms, so that
//! all are above zero and units do not matter.

/// Parameters are sought between e^-BOUND and e^BOUND. One that runs into either has no best
/// value: the likelihood only comes nearer and nearer to that of a simpler model.
const BOUND: f64 = 18.0;
/// Reached well before the bound means running towards it.
const RUNAWAY: f64 = 13.0;
/// How much log-likelihood a further step may still promise.
const PROMISE: f64 = 1e-12;
const STEPS: u32 = 300;
/// How often both methods take turns from one start.
const ROUNDS: u32 = 3;
/// Step of the differences that stand for derivatives, in the logarithm of a parameter.
const STEP: f64 = 1e-4;

/// Where a function is greatest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<const N: usize> {
    pub(crate) parameters: [f64; N],
    pub(crate) value: f64,
}

/// Seeks the parameters above zero where `value` is greatest, from the first of `starts` that leads
/// there: with the simplex of Nelder and Mead (1965), which comes near from far away, and then with
/// the method of Broyden, Fletcher, Goldfarb and Shanno, which makes it exact. Tells `told` how
/// often it has looked.
pub(crate) fn maximise<const N: usize>(
    starts: &[[f64; N]],
    value: impl Fn([f64; N]) -> f64,
    told: &mut dyn FnMut(u32),
) -> Option<Found<N>> {
    let mut looked = 0;
    let mut cost = |at: &[f64; N]| {
        looked += 1;
        told(looked);
        if at.iter().any(|x| x.abs() > BOUND) {
            return f64::INFINITY;
        }
        let value = value(at.map(f64::exp));
        if value.is_finite() { -value } else { f64::INFINITY }
    };
    starts.iter().find_map(|start| {
        let mut at = start.map(|x| x.ln().clamp(-BOUND, BOUND));
        for _ in 0..ROUNDS {
            let (end, done) = polish(simplex(at, &mut cost), &mut cost);
            at = end;
            if at.iter().any(|x| x.abs() > RUNAWAY) {
                return None;
            }
            if done {
                return Some(Found { parameters: at.map(f64::exp), value: -cost(&at) });
            }
        }
        None
    })
}

type Cost<'a, const N: usize> = dyn FnMut(&[f64; N]) -> f64 + 'a;

/// Comes near the least cost.
fn simplex<const N: usize>(start: [f64; N], cost: &mut Cost<'_, N>) -> [f64; N] {
    let mut points = vec![(cost(&start), start)];
    for axis in 0..N {
        let mut point = start;
        point[axis] += if point[axis] > 0.0 { -0.7 } else { 0.7 };
        points.push((cost(&point), point));
    }
    for _ in 0..STEPS {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (best, worst) = (points[0].0, points[N].0);
        if worst - best < 1e-2 {
            break;
        }
        let mut middle = [0.0; N];
        for (_, point) in &points[..N] {
            (0..N).for_each(|axis| middle[axis] += point[axis] / N as f64);
        }
        let along = |by: f64| {
            let last = &points[N].1;
            std::array::from_fn(|axis| middle[axis] + by * (middle[axis] - last[axis]))
        };
        let mut tried = |by: f64| {
            let point = along(by);
            (cost(&point), point)
        };
        let mirrored = tried(1.0);
        points[N] = if mirrored.0 < best {
            let farther = tried(2.0);
            if farther.0 < mirrored.0 { farther } else { mirrored }
        } else if mirrored.0 < points[N - 1].0 {
            mirrored
        } else {
            let nearer = tried(if mirrored.0 < worst { 0.5 } else { -0.5 });
            if nearer.0 < worst.min(mirrored.0) {
                nearer
            } else {
                let centre = points[0].1;
                for entry in &mut points[1..] {
                    let point = std::array::from_fn(|axis| 0.5 * (centre[axis] + entry.1[axis]));
                    *entry = (cost(&point), point);
                }
                continue;
            }
        };
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points[0].1
}

/// Goes down to the least cost; says whether it got there.
fn polish<const N: usize>(start: [f64; N], cost: &mut Cost<'_, N>) -> ([f64; N], bool) {
    let mut at = start;
    let mut here = cost(&at);
    let (mut slope, curvature) = derivatives(&at, here, cost);
    // The inverse of the matrix of second derivatives, to begin with only their own.
    let mut inverse = [[0.0; N]; N];
    for axis in 0..N {
        inverse[axis][axis] = if curvature[axis] > 1e-3 { 1.0 / curvature[axis] } else { 1.0 };
    }
    for _ in 0..STEPS {
        let mut way: [f64; N] = std::array::from_fn(|row| -dot(&inverse[row], &slope));
        let mut promised = -dot(&way, &slope);
        if promised < PROMISE {
            return (at, promised >= 0.0);
        }
        let longest = way.iter().fold(0.0_f64, |most, x| most.max(x.abs()));
        if longest > 2.0 {
            way = way.map(|x| x * 2.0 / longest);
            promised *= 2.0 / longest;
        }
        let mut share = 1.0;
        let (next, there) = loop {
            let next: [f64; N] = std::array::from_fn(|axis| at[axis] + share * way[axis]);
            let there = cost(&next);
            if there <= here - 1e-4 * share * promised {
                break (next, there);
            }
            share *= 0.4;
            if share < 1e-8 {
                // No lower: as good as there, if little was promised.
                return (at, promised < 1e-4);
            }
        };
        let (new_slope, _) = derivatives(&next, there, cost);
        let step: [f64; N] = std::array::from_fn(|axis| next[axis] - at[axis]);
        let turn: [f64; N] = std::array::from_fn(|axis| new_slope[axis] - slope[axis]);
        learn(&mut inverse, &step, &turn);
        (at, here, slope) = (next, there, new_slope);
    }
    (at, false)
}

/// First derivatives, and second ones along each axis, by central differences.
fn derivatives<const N: usize>(
    at: &[f64; N],
    here: f64,
    cost: &mut Cost<'_, N>,
) -> ([f64; N], [f64; N]) {
    let (mut slope, mut curvature) = ([0.0; N], [0.0; N]);
    for axis in 0..N {
        let mut moved = |by: f64| {
            let mut point = *at;
            point[axis] += by;
            cost(&point)
        };
        let (up, down) = (moved(STEP), moved(-STEP));
        slope[axis] = (up - down) / (2.0 * STEP);
        curvature[axis] = (up - 2.0 * here + down) / (STEP * STEP);
    }
    (slope, curvature)
}

/// Brings the inverse up to date with how the slope turned along a step.
fn learn<const N: usize>(inverse: &mut [[f64; N]; N], step: &[f64; N], turn: &[f64; N]) {
    let along = dot(step, turn);
    if along <= 1e-12 {
        return;
    }
    let pushed: [f64; N] = std::array::from_fn(|row| dot(&inverse[row], turn));
    let scale = (1.0 + dot(turn, &pushed) / along) / along;
    for row in 0..N {
        for column in 0..N {
            inverse[row][column] += scale * step[row] * step[column]
                - (pushed[row] * step[column] + step[row] * pushed[column]) / along;
        }
    }
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

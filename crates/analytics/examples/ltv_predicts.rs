//! How well models fitted to the first 39 weeks of CDNOW foretell the 39 that follow, for all
//! 23,570 customers: `cargo run --profile native -p analytics --example ltv_predicts`.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/support/cdnow.rs"]
mod cdnow;

use std::collections::BTreeSet;

use analytics::ltv::{FitConfig, ModelKind, Quality, TimeUnit, fit, histories};
use cdnow::{CALIBRATION, LAST, Orders};

/// One customer: what was foretold, and what came.
struct Told {
    p_alive: f64,
    expected: f64,
    came: f64,
    came_to: f64,
    worth: f64,
    known: f64,
}

fn main() {
    let orders = Orders::all();
    let known = histories(&orders.columns(), orders.customers, CALIBRATION).unwrap();
    let mut later = vec![BTreeSet::new(); orders.customers];
    let mut spent = vec![0; orders.customers];
    for order in orders.columns().iter().filter(|order| order.day > CALIBRATION) {
        later[order.customer as usize].insert(order.day);
        spent[order.customer as usize] += order.amount;
    }
    let all: Vec<_> = known.iter().copied().flatten().collect();
    for kind in ModelKind::ALL {
        let config = FitConfig { kind, unit: TimeUnit::Week, last_day: CALIBRATION };
        let fit = fit(&all, &config, &mut |_| {}).unwrap();
        let spend = fit.spend.unwrap();
        let time = f64::from(LAST - CALIBRATION) / 7.0;
        let told: Vec<Told> = known
            .iter()
            .enumerate()
            .filter_map(|(customer, history)| {
                let history = history.as_ref()?;
                let seen = history.seen(CALIBRATION, TimeUnit::Week);
                let expected = fit.model.expected(&seen, time);
                let mean = history.mean_spend().filter(|mean| *mean > 0.0);
                let repeats = mean.map_or(0, |_| history.repeats);
                Some(Told {
                    p_alive: fit.model.p_alive(&seen),
                    expected,
                    came: later[customer].len() as f64,
                    came_to: spent[customer] as f64 / 100.0,
                    worth: expected * spend.model.expected(repeats, mean.unwrap_or(0.0)) / 100.0,
                    known: f64::from(history.repeats),
                })
            })
            .collect();
        println!("\n{kind:?} {:?} LL {:.1}", fit.model.parameters(), fit.ln_likelihood);
        println!("Gamma-Gamma {:?}, correlation {:.3}", spend.model, spend.correlation);
        report(&told);
        let quality = Quality::of(&fit, &orders.columns(), orders.customers, LAST).unwrap();
        println!("repeats by 1997-09-30: {:?}", quality.known);
        println!("repeats to 1998-06-30: {:?}", quality.tracking.last().unwrap().repeats);
    }
}

fn report(told: &[Told]) {
    let count = told.len() as f64;
    let sum = |of: &dyn Fn(&Told) -> f64| told.iter().map(of).sum::<f64>();
    let (expected, came) = (sum(&|t| t.expected), sum(&|t| t.came));
    println!(
        "orders in the next 39 weeks: {came} came, {expected:.0} expected ({:+.1} %)",
        100.0 * (expected / came - 1.0)
    );
    let (worth, to) = (sum(&|t| t.worth), sum(&|t| t.came_to));
    println!("money: {to:.0} came, {worth:.0} expected ({:+.1} %)", 100.0 * (worth / to - 1.0));
    println!(
        "error of a customer's orders, mean: {:.3}; by everybody's mean: {:.3}; by their own past rate: {:.3}",
        sum(&|t| (t.expected - t.came).abs()) / count,
        sum(&|t| (came / count - t.came).abs()) / count,
        sum(&|t| (t.known - t.came).abs()) / count
    );
    println!(
        "correlation of expected with actual orders: {:.3}; of expected with actual money: {:.3}; of past with actual orders: {:.3}",
        correlation(told, |t| t.expected, |t| t.came),
        correlation(told, |t| t.worth, |t| t.came_to),
        correlation(told, |t| t.known, |t| t.came)
    );
    println!(
        "AUC of buying again: by P(alive) {:.3}, by expected orders {:.3}",
        auc(told, |t| t.p_alive),
        auc(told, |t| t.expected)
    );
    let repeaters: Vec<&Told> = told.iter().filter(|t| t.known > 0.0).collect();
    println!(
        "AUC among the {} with a repeat: by P(alive) {:.3}",
        repeaters.len(),
        auc(repeaters.iter().copied(), |t| t.p_alive)
    );
    for (title, of) in [
        ("P(alive), those with a repeat", (|t: &Told| t.p_alive) as fn(&Told) -> f64),
        ("expected orders, everybody", |t| t.expected),
    ] {
        let mut sorted: Vec<&Told> =
            if title.starts_with('P') { repeaters.clone() } else { told.iter().collect() };
        sorted.sort_by(|a, b| of(a).total_cmp(&of(b)));
        println!(
            "by tenth of {title}: mean of it, share that bought again, orders expected and actual"
        );
        for tenth in 0..10 {
            let own = &sorted[sorted.len() * tenth / 10..sorted.len() * (tenth + 1) / 10];
            let mean = |of: &dyn Fn(&Told) -> f64| {
                own.iter().map(|t| of(t)).sum::<f64>() / own.len() as f64
            };
            println!(
                "  {:>2}  {:.3}  {:.3}  {:.3}  {:.3}",
                tenth + 1,
                mean(&of),
                mean(&|t| f64::from(u8::from(t.came > 0.0))),
                mean(&|t| t.expected),
                mean(&|t| t.came)
            );
        }
    }
}

fn correlation(told: &[Told], x: impl Fn(&Told) -> f64, y: impl Fn(&Told) -> f64) -> f64 {
    let count = told.len() as f64;
    let (mean_x, mean_y) =
        (told.iter().map(&x).sum::<f64>() / count, told.iter().map(&y).sum::<f64>() / count);
    let sum = |of: &dyn Fn(&Told) -> f64| told.iter().map(of).sum::<f64>();
    let xy = sum(&|t| (x(t) - mean_x) * (y(t) - mean_y));
    xy / (sum(&|t| (x(t) - mean_x).powi(2)) * sum(&|t| (y(t) - mean_y).powi(2))).sqrt()
}

/// How often one who bought again stands above one who did not; ties count half.
fn auc<'a>(told: impl IntoIterator<Item = &'a Told>, by: impl Fn(&Told) -> f64) -> f64 {
    let mut all: Vec<(f64, bool)> = told.into_iter().map(|t| (by(t), t.came > 0.0)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins, mut again) = (0.0, 0.0, 0.0);
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        let bought = same.iter().filter(|(_, bought)| *bought).count() as f64;
        let not = same.len() as f64 - bought;
        wins += bought * (below + 0.5 * not);
        below += not;
        again += bought;
    }
    wins / (below * again)
}

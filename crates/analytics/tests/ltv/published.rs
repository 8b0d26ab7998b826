//! Figures that were published, to the digits printed: Fader, Hardie and Lee (2005) and Fader and
//! Hardie (2005, 2013) on the 1/10 sample of CDNOW; MBG/NBD as the R package BTYDplus and the
//! Python package `lifetimes` have it.

use analytics::ltv::{Fit, FitConfig, ModelKind, Seen, TimeUnit, fit};

use crate::data::{CALIBRATION, Orders};

pub fn weekly(kind: ModelKind) -> FitConfig {
    FitConfig { kind, unit: TimeUnit::Week, last_day: CALIBRATION }
}

fn fitted(kind: ModelKind) -> Fit {
    let mut looked = 0;
    let fit = fit(&Orders::sample().histories(CALIBRATION), &weekly(kind), &mut |n| looked = n);
    assert!(looked > 10);
    fit.unwrap()
}

fn printed(values: &[f64], digits: usize) -> Vec<String> {
    values.iter().map(|value| format!("{value:.digits$}")).collect()
}

#[test]
fn bg_nbd() {
    let fit = fitted(ModelKind::BgNbd);
    assert_eq!(printed(&fit.model.parameters(), 3), ["0.243", "4.414", "0.793", "2.426"]);
    assert_eq!(printed(&[fit.ln_likelihood], 1), ["-9582.4"]);
    assert_eq!((fit.customers, fit.repeaters), (2_357, 946));
    let seen = Seen { repeats: 2, recency: 30.43, age: 38.86 };
    assert_eq!(printed(&[fit.model.expected(&seen, 39.0)], 3), ["1.226"]);
}

#[test]
fn mbg_nbd() {
    let fit = fitted(ModelKind::MbgNbd);
    assert_eq!(printed(&fit.model.parameters(), 3), ["0.525", "6.183", "0.891", "1.614"]);
}

#[test]
fn pareto_nbd() {
    let fit = fitted(ModelKind::ParetoNbd);
    assert_eq!(printed(&fit.model.parameters(), 3), ["0.553", "10.578", "0.606", "11.669"]);
    assert_eq!(printed(&[fit.ln_likelihood], 1), ["-9595.0"]);
}

#[test]
fn gamma_gamma() {
    let spend = fitted(ModelKind::BgNbd).spend.unwrap();
    let model = spend.model;
    assert_eq!(printed(&[model.p, model.q, model.v / 100.0], 2), ["6.25", "3.74", "15.44"]);
    assert_eq!(spend.customers, 946);
    assert_eq!(printed(&[spend.correlation], 2), ["0.11"]);
}

//! Lifetime value of the open workspace.

use std::rc::Rc;

use analytics::ltv::{FitConfig, History, ModelKind, Seen, TimeUnit, fit};
use model::{Currency, Id, Kind, Settings};
use pollster::block_on;
use proptest::prelude::*;
use workspace::analysis::ltv::Horizon;
use workspace::analysis::rfm::Rfm;
use workspace::{FittedValue, Image, Ltv};

use crate::common::ops::{Done, op, perform};
use crate::common::{Device, customer, day, order, usd};

/// A shop whose customers differ, and models fitted to it.
pub fn fitted() -> FittedValue {
    let histories: Vec<History> = (0..400_i32)
        .map(|n| {
            let repeats = [0, 0, 0, 1, 0, 2, 0, 1, 5, 12][(n % 10) as usize];
            let (age, each) = (200 + n % 150, 5 + n * 7 % 23);
            let last = if repeats == 0 { 0 } else { (each * repeats as i32).min(age - n % 9) };
            let first_day = 20_000 - age;
            let price = 900 + i64::from(n * 379 % 2_300);
            History {
                first_day,
                last_day: first_day + last,
                repeats,
                repeat_spend: i64::from(repeats) * price,
            }
        })
        .collect();
    let config = FitConfig { kind: ModelKind::BgNbd, unit: TimeUnit::Week, last_day: 20_000 };
    let fit = fit(&histories, &config, &mut |_| {}).unwrap();
    assert!(fit.spend.is_ok(), "{fit:?}");
    let horizon = Horizon { days: 364, discount: 0.1 };
    FittedValue { fit, currency: "USD".into(), held_out_weeks: 4, horizon, at: None }
}

fn by_customer(image: &Image, ltv: &Ltv) -> Vec<(Id, String)> {
    let rows = image.tables.customers.rows().enumerate();
    let mut all: Vec<(Id, String)> = rows
        .map(|(slot, row)| {
            let slot = slot as u32;
            (row.id, format!("{:?} {:?}", ltv.history(slot), ltv.outlook(slot)))
        })
        .collect();
    all.sort();
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn asking_after_every_change_is_as_good_as_asking_once(
        ops in prop::collection::vec(op(), 1..40),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let (fitted, today) = (fitted(), model::Day::from_number(20_006).unwrap());
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let image = tab.image();
            let ltv = image.ltv_by(fitted.clone(), today).unwrap();
            let fresh = device.open();
            let anew = fresh.image().ltv_by(fitted.clone(), today).unwrap();
            prop_assert_eq!(by_customer(&image, &ltv), by_customer(&fresh.image(), &anew));
        }
    }
}

#[test]
fn a_customer_is_told_by_the_model_and_their_own_purchases() {
    let device = Device::new(1);
    let tab = device.open();
    let id = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    block_on(tab.save(None, customer("Bob"), "")).unwrap();
    for (on, cents) in [("2026-01-05", 9_900), ("2026-02-02", 2_000), ("2026-03-02", 3_000)] {
        block_on(tab.save(None, order(id, on, usd(cents)), "")).unwrap();
    }
    let today = day("2026-06-01");
    assert!(tab.image().ltv(today).is_none(), "nothing is fitted");
    let fitted = fitted();
    block_on(tab.define(FittedValue::ID, Some(&fitted))).unwrap();
    let ltv = tab.image().ltv(today).unwrap();
    let slot = tab.image().tables.customers.slot(id).unwrap();
    let seen = Seen { repeats: 2, recency: 8.0, age: 21.0 };
    let model = &fitted.fit.model;
    assert_eq!(ltv.p_alive(slot), Some(model.p_alive(&seen)));
    assert_eq!(ltv.expected_orders(slot), Some(model.expected(&seen, 52.0)));
    let spend = fitted.fit.spend.unwrap().model.expected(2, 2_500.0);
    let rate = 1.1_f64.ln() / (365.25 / 7.0);
    let value = model.p_alive(&seen) * model.discounted_if_alive(2, 21.0, 52.0, rate) * spend;
    assert_eq!(ltv.value(slot), Some(value.round() as i64));
    assert!(value < ltv.expected_orders(slot).unwrap() * spend, "later money is worth less");
    let bob = 1 - slot;
    assert_eq!((ltv.p_alive(bob), ltv.expected_orders(bob), ltv.value(bob)), (None, None, None));
    assert_eq!((ltv.totals().customers, ltv.top(9)), (1, vec![slot]));
    assert_eq!(ltv.mean_repeat(), Some(2_500.0), "the first purchase is no repeat");

    // Before the last order, it is not known.
    let earlier = tab.image().ltv(day("2026-02-10")).unwrap();
    assert_eq!(earlier.history(slot).unwrap().repeats, 1);
}

#[test]
fn answers_are_kept_and_follow_orders_models_and_the_base_currency() {
    let device = Device::new(1);
    let tab = device.open();
    let id = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    block_on(tab.save(None, order(id, "2026-01-05", usd(9_900)), "")).unwrap();
    block_on(tab.define(FittedValue::ID, Some(&fitted()))).unwrap();
    let ask = || tab.image().ltv(day("2026-06-01")).unwrap();
    let first = ask();
    assert!(Rc::ptr_eq(&first, &ask()));
    block_on(tab.save(None, order(id, "2026-05-05", usd(100)), "")).unwrap();
    assert_eq!(ask().history(0).unwrap().repeats, 1);
    assert!(ask().values);

    let wider = FittedValue { horizon: Horizon { days: 728, discount: 0.1 }, ..fitted() };
    let before = ask().expected_orders(0).unwrap();
    let set = block_on(tab.define(FittedValue::ID, Some(&wider))).unwrap().set.unwrap();
    assert!(ask().expected_orders(0).unwrap() > before);
    block_on(tab.undo(set)).unwrap();
    assert_eq!(ask().expected_orders(0), Some(before));

    let euro = Settings {
        base_currency: Some("EUR".parse::<Currency>().unwrap()),
        ..tab.image().settings().clone()
    };
    block_on(tab.save_settings(euro)).unwrap();
    assert!(!ask().values);
    assert_eq!(ask().value(0), None);
    block_on(tab.delete(Kind::Customer, &[id], "")).unwrap();
    assert_eq!(ask().p_alive(0), None);
}

#[test]
fn segments_and_the_top_add_up_to_everybody() {
    let device = Device::new(1);
    let tab = device.open();
    for n in 1..=12_i32 {
        let id = block_on(tab.save(None, customer(&format!("c{n}")), "")).unwrap().id;
        for month in 1..=(1 + n % 4) {
            let on = format!("2026-0{month}-{:02}", n + 5);
            block_on(tab.save(None, order(id, &on, usd(i64::from(n) * 700)), "")).unwrap();
        }
    }
    let today = day("2026-06-01");
    let image = tab.image();
    let ltv = image.ltv_by(fitted(), today).unwrap();
    let rfm: Rc<Rfm> = image.standing(today).unwrap().rfm;
    let rows = ltv.by_segment(&rfm);
    let totals = ltv.totals();
    assert_eq!(rows.iter().map(|row| row.totals.customers).sum::<usize>(), 12);
    let value: f64 = rows.iter().map(|row| row.totals.value).sum();
    assert!((value - totals.value).abs() < 1e-6 && value > 0.0);
    let top = ltv.top(5);
    let least = top.iter().map(|slot| ltv.value(*slot).unwrap()).min().unwrap();
    let rest = (0..12).filter(|slot| !top.contains(slot));
    assert!(rest.map(|slot| ltv.value(slot).unwrap()).all(|value| value <= least));
    assert!(top.is_sorted_by_key(|slot| std::cmp::Reverse(ltv.value(*slot))));
}

#[test]
fn quality_looks_at_the_weeks_held_out_and_no_further() {
    let device = Device::new(1);
    let tab = device.open();
    let fitted = fitted();
    let last = model::Day::from_number(fitted.fit.last_day).unwrap();
    let id = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    for after in [-30, -10, 5, 28, 29] {
        let on = model::Day::from_number(last.number() + after).unwrap().to_string();
        block_on(tab.save(None, order(id, &on, usd(900)), "")).unwrap();
    }
    let quality = tab.image().value_quality(&fitted).unwrap();
    assert_eq!((quality.known.actual, quality.held_out.actual), (1.0, 2.0));
}

//! Amounts in several currencies.

use std::collections::BTreeMap;

use model::{Currency, Settings};
use pollster::block_on;

use crate::common::state::{state, worked_out};
use crate::common::{Device, customer, day, money, order};

fn settings(base: Currency, rates: &[(&str, &str)]) -> Settings {
    let rates = rates.iter().map(|(code, rate)| ((*code).to_owned(), rate.parse().unwrap()));
    Settings { base_currency: Some(base), rates: rates.collect(), ..Settings::default() }
}

#[test]
fn orders_without_a_rate_are_counted_aside_and_join_when_it_comes() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    for (on, amount) in [
        ("2026-01-01", "10.00 USD"),
        ("2026-01-02", "20.00 EUR"),
        ("2026-01-03", "1000 JPY"),
        ("2026-01-04", "3.00 EUR"),
    ] {
        block_on(tab.save(None, order(ada, on, money(amount)), "")).unwrap();
    }
    let jpy: Currency = "JPY".parse().unwrap();
    let agrees = |revenue: i64, missing: &[(Currency, usize)]| {
        let image = tab.image();
        assert_eq!(image.activity(0).revenue, revenue);
        assert_eq!(image.columns.amount.iter().sum::<i64>(), revenue);
        assert_eq!(image.unconverted(), missing.iter().copied().collect::<BTreeMap<_, _>>());
        assert_eq!(state(&image).derived, worked_out(&image));
        assert_eq!(state(&device.open().image()), state(&image));
    };
    agrees(1_000, &[(Currency::EUR, 2), (jpy, 1)]);

    block_on(tab.save_settings(settings(Currency::USD, &[("EUR", "1.1")]))).unwrap();
    agrees(1_000 + 2_530, &[(jpy, 1)]);
    let with_rate = tab.last_undoable().unwrap().id;

    let rates = [("EUR", "1.2"), ("JPY", "0.0065")];
    block_on(tab.save_settings(settings(Currency::USD, &rates))).unwrap();
    agrees(1_000 + 2_760 + 650, &[]);
    assert_eq!(tab.image().activity(0).orders, 4);

    let rates = [("USD", "0.9"), ("JPY", "0.006")];
    block_on(tab.save_settings(settings(Currency::EUR, &rates))).unwrap();
    agrees(900 + 2_300 + 600, &[]);

    let others = tab.last_undoable().unwrap().id;
    block_on(tab.undo(others)).unwrap();
    agrees(1_000 + 2_760 + 650, &[]);
    assert!(tab.undoable(with_rate).is_some());
}

#[test]
fn a_refund_lowers_revenue_and_is_no_purchase() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    for (on, amount) in [
        ("2026-01-10", "50.00 USD"),
        ("2026-01-05", "0.00 USD"),
        ("2026-02-01", "-20.00 USD"),
        ("2025-12-01", "-1.00 USD"),
    ] {
        block_on(tab.save(None, order(ada, on, money(amount)), "")).unwrap();
    }
    let activity = tab.image().activity(0);
    assert_eq!((activity.orders, activity.revenue), (2, 2_900));
    assert_eq!(activity.first_order, Some(day("2026-01-05")));
    assert_eq!(activity.last_order, Some(day("2026-01-10")));
    assert_eq!(tab.image().columns.amount.len(), 4, "refunds are in the columns");
}

#[test]
fn what_an_order_is_worth_is_known_by_its_slot() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    let mut ids = Vec::new();
    for amount in ["1.00 USD", "2.00 EUR", "3.00 USD", "4.00 USD"] {
        let saved = block_on(tab.save(None, order(ada, "2026-01-01", money(amount)), "")).unwrap();
        ids.push(saved.id);
    }
    let worth = || (0..4).map(|slot| tab.image().columns.amount_of(slot)).collect::<Vec<_>>();
    assert_eq!(worth(), [Some(100), None, Some(300), Some(400)]);
    block_on(tab.delete(model::Kind::Order, &ids[..1], "")).unwrap();
    assert_eq!(worth(), [None, None, Some(300), Some(400)]);
    block_on(tab.save_settings(settings(Currency::USD, &[("EUR", "2")]))).unwrap();
    assert_eq!(worth(), [None, Some(400), Some(300), Some(400)]);
}

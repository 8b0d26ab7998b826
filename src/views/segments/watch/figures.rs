//! The figures of a warning rule, as fields.

use std::num::NonZeroU32;

use leptos::prelude::*;
use model::{DecimalMark, Money, decimal};
use workspace::analysis::warnings::{WarningRule, WarningTest};

use crate::components::LateText;
use crate::i18n::{Words, label_of, t_string, use_i18n};
use crate::session::use_session;

/// Places of a share or a factor that is typed.
const PLACES: u8 = 2;

/// Longest time a rule looks back.
const MOST_DAYS: u32 = 3_650;

/// One figure of a rule: what it is called, as text, and put back.
#[derive(Clone, Copy)]
pub struct Figure {
    /// What its field is called.
    pub code: &'static str,
    label: Words,
    wrong: Words,
    read: fn(&WarningRule) -> String,
    write: fn(&mut WarningRule, &str) -> Option<()>,
}

/// The figures of a kind of test, and those that every rule has.
pub fn figures(test: &WarningTest) -> Vec<Figure> {
    let share = Figure {
        code: "share",
        label: |i| t_string!(i, watch.share),
        wrong: |i| t_string!(i, watch.wrong_share),
        read: |rule| match rule.test {
            WarningTest::OrdersDown { share, .. } | WarningTest::RevenueDown { share, .. } => {
                percentage(share)
            }
            WarningTest::Unlikely { below } => percentage(below),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = scaled(text.trim_end_matches(['%', '％']))? / 100.0;
            let typed = (typed > 0.0 && typed <= 1.0).then_some(typed)?;
            match &mut rule.test {
                WarningTest::OrdersDown { share, .. } | WarningTest::RevenueDown { share, .. } => {
                    *share = typed;
                }
                WarningTest::Unlikely { below } => *below = typed,
                _ => {}
            }
            Some(())
        },
    };
    let days = Figure {
        code: "days",
        label: |i| t_string!(i, watch.days),
        wrong: |i| t_string!(i, watch.wrong_days),
        read: |rule| match rule.test {
            WarningTest::OrdersDown { days, .. }
            | WarningTest::RevenueDown { days, .. }
            | WarningTest::Slipped { days } => days.to_string(),
            WarningTest::NoContact { days } => days.to_string(),
            WarningTest::BeyondCadence { grace } => grace.to_string(),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = text.parse::<u32>().ok().filter(|days| *days <= MOST_DAYS)?;
            match &mut rule.test {
                WarningTest::OrdersDown { days, .. }
                | WarningTest::RevenueDown { days, .. }
                | WarningTest::Slipped { days } => *days = NonZeroU32::new(typed)?,
                WarningTest::NoContact { days } => *days = typed,
                WarningTest::BeyondCadence { grace } => *grace = typed,
                _ => {}
            }
            Some(())
        },
    };
    let times = Figure {
        code: "times",
        label: |i| t_string!(i, watch.times),
        wrong: |i| t_string!(i, watch.wrong_times),
        read: |rule| match rule.test {
            WarningTest::Rarer { times } => typed_as(times),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = scaled(text).filter(|times| (1.0..=100.0).contains(times))?;
            if let WarningTest::Rarer { times } = &mut rule.test {
                *times = typed;
            }
            Some(())
        },
    };
    let orders = Figure {
        code: "orders",
        label: |i| t_string!(i, watch.least_orders),
        wrong: |i| t_string!(i, watch.wrong_count),
        read: |rule| rule.least_orders.to_string(),
        write: |rule, text| {
            rule.least_orders = text.parse().ok()?;
            Some(())
        },
    };
    let revenue = Figure {
        code: "revenue",
        label: |i| t_string!(i, watch.least_revenue),
        wrong: |i| t_string!(i, watch.wrong_amount),
        read: |_| String::new(),
        write: |_, _| Some(()),
    };
    let own = match test {
        WarningTest::OrdersDown { .. } | WarningTest::RevenueDown { .. } => vec![share, days],
        WarningTest::Unlikely { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.below), ..share }]
        }
        WarningTest::Slipped { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.days_ago), ..days }]
        }
        WarningTest::NoContact { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.silent_days), ..days }]
        }
        WarningTest::BeyondCadence { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.grace), ..days }]
        }
        WarningTest::Rarer { .. } => vec![times],
    };
    own.into_iter().chain([orders, revenue]).collect()
}

fn percentage(share: f64) -> String {
    typed_as(share * 100.0)
}

/// As people type it: `2`, `2.5`.
fn typed_as(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn scaled(text: &str) -> Option<f64> {
    let scaled = decimal::parse_scaled(text.trim(), PLACES, DecimalMark::Point).ok()?;
    Some(scaled as f64 / 100.0)
}

/// A figure to type: kept when the field is left, or said what is wrong with it.
#[component]
pub fn FigureField(
    id: String,
    rule: Memo<Option<WarningRule>>,
    figure: Figure,
    change: Callback<WarningRule>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let is_money = figure.code == "revenue";
    let wrong = RwSignal::new(false);
    let value = Signal::derive(move || {
        rule.with(|rule| match rule {
            Some(rule) if is_money => Money::new(rule.least_revenue, session.base()).number(),
            Some(rule) => (figure.read)(rule),
            None => String::new(),
        })
    });
    let take = Callback::new(move |text: String| {
        let Some(mut next) = rule.get_untracked() else { return };
        let text = text.trim();
        let read = match is_money {
            true => {
                let money = Money::parse(text, untrack(|| session.base()), DecimalMark::Point);
                money.ok().filter(|money| money.minor >= 0).map(|m| next.least_revenue = m.minor)
            }
            false => (figure.write)(&mut next, text),
        };
        wrong.set(read.is_none());
        if read.is_some() && rule.get_untracked().as_ref() != Some(&next) {
            change.run(next);
        }
    });
    let error =
        Signal::derive(
            move || {
                if wrong.get() { (figure.wrong)(i18n).to_owned() } else { String::new() }
            },
        );
    view! { <LateText id=id label=label_of(i18n, figure.label) value=value on_change=take error=error/> }
        .into_any()
}

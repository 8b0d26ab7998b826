//! Conditions on fields people added.

use model::custom::values_of;
use model::{CustomType, Day, Id, Money};

use super::check::{Check, SLOW};
use super::look::Look;
use super::subject::own;
use super::wanted::Wanted;
use super::{numbers, texts};
use crate::query::CustomTest;

/// The check of the field under a key, which is there.
pub(super) fn check<'a>(look: &'a Look<'a>, key: String, wanted: Wanted) -> Check<'a> {
    let holds = own(look, &key).map(|field| field.holds.clone());
    let asked = match holds.and_then(|holds| listed(&holds, &wanted)) {
        Some(tests) => Asked::Listed(tests),
        None => Asked::Each(wanted),
    };
    let passes = move |slot| {
        let row = look.image.tables.customers.row(slot);
        row.is_some_and(|row| match &asked {
            Asked::Listed(tests) => tests.iter().any(|test| test.passes(&row.record.custom, &key)),
            Asked::Each(wanted) => {
                let mut values = values_of(&row.record.custom, &key);
                values.any(|value| one_passes(look, value, wanted))
            }
        })
    };
    Check { cost: SLOW, passes: Box::new(passes) }
}

enum Asked {
    /// As lists are narrowed: one of these must hold.
    Listed(Vec<CustomTest>),
    /// What lists do not ask.
    Each(Wanted),
}

/// What is wanted, as lists ask it; `None` if they do not.
fn listed(holds: &CustomType, wanted: &Wanted) -> Option<Vec<CustomTest>> {
    let day = |number: Option<i64>| number.and_then(|n| Day::from_number(i32::try_from(n).ok()?));
    Some(match (holds, wanted) {
        (_, Wanted::Filled) => vec![CustomTest::Any],
        (CustomType::Number, Wanted::Within(from, to)) => vec![CustomTest::Number(*from, *to)],
        (CustomType::Day, Wanted::Within(from, to)) => vec![CustomTest::Day(day(*from), day(*to))],
        (CustomType::Choice | CustomType::Choices | CustomType::Flag, Wanted::Among(all)) => {
            all.iter().map(|value| CustomTest::Is(value.clone())).collect()
        }
        _ => return None,
    })
}

/// Values the field no longer takes, or never took, pass nothing.
fn one_passes(look: &Look<'_>, value: &str, wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Within(..) => {
            let exchange = look.image.settings().exchange();
            let money = value.parse::<Money>().ok().and_then(|money| exchange.convert(money));
            money.is_some_and(|minor| numbers::passes(minor, look.day, wanted))
        }
        Wanted::Anniversary(_) => value
            .parse::<Day>()
            .is_ok_and(|day| numbers::passes(day.number().into(), look.day, wanted)),
        // A customer who has become part of another is that one.
        Wanted::Among(_) => match value.parse::<Id>() {
            Ok(id) => texts::passes(&look.image.resolve(id).to_string(), wanted),
            Err(_) => texts::passes(value, wanted),
        },
        Wanted::Filled | Wanted::Contains(_) | Wanted::Begins(_) => texts::passes(value, wanted),
    }
}

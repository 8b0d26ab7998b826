//! Customers as rows.

use std::borrow::Cow;

use model::decimal::format_scaled;
use model::{Customer, Money};

use crate::export_csv::{Cell, Column, Page, WorkedOut, joined, shown};
use crate::table::Slot;

pub(super) fn cells<'i>(page: &Page<'i>, slot: Slot) -> Option<Vec<Cell<'i>>> {
    let record = &page.image.tables.customers.live_row(slot)?.record;
    Some(page.export.columns.iter().map(|column| cell(page, slot, record, column)).collect())
}

fn cell<'i>(page: &Page<'i>, slot: Slot, record: &'i Customer, column: &'i Column) -> Cell<'i> {
    let words = page.export.words;
    let activity = || page.image.activity(slot);
    let money = |minor| Cow::Owned(Money::new(minor, page.base()).number());
    let WorkedOut { rfm, tiers, ltv } = page.export.worked_out;
    let score = || rfm.and_then(|rfm| rfm.score(slot));
    let outlook = || ltv.and_then(|ltv| Some((ltv, ltv.outlook(slot)?)));
    match column {
        Column::Code => record.code.as_str().into(),
        Column::Name => record.name.as_str().into(),
        Column::Type => {
            shown(record.customer_type.as_ref().map(|choice| words.customer_type(choice)))
        }
        Column::Stage => shown(record.stage.as_ref().map(|choice| words.stage(choice))),
        Column::Owner => record.owner.as_str().into(),
        Column::Tags => joined(record.tags.keys().map(|tag| tag.as_str().into())),
        Column::Phones => joined(record.phones.keys().map(|phone| one_number(phone))),
        Column::Emails => joined(record.emails.keys().map(|email| email.as_str().into())),
        Column::Street => record.street.as_str().into(),
        Column::City => record.city.as_str().into(),
        Column::Region => record.region.as_str().into(),
        Column::Postcode => record.postcode.as_str().into(),
        Column::Country => record.country.as_str().into(),
        Column::Industry => record.industry.as_str().into(),
        Column::Size => shown(record.size),
        Column::Source => record.source.as_str().into(),
        Column::PreferredChannel => {
            shown(record.preferred_channel.as_ref().map(|choice| words.channel(choice)))
        }
        Column::Birthday => shown(record.birthday),
        Column::Since => shown(record.since),
        Column::Notes => record.notes.as_str().into(),
        Column::Orders => shown(Some(activity().orders)),
        Column::Revenue => money(activity().revenue),
        Column::RevenueCurrency => Cow::Owned(page.base().code().to_owned()),
        Column::FirstOrder => shown(activity().first_order),
        Column::LastOrder => shown(activity().last_order),
        Column::LastContact => shown(activity().last_contact.map(|at| at.day())),
        Column::Interactions => shown(Some(activity().interactions)),
        Column::Recency => shown(score().map(|score| score.r)),
        Column::Frequency => shown(score().map(|score| score.f)),
        Column::Monetary => shown(score().map(|score| score.m)),
        Column::Segment => {
            let segment = rfm.and_then(|rfm| rfm.segment(slot));
            shown(segment.map(|segment| words.segment(segment)))
        }
        Column::Tier => shown(tiers.map(|tiers| words.tier(tiers.tier(slot)))),
        Column::TierValue => tiers.map_or_else(Cell::default, |tiers| money(tiers.value(slot))),
        Column::PAlive => shown(outlook().map(|(_, told)| fraction(told.p_alive))),
        Column::ExpectedOrders => shown(outlook().map(|(_, told)| fraction(told.orders))),
        Column::ExpectedValue => {
            ltv.and_then(|ltv| ltv.value(slot)).map_or_else(Cell::default, money)
        }
        Column::Horizon => shown(outlook().map(|(ltv, _)| ltv.fitted.horizon.days)),
        Column::Custom(_) | Column::CustomCurrency(_) => page.custom(&record.custom, column),
        _ => Cell::default(),
    }
}

/// A number with four decimals: more are not known of what is to come, and seven digits after a
/// zero would be taken for a telephone number by the import.
fn fraction(number: f64) -> String {
    const PLACES: u8 = 4;
    format_scaled((number * 1e4).round() as i64, PLACES)
}

/// A telephone number without what would make it two: dialling pauses before an extension.
fn one_number(phone: &str) -> Cell<'_> {
    const PAUSES: [char; 2] = [',', ';'];
    if !phone.contains(PAUSES) {
        return phone.into();
    }
    let parts: Vec<&str> =
        phone.split(PAUSES).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("x").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stays_one() {
        for (phone, want) in [
            ("+49 (30) 12-34", "+49 (30) 12-34"),
            ("030 1234,,56", "030 1234x56"),
            ("030 1234; 5,6;", "030 1234x5x6"),
        ] {
            assert_eq!(one_number(phone), want);
        }
    }
}

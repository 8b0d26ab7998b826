//! What a card says, where a customer says nothing.

use std::collections::{BTreeMap, HashSet};

use interchange::csv::Field;
use interchange::csv::reader::ENTRIES_LIMIT;
use interchange::vcard::CardReason;
use model::Customer;

use crate::commands::import::keys::MatchBy;

fn fill(field: &mut String, text: &str) {
    if field.is_empty() {
        text.clone_into(field);
    }
}

fn check<T>(field: Field, entries: &BTreeMap<String, T>) -> Result<(), CardReason> {
    let limit = ENTRIES_LIMIT;
    if entries.len() > limit { Err(CardReason::TooMany { field, limit }) } else { Ok(()) }
}

/// Adds entries that are not there, however they are written; one that is gets the card's
/// label if it has none.
fn add(
    field: Field,
    known: &mut BTreeMap<String, String>,
    entries: &BTreeMap<String, String>,
    by: MatchBy,
) -> Result<(), CardReason> {
    if entries.is_empty() {
        return Ok(());
    }
    // Before as well: many cards of somebody with very many entries must not take long.
    check(field, known)?;
    let mut folded: BTreeMap<String, String> =
        known.keys().map(|entry| (by.fold(entry).into_owned(), entry.clone())).collect();
    for (entry, label) in entries {
        let there = folded.entry(by.fold(entry).into_owned()).or_insert_with(|| entry.clone());
        fill(known.entry(there.clone()).or_default(), label);
    }
    check(field, known)
}

fn add_tags(
    known: &mut BTreeMap<String, bool>,
    tags: &BTreeMap<String, bool>,
) -> Result<(), CardReason> {
    if tags.is_empty() {
        return Ok(());
    }
    check(Field::Tags, known)?;
    let there: HashSet<String> = known.keys().map(|tag| tag.to_lowercase()).collect();
    for (tag, on) in tags.iter().filter(|(tag, _)| !there.contains(&tag.to_lowercase())) {
        known.insert(tag.clone(), *on);
    }
    check(Field::Tags, known)
}

/// A customer with a card laid over: what is there stays.
///
/// # Errors
/// When there would be more entries of a field than a customer may have.
pub(super) fn filled(customer: &Customer, card: &Customer) -> Result<Customer, CardReason> {
    let mut customer = customer.clone();
    fill(&mut customer.name, &card.name);
    if customer.customer_type.is_none() {
        customer.customer_type.clone_from(&card.customer_type);
    }
    add(Field::Phone, &mut customer.phones, &card.phones, MatchBy::Phone)?;
    add(Field::Email, &mut customer.emails, &card.emails, MatchBy::Email)?;
    // Half of one address and half of another is none.
    if customer.address().parts().next().is_none() {
        for (field, part) in [
            (&mut customer.street, &card.street),
            (&mut customer.city, &card.city),
            (&mut customer.region, &card.region),
            (&mut customer.postcode, &card.postcode),
            (&mut customer.country, &card.country),
        ] {
            part.clone_into(field);
        }
    }
    add_tags(&mut customer.tags, &card.tags)?;
    customer.birthday = customer.birthday.or(card.birthday);
    fill(&mut customer.notes, &card.notes);
    Ok(customer)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::Day;

    fn entries(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(entry, label)| ((*entry).to_owned(), (*label).to_owned())).collect()
    }

    #[test]
    fn what_is_there_stays_and_the_rest_is_filled() {
        let day = |text: &str| text.parse::<Day>().ok();
        let customer = Customer {
            name: "Jane Doe".into(),
            phones: entries(&[("+49 30 123", "")]),
            emails: entries(&[("jane@example.org", "work")]),
            city: "Berlin".into(),
            tags: [("VIP".to_owned(), true)].into(),
            notes: "Likes tea".into(),
            ..Customer::default()
        };
        let card = Customer {
            name: "J. Doe".into(),
            phones: entries(&[("+49-30-123", "office"), ("0171 1", "mobile")]),
            emails: entries(&[("JANE@example.org", "home"), ("j@example.org", "")]),
            street: "1 Road".into(),
            city: "Bonn".into(),
            tags: [("vip".to_owned(), true), ("press".to_owned(), true)].into(),
            birthday: day("1990-01-31"),
            notes: "Met at a fair".into(),
            ..Customer::default()
        };
        let wanted = Customer {
            name: "Jane Doe".into(),
            phones: entries(&[("+49 30 123", "office"), ("0171 1", "mobile")]),
            emails: entries(&[("jane@example.org", "work"), ("j@example.org", "")]),
            city: "Berlin".into(),
            tags: [("VIP".to_owned(), true), ("press".to_owned(), true)].into(),
            birthday: day("1990-01-31"),
            notes: "Likes tea".into(),
            ..Customer::default()
        };
        assert_eq!(filled(&customer, &card), Ok(wanted));
    }

    #[test]
    fn an_empty_address_is_filled_whole() {
        let customer = Customer { name: "A".into(), ..Customer::default() };
        let card = Customer { street: "1 Road".into(), city: "Bonn".into(), ..Customer::default() };
        let found = filled(&customer, &card).unwrap();
        assert_eq!((&*found.street, &*found.city), ("1 Road", "Bonn"));
    }

    #[test]
    fn there_is_an_end_to_adding() {
        let phones = |from: usize, to: usize| {
            (from..to).map(|n| (format!("{n}"), String::new())).collect::<BTreeMap<_, _>>()
        };
        let has = |phones| Customer { phones, ..Customer::default() };
        assert_eq!(
            filled(&has(phones(100, 140)), &has(phones(120, 150))).unwrap().phones.len(),
            50
        );
        let wrong = CardReason::TooMany { field: Field::Phone, limit: 50 };
        assert_eq!(filled(&has(phones(100, 140)), &has(phones(120, 151))), Err(wrong));
    }
}

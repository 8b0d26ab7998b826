//! What a row says, laid over a record.

use std::collections::BTreeMap;

use interchange::csv::reader::{CustomerDraft, Labelled, OrderDraft};
use model::{Customer, Id, Order, OrderLine};

fn replace(field: &mut String, text: String) {
    if !text.is_empty() {
        *field = text;
    }
}

fn choose<T>(field: &mut Option<T>, choice: Option<T>) {
    if choice.is_some() {
        *field = choice;
    }
}

/// Adds entries that are not there; those that are keep their labels if they have one.
fn add(known: &mut BTreeMap<String, String>, entries: Vec<Labelled>) {
    for Labelled { value, label } in entries {
        let kept = known.entry(value).or_default();
        if kept.is_empty() {
            *kept = label;
        }
    }
}

/// What the row has replaces what stands there; entries of lists are added, with the labels
/// of those there already kept.
pub(super) fn lay_customer(customer: &mut Customer, draft: CustomerDraft) {
    replace(&mut customer.code, draft.code);
    replace(&mut customer.name, draft.name);
    choose(&mut customer.customer_type, draft.customer_type);
    add(&mut customer.phones, draft.phones);
    add(&mut customer.emails, draft.emails);
    replace(&mut customer.street, draft.street);
    replace(&mut customer.city, draft.city);
    replace(&mut customer.region, draft.region);
    replace(&mut customer.postcode, draft.postcode);
    replace(&mut customer.country, draft.country);
    replace(&mut customer.industry, draft.industry);
    choose(&mut customer.size, draft.size);
    replace(&mut customer.source, draft.source);
    choose(&mut customer.stage, draft.stage);
    replace(&mut customer.owner, draft.owner);
    customer.tags.extend(draft.tags.into_iter().map(|tag| (tag, true)));
    choose(&mut customer.preferred_channel, draft.preferred_channel);
    choose(&mut customer.birthday, draft.birthday);
    choose(&mut customer.since, draft.since);
    replace(&mut customer.notes, draft.notes);
}

/// The same for an order of `customer`.
pub(super) fn lay_order(order: &mut Order, customer: Id, draft: &OrderDraft<'_>) {
    order.customer = Some(customer);
    order.day = Some(draft.day);
    order.amount = Some(draft.money);
    replace(&mut order.number, draft.number.unwrap_or_default().to_owned());
    if draft.item.is_some() || draft.quantity_milli.is_some() {
        let item = draft.item.unwrap_or_default().to_owned();
        order.lines = vec![OrderLine { item, quantity: draft.quantity_milli }];
    }
    replace(&mut order.notes, draft.note.unwrap_or_default().to_owned());
}

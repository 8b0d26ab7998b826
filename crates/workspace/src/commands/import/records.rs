//! What a row says, laid over a record.

use std::collections::BTreeMap;

use interchange::csv::custom::CustomCell;
use interchange::csv::reader::{CustomerDraft, ENTRIES_LIMIT, Labelled, OrderDraft};
use interchange::csv::{CustomReader, Field};
use model::custom::CUSTOM_LIMIT;
use model::{Custom, Customer, Id, Invalid, Order, OrderLine, Problem};

use crate::commands::import::keys::MatchBy;
use crate::commands::import::rules::{ImportRules, Rule};

/// How rows are laid over one record, and what earlier rows of the file have done to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layer<'a> {
    pub rules: &'a ImportRules,
    /// The entries that are one though written in two ways.
    pub alike: Option<MatchBy>,
}

/// The lists of a record that hold what the file says, so that its next row about the same
/// record adds to them.
pub(super) type Lists = u64;

const PHONES: Lists = 1;
const EMAILS: Lists = 2;
const TAGS: Lists = 4;
/// The bit of the first custom field, and the one that all share for which none is left.
const CUSTOM_BIT: usize = 3;
const LAST_BIT: usize = Lists::BITS as usize - 1;

impl Layer<'static> {
    /// For a record that the file itself created.
    pub(super) const OWN: Self = Self { rules: &ImportRules::DEFAULT, alike: None };
}

impl Layer<'_> {
    pub(super) fn replace(&self, of: Field, field: &mut String, text: String) {
        if !text.is_empty() && self.rules.of(of).takes(field.is_empty()) {
            *field = text;
        }
    }

    pub(super) fn choose<T>(&self, of: Field, field: &mut Option<T>, choice: Option<T>) {
        if choice.is_some() && self.rules.of(of).takes(field.is_none()) {
            *field = choice;
        }
    }

    /// Lays entries over a list of telephone numbers or addresses; those that are there keep
    /// their labels if they have one.
    fn labelled(
        &self,
        (of, by, bit): (Field, MatchBy, Lists),
        known: &mut BTreeMap<String, String>,
        entries: Vec<Labelled>,
        held: &mut Lists,
    ) {
        if entries.is_empty() || !starts(self.rules.of(of), bit, known.is_empty(), held) {
            return;
        }
        let replaces = *held & bit == 0 && self.rules.of(of) == Rule::Overwrite;
        let before = if replaces { std::mem::take(known) } else { BTreeMap::new() };
        *held |= bit;
        for Labelled { mut value, label } in entries {
            if self.alike == Some(by)
                && known.len() <= ENTRIES_LIMIT
                && !known.contains_key(&value)
                && let Some(same) = known.keys().find(|other| by.fold(other) == by.fold(&value))
            {
                value = same.clone();
            }
            let stood = before.get(&value).cloned().unwrap_or_default();
            let kept = known.entry(value).or_insert(stood);
            if kept.is_empty() || replaces && !label.is_empty() {
                *kept = label;
            }
        }
    }

    /// Lays a row over a customer.
    pub(super) fn customer(&self, customer: &mut Customer, draft: CustomerDraft, held: &mut Lists) {
        self.replace(Field::Code, &mut customer.code, draft.code);
        self.replace(Field::Name, &mut customer.name, draft.name);
        self.choose(Field::CustomerType, &mut customer.customer_type, draft.customer_type);
        let phones = (Field::Phone, MatchBy::Phone, PHONES);
        self.labelled(phones, &mut customer.phones, draft.phones, held);
        let emails = (Field::Email, MatchBy::Email, EMAILS);
        self.labelled(emails, &mut customer.emails, draft.emails, held);
        self.replace(Field::Street, &mut customer.street, draft.street);
        self.replace(Field::City, &mut customer.city, draft.city);
        self.replace(Field::Region, &mut customer.region, draft.region);
        self.replace(Field::Postcode, &mut customer.postcode, draft.postcode);
        self.replace(Field::Country, &mut customer.country, draft.country);
        self.replace(Field::Industry, &mut customer.industry, draft.industry);
        self.choose(Field::Size, &mut customer.size, draft.size);
        self.replace(Field::Source, &mut customer.source, draft.source);
        self.choose(Field::Stage, &mut customer.stage, draft.stage);
        self.replace(Field::Owner, &mut customer.owner, draft.owner);
        self.tags(&mut customer.tags, draft.tags, held);
        let channel = draft.preferred_channel;
        self.choose(Field::PreferredChannel, &mut customer.preferred_channel, channel);
        self.choose(Field::Birthday, &mut customer.birthday, draft.birthday);
        self.choose(Field::Since, &mut customer.since, draft.since);
        self.replace(Field::Notes, &mut customer.notes, draft.notes);
    }

    fn tags(&self, known: &mut BTreeMap<String, bool>, tags: Vec<String>, held: &mut Lists) {
        let rule = self.rules.of(Field::Tags);
        if tags.is_empty() || !starts(rule, TAGS, known.is_empty(), held) {
            return;
        }
        if *held & TAGS == 0 && rule == Rule::Overwrite {
            known.clear();
        }
        *held |= TAGS;
        known.extend(tags.into_iter().map(|tag| (tag, true)));
    }

    /// Lays a row over an order of `customer`.
    pub(super) fn order(&self, order: &mut Order, customer: Id, draft: &OrderDraft<'_>) {
        order.customer = Some(customer);
        self.choose(Field::Date, &mut order.day, Some(draft.day));
        self.choose(Field::Amount, &mut order.amount, Some(draft.money));
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        self.replace(Field::OrderNumber, &mut order.number, text(draft.number));
        let has_lines = draft.item.is_some() || draft.quantity_milli.is_some();
        if has_lines && self.rules.of(Field::Item).takes(order.lines.is_empty()) {
            let item = text(draft.item);
            order.lines = vec![OrderLine { item, quantity: draft.quantity_milli }];
        }
        self.replace(Field::Note, &mut order.notes, text(draft.note));
    }

    /// Lays what a row has for fields people added over those of a record.
    ///
    /// # Errors
    /// When it would have too many; then nothing was laid.
    pub(super) fn custom(
        &self,
        custom: &mut Custom,
        cells: &[CustomCell],
        reader: &CustomReader,
        held: &mut Lists,
    ) -> Result<(), Invalid> {
        if cells.is_empty() {
            return Ok(());
        }
        let mut wanted = custom.clone();
        for cell in cells {
            let (key, has_several) = reader.field_of(cell);
            let rule = self.rules.of_custom(key, has_several);
            if has_several {
                let prefix = format!("{key}/");
                let bit = 1 << (CUSTOM_BIT + cell.column()).min(LAST_BIT);
                let is_empty = !wanted.keys().any(|at| at.starts_with(&prefix));
                if !starts(rule, bit, is_empty, held) {
                    continue;
                }
                if *held & bit == 0 && rule == Rule::Overwrite {
                    wanted.retain(|at, _| !at.starts_with(&prefix));
                }
                *held |= bit;
                wanted.extend(cell.values.iter().map(|v| (format!("{prefix}{v}"), String::new())));
            } else if let Some(value) = cell.values.first()
                && rule.takes(wanted.get(key).is_none_or(String::is_empty))
            {
                wanted.insert(key.to_owned(), value.clone());
            }
        }
        if wanted.len() > CUSTOM_LIMIT && wanted.len() > custom.len() {
            let mut invalid = Invalid::default();
            invalid.add("custom", Problem::TooLong(CUSTOM_LIMIT));
            return Err(invalid);
        }
        *custom = wanted;
        Ok(())
    }
}

/// Whether anything of the file goes into a list.
fn starts(rule: Rule, bit: Lists, is_empty: bool, held: &Lists) -> bool {
    match rule {
        Rule::Overwrite | Rule::Add => true,
        Rule::FillEmpty => is_empty || *held & bit != 0,
        Rule::Skip => false,
    }
}

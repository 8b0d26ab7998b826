//! Columns for fields people added themselves.

mod guess;
mod read;

use std::collections::BTreeMap;

use model::custom::key_of;
use model::kinds::customer::TEXT_LIMIT;
use model::{CustomField, Kind};
use serde::{Deserialize, Serialize};

use crate::text::one_line;

pub use guess::guess_type;
pub use read::{CHOICES_LIMIT, CustomCell, CustomReader, Notations};

/// What a column for a field people added is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomColumn {
    /// The key of the field in the settings.
    pub key: String,
    /// The field: as it is, or as it is to be if there is none by this key.
    #[serde(flatten)]
    pub field: CustomField,
}

impl CustomColumn {
    /// The field that a column called `name` is for: the one that records of `kind` have by
    /// that name, retired or not, or a new one that holds what `values` look like.
    #[must_use]
    pub fn propose<'v>(
        kind: &Kind,
        name: &str,
        values: impl Iterator<Item = &'v str> + Clone,
        fields: &BTreeMap<String, CustomField>,
    ) -> Self {
        let name: String = one_line(name).chars().take(TEXT_LIMIT).collect();
        let key = free_key(kind, &name, fields);
        let field = match fields.get(&key) {
            Some(field) => CustomField { retired: false, ..field.clone() },
            None => CustomField {
                on: kind.name().to_owned(),
                name,
                holds: guess_type(values),
                choices: Vec::new(),
                place: next_place(kind, fields),
                retired: false,
                listed: false,
            },
        };
        Self { key, field }
    }

    /// The column once the fields are those of `fields`: what is there by its key is what
    /// counts. A key that meanwhile is that of another kind's field gives way.
    #[must_use]
    pub fn settled(&self, kind: &Kind, fields: &BTreeMap<String, CustomField>) -> Self {
        match fields.get(&self.key) {
            None => {
                let on = kind.name().to_owned();
                let field = CustomField { on, ..self.field.clone() };
                Self { key: self.key.clone(), field }
            }
            Some(field) if field.on == kind.name() => {
                let field = CustomField { retired: false, ..field.clone() };
                Self { key: self.key.clone(), field }
            }
            Some(_) => {
                let key = free_key(kind, &self.field.name, fields);
                let free = Self { key, field: self.field.clone() };
                free.settled(kind, fields)
            }
        }
    }
}

/// The key of the field that records of `kind` have by this name, or one that is free.
fn free_key(kind: &Kind, name: &str, fields: &BTreeMap<String, CustomField>) -> String {
    let base = match key_of(name) {
        key if key.is_empty() => "field".to_owned(),
        key => key,
    };
    let fits = |key: &String| fields.get(key).is_none_or(|field| field.on == kind.name());
    if fits(&base) {
        return base;
    }
    let mut key = format!("{base}_{}", kind.name());
    let mut number = 2_usize;
    // Ends, because there are only so many fields.
    while !fits(&key) {
        key = format!("{base}_{}_{number}", kind.name());
        number += 1;
    }
    key
}

/// The place after the last of the fields of `kind`.
fn next_place(kind: &Kind, fields: &BTreeMap<String, CustomField>) -> i64 {
    let places = fields.values().filter(|field| field.on == kind.name()).map(|field| field.place);
    places.max().map_or(0, |place| place.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::CustomType;

    fn field(on: &str, name: &str, holds: CustomType) -> CustomField {
        let (on, name) = (on.to_owned(), name.to_owned());
        CustomField { on, name, holds, choices: vec![], place: 4, retired: true, listed: false }
    }

    #[test]
    fn a_column_finds_its_field_or_proposes_one() {
        let fields = BTreeMap::from([
            ("shoe_size".to_owned(), field("customer", "Shoe size", CustomType::Text)),
            ("colour".to_owned(), field("order", "Colour", CustomType::Link)),
            ("colour_customer".to_owned(), field("order", "Colour customer", CustomType::Link)),
        ]);
        let propose = |name: &str| {
            CustomColumn::propose(&Kind::Customer, name, ["42", "43.5"].into_iter(), &fields)
        };
        let there = propose("Shoe  SIZE");
        assert_eq!((there.key.as_str(), there.field.name.as_str()), ("shoe_size", "Shoe size"));
        assert_eq!((there.field.holds, there.field.retired), (CustomType::Text, false));

        let new = propose(" Hat\nsize ");
        assert_eq!((new.key.as_str(), new.field.name.as_str()), ("hat_size", "Hat size"));
        assert_eq!((new.field.holds.clone(), new.field.place), (CustomType::Number, 5));
        assert_eq!(new.field.on, "customer");

        assert_eq!(propose("Colour").key, "colour_customer_2", "another kind has that key");
        assert_eq!(propose("?!").key, "field");
    }

    #[test]
    fn what_is_there_by_then_is_what_counts() {
        let column = CustomColumn {
            key: "colour".into(),
            field: field("customer", "Colour", CustomType::Choice),
        };
        let settled = |fields: &[(&str, CustomField)]| {
            let fields = fields.iter().map(|(key, field)| ((*key).to_owned(), field.clone()));
            column.settled(&Kind::Customer, &fields.collect())
        };
        assert_eq!(settled(&[]), column);
        let text = field("customer", "Colour", CustomType::Text);
        assert_eq!(settled(&[("colour", text)]).field.holds, CustomType::Text);
        let other = settled(&[("colour", field("order", "Colour", CustomType::Text))]);
        assert_eq!(
            (other.key.as_str(), other.field.holds),
            ("colour_customer", CustomType::Choice)
        );
    }
}

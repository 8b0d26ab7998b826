//! What a workspace has agreed on; it travels with the data.

use std::collections::BTreeMap;

use crate::custom::{self, CustomField};
use crate::entity::entity;
use crate::id::Id;
use crate::kinds::Kind;
use crate::kinds::customer::{TAG_LIMIT, TEXT_LIMIT};
use crate::money::{Currency, Exchange, Rate};
use crate::stamp::DeviceId;
use crate::validate::{Invalid, Problem, Validate};

/// How many fields people added a list shows at most: more leave no room for the others.
pub const LISTED_LIMIT: usize = 3;

entity! {
    /// The one settings record of a workspace.
    Settings {
        /// What the workspace is called.
        name: String,
        /// The currency sums are made in.
        base_currency: Option<Currency>,
        /// What one unit of another currency is worth in the base currency, by code.
        rates: BTreeMap<String, Rate>,
        /// What people call each device, by its id.
        devices: BTreeMap<String, String>,
        /// Fields people added, by their keys; see [`crate::custom::key_of`].
        fields: BTreeMap<String, CustomField>,
        /// Pairs of customers who are alike and whom somebody found to be two; see
        /// [`Settings::pair`].
        apart: BTreeMap<String, bool>,
        /// How the columns of files are read, by the name people gave it: mappings as JSON, in
        /// the form of the one who imports.
        mappings: BTreeMap<String, String>,
        /// What people defined to look at their customers by (scorings, segments, tiers …): by
        /// area, slash, id; each as JSON, in the form of the one who works with it.
        definitions: BTreeMap<String, String>,
    }
}

/// Most mappings of files that are kept.
pub const MAPPINGS_LIMIT: usize = 100;
/// Longest mapping of a file, and longest definition, in characters.
pub const MAPPING_LIMIT: usize = 200_000;
/// Most definitions that are kept.
pub const DEFINITIONS_LIMIT: usize = 1_000;

impl Settings {
    /// The id of the settings record, the same in every workspace, so that two devices merge
    /// theirs instead of having two.
    pub const ID: Id = Id::from_bytes(*b"rapport-settings");

    /// The base currency, United States dollars until somebody chooses.
    #[must_use]
    pub fn base(&self) -> Currency {
        self.base_currency.unwrap_or(Currency::USD)
    }

    /// What people call a device, if it has told.
    #[must_use]
    pub fn device_name(&self, device: DeviceId) -> Option<&str> {
        self.devices.get(&device.to_string()).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The key of two customers in [`Settings::apart`], whichever way round.
    #[must_use]
    pub fn pair(one: Id, other: Id) -> String {
        format!("{}/{}", one.min(other), one.max(other))
    }

    /// The fields people added to records of a kind and still use, with their keys, in order.
    #[must_use]
    pub fn fields_of(&self, kind: &Kind) -> Vec<(&str, &CustomField)> {
        let fields = self.fields.iter().map(|(key, field)| (key.as_str(), field));
        let mut found: Vec<_> =
            fields.filter(|(_, field)| field.on == kind.name() && !field.retired).collect();
        found.sort_by_key(|(_, field)| (field.place, &field.name));
        found
    }

    /// Of those, the ones that lists show: the first [`LISTED_LIMIT`] that are to be.
    pub fn listed_fields(&self, kind: &Kind) -> impl Iterator<Item = (&str, &CustomField)> {
        let fields = self.fields_of(kind).into_iter();
        fields.filter(|(_, field)| field.listed).take(LISTED_LIMIT)
    }

    /// The rate table with its base.
    #[must_use]
    pub fn exchange(&self) -> Exchange<'_> {
        Exchange { base: self.base(), rates: &self.rates }
    }
}

impl Validate for Settings {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        found.check_length("name", &self.name, 100);
        for name in self.devices.values() {
            found.check_length("devices", name, TAG_LIMIT);
        }
        for (code, rate) in &self.rates {
            if code.parse::<Currency>().map(|c| c.code() != code).unwrap_or(true) || rate.0 <= 0 {
                found.add("rates", Problem::NotARate(code.clone()));
            }
        }
        custom::check_fields(&self.fields, &mut found);
        check_texts("mappings", &self.mappings, MAPPINGS_LIMIT, &mut found);
        check_texts("definitions", &self.definitions, DEFINITIONS_LIMIT, &mut found);
        found.result()
    }
}

fn check_texts(
    field: &'static str,
    texts: &BTreeMap<String, String>,
    most: usize,
    found: &mut Invalid,
) {
    for (name, text) in texts {
        if name.trim().is_empty() {
            found.add(field, Problem::Required);
        }
        found.check_length(field, name, TEXT_LIMIT);
        found.check_length(field, text, MAPPING_LIMIT);
    }
    if texts.len() > most {
        found.add(field, Problem::TooLong(most));
    }
}

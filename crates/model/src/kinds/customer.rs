//! Customers: the people and organisations we serve.

use std::collections::BTreeMap;

use crate::choice::choice;
use crate::custom::{self, Custom};
use crate::day::Day;
use crate::entity::entity;
use crate::id::Id;
use crate::kinds::interaction::Channel;
use crate::validate::{self, Invalid, Problem, Validate};

choice! {
    /// A person or an organisation.
    CustomerType {
        /// One human being.
        Person = "person",
        /// A company, shop, school, agency …
        Organisation = "organisation",
    }
}

choice! {
    /// Where the relationship stands.
    Stage {
        /// Heard of, not yet spoken with.
        Lead = "lead",
        /// In conversation, has not bought.
        Prospect = "prospect",
        /// Buys.
        Active = "active",
        /// Bought once, is silent now.
        Dormant = "dormant",
        /// Gone, and known to be gone.
        Lost = "lost",
    }
}

entity! {
    /// A person or an organisation we serve.
    Customer, merged = merged_into {
        /// What people call them; the one field that must not be empty.
        name: String,
        /// Person or organisation.
        customer_type: Option<CustomerType>,
        /// The number another system knows them by.
        code: String,
        /// Where the relationship stands.
        stage: Option<Stage>,
        /// Who looks after them.
        owner: String,
        /// Free labels; the key is the label.
        tags: BTreeMap<String, bool>,
        /// Telephone numbers as typed, each with a label ("mobile", "office") or none.
        phones: BTreeMap<String, String>,
        /// E-mail addresses, each with a label or none.
        emails: BTreeMap<String, String>,
        /// Street and number, may have several lines.
        street: String,
        /// Town.
        city: String,
        /// State, province or county.
        region: String,
        /// Postal code.
        postcode: String,
        /// Country, as people write it.
        country: String,
        /// Line of business.
        industry: String,
        /// Number of people, for an organisation.
        size: Option<u32>,
        /// How they came to us.
        source: String,
        /// The channel they like best.
        preferred_channel: Option<Channel>,
        /// Birthday, or founding day.
        birthday: Option<Day>,
        /// Customer since.
        since: Option<Day>,
        /// Anything else worth knowing.
        notes: String,
        /// Values of fields people added.
        custom: Custom,
        /// What was said to warnings of them, by the id of the rule: `seen` or `until`, and a day.
        warnings: BTreeMap<String, String>,
        /// The customer this one turned out to be, and whose orders and interactions its own
        /// now count among; see [`crate::Row::merged_into`].
        merged_into: Option<Id>,
    }
}

/// The parts of a postal address, for those who show it as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address<'a>([&'a str; 5]);

impl Customer {
    /// Street, town, region, postal code and country.
    #[must_use]
    pub fn address(&self) -> Address<'_> {
        Address([&self.street, &self.city, &self.region, &self.postcode, &self.country])
    }
}

impl<'a> Address<'a> {
    /// The parts that are there, from the street outwards.
    pub fn parts(self) -> impl Iterator<Item = &'a str> {
        self.0.into_iter().filter(|part| !part.is_empty())
    }
}

/// Longest name, in characters.
pub const NAME_LIMIT: usize = 200;
/// Longest single-line text, in characters.
pub const TEXT_LIMIT: usize = 500;
/// Longest tag, in characters.
pub const TAG_LIMIT: usize = 60;
/// Longest notes, in characters.
pub const NOTES_LIMIT: usize = 20_000;

impl Validate for Customer {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        if self.name.trim().is_empty() {
            found.add("name", Problem::Required);
        }
        found.check_length("name", &self.name, NAME_LIMIT);
        for (field, text) in [
            ("code", &self.code),
            ("owner", &self.owner),
            ("street", &self.street),
            ("city", &self.city),
            ("region", &self.region),
            ("postcode", &self.postcode),
            ("country", &self.country),
            ("industry", &self.industry),
            ("source", &self.source),
        ] {
            found.check_length(field, text, TEXT_LIMIT);
        }
        found.check_length("notes", &self.notes, NOTES_LIMIT);
        for phone in self.phones.keys() {
            if !validate::is_phone(phone) {
                found.add("phones", Problem::NotAPhone(phone.clone()));
            }
        }
        for email in self.emails.keys() {
            if !validate::is_email(email) {
                found.add("emails", Problem::NotAnEmail(email.clone()));
            }
        }
        for tag in self.tags.keys() {
            found.check_length("tags", tag, TAG_LIMIT);
        }
        for (rule, said) in &self.warnings {
            found.check_length("warnings", rule, TEXT_LIMIT);
            found.check_length("warnings", said, TEXT_LIMIT);
        }
        custom::check(&self.custom, &mut found);
        found.result()
    }
}

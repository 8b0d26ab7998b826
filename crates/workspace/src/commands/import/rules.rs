//! What becomes of records that are there when a file tells of them again.

use std::collections::BTreeMap;

use interchange::csv::Field;

use crate::commands::import::keys::MatchBy;

/// Which rows are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ImportMode {
    /// Those about records that are there, and those about new ones.
    #[default]
    Both,
    /// Only those about records that are not there.
    CreateOnly,
    /// Only those about records that are there.
    UpdateOnly,
}

impl ImportMode {
    /// Every mode, in the order to offer them.
    pub const ALL: [Self; 3] = [Self::Both, Self::CreateOnly, Self::UpdateOnly];
}

/// What becomes of a value that a record has already. An empty cell changes nothing, whatever
/// the rule, and a new record takes all its row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The file's takes its place; of a list, all entries of the file the place of all others.
    Overwrite,
    /// It stays; the file's is taken where there is none.
    FillEmpty,
    /// The entries of the file come to those of a list. A single value is overwritten.
    Add,
    /// It stays, and what there is none of is not taken either.
    Skip,
}

impl Rule {
    /// The rules of a single value, in the order to offer them; the first is what holds where
    /// nothing is said.
    pub const SINGLE: [Self; 3] = [Self::Overwrite, Self::FillEmpty, Self::Skip];
    /// The same for a list.
    pub const LIST: [Self; 4] = [Self::Add, Self::Overwrite, Self::FillEmpty, Self::Skip];

    /// Whether a single value is taken.
    pub(super) fn takes(self, is_empty: bool) -> bool {
        match self {
            Self::Overwrite | Self::Add => true,
            Self::FillEmpty => is_empty,
            Self::Skip => false,
        }
    }
}

/// How a file updates records. By default rows create and update, customers are known by
/// their number, single values are overwritten and lists added to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportRules {
    /// Which rows are taken.
    pub mode: ImportMode,
    /// What a row of a customer file finds its customer by. Orders are found by their number
    /// among those of their customer, interactions by our own id or by time, channel and subject.
    pub key: MatchBy,
    /// By field, where it is not as by default. A given or family name is a name.
    pub fields: BTreeMap<Field, Rule>,
    /// By the key of a field people added, where it is not as by default.
    pub custom: BTreeMap<String, Rule>,
}

impl ImportRules {
    /// What holds where nothing is said.
    pub(super) const DEFAULT: Self = Self {
        mode: ImportMode::Both,
        key: MatchBy::Code,
        fields: BTreeMap::new(),
        custom: BTreeMap::new(),
    };

    /// The rule of a field.
    #[must_use]
    pub fn of(&self, field: Field) -> Rule {
        let rule = self.fields.get(&whole(field)).copied();
        rule.unwrap_or(if field.is_list() { Rule::Add } else { Rule::Overwrite })
    }

    /// Says what becomes of the values of a field.
    pub fn set(&mut self, field: Field, rule: Rule) {
        self.fields.insert(whole(field), rule);
    }

    /// The rule of a field people added, of which a record `has_several` values or one.
    pub(super) fn of_custom(&self, key: &str, has_several: bool) -> Rule {
        let rule = self.custom.get(key).copied();
        rule.unwrap_or(if has_several { Rule::Add } else { Rule::Overwrite })
    }
}

/// The field of a record that a column's field is part of.
fn whole(field: Field) -> Field {
    match field {
        Field::GivenName | Field::FamilyName => Field::Name,
        Field::Quantity => Field::Item,
        Field::Currency => Field::Amount,
        Field::TimeZone => Field::At,
        field => field,
    }
}

//! What conditions are about: fields every workspace has, and those people added.

use std::cell::RefCell;
use std::collections::BTreeSet;

use model::custom::{NO, YES};
use model::{CustomField, CustomType, Kind};

use super::column::Column;
use super::field::{Area, Field};
use super::look::Look;
use super::test::Holds;

/// Most values that are suggested for a text.
const SUGGESTED: usize = 300;

/// What a condition is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A field every workspace has.
    Field(Field),
    /// A field people added, by its key.
    Own(String),
}

/// What comes before the key of a field people added in its code.
const OWN: &str = "custom/";

impl Subject {
    /// The subject of a code; `None` of one this version does not know.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        if let Some(key) = code.strip_prefix(OWN) {
            return Some(Self::Own(key.to_owned()));
        }
        Field::ALL.iter().find(|field| field.code() == code).map(|field| Self::Field(*field))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Field(field) => field.code().to_owned(),
            Self::Own(key) => format!("{OWN}{key}"),
        }
    }

    /// What kind of knowledge it is.
    #[must_use]
    pub fn area(&self) -> Area {
        match self {
            Self::Field(field) => field.area(),
            Self::Own(_) => Area::Own,
        }
    }

    /// What it holds; `None` of a field of customers that is not there, or of a newer type.
    #[must_use]
    pub fn holds(&self, look: &Look<'_>) -> Option<Holds> {
        let field = match self {
            Self::Field(field) => return Some(field.holds()),
            Self::Own(key) => own(look, key)?,
        };
        Some(match field.holds {
            CustomType::Text | CustomType::Link => Holds::Text,
            CustomType::Number => Holds::Number,
            CustomType::Money => Holds::Money,
            CustomType::Day => Holds::Day,
            CustomType::Choice | CustomType::Choices | CustomType::Flag => Holds::Choice,
            CustomType::Customer => Holds::Customer,
            CustomType::Other(_) => return None,
        })
    }

    /// What there is to choose from.
    #[must_use]
    pub fn offers(&self, look: &Look<'_>) -> Vec<String> {
        match self {
            Self::Field(field) => field.offers(look),
            Self::Own(key) => match own(look, key) {
                Some(field) if field.holds == CustomType::Flag => vec![YES.into(), NO.into()],
                Some(field) => field.choices.clone(),
                None => Vec::new(),
            },
        }
    }

    /// What customers hold in a text, in order, some hundreds at most.
    #[must_use]
    pub fn held(&self, look: &Look<'_>) -> Vec<String> {
        let found = RefCell::new(BTreeSet::new());
        let note = |text: &str| {
            let mut found = found.borrow_mut();
            if !found.contains(text) {
                found.insert(text.to_owned());
            }
            found.len() >= SUGGESTED
        };
        let customers = || look.image.tables.customers.iter();
        match self {
            Self::Field(field) => {
                if let Some(Column::Texts(any)) = field.read(look) {
                    customers().any(|(slot, _)| any(slot, &note) && note(""));
                }
            }
            Self::Own(key) => {
                customers()
                    .any(|(_, row)| model::custom::values_of(&row.record.custom, key).any(note));
            }
        }
        let mut found = found.into_inner();
        found.remove("");
        found.into_iter().collect()
    }
}

/// The field people added to customers under a key.
pub(super) fn own<'a>(look: &Look<'a>, key: &str) -> Option<&'a CustomField> {
    let field = look.image.settings().fields.get(key)?;
    (field.on == Kind::Customer.name()).then_some(field)
}

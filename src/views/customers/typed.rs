//! What stands in the customer form: text as typed, until it is read as a record.

use std::collections::BTreeMap;

use model::{Channel, Custom, Customer, CustomerType, Day, Invalid, Problem, Stage};
use serde::{Deserialize, Serialize};

/// A value with a label, such as a phone number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Labelled {
    /// The value.
    pub value: String,
    /// The label.
    pub label: String,
}

/// The customer form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// A [`CustomerType`] code.
    pub customer_type: String,
    /// The name.
    pub name: String,
    /// The customer number.
    pub code: String,
    /// A [`Stage`] code, or nothing.
    pub stage: String,
    /// Who looks after them.
    pub owner: String,
    /// Tags.
    pub tags: Vec<String>,
    /// The tag being typed.
    pub tag: String,
    /// Phones.
    pub phones: Vec<Labelled>,
    /// E-mails.
    pub emails: Vec<Labelled>,
    /// Street.
    pub street: String,
    /// City.
    pub city: String,
    /// Region.
    pub region: String,
    /// Postcode.
    pub postcode: String,
    /// Country.
    pub country: String,
    /// Industry.
    pub industry: String,
    /// Size.
    pub size: String,
    /// Source.
    pub source: String,
    /// A [`Channel`] code, or nothing.
    pub preferred_channel: String,
    /// `YYYY-MM-DD`, or nothing.
    pub birthday: String,
    /// `YYYY-MM-DD`, or nothing.
    pub since: String,
    /// Notes.
    pub notes: String,
    /// Fields people added.
    pub custom: Custom,
}

/// Something typed that does not read as what the field holds.
pub const NOT_A_NUMBER: &str = "size";

impl Typed {
    /// An empty form.
    pub fn new() -> Self {
        Self {
            customer_type: CustomerType::Person.code().to_owned(),
            phones: vec![Labelled::default()],
            emails: vec![Labelled::default()],
            ..Self::default()
        }
    }

    /// The form filled in from a record.
    pub fn from_record(record: &Customer) -> Self {
        let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let labelled = |map: &BTreeMap<String, String>| {
            let rows = map
                .iter()
                .map(|(value, label)| Labelled { value: value.clone(), label: label.clone() });
            let rows: Vec<_> = rows.collect();
            if rows.is_empty() { vec![Labelled::default()] } else { rows }
        };
        Self {
            customer_type: code(record.customer_type.as_ref().map(CustomerType::code)),
            name: record.name.clone(),
            code: record.code.clone(),
            stage: code(record.stage.as_ref().map(Stage::code)),
            owner: record.owner.clone(),
            tags: record.tags.keys().cloned().collect(),
            tag: String::new(),
            phones: labelled(&record.phones),
            emails: labelled(&record.emails),
            street: record.street.clone(),
            city: record.city.clone(),
            region: record.region.clone(),
            postcode: record.postcode.clone(),
            country: record.country.clone(),
            industry: record.industry.clone(),
            size: record.size.map(|size| size.to_string()).unwrap_or_default(),
            source: record.source.clone(),
            preferred_channel: code(record.preferred_channel.as_ref().map(Channel::code)),
            birthday: text(record.birthday),
            since: text(record.since),
            notes: record.notes.clone(),
            custom: record.custom.clone(),
        }
    }

    /// What was typed, as a record that holds `custom` in fields people added; what does not
    /// read at all is noted in `unread`.
    pub fn to_record(&self, custom: Custom, unread: &mut Invalid) -> Customer {
        let labelled = |rows: &[Labelled]| {
            let filled = rows.iter().filter(|row| !row.value.trim().is_empty());
            filled.map(|row| (row.value.trim().to_owned(), row.label.trim().to_owned())).collect()
        };
        let waiting = Some(self.tag.trim().to_owned()).filter(|tag| !tag.is_empty());
        let size = self.size.trim();
        if !size.is_empty() && size.parse::<u32>().is_err() {
            unread.add(NOT_A_NUMBER, Problem::Required);
        }
        Customer {
            name: trim(&self.name),
            customer_type: chosen(&self.customer_type).map(CustomerType::from_code),
            code: trim(&self.code),
            stage: chosen(&self.stage).map(Stage::from_code),
            owner: trim(&self.owner),
            tags: self.tags.iter().cloned().chain(waiting).map(|tag| (tag, true)).collect(),
            phones: labelled(&self.phones),
            emails: labelled(&self.emails),
            street: trim(&self.street),
            city: trim(&self.city),
            region: trim(&self.region),
            postcode: trim(&self.postcode),
            country: trim(&self.country),
            industry: trim(&self.industry),
            size: size.parse().ok(),
            source: trim(&self.source),
            preferred_channel: chosen(&self.preferred_channel).map(Channel::from_code),
            birthday: self.birthday.parse().ok(),
            since: self.since.parse().ok(),
            notes: self.notes.trim_end().to_owned(),
            custom,
            ..Customer::default()
        }
    }
}

fn trim(text: &str) -> String {
    text.trim().to_owned()
}

fn code(code: Option<&str>) -> String {
    code.unwrap_or_default().to_owned()
}

fn chosen(code: &str) -> Option<&str> {
    Some(code).filter(|code| !code.is_empty())
}

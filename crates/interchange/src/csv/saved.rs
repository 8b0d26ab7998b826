//! A mapping kept for the next file of its kind: by the names of columns, not their numbers.

use std::collections::BTreeMap;

use model::{Channel, Currency, DecimalMark};
use serde::de::value::{Error as NoSuch, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::csv::cell::{DateFormat, ExcessDecimals};
use crate::csv::custom::CustomColumn;
use crate::csv::fold::fold;
use crate::csv::known::Source;
use crate::csv::mapping::{Field, Hints, Label, Mapping, Target};
use crate::csv::reader::{CustomerOptions, OrderOptions};
use crate::csv::values::{Answer, ValueTable};

/// A mapping with its options and translations, under a name. As JSON it stays readable for
/// versions that know less: what they do not know they pass over, and say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    /// What the user calls it.
    pub name: String,
    /// What the rows are.
    pub target: Target,
    /// The program whose export it is for.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "known_only")]
    pub source: Option<Source>,
    /// The way of touches whose rows name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Every column of the file it was made for, in that file's order, those without a use
    /// included: in another file they are no news.
    #[serde(default)]
    pub columns: Vec<SavedColumn>,
    /// How values are written.
    #[serde(default)]
    pub options: SavedOptions,
}

/// What was decided for a column. Of columns with one header the first here is the first in
/// the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SavedColumn {
    /// The name of the column.
    #[serde(default)]
    pub header: String,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<SavedField>,
    /// The field people added that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<CustomColumn>,
    /// What becomes of the values that records have already: a word of the one who imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What it is good for in rows that have nothing else, see [`Hints::otherwise`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub otherwise: Vec<SavedOtherwise>,
    /// Whether it holds the names between given and family name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub middle_name: bool,
    /// The label of what it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The column, by its place in this list from 0, that holds the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_column: Option<usize>,
    /// What its values mean, by folded value: the code of an answer, or nothing to leave the
    /// field empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

/// A use of a column in rows that have nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedOtherwise {
    /// What it is used as.
    pub field: SavedField,
    /// Its turn among all columns of the file, from 0.
    #[serde(default)]
    pub turn: usize,
}

/// A field, or the name of one that only a later version knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedField {
    /// One of ours.
    Known(Field),
    /// Another's.
    Other(String),
}

/// How the values of a file are written, as far as it was decided.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedOptions {
    /// The notation of birthdays.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_only")]
    pub birthday_format: Option<DateFormat>,
    /// The notation of the days since when somebody is a customer.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_only")]
    pub since_format: Option<DateFormat>,
    /// The notation of the days of orders, or of when touches took place.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_only")]
    pub date_format: Option<DateFormat>,
    /// The currency of amounts that name none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "known_only")]
    pub currency: Option<Currency>,
    /// Whether a comma, not a point, is before the decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal_comma: Option<bool>,
    /// Whether amounts that are too precise are rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<bool>,
    /// What tells customers: a word of the one who imports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub match_by: Option<String>,
    /// Whether records are created, updated or both: a word of the one who imports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// A saved mapping on the columns of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// For the columns of the file. It may have [problems](Mapping::problems), as any.
    pub mapping: Mapping,
    /// What values mean.
    pub values: ValueTable,
    /// Headers of columns that had a use and that the file does not have.
    pub missing: Vec<String>,
    /// Columns of the file, from 0, that the saved mapping does not know. They hold nothing.
    pub new: Vec<usize>,
    /// Fields and answers that were saved by a later version and mean nothing to this one.
    pub unknown: Vec<String>,
}

impl SavedMapping {
    /// Keeps `mapping`, of a file with these headers, and what values mean, without options.
    #[must_use]
    pub fn new(name: &str, headers: &[String], mapping: &Mapping, values: &ValueTable) -> Self {
        let hints = &mapping.hints;
        let column = |(index, header): (usize, &String)| {
            let turns = hints.otherwise.iter().enumerate();
            let turns = turns.filter(|(_, (column, _))| *column == index);
            let codes = values.column(index).map(|(value, answer)| {
                (value.to_owned(), answer.map(Answer::code).unwrap_or_default())
            });
            let (label, label_column) = match hints.labels.get(&index) {
                Some(Label::Text(label)) => (Some(label.clone()), None),
                Some(Label::Column(column)) => (None, Some(*column)),
                None => (None, None),
            };
            SavedColumn {
                header: header.clone(),
                field: mapping.columns.get(index).copied().flatten().map(SavedField::Known),
                custom: mapping.custom.get(&index).cloned(),
                rule: None,
                otherwise: turns
                    .map(|(turn, (_, field))| SavedOtherwise {
                        field: SavedField::Known(*field),
                        turn,
                    })
                    .collect(),
                middle_name: hints.middle_name == Some(index),
                label,
                label_column,
                values: codes.collect(),
            }
        };
        Self {
            name: name.to_owned(),
            target: mapping.target,
            source: hints.source,
            channel: hints.channel.clone(),
            columns: headers.iter().enumerate().map(column).collect(),
            options: SavedOptions::default(),
        }
    }

    /// As text, to keep.
    ///
    /// # Errors
    /// None that its types can cause.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// What [`SavedMapping::to_json`] wrote, in this version or a later one.
    ///
    /// # Errors
    /// When it does not read.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Puts the saved mapping on a file with these headers. Letter case and the width of
    /// blanks do not matter; of several columns with one header each is found by its turn.
    #[must_use]
    pub fn apply(&self, headers: &[String]) -> Applied {
        let mut places = Places::new(headers);
        // By place in `self.columns`, the column of the file.
        let found: Vec<Option<usize>> =
            self.columns.iter().map(|saved| places.take(&saved.header)).collect();
        let mut mapping = Mapping::new(self.target, vec![None; headers.len()]);
        let channel = self.channel.clone().filter(|channel| Channel::ALL.contains(channel));
        mapping.hints = Hints { source: self.source, channel, ..Hints::default() };
        let (mut values, mut otherwise) = (ValueTable::new(), Vec::new());
        let (mut missing, mut unknown) = (Vec::new(), Vec::new());
        for (saved, column) in self.columns.iter().zip(&found) {
            let Some(column) = *column else {
                if saved.has_use() {
                    missing.push(saved.header.clone());
                }
                continue;
            };
            let field = saved.field.as_ref().and_then(|field| self.known(field, &mut unknown));
            if let Some(held) = mapping.columns.get_mut(column) {
                *held = field;
            }
            mapping.custom.extend(saved.custom.clone().map(|custom| (column, custom)));
            if saved.middle_name {
                mapping.hints.middle_name = Some(column);
            }
            for use_ in &saved.otherwise {
                let field = self.known(&use_.field, &mut unknown);
                otherwise.extend(field.map(|field| (use_.turn, column, field)));
            }
            let by = saved.label_column.and_then(|place| found.get(place).copied().flatten());
            let label = saved.label.clone().map(Label::Text).or(by.map(Label::Column));
            mapping.hints.labels.extend(label.map(|label| (column, label)));
            for (value, code) in &saved.values {
                let answer = field.and_then(|field| Answer::from_code(field, code));
                match answer {
                    None if !code.is_empty() => unknown.push(code.clone()),
                    answer => values.set(column, value, answer),
                }
            }
        }
        otherwise.sort_by_key(|(turn, column, _)| (*turn, *column));
        mapping.hints.otherwise =
            otherwise.into_iter().map(|(_, column, field)| (column, field)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        Applied { mapping, values, missing, new: places.left(), unknown }
    }

    /// The field if it is one of ours and of these rows.
    fn known(&self, field: &SavedField, unknown: &mut Vec<String>) -> Option<Field> {
        match field {
            SavedField::Known(field) if self.target.fields().contains(field) => Some(*field),
            SavedField::Known(_) => None,
            SavedField::Other(name) => {
                unknown.push(name.clone());
                None
            }
        }
    }
}

impl SavedColumn {
    fn has_use(&self) -> bool {
        self.field.is_some()
            || self.custom.is_some()
            || self.middle_name
            || !self.otherwise.is_empty()
    }
}

impl SavedOptions {
    /// Keeps the notations of a customer file; its translations are kept with the columns.
    #[must_use]
    pub fn of_customers(options: &CustomerOptions) -> Self {
        Self {
            birthday_format: Some(options.birthday_format),
            since_format: Some(options.since_format),
            ..Self::default()
        }
    }

    /// Keeps the notations of an orders file.
    #[must_use]
    pub fn of_orders(options: &OrderOptions) -> Self {
        Self {
            date_format: Some(options.date_format),
            currency: Some(options.currency),
            decimal_comma: Some(options.mark == DecimalMark::Comma),
            round: Some(options.excess == ExcessDecimals::Round),
            ..Self::default()
        }
    }
}

/// The columns of a file that are not yet taken, by folded header, the last one first.
struct Places(BTreeMap<String, Vec<usize>>);

impl Places {
    fn new(headers: &[String]) -> Self {
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (column, header) in headers.iter().enumerate().rev() {
            places.entry(fold(header)).or_default().push(column);
        }
        Self(places)
    }

    fn take(&mut self, header: &str) -> Option<usize> {
        self.0.get_mut(&fold(header))?.pop()
    }

    fn left(self) -> Vec<usize> {
        let mut left: Vec<usize> = self.0.into_values().flatten().collect();
        left.sort_unstable();
        left
    }
}

impl Serialize for SavedField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(field) => field.serialize(serializer),
            Self::Other(name) => serializer.serialize_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for SavedField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Ok(by_name(&name).map_or(Self::Other(name), Self::Known))
    }
}

/// What is written as `name`, if this version knows it.
fn by_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name: StrDeserializer<'_, NoSuch> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// A choice by its name; nothing for one that only a later version knows.
fn known_only<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let name = Option::<String>::deserialize(deserializer)?;
    Ok(name.and_then(|name| by_name(&name)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use model::Stage;
    use proptest::prelude::*;

    fn headers(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn by_columns(columns: &[Option<Field>]) -> Mapping {
        Mapping::new(Target::Customers, columns.to_vec())
    }

    fn example() -> (Vec<String>, Mapping, ValueTable) {
        use Field::*;
        let names = headers(&["Name", "Tel", "Tel", "Tel type", "Level", "Town 2", "Shoe size"]);
        let fields = [Some(Name), Some(Phone), Some(Phone), None, Some(Stage), None, None];
        let mut mapping = by_columns(&fields);
        mapping.hints = Hints {
            source: Some(crate::csv::Source::Outlook),
            labels: [(1, Label::Column(3)), (2, Label::Text("home".to_owned()))].into(),
            middle_name: Some(6),
            otherwise: vec![(5, City), (1, Name), (5, Name)],
            channel: None,
        };
        let mut values = ValueTable::new();
        values.set(4, "Gold", Some(Answer::Stage(model::Stage::Active)));
        values.set(4, "?!", None);
        (names, mapping, values)
    }

    #[test]
    fn on_the_same_file_it_is_the_same_mapping() {
        let (names, mapping, values) = example();
        let saved = SavedMapping::new("Monthly", &names, &mapping, &values);
        let json = serde_json::to_string(&saved).unwrap();
        let read: SavedMapping = serde_json::from_str(&json).unwrap();
        assert_eq!(read, saved);
        let none = (Vec::new(), Vec::new(), Vec::new());
        let Applied { mapping: again, values: meaning, missing, new, unknown } = read.apply(&names);
        assert_eq!((again, meaning, (missing, new, unknown)), (mapping, values, none));
    }

    #[test]
    fn it_is_written_as_documented() {
        let (names, mapping, values) = example();
        let mut saved = SavedMapping::new("Monthly", &names, &mapping, &values);
        saved.options.birthday_format = Some(DateFormat::Dmy);
        saved.options.currency = Some(Currency::EUR);
        let json = serde_json::to_value(&saved).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "name": "Monthly",
                "target": "customers",
                "source": "outlook",
                "columns": [
                    { "header": "Name", "field": "name" },
                    {
                        "header": "Tel", "field": "phone", "label_column": 3,
                        "otherwise": [{ "field": "name", "turn": 1 }],
                    },
                    { "header": "Tel", "field": "phone", "label": "home" },
                    { "header": "Tel type" },
                    {
                        "header": "Level", "field": "stage",
                        "values": { "gold": "active", "?!": "" },
                    },
                    {
                        "header": "Town 2",
                        "otherwise": [
                            { "field": "city", "turn": 0 }, { "field": "name", "turn": 2 },
                        ],
                    },
                    { "header": "Shoe size", "middle_name": true },
                ],
                "options": { "birthday_format": "dmy", "currency": "EUR" },
            })
        );
    }

    #[test]
    fn fields_people_added_and_rules_are_kept_with_their_columns() {
        let names = headers(&["Name", "Shoe size"]);
        let mut mapping = by_columns(&[Some(Field::Name), None]);
        let none = BTreeMap::new();
        let values = ["42", "43"].into_iter();
        let custom = CustomColumn::propose(&model::Kind::Customer, "Shoe size", values, &none);
        mapping.set_custom(1, custom.clone());
        let mut saved = SavedMapping::new("x", &names, &mapping, &ValueTable::new());
        saved.columns[1].rule = Some("fill".to_owned());
        saved.options.mode = Some("update".to_owned());
        let json = serde_json::to_value(&saved).unwrap();
        assert_eq!(
            json["columns"][1],
            serde_json::json!({
                "header": "Shoe size", "rule": "fill",
                "custom": {
                    "key": "shoe_size", "on": "customer", "name": "Shoe size", "type": "number",
                },
            })
        );
        assert_eq!(json["options"], serde_json::json!({ "mode": "update" }));
        let read = SavedMapping::from_json(&saved.to_json().unwrap()).unwrap();
        assert_eq!(read, saved);
        let applied = read.apply(&headers(&["shoe  size", "Name"]));
        assert_eq!(applied.mapping.custom, BTreeMap::from([(0, custom)]));
        assert_eq!(applied.missing, Vec::<String>::new());
        assert_eq!(read.apply(&headers(&["Name"])).missing, ["Shoe size"]);
    }

    #[test]
    fn the_way_of_touches_is_kept_and_one_of_tomorrow_is_not_taken() {
        let names = headers(&["Customer", "When", "Subject"]);
        let columns = [Field::CustomerName, Field::At, Field::Subject].map(Some);
        let mut mapping = Mapping::new(Target::Interactions, columns.to_vec());
        mapping.hints.channel = Some(Channel::Visit);
        let saved = SavedMapping::new("Visits", &names, &mapping, &ValueTable::new());
        let json = saved.to_json().unwrap();
        assert!(json.contains(r#""target":"interactions","channel":"visit""#), "{json}");
        let again = SavedMapping::from_json(&json).unwrap();
        assert_eq!(again.apply(&names).mapping, mapping);
        let tomorrow = SavedMapping::from_json(&json.replace("visit", "hologram")).unwrap();
        assert_eq!(tomorrow.apply(&names).mapping.hints.channel, None);
    }

    #[test]
    fn on_another_file_it_follows_the_names_and_says_what_it_misses() {
        let (names, mapping, values) = example();
        let saved = SavedMapping::new("Monthly", &names, &mapping, &values);
        let other = headers(&["LEVEL ", "Hat", "tel", "Tel  Type", "Shoe size", "", "Tel", "tel"]);
        let applied = saved.apply(&other);
        let mut want = by_columns(&[
            Some(Field::Stage),
            None,
            Some(Field::Phone),
            None,
            None,
            None,
            Some(Field::Phone),
            None,
        ]);
        want.hints = Hints {
            source: Some(Source::Outlook),
            labels: [(2, Label::Column(3)), (6, Label::Text("home".to_owned()))].into(),
            middle_name: Some(4),
            otherwise: vec![(2, Field::Name)],
            channel: None,
        };
        assert_eq!(applied.mapping, want);
        assert_eq!(applied.values.get(0, "GOLD"), Some(Some(&Answer::Stage(Stage::Active))));
        assert_eq!(applied.values.get(0, "?!"), Some(None));
        assert_eq!(applied.missing, ["Name", "Town 2"]);
        assert_eq!(applied.new, [1, 5, 7]);

        let without = headers(&["Name", "Tel", "Tel", "Level"]);
        let applied = saved.apply(&without);
        assert_eq!(applied.mapping.hints.labels.get(&1), None, "its label is not there");
        assert_eq!(applied.missing, ["Town 2", "Shoe size"], "a label column has no other use");
    }

    #[test]
    fn a_file_without_headers_goes_by_the_order_of_columns() {
        let mapping = by_columns(&[Some(Field::Name), None, Some(Field::City)]);
        let none = vec![String::new(); 3];
        let saved = SavedMapping::new("", &none, &mapping, &ValueTable::new());
        assert_eq!(saved.apply(&none).mapping, mapping);
        assert_eq!(saved.apply(&vec![String::new(); 4]).new, [3]);
    }

    #[test]
    fn what_a_later_version_saved_is_passed_over_and_told() {
        let text = r#"{
            "name": "From tomorrow", "target": "customers", "source": "crm_of_tomorrow",
            "palette": ["red"],
            "columns": [
                { "header": "Name", "field": "name", "width": 7 },
                { "header": "Fax", "field": "telefax" },
                { "header": "Level", "field": "stage", "values": { "a": "lead", "b": "alumnus" } },
                { "header": "Sum", "field": "amount" },
                { "header": "Home", "otherwise": [{ "field": "planet" }] }
            ],
            "options": { "since_format": "stardate", "date_format": null, "tax": true }
        }"#;
        let saved: SavedMapping = serde_json::from_str(text).unwrap();
        assert_eq!((saved.source, &saved.options), (None, &SavedOptions::default()));
        let applied = saved.apply(&headers(&["Name", "Fax", "Level", "Sum", "Home"]));
        let columns = [Some(Field::Name), None, Some(Field::Stage), None, None];
        assert_eq!(applied.mapping.columns, columns);
        assert_eq!(applied.unknown, ["alumnus", "planet", "telefax"]);
        assert_eq!(applied.values.column(2).count(), 1);
        assert_eq!((applied.missing, applied.new), (vec![], vec![]));
        let again = serde_json::to_value(&saved).unwrap();
        assert_eq!(again["columns"][1]["field"], "telefax", "and it is not lost");

        let other: Result<SavedMapping, _> =
            serde_json::from_str(r#"{ "name": "", "target": "planets" }"#);
        assert!(other.is_err(), "rows of an unknown kind cannot be read at all");
        let least: SavedMapping =
            serde_json::from_str(r#"{ "name": "", "target": "orders" }"#).unwrap();
        assert_eq!(least.apply(&headers(&["Date"])).new, [0]);
    }

    #[test]
    fn options_are_kept() {
        let options = CustomerOptions {
            birthday_format: DateFormat::Mdy,
            since_format: DateFormat::Chinese,
            values: ValueTable::new(),
        };
        let saved = SavedOptions::of_customers(&options);
        let json = serde_json::to_string(&saved).unwrap();
        assert_eq!(json, r#"{"birthday_format":"mdy","since_format":"chinese"}"#);
        let options = OrderOptions {
            date_format: DateFormat::Compact,
            currency: Currency::CNY,
            mark: DecimalMark::Comma,
            excess: ExcessDecimals::Reject,
        };
        let saved = SavedOptions::of_orders(&options);
        let json = serde_json::to_string(&saved).unwrap();
        assert_eq!(
            json,
            r#"{"date_format":"compact","currency":"CNY","decimal_comma":true,"round":false}"#
        );
        assert_eq!(serde_json::from_str::<SavedOptions>(&json).unwrap(), saved);
    }

    proptest! {
        #[test]
        fn every_mapping_comes_back_on_its_own_file(
            names in proptest::collection::vec("[a-cA-C ]{0,3}", 0..8),
            fields in proptest::collection::vec(0usize..40, 8),
            uses in proptest::collection::vec((0usize..8, 0usize..22), 0..6),
        ) {
            let all = Target::Customers.fields();
            let columns = fields.iter().take(names.len()).map(|i| all.get(*i).copied()).collect();
            let mut mapping = Mapping::new(Target::Customers, columns);
            let uses = uses.into_iter().filter(|(column, _)| *column < names.len());
            mapping.hints.otherwise = uses.map(|(column, field)| (column, all[field])).collect();
            let saved = SavedMapping::new("x", &names, &mapping, &ValueTable::new());
            let json = serde_json::to_string(&saved).unwrap();
            let saved: SavedMapping = serde_json::from_str(&json).unwrap();
            let applied = saved.apply(&names);
            prop_assert_eq!(applied.mapping, mapping);
            prop_assert_eq!((applied.missing, applied.new), (vec![], vec![]));
        }

        #[test]
        fn no_saved_mapping_and_no_file_panic(
            places in proptest::collection::vec(proptest::option::of(0usize..20), 0..6),
            names in proptest::collection::vec("[ab]{0,1}", 0..8),
        ) {
            let column = |place: &Option<usize>| SavedColumn {
                header: "a".to_owned(),
                field: place.and_then(|i| Target::Customers.fields().get(i).copied()).map(SavedField::Known),
                label_column: *place,
                ..SavedColumn::default()
            };
            let mut saved = SavedMapping::new("", &[], &by_columns(&[]), &ValueTable::new());
            saved.columns = places.iter().map(column).collect();
            let applied = saved.apply(&names);
            let named = names.iter().filter(|name| *name == "a").count();
            prop_assert_eq!(applied.new.len(), names.len() - named.min(places.len()));
        }
    }
}

//! The answers in columns of choices: which there are, and what each is to mean.
//!
//! A cell is read by the user's [`ValueTable`] first, then by the words of the program the
//! file is from, then by those everybody uses. [`Distinct`] lists the values of a column, so
//! that the user can be asked about those that mean nothing yet.

use std::collections::BTreeMap;

use model::{Channel, CustomerType, Direction, Stage};

use crate::csv::cell::{
    is_placeholder, read_channel, read_customer_type, read_direction, read_interaction_channel,
    read_size, read_stage, text,
};
use crate::csv::fold::fold;
use crate::csv::mapping::{Field, Mapping};
use crate::csv::sample::VALUE_LIMIT;
use crate::csv::table::{Row, Table};

/// Most different values that are told apart.
pub const DISTINCT_LIMIT: usize = 200;

/// What a cell of a column of choices says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Person or organisation.
    CustomerType(CustomerType),
    /// Where the relationship stands.
    Stage(Stage),
    /// The channel somebody likes best.
    Channel(Channel),
    /// The number of people in an organisation.
    Size(u32),
    /// The way a touch took place.
    Touch(Channel),
    /// Who reached out.
    Direction(Direction),
}

impl Answer {
    /// The field it answers.
    #[must_use]
    pub fn field(&self) -> Field {
        match self {
            Self::CustomerType(_) => Field::CustomerType,
            Self::Stage(_) => Field::Stage,
            Self::Channel(_) => Field::PreferredChannel,
            Self::Size(_) => Field::Size,
            Self::Touch(_) => Field::Channel,
            Self::Direction(_) => Field::Direction,
        }
    }

    /// The answers a field has, in the order to offer them; none for a number or a field
    /// without answers.
    #[must_use]
    pub fn all(field: Field) -> Vec<Self> {
        match field {
            Field::CustomerType => {
                CustomerType::ALL.iter().cloned().map(Self::CustomerType).collect()
            }
            Field::Stage => Stage::ALL.iter().cloned().map(Self::Stage).collect(),
            Field::PreferredChannel => {
                let channels = Channel::ALL.iter().filter(|channel| **channel != Channel::Note);
                channels.cloned().map(Self::Channel).collect()
            }
            Field::Channel => Channel::ALL.iter().cloned().map(Self::Touch).collect(),
            Field::Direction => Direction::ALL.iter().cloned().map(Self::Direction).collect(),
            _ => Vec::new(),
        }
    }

    /// The text it is kept by: the code of the choice, or the number.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::CustomerType(choice) => choice.code().to_owned(),
            Self::Stage(choice) => choice.code().to_owned(),
            Self::Channel(choice) | Self::Touch(choice) => choice.code().to_owned(),
            Self::Direction(choice) => choice.code().to_owned(),
            Self::Size(number) => number.to_string(),
        }
    }

    /// The answer of `field` kept by `code`; `None` for one this version does not know.
    #[must_use]
    pub fn from_code(field: Field, code: &str) -> Option<Self> {
        match field {
            Field::Size => code.parse().ok().map(Self::Size),
            _ => Self::all(field).into_iter().find(|answer| answer.code() == code),
        }
    }

    /// The answer everybody means by `text`.
    fn read(field: Field, text: &str) -> Option<Self> {
        match field {
            Field::CustomerType => read_customer_type(text).map(Self::CustomerType),
            Field::Stage => read_stage(text).map(Self::Stage),
            Field::PreferredChannel => read_channel(text).map(Self::Channel),
            Field::Size => read_size(text).map(Self::Size),
            Field::Channel => read_interaction_channel(text).map(Self::Touch),
            Field::Direction => read_direction(text).map(Self::Direction),
            _ => None,
        }
    }
}

/// What the user says values mean, by column and value. Letter case, the width of blanks and
/// what is beyond the first 100 characters of a value do not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValueTable {
    columns: BTreeMap<usize, BTreeMap<String, Option<Answer>>>,
}

impl ValueTable {
    /// One that says nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { columns: BTreeMap::new() }
    }

    /// Says what `value` means in `column`, from 0: an answer, or `None` to leave the field
    /// empty. An answer to another field than the column holds counts for nothing.
    pub fn set(&mut self, column: usize, value: &str, answer: Option<Answer>) {
        self.columns.entry(column).or_default().insert(key(value), answer);
    }

    /// Forgets what `value` means in `column`.
    pub fn unset(&mut self, column: usize, value: &str) {
        if let Some(values) = self.columns.get_mut(&column) {
            values.remove(&key(value));
            if values.is_empty() {
                self.columns.remove(&column);
            }
        }
    }

    /// What `value` means in `column`; the outer `None` when nothing was said.
    #[must_use]
    pub fn get(&self, column: usize, value: &str) -> Option<Option<&Answer>> {
        // Most columns have no entry, and then nothing need be folded.
        let values = self.columns.get(&column)?;
        values.get(&key(value)).map(Option::as_ref)
    }

    /// What was said of a column: values, folded, and their meanings.
    pub fn column(&self, column: usize) -> impl Iterator<Item = (&str, Option<&Answer>)> {
        let values = self.columns.get(&column).into_iter().flatten();
        values.map(|(value, answer)| (value.as_str(), answer.as_ref()))
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

/// What tells a value from others. Cut as [`Samples`](crate::csv::Samples) cuts, so that a
/// sampled value and its cell have one key.
fn key(value: &str) -> String {
    let end = value.char_indices().nth(VALUE_LIMIT).map_or(value.len(), |(end, _)| end);
    fold(value.get(..end).unwrap_or(value))
}

/// What a value of a column of choices reads as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The field stays empty.
    Empty,
    /// This answer.
    Is(Answer),
    /// Nothing: the row will not be taken.
    Unknown,
}

/// Reads `value`, a cell in `column`, from 0, of a field that [is a choice](Field::is_choice).
#[must_use]
pub fn read_choice(mapping: &Mapping, values: &ValueTable, column: usize, value: &str) -> Reading {
    let Some(field) = mapping.columns.get(column).copied().flatten() else {
        return Reading::Empty;
    };
    read(field, mapping.hints.source, values, column, value)
}

pub(crate) fn read(
    field: Field,
    source: Option<crate::csv::Source>,
    values: &ValueTable,
    column: usize,
    value: &str,
) -> Reading {
    match values.get(column, value) {
        Some(None) => return Reading::Empty,
        Some(Some(answer)) if answer.field() == field => return Reading::Is(answer.clone()),
        _ => {}
    }
    if is_placeholder(value) {
        return Reading::Empty;
    }
    match source.and_then(|source| source.answer(field, value)) {
        Some(answer) => answer.map_or(Reading::Empty, Reading::Is),
        None => Answer::read(field, value).map_or(Reading::Unknown, Reading::Is),
    }
}

/// The different values of a column, counted; at most [`DISTINCT_LIMIT`] of them, whatever
/// the file. Values that a [`ValueTable`] does not tell apart are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinct {
    column: usize,
    seen: BTreeMap<String, Seen>,
    blank: u64,
    others: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    text: String,
    count: u64,
}

/// One of the values of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As it was first written, at most 100 characters of it.
    pub text: String,
    /// The rows that have it.
    pub count: u64,
    /// What it reads as.
    pub reads: Reading,
}

impl Distinct {
    /// Before any row; `column` counts from 0.
    #[must_use]
    pub fn new(column: usize) -> Self {
        Self { column, seen: BTreeMap::new(), blank: 0, others: 0 }
    }

    /// Counts the value of a row. A caller with a large table reads some rows, gives the
    /// thread back, and goes on.
    pub fn add(&mut self, row: &Row<'_>) {
        self.add_text(text(row.get(self.column)));
    }

    pub(crate) fn add_text(&mut self, text: &str) {
        if text.is_empty() {
            self.blank += 1;
            return;
        }
        let key = key(text);
        if let Some(seen) = self.seen.get_mut(&key) {
            seen.count += 1;
        } else if self.seen.len() < DISTINCT_LIMIT {
            let text = text.chars().take(VALUE_LIMIT).collect();
            self.seen.insert(key, Seen { text, count: 1 });
        } else {
            self.others += 1;
        }
    }

    /// The values, the most frequent first, and what each reads as by `mapping` and `values`.
    #[must_use]
    pub fn values(&self, mapping: &Mapping, values: &ValueTable) -> Vec<Value> {
        let read = |seen: &Seen| Value {
            text: seen.text.clone(),
            count: seen.count,
            reads: read_choice(mapping, values, self.column, &seen.text),
        };
        let mut found: Vec<Value> = self.seen.values().map(read).collect();
        found.sort_by_key(|value| std::cmp::Reverse(value.count));
        found
    }

    /// Rows with nothing in the column.
    #[must_use]
    pub fn blank(&self) -> u64 {
        self.blank
    }

    /// Rows whose values came after [`DISTINCT_LIMIT`] others and are not told apart.
    #[must_use]
    pub fn others(&self) -> u64 {
        self.others
    }
}

impl Table {
    /// The different values of a column, from 0, over the whole table from its first row. It
    /// goes back to the first row afterwards. For a table too large to read in one go, see
    /// [`Distinct::add`].
    pub fn distinct(&mut self, column: usize) -> Distinct {
        self.rewind();
        let mut distinct = Distinct::new(column);
        while let Some(row) = self.next_row() {
            if let Ok(row) = row {
                distinct.add(&row);
            }
        }
        self.rewind();
        distinct
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Hints, Source, TableOptions, Target};

    fn stages() -> Mapping {
        Mapping::new(Target::Customers, vec![Some(Field::Name), Some(Field::Stage)])
    }

    fn is(stage: Stage) -> Reading {
        Reading::Is(Answer::Stage(stage))
    }

    #[test]
    fn what_the_user_says_comes_first() {
        let mut values = ValueTable::new();
        let read = |values: &ValueTable, text| read_choice(&stages(), values, 1, text);
        assert_eq!(read(&values, "Gold  Client"), Reading::Unknown);
        assert_eq!(read(&values, "Customer"), is(Stage::Active));
        assert_eq!(read(&values, "n/a"), Reading::Empty);

        values.set(1, " gold client ", Some(Answer::Stage(Stage::Active)));
        values.set(1, "customer", Some(Answer::Stage(Stage::Dormant)));
        values.set(1, "N/A", Some(Answer::Stage(Stage::Lead)));
        values.set(1, "lead", None);
        values.set(0, "lost", None);
        assert_eq!(read(&values, "Gold  Client"), is(Stage::Active));
        assert_eq!(read(&values, "Customer"), is(Stage::Dormant));
        assert_eq!(read(&values, "n/a"), is(Stage::Lead));
        assert_eq!(read(&values, "LEAD"), Reading::Empty);
        assert_eq!(read(&values, "lost"), is(Stage::Lost), "said of another column");

        values.unset(1, "CUSTOMER");
        assert_eq!(read(&values, "Customer"), is(Stage::Active));
        let said: Vec<_> = values.column(1).map(|(value, _)| value).collect();
        assert_eq!(said, ["gold client", "lead", "n/a"]);
        values.unset(0, "lost");
        values.unset(0, "never said");
        assert_eq!(values.column(0).count(), 0);
    }

    #[test]
    fn an_answer_to_another_field_counts_for_nothing() {
        let mut values = ValueTable::new();
        values.set(1, "lead", Some(Answer::Channel(Channel::Call)));
        assert_eq!(read_choice(&stages(), &values, 1, "lead"), is(Stage::Lead));
    }

    #[test]
    fn a_programs_own_words_come_before_everybodys() {
        let read = |source, text| {
            let hints = Hints { source, ..Hints::default() };
            read_choice(&Mapping { hints, ..stages() }, &ValueTable::new(), 1, text)
        };
        assert_eq!(read(None, "Evangelist"), Reading::Unknown);
        let hubspot = Some(Source::HubSpotContacts);
        assert_eq!(read(hubspot, "Evangelist"), is(Stage::Active));
        assert_eq!(read(hubspot, "OPEN_DEAL"), is(Stage::Prospect));
        assert_eq!(read(hubspot, "Other"), Reading::Empty);
        assert_eq!(read(hubspot, "Customer"), is(Stage::Active));
        let salesforce = Some(Source::SalesforceLeads);
        assert_eq!(read(salesforce, "Closed - Not Converted"), is(Stage::Lost));
        assert_eq!(read(Some(Source::ZohoLeads), "-None-"), Reading::Empty);
        assert_eq!(read(salesforce, "-None-"), Reading::Unknown);
    }

    #[test]
    fn every_answer_is_known_again_by_its_code() {
        for field in [
            Field::CustomerType,
            Field::Stage,
            Field::PreferredChannel,
            Field::Channel,
            Field::Direction,
        ] {
            let all = Answer::all(field);
            assert!(all.len() > 1 && field.is_choice());
            for answer in all {
                assert_eq!(answer.field(), field);
                assert_eq!(Answer::from_code(field, &answer.code()), Some(answer));
            }
        }
        assert_eq!(Answer::from_code(Field::Size, "51"), Some(Answer::Size(51)));
        assert_eq!(Answer::from_code(Field::Stage, "of tomorrow"), None);
        assert_eq!(Answer::from_code(Field::City, "lead"), None);
    }

    #[test]
    fn values_are_counted_and_the_most_frequent_come_first() {
        let text = "name,stage\nA,VIP\nB,lead\nC,vip\nD,\nE,Vip \nF,Lead\nG,\"open\n";
        let options = TableOptions::default();
        let mut table = Table::open(text.as_bytes().to_vec(), options).unwrap();
        table.next_row();
        let found = table.distinct(1);
        let value = |text: &str, count, reads| Value { text: text.into(), count, reads };
        assert_eq!(
            found.values(&stages(), &ValueTable::new()),
            [value("VIP", 3, Reading::Unknown), value("lead", 2, is(Stage::Lead))]
        );
        assert_eq!((found.blank(), found.others()), (1, 0));
        assert_eq!(table.sample(100).distinct(1), found, "a sample of everything is everything");
        assert_eq!(table.next_row().unwrap().unwrap().get(0), "A", "it begins anew");
        assert_eq!(table.distinct(7).blank(), 6);
    }

    #[test]
    fn however_many_values_there_are_only_so_many_are_kept() {
        let mut found = Distinct::new(1);
        for i in 0..1000 {
            found.add_text(&format!("{}{i}", "x".repeat(90)));
            found.add_text("again and again");
        }
        let values = found.values(&stages(), &ValueTable::new());
        assert_eq!(values.len(), DISTINCT_LIMIT);
        assert_eq!((values[0].text.as_str(), values[0].count), ("again and again", 1000));
        assert_eq!(found.others(), 1000 - 199);
    }

    #[test]
    fn a_long_value_and_its_sample_have_one_key() {
        let long = format!("{}é tail", "Word  ".repeat(20));
        let sampled: String = long.chars().take(VALUE_LIMIT).collect();
        let mut values = ValueTable::new();
        values.set(1, &sampled, None);
        assert_eq!(read_choice(&stages(), &values, 1, &long), Reading::Empty);
    }
}

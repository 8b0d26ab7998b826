//! Cells of fields people added, to values as these keep them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use model::custom::{NO, NUMBER_PLACES, YES, is_link};
use model::decimal::{format_trimmed, parse_scaled};
use model::kinds::customer::TEXT_LIMIT;
use model::{Currency, CustomField, CustomType, DecimalMark};

use crate::csv::cell::{
    DateFormat, ExcessDecimals, is_placeholder, read_amount, read_currency, read_date, text,
};
use crate::csv::custom::CustomColumn;
use crate::csv::reject::{RejectReason, RowReject, shorten};
use crate::csv::table::Row;
use crate::text::{is_longer, one_line};

/// Most answers a field gets from files: a list that is longer is no list to choose from.
pub const CHOICES_LIMIT: usize = 200;

/// How a file writes its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notations {
    /// Dates.
    pub date: DateFormat,
    /// Numbers and amounts.
    pub mark: DecimalMark,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// What to do with decimals beyond the currency's minor unit.
    pub excess: ExcessDecimals,
}

impl Default for Notations {
    fn default() -> Self {
        Self {
            date: DateFormat::Ymd,
            mark: DecimalMark::Point,
            currency: Currency::USD,
            excess: ExcessDecimals::Reject,
        }
    }
}

/// What a row has for a field people added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomCell {
    column: usize,
    /// The column of the file, from 0.
    at: usize,
    /// Its values, at least one; several only for several choices.
    pub values: Vec<String>,
}

/// Reads the columns of fields people added. Answers that a field does not have yet are read
/// too, and are remembered once their row was taken.
#[derive(Debug, Clone)]
pub struct CustomReader {
    columns: Vec<Column>,
    notations: Notations,
    /// Whether fields that hold a customer are read as what the row calls them.
    by_name: bool,
}

#[derive(Debug, Clone)]
struct Column {
    at: usize,
    /// The column of the currencies, where amounts have one.
    currency: Option<usize>,
    key: String,
    field: CustomField,
    /// Answers by their lower-case form.
    answers: BTreeMap<String, String>,
    used: bool,
}

impl CustomCell {
    /// Its place among the columns of its reader, from 0; every row's the same.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The column of the file it stands in, from 0.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }
}

impl CustomReader {
    /// For these columns, counted from 0.
    #[must_use]
    pub fn new<'c>(
        columns: impl IntoIterator<Item = (usize, &'c CustomColumn)>,
        notations: Notations,
    ) -> Self {
        let columns = columns.into_iter().map(|(at, custom)| {
            let choices = custom.field.choices.iter();
            Column {
                at,
                currency: None,
                key: custom.key.clone(),
                field: custom.field.clone(),
                answers: choices.map(|choice| (choice.to_lowercase(), choice.clone())).collect(),
                used: false,
            }
        });
        Self { columns: columns.collect(), notations, by_name: false }
    }

    /// The same with amounts whose currencies stand in columns of their own, by the column of
    /// the amounts; see [`Mapping::currencies`](crate::csv::Mapping::currencies).
    #[must_use]
    pub fn with_currencies(mut self, currencies: &BTreeMap<usize, usize>) -> Self {
        for column in &mut self.columns {
            column.currency = currencies.get(&column.at).copied();
        }
        self
    }

    /// The same with customers read as what the row calls them, on one line, for the caller to
    /// find; without, only an id is one.
    #[must_use]
    pub fn with_customers_by_name(self) -> Self {
        Self { by_name: true, ..self }
    }

    /// What a row has for them; nothing for empty cells.
    ///
    /// # Errors
    /// The row with the first cell that is no value of its field.
    pub fn read(&self, row: &Row<'_>) -> Result<Vec<CustomCell>, RowReject> {
        let mut cells = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let cell = text(row.get(column.at));
            if cell.is_empty() {
                continue;
            }
            let mut notations = self.notations;
            let named = column.currency.map_or("", |column| text(row.get(column)));
            if !is_placeholder(named) {
                notations.currency = read_currency(named, notations.currency).ok_or_else(|| {
                    let reason = RejectReason::UnknownCurrency { text: shorten(named) };
                    row.reject(column.currency, reason)
                })?;
            }
            let values = column.read(cell, notations, self.by_name);
            let values = values.map_err(|reason| row.reject(Some(column.at), reason))?;
            if !values.is_empty() {
                cells.push(CustomCell { column: index, at: column.at, values });
            }
        }
        Ok(cells)
    }

    /// Notes that the row of these cells was taken.
    pub fn keep(&mut self, cells: &[CustomCell]) {
        for cell in cells {
            let Some(column) = self.columns.get_mut(cell.column) else { continue };
            column.used = true;
            if column.is_choice() {
                for value in &cell.values {
                    if let Entry::Vacant(new) = column.answers.entry(value.to_lowercase()) {
                        new.insert(value.clone());
                        column.field.choices.push(value.clone());
                    }
                }
            }
        }
    }

    /// The key of the field that a cell is for, and whether a record has several of its values.
    #[must_use]
    pub fn field_of(&self, cell: &CustomCell) -> (&str, bool) {
        self.columns.get(cell.column).map_or(("", false), |column| {
            (column.key.as_str(), column.field.holds == CustomType::Choices)
        })
    }

    /// Whether a cell's field holds a customer.
    #[must_use]
    pub fn holds_customer(&self, cell: &CustomCell) -> bool {
        let column = self.columns.get(cell.column);
        column.is_some_and(|column| column.field.holds == CustomType::Customer)
    }

    /// Whether any of the fields holds a customer.
    #[must_use]
    pub fn has_customers(&self) -> bool {
        self.columns.iter().any(|column| column.field.holds == CustomType::Customer)
    }

    /// Why a cell is no value of its field: nobody is called so.
    #[must_use]
    pub fn nobody(&self, cell: &CustomCell) -> Option<RejectReason> {
        let text = cell.values.first().map_or("", String::as_str);
        self.columns.get(cell.column).map(|column| column.wrong(text))
    }

    /// The fields that rows had values for, by key, with the answers found.
    #[must_use]
    pub fn into_fields(self) -> Vec<(String, CustomField)> {
        let used = self.columns.into_iter().filter(|column| column.used);
        used.map(|column| (column.key, column.field)).collect()
    }
}

impl Column {
    fn is_choice(&self) -> bool {
        matches!(self.field.holds, CustomType::Choice | CustomType::Choices)
    }

    fn read(
        &self,
        cell: &str,
        notations: Notations,
        by_name: bool,
    ) -> Result<Vec<String>, RejectReason> {
        let Notations { date, mark, currency, excess } = notations;
        let is_text = matches!(self.field.holds, CustomType::Text | CustomType::Other(_));
        if !is_text && is_placeholder(cell) {
            return Ok(Vec::new());
        }
        let value = match self.field.holds {
            CustomType::Choice => return self.answer(&one_line(cell), 0).map(|one| vec![one]),
            CustomType::Choices => return self.several(cell),
            CustomType::Number => parse_scaled(cell, NUMBER_PLACES, mark)
                .ok()
                .map(|scaled| format_trimmed(scaled, NUMBER_PLACES)),
            CustomType::Money => {
                read_amount(cell, currency, mark, excess).ok().map(|money| money.to_string())
            }
            CustomType::Day => read_date(cell, date).ok().map(|day| day.to_string()),
            CustomType::Flag => read_flag(cell).map(|yes| if yes { YES } else { NO }.to_owned()),
            CustomType::Link => read_link(cell),
            CustomType::Customer if by_name => {
                let name = one_line(cell);
                (!is_longer(&name, TEXT_LIMIT)).then_some(name)
            }
            CustomType::Text | CustomType::Customer | CustomType::Other(_) => {
                self.field.canonical(cell).ok()
            }
        };
        value.map(|value| vec![value]).ok_or_else(|| self.wrong(cell))
    }

    fn several(&self, cell: &str) -> Result<Vec<String>, RejectReason> {
        let ends = [';', ',', '|', '\n', '\r', '、', '，', '；', '｜'];
        let mut found: Vec<String> = Vec::new();
        // An answer may have one of these in it.
        let whole = one_line(cell);
        if let Some(known) = self.answers.get(&whole.to_lowercase()) {
            return Ok(vec![known.clone()]);
        }
        for part in
            cell.split(ends).map(|part| one_line(part.trim())).filter(|part| !is_placeholder(part))
        {
            let fresh = found.iter().filter(|one| !self.answers.contains_key(&one.to_lowercase()));
            let answer = self.answer(&part, fresh.count())?;
            if !found.iter().any(|one| one.to_lowercase() == answer.to_lowercase()) {
                found.push(answer);
            }
        }
        Ok(found)
    }

    /// The answer that `text` is, an old one or a new one beside `fresh` others of its row.
    fn answer(&self, text: &str, fresh: usize) -> Result<String, RejectReason> {
        if let Some(known) = self.answers.get(&text.to_lowercase()) {
            return Ok(known.clone());
        }
        if is_longer(text, TEXT_LIMIT) {
            return Err(self.wrong(text));
        }
        if self.answers.len() + fresh >= CHOICES_LIMIT {
            return Err(RejectReason::TooManyChoices {
                name: self.field.name.clone(),
                limit: CHOICES_LIMIT,
                text: shorten(text),
            });
        }
        Ok(text.to_owned())
    }

    fn wrong(&self, text: &str) -> RejectReason {
        let (name, holds) = (self.field.name.clone(), self.field.holds.clone());
        RejectReason::NotOfField { name, holds, text: shorten(text) }
    }
}

/// An answer to a yes-or-no question, in English or Chinese or as programs write it.
pub(super) fn read_flag(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" | "on" | "x" | "✓" | "✔" | "是" | "对" | "有" => {
            Some(true)
        }
        "no" | "n" | "false" | "f" | "0" | "off" | "✗" | "✘" | "否" | "不" | "没有" => {
            Some(false)
        }
        _ => None,
    }
}

/// A link, also one of the web that is written without its scheme.
fn read_link(text: &str) -> Option<String> {
    if is_link(text) {
        return Some(text.to_owned());
    }
    let full = format!("https://{text}");
    (text.to_ascii_lowercase().starts_with("www.") && is_link(&full)).then_some(full)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};
    use proptest::prelude::*;

    fn column(holds: CustomType, choices: &[&str]) -> CustomColumn {
        let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        let (on, name) = ("customer".to_owned(), "A field".to_owned());
        let field =
            CustomField { on, name, holds, choices, place: 0, retired: false, listed: false };
        CustomColumn { key: "a_field".to_owned(), field }
    }

    fn european() -> Notations {
        Notations {
            date: DateFormat::Dmy,
            mark: DecimalMark::Comma,
            currency: Currency::EUR,
            excess: ExcessDecimals::Reject,
        }
    }

    fn read(holds: CustomType, cell: &str) -> Result<Vec<String>, RejectReason> {
        let columns = column(holds, &["Red", "Blue, dark"]);
        let reader = CustomReader::new([(0, &columns)], european());
        reader.columns[0].read(text(cell), european(), false)
    }

    #[test]
    fn cells_are_read_by_type_in_the_notation_of_the_file() {
        use CustomType as T;
        for (holds, cell, want) in [
            (T::Text, " - ", &["-"] as &[&str]),
            (T::Number, "1.234,50", &["1234.5"]),
            (T::Number, "n/a", &[]),
            (T::Money, "1.234,50", &["1234.50 EUR"]),
            (T::Money, "$5", &["5.00 USD"]),
            (T::Day, "31.01.2024 09:30", &["2024-01-31"]),
            (T::Day, "0000-00-00", &[]),
            (T::Choice, "RED", &["Red"]),
            (T::Choice, "Deep\ngreen", &["Deep green"]),
            (T::Choices, "blue, DARK", &["Blue, dark"]),
            (T::Choices, "red; Green, red;GREEN", &["Red", "Green"]),
            (T::Flag, "X", &["yes"]),
            (T::Flag, "否", &["no"]),
            (T::Link, "www.example.org/a", &["https://www.example.org/a"]),
            (T::Link, "mailto:a@b.co", &["mailto:a@b.co"]),
        ] {
            let want: Vec<String> = want.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(read(holds.clone(), cell), Ok(want), "{holds} {cell}");
        }
        for (holds, cell) in [
            (T::Number, "many"),
            (T::Number, "1,2345678901"),
            (T::Money, "12,345"),
            (T::Day, "2024-01-31"),
            (T::Flag, "perhaps"),
            (T::Link, "javascript:alert(1)"),
            (T::Link, "example.org"),
            (T::Customer, "Ada"),
        ] {
            let name = "A field".to_owned();
            let want = RejectReason::NotOfField { name, holds: holds.clone(), text: cell.into() };
            assert_eq!(read(holds, cell), Err(want), "{cell}");
        }
    }

    fn table(text: &str) -> Table {
        Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
    }

    #[test]
    fn amounts_have_their_currency_beside_them_and_customers_their_name() {
        let columns = [column(CustomType::Money, &[]), column(CustomType::Customer, &[])];
        let reader = CustomReader::new([(0, &columns[0]), (1, &columns[1])], Notations::default())
            .with_currencies(&BTreeMap::from([(0, 2)]))
            .with_customers_by_name();
        let mut table = table("sum,who,unit\n5,Ada  Lovelace,EUR\n5,,\n5,,?!\n");
        let mut read = Vec::new();
        while let Some(row) = table.next_row() {
            let cells = reader.read(&row.unwrap());
            let cells = cells.map(|cells| cells.into_iter().flat_map(|cell| cell.values));
            read.push(
                cells.map(Iterator::collect::<Vec<_>>).map_err(|row| (row.column, row.reason)),
            );
        }
        let wrong = RejectReason::UnknownCurrency { text: "?!".into() };
        let want = [
            Ok(vec!["5.00 EUR".to_owned(), "Ada  Lovelace".to_owned()]),
            Ok(vec!["5.00 USD".to_owned()]),
            Err((Some(2), wrong)),
        ];
        assert_eq!(read, want);
    }

    #[test]
    fn answers_are_remembered_once_their_row_is_taken() {
        let columns = column(CustomType::Choice, &["Red"]);
        let mut reader = CustomReader::new([(1, &columns)], Notations::default());
        let mut table = table("name,colour\nA,green\nB,Blue\nC,BLUE\nD,red\nE,\n");
        let mut kept = Vec::new();
        while let Some(row) = table.next_row() {
            let row = row.unwrap();
            let cells = reader.read(&row).unwrap();
            // The row of the green one was not taken.
            if row.get(0) != "A" {
                reader.keep(&cells);
                kept.extend(cells.into_iter().flat_map(|cell| cell.values));
            }
        }
        assert_eq!(kept, ["Blue", "Blue", "Red"]);
        let fields = reader.into_fields();
        assert_eq!(fields[0].1.choices, ["Red", "Blue"]);
        let unused = CustomReader::new([(1, &columns)], Notations::default());
        assert_eq!(unused.into_fields(), []);
    }

    #[test]
    fn a_list_of_answers_has_an_end() {
        let columns = column(CustomType::Choices, &[]);
        let mut reader = CustomReader::new([(0, &columns)], Notations::default());
        let mut rejected = 0;
        let rows: String = (0..1000).map(|n| format!("a{n};b{n};a{}\n", n % 7)).collect();
        let mut table = table(&format!("x\n{rows}"));
        while let Some(row) = table.next_row() {
            match reader.read(&row.unwrap()) {
                Ok(cells) => reader.keep(&cells),
                Err(reject) => {
                    assert_eq!(reject.column, Some(0));
                    rejected += 1;
                }
            }
        }
        assert_eq!(rejected, 900);
        assert_eq!(reader.into_fields()[0].1.choices.len(), CHOICES_LIMIT);
    }

    proptest! {
        #[test]
        fn what_is_read_is_a_value_of_the_field(
            cell in "\\PC{0,24}|[0-9.,€$ -]{0,12}|(www\\.|https:)[a-z./]{0,9}",
            holds in prop::sample::select(CustomType::ALL),
        ) {
            let mut columns = column(holds.clone(), &[]);
            let reader = CustomReader::new([(0, &columns)], european());
            if let Ok(values) = reader.columns[0].read(text(&cell), european(), false) {
                for value in values {
                    columns.field.choices = vec![value.clone()];
                    prop_assert_eq!(columns.field.canonical(&value).ok(), Some(value), "{}", holds);
                }
            }
        }
    }
}

//! What the user has decided about a file, beginning with a guess.

use interchange::csv::cell::{
    AmountError, DateFormat, ExcessDecimals, currency_in_header, detect_date_formats,
    detect_decimal_mark, is_placeholder, read_amount,
};
use interchange::csv::reader::{CustomerOptions, OrderOptions};
use interchange::csv::{Field, Mapping, MappingProblem, Target, ValueTable};
use model::decimal::DecimalError;
use model::validate::is_email;
use model::{Currency, DecimalMark};
use workspace::commands::{ImportPlan, MatchBy};

use crate::views::data::wizard::Opened;

/// How the columns of a file are to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What the rows are and what each column holds.
    pub mapping: Mapping,
    /// The notation of order dates.
    pub date: DateFormat,
    /// The notation of birthdays.
    pub birthday: DateFormat,
    /// The notation of the days since when somebody is a customer.
    pub since: DateFormat,
    /// The notation of amounts.
    pub mark: DecimalMark,
    /// The currency of amounts that name none, as typed.
    pub currency: String,
    /// Whether amounts that are too precise are rounded.
    pub round: bool,
    /// What tells the customer of an order.
    pub match_by: MatchBy,
}

/// The fields whose values are dates.
pub const DATES: [Field; 3] = [Field::Date, Field::Birthday, Field::Since];

impl Choices {
    /// Before there is a file.
    pub fn none() -> Self {
        Self {
            mapping: Mapping::new(Target::Customers, Vec::new()),
            date: DateFormat::Ymd,
            birthday: DateFormat::Ymd,
            since: DateFormat::Ymd,
            mark: DecimalMark::Point,
            currency: String::new(),
            round: false,
            match_by: MatchBy::Code,
        }
    }

    /// The best guess from headers and values.
    pub fn guess(target: Target, opened: &Opened, base: Currency) -> Self {
        let mapping = Mapping::guess(target, &opened.headers, &opened.samples);
        let mut choices = Self { mapping, currency: base.to_string(), ..Self::none() };
        for field in DATES.into_iter().chain([Field::Amount]) {
            choices.guess_notation(field, opened, base);
        }
        choices.guess_match(opened);
        choices
    }

    /// Says what a column holds, and guesses anew what follows from that.
    pub fn set(&mut self, column: usize, field: Option<Field>, opened: &Opened, base: Currency) {
        self.mapping.set(column, field);
        if let Some(field) = field {
            self.guess_notation(field, opened, base);
        }
        self.guess_match(opened);
    }

    /// The notation of a field of dates.
    pub fn format(&self, field: Field) -> DateFormat {
        match field {
            Field::Birthday => self.birthday,
            Field::Since => self.since,
            _ => self.date,
        }
    }

    /// Chooses the notation of a field of dates.
    pub fn set_format(&mut self, field: Field, format: DateFormat) {
        match field {
            Field::Birthday => self.birthday = format,
            Field::Since => self.since = format,
            _ => self.date = format,
        }
    }

    fn guess_notation(&mut self, field: Field, opened: &Opened, base: Currency) {
        if DATES.contains(&field) {
            let formats = detect_date_formats(self.values(field, opened));
            self.set_format(field, formats.first().copied().unwrap_or(DateFormat::Ymd));
        } else if field == Field::Amount
            && let Some(column) = self.mapping.column(field)
        {
            self.mark = detect_decimal_mark(self.values(field, opened)).unwrap_or_default();
            let header = opened.headers.get(column).map_or("", String::as_str);
            self.currency = currency_in_header(header, base).unwrap_or(base).to_string();
        }
    }

    fn guess_match(&mut self, opened: &Opened) {
        let Some(column) = self.mapping.column(Field::CustomerKey) else {
            self.match_by = MatchBy::Name;
            return;
        };
        let values = || self.values(Field::CustomerKey, opened);
        let header = opened.headers.get(column).map_or(String::new(), |name| name.to_lowercase());
        let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
        self.match_by = if values().next().is_some() && values().all(is_email) {
            MatchBy::Email
        } else if says(&["phone", "mobile", "手机", "电话"]) {
            MatchBy::Phone
        } else {
            MatchBy::Code
        };
    }

    /// The sampled values of the first column that holds `field`, but for words for "not
    /// known".
    pub fn values<'o>(
        &self,
        field: Field,
        opened: &'o Opened,
    ) -> impl Iterator<Item = &'o str> + Clone + use<'o> {
        let column = self.mapping.column(field);
        let values = column.into_iter().flat_map(|column| opened.samples.filled(column));
        values.filter(|text| !is_placeholder(text))
    }

    /// Whether some of the sampled amounts have more decimals than their currency.
    pub fn has_excess(&self, opened: &Opened) -> bool {
        let currency = self.currency().unwrap_or(Currency::USD);
        self.values(Field::Amount, opened).any(|text| {
            let read = read_amount(text, currency, self.mark, ExcessDecimals::Reject);
            matches!(read, Err(AmountError::Number(DecimalError::TooPrecise(_))))
        })
    }

    /// Whether several of the sampled rows have the same customer number.
    pub fn has_repeated_codes(&self, opened: &Opened) -> bool {
        let mut codes: Vec<&str> = self.values(Field::Code, opened).collect();
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        codes.len() < count
    }

    /// The currency typed, if it is one.
    pub fn currency(&self) -> Option<Currency> {
        self.currency.parse().ok()
    }

    /// What to do with amounts that are too precise.
    pub fn excess(&self) -> ExcessDecimals {
        if self.round { ExcessDecimals::Round } else { ExcessDecimals::Reject }
    }

    /// What the cells of a customer file do not say themselves.
    pub fn customer_options(&self) -> CustomerOptions {
        CustomerOptions {
            birthday_format: self.birthday,
            since_format: self.since,
            values: ValueTable::new(),
        }
    }

    /// What the cells of an orders file do not say themselves; `None` without a currency.
    pub fn order_options(&self) -> Option<OrderOptions> {
        Some(OrderOptions {
            date_format: self.date,
            currency: self.currency()?,
            mark: self.mark,
            excess: self.excess(),
        })
    }

    /// The plan these choices make, once nothing is missing.
    pub fn plan(&self) -> Option<ImportPlan> {
        match self.mapping.target {
            Target::Customers => ImportPlan::customers(&self.mapping, self.customer_options()).ok(),
            Target::Orders => {
                ImportPlan::orders(&self.mapping, self.order_options()?, self.match_by).ok()
            }
        }
    }

    /// The fields of which one must be mapped and none is.
    pub fn missing(&self) -> Vec<&'static [Field]> {
        let problems = self.mapping.problems().into_iter();
        let missing = problems.filter_map(|problem| match problem {
            MappingProblem::Missing(fields) => Some(fields),
            // `Mapping::set` gives a field to one column, and the page offers no others.
            MappingProblem::Repeated { .. } | MappingProblem::Foreign { .. } => None,
        });
        missing.collect()
    }
}

//! What the user has decided about a file, beginning with a guess.

use interchange::csv::cell::{
    AmountError, DateFormat, ExcessDecimals, currency_in_header, detect_date_formats,
    detect_decimal_mark, is_placeholder, read_amount,
};
use interchange::csv::reader::{CustomerOptions, InteractionOptions, OrderOptions};
use interchange::csv::{
    CustomColumn, Field, Mapping, MappingProblem, Notations, Target, ValueTable,
};
use model::decimal::DecimalError;
use model::validate::is_email;
use model::{Currency, CustomType, DecimalMark, Settings};
use workspace::commands::{ImportMode, ImportPlan, ImportRules, MatchBy, Rule};

use crate::platform::time;
use crate::views::data::wizard::Opened;

/// How the columns of a file are to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// What the rows are and what each column holds.
    pub mapping: Mapping,
    /// The notation of the days of orders and interactions.
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
    /// What tells the customer of an order or an interaction.
    pub match_by: MatchBy,
    /// What answers mean that do not say it themselves.
    pub values: ValueTable,
    /// Which rows are taken, and what becomes of values that are there.
    pub rules: ImportRules,
}

/// The fields whose values are dates.
pub const DATES: [Field; 4] = [Field::Date, Field::At, Field::Birthday, Field::Since];

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
            values: ValueTable::new(),
            rules: ImportRules::default(),
        }
    }

    /// The best guess from headers and values. Columns that are called like a field people
    /// added hold it.
    pub fn guess(target: Target, opened: &Opened, settings: &Settings) -> Self {
        let base = settings.base();
        let mut mapping = Mapping::guess(target, &opened.headers, &opened.samples);
        mapping.take_fields(&opened.headers, &opened.samples, &settings.fields);
        let mut choices = Self { mapping, currency: base.to_string(), ..Self::none() };
        for field in DATES.into_iter().chain([Field::Amount]) {
            // Of those that share a notation the one that is there says it.
            if choices.mapping.column(field).is_some() {
                choices.guess_notation(field, opened, base);
            }
        }
        choices.guess_own_notations(opened);
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

    /// Says that a column holds a field people added, and guesses how that is written where
    /// no other column says it.
    pub fn set_custom(&mut self, column: usize, custom: CustomColumn, opened: &Opened) {
        let holds = custom.field.holds.clone();
        self.mapping.set_custom(column, custom);
        self.mapping.pair_currencies(&opened.headers);
        self.guess_own_notation(column, &holds, opened);
        self.guess_match(opened);
    }

    fn guess_own_notations(&mut self, opened: &Opened) {
        let own = self.mapping.custom.iter();
        let own: Vec<_> = own.map(|(at, custom)| (*at, custom.field.holds.clone())).collect();
        for (column, holds) in own {
            self.guess_own_notation(column, &holds, opened);
        }
    }

    /// Guesses how a field people added is written where no other column says it.
    fn guess_own_notation(&mut self, column: usize, holds: &CustomType, opened: &Opened) {
        let values = opened.samples.filled(column).filter(|text| !is_placeholder(text));
        let first = self.custom_of(holds).next() == Some(column);
        let has_days = [Field::Date, Field::At].iter().any(|of| self.mapping.column(*of).is_some());
        match holds {
            CustomType::Day if first && !has_days => {
                let formats = detect_date_formats(values);
                self.date = formats.first().copied().unwrap_or(self.date);
            }
            CustomType::Number | CustomType::Money
                if first && self.mapping.column(Field::Amount).is_none() =>
            {
                self.mark = detect_decimal_mark(values).unwrap_or(self.mark);
            }
            _ => {}
        }
    }

    /// The columns for fields people added that hold this.
    pub fn custom_of(&self, holds: &CustomType) -> impl Iterator<Item = usize> {
        let columns = self.mapping.custom.iter();
        columns.filter(move |(_, custom)| custom.field.holds == *holds).map(|(column, _)| *column)
    }

    /// Whether records that are here may change.
    pub fn updates(&self) -> bool {
        self.rules.mode != ImportMode::CreateOnly
    }

    /// Whether a column holds what rows are found by.
    pub fn has_key(&self) -> bool {
        match self.mapping.target {
            Target::Orders => self.mapping.column(Field::OrderNumber).is_some(),
            // Nothing is imported without a time, a channel and something said.
            Target::Interactions => true,
            Target::Customers => match self.rules.key {
                MatchBy::Code => self.mapping.column(Field::Code).is_some(),
                // Nothing is imported without a name.
                MatchBy::Name => true,
                MatchBy::Email => self.mapping.column(Field::Email).is_some(),
                MatchBy::Phone => self.mapping.column(Field::Phone).is_some(),
            },
        }
    }

    /// The rule of a column and those it can have, the first of which holds where nothing is
    /// said; `None` for a column without a rule of its own.
    pub fn rule(&self, column: usize) -> Option<(Rule, &'static [Rule])> {
        let (rule, is_list) = if let Some(custom) = self.mapping.custom.get(&column) {
            let is_list = custom.field.holds == CustomType::Choices;
            (self.rules.custom.get(&custom.key).copied(), is_list)
        } else {
            let field = self.mapping.columns.get(column).copied().flatten()?;
            let tells =
                matches!(field, Field::CustomerKey | Field::CustomerName | Field::OrderNumber)
                    || matches!(field, Field::Currency | Field::TimeZone | Field::InteractionId)
                    || (field == Field::Code && self.rules.key == MatchBy::Code);
            if tells {
                return None;
            }
            (Some(self.rules.of(field)), field.is_list())
        };
        let all: &[Rule] = if is_list { &Rule::LIST } else { &Rule::SINGLE };
        Some((rule.or(all.first().copied())?, all))
    }

    /// Gives a column a rule.
    pub fn set_rule(&mut self, column: usize, rule: Rule) {
        if let Some(custom) = self.mapping.custom.get(&column) {
            self.rules.custom.insert(custom.key.clone(), rule);
        } else if let Some(field) = self.mapping.columns.get(column).copied().flatten() {
            self.rules.set(field, rule);
        }
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
            values: self.values.clone(),
        }
    }

    /// How the cells of fields people added are written.
    pub fn notations(&self) -> Notations {
        Notations {
            date: self.date,
            mark: self.mark,
            currency: self.currency().unwrap_or(Currency::USD),
            excess: self.excess(),
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

    /// What the cells of a file of interactions do not say themselves.
    pub fn interaction_options(&self) -> InteractionOptions {
        InteractionOptions {
            date_format: self.date,
            zone: time::offset_by_wall_clock,
            values: self.values.clone(),
        }
    }

    /// The plan these choices make, once nothing is missing.
    pub fn plan(&self) -> Option<ImportPlan> {
        let plan = match self.mapping.target {
            Target::Customers => ImportPlan::customers(&self.mapping, self.customer_options()).ok(),
            Target::Orders => {
                ImportPlan::orders(&self.mapping, self.order_options()?, self.match_by).ok()
            }
            Target::Interactions => {
                let options = self.interaction_options();
                ImportPlan::interactions(&self.mapping, options, self.match_by).ok()
            }
        };
        Some(plan?.with_rules(self.rules.clone()).with_notations(self.notations()))
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

//! Which column holds which field.

use std::collections::BTreeMap;

use model::{Channel, CustomField, CustomType, Kind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::csv::cell::{ExcessDecimals, detect_decimal_mark};
use crate::csv::cell::{detect_date_formats, is_placeholder, read_amount};
use crate::csv::custom::CustomColumn;
use crate::csv::dictionary;
use crate::csv::fold::fold;
use crate::csv::known::{self, Source};
use crate::csv::sample::Samples;

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A customer a row.
    Customers,
    /// An order a row.
    Orders,
    /// A visit, a call or another touch a row.
    Interactions,
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The number another system knows the customer by.
    Code,
    /// What people call the customer, in one piece.
    Name,
    /// The given name of a person, where the file has the two apart.
    GivenName,
    /// The family name of a person, where the file has the two apart.
    FamilyName,
    /// Person or organisation.
    CustomerType,
    /// Telephone numbers; several columns and several in a cell.
    Phone,
    /// E-mail addresses; several columns and several in a cell.
    Email,
    /// Street and number; several columns make several lines.
    Street,
    /// Town.
    City,
    /// State, province or county.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
    /// Line of business.
    Industry,
    /// Number of people in an organisation.
    Size,
    /// How the customer came to us.
    Source,
    /// Where the relationship stands.
    Stage,
    /// Who looks after the customer.
    Owner,
    /// Labels; several columns and several in a cell.
    Tags,
    /// The channel the customer likes best.
    PreferredChannel,
    /// Birthday, or founding day.
    Birthday,
    /// Customer since.
    Since,
    /// Anything else about the customer, or what was said; several columns make several
    /// paragraphs.
    Notes,

    /// What tells the customer of an order or a touch: a number, an e-mail address, a telephone
    /// number.
    CustomerKey,
    /// The name of the customer of an order or a touch.
    CustomerName,
    /// The number of the order.
    OrderNumber,
    /// The day of the order.
    Date,
    /// The sum of the order.
    Amount,
    /// The currency of the sum.
    Currency,
    /// What was bought.
    Item,
    /// How many pieces.
    Quantity,
    /// A remark on the order.
    Note,

    /// When a touch took place: a day, or a day and a time.
    At,
    /// The offset from Greenwich of the place where it did.
    TimeZone,
    /// The way of a touch: a visit, a call and so on.
    Channel,
    /// Who reached out.
    Direction,
    /// What a touch was about, in a line.
    Subject,
    /// What came of it.
    Outcome,
    /// What is to be done next.
    NextStep,
    /// Our own id of a touch, as our tables have it.
    InteractionId,
}

const CUSTOMER_FIELDS: &[Field] = &[
    Field::Code,
    Field::Name,
    Field::GivenName,
    Field::FamilyName,
    Field::CustomerType,
    Field::Phone,
    Field::Email,
    Field::Street,
    Field::City,
    Field::Region,
    Field::Postcode,
    Field::Country,
    Field::Industry,
    Field::Size,
    Field::Source,
    Field::Stage,
    Field::Owner,
    Field::Tags,
    Field::PreferredChannel,
    Field::Birthday,
    Field::Since,
    Field::Notes,
];

const ORDER_FIELDS: &[Field] = &[
    Field::CustomerKey,
    Field::CustomerName,
    Field::OrderNumber,
    Field::Date,
    Field::Amount,
    Field::Currency,
    Field::Item,
    Field::Quantity,
    Field::Note,
];

const INTERACTION_FIELDS: &[Field] = &[
    Field::CustomerKey,
    Field::CustomerName,
    Field::At,
    Field::TimeZone,
    Field::Channel,
    Field::Direction,
    Field::Subject,
    Field::Notes,
    Field::Outcome,
    Field::NextStep,
    Field::InteractionId,
];

/// Who the customer is: one of these must be there.
pub(crate) const ANY_NAME: &[Field] = &[Field::Name, Field::GivenName, Field::FamilyName];
/// Whose order or touch it is: one of these must be there.
pub(crate) const ANY_CUSTOMER: &[Field] = &[Field::CustomerKey, Field::CustomerName];
/// The way of a touch, unless all rows have the same.
pub(crate) const ANY_CHANNEL: &[Field] = &[Field::Channel];
/// What a touch was about: one of these must be there.
pub(crate) const ANY_TEXT: &[Field] = &[Field::Subject, Field::Notes];

impl Target {
    /// The fields a column can hold, in the order to offer them.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Customers => CUSTOMER_FIELDS,
            Self::Orders => ORDER_FIELDS,
            Self::Interactions => INTERACTION_FIELDS,
        }
    }

    /// The kind of record that rows become.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Customers => Kind::Customer,
            Self::Orders => Kind::Order,
            Self::Interactions => Kind::Interaction,
        }
    }

    /// What must be mapped: of each group, one field at least.
    #[must_use]
    pub fn required(self) -> &'static [&'static [Field]] {
        match self {
            Self::Customers => &[ANY_NAME],
            Self::Orders => &[ANY_CUSTOMER, &[Field::Date], &[Field::Amount]],
            Self::Interactions => &[ANY_CUSTOMER, &[Field::At], ANY_CHANNEL, ANY_TEXT],
        }
    }

    /// Guesses from the headers: a file that is recognised says it; of others, orders have
    /// an amount, and a date or an order number, and touches a time, a customer, and at least
    /// two things to say of them that customers do not have.
    #[must_use]
    pub fn guess(headers: &[String]) -> Self {
        if let Some(known) = known::recognise(headers) {
            return known.target;
        }
        let named = Mapping::by_name(Self::Orders, headers);
        let has = |field| named.column(field).is_some();
        if has(Field::Amount) && (has(Field::Date) || has(Field::OrderNumber)) {
            return Self::Orders;
        }
        let named = Mapping::by_name(Self::Interactions, headers);
        let count = |fields: &[Field]| {
            fields.iter().filter(|field| named.column(**field).is_some()).count()
        };
        let said = count(&[
            Field::Channel,
            Field::Direction,
            Field::Subject,
            Field::Notes,
            Field::Outcome,
            Field::NextStep,
        ]);
        let is_touch = count(ANY_CUSTOMER) > 0 && count(&[Field::At]) > 0 && said > 1;
        let person = Mapping::by_name(Self::Customers, headers);
        let is_person =
            [Field::Street, Field::City, Field::Postcode, Field::Birthday, Field::Stage]
                .iter()
                .any(|field| person.column(*field).is_some());
        if count(&[Field::InteractionId]) > 0 || (is_touch && !is_person) {
            Self::Interactions
        } else {
            Self::Customers
        }
    }
}

impl Field {
    /// Whether several columns may hold it.
    #[must_use]
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Street | Self::Tags | Self::Notes)
    }

    /// Whether a record has any number of its values.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Tags)
    }

    /// Whether its values are answers that may need a translation, see
    /// [`ValueTable`](crate::csv::ValueTable).
    #[must_use]
    pub fn is_choice(self) -> bool {
        matches!(
            self,
            Self::CustomerType
                | Self::Stage
                | Self::PreferredChannel
                | Self::Size
                | Self::Channel
                | Self::Direction
        )
    }

    /// Whether it is a part of the postal address.
    pub(crate) fn is_address(self) -> bool {
        matches!(self, Self::Street | Self::City | Self::Region | Self::Postcode | Self::Country)
    }
}

/// What is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MappingProblem {
    /// No column holds any of these fields, and one must.
    #[error("no column for any of {0:?}")]
    Missing(&'static [Field]),
    /// Several columns hold a field that has one value.
    #[error("{field:?} is in columns {columns:?}")]
    Repeated {
        /// The field.
        field: Field,
        /// The columns, from 0.
        columns: Vec<usize>,
    },
    /// A column holds a field that these rows do not have.
    #[error("column {column} holds {field:?}, which these rows do not have")]
    Foreign {
        /// The column, from 0.
        column: usize,
        /// The field.
        field: Field,
    },
}

/// The field each column holds, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// What the rows are.
    pub target: Target,
    /// By column, from 0.
    pub columns: Vec<Option<Field>>,
    /// Columns for fields people added, from 0; they hold nothing else.
    pub custom: BTreeMap<usize, CustomColumn>,
    /// What is known besides; nothing for most files.
    pub hints: Hints,
}

/// What is known of a file beyond the field of each column. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    /// The program that wrote the file, where it was recognised: it has words of its own.
    pub source: Option<Source>,
    /// The label of the telephone numbers or e-mail addresses in a column; of a column for a
    /// field people added that holds money, the column of the currencies.
    pub labels: BTreeMap<usize, Label>,
    /// The column of the names between given and family name.
    pub middle_name: Option<usize>,
    /// What a column is good for in a row that has nothing else: for a row without a name,
    /// [`Field::Name`], the first of these columns with something in it; for one without any
    /// address, the parts of one; for a touch without a customer's key, [`Field::CustomerKey`].
    /// Other fields count for nothing here.
    pub otherwise: Vec<(usize, Field)>,
    /// The way of touches whose rows name none.
    pub channel: Option<Channel>,
}

/// The label of what is in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The same in every row.
    Text(String),
    /// What this column, from 0, has in the same row.
    Column(usize),
}

impl Mapping {
    /// A mapping by which each column, from 0, holds what `columns` says.
    #[must_use]
    pub fn new(target: Target, columns: Vec<Option<Field>>) -> Self {
        Self { target, columns, custom: BTreeMap::new(), hints: Hints::default() }
    }

    /// What [`recognise`](known::recognise) says of a file of a known program. Of any other,
    /// guesses each column from its header, in English or Chinese, and where that says
    /// nothing, from its values. A field with one value is given to one column, the one whose
    /// header names it best.
    #[must_use]
    pub fn guess(target: Target, headers: &[String], samples: &Samples) -> Self {
        if let Some(known) = known::recognise(headers).filter(|known| known.target == target) {
            return known.mapping;
        }
        let mut mapping = Self::by_name(target, headers);
        let named: Vec<bool> =
            headers.iter().map(|header| dictionary::look_up(target, header).is_some()).collect();
        for (column, named) in named.into_iter().enumerate() {
            if !named && let Some(field) = mapping.by_values(samples, column) {
                mapping.set(column, Some(field));
            }
        }
        mapping
    }

    fn by_name(target: Target, headers: &[String]) -> Self {
        let mut found: Vec<(usize, usize, Field)> = headers
            .iter()
            .enumerate()
            .filter_map(|(column, header)| {
                let (field, rank) = dictionary::look_up(target, header)?;
                Some((rank, column, field))
            })
            .collect();
        found.sort_unstable();
        let mut mapping = Self::new(target, vec![None; headers.len()]);
        for (_, column, field) in found {
            if field.may_repeat() || mapping.column(field).is_none() {
                mapping.set(column, Some(field));
            }
        }
        mapping
    }

    /// What the values of a column that no header explains look like, if it is a field
    /// not yet found.
    fn by_values(&self, samples: &Samples, column: usize) -> Option<Field> {
        let values = samples.filled(column).filter(|text| !is_placeholder(text));
        let count = values.clone().count();
        if count == 0 {
            return None;
        }
        let most =
            |is: &dyn Fn(&str) -> bool| values.clone().filter(|v| is(v)).count() * 5 >= count * 4;
        let dates = || !detect_date_formats(values.clone()).is_empty();
        let field = match self.target {
            Target::Customers if most(&model::validate::is_email) => Field::Email,
            Target::Customers if most(&looks_like_phone) && !dates() => Field::Phone,
            Target::Orders if dates() => Field::Date,
            Target::Interactions if dates() => Field::At,
            Target::Orders => {
                let mark = detect_decimal_mark(values.clone())?;
                let is_amount = |text: &str| {
                    let expected = model::Currency::USD;
                    read_amount(text, expected, mark, ExcessDecimals::Round).is_ok()
                };
                most(&is_amount).then_some(Field::Amount)?
            }
            Target::Customers | Target::Interactions => return None,
        };
        (field.may_repeat() || self.column(field).is_none()).then_some(field)
    }

    /// The first column that holds `field`.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|held| *held == Some(field))
    }

    /// Says what a column holds. A field with one value is taken from the column that
    /// held it before, and the column is of no use but for this field.
    pub fn set(&mut self, column: usize, field: Option<Field>) {
        self.hints.otherwise.retain(|(other, _)| *other != column);
        self.hints.middle_name = self.hints.middle_name.filter(|other| *other != column);
        self.custom.remove(&column);
        if let Some(field) = field.filter(|field| !field.may_repeat()) {
            for held in self.columns.iter_mut().filter(|held| **held == Some(field)) {
                *held = None;
            }
        }
        if let Some(held) = self.columns.get_mut(column) {
            *held = field;
        }
    }

    /// Says that a column holds a field people added. It is taken from the column that held it
    /// before.
    pub fn set_custom(&mut self, column: usize, custom: CustomColumn) {
        self.set(column, None);
        self.custom.retain(|_, held| held.key != custom.key);
        self.custom.insert(column, custom);
    }

    /// Has columns without a use hold the fields of these rows that people added, where they are
    /// called so, and finds the currencies of those that hold money: as our own tables are.
    pub fn take_fields(
        &mut self,
        headers: &[String],
        samples: &Samples,
        fields: &BTreeMap<String, CustomField>,
    ) {
        for (column, header) in headers.iter().enumerate() {
            let is_free = self.columns.get(column) == Some(&None)
                && !self.custom.contains_key(&column)
                && self.hints.middle_name != Some(column)
                && !self.hints.otherwise.iter().any(|(other, _)| *other == column);
            if !is_free || header.is_empty() {
                continue;
            }
            let values = samples.filled(column);
            let found = CustomColumn::propose(&self.target.kind(), header, values, fields);
            let is_there = fields.get(&found.key).is_some_and(|field| !field.retired);
            if is_there && !self.custom.values().any(|held| held.key == found.key) {
                self.custom.insert(column, found);
            }
        }
        self.pair_currencies(headers);
    }

    /// Finds the columns of the currencies for fields people added that hold money: those
    /// called after them, `Budget: currency`, as our own tables have them.
    pub fn pair_currencies(&mut self, headers: &[String]) {
        for (column, custom) in &self.custom {
            if custom.field.holds != CustomType::Money {
                continue;
            }
            let name = headers.get(*column).map(|header| fold(header)).unwrap_or_default();
            let is_its = |header: &String| {
                let header = fold(header);
                let rest = header.strip_prefix(name.as_str()).map(str::trim_start);
                rest.is_some_and(|rest| matches!(rest, ": currency" | "：货币" | ":货币"))
            };
            if let Some(currency) = headers.iter().position(is_its).filter(|_| !name.is_empty()) {
                self.hints.labels.insert(*column, Label::Column(currency));
            }
        }
    }

    /// The columns of the currencies of fields people added, by the column of the amounts.
    #[must_use]
    pub fn currencies(&self) -> BTreeMap<usize, usize> {
        let labels = self.hints.labels.iter().filter(|(at, _)| self.custom.contains_key(at));
        let columns = labels.filter_map(|(at, label)| match label {
            Label::Column(column) => Some((*at, *column)),
            Label::Text(_) => None,
        });
        columns.collect()
    }

    /// Everything that keeps rows from being read by this mapping.
    #[must_use]
    pub fn problems(&self) -> Vec<MappingProblem> {
        self.problems_for(self.target)
    }

    pub(crate) fn problems_for(&self, target: Target) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        for group in target.required() {
            let is_said = *group == ANY_CHANNEL && self.hints.channel.is_some();
            if !is_said && group.iter().all(|field| self.column(*field).is_none()) {
                problems.push(MappingProblem::Missing(group));
            }
        }
        for (column, field) in self.columns.iter().enumerate() {
            let Some(field) = *field else { continue };
            if !target.fields().contains(&field) {
                problems.push(MappingProblem::Foreign { column, field });
            } else if !field.may_repeat() && self.column(field) == Some(column) {
                let columns: Vec<usize> = (column..self.columns.len())
                    .filter(|i| self.columns.get(*i) == Some(&Some(field)))
                    .collect();
                if columns.len() > 1 {
                    problems.push(MappingProblem::Repeated { field, columns });
                }
            }
        }
        problems
    }
}

/// Digits enough for a telephone number, and either written as one or too regular to be
/// anything else: a leading zero or plus, separators, or the eleven digits of a Chinese mobile.
fn looks_like_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let marked = text.starts_with(['+', '0', '(']) || text.contains(['-', ' ', ')']);
    let mobile = digits == 11 && text.len() == 11 && text.starts_with('1');
    (7..=15).contains(&digits) && (marked || mobile) && model::validate::is_phone(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};

    #[allow(clippy::unwrap_used)]
    fn guess(text: &str) -> (Target, Vec<Option<Field>>) {
        let table = Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
        let target = Target::guess(table.headers());
        let mapping = Mapping::guess(target, table.headers(), &table.sample(100));
        (target, mapping.columns)
    }

    #[test]
    fn english_and_chinese_headers_are_understood() {
        use Field::*;
        let (target, columns) = guess(
            "Customer ID,Full Name,E-mail,Mobile Phone,Office Phone,City,Tags,Birthday,Shoe size\n",
        );
        assert_eq!(target, Target::Customers);
        assert_eq!(
            columns,
            [
                Some(Code),
                Some(Name),
                Some(Email),
                Some(Phone),
                Some(Phone),
                Some(City),
                Some(Tags),
                Some(Birthday),
                None
            ]
        );
        let (target, columns) =
            guess("客户编号,客户名称,手机号码（必填）,地址,客户阶段,负责人,备注\n");
        assert_eq!(target, Target::Customers);
        assert_eq!(
            columns,
            [
                Some(Code),
                Some(Name),
                Some(Phone),
                Some(Street),
                Some(Stage),
                Some(Owner),
                Some(Notes)
            ]
        );
        let (target, columns) =
            guess("订单编号,客户编号,客户名称,订单日期,金额(元),币种,商品名称,数量\n");
        assert_eq!(target, Target::Orders);
        assert_eq!(
            columns,
            [
                Some(OrderNumber),
                Some(CustomerKey),
                Some(CustomerName),
                Some(Date),
                Some(Amount),
                Some(Currency),
                Some(Item),
                Some(Quantity)
            ]
        );
        let (target, columns) = guess("cust_no,order date,qty,dollars\n");
        assert_eq!(target, Target::Orders);
        assert_eq!(columns, [Some(CustomerKey), Some(Date), Some(Quantity), Some(Amount)]);
    }

    #[test]
    fn touches_are_told_from_customers_and_orders() {
        use Field::*;
        let (target, columns) =
            guess("Date,Visit type,Customer ID,Account,Title,Call notes,Result,Next steps,Rep\n");
        assert_eq!(target, Target::Interactions);
        let wanted = [At, Channel, CustomerKey, CustomerName, Subject, Notes, Outcome, NextStep];
        assert_eq!(columns[..8], wanted.map(Some));
        assert_eq!(columns[8], None);
        let (target, columns) = guess("拜访时间,拜访方式,客户名称,拜访内容,拜访结果,下一步计划\n");
        assert_eq!(target, Target::Interactions);
        assert_eq!(columns, [At, Channel, CustomerName, Notes, Outcome, NextStep].map(Some));
        for (headers, want) in [
            ("Interaction ID,x", Target::Interactions),
            ("Name,Type,Registered,Notes", Target::Customers),
            ("Name,Date,Type,Notes,City", Target::Customers),
            ("Customer,Date,Notes", Target::Customers),
            ("Customer,Date,Subject,Notes,Amount", Target::Orders),
        ] {
            assert_eq!(guess(&format!("{headers}\n")).0, want, "{headers}");
        }
    }

    #[test]
    fn a_way_that_all_rows_have_needs_no_column() {
        let columns = [Field::CustomerName, Field::At, Field::Subject];
        let mut mapping = Mapping::new(Target::Interactions, columns.map(Some).to_vec());
        assert_eq!(mapping.problems(), [MappingProblem::Missing(&[Field::Channel])]);
        mapping.hints.channel = Some(Channel::Visit);
        assert_eq!(mapping.problems(), []);
    }

    #[test]
    fn columns_called_like_a_field_hold_it_with_its_currencies() {
        let field = |on: &str, name: &str, holds| CustomField {
            on: on.into(),
            name: name.into(),
            holds,
            choices: vec![],
            place: 0,
            retired: name == "Gone",
            listed: false,
        };
        let fields = BTreeMap::from([
            ("budget".to_owned(), field("interaction", "Budget", CustomType::Money)),
            ("gone".to_owned(), field("interaction", "Gone", CustomType::Text)),
            ("hat".to_owned(), field("customer", "Hat", CustomType::Text)),
            ("subject".to_owned(), field("interaction", "Subject", CustomType::Text)),
        ]);
        for currency in ["Budget: currency", "budget：货币"] {
            let headers: Vec<String> =
                ["Subject", "Gone", "Hat", currency, "BUDGET"].map(str::to_owned).to_vec();
            let mut mapping = Mapping::by_name(Target::Interactions, &headers);
            mapping.take_fields(&headers, &Samples::default(), &fields);
            assert_eq!(mapping.columns[0], Some(Field::Subject), "it has a use");
            assert_eq!(mapping.custom.keys().collect::<Vec<_>>(), [&4]);
            assert_eq!(mapping.currencies(), BTreeMap::from([(4, 3)]), "{currency}");
        }
    }

    #[test]
    fn the_best_named_column_gets_a_field_of_one_value() {
        let (_, columns) = guess("Company,Contact name,Customer name,id,customer id\n");
        assert_eq!(columns, [None, None, Some(Field::Name), None, Some(Field::Code)]);
        let (_, columns) = guess("Email,Customer ID,Total,Subtotal,Created at,Paid at\n");
        assert_eq!(
            columns,
            [None, Some(Field::CustomerKey), Some(Field::Amount), None, None, Some(Field::Date)]
        );
    }

    #[test]
    fn values_speak_where_headers_do_not() {
        let (target, columns) =
            guess("Name,x,y,z\nJane,jane@example.org,+1 555 0100 200,7\nJo,jo@example.org,,8\n");
        assert_eq!(target, Target::Customers);
        assert_eq!(columns, [Some(Field::Name), Some(Field::Email), Some(Field::Phone), None]);

        let table = "a,b,c\nK1,2024-01-31,12.50\nK2,2024-02-01,7.00\n";
        let options = TableOptions { header: false, ..TableOptions::default() };
        let table = Table::open(table.as_bytes()[6..].to_vec(), options);
        let mapping =
            table.map(|t| Mapping::guess(Target::Orders, t.headers(), &t.sample(100)).columns);
        assert_eq!(mapping, Ok(vec![None, Some(Field::Date), Some(Field::Amount)]));
    }

    #[test]
    fn values_do_not_overrule_a_header_that_says_something() {
        let (_, columns) = guess("Name,Customer ID,Account number\nJane,7,13800138000\n");
        assert_eq!(columns, [Some(Field::Name), Some(Field::Code), None]);
    }

    #[test]
    fn a_column_holds_a_field_or_one_that_people_added() {
        let custom = |name: &str| {
            let none = BTreeMap::new();
            CustomColumn::propose(&Target::Customers.kind(), name, [].into_iter(), &none)
        };
        let mut mapping = Mapping::new(Target::Customers, vec![Some(Field::Name), None, None]);
        mapping.set_custom(1, custom("Hat"));
        mapping.set_custom(2, custom("Shoe"));
        mapping.set_custom(0, custom("Hat"));
        assert_eq!(mapping.columns, [None, None, None]);
        assert_eq!(mapping.custom.keys().collect::<Vec<_>>(), [&0, &2], "one column a field");
        mapping.set(2, Some(Field::Name));
        mapping.set(0, None);
        assert_eq!((mapping.custom.len(), mapping.column(Field::Name)), (0, Some(2)));
    }

    #[test]
    fn problems_are_all_named() {
        use Field::*;
        let mut mapping = Mapping::new(Target::Orders, vec![None; 4]);
        assert_eq!(
            mapping.problems(),
            [
                MappingProblem::Missing(&[CustomerKey, CustomerName]),
                MappingProblem::Missing(&[Date]),
                MappingProblem::Missing(&[Amount]),
            ]
        );
        mapping.columns = vec![Some(CustomerName), Some(Date), Some(Amount), Some(Email)];
        assert_eq!(mapping.problems(), [MappingProblem::Foreign { column: 3, field: Email }]);
        mapping.columns = vec![Some(CustomerName), Some(Date), Some(Amount), Some(Date)];
        assert_eq!(
            mapping.problems(),
            [MappingProblem::Repeated { field: Date, columns: vec![1, 3] }]
        );
        mapping.set(3, Some(Date));
        assert_eq!(mapping.problems(), []);
        assert_eq!(mapping.columns, [Some(CustomerName), None, Some(Amount), Some(Date)]);
    }
}

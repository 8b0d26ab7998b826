//! Customers.

use model::kinds::customer::{NAME_LIMIT, NOTES_LIMIT, TAG_LIMIT, TEXT_LIMIT};
use model::validate::{is_email, is_phone};
use model::{Channel, CustomerType, Day, Stage};

use crate::csv::cell::{DateError, DateFormat, is_placeholder, read_birthday, read_date, text};
use crate::csv::known::{Source, google};
use crate::csv::mapping::{ANY_NAME, Field, Label, Mapping, MappingProblem, Target};
use crate::csv::reader::{append, check_length, check_not_mangled, line};
use crate::csv::reject::{RejectReason, RowReject, shorten};
use crate::csv::table::Row;
use crate::csv::values::{self, Answer, Reading, ValueTable};
use crate::text::{join_names, one_line};

/// Most telephone numbers, e-mail addresses or tags of a customer.
pub const ENTRIES_LIMIT: usize = 50;

/// What the cells of a customer file do not say themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerOptions {
    /// The notation of birthdays.
    pub birthday_format: DateFormat,
    /// The notation of the days since when somebody is a customer.
    pub since_format: DateFormat,
    /// What values in columns of choices mean, where words do not say it.
    pub values: ValueTable,
}

/// A checked mapping of a customer file, with its options.
#[derive(Debug, Clone)]
pub struct CustomerPlan {
    columns: Vec<Part>,
    middle_name: Option<usize>,
    /// Where a name comes from in a row without.
    names: Vec<usize>,
    /// Where an address comes from in a row without.
    address: Vec<Part>,
    source: Option<Source>,
    options: CustomerOptions,
}

/// A column and what it holds.
#[derive(Debug, Clone)]
struct Part {
    column: usize,
    field: Field,
    label: Option<Label>,
}

/// A telephone number or an e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labelled {
    /// As it is written.
    pub value: String,
    /// What kind it is, in the words of the file, or nothing.
    pub label: String,
}

/// A customer as its row has it. Texts are trimmed, single-line ones brought to one line, and
/// empty when the row has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerDraft {
    /// The physical line the row begins on.
    pub line: u64,
    /// The number another system knows them by.
    pub code: String,
    /// The name; never empty.
    pub name: String,
    /// Person or organisation.
    pub customer_type: Option<CustomerType>,
    /// Telephone numbers as written, each once.
    pub phones: Vec<Labelled>,
    /// E-mail addresses, each once.
    pub emails: Vec<Labelled>,
    /// Street and number, may have several lines.
    pub street: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub region: String,
    /// Postal code.
    pub postcode: String,
    /// Country.
    pub country: String,
    /// Line of business.
    pub industry: String,
    /// Number of people; the lower end of a range.
    pub size: Option<u32>,
    /// How they came to us.
    pub source: String,
    /// Where the relationship stands.
    pub stage: Option<Stage>,
    /// Who looks after them.
    pub owner: String,
    /// Labels, each once.
    pub tags: Vec<String>,
    /// The channel they like best.
    pub preferred_channel: Option<Channel>,
    /// Birthday, or founding day.
    pub birthday: Option<Day>,
    /// Customer since.
    pub since: Option<Day>,
    /// Anything else, may have several lines.
    pub notes: String,
}

impl CustomerPlan {
    /// Checks that customers can be read by `mapping`.
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn new(mapping: &Mapping, options: CustomerOptions) -> Result<Self, Vec<MappingProblem>> {
        let problems = mapping.problems_for(Target::Customers);
        if !problems.is_empty() {
            return Err(problems);
        }
        let part = |column, field| Part {
            column,
            field,
            label: mapping.hints.labels.get(&column).cloned(),
        };
        let columns = mapping.columns.iter().enumerate();
        let otherwise = mapping.hints.otherwise.iter();
        Ok(Self {
            columns: columns.filter_map(|(i, field)| Some(part(i, (*field)?))).collect(),
            middle_name: mapping.hints.middle_name,
            names: otherwise
                .clone()
                .filter(|(_, field)| *field == Field::Name)
                .map(|(i, _)| *i)
                .collect(),
            address: otherwise
                .filter(|(_, field)| field.is_address())
                .map(|(i, field)| part(*i, *field))
                .collect(),
            source: mapping.hints.source,
            options,
        })
    }
}

/// Reads a customer.
///
/// Dates, choices and sizes that say "not known" (see [`is_placeholder`]) are left out; any
/// other value that cannot be read keeps the whole row out, for nothing of a file may be
/// lost silently.
///
/// # Errors
/// The row with the first thing that is wrong with it.
pub fn read_customer(row: &Row<'_>, plan: &CustomerPlan) -> Result<CustomerDraft, RowReject> {
    let mut draft = CustomerDraft { line: row.line(), ..CustomerDraft::default() };
    let mut names = Names::default();
    let fail = |column, reason| row.reject(Some(column), reason);
    for part in &plan.columns {
        let put = plan.put(&mut draft, &mut names, part, row);
        put.map_err(|reason| fail(part.column, reason))?;
    }
    if !draft.has_address() {
        for part in &plan.address {
            let put = plan.put(&mut draft, &mut names, part, row);
            put.map_err(|reason| fail(part.column, reason))?;
        }
    }
    if draft.name.is_empty() {
        if let Some(column) = plan.middle_name {
            let middle = line(Field::GivenName, text(row.get(column)), NAME_LIMIT);
            names.middle = middle.map_err(|reason| fail(column, reason))?;
        }
        draft.name = names.joined();
    }
    if draft.name.is_empty() {
        let mut others = plan.names.iter().filter_map(|column| plan.name_in(row, *column));
        draft.name = others.next().unwrap_or_default();
    }
    if draft.name.is_empty() {
        let column = plan.columns.iter().find(|part| ANY_NAME.contains(&part.field));
        let column = column.map(|part| part.column);
        return Err(row.reject(column, RejectReason::Missing(ANY_NAME)));
    }
    check_length(Field::Name, &draft.name, NAME_LIMIT)
        .map_err(|reason| row.reject(None, reason))?;
    Ok(draft)
}

impl CustomerDraft {
    fn has_address(&self) -> bool {
        [&self.street, &self.city, &self.region, &self.postcode, &self.country]
            .iter()
            .any(|part| !part.is_empty())
    }
}

/// The names of a person in several columns.
#[derive(Default)]
struct Names {
    given: String,
    middle: String,
    family: String,
}

impl Names {
    /// Chinese has the family name first and no space between.
    fn joined(mut self) -> String {
        if !self.given.is_empty() && !self.middle.is_empty() {
            self.given.push(' ');
        }
        self.given.push_str(&self.middle);
        join_names(&self.given, &self.family)
    }
}

impl CustomerPlan {
    fn put(
        &self,
        draft: &mut CustomerDraft,
        names: &mut Names,
        part: &Part,
        row: &Row<'_>,
    ) -> Result<(), RejectReason> {
        let Part { column, field, .. } = *part;
        let cell = text(row.get(column));
        if cell.is_empty() {
            return Ok(());
        }
        match field {
            Field::Code => {
                check_not_mangled(field, cell)?;
                draft.code = line(field, cell, TEXT_LIMIT)?;
            }
            Field::Name => draft.name = line(field, cell, NAME_LIMIT)?,
            Field::GivenName => names.given = line(field, cell, NAME_LIMIT)?,
            Field::FamilyName => names.family = line(field, cell, NAME_LIMIT)?,
            Field::City => draft.city = line(field, cell, TEXT_LIMIT)?,
            Field::Region => draft.region = line(field, cell, TEXT_LIMIT)?,
            Field::Postcode => draft.postcode = line(field, cell, TEXT_LIMIT)?,
            Field::Country => draft.country = line(field, cell, TEXT_LIMIT)?,
            Field::Industry => draft.industry = line(field, cell, TEXT_LIMIT)?,
            Field::Source => draft.source = line(field, cell, TEXT_LIMIT)?,
            Field::Owner => draft.owner = line(field, cell, TEXT_LIMIT)?,
            Field::Street => append(field, &mut draft.street, cell, "\n", TEXT_LIMIT)?,
            Field::Notes => append(field, &mut draft.notes, cell, "\n\n", NOTES_LIMIT)?,
            Field::Phone => {
                let label = self.label(row, part)?;
                for phone in self.pieces(cell).flat_map(|piece| entries(piece, &[])) {
                    check_not_mangled(field, &phone)?;
                    if !is_phone(&phone) {
                        return Err(RejectReason::NotAPhone { text: shorten(&phone) });
                    }
                    add_labelled(field, &mut draft.phones, phone, &label)?;
                }
            }
            Field::Email => {
                let label = self.label(row, part)?;
                let blanks = &[' ', '\t', '\u{3000}'];
                for email in self.pieces(cell).flat_map(|piece| entries(piece, blanks)) {
                    if !is_email(&email) {
                        return Err(RejectReason::NotAnEmail { text: shorten(&email) });
                    }
                    add_labelled(field, &mut draft.emails, email, &label)?;
                }
            }
            Field::Tags if self.is_google() => {
                for tag in self.pieces(cell).map(str::trim) {
                    if !is_placeholder(tag) && !google::is_system_group(tag) {
                        add(field, &mut draft.tags, line(field, tag, TAG_LIMIT)?)?;
                    }
                }
            }
            Field::Tags => {
                for tag in entries(cell, &[]) {
                    check_length(field, &tag, TAG_LIMIT)?;
                    add(field, &mut draft.tags, tag)?;
                }
            }
            Field::CustomerType | Field::Stage | Field::PreferredChannel | Field::Size => {
                match values::read(field, self.source, &self.options.values, column, cell) {
                    Reading::Empty => {}
                    Reading::Is(answer) => draft.take(answer),
                    Reading::Unknown => {
                        return Err(RejectReason::UnknownChoice { field, text: shorten(cell) });
                    }
                }
            }
            // What is left holds a date, or a word for "not known".
            _ if is_placeholder(cell) => {}
            // There is no field for a day without a year, and it must not be lost.
            Field::Birthday if self.is_google() && google::is_yearless(cell) => {
                append(Field::Notes, &mut draft.notes, cell, "\n\n", NOTES_LIMIT)?;
            }
            Field::Birthday => {
                let read = read_birthday(cell, self.options.birthday_format);
                draft.birthday = Some(date(field, cell, read)?);
            }
            Field::Since => {
                let read = read_date(cell, self.options.since_format);
                draft.since = Some(date(field, cell, read)?);
            }
            // A plan for customers holds none of these: see `CustomerPlan::new`.
            Field::CustomerKey
            | Field::CustomerName
            | Field::OrderNumber
            | Field::Date
            | Field::Amount
            | Field::Currency
            | Field::Item
            | Field::Quantity
            | Field::Note
            | Field::At
            | Field::TimeZone
            | Field::Channel
            | Field::Direction
            | Field::Subject
            | Field::Outcome
            | Field::NextStep
            | Field::InteractionId => {}
        }
        Ok(())
    }

    fn is_google(&self) -> bool {
        self.source == Some(Source::GoogleContacts)
    }

    /// What a program keeps apart in a cell, in its own way; other ways are for [`entries`].
    fn pieces<'c>(&self, cell: &'c str) -> impl Iterator<Item = &'c str> + use<'c> {
        cell.split(if self.is_google() { google::SEPARATOR } else { "\n" })
    }

    /// The label of what a row has in a column.
    fn label(&self, row: &Row<'_>, part: &Part) -> Result<String, RejectReason> {
        match &part.label {
            None => Ok(String::new()),
            Some(Label::Text(label)) => Ok(label.clone()),
            Some(Label::Column(column)) => {
                let label = text(row.get(*column));
                let label = if self.is_google() { google::unmarked(label) } else { label };
                line(part.field, label, TEXT_LIMIT)
            }
        }
    }

    /// What a row without a name may be called by what is in `column`.
    fn name_in(&self, row: &Row<'_>, column: usize) -> Option<String> {
        let piece = self.pieces(text(row.get(column))).map(str::trim).next();
        piece.filter(|piece| !is_placeholder(piece)).map(one_line)
    }
}

impl CustomerDraft {
    fn take(&mut self, answer: Answer) {
        match answer {
            Answer::CustomerType(choice) => self.customer_type = Some(choice),
            Answer::Stage(choice) => self.stage = Some(choice),
            Answer::Channel(choice) => self.preferred_channel = Some(choice),
            Answer::Size(number) => self.size = Some(number),
            // Answers to no field of a customer.
            Answer::Touch(_) | Answer::Direction(_) => {}
        }
    }
}

fn date(field: Field, cell: &str, read: Result<Day, DateError>) -> Result<Day, RejectReason> {
    read.map_err(|why| match why {
        DateError::NotADate => RejectReason::NotADate { field, text: shorten(cell) },
        DateError::TwoDigitYear => RejectReason::TwoDigitYear { field, text: shorten(cell) },
    })
}

/// The entries of a cell that holds several.
fn entries(cell: &str, also: &[char]) -> impl Iterator<Item = String> {
    let ends = |c: char| {
        matches!(c, ';' | ',' | '|' | '\n' | '\r' | '、' | '，' | '；' | '｜') || also.contains(&c)
    };
    cell.split(ends).map(|entry| one_line(entry.trim())).filter(|entry| !is_placeholder(entry))
}

fn add(field: Field, list: &mut Vec<String>, entry: String) -> Result<(), RejectReason> {
    if list.contains(&entry) {
        return Ok(());
    }
    check_count(field, list.len())?;
    list.push(entry);
    Ok(())
}

/// Adds a number or an address; one that is there already without a label gets this one.
fn add_labelled(
    field: Field,
    list: &mut Vec<Labelled>,
    value: String,
    label: &str,
) -> Result<(), RejectReason> {
    if let Some(there) = list.iter_mut().find(|entry| entry.value == value) {
        if there.label.is_empty() {
            label.clone_into(&mut there.label);
        }
        return Ok(());
    }
    check_count(field, list.len())?;
    list.push(Labelled { value, label: label.to_owned() });
    Ok(())
}

fn check_count(field: Field, count: usize) -> Result<(), RejectReason> {
    if count < ENTRIES_LIMIT {
        return Ok(());
    }
    Err(RejectReason::TooMany { field, limit: ENTRIES_LIMIT })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};
    use model::{Customer, Validate};
    use proptest::prelude::*;

    const OPTIONS: CustomerOptions = CustomerOptions {
        birthday_format: DateFormat::Ymd,
        since_format: DateFormat::Dmy,
        values: ValueTable::new(),
    };

    fn plain(value: &str) -> Labelled {
        Labelled { value: value.to_owned(), label: String::new() }
    }

    fn read(text: &str) -> Vec<Result<CustomerDraft, RowReject>> {
        let mut table = Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
        let mapping = Mapping::guess(Target::Customers, table.headers(), &Default::default());
        let plan = CustomerPlan::new(&mapping, OPTIONS).unwrap();
        let mut found = Vec::new();
        while let Some(row) = table.next_row() {
            found.push(row.and_then(|row| read_customer(&row, &plan)));
        }
        found
    }

    #[test]
    fn every_column_arrives() {
        let header = "Customer ID,Name,Type,Mobile,Office phone,E-mail,Address 1,Address 2,City,State,Zip,\
            Country,Industry,Employees,Source,Stage,Owner,Tags,Preferred channel,Birthday,\
            Customer since,Notes,Remark";
        let row = "=\"007\",\" ACME\r\n Ltd \",公司,\"+1 555 0100; 555-0101\",555-0101,\
            \"a@b.co b@b.co\",1 Road,Floor 2,Town,ST,01234,US,Tea,51-200,fair,active,Kim,\
            \"vip、tea; vip\",微信,1990-01-31,01.02.24,\"one\r\ntwo\u{7}\",three";
        let found = read(&format!("{header}\n{row}\n"));
        let text = |s: &str| s.to_owned();
        assert_eq!(
            found[0].as_ref().unwrap(),
            &CustomerDraft {
                line: 2,
                code: text("007"),
                name: text("ACME Ltd"),
                customer_type: Some(CustomerType::Organisation),
                phones: vec![plain("+1 555 0100"), plain("555-0101")],
                emails: vec![plain("a@b.co"), plain("b@b.co")],
                street: text("1 Road\nFloor 2"),
                city: text("Town"),
                region: text("ST"),
                postcode: text("01234"),
                country: text("US"),
                industry: text("Tea"),
                size: Some(51),
                source: text("fair"),
                stage: Some(Stage::Active),
                owner: text("Kim"),
                tags: vec![text("vip"), text("tea")],
                preferred_channel: Some(Channel::Message),
                birthday: Some("1990-01-31".parse().unwrap()),
                since: Some("2024-02-01".parse().unwrap()),
                notes: text("one\ntwo\n\nthree"),
            }
        );
    }

    #[test]
    fn names_in_two_columns_are_joined() {
        let found = read("First name,Last name\nJane,Doe\n雷,李\nJane,\n,Doe\n");
        let names: Vec<_> = found.iter().map(|r| r.as_ref().unwrap().name.as_str()).collect();
        assert_eq!(names, ["Jane Doe", "李雷", "Jane", "Doe"]);
    }

    #[test]
    fn what_is_not_known_is_left_out_and_what_cannot_be_read_keeps_the_row_out() {
        let header = "name,phone,email,stage,type,size,birthday,since,tags,code\n";
        let many: Vec<String> = (0..51).map(|i| i.to_string()).collect();
        let rows = [
            "A,N/A,-,无,NULL,-,0000-00-00,n/a,-,",
            " ,1234",
            "A,call me",
            "A,1.38E+10",
            "A,,a(at)b",
            "A,,,banana",
            "A,,,,thing",
            "A,,,,,huge",
            "A,,,,,,31.01.1990",
            "A,,,,,,,01/02",
            &format!("A,,,,,,,,\"{}\"", many.join(",")),
            &format!("A,,,,,,,,{}", "x".repeat(61)),
            &"n".repeat(201),
            "A,,,,,,,,,6.9E+12",
        ];
        let mut found = read(&(header.to_owned() + &rows.join("\n"))).into_iter();
        let first = found.next().unwrap().unwrap();
        assert_eq!(first, CustomerDraft { line: 2, name: "A".into(), ..CustomerDraft::default() });
        let found: Vec<_> = found.map(|r| r.map_err(|r| (r.line, r.column, r.reason))).collect();
        let want = [
            (0, RejectReason::Missing(ANY_NAME)),
            (1, RejectReason::NotAPhone { text: "call me".into() }),
            (1, RejectReason::MangledNumber { field: Field::Phone, text: "1.38E+10".into() }),
            (2, RejectReason::NotAnEmail { text: "a(at)b".into() }),
            (3, RejectReason::UnknownChoice { field: Field::Stage, text: "banana".into() }),
            (4, RejectReason::UnknownChoice { field: Field::CustomerType, text: "thing".into() }),
            (5, RejectReason::UnknownChoice { field: Field::Size, text: "huge".into() }),
            (6, RejectReason::NotADate { field: Field::Birthday, text: "31.01.1990".into() }),
            (7, RejectReason::NotADate { field: Field::Since, text: "01/02".into() }),
            (8, RejectReason::TooMany { field: Field::Tags, limit: ENTRIES_LIMIT }),
            (8, RejectReason::TextTooLong { field: Field::Tags, limit: TAG_LIMIT }),
            (0, RejectReason::TextTooLong { field: Field::Name, limit: NAME_LIMIT }),
            (9, RejectReason::MangledNumber { field: Field::Code, text: "6.9E+12".into() }),
        ];
        let want = want.into_iter().enumerate();
        let want: Vec<_> = want.map(|(i, (c, why))| Err((i as u64 + 3, Some(c), why))).collect();
        assert_eq!(found, want);
    }

    /// Reads one row of a mapping with hints.
    fn read_by(mapping: &Mapping, row: &str) -> Result<CustomerDraft, RowReject> {
        let header = vec!["x"; mapping.columns.len()].join(",");
        let text = format!("{header}\n{row}\n");
        let mut table = Table::open(text.into_bytes(), TableOptions::default()).unwrap();
        let plan = CustomerPlan::new(mapping, OPTIONS).unwrap();
        table.next_row().unwrap().and_then(|row| read_customer(&row, &plan))
    }

    #[test]
    fn numbers_get_the_labels_of_their_columns() {
        use Field::*;
        let columns = vec![Some(Name), Some(Phone), None, Some(Phone), Some(Phone), Some(Email)];
        let mut mapping = Mapping::new(Target::Customers, columns);
        mapping.hints.labels.insert(1, Label::Column(2));
        mapping.hints.labels.insert(3, Label::Text("mobile".to_owned()));
        mapping.hints.labels.insert(5, Label::Column(99));
        let draft = read_by(&mapping, "A,111;222,Front\tdesk,222;333,111;444,a@b.co").unwrap();
        let entry =
            |value: &str, label: &str| Labelled { value: value.into(), label: label.into() };
        assert_eq!(
            draft.phones,
            [
                entry("111", "Front desk"),
                entry("222", "Front desk"),
                entry("333", "mobile"),
                plain("444"),
            ]
        );
        assert_eq!(draft.emails, [plain("a@b.co")]);

        let draft = read_by(&mapping, "A,111,,111,,").unwrap();
        assert_eq!(draft.phones, [entry("111", "mobile")], "the first label that there is");
        let long = format!("A,111,{},,,", "x".repeat(501));
        let reason = RejectReason::TextTooLong { field: Phone, limit: TEXT_LIMIT };
        assert_eq!(read_by(&mapping, &long).unwrap_err().reason, reason);
        let star = read_by(&mapping, "A,111,* Work,,,").unwrap();
        assert_eq!(star.phones, [entry("111", "* Work")], "a mark in Google's files only");
    }

    #[test]
    fn a_row_with_nothing_is_named_and_placed_by_what_else_it_has() {
        use Field::*;
        let columns = vec![Some(GivenName), None, Some(FamilyName), Some(City), None, None, None];
        let mut mapping = Mapping::new(Target::Customers, columns);
        mapping.hints.middle_name = Some(1);
        mapping.hints.otherwise = vec![(6, Name), (4, City), (5, Country), (4, Name), (0, Stage)];
        let read = |row| {
            let draft = read_by(&mapping, row).unwrap();
            [draft.name, draft.city, draft.country]
        };
        assert_eq!(read("Ann,van der,Berg,Delft,York,UK,Co"), ["Ann van der Berg", "Delft", ""]);
        assert_eq!(read(",van der,Berg,,York,UK,Co"), ["van der Berg", "York", "UK"]);
        assert_eq!(read(",,,,York,,Co"), ["Co", "York", ""]);
        assert_eq!(read(",,,,York,,n/a"), ["York", "York", ""]);
        let nobody = read_by(&mapping, ",,,Delft,,,-").unwrap_err();
        assert_eq!((nobody.column, nobody.reason), (Some(0), RejectReason::Missing(ANY_NAME)));

        mapping.set(6, None);
        mapping.set(1, Some(Notes));
        let draft = read_by(&mapping, "Ann,van der,Berg,,York,UK,Co").unwrap();
        assert_eq!((draft.name.as_str(), draft.notes.as_str()), ("Ann Berg", "van der"));
        assert!(read_by(&mapping, ",,,Delft,,,Co").is_err(), "the user's word is final");
    }

    #[test]
    fn the_users_table_is_read_before_words() {
        let mut options = OPTIONS;
        options.values.set(1, "VIP", Some(Answer::Stage(Stage::Active)));
        options.values.set(1, "customer", None);
        options.values.set(2, "huge", Some(Answer::Size(5000)));
        let text = "name,stage,size\nA,vip,huge\nB,Customer,10\nC,lead,\nD,huge,\n";
        let mut table = Table::open(text.into(), TableOptions::default()).unwrap();
        let mapping = Mapping::guess(Target::Customers, table.headers(), &Default::default());
        let plan = CustomerPlan::new(&mapping, options).unwrap();
        let mut found = Vec::new();
        while let Some(row) = table.next_row() {
            let draft = row.and_then(|row| read_customer(&row, &plan));
            found.push(draft.map(|draft| (draft.stage, draft.size)).map_err(|why| why.reason));
        }
        let unknown = RejectReason::UnknownChoice { field: Field::Stage, text: "huge".into() };
        assert_eq!(
            found,
            [
                Ok((Some(Stage::Active), Some(5000))),
                Ok((None, Some(10))),
                Ok((Some(Stage::Lead), None)),
                Err(unknown),
            ]
        );
    }

    #[test]
    fn a_plan_needs_a_name() {
        let mapping = Mapping::new(Target::Customers, vec![Some(Field::Code)]);
        assert_eq!(
            CustomerPlan::new(&mapping, OPTIONS).unwrap_err(),
            [MappingProblem::Missing(ANY_NAME)]
        );
        let mapping = Mapping::new(Target::Orders, vec![Some(Field::Name), Some(Field::Date)]);
        assert_eq!(
            CustomerPlan::new(&mapping, OPTIONS).unwrap_err(),
            [MappingProblem::Foreign { column: 1, field: Field::Date }]
        );
    }

    proptest! {
        #[test]
        fn what_is_read_can_be_saved(
            name in "\\PC{1,30}",
            phone in "[0-9 +()ext.\\-]{0,12}",
            email in "[a-z@. ]{0,12}",
            notes in "[a-z\u{0}\u{7f}\r\n\t]{0,12}",
            tags in "[a-z;,]{0,70}",
        ) {
            let mut writer = crate::csv::CsvWriter::new(crate::csv::Delimiter::Comma);
            writer.row(["name", "phone", "email", "notes", "tags"]);
            writer.row([name.as_str(), &phone, &email, &notes, &tags]);
            let bytes = String::from_utf8(writer.take()).unwrap();
            for draft in read(&bytes).into_iter().flatten() {
                let labelled = |list: Vec<Labelled>| list.into_iter().map(|e| (e.value, e.label)).collect();
                let customer = Customer {
                    name: draft.name,
                    phones: labelled(draft.phones),
                    emails: labelled(draft.emails),
                    notes: draft.notes,
                    tags: draft.tags.into_iter().map(|tag| (tag, true)).collect(),
                    ..Customer::default()
                };
                prop_assert_eq!(customer.validate(), Ok(()));
            }
        }
    }
}

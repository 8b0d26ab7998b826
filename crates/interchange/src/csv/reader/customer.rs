//! Customers.

use model::kinds::customer::{NAME_LIMIT, NOTES_LIMIT, TAG_LIMIT, TEXT_LIMIT};
use model::validate::{is_email, is_phone};
use model::{Channel, CustomerType, Day, Stage};

use crate::csv::cell::{
    DateError, DateFormat, is_placeholder, read_birthday, read_channel, read_customer_type,
    read_date, read_size, read_stage, text,
};
use crate::csv::mapping::{ANY_NAME, Field, Mapping, MappingProblem, Target};
use crate::csv::reader::{check_length, check_not_mangled};
use crate::csv::reject::{RejectReason, RowReject, shorten};
use crate::csv::table::Row;
use crate::text::{join_names, one_line, push_lines};

/// Most telephone numbers, e-mail addresses or tags of a customer.
pub const ENTRIES_LIMIT: usize = 50;

/// What the cells of a customer file do not say themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustomerOptions {
    /// The notation of birthdays.
    pub birthday_format: DateFormat,
    /// The notation of the days since when somebody is a customer.
    pub since_format: DateFormat,
}

/// A checked mapping of a customer file, with its options.
#[derive(Debug, Clone)]
pub struct CustomerPlan {
    columns: Vec<(usize, Field)>,
    options: CustomerOptions,
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
    pub phones: Vec<String>,
    /// E-mail addresses, each once.
    pub emails: Vec<String>,
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
        let columns = mapping.columns.iter().enumerate();
        Ok(Self { columns: columns.filter_map(|(i, f)| Some((i, (*f)?))).collect(), options })
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
    for (column, field) in &plan.columns {
        let cell = text(row.get(*column));
        if cell.is_empty() {
            continue;
        }
        put(&mut draft, &mut names, *field, cell, plan.options)
            .map_err(|reason| row.reject(Some(*column), reason))?;
    }
    if draft.name.is_empty() {
        draft.name = join_names(&names.given, &names.family);
    }
    if draft.name.is_empty() {
        let column = plan.columns.iter().find(|(_, field)| ANY_NAME.contains(field));
        return Err(row.reject(column.map(|(i, _)| *i), RejectReason::Missing(ANY_NAME)));
    }
    check_length(Field::Name, &draft.name, NAME_LIMIT)
        .map_err(|reason| row.reject(None, reason))?;
    Ok(draft)
}

/// The names of a person in two columns.
#[derive(Default)]
struct Names {
    given: String,
    family: String,
}

fn put(
    draft: &mut CustomerDraft,
    names: &mut Names,
    field: Field,
    cell: &str,
    options: CustomerOptions,
) -> Result<(), RejectReason> {
    let unknown = || RejectReason::UnknownChoice { field, text: shorten(cell) };
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
            for phone in entries(cell, &[]) {
                check_not_mangled(field, &phone)?;
                if !is_phone(&phone) {
                    return Err(RejectReason::NotAPhone { text: shorten(&phone) });
                }
                add(field, &mut draft.phones, phone)?;
            }
        }
        Field::Email => {
            for email in entries(cell, &[' ', '\t', '\u{3000}']) {
                if !is_email(&email) {
                    return Err(RejectReason::NotAnEmail { text: shorten(&email) });
                }
                add(field, &mut draft.emails, email)?;
            }
        }
        Field::Tags => {
            for tag in entries(cell, &[]) {
                check_length(field, &tag, TAG_LIMIT)?;
                add(field, &mut draft.tags, tag)?;
            }
        }
        // What is left holds one value of a kind, or a word for "not known".
        _ if is_placeholder(cell) => {}
        Field::CustomerType => {
            draft.customer_type = Some(read_customer_type(cell).ok_or_else(unknown)?);
        }
        Field::Stage => draft.stage = Some(read_stage(cell).ok_or_else(unknown)?),
        Field::PreferredChannel => {
            draft.preferred_channel = Some(read_channel(cell).ok_or_else(unknown)?);
        }
        Field::Size => draft.size = Some(read_size(cell).ok_or_else(unknown)?),
        Field::Birthday => {
            draft.birthday = Some(date(field, cell, read_birthday(cell, options.birthday_format))?);
        }
        Field::Since => {
            draft.since = Some(date(field, cell, read_date(cell, options.since_format))?);
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
        | Field::Note => {}
    }
    Ok(())
}

fn date(field: Field, cell: &str, read: Result<Day, DateError>) -> Result<Day, RejectReason> {
    read.map_err(|why| match why {
        DateError::NotADate => RejectReason::NotADate { field, text: shorten(cell) },
        DateError::TwoDigitYear => RejectReason::TwoDigitYear { field, text: shorten(cell) },
    })
}

fn line(field: Field, cell: &str, limit: usize) -> Result<String, RejectReason> {
    let line = one_line(cell);
    check_length(field, &line, limit)?;
    Ok(line)
}

/// Adds a text of several lines to one there may be already.
fn append(
    field: Field,
    text: &mut String,
    cell: &str,
    separator: &str,
    limit: usize,
) -> Result<(), RejectReason> {
    if !text.is_empty() {
        text.push_str(separator);
    }
    push_lines(text, cell);
    check_length(field, text, limit)
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
    if list.len() >= ENTRIES_LIMIT {
        return Err(RejectReason::TooMany { field, limit: ENTRIES_LIMIT });
    }
    list.push(entry);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};
    use model::{Customer, Validate};
    use proptest::prelude::*;

    const OPTIONS: CustomerOptions =
        CustomerOptions { birthday_format: DateFormat::Ymd, since_format: DateFormat::Dmy };

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
                phones: vec![text("+1 555 0100"), text("555-0101")],
                emails: vec![text("a@b.co"), text("b@b.co")],
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

    #[test]
    fn a_plan_needs_a_name() {
        let mapping = Mapping { target: Target::Customers, columns: vec![Some(Field::Code)] };
        assert_eq!(
            CustomerPlan::new(&mapping, OPTIONS).unwrap_err(),
            [MappingProblem::Missing(ANY_NAME)]
        );
        let mapping =
            Mapping { target: Target::Orders, columns: vec![Some(Field::Name), Some(Field::Date)] };
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
                let labelled = |list: Vec<String>| list.into_iter().map(|s| (s, String::new())).collect();
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

//! Visits, calls and other touches.

use model::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use model::{Channel, Direction, Id, Moment};

use crate::csv::cell::{DateFormat, WrittenTime, is_placeholder, read_offset, read_time, text};
use crate::csv::known::Source;
use crate::csv::mapping::{
    ANY_CHANNEL, ANY_CUSTOMER, ANY_TEXT, Field, Mapping, MappingProblem, Target,
};
use crate::csv::reader::{append, check_length, check_not_mangled, line};
use crate::csv::reject::{RejectReason, RowReject, shorten};
use crate::csv::table::Row;
use crate::csv::values::{self, Answer, Reading, ValueTable};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// The minutes east of Greenwich of a clock on the wall here, when it shows so many milliseconds
/// since the beginning of 1970.
pub type Zone = fn(i64) -> i16;

/// What the cells of a file of touches do not say themselves.
#[derive(Debug, Clone)]
pub struct InteractionOptions {
    /// The notation of dates.
    pub date_format: DateFormat,
    /// The time zone of times that name none.
    pub zone: Zone,
    /// What values in columns of choices mean, where words do not say it.
    pub values: ValueTable,
}

/// A checked mapping of a file of touches, with its options.
#[derive(Debug, Clone)]
pub struct InteractionPlan {
    key: Option<usize>,
    /// Where a key comes from in a row without.
    keys: Vec<usize>,
    name: Option<usize>,
    at: usize,
    zone: Option<usize>,
    channel: Option<usize>,
    direction: Option<usize>,
    subject: Option<usize>,
    notes: Vec<usize>,
    outcome: Option<usize>,
    next_step: Option<usize>,
    id: Option<usize>,
    /// The way of rows that name none.
    usual: Option<Channel>,
    source: Option<Source>,
    options: InteractionOptions,
}

/// A touch as its row has it. Texts are trimmed, single-line ones brought to one line, and empty
/// when the row has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionDraft<'r> {
    /// The physical line the row begins on.
    pub line: u64,
    /// What tells the customer; `None` only when there is a name.
    pub customer_key: Option<&'r str>,
    /// The name of the customer.
    pub customer_name: Option<&'r str>,
    /// When it took place; a day without a time is its midnight.
    pub at: Moment,
    /// Whether the row says the instant, and not only what a clock on the wall showed.
    pub is_instant: bool,
    /// The way it took place.
    pub channel: Channel,
    /// Who reached out.
    pub direction: Option<Direction>,
    /// What it was about.
    pub subject: String,
    /// What was said, may have several lines.
    pub notes: String,
    /// What came of it.
    pub outcome: String,
    /// What is to be done next.
    pub next_step: String,
    /// Our own id of it; what is no id of ours tells nothing.
    pub id: Option<Id>,
}

impl InteractionPlan {
    /// Checks that touches can be read by `mapping`.
    ///
    /// # Errors
    /// All problems of the mapping.
    pub fn new(
        mapping: &Mapping,
        options: InteractionOptions,
    ) -> Result<Self, Vec<MappingProblem>> {
        let problems = mapping.problems_for(Target::Interactions);
        let (Some(at), true) = (mapping.column(Field::At), problems.is_empty()) else {
            return Err(problems);
        };
        let otherwise = mapping.hints.otherwise.iter();
        let keys = otherwise.filter(|(_, field)| *field == Field::CustomerKey);
        let columns = mapping.columns.iter().enumerate();
        let notes = columns.filter(|(_, field)| **field == Some(Field::Notes));
        Ok(Self {
            key: mapping.column(Field::CustomerKey),
            keys: keys.map(|(column, _)| *column).collect(),
            name: mapping.column(Field::CustomerName),
            at,
            zone: mapping.column(Field::TimeZone),
            channel: mapping.column(Field::Channel),
            direction: mapping.column(Field::Direction),
            subject: mapping.column(Field::Subject),
            notes: notes.map(|(column, _)| column).collect(),
            outcome: mapping.column(Field::Outcome),
            next_step: mapping.column(Field::NextStep),
            id: mapping.column(Field::InteractionId),
            usual: mapping.hints.channel.clone(),
            source: mapping.hints.source,
            options,
        })
    }
}

/// Reads a touch.
///
/// # Errors
/// The row with the first thing that is wrong with it.
pub fn read_interaction<'r>(
    row: &Row<'r>,
    plan: &InteractionPlan,
) -> Result<InteractionDraft<'r>, RowReject> {
    let fail = |column, reason| row.reject(column, reason);
    let cell = |column: Option<usize>| column.map_or("", |column| text(row.get(column)));
    let one = |field, column: Option<usize>| {
        line(field, cell(column), TEXT_LIMIT).map_err(|why| fail(column, why))
    };

    let (key_column, customer_key) = plan.key_of(row);
    if let Some(key) = customer_key {
        let field = Field::CustomerKey;
        check_length(field, key, TEXT_LIMIT)
            .and_then(|()| check_not_mangled(field, key))
            .map_err(|why| fail(key_column, why))?;
    }
    let name = cell(plan.name);
    check_length(Field::CustomerName, name, TEXT_LIMIT).map_err(|why| fail(plan.name, why))?;
    let customer_name = (!name.is_empty()).then_some(name);
    if customer_key.or(customer_name).is_none() {
        return Err(fail(plan.key.or(plan.name), RejectReason::Missing(ANY_CUSTOMER)));
    }

    let offset = match cell(plan.zone) {
        zone if is_placeholder(zone) => None,
        zone => Some(read_offset(zone).ok_or_else(|| {
            let (field, text) = (Field::TimeZone, shorten(zone));
            fail(plan.zone, RejectReason::UnknownChoice { field, text })
        })?),
    };
    let (at, is_instant) =
        plan.moment(cell(Some(plan.at)), offset).map_err(|why| fail(Some(plan.at), why))?;

    let channel = match plan.choice(Field::Channel, plan.channel, row)? {
        Some(Answer::Touch(channel)) => Some(channel),
        _ => plan.usual.clone(),
    };
    let channel = channel.ok_or_else(|| fail(plan.channel, RejectReason::Missing(ANY_CHANNEL)))?;
    let direction = match plan.choice(Field::Direction, plan.direction, row)? {
        Some(Answer::Direction(direction)) => Some(direction),
        _ => None,
    };

    let mut notes = String::new();
    for column in &plan.notes {
        let cell = text(row.get(*column));
        if !cell.is_empty() {
            append(Field::Notes, &mut notes, cell, "\n\n", NOTES_LIMIT)
                .map_err(|why| fail(Some(*column), why))?;
        }
    }
    let subject = one(Field::Subject, plan.subject)?;
    if subject.trim().is_empty() && notes.trim().is_empty() {
        let column = plan.subject.or(plan.notes.first().copied());
        return Err(fail(column, RejectReason::Missing(ANY_TEXT)));
    }
    Ok(InteractionDraft {
        line: row.line(),
        customer_key,
        customer_name,
        at,
        is_instant,
        channel,
        direction,
        subject,
        notes,
        outcome: one(Field::Outcome, plan.outcome)?,
        next_step: one(Field::NextStep, plan.next_step)?,
        id: cell(plan.id).parse().ok(),
    })
}

impl InteractionPlan {
    /// What tells the customer of a row, and the column it stands in.
    fn key_of<'r>(&self, row: &Row<'r>) -> (Option<usize>, Option<&'r str>) {
        let columns = self.key.iter().chain(&self.keys);
        let found = columns.copied().find_map(|column| {
            let cell = text(row.get(column));
            // HubSpot joins the numbers of all it hangs on, and a touch is one customer's.
            let many = matches!(self.source, Some(Source::HubSpotCalls | Source::HubSpotMeetings));
            let key = if many { cell.split(';').next().unwrap_or_default().trim() } else { cell };
            (!is_placeholder(key)).then_some((column, key))
        });
        found.map_or((self.key, None), |(column, key)| (Some(column), Some(key)))
    }

    /// The moment a cell tells, and whether it says the instant. An offset in the cell counts
    /// more than `offset`, that of the row. `Z` and the like say no place, so that the moment is
    /// seen by the clock here.
    fn moment(&self, cell: &str, offset: Option<i16>) -> Result<(Moment, bool), RejectReason> {
        let refused = || match is_placeholder(cell) {
            true => RejectReason::Missing(&[Field::At]),
            false => RejectReason::NotADate { field: Field::At, text: shorten(cell) },
        };
        let WrittenTime { day, time, offset: own } =
            read_time(cell, self.options.date_format).map_err(|_| refused())?;
        let wall = i64::from(day.number()) * DAY + i64::from(time.unwrap_or(0));
        let zone = self.options.zone;
        let (millis, offset, is_instant) = match (own, offset) {
            (Some(0), None) => {
                let near = wall + i64::from(zone(wall)) * MINUTE;
                (wall, zone(near), true)
            }
            (Some(0), Some(place)) => (wall, place, true),
            (Some(own), _) => (wall - i64::from(own) * MINUTE, own, true),
            (None, Some(place)) => (wall - i64::from(place) * MINUTE, place, false),
            (None, None) => {
                let here = zone(wall);
                (wall - i64::from(here) * MINUTE, here, false)
            }
        };
        Moment::new(millis, offset).map(|at| (at, is_instant)).ok_or_else(refused)
    }

    fn choice(
        &self,
        field: Field,
        column: Option<usize>,
        row: &Row<'_>,
    ) -> Result<Option<Answer>, RowReject> {
        let Some(column) = column else { return Ok(None) };
        let cell = text(row.get(column));
        if cell.is_empty() {
            return Ok(None);
        }
        match values::read(field, self.source, &self.options.values, column, cell) {
            Reading::Empty => Ok(None),
            Reading::Is(answer) => Ok(Some(answer)),
            Reading::Unknown => {
                let reason = RejectReason::UnknownChoice { field, text: shorten(cell) };
                Err(row.reject(Some(column), reason))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::csv::{Table, TableOptions};

    /// Berlin in a year that is summer from day 90 to 300 of 1970 on.
    fn zone(wall: i64) -> i16 {
        if (90..300).contains(&(wall / DAY % 365)) { 120 } else { 60 }
    }

    fn options() -> InteractionOptions {
        InteractionOptions { date_format: DateFormat::Ymd, zone, values: ValueTable::new() }
    }

    type Read = Result<String, (u64, Option<usize>, RejectReason)>;

    fn read(text: &str, usual: Option<Channel>, options: InteractionOptions) -> Vec<Read> {
        let mut table = Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap();
        let mut mapping = Mapping::guess(Target::Interactions, table.headers(), &table.sample(10));
        mapping.hints.channel = usual;
        let plan = InteractionPlan::new(&mapping, options).unwrap();
        let mut found = Vec::new();
        while let Some(row) = table.next_row() {
            let read = row.and_then(|row| {
                read_interaction(&row, &plan).map(|it| {
                    let direction = it.direction.map_or(String::new(), |it| it.to_string());
                    format!(
                        "{:?} {:?} {} {} {direction} [{}|{}|{}|{}]",
                        it.customer_key,
                        it.customer_name,
                        it.at,
                        it.channel,
                        it.subject,
                        it.notes.replace('\n', "/"),
                        it.outcome,
                        it.next_step
                    )
                })
            });
            found.push(read.map_err(|row| (row.line, row.column, row.reason)));
        }
        found
    }

    #[test]
    fn every_column_arrives() {
        let text = "客户编号,客户,时间,时区,渠道,方向,主题,内容,备注,结果,下一步\n\
            007,李雷,2024-01-31 23:30,UTC+08:00,拜访,我方主动,\"谈\n价\",很好,\"多\n行\",成,再来\n\
            ,韩梅梅,2024-01-31,,备注,,,记下,,,\n";
        let want = [
            "Some(\"007\") Some(\"李雷\") 2024-01-31T23:30:00.000+08:00 visit outbound \
             [谈 价|很好//多/行|成|再来]",
            "None Some(\"韩梅梅\") 2024-01-31T00:00:00.000+01:00 note  [|记下||]",
        ];
        assert_eq!(read(text, None, options()), want.map(|it| Ok(it.to_owned())));
    }

    #[test]
    fn a_time_keeps_the_clock_it_was_written_by() {
        let text = |at: &str| format!("Customer,When,Subject\nA,{at},x\n");
        for (at, want) in [
            ("2024-01-31 9:05", "2024-01-31T09:05:00.000+01:00"),
            ("2024-07-31 21:05:06.789", "2024-07-31T21:05:06.789+02:00"),
            ("2024-07-31T21:05:06+05:30", "2024-07-31T21:05:06.000+05:30"),
            ("2024-07-31T21:05:06Z", "2024-07-31T23:05:06.000+02:00"),
            ("2024-01-31T21:05:06.000+0000", "2024-01-31T22:05:06.000+01:00"),
        ] {
            let found = read(&text(at), Some(Channel::Call), options());
            assert!(found[0].as_ref().unwrap().contains(want), "{at}: {found:?}");
        }
    }

    #[test]
    fn each_fault_is_named_with_its_column() {
        let text = "Customer,When,Time zone,Channel,Direction,Subject,Notes\n\
            ,2024-01-31,,call,,x,\n\
            A,31.01.2024,,call,,x,\n\
            A,,,call,,x,\n\
            A,2024-01-31 9:99,,call,,x,\n\
            A,2024-01-31,Mars,call,,x,\n\
            A,2024-01-31,,pigeon,,x,\n\
            A,2024-01-31,,,,x,\n\
            A,2024-01-31,,call,sideways,x,\n\
            A,2024-01-31,,call,,,\n";
        let date = |text: &str| RejectReason::NotADate { field: Field::At, text: text.to_owned() };
        let choice =
            |field, text: &str| RejectReason::UnknownChoice { field, text: text.to_owned() };
        let want = [
            (2, Some(0), RejectReason::Missing(ANY_CUSTOMER)),
            (3, Some(1), date("31.01.2024")),
            (4, Some(1), RejectReason::Missing(&[Field::At])),
            (5, Some(1), date("2024-01-31 9:99")),
            (6, Some(2), choice(Field::TimeZone, "Mars")),
            (7, Some(3), choice(Field::Channel, "pigeon")),
            (8, Some(3), RejectReason::Missing(ANY_CHANNEL)),
            (9, Some(4), choice(Field::Direction, "sideways")),
            (10, Some(5), RejectReason::Missing(ANY_TEXT)),
        ];
        assert_eq!(read(text, None, options()), want.map(Err));
        let long = format!("Customer,When,Subject\nA,2024-01-31,{}\n", "x".repeat(501));
        let reason = RejectReason::TextTooLong { field: Field::Subject, limit: TEXT_LIMIT };
        assert_eq!(read(&long, Some(Channel::Call), options()), [Err((2, Some(2), reason))]);
    }

    #[test]
    fn the_users_table_is_read_before_words() {
        let mut options = options();
        options.values.set(2, "Pigeon", Some(Answer::Touch(Channel::Message)));
        options.values.set(2, "call", None);
        let text = "Customer,When,Type,Subject\nA,2024-01-31,pigeon,x\nA,2024-01-31,call,x\n";
        let found = read(text, Some(Channel::Event), options);
        let ways: Vec<_> =
            found.iter().map(|it| it.as_ref().unwrap().contains(" message ")).collect();
        assert_eq!(ways, [true, false]);
        assert!(found[1].as_ref().unwrap().contains(" event "), "left empty, it is the usual one");
    }
}

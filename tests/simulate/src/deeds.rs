//! What people do.

use interchange::csv::cell::DateFormat;
use interchange::csv::reader::CustomerOptions;
use interchange::csv::{Mapping, Table, TableOptions, Target, ValueTable};
use model::{
    Channel, Currency, Customer, Day, DeviceId, Entity, Id, Interaction, Kind, Marks, Moment,
    Money, Order, Path, Rate, Row, Rows, Stage, Stamp, Task, TaskKind,
};
use pollster::block_on;
use workspace::commands::{ImportPlan, Wanted};
use workspace::history::HistoryFilter;
use workspace::{CommandError, Rush};

use crate::device::{START, Tab};

/// One deed.
#[derive(Debug, Clone, Copy)]
pub enum What {
    NewCustomer,
    NewOrder,
    NewInteraction,
    NewTask,
    Plan,
    Finish,
    EditCustomer,
    EditOrder,
    Settings,
    Delete,
    Restore,
    Undo,
    Redo,
    Revert,
    MergeCustomers,
    Unmerge,
    Import,
    Foreign,
    Decide,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Done,
    Refused,
}

/// Picks a deed, everyday ones more often.
pub fn draw(random: &mut fastrand::Rng) -> What {
    match random.u8(..100) {
        0..12 => What::NewCustomer,
        12..20 => What::NewOrder,
        20..26 => What::NewInteraction,
        26..28 => What::NewTask,
        28..30 => What::Plan,
        30..33 => What::Finish,
        33..52 => What::EditCustomer,
        52..58 => What::EditOrder,
        58..60 => What::Settings,
        60..66 => What::Delete,
        66..69 => What::Restore,
        69..75 => What::Undo,
        75..78 => What::Redo,
        78..82 => What::Revert,
        82..88 => What::MergeCustomers,
        88..91 => What::Unmerge,
        91..95 => What::Import,
        95..97 => What::Foreign,
        _ => What::Decide,
    }
}

/// Does it. What the workspace may rightly refuse is no failure.
pub fn perform(tab: &Tab, what: &What, random: &mut fastrand::Rng) -> Result<Deed, String> {
    match attempt(tab, *what, random) {
        Ok(Some(_)) => Ok(Deed::Done),
        Ok(None)
        | Err(CommandError::NotFound | CommandError::NothingToUndo | CommandError::SameRecord) => {
            Ok(Deed::Refused)
        }
        Err(why) => Err(format!("{why:?}")),
    }
}

fn attempt(tab: &Tab, what: What, random: &mut fastrand::Rng) -> Result<Option<Id>, CommandError> {
    match what {
        What::NewCustomer => {
            let name = format!("c{}", random.u8(..40));
            let mut record = Customer { name, ..Customer::default() };
            if random.bool() {
                record.code = format!("K{}", random.u8(..20));
            }
            Ok(block_on(tab.save(None, record, ""))?.set)
        }
        What::NewOrder => {
            let Some(customer) = any_customer(tab, random) else { return Ok(None) };
            let record = Order {
                customer: Some(customer),
                day: Day::from_number(20_000 + random.i32(0..9)),
                amount: Some(Money::new(random.i64(-500..5_000), currency(random))),
                ..Order::default()
            };
            Ok(block_on(tab.save(None, record, ""))?.set)
        }
        What::NewInteraction => {
            let Some(customer) = any_customer(tab, random) else { return Ok(None) };
            let record = Interaction {
                customer: Some(customer),
                at: Moment::new(START as i64 - random.i64(0..1_000_000), 480),
                channel: Some(Channel::ALL[random.usize(..Channel::ALL.len())].clone()),
                subject: format!("met {}", random.u8(..9)),
                ..Interaction::default()
            };
            Ok(block_on(tab.save(None, record, ""))?.set)
        }
        What::NewTask => {
            let customer = any_customer(tab, random).filter(|_| random.bool());
            Ok(block_on(tab.save(None, task(customer, random), ""))?.set)
        }
        What::Plan => {
            let mut wanted = Vec::new();
            for _ in 0..random.u8(1..5) {
                let task = task(any_customer(tab, random), random);
                let (source, occasion) = ("tier:vip".into(), random.u8(..3).to_string());
                wanted.push(Wanted { task: Task { source, ..task }, occasion });
            }
            Ok(block_on(tab.plan_tasks(wanted, "VIP", &Rush))?.set)
        }
        What::Finish => {
            let found = pick(&tab.image().tables.tasks, random).map(|row| row.id);
            let Some(id) = found else { return Ok(None) };
            let done = Moment::new(START as i64 + random.i64(0..1_000_000), 480);
            Ok(block_on(tab.finish_task(id, done.filter(|_| random.u8(..4) > 0), ""))?.set)
        }
        What::EditCustomer => edit_customer(tab, random),
        What::EditOrder => {
            let other = any_customer(tab, random);
            let found = {
                let image = tab.image();
                pick(&image.tables.orders, random).map(|row| (row.id, row.record.clone()))
            };
            let Some((id, mut record)) = found else { return Ok(None) };
            match random.u8(..3) {
                0 => record.amount = Some(Money::new(random.i64(-500..5_000), currency(random))),
                1 => record.customer = other.or(record.customer),
                _ => record.number = format!("n{}", random.u8(..9)),
            }
            Ok(block_on(tab.save(Some(id), record, ""))?.set)
        }
        What::Settings => {
            let mut settings = tab.image().settings().clone();
            match random.u8(..3) {
                0 => settings.name = format!("w{}", random.u8(..5)),
                1 => settings.base_currency = Some(currency(random)),
                _ => {
                    let rate = Rate(random.i64(1..9) * 1_000_000_000);
                    settings.rates.insert(currency(random).code().to_owned(), rate);
                }
            }
            Ok(block_on(tab.save_settings(settings))?.set)
        }
        What::Delete => {
            let (kind, ids) = some_ids(tab, random);
            block_on(tab.delete(kind, &ids, "")).map(Some)
        }
        What::Restore => {
            let trashed = workspace::commands::trash(&tab.image());
            if trashed.is_empty() {
                return Ok(None);
            }
            let record = &trashed[random.usize(..trashed.len())];
            block_on(tab.restore(record.kind.clone(), &[record.id], "")).map(Some)
        }
        What::Undo => match tab.last_undoable() {
            Some(set) => block_on(tab.undo(set.id)).map(Some),
            None => Ok(None),
        },
        What::Redo => match tab.last_redoable() {
            Some(set) => block_on(tab.undo(set.id)).map(Some),
            None => Ok(None),
        },
        What::Revert => {
            let filter = HistoryFilter::default();
            let page = block_on(tab.history(&filter, None, 40, &Rush))?;
            if page.entries.is_empty() {
                return Ok(None);
            }
            let entry = &page.entries[random.usize(..page.entries.len())];
            block_on(tab.revert(&entry.set, &Rush)).map(Some)
        }
        What::MergeCustomers => {
            let (one, other) = (any_customer(tab, random), any_customer(tab, random));
            let Some((one, other)) = one.zip(other) else { return Ok(None) };
            let wanted = {
                let image = tab.image();
                let customers = &image.tables.customers;
                let (a, b) = (customers.get(one), customers.get(other));
                a.zip(b).map(|(a, b)| {
                    let mut wanted = a.clone();
                    wanted.phones.extend(b.phones.clone());
                    wanted.tags.extend(b.tags.clone());
                    wanted
                })
            };
            match wanted {
                Some(wanted) => block_on(tab.merge_customers(one, other, &wanted)).map(Some),
                None => Ok(None),
            }
        }
        What::Unmerge => {
            let merged: Vec<Id> = {
                let image = tab.image();
                let rows = image.tables.customers.rows();
                rows.filter(|row| row.merged_into().is_some()).map(|row| row.id).collect()
            };
            if merged.is_empty() {
                return Ok(None);
            }
            block_on(tab.unmerge(merged[random.usize(..merged.len())], &Rush)).map(Some)
        }
        What::Import => import(tab, random),
        What::Foreign => {
            let rows = foreign(tab, random);
            Ok(block_on(tab.merge(rows, "shop.json", &Rush))?.set)
        }
        What::Decide => {
            let conflicts = tab.conflicts();
            if conflicts.is_empty() {
                return Ok(None);
            }
            let conflict = &conflicts[random.usize(..conflicts.len())];
            block_on(tab.decide(conflict, random.bool(), "")).map(Some)
        }
    }
}

fn edit_customer(tab: &Tab, random: &mut fastrand::Rng) -> Result<Option<Id>, CommandError> {
    let found = {
        let image = tab.image();
        pick(&image.tables.customers, random).map(|row| (row.id, row.record.clone()))
    };
    let Some((id, mut record)) = found else { return Ok(None) };
    let text = format!("v{}", random.u8(..12));
    match random.u8(..7) {
        0 => record.name = text,
        1 => record.city = if random.bool() { text } else { String::new() },
        2 => drop(record.tags.insert(text, true)),
        3 => drop(record.tags.pop_first()),
        4 => record.stage = Some(Stage::ALL[random.usize(..Stage::ALL.len())].clone()),
        5 => record.notes = text,
        _ => drop(record.phones.insert(format!("0123{}", random.u8(..20)), text)),
    }
    if record.name.is_empty() {
        record.name = "named".into();
    }
    Ok(block_on(tab.save(Some(id), record, ""))?.set)
}

/// A list that overlaps with what is there and with other lists.
fn import(tab: &Tab, random: &mut fastrand::Rng) -> Result<Option<Id>, CommandError> {
    let mut text = "code,name,city,tags\n".to_owned();
    for _ in 0..random.u8(1..30) {
        let (code, name) = (random.u8(..20), random.u8(..40));
        text += &format!("K{code},c{name},t{},g{}\n", random.u8(..9), random.u8(..5));
    }
    let Ok(mut table) = Table::open(text.into_bytes(), TableOptions::default()) else {
        return Ok(None);
    };
    let mapping = Mapping::guess(Target::Customers, table.headers(), &table.sample(100));
    let options = CustomerOptions {
        birthday_format: DateFormat::Ymd,
        since_format: DateFormat::Ymd,
        values: ValueTable::default(),
    };
    let Ok(plan) = ImportPlan::customers(&mapping, options) else {
        return Ok(None);
    };
    Ok(block_on(tab.import(&mut table, &plan, "list.csv", &Rush))?.set)
}

/// Records of a program that is none of ours: some new, some that are here, with a field and a
/// kind nobody knows.
fn foreign(tab: &Tab, random: &mut fastrand::Rng) -> Rows {
    let mut rows = Rows::default();
    for _ in 0..random.u8(1..6) {
        let device = DeviceId(900 + random.u64(..2));
        let millis = START - 5_000 + random.u64(..10_000);
        let stamp = Stamp { millis, counter: random.u32(..3), device };
        let known = any_customer(tab, random).filter(|_| random.bool());
        let id = known.unwrap_or_else(|| Id::from_bytes([200 + random.u8(..24); 16]));
        let mut record = Customer { name: format!("f{}", random.u8(..9)), ..Customer::default() };
        let shoes = serde_json::json!({ "left": random.u8(..50), "right": random.u8(..50) });
        let fits = record.put("shoes", shoes).is_ok();
        rows.customers.push(Row::created(id, stamp, record));
        if fits && random.u8(..4) == 0 {
            let id = Id::from_bytes([250; 16]);
            let fields = serde_json::json!({ "novelty": random.u8(..9), "bag": { "key": 1 } });
            let kind = Kind::Other("novelty".into());
            // An object always makes a record of an unknown kind.
            let _ = rows.push(&kind, id, Marks::created(stamp), fields);
        }
    }
    for row in rows.customers.iter_mut() {
        if random.u8(..4) == 0 {
            row.marks.write(Path::field("name"), row.marks.base);
        }
    }
    rows
}

fn currency(random: &mut fastrand::Rng) -> Currency {
    [Currency::USD, Currency::EUR, Currency::CNY][random.usize(..3)]
}

fn pick<'a, T: Entity>(
    table: &'a workspace::Table<T>,
    random: &mut fastrand::Rng,
) -> Option<&'a Row<T>> {
    let count = table.slot_count();
    (count > 0).then(|| table.row(random.usize(..count) as u32)).flatten()
}

fn any_customer(tab: &Tab, random: &mut fastrand::Rng) -> Option<Id> {
    let image = tab.image();
    pick(&image.tables.customers, random).map(|row| row.id)
}

fn task(customer: Option<Id>, random: &mut fastrand::Rng) -> Task {
    Task {
        customer,
        title: format!("t{}", random.u8(..9)),
        kind: Some(TaskKind::ALL[random.usize(..TaskKind::ALL.len())].clone()),
        due: Day::from_number(20_000 + random.i32(0..9)).filter(|_| random.u8(..5) > 0),
        ..Task::default()
    }
}

fn some_ids(tab: &Tab, random: &mut fastrand::Rng) -> (Kind, Vec<Id>) {
    let image = tab.image();
    let tables = &image.tables;
    let mut ids = Vec::new();
    let kinds = [Kind::Customer, Kind::Order, Kind::Interaction, Kind::Task];
    let kind = kinds[random.usize(..4)].clone();
    for _ in 0..random.u8(1..4) {
        ids.extend(match kind {
            Kind::Customer => pick(&tables.customers, random).map(|row| row.id),
            Kind::Order => pick(&tables.orders, random).map(|row| row.id),
            Kind::Task => pick(&tables.tasks, random).map(|row| row.id),
            _ => pick(&tables.interactions, random).map(|row| row.id),
        });
    }
    (kind, ids)
}

//! What people do with a workspace, at random.

use model::{
    Channel, Currency, Custom, Customer, Day, DeviceId, Entity, Extra, Id, Interaction, Kind,
    Moment, Money, Order, Path, Rate, Row, Rows, Settings, Stage, Stamp, Task, TaskKind,
};
use proptest::prelude::*;
use workspace::commands::{Wanted, trash};
use workspace::history::HistoryFilter;
use workspace::{CommandError, Rush, Store, Workspace};

use super::{Device, NOW};

/// One thing done. Numbers pick among what is there, or stand for a value.
#[derive(Debug, Clone)]
pub enum Op {
    Customer(u8),
    EditCustomer(u8, u8),
    Order { customer: u8, value: u8 },
    EditOrder(u8, u8),
    Interaction { customer: u8, value: u8 },
    EditInteraction(u8, u8),
    Task { customer: u8, value: u8 },
    EditTask(u8, u8),
    Plan(u8, u8),
    Settings(u8),
    Delete(u8, Vec<u8>),
    Restore(u8),
    Undo(u8),
    Redo,
    Revert(u8),
    MergeCustomers(u8, u8),
    Unmerge(u8),
    Merge(Vec<Foreign>),
    Compact,
    Wait(u8),
}

/// A row another device made.
#[derive(Debug, Clone)]
pub struct Foreign {
    kind: u8,
    pick: u8,
    value: u8,
    base: Stamp,
    writes: Vec<(u8, Stamp)>,
    deleted: Option<Stamp>,
    restored: Option<Stamp>,
}

/// Stamps around now, and now and then from a device whose clock is years ahead.
fn stamp() -> impl Strategy<Value = Stamp> {
    let ahead = prop_oneof![9 => Just(0u64), 1 => Just(90_000_000_000)];
    (0u64..40, 0u32..2, 200u64..203, ahead).prop_map(|(millis, counter, device, ahead)| Stamp {
        millis: NOW - 10 + millis + ahead,
        counter,
        device: DeviceId(device),
    })
}

fn foreign() -> impl Strategy<Value = Foreign> {
    let writes = prop::collection::vec((any::<u8>(), stamp()), 0..3);
    let when = || prop::option::weighted(0.2, stamp());
    (0u8..11, any::<u8>(), any::<u8>(), stamp(), writes, when(), when()).prop_map(
        |(kind, pick, value, base, writes, deleted, restored)| Foreign {
            kind,
            pick,
            value,
            base,
            writes,
            deleted,
            restored,
        },
    )
}

/// Any of them; what belongs together more often than not.
pub fn op() -> impl Strategy<Value = Op> {
    let n = any::<u8>;
    prop_oneof![
        3 => n().prop_map(Op::Customer),
        3 => (n(), n()).prop_map(|(pick, value)| Op::EditCustomer(pick, value)),
        5 => (n(), n()).prop_map(|(customer, value)| Op::Order { customer, value }),
        3 => (n(), n()).prop_map(|(pick, value)| Op::EditOrder(pick, value)),
        2 => (n(), n()).prop_map(|(customer, value)| Op::Interaction { customer, value }),
        2 => (n(), n()).prop_map(|(pick, value)| Op::EditInteraction(pick, value)),
        2 => (n(), n()).prop_map(|(customer, value)| Op::Task { customer, value }),
        2 => (n(), n()).prop_map(|(pick, value)| Op::EditTask(pick, value)),
        1 => (n(), n()).prop_map(|(customer, value)| Op::Plan(customer, value)),
        1 => n().prop_map(Op::Settings),
        2 => (n(), prop::collection::vec(n(), 1..3)).prop_map(|(kind, picks)| Op::Delete(kind, picks)),
        1 => n().prop_map(Op::Restore),
        3 => n().prop_map(Op::Undo),
        1 => Just(Op::Redo),
        2 => n().prop_map(Op::Revert),
        3 => (n(), n()).prop_map(|(one, other)| Op::MergeCustomers(one, other)),
        2 => n().prop_map(Op::Unmerge),
        3 => prop::collection::vec(foreign(), 0..6).prop_map(Op::Merge),
        3 => Just(Op::Compact),
        1 => n().prop_map(Op::Wait),
    ]
}

fn picked<T: Entity>(table: &workspace::Table<T>, pick: u8) -> Option<&Row<T>> {
    table.row((usize::from(pick) % table.slot_count().max(1)) as u32)
}

fn currency(value: u8) -> Currency {
    [Currency::USD, Currency::EUR, Currency::CNY][usize::from(value) % 3]
}

fn amount(value: u8) -> Money {
    Money::new((i64::from(value) - 60) * 25, currency(value))
}

fn on(value: u8) -> Day {
    Day::from_number(20_000 + i32::from(value) % 9).unwrap()
}

fn at(value: u8) -> Moment {
    let hours = i64::from(value) % 50;
    Moment::new(NOW as i64 - hours * 3_600_000, i16::from(value % 3) * 480).unwrap()
}

fn edit_customer(record: &mut Customer, value: u8) {
    let text = format!("v{}", value % 7);
    match value % 6 {
        0 => record.name = text,
        1 => record.city = if value.is_multiple_of(4) { String::new() } else { text },
        2 => drop(record.tags.insert(text, true)),
        3 => drop(record.tags.pop_first()),
        4 => record.stage = Some(Stage::ALL[usize::from(value) % Stage::ALL.len()].clone()),
        _ => {
            record.phones.insert(format!("0123{value}"), text.clone());
            edit_custom(&mut record.custom, value, text);
        }
    }
}

fn edit_custom(custom: &mut Custom, value: u8, text: String) {
    match value % 5 {
        0 => drop(custom.insert("word".into(), text)),
        1 => drop(custom.insert(format!("sizes/{text}"), String::new())),
        2 => drop(custom.insert("vip".into(), if value < 128 { "yes" } else { "no" }.into())),
        3 => drop(custom.insert("weight".into(), format!("{}.5", value % 4))),
        _ => {
            custom.pop_first();
            custom.insert("met".into(), on(value).to_string());
        }
    }
}

fn edit_order(record: &mut Order, value: u8, other: Option<Id>) {
    match value % 4 {
        0 => record.amount = Some(amount(value)),
        1 => record.day = Some(on(value)),
        2 => record.number = format!("n{value}"),
        _ => record.customer = other.or(record.customer),
    }
}

fn edit_interaction(record: &mut Interaction, value: u8, other: Option<Id>) {
    match value % 4 {
        0 => record.at = Some(at(value)),
        1 => record.channel = Some(Channel::ALL[usize::from(value) % Channel::ALL.len()].clone()),
        2 => record.outcome = format!("o{value}"),
        _ => record.customer = other.or(record.customer),
    }
}

fn task(customer: Option<Id>, value: u8) -> Task {
    Task {
        customer: customer.filter(|_| !value.is_multiple_of(7)),
        title: format!("t{}", value % 9),
        kind: Some(TaskKind::ALL[usize::from(value) % TaskKind::ALL.len()].clone()),
        due: (!value.is_multiple_of(5)).then(|| on(value)),
        ..Task::default()
    }
}

fn edit_task(record: &mut Task, value: u8, other: Option<Id>) {
    match value % 4 {
        0 => record.due = (!value.is_multiple_of(3)).then(|| on(value)),
        1 => record.done = (!value.is_multiple_of(3)).then(|| at(value)),
        2 => record.owner = format!("o{value}"),
        _ => record.customer = other.or(record.customer),
    }
}

fn settings(value: u8) -> Settings {
    let codes = ["USD", "EUR", "CNY"].into_iter().enumerate();
    let rates = codes.filter(|(bit, _)| value & (1 << bit) != 0).map(|(bit, code)| {
        (code.to_owned(), Rate(1_000_000_000 * (1 + bit as i64) + i64::from(value) * 1_000))
    });
    let base = (value >= 128).then(|| currency(value));
    Settings { rates: rates.collect(), base_currency: base, ..Settings::default() }
}

/// Fields only a newer version knows: one that holds whatever it likes, and a map.
fn unknown(value: u8) -> Extra {
    use serde_json::json;
    let register = match value % 8 {
        0 => json!(value),
        1 => json!(-0.5 - f64::from(value)),
        2 => json!(u64::MAX - u64::from(value)),
        3 => json!(i64::MIN + i64::from(value)),
        4 => json!(["list", null, { "of": [], "anything": {} }, true, 1e300]),
        5 => json!([]),
        6 => json!(""),
        _ => json!("座 \u{1F600} \0".repeat(20)),
    };
    let map = json!({ "left": value, "right": "r", "": [value] });
    let mut customer = Customer::default();
    for (field, value) in [("horoscope", register), ("shoes", map)] {
        customer.put(field, value).unwrap();
    }
    customer.extra
}

/// An id that bundles bring: one of a few new ones, or one that is there.
fn foreign_id(pick: u8, there: Option<Id>) -> Id {
    match there {
        Some(id) if pick.is_multiple_of(2) => id,
        _ => Id::from_bytes([200 + pick % 24; 16]),
    }
}

impl Foreign {
    fn row<T: Entity>(&self, id: Id, record: T, edit: impl Fn(&mut T, u8)) -> Row<T> {
        let mut row = Row::created(id, self.base, record);
        for (value, stamp) in self.writes.iter().filter(|(_, stamp)| *stamp != self.base) {
            let mut wanted = row.record.clone();
            edit(&mut wanted, *value);
            for change in row.changes_to(&wanted) {
                row.write(&change.path, change.after, *stamp).unwrap();
            }
        }
        self.deleted.into_iter().for_each(|stamp| row.marks.delete(stamp));
        self.restored.into_iter().for_each(|stamp| row.marks.restore(stamp));
        row
    }

    fn add_to<S: Store>(&self, rows: &mut Rows, workspace: &Workspace<S>) {
        let image = workspace.image();
        let tables = &image.tables;
        let customer = picked(&tables.customers, self.value).map(|row| row.id);
        let parent = || Some(foreign_id(self.pick, customer));
        match self.kind {
            0..=2 => {
                let there = picked(&tables.customers, self.pick).map(|row| row.id);
                let mut record = super::customer(&format!("f{}", self.value % 9));
                record.extra = unknown(self.value);
                let id = foreign_id(self.pick, there);
                rows.customers.push(self.row(id, record, edit_customer));
            }
            3..=6 => {
                let there = picked(&tables.orders, self.pick).map(|row| row.id);
                let record = Order {
                    customer: parent(),
                    day: (!self.value.is_multiple_of(5)).then(|| on(self.value)),
                    amount: Some(amount(self.value)),
                    ..Order::default()
                };
                let id = foreign_id(self.pick, there);
                rows.orders.push(self.row(id, record, |o, v| edit_order(o, v, customer)));
            }
            7 => {
                let there = picked(&tables.interactions, self.pick).map(|row| row.id);
                let record = Interaction {
                    customer: parent(),
                    at: Some(at(self.value)),
                    subject: "seen".into(),
                    ..Interaction::default()
                };
                let id = foreign_id(self.pick, there);
                rows.interactions.push(self.row(id, record, |i, v| edit_interaction(i, v, None)));
            }
            8 => {
                let there = picked(&tables.tasks, self.pick).map(|row| row.id);
                let id = foreign_id(self.pick, there);
                let record = task(parent(), self.value);
                rows.tasks.push(self.row(id, record, |t, v| edit_task(t, v, customer)));
            }
            9 => {
                let record = settings(self.value);
                rows.settings.push(self.row(Settings::ID, record, |s, v| *s = settings(v)));
            }
            _ => {
                let mut record = model::Opaque::default();
                record.set(&Path::keyed("bag", "key"), Some(self.value.into())).unwrap();
                let id = Id::from_bytes([250; 16]);
                let row = self.row(id, record, |o, v| {
                    o.set(&Path::field("novelty"), Some(v.into())).unwrap();
                });
                let kind = Kind::Other("novelty".into());
                let fields = serde_json::to_value(row.record).unwrap();
                rows.push(&kind, id, row.marks, fields).unwrap();
            }
        }
    }
}

/// What a workspace that people work with has done so far.
#[derive(Debug, Default)]
pub struct Done {
    pub sets: Vec<Id>,
}

/// Does it. What the workspace may rightly refuse, because somebody else was quicker or the
/// change is too long ago, is no failure.
pub async fn perform<S: Store>(
    device: &Device,
    workspace: &Workspace<S>,
    op: &Op,
    done: &mut Done,
) {
    let outcome = attempt(device, workspace, op, done).await;
    match outcome {
        Ok(set) => done.sets.extend(set),
        Err(CommandError::NotFound | CommandError::NothingToUndo | CommandError::SameRecord) => {}
        Err(why) => panic!("{op:?}: {why}"),
    }
}

/// The row with what `edit` makes of its record.
fn changed<T: Entity>(row: Option<&Row<T>>, edit: impl Fn(&mut T)) -> Option<(Id, T)> {
    let mut record = row?.record.clone();
    edit(&mut record);
    Some((row?.id, record))
}

async fn attempt<S: Store>(
    device: &Device,
    ws: &Workspace<S>,
    op: &Op,
    done: &Done,
) -> Result<Option<Id>, CommandError> {
    let some_customer = |pick: u8| picked(&ws.image().tables.customers, pick).map(|row| row.id);
    match op {
        Op::Customer(value) => {
            let record = super::customer(&format!("c{}", value % 9));
            Ok(ws.save(None, record, "").await?.set)
        }
        Op::EditCustomer(pick, value) => {
            let edit = |record: &mut Customer| {
                edit_customer(record, *value);
                // A bundle may bring a record that a form would refuse.
                if record.name.is_empty() {
                    record.name = "named".into();
                }
            };
            let wanted = changed(picked(&ws.image().tables.customers, *pick), edit);
            match wanted {
                Some((id, record)) => Ok(ws.save(Some(id), record, "").await?.set),
                None => Ok(None),
            }
        }
        Op::Order { customer, value } => {
            let Some(customer) = some_customer(*customer) else { return Ok(None) };
            let record = Order {
                customer: Some(customer),
                day: Some(on(*value)),
                amount: Some(amount(*value)),
                ..Order::default()
            };
            Ok(ws.save(None, record, "").await?.set)
        }
        Op::EditOrder(pick, value) => {
            let other = some_customer(*value);
            let edit = |record: &mut Order| {
                edit_order(record, *value, other);
                record.day = record.day.or(Some(on(*value)));
                record.amount = record.amount.or(Some(amount(*value)));
            };
            let wanted = changed(picked(&ws.image().tables.orders, *pick), edit);
            match wanted {
                Some((id, record)) => Ok(ws.save(Some(id), record, "").await?.set),
                None => Ok(None),
            }
        }
        Op::Interaction { customer, value } => {
            let Some(customer) = some_customer(*customer) else { return Ok(None) };
            let record = Interaction {
                customer: Some(customer),
                at: Some(at(*value)),
                channel: Some(Channel::ALL[usize::from(*value) % Channel::ALL.len()].clone()),
                subject: "met".into(),
                ..Interaction::default()
            };
            Ok(ws.save(None, record, "").await?.set)
        }
        Op::EditInteraction(pick, value) => {
            let other = some_customer(*value);
            let edit = |record: &mut Interaction| {
                edit_interaction(record, *value, other);
                record.at = record.at.or(Some(at(*value)));
                record.channel = record.channel.clone().or(Some(Channel::Call));
            };
            let wanted = changed(picked(&ws.image().tables.interactions, *pick), edit);
            match wanted {
                Some((id, record)) => Ok(ws.save(Some(id), record, "").await?.set),
                None => Ok(None),
            }
        }
        Op::Task { customer, value } => {
            let customer = some_customer(*customer);
            Ok(ws.save(None, task(customer, *value), "").await?.set)
        }
        Op::EditTask(pick, value) => {
            let other = some_customer(*value);
            let edit = |record: &mut Task| edit_task(record, *value, other);
            let wanted = changed(picked(&ws.image().tables.tasks, *pick), edit);
            match wanted {
                Some((id, record)) if value.is_multiple_of(2) => {
                    Ok(ws.save(Some(id), record, "").await?.set)
                }
                Some((id, record)) => Ok(ws.finish_task(id, record.done, "").await?.set),
                None => Ok(None),
            }
        }
        Op::Plan(customer, value) => {
            let Some(customer) = some_customer(*customer) else { return Ok(None) };
            let source = format!("tier:{}", value % 2);
            let task = Task { source, ..task(Some(customer), *value) };
            let occasion = (value % 3).to_string();
            let wanted = vec![Wanted { task, occasion }];
            Ok(ws.plan_tasks(wanted, "", &Rush).await?.set)
        }
        Op::Settings(value) => Ok(ws.save_settings(settings(*value)).await?.set),
        Op::Delete(kind, picks) => {
            let (kind, ids) = {
                let image = ws.image();
                let (t, picks) = (&image.tables, picks.iter());
                match kind % 4 {
                    0 => (Kind::Customer, ids_of(&t.customers, picks)),
                    1 => (Kind::Order, ids_of(&t.orders, picks)),
                    2 => (Kind::Task, ids_of(&t.tasks, picks)),
                    _ => (Kind::Interaction, ids_of(&t.interactions, picks)),
                }
            };
            ws.delete(kind, &ids, "").await.map(Some)
        }
        Op::Undo(pick) => {
            let sets = &done.sets;
            match sets.get(usize::from(*pick) % sets.len().max(1)) {
                Some(set) => ws.undo(*set).await.map(Some),
                None => Ok(None),
            }
        }
        Op::Restore(pick) => {
            let trashed = trash(&ws.image());
            match trashed.get(usize::from(*pick) % trashed.len().max(1)) {
                Some(record) => ws.restore(record.kind.clone(), &[record.id], "").await.map(Some),
                None => Ok(None),
            }
        }
        Op::Redo => match ws.last_redoable() {
            Some(set) => ws.undo(set.id).await.map(Some),
            None => Ok(None),
        },
        Op::Revert(pick) => {
            let page = ws.history(&HistoryFilter::default(), None, 30, &Rush).await?;
            match page.entries.get(usize::from(*pick) % page.entries.len().max(1)) {
                Some(entry) => ws.revert(&entry.set, &Rush).await.map(Some),
                None => Ok(None),
            }
        }
        Op::MergeCustomers(one, other) => {
            let both = some_customer(*one).zip(some_customer(*other));
            let Some((one, other)) = both else { return Ok(None) };
            let wanted = {
                let image = ws.image();
                let record = |id| image.tables.customers.find(id).map(|row| row.record.clone());
                record(one).zip(record(other)).map(|(mut wanted, other)| {
                    wanted.tags.extend(other.tags);
                    wanted.city = other.city;
                    wanted
                })
            };
            match wanted {
                Some(wanted) => ws.merge_customers(one, other, &wanted).await.map(Some),
                None => Ok(None),
            }
        }
        Op::Unmerge(pick) => {
            let merged: Vec<Id> = {
                let image = ws.image();
                let rows = image.tables.customers.rows();
                rows.filter(|row| row.merged_into().is_some()).map(|row| row.id).collect()
            };
            match merged.get(usize::from(*pick) % merged.len().max(1)) {
                Some(gone) => ws.unmerge(*gone, &Rush).await.map(Some),
                None => Ok(None),
            }
        }
        Op::Merge(foreign) => {
            let mut rows = Rows::default();
            for row in foreign {
                row.add_to(&mut rows, ws);
            }
            Ok(ws.merge(rows, "peer.json", &Rush).await?.set)
        }
        Op::Compact => ws.compact(&Rush).await.map(|_| None),
        Op::Wait(millis) => {
            device.clock.advance(u64::from(millis % 4));
            Ok(None)
        }
    }
}

fn ids_of<'a, T: Entity>(
    table: &workspace::Table<T>,
    picks: impl Iterator<Item = &'a u8>,
) -> Vec<Id> {
    picks.filter_map(|pick| picked(table, *pick)).map(|row| row.id).collect()
}

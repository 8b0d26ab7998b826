//! Everything a workspace knows, and the same worked out anew from nothing but its rows.

use std::collections::{BTreeMap, BTreeSet};

use model::{Currency, Day, Entity, Id, Kind, Money, Row, Settings};
use workspace::{Activity, Image, Table};

/// What is worked out from rows.
#[derive(Debug, Default, PartialEq)]
pub struct Derived {
    /// Of every customer, deleted ones included.
    pub activity: BTreeMap<Id, Activity>,
    /// Customer, day, amount; sorted, because columns have no order.
    pub columns: Vec<(Id, i32, i64)>,
    pub unconverted: BTreeMap<Currency, usize>,
    pub orders_of: BTreeMap<Id, BTreeSet<Id>>,
    pub interactions_of: BTreeMap<Id, BTreeSet<Id>>,
    pub tasks_of: BTreeMap<Id, BTreeSet<Id>>,
    /// Open tasks, and how many are due by each day on which one is.
    pub open: BTreeSet<Id>,
    pub due_by: BTreeMap<Day, usize>,
    pub live: BTreeMap<Kind, usize>,
}

/// Everything a workspace knows.
#[derive(Debug, PartialEq)]
pub struct State {
    /// Every row to the last field and stamp, deleted ones included.
    pub rows: BTreeMap<(Kind, Id), String>,
    pub derived: Derived,
    pub haystacks: BTreeMap<Id, String>,
}

fn add_rows<T: Entity>(kind: Kind, table: &Table<T>, to: &mut BTreeMap<(Kind, Id), String>) {
    for row in table.rows() {
        let text = serde_json::to_string(row).unwrap();
        assert_eq!(to.insert((kind.clone(), row.id), text), None, "{kind} {} twice", row.id);
    }
}

/// Every row, as JSON text.
pub fn rows(image: &Image) -> BTreeMap<(Kind, Id), String> {
    let tables = &image.tables;
    let mut rows = BTreeMap::new();
    add_rows(Kind::Settings, &tables.settings, &mut rows);
    add_rows(Kind::Customer, &tables.customers, &mut rows);
    add_rows(Kind::Interaction, &tables.interactions, &mut rows);
    add_rows(Kind::Order, &tables.orders, &mut rows);
    add_rows(Kind::Task, &tables.tasks, &mut rows);
    for (name, table) in &tables.other {
        add_rows(Kind::Other(name.clone()), table, &mut rows);
    }
    rows
}

/// What people see: every live record without its stamps, as JSON text.
pub fn records(image: &Image) -> BTreeMap<(Kind, Id), String> {
    fn add<T: Entity>(kind: &Kind, table: &Table<T>, to: &mut BTreeMap<(Kind, Id), String>) {
        for (_, row) in table.iter() {
            to.insert((kind.clone(), row.id), serde_json::to_string(&row.record).unwrap());
        }
    }
    let tables = &image.tables;
    let mut records = BTreeMap::new();
    add(&Kind::Settings, &tables.settings, &mut records);
    add(&Kind::Customer, &tables.customers, &mut records);
    add(&Kind::Interaction, &tables.interactions, &mut records);
    add(&Kind::Order, &tables.orders, &mut records);
    add(&Kind::Task, &tables.tasks, &mut records);
    for (name, table) in &tables.other {
        add(&Kind::Other(name.clone()), table, &mut records);
    }
    records
}

/// What `image` says.
pub fn state(image: &Image) -> State {
    let tables = &image.tables;
    let mut derived = Derived::default();
    let mut haystacks = BTreeMap::new();
    for row in tables.customers.rows() {
        let slot = tables.customers.slot(row.id).unwrap();
        derived.activity.insert(row.id, image.activity(slot));
        haystacks.insert(row.id, image.haystack(slot).to_owned());
    }
    let columns = &image.columns;
    for ((customer, day), amount) in columns.customer.iter().zip(&columns.day).zip(&columns.amount)
    {
        derived.columns.push((tables.customers.row(*customer).unwrap().id, *day, *amount));
    }
    derived.columns.sort();
    derived.unconverted = image.unconverted();
    for customer in parents(image) {
        let orders = image.orders_of(customer).iter();
        let orders: Vec<Id> = orders.map(|slot| tables.orders.row(*slot).unwrap().id).collect();
        note_children(&mut derived.orders_of, customer, orders);
        let touches = image.interactions_of(customer).iter();
        let touches: Vec<Id> =
            touches.map(|slot| tables.interactions.row(*slot).unwrap().id).collect();
        note_children(&mut derived.interactions_of, customer, touches);
        let tasks = image.tasks_of(customer).iter();
        let tasks: Vec<Id> = tasks.map(|slot| tables.tasks.row(*slot).unwrap().id).collect();
        note_children(&mut derived.tasks_of, customer, tasks);
    }
    let slots = (0..tables.tasks.slot_count() as u32).filter(|slot| image.is_open(*slot));
    derived.open = slots.map(|slot| tables.tasks.row(slot).unwrap().id).collect();
    for day in tables.tasks.rows().filter_map(|row| row.record.due) {
        derived.due_by.insert(day, image.due_by(day));
    }
    for kind in tables.kinds() {
        derived.live.insert(kind.clone(), live_count(image, &kind));
    }
    derived.live.retain(|_, count| *count > 0);
    State { rows: rows(image), derived, haystacks }
}

fn note_children(to: &mut BTreeMap<Id, BTreeSet<Id>>, parent: Id, children: Vec<Id>) {
    let count = children.len();
    let set: BTreeSet<Id> = children.into_iter().collect();
    assert_eq!(set.len(), count, "a child of {parent} is listed twice");
    if !set.is_empty() {
        to.insert(parent, set);
    }
}

fn parents(image: &Image) -> BTreeSet<Id> {
    let orders = image.tables.orders.rows().filter_map(|row| row.record.customer);
    let touches = image.tables.interactions.rows().filter_map(|row| row.record.customer);
    let tasks = image.tables.tasks.rows().filter_map(|row| row.record.customer);
    orders.chain(touches).chain(tasks).flat_map(|id| [id, survivor(image, id)]).collect()
}

fn live_count(image: &Image, kind: &Kind) -> usize {
    let tables = &image.tables;
    match kind {
        Kind::Settings => tables.settings.len(),
        Kind::Customer => tables.customers.len(),
        Kind::Interaction => tables.interactions.len(),
        Kind::Order => tables.orders.len(),
        Kind::Task => tables.tasks.len(),
        Kind::Other(name) => tables.other.get(name).map_or(0, Table::len),
    }
}

fn live<T: Entity>(table: &Table<T>) -> Vec<&Row<T>> {
    table.rows().filter(|row| row.is_live()).collect()
}

/// The customer whom the one with this id has become part of in the end.
fn survivor(image: &Image, id: Id) -> Id {
    let row = image.tables.customers.find(id);
    row.and_then(Row::merged_into).map_or(id, |into| survivor(image, into))
}

/// What follows from the rows of `image`, the slow and simple way.
pub fn worked_out(image: &Image) -> Derived {
    let tables = &image.tables;
    let settings = live(&tables.settings).first().map_or_else(Settings::default, |row| {
        assert_eq!(row.id, Settings::ID);
        row.record.clone()
    });
    let convert = |money: Money| settings.exchange().convert(money);
    let live_customers: BTreeSet<Id> = live(&tables.customers).iter().map(|row| row.id).collect();
    let mut derived = Derived::default();
    for order in live(&tables.orders) {
        let Some(customer) = order.record.customer.map(|id| survivor(image, id)) else { continue };
        derived.orders_of.entry(customer).or_default().insert(order.id);
        let (Some(day), Some(money), true) =
            (order.record.day, order.record.amount, live_customers.contains(&customer))
        else {
            continue;
        };
        match convert(money) {
            Some(amount) => derived.columns.push((customer, day.number(), amount)),
            None => *derived.unconverted.entry(money.currency).or_default() += 1,
        }
    }
    derived.columns.sort();
    for touch in live(&tables.interactions) {
        let Some(customer) = touch.record.customer.map(|id| survivor(image, id)) else { continue };
        derived.interactions_of.entry(customer).or_default().insert(touch.id);
    }
    let open = || live(&tables.tasks).into_iter().filter(|task| task.record.done.is_none());
    for task in live(&tables.tasks) {
        let Some(customer) = task.record.customer.map(|id| survivor(image, id)) else { continue };
        derived.tasks_of.entry(customer).or_default().insert(task.id);
    }
    derived.open = open().map(|task| task.id).collect();
    for day in tables.tasks.rows().filter_map(|row| row.record.due) {
        let due = open().filter(|task| task.record.due.is_some_and(|due| due <= day));
        derived.due_by.insert(day, due.count());
    }
    for customer in tables.customers.rows() {
        let mine = || derived.columns.iter().filter(|(id, ..)| *id == customer.id);
        let bought = || mine().filter(|(.., amount)| *amount >= 0).map(|(_, day, _)| *day);
        let on = |number: Option<i32>| number.map(|n| Day::from_number(n).unwrap());
        let touches: Vec<_> = live(&tables.interactions)
            .into_iter()
            .filter(|row| row.record.customer.map(|id| survivor(image, id)) == Some(customer.id))
            .collect();
        let contacts = touches.iter().filter(|row| row.record.is_contact());
        let activity = Activity {
            orders: bought().count() as u32,
            revenue: mine().map(|(.., amount)| *amount).sum(),
            first_order: on(bought().min()),
            last_order: on(bought().max()),
            last_contact: contacts.filter_map(|row| row.record.at).max(),
            interactions: touches.len() as u32,
        };
        derived.activity.insert(customer.id, activity);
    }
    derived.live = BTreeMap::from([
        (Kind::Settings, live(&tables.settings).len()),
        (Kind::Customer, live_customers.len()),
        (Kind::Interaction, live(&tables.interactions).len()),
        (Kind::Order, live(&tables.orders).len()),
        (Kind::Task, live(&tables.tasks).len()),
    ]);
    for (name, table) in &tables.other {
        derived.live.insert(Kind::Other(name.clone()), live(table).len());
    }
    derived.live.retain(|_, count| *count > 0);
    derived
}

//! Files brought in: what becomes of every row, and how it is taken back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod common;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::future::{Future, ready};
use std::pin::Pin;

use analytics::rfm::Scoring;
use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{CustomerOptions, OrderOptions};
use interchange::csv::{
    Field, Label, Mapping, RejectReason, Table, TableOptions, Target, ValueTable,
};
use model::{
    Currency, Customer, DecimalMark, DeviceId, Edit, Entity, Id, Kind, Order, Problem, Row, Rows,
    Stamp, Summary,
};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::{ImportPlan, ImportReport, MatchBy, Refusal};
use workspace::{
    Cancelled, CommandError, MemoryStore, Pace, Progress, Rush, Step, StoreError, Workspace,
};

use common::state::{state, worked_out};
use common::{Device, NOW, customer, day, money, order, usd};

type Tab = Workspace<MemoryStore>;

fn table(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

fn mapping(target: Target, table: &Table) -> Mapping {
    Mapping::guess(target, table.headers(), &table.sample(100))
}

fn customer_options() -> CustomerOptions {
    CustomerOptions {
        birthday_format: DateFormat::Ymd,
        since_format: DateFormat::Ymd,
        values: ValueTable::new(),
    }
}

fn customers_plan(table: &Table) -> ImportPlan {
    let options = customer_options();
    ImportPlan::customers(&mapping(Target::Customers, table), options).unwrap()
}

fn orders_plan(table: &Table, match_by: MatchBy) -> ImportPlan {
    let options = OrderOptions {
        date_format: DateFormat::Ymd,
        currency: Currency::USD,
        mark: DecimalMark::Point,
        excess: ExcessDecimals::Reject,
    };
    ImportPlan::orders(&mapping(Target::Orders, table), options, match_by).unwrap()
}

fn import_customers(tab: &Tab, text: &str) -> ImportReport {
    let mut table = table(text);
    let plan = customers_plan(&table);
    block_on(tab.import(&mut table, &plan, "customers.csv", &Rush)).unwrap()
}

fn import_orders(tab: &Tab, text: &str, match_by: MatchBy) -> ImportReport {
    let mut table = table(text);
    let plan = orders_plan(&table, match_by);
    block_on(tab.import(&mut table, &plan, "orders.csv", &Rush)).unwrap()
}

fn live<T: Entity>(table: &workspace::Table<T>) -> BTreeMap<Id, T> {
    table.iter().map(|(_, row)| (row.id, row.record.clone())).collect()
}

/// What people see.
fn records(tab: &Tab) -> (BTreeMap<Id, Customer>, BTreeMap<Id, Order>) {
    let image = tab.image();
    (live(&image.tables.customers), live(&image.tables.orders))
}

fn named(tab: &Tab, name: &str) -> Customer {
    let (customers, _) = records(tab);
    let mut found = customers.into_values().filter(|customer| customer.name == name);
    let one = found.next().unwrap_or_else(|| panic!("nobody is called {name}"));
    assert_eq!(found.next(), None, "several are called {name}");
    one
}

/// Orders as text, sorted: whose, when, how much, number, number of lines.
fn order_list(tab: &Tab) -> Vec<String> {
    let (customers, orders) = records(tab);
    let mut list: Vec<String> = orders
        .into_values()
        .map(|order| {
            let (day, amount) = (order.day.unwrap(), order.amount.unwrap());
            let name = &customers[&order.customer.unwrap()].name;
            format!("{name} {day} {amount} {}", order.number).trim_end().to_owned()
        })
        .collect();
    list.sort();
    list
}

/// Where each row went adds up to all rows.
fn assert_all_accounted_for(report: &ImportReport, created: usize) {
    let accepted = created + report.updated + report.unchanged + report.repeated;
    assert_eq!(report.accepted(), accepted, "{report:?}");
    assert_eq!(accepted + report.rejected.len(), report.rows, "{report:?}");
}

fn reasons(report: &ImportReport) -> Vec<(u64, Option<usize>, &Refusal)> {
    report.rejected.iter().map(|r| (r.line, r.column, &r.reason)).collect()
}

#[test]
fn a_whole_year_and_a_half_of_a_real_shop() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_orders.csv");
    let mut table = Table::open(std::fs::read(path).unwrap(), TableOptions::default()).unwrap();
    assert_eq!(Target::guess(table.headers()), Target::Orders);
    let plan = orders_plan(&table, MatchBy::Code);
    let device = Device::new(1);
    let tab = device.open();
    let report = block_on(tab.import(&mut table, &plan, "cdnow_orders.csv", &Rush)).unwrap();

    let set = report.set;
    let want =
        ImportReport { rows: 69_659, customers: 23_570, orders: 69_659, set, ..Default::default() };
    assert_eq!(report, want);
    {
        let image = tab.image();
        let columns = &image.columns;
        assert_eq!(columns.amount.len(), 69_659);
        assert_eq!(columns.amount.iter().sum::<i64>(), 250_031_563);
        assert_eq!(columns.amount.iter().filter(|amount| **amount == 0).count(), 80);
        let mut days: Vec<_> = columns.customer.iter().zip(&columns.day).collect();
        days.sort_unstable();
        days.dedup();
        assert_eq!(days.len(), 67_591, "several orders on one day are several orders");
        let rfm = image.rfm(&Scoring::default(), day("1998-06-30")).unwrap();
        assert_eq!(rfm.unscored, 0);
        for slot in 0..23_570 {
            assert!(rfm.segment(slot).is_some(), "{slot}");
        }
    }
    assert_eq!(state(&device.open().image()), state(&tab.image()));

    let undoable = tab.undoable(set.unwrap()).unwrap();
    assert_eq!(
        undoable.summary,
        Summary::Imported {
            kind: Kind::Order,
            created: 69_659,
            changed: 0,
            file: "cdnow_orders.csv".into()
        }
    );
    assert_eq!(device.store.contents().journal.len(), 1, "an import is one change set");
    block_on(tab.undo(set.unwrap())).unwrap();
    assert_eq!(records(&tab), Default::default());
    assert!(tab.image().columns.amount.is_empty());
}

#[test]
fn each_row_that_is_not_taken_says_where_and_why() {
    let tab = Device::new(1).open();
    let report = import_orders(
        &tab,
        "customer id,customer name,date,amount\n\
         7,Ada,2024-01-31,1.00\n\
         \n\
         8,Bo,31.01.2024,2.00\n\
         9,\"Cy\n\",2024-02-01,much\n\
         ,,2024-02-01,4.00\n\
         NULL,n/a,2024-02-01,4.00\n\
         5,\"Eve\",2024-02-01,5.00,surplus\n",
        MatchBy::Code,
    );
    let none = Target::Orders.required()[0];
    let number = RejectReason::NotANumber {
        field: Field::Amount,
        text: "much".into(),
        why: model::decimal::DecimalError::NotANumber,
    };
    let want = [
        (4, Some(2), RejectReason::NotADate { field: Field::Date, text: "31.01.2024".into() }),
        (5, Some(3), number),
        (7, Some(0), RejectReason::Missing(none)),
        (8, Some(0), RejectReason::Missing(none)),
        (9, Some(4), RejectReason::TooManyColumns { found: 5, expected: 4 }),
    ];
    let want = want.map(|(line, column, reason)| (line, column, Refusal::Unreadable(reason)));
    let want: Vec<_> = want.iter().map(|(line, column, reason)| (*line, *column, reason)).collect();
    assert_eq!(reasons(&report), want);
    assert_eq!(report.rejected[1].raw, "9,\"Cy\n\",2024-02-01,much");
    assert_eq!((report.rows, report.orders), (6, 1));
    assert_eq!(order_list(&tab), ["Ada 2024-01-31 1.00 USD"], "no customer without an order");
    assert_eq!(records(&tab).0.len(), 1);
}

#[test]
fn what_makes_no_valid_record_is_rejected_as_in_a_form() {
    let tab = Device::new(1).open();
    let long = "n".repeat(201);
    let text = format!(
        "e-mail,customer name,date,amount\n\
         nobody,Ada,2024-01-31,1.00\n\
         a@b.co,{long},2024-01-31,1.00\n\
         a@b.co,Ada,2024-01-31,1.00\n"
    );
    let mut table = table(&text);
    let mut mapping = mapping(Target::Orders, &table);
    mapping.set(0, Some(Field::CustomerKey));
    let options = OrderOptions {
        date_format: DateFormat::Ymd,
        currency: Currency::EUR,
        mark: DecimalMark::Point,
        excess: ExcessDecimals::Reject,
    };
    let plan = ImportPlan::orders(&mapping, options, MatchBy::Email).unwrap();
    let report = block_on(tab.import(&mut table, &plan, "orders.csv", &Rush)).unwrap();
    let problem = |at: usize| match &report.rejected[at].reason {
        Refusal::Invalid(invalid) => invalid.problems.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(report.rejected.len(), 2);
    assert_eq!(problem(0), [("emails", Problem::NotAnEmail("nobody".into()))]);
    assert_eq!(problem(1), [("name", Problem::TooLong(200))]);
    assert_eq!(order_list(&tab), ["Ada 2024-01-31 1.00 EUR"]);
    assert!(named(&tab, "Ada").emails.contains_key("a@b.co"));
}

#[test]
fn when_nothing_is_new_nothing_is_kept() {
    let device = Device::new(1);
    let tab = device.open();
    let before = device.store.contents();
    for text in ["customer id,date,amount\n", "customer id,date,amount\n1,never,2\n2,,3\n"] {
        let report = import_orders(&tab, text, MatchBy::Code);
        assert_eq!((report.accepted(), report.set), (0, None));
    }
    assert_eq!(device.store.contents(), before);
    assert!(tab.last_undoable().is_none());

    let text = "Customer ID,Name,City\n1,Ada,Rome\n";
    assert!(import_customers(&tab, text).set.is_some());
    let before = device.store.contents();
    let again = import_customers(&tab, text);
    assert_eq!((again.rows, again.unchanged, again.set), (1, 1, None));
    assert_eq!(device.store.contents(), before);
}

#[test]
fn a_label_is_kept_where_there_was_none() {
    let device = Device::new(1);
    let tab = device.open();
    let mut ada = customer("Ada");
    ada.code = "A-1".into();
    ada.phones.insert("555-0100".into(), "private".into());
    ada.phones.insert("555-0101".into(), String::new());
    ada.emails.insert("ada@example.org".into(), String::new());
    block_on(tab.save(None, ada.clone(), "")).unwrap();

    let mut table = table(
        "Customer ID,Name,Phone,E-mail,Kind\n\
         A-1,Ada,555-0100;555-0101;555-0102,ada@example.org,home\n",
    );
    let mut mapping = mapping(Target::Customers, &table);
    mapping.set(4, None);
    mapping.hints.labels.insert(2, Label::Text("mobile".into()));
    mapping.hints.labels.insert(3, Label::Column(4));
    let plan = ImportPlan::customers(&mapping, customer_options()).unwrap();
    let mut import = || block_on(tab.import(&mut table, &plan, "a.csv", &Rush)).unwrap();
    assert_eq!(import().updated, 1);
    ada.phones.insert("555-0101".into(), "mobile".into());
    ada.phones.insert("555-0102".into(), "mobile".into());
    ada.emails.insert("ada@example.org".into(), "home".into());
    assert_eq!(named(&tab, "Ada"), ada);
    assert_eq!(import().unchanged, 1);
}

#[test]
fn a_known_code_changes_its_customer_and_undo_restores_them() {
    let device = Device::new(1);
    let tab = device.open();
    let mut ada = customer("Ada");
    ada.code = "A-1".into();
    ada.city = "Turin".into();
    ada.notes = "Likes tea".into();
    ada.phones.insert("555-0100".into(), "mobile".into());
    ada.tags.insert("vip".into(), true);
    block_on(tab.save(None, ada.clone(), "")).unwrap();
    let mut bo = customer("Bo");
    bo.code = "B-1".into();
    block_on(tab.save(None, bo, "")).unwrap();
    block_on(tab.compact(&Rush)).unwrap();
    let before = records(&tab);

    device.clock.advance(1);
    let report = import_customers(
        &tab,
        "Customer ID,Name,City,Phone,Tags,Notes,Stage\n\
         A-1,Ada L.,Rome,555-0100;555-0199,new,,active\n\
         B-1,Bo,,,,,\n\
         C-1,Cy,Oslo,,,,lead\n\
         a-1,Someone else,,,,,\n",
    );
    assert_eq!((report.customers, report.updated, report.unchanged), (2, 1, 1));
    assert_all_accounted_for(&report, report.customers);
    let changed = named(&tab, "Ada L.");
    let mut want = Customer { name: "Ada L.".into(), city: "Rome".into(), ..ada };
    want.phones.insert("555-0199".into(), String::new());
    want.tags.insert("new".into(), true);
    want.stage = Some(model::Stage::Active);
    assert_eq!(changed, want, "empty cells change nothing, labels stay");
    assert_eq!(state(&device.open().image()), state(&tab.image()));

    let set = tab.undoable(report.set.unwrap()).unwrap();
    let summary = Summary::Imported {
        kind: Kind::Customer,
        created: 2,
        changed: 1,
        file: "customers.csv".into(),
    };
    assert_eq!(set.summary, summary);
    assert!(set.edits.iter().all(|e| matches!(e, Edit::Created { .. } | Edit::Overwrote { .. })));
    let undone = block_on(tab.undo(set.id)).unwrap();
    assert_eq!(records(&tab), before);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(named(&tab, "Ada L."), want);
    assert_eq!(records(&tab).0.len(), 4);
}

#[test]
fn an_update_holds_though_the_record_is_from_the_future() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW + 90_000_000_000, counter: 0, device: DeviceId(9) };
    let record = Customer { code: "1".into(), city: "Rome".into(), ..customer("Ada") };
    let row = Row::created(Id::from_bytes([9; 16]), stamp, record);
    let rows = Rows { customers: [row].into(), ..Rows::default() };
    block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    import_customers(&tab, "Customer ID,Name,City\n1,Ada,Oslo\n");
    assert_eq!(named(&tab, "Ada").city, "Oslo");
    assert_eq!(named(&device.open(), "Ada").city, "Oslo");
}

#[test]
fn rows_with_one_code_make_one_customer() {
    let tab = Device::new(1).open();
    let report = import_customers(
        &tab,
        "Customer ID,Name,City,Phone\n\
         1,Ada,Rome,555-0100\n\
         1,Ada,,555-0101\n\
         -,Bo,,\n\
         -,Cy,,\n\
         ,Bo,,\n",
    );
    assert_eq!((report.customers, report.repeated), (4, 1));
    assert_all_accounted_for(&report, report.customers);
    let ada = named(&tab, "Ada");
    assert_eq!((ada.city.as_str(), ada.phones.len()), ("Rome", 2));

    let again = import_customers(&tab, "Customer ID,Name,City\n1,Ada,Oslo\n1,Ada L.,\n");
    assert_eq!((again.updated, again.repeated), (1, 1));
    assert_all_accounted_for(&again, 0);
    assert_eq!(named(&tab, "Ada L.").city, "Oslo");
}

#[test]
fn orders_find_their_customers_by_number_name_address_or_telephone() {
    for (by, header, key) in [
        (MatchBy::Code, "customer id", "A-1"),
        (MatchBy::Name, "customer name", " ada  LOVELACE "),
        (MatchBy::Email, "customer id", "ADA@example.org"),
        (MatchBy::Phone, "customer id", "(555) 0100"),
    ] {
        let tab = Device::new(1).open();
        let mut ada = customer("Ada Lovelace");
        ada.code = "A-1".into();
        ada.emails.insert("ada@example.org".into(), String::new());
        ada.phones.insert("555-0100".into(), String::new());
        block_on(tab.save(None, ada, "")).unwrap();
        let deleted = block_on(tab.save(None, customer("ADA LOVELACE"), "")).unwrap();
        block_on(tab.delete(Kind::Customer, &[deleted.id], "")).unwrap();

        let text = format!("{header},date,amount\n{key},2024-01-31,1.00\n{key},2024-01-31,2.00\n");
        let report = import_orders(&tab, &text, by);
        assert_eq!((report.customers, report.orders), (0, 2), "{by:?}");
        let want = ["Ada Lovelace 2024-01-31 1.00 USD", "Ada Lovelace 2024-01-31 2.00 USD"];
        assert_eq!(order_list(&tab), want, "{by:?}");
    }
}

#[test]
fn unknown_customers_are_created_with_what_tells_them() {
    let unknown = "customer id,customer name,date,amount\n";
    for (by, rows, want) in [
        (
            MatchBy::Code,
            "7,Ada,2024-01-31,1\n7,Ada,2024-02-01,2\n8,,2024-01-31,3\n,Ada,2024-02-02,4\n,Bo,2024-01-31,5\n",
            vec![("8", "8"), ("Ada", "7"), ("Bo", "")],
        ),
        (
            MatchBy::Name,
            "7,Ada,2024-01-31,1\n,ada,2024-02-01,2\nBo,,2024-01-31,3\n",
            vec![("Ada", "7"), ("Bo", "")],
        ),
    ] {
        let tab = Device::new(1).open();
        let report = import_orders(&tab, &format!("{unknown}{rows}"), by);
        assert_eq!(report.orders, report.rows);
        let (customers, _) = records(&tab);
        let mut found: Vec<_> =
            customers.values().map(|c| (c.name.as_str(), c.code.as_str())).collect();
        found.sort();
        assert_eq!(found, want, "{by:?}");
    }
    let tab = Device::new(1).open();
    import_orders(&tab, &format!("{unknown}13800138000,李雷,2024-01-31,1\n"), MatchBy::Phone);
    assert!(named(&tab, "李雷").phones.contains_key("13800138000"));
}

#[test]
fn nobody_guesses_between_two_customers() {
    let tab = Device::new(1).open();
    for name in ["Jo", "JO", "Ada"] {
        block_on(tab.save(None, customer(name), "")).unwrap();
    }
    let text = "customer name,date,amount\njo,2024-01-31,1\nAda,2024-01-31,1\n";
    let report = import_orders(&tab, text, MatchBy::Name);
    let ambiguous = Refusal::Ambiguous { key: "jo".into() };
    assert_eq!(reasons(&report), [(2, Some(0), &ambiguous)]);
    assert_eq!(order_list(&tab), ["Ada 2024-01-31 1.00 USD"]);

    for name in ["Cy", "Di"] {
        let record = Customer { code: "1".into(), ..customer(name) };
        block_on(tab.save(None, record, "")).unwrap();
    }
    let report = import_customers(&tab, "Customer ID,Name\n1,Eve\n");
    assert_eq!(reasons(&report), [(2, Some(0), &Refusal::Ambiguous { key: "1".into() })]);
}

#[test]
fn orders_with_numbers_are_known_again() {
    let device = Device::new(1);
    let tab = device.open();
    let head = "order number,customer id,date,amount,item\n";
    let first = format!(
        "{head}N1,1,2024-01-31,1.00,tea\nN2,1,2024-01-31,2.00,\nN1,2,2024-01-31,3.00,\n\
         N3,1,2024-02-01,4.00,tea\nN3,1,2024-02-01,4.00,tea\nN3,1,2024-02-01,5.00,cup\n"
    );
    let report = import_orders(&tab, &first, MatchBy::Code);
    assert_eq!((report.orders, report.customers), (6, 2));
    let before = records(&tab);
    let contents = device.store.contents();

    let again = import_orders(&tab, &first, MatchBy::Code);
    assert_eq!((again.rows, again.unchanged, again.set), (6, 6, None));
    assert_eq!(device.store.contents(), contents);

    let changed = format!(
        "{head}N2,1,2024-01-31,2.50,\nN3,1,2024-02-01,4.00,tea\nN4,1,2024-02-02,6.00,\n\
         N1,3,2024-01-31,1.00,\n"
    );
    let report = import_orders(&tab, &changed, MatchBy::Code);
    let counts = (report.orders, report.customers, report.updated, report.unchanged);
    assert_eq!(counts, (2, 1, 1, 1));
    assert_all_accounted_for(&report, report.orders);
    assert_eq!(
        order_list(&tab),
        [
            "1 2024-01-31 1.00 USD N1",
            "1 2024-01-31 2.50 USD N2",
            "1 2024-02-01 4.00 USD N3",
            "1 2024-02-01 4.00 USD N3",
            "1 2024-02-01 5.00 USD N3",
            "1 2024-02-02 6.00 USD N4",
            "2 2024-01-31 3.00 USD N1",
            "3 2024-01-31 1.00 USD N1",
        ]
    );
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(records(&tab), before);
}

#[test]
fn a_deleted_order_is_not_known_again() {
    let tab = Device::new(1).open();
    let text = "order number,customer id,date,amount\nN1,1,2024-01-31,1.00\n";
    import_orders(&tab, text, MatchBy::Code);
    let id = *records(&tab).1.keys().next().unwrap();
    block_on(tab.delete(Kind::Order, &[id], "")).unwrap();
    let report = import_orders(&tab, text, MatchBy::Code);
    assert_eq!((report.orders, report.customers, report.unchanged), (1, 0, 0));
}

/// Pauses at every chance, and says stop at one of them.
struct StopAt {
    left: Cell<usize>,
    seen: std::cell::RefCell<Vec<Progress>>,
}

impl StopAt {
    fn new(left: usize) -> Self {
        Self { left: Cell::new(left), seen: Default::default() }
    }
}

impl Pace for StopAt {
    fn due(&self) -> bool {
        true
    }

    fn pause<'a>(
        &'a self,
        progress: Progress,
    ) -> Pin<Box<dyn Future<Output = Result<(), Cancelled>> + 'a>> {
        self.seen.borrow_mut().push(progress);
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        Box::pin(ready(if left == 0 { Err(Cancelled) } else { Ok(()) }))
    }
}

/// A workspace with an order, and a file that changes it and brings many new ones.
fn many() -> (Device, Tab, Table) {
    let device = Device::new(1);
    let tab = device.open();
    let ada = Customer { code: "0".into(), ..customer("Ada") };
    let ada = block_on(tab.save(None, ada, "")).unwrap().id;
    let old = Order { number: "N0".into(), ..order(ada, "2024-01-31", usd(100)) };
    block_on(tab.save(None, old, "")).unwrap();
    let mut text = "order number,customer id,date,amount\n".to_owned();
    for n in 0..1_200 {
        text.push_str(&format!("N{n},{},2024-01-31,{n}.00\n", n % 700));
    }
    (device, tab, table(&text))
}

#[test]
fn an_import_stops_where_it_may_and_nowhere_else() {
    let mut steps = std::collections::BTreeSet::new();
    for stop in 0.. {
        let (device, tab, mut table) = many();
        let plan = orders_plan(&table, MatchBy::Code);
        let before = (device.store.contents(), state(&tab.image()), tab.last_undoable());
        let pace = StopAt::new(stop);
        let outcome = block_on(tab.import(&mut table, &plan, "orders.csv", &pace));
        let Some(stopped) = pace.seen.borrow().get(stop).copied() else {
            assert_eq!(outcome.unwrap().orders, 1_199);
            break;
        };
        steps.insert(format!("{:?}", stopped.step));
        if stopped.step == Step::Applying {
            assert_eq!(outcome.unwrap().orders, 1_199);
            continue;
        }
        assert_eq!(outcome, Err(CommandError::Cancelled(Cancelled)));
        let after = (device.store.contents(), state(&tab.image()), tab.last_undoable());
        assert_eq!(after, before, "{stopped:?}");
        let report = block_on(tab.import(&mut table, &plan, "orders.csv", &Rush)).unwrap();
        assert_eq!((report.rows, report.orders, report.updated), (1_200, 1_199, 1));
    }
    let steps: Vec<_> = steps.iter().map(String::as_str).collect();
    assert_eq!(steps, ["Applying", "Matching", "Packing", "Reading", "Saving"]);
}

#[test]
fn progress_never_passes_the_whole() {
    let (_, tab, mut table) = many();
    let plan = orders_plan(&table, MatchBy::Code);
    let pace = StopAt::new(usize::MAX);
    block_on(tab.import(&mut table, &plan, "orders.csv", &pace)).unwrap();
    let seen = pace.seen.into_inner();
    assert!(seen.iter().all(|p| p.done <= p.total), "{seen:?}");
    let reading = seen.iter().filter(|p| p.step == Step::Reading);
    assert!(reading.clone().is_sorted_by(|a, b| a.done < b.done));
    assert!(reading.clone().count() >= 2);
    assert!(reading.clone().all(|p| p.total == table.bytes_total()));
}

#[test]
fn a_failed_write_leaves_everything_as_it_was() {
    let (device, tab, mut table) = many();
    let plan = orders_plan(&table, MatchBy::Code);
    let before = (device.store.contents(), state(&tab.image()));
    device.store.fail_after(3);
    let outcome = block_on(tab.import(&mut table, &plan, "orders.csv", &Rush));
    assert!(matches!(outcome, Err(CommandError::Store(StoreError::Full(_)))));
    assert_eq!((device.store.contents(), state(&tab.image())), before);
}

/// Cells of which some read and some do not.
fn cells(of: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(of)
}

fn order_rows() -> impl Strategy<Value = Vec<[&'static str; 5]>> {
    let row = (
        cells(&["", "1", "2", "3", "NULL", "1.38E+10"]),
        cells(&["", "Ada", "ada ", "Bo", "-"]),
        cells(&["", "N1", "N2"]),
        cells(&["2024-01-31", "2024-02-01", "2024-01-31", "31.01.24", ""]),
        cells(&["1.00", "0", "-2.50", "1.00", "x", "\"1,000.25\""]),
    );
    prop::collection::vec(row.prop_map(|(a, b, c, d, e)| [a, b, c, d, e]), 0..40)
}

fn customer_rows() -> impl Strategy<Value = Vec<[&'static str; 5]>> {
    let row = (
        cells(&["", "1", "2", "3", "-", "1.38E+10"]),
        cells(&["Ada", "Bo", "Cy", ""]),
        cells(&["", "Rome", "Oslo"]),
        cells(&["", "555-0100", "555-0101;555-0100", "call me"]),
        cells(&["", "active", "lead", "banana"]),
    );
    prop::collection::vec(row.prop_map(|(a, b, c, d, e)| [a, b, c, d, e]), 0..40)
}

fn file(head: &str, rows: &[[&str; 5]]) -> String {
    let lines = rows.iter().map(|row| row.join(","));
    std::iter::once(head.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

fn is_blank(row: &[&str; 5]) -> bool {
    row.iter().all(|cell| cell.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_row_goes_somewhere_and_undo_brings_everything_back(
        files in prop::collection::vec((any::<bool>(), order_rows(), customer_rows(), 0..3usize), 1..4),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let mut history = vec![(None, records(&tab))];
        for (is_orders, orders, customers, by) in files {
            device.clock.advance(1);
            let report = if is_orders {
                let by = [MatchBy::Code, MatchBy::Name, MatchBy::Code][by];
                let head = "customer id,customer name,order number,date,amount";
                let report = import_orders(&tab, &file(head, &orders), by);
                prop_assert_eq!(report.rows, orders.iter().filter(|row| !is_blank(row)).count());
                assert_all_accounted_for(&report, report.orders);
                report
            } else {
                let head = "Customer ID,Name,City,Phone,Stage";
                let report = import_customers(&tab, &file(head, &customers));
                prop_assert_eq!(report.rows, customers.iter().filter(|row| !is_blank(row)).count());
                prop_assert_eq!(report.orders, 0);
                assert_all_accounted_for(&report, report.customers);
                report
            };
            prop_assert!(report.rejected.is_sorted_by_key(|rejected| rejected.line));
            let nothing_new = report.customers + report.orders + report.updated == 0;
            prop_assert_eq!(report.set.is_none(), nothing_new);
            prop_assert_eq!(&state(&tab.image()).derived, &worked_out(&tab.image()));
            history.push((report.set, records(&tab)));
        }
        prop_assert_eq!(state(&device.open().image()), state(&tab.image()));
        while let Some((set, after)) = history.pop() {
            prop_assert_eq!(records(&tab), after);
            if let Some(set) = set {
                device.clock.advance(1);
                block_on(tab.undo(set)).unwrap();
            }
        }
    }

    #[test]
    fn orders_are_what_a_row_by_row_reading_says(rows in order_rows()) {
        let codes = ["1", "2", "3", "4"];
        let rows = rows.into_iter().enumerate().map(|(at, [_, name, number, on, amount])| {
            [codes[at * at % 4], name, number, on, amount]
        });
        let rows: Vec<_> = rows.collect();
        let tab = Device::new(1).open();
        let head = "customer id,customer name,order number,date,amount";
        import_orders(&tab, &file(head, &rows), MatchBy::Code);

        let mut names = BTreeMap::new();
        let mut want = Vec::new();
        for [code, name, number, on, amount] in rows {
            if !on.starts_with("2024") || amount == "x" {
                continue;
            }
            let name = if matches!(name, "" | "-") { code } else { name.trim() };
            let name = *names.entry(code).or_insert(name);
            let amount = money(&format!("{} USD", amount.trim_matches('"')));
            want.push(format!("{name} {on} {amount} {number}").trim_end().to_owned());
        }
        want.sort();
        prop_assert_eq!(order_list(&tab), want);
        prop_assert_eq!(records(&tab).0.len(), names.len());
    }
}

//! Files about records that are here already: which rows are taken, what becomes of values
//! that stand there, fields people added, what a trial run says, and the way back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use interchange::csv::cell::{DateFormat, ExcessDecimals};
use interchange::csv::reader::{CustomerOptions, OrderOptions};
use interchange::csv::{
    CustomColumn, Field, Mapping, Notations, RejectReason, Table, TableOptions, Target, ValueTable,
};
use model::{
    Currency, CustomField, CustomType, Customer, DecimalMark, Entity, Id, Kind, Order, Settings,
};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::{
    Decision, Decisions, ImportMode, ImportPlan, ImportPreview, ImportReport, ImportRules, MatchBy,
    Refusal, Rule,
};
use workspace::{CommandError, MemoryStore, Rush, Workspace};

use common::state::{state, worked_out};
use common::{Device, customer, day, order, usd};

type Tab = Workspace<MemoryStore>;

fn table(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

fn guess(target: Target, table: &Table) -> Mapping {
    Mapping::guess(target, table.headers(), &table.sample(100))
}

fn customers_by(mapping: &Mapping, rules: ImportRules) -> ImportPlan {
    let options = CustomerOptions {
        birthday_format: DateFormat::Ymd,
        since_format: DateFormat::Ymd,
        values: ValueTable::new(),
    };
    ImportPlan::customers(mapping, options).unwrap().with_rules(rules)
}

fn orders_by(mapping: &Mapping, rules: ImportRules) -> ImportPlan {
    let options = OrderOptions {
        date_format: DateFormat::Ymd,
        currency: Currency::USD,
        mark: DecimalMark::Point,
        excess: ExcessDecimals::Reject,
    };
    ImportPlan::orders(mapping, options, MatchBy::Code).unwrap().with_rules(rules)
}

fn import(tab: &Tab, text: &str, target: Target, rules: &ImportRules) -> ImportReport {
    let mut table = table(text);
    let mapping = guess(target, &table);
    let plan = match target {
        Target::Customers => customers_by(&mapping, rules.clone()),
        Target::Orders => orders_by(&mapping, rules.clone()),
        Target::Interactions => panic!("those have tests of their own"),
    };
    block_on(tab.import(&mut table, &plan, "file.csv", &Rush)).unwrap()
}

fn import_customers(tab: &Tab, text: &str, rules: &ImportRules) -> ImportReport {
    import(tab, text, Target::Customers, rules)
}

fn counts(report: &ImportReport) -> [usize; 6] {
    let created = report.customers + report.orders;
    let ImportReport { updated, unchanged, repeated, skipped, rejected, .. } = report;
    [created, *updated, *unchanged, *repeated, *skipped, rejected.len()]
}

fn live<T: Entity>(table: &workspace::Table<T>) -> BTreeMap<Id, T> {
    table.iter().map(|(_, row)| (row.id, row.record.clone())).collect()
}

/// What people see.
fn records(tab: &Tab) -> (BTreeMap<Id, Customer>, BTreeMap<Id, Order>, Settings) {
    let image = tab.image();
    (live(&image.tables.customers), live(&image.tables.orders), image.settings().clone())
}

fn named(tab: &Tab, name: &str) -> Customer {
    let found: Vec<_> = records(tab).0.into_values().filter(|one| one.name == name).collect();
    let [one] = <[Customer; 1]>::try_from(found).unwrap_or_else(|all| panic!("{name}: {all:?}"));
    one
}

fn labels(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect()
}

fn ada() -> Customer {
    Customer {
        code: "A-1".into(),
        city: "Turin".into(),
        phones: labels(&[("555-0100", "mobile")]),
        emails: labels(&[("ada@example.org", "home")]),
        tags: [("vip".to_owned(), true)].into(),
        ..customer("Ada")
    }
}

fn with_ada() -> (Device, Tab) {
    let device = Device::new(1);
    let tab = device.open();
    block_on(tab.save(None, ada(), "")).unwrap();
    (device, tab)
}

fn rules(mode: ImportMode, key: MatchBy) -> ImportRules {
    ImportRules { mode, key, ..ImportRules::default() }
}

#[test]
fn the_mode_says_which_rows_are_taken() {
    let text = "Customer ID,Name,City\nA-1,Ada,Rome\nB-1,Bo,Oslo\nB-1,Bo,Bergen\n,Cy,\nD-1,,x\n";
    for (mode, want, city, others) in [
        (ImportMode::Both, [2, 1, 0, 1, 0, 1], "Rome", 2),
        (ImportMode::CreateOnly, [2, 0, 0, 1, 1, 1], "Turin", 2),
        (ImportMode::UpdateOnly, [0, 1, 0, 0, 3, 1], "Rome", 0),
    ] {
        let (_, tab) = with_ada();
        let report = import_customers(&tab, text, &rules(mode, MatchBy::Code));
        assert_eq!(counts(&report), want, "{mode:?}");
        assert_eq!(report.accepted(), report.rows - 1 - report.skipped);
        assert_eq!(named(&tab, "Ada").city, city, "{mode:?}");
        assert_eq!(records(&tab).0.len(), 1 + others);
    }
}

#[test]
fn a_file_of_nothing_but_skipped_rows_changes_nothing() {
    let (device, tab) = with_ada();
    let before = device.store.contents();
    let rules = rules(ImportMode::UpdateOnly, MatchBy::Email);
    let report = import_customers(&tab, "Name,E-mail\nBo,bo@example.org\nCy,\n", &rules);
    assert_eq!((counts(&report), report.set), ([0, 0, 0, 0, 2, 0], None));
    assert_eq!(device.store.contents(), before);
}

#[test]
fn customers_are_found_by_what_the_plan_says() {
    for (key, row, want) in [
        (MatchBy::Code, "A-1,A. L.,,", "A. L."),
        (MatchBy::Name, "X-9, aDA ,,", "aDA"),
        (MatchBy::Email, ",A. L.,ADA@Example.org,", "A. L."),
        (MatchBy::Email, ",A. L.,new@example.org;ada@example.org,", "A. L."),
        (MatchBy::Phone, ",A. L.,,(555) 0100", "A. L."),
    ] {
        let (_, tab) = with_ada();
        let text = format!("Customer ID,Name,E-mail,Phone\n{row}\n");
        let report = import_customers(&tab, &text, &rules(ImportMode::Both, key));
        assert_eq!(counts(&report)[..2], [0, 1], "{key:?} {row}");
        let found = named(&tab, want);
        assert_eq!(found.city, "Turin");
        let emails = if row.contains("new@") { 2 } else { 1 };
        assert_eq!(found.emails.len(), emails, "one address, however it is written");
        assert_eq!(found.phones.len(), 1, "one number, however it is written");
    }
    // Without the key nobody is found, whatever else is the same.
    let (_, tab) = with_ada();
    let text = "Customer ID,Name,E-mail\nA-1,Ada,\n";
    let report = import_customers(&tab, text, &rules(ImportMode::Both, MatchBy::Email));
    assert_eq!(counts(&report)[..2], [1, 0]);
}

#[test]
fn a_key_of_several_customers_rejects_the_row() {
    let (_, tab) = with_ada();
    let bo = Customer { emails: labels(&[("bo@example.org", "")]), ..customer("Bo") };
    block_on(tab.save(None, bo, "")).unwrap();
    let eve = Customer { emails: labels(&[("BO@example.org", "")]), ..customer("Eve") };
    block_on(tab.save(None, eve, "")).unwrap();
    let text = "Name,E-mail\nBo,bo@example.org\nAda,ada@example.org;x@example.org\n\
        Ada,x@example.org\nAda,ada@example.org;y@example.org\nWho,new@example.org;z@example.org\n\
        Who,z@example.org\nMix,new@example.org;ada@example.org\n";
    let report = import_customers(&tab, text, &rules(ImportMode::Both, MatchBy::Email));
    let ambiguous = |key: &str| Refusal::Ambiguous { key: key.into() };
    let found: Vec<_> = report.rejected.iter().map(|r| (r.line, r.column, &r.reason)).collect();
    assert_eq!(
        found,
        [(2, Some(1), &ambiguous("bo@example.org")), (8, Some(1), &ambiguous("ada@example.org")),],
    );
    // Addresses that the file tells are known to its later rows.
    assert_eq!(counts(&report), [1, 1, 0, 3, 0, 2]);
    assert_eq!(named(&tab, "Ada").emails.len(), 3);
}

#[test]
fn each_field_follows_its_rule() {
    let text = "Customer ID,First name,Last name,City,Country,Stage,Since\n\
        A-1,Ada,Lovelace,Rome,Italy,active,2024-01-31\n";
    for (rule, name, city, country) in [
        (Rule::Overwrite, "Ada Lovelace", "Rome", "Italy"),
        (Rule::Add, "Ada Lovelace", "Rome", "Italy"),
        (Rule::FillEmpty, "Ada", "Turin", "Italy"),
        (Rule::Skip, "Ada", "Turin", ""),
    ] {
        let (_, tab) = with_ada();
        let mut rules = ImportRules::default();
        for field in [Field::GivenName, Field::City, Field::Country, Field::Stage] {
            rules.set(field, rule);
        }
        let report = import_customers(&tab, text, &rules);
        assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0]);
        let found = named(&tab, name);
        assert_eq!((found.city.as_str(), found.country.as_str()), (city, country), "{rule:?}");
        assert_eq!(found.stage.is_some(), rule != Rule::Skip, "{rule:?}");
        assert_eq!(found.since, Some(day("2024-01-31")), "nothing was said of it");
    }
    // A new record takes everything.
    let (_, tab) = with_ada();
    let mut rules = ImportRules::default();
    rules.set(Field::City, Rule::Skip);
    import_customers(&tab, "Customer ID,Name,City\nB-1,Bo,Oslo\nA-1,Ada,Rome\n", &rules);
    assert_eq!((named(&tab, "Bo").city, named(&tab, "Ada").city), ("Oslo".into(), "Turin".into()));
}

#[test]
fn a_rule_that_leaves_everything_alone_finds_everything_unchanged() {
    let (device, tab) = with_ada();
    let before = device.store.contents();
    let mut rules = ImportRules::default();
    for field in [Field::Name, Field::City, Field::Tags] {
        rules.set(field, Rule::Skip);
    }
    let report = import_customers(&tab, "Customer ID,Name,City,Tags\nA-1,A. L.,Rome,new\n", &rules);
    assert_eq!((counts(&report), report.set), ([0, 0, 1, 0, 0, 0], None));
    assert_eq!(device.store.contents(), before);
}

#[test]
fn lists_are_added_to_replaced_filled_or_left() {
    let text = "Customer ID,Name,Phone,E-mail,Tags\n\
        A-1,Ada,555-0101;555-0100,,new\nA-1,Ada,555-0102,a@b.co,newer\n";
    for (rule, phones, emails, tags) in [
        (
            Rule::Add,
            &["555-0100", "555-0101", "555-0102"] as &[&str],
            2,
            &["new", "newer", "vip"] as &[&str],
        ),
        (Rule::Overwrite, &["555-0100", "555-0101", "555-0102"], 1, &["new", "newer"]),
        (Rule::FillEmpty, &["555-0100"], 1, &["vip"]),
        (Rule::Skip, &["555-0100"], 1, &["vip"]),
    ] {
        let (_, tab) = with_ada();
        let mut rules = ImportRules::default();
        for field in [Field::Phone, Field::Email, Field::Tags] {
            rules.set(field, rule);
        }
        import_customers(&tab, text, &rules);
        let ada = named(&tab, "Ada");
        assert_eq!(ada.phones.keys().collect::<Vec<_>>(), phones, "{rule:?}");
        assert_eq!(ada.phones["555-0100"], "mobile", "a label that is there stays");
        assert_eq!(ada.emails.len(), emails, "{rule:?}");
        assert_eq!(ada.emails.contains_key("a@b.co"), matches!(rule, Rule::Add | Rule::Overwrite));
        assert_eq!(ada.tags.keys().collect::<Vec<_>>(), tags, "{rule:?}");
    }
    // An empty list is filled by all rows, not only the first.
    let (_, tab) = with_ada();
    let mut rules = ImportRules::default();
    rules.set(Field::Phone, Rule::FillEmpty);
    block_on(tab.save(None, Customer { code: "B".into(), ..customer("Bo") }, "")).unwrap();
    import_customers(&tab, "Customer ID,Name,Phone\nB,Bo,555-0103\nB,Bo,555-0104\n", &rules);
    assert_eq!(named(&tab, "Bo").phones.len(), 2);
}

#[test]
fn a_customer_joined_with_another_keeps_its_name() {
    let (_, tab) = with_ada();
    let other = block_on(tab.save(None, customer("A. Lovelace"), "")).unwrap().id;
    let ada = records(&tab).0.into_iter().find(|(_, c)| c.name == "Ada").unwrap().0;
    let kept = ada.min(other);
    let wanted = records(&tab).0[&kept].clone();
    block_on(tab.merge_customers(ada, other, &wanted)).unwrap();
    let name = wanted.name;
    for alias in ["Ada", "A. Lovelace"] {
        let text = format!("Name,City\n{alias},Rome\n");
        let report = import_customers(&tab, &text, &rules(ImportMode::UpdateOnly, MatchBy::Name));
        assert_eq!(counts(&report)[4..], [0, 0], "{alias}");
        assert_eq!(named(&tab, &name).city, "Rome", "{alias}");
    }
}

#[test]
fn orders_follow_mode_and_rules_too() {
    let head = "order number,customer id,date,amount,item,note\n";
    let text = format!(
        "{head}N1,A-1,2024-02-01,9.00,tea,fresh\nN2,A-1,2024-02-01,2.00,,\nN3,Z-1,2024-02-01,3.00,,\n"
    );
    for (mode, want, amount, people) in [
        (ImportMode::Both, [3, 1, 0, 0, 0, 0], 900, 2),
        (ImportMode::CreateOnly, [3, 0, 0, 0, 1, 0], 100, 2),
        (ImportMode::UpdateOnly, [0, 1, 0, 0, 2, 0], 900, 1),
    ] {
        let (_, tab) = with_ada();
        let ada = *records(&tab).0.keys().next().unwrap();
        let old = Order { number: "N1".into(), ..order(ada, "2024-01-31", usd(100)) };
        block_on(tab.save(None, old.clone(), "")).unwrap();
        let mut rules = rules(mode, MatchBy::Code);
        rules.set(Field::Date, Rule::FillEmpty);
        rules.set(Field::Note, Rule::Skip);
        let report = import(&tab, &text, Target::Orders, &rules);
        assert_eq!(counts(&report), want, "{mode:?}");
        let orders = records(&tab).1;
        let first = orders.into_values().find(|order| order.number == "N1").unwrap();
        assert_eq!((first.day, first.amount), (Some(day("2024-01-31")), Some(usd(amount))));
        assert_eq!((first.notes.as_str(), first.lines.len()), ("", usize::from(amount == 900)));
        assert_eq!(records(&tab).0.len(), people, "nobody without an order");
    }
}

fn custom(key: &str, name: &str, holds: CustomType, choices: &[&str]) -> CustomColumn {
    let choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
    let (on, name) = ("customer".to_owned(), name.to_owned());
    let field = CustomField { on, name, holds, choices, place: 0, retired: false, listed: false };
    CustomColumn { key: key.to_owned(), field }
}

fn european() -> Notations {
    Notations {
        date: DateFormat::Dmy,
        mark: DecimalMark::Comma,
        currency: Currency::EUR,
        excess: ExcessDecimals::Reject,
    }
}

const PETS: &str = "Customer ID;Name;Shoe size;Colour;Joined;Fee;Likes;Unused\n\
    A-1;Ada;42,5;blue;31.01.2024;9,50;tea, cake;\n\
    B-1;Bo;38;Green;;;Tea;-\n\
    C-1;Cy;large;mauve;;;;\n\
    D-1;Di;40;GREEN;;;;\n";

fn pets(table: &Table) -> ImportPlan {
    let mut mapping = guess(Target::Customers, table);
    mapping.set_custom(2, custom("shoe_size", "Shoe size", CustomType::Number, &[]));
    mapping.set_custom(3, custom("colour", "Any name", CustomType::Text, &[]));
    mapping.set_custom(4, custom("joined", "Joined", CustomType::Day, &[]));
    mapping.set_custom(5, custom("fee", "Fee", CustomType::Money, &[]));
    mapping.set_custom(6, custom("likes", "Likes", CustomType::Choices, &[]));
    mapping.set_custom(7, custom("unused", "Unused", CustomType::Number, &[]));
    let mut rules = ImportRules::default();
    rules.custom.insert("joined".into(), Rule::FillEmpty);
    customers_by(&mapping, rules).with_notations(european())
}

/// A workspace whose customers have a colour already.
fn with_colours() -> (Device, Tab) {
    let (device, tab) = with_ada();
    let colour = custom("colour", "Colour", CustomType::Choice, &["Red", "Blue"]).field;
    let retired = CustomField { retired: true, ..colour };
    let settings =
        Settings { fields: [("colour".to_owned(), retired)].into(), ..Settings::default() };
    block_on(tab.save_settings(settings)).unwrap();
    let (id, ada) = records(&tab).0.into_iter().next().unwrap();
    let custom = labels(&[("joined", "2020-01-01"), ("likes/wine", "")]);
    block_on(tab.save(Some(id), Customer { custom, ..ada }, "")).unwrap();
    (device, tab)
}

#[test]
fn columns_become_fields_of_their_own_and_one_undo_takes_all_back() {
    let (device, tab) = with_colours();
    let before = records(&tab);
    let journal = device.store.contents().journal.len();
    let mut table = table(PETS);
    let plan = pets(&table);
    let report = block_on(tab.import(&mut table, &plan, "pets.csv", &Rush)).unwrap();
    assert_eq!(counts(&report), [2, 1, 0, 0, 0, 1]);
    let rejected = &report.rejected[0];
    let reason = RejectReason::NotOfField {
        name: "Shoe size".into(),
        holds: CustomType::Number,
        text: "large".into(),
    };
    let want = (4, Some(2), &Refusal::Unreadable(reason));
    assert_eq!((rejected.line, rejected.column, &rejected.reason), want);

    assert_eq!(
        named(&tab, "Ada").custom,
        labels(&[
            ("colour", "Blue"),
            ("fee", "9.50 EUR"),
            ("joined", "2020-01-01"),
            ("likes/cake", ""),
            ("likes/tea", ""),
            ("likes/wine", ""),
            ("shoe_size", "42.5"),
        ])
    );
    assert_eq!(
        named(&tab, "Bo").custom,
        labels(&[("colour", "Green"), ("likes/tea", ""), ("shoe_size", "38")])
    );
    assert_eq!(named(&tab, "Di").custom["colour"], "Green");
    let fields = records(&tab).2.fields;
    let names: Vec<_> =
        fields.iter().map(|(key, field)| (key.as_str(), field.holds.code())).collect();
    let want = [
        ("colour", "choice"),
        ("fee", "money"),
        ("joined", "day"),
        ("likes", "choices"),
        ("shoe_size", "number"),
    ];
    assert_eq!(names, want, "a field nobody has a value for is not made");
    assert_eq!(fields["colour"].choices, ["Red", "Blue", "Green"], "not that of a rejected row");
    assert_eq!((fields["colour"].name.as_str(), fields["colour"].retired), ("Colour", false));
    assert_eq!(fields["likes"].choices, ["tea", "cake"]);

    assert_eq!(device.store.contents().journal.len(), journal + 1, "all of it is one change set");
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    let after = records(&tab);
    device.clock.advance(1);
    let undone = block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(records(&tab), before);
    device.clock.advance(1);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(records(&tab), after);
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn the_first_fields_of_a_workspace_without_settings_come_and_go_too() {
    let device = Device::new(1);
    let tab = device.open();
    let mut table = table("Name,Hat\nAda,7\n");
    let mut mapping = guess(Target::Customers, &table);
    mapping.set_custom(1, custom("hat", "Hat", CustomType::Number, &[]));
    let plan = customers_by(&mapping, ImportRules::default());
    let report = block_on(tab.import(&mut table, &plan, "hats.csv", &Rush)).unwrap();
    assert_eq!(records(&tab).2.fields["hat"].holds, CustomType::Number);
    assert_eq!((report.updated, report.customers), (0, 1), "settings are no record of the file");
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    device.clock.advance(1);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(records(&tab), Default::default());
}

#[test]
fn fields_of_a_file_do_not_bring_back_settings_that_were_taken_back() {
    let device = Device::new(1);
    let tab = device.open();
    let old = Settings { name: "Old".into(), ..Settings::default() };
    block_on(tab.save_settings(old)).unwrap();
    block_on(tab.delete(Kind::Settings, &[Settings::ID], "")).unwrap();
    let mut table = table("Name,Hat\nAda,7\n");
    let mut mapping = guess(Target::Customers, &table);
    mapping.set_custom(1, custom("hat", "Hat", CustomType::Number, &[]));
    let plan = customers_by(&mapping, ImportRules::default());
    let report = block_on(tab.import(&mut table, &plan, "hats.csv", &Rush)).unwrap();
    let settings = records(&tab).2;
    assert_eq!((settings.name.as_str(), settings.fields.len()), ("", 1));
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    device.clock.advance(1);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(records(&tab), Default::default());
}

#[test]
fn an_order_has_fields_of_its_own_under_keys_of_its_own() {
    let (_, tab) = with_colours();
    let mut table = table("customer id,date,amount,Colour\nA-1,2024-01-31,1.00,red\n");
    let mut mapping = guess(Target::Orders, &table);
    mapping.set_custom(3, custom("colour", "Colour", CustomType::Text, &[]));
    let plan = orders_by(&mapping, ImportRules::default());
    block_on(tab.import(&mut table, &plan, "orders.csv", &Rush)).unwrap();
    let (_, orders, settings) = records(&tab);
    let order = orders.into_values().next().unwrap();
    assert_eq!(order.custom, labels(&[("colour_order", "red")]));
    assert_eq!(settings.fields["colour_order"].on, "order");
    assert_eq!(settings.fields["colour"].on, "customer");
}

#[test]
fn more_fields_than_there_can_be_are_refused_whole() {
    let (device, tab) = with_ada();
    let head: String = (0..201).fold("Name".to_owned(), |mut head, n| {
        let _ = write!(head, ",x{n}");
        head
    });
    let mut table = table(&format!("{head}\nAda,1\n"));
    let mut mapping = guess(Target::Customers, &table);
    for n in 0..201 {
        mapping.set_custom(n + 1, custom(&format!("x{n}"), "X", CustomType::Text, &[]));
    }
    let before = device.store.contents();
    let plan = customers_by(&mapping, ImportRules::default());
    let refused = block_on(tab.import(&mut table, &plan, "wide.csv", &Rush));
    assert!(matches!(refused, Err(CommandError::Invalid(_))), "{refused:?}");
    assert_eq!(device.store.contents(), before);
}

fn preview(tab: &Tab, text: &str, plan: &ImportPlan, limit: usize) -> ImportPreview {
    block_on(tab.preview_import(&mut table(text), plan, limit, &Rush)).unwrap()
}

fn said(changes: &[model::row::Change]) -> Vec<String> {
    let text =
        |value: &Option<model::Value>| value.as_ref().map_or(String::new(), |v| v.to_string());
    changes
        .iter()
        .map(|c| format!("{}: {} > {}", c.path, text(&c.before), text(&c.after)))
        .collect()
}

#[test]
fn a_trial_run_says_what_the_import_does_and_does_nothing() {
    let (device, tab) = with_colours();
    let before = (device.store.contents(), state(&tab.image()), tab.last_undoable());
    let plan = pets(&table(PETS));
    let trial = preview(&tab, PETS, &plan, 10);
    let after = (device.store.contents(), state(&tab.image()), tab.last_undoable());
    assert_eq!(after, before);

    let [change] = trial.changes.as_slice() else { panic!("{:?}", trial.changes) };
    assert_eq!(
        (change.kind.clone(), change.name.as_str(), change.number.as_str()),
        (Kind::Customer, "Ada", "A-1")
    );
    assert_eq!(
        said(&change.changes),
        [
            r#"custom/colour:  > "Blue""#,
            r#"custom/fee:  > "9.50 EUR""#,
            r#"custom/likes/cake:  > """#,
            r#"custom/likes/tea:  > """#,
            r#"custom/shoe_size:  > "42.5""#,
        ]
    );
    let names: Vec<_> = trial.created.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Bo", "Di"]);
    assert!(said(&trial.created[0].changes).contains(&r#"code:  > "B-1""#.to_owned()));
    let keys: Vec<_> = trial.fields.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["shoe_size", "colour", "joined", "fee", "likes"]);

    let few = preview(&tab, PETS, &plan, 1);
    assert_eq!((few.changes.len(), few.created.len()), (1, 1));
    assert_eq!(few.report, trial.report);
    let report = block_on(tab.import(&mut table(PETS), &plan, "pets.csv", &Rush)).unwrap();
    assert_eq!(trial.report, ImportReport { set: None, ..report });
}

#[test]
fn a_trial_run_of_orders_names_their_customers() {
    let (_, tab) = with_ada();
    let ada = *records(&tab).0.keys().next().unwrap();
    let old = Order { number: "N1".into(), ..order(ada, "2024-01-31", usd(100)) };
    block_on(tab.save(None, old, "")).unwrap();
    let text = "order number,customer id,date,amount\nN1,A-1,2024-01-31,2.00\n\
        N2,A-1,2024-02-01,3.00\nN3,Z-1,2024-02-01,4.00\n";
    let file = table(text);
    let plan = orders_by(&guess(Target::Orders, &file), ImportRules::default());
    let trial = preview(&tab, text, &plan, 50);
    let title = |one: &workspace::commands::Previewed| format!("{} {}", one.name, one.number);
    assert_eq!(trial.changes.iter().map(title).collect::<Vec<_>>(), ["Ada N1"]);
    assert_eq!(said(&trial.changes[0].changes), [r#"amount: "1.00 USD" > "2.00 USD""#]);
    assert_eq!(trial.created.iter().map(title).collect::<Vec<_>>(), ["Ada N2", "Z-1 N3"]);
}

/// A file of so many customers, and one that updates each of them.
fn two_files(count: usize) -> (String, String) {
    let mut first = "Customer ID,Name,E-mail,Phone,City,Stage,Tags,Since,Shoe size\n".to_owned();
    let mut second = first.clone();
    for n in 0..count {
        let stage = ["lead", "active", "dormant"][n % 3];
        let _ = writeln!(
            first,
            "C{n},Customer {n},c{n}@example.org,555-{n:07},Town {},{stage},t{};new,2024-01-31,{}",
            n % 97,
            n % 5,
            n % 50
        );
        let _ = writeln!(
            second,
            "C{n},Customer {n} jr,d{n}@example.org,555-{n:07},City {},active,u{},2024-02-01,{}",
            n % 89,
            n % 7,
            n % 40
        );
    }
    (first, second)
}

/// Imports so many customers, updates them all by a second file, and takes both back; prints
/// how long each took.
fn there_and_back(count: usize) {
    let (device, tab) = with_colours();
    block_on(tab.compact(&Rush)).unwrap();
    let start = records(&tab);
    let rows_at_start = tab.image().tables.customers.len();
    let (first, second) = two_files(count);
    let plan = |text: &str, mode| {
        let file = table(text);
        let mut mapping = guess(Target::Customers, &file);
        mapping.set_custom(8, custom("shoe_size", "Shoe size", CustomType::Number, &[]));
        let mut rules = rules(mode, MatchBy::Code);
        rules.set(Field::Tags, Rule::Overwrite);
        rules.set(Field::Since, Rule::FillEmpty);
        customers_by(&mapping, rules)
    };
    let timed = |what: &str, work: &mut dyn FnMut()| {
        device.clock.advance(1);
        let begun = Instant::now();
        work();
        println!("{what} {count}: {} ms", begun.elapsed().as_millis());
    };

    let (mut imported, mut updated) = (None, None);
    timed("import", &mut || {
        let plan = plan(&first, ImportMode::Both);
        let report = block_on(tab.import(&mut table(&first), &plan, "first.csv", &Rush)).unwrap();
        assert_eq!(counts(&report), [count, 0, 0, 0, 0, 0]);
        imported = report.set;
    });
    let between = records(&tab);
    assert_eq!(between.0.len(), rows_at_start + count);
    timed("trial run of update", &mut || {
        let plan = plan(&second, ImportMode::UpdateOnly);
        let trial = preview(&tab, &second, &plan, 50);
        assert_eq!((counts(&trial.report), trial.changes.len()), ([0, count, 0, 0, 0, 0], 50));
    });
    timed("update", &mut || {
        let plan = plan(&second, ImportMode::UpdateOnly);
        let report = block_on(tab.import(&mut table(&second), &plan, "second.csv", &Rush)).unwrap();
        assert_eq!(counts(&report), [0, count, 0, 0, 0, 0]);
        updated = report.set;
    });
    let one = named(&tab, "Customer 8 jr");
    assert_eq!((one.emails.len(), one.phones.len(), one.since), (2, 1, Some(day("2024-01-31"))));
    assert_eq!(one.tags.keys().collect::<Vec<_>>(), ["u1"]);
    timed("undo of update", &mut || {
        block_on(tab.undo(updated.unwrap())).unwrap();
    });
    assert!(records(&tab) == between, "the update is not taken back whole");
    timed("undo of import", &mut || {
        block_on(tab.undo(imported.unwrap())).unwrap();
    });
    assert!(records(&tab) == start, "the import is not taken back whole");
    assert!(records(&device.open()) == start, "it does not last");
}

#[test]
fn three_thousand_customers_come_change_and_go() {
    there_and_back(3_000);
}

/// Run it with
/// `cargo test --profile native -p workspace --test import_rules -- --ignored --nocapture`.
#[test]
#[ignore = "takes a minute unless it is built to be quick"]
fn a_hundred_thousand_customers_come_change_and_go() {
    there_and_back(100_000);
}

fn rule() -> impl Strategy<Value = Rule> {
    prop::sample::select(&Rule::LIST)
}

fn any_rules() -> impl Strategy<Value = ImportRules> {
    let mode = prop::sample::select(&ImportMode::ALL);
    let key = prop::sample::select(&MatchBy::ALL);
    (mode, key, [rule(), rule(), rule(), rule()], rule()).prop_map(|(mode, key, of, shoe)| {
        let mut rules = ImportRules { mode, key, ..ImportRules::default() };
        let fields = [Field::Name, Field::City, Field::Phone, Field::Email];
        fields.into_iter().zip(of).for_each(|(field, rule)| rules.set(field, rule));
        rules.custom.insert("shoe".into(), shoe);
        rules
    })
}

fn rows() -> impl Strategy<Value = String> {
    let cells = |of: &'static [&'static str]| prop::sample::select(of);
    let row = (
        cells(&["", "1", "2", "3", "-"]),
        cells(&["Ada", "ADA", "Bo", ""]),
        cells(&["", "Rome", "Oslo"]),
        cells(&["", "555-0100", "555-0101;555-0100", "call me"]),
        cells(&["", "a@b.co", "A@b.co;c@d.co"]),
        cells(&["", "42", "red", "red;blue"]),
    );
    let line = row.prop_map(|(a, b, c, d, e, f)| format!("{a},{b},{c},{d},{e},{f}\n"));
    prop::collection::vec(line, 0..20).prop_map(|lines| lines.concat())
}

/// Lines, and what is decided of them: whom of those there to update, or which line to go into.
fn decided() -> impl Strategy<Value = BTreeMap<u64, (u8, usize)>> {
    prop::collection::btree_map(2..22_u64, (0..3_u8, 0..22_usize), 0..8)
}

fn decisions(tab: &Tab, decided: &BTreeMap<u64, (u8, usize)>) -> Decisions {
    let ids: Vec<Id> = records(tab).0.into_keys().collect();
    let stranger = Id::from_bytes([9; 16]);
    let decision = |(line, (what, which)): (&u64, &(u8, usize))| {
        let decision = match what {
            0 => Decision::Update(ids.get(*which).copied().unwrap_or(stranger)),
            1 => Decision::Into(*which as u64),
            _ => Decision::LeaveOut,
        };
        (*line, decision)
    };
    decided.iter().map(decision).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_rules_rows_add_up_trials_tell_the_truth_and_undo_brings_everything_back(
        files in prop::collection::vec((rows(), any_rules(), any::<bool>(), decided()), 1..4),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let mut history = vec![(None, records(&tab))];
        for (rows, rules, numbers, decided) in files {
            device.clock.advance(1);
            let text = format!("Customer ID,Name,City,Phone,E-mail,Shoe\n{rows}");
            let mut table = table(&text);
            let mut mapping = guess(Target::Customers, &table);
            let holds = if numbers { CustomType::Number } else { CustomType::Choices };
            mapping.set_custom(5, custom("shoe", "Shoe", holds, &[]));
            let plan = customers_by(&mapping, rules).with_decisions(decisions(&tab, &decided));
            let contents = device.store.contents();
            let trial = preview(&tab, &text, &plan, 100);
            prop_assert_eq!(device.store.contents(), contents);
            let report = block_on(tab.import(&mut table, &plan, "file.csv", &Rush)).unwrap();
            prop_assert_eq!(counts(&report).iter().sum::<usize>(), report.rows);
            prop_assert_eq!(&trial.report, &ImportReport { set: None, ..report.clone() });
            prop_assert_eq!(trial.changes.len(), report.updated);
            prop_assert_eq!(trial.created.len(), report.customers);
            prop_assert_eq!(trial.newcomers.len(), report.customers);
            let created = trial.newcomers.iter().map(|new| new.line);
            for line in created {
                prop_assert_ne!(decided.get(&line).map(|(what, _)| *what), Some(2), "left out");
            }
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
}

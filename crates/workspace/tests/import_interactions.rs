//! Files of visits, calls and other touches: whose they are, which are known again, what becomes
//! of those, fields people added, what a trial run says, and the way back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;

use interchange::csv::cell::DateFormat;
use interchange::csv::reader::{InteractionOptions, Zone};
use interchange::csv::{Answer, ValueTable};
use interchange::csv::{CustomColumn, Field, Mapping, RejectReason, Table, TableOptions, Target};
use model::{Channel, CustomField, CustomType, Customer, Id, Interaction, Kind, Settings};
use pollster::block_on;
use workspace::commands::{
    ImportMode, ImportPlan, ImportReport, ImportRules, MatchBy, Refusal, Rule,
};
use workspace::{MemoryStore, Rush, Workspace};

use common::state::state;
use common::{Device, customer, visit};

type Tab = Workspace<MemoryStore>;

const BERLIN: Zone = |_| 60;
const SHANGHAI: Zone = |_| 480;

fn options(zone: Zone) -> InteractionOptions {
    InteractionOptions { date_format: DateFormat::Ymd, zone, values: ValueTable::new() }
}

fn table(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

fn guess(table: &Table) -> Mapping {
    Mapping::guess(Target::Interactions, table.headers(), &table.sample(50))
}

fn import_as(tab: &Tab, text: &str, by: MatchBy, zone: Zone, rules: ImportRules) -> ImportReport {
    let mut table = table(text);
    let mapping = guess(&table);
    let plan = ImportPlan::interactions(&mapping, options(zone), by).unwrap().with_rules(rules);
    block_on(tab.import(&mut table, &plan, "visits.csv", &Rush)).unwrap()
}

fn import(tab: &Tab, text: &str) -> ImportReport {
    import_as(tab, text, MatchBy::Code, BERLIN, ImportRules::default())
}

/// New customers, new interactions, updated, unchanged, skipped, rejected.
fn counts(report: &ImportReport) -> [usize; 6] {
    let ImportReport { customers, interactions, updated, unchanged, skipped, rejected, .. } =
        report;
    let all = [*customers, *interactions, *updated, *unchanged, *skipped, rejected.len()];
    assert_eq!(all[1..].iter().sum::<usize>(), report.rows, "every row is one of these");
    all
}

fn touches(tab: &Tab) -> Vec<(Id, Interaction)> {
    let image = tab.image();
    image.tables.interactions.iter().map(|(_, row)| (row.id, row.record.clone())).collect()
}

fn ada() -> Customer {
    Customer {
        code: "A-1".into(),
        emails: BTreeMap::from([("ada@example.org".to_owned(), String::new())]),
        phones: BTreeMap::from([("+49 30 1234".to_owned(), String::new())]),
        ..customer("Ada")
    }
}

fn with_ada() -> (Device, Tab, Id) {
    let device = Device::new(1);
    let tab = device.open();
    let id = block_on(tab.save(None, ada(), "")).unwrap().id;
    (device, tab, id)
}

#[test]
fn a_row_finds_its_customer_as_rows_of_orders_do() {
    for (by, key, column) in [
        (MatchBy::Code, "A-1", "Customer ID"),
        (MatchBy::Name, "ADA", "Customer"),
        (MatchBy::Email, "Ada@Example.org", "Customer e-mail"),
        (MatchBy::Phone, "(49) 301234", "Customer phone"),
    ] {
        let (_, tab, id) = with_ada();
        let text = format!("{column},When,Kind,Subject\n{key},2024-01-31 9:00,Visit,Tea\n");
        let report = import_as(&tab, &text, by, BERLIN, ImportRules::default());
        assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0], "{by:?}");
        assert_eq!(touches(&tab)[0].1, visit(id, "2024-01-31T09:00:00+01:00", "Tea"));
    }
    // One who is not here is added; of several who answer nobody is meant.
    let (_, tab, _) = with_ada();
    for _ in 0..2 {
        block_on(tab.save(None, customer("Bo"), "")).unwrap();
    }
    let text = "Customer ID,Customer,When,Kind,Subject\n\
        C-9,Cy,2024-01-31,Call,x\nC-9,,2024-01-31,Call,y\n,Bo,2024-01-31,Call,z\nNULL,,2024-01-31,Call,z\n";
    let report = import(&tab, text);
    assert_eq!(counts(&report), [1, 2, 0, 0, 0, 2]);
    let found: Vec<_> = report.rejected.iter().map(|r| (r.line, r.column, &r.reason)).collect();
    let none = Refusal::Unreadable(RejectReason::Missing(Target::Interactions.required()[0]));
    let wanted = [(4, Some(1), &Refusal::Ambiguous { key: "Bo".into() }), (5, Some(0), &none)];
    assert_eq!(found, wanted);
    let image = tab.image();
    let cy = image.tables.customers.iter().find(|(_, row)| row.record.code == "C-9").unwrap().1;
    assert_eq!((cy.record.name.as_str(), touches(&tab)[1].1.customer), ("Cy", Some(cy.id)));
}

#[test]
fn the_same_file_twice_adds_nothing() {
    let text = "Customer ID,When,Kind,Subject,Notes\n\
        A-1,2024-01-31 9:00,Visit,Tea,\n\
        A-1,2024-01-31 9:00,Visit,Tea,once more\n\
        A-1,2024-01-31 9:00,Call,Tea,\n\
        A-1,2024-01-31,Visit,,said this\n\
        A-1,2024-01-31,Visit,,said that\n\
        B-1,2024-01-31T08:00:00Z,E-mail,Tea,\n\
        B-1,2024-01-31T10:00:00+02:00,E-mail,Tea,\n";
    let (device, tab, _) = with_ada();
    assert_eq!(counts(&import(&tab, text)), [1, 7, 0, 0, 0, 0]);
    let stored = device.store.contents();
    // Nor for somebody who has moved on meanwhile, be it that clocks say something else there.
    for zone in [BERLIN, SHANGHAI] {
        let again = import_as(&tab, text, MatchBy::Code, zone, ImportRules::default());
        assert_eq!((counts(&again), again.set), ([0, 0, 0, 7, 0, 0], None));
        assert_eq!(device.store.contents(), stored);
    }
    // One row more of the same is one more, another minute, channel or subject another one.
    let more = format!("{text}A-1,2024-01-31 9:00,Visit,Tea,\nA-1,2024-01-31 9:01,Visit,Tea,\n");
    assert_eq!(counts(&import(&tab, &more)), [0, 2, 0, 7, 0, 0]);
}

#[test]
fn modes_and_rules_hold_for_interactions_too() {
    let text = "Customer ID,When,Kind,Subject,Notes,Outcome,Next step\n\
        A-1,2024-01-31 9:00,Visit,Tea,new,won,ring\nA-1,2024-01-31 9:00,Visit,Cake,,,\n\
        Z-1,2024-01-31 9:00,Visit,Tea,,,\n";
    for (mode, want, notes) in [
        (ImportMode::Both, [1, 2, 1, 0, 0, 0], "new"),
        (ImportMode::CreateOnly, [1, 2, 0, 0, 1, 0], "old"),
        (ImportMode::UpdateOnly, [0, 0, 1, 0, 2, 0], "new"),
    ] {
        let (_, tab, ada) = with_ada();
        let old = Interaction {
            notes: "old".into(),
            outcome: "open".into(),
            ..visit(ada, "2024-01-31T09:00:00+01:00", "Tea")
        };
        block_on(tab.save(None, old.clone(), "")).unwrap();
        let mut rules = ImportRules { mode, ..ImportRules::default() };
        rules.set(Field::Outcome, Rule::FillEmpty);
        rules.set(Field::NextStep, Rule::Skip);
        let report = import_as(&tab, text, MatchBy::Code, BERLIN, rules);
        assert_eq!(counts(&report), want, "{mode:?}");
        assert_eq!(touches(&tab)[0].1, Interaction { notes: notes.into(), ..old }, "{mode:?}");
    }
}

#[test]
fn our_own_id_tells_an_interaction_whatever_else_a_row_says() {
    let (_, tab, ada) = with_ada();
    let bo = block_on(tab.save(None, Customer { code: "B".into(), ..customer("Bo") }, "")).unwrap();
    let add = |subject: &str| {
        block_on(tab.save(None, visit(ada, "2024-01-31T09:00:00.5+08:00", subject), "")).unwrap().id
    };
    let [first, other, gone] = ["Tea", "Tea", "Gone"].map(add);
    block_on(tab.delete(Kind::Interaction, &[gone], "")).unwrap();
    let text = format!(
        "Interaction ID,Customer ID,When,Time zone,Kind,Subject\n\
         {other},A-1,2024-01-31 09:00,UTC+08:00,Visit,Tea\n\
         {first},B,2024-02-01 10:00,,Call,Cake\n\
         {gone},A-1,2024-01-31 09:00,UTC+08:00,Visit,Gone\n\
         another's,A-1,2024-01-31 09:00,UTC+08:00,Visit,Other\n\
         {first},A-1,2024-01-31 09:00,UTC+08:00,Visit,Tea\n"
    );
    let report = import(&tab, &text);
    // The last is about one that a row has been about already, and like no other that is left.
    assert_eq!(counts(&report), [0, 3, 1, 1, 0, 0]);
    let found: BTreeMap<Id, Interaction> = touches(&tab).into_iter().collect();
    let changed = Interaction {
        channel: Some(Channel::Call),
        ..visit(bo.id, "2024-02-01T10:00:00+01:00", "Cake")
    };
    assert_eq!(found[&first], changed);
    let kept = visit(ada, "2024-01-31T09:00:00.5+08:00", "Tea");
    assert_eq!(found[&other], kept, "half a second is not what a row of minutes takes away");
    assert!(!found.contains_key(&gone), "what is in the trash stays there");
    assert_eq!(counts(&import(&tab, &text)), [0, 0, 0, 5, 0, 0]);
}

#[test]
fn the_interactions_of_a_merged_customer_are_known_again() {
    let (_, tab, ada) = with_ada();
    let other = Customer { code: "A-2".into(), ..customer("A. L.") };
    let other = block_on(tab.save(None, other, "")).unwrap().id;
    let text = "Customer ID,When,Kind,Subject\nA-1,2024-01-31 9:00,Visit,Tea\n\
        A-2,2024-01-31 9:00,Visit,Cake\n";
    import(&tab, text);
    let before = touches(&tab);
    block_on(tab.merge_customers(ada, other, &ada_as_is(&tab))).unwrap();
    let renamed = text.replace("A-2", "A-1");
    for text in [text, &renamed] {
        assert_eq!(counts(&import(&tab, text)), [0, 0, 0, 2, 0, 0]);
    }
    assert_eq!(touches(&tab), before, "for the day they part again");
}

fn ada_as_is(tab: &Tab) -> Customer {
    let image = tab.image();
    let found = image.tables.customers.iter().find(|(_, row)| row.record.name == "Ada");
    found.unwrap().1.record.clone()
}

fn column(key: &str, holds: CustomType) -> CustomColumn {
    let (on, name) = ("interaction".to_owned(), key.to_owned());
    let field = CustomField { on, name, holds, choices: vec![], place: 0, retired: false };
    CustomColumn { key: key.to_owned(), field }
}

#[test]
fn columns_become_fields_and_one_undo_takes_all_back() {
    let (device, tab, ada) = with_ada();
    let text = "Customer,When,Type,Subject,mood,with,hours\n\
        Ada,2024-01-31 9:00,Pigeon,Tea,good,ada,1.5\nBo,2024-02-01,Visit,Tea,bad,Bo,2\n\
        Ada,2024-01-31,Visit,Tea,good,Nobody,2\nAda,2024-01-31,Visit,Tea,,,many\n";
    let mut file = table(text);
    let mut mapping = guess(&file);
    mapping.set_custom(4, column("mood", CustomType::Choice));
    mapping.set_custom(5, column("with", CustomType::Customer));
    mapping.set_custom(6, column("hours", CustomType::Number));
    let mut options = options(BERLIN);
    options.values.set(2, "pigeon", Some(Answer::Touch(Channel::Message)));
    let plan = ImportPlan::interactions(&mapping, options, MatchBy::Name).unwrap();
    let before = (device.store.contents(), state(&tab.image()));

    let trial = block_on(tab.preview_import(&mut file, &plan, 50, &Rush)).unwrap();
    assert_eq!((device.store.contents(), state(&tab.image())), before, "nothing has happened");
    // Bo is not here when his row asks for him: it is that row which brings him.
    let title = |one: &workspace::commands::Previewed| format!("{} {}", one.name, one.number);
    assert_eq!(trial.created.iter().map(title).collect::<Vec<_>>(), ["Ada Tea"]);
    let reasons: Vec<_> = trial.report.rejected.iter().map(|row| (row.line, row.column)).collect();
    assert_eq!(reasons, [(3, Some(5)), (4, Some(5)), (5, Some(6))]);
    let nobody = RejectReason::NotOfField {
        name: "with".into(),
        holds: CustomType::Customer,
        text: "Nobody".into(),
    };
    assert_eq!(trial.report.rejected[1].reason, Refusal::Unreadable(nobody));

    let report = block_on(tab.import(&mut file, &plan, "visits.csv", &Rush)).unwrap();
    assert_eq!(counts(&report), [0, 1, 0, 0, 0, 3]);
    assert_eq!(trial.report, ImportReport { set: None, ..report.clone() });
    let custom =
        [("hours", "1.5".to_owned()), ("mood", "good".to_owned()), ("with", ada.to_string())];
    let wanted = Interaction {
        channel: Some(Channel::Message),
        custom: custom.map(|(key, value)| (key.to_owned(), value)).into(),
        ..visit(ada, "2024-01-31T09:00:00+01:00", "Tea")
    };
    assert_eq!(touches(&tab)[0].1, wanted);
    let fields = tab.image().settings().fields.clone();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["hours", "mood", "with"]);
    assert_eq!(
        (fields["mood"].on.as_str(), fields["mood"].choices.as_slice()),
        ("interaction", &["good".to_owned()][..])
    );
    assert_eq!(state(&device.open().image()), state(&tab.image()), "it is all on the disk");

    device.clock.advance(1);
    block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(touches(&tab), []);
    assert_eq!(*tab.image().settings(), Settings::default());
}

#[test]
fn a_trial_run_says_what_would_change() {
    let (_, tab, _) = with_ada();
    import(&tab, "Customer ID,When,Kind,Subject,Notes\nA-1,2024-01-31 9:00,Visit,Tea,old\n");
    let text = "Customer ID,When,Kind,Subject,Notes\nA-1,2024-01-31 9:00,Visit,Tea,new\n\
        Z-1,2024-01-31 9:00,Visit,Cake,\n";
    let mut file = table(text);
    let plan = ImportPlan::interactions(&guess(&file), options(BERLIN), MatchBy::Code).unwrap();
    let trial = block_on(tab.preview_import(&mut file, &plan, 50, &Rush)).unwrap();
    let title = |one: &workspace::commands::Previewed| format!("{} {}", one.name, one.number);
    assert_eq!(trial.changes.iter().map(title).collect::<Vec<_>>(), ["Ada Tea"]);
    let paths: Vec<_> = trial.changes[0].changes.iter().map(|it| it.path.to_string()).collect();
    assert_eq!(paths, ["notes"]);
    assert_eq!(trial.created.iter().map(title).collect::<Vec<_>>(), ["Z-1 Cake"]);
}

#[test]
fn a_long_file_of_rows_that_are_all_alike_is_quick() {
    let (_, tab, _) = with_ada();
    let mut text = "Customer ID,When,Kind,Subject\n".to_owned();
    text.push_str(&"A-1,2024-01-31,Call,Call\n".repeat(20_000));
    let start = std::time::Instant::now();
    assert_eq!(counts(&import(&tab, &text))[1], 20_000);
    let again = import(&tab, &text);
    assert_eq!((again.unchanged, again.set), (20_000, None));
    // Hours, were each compared with each; a second or two here.
    assert!(start.elapsed().as_secs() < 60);
}

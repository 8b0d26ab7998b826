//! Rows that would make customers who look like others: what somebody decided about each, and
//! the way back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod common;

use std::collections::BTreeMap;
use std::fmt::Write;

use interchange::csv::cell::DateFormat;
use interchange::csv::reader::CustomerOptions;
use interchange::csv::{Field, Mapping, Table, TableOptions, Target, ValueTable};
use model::{Customer, Id, Kind};
use pollster::block_on;
use workspace::commands::{
    Decision, Decisions, ImportMode, ImportPlan, ImportPreview, ImportReport, ImportRules, MatchBy,
    Rule,
};
use workspace::{MemoryStore, Rush, Workspace};

use common::state::{records, state};
use common::{Device, customer};

type Tab = Workspace<MemoryStore>;

fn table(text: &str) -> Table {
    Table::open(text.as_bytes().to_vec(), TableOptions::default()).unwrap()
}

fn plan(text: &str, rules: &ImportRules, decisions: &[(u64, Decision)]) -> ImportPlan {
    let table = table(text);
    let mapping = Mapping::guess(Target::Customers, table.headers(), &table.sample(100));
    let (birthday_format, since_format) = (DateFormat::Ymd, DateFormat::Ymd);
    let options = CustomerOptions { birthday_format, since_format, values: ValueTable::new() };
    let decisions: Decisions = decisions.iter().copied().collect();
    let plan = ImportPlan::customers(&mapping, options).unwrap();
    plan.with_rules(rules.clone()).with_decisions(decisions)
}

/// Imports, having asked before what would come of it.
fn import(
    tab: &Tab,
    text: &str,
    rules: &ImportRules,
    decisions: &[(u64, Decision)],
) -> ImportReport {
    let plan = plan(text, rules, decisions);
    let trial = block_on(tab.preview_import(&mut table(text), &plan, 50, &Rush)).unwrap();
    let report = block_on(tab.import(&mut table(text), &plan, "file.csv", &Rush)).unwrap();
    assert_eq!(trial.report, ImportReport { set: None, ..report.clone() });
    assert_eq!(trial.newcomers.len(), report.customers);
    report
}

fn preview(tab: &Tab, text: &str) -> ImportPreview {
    let plan = plan(text, &ImportRules::default(), &[]);
    block_on(tab.preview_import(&mut table(text), &plan, 50, &Rush)).unwrap()
}

/// Created, updated, unchanged, repeated, skipped, rejected.
fn counts(report: &ImportReport) -> [usize; 6] {
    let ImportReport { customers, updated, unchanged, repeated, skipped, rejected, .. } = report;
    [*customers, *updated, *unchanged, *repeated, *skipped, rejected.len()]
}

fn people(tab: &Tab) -> BTreeMap<Id, Customer> {
    let image = tab.image();
    image.tables.customers.iter().map(|(_, row)| (row.id, row.record.clone())).collect()
}

/// Names and towns, sorted.
fn told(tab: &Tab) -> Vec<String> {
    let mut told: Vec<String> =
        people(tab).into_values().map(|one| format!("{} {}", one.name, one.city)).collect();
    told.sort();
    told
}

fn save(tab: &Tab, record: Customer) -> Id {
    block_on(tab.save(None, record, "")).unwrap().id
}

fn by(key: MatchBy) -> ImportRules {
    ImportRules { key, ..ImportRules::default() }
}

#[test]
fn to_update_by_decision_is_to_update_by_key() {
    const COUNT: usize = 2_000;
    for rule in Rule::LIST {
        let mut rules = ImportRules::default();
        for field in [Field::Name, Field::City, Field::Phone, Field::Tags, Field::Country] {
            rules.set(field, rule);
        }
        let outcome = |has_key: bool| {
            let device = Device::new(1);
            let tab = device.open();
            let head = "Customer ID,Name,City,Phone,Tags,Country\n";
            let (mut first, mut second) = (head.to_owned(), head.to_owned());
            for n in 0..COUNT {
                let _ = writeln!(first, "C{n},Customer {n},Town {},555-{n:07},old,", n % 7);
                let key = if has_key { format!("C{n}") } else { String::new() };
                let _ = writeln!(second, "{key},Somebody {n},City {},556-{n:07},new,Peru", n % 5);
            }
            import(&tab, &first, &rules, &[]);
            let mut ids: Vec<(String, Id)> =
                people(&tab).into_iter().map(|(id, one)| (one.code, id)).collect();
            ids.sort_by_key(|(code, _)| code[1..].parse::<u64>().unwrap());
            let decisions = (2..).zip(ids).map(|(line, (_, id))| (line, Decision::Update(id)));
            let decisions: Vec<_> = decisions.filter(|_| !has_key).collect();
            device.clock.advance(1);
            let report = import(&tab, &second, &rules, &decisions);
            (counts(&report), people(&tab))
        };
        let (by_key, by_decision) = (outcome(true), outcome(false));
        let changed = if rule == Rule::Skip { [0, 0, COUNT] } else { [0, COUNT, 0] };
        assert_eq!((&by_decision.0[..3], by_decision.0[3..].to_vec()), (&changed[..], vec![0; 3]));
        assert_eq!(by_decision, by_key, "{rule:?}");
    }
}

#[test]
fn whoever_is_updated_by_decision_keeps_what_they_are_known_by() {
    let device = Device::new(1);
    let tab = device.open();
    let wei = save(&tab, Customer { code: "A-1".into(), ..customer("張偉") });
    let text = "Customer ID,Name,City\nZ-9,Zhang Wei,Rome\nZ-9,Wei,Oslo\n";
    let report = import(&tab, text, &by(MatchBy::Code), &[(2, Decision::Update(wei))]);
    assert_eq!(counts(&report), [0, 1, 0, 1, 0, 0], "the next row of that key is about them too");
    let after = &people(&tab)[&wei];
    assert_eq!(
        (after.code.as_str(), after.name.as_str(), after.city.as_str()),
        ("A-1", "Wei", "Oslo")
    );

    let text = "Name,City\nZhang Wei,Bern\nZHANG WEI,Kiel\n";
    let report = import(&tab, text, &by(MatchBy::Name), &[(2, Decision::Update(wei))]);
    assert_eq!(counts(&report), [0, 1, 0, 1, 0, 0]);
    assert_eq!(told(&tab), ["Wei Kiel"]);
}

#[test]
fn in_a_mode_that_only_creates_whoever_is_known_by_decision_is_passed_over() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, customer("Ada"));
    let rules = ImportRules { mode: ImportMode::CreateOnly, ..ImportRules::default() };
    let decisions = [(2, Decision::Update(ada))];
    let report = import(&tab, "Name,City\nAda L.,Rome\nBo,\n", &rules, &decisions);
    assert_eq!(counts(&report), [1, 0, 0, 0, 1, 0]);
    assert_eq!(told(&tab), ["Ada ", "Bo "]);
}

#[test]
fn a_row_left_out_takes_the_later_rows_of_its_key_along() {
    let device = Device::new(1);
    let tab = device.open();
    let text = "Customer ID,Name,City\nA,Ada,\nB,Bo,\nA,Ada,Rome\nC,Cy,\n";
    let report = import(&tab, text, &by(MatchBy::Code), &[(2, Decision::LeaveOut)]);
    assert_eq!((counts(&report), report.accepted()), ([2, 0, 0, 0, 2, 0], 2));
    assert_eq!(told(&tab), ["Bo ", "Cy "]);

    let all = [2, 3, 5].map(|line| (line, Decision::LeaveOut));
    let empty = Device::new(2);
    let tab = empty.open();
    let before = empty.store.contents();
    let report = import(&tab, text, &by(MatchBy::Code), &all);
    assert_eq!((counts(&report), report.set), ([0, 0, 0, 0, 4, 0], None));
    assert_eq!(empty.store.contents(), before);
}

#[test]
fn one_row_goes_into_the_customer_of_another() {
    let device = Device::new(1);
    let tab = device.open();
    let text = "Customer ID,Name,Phone,City\nA,Zhang Wei,555-0100,Rome\nB,W. Zhang,555-0101,\n\
        C,Bo,,\nB,Wei,,Oslo\n,Wei Zhang,555-0102,\n";
    // The last one goes where the second has gone.
    let decisions = [(3, Decision::Into(2)), (6, Decision::Into(3))];
    let report = import(&tab, text, &by(MatchBy::Code), &decisions);
    assert_eq!(counts(&report), [2, 0, 0, 3, 0, 0]);
    assert_eq!(told(&tab), ["Bo ", "Wei Zhang Oslo"]);
    let wei = people(&tab).into_values().find(|one| one.city == "Oslo").unwrap();
    assert_eq!(wei.code, "A", "as a key would have found it");
    assert_eq!(wei.phones.keys().collect::<Vec<_>>(), ["555-0100", "555-0101", "555-0102"]);
}

#[test]
fn a_row_follows_the_other_wherever_it_goes() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, Customer { code: "A".into(), ..customer("Ada") });
    let text =
        "Customer ID,Name,City\n,Ada L.,Rome\n,A. L.,Oslo\nA,Ada,\nZ,Eve,Bonn\nX,Bo,\nY,Bob,\n";
    let decisions = [
        (2, Decision::Update(ada)),
        (3, Decision::Into(2)),
        (5, Decision::Into(4)),
        (6, Decision::LeaveOut),
        (7, Decision::Into(6)),
    ];
    let report = import(&tab, text, &by(MatchBy::Code), &decisions);
    assert_eq!(counts(&report), [0, 1, 0, 3, 2, 0]);
    assert_eq!(told(&tab), ["Eve Bonn"]);
    assert_eq!(people(&tab)[&ada].code, "A");
}

#[test]
fn a_decision_that_no_longer_fits_has_no_effect() {
    let device = Device::new(1);
    let tab = device.open();
    let gone = save(&tab, customer("Gone"));
    block_on(tab.delete(Kind::Customer, &[gone], "")).unwrap();
    save(&tab, Customer { code: "A".into(), ..customer("Ada") });
    let other = save(&tab, Customer { code: "O".into(), ..customer("Otto") });
    let stranger = Id::from_bytes([9; 16]);
    let text = "Customer ID,Name,City\nA,Ada,Rome\nA,Ada,Oslo\n,,nameless\n,Bo,\n,Cy,\n,Di,\n,Ed,\n,Flo,\n";
    let decisions = [
        (2, Decision::Update(other)), // Its key finds somebody.
        (3, Decision::LeaveOut),      // Its key finds somebody.
        (4, Decision::LeaveOut),      // It is not taken.
        (5, Decision::Update(gone)),
        (6, Decision::Update(stranger)),
        (7, Decision::Into(4)), // Into one that is not taken.
        (8, Decision::Into(9)), // Into a later one,
        (9, Decision::Into(9)), // into itself,
        (99, Decision::Into(98)),
    ];
    let report = import(&tab, text, &by(MatchBy::Code), &decisions);
    assert_eq!(counts(&report), [5, 1, 0, 1, 0, 1]);
    assert_eq!(told(&tab), ["Ada Oslo", "Bo ", "Cy ", "Di ", "Ed ", "Flo ", "Otto "]);

    let rules = ImportRules { mode: ImportMode::UpdateOnly, ..ImportRules::default() };
    let report = import(&tab, "Name\nOtto\n", &rules, &[(2, Decision::Update(other))]);
    assert_eq!(counts(&report), [0, 0, 0, 0, 1, 0]);
}

#[test]
fn whoever_became_part_of_another_is_updated_as_that_one() {
    let device = Device::new(1);
    let tab = device.open();
    let (one, two) = (save(&tab, customer("Ada")), save(&tab, customer("A. Lovelace")));
    block_on(tab.merge_customers(one, two, &customer("Ada"))).unwrap();
    for decided in [one, two] {
        let text = format!("Name,City\nAda L.,Town {decided}\n");
        let report = import(&tab, &text, &by(MatchBy::Name), &[(2, Decision::Update(decided))]);
        assert_eq!(counts(&report), [0, 1, 0, 0, 0, 0]);
        assert_eq!(told(&tab), [format!("Ada Town {decided}")]);
    }
}

#[test]
fn newcomers_are_told_by_their_lines_with_all_their_rows_say() {
    let device = Device::new(1);
    let tab = device.open();
    save(&tab, Customer { code: "K".into(), ..customer("Kay") });
    let text = "Customer ID,Name,City,Notes\nA,Ada,,\"two\nlines\"\nK,Kay,Kiel,\n,,no name,\nB,Bo,,\nA,Ada,Rome,\n";
    let newcomers = preview(&tab, text).newcomers;
    let told: Vec<_> = newcomers
        .iter()
        .map(|new| (new.line, new.customer.name.as_str(), new.customer.city.as_str()))
        .collect();
    assert_eq!(told, [(2, "Ada", "Rome"), (6, "Bo", "")]);
}

#[test]
fn one_undo_takes_all_decisions_back() {
    const COUNT: u64 = 5_000;
    let device = Device::new(1);
    let tab = device.open();
    let mut first = "Customer ID,Name,City,Tags\n".to_owned();
    for n in 0..COUNT {
        let _ = writeln!(first, "C{n},Customer {n},Town {},old", n % 7);
    }
    import(&tab, &first, &by(MatchBy::Code), &[]);
    let ids: Vec<Id> = people(&tab).into_keys().collect();
    let before = records(&tab.image());

    let mut second = "Customer ID,Name,City,Tags\n".to_owned();
    for n in 0..COUNT {
        let _ = writeln!(second, "D{n},Person {n},City {},new", n % 5);
    }
    let decide = |(n, id): (u64, &Id)| match n % 5 {
        0 => Some((n + 2, Decision::Update(*id))),
        1 => Some((n + 2, Decision::LeaveOut)),
        2 => Some((n + 2, Decision::Into(n))), // Into one that updates.
        3 => None,
        _ => Some((n + 2, Decision::Into(n + 1))), // Into one that is new.
    };
    let decisions: Vec<_> = (0..).zip(&ids).filter_map(decide).collect();
    device.clock.advance(1);
    let report = import(&tab, &second, &by(MatchBy::Code), &decisions);
    assert_eq!(counts(&report), [1_000, 1_000, 0, 2_000, 1_000, 0]);
    assert_eq!(people(&tab).len(), 6_000);
    let after = records(&tab.image());
    assert_eq!(state(&device.open().image()), state(&tab.image()));

    device.clock.advance(1);
    let undone = block_on(tab.undo(report.set.unwrap())).unwrap();
    assert_eq!(records(&tab.image()), before);
    device.clock.advance(1);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(records(&tab.image()), after);
}

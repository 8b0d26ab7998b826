//! A change set read record by record, and what of it could still be taken back.

use model::{ChangeSet, Id, Kind, Path, Stage, Value};
use pollster::block_on;
use workspace::digest::{Digest, Edited, Group, Life, Outlook, Replaced};
use workspace::history::HistoryFilter;
use workspace::{MemoryStore, Rush, Workspace};

use crate::common::{Device, customer, order, usd};

type Tab = Workspace<MemoryStore>;

fn latest(tab: &Tab) -> ChangeSet {
    let page = block_on(tab.history(&HistoryFilter::default(), None, 1, &Rush)).unwrap();
    page.entries.into_iter().next().unwrap().set
}

fn add(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

fn edit(tab: &Tab, id: Id, change: impl FnOnce(&mut model::Customer)) -> ChangeSet {
    let mut wanted = tab.image().tables.customers.get(id).cloned().unwrap();
    change(&mut wanted);
    block_on(tab.save(Some(id), wanted, "")).unwrap();
    latest(tab)
}

fn outlook(tab: &Tab, set: &ChangeSet) -> (usize, usize) {
    let Outlook { back, stay } = Outlook::of(&tab.image(), set);
    (back, stay)
}

#[test]
fn values_stand_with_their_record() {
    let tab = Device::new(1).open();
    let ada = add(&tab, "Ada");
    let set = edit(&tab, ada, |ada| {
        ada.city = "Köln".into();
        ada.tags.insert("vip".into(), true);
    });
    let values = vec![
        Replaced { path: Path::field("city"), before: None, after: Some("Köln".into()) },
        Replaced { path: Path::keyed("tags", "vip"), before: None, after: Some(true.into()) },
    ];
    let expected = Edited { kind: Kind::Customer, id: ada, values };
    assert_eq!(Digest::of(&set, 5, 20), Digest { edited: vec![expected], ..Digest::default() });
}

#[test]
fn what_is_too_much_is_counted() {
    let tab = Device::new(1).open();
    let ids = ["Ada", "Bob", "Cy"].map(|name| add(&tab, name));
    block_on(tab.delete(Kind::Customer, &ids, "")).unwrap();
    let [ada, bob, _] = ids;
    let gone = Group { life: Life::Deleted, kind: Kind::Customer, count: 3, first: vec![ada, bob] };
    assert_eq!(Digest::of(&latest(&tab), 2, 1).groups, [gone]);

    let mut set = latest(&tab);
    let again = set.edits.clone();
    set.edits.extend(again);
    let groups = Digest::of(&set, 2, 1).groups;
    let sizes: Vec<_> = groups.iter().map(|group| (group.count, group.first.len())).collect();
    assert_eq!(sizes, [(6, 2)], "no more names, whatever the number of edits");

    let write = |id: Id, field: &str| model::Edit::Set {
        kind: Kind::Customer,
        id,
        path: Path::field(field),
        before: None,
        after: Some(Value::from("x")),
    };
    // A record met again is still one, wherever it stands.
    set.edits = vec![write(ids[0], "city"), write(ids[1], "city"), write(ids[0], "code")];
    set.edits.extend([write(ids[2], "city"), write(ids[1], "code")]);
    let digest = Digest::of(&set, 2, 2);
    let shape = |edited: &Edited| (edited.id, edited.values.len());
    assert_eq!(digest.edited.iter().map(shape).collect::<Vec<_>>(), [(ada, 2), (bob, 2)]);
    assert_eq!(digest.more, 1);
}

#[test]
fn what_was_changed_since_would_stay() {
    let tab = Device::new(1).open();
    let ada = add(&tab, "Ada");
    let older = edit(&tab, ada, |ada| {
        ada.city = "Köln".into();
        ada.stage = Some(Stage::Active);
    });
    assert_eq!(outlook(&tab, &older), (2, 0));
    let newer = edit(&tab, ada, |ada| ada.city = "Bonn".into());
    assert_eq!((outlook(&tab, &older), outlook(&tab, &newer)), ((1, 1), (1, 0)));

    // What was said comes about.
    block_on(tab.revert(&older, &Rush)).unwrap();
    let now = tab.image().tables.customers.get(ada).cloned().unwrap();
    assert_eq!((now.city.as_str(), now.stage), ("Bonn", None));
    assert_eq!(outlook(&tab, &older), (0, 1), "the stage is back already");
    block_on(tab.revert(&newer, &Rush)).unwrap();
    assert_eq!(outlook(&tab, &newer), (0, 0));
}

#[test]
fn records_go_back_that_are_where_the_change_put_them() {
    let tab = Device::new(1).open();
    let ada = add(&tab, "Ada");
    let created = latest(&tab);
    block_on(tab.save(None, order(ada, "2026-01-05", usd(1_000)), "")).unwrap();
    assert_eq!(outlook(&tab, &created), (1, 0));
    block_on(tab.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    let deleted = latest(&tab);
    assert_eq!(outlook(&tab, &created), (0, 0), "it is gone already");
    assert_eq!(outlook(&tab, &deleted), (2, 0), "the order went along");
    block_on(tab.restore(Kind::Customer, &[ada], "Ada")).unwrap();
    assert_eq!((outlook(&tab, &created), outlook(&tab, &deleted)), ((1, 0), (0, 0)));
    assert_eq!(outlook(&tab, &latest(&tab)), (2, 0));
}

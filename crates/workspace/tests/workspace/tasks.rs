//! Things to do: by hand, by a playbook, done, and whose they are.

use model::{Id, Kind, Moment, Summary, Task, TaskKind};
use pollster::block_on;
use proptest::prelude::*;
use workspace::commands::{Planned, Wanted};
use workspace::query::{TaskFilter, open_tasks, task_owners, tasks};
use workspace::{CommandError, Image, MemoryStore, Rush, Workspace};

use crate::common::peers::{send, swap};
use crate::common::state::{state, worked_out};
use crate::common::{Device, customer, day, moment};

type Tab = Workspace<MemoryStore>;

fn save(tab: &Tab, name: &str) -> Id {
    block_on(tab.save(None, customer(name), name)).unwrap().id
}

fn to_do(title: &str, due: &str) -> Task {
    let due = (!due.is_empty()).then(|| day(due));
    Task { title: title.into(), due, ..Task::default() }
}

fn add(tab: &Tab, task: Task) -> Id {
    block_on(tab.save(None, task, "")).unwrap().id
}

fn wanted(customer: Id, source: &str, occasion: &str) -> Wanted {
    let task = Task {
        customer: Some(customer),
        source: source.into(),
        kind: Some(TaskKind::Call),
        ..to_do("Ring", "2026-12-01")
    };
    Wanted { task, occasion: occasion.into() }
}

fn plan(tab: &Tab, all: &[Wanted]) -> Planned {
    block_on(tab.plan_tasks(all.to_vec(), "VIP", &Rush)).unwrap()
}

fn finish(tab: &Tab, id: Id, at: Option<&str>) -> Option<Id> {
    block_on(tab.finish_task(id, at.map(moment), "Ring")).unwrap().set
}

fn titles(image: &Image, slots: &[u32]) -> Vec<String> {
    let title = |slot: &u32| image.tables.tasks.row(*slot).unwrap().record.title.clone();
    slots.iter().map(title).collect()
}

fn agrees(device: &Device, tab: &Tab) {
    assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

const DONE: &str = "2026-11-30T16:05:00.000+08:00";

#[test]
fn a_task_is_done_and_to_be_done_again() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, "Ada");
    let id = add(&tab, Task { customer: Some(ada), ..to_do("Ring", "2026-12-01") });
    let on = day("2026-12-01");
    assert_eq!(tab.image().due_by(on), 1);
    assert_eq!(tab.image().due_by(day("2026-11-30")), 0);

    let set = finish(&tab, id, Some(DONE)).unwrap();
    let summary = tab.undoable(set).unwrap().summary.clone();
    assert_eq!(summary, Summary::Finished { label: "Ring".into() });
    assert_eq!(tab.image().due_by(on), 0);
    assert_eq!(open_tasks(&tab.image(), ada), [0_u32; 0]);
    assert_eq!(tab.image().tasks_of(ada), [0], "it is still hers");
    assert_eq!(finish(&tab, id, Some(DONE)), None, "done already");
    agrees(&device, &tab);

    block_on(tab.undo(set)).unwrap();
    assert_eq!(tab.image().due_by(on), 1);
    finish(&tab, id, Some(DONE)).unwrap();
    finish(&tab, id, None).unwrap();
    assert_eq!(open_tasks(&tab.image(), ada), [0]);
    agrees(&device, &tab);
    let nobody = block_on(tab.finish_task(Id::from_bytes([9; 16]), None, ""));
    assert_eq!(nobody, Err(CommandError::NotFound));
}

#[test]
fn a_task_needs_a_title_and_nothing_else() {
    let tab = Device::new(1).open();
    let refused = block_on(tab.save(None, to_do("  ", "2026-12-01"), ""));
    assert!(matches!(refused, Err(CommandError::Invalid(_))));
    add(&tab, to_do("Stamps", ""));
    assert_eq!(tab.image().tables.tasks.len(), 1);
    assert!(tab.image().is_open(0));
    assert_eq!(tab.image().due_by(day("9999-12-31")), 0, "some day is no day");
}

#[test]
fn tasks_go_with_their_customer_and_come_back() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, "Ada");
    add(&tab, Task { customer: Some(ada), ..to_do("Ring", "2026-12-01") });
    add(&tab, to_do("Stamps", "2026-12-01"));
    block_on(tab.delete(Kind::Customer, &[ada], "Ada")).unwrap();
    let all = TaskFilter::default();
    assert_eq!(titles(&tab.image(), &tasks(&tab.image(), &all)), ["Stamps"]);
    assert_eq!(workspace::commands::trash(&tab.image()).len(), 1, "the task is not listed apart");
    agrees(&device, &tab);
    block_on(tab.restore(Kind::Customer, &[ada], "Ada")).unwrap();
    assert_eq!(tasks(&tab.image(), &all).len(), 2);
    agrees(&device, &tab);
}

#[test]
fn tasks_follow_the_customer_theirs_became() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = (save(&tab, "Ada"), save(&tab, "Bob"));
    let of_bob = wanted(bob, "tier:vip", "never");
    assert_eq!(plan(&tab, std::slice::from_ref(&of_bob)).created, 1);
    block_on(tab.merge_customers(ada, bob, &customer("Ada"))).unwrap();
    assert_eq!(open_tasks(&tab.image(), ada), [0]);
    assert_eq!(open_tasks(&tab.image(), bob), [0_u32; 0]);
    agrees(&device, &tab);
    // Bob's open task is hers now, so she needs no other.
    assert_eq!(plan(&tab, &[wanted(ada, "tier:vip", "never")]).created, 0);
    block_on(tab.unmerge(bob, &Rush)).unwrap();
    assert_eq!(open_tasks(&tab.image(), bob), [0]);
    assert_eq!(plan(&tab, &[wanted(ada, "tier:vip", "never")]).created, 1);
    agrees(&device, &tab);
}

#[test]
fn no_source_makes_a_task_twice() {
    let device = Device::new(1);
    let tab = device.open();
    let (ada, bob) = (save(&tab, "Ada"), save(&tab, "Bob"));
    let first = [wanted(ada, "tier:vip", "a"), wanted(bob, "tier:vip", "a")];
    let made = plan(&tab, &first);
    assert_eq!((made.created, made.known), (2, 0));
    let set = made.set.unwrap();
    let summary = tab.undoable(set).unwrap().summary.clone();
    assert_eq!(summary, Summary::Planned { count: 2, label: "VIP".into() });
    let before = device.store.contents();
    assert_eq!(plan(&tab, &first), Planned { created: 0, known: 2, set: None });
    assert_eq!(device.store.contents(), before, "nothing was written");

    // While hers is open there is no other, whatever the occasion; another source may have one.
    let later = [wanted(ada, "tier:vip", "b"), wanted(ada, "warning:silent", "b")];
    assert_eq!(plan(&tab, &later).created, 1);
    // Once it is done, there is one for another occasion and none for the same.
    let of_ada = tab.image().tables.tasks.row(0).unwrap().id;
    finish(&tab, of_ada, Some(DONE));
    assert_eq!(plan(&tab, &first).created, 0);
    assert_eq!(plan(&tab, &later[..1]).created, 1);
    agrees(&device, &tab);

    // Taken back, they can be asked for again.
    block_on(tab.undo(set)).unwrap();
    assert_eq!(plan(&tab, &first[1..]).created, 1);
    agrees(&device, &tab);
}

#[test]
fn one_that_is_no_task_makes_none_of_them() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = save(&tab, "Ada");
    let mut nameless = wanted(ada, "tier:vip", "b");
    nameless.task.title.clear();
    let before = device.store.contents();
    let all = vec![wanted(ada, "tier:vip", "a"), nameless];
    let outcome = block_on(tab.plan_tasks(all, "VIP", &Rush));
    assert!(matches!(outcome, Err(CommandError::Invalid(_))));
    assert_eq!(device.store.contents(), before);
}

#[test]
fn two_devices_that_plan_alike_make_one_task() {
    let (here, there) = (Device::new(1), Device::new(2));
    let (one, other) = (here.open(), there.open());
    let ada = save(&one, "Ada");
    send(&one, &other);
    there.clock.advance(5_000);
    let due = [wanted(ada, "tier:vip", "2026-10-01")];
    assert_eq!(plan(&one, &due).created, 1);
    assert_eq!(plan(&other, &due).created, 1);
    let id = one.image().tables.tasks.row(0).unwrap().id;
    finish(&one, id, Some(DONE));
    swap(&one, &other);
    for tab in [&one, &other] {
        assert_eq!(tab.image().tables.tasks.len(), 1);
        assert!(!tab.image().is_open(0), "done on one, done on both");
    }
    assert_eq!(state(&one.image()).rows, state(&other.image()).rows);
}

fn any_task() -> impl Strategy<Value = Task> {
    let due = prop::option::of((20_000..20_005).prop_map(|n| model::Day::from_number(n).unwrap()));
    let done = prop::option::of((0_i64..5).prop_map(|n| Moment::new(n * 1_000, 0).unwrap()));
    let kind = prop::option::of((0..TaskKind::ALL.len()).prop_map(|n| TaskKind::ALL[n].clone()));
    ("[ab]{1,2}", "[xy]?", due, done, kind, any::<bool>()).prop_map(
        |(title, owner, due, done, kind, of_ada)| Task {
            customer: of_ada.then(|| Id::from_bytes([7; 16])),
            title,
            owner,
            due,
            done,
            kind,
            ..Task::default()
        },
    )
}

fn any_filter() -> impl Strategy<Value = TaskFilter> {
    let kind = prop::option::weighted(0.3, Just(TaskKind::Call));
    let owner = prop::option::weighted(0.3, "[xy]?");
    (any::<bool>(), "[abD]?", owner, kind).prop_map(|(done, text, owner, kind)| TaskFilter {
        done,
        text,
        owner,
        kind,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn lists_have_what_the_filter_wants_soonest_first(
        all in prop::collection::vec(any_task(), 0..30),
        filter in any_filter(),
    ) {
        let tab = Device::new(1).open();
        let ada = save(&tab, "Ada");
        for task in &all {
            add(&tab, Task { customer: task.customer.map(|_| ada), ..task.clone() });
        }
        let image = tab.image();
        let listed = tasks(&image, &filter);
        let passes = |task: &Task| {
            let text = filter.text.to_lowercase();
            let named = task.customer.is_some() && "ada".contains(&text);
            task.done.is_some() == filter.done
                && (task.title.contains(&text) || named)
                && filter.owner.as_ref().is_none_or(|owner| task.owner == *owner)
                && (filter.kind.is_none() || task.kind == filter.kind)
        };
        let mut expected: Vec<u32> =
            (0..all.len() as u32).filter(|at| passes(&all[*at as usize])).collect();
        expected.sort_by_key(|at| {
            let task = &all[*at as usize];
            match filter.done {
                true => (false, -task.done.unwrap().millis()),
                false => (task.due.is_none(), task.due.map_or(0, |day| day.number().into())),
            }
        });
        prop_assert_eq!(listed, expected);
        let owners: std::collections::BTreeSet<&str> =
            all.iter().map(|task| task.owner.as_str()).filter(|owner| !owner.is_empty()).collect();
        let owners: Vec<&str> = owners.into_iter().collect();
        prop_assert_eq!(task_owners(&image), owners);
    }
}

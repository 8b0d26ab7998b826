//! What was deleted, and how it comes back.

use model::{Id, Kind};
use pollster::block_on;
use workspace::commands::trash;
use workspace::{CommandError, Rush};

use crate::common::peers::Tab;
use crate::common::state::{records, state, worked_out};
use crate::common::{Device, customer, order, usd, visit};

struct Scene {
    device: Device,
    tab: Tab,
    ada: Id,
    bob: Id,
    /// Two of Ada's, one of Bob's.
    orders: [Id; 3],
    visit: Id,
}

fn scene() -> Scene {
    let device = Device::new(1);
    let tab = device.open();
    let person = |name| block_on(tab.save(None, customer(name), name)).unwrap().id;
    let (ada, bob) = (person("Ada"), person("Bob"));
    let orders = [(ada, 100), (ada, 200), (bob, 400)].map(|(who, amount)| {
        block_on(tab.save(None, order(who, "2026-01-01", usd(amount)), "")).unwrap().id
    });
    let seen = visit(ada, "2026-04-01T09:00:00+02:00", "Range");
    let visit = block_on(tab.save(None, seen, "")).unwrap().id;
    Scene { device, tab, ada, bob, orders, visit }
}

fn listed(tab: &Tab) -> Vec<(Kind, Id)> {
    trash(&tab.image()).into_iter().map(|record| (record.kind, record.id)).collect()
}

fn delete(scene: &Scene, kind: Kind, id: Id) -> Id {
    scene.device.clock.advance(10);
    block_on(scene.tab.delete(kind, &[id], "")).unwrap()
}

fn agrees(Scene { device, tab, .. }: &Scene) {
    assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
    assert_eq!(state(&device.open().image()), state(&tab.image()));
    assert_eq!(listed(&device.open()), listed(tab));
}

#[test]
fn the_last_deleted_is_first_and_what_went_with_a_customer_is_not_beside_them() {
    let scene = scene();
    let Scene { tab, ada, bob, orders, .. } = &scene;
    assert_eq!(listed(tab), []);
    delete(&scene, Kind::Order, orders[0]);
    delete(&scene, Kind::Customer, *ada);
    delete(&scene, Kind::Order, orders[2]);
    let list = [(Kind::Order, orders[2]), (Kind::Customer, *ada), (Kind::Order, orders[0])];
    assert_eq!(listed(tab), list);
    delete(&scene, Kind::Customer, *bob);
    assert_eq!(listed(tab)[0], (Kind::Customer, *bob));
    assert_eq!(listed(tab)[1..], list);
    let deleted = trash(&tab.image())[0].deleted;
    assert_eq!(deleted.device, tab.device());
    assert_eq!(deleted.millis, crate::common::NOW + 40);
    agrees(&scene);
}

#[test]
fn a_customer_comes_back_with_what_went_along_and_not_with_what_was_deleted_before() {
    let scene = scene();
    let Scene { device, tab, ada, orders, visit, .. } = &scene;
    delete(&scene, Kind::Order, orders[0]);
    let before = records(&tab.image());
    delete(&scene, Kind::Customer, *ada);
    block_on(tab.compact(&Rush)).unwrap();

    let tab = device.open();
    block_on(tab.restore(Kind::Customer, &[*ada], "Ada")).unwrap();
    assert_eq!(records(&tab.image()), before);
    assert!(tab.image().tables.interactions.get(*visit).is_some());
    assert_eq!(listed(&tab), [(Kind::Order, orders[0])]);
    assert_eq!(tab.image().activity(0).revenue, 200);
    block_on(tab.restore(Kind::Order, &[orders[0]], "")).unwrap();
    assert_eq!(listed(&tab), []);
    assert_eq!(tab.image().activity(0).revenue, 300);
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn two_customers_deleted_at_once_come_back_one_by_one() {
    let scene = scene();
    let Scene { tab, ada, bob, orders, .. } = &scene;
    let before = records(&tab.image());
    block_on(tab.delete(Kind::Customer, &[*ada, *bob], "")).unwrap();
    assert_eq!(listed(tab).len(), 2);
    block_on(tab.restore(Kind::Customer, &[*bob], "Bob")).unwrap();
    assert_eq!(tab.image().columns.amount, [400]);
    assert!(tab.image().tables.orders.get(orders[0]).is_none());
    block_on(tab.restore(Kind::Customer, &[*ada], "Ada")).unwrap();
    assert_eq!(records(&tab.image()), before);
    agrees(&scene);
}

#[test]
fn undoing_a_restoration_puts_back_into_the_trash_what_had_been_there() {
    let scene = scene();
    let Scene { tab, ada, orders, .. } = &scene;
    delete(&scene, Kind::Order, orders[0]);
    delete(&scene, Kind::Customer, *ada);
    let (gone, list) = (records(&tab.image()), listed(tab));
    let restored = block_on(tab.restore(Kind::Customer, &[*ada], "Ada")).unwrap();
    let back = records(&tab.image());
    let undone = block_on(tab.undo(restored)).unwrap();
    assert_eq!(records(&tab.image()), gone);
    assert_eq!(listed(tab), list);
    block_on(tab.undo(undone)).unwrap();
    assert_eq!(records(&tab.image()), back);
    agrees(&scene);
}

#[test]
fn what_hung_on_a_merged_customer_goes_and_comes_with_the_one_that_stays() {
    let scene = scene();
    let Scene { tab, ada, bob, .. } = &scene;
    block_on(tab.merge_customers(*ada, *bob, &customer("Ada"))).unwrap();
    let before = records(&tab.image());
    delete(&scene, Kind::Customer, *ada);
    assert_eq!(listed(tab), [(Kind::Customer, *ada)], "Bob's order is not beside Ada");
    assert!(tab.image().columns.amount.is_empty());
    block_on(tab.restore(Kind::Customer, &[*ada], "Ada")).unwrap();
    assert_eq!(records(&tab.image()), before);
    assert_eq!(tab.image().activity(0).revenue, 700);
    agrees(&scene);
}

#[test]
fn what_is_not_in_the_trash_is_not_restored_and_nothing_is_written() {
    let scene = scene();
    let Scene { device, tab, ada, .. } = &scene;
    let before = device.store.contents();
    for (kind, id) in [
        (Kind::Customer, *ada),
        (Kind::Customer, Id::from_bytes([9; 16])),
        (Kind::Other("novelty".into()), *ada),
    ] {
        assert_eq!(block_on(tab.restore(kind, &[id], "")), Err(CommandError::NotFound));
    }
    assert_eq!(device.store.contents(), before);
}

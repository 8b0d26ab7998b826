//! Whom a search finds beyond those who bear what was typed.

use std::cell::Cell;
use std::sync::Arc;

use model::{Customer, Id, Interaction, Kind};
use pollster::block_on;
use workspace::query::{CustomerFilter, CustomerSort, How, Search, customers};
use workspace::{Image, MemoryStore, Workspace};

use crate::common::searches::listed;
use crate::common::{Device, customer, order, usd, visit};

type Tab = Workspace<MemoryStore>;

fn add(tab: &Tab, name: &str, notes: &str) -> Id {
    let customer = Customer { notes: notes.into(), ..customer(name) };
    block_on(tab.save(None, customer, "")).unwrap().id
}

fn tell(tab: &Tab, of: Id, notes: &str) {
    let told = Interaction { notes: notes.into(), ..visit(of, "2026-03-01T09:00:00Z", "Range") };
    block_on(tab.save(None, told, "")).unwrap();
}

/// The search, all of it, in stretches as long as `is_due` lets them be.
fn search(image: &Image, typed: &str, is_due: &dyn Fn() -> bool) -> Search {
    let mut search = Search::begin(image, typed);
    while !search.is_over() {
        search.go_on(image, is_due);
    }
    search
}

/// Names as they are listed, how each was found, and what it is that notes say.
fn told(image: &Image, typed: &str) -> Vec<(String, How, Option<String>)> {
    let search = search(image, typed, &|| false);
    let found = search.found();
    let slots = listed(image, Arc::new(found.clone()));
    assert_eq!(slots.len(), search.count());
    let each = slots.into_iter().map(|slot| {
        let name = image.tables.customers.row(slot).unwrap().record.name.clone();
        let said = search.mention(image, slot);
        let said = said.map(|cut| format!("{}[{}]{}", cut.before, cut.matched, cut.after));
        (name, found.how(slot).unwrap(), said)
    });
    each.collect()
}

fn names(image: &Image, typed: &str) -> Vec<String> {
    told(image, typed).into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn notes_and_interactions_are_found_after_names_with_what_they_say() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = add(&tab, "Ada", "Has a Café in town");
    tell(&tab, ada, "Asked for the\nPRICE list of spring");
    let bob = add(&tab, "Bob", "");
    tell(&tab, bob, "No list, no talk of prices");
    add(&tab, "Price & Sons", "");
    let image = tab.image();
    let said = |text: &str| Some(text.to_owned());
    assert_eq!(
        told(&image, "price"),
        [
            ("Price & Sons".into(), How::Bears, None),
            ("Ada".into(), How::Mentioned, said("Asked for the [PRICE] list of spring")),
            ("Bob".into(), How::Mentioned, said("…list, no talk of [price]s")),
        ]
    );
    assert_eq!(
        told(&image, "cafe"),
        [("Ada".into(), How::Mentioned, said("Has a [Café] in town"))]
    );
    // Words may be some of the name and some of the notes, of several of them too.
    assert_eq!(names(&image, "ada spring"), ["Ada"]);
    assert_eq!(names(&image, "cafe spring"), ["Ada"]);
    assert_eq!(names(&image, "bob spring"), [""; 0]);
    // Too short to say anything.
    assert_eq!(names(&image, "of"), [""; 0]);
}

#[test]
fn two_han_characters_are_enough_to_find_notes_by() {
    let device = Device::new(1);
    let tab = device.open();
    let li = add(&tab, "李雷", "");
    tell(&tab, li, "送了绿茶样品");
    let image = tab.image();
    let said = Some("送了[绿茶]样品".to_owned());
    assert_eq!(told(&image, "绿茶"), [("李雷".into(), How::Mentioned, said)]);
    assert_eq!(names(&image, "茶"), [""; 0]);
    assert_eq!(names(&image, "lilei"), ["李雷"]);
    assert_eq!(names(&image, "ll"), ["李雷"]);
}

#[test]
fn a_slip_of_the_finger_finds_them_below_those_who_are_spelt_so() {
    let device = Device::new(1);
    let tab = device.open();
    for name in ["Maria Smith", "Smiht Ltd", "Jo Smyth", "Smart"] {
        add(&tab, name, "");
    }
    let talk = add(&tab, "Zoe", "Knows the smiht people");
    let image = tab.image();
    let found: Vec<_> = told(&image, "smiht").into_iter().map(|it| (it.0, it.1)).collect();
    assert_eq!(
        found,
        [
            ("Smiht Ltd".into(), How::Bears),
            ("Maria Smith".into(), How::Nearly),
            ("Zoe".into(), How::Mentioned),
        ]
    );
    // By another order the three stay apart.
    drop(image);
    block_on(tab.save(None, order(talk, "2026-03-01", usd(9)), "")).unwrap();
    let image = tab.image();
    let found = Some(Arc::new(search(&image, "smiht", &|| false).found()));
    let filter = CustomerFilter { found, ..CustomerFilter::default() };
    let sorted = customers(&image, &filter, CustomerSort::Revenue, true);
    assert_eq!(sorted, customers(&image, &filter, CustomerSort::Name, false));
}

#[test]
fn those_who_are_nearly_it_are_left_out_where_many_are() {
    let device = Device::new(1);
    let tab = device.open();
    add(&tab, "Ana Costa", "");
    for number in 0..19 {
        add(&tab, &format!("Anna {number}"), "");
    }
    assert!(names(&tab.image(), "anna").contains(&"Ana Costa".to_owned()));
    add(&tab, "Anna 19", "");
    assert!(!names(&tab.image(), "anna").contains(&"Ana Costa".to_owned()));
}

#[test]
fn those_who_are_gone_are_not_found_nor_what_was_said_to_them() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = add(&tab, "Ada", "Likes orchids");
    let bob = add(&tab, "Bob", "");
    tell(&tab, bob, "Sent orchids");
    assert_eq!(names(&tab.image(), "orchids"), ["Ada", "Bob"]);
    block_on(tab.delete(Kind::Customer, &[ada], "")).unwrap();
    assert_eq!(names(&tab.image(), "orchids"), ["Bob"]);
    let told = tab.image().interactions_of(bob)[0];
    let told = tab.image().tables.interactions.row(told).unwrap().id;
    block_on(tab.delete(Kind::Interaction, &[told], "")).unwrap();
    assert_eq!(names(&tab.image(), "orchids"), [""; 0]);
}

#[test]
fn however_often_it_pauses_the_same_are_found() {
    let device = Device::new(1);
    let tab = device.open();
    for number in 0..700 {
        let id = add(&tab, &format!("Customer {number}"), "");
        if number % 7 == 0 {
            tell(&tab, id, "Asked for cusotmer cards");
        }
    }
    let image = tab.image();
    for typed in ["cusotmer", "cards", "custmer 29", "nobody", ""] {
        let pauses = Cell::new(0);
        let slow = search(&image, typed, &|| {
            pauses.set(pauses.get() + 1);
            true
        });
        assert_eq!(slow.found(), search(&image, typed, &|| false).found(), "{typed}");
        assert!(typed.is_empty() || pauses.get() > 2, "{typed}");
    }
    let mut search = Search::begin(&image, "customer");
    search.go_on(&image, &|| true);
    assert!(!search.has_first() && search.count() > 0, "even who bears it is found in stretches");
    search.go_on(&image, &|| false);
    assert_eq!((search.has_first(), search.is_over(), search.count()), (true, false, 700));
}

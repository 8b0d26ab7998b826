//! Laws that hold whatever customers say of themselves.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use duplicates::{
    Everybody, Index, LIKELY, Newcomers, Pair, Scan, Spelled, Whom, compare, groups, same_emails,
    same_phones,
};
use model::{Customer, CustomerType, Day, Id};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Texts that mean something to the crate, texts close to each other, and any text.
fn text(known: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(known).prop_map(str::to_owned),
        1 => vec(select(known), 0..6).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
        1 => vec(any::<char>(), 0..300).prop_map(|chars| chars.into_iter().collect()),
    ]
}

const NAMES: &[&str] = &[
    "Lei Li",
    "Li, Lei",
    "LEI  LI",
    "Li Lei Ltd",
    "李雷",
    "李 雷",
    "李雷先生",
    "王伟",
    "J. Smith",
    "John Smith",
    "Jon Smith",
    "John Smith Jr",
    "Mr. ",
    "先生",
    "上海",
    "有限公司",
    "云禾科技",
    "(Leeds)",
    "（浦东店）",
    "北京分公司",
    "&",
    "'",
    "Copper Kettle",
    "Copper Kettle GmbH & Co. KG",
];
const PHONES: &[&str] = &[
    "07700 900001",
    "+44 7700 900001",
    "0044 (0)7700 900001",
    "15412345678",
    "+86 15412345678",
    "021-05555132-801",
    "021-05555132 转 802",
    "0000000",
    "123",
    "+",
    "99999999999999999999",
];
const EMAILS: &[&str] = &[
    "lei@example.com",
    "LEI@example.com",
    "info@acme.example",
    "sales@acme.example",
    "@",
    "a@",
    "l.e.i+x@googlemail.com",
    "lei@gmail.com",
    "+@gmail.com",
];
const STREETS: &[&str] = &[
    "12 High Street",
    "High St 12",
    "12 Hihg Street",
    "南京西路100号",
    "上海市南京西路 100 号",
    "1",
];

fn each(known: &'static [&'static str]) -> impl Strategy<Value = BTreeMap<String, String>> {
    vec(text(known), 0..3)
        .prop_map(|keys| keys.into_iter().map(|key| (key, String::new())).collect())
}

prop_compose! {
    fn customer()(
        name in text(NAMES),
        kind in option::of(select(CustomerType::ALL)),
        code in text(&["", "C1", "c 1", "C2"]),
        phones in each(PHONES),
        emails in each(EMAILS),
        street in text(STREETS),
        city in text(&["", "Leeds", "上海", "上海市"]),
        postcode in text(&["", "LS1 4AB", "ls14ab", "200000"]),
        birthday in option::of(-5..5_i32),
    ) -> Customer {
        let birthday = birthday.and_then(Day::from_number);
        Customer {
            name, customer_type: kind, code, phones, emails, street, city, postcode, birthday,
            ..Customer::default()
        }
    }
}

fn pairs(customers: &[(Id, &Customer)], at_least: u8) -> Vec<Pair> {
    let mut everybody = Everybody::default();
    customers.iter().for_each(|(id, customer)| everybody.add(*id, customer));
    Scan::new(everybody, at_least).finish()
}

fn id(number: usize) -> Id {
    Id::from_bytes((number as u128).to_be_bytes())
}

type Entries = BTreeMap<String, String>;
/// What finds the spellings, and two lists.
type Same<'a> = (fn(&Entries, &Entries) -> Vec<Spelled>, &'a Entries, &'a Entries);

proptest! {
    #[test]
    fn it_does_not_matter_who_comes_first(one in customer(), other in customer()) {
        prop_assert_eq!(compare(&one, &other), compare(&other, &one));
    }

    #[test]
    fn the_reasons_make_the_score(one in customer(), other in customer()) {
        let compared = compare(&one, &other);
        let points: i32 = compared.reasons.iter().map(|reason| reason.points()).sum();
        prop_assert_eq!(i32::from(compared.score), points.clamp(0, 100));
    }

    #[test]
    fn a_copy_of_somebody_with_a_name_and_an_identifier_is_found(
        original in customer(),
        name in select(NAMES),
        kind in 0..3_u8,
        number in 0..99_999_999_u32,
    ) {
        let mut original = original;
        // Some keep whatever name they have, if it is one.
        if kind != 0 || !original.name.chars().any(char::is_alphanumeric) {
            name.clone_into(&mut original.name);
        }
        match kind {
            0 => original.code = format!("C{number}"),
            1 => drop(original.emails.insert(format!("{number}@example.com"), String::new())),
            _ => drop(original.phones.insert(format!("154{number:08}"), String::new())),
        }
        // Only so many are read: the one just put in must be among them.
        prop_assume!(original.emails.len() <= 8 && original.phones.len() <= 8);
        prop_assert!(compare(&original, &original).score >= LIKELY);
        let both = [(id(1), &original), (id(2), &original)];
        prop_assert_eq!(pairs(&both, LIKELY).len(), 1);
        let mut index = Index::default();
        index.add(id(1), &original);
        prop_assert_eq!(index.like(&original, None, LIKELY).len(), 1);
        prop_assert!(index.like(&original, Some(id(1)), LIKELY).is_empty());
    }

    #[test]
    fn the_order_of_adding_does_not_change_the_pairs(
        customers in vec(customer(), 0..40),
        seed in any::<u64>(),
    ) {
        let mut order: Vec<(Id, &Customer)> =
            customers.iter().enumerate().map(|(number, customer)| (id(number), customer)).collect();
        let before = pairs(&order, 30);
        fastrand::Rng::with_seed(seed).shuffle(&mut order);
        let mut everybody = Everybody::default();
        order.iter().for_each(|(id, customer)| everybody.add(*id, customer));
        let mut scan = Scan::new(everybody, 30);
        while !scan.step(10).is_done() {}
        prop_assert_eq!(&scan.finish(), &before);

        prop_assert!(before.is_sorted_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a, pair.b)));
        prop_assert!(before.iter().all(|pair| pair.a < pair.b && pair.score >= 30));
        let mut members: Vec<Id> = groups(&before).concat();
        let all = members.len();
        members.sort_unstable();
        members.dedup();
        prop_assert_eq!(members.len(), all, "somebody is in two groups");
    }

    #[test]
    fn what_the_index_says_on_entry_is_what_the_scan_says(
        customers in vec(customer(), 2..12),
        gone in subsequence((100..140_usize).collect::<Vec<_>>(), 0..40),
    ) {
        // Others come and go meanwhile.
        let mut index = Index::default();
        for (number, customer) in gone.iter().zip(&customers) {
            index.add(id(*number), customer);
        }
        customers.iter().enumerate().for_each(|(number, customer)| index.add(id(number), customer));
        gone.iter().for_each(|number| index.remove(id(*number)));
        let mut on_entry: Vec<Pair> = Vec::new();
        for (number, customer) in customers.iter().enumerate() {
            let found = index.like(customer, Some(id(number)), LIKELY);
            on_entry.extend(found.into_iter().filter(|m| id(number) < m.id).map(|m| Pair {
                a: id(number),
                b: m.id,
                score: m.score,
                reasons: m.reasons,
            }));
        }
        on_entry.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a, pair.b));
        let customers: Vec<_> = customers.iter().enumerate().map(|(n, c)| (id(n), c)).collect();
        prop_assert_eq!(on_entry, pairs(&customers, LIKELY));
    }

    #[test]
    fn newcomers_look_like_whom_a_scan_of_everybody_says(
        pool in vec(customer(), 3),
        known in vec((0..3_usize, select(&["", "C1", "C2"][..])), 0..4),
        newcomers in vec((0..3_usize, select(&["", "C1", "C2"][..])), 0..5),
    ) {
        // The same few people again and again, some with another number of another system.
        let copy = |(place, code): &(usize, &str)| Customer { code: (*code).to_owned(), ..pool[*place].clone() };
        let [known, newcomers] = [known, newcomers].map(|all| all.iter().map(copy).collect::<Vec<_>>());
        // So few that nothing is held by many, in either index or in both together.
        let everybody: Vec<(Id, &Customer)> =
            known.iter().chain(&newcomers).enumerate().map(|(number, one)| (id(number), one)).collect();
        let scanned = pairs(&everybody, LIKELY);
        let whom = |place: usize| match place.checked_sub(known.len()) {
            None => Whom::Known(id(place)),
            Some(newcomer) => Whom::Newcomer(newcomer),
        };
        let mut expected = Vec::new();
        for newcomer in 0..newcomers.len() {
            let place = known.len() + newcomer;
            let earlier = scanned.iter().filter(|pair| pair.b == id(place));
            let best = earlier.min_by_key(|pair| (std::cmp::Reverse(pair.score), pair.a));
            let who = best.and_then(|best| (0..place).find(|other| id(*other) == best.a));
            expected.extend(best.zip(who).map(|(best, who)| (best.score, newcomer, whom(who))));
        }
        expected.sort_by_key(|(score, newcomer, _)| (std::cmp::Reverse(*score), *newcomer));

        let mut index = Index::default();
        known.iter().enumerate().for_each(|(number, one)| index.add(id(number), one));
        let mut search = Newcomers::new(&index, LIKELY);
        newcomers.iter().for_each(|one| search.add(one));
        while !search.step(10).is_done() {}
        let found: Vec<_> =
            search.finish().into_iter().map(|one| (one.score, one.newcomer, one.whom)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_number_or_address_of_two_is_one_of_the_first_and_others_of_the_other(
        one in customer(),
        other in customer(),
    ) {
        let phones: Same = (same_phones, &one.phones, &other.phones);
        let emails: Same = (same_emails, &one.emails, &other.emails);
        for (same, first, second) in [phones, emails] {
            prop_assert_eq!(same(first, first), []);
            let mut known = BTreeSet::new();
            for found in same(first, second) {
                let all: Vec<&String> = found.goes.iter().chain([&found.stands]).collect();
                prop_assert!(all.iter().all(|text| first.contains_key(*text) || second.contains_key(*text)));
                prop_assert_eq!(all.iter().filter(|text| first.contains_key(**text)).count(), 1);
                for text in all {
                    prop_assert!(known.insert(text.clone()), "{} stands for two", text);
                }
            }
        }
    }
}

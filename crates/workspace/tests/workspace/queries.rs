//! Lists: what is in them and in what order, against the simplest way to say the same.

use std::rc::Rc;

use analytics::rfm::Segment;
use model::{Channel, Custom, Customer, Day, Id, Interaction, Moment, Order, Stage};
use pollster::block_on;
use proptest::prelude::*;
use search::{Hay, Query, Rank, Scratch};
use workspace::query::{self, CustomerFilter, CustomerSort, Happening, InteractionFilter};
use workspace::query::{CustomTest, OrderFilter};
use workspace::{Group, Image, Slot, Standing};

use crate::common::ops::{Done, op, perform};
use crate::common::searches::{found, listed};
use crate::common::{Device, customer, order, usd, visit};

fn on(number: i32) -> Day {
    Day::from_number(number).unwrap()
}

/// A group people ask for, to be put in place of those it has.
fn group() -> impl Strategy<Value = Option<Group>> {
    prop::option::weighted(
        0.3,
        prop_oneof![
            Just(Group::Unscored),
            (1u8..=5, 1u8..=5).prop_map(|(r, f)| Group::Cell(r, f)),
            prop::sample::select(&Segment::ALL[..])
                .prop_map(|segment| Group::Segment(segment.code().to_owned())),
        ],
    )
}

/// What somebody types.
fn typed() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => Just(""), 1 => Just("c"), 1 => Just("V1"), 1 => Just("c1 v2"), 1 => Just("0123"),
        1 => Just("  f3 "),
    ]
}

fn filter() -> impl Strategy<Value = CustomerFilter> {
    let stage = prop::option::weighted(0.2, prop::sample::select(Stage::ALL));
    let owner = prop::option::weighted(0.1, prop_oneof![Just(String::new()), Just("Mei".into())]);
    let tag = prop::option::weighted(0.2, "v[0-6]");
    let about_now = || prop::option::weighted(0.2, (20_776i32..20_781).prop_map(on));
    let revenue = || prop::option::weighted(0.2, -3_000i64..5_000);
    let days = (about_now(), about_now());
    let asked = (stage, owner, tag, days, revenue(), revenue(), custom());
    asked.prop_map(|(stage, owner, tag, days, at_least, at_most, custom)| CustomerFilter {
        found: None,
        stage,
        owner,
        tag,
        among: None,
        silent_since: days.0,
        contact_since: days.1,
        at_least,
        at_most,
        custom,
    })
}

fn custom() -> impl Strategy<Value = Vec<(String, CustomTest)>> {
    let key = prop::sample::select(&["word", "sizes", "vip", "weight", "met", "siz"][..]);
    let number = || prop::option::of((0i64..5).prop_map(|whole| whole * 1_000_000_000));
    let met = || prop::option::of((20_000i32..20_009).prop_map(on));
    let test = prop_oneof![
        "v[0-6]|yes|no|1.5".prop_map(CustomTest::Is),
        Just(CustomTest::Any),
        (number(), number()).prop_map(|(from, to)| CustomTest::Number(from, to)),
        (met(), met()).prop_map(|(from, to)| CustomTest::Day(from, to)),
    ];
    let test = (key.prop_map(ToOwned::to_owned), test);
    prop_oneof![4 => Just(Vec::new()), 1 => prop::collection::vec(test, 1..3)]
}

/// Whether `custom` passes, by going through all that is in it.
fn passes(custom: &Custom, key: &str, test: &CustomTest) -> bool {
    let of_field = |(at, value): (&String, &String)| match at.split_once('/') {
        Some((field, choice)) => (field == key).then(|| choice.to_owned()),
        None => (at == key).then(|| value.clone()),
    };
    let values: Vec<String> = custom.iter().filter_map(of_field).collect();
    values.iter().any(|value| match test {
        CustomTest::Is(wanted) => value == wanted,
        CustomTest::Any => true,
        CustomTest::Number(from, to) => value.parse::<f64>().is_ok_and(|value| {
            let nano = (value * 1e9) as i64;
            from.unwrap_or(i64::MIN) <= nano && nano <= to.unwrap_or(i64::MAX)
        }),
        CustomTest::Day(from, to) => value
            .parse::<Day>()
            .is_ok_and(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)),
    })
}

fn sort() -> impl Strategy<Value = CustomerSort> {
    use CustomerSort as S;
    prop::sample::select(
        &[S::Name, S::LastOrder, S::Orders, S::Revenue, S::LastContact, S::Added][..],
    )
}

/// Every text of a customer that the search looks at.
fn texts(record: &Customer) -> Vec<String> {
    let mut texts = vec![&record.name, &record.code, &record.city, &record.industry]
        .into_iter()
        .chain(record.phones.keys())
        .chain(record.emails.keys())
        .chain(record.tags.keys())
        .map(|text| text.to_lowercase())
        .collect::<Vec<_>>();
    let digits = |text: &String| text.chars().filter(char::is_ascii_digit).collect();
    texts.extend(record.phones.keys().map(digits));
    for (key, value) in &record.custom {
        match key.as_str() {
            "word" | "weight" => texts.push(value.to_lowercase()),
            "vip" | "met" => {}
            sizes => texts.push(sizes.trim_start_matches("sizes/").to_lowercase()),
        }
    }
    texts
}

/// How well the customer matches what was typed.
fn rank(image: &Image, slot: Slot, typed: &str) -> Option<Rank> {
    let texts = texts(&image.tables.customers.row(slot)?.record);
    Query::parse(typed).rank(&Hay::of(&texts.join("\n"), &mut Scratch::default()))
}

fn admits(
    image: &Image,
    slot: Slot,
    typed: &str,
    filter: &CustomerFilter,
    group: Option<&Group>,
    standing: &Standing,
) -> bool {
    let Some(row) = image.tables.customers.live_row(slot) else { return false };
    let (record, activity) = (&row.record, image.activity(slot));
    let mut checks = vec![rank(image, slot, typed).is_some()];
    if let Some(stage) = &filter.stage {
        checks.push(record.stage.as_ref() == Some(stage));
    }
    if let Some(owner) = &filter.owner {
        checks.push(record.owner == *owner);
    }
    if let Some(tag) = &filter.tag {
        checks.push(record.tags.contains_key(tag));
    }
    for (key, test) in &filter.custom {
        checks.push(passes(&record.custom, key, test));
    }
    let contact = activity.last_contact.map(|at| at.day());
    if let Some(day) = filter.silent_since {
        checks.push(match contact {
            Some(contact) => contact < day,
            None => true,
        });
    }
    if let Some(day) = filter.contact_since {
        checks.push(match contact {
            Some(contact) => contact >= day,
            None => false,
        });
    }
    if let Some(least) = filter.at_least {
        checks.push(activity.revenue >= least);
    }
    if let Some(most) = filter.at_most {
        checks.push(activity.revenue <= most);
    }
    match (group, standing.rfm.score(slot)) {
        (None, _) | (Some(Group::Unscored), None) => {}
        (Some(Group::Segment(code)), Some(score)) => {
            let table = &standing.rfm.table;
            checks.push(table.names[score.segment.get()].code() == code.as_str());
        }
        (Some(Group::Cell(r, f)), Some(score)) => {
            checks.push((score.r, score.f) == (*r, *f));
        }
        _ => checks.push(false),
    }
    checks.into_iter().all(|passed| passed)
}

/// Orders by one key, those without it last, ties as they were.
fn ordered<K: Ord>(
    found: Vec<Slot>,
    descending: bool,
    key: impl Fn(Slot) -> Option<K>,
) -> Vec<Slot> {
    let (mut with, without): (Vec<Slot>, Vec<Slot>) =
        found.into_iter().partition(|slot| key(*slot).is_some());
    with.sort_by(|a, b| if descending { key(*b).cmp(&key(*a)) } else { key(*a).cmp(&key(*b)) });
    [with, without].concat()
}

fn naive(
    image: &Image,
    typed: &str,
    filter: &CustomerFilter,
    group: Option<&Group>,
    standing: &Standing,
    sort: CustomerSort,
    descending: bool,
) -> Vec<Slot> {
    let slots = 0..image.tables.customers.slot_count() as Slot;
    let found: Vec<Slot> =
        slots.filter(|slot| admits(image, *slot, typed, filter, group, standing)).collect();
    let row = |slot: Slot| image.tables.customers.row(slot).unwrap();
    match sort {
        CustomerSort::Name => {
            let name = |slot: Slot| row(slot).record.name.to_lowercase();
            let mut sorted = ordered(found, descending, |slot| Some(name(slot)));
            sorted.sort_by_key(|slot| rank(image, *slot, typed));
            sorted
        }
        CustomerSort::LastOrder => ordered(found, descending, |s| image.activity(s).last_order),
        CustomerSort::LastContact => {
            ordered(found, descending, |s| image.activity(s).last_contact.map(Moment::millis))
        }
        CustomerSort::Orders => ordered(found, descending, |s| Some(image.activity(s).orders)),
        CustomerSort::Revenue => ordered(found, descending, |s| Some(image.activity(s).revenue)),
        CustomerSort::Added => ordered(found, descending, |s| {
            let base = row(s).marks.base;
            Some((base.millis, base.counter))
        }),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn customers_are_filtered_and_sorted_as_the_slow_way_does(
        ops in prop::collection::vec(op(), 20..80),
        questions in prop::collection::vec((typed(), filter(), group(), sort(), any::<bool>()), 20),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
        }
        let image = tab.image();
        let standing = image.standing(on(20_006)).unwrap();
        for (typed, mut filter, group, sort, descending) in questions {
            filter.found = (!typed.is_empty()).then(|| found(&image, typed));
            filter.among = group.as_ref().map(|group| Rc::new(standing.members(&image, group)));
            prop_assert_eq!(
                query::customers(&image, &filter, sort, descending),
                naive(&image, typed, &filter, group.as_ref(), &standing, sort, descending),
                "{} {:?} {:?} {:?} {}", typed, filter, group, sort, descending
            );
        }
    }

    #[test]
    fn orders_and_interactions_come_newest_first(
        ops in prop::collection::vec(op(), 20..80),
        from in prop::option::of(19_999i32..20_009),
        to in prop::option::of(19_999i32..20_009),
        refunds: bool,
        channel in prop::option::of(prop::sample::select(Channel::ALL)),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
        }
        let image = tab.image();
        let tables = &image.tables;
        let within = |day: Option<Day>, from: Option<Day>, to: Option<Day>| match day {
            Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
            None => from.is_none() && to.is_none(),
        };

        let filter = OrderFilter { from: from.map(on), to: to.map(on), refunds, ..Default::default() };
        let expected = (0..tables.orders.slot_count() as Slot)
            .filter(|slot| tables.orders.live_row(*slot).is_some_and(|row| {
                within(row.record.day, filter.from, filter.to)
                    && (!refunds || row.record.amount.unwrap().minor < 0)
            }))
            .collect();
        let day = |slot| tables.orders.row(slot).unwrap().record.day;
        prop_assert_eq!(query::orders(&image, &filter), ordered(expected, true, day));

        // Interactions take place around now, 774 days after the orders.
        let later = |number: Option<i32>| number.map(|number| on(number + 774));
        let filter = InteractionFilter {
            channel,
            from: later(from),
            to: later(to),
            ..Default::default()
        };
        let expected = (0..tables.interactions.slot_count() as Slot)
            .filter(|slot| tables.interactions.live_row(*slot).is_some_and(|row| {
                within(row.record.at.map(|at| at.day()), filter.from, filter.to)
                    && (filter.channel.is_none() || row.record.channel == filter.channel)
            }))
            .collect();
        let at = |slot| tables.interactions.row(slot).unwrap().record.at.map(Moment::millis);
        prop_assert_eq!(query::interactions(&image, &filter), ordered(expected, true, at));
    }
}

#[test]
fn a_search_puts_those_first_who_match_best_either_way_round() {
    let device = Device::new(1);
    let tab = device.open();
    for name in ["Zoe Ann", "Anna", "Hanna", "anton", "Bob"] {
        block_on(tab.save(None, customer(name), "")).unwrap();
    }
    let names = |descending| -> Vec<String> {
        let image = tab.image();
        let found = Some(found(&image, "AN"));
        let filter = CustomerFilter { found, ..CustomerFilter::default() };
        let found = query::customers(&image, &filter, CustomerSort::Name, descending);
        let name = |slot: &Slot| image.tables.customers.row(*slot).unwrap().record.name.clone();
        found.iter().map(name).collect()
    };
    assert_eq!(names(false), ["Anna", "anton", "Zoe Ann", "Hanna"]);
    assert_eq!(names(true), ["anton", "Anna", "Zoe Ann", "Hanna"]);
}

#[test]
fn a_number_is_found_however_it_is_written() {
    let device = Device::new(1);
    let tab = device.open();
    let mut record = customer("李雷");
    record.phones.insert("+86 138-0013 8000".into(), "mobile".into());
    record.emails.insert("Li.Lei@Example.cn".into(), String::new());
    block_on(tab.save(None, record, "")).unwrap();
    for text in ["13800138000", "138-0013", "李", "li.lei@EXAMPLE", "雷 8613800"] {
        assert_eq!(listed(&tab.image(), found(&tab.image(), text)), [0], "{text}");
    }
}

fn own(values: &[(&str, &str)]) -> Custom {
    values.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn lists_are_narrowed_by_fields_people_added() {
    let device = Device::new(1);
    let tab = device.open();
    let size = own(&[("size", "Large"), ("colours/Deep blue", ""), ("colours/Red", "")]);
    let mut ada = customer("Ada");
    ada.custom = size.clone();
    ada.custom.extend(own(&[("vip", "no"), ("weight", "-2.5"), ("born", "1999-12-31")]));
    let ada = block_on(tab.save(None, ada, "")).unwrap().id;
    let mut bob = customer("Bob");
    bob.custom = own(&[("size", "large"), ("colour", "Red"), ("weight", "12"), ("vip", "yes")]);
    block_on(tab.save(None, bob, "")).unwrap();
    block_on(tab.save(None, customer("Cy"), "")).unwrap();
    let is = |value: &str| CustomTest::Is(value.into());
    let day = |text: &str| text.parse().ok();
    let found = |tests: &[(&str, CustomTest)]| {
        let custom = tests.iter().map(|(key, test)| ((*key).to_owned(), test.clone())).collect();
        let filter = CustomerFilter { custom, ..CustomerFilter::default() };
        query::customers(&tab.image(), &filter, CustomerSort::Name, false)
    };
    for (key, test, slots) in [
        ("size", is("Large"), &[0][..]),
        ("size", CustomTest::Any, &[0, 1]),
        ("colours", is("Red"), &[0]),
        ("colours", is("Deep blue"), &[0]),
        ("colours", is("Deep"), &[]),
        ("colours", CustomTest::Any, &[0]),
        ("vip", is("no"), &[0]),
        ("vip", is("yes"), &[1]),
        ("weight", CustomTest::Number(None, Some(-2_500_000_000)), &[0]),
        ("weight", CustomTest::Number(Some(-2_499_999_999), None), &[1]),
        ("weight", CustomTest::Number(None, None), &[0, 1]),
        ("size", CustomTest::Number(None, None), &[]),
        ("born", CustomTest::Day(day("1999-12-31"), day("1999-12-31")), &[0]),
        ("born", CustomTest::Day(day("2000-01-01"), None), &[]),
        ("absent", CustomTest::Any, &[]),
    ] {
        assert_eq!(found(&[(key, test.clone())]), slots, "{key} {test:?}");
    }
    assert_eq!(found(&[("size", CustomTest::Any), ("vip", is("yes"))]), [1]);
    assert_eq!(found(&[]), [0, 1, 2]);

    let plain = order(ada, "2026-03-01", usd(1));
    for order in [plain.clone(), Order { custom: size.clone(), ..plain }] {
        block_on(tab.save(None, order, "")).unwrap();
    }
    let plain = visit(ada, "2026-03-01T09:00:00Z", "Range");
    for visit in [Interaction { custom: size, ..plain.clone() }, plain] {
        block_on(tab.save(None, visit, "")).unwrap();
    }
    let custom = vec![("size".to_owned(), is("Large"))];
    let orders = OrderFilter { custom: custom.clone(), ..OrderFilter::default() };
    assert_eq!(query::orders(&tab.image(), &orders), [1]);
    let visits = InteractionFilter { custom, ..InteractionFilter::default() };
    assert_eq!(query::interactions(&tab.image(), &visits), [0]);
}

#[test]
fn words_and_choices_in_fields_people_added_are_found() {
    let device = Device::new(1);
    let tab = device.open();
    let mut record = customer("李雷");
    let friend = Id::from_bytes([0xAB; 16]).to_string();
    let long = "endless ".repeat(100);
    record.custom = own(&[
        ("dog", "Poodle"),
        ("colours/Deep Blue", ""),
        ("contract", "0048213"),
        ("vip", "yes"),
        ("member", "no"),
        ("budget", "77.50 USD"),
        ("renewal", "2031-05-17"),
        ("friend", &friend),
        ("story", &long),
    ]);
    let id = block_on(tab.save(None, record.clone(), "")).unwrap().id;
    let count = |text: &str| listed(&tab.image(), found(&tab.image(), text)).len();
    for text in ["POODLE", "deep blue", "48213", "poodle 李"] {
        assert_eq!(count(text), 1, "{text}");
    }
    for text in ["yes", "no", "77.50", "2031", "abab", "endless", "colours", "dog"] {
        assert_eq!(count(text), 0, "{text}");
    }
    record.custom.remove("dog");
    block_on(tab.save(Some(id), record, "")).unwrap();
    assert_eq!(count("poodle"), 0);
    assert_eq!(count("deep"), 1);
}

#[test]
fn a_timeline_is_newest_first_and_stays_so_when_something_goes() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    let mut orders = Vec::new();
    for (on, amount) in [("2026-03-01", 1), ("2026-03-01", 2), ("2026-01-01", 3), ("2026-03-01", 4)]
    {
        orders.push(block_on(tab.save(None, order(ada, on, usd(amount)), "")).unwrap().id);
    }
    for at in ["2026-03-01T09:00:00+08:00", "2026-03-01T17:00:00+08:00", "2026-02-01T09:00:00Z"] {
        block_on(tab.save(None, visit(ada, at, "Range"), "")).unwrap();
    }
    let seen = || -> Vec<Happening> {
        query::timeline(&tab.image(), ada).into_iter().map(|(_, what)| what).collect()
    };
    use Happening::{Interaction as I, Order as O};
    assert_eq!(seen(), [I(1), I(0), O(3), O(1), O(0), I(2), O(2)]);
    block_on(tab.delete(model::Kind::Order, &orders[2..3], "")).unwrap();
    assert_eq!(seen(), [I(1), I(0), O(3), O(1), O(0), I(2)]);
    block_on(tab.delete(model::Kind::Order, &orders[..1], "")).unwrap();
    assert_eq!(seen(), [I(1), I(0), O(3), O(1), I(2)]);
    let reopened = device.open();
    let days = |tab: &workspace::Workspace<_>| -> Vec<Day> {
        query::timeline(&tab.image(), ada).into_iter().map(|(day, _)| day).collect()
    };
    assert_eq!(days(&reopened), days(&tab));
}

#[test]
fn owners_and_tags_are_those_of_live_customers() {
    let device = Device::new(1);
    let tab = device.open();
    for (name, owner, tag) in [("Ada", "Mei", "vip"), ("Bob", "Lee", "vip"), ("Cy", "", "press")] {
        let mut record = Customer { owner: owner.into(), ..customer(name) };
        record.tags.insert(tag.into(), true);
        block_on(tab.save(None, record, "")).unwrap();
    }
    assert_eq!(query::owners(&tab.image()), ["Lee", "Mei"]);
    assert_eq!(query::tags(&tab.image()), ["press", "vip"]);
    let last = tab.image().tables.customers.row(2).unwrap().id;
    block_on(tab.delete(model::Kind::Customer, &[last], "")).unwrap();
    assert_eq!(query::tags(&tab.image()), ["vip"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn names_listed_after_every_change_are_in_the_order_of_a_fresh_look(
        ops in prop::collection::vec(op(), 1..25),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        let mut done = Done::default();
        let names = |image: &Image| -> Vec<(String, Id)> {
            let filter = CustomerFilter::default();
            let slots = query::customers(image, &filter, CustomerSort::Name, false);
            let row = |slot| image.tables.customers.row(slot).unwrap();
            slots.into_iter().map(|slot| (row(slot).record.name.to_lowercase(), row(slot).id)).collect()
        };
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let listed = names(&tab.image());
            prop_assert!(listed.is_sorted_by_key(|(name, _)| name.lines().next().unwrap_or_default().to_owned()));
            let (mut listed, mut fresh) = (listed, names(&device.open().image()));
            listed.sort();
            fresh.sort();
            prop_assert_eq!(listed, fresh);
        }
    }
}

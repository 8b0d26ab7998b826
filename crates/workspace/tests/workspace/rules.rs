//! Segments by rule, against a slow reading of the records.

use std::collections::{BTreeMap, BTreeSet};

use analytics::rfm::{Scoring, Weights};
use model::{
    Channel, Custom, CustomField, CustomType, Customer, Day, Id, Interaction, Kind, Money, Order,
    Rate, Settings, Stage,
};
use pollster::block_on;
use proptest::prelude::*;
use workspace::analysis::rules::{
    Condition, DEPTH_LIMIT, Field, Group, Join, Look, NODES_LIMIT, Node, Problem, RuleSegment,
    Subject, Template, Test, Trouble, rule_group,
};
use workspace::{FittedValue, Group as Named, Image, MemoryStore, Workspace};

use crate::common::ops::{Done, op, perform};
use crate::common::{Device, customer, day, order, usd, visit};
use crate::ltv::fitted;

const TODAY: &str = "2026-03-15";

fn all(of: impl IntoIterator<Item = Condition>) -> Group {
    Group::new(Join::All, of.into_iter().map(Node::from).collect())
}

fn is(field: &str, test: &str, values: &[&str]) -> Condition {
    Condition::new(field, test, values)
}

fn named(image: &Image, rule: &Group) -> Result<BTreeSet<String>, Vec<Problem>> {
    let members = image.satisfying(rule, day(TODAY))?;
    let live = image.tables.customers.iter().filter(|(slot, _)| members.contains(*slot));
    Ok(live.map(|(_, row)| row.record.name.clone()).collect())
}

fn names(image: &Image, of: impl IntoIterator<Item = Condition>) -> Vec<String> {
    named(image, &all(of)).unwrap().into_iter().collect()
}

fn trouble(image: &Image, condition: Condition) -> Trouble {
    let mut problems = named(image, &all([condition])).unwrap_err();
    assert_eq!(problems.len(), 1);
    problems.remove(0).what
}

fn fields() -> BTreeMap<String, CustomField> {
    let field = |name: &str, holds: CustomType| {
        let choices = ["S", "M", "L"].map(str::to_owned).to_vec();
        let (on, name) = (Kind::Customer.name().to_owned(), name.to_owned());
        CustomField { on, name, holds, choices, place: 0, retired: false, listed: false }
    };
    use CustomType as T;
    [
        ("word", T::Text),
        ("weight", T::Number),
        ("limit", T::Money),
        ("met", T::Day),
        ("size", T::Choice),
        ("sizes", T::Choices),
        ("vip", T::Flag),
        ("boss", T::Customer),
        ("new", T::Other("hologram".into())),
    ]
    .map(|(key, holds)| (key.to_owned(), field(key, holds)))
    .into()
}

fn settings() -> Settings {
    let rates = [("EUR".to_owned(), Rate(2_000_000_000))].into();
    Settings { fields: fields(), rates, ..Settings::default() }
}

fn open() -> Workspace<MemoryStore> {
    let tab = Device::new(1).open();
    block_on(tab.save_settings(settings())).unwrap();
    tab
}

fn add(tab: &Workspace<MemoryStore>, record: Customer) -> Id {
    block_on(tab.save(None, record, "")).unwrap().id
}

fn bought(tab: &Workspace<MemoryStore>, by: Id, on: &str, minor: i64) {
    block_on(tab.save(None, order(by, on, usd(minor)), "")).unwrap();
}

#[test]
fn conditions_on_what_orders_come_to() {
    let tab = open();
    let big = add(&tab, customer("Big"));
    let small = add(&tab, customer("Small"));
    add(&tab, customer("None"));
    for (on, minor) in [("2025-11-01", 40_000), ("2026-01-10", 20_001), ("2026-03-16", 99_999)] {
        bought(&tab, big, on, minor);
    }
    bought(&tab, small, "2026-03-01", 30_000);
    bought(&tab, small, "2026-03-02", -5_000);
    let image = tab.image();
    let who = |field: &str, test: &str, values: &[&str]| names(&image, [is(field, test, values)]);
    assert_eq!(who("revenue", "at_least", &["600.01"]), ["Big"], "nothing of after the day");
    assert_eq!(who("revenue", "at_least", &["300.01 EUR"]), [""; 0], "600.02 of the base");
    assert_eq!(who("revenue", "between", &["0", "250"]), ["None", "Small"]);
    assert_eq!(who("orders", "is", &["1"]), ["Small"]);
    assert_eq!(who("orders", "is_not", &["1"]), ["Big", "None"]);
    assert_eq!(who("mean_order", "is", &["300.01"]), ["Big"], "halves go up");
    assert_eq!(who("mean_order", "empty", &[]), ["None"]);
    assert_eq!(who("first_order", "last_year", &[]), ["Big"]);
    assert_eq!(who("last_order", "this_month", &[]), ["Small"]);
    assert_eq!(who("last_order", "longer_ago", &["63"]), ["Big"]);
    assert_eq!(who("last_order", "longer_ago", &["64"]), [""; 0]);
    assert_eq!(who("last_order", "in_last", &["64"]), ["Big", "Small"]);
    assert_eq!(who("last_order", "empty", &[]), ["None"]);
    assert_eq!(who("days_since_order", "at_most", &["14"]), ["Small"]);
}

#[test]
fn contacts_of_after_the_day_and_notes_are_no_last_contact() {
    let tab = open();
    let seen = add(&tab, customer("Seen"));
    let noted = add(&tab, customer("Noted"));
    for at in ["2026-01-01T09:00:00+00:00", "2026-02-01T23:30:00+08:00", "2026-04-01T09:00:00Z"] {
        let at = at.replace(":00Z", ":00+00:00");
        block_on(tab.save(None, visit(seen, &at, "s"), "")).unwrap();
    }
    let note = Interaction {
        channel: Some(Channel::Note),
        ..visit(noted, "2026-03-14T09:00:00+00:00", "n")
    };
    block_on(tab.save(None, note, "")).unwrap();
    let image = tab.image();
    let who = |field: &str, test: &str, values: &[&str]| names(&image, [is(field, test, values)]);
    assert_eq!(who("last_contact", "is", &["2026-02-01"]), ["Seen"]);
    assert_eq!(who("days_since_contact", "is", &["42"]), ["Seen"]);
    assert_eq!(who("last_contact", "empty", &[]), ["Noted"]);
    assert_eq!(who("interactions", "at_least", &["1"]), ["Noted", "Seen"]);
}

#[test]
fn texts_are_compared_without_regard_to_case_and_many_values_one_by_one() {
    let tab = open();
    let tags = |all: &[&str]| all.iter().map(|tag| ((*tag).to_owned(), true)).collect();
    add(
        &tab,
        Customer { tags: tags(&["VIP", "trade fair"]), city: "MÜNCHEN".into(), ..customer("A") },
    );
    add(&tab, Customer { tags: tags(&["vipers"]), city: "上海".into(), ..customer("B") });
    add(&tab, Customer { phones: [("0123456".into(), String::new())].into(), ..customer("C") });
    let image = tab.image();
    let who = |field: &str, test: &str, values: &[&str]| names(&image, [is(field, test, values)]);
    assert_eq!(who("tags", "is", &["vip"]), ["A"]);
    assert_eq!(who("tags", "is_not", &["vip"]), ["B", "C"]);
    assert_eq!(who("tags", "begins", &["VIP"]), ["A", "B"]);
    assert_eq!(who("tags", "lacks", &["p"]), ["C"]);
    assert_eq!(who("tags", "one_of", &["trade FAIR", "vipers"]), ["A", "B"]);
    assert_eq!(who("tags", "none_of", &["vipers", "x"]), ["A", "C"]);
    assert_eq!(who("tags", "empty", &[]), ["C"]);
    assert_eq!(who("city", "contains", &["ünch"]), ["A"]);
    assert_eq!(who("city", "is", &["上海"]), ["B"]);
    assert_eq!(who("phone", "empty", &[]), ["A", "B"]);
}

#[test]
fn fields_people_added_are_asked_by_their_type() {
    let tab = open();
    let boss = add(&tab, customer("Boss"));
    let gone = add(&tab, customer("Gone"));
    let custom = |pairs: &[(&str, &str)]| -> Custom {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let a = [
        ("word", "Blue Sky"),
        ("weight", "12.5"),
        ("limit", "10.00 EUR"),
        ("met", "2000-03-20"),
        ("size", "M"),
        ("sizes/S", ""),
        ("sizes/L", ""),
        ("vip", "yes"),
        ("boss", &gone.to_string()),
    ];
    add(&tab, Customer { custom: custom(&a), ..customer("A") });
    let b = [("weight", "-1"), ("limit", "30.00 USD"), ("met", "2026-03-15"), ("vip", "no")];
    add(&tab, Customer { custom: custom(&b), ..customer("B") });
    let kept = tab.image().tables.customers.get(boss).unwrap().clone();
    block_on(tab.merge_customers(boss, gone, &kept)).unwrap();
    let image = tab.image();
    let who = |key: &str, test: &str, values: &[&str]| {
        names(&image, [is(&format!("custom/{key}"), test, values)])
    };
    assert_eq!(who("word", "contains", &["SKY"]), ["A"]);
    assert_eq!(who("word", "is", &["blue sky"]), ["A"]);
    assert_eq!(who("weight", "between", &["-1", "12.4"]), ["B"]);
    assert_eq!(who("weight", "at_least", &["12.5"]), ["A"]);
    assert_eq!(who("weight", "empty", &[]), ["Boss"]);
    assert_eq!(who("limit", "at_most", &["20"]), ["A"], "20 of the base");
    assert_eq!(who("met", "this_month", &[]), ["B"]);
    assert_eq!(who("met", "anniversary", &["5"]), ["A", "B"]);
    assert_eq!(who("met", "anniversary", &["4"]), ["B"]);
    assert_eq!(who("size", "is", &["M"]), ["A"]);
    assert_eq!(who("sizes", "one_of", &["M", "L"]), ["A"]);
    assert_eq!(who("sizes", "is_not", &["L"]), ["B", "Boss"]);
    assert_eq!(who("vip", "is", &["no"]), ["B"]);
    assert_eq!(who("boss", "is", &[&boss.to_string()]), ["A"], "who has become part of the boss");
    let unknown = |code: &str| Trouble::Unknown(code.to_owned());
    assert_eq!(trouble(&image, is("custom/new", "filled", &[])), unknown("custom/new"));
    assert_eq!(trouble(&image, is("custom/nowhere", "filled", &[])), unknown("custom/nowhere"));
    assert_eq!(trouble(&image, is("custom/vip", "at_least", &["1"])), unknown("at_least"));
}

#[test]
fn scores_and_segments_are_those_of_the_day() {
    let tab = open();
    for n in 1..=5_i64 {
        let id = add(&tab, customer(&format!("C{n}")));
        for _ in 0..n {
            bought(&tab, id, &format!("2026-01-0{n}"), n * 100);
        }
    }
    add(&tab, customer("None"));
    let image = tab.image();
    let who = |field: &str, test: &str, values: &[&str]| names(&image, [is(field, test, values)]);
    assert_eq!(who("segment", "is", &["champions"]), ["C5"]);
    assert_eq!(who("segment", "empty", &[]), ["None"]);
    assert_eq!(who("r", "at_least", &["4"]), ["C4", "C5"]);
    assert_eq!(who("m", "is", &["1"]), ["C1"]);
    assert_eq!(who("tier", "is", &["vip"]), ["C5"]);
    assert_eq!(who("tier", "is_not", &["ordinary"]), ["C3", "C4", "C5"]);
    assert_eq!(who("contact_due", "longer_ago", &["0"]), [""; 0]);
    assert_eq!(who("value_score", "at_least", &["4.5"]), ["C5"]);
    assert_eq!(who("value_score", "between", &["1.4", "2"]), ["C2"]);
    let look = Look::new(&image, day(TODAY));
    let offers = Subject::of_code("segment").unwrap().offers(&look);
    assert!(offers.contains(&"champions".to_owned()));
    drop(image);

    // C1 has R 1, F 1, M 1; with another scoring chosen, the rule follows.
    let weights = Weights::new(0, 0, 1).unwrap();
    let mut scoring = Scoring::default();
    scoring.weights = weights;
    block_on(tab.define("w", Some(&scoring))).unwrap();
    block_on(tab.choose_scoring("w")).unwrap();
    let found = names(&tab.image(), [is("value_score", "is", &["3"])]);
    assert_eq!(found, ["C3"]);
}

#[test]
fn groups_join_what_stands_in_them() {
    let tab = open();
    for (name, city, stage) in [
        ("A", "Paris", Some(Stage::Active)),
        ("B", "Paris", None),
        ("C", "Rome", Some(Stage::Active)),
        ("D", "Oslo", None),
    ] {
        add(&tab, Customer { city: city.into(), stage, ..customer(name) });
    }
    let image = tab.image();
    let city = |name: &str| Node::from(is("city", "is", &[name]));
    let active = || Node::from(is("stage", "is", &["active"]));
    let who = |rule: Group| named(&image, &rule).unwrap().into_iter().collect::<String>();
    assert_eq!(who(Group::new(Join::All, vec![city("Paris"), active()])), "A");
    assert_eq!(who(Group::new(Join::Any, vec![city("Paris"), active()])), "ABC");
    assert_eq!(who(Group::new(Join::None, vec![city("Paris"), active()])), "D");
    let either = Group::new(Join::Any, vec![city("Oslo"), city("Rome")]);
    let neither = Group::new(Join::None, vec![either.clone().into()]);
    assert_eq!(who(Group::new(Join::All, vec![either.into(), active()])), "C");
    assert_eq!(who(neither), "AB");
}

#[test]
fn what_is_wrong_is_said_of_the_condition_and_nobody_is_listed() {
    let tab = open();
    add(&tab, customer("A"));
    let image = tab.image();
    let unreadable = |text: &str| Trouble::Unreadable(text.to_owned());
    let unknown = |code: &str| Trouble::Unknown(code.to_owned());
    for (condition, what) in [
        (is("revenue", "at_least", &[]), Trouble::Missing),
        (is("revenue", "at_least", &[" "]), Trouble::Missing),
        (is("revenue", "at_least", &["much"]), unreadable("much")),
        (is("revenue", "at_least", &["1.00 XAU"]), Trouble::NoRate("XAU".parse().unwrap())),
        (is("orders", "at_least", &["1.5"]), unreadable("1.5")),
        (is("orders", "between", &["5", "4"]), Trouble::Reversed),
        (is("last_order", "at_least", &["2026-02-30"]), unreadable("2026-02-30")),
        (is("last_order", "in_last", &["-3"]), unreadable("-3")),
        (is("orders", "contains", &["1"]), unknown("contains")),
        (is("orders", "sounds_like", &["1"]), unknown("sounds_like")),
        (is("horoscope", "is", &["leo"]), unknown("horoscope")),
        (is("custom/boss", "is", &["nobody"]), unreadable("nobody")),
        (is("p_alive", "at_most", &["30"]), Trouble::Unavailable(Field::StillCustomer)),
    ] {
        assert_eq!(trouble(&image, condition), what);
    }
    let nothing = Group::default();
    assert_eq!(named(&image, &nothing).unwrap_err()[0].what, Trouble::Nothing);

    // A condition that cannot be asked does not become everybody where it is to hold for none.
    let neither = Group::new(Join::None, vec![is("horoscope", "is", &["leo"]).into()]);
    let inner = Group::new(Join::All, vec![is("name", "filled", &[]).into(), neither.into()]);
    let problems = named(&image, &inner).unwrap_err();
    assert_eq!(problems, [Problem { at: vec![1, 0], what: unknown("horoscope") }]);
    // Without it, the rule can be asked.
    let left = inner.without(&[problems[0].at.clone()]);
    assert_eq!(named(&image, &left).unwrap().len(), 1);
}

#[test]
fn rules_too_deep_or_too_large_are_refused() {
    let tab = open();
    add(&tab, customer("A"));
    let image = tab.image();
    let leaf = || Node::from(is("name", "filled", &[]));
    let nested = |depth: usize| {
        (1..depth).fold(Group::new(Join::All, vec![leaf()]), |inner, _| {
            Group::new(Join::All, vec![inner.into()])
        })
    };
    assert!(named(&image, &nested(DEPTH_LIMIT)).is_ok());
    let problems = named(&image, &nested(DEPTH_LIMIT + 1)).unwrap_err();
    assert_eq!(problems[0].what, Trouble::TooDeep);
    let stored = serde_json::to_string(&nested(60)).unwrap();
    assert!(named(&image, &serde_json::from_str(&stored).unwrap()).is_err());
    let deeper = serde_json::to_string(&nested(200)).unwrap();
    assert!(serde_json::from_str::<Group>(&deeper).is_err(), "no stack is long enough for all");
    let wide = |count| Group::new(Join::Any, vec![leaf(); count]);
    assert!(named(&image, &wide(NODES_LIMIT)).is_ok());
    let problems = named(&image, &wide(100_000)).unwrap_err();
    assert_eq!((problems.len(), &problems[0].what), (1, &Trouble::TooMany));
}

#[test]
fn a_stored_rule_names_a_group_of_customers_wherever_it_comes_from() {
    let device = Device::new(1);
    let tab = device.open();
    add(&tab, Customer { city: "Paris".into(), ..customer("A") });
    add(&tab, customer("B"));
    let segment = RuleSegment {
        name: "Parisians".into(),
        colour: 2,
        rule: all([is("city", "is", &["paris"])]),
    };
    block_on(tab.define("p", Some(&segment))).unwrap();
    let members = |tab: &Workspace<MemoryStore>, code: &str| {
        let image = tab.image();
        let standing = image.standing(day(TODAY)).unwrap();
        let members = standing.members(&image, &Named::of_code(code));
        let live = image.tables.customers.iter().filter(|(slot, _)| members.contains(*slot));
        live.map(|(_, row)| row.record.name.clone()).collect::<String>()
    };
    assert_eq!(members(&tab, &rule_group("p")), "A");
    assert_eq!(members(&device.open(), "rule:p"), "A");
    assert_eq!(members(&tab, "rule:q"), "");
    let moved = tab.image().tables.customers.iter().map(|(_, row)| row.id).last().unwrap();
    let record = Customer { city: "PARIS".into(), ..customer("B") };
    block_on(tab.save(Some(moved), record, "")).unwrap();
    assert_eq!(members(&tab, "rule:p"), "AB", "an edit that moves no order counts at once");
    for hostile in ["{", "[]", r#"{"name":"x"}"#, r#"{"name":"x","rule":{"join":"all","of":[7]}}"#]
    {
        let definitions = [("rule/h".to_owned(), hostile.to_owned())].into();
        block_on(tab.save_settings(Settings { definitions, ..Settings::default() })).unwrap();
        assert_eq!(members(&tab, "rule:h"), "", "{hostile}");
    }
}

#[test]
fn what_is_kept_says_its_currency_and_nothing_it_does_not_need() {
    let tab = open();
    let image = tab.image();
    let look = Look::new(&image, day(TODAY));
    let kept = |condition: Condition| condition.canonical(&look).values;
    assert_eq!(kept(is("revenue", "at_least", &[" 500 ", "7"])), ["500.00 USD"]);
    assert_eq!(kept(is("revenue", "between", &["5", "6 EUR"])), ["5.00 USD", "6.00 EUR"]);
    assert_eq!(kept(is("tags", "one_of", &["a", "", " b"])), ["a", "b"]);
    assert_eq!(kept(is("tags", "empty", &["a"])), [""; 0]);
    assert_eq!(kept(is("revenue", "at_least", &["x"])), ["x"]);
    assert_eq!(kept(is("horoscope", "at_least", &["x", "y"])), ["x", "y"]);
}

#[test]
fn a_tally_counts_everybody_and_names_the_greatest() {
    let tab = open();
    for n in 0..6_i64 {
        let id = add(&tab, customer(&format!("C{n}")));
        bought(&tab, id, "2026-01-01", [3, 9, 1, 9, 5, 7][n as usize] * 100);
    }
    let image = tab.image();
    let look = Look::new(&image, day(TODAY));
    let members = image.satisfying(&all([is("revenue", "at_least", &["2"])]), day(TODAY)).unwrap();
    let tally = look.tally(&members, 3);
    assert_eq!((tally.customers, tally.revenue, tally.first), (5, 3_300, vec![1, 3, 5]));
}

/// What is known of one customer, put together from the records the slow way.
struct Naive<'a> {
    image: &'a Image,
    today: Day,
    record: &'a Customer,
    orders: Vec<&'a Order>,
    contacts: Vec<&'a Interaction>,
    slot: u32,
}

enum Held {
    Number(Option<i128>),
    Day(Option<Day>),
    Texts(Vec<String>),
}

impl Naive<'_> {
    fn held(&self, field: &str) -> Held {
        let one = |text: &str| Held::Texts(vec![text.to_owned()]);
        let code = |text: Option<&str>| Held::Texts(text.map(str::to_owned).into_iter().collect());
        let bought = || self.orders.iter().filter(|o| o.amount.unwrap().minor >= 0);
        let revenue: i64 = self.orders.iter().map(|o| o.amount.unwrap().minor).sum();
        let rfm = self.image.standing(self.today).unwrap().rfm;
        let own = |key: &str| self.record.custom.get(key).cloned();
        match field {
            "name" => one(&self.record.name),
            "city" => one(&self.record.city),
            "stage" => code(self.record.stage.as_ref().map(Stage::code)),
            "tags" => Held::Texts(self.record.tags.keys().cloned().collect()),
            "birthday" => Held::Day(self.record.birthday),
            "size" => Held::Number(self.record.size.map(|n| i128::from(n) * 1_000_000_000)),
            "orders" => Held::Number(Some(bought().count() as i128)),
            "revenue" => Held::Number(Some(revenue.into())),
            "last_order" => Held::Day(bought().filter_map(|o| o.day).max()),
            "first_order" => Held::Day(bought().filter_map(|o| o.day).min()),
            "days_since_order" => {
                let last = bought().filter_map(|o| o.day).max();
                Held::Number(last.map(|day| self.today.days_since(day).into()))
            }
            "last_contact" => {
                Held::Day(self.contacts.iter().filter_map(|i| Some(i.at?.day())).max())
            }
            "r" => Held::Number(rfm.score(self.slot).map(|score| score.r.into())),
            "segment" => code(rfm.segment(self.slot).map(|name| name.code()).as_deref()),
            "custom/word" => Held::Texts(own("word").into_iter().collect()),
            "custom/weight" => Held::Number(
                own("weight").map(|text| (text.parse::<f64>().unwrap() * 1e9).round() as i128),
            ),
            "custom/met" => Held::Day(own("met").map(|text| day(&text))),
            "custom/sizes" => {
                let all = self.record.custom.keys().filter_map(|key| key.strip_prefix("sizes/"));
                Held::Texts(all.map(str::to_owned).collect())
            }
            other => unreachable!("{other}"),
        }
    }

    fn holds(&self, condition: &Condition) -> bool {
        let values: Vec<&str> = condition.values.iter().map(String::as_str).collect();
        match (self.held(&condition.field), condition.test.as_str()) {
            (Held::Texts(held), test) => {
                let held: Vec<String> =
                    held.iter().filter(|t| !t.is_empty()).map(|t| t.to_lowercase()).collect();
                let wanted: Vec<String> = values.iter().map(|v| v.to_lowercase()).collect();
                let any = |passes: fn(&str, &str) -> bool| {
                    held.iter().any(|have| wanted.iter().any(|want| passes(have, want)))
                };
                match test {
                    "is" | "one_of" => any(|have, want| have == want),
                    "is_not" | "none_of" => !any(|have, want| have == want),
                    "contains" => any(|have, want| have.contains(want)),
                    "lacks" => !any(|have, want| have.contains(want)),
                    "begins" => any(|have, want| have.starts_with(want)),
                    "empty" => held.is_empty(),
                    "filled" => !held.is_empty(),
                    other => unreachable!("{other}"),
                }
            }
            (Held::Number(held), test) => {
                let scale = match condition.field.as_str() {
                    "size" | "custom/weight" => 1e9,
                    "revenue" => 100.0,
                    _ => 1.0,
                };
                let want = |at: usize| (values[at].parse::<f64>().unwrap() * scale).round() as i128;
                match (held, test) {
                    (held, "empty") => held.is_none(),
                    (held, "filled") => held.is_some(),
                    (held, "is_not") => held != Some(want(0)),
                    (None, _) => false,
                    (Some(held), "is") => held == want(0),
                    (Some(held), "at_least") => held >= want(0),
                    (Some(held), "at_most") => held <= want(0),
                    (Some(held), "between") => (want(0)..=want(1)).contains(&held),
                    (_, other) => unreachable!("{other}"),
                }
            }
            (Held::Day(held), test) => {
                let Some(held) = held else { return test == "empty" };
                let ago = self.today.days_since(held);
                let count = || values[0].parse::<i32>().unwrap();
                let month = |day: Day| day.to_string()[..7].to_owned();
                let before = |day: Day| {
                    (1..40)
                        .filter_map(move |back| {
                            let earlier = Day::from_number(day.number() - back)?;
                            (month(earlier) != month(day)).then(|| month(earlier))
                        })
                        .next()
                        .unwrap()
                };
                let year = |day: Day| day.to_string()[..4].parse::<i32>().unwrap();
                match test {
                    "empty" => false,
                    "filled" => true,
                    "in_last" => (0..=count()).contains(&ago),
                    "longer_ago" => ago > count(),
                    "in_next" => (-count()..=0).contains(&ago),
                    "this_month" => month(held) == month(self.today),
                    "last_month" => month(held) == before(self.today),
                    "this_year" => year(held) == year(self.today),
                    "last_year" => year(held) + 1 == year(self.today),
                    "at_least" => held >= day(values[0]),
                    "at_most" => held <= day(values[0]),
                    "is" => held == day(values[0]),
                    "between" => held >= day(values[0]) && held <= day(values[1]),
                    "anniversary" => (0..=count()).any(|ahead| {
                        let on = Day::from_number(self.today.number() + ahead).unwrap();
                        let dates = |day: Day| day.to_string()[5..].to_owned();
                        let leap = Day::from_ymd(year(on), 2, 29).is_some();
                        let date = match dates(held).as_str() {
                            "02-29" if !leap => "03-01".to_owned(),
                            date => date.to_owned(),
                        };
                        on >= held && dates(on) == date
                    }),
                    other => unreachable!("{other}"),
                }
            }
        }
    }

    fn satisfies(&self, group: &Group) -> bool {
        let mut each = group.of.iter().map(|node| match node {
            Node::Group(group) => self.satisfies(group),
            Node::Condition(condition) => self.holds(condition),
            Node::Other(_) => unreachable!("none is made"),
        });
        match group.join {
            Join::All => each.all(|holds| holds),
            Join::Any => each.any(|holds| holds),
            Join::None => !each.any(|holds| holds),
        }
    }
}

fn naive(image: &Image, rule: &Group, today: Day) -> BTreeSet<String> {
    let tables = &image.tables;
    let customers = tables.customers.iter().filter(|(slot, row)| {
        let orders = tables.orders.iter().map(|(_, row)| &row.record);
        let orders = orders.filter(|o| o.customer == Some(row.id) && o.day.unwrap() <= today);
        let contacts = tables.interactions.iter().map(|(_, row)| &row.record);
        let contacts = contacts.filter(|i| {
            i.customer == Some(row.id)
                && i.channel != Some(Channel::Note)
                && i.at.unwrap().day() <= today
        });
        let (record, slot) = (&row.record, *slot);
        let (orders, contacts) = (orders.collect(), contacts.collect());
        Naive { image, today, record, orders, contacts, slot }.satisfies(rule)
    });
    customers.map(|(_, row)| row.record.name.clone()).collect()
}

const FIELDS: [&str; 18] = [
    "name",
    "city",
    "stage",
    "tags",
    "birthday",
    "size",
    "orders",
    "revenue",
    "first_order",
    "last_order",
    "days_since_order",
    "last_contact",
    "r",
    "segment",
    "custom/word",
    "custom/weight",
    "custom/met",
    "custom/sizes",
];

fn some_day() -> impl Strategy<Value = Day> {
    let around = day(TODAY).number();
    prop_oneof![
        around - 400..around + 40,
        around - 40..around + 5,
        Just(day("2024-02-29").number())
    ]
    .prop_map(|number| Day::from_number(number).unwrap())
}

/// A condition any field takes, with values that read.
fn condition(look_tests: Vec<(String, Vec<Test>)>) -> impl Strategy<Value = Condition> {
    prop::sample::select(look_tests).prop_flat_map(|(field, tests)| {
        prop::sample::select(tests).prop_flat_map(move |test| {
            let field = field.clone();
            let texts = match field.as_str() {
                "stage" => vec!["lead", "active", "lost"],
                "segment" => vec!["champions", "new", "lost"],
                "custom/sizes" => vec!["S", "M", "L"],
                _ => vec!["a", "B", "ab", "é"],
            };
            let (texts, numbers) = (prop::sample::select(texts), -2_i64..9);
            let is_day = matches!(
                field.as_str(),
                "birthday" | "first_order" | "last_order" | "last_contact" | "custom/met"
            );
            let is_text = matches!(
                field.as_str(),
                "name" | "city" | "stage" | "tags" | "segment" | "custom/word" | "custom/sizes"
            );
            let days = 0_i64..120;
            (prop::collection::vec((texts, numbers, some_day(), days), 2)).prop_map(move |picked| {
                let mut values: Vec<(i64, String)> = picked
                    .iter()
                    .map(|(text, number, day, days)| {
                        if test.counts_days() {
                            (0, days.to_string())
                        } else if is_day {
                            (day.number().into(), day.to_string())
                        } else if is_text {
                            (0, (*text).to_owned())
                        } else {
                            (*number, number.to_string())
                        }
                    })
                    .collect();
                // From is not after to.
                values.sort_by_key(|(key, _)| *key);
                let values = values.into_iter().map(|(_, text)| text);
                let values: Vec<String> = match test.operands() {
                    workspace::analysis::rules::Operands::None => Vec::new(),
                    workspace::analysis::rules::Operands::One => values.take(1).collect(),
                    _ => values.collect(),
                };
                Condition { field: field.clone(), test: test.code().to_owned(), values }
            })
        })
    })
}

fn tests_of_fields() -> Vec<(String, Vec<Test>)> {
    let tab = open();
    let image = tab.image();
    let look = Look::new(&image, day(TODAY));
    let tests = |code: &str| Subject::of_code(code).unwrap().holds(&look).unwrap().tests().to_vec();
    FIELDS.iter().map(|code| ((*code).to_owned(), tests(code))).collect()
}

fn rule() -> impl Strategy<Value = Group> {
    let leaf = condition(tests_of_fields()).prop_map(Node::from).boxed();
    let group = |of: BoxedStrategy<Node>| {
        (prop::sample::select(Join::ALL.to_vec()), prop::collection::vec(of, 1..4))
            .prop_map(|(join, of)| Group::new(join, of))
    };
    let inner = group(leaf.clone()).prop_map(Node::from).boxed();
    group(prop_oneof![3 => leaf, 1 => inner].boxed())
}

#[derive(Debug, Clone)]
struct Person {
    record: Customer,
    orders: Vec<(Day, i64)>,
    contacts: Vec<(Day, bool)>,
}

fn person() -> impl Strategy<Value = Person> {
    let text = || prop::sample::select(vec!["", "a", "A", "ab", "bab", "É"]);
    let stage = prop::sample::select(vec![None, Some(Stage::Lead), Some(Stage::Active)]);
    let tags = prop::collection::vec(text(), 0..3);
    let custom = (text(), prop::option::of(-2_i32..9), prop::option::of(some_day()), 0_u8..8);
    let orders = prop::collection::vec((some_day(), -300_i64..900), 0..4);
    let contacts = prop::collection::vec((some_day(), any::<bool>()), 0..3);
    let record = (text(), stage, tags, prop::option::of(some_day()), prop::option::of(0_u32..9));
    (record, custom, orders, contacts).prop_map(|(record, custom, orders, contacts)| {
        let (city, stage, tags, birthday, size) = record;
        let (word, weight, met, sizes) = custom;
        let mut own = Custom::new();
        own.extend((!word.is_empty()).then(|| ("word".to_owned(), word.to_owned())));
        own.extend(weight.map(|weight| ("weight".to_owned(), weight.to_string())));
        own.extend(met.map(|met| ("met".to_owned(), met.to_string())));
        for (bit, size) in ["S", "M", "L"].into_iter().enumerate() {
            own.extend((sizes & (1 << bit) != 0).then(|| (format!("sizes/{size}"), String::new())));
        }
        let tags = tags.into_iter().filter(|t| !t.is_empty()).map(|t| (t.to_owned(), true));
        let record = Customer {
            city: city.to_owned(),
            stage,
            tags: tags.collect(),
            birthday,
            size,
            custom: own,
            ..Customer::default()
        };
        Person { record, orders, contacts }
    })
}

fn filled(people: &[Person]) -> Workspace<MemoryStore> {
    let tab = open();
    for (n, Person { record, orders, contacts }) in people.iter().enumerate() {
        let id = add(&tab, Customer { name: format!("a{n}"), ..record.clone() });
        for (on, minor) in orders {
            bought(&tab, id, &on.to_string(), *minor);
        }
        for (on, note) in contacts {
            let channel = Some(if *note { Channel::Note } else { Channel::Call });
            let at = format!("{on}T12:00:00+00:00");
            let record = Interaction { channel, ..visit(id, &at, "s") };
            block_on(tab.save(None, record, "")).unwrap();
        }
    }
    tab
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_rule_lists_whom_a_slow_reading_lists(
        people in prop::collection::vec(person(), 1..12),
        rules in prop::collection::vec(rule(), 1..8),
    ) {
        let tab = filled(&people);
        let image = tab.image();
        for rule in &rules {
            prop_assert_eq!(named(&image, rule).unwrap(), naive(&image, rule, day(TODAY)), "{:?}", rule);
        }
    }

    #[test]
    fn asking_after_every_change_is_as_good_as_asking_once(
        ops in prop::collection::vec(op(), 1..25),
        rule in rule(),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        block_on(tab.save_settings(settings())).unwrap();
        let today = Day::from_number(20_006).unwrap();
        let listed = |image: &Image| {
            image.satisfying(&rule, today).map(|members| {
                let live = image.tables.customers.iter().filter(|(slot, _)| members.contains(*slot));
                live.map(|(_, row)| row.id).collect::<BTreeSet<Id>>()
            })
        };
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
            let kept = listed(&tab.image());
            prop_assert_eq!(kept, listed(&device.open().image()));
        }
    }

    #[test]
    fn whatever_is_stored_is_a_rule_or_is_refused(text in any_json()) {
        let tab = open();
        add(&tab, customer("A"));
        if let Ok(group) = serde_json::from_str::<Group>(&text) {
            let image = tab.image();
            let found = image.satisfying(&group, day(TODAY));
            prop_assert!(found.is_ok() || !found.unwrap_err().is_empty());
            let look = Look::new(&image, day(TODAY));
            let kept = serde_json::to_string(&group.canonical(&look)).unwrap();
            prop_assert!(serde_json::from_str::<Group>(&kept).is_ok());
        }
    }
}

/// Rules as a newer version or a hostile bundle may hold them.
fn any_json() -> impl Strategy<Value = String> {
    let text = || {
        let known =
            ["revenue", "tags", "custom/met", "at_least", "is", "between", "in_last", "any"];
        let odd = ["", "custom/", "9223372036854775807", "-1", "1e9", "0.0000000001", "🦀"];
        prop_oneof![
            prop::sample::select(known.to_vec()).prop_map(str::to_owned),
            prop::sample::select(odd.to_vec()).prop_map(str::to_owned),
            any::<String>(),
        ]
    };
    let leaf = (text(), text(), prop::collection::vec(text(), 0..3)).prop_map(|(field, test, values)| {
        serde_json::json!({ "field": field, "test": test, "values": values })
    });
    let node = leaf.prop_recursive(6, 40, 4, |inner| {
        let join = prop::sample::select(vec!["all", "any", "none", "most"]);
        (join, prop::collection::vec(inner, 0..4))
            .prop_map(|(join, of)| serde_json::json!({ "join": join, "of": of }))
    });
    node.prop_map(|value| value.to_string())
}

#[test]
fn amounts_are_kept_apart_by_their_currency() {
    let tab = open();
    let a = add(&tab, customer("A"));
    block_on(tab.save(None, order(a, "2026-01-01", Money::new(500, "EUR".parse().unwrap())), ""))
        .unwrap();
    let image = tab.image();
    assert_eq!(names(&image, [is("revenue", "is", &["10"])]), ["A"]);
    assert_eq!(names(&image, [is("revenue", "is", &["5 EUR"])]), ["A"]);
}

#[test]
fn every_template_is_a_rule_that_can_be_asked() {
    let tab = open();
    let long_ago = add(&tab, customer("Lapsed"));
    for on in ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01"] {
        bought(&tab, long_ago, on, 30_000);
    }
    let new =
        add(&tab, Customer { phones: [("0123456".into(), "".into())].into(), ..customer("New") });
    bought(&tab, new, "2026-03-02", 500);
    let born = Some(day("1990-03-20"));
    let customer_type = Some(model::CustomerType::Person);
    let heard = add(&tab, Customer { birthday: born, customer_type, ..customer("Heard") });
    block_on(tab.save(None, visit(heard, "2026-03-01T09:00:00+00:00", "s"), "")).unwrap();
    let image = tab.image();
    for template in Template::ALL {
        assert_eq!(Template::from_code(template.code()), Some(template));
        let found: String =
            named(&image, &template.rule()).unwrap().into_iter().collect::<Vec<_>>().join(" ");
        let wanted = match template {
            Template::SilentVips | Template::NoPhone | Template::Lapsed => "Lapsed",
            Template::NewThisMonth => "New",
            Template::Birthday | Template::NeverOrdered => "Heard",
        };
        assert_eq!(found, wanted, "{template:?}");
    }
}

#[test]
fn what_a_fitted_model_tells_can_be_asked() {
    let tab = open();
    for n in 1..=4_i64 {
        let id = add(&tab, customer(&format!("C{n}")));
        for month in 1..=n {
            bought(&tab, id, &format!("2025-0{month}-05"), 10_000);
        }
    }
    add(&tab, customer("None"));
    block_on(tab.define(FittedValue::ID, Some(&fitted()))).unwrap();
    let image = tab.image();
    let ltv = image.ltv(day(TODAY)).unwrap();
    let alive: Vec<f64> = (0..4).map(|slot| ltv.p_alive(slot).unwrap()).collect();
    let (low, high) =
        (alive.iter().copied().fold(1.0, f64::min), alive.iter().copied().fold(0.0, f64::max));
    assert!(low < high, "{alive:?}");
    let between = format!("{:.7}", (low + high) * 50.0);
    let wanted: Vec<String> = (0..4)
        .filter(|slot| alive[*slot] * 100.0 >= between.parse::<f64>().unwrap())
        .map(|slot| format!("C{}", slot + 1))
        .collect();
    assert_eq!(names(&image, [is("p_alive", "at_least", &[&between])]), wanted);
    assert_eq!(names(&image, [is("p_alive", "empty", &[])]), ["None"]);
    assert_eq!(names(&image, [is("expected_orders", "at_least", &["0"])]).len(), 4);
    assert_eq!(names(&image, [is("expected_value", "filled", &[])]).len(), 4);
}

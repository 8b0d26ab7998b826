//! The published schema, the reader and the writer agree on what a bundle is.

use std::collections::{BTreeMap, BTreeSet};

use boon::{Compiler, SchemaIndex, Schemas};
use interchange::bundle::{
    BundleHeader, Carried, ChangeLines, write_end, write_middle, write_row, write_separator,
    write_start,
};
use model::{
    ChangeSet, Channel, CustomField, CustomType, Customer, CustomerType, Day, DeviceId, Direction,
    Edit, Entity, Id, Interaction, Kind, Moment, Money, Order, OrderLine, Path, Rate, Row,
    Settings, Stage, Stamp, Summary, Task, TaskKind, Value, VersionVector, with_kinds,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::json;

use crate::{id, read, rows, stamp, write};

const SCHEMA: &str = include_str!("../../../../docs/bundle.schema.json");
const PAGE: &str = include_str!("../../../../docs/integrations.md");

/// A schema, ready to be held against files.
struct Compiled(Schemas, SchemaIndex);

impl Compiled {
    fn new(schema: Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource("memory:bundle", schema).unwrap();
        let index = compiler.compile("memory:bundle", &mut schemas).unwrap();
        Self(schemas, index)
    }

    fn published() -> Self {
        Self::new(serde_json::from_str(SCHEMA).unwrap())
    }

    /// The published one, taking nothing that it does not name.
    fn strict() -> Self {
        let mut schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let close = |part: &mut Value| {
            part["unevaluatedProperties"] = false.into();
        };
        let kinds: Vec<&str> = Kind::ALL.iter().map(Kind::name).collect();
        let parts = ["line", "record", "change_set", "part", "edit", "summary"];
        for name in kinds.iter().chain(&parts) {
            close(&mut schema["$defs"][name]);
        }
        // What the entity of a kind names is seen only in its own schema.
        close(&mut schema);
        Self::new(schema)
    }

    fn check(&self, bytes: &[u8]) -> Result<(), String> {
        let value: Value = serde_json::from_slice(bytes).map_err(|why| why.to_string())?;
        self.0.validate(&value, self.1).map_err(|why| format!("{why:#}"))
    }
}

fn device(n: u64) -> DeviceId {
    DeviceId(n)
}

/// A record of every kind with every field set. Written out in full, so that a new field must
/// be put in here; the schema then must name it.
fn filled() -> (Settings, Customer, Interaction, Order, Task) {
    let settings = Settings {
        name: "South".into(),
        base_currency: Some("CNY".parse().unwrap()),
        rates: BTreeMap::from([("USD".into(), "7.12".parse().unwrap())]),
        devices: BTreeMap::from([(device(0xfeed).to_string(), "Phone".into())]),
        apart: BTreeMap::from([(Settings::pair(id(1), id(2)), true)]),
        fields: BTreeMap::from([(
            "colours".into(),
            CustomField {
                on: "customer".into(),
                name: "Colours".into(),
                holds: CustomType::Choices,
                choices: vec!["red".into()],
                place: 1,
                retired: true,
                listed: true,
            },
        )]),
        mappings: BTreeMap::from([("Monthly".into(), r#"{"name":"Monthly"}"#.into())]),
        definitions: BTreeMap::from([("tiers/plan".into(), r#"{"vip":0.05}"#.into())]),
        extra: BTreeMap::new(),
    };
    let customer = Customer {
        name: "李雷 & Söhne".into(),
        customer_type: Some(CustomerType::Organisation),
        code: "C-1".into(),
        stage: Some(Stage::Active),
        owner: "Mei".into(),
        tags: BTreeMap::from([("a/b".into(), true)]),
        phones: BTreeMap::from([("+86 138 0013 8000".into(), "mobile".into())]),
        emails: BTreeMap::from([("li@example.cn".into(), String::new())]),
        street: "1 Road".into(),
        city: "Shanghai".into(),
        region: "Shanghai".into(),
        postcode: "200000".into(),
        country: "China".into(),
        industry: "Retail".into(),
        size: Some(12),
        source: "Fair".into(),
        preferred_channel: Some(Channel::Visit),
        birthday: Some("1990-02-28".parse().unwrap()),
        since: Some("2020-01-01".parse().unwrap()),
        notes: "Two\nlines".into(),
        custom: BTreeMap::from([("colours/red".into(), String::new())]),
        warnings: BTreeMap::from([("rarer".into(), "seen 2026-11-22".into())]),
        merged_into: Some(id(0)),
        extra: BTreeMap::new(),
    };
    let interaction = Interaction {
        customer: Some(id(1)),
        at: Some("2026-11-22T09:00:00.000+08:00".parse().unwrap()),
        channel: Some(Channel::Visit),
        direction: Some(Direction::Outbound),
        subject: "Range".into(),
        notes: "Liked it".into(),
        outcome: "Order".into(),
        next_step: "Samples".into(),
        custom: BTreeMap::from([("rain".into(), "yes".into())]),
        extra: BTreeMap::new(),
    };
    let order = Order {
        customer: Some(id(1)),
        day: Some("1997-01-01".parse().unwrap()),
        amount: Some("-11.77 USD".parse().unwrap()),
        number: "A-1".into(),
        lines: vec![OrderLine { item: "CD".into(), quantity: Some(2_500) }],
        notes: "Returned".into(),
        custom: BTreeMap::from([("deposit".into(), "5.00 USD".into())]),
        extra: BTreeMap::new(),
    };
    let task = Task {
        customer: Some(id(1)),
        title: "Ring".into(),
        notes: "After lunch".into(),
        kind: Some(TaskKind::Call),
        due: Some("2026-12-01".parse().unwrap()),
        owner: "Mei".into(),
        done: Some("2026-11-30T16:05:00.000+08:00".parse().unwrap()),
        source: "tier:vip".into(),
        extra: BTreeMap::new(),
    };
    (settings, customer, interaction, order, task)
}

fn every_edit() -> Vec<Edit> {
    let (kind, id, ids) = (Kind::Customer, id(1), vec![id(1), id(2)]);
    let path = Path::keyed("tags", "vip");
    let of = |edit: fn(Kind, Vec<Id>) -> Edit| edit(kind.clone(), ids.clone());
    vec![
        Edit::Create { kind: kind.clone(), id, fields: json!({ "name": "Ada" }) },
        Edit::Set {
            kind: kind.clone(),
            id,
            path: path.clone(),
            before: None,
            after: Some(true.into()),
        },
        Edit::Overwrote { kind: kind.clone(), id, path, before: Some(true.into()), after: None },
        of(|kind, ids| Edit::Delete { kind, ids }),
        of(|kind, ids| Edit::Restore { kind, ids }),
        of(|kind, ids| Edit::Created { kind, ids }),
        of(|kind, ids| Edit::Removed { kind, ids }),
        of(|kind, ids| Edit::Revived { kind, ids }),
        of(|kind, ids| Edit::Touched { kind, ids }),
    ]
}

fn every_summary() -> Vec<Summary> {
    let (kind, label, file) = (Kind::Other("badge".into()), String::new(), "a.csv".to_owned());
    let created = Summary::Created { kind: kind.clone(), label: "Ada".into() };
    vec![
        created.clone(),
        Summary::Edited { kind: kind.clone(), label: label.clone() },
        Summary::Deleted { kind: kind.clone(), count: 2, label: label.clone() },
        Summary::Restored { kind: kind.clone(), count: 0, label: label.clone() },
        Summary::Decided { kind: kind.clone(), label },
        Summary::Joined { kept: "Ada".into(), gone: "A. L.".into() },
        Summary::Imported { kind, created: 300, changed: 70_000, file: file.clone() },
        Summary::Merged { created: 0, changed: 1, file: file.clone() },
        Summary::Replaced { created: 1, changed: 2, deleted: 3, file },
        Summary::Sample { created: 9 },
        Summary::Finished { label: "Ring".into() },
        Summary::Planned { count: 3, label: "VIP".into() },
        Summary::Undone { what: Box::new(Summary::Undone { what: Box::new(created) }) },
    ]
}

fn change_set(summary: Summary, edits: Vec<Edit>) -> ChangeSet {
    ChangeSet {
        id: id(9),
        device: device(0xfeed),
        seq: None,
        actor: "Mei".into(),
        stamp: stamp(50),
        summary,
        undoes: Some(id(8)),
        receipt: None,
        chunks: Vec::new(),
        edits,
    }
}

fn vector() -> VersionVector {
    let mut vector = VersionVector::default();
    vector.note(device(0xfeed), 7);
    vector.note(device(0xc0ffee), (1 << 53) - 1);
    vector
}

fn full_header() -> BundleHeader {
    BundleHeader {
        id: Some(id(7)),
        device: Some(device(0xfeed)),
        exported: Moment::new(1_795_305_600_000, -570),
        seen: Some(vector()),
        since: Some(vector()),
    }
}

/// A bundle of `lines`, each a record, and of `changes`.
fn bundle(header: &BundleHeader, lines: &[Vec<u8>], changes: &[(ChangeSet, u64)]) -> Vec<u8> {
    let mut out = Vec::new();
    write_start(header, &mut out);
    for (at, line) in lines.iter().enumerate() {
        write_separator(at == 0, &mut out);
        out.extend_from_slice(line);
    }
    write_middle(&mut out);
    for (at, (set, seq)) in changes.iter().enumerate() {
        let mut lines = ChangeLines::new(set, *seq);
        while lines.write_next(at == 0, &mut out) {}
    }
    write_end(&mut out);
    out
}

fn line(kind: &Kind, row: &impl Carried) -> Vec<u8> {
    let mut out = Vec::new();
    write_row(kind, row, &mut out);
    out
}

/// A row with every mark there is.
fn marked<T: Entity>(record: T) -> Row<T> {
    let mut row = Row::created(id(1), stamp(10), record);
    row.marks.write(Path::field("name"), stamp(11));
    row.marks.write(Path::keyed("tags", "a/b"), stamp(12));
    row.marks.delete(stamp(13));
    row.marks.restore(stamp(14));
    row
}

fn filled_lines() -> Vec<Vec<u8>> {
    let (settings, customer, interaction, order, task) = filled();
    vec![
        line(&Kind::Settings, &marked(settings)),
        line(&Kind::Customer, &marked(customer)),
        line(&Kind::Interaction, &marked(interaction)),
        line(&Kind::Order, &marked(order)),
        line(&Kind::Task, &marked(task)),
    ]
}

#[test]
fn everything_we_write_is_named() {
    let changes: Vec<(ChangeSet, u64)> = every_summary()
        .into_iter()
        .zip(1..)
        .map(|(summary, seq)| (change_set(summary, every_edit()), seq))
        .collect();
    let bytes = bundle(&full_header(), &filled_lines(), &changes);
    Compiled::strict().check(&bytes).unwrap();
    Compiled::published().check(&bytes).unwrap();
    let back = read(&bytes).unwrap();
    assert_eq!((back.rows.len(), back.changes.len()), (5, 13));
}

#[test]
fn what_is_not_named_may_stand_beside() {
    let (published, strict) = (Compiled::published(), Compiled::strict());
    let bytes = write(&rows());
    published.check(&bytes).unwrap();
    assert!(strict.check(&bytes).is_err(), "it has fields that no schema knows");
    let text = String::from_utf8(bytes).unwrap();
    for (from, to) in [
        ("\"version\": 1", "\"version\": 1, \"generator\": {\"name\": \"x\"}"),
        ("{\"kind\":", "{\"comment\":null,\"kind\":"),
        ("\"kind\":\"order\"", "\"kind\":\"sur.vey\""),
        ("\"subject\"", "\"channel\":\"pigeon\",\"subject\""),
    ] {
        let more = text.replace(from, to);
        assert_ne!(more, text);
        published.check(more.as_bytes()).unwrap();
        assert_eq!(read(more.as_bytes()).unwrap().rows.len(), rows().len(), "{to}");
    }
}

#[test]
fn change_sets_in_parts_and_files_for_one_device() {
    let ids: Vec<Id> = (0..2_500_u128).map(|n| Id::from_bytes(n.to_be_bytes())).collect();
    let edits = vec![Edit::Created { kind: Kind::Order, ids }];
    let set = change_set(Summary::Sample { created: 2_500 }, edits);
    let header = BundleHeader { exported: None, ..full_header() };
    let bytes = bundle(&header, &[], &[(set.clone(), 3), (set, 4)]);
    assert_eq!(String::from_utf8_lossy(&bytes).matches("{\"more\":").count(), 4);
    Compiled::strict().check(&bytes).unwrap();
    assert_eq!(read(&bytes).unwrap().changes[1].edits.len(), 3);
}

#[test]
fn long_values_do_not_make_long_lines() {
    let notes = |c: &str| Some(Value::from(c.repeat(20_000)));
    let edits = (0..100_u128).map(|n| Edit::Overwrote {
        kind: Kind::Customer,
        id: Id::from_bytes(n.to_be_bytes()),
        path: Path::field("notes"),
        before: notes("字"),
        after: notes("\u{1}"),
    });
    let set = change_set(Summary::Sample { created: 0 }, edits.collect());
    let bytes = bundle(&full_header(), &[], &[(set.clone(), 3)]);
    let longest = bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
    assert!(longest < Some(1 << 20), "{longest:?}");
    assert_eq!(read(&bytes).unwrap().changes[0].edits, set.edits);
}

/// The names of the fields that the schema has for a kind.
fn named(kind: &Kind) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let fields = schema["$defs"][kind.name()]["properties"].as_object().unwrap();
    for (name, field) in fields {
        assert!(field["description"].is_string(), "{kind}.{name} is not described");
    }
    fields.keys().cloned().collect()
}

fn has<T: Entity>(record: &T) -> BTreeSet<String> {
    record.to_fields().as_object().unwrap().keys().cloned().collect()
}

macro_rules! count_kinds {
    ($($Variant:ident: $T:ty, $table:ident, $text:literal;)+) => {
        const KINDS: usize = [$($text),+].len();
    };
}
with_kinds!(count_kinds);

#[test]
fn every_field_and_no_other_is_described() {
    let (settings, customer, interaction, order, task) = filled();
    let kinds = [
        (Kind::Settings, has(&settings)),
        (Kind::Customer, has(&customer)),
        (Kind::Interaction, has(&interaction)),
        (Kind::Order, has(&order)),
        (Kind::Task, has(&task)),
    ];
    assert_eq!(kinds.len(), KINDS, "a new kind needs its schema");
    for (kind, fields) in kinds {
        assert_eq!(named(&kind), fields, "{kind}");
    }
}

#[test]
fn every_choice_is_an_example() {
    fn codes<T: std::fmt::Display>(all: &[T]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (place, all) in [
        ("/$defs/kind", codes(Kind::ALL)),
        ("/$defs/customer/properties/customer_type", codes(CustomerType::ALL)),
        ("/$defs/customer/properties/stage", codes(Stage::ALL)),
        ("/$defs/customer/properties/preferred_channel", codes(Channel::ALL)),
        ("/$defs/interaction/properties/channel", codes(Channel::ALL)),
        ("/$defs/interaction/properties/direction", codes(Direction::ALL)),
        ("/$defs/task/properties/kind", codes(TaskKind::ALL)),
    ] {
        assert_eq!(schema.pointer(place).unwrap()["examples"], json!(all), "{place}");
    }
}

/// The complete examples of a page.
fn examples(page: &str) -> Vec<&str> {
    let blocks = page.split("```json\n").skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn the_examples_of_the_page_are_bundles() {
    let (published, strict) = (Compiled::published(), Compiled::strict());
    let examples = examples(PAGE);
    let mut records = Vec::new();
    for example in &examples {
        published.check(example.as_bytes()).unwrap_or_else(|why| panic!("{why}\n{example}"));
        let bundle = read(example.as_bytes()).unwrap_or_else(|why| panic!("{why}\n{example}"));
        records.push(bundle.rows.len());
        if !example.contains("erp_region") {
            strict.check(example.as_bytes()).unwrap_or_else(|why| panic!("{why}\n{example}"));
        }
    }
    assert_eq!(records, [1, 3, 1, 1], "how many records each has");
}

/// The page says what its second and third example come to.
#[test]
fn the_later_example_changes_what_the_page_says() {
    let all = examples(PAGE);
    let first = read(all[1].as_bytes()).unwrap().rows.customers.take().unwrap();
    let mut merged = first.clone();
    let changes =
        merged.merge(&read(all[2].as_bytes()).unwrap().rows.customers.take().unwrap()).unwrap();
    let paths: Vec<String> = changes.iter().map(|change| change.path.to_string()).collect();
    assert_eq!(paths, ["city", "phones/+44 20 7946 0018", "tags/wholesale"]);
    assert_eq!(merged.record.city, "Leeds");
    assert_eq!(merged.record.name, first.record.name);
    assert!(merged.record.tags.is_empty());
    let gone = &read(all[3].as_bytes()).unwrap().rows.orders.take().unwrap();
    let mut order = read(all[1].as_bytes()).unwrap().rows.orders.take().unwrap();
    assert!(order.is_live());
    assert!(order.merge(gone).unwrap().is_empty());
    assert!(!order.is_live());
}

const GOOD: &str = r#"{"format":"rapport-bundle","version":1,"device":"00000000c0ffee00","seen":{"000000000000feed":3},
"records":[{"kind":"customer","id":"01010101-0101-0101-0101-010101010101","stamp":"10-0003-000000000000feed",
"stamps":{"name":"11-0000-000000000000feed"},"deleted":"12-0000-000000000000feed",
"fields":{"name":"Ada","size":4,"tags":{"vip":true},"phones":{"95588":"work"},"birthday":"1998-02-28","unknown":1}},
{"kind":"order","id":"02020202-0202-0202-0202-020202020202","stamp":"10-0004-000000000000feed",
"fields":{"customer":"01010101-0101-0101-0101-010101010101","day":"1998-02-28","amount":"5.00 EUR","lines":[{"item":"CD","quantity":1000}]}},
{"kind":"interaction","id":"03030303-0303-0303-0303-030303030303","stamp":"10-0005-000000000000feed",
"fields":{"at":"2026-11-22T09:00:00+08:00","channel":"call"}},
{"kind":"settings","id":"72617070-6f72-742d-7365-7474696e6773","stamp":"10-0006-000000000000feed",
"fields":{"base_currency":"EUR","rates":{"USD":"0.9"}}}],
"changes":[{"id":"09090909-0909-0909-0909-090909090909","device":"000000000000feed","seq":3,"stamp":"10-0003-000000000000feed",
"summary":{"did":"deleted","kind":"customer","count":1,"label":""},
"edits":[{"edit":"set","kind":"customer","id":"01010101-0101-0101-0101-010101010101","path":"name","after":"Ada"},{"edit":"delete","kind":"customer","ids":[]}]},
{"more":"09090909-0909-0909-0909-090909090909","edits":[]}]}"#;

#[test]
fn what_the_schema_refuses_so_does_the_reader() {
    let schema = Compiled::published();
    schema.check(GOOD.as_bytes()).unwrap();
    assert_eq!(read(GOOD.as_bytes()).unwrap().rows.len(), 4);
    for (wrong, from, to) in [
        ("of another format", "rapport-bundle", "other-bundle"),
        ("no format", "\"format\":\"rapport-bundle\",", ""),
        ("a newer version", "\"version\":1", "\"version\":2"),
        ("a version as text", "\"version\":1", "\"version\":\"1\""),
        ("no version", "\"version\":1,", ""),
        ("a device too short", "\"00000000c0ffee00\"", "\"c0ffee\""),
        ("a device of another alphabet", "00000000c0ffee00", "00000000c0ffeegg"),
        ("a vector of no device", "\"seen\":{\"000000000000feed\"", "\"seen\":{\"feed\""),
        ("a vector that counts down", "\"000000000000feed\":3}", "\"000000000000feed\":-3}"),
        (
            "a vector beyond journals",
            "\"000000000000feed\":3}",
            "\"000000000000feed\":9007199254740992}",
        ),
        ("no kind", "\"kind\":\"customer\",\"id\"", "\"id\""),
        ("a kind that is no text", "\"kind\":\"order\"", "\"kind\":7"),
        ("no id", "\"id\":\"01010101-0101-0101-0101-010101010101\",\"stamp\"", "\"stamp\""),
        (
            "an id that is none",
            "\"id\":\"01010101-0101-0101-0101-010101010101\",\"stamp\"",
            "\"id\":\"1\",\"stamp\"",
        ),
        ("no stamp", "\"stamp\":\"10-0004-000000000000feed\",", ""),
        ("a stamp without a device", "10-0004-000000000000feed", "10-0004"),
        (
            "a stamp of the year 10000",
            "10-0004-000000000000feed",
            "253402300800000-0000-000000000000feed",
        ),
        ("a stamp as a number", "\"10-0004-000000000000feed\"", "10"),
        ("a counter beyond its bits", "10-0004-000000000000feed", "10-100000000-000000000000feed"),
        (
            "stamps that are a list",
            "\"stamps\":{\"name\":\"11-0000-000000000000feed\"}",
            "\"stamps\":[]",
        ),
        ("a stamp of no field", "\"stamps\":{\"name\"", "\"stamps\":{\"\""),
        (
            "deleted without saying when",
            "\"deleted\":\"12-0000-000000000000feed\"",
            "\"deleted\":true",
        ),
        (
            "no fields",
            ",\n\"fields\":{\"at\":\"2026-11-22T09:00:00+08:00\",\"channel\":\"call\"}",
            "",
        ),
        ("fields that are a list", "{\"base_currency\":\"EUR\",\"rates\":{\"USD\":\"0.9\"}}", "[]"),
        ("a field without a name", "\"unknown\"", "\"\""),
        ("a field with a slash in its name", "\"unknown\"", "\"un/known\""),
        ("a name that is a number", "\"name\":\"Ada\",", "\"name\":5,"),
        ("a name that is nothing", "\"name\":\"Ada\",", "\"name\":null,"),
        ("tags that are a list", "{\"vip\":true}", "[\"vip\"]"),
        ("tags with texts", "{\"vip\":true}", "{\"vip\":\"yes\"}"),
        ("phones with numbers", "{\"95588\":\"work\"}", "{\"work\":95588}"),
        ("fewer than nobody", "\"size\":4", "\"size\":-1"),
        ("more than can be", "\"size\":4", "\"size\":4294967296"),
        ("half a person", "\"size\":4", "\"size\":4.5"),
        ("a day there never was", "\"birthday\":\"1998-02-28\"", "\"birthday\":\"1998-02-30\""),
        ("a day in another notation", "\"birthday\":\"1998-02-28\"", "\"birthday\":\"28.02.1998\""),
        ("a day with a time", "\"day\":\"1998-02-28\"", "\"day\":\"1998-02-28T00:00:00Z\""),
        ("a day of the year nought", "\"day\":\"1998-02-28\"", "\"day\":\"0000-02-28\""),
        ("an amount as a number", "\"5.00 EUR\"", "5.00"),
        ("an amount without a currency", "5.00 EUR", "5.00"),
        ("an amount with a sign for its currency", "5.00 EUR", "€5.00"),
        ("a third decimal", "5.00 EUR", "5.001 EUR"),
        ("a decimal where there is none", "5.00 EUR", "5.1 JPY"),
        ("a comma for the point", "5.00 EUR", "5,00 EUR"),
        ("lines that are an object", "[{\"item\":\"CD\",\"quantity\":1000}]", "{}"),
        ("a quantity with decimals", "\"quantity\":1000", "\"quantity\":1.5"),
        ("a moment without an offset", "09:00:00+08:00", "09:00:00"),
        ("a moment without a time", "2026-11-22T09:00:00+08:00", "2026-11-22"),
        ("a channel that is a number", "\"channel\":\"call\"", "\"channel\":1"),
        ("a currency of two letters", "\"base_currency\":\"EUR\"", "\"base_currency\":\"EU\""),
        ("a rate as a number", "\"USD\":\"0.9\"", "\"USD\":0.9"),
        ("a change set without its number", "\"seq\":3,", ""),
        ("a change set numbered nought", "\"seq\":3,", "\"seq\":0,"),
        ("an unknown summary", "\"did\":\"deleted\"", "\"did\":\"danced\""),
        ("a summary without its count", "\"count\":1,", ""),
        ("an unknown step", "\"edit\":\"set\"", "\"edit\":\"sat\""),
        ("a step without its path", "\"path\":\"name\",", ""),
        ("a step without its records", ",\"ids\":[]", ""),
        ("a record that is a list", "{\"kind\":\"settings\"", "[],{\"kind\":\"settings\""),
        ("changes that are an object", "\"changes\":[", "\"changes\":{},\"x\":["),
    ] {
        assert!(GOOD.contains(from), "{wrong}: {from}");
        let text = GOOD.replacen(from, to, 1);
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{wrong} is still JSON");
        assert!(schema.check(text.as_bytes()).is_err(), "the schema takes {wrong}");
        assert!(read(text.as_bytes()).is_err(), "the reader takes {wrong}");
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => "\\PC{0,12}", 1 => vec(any::<char>(), 0..6).prop_map(String::from_iter)]
}

fn any_stamp() -> impl Strategy<Value = Stamp> {
    (0..=253_402_300_799_999_u64, any::<u32>(), any::<u64>())
        .prop_map(|(millis, counter, device)| Stamp { millis, counter, device: DeviceId(device) })
}

fn any_day() -> impl Strategy<Value = Day> {
    (-719_162..=2_932_896_i32).prop_filter_map("a day", Day::from_number)
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (-62_000_000_000_000..=253_000_000_000_000_i64, -1_439..=1_439_i16)
        .prop_filter_map("a moment", |(millis, offset)| Moment::new(millis, offset))
}

fn any_money() -> impl Strategy<Value = Money> {
    ((-i64::MAX)..=i64::MAX, prop::sample::select(vec!["EUR", "JPY", "KWD", "CLF", "ABC"]))
        .prop_map(|(minor, code)| Money::new(minor, code.parse().unwrap()))
}

fn any_id() -> impl Strategy<Value = Id> {
    any::<[u8; 16]>().prop_map(Id::from_bytes)
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("in JSON", |n| n.is_finite()).prop_map(Value::from),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(any_text(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn any_path() -> impl Strategy<Value = Path> {
    ("[^/]{1,8}", option::of(any_text())).prop_map(|(field, key)| match key {
        Some(key) => Path::keyed(&field, &key),
        None => Path::field(&field),
    })
}

/// A row with some of the fields of `record`, fields that nobody knows, and marks.
fn dressed<T: Entity>(record: impl Strategy<Value = T>) -> impl Strategy<Value = Row<T>> {
    let marks = (any_stamp(), btree_map(any_path(), any_stamp(), 0..4));
    let life = (option::of(any_stamp()), option::of(any_stamp()));
    let extra = btree_map("[^/]{1,8}", any_value(), 0..3);
    let kept = vec(any::<bool>(), 25);
    (any_id(), marks, life, record, extra, kept).prop_map(
        |(id, (base, stamps), (deleted, restored), mut record, extra, kept)| {
            let names: Vec<String> = has(&record).into_iter().collect();
            let fields = record.to_fields();
            record = T::default();
            for (name, _) in names.iter().zip(kept).filter(|(_, kept)| *kept) {
                record.put(name, fields[name].clone()).unwrap();
            }
            for (name, value) in extra.into_iter().filter(|(name, _)| !names.contains(name)) {
                record.put(&name, value).unwrap();
            }
            let mut row = Row::created(id, base, record);
            stamps.into_iter().for_each(|(path, stamp)| row.marks.write(path, stamp));
            deleted.into_iter().for_each(|stamp| row.marks.delete(stamp));
            restored.into_iter().for_each(|stamp| row.marks.restore(stamp));
            row
        },
    )
}

fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let texts = || btree_map(any_text(), any_text(), 0..3);
    let customer = (
        [(); 4].map(|()| any_text()),
        (btree_map(any_text(), any::<bool>(), 0..3), texts(), texts()),
        (any::<u32>(), any_day(), any_day(), any_id()),
    )
        .prop_map(|([name, notes, stage, city], (tags, phones, emails), last)| {
            let (size, birthday, since, into) = last;
            Customer {
                name,
                notes,
                city,
                tags,
                phones,
                emails,
                stage: Some(Stage::from_code(&stage)),
                size: Some(size),
                birthday: Some(birthday),
                since: Some(since),
                merged_into: Some(into),
                ..filled().1
            }
        });
    let interaction = (any_id(), any_moment(), any_text(), any_text()).prop_map(
        |(customer, at, subject, channel)| Interaction {
            customer: Some(customer),
            at: Some(at),
            subject,
            channel: Some(Channel::from_code(&channel)),
            ..filled().2
        },
    );
    let bought = (any_text(), option::of(any::<i64>()))
        .prop_map(|(item, quantity)| OrderLine { item, quantity });
    let order = (any_day(), any_money(), vec(bought, 0..4)).prop_map(|(day, amount, lines)| {
        Order { day: Some(day), amount: Some(amount), lines, ..filled().3 }
    });
    let task =
        (any_id(), any_day(), any_moment(), any_text()).prop_map(|(customer, due, done, kind)| {
            Task {
                customer: Some(customer),
                due: Some(due),
                done: Some(done),
                kind: Some(TaskKind::from_code(&kind)),
                ..filled().4
            }
        });
    let settings = (btree_map("[A-Z]{3}", (1..=i64::MAX).prop_map(Rate), 0..4), texts())
        .prop_map(|(rates, devices)| Settings { rates, devices, ..filled().0 });
    prop_oneof![
        dressed(customer).prop_map(|row| line(&Kind::Customer, &row)),
        dressed(interaction).prop_map(|row| line(&Kind::Interaction, &row)),
        dressed(order).prop_map(|row| line(&Kind::Order, &row)),
        dressed(task).prop_map(|row| line(&Kind::Task, &row)),
        dressed(settings).prop_map(|row| line(&Kind::Settings, &row)),
        dressed(Just(model::Opaque::default()))
            .prop_map(|row| line(&Kind::Other("sur.vey".into()), &row)),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let value = || option::of(any_value().prop_filter("there", |value| !value.is_null()));
    let name = prop_oneof![Just(Kind::Order), any_text().prop_map(|n| Kind::Other(n.into()))];
    let fields = btree_map(any_text(), any_value(), 0..3);
    (0..9_usize, name, any_id(), vec(any_id(), 1..4), any_path(), (value(), value()), fields)
        .prop_map(|(which, kind, id, ids, path, (before, after), fields)| {
            match every_edit().swap_remove(which) {
                Edit::Create { .. } => {
                    Edit::Create { kind, id, fields: fields.into_iter().collect() }
                }
                Edit::Set { .. } => Edit::Set { kind, id, path, before, after },
                Edit::Overwrote { .. } => Edit::Overwrote { kind, id, path, before, after },
                Edit::Delete { .. } => Edit::Delete { kind, ids },
                Edit::Restore { .. } => Edit::Restore { kind, ids },
                Edit::Created { .. } => Edit::Created { kind, ids },
                Edit::Removed { .. } => Edit::Removed { kind, ids },
                Edit::Revived { .. } => Edit::Revived { kind, ids },
                Edit::Touched { .. } => Edit::Touched { kind, ids },
            }
        })
}

fn any_change() -> impl Strategy<Value = (ChangeSet, u64)> {
    let seq = 1..(1_u64 << 53);
    (0..13_usize, any_text(), any_stamp(), vec(any_edit(), 0..5), option::of(any_id()), seq)
        .prop_map(|(which, actor, stamp, edits, undoes, seq)| {
            let summary = every_summary().swap_remove(which);
            (ChangeSet { actor, stamp, undoes, ..change_set(summary, edits) }, seq)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_we_write_the_schema_takes(
        lines in vec(any_line(), 0..6),
        changes in vec(any_change(), 0..4),
        exported in option::of(any_moment()),
    ) {
        let bytes = bundle(&BundleHeader { exported, ..full_header() }, &lines, &changes);
        thread_local!(static SCHEMA: Compiled = Compiled::published());
        prop_assert_eq!(SCHEMA.with(|schema| schema.check(&bytes)), Ok(()));
        let back = read(&bytes).unwrap();
        prop_assert_eq!((back.rows.len(), back.changes.len()), (lines.len(), changes.len()));
    }
}

//! What every stored type looks like in JSON. A change here is a change of format: old data
//! must still read, so never edit an old snapshot without a migration.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use model::wire::{Reader, Wire, Writer};
use model::{
    ChangeSet, Channel, Conflict, Currency, CustomField, CustomType, Customer, CustomerType,
    DeviceId, Direction, Edit, Entity, Id, Interaction, Kind, Money, Order, OrderLine, Path,
    Receipt, Row, Settings, Stage, Stamp, Summary, Task, TaskKind, VersionVector,
};
use serde::Serialize;

fn stamp() -> Stamp {
    Stamp { millis: 1_795_000_000_123, counter: 3, device: DeviceId(0xfeed) }
}

fn snapshot(name: &str, value: &impl Serialize) {
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, serde_json::to_string_pretty(value).unwrap());
    });
}

/// Both forms of a row: what a bundle says, and that what is stored reads back.
fn snapshot_row<T: Entity>(name: &str, row: &Row<T>) {
    snapshot(name, row);
    let fields = serde_json::to_value(&row.record).unwrap();
    assert_eq!(T::from_fields(fields).unwrap(), row.record, "{name} reads back from a bundle");
    snapshot_stored(name, row);
}

/// The stored form, and that it reads back, also with an entry in front that only a newer
/// version knows.
fn snapshot_stored<T: Wire + PartialEq + std::fmt::Debug>(name: &str, value: &T) {
    let mut out = Writer::default();
    value.encode(&mut out);
    let bytes = out.finish();
    assert_eq!(&T::decode(&mut Reader::new(&bytes)).unwrap(), value, "{name} is stored whole");

    let entries = Reader::new(&bytes).map().unwrap();
    assert!(entries < 15, "the first byte alone says how many");
    let mut newer = Writer::default();
    newer.map(entries + 1);
    newer.text("unheard-of");
    newer.bytes(b"of");
    let newer = [newer.finish(), bytes[1..].to_vec()].concat();
    assert_eq!(&T::decode(&mut Reader::new(&newer)).unwrap(), value, "{name} of a newer version");

    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    insta::with_settings!({ prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("{name}_stored"), hex);
    });
}

#[test]
fn customer() {
    let record = Customer {
        name: "李雷 & Söhne".into(),
        customer_type: Some(CustomerType::Organisation),
        code: "C-0042".into(),
        stage: Some(Stage::Active),
        owner: "Mei".into(),
        tags: BTreeMap::from([("vip".into(), true), ("a/b".into(), true)]),
        phones: BTreeMap::from([("+86 138 0013 8000".into(), "mobile".into())]),
        emails: BTreeMap::from([("li@example.cn".into(), String::new())]),
        street: "人民路 1".into(),
        city: "上海".into(),
        region: "上海".into(),
        postcode: "200000".into(),
        country: "中国".into(),
        industry: "Retail".into(),
        size: Some(12),
        source: "Fair".into(),
        preferred_channel: Some(Channel::Other("pigeon".into())),
        birthday: Some("1990-02-28".parse().unwrap()),
        since: Some("2020-01-01".parse().unwrap()),
        notes: "Two\nlines".into(),
        custom: BTreeMap::from([
            ("shoe_size".into(), "42.5".into()),
            ("colours/red".into(), String::new()),
        ]),
        warnings: BTreeMap::from([("rarer".into(), "seen 2026-11-22".into())]),
        merged_into: Some(Id::from_bytes([0; 16])),
        extra: BTreeMap::from([("horoscope".into(), "pisces".into())]),
    };
    let mut row = Row::created(Id::from_bytes([1; 16]), stamp(), record);
    let later = Stamp { millis: stamp().millis + 1, ..stamp() };
    row.write(&Path::keyed("tags", "a/b"), None, later).unwrap();
    row.marks.delete(later);
    snapshot_row("customer", &row);
}

#[test]
fn task() {
    let task = Task {
        customer: Some(Id::from_bytes([1; 16])),
        title: "Ring about the spring range".into(),
        notes: "After lunch".into(),
        kind: Some(TaskKind::Call),
        due: Some("2026-12-01".parse().unwrap()),
        owner: "Mei".into(),
        done: Some("2026-11-30T16:05:00.000+08:00".parse().unwrap()),
        source: "tier:vip".into(),
        extra: BTreeMap::from([("every".into(), "month".into())]),
    };
    snapshot_row("task", &Row::created(Id::from_bytes([4; 16]), stamp(), task));
}

#[test]
fn interaction_order_and_settings() {
    snapshot_row(
        "interaction",
        &Row::created(
            Id::from_bytes([2; 16]),
            stamp(),
            Interaction {
                customer: Some(Id::from_bytes([1; 16])),
                at: Some("2026-11-22T09:00:00.000+08:00".parse().unwrap()),
                channel: Some(Channel::Visit),
                direction: Some(Direction::Outbound),
                subject: "Spring range".into(),
                notes: "Liked it".into(),
                outcome: "Order".into(),
                next_step: "Send samples".into(),
                custom: BTreeMap::from([("rain".into(), "yes".into())]),
                extra: BTreeMap::new(),
            },
        ),
    );
    snapshot_row(
        "order",
        &Row::created(
            Id::from_bytes([3; 16]),
            stamp(),
            Order {
                customer: Some(Id::from_bytes([1; 16])),
                day: Some("1997-01-01".parse().unwrap()),
                amount: Some(Money::new(-1177, Currency::USD)),
                number: "A-1".into(),
                lines: vec![OrderLine { item: "CD".into(), quantity: Some(2_500) }],
                notes: "Returned".into(),
                custom: BTreeMap::from([("deposit".into(), "5.00 USD".into())]),
                extra: BTreeMap::new(),
            },
        ),
    );
    snapshot_row(
        "settings",
        &Row::created(
            Settings::ID,
            stamp(),
            Settings {
                name: "South".into(),
                base_currency: Some(Currency::CNY),
                rates: BTreeMap::from([("USD".into(), "7.12".parse().unwrap())]),
                devices: BTreeMap::from([(DeviceId(0xfeed).to_string(), "Mei's phone".into())]),
                apart: BTreeMap::from([(
                    Settings::pair(Id::from_bytes([2; 16]), Id::from_bytes([1; 16])),
                    true,
                )]),
                fields: BTreeMap::from([
                    ("colours".into(), field(CustomType::Choices, &["red", "blue"])),
                    ("shoe_size".into(), field(CustomType::Number, &[])),
                ]),
                mappings: BTreeMap::from([("Monthly".into(), r#"{"name":"Monthly"}"#.into())]),
                definitions: BTreeMap::from([("tiers/plan".into(), r#"{"vip":0.05}"#.into())]),
                extra: BTreeMap::new(),
            },
        ),
    );
}

fn field(holds: CustomType, choices: &[&str]) -> CustomField {
    let place = choices.len() as i64;
    CustomField {
        on: "customer".into(),
        name: "A field".into(),
        retired: choices.is_empty(),
        listed: choices.is_empty(),
        choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
        holds,
        place,
    }
}

#[test]
fn change_set() {
    let (kind, id) = (Kind::Customer, Id::from_bytes([1; 16]));
    let path = Path::keyed("tags", "vip");
    let mut seen = VersionVector::default();
    seen.note(DeviceId(0xfeed), 7);
    let conflict = Conflict {
        kind: kind.clone(),
        id,
        path: Some(path.clone()),
        before: None,
        mine: Some(true.into()),
        theirs: Some(false.into()),
        took_theirs: true,
        stamp: stamp(),
        device: DeviceId(0xbee),
        actor: "Lei".into(),
    };
    let whole = Conflict { path: None, mine: None, took_theirs: false, ..conflict.clone() };
    let conflicts = vec![conflict, whole];
    let receipt = Receipt { from: DeviceId(0xbee), seen, complete: true, conflicts };
    let set = ChangeSet {
        id: Id::from_bytes([9; 16]),
        device: DeviceId(0xfeed),
        seq: Some(300),
        actor: "Mei".into(),
        stamp: stamp(),
        summary: Summary::Undone {
            what: Box::new(Summary::Created { kind: kind.clone(), label: "Ada".into() }),
        },
        undoes: Some(Id::from_bytes([8; 16])),
        receipt: Some(Box::new(receipt)),
        edits: vec![
            Edit::Create { kind: kind.clone(), id, fields: serde_json::json!({ "name": "Ada" }) },
            Edit::Set {
                kind: kind.clone(),
                id,
                path: path.clone(),
                before: None,
                after: Some(true.into()),
            },
            Edit::Delete { kind: kind.clone(), ids: vec![id] },
            Edit::Restore { kind: kind.clone(), ids: vec![id] },
            Edit::Created { kind: kind.clone(), ids: vec![id] },
            Edit::Removed { kind: kind.clone(), ids: vec![id] },
            Edit::Revived { kind: kind.clone(), ids: vec![id] },
            Edit::Touched { kind: kind.clone(), ids: vec![id] },
            Edit::Overwrote { kind, id, path, before: Some(true.into()), after: None },
        ],
        chunks: vec!["customer.0001".into()],
    };
    snapshot_stored("change_set", &set);

    // What a bundle says of it: what is only of use on the device it was received on is left out.
    let told = ChangeSet { receipt: None, chunks: Vec::new(), ..set.clone() };
    snapshot("change_set", &set);
    let json = serde_json::to_value(&set).unwrap();
    assert_eq!(serde_json::from_value::<ChangeSet>(json).unwrap(), told);
}

#[test]
fn summaries() {
    let kind = Kind::Other("badge".into());
    let created = Summary::Created { kind: kind.clone(), label: "Ada".into() };
    let file = || "customers.csv".to_owned();
    for (name, summary) in [
        ("created", created.clone()),
        ("edited", Summary::Edited { kind: kind.clone(), label: String::new() }),
        ("deleted", Summary::Deleted { kind: kind.clone(), count: 2, label: "Ada".into() }),
        ("restored", Summary::Restored { kind: kind.clone(), count: 1, label: "Ada".into() }),
        ("decided", Summary::Decided { kind: kind.clone(), label: "Ada".into() }),
        ("joined", Summary::Joined { kept: "Ada".into(), gone: "A. L.".into() }),
        ("replaced", Summary::Replaced { created: 1, changed: 2, deleted: 3, file: file() }),
        ("imported", Summary::Imported { kind, created: 300, changed: 70_000, file: file() }),
        ("merged", Summary::Merged { created: 0, changed: 1, file: file() }),
        ("sample", Summary::Sample { created: usize::MAX >> 1 }),
        ("finished", Summary::Finished { label: "Call Ada".into() }),
        ("planned", Summary::Planned { count: 70_000, label: "VIP".into() }),
        ("undone", Summary::Undone { what: Box::new(Summary::Undone { what: Box::new(created) }) }),
    ] {
        snapshot_stored(&format!("summary_{name}"), &summary);
    }
}

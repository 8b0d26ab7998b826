//! The laws two devices lean on: any order, any grouping, any repetition, one result.
#![allow(clippy::unwrap_used, clippy::panic)]

use model::wire::{Reader, Wire, Writer};
use model::{Customer, DeviceId, Entity, Id, Kind, Marks, Opaque, Path, Row, Rows, Stamp, Value};
use proptest::prelude::*;

const ID: Id = Id::from_bytes([7; 16]);

fn stamp() -> impl Strategy<Value = Stamp> {
    (0u64..6, 0u32..2, 0u64..3).prop_map(|(millis, counter, device)| Stamp {
        millis,
        counter,
        device: DeviceId(device),
    })
}

/// A path, and a value its field can hold: known registers, a known map, an unknown
/// register and an unknown map.
fn write() -> impl Strategy<Value = (Path, Option<Value>)> {
    let text = prop_oneof![Just("a"), Just("b"), Just("c")];
    (0usize..5, text, any::<bool>(), 0u32..3).prop_map(|(which, text, present, number)| {
        let (path, value) = match which {
            0 => (Path::field("name"), Value::from(text)),
            1 => (Path::field("size"), Value::from(number)),
            2 => (Path::keyed("tags", text), Value::from(true)),
            3 => (Path::field("horoscope"), Value::from(text)),
            _ => (Path::keyed("shoes", text), Value::from(number)),
        };
        (path, present.then_some(value))
    })
}

fn row() -> impl Strategy<Value = Row<Customer>> {
    row_of(Customer { name: "base".into(), ..Customer::default() })
}

/// A record of a kind only a newer version knows.
fn opaque() -> impl Strategy<Value = Row<Opaque>> {
    row_of(Opaque::default())
}

fn row_of<T: Entity>(record: T) -> impl Strategy<Value = Row<T>> {
    let writes = prop::collection::vec((write(), stamp()), 0..6);
    let when = || prop::option::of(stamp());
    (stamp(), writes, when(), when()).prop_map(move |(base, writes, deleted, restored)| {
        let mut row = Row::created(ID, base, record.clone());
        for ((path, value), stamp) in writes {
            row.write(&path, value, stamp).unwrap();
        }
        deleted.into_iter().for_each(|stamp| row.marks.delete(stamp));
        restored.into_iter().for_each(|stamp| row.marks.restore(stamp));
        row
    })
}

fn merged<T: Entity>(a: &Row<T>, b: &Row<T>) -> Row<T> {
    let mut both = a.clone();
    both.merge(b).unwrap();
    both
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn commutative(a in row(), b in row()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
    }

    #[test]
    fn associative(a in row(), b in row(), c in row()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn idempotent(a in row(), b in row()) {
        let once = merged(&a, &b);
        prop_assert_eq!(merged(&once, &b), once.clone());
        prop_assert_eq!(merged(&once, &once), once);
    }

    #[test]
    fn kinds_of_a_newer_version_merge_by_the_same_laws(
        a in opaque(),
        b in opaque(),
        c in opaque(),
    ) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
    }

    #[test]
    fn tidying_before_and_after_comes_to_the_same(a in row(), b in row()) {
        let tidy = |row: &Row<Customer>| {
            let mut row = row.clone();
            row.tidy();
            row
        };
        prop_assert_eq!(&tidy(&a).record, &a.record);
        prop_assert_eq!(merged(&tidy(&a), &tidy(&b)), tidy(&merged(&a, &b)));
        prop_assert_eq!(tidy(&tidy(&a)), tidy(&a));
    }

    #[test]
    fn whether_both_together_are_there_is_known_before(a in row(), b in row()) {
        let both = merged(&a, &b);
        prop_assert_eq!(a.marks.is_live_with(&b.marks), both.marks.is_live());
        prop_assert_eq!(b.marks.is_live_with(&a.marks), both.marks.is_live());
    }

    #[test]
    fn reports_exactly_what_changed(a in row(), b in row()) {
        let mut both = a.clone();
        let changes = both.merge(&b).unwrap();
        let mut replayed = a.record.clone();
        for change in changes {
            prop_assert_eq!(replayed.get(&change.path), change.before);
            replayed.set(&change.path, change.after).unwrap();
        }
        prop_assert_eq!(replayed, both.record);
    }

    #[test]
    fn storage_and_bundles_keep_every_row(a in row()) {
        let mut out = Writer::default();
        a.encode(&mut out);
        let bytes = out.finish();
        prop_assert_eq!(&Row::<Customer>::decode(&mut Reader::new(&bytes)).unwrap(), &a);
        let record = Customer::from_fields(serde_json::to_value(&a.record).unwrap()).unwrap();
        prop_assert_eq!(&record, &a.record);
        prop_assert_eq!(Customer::from_fields(a.record.to_fields()).unwrap(), record);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Row::<Customer>::decode(&mut Reader::new(&bytes));
    }
}

#[test]
fn fields_and_kinds_of_a_newer_version_are_kept_from_both_sides() {
    let at = |millis, device| Stamp { millis, counter: 0, device: DeviceId(device) };
    let original =
        Row::created(ID, at(1, 1), Customer { name: "Ada".into(), ..Customer::default() });
    let (mut mine, mut theirs) = (original.clone(), original);
    mine.write(&Path::keyed("shoes", "left"), Some(40.into()), at(2, 1)).unwrap();
    mine.write(&Path::field("horoscope"), Some("pisces".into()), at(3, 1)).unwrap();
    theirs.write(&Path::keyed("shoes", "right"), Some(41.into()), at(3, 2)).unwrap();
    theirs.write(&Path::field("horoscope"), Some("aries".into()), at(2, 2)).unwrap();
    mine.merge(&theirs).unwrap();
    let wanted = serde_json::json!({
        "name": "Ada", "horoscope": "pisces", "shoes": { "left": 40, "right": 41 },
    });
    assert_eq!(mine.record.to_fields(), wanted);
    assert_eq!(stored(&mine).record.to_fields(), wanted);

    let kind = Kind::Other("novelty".into());
    let mut rows = Rows::default();
    for (millis, fields) in
        [(1, serde_json::json!({ "n": 1, "bag": { "a": 1 } })), (2, serde_json::json!({ "n": 2 }))]
    {
        rows.push(&kind, ID, Marks::created(at(millis, 1)), fields).unwrap();
    }
    let all: Vec<_> = rows.other["novelty"].iter().collect();
    let [first, second] = all.as_slice() else { panic!("two rows") };
    let both = merged(first, second);
    let wanted = serde_json::json!({ "n": 2, "bag": { "a": 1 } });
    assert_eq!(both.record.to_fields(), wanted);
    assert_eq!(stored(&both), both);
}

/// Written down and read again.
fn stored<T: Entity>(row: &Row<T>) -> Row<T> {
    let mut out = Writer::default();
    row.encode(&mut out);
    Row::decode(&mut Reader::new(&out.finish())).unwrap()
}

#[test]
fn two_people_adding_two_tags_keep_both() {
    let at = |millis, device| Stamp { millis, counter: 0, device: DeviceId(device) };
    let original =
        Row::created(ID, at(1, 1), Customer { name: "Ada".into(), ..Customer::default() });
    let (mut mine, mut theirs) = (original.clone(), original);
    mine.write(&Path::keyed("tags", "vip"), Some(true.into()), at(5, 1)).unwrap();
    theirs.write(&Path::keyed("tags", "press"), Some(true.into()), at(4, 2)).unwrap();
    theirs.write(&Path::field("name"), Some("Ada L.".into()), at(6, 2)).unwrap();
    mine.merge(&theirs).unwrap();
    assert_eq!(mine.record.tags.keys().collect::<Vec<_>>(), ["press", "vip"]);
    assert_eq!(mine.record.name, "Ada L.");
}

#[test]
fn a_later_edit_revives_an_earlier_one_does_not() {
    let at = |millis| Stamp { millis, counter: 0, device: DeviceId(1) };
    let mut row = Row::created(ID, at(1), Customer { name: "Ada".into(), ..Customer::default() });
    row.marks.delete(at(5));
    row.write(&Path::field("city"), Some("London".into()), at(4)).unwrap();
    assert!(!row.marks.is_live());
    row.write(&Path::field("city"), Some("Paris".into()), at(6)).unwrap();
    assert!(row.marks.is_live());
}

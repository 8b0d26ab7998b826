//! Damaged stores: what reads is there, what does not is kept, and a repair brings back what
//! can be brought back.

use std::collections::{BTreeMap, BTreeSet};

use interchange::bundle::{Bundle, BundleReader};
use model::{ChangeSet, Customer, DeviceId, Id, Kind, Order, Row, Rows, Stamp};
use pollster::block_on;
use proptest::prelude::*;
use workspace::health::{Blob, Checkup, Damage, Finding, Found, Mend, Repaired};
use workspace::sync::Scope;
use workspace::{Batch, ChunkKey, MemoryStore, Rush, Store, Workspace};

use crate::common::ops::{Done, op, perform};
use crate::common::state::{rows, state, worked_out};
use crate::common::{Device, NOW, customer, order, usd, visit};

type Tab = Workspace<MemoryStore>;

fn check(tab: &Tab) -> Checkup {
    block_on(tab.check(&Rush)).unwrap()
}

fn repair(tab: &Tab) -> Repaired {
    block_on(tab.repair(&Mend { placeholder: Some("Unknown".into()) }, &Rush)).unwrap()
}

fn full(tab: &Tab) -> Bundle {
    let mut reader = BundleReader::default();
    let mut sink = |piece: Vec<u8>| reader.push(&piece).unwrap();
    block_on(tab.export(&Scope::Everything, None, &Rush, &mut sink)).unwrap();
    reader.finish().unwrap()
}

fn id(n: u16) -> Id {
    let mut bytes = [40; 16];
    bytes[14..].copy_from_slice(&n.to_be_bytes());
    Id::from_bytes(bytes)
}

/// As many customers as come in a chunk, with an order each.
fn bulk(count: u16) -> Rows {
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let customers = (0..count).map(|n| Row::created(id(n), stamp, customer(&format!("Name {n}"))));
    let orders = (0..count).map(|n| {
        Row::created(id(10_000 + n), stamp, order(id(n), "2026-05-05", usd(100 + i64::from(n))))
    });
    Rows { customers: customers.collect(), orders: orders.collect(), ..Rows::default() }
}

/// What is done to stored bytes.
#[derive(Debug, Clone)]
enum Harm {
    Flip(u8, u8),
    Cut(u8),
    Nonsense,
    Empty,
    Drop,
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        6 => (any::<u8>(), 0u8..8).prop_map(|(at, bit)| Harm::Flip(at, bit)),
        3 => any::<u8>().prop_map(Harm::Cut),
        1 => Just(Harm::Nonsense),
        1 => Just(Harm::Empty),
        2 => Just(Harm::Drop),
    ]
}

impl Harm {
    fn of(&self, bytes: &[u8]) -> Option<Vec<u8>> {
        let place = |at: u8| usize::from(at) * bytes.len() / 256;
        match self {
            Self::Flip(at, bit) => {
                let mut bytes = bytes.to_vec();
                bytes[place(*at)] ^= 1 << bit;
                Some(bytes)
            }
            Self::Cut(at) => Some(bytes[..place(*at)].to_vec()),
            Self::Nonsense => Some(b"\xc1 nonsense".to_vec()),
            Self::Empty => Some(Vec::new()),
            Self::Drop => None,
        }
    }
}

/// The records a blob tells of, and what harm leaves of it.
enum Blobs {
    Chunk(ChunkKey),
    Entry(u64),
}

fn pick(device: &Device, which: u8) -> Blobs {
    let contents = device.store.contents();
    let (chunks, entries) = (contents.chunks.len(), contents.journal.len());
    let at = usize::from(which) % (chunks + entries);
    match contents.chunks.keys().nth(at) {
        Some(key) => Blobs::Chunk(key.clone()),
        None => Blobs::Entry(*contents.journal.keys().nth(at - chunks).unwrap()),
    }
}

fn told_by(device: &Device, tab: &Tab, blob: &Blobs) -> BTreeSet<(Kind, Id)> {
    match blob {
        Blobs::Chunk(key) => {
            let alone = Device::new(8);
            let bytes = device.store.contents().chunks.remove(key).unwrap();
            let batch = Batch { put: vec![(key.clone(), bytes.into())], ..Batch::default() };
            block_on(alone.store.commit(batch)).unwrap();
            rows(&alone.open().image()).into_keys().collect()
        }
        Blobs::Entry(position) => {
            let set: ChangeSet = block_on(tab.entry(*position)).unwrap().unwrap().set;
            let ids = |edit: &model::Edit| {
                let kind = edit.kind().clone();
                edit.ids().iter().map(|id| (kind.clone(), *id)).collect::<Vec<_>>()
            };
            set.edits.iter().flat_map(ids).collect()
        }
    }
}

/// A profile with the same stored bytes but for one blob; what has become of that blob.
fn harmed(device: &Device, blob: &Blobs, harm: &Harm) -> Option<(Device, Option<Vec<u8>>)> {
    let mut contents = device.store.contents();
    let left = match blob {
        Blobs::Chunk(key) => {
            let left = harm.of(contents.chunks.get(key)?);
            match &left {
                Some(bytes) => drop(contents.chunks.insert(key.clone(), bytes.clone())),
                None => drop(contents.chunks.remove(key)),
            }
            left
        }
        Blobs::Entry(position) => {
            // No engine loses an entry from the midst of an object store.
            let left = harm.of(contents.journal.get(position)?)?;
            contents.journal.insert(*position, left.clone());
            Some(left)
        }
    };
    let store = MemoryStore::holding(contents);
    Some((Device { store, ..device.clone() }, left))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_blob_is_damaged_everything_else_stays_as_it_was(
        ops in prop::collection::vec(op(), 1..50),
        which in any::<u8>(),
        harm in harm(),
    ) {
        let device = Device::new(1);
        let tab = device.open();
        block_on(tab.merge(bulk(6), "six.json", &Rush)).unwrap();
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &tab, op, &mut done));
        }
        for finding in check(&tab).findings {
            prop_assert!(matches!(finding, Finding::NoCustomer(_)), "{finding:?}");
        }
        let before = rows(&tab.image());
        let blob = pick(&device, which);
        let told = told_by(&device, &tab, &blob);
        let Some((device, left)) = harmed(&device, &blob, &harm) else { return Ok(()) };

        let tab = device.open();
        let others = |tab: &Tab| {
            let mut rows = rows(&tab.image());
            rows.retain(|record, _| !told.contains(record));
            rows
        };
        let mut wanted = before.clone();
        wanted.retain(|record, _| !told.contains(record));
        prop_assert_eq!(others(&tab), wanted.clone(), "opened");
        prop_assert_eq!(full(&tab).rows.len(), rows(&tab.image()).len());
        let repaired = repair(&tab);

        let mut after = others(&tab);
        // Customers who were nowhere before there was damage have been created.
        after.retain(|record, _| before.contains_key(record));
        prop_assert_eq!(&after, &wanted, "repaired: {:?}", repaired);
        prop_assert_eq!(check(&tab).findings, vec![]);
        prop_assert_eq!(&state(&tab.image()).derived, &worked_out(&tab.image()));
        let contents = device.store.contents();
        prop_assert_eq!(repair(&tab), Repaired::default());
        prop_assert_eq!(device.store.contents(), contents.clone(), "once is enough");
        let kept = match (&blob, left) {
            (Blobs::Chunk(key), Some(left)) => {
                // A chunk that reads all the same may have been gathered into another.
                repaired.aside == 0 || contents.chunks.get(key) == Some(&left)
            }
            (Blobs::Entry(at), Some(left)) => contents.journal.get(at) == Some(&left),
            (_, None) => true,
        };
        prop_assert!(kept, "bytes that do not read are gone");

        let again = device.open();
        prop_assert_eq!(again.damage(), Damage::default());
        prop_assert_eq!(state(&again.image()), state(&tab.image()));
        prop_assert_eq!(check(&again).findings, vec![]);
        let unreadable = block_on(again.unreadable()).unwrap();
        prop_assert_eq!(unreadable.len(), repaired.aside);
    }
}

/// A profile with `count` imported customers and their orders, in one chunk each.
fn with_bulk(count: u16) -> (Device, Tab) {
    let device = Device::new(1);
    let tab = device.open();
    block_on(tab.merge(bulk(count), "peer.json", &Rush)).unwrap();
    (device, tab)
}

fn key_of(device: &Device, kind: &Kind) -> ChunkKey {
    let contents = device.store.contents();
    contents.chunks.keys().find(|key| key.kind == *kind).unwrap().clone()
}

fn put(device: &Device, key: &ChunkKey, bytes: Vec<u8>) {
    let batch = Batch { put: vec![(key.clone(), bytes.into())], ..Batch::default() };
    block_on(device.store.commit(batch)).unwrap();
}

fn found(kind: Kind, count: usize, first: u16) -> Found {
    let examples = (first..).take(count.min(5)).map(id).collect();
    Found { kind, count, examples }
}

#[test]
fn all_is_well_with_what_is_well() {
    let (_, tab) = with_bulk(40);
    let checkup = check(&tab);
    assert_eq!(checkup, Checkup { records: 80, chunks: 2, entries: 1, ..Checkup::default() });
    block_on(tab.compact(&Rush)).unwrap();
    assert_eq!(repair(&tab), Repaired::default());
}

#[test]
fn a_letter_changed_on_the_disk_costs_nobody_else_anything() {
    let (device, tab) = with_bulk(40);
    let renamed = Customer { city: "Bath".into(), ..customer("Name 7") };
    block_on(tab.save(Some(id(7)), renamed, "")).unwrap();
    let key = key_of(&device, &Kind::Customer);
    let mut bytes = device.store.contents().chunks[&key].clone();
    let at = bytes.windows(7).position(|letters| letters == b"Name 31").unwrap();
    bytes[at] = b'G';
    put(&device, &key, bytes.clone());

    let tab = device.open();
    assert_eq!(tab.damage(), Damage { chunks: vec![key.clone()], ..Damage::default() });
    assert_eq!(tab.image().tables.customers.len(), 0, "nobody knows which letter it is");
    assert_eq!(tab.image().tables.orders.len(), 40);
    let checkup = check(&tab);
    assert_eq!(
        checkup.findings,
        [
            Finding::Chunks { count: 1, rows: 40 },
            Finding::Lost(found(Kind::Customer, 40, 0)),
            Finding::NoCustomer(found(Kind::Order, 40, 10_000)),
        ]
    );
    let blob = Blob { name: format!("chunks/{key}"), bytes: bytes.clone() };
    assert_eq!(block_on(tab.unreadable()), Ok(vec![blob.clone()]));
    let mut text = Vec::new();
    assert_eq!(block_on(tab.export_unreadable(&mut |piece| text.extend(piece))), Ok(1));
    let text: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(text["blobs"][0]["name"], blob.name);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(text["blobs"][0]["hex"], hex);

    let repaired = repair(&tab);
    assert_eq!(
        repaired,
        Repaired { aside: 1, recovered: 40, read: 1, written: 40, ..Repaired::default() }
    );
    {
        let image = tab.image();
        let record = |n| image.tables.customers.get(id(n)).unwrap();
        assert_eq!((record(30).name.as_str(), record(31).name.as_str()), ("Name 30", "Game 31"));
        assert_eq!(record(7).city, "Bath", "what was done since is in the journal");
        assert_eq!(image.activity(image.tables.customers.slot(id(31)).unwrap()).revenue, 131);
    }
    let checkup = check(&tab);
    assert_eq!((checkup.findings, checkup.aside), (vec![], 1));
    assert_eq!(device.store.contents().chunks[&key], bytes);
    let again = device.open();
    assert!(again.damage().is_empty());
    assert_eq!(state(&again.image()), state(&tab.image()));
    assert_eq!(block_on(again.unreadable()), Ok(vec![blob]));
}

#[test]
fn what_is_lost_is_said_once_and_a_backup_brings_it_back() {
    let (device, tab) = with_bulk(12);
    let (backup, whole) = (full(&tab), rows(&tab.image()));
    let mut contents = device.store.contents();
    contents.chunks.remove(&key_of(&device, &Kind::Customer));
    let device = Device { store: MemoryStore::holding(contents), ..device };

    let tab = device.open();
    assert!(tab.damage().is_empty(), "nothing that is there does not read");
    let lost = Finding::Lost(found(Kind::Customer, 12, 0));
    assert!(check(&tab).findings.contains(&lost));
    let repaired = block_on(tab.repair(&Mend::default(), &Rush)).unwrap();
    assert_eq!(repaired, Repaired { lost: 12, ..Repaired::default() });
    let dangling = Finding::NoCustomer(found(Kind::Order, 12, 10_000));
    assert_eq!(check(&tab).findings, [dangling], "nobody was asked to create customers");
    block_on(tab.receive(backup, "backup.json", &Rush)).unwrap();
    assert_eq!(check(&tab).findings, []);
    assert_eq!(rows(&tab.image()), whole);
}

#[test]
fn what_only_memory_knows_is_written_anew() {
    let (device, tab) = with_bulk(12);
    block_on(tab.compact(&Rush)).unwrap();
    let kept = state(&tab.image());
    let key = key_of(&device, &Kind::Order);
    let mut bytes = device.store.contents().chunks[&key].clone();
    bytes.truncate(100);
    put(&device, &key, bytes);
    let findings = check(&tab).findings;
    let not_stored = Finding::NotStored(found(Kind::Order, 12, 10_000));
    assert_eq!(findings, [Finding::Chunks { count: 1, rows: 12 }, not_stored]);
    let repaired = repair(&tab);
    assert_eq!(repaired, Repaired { aside: 1, written: 12, ..Repaired::default() });
    assert_eq!(check(&tab).findings, []);
    assert_eq!(state(&tab.image()), kept);
    assert_eq!(state(&device.open().image()), kept);
}

#[test]
fn a_record_that_hangs_on_nobody_gets_somebody_who_gives_way() {
    let device = Device::new(1);
    let tab = device.open();
    let Rows { customers, orders, .. } = bulk(2);
    let rows = Rows { orders, ..Rows::default() };
    block_on(tab.merge(rows, "orders.json", &Rush)).unwrap();
    let note = block_on(tab.save(None, visit(id(1), "2026-01-01T00:00:00.000+00:00", "Hello"), ""));
    let note = note.unwrap().id;
    let on_one = Found { kind: Kind::Interaction, count: 1, examples: vec![note] };
    assert_eq!(
        check(&tab).findings,
        [Finding::NoCustomer(found(Kind::Order, 2, 10_000)), Finding::NoCustomer(on_one)]
    );
    let repaired = repair(&tab);
    assert_eq!((repaired.placeholders, repaired.sets.len()), (2, 1));
    let name = |tab: &Tab, n| tab.image().tables.customers.get(id(n)).map(|c| c.name.clone());
    assert_eq!(name(&tab, 0), Some("Unknown".into()));
    assert_eq!(check(&tab).findings, []);
    assert_eq!(repair(&tab), Repaired::default());

    let rows = Rows { customers, ..Rows::default() };
    block_on(tab.merge(rows, "customers.json", &Rush)).unwrap();
    assert_eq!(name(&tab, 0), Some("Name 0".into()));
    assert_eq!(state(&tab.image()).derived, worked_out(&tab.image()));
}

#[test]
fn a_customer_who_is_part_of_nobody_is_found() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let gone = Customer { merged_into: Some(id(1)), ..customer("Gone") };
    let rows = Rows { customers: [Row::created(id(2), stamp, gone)].into(), ..Rows::default() };
    block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    let order = Order { customer: Some(id(2)), ..order(id(2), "2026-01-01", usd(700)) };
    block_on(tab.save(None, order, "")).unwrap();
    let findings = check(&tab).findings;
    assert!(findings.contains(&Finding::MergedIntoNobody(found(Kind::Customer, 1, 2))));
    assert_eq!(repair(&tab).placeholders, 1);
    let image = tab.image();
    assert_eq!(image.activity(image.tables.customers.slot(id(1)).unwrap()).revenue, 700);
}

#[test]
fn settings_beside_the_settings_go_to_the_trash() {
    let device = Device::new(1);
    let tab = device.open();
    let stamp = Stamp { millis: NOW, counter: 0, device: DeviceId(9) };
    let stray = model::Settings { name: "Other".into(), ..model::Settings::default() };
    let rows = Rows { settings: [Row::created(id(3), stamp, stray)].into(), ..Rows::default() };
    block_on(tab.merge(rows, "peer.json", &Rush)).unwrap();
    assert_eq!(check(&tab).findings, [Finding::StraySettings(found(Kind::Settings, 1, 3))]);
    let repaired = repair(&tab);
    assert_eq!(repaired.sets.len(), 1);
    assert_eq!(check(&tab).findings, []);
    block_on(tab.undo(repaired.sets[0])).unwrap();
    assert_eq!(tab.image().tables.settings.len(), 1);
}

#[test]
fn what_was_noted_of_other_devices_is_gathered_anew() {
    let (here, there) = (Device::new(1), Device::new(2));
    let (tab, peer) = (here.open(), there.open());
    block_on(peer.save(None, customer("Ada"), "")).unwrap();
    block_on(tab.receive(full(&peer), "peer.json", &Rush)).unwrap();
    block_on(tab.save(None, customer("Bob"), "")).unwrap();
    block_on(tab.compact(&Rush)).unwrap();
    let (seen, peers, kept) = (tab.seen(), tab.peers(), state(&tab.image()));
    let batch = Batch { meta: vec![("ledger", b"\xc1".to_vec())], ..Batch::default() };
    block_on(here.store.commit(batch)).unwrap();

    let tab = here.open();
    assert!(tab.damage().ledger);
    assert_eq!((tab.seen(), tab.peers(), state(&tab.image())), (seen, peers, kept));
    assert_eq!(check(&tab).findings, [Finding::Ledger]);
    assert_eq!(repair(&tab).aside, 1);
    assert_eq!(check(&tab).findings, []);
    let blob = Blob { name: "meta/ledger".into(), bytes: b"\xc1".to_vec() };
    assert_eq!(block_on(here.open().unreadable()), Ok(vec![blob]));
    assert_eq!(repair(&here.open()), Repaired::default());
}

#[test]
fn a_folded_position_beyond_the_journal_is_not_believed() {
    let (device, tab) = with_bulk(3);
    block_on(tab.save(None, customer("Ada"), "")).unwrap();
    let kept = state(&tab.image());
    let far = u64::MAX.to_be_bytes().to_vec();
    let batch = Batch { meta: vec![("folded", far)], ..Batch::default() };
    block_on(device.store.commit(batch)).unwrap();
    let tab = device.open();
    assert_eq!(state(&tab.image()), kept);
    block_on(tab.save(None, customer("Bob"), "")).unwrap();
    assert_eq!(device.open().image().tables.customers.len(), 5);
}

#[test]
fn a_bundle_for_a_peer_has_everything_when_the_history_has_a_hole() {
    let (here, there) = (Device::new(1), Device::new(2));
    let (tab, peer) = (here.open(), there.open());
    block_on(tab.save(None, customer("Ada"), "")).unwrap();
    block_on(peer.receive(full(&tab), "a.json", &Rush)).unwrap();
    block_on(tab.receive(full(&peer), "b.json", &Rush)).unwrap();
    let bob = block_on(tab.save(None, customer("Bob"), "")).unwrap();
    block_on(tab.save(None, customer("Cy"), "")).unwrap();
    block_on(tab.compact(&Rush)).unwrap();
    let mut contents = here.store.contents();
    let written = (1..).find(|at| {
        let entry = block_on(tab.entry(*at)).unwrap();
        entry.is_some_and(|entry| Some(entry.set.id) == bob.set)
    });
    contents.journal.insert(written.unwrap(), vec![0xC1]);
    let here = Device { store: MemoryStore::holding(contents), ..here };

    let tab = here.open();
    assert_eq!(tab.damage(), Damage::default(), "it was folded, so opening does not read it");
    assert!(matches!(check(&tab).findings[..], [Finding::Entries { count: 1, .. }]));
    let mut reader = BundleReader::default();
    let mut sink = |piece: Vec<u8>| reader.push(&piece).unwrap();
    let sent = block_on(tab.export(&Scope::For(peer.device()), None, &Rush, &mut sink)).unwrap();
    assert_eq!(sent.records, 3);
    let bundle = reader.finish().unwrap();
    assert_eq!(bundle.header.since, None);
    block_on(peer.receive(bundle, "c.json", &Rush)).unwrap();
    assert_eq!(rows(&peer.image()), rows(&tab.image()));
    let page = block_on(tab.history(&Default::default(), None, 50, &Rush)).unwrap();
    let names: BTreeMap<u64, ()> = page.entries.iter().map(|e| (e.position, ())).collect();
    assert!(!names.is_empty() && !names.contains_key(&written.unwrap()));
}

#[test]
fn bytes_from_before_there_were_sums_read() {
    let (device, tab) = with_bulk(5);
    block_on(tab.save(None, customer("Ada"), "")).unwrap();
    block_on(tab.compact(&Rush)).unwrap();
    block_on(tab.save(None, customer("Bob"), "")).unwrap();
    let kept = state(&tab.image());
    let mut contents = device.store.contents();
    let blobs = contents.chunks.values_mut().chain(contents.journal.values_mut());
    for bytes in blobs {
        assert_eq!(bytes[bytes.len() - 12..bytes.len() - 8], *b"\xc1sum");
        bytes.truncate(bytes.len() - 12);
    }
    let device = Device { store: MemoryStore::holding(contents), ..device };
    let tab = device.open();
    assert_eq!(state(&tab.image()), kept);
    assert_eq!(check(&tab).findings, []);
}

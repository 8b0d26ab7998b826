//! Data that an earlier version of this program stored, in `tests/data/first_format.txt`, and
//! the bundle that version wrote of it.

use model::{Id, Summary};
use pollster::block_on;
use workspace::history::HistoryFilter;
use workspace::sync::Scope;
use workspace::{MemoryStore, Rush};

use crate::common::Device;
use crate::common::peers::{Tab, city, move_to, read, receive, send, write};
use crate::common::state::state;

const STORED: &str = include_str!("../data/first_format.txt");
const BUNDLE: &str = include_str!("../data/first_format.json");

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = (0..hex.len()).step_by(2).map(|at| &hex[at..at + 2]);
    pairs.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect()
}

fn stored() -> MemoryStore {
    let mut contents = MemoryStore::default().contents();
    for line in STORED.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let mut part = || parts.next().unwrap();
        let (what, key, value) = (part(), part(), bytes(part()));
        match (what, key) {
            ("meta", "device") => drop(contents.meta.insert("device", value)),
            ("meta", "folded") => drop(contents.meta.insert("folded", value)),
            ("meta", "format") => drop(contents.meta.insert("format", value)),
            ("journal", key) => drop(contents.journal.insert(key.parse().unwrap(), value)),
            ("chunk", key) => drop(contents.chunks.insert(key.parse().unwrap(), value)),
            _ => panic!("{line}"),
        }
    }
    MemoryStore::holding(contents)
}

/// A device whose new ids are apart from those stored.
fn device() -> Device {
    Device { store: stored(), ..Device::new(9) }
}

/// The lines of records in a bundle.
fn lines(bundle: &str) -> Vec<&str> {
    let lines = bundle.lines().filter(|line| line.starts_with("{\"kind\""));
    let mut lines: Vec<&str> = lines.map(|line| line.trim_end_matches(',')).collect();
    lines.sort_unstable();
    lines
}

fn named(tab: &Tab, name: &str) -> Id {
    let image = tab.image();
    let mut all = image.tables.customers.iter();
    all.find(|(_, row)| row.record.name == name).unwrap().1.id
}

#[test]
fn opens_with_every_record_to_the_last_stamp() {
    let tab = device().open();
    assert!(tab.damage().is_empty());
    assert_eq!(block_on(tab.check(&Rush)).unwrap().findings, []);
    let (_, written) = write(&tab, &Scope::Everything);
    let written = String::from_utf8(written).unwrap();
    assert_eq!(lines(&written), lines(BUNDLE));
    assert_eq!(lines(BUNDLE).len(), 18);
}

#[test]
fn its_history_is_whole_and_can_be_taken_back() {
    let device = device();
    let tab = device.open();
    let page = block_on(tab.history(&HistoryFilter::default(), None, 100, &Rush)).unwrap();
    let positions: Vec<u64> = page.entries.iter().map(|entry| entry.position).collect();
    assert_eq!(positions, (1..=16).rev().collect::<Vec<_>>());
    let moved = page.entries.iter().find(
        |entry| matches!(&entry.set.summary, Summary::Imported { file, .. } if file == "moved.csv"),
    );
    let moved = &moved.unwrap().set;
    assert_eq!(moved.actor, "Mei");

    let cy = named(&tab, "Cy");
    assert_eq!(city(&tab, cy), "Hull");
    block_on(tab.revert(moved, &Rush)).unwrap();
    assert_eq!(city(&tab, cy), "Leeds");
    assert_eq!(state(&device.open().image()), state(&tab.image()));
}

#[test]
fn is_folded_changed_and_traded_like_any_other() {
    let (here, there) = (device(), Device::new(3));
    let (mine, theirs) = (here.open(), there.open());
    let cy = named(&mine, "Cy");
    move_to(&mine, cy, "Bristol");
    block_on(mine.compact(&Rush)).unwrap();
    let (_, everything) = write(&mine, &Scope::Everything);
    receive(&theirs, &everything);
    assert_eq!(state(&theirs.image()).rows, state(&mine.image()).rows);

    move_to(&theirs, cy, "Wells");
    send(&theirs, &mine);
    assert_eq!(city(&mine, cy), "Wells");
    let reopened = here.open();
    assert_eq!(block_on(reopened.check(&Rush)).unwrap().findings, []);
    assert_eq!(state(&reopened.image()).rows, state(&theirs.image()).rows);
}

#[test]
fn its_bundle_is_received() {
    let tab = Device::new(3).open();
    let received = receive(&tab, BUNDLE.as_bytes());
    assert_eq!(read(BUNDLE.as_bytes()).rows.len(), 18);
    assert_eq!(
        (received.merged.created, received.merged.changed, received.conflicts.len()),
        (18, 0, 0)
    );
    assert_eq!(tab.image().tables.customers.len(), 9);
}

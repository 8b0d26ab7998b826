//! What goes between devices: bundles, as the bytes of real files.

use interchange::bundle::{Bundle, BundleHeader, BundleReader};
use model::{Customer, Id, Rows};
use pollster::block_on;
use workspace::sync::{Received, Scope, Sent};
use workspace::{MemoryStore, Rush, Workspace};

use super::{Device, customer};

pub type Tab = Workspace<MemoryStore>;

/// What `tab` writes, and its counts of records and change sets.
pub fn write(tab: &Tab, scope: &Scope) -> ((usize, usize), Vec<u8>) {
    let mut bytes = Vec::new();
    let sent = block_on(tab.export(scope, None, &Rush, &mut |piece| bytes.extend(piece)));
    let Sent { records, changes } = sent.unwrap();
    ((records, changes), bytes)
}

/// Reads a file in small pieces.
pub fn read(bytes: &[u8]) -> Bundle {
    let mut reader = BundleReader::default();
    for piece in bytes.chunks(999) {
        reader.push(piece).unwrap();
    }
    reader.finish().unwrap()
}

pub fn receive(tab: &Tab, bytes: &[u8]) -> Received {
    block_on(tab.receive(read(bytes), "peer.json", &Rush)).unwrap()
}

/// What `from` thinks `to` lacks, written and received; answers both counts.
pub fn send(from: &Tab, to: &Tab) -> ((usize, usize), Received) {
    let (sent, bytes) = write(from, &Scope::For(to.device()));
    (sent, receive(to, &bytes))
}

/// Both write before either reads.
pub fn swap(one: &Tab, other: &Tab) -> (Received, Received) {
    let (_, from_one) = write(one, &Scope::For(other.device()));
    let (_, from_other) = write(other, &Scope::For(one.device()));
    (receive(one, &from_other), receive(other, &from_one))
}

/// A file of a program that keeps no account of what others know.
pub fn third_party(tab: &Tab, rows: Rows) -> Received {
    let bundle = Bundle { header: BundleHeader::default(), rows, changes: Vec::new() };
    block_on(tab.receive(bundle, "shop.json", &Rush)).unwrap()
}

/// Saves what `edit` makes of a customer; answers the change set.
pub fn edit(tab: &Tab, id: Id, edit: impl FnOnce(&mut Customer)) -> Id {
    let mut record = tab.image().tables.customers.find(id).unwrap().record.clone();
    edit(&mut record);
    block_on(tab.save(Some(id), record, "")).unwrap().set.unwrap()
}

pub fn move_to(tab: &Tab, id: Id, city: &str) -> Id {
    edit(tab, id, |record| city.clone_into(&mut record.city))
}

pub fn city(tab: &Tab, id: Id) -> String {
    tab.image().tables.customers.find(id).unwrap().record.city.clone()
}

/// Two devices that know of each other that both have Ada in London. Mei works on the first
/// and Bo on the second, whose clock is a second ahead.
pub fn pair() -> (Device, Device, Tab, Tab, Id) {
    let (here, there) = (Device::new(1), Device::new(2));
    there.clock.advance(1_000);
    let (mine, theirs) = (here.open(), there.open());
    mine.set_actor("Mei");
    theirs.set_actor("Bo");
    let london = Customer { city: "London".into(), ..customer("Ada") };
    let ada = block_on(mine.save(None, london, "Ada")).unwrap().id;
    send(&mine, &theirs);
    send(&theirs, &mine);
    send(&mine, &theirs);
    (here, there, mine, theirs, ada)
}

/// How many journal entries a device holds.
pub fn entries(device: &Device) -> usize {
    device.store.contents().journal.len()
}

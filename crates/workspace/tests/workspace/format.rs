//! Data of a newer version.

use interchange::bundle::BundleReader;
use model::{Kind, Rows, Settings};
use pollster::block_on;
use workspace::health::Damage;
use workspace::sync::Scope;
use workspace::workspace::FORMAT;
use workspace::{Batch, CommandError, Rush, Store};

use crate::common::state::state;
use crate::common::{Device, customer, order, usd};

#[test]
fn a_newer_format_is_open_for_reading_only_and_left_as_it_was() {
    let device = Device::new(1);
    let tab = device.open();
    let ada = block_on(tab.save(None, customer("Ada"), "")).unwrap().id;
    let set = block_on(tab.save(None, order(ada, "2026-01-01", usd(1)), "")).unwrap().set.unwrap();
    let newer = (FORMAT + 1).to_be_bytes().to_vec();
    let batch = Batch { meta: vec![("format", newer)], ..Batch::default() };
    block_on(device.store.commit(batch)).unwrap();
    let before = device.store.contents();

    assert!(!tab.is_read_only());
    let newer = device.open();
    assert!(newer.is_read_only());
    assert_eq!(state(&newer.image()), state(&tab.image()));
    let refused = Some(CommandError::ReadOnly);
    assert_eq!(block_on(newer.save(None, customer("Bob"), "")).err(), refused);
    assert_eq!(block_on(newer.save(Some(ada), customer("Bob"), "")).err(), refused);
    assert_eq!(block_on(newer.save_settings(Settings::default())).err(), refused);
    assert_eq!(block_on(newer.delete(Kind::Customer, &[ada], "")).err(), refused);
    assert_eq!(block_on(newer.undo(set)).err(), refused);
    assert_eq!(block_on(newer.merge(Rows::default(), "", &Rush)).err(), refused);
    assert_eq!(block_on(newer.compact(&Rush)).err(), refused);
    assert_eq!(block_on(newer.catch_up()), Ok(false));

    let mut reader = BundleReader::default();
    let mut sink = |piece: Vec<u8>| reader.push(&piece).unwrap();
    assert_eq!(
        block_on(newer.export(&Scope::Everything, None, &Rush, &mut sink)).map(|sent| sent.records),
        Ok(2)
    );
    assert_eq!(reader.finish().unwrap().rows.len(), 2);
    assert_eq!(device.store.contents(), before);
}

#[test]
fn stored_bytes_that_do_not_read_are_reported_not_overwritten() {
    let device = Device::new(1);
    let ada = block_on(device.open().save(None, customer("Ada"), "")).unwrap().id;
    let nonsense = b"\xc1 nonsense".to_vec();
    let batch = Batch { journal: vec![nonsense.clone()], ..Batch::default() };
    block_on(device.store.commit(batch)).unwrap();
    let before = device.store.contents();

    let tab = device.open();
    assert_eq!(tab.damage(), Damage { entries: vec![2], ..Damage::default() });
    assert!(tab.image().tables.customers.get(ada).is_some());
    assert_eq!(device.store.contents(), before);

    // What reads can be worked with, and what does not stays where it is.
    block_on(tab.save(Some(ada), customer("Ada L."), "")).unwrap();
    block_on(tab.delete(Kind::Customer, &[ada], "")).unwrap();
    assert_eq!(block_on(tab.compact(&Rush)), Ok(0));
    let after = device.store.contents();
    assert_eq!(after.journal.get(&2), Some(&nonsense));
    assert_eq!((after.journal.len(), after.chunks), (4, before.chunks));
    assert_eq!(after.meta, before.meta);
}

//! Reading bundles: good ones in every shape, bad ones refused whole.
#![allow(clippy::unwrap_used, clippy::panic)]

mod hostile;
mod pieces;
mod refusals;
mod schema;
mod third_party;

use std::collections::BTreeMap;

use interchange::bundle::{
    Bundle, BundleError, BundleHeader, BundleReader, write_end, write_row, write_separator,
    write_start,
};
use model::{
    Customer, DeviceId, Id, Interaction, Kind, Opaque, Order, Path, Row, Rows, Settings, Stamp,
    Task,
};

const HEADER: BundleHeader = BundleHeader {
    id: Some(Id::from_bytes([9; 16])),
    device: Some(DeviceId(0xc0ffee)),
    exported: None,
    seen: None,
    since: None,
};

fn stamp(millis: u64) -> Stamp {
    Stamp { millis, counter: 3, device: DeviceId(0xfeed) }
}

fn id(n: u8) -> Id {
    Id::from_bytes([n; 16])
}

/// Rows of every kind, with everything a row can have.
fn rows() -> Rows {
    let mut ada =
        Customer { name: "Ada \"L.\"\n李 \u{1F600} \\ {[,]}".into(), ..Customer::default() };
    ada.tags.insert("a/b".into(), true);
    ada.extra.insert("shoes".into(), serde_json::json!({ "left": [40, 40.5], "right": null }));
    let mut ada = Row::created(id(1), stamp(10), ada);
    ada.write(&Path::keyed("tags", "a/b"), None, stamp(11)).unwrap();
    ada.marks.delete(stamp(12));
    ada.marks.restore(stamp(13));
    let order = Order {
        customer: Some(id(1)),
        day: Some("1997-01-01".parse().unwrap()),
        amount: Some("-11.77 USD".parse().unwrap()),
        ..Order::default()
    };
    let visit = Interaction {
        customer: Some(id(1)),
        at: Some("2026-11-22T09:00:00.000+08:00".parse().unwrap()),
        subject: "Range".into(),
        ..Interaction::default()
    };
    let ring = Task {
        customer: Some(id(1)),
        title: "Ring".into(),
        due: Some("2026-12-01".parse().unwrap()),
        ..Task::default()
    };
    let rates = BTreeMap::from([("EUR".into(), "1.1".parse().unwrap())]);
    let mut novelty = Opaque::default();
    novelty.extra.insert("anything".into(), serde_json::json!([1, { "deep": [true] }]));
    Rows {
        settings: [Row::created(Settings::ID, stamp(1), Settings { rates, ..Settings::default() })]
            .into(),
        customers: [ada, Row::created(id(2), stamp(9), Customer::default())].into(),
        interactions: [Row::created(id(4), stamp(8), visit)].into(),
        orders: [Row::created(id(3), stamp(10), order)].into(),
        tasks: [Row::created(id(6), stamp(11), ring)].into(),
        other: BTreeMap::from([(
            "novelty".into(),
            [Row::created(id(5), stamp(7), novelty)].into(),
        )]),
    }
}

/// The bundle of `rows`, as the app writes it.
fn write(rows: &Rows) -> Vec<u8> {
    let mut out = Vec::new();
    let mut first = true;
    let mut separate =
        |out: &mut Vec<u8>| write_separator(std::mem::replace(&mut first, false), out);
    write_start(&HEADER, &mut out);
    for row in &rows.settings {
        separate(&mut out);
        write_row(&Kind::Settings, row, &mut out);
    }
    for row in &rows.customers {
        separate(&mut out);
        write_row(&Kind::Customer, row, &mut out);
    }
    for row in &rows.interactions {
        separate(&mut out);
        write_row(&Kind::Interaction, row, &mut out);
    }
    for row in &rows.orders {
        separate(&mut out);
        write_row(&Kind::Order, row, &mut out);
    }
    for row in &rows.tasks {
        separate(&mut out);
        write_row(&Kind::Task, row, &mut out);
    }
    for (name, rows) in &rows.other {
        for row in rows {
            separate(&mut out);
            write_row(&Kind::Other(name.clone()), row, &mut out);
        }
    }
    write_end(&mut out);
    out
}

fn read_pieces<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Result<Bundle, BundleError> {
    let mut reader = BundleReader::default();
    for piece in pieces {
        reader.push(piece)?;
    }
    reader.finish()
}

fn read(bytes: &[u8]) -> Result<Bundle, BundleError> {
    read_pieces([bytes])
}

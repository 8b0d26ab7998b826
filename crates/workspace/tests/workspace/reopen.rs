//! What is stored says the same as what is in memory, and both what follows from the rows.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use model::Kind;
use pollster::block_on;
use proptest::prelude::*;
use workspace::Rush;

use crate::common::ops::{Done, op, perform};
use crate::common::state::{rows, state, worked_out};
use crate::common::{Device, customer, order, usd};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn reopening_finds_what_was_in_memory(ops in prop::collection::vec(op(), 1..60)) {
        let device = Device::new(1);
        let workspace = device.open();
        let mut done = Done::default();
        for op in &ops {
            block_on(perform(&device, &workspace, op, &mut done));
            let image = workspace.image();
            prop_assert_eq!(state(&image).derived, worked_out(&image), "after {:?}", op);
        }
        let kept = state(&workspace.image());
        prop_assert_eq!(&state(&device.open().image()), &kept, "from chunks and journal");
        block_on(workspace.compact(&Rush)).unwrap();
        prop_assert_eq!(&state(&workspace.image()), &kept, "compaction changes nothing");
        prop_assert_eq!(&state(&device.open().image()), &kept, "from chunks alone");
    }

    #[test]
    fn what_the_first_screen_needs_is_there_before_the_rest(
        ops in prop::collection::vec(op(), 1..60),
        folded in any::<prop::sample::Index>(),
    ) {
        let device = Device::new(1);
        let workspace = device.open();
        let mut done = Done::default();
        for (at, op) in ops.iter().enumerate() {
            block_on(perform(&device, &workspace, op, &mut done));
            if at == folded.index(ops.len()) {
                block_on(workspace.compact(&Rush)).unwrap();
            }
        }
        let kept = state(&workspace.image());
        let mut early = rows(&workspace.image());
        early.retain(|(kind, _), _| !matches!(kind, Kind::Order | Kind::Interaction));
        let opening = device.begin();
        prop_assert!(!opening.is_whole());
        prop_assert_eq!(&rows(&opening.image()), &early);
        block_on(opening.finish(&Rush)).unwrap();
        prop_assert!(opening.is_whole());
        prop_assert_eq!(opening.left(), 0);
        prop_assert_eq!(&state(&opening.image()), &kept);
        prop_assert_eq!(opening.unfolded(), device.open().unfolded());
    }
}

#[test]
fn a_command_waits_until_everything_is_in() {
    let device = Device::new(1);
    let id = block_on(device.open().save(None, customer("Ada"), "")).unwrap().id;
    let opening = device.begin();
    assert_eq!(opening.image().tables.customers.len(), 1);
    assert_eq!(opening.left(), 0, "it is all in the journal");
    let mut saving = pin!(opening.save(None, order(id, "2026-01-05", usd(500)), ""));
    let mut context = Context::from_waker(Waker::noop());
    assert!(saving.as_mut().poll(&mut context).is_pending());
    assert_eq!(opening.image().tables.orders.len(), 0);
    block_on(opening.finish(&Rush)).unwrap();
    let Poll::Ready(saved) = saving.as_mut().poll(&mut context) else { panic!("it still waits") };
    saved.unwrap();
    assert_eq!(opening.image().tables.orders.len(), 1);
}

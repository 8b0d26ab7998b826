//! What is stored says the same as what is in memory, and both what follows from the rows.

use pollster::block_on;
use proptest::prelude::*;
use workspace::Rush;

use crate::common::Device;
use crate::common::ops::{Done, op, perform};
use crate::common::state::{state, worked_out};

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
}

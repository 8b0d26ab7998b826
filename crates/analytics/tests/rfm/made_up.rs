//! Made-up orders and settings.

use std::num::NonZeroU32;

use crate::naive::Row;
use analytics::rfm::{Frequency, Monetary, RfmConfig};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub const CUSTOMERS: u32 = 40;

pub fn days() -> impl Strategy<Value = i32> {
    prop_oneof![4 => -40..=3_i32, 2 => -5..=1_i32, 1 => any::<i32>()]
}

/// Small amounts often collide; those about `large` hardly differ.
fn amounts(large: i64) -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => -3..=6_i64,
        2 => -10_000..=50_000_i64,
        1 => large - 2..large + 2,
    ]
}

pub fn rows_about(large: i64) -> impl Strategy<Value = Vec<Row>> {
    let any_order = vec((0..CUSTOMERS, days(), amounts(large)), 0..160);
    (any_order, any::<bool>()).prop_map(|(mut rows, in_order_of_time)| {
        if in_order_of_time {
            rows.sort_by_key(|row| row.1);
        }
        rows
    })
}

/// With amounts that lose digits as floating point, and yet can be added up.
pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    rows_about(1 << 55)
}

prop_compose! {
    pub fn configs()(
        analysis_day in prop_oneof![4 => Just(0), 1 => -10..10_i32, 1 => any::<i32>()],
        window in option::of(prop_oneof![1..60_u32, 1..=u32::MAX]),
        monetary in select(vec![Monetary::Sum, Monetary::Mean]),
        frequency in select(vec![Frequency::Orders, Frequency::OrderDays]),
    ) -> RfmConfig {
        let window = window.and_then(NonZeroU32::new);
        RfmConfig { analysis_day, window, monetary, frequency }
    }
}

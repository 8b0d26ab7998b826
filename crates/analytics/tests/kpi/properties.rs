//! Figures over time against a slow and independent computation, and against their laws.

use std::num::NonZeroU32;

use crate::naive::{self, Row};
use analytics::OrderColumns;
use analytics::kpi::{
    Cohorts, Figures, GroupRevenue, Period, Periods, Step, cohorts, revenue_by_group, series,
};
use analytics::rfm::MeasureError;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const CUSTOMERS: u32 = 12;

struct Columns(Vec<u32>, Vec<i32>, Vec<i64>);

impl Columns {
    fn of(rows: &[Row]) -> Self {
        Self(
            rows.iter().map(|row| row.0).collect(),
            rows.iter().map(|row| row.1).collect(),
            rows.iter().map(|row| row.2).collect(),
        )
    }

    fn get(&self) -> OrderColumns<'_> {
        OrderColumns::new(&self.0, &self.1, &self.2).unwrap()
    }
}

fn try_series(rows: &[Row], periods: &Periods, window: u32) -> Result<Vec<Figures>, MeasureError> {
    let window = NonZeroU32::new(window).unwrap();
    series(&Columns::of(rows).get(), CUSTOMERS as usize, periods, window)
}

fn figures(rows: &[Row], periods: &Periods, window: u32) -> Vec<Figures> {
    try_series(rows, periods, window).unwrap()
}

fn table(rows: &[Row], period: Period) -> Cohorts {
    cohorts(&Columns::of(rows).get(), CUSTOMERS as usize, period).unwrap()
}

/// About two years, and now and then ages ago or ahead.
fn days() -> impl Strategy<Value = i32> {
    prop_oneof![8 => -400..=400_i32, 4 => -60..=60_i32, 1 => -3_000..=3_000_i32]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let amounts = prop_oneof![4 => 0..=6_i64, 2 => -6..0_i64, 1 => Just(1_i64 << 50)];
    (vec((0..CUSTOMERS, days(), amounts), 0..60), any::<bool>()).prop_map(|(mut rows, sorted)| {
        if sorted {
            rows.sort_by_key(|row| row.1);
        }
        rows
    })
}

prop_compose! {
    fn period()(first in -450..=420_i32, days in prop_oneof![0..70_i32, 0..800_i32]) -> Period {
        Period::new(first, first + days).unwrap()
    }
}

prop_compose! {
    fn periods()(
        period in period(),
        step in select(Step::ALL.to_vec()),
        alone in any::<bool>(),
    ) -> Periods {
        if alone { Periods::with_before(period) } else { Periods::across(period, step).unwrap() }
    }
}

fn windows() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 1..=40_u32, 2 => 41..=500_u32, 1 => Just(u32::MAX)]
}

proptest! {
    #[test]
    fn figures_are_those_of_the_slow_computation(
        rows in rows(), periods in periods(), window in windows(),
    ) {
        let slow: Vec<Figures> =
            periods.iter().map(|period| naive::figures(&rows, period, window)).collect();
        prop_assert_eq!(figures(&rows, &periods, window), slow);
    }

    #[test]
    fn row_order_changes_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        periods in periods(), window in windows(), span in period(),
    ) {
        prop_assert_eq!(figures(&rows, &periods, window), figures(&shuffled, &periods, window));
        prop_assert_eq!(table(&rows, span), table(&shuffled, span));
    }

    #[test]
    fn the_books_balance(rows in rows(), periods in periods(), window in windows()) {
        let all = figures(&rows, &periods, window);
        for (before, after) in all.iter().zip(&all[1..]) {
            prop_assert_eq!(before.end, after.start);
        }
        for figures in &all {
            prop_assert_eq!(figures.kept + figures.lost(), figures.start);
            prop_assert_eq!(
                figures.kept + figures.new_at_end + figures.returned_at_end, figures.end
            );
            if figures.period.days() <= window {
                prop_assert_eq!(figures.new, figures.new_at_end);
                prop_assert_eq!(figures.returned, figures.returned_at_end);
            }
            prop_assert!(figures.buyers_again <= figures.repeat_buyers);
            prop_assert!(figures.repeat_buyers <= figures.buyers);
            prop_assert!(figures.buyers <= figures.orders);
            let shares = [figures.retention(), figures.churn(), figures.repeat()];
            for share in shares.iter().filter_map(|share| share.value()) {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            let both = figures.retention().value().zip(figures.churn().value());
            prop_assert!(both.is_none_or(|(stay, go)| (stay + go - 1.0).abs() < 1e-12));
            prop_assert_eq!(both.is_none(), figures.start == 0);
        }
        let revenue: i64 =
            rows.iter().filter(|row| periods.span().contains(row.1)).map(|row| row.2).sum();
        prop_assert_eq!(all.iter().map(|figures| figures.revenue).sum::<i64>(), revenue);
    }

    #[test]
    fn orders_after_the_end_change_nothing(
        rows in rows(), periods in periods(), window in windows(), span in period(),
    ) {
        let until = |last: i32| -> Vec<Row> {
            rows.iter().copied().filter(|row| row.1 <= last).collect()
        };
        let last = periods.span().last();
        prop_assert_eq!(
            figures(&rows, &periods, window), figures(&until(last), &periods, window)
        );
        prop_assert_eq!(table(&rows, span), table(&until(span.last()), span));
    }

    #[test]
    fn a_refund_changes_revenue_only(
        rows in rows(), periods in periods(), window in windows(),
        refunds in vec((0..CUSTOMERS, days(), -50..0_i64), 1..10),
    ) {
        let refunded = [&rows[..], &refunds[..]].concat();
        let without = |figures: Vec<Figures>| -> Vec<Figures> {
            figures.into_iter().map(|figures| Figures { revenue: 0, refunded: 0, ..figures }).collect()
        };
        let (before, after) =
            (figures(&rows, &periods, window), figures(&refunded, &periods, window));
        prop_assert_eq!(without(before), without(after));
    }

    #[test]
    fn cohorts_are_those_of_the_slow_computation(rows in rows(), span in period()) {
        let slow = naive::cohorts(&rows, span.last());
        let table = table(&rows, span);
        let first_month = {
            let first = naive::date(table.period.first());
            prop_assert_eq!(chrono::Datelike::day(&first), 1);
            (chrono::Datelike::year(&first), chrono::Datelike::month(&first))
        };
        let earlier: u32 = slow.range(..first_month).map(|(_, (customers, _))| customers).sum();
        prop_assert_eq!(table.earlier, earlier);
        let shown: Vec<_> =
            table.cohorts.iter().map(|cohort| (cohort.customers, cohort.cells.clone())).collect();
        let expected: Vec<_> = slow.range(first_month..).map(|(_, row)| row.clone()).collect();
        prop_assert_eq!(shown, expected);
        for cohort in &table.cohorts {
            prop_assert_eq!(cohort.cells[0].active, cohort.customers);
        }
    }

    #[test]
    fn a_cohort_has_all_the_revenue_of_its_customers(rows in rows(), last in -100..=400_i32) {
        // Five years hold every first order but those of ages ago.
        let table = table(&rows, Period::new(last - 1_800, last).unwrap());
        let customers: u32 = table.cohorts.iter().map(|cohort| cohort.customers).sum();
        let bought = |row: &&Row| row.1 <= last && row.2 >= 0;
        let ever: std::collections::BTreeSet<u32> =
            rows.iter().filter(bought).map(|row| row.0).collect();
        prop_assert_eq!(customers + table.earlier, ever.len() as u32);
        if table.earlier == 0 {
            let revenue: i64 = table
                .cohorts
                .iter()
                .flat_map(|cohort| &cohort.cells)
                .map(|cell| cell.revenue)
                .sum();
            let expected: i64 = rows
                .iter()
                .filter(|row| row.1 <= last && ever.contains(&row.0))
                .map(|row| row.2)
                .sum();
            prop_assert_eq!(revenue, expected);
        }
    }

    #[test]
    fn groups_share_all_the_revenue(rows in rows(), period in period(), groups in 1..5_usize) {
        let group_of = |customer: u32| (customer as usize).checked_rem(groups + 1);
        let revenue =
            revenue_by_group(&Columns::of(&rows).get(), period, groups, group_of).unwrap();
        let slow: Vec<GroupRevenue> = (0..=groups)
            .map(|group| naive::of_group(&rows, period, |c| group_of(c) == Some(group)))
            .collect();
        prop_assert_eq!(revenue, slow);
    }
}

#[test]
fn days_at_the_ends_of_time_are_counted() {
    let rows = [(0, i32::MIN, 5), (1, i32::MAX, 5), (0, 3, 5), (2, -40, 5)];
    for (order, window) in [([0, 1, 2, 3], 1), ([3, 2, 1, 0], 365), ([2, 0, 3, 1], u32::MAX)] {
        let rows = order.map(|row: usize| rows[row]);
        let period = Period::new(0, 9).unwrap();
        let [only] = figures(&rows, &Periods::across(period, Step::Year).unwrap(), window)[..]
        else {
            panic!("one period, one answer");
        };
        assert_eq!((only.buyers, only.new, only.repeat_buyers), (1, 0, 1));
        assert_eq!(only.returned, u32::from(window < u32::MAX));
        let table = table(&rows, Period::new(-719_000, 2_932_896).unwrap());
        assert_eq!(table.earlier, 2);
    }
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let period = Period::new(0, 9).unwrap();
    let periods = Periods::across(period, Step::Year).unwrap();
    let stranger = [(0, 1, 5), (CUSTOMERS, 99, 5)];
    let unknown = MeasureError::UnknownCustomer { row: 1, customer: CUSTOMERS, customers: 12 };
    assert_eq!(try_series(&stranger, &periods, 9), Err(unknown));
    let columns = Columns::of(&stranger);
    assert_eq!(cohorts(&columns.get(), CUSTOMERS as usize, period), Err(unknown));

    let huge = [(0, 5, i64::MAX), (1, 6, -1)];
    let columns = Columns::of(&huge);
    let too_large = MeasureError::AmountsTooLarge;
    assert_eq!(try_series(&huge, &periods, 9), Err(too_large));
    assert_eq!(cohorts(&columns.get(), 2, period), Err(too_large));
    let by_group = |period| revenue_by_group(&columns.get(), period, 1, |_| Some(0));
    assert_eq!(by_group(period), Err(too_large));
    // What is not in the period is not in the sums.
    let first_days = Period::new(0, 5).unwrap();
    assert_eq!(by_group(first_days).unwrap()[0].revenue, i64::MAX);
    let periods = Periods::across(first_days, Step::Year).unwrap();
    assert_eq!(figures(&huge, &periods, 9)[0].revenue, i64::MAX);
}

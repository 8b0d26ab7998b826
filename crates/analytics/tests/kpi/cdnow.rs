//! Figures of real orders, all 69,659 of them.
//!
//! Every number here was counted with Python's sets over the same file, by the definitions, and
//! the newcomers of each month once more with awk:
//! `awk -F, 'NR>1{if(!($1 in f)||$2<f[$1])f[$1]=$2}END{for(c in f)n[substr(f[c],1,7)]++;for(m in
//! n)print m,n[m]}' cdnow_orders.csv`

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::Path;

use analytics::OrderColumns;
use analytics::kpi::{Figures, Period, Periods, Step, cohorts, series};
use chrono::NaiveDate;

const CUSTOMERS: usize = 23_570;

/// Customers, days, amounts.
fn orders() -> (Vec<u32>, Vec<i32>, Vec<i64>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/cdnow_orders.csv");
    let mut indices: BTreeMap<String, u32> = BTreeMap::new();
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for record in csv::Reader::from_path(path).unwrap().deserialize() {
        let (id, date, _, dollars): (String, String, u32, String) = record.unwrap();
        let next = indices.len() as u32;
        columns.0.push(*indices.entry(id).or_insert(next));
        columns.1.push(day(&date));
        assert_eq!(dollars.split_once('.').unwrap().1.len(), 2);
        columns.2.push(dollars.replace('.', "").parse().unwrap());
    }
    assert_eq!((columns.0.len(), indices.len()), (69_659, CUSTOMERS));
    columns
}

fn day(date: &str) -> i32 {
    date.parse::<NaiveDate>().unwrap().to_epoch_days()
}

fn period(first: &str, last: &str) -> Period {
    Period::new(day(first), day(last)).unwrap()
}

fn figures(span: Period, step: Step, window: u32) -> Vec<Figures> {
    let (customer, day, amount) = orders();
    let columns = OrderColumns::new(&customer, &day, &amount).unwrap();
    let periods = Periods::across(span, step).unwrap();
    series(&columns, CUSTOMERS, &periods, NonZeroU32::new(window).unwrap()).unwrap()
}

#[test]
fn everybody_came_in_the_first_quarter() {
    let months = figures(period("1997-01-01", "1997-03-31"), Step::Month, 365);
    let new: Vec<u32> = months.iter().map(|figures| figures.new).collect();
    assert_eq!(new, [7_846, 8_476, 7_248]);

    let quarter = figures(period("1997-01-01", "1997-03-31"), Step::Quarter, 365)[0];
    assert_eq!((quarter.start, quarter.end, quarter.new), (0, 23_570, 23_570));
    assert_eq!((quarter.orders, quarter.revenue), (31_798, 107_180_547));
    assert_eq!((quarter.repeat_buyers, quarter.buyers_again), (5_066, 5_066));
    // 107,180,547 / 31,798 = 3,370.669
    assert_eq!(quarter.average_order(), Some(3_371));
    assert_eq!(quarter.retention().value(), None);
}

#[test]
fn a_year_later_most_are_lost_and_some_come_back() {
    let quarters = figures(period("1998-01-01", "1998-06-30"), Step::Quarter, 365);
    let [first, second] = quarters[..] else { panic!("two quarters") };
    assert_eq!((first.start, first.end, first.kept, first.returned), (23_570, 9_526, 9_526, 0));
    assert_eq!((first.buyers, first.repeat_buyers, first.buyers_again), (3_817, 3_817, 1_452));
    let expected = Figures {
        period: period("1998-04-01", "1998-06-30"),
        start: 9_526,
        end: 8_332,
        kept: 7_870,
        new: 0,
        new_at_end: 0,
        returned: 462,
        returned_at_end: 462,
        buyers: 3_317,
        repeat_buyers: 3_317,
        buyers_again: 1_227,
        orders: 5_906,
        revenue: 21_333_048,
        refunded: 0,
    };
    assert_eq!(second, expected);
    let percent = |share: Option<f64>| (share.unwrap() * 1_000.0).round() / 10.0;
    // (8,332 - 0 - 462) / 9,526, and 8,332 / 9,526.
    assert_eq!(percent(second.retention().value()), 82.6);
    assert_eq!(percent(second.churn().value()), 17.4);
    assert_eq!(percent(second.retention_with_returned().value()), 87.5);
}

#[test]
fn a_shorter_window_lets_go_sooner() {
    let half_a_year = figures(period("1998-04-01", "1998-06-30"), Step::Quarter, 180)[0];
    let counted = (half_a_year.start, half_a_year.end, half_a_year.kept, half_a_year.returned);
    assert_eq!(counted, (6_055, 5_360, 4_383, 977));
}

#[test]
fn cohorts_are_followed_by_calendar_months() {
    let (customer, day, amount) = orders();
    let columns = OrderColumns::new(&customer, &day, &amount).unwrap();
    let table = cohorts(&columns, CUSTOMERS, period("1997-01-01", "1998-06-30")).unwrap();
    assert_eq!((table.earlier, table.whole_months), (0, 18));
    let cell = |cohort: usize, month: usize| {
        let cell = table.cohorts[cohort].cells[month];
        (cell.active, cell.revenue)
    };
    assert_eq!(table.cohorts.len(), 3);
    assert_eq!(
        [cell(0, 0), cell(0, 1), cell(0, 2)],
        [(7_846, 29_906_017), (1_157, 6_104_169), (964, 5_068_375),]
    );
    assert_eq!([cell(1, 0), cell(1, 1)], [(8_476, 31_854_834), (1_312, 6_258_703)]);
    assert_eq!([cell(2, 12), cell(2, 15)], [(678, 3_516_834), (457, 2_150_967)]);
    // (1,157 + 1,312 + 1,032) / 23,570
    let all = table.after(1).unwrap();
    assert_eq!((all.cell.active, all.customers), (3_501, 23_570));
    // First month and next: 29,906,017 + 6,104,169, 31,854,834 + 6,258,703, and 27,988,449 +
    // 5,292,129; by 23,570 it is 4,556.0.
    assert_eq!((all.revenue_so_far, all.revenue_per_customer()), (107_404_301, 4_557));
    // The March cohort has no seventeenth month yet, and so takes no part in it.
    assert_eq!(table.after(17).unwrap().customers, 7_846);
    assert_eq!(table.after(18), None);

    let cut = cohorts(&columns, CUSTOMERS, period("1997-02-10", "1998-06-29")).unwrap();
    assert_eq!((cut.earlier, cut.cohorts.len(), cut.whole_months), (7_846, 2, 16));
    assert_eq!(cut.after(15).unwrap().customers, 8_476);
    assert_eq!(cut.after(16), None);
}

//! The definitions of `docs/kpi.md` once more, word for word and slowly: sets of customers, every
//! order looked at for every question. Shares no code with the crate but its plain types.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use analytics::kpi::{CohortCell, Figures, GroupRevenue, Period};
use chrono::{Datelike, Days, NaiveDate};

/// Customer, day, amount.
pub type Row = (u32, i32, i64);
type Customers = BTreeSet<u32>;

pub fn figures(rows: &[Row], period: Period, window: u32) -> Figures {
    let (first, last) = (i64::from(period.first()), i64::from(period.last()));
    let window = i64::from(window);
    let start = buyers(rows, first - window..=first - 1);
    let end = buyers(rows, last - window + 1..=last);
    let bought = buyers(rows, first..=last);
    let before = buyers(rows, i64::MIN..=first - 1);
    let new: Customers = &bought - &before;
    let returned: Customers = &(&bought & &before) - &start;
    let with_two = |days: RangeInclusive<i64>| {
        let twice = |customer: &&u32| orders_of(rows, **customer, days.clone()) >= 2;
        bought.iter().filter(twice).count() as u32
    };
    let of_period = || rows.iter().filter(|row| period.contains(row.1));
    let count = |customers: &Customers| customers.len() as u32;
    Figures {
        period,
        start: count(&start),
        end: count(&end),
        kept: count(&(&start & &end)),
        new: count(&new),
        new_at_end: count(&(&new & &end)),
        returned: count(&returned),
        returned_at_end: count(&(&returned & &end)),
        buyers: count(&bought),
        repeat_buyers: with_two(i64::MIN..=last),
        buyers_again: with_two(first..=last),
        orders: of_period().filter(|row| row.2 >= 0).count() as u32,
        revenue: of_period().map(|row| row.2).sum(),
        refunded: -of_period().map(|row| row.2).filter(|amount| *amount < 0).sum::<i64>(),
    }
}

fn buyers(rows: &[Row], days: RangeInclusive<i64>) -> Customers {
    let bought = |row: &&Row| row.2 >= 0 && days.contains(&row.1.into());
    rows.iter().filter(bought).map(|row| row.0).collect()
}

fn orders_of(rows: &[Row], customer: u32, days: RangeInclusive<i64>) -> usize {
    rows.iter()
        .filter(|row| row.0 == customer && row.2 >= 0 && days.contains(&row.1.into()))
        .count()
}

/// Year and month of a day.
type Month = (i32, u32);

pub fn date(day: i32) -> NaiveDate {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
    if day < 0 {
        epoch.checked_sub_days(Days::new(day.unsigned_abs().into())).unwrap()
    } else {
        epoch.checked_add_days(Days::new(day.unsigned_abs().into())).unwrap()
    }
}

fn month(day: i32) -> Month {
    (date(day).year(), date(day).month())
}

fn next((year, month): Month) -> Month {
    if month == 12 { (year + 1, 1) } else { (year, month + 1) }
}

/// By the month of the first order: how many, and their cells.
pub fn cohorts(rows: &[Row], last: i32) -> BTreeMap<Month, (u32, Vec<CohortCell>)> {
    let rows: Vec<Row> = rows.iter().copied().filter(|row| row.1 <= last).collect();
    let mut members: BTreeMap<Month, Customers> = BTreeMap::new();
    for customer in buyers(&rows, i64::MIN..=i64::MAX) {
        let days = rows.iter().filter(|row| row.0 == customer && row.2 >= 0).map(|row| row.1);
        members.entry(month(days.min().unwrap())).or_default().insert(customer);
    }
    let cells = |cohort: Month, members: &Customers| {
        let own = || rows.iter().filter(|row| members.contains(&row.0));
        let mut at = cohort;
        let mut cells = Vec::new();
        while at <= month(last) {
            let of_month = |row: &&Row| month(row.1) == at || at == cohort && month(row.1) < cohort;
            let bought = own().filter(of_month).filter(|row| row.2 >= 0).map(|row| row.0);
            cells.push(CohortCell {
                active: bought.collect::<Customers>().len() as u32,
                revenue: own().filter(of_month).map(|row| row.2).sum(),
            });
            at = next(at);
        }
        (members.len() as u32, cells)
    };
    members.iter().map(|(&cohort, members)| (cohort, cells(cohort, members))).collect()
}

pub fn of_group(rows: &[Row], period: Period, is_in: impl Fn(u32) -> bool) -> GroupRevenue {
    let own = || rows.iter().filter(|row| period.contains(row.1) && is_in(row.0));
    GroupRevenue {
        orders: own().filter(|row| row.2 >= 0).count() as u32,
        revenue: own().map(|row| row.2).sum(),
    }
}

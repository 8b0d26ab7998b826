//! Time to say how a customer base does over time, at three sizes.

#![allow(clippy::unwrap_used)]

mod made_up;

use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::Duration;

use analytics::kpi::{Period, Periods, Step, cohorts, revenue_by_group, series};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fastrand::Rng;
use made_up::{CUSTOMERS, DAYS, FIRST_DAY, Orders};

fn kpi(criterion: &mut Criterion) {
    let all = Period::new(FIRST_DAY, FIRST_DAY + DAYS as i32).unwrap();
    let year = Period::new(all.last() - 364, all.last()).unwrap();
    let window = NonZeroU32::new(365).unwrap();
    let weeks = Periods::across(all, Step::Week).unwrap();

    let mut group = criterion.benchmark_group("kpi");
    group.measurement_time(Duration::from_secs(3)).sample_size(50);
    for customers in CUSTOMERS {
        let orders = Orders::generate(customers);
        let shuffled = orders.shuffled(&mut Rng::with_seed(1));
        group.throughput(Throughput::Elements(orders.day.len() as u64));

        let mut bench = |name: &str, work: &dyn Fn()| {
            group.bench_function(BenchmarkId::new(name, customers), |bencher| {
                bencher.iter(work);
            });
        };
        bench("year and the one before", &|| {
            let periods = Periods::with_before(black_box(year));
            black_box(series(&orders.columns(), customers, &periods, window).unwrap());
        });
        bench("weeks of five years", &|| {
            black_box(series(&orders.columns(), customers, black_box(&weeks), window).unwrap());
        });
        bench("weeks of five years, rows shuffled", &|| {
            black_box(series(&shuffled.columns(), customers, black_box(&weeks), window).unwrap());
        });
        bench("cohorts", &|| {
            black_box(cohorts(&orders.columns(), customers, black_box(all)).unwrap());
        });
        bench("revenue by group", &|| {
            let group_of = |customer: u32| Some(customer as usize % 11);
            black_box(revenue_by_group(&orders.columns(), year, 11, group_of).unwrap());
        });
    }
}

criterion_group!(benches, kpi);
criterion_main!(benches);

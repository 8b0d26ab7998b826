//! Time to measure and to score a customer base, at three sizes, and to do so again after one
//! more order.

#![allow(clippy::unwrap_used)]

mod made_up;

use std::cell::RefCell;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::Duration;

use analytics::rfm::{
    Bins, Frequency, Measures, Method, Monetary, Ranked, RfmConfig, Scoring, default_map, measure,
    score,
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fastrand::Rng;
use made_up::{CUSTOMERS, DAYS, FIRST_DAY, Orders};

fn measured(orders: &Orders, customers: usize, config: &RfmConfig) -> Measures {
    measure(&orders.columns(), customers, config).unwrap()
}

/// Each time, another customer has one order more, and everybody is scored.
fn one_more(
    orders: &Orders,
    customers: usize,
    config: &RfmConfig,
    method: Method,
) -> impl Fn() + use<> {
    let mut own: Vec<Vec<(i32, i64)>> = vec![Vec::new(); customers];
    for ((customer, day), amount) in orders.customer.iter().zip(&orders.day).zip(&orders.amount) {
        own[*customer as usize].push((*day, *amount));
    }
    let scoring = Scoring::new(method, default_map(Bins::default())).unwrap();
    let ranked = Ranked::new(measured(orders, customers, config));
    let state = RefCell::new((ranked, own, 0));
    move || {
        let mut state = state.borrow_mut();
        let (ranked, own, next) = &mut *state;
        let customer = (*next * 7_919) % customers;
        *next += 1;
        own[customer].push((FIRST_DAY + DAYS as i32, 4_200));
        ranked.update(customer as u32, own[customer].iter().copied()).unwrap();
        black_box(ranked.table(black_box(&scoring), NonZeroU32::MIN));
    }
}

fn rfm(criterion: &mut Criterion) {
    let sums = RfmConfig::new(FIRST_DAY + DAYS as i32);
    let days = RfmConfig { frequency: Frequency::OrderDays, ..sums };
    let means = RfmConfig { monetary: Monetary::Mean, ..sums };
    let map = default_map(Bins::default());

    let mut group = criterion.benchmark_group("rfm");
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
        bench("measure", &|| {
            black_box(measured(&orders, customers, black_box(&sums)));
        });
        bench("measure/order days", &|| {
            black_box(measured(&orders, customers, black_box(&days)));
        });
        bench("measure/order days, rows shuffled", &|| {
            black_box(measured(&shuffled, customers, black_box(&days)));
        });
        let by_sum = measured(&orders, customers, &sums);
        bench("score", &|| {
            black_box(score(black_box(&by_sum), &map));
        });
        let by_mean = measured(&orders, customers, &means);
        bench("score/mean", &|| {
            black_box(score(black_box(&by_mean), &map));
        });
        bench("measure and score", &|| {
            let measures = measured(&orders, customers, black_box(&sums));
            black_box(score(&measures, &map));
        });
        bench("another order", &one_more(&orders, customers, &sums, Method::Quantile));
        bench("another order/mean", &one_more(&orders, customers, &means, Method::Quantile));
        bench("another order/nested", &one_more(&orders, customers, &sums, Method::Nested));
        bench("another order/as R", &one_more(&orders, customers, &sums, Method::RPackage));
    }
}

criterion_group!(benches, rfm);
criterion_main!(benches);

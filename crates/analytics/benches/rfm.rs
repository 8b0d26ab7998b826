//! Time to measure and to score a customer base, at three sizes, and to do so again after one
//! more order.
//!
//! The data is made up from a seed, to the shape of a real shop's: few customers order much
//! and most order little, business grows, amounts have a long tail, one row in thirty is a
//! refund. Rows stand in order of time, as a shop or an ERP writes them.

#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::Duration;

use analytics::OrderColumns;
use analytics::rfm::{
    Bins, Frequency, Measures, Method, Monetary, Ranked, RfmConfig, Scoring, default_map, measure,
    score,
};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fastrand::Rng;

const CUSTOMERS: [usize; 3] = [1_000, 10_000, 100_000];
const ORDERS_PER_CUSTOMER: usize = 10;
const FIRST_DAY: i32 = 18_262;
const DAYS: f64 = 5.0 * 365.0;

struct Orders {
    customer: Vec<u32>,
    day: Vec<i32>,
    amount: Vec<i64>,
}

impl Orders {
    fn generate(customers: usize) -> Self {
        let mut rng = Rng::with_seed(customers as u64);
        let mut by_popularity: Vec<u32> = (0..customers as u32).collect();
        rng.shuffle(&mut by_popularity);
        let rows = customers * ORDERS_PER_CUSTOMER;
        // A root bends a uniform draw towards the end: later days have more orders.
        let mut day: Vec<i32> =
            (0..rows).map(|_| FIRST_DAY + (DAYS * rng.f64().sqrt()) as i32).collect();
        day.sort_unstable();
        let customer = (0..rows)
            .map(|_| by_popularity[(customers as f64 * rng.f64().powi(4)) as usize])
            .collect();
        let amount = (0..rows)
            .map(|_| {
                let spend = (3_500.0 * normal(&mut rng).exp()) as i64;
                match rng.u32(0..1_000) {
                    0..30 => -spend,
                    30 => 0,
                    _ => spend,
                }
            })
            .collect();
        Self { customer, day, amount }
    }

    fn shuffled(&self, rng: &mut Rng) -> Self {
        let mut rows: Vec<usize> = (0..self.day.len()).collect();
        rng.shuffle(&mut rows);
        Self {
            customer: rows.iter().map(|&row| self.customer[row]).collect(),
            day: rows.iter().map(|&row| self.day[row]).collect(),
            amount: rows.iter().map(|&row| self.amount[row]).collect(),
        }
    }

    fn measure(&self, customers: usize, config: &RfmConfig) -> Measures {
        let orders = OrderColumns::new(&self.customer, &self.day, &self.amount).unwrap();
        measure(&orders, customers, config).unwrap()
    }
}

/// Standard normal, by Box and Muller's transform.
fn normal(rng: &mut Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.f64()).cos()
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
    let ranked = Ranked::new(orders.measure(customers, config));
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
            black_box(orders.measure(customers, black_box(&sums)));
        });
        bench("measure/order days", &|| {
            black_box(orders.measure(customers, black_box(&days)));
        });
        bench("measure/order days, rows shuffled", &|| {
            black_box(shuffled.measure(customers, black_box(&days)));
        });
        let by_sum = orders.measure(customers, &sums);
        bench("score", &|| {
            black_box(score(black_box(&by_sum), &map));
        });
        let by_mean = orders.measure(customers, &means);
        bench("score/mean", &|| {
            black_box(score(black_box(&by_mean), &map));
        });
        bench("measure and score", &|| {
            let measures = orders.measure(customers, black_box(&sums));
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

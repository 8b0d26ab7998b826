//! Time to find clusters of customers, at three sizes.

#![allow(clippy::unwrap_used)]

mod made_up;

use std::hint::black_box;
use std::time::Duration;

use analytics::clusters::{Aspect, Figures, Points, Search};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fastrand::Rng;
use made_up::{CUSTOMERS, DAYS, FIRST_DAY, Orders};

fn clusters(criterion: &mut Criterion) {
    let by = [Aspect::Recency, Aspect::Orders, Aspect::Revenue];
    let mut group = criterion.benchmark_group("clusters");
    group.measurement_time(Duration::from_secs(3)).sample_size(10);
    for customers in CUSTOMERS {
        let orders = Orders::generate(customers).shuffled(&mut Rng::with_seed(1));
        let last = FIRST_DAY + DAYS as i32;
        let figures = Figures::new(&orders.columns(), customers, last).unwrap();
        let points = Points::new(&figures.columns(&by)).unwrap();
        let fit = points.fit(5).unwrap();
        group.throughput(Throughput::Elements(figures.len() as u64));

        let mut bench = |name: &str, work: &dyn Fn()| {
            group.bench_function(BenchmarkId::new(name, customers), |bencher| {
                bencher.iter(work);
            });
        };
        bench("figures of orders", &|| {
            black_box(Figures::new(&orders.columns(), customers, black_box(last)).unwrap());
        });
        bench("points", &|| {
            black_box(Points::new(black_box(&figures.columns(&by))).unwrap());
        });
        bench("five clusters", &|| {
            black_box(points.fit(black_box(5)).unwrap());
        });
        bench("2 to 10 clusters", &|| {
            black_box(Search::new(points.clone()).unwrap().count());
        });
        bench("who is in which", &|| {
            black_box(fit.model.assign(&figures.columns(&by)).unwrap());
        });
    }
}

criterion_group!(benches, clusters);
criterion_main!(benches);

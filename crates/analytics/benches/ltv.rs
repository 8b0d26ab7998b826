//! Time to fit the models to all 23,570 customers of CDNOW, and to ask them.

#![allow(clippy::unwrap_used)]

#[path = "../tests/support/cdnow.rs"]
mod cdnow;

use std::hint::black_box;
use std::time::Duration;

use analytics::ltv::{FitConfig, ModelKind, Quality, TimeUnit, fit, histories};
use cdnow::{CALIBRATION, LAST, Orders};
use criterion::{Criterion, criterion_group, criterion_main};

fn ltv(criterion: &mut Criterion) {
    let orders = Orders::all();
    let known = orders.histories(CALIBRATION);
    let mut group = criterion.benchmark_group("ltv/23570 customers");
    group.measurement_time(Duration::from_secs(5)).sample_size(10);
    group.bench_function("histories", |bencher| {
        bencher.iter(|| black_box(histories(&orders.columns(), orders.customers, CALIBRATION)));
    });
    for kind in ModelKind::ALL {
        let config = FitConfig { kind, unit: TimeUnit::Week, last_day: CALIBRATION };
        group.bench_function(format!("fit {kind:?} and Gamma-Gamma"), |bencher| {
            bencher.iter(|| black_box(fit(&known, &config, &mut |_| {})));
        });
        let fit = fit(&known, &config, &mut |_| {}).unwrap();
        group.bench_function(format!("expected orders, {kind:?}"), |bencher| {
            bencher.iter(|| {
                let seen = known.iter().map(|history| history.seen(CALIBRATION, TimeUnit::Week));
                black_box(seen.map(|seen| fit.model.expected(&seen, 39.0)).sum::<f64>())
            });
        });
        group.bench_function(format!("quality, {kind:?}"), |bencher| {
            bencher
                .iter(|| black_box(Quality::of(&fit, &orders.columns(), orders.customers, LAST)));
        });
    }
}

criterion_group!(benches, ltv);
criterion_main!(benches);

//! Everything measured.

use crate::{
    machine::Machine,
    measure::{ALL, EMPTY, Measure},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xtask::bench::Options;

/// Samples of every measure by size.
#[derive(Debug)]
pub struct Report {
    /// Where and when.
    pub machine: Machine,
    /// Numbers of customers asked for, rising.
    pub sizes: Vec<usize>,
    /// How often each was measured.
    pub runs: usize,
    samples: BTreeMap<(&'static str, usize), Vec<f64>>,
}

impl Report {
    /// Nothing measured yet.
    pub fn new(options: &Options, machine: Machine) -> Self {
        let samples = BTreeMap::new();
        Self { machine, sizes: options.sizes.clone(), runs: options.runs, samples }
    }

    /// Adds a sample, in the measure's unit for samples.
    pub fn add(&mut self, measure: Measure, customers: usize, sample: f64) {
        self.samples.entry((measure.id, customers)).or_default().push(sample);
    }

    /// The figure of a measure at a size, if it was measured.
    pub fn figure(&self, measure: &Measure, customers: usize) -> Option<f64> {
        measure.statistic.of(&self.sorted(measure, customers))
    }

    /// How many times the figure at the largest size is that at the size before.
    pub fn growth(&self, measure: &Measure) -> Option<f64> {
        let [.., small, large] = self.sizes.as_slice() else { return None };
        let (small, large) = (self.figure(measure, *small)?, self.figure(measure, *large)?);
        (small > 0.0).then_some(large / small)
    }

    /// The columns: an empty workspace, then the sizes.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        std::iter::once(EMPTY).chain(self.sizes.iter().copied())
    }

    /// Measures with a sample, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = &'static Measure> {
        ALL.iter().filter(|measure| self.columns().any(|size| self.figure(measure, size).is_some()))
    }

    /// Whether a figure is within its budget; `None` where there is no figure or no budget.
    pub fn within(&self, measure: &Measure, customers: usize) -> Option<bool> {
        Some(self.figure(measure, customers)? <= measure.budget(customers)?)
    }

    /// For programs: every figure with its samples, bytes in bytes and times in milliseconds.
    pub fn json(&self) -> Value {
        let figure = |measure: &Measure, size: usize| {
            let value = self.figure(measure, size)?;
            Some(json!({
                "customers": size,
                "value": value,
                "budget": measure.budget(size),
                "within_budget": self.within(measure, size),
                "samples": self.samples.get(&(measure.id, size)),
            }))
        };
        let measures: Vec<Value> = self
            .rows()
            .map(|measure| {
                let figures: Vec<Value> =
                    self.columns().filter_map(|size| figure(measure, size)).collect();
                json!({
                    "id": measure.id,
                    "name": measure.name,
                    "figures": figures,
                    "growth": self.growth(measure),
                })
            })
            .collect();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "machine": self.machine.json(),
            "sizes": self.sizes,
            "runs": self.runs,
            "measures": measures,
        })
    }

    fn sorted(&self, measure: &Measure, customers: usize) -> Vec<f64> {
        let mut sorted = self.samples.get(&(measure.id, customers)).cloned().unwrap_or_default();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used, missing_docs)]
    use super::Report;
    use crate::{
        machine::Machine,
        measure::{EMPTY, FIRST_BYTES, LIST, SAVE},
    };
    use xtask::bench::Options;

    /// Two sizes, some figures.
    pub fn some() -> Report {
        let options = Options { sizes: vec![1_000, 10_000], ..Options::default() };
        let mut report = Report::new(&options, Machine::look());
        report.add(FIRST_BYTES, EMPTY, 300_000.0);
        for sample in [30.0, 10.0, 20.0] {
            report.add(SAVE, 1_000, sample);
            report.add(SAVE, 10_000, sample * 2.0);
        }
        report
    }

    #[test]
    fn a_figure_is_of_all_samples_and_growth_of_two_figures() {
        let report = some();
        assert_eq!(report.figure(&SAVE, 1_000), Some(20.0));
        assert_eq!(report.growth(&SAVE), Some(2.0));
        assert_eq!(report.within(&SAVE, 1_000), Some(true));
        assert_eq!(report.within(&SAVE, 10_000), Some(false));
        assert_eq!((report.figure(&LIST, 1_000), report.growth(&FIRST_BYTES)), (None, None));
    }

    #[test]
    fn programs_get_what_people_get() {
        let json = some().json();
        let save = &json["measures"][1];
        assert_eq!((save["id"].as_str(), save["growth"].as_f64()), (Some("save"), Some(2.0)));
        assert_eq!(save["figures"][1]["samples"].as_array().unwrap().len(), 3);
        assert_eq!(save["figures"][1]["within_budget"].as_bool(), Some(false));
    }
}

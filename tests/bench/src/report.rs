//! Everything measured.

use crate::{
    machine::Machine,
    measure::{ALL, EMPTY, Measure, grouped},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xtask::{bench::Options, project};

/// Growth counts as faster than the data's from so much more on: figures differ from run to run.
pub const TOLERANCE: f64 = 1.05;

/// Something that could not be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What was tried.
    pub what: String,
    /// With how many customers; [`EMPTY`] with none.
    pub customers: usize,
    /// What came in its way, in one line.
    pub why: String,
}

impl Failure {
    /// What it was tried with and why it failed, in a sentence.
    pub fn sentence(&self) -> String {
        let Self { what, customers, why } = self;
        match *customers {
            EMPTY => format!("{what}: {why}"),
            customers => format!("{what} at {}: {why}", grouped(customers as f64)),
        }
    }
}

/// Samples of every measure by size.
#[derive(Debug)]
pub struct Report {
    /// Where and when.
    pub machine: Machine,
    /// Numbers of customers asked for, rising.
    pub sizes: Vec<usize>,
    /// How often each was measured.
    pub runs: usize,
    /// What could not be measured.
    pub failures: Vec<Failure>,
    samples: BTreeMap<(&'static str, usize), Vec<f64>>,
}

impl Report {
    /// Nothing measured yet.
    pub fn new(options: &Options, machine: Machine) -> Self {
        Self {
            machine,
            sizes: options.sizes.clone(),
            runs: options.runs,
            failures: Vec::new(),
            samples: BTreeMap::new(),
        }
    }

    /// Notes that something could not be measured. Samples taken before stay.
    pub fn fail(&mut self, what: &str, customers: usize, why: &anyhow::Error) {
        let why = format!("{why:#}");
        // Where this checkout is says nothing to a reader.
        let root = format!("{}/", project::root().display());
        let why = why.lines().next().unwrap_or_default().replace(&root, "");
        self.failures.push(Failure { what: what.to_owned(), customers, why });
    }

    /// Whether this could not be measured.
    pub fn failed(&self, what: &str, customers: usize) -> bool {
        self.failures.iter().any(|failure| failure.what == what && failure.customers == customers)
    }

    /// Adds a sample, in the measure's unit for samples.
    pub fn add(&mut self, measure: Measure, customers: usize, sample: f64) {
        self.samples.entry((measure.id, customers)).or_default().push(sample);
    }

    /// The figure of a measure at a size, if it was measured.
    pub fn figure(&self, measure: &Measure, customers: usize) -> Option<f64> {
        measure.statistic.of(&self.sorted(measure, customers))
    }

    /// Each size with the one before it.
    pub fn steps(&self) -> impl Iterator<Item = (usize, usize)> {
        self.sizes.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
    }

    /// How many times the figure at the larger size is that at the smaller.
    pub fn growth(&self, measure: &Measure, (small, large): (usize, usize)) -> Option<f64> {
        let (small, large) = (self.figure(measure, small)?, self.figure(measure, large)?);
        (small > 0.0).then_some(large / small)
    }

    /// Whether the figure grows faster than the data, and is large enough for that to matter.
    pub fn outgrows(&self, measure: &Measure, (small, large): (usize, usize)) -> bool {
        let is_large = |figure| measure.unit.floor().is_some_and(|floor| figure >= floor);
        let most = large as f64 / small as f64 * TOLERANCE;
        self.figure(measure, large).is_some_and(is_large)
            && self.growth(measure, (small, large)).is_some_and(|growth| growth > most)
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
        let growth = |measure: &Measure, (from, to): (usize, usize)| {
            let factor = self.growth(measure, (from, to))?;
            let outgrows = self.outgrows(measure, (from, to));
            Some(json!({ "from": from, "to": to, "factor": factor, "outgrows": outgrows }))
        };
        let failures: Vec<Value> = self
            .failures
            .iter()
            .map(|Failure { what, customers, why }| {
                json!({ "what": what, "customers": customers, "why": why })
            })
            .collect();
        let measures: Vec<Value> = self
            .rows()
            .map(|measure| {
                let figures: Vec<Value> =
                    self.columns().filter_map(|size| figure(measure, size)).collect();
                let growth: Vec<Value> =
                    self.steps().filter_map(|step| growth(measure, step)).collect();
                json!({
                    "id": measure.id,
                    "name": measure.name,
                    "figures": figures,
                    "growth": growth,
                })
            })
            .collect();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "machine": self.machine.json(),
            "sizes": self.sizes,
            "runs": self.runs,
            "measures": measures,
            "failures": failures,
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
        measure::{BESIDE_OF_PLAIN, EMPTY, FIRST_BYTES, LIST, OPEN_WASM, SAVE, SORT_RAPPORT},
    };
    use xtask::{bench::Options, project};

    /// From the one size to the other.
    const STEP: (usize, usize) = (1_000, 10_000);

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
        assert_eq!(report.steps().collect::<Vec<_>>(), [STEP]);
        assert_eq!(report.growth(&SAVE, STEP), Some(2.0));
        assert_eq!(report.within(&SAVE, 1_000), Some(true));
        assert_eq!(report.within(&SAVE, 10_000), Some(false));
        assert_eq!(report.figure(&LIST, 1_000), None);
        assert_eq!(report.growth(&FIRST_BYTES, STEP), None);
    }

    #[test]
    fn what_grows_faster_than_the_data_is_told_where_it_matters() {
        let mut report = some();
        let mut outgrows = |measure, small, large| {
            report.add(measure, 1_000, small);
            report.add(measure, 10_000, large);
            report.outgrows(&measure, STEP)
        };
        assert!(outgrows(LIST, 10.0, 106.0));
        assert!(!outgrows(SORT_RAPPORT, 10.0, 104.0));
        assert!(outgrows(OPEN_WASM, 1e6, 2e7));
        // Nothing is said of what is quick at any size, nor of parts of a time.
        let mut report = some();
        report.add(LIST, 1_000, 0.1);
        report.add(LIST, 10_000, 4.9);
        report.add(BESIDE_OF_PLAIN, 1_000, 1.0);
        report.add(BESIDE_OF_PLAIN, 10_000, 20.0);
        assert!(!report.outgrows(&LIST, STEP) && !report.outgrows(&BESIDE_OF_PLAIN, STEP));
    }

    #[test]
    fn a_failure_is_of_one_size_and_names_no_folder_of_this_machine() {
        let mut report = some();
        let file = project::root().join("target/bench/x");
        report.fail("save", 1_000, &anyhow::anyhow!("no {}\nkept: y", file.display()));
        assert!(report.failed("save", 1_000));
        assert!(!report.failed("save", 10_000) && !report.failed("open", 1_000));
        assert_eq!(report.failures[0].sentence(), "save at 1,000: no target/bench/x");
        assert_eq!(report.json()["failures"][0]["customers"].as_u64(), Some(1_000));
        assert_eq!(report.figure(&SAVE, 1_000), Some(20.0));
    }

    #[test]
    fn programs_get_what_people_get() {
        let json = some().json();
        let save = &json["measures"][1];
        assert_eq!(save["id"].as_str(), Some("save"));
        let growth = &save["growth"][0];
        assert_eq!((growth["to"].as_u64(), growth["factor"].as_f64()), (Some(10_000), Some(2.0)));
        assert_eq!(save["figures"][1]["samples"].as_array().unwrap().len(), 3);
        assert_eq!(save["figures"][1]["within_budget"].as_bool(), Some(false));
    }
}

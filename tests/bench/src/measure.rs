//! What is measured: names, units, budgets.

mod beside;
mod search;

pub use beside::*;
pub use search::*;

/// The size of a workspace without a record.
pub const EMPTY: usize = 0;

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Millis,
    /// Thousands of bytes; samples are bytes.
    Kilobytes,
    /// Millions of bytes; samples are bytes.
    Megabytes,
    /// Things.
    Count,
    /// One figure as a part of another.
    Part,
}

/// The one number that stands for many samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The smallest that 95 % are not above (nearest rank).
    P95,
    /// The largest.
    Worst,
}

/// The most a figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// With how many customers; `None` with any number.
    pub customers: Option<usize>,
    /// In the unit of samples.
    pub limit: f64,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Its name for programs.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// How samples become one figure.
    pub statistic: Statistic,
    /// What it should stay within, if that is agreed.
    pub budgets: &'static [Budget],
}

const fn always(limit: f64) -> Budget {
    Budget { customers: None, limit }
}

const fn at(customers: usize, limit: f64) -> Budget {
    Budget { customers: Some(customers), limit }
}

const fn millis(id: &'static str, name: &'static str, budgets: &'static [Budget]) -> Measure {
    Measure { id, name, unit: Unit::Millis, statistic: Statistic::Median, budgets }
}

const fn megabytes(id: &'static str, name: &'static str, budgets: &'static [Budget]) -> Measure {
    Measure { id, name, unit: Unit::Megabytes, statistic: Statistic::Median, budgets }
}

/// The most memory 100,000 customers with all they have should take, in bytes.
const MEMORY: f64 = 700e6;

/// The longest a task may be and not be noticed, in milliseconds.
pub const TASK: f64 = 50.0;

const fn p95(id: &'static str, name: &'static str, budgets: &'static [Budget]) -> Measure {
    Measure { statistic: Statistic::P95, ..millis(id, name, budgets) }
}

const fn worst_task(id: &'static str, name: &'static str) -> Measure {
    const BUDGETS: &[Budget] = &[always(TASK)];
    Measure { statistic: Statistic::Worst, ..millis(id, name, BUDGETS) }
}

/// Every file a first visit downloads.
pub const FIRST_BYTES: Measure = Measure {
    id: "first.bytes",
    name: "First visit: download, brotli",
    unit: Unit::Kilobytes,
    statistic: Statistic::Median,
    budgets: &[always(xtask::size::BUDGET as f64)],
};
/// First contentful paint of a first visit.
pub const FIRST_PAINTED: Measure =
    millis("first.painted", "First visit: shell painted", &[always(100.0)]);
/// Data open on a first visit.
pub const FIRST_READY: Measure = millis("first.ready", "First visit: ready", &[]);
/// First contentful paint after a restart of the browser.
pub const OPEN_PAINTED: Measure = millis("open.painted", "Open: shell painted", &[always(100.0)]);
/// The first rows of the customer list on screen after a restart of the browser.
pub const OPEN_LISTED: Measure =
    millis("open.listed", "Open: customers listed", &[at(1_000, 500.0), at(100_000, 1_500.0)]);
/// Every record in memory after a restart of the browser.
pub const OPEN_READY: Measure = millis("open.ready", "Open: everything in memory", &[]);
/// Rows on screen with all their figures after a restart of the browser.
pub const OPEN_FIGURES: Measure = millis("open.figures", "Open: figures in the list", &[]);
/// The longest the page did not answer while it opened.
pub const OPEN_BLOCKED: Measure = millis("open.blocked", "Open: longest task", &[always(100.0)]);
/// WebAssembly memory once open.
pub const OPEN_WASM: Measure = megabytes("open.wasm", "Open: WebAssembly memory", &[]);
/// JavaScript heap once open.
pub const OPEN_HEAP: Measure = megabytes("open.heap", "Open: JavaScript heap", &[]);
/// Both, once open.
pub const OPEN_MEMORY: Measure =
    megabytes("open.memory", "Open: memory, all in all", &[at(100_000, MEMORY)]);
/// From another page to the customer list.
pub const LIST: Measure = millis("list", "Go to the list: rows painted", &[always(100.0)]);
/// The longest frame while scrolling.
pub const SCROLL_FRAME: Measure = millis("scroll.frame", "Scroll: worst frame", &[always(50.0)]);
/// Rows in the document while scrolling.
pub const SCROLL_ROWS: Measure = Measure {
    id: "scroll.rows",
    name: "Scroll: row elements, most",
    unit: Unit::Count,
    statistic: Statistic::Worst,
    budgets: &[always(200.0)],
};
/// The longest task of the page's main thread while scrolling, in a trace.
pub const TRACE_SCROLL: Measure = worst_task("trace.scroll", "Trace: longest task while scrolling");
/// The same while typing into the search field.
pub const TRACE_TYPE: Measure = worst_task("trace.type", "Trace: longest task while typing");
/// How many tasks of both were longer than nobody notices, in the worst run.
pub const TRACE_LONG: Measure = Measure {
    id: "trace.long",
    name: "Trace: tasks over 50 ms",
    unit: Unit::Count,
    statistic: Statistic::Worst,
    budgets: &[always(0.0)],
};
/// Saving an edit of a customer.
pub const SAVE: Measure = millis("save", "Save an edit: durable and said so", &[always(20.0)]);
/// Scoring all customers as of another day.
pub const RFM_PAGE: Measure =
    millis("rfm.page", "RFM as of another day: table painted", &[always(100.0)]);
/// Fitting the models of lifetime value to all of CDNOW in the worker, until they are shown.
pub const FIT_CDNOW: Measure =
    millis("fit.cdnow", "Fit BG/NBD and Gamma-Gamma to CDNOW (23,570): shown", &[always(1_000.0)]);
/// The same to the customers there are.
pub const FIT: Measure = millis("fit", "Fit BG/NBD and Gamma-Gamma: shown", &[]);
/// The longest the page did not answer meanwhile.
pub const FIT_BLOCKED: Measure =
    millis("fit.blocked", "Fit BG/NBD and Gamma-Gamma: longest task", &[always(100.0)]);
/// Clusters on the usual measures, with the number suggested.
pub const CLUSTERS: Measure = millis("clusters", "Find clusters: shown", &[]);
/// The longest the page did not answer meanwhile.
pub const CLUSTERS_BLOCKED: Measure =
    millis("clusters.blocked", "Find clusters: longest task", &[always(100.0)]);
/// The watch list, when nobody has asked for it before.
pub const WATCH: Measure = millis("watch", "Watch list, first time: listed", &[]);
/// The longest the page did not answer meanwhile.
pub const WATCH_BLOCKED: Measure =
    millis("watch.blocked", "Watch list, first time: longest task", &[always(100.0)]);
/// Tiers and who is due, when nobody has asked before.
pub const TIERS: Measure = millis("tiers", "Tiers, first time: drawn", &[]);
/// The longest the page did not answer meanwhile.
pub const TIERS_BLOCKED: Measure =
    millis("tiers.blocked", "Tiers, first time: longest task", &[always(100.0)]);
/// Figures over time with segments and cohorts, when nobody has asked before.
pub const KPI: Measure = millis("kpi", "Figures over time, first time: all drawn", &[]);
/// The longest the page did not answer meanwhile.
pub const KPI_BLOCKED: Measure =
    millis("kpi.blocked", "Figures over time, first time: longest task", &[always(100.0)]);
/// A customer's page with warnings and path, the first one of all.
pub const CUSTOMER: Measure = millis("customer", "First customer's page: all drawn", &[]);
/// The longest the page did not answer meanwhile.
pub const CUSTOMER_BLOCKED: Measure =
    millis("customer.blocked", "First customer's page: longest task", &[always(100.0)]);
/// Looking through everybody for customers who are in twice.
pub const DUPLICATES: Measure =
    millis("duplicates", "Find duplicates among all: listed", &[at(100_000, 5_000.0)]);
/// The longest the page did not answer meanwhile.
pub const DUPLICATES_BLOCKED: Measure =
    millis("duplicates.blocked", "Find duplicates: longest task", &[always(50.0)]);
/// Measuring and scoring, by criterion, compiled for this machine.
pub const RFM_NATIVE: Measure = millis("rfm.native", "RFM natively: measure and score", &[]);
/// Bringing customers in from CSV.
pub const CSV_CUSTOMERS: Measure =
    millis("csv.customers", "Import customers from CSV", &[at(100_000, 3_000.0)]);
/// Bringing orders in from CSV.
pub const CSV_ORDERS: Measure =
    millis("csv.orders", "Import orders from CSV", &[at(100_000, 6_000.0)]);
/// The longest the page did not answer while it imported CSV.
pub const CSV_BLOCKED: Measure =
    millis("csv.blocked", "Import from CSV: longest task", &[always(100.0)]);
/// WebAssembly memory after both imports; it never shrinks, so this is the most it was.
pub const CSV_WASM: Measure = megabytes("csv.wasm", "Import from CSV: WebAssembly memory", &[]);
/// Writing everything to a bundle.
pub const BUNDLE_OUT: Measure =
    millis("bundle.out", "Export everything to a bundle", &[at(100_000, 5_000.0)]);
/// The longest the page did not answer while it exported.
pub const BUNDLE_OUT_BLOCKED: Measure =
    millis("bundle.out.blocked", "Export: longest task", &[always(100.0)]);
/// The most WebAssembly memory and JavaScript heap were while it exported.
pub const BUNDLE_OUT_MEMORY: Measure =
    megabytes("bundle.out.memory", "Export: memory, all in all", &[at(100_000, MEMORY)]);
/// Reading it in another browser.
pub const BUNDLE_IN: Measure =
    millis("bundle.in", "Import that bundle elsewhere", &[at(100_000, 8_000.0)]);
/// The longest the page did not answer while it did.
pub const BUNDLE_IN_BLOCKED: Measure =
    millis("bundle.in.blocked", "Import of a bundle: longest task", &[always(100.0)]);
/// WebAssembly memory and JavaScript heap after it.
pub const BUNDLE_MEMORY: Measure =
    megabytes("bundle.memory", "Import of a bundle: memory, all in all", &[at(100_000, MEMORY)]);
/// Bytes of the bundle.
pub const BUNDLE_BYTES: Measure = megabytes("bundle.bytes", "Size of the bundle", &[]);

/// Every measure, in the order of the table.
pub const ALL: &[Measure] = &[
    FIRST_BYTES,
    FIRST_PAINTED,
    FIRST_READY,
    OPEN_PAINTED,
    OPEN_LISTED,
    OPEN_READY,
    OPEN_FIGURES,
    OPEN_BLOCKED,
    OPEN_WASM,
    OPEN_HEAP,
    OPEN_MEMORY,
    LIST,
    SEARCH_P50,
    SEARCH_P95,
    MIDDLE_P50,
    MIDDLE_P95,
    TYPO_P50,
    TYPO_P95,
    WORDS_P50,
    WORDS_P95,
    SEARCH_DONE,
    SCROLL_FRAME,
    SCROLL_ROWS,
    TRACE_SCROLL,
    TRACE_TYPE,
    TRACE_LONG,
    SAVE,
    RFM_PAGE,
    RFM_NATIVE,
    BESIDE_RAPPORT,
    BESIDE_PLAIN,
    BESIDE_DUCKDB,
    BESIDE_OF_PLAIN,
    BESIDE_OF_DUCKDB,
    BESIDE_MORE,
    SORT_RAPPORT,
    SORT_PLAIN,
    SORT_OF_PLAIN,
    FIND_RAPPORT,
    FIND_PLAIN,
    FIND_OF_PLAIN,
    STORE_RAPPORT,
    STORE_DEXIE,
    STORE_OF_DEXIE,
    REREAD_RAPPORT,
    REREAD_DEXIE,
    REREAD_OF_DEXIE,
    FIT_CDNOW,
    FIT,
    FIT_BLOCKED,
    CLUSTERS,
    CLUSTERS_BLOCKED,
    WATCH,
    WATCH_BLOCKED,
    TIERS,
    TIERS_BLOCKED,
    KPI,
    KPI_BLOCKED,
    CUSTOMER,
    CUSTOMER_BLOCKED,
    DUPLICATES,
    DUPLICATES_BLOCKED,
    CSV_CUSTOMERS,
    CSV_ORDERS,
    CSV_BLOCKED,
    CSV_WASM,
    BUNDLE_OUT,
    BUNDLE_OUT_BLOCKED,
    BUNDLE_OUT_MEMORY,
    BUNDLE_IN,
    BUNDLE_IN_BLOCKED,
    BUNDLE_MEMORY,
    BUNDLE_BYTES,
];

impl Measure {
    /// The budget with this many customers.
    pub fn budget(&self, customers: usize) -> Option<f64> {
        let fits = |budget: &&Budget| budget.customers.is_none_or(|n| n == customers);
        self.budgets.iter().find(fits).map(|budget| budget.limit)
    }
}

impl Statistic {
    /// The figure for samples in rising order; `None` for none.
    pub fn of(self, sorted: &[f64]) -> Option<f64> {
        let last = sorted.len().checked_sub(1)?;
        let middle = (sorted.get(last / 2)? + sorted.get(last.div_ceil(2))?) / 2.0;
        match self {
            Self::Median => Some(middle),
            Self::P95 => sorted.get((sorted.len() * 95).div_ceil(100) - 1).copied(),
            Self::Worst => sorted.last().copied(),
        }
    }
}

impl Unit {
    /// A figure below this is so small that its growth says nothing, in the unit of samples;
    /// `None` where growth is none of cost.
    pub fn floor(self) -> Option<f64> {
        match self {
            Self::Millis => Some(5.0),
            Self::Kilobytes | Self::Megabytes => Some(1e6),
            Self::Count => Some(1.0),
            Self::Part => None,
        }
    }

    /// A sample in words, with its unit.
    pub fn show(self, value: f64) -> String {
        match self {
            Self::Millis if value < 10.0 => format!("{value:.1} ms"),
            Self::Millis if value < 10_000.0 => format!("{} ms", grouped(value)),
            Self::Millis => format!("{:.1} s", value / 1e3),
            Self::Kilobytes => format!("{:.1} kB", value / 1e3),
            Self::Megabytes => format!("{:.1} MB", value / 1e6),
            Self::Count => grouped(value),
            Self::Part => format!("{value:.2}"),
        }
    }
}

/// A whole number with commas between thousands.
pub fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{ALL, CSV_ORDERS, OPEN_LISTED, SAVE, Statistic, Unit, grouped};

    #[test]
    fn statistics_of_samples() {
        let twenty: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(Statistic::Median.of(&twenty), Some(10.5));
        assert_eq!(Statistic::P95.of(&twenty), Some(19.0));
        assert_eq!(Statistic::Worst.of(&twenty), Some(20.0));
        for statistic in [Statistic::Median, Statistic::P95, Statistic::Worst] {
            assert_eq!(statistic.of(&[]), None);
            assert_eq!(statistic.of(&[7.0]), Some(7.0));
        }
        assert_eq!(Statistic::Median.of(&[1.0, 2.0, 9.0]), Some(2.0));
    }

    #[test]
    fn a_budget_holds_where_it_says() {
        assert_eq!(OPEN_LISTED.budget(1_000), Some(500.0));
        assert_eq!(OPEN_LISTED.budget(10_000), None);
        assert_eq!(OPEN_LISTED.budget(100_000), Some(1_500.0));
        assert_eq!(SAVE.budget(10), Some(20.0));
        assert_eq!(CSV_ORDERS.budget(1_000), None);
    }

    #[test]
    fn figures_read_well() {
        assert_eq!(Unit::Millis.show(3.26), "3.3 ms");
        assert_eq!(Unit::Millis.show(1_234.4), "1,234 ms");
        assert_eq!(Unit::Millis.show(12_340.0), "12.3 s");
        assert_eq!(Unit::Kilobytes.show(350_000.0), "350.0 kB");
        assert_eq!(grouped(1_000_000.0), "1,000,000");
        assert_eq!(grouped(999.0), "999");
    }

    #[test]
    fn no_two_measures_share_a_name() {
        let mut ids: Vec<&str> = ALL.iter().map(|measure| measure.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ALL.len());
    }
}

//! Believable data from a seed: the customers, orders, interactions and tasks of a supplier of
//! speciality coffee and equipment over two years. It fills an empty workspace for whoever
//! wants to look around, and the workspaces that benchmarks measure.
//!
//! Nobody in it exists. Telephone numbers are of ranges kept for fiction or never given out,
//! addresses for e-mail are at `example.com`, `.net` and `.org` (RFC 2606).

mod agreed;
mod behaviour;
mod catalogue;
mod draw;
mod generator;
mod language;
mod profile;
mod purchase;
mod story;
mod topic;
mod words;

pub(crate) use generator::Generator;

use model::{Currency, Day, IdSource, Rows, Stamp};

/// The language most of a sample is in; a few customers are at home in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleLanguage {
    /// American English.
    English,
    /// Simplified Chinese.
    Chinese,
}

/// What to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SampleOptions {
    /// Where the draws start: the same seed draws the same sample.
    pub seed: u64,
    /// How many customers.
    pub customers: usize,
    /// The last day an order may be on; interactions end the day before.
    pub today: Day,
    /// What it is worded in.
    pub language: SampleLanguage,
    /// What amounts are in: choose the base currency, or they count nowhere without a rate.
    pub currency: Currency,
    /// Orders for each customer on average, refunds among them; those who have not bought
    /// count as well.
    pub orders_per_customer: f64,
    /// Interactions for each customer on average.
    pub interactions_per_customer: f64,
}

impl SampleOptions {
    /// The sample to look around in: 240 customers, about 2,000 orders and 900 interactions, and
    /// what is to do of what was agreed lately.
    #[must_use]
    pub fn demo(today: Day, language: SampleLanguage, currency: Currency) -> Self {
        Self {
            seed: 6,
            customers: 240,
            today,
            language,
            currency,
            orders_per_customer: 8.4,
            interactions_per_customer: 3.75,
        }
    }
}

/// Draws a sample. Every record is created at `stamp`, under an id of `ids`; interactions are
/// written down `offset_minutes` east of Greenwich. The same on every run of one build: other
/// machines may round otherwise.
///
/// Averages asked for are met but for chance; below 0 or not a number they count as 0, above
/// 200 as that.
#[must_use]
pub fn generate(
    options: &SampleOptions,
    ids: &dyn IdSource,
    stamp: Stamp,
    offset_minutes: i16,
) -> Rows {
    let mut generator = Generator::new(options, ids, stamp, offset_minutes);
    generator.make_room();
    let mut rows = Rows::default();
    generator.add(usize::MAX, &mut rows);
    rows
}

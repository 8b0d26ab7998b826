//! Periods people ask for by name.

use analytics::kpi::{Period, Step};
use model::Day;

use crate::i18n::{I18n, t_string};

/// Orders this many days old or older mean that nothing has been added for a while, and periods
/// end with them.
const OLD: i32 = 31;

/// A period with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// From the first of a week, month and so on to the anchor.
    This(Step),
    /// The whole of the one before.
    Last(Step),
    /// The year of days that ends with the anchor.
    Days365,
    /// From the first order on.
    All,
}

impl Preset {
    /// Those offered, in order.
    pub const ALL: [Self; 8] = [
        Self::Days365,
        Self::This(Step::Month),
        Self::Last(Step::Month),
        Self::This(Step::Quarter),
        Self::Last(Step::Quarter),
        Self::This(Step::Year),
        Self::Last(Step::Year),
        Self::All,
    ];

    /// Its days. `orders` are those of the first and the last order.
    pub fn period(self, anchor: Day, orders: Period) -> Option<Period> {
        let last = anchor.number();
        let (first, last) = match self {
            Self::This(step) => (step.start(last), last),
            Self::Last(step) => (step.start_after(last, -1), step.start(last) - 1),
            Self::Days365 => (last - 364, last),
            Self::All => (orders.first().min(last), last),
        };
        Period::new(first, last).ok()
    }

    /// What it is called.
    pub fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::This(Step::Year) => t_string!(i18n, kpi.this_year),
            Self::This(Step::Quarter) => t_string!(i18n, kpi.this_quarter),
            Self::This(_) => t_string!(i18n, kpi.this_month),
            Self::Last(Step::Year) => t_string!(i18n, kpi.last_year),
            Self::Last(Step::Quarter) => t_string!(i18n, kpi.last_quarter),
            Self::Last(_) => t_string!(i18n, kpi.last_month),
            Self::Days365 => t_string!(i18n, kpi.last_365),
            Self::All => t_string!(i18n, shell.all_time),
        }
    }
}

/// The day that periods end with unless asked for otherwise: today, or that of the last order if
/// the data is old.
pub fn anchor(today: Day, orders: Period) -> Day {
    match Day::from_number(orders.last()) {
        Some(last) if today.days_since(last) >= OLD => last,
        _ => today,
    }
}

//! What the cells of the table of cohorts show.

use analytics::kpi::MonthAfter;

use crate::i18n::{I18n, t_string};
use crate::views::segments::kpi::value::Value;

/// What is in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// The share of the row that bought in the month.
    Share,
    /// How many of it did.
    Count,
    /// What it brought in the month.
    Revenue,
    /// What it has brought up to the end of the month, by customer.
    Each,
}

impl Shows {
    /// Each, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Share, Self::Count, Self::Revenue, Self::Each];

    /// What stands for it in an address; nothing for the first.
    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "",
            Self::Count => "count",
            Self::Revenue => "revenue",
            Self::Each => "each",
        }
    }

    /// The one a code stands for.
    pub fn of_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|shows| shows.code() == code).unwrap_or(Self::Share)
    }

    /// What it is called.
    pub fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::Share => t_string!(i18n, kpi.cohort_share),
            Self::Count => t_string!(i18n, kpi.cohort_count),
            Self::Revenue => t_string!(i18n, kpi.cohort_revenue),
            Self::Each => t_string!(i18n, kpi.cohort_each),
        }
    }

    /// What it comes to.
    pub fn of(self, month: &MonthAfter) -> Option<Value> {
        match self {
            Self::Share => month.retained().value().map(Value::Rate),
            Self::Count => Some(Value::Count(month.cell.active)),
            Self::Revenue => Some(Value::Amount(month.cell.revenue)),
            Self::Each => Some(Value::Amount(month.revenue_per_customer())),
        }
    }
}

#![doc = include_str!("../../docs/kpi.md")]

mod by_day;
mod by_group;
mod calendar;
mod cohorts;
mod figures;
mod period;
mod periods;
mod series;

pub use by_group::{GroupRevenue, revenue_by_group};
pub use calendar::Step;
pub use cohorts::{Cohort, CohortCell, Cohorts, MonthAfter, cohorts};
pub use figures::{Figures, Share, growth};
pub use period::{Period, PeriodError};
pub use periods::{Periods, TooManyPeriods};
pub use series::series;

//! What is to be fitted and as of which day, as it stands in the address; what does not stand
//! there is as it was fitted last.

use analytics::ltv::{FitConfig, ModelKind, TimeUnit};
use model::Day;
use workspace::analysis::ltv::Horizon;
use workspace::{FittedValue, Image};

use crate::session::Session;
use crate::views::url::Params;

/// Weeks held out that are offered.
pub const HELD_OUT: [u32; 7] = [0, 4, 8, 13, 26, 39, 52];
/// Horizons offered, in days.
pub const HORIZONS: [u32; 6] = [91, 183, 365, 548, 731, 1096];
/// Yearly discounts offered, in percent.
pub const DISCOUNTS: [u32; 8] = [0, 3, 5, 8, 10, 12, 15, 20];

/// What is to be fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Asked {
    /// The models and the last day they see.
    pub config: FitConfig,
    /// How many weeks after it they are compared with.
    pub held_out_weeks: u32,
    /// How far ahead they are asked.
    pub horizon: Horizon,
}

/// The code of a model in addresses.
pub fn kind_code(kind: ModelKind) -> &'static str {
    match kind {
        ModelKind::BgNbd => "bg",
        ModelKind::MbgNbd => "mbg",
        ModelKind::ParetoNbd => "pareto",
    }
}

/// The code of a unit of time in addresses.
pub fn unit_code(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
    }
}

impl Asked {
    /// What the address asks; follows changes. `None` without an order.
    pub fn read(params: Params, session: Session, kept: Option<FittedValue>) -> Option<Self> {
        let (first, last) = session.look(ordered).flatten()?;
        let held = params.parsed("held").filter(|weeks| HELD_OUT.contains(weeks));
        let held = held.or(kept.as_ref().map(|kept| kept.held_out_weeks));
        let held_out_weeks = held.unwrap_or_else(|| usual_weeks(first, last));
        let kept_day = kept.as_ref().map(|kept| kept.fit.last_day);
        let until = params.parsed::<Day>("until").map(Day::number).or(kept_day);
        let last_day = until.unwrap_or(last - 7 * held_out_weeks as i32);
        let kind = params.get("model");
        let kind = ModelKind::ALL.into_iter().find(|other| kind_code(*other) == kind);
        let kind = kind.or(kept.as_ref().map(|kept| kept.fit.model.kind())).unwrap_or_default();
        let unit = params.get("unit");
        let unit = TimeUnit::ALL.into_iter().find(|other| unit_code(*other) == unit);
        let unit = unit.or(kept.as_ref().map(|kept| kept.fit.unit)).unwrap_or_default();
        let horizon = kept.map(|kept| kept.horizon).unwrap_or_default();
        Some(Self { config: FitConfig { kind, unit, last_day }, held_out_weeks, horizon })
    }
}

/// The first and the last day with an order.
fn ordered(image: &Image) -> Option<(i32, i32)> {
    image.order_days().map(|days| (days.first(), days.last()))
}

/// A quarter of the time there is, at most half a year.
fn usual_weeks(first: i32, last: i32) -> u32 {
    let quarter = u32::try_from((last - first) / 28).unwrap_or_default().min(26);
    HELD_OUT.into_iter().rfind(|weeks| *weeks <= quarter).unwrap_or_default()
}

//! What is asked, as it stands in the address.

use std::num::NonZeroU32;

use analytics::kpi::{Period, Periods, Step};
use model::Day;

use crate::platform::time;
use crate::session::Session;
use crate::views::segments::kpi::presets::{Preset, anchor};
use crate::views::url::Params;

/// Steps of a chart that are enough to see where it goes.
const FEW: i32 = 12;

/// Activity windows offered, in days; a year unless asked for otherwise.
pub const WINDOWS: [u32; 6] = [30, 60, 90, 180, 365, 730];
const YEAR: NonZeroU32 = NonZeroU32::MIN.saturating_add(364);

/// A period, and how to look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The days asked about.
    pub period: Period,
    /// How long somebody is a customer after an order, in days.
    pub window: NonZeroU32,
    /// The steps of the charts.
    pub step: Step,
    /// The day periods end with unless asked for otherwise, and whether it is not today.
    pub anchor: (Day, bool),
    /// From the first order to the last.
    pub orders: Period,
}

/// What an address asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Nothing: there are no orders.
    NoOrders,
    /// A period that ends before it begins.
    Backwards,
    /// A question.
    Question(Question),
}

impl Asked {
    /// What the address asks; follows changes.
    pub fn read(session: Session, params: Params) -> Self {
        let orders = session.look(|image| image.order_days()).flatten();
        let Some((orders, today)) = orders.zip(time::today()) else { return Self::NoOrders };
        let anchor = anchor(today, orders);
        let usual = Preset::Days365.period(anchor, orders);
        let last = params.parsed::<Day>("to").unwrap_or(anchor).number();
        let first = params.parsed::<Day>("from").map(Day::number);
        let first = first.unwrap_or_else(|| match usual {
            Some(usual) if last == usual.last() => usual.first(),
            _ => last - 364,
        });
        let Ok(period) = Period::new(first, last) else { return Self::Backwards };
        let asked = Step::ALL.into_iter().find(|step| step_code(*step) == params.get("by"));
        Self::Question(Question {
            period,
            window: params.parsed("window").unwrap_or(YEAR),
            step: fitting(asked.unwrap_or_else(|| usual_step(period)), period),
            anchor: (anchor, anchor != today),
            orders,
        })
    }
}

impl Question {
    /// The period, after the one before.
    pub fn compared(&self) -> Periods {
        Periods::with_before(self.period)
    }

    /// The steps of the charts: so many up to the end of the period that there are a few. Those
    /// before the period are there to compare with and whole; where there are none, the first
    /// begins with the period.
    pub fn steps(&self) -> Option<Periods> {
        Periods::across(span(self.step, self.period)?, self.step).ok()
    }
}

fn span(step: Step, period: Period) -> Option<Period> {
    let few = step.start_after(period.last(), 1 - FEW);
    let first = if step.start(period.first()) > few { few } else { period.first() };
    Period::new(first, period.last()).ok()
}

/// `week` and so on.
pub fn step_code(step: Step) -> &'static str {
    match step {
        Step::Week => "week",
        Step::Month => "month",
        Step::Quarter => "quarter",
        Step::Year => "year",
    }
}

fn usual_step(period: Period) -> Step {
    match period.days() {
        0..=62 => Step::Week,
        63..=1_100 => Step::Month,
        1_101..=3_700 => Step::Quarter,
        _ => Step::Year,
    }
}

/// The step, or the next longer one of which there are not too many.
fn fitting(step: Step, period: Period) -> Step {
    let fits =
        |step: &Step| span(*step, period).is_some_and(|span| Periods::across(span, *step).is_ok());
    Step::ALL.into_iter().skip_while(|each| *each != step).find(fits).unwrap_or(Step::Year)
}

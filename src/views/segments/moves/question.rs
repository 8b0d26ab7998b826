//! Which days are compared and whose move is looked at, as it stands in the address.

use model::Day;
use workspace::Move;

use crate::platform::time;
use crate::session::Session;
use crate::views::segments::days::last_order;
use crate::views::url::Params;

/// A quarter: what people are likely to compare with.
const BEFORE: i32 = 91;

/// Two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The earlier.
    pub from: Day,
    /// The later.
    pub to: Day,
}

impl Question {
    /// The days in the address; follows it. Without, the day of the last order, or today if that
    /// is sooner, and a quarter before.
    pub fn read(params: Params, session: Session) -> Option<Self> {
        let latest = || Some(last_order(session)?.min(time::today()?));
        let to = params.parsed("to").or_else(latest)?;
        let before = || Day::from_number(to.number() - BEFORE);
        let from = params.parsed("from").or_else(before)?;
        Some(Self { from, to })
    }

    /// The address of a cell.
    pub fn path(self, was: &str, is: &str) -> String {
        let Self { from, to } = self;
        let [was, is] = [was, is].map(js_sys::encode_uri_component);
        format!("/segments/moves?from={from}&to={to}&was={was}&is={is}")
    }
}

/// The cell in the address; follows it.
pub fn chosen(params: Params, question: Question) -> Option<Move> {
    let (was, is) = (params.get("was"), params.get("is"));
    let Question { from, to } = question;
    (!was.is_empty() && !is.is_empty() && from < to).then_some(Move { from, to, was, is })
}

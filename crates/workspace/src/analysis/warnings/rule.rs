//! What customers are warned of.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::analysis::Definition;
use crate::image::Image;

/// A rule that says when to warn of a customer. Rules of a kind that this version does not know
/// do not read, and are passed over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarningRule {
    /// What people call it; empty for the words of whoever looks.
    #[serde(default)]
    pub name: String,
    /// Whether it holds.
    pub on: bool,
    /// How much it matters.
    pub severity: Severity,
    /// When it fires.
    pub test: WarningTest,
    /// Only of customers with so many orders in all.
    #[serde(default)]
    pub least_orders: u32,
    /// Only of customers who bought for so much in all, in minor units of the base currency.
    #[serde(default)]
    pub least_revenue: i64,
}

impl Definition for WarningRule {
    const AREA: &'static str = "warning";

    /// The test's code where nobody gave it a name, for the words of whoever looks.
    fn label(&self) -> String {
        if self.name.is_empty() { self.test.code().to_owned() } else { self.name.clone() }
    }
}

/// How much a warning matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// To be looked after.
    Medium,
    /// To be looked after now.
    High,
}

impl Severity {
    /// All of them, the most important first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// Its code in addresses and styles.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The one of this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.code() == code)
    }
}

/// What a fall is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// As many days right before.
    Before,
    /// The same days a year ago.
    YearAgo,
}

/// When a rule fires.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum WarningTest {
    /// Orders of the last so many days fell by a share or more against their own past.
    OrdersDown {
        /// Least fall, 0.3 for thirty percent.
        share: f64,
        /// The days.
        days: NonZeroU32,
        /// What they are measured against.
        against: Against,
    },
    /// Revenue of the last so many days did.
    RevenueDown {
        /// Least fall, 0.3 for thirty percent.
        share: f64,
        /// The days.
        days: NonZeroU32,
        /// What they are measured against.
        against: Against,
    },
    /// The probability that they are still customers is below a bound. Fires only once a model of
    /// lifetime value is fitted.
    Unlikely {
        /// The bound, 0 to 1.
        below: f64,
    },
    /// Their next contact, by the care of their tier, is overdue by more than so many days.
    BeyondCadence {
        /// Days of grace.
        grace: u32,
    },
    /// There was no contact for more than so many days.
    NoContact {
        /// The days.
        days: u32,
    },
    /// They are silent for at least so many times their usual time between orders.
    Rarer {
        /// Twice is an order frequency halved.
        times: f64,
    },
    /// They were in a good segment so many days ago, and are in a bad one now.
    Slipped {
        /// The days.
        days: NonZeroU32,
    },
}

impl WarningTest {
    /// Its code in forms and stored data.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OrdersDown { .. } => "orders_down",
            Self::RevenueDown { .. } => "revenue_down",
            Self::Unlikely { .. } => "unlikely",
            Self::BeyondCadence { .. } => "beyond_cadence",
            Self::NoContact { .. } => "no_contact",
            Self::Rarer { .. } => "rarer",
            Self::Slipped { .. } => "slipped",
        }
    }
}

const HALF_A_YEAR: NonZeroU32 = NonZeroU32::MIN.saturating_add(179);
const QUARTER: NonZeroU32 = NonZeroU32::MIN.saturating_add(89);

/// The rules that hold until somebody changes them: their ids, and what they say. A test's code
/// is the id of its rule here.
#[must_use]
pub fn default_rules() -> Vec<(String, WarningRule)> {
    let rule = |on, severity, test, least_orders| {
        let rule =
            WarningRule { name: String::new(), on, severity, test, least_orders, least_revenue: 0 };
        (rule.test.code().to_owned(), rule)
    };
    let against = Against::Before;
    vec![
        rule(true, Severity::High, WarningTest::Unlikely { below: 0.3 }, 3),
        rule(
            true,
            Severity::High,
            WarningTest::RevenueDown { share: 0.3, days: HALF_A_YEAR, against },
            4,
        ),
        rule(
            true,
            Severity::Medium,
            WarningTest::OrdersDown { share: 0.3, days: HALF_A_YEAR, against },
            4,
        ),
        rule(true, Severity::Medium, WarningTest::Rarer { times: 2.0 }, 4),
        rule(true, Severity::Medium, WarningTest::Slipped { days: QUARTER }, 0),
        rule(true, Severity::Low, WarningTest::BeyondCadence { grace: 14 }, 0),
        rule(false, Severity::Low, WarningTest::NoContact { days: 180 }, 1),
    ]
}

impl Image {
    /// The rules that hold: those of the beginning as people left them, then those people made.
    #[must_use]
    pub fn warning_rules(&self) -> Vec<(String, WarningRule)> {
        let mut own = self.definitions::<WarningRule>();
        let mut rules = default_rules();
        for (id, rule) in &mut rules {
            if let Some(at) = own.iter().position(|(other, _)| other == id) {
                *rule = own.swap_remove(at).1;
            }
        }
        own.sort_by(|a, b| a.0.cmp(&b.0));
        rules.extend(own);
        rules
    }
}

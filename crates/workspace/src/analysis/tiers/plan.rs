//! What people decide about tiers: by what, from where on, and what care each gets.

use analytics::tiers::{DEFAULT_SHARES, Tier, WHOLE};
use model::kinds::customer::TEXT_LIMIT;
use model::{Money, TaskKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::analysis::Definition;

/// Tiers and the care they get.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TierPlan {
    /// What customers are measured by.
    pub basis: Basis,
    /// Where tiers begin.
    pub limits: Limits,
    /// What is done for each, in the order of [`Tier::ALL`].
    pub care: [Care; 4],
}

impl Definition for TierPlan {
    const AREA: &'static str = "tiers";
}

/// What customers are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// All they ever bought, refunds taken off.
    #[default]
    Revenue,
    /// What they bought in so many days up to the day, refunds taken off.
    RevenueOfDays(u32),
    /// What they are expected to be worth from now on, by the model of lifetime value that is
    /// fitted; without one, nobody is in any tier.
    Expected,
}

impl Basis {
    /// Over how many days; `None` for all time, past or to come.
    #[must_use]
    pub fn days(self) -> Option<u32> {
        match self {
            Self::Revenue | Self::Expected => None,
            Self::RevenueOfDays(days) => Some(days),
        }
    }
}

/// Where VIP, high and potential begin.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limits {
    /// The share of each among customers worth anything, in hundredths of a percent.
    Shares([u32; 3]),
    /// What somebody in each is worth at least.
    Amounts([Money; 3]),
}

/// What is done for the customers of a tier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// Days from one contact to the next; `None` when they are not contacted unasked.
    pub every: Option<u32>,
    /// The way.
    pub kind: TaskKind,
    /// What the task says; empty for what the app says of the tier.
    pub what: String,
    /// Who does it; empty for whoever looks after the customer.
    pub owner: String,
}

impl Default for Care {
    fn default() -> Self {
        Self { every: None, kind: TaskKind::Call, what: String::new(), owner: String::new() }
    }
}

impl Default for TierPlan {
    fn default() -> Self {
        let care = |every, kind| Care { every, kind, ..Care::default() };
        Self {
            basis: Basis::default(),
            limits: Limits::Shares(DEFAULT_SHARES),
            care: [
                care(Some(30), TaskKind::Visit),
                care(Some(60), TaskKind::Call),
                care(Some(90), TaskKind::Message),
                Care::default(),
            ],
        }
    }
}

/// The most days a window or a gap between contacts may have: ten years.
pub const DAYS_LIMIT: u32 = 3_650;

/// Why a plan cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PlanProblem {
    /// The shares come to more than everybody.
    #[error("the shares come to more than 100 %")]
    Shares,
    /// The amounts are not above zero, each lower than the one before.
    #[error("the amounts do not fall from tier to tier, above zero")]
    Amounts,
    /// A number of days is zero, or more than ten years.
    #[error("not between 1 and {DAYS_LIMIT} days")]
    Days,
    /// A text is too long.
    #[error("longer than {TEXT_LIMIT} characters")]
    Text,
}

impl TierPlan {
    /// There is one plan.
    pub const ID: &str = "plan";

    /// The care of a tier.
    #[must_use]
    pub fn care(&self, tier: Tier) -> &Care {
        &self.care[tier.index()]
    }

    /// Whether it can be kept.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), PlanProblem> {
        match self.limits {
            Limits::Shares(shares) => {
                let all = shares.iter().fold(0_u32, |all, share| all.saturating_add(*share));
                (all <= WHOLE).then_some(()).ok_or(PlanProblem::Shares)?;
            }
            Limits::Amounts(amounts) => {
                let falling = amounts.is_sorted_by(|one, next| {
                    one.currency == next.currency && one.minor >= next.minor
                });
                let above = amounts.iter().all(|amount| amount.minor > 0);
                (falling && above).then_some(()).ok_or(PlanProblem::Amounts)?;
            }
        }
        let gaps = self.care.iter().filter_map(|care| care.every).chain(self.basis.days());
        for days in gaps {
            (1..=DAYS_LIMIT).contains(&days).then_some(()).ok_or(PlanProblem::Days)?;
        }
        let mut texts = self.care.iter().flat_map(|care| [&care.what, &care.owner]);
        match texts.all(|text| text.chars().count() <= TEXT_LIMIT) {
            true => Ok(()),
            false => Err(PlanProblem::Text),
        }
    }
}

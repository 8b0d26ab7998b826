//! The plan as it is typed.

use model::{Currency, DecimalMark, Money, TaskKind, decimal};
use serde::{Deserialize, Serialize};
use workspace::analysis::tiers::{Basis, Care, Limits, PlanProblem};
use workspace::{Tier, TierPlan};

use crate::words;

/// The codes of the two ways to say where tiers begin.
pub const SHARES: &str = "shares";
pub const AMOUNTS: &str = "amounts";

/// The code of the value that is expected, among windows.
pub const EXPECTED: &str = words::TIER_EXPECTED;

/// Places of a percentage.
const PLACES: u8 = 2;

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Days, empty for all time, or [`EXPECTED`].
    pub window: String,
    /// [`SHARES`] or [`AMOUNTS`].
    pub mode: String,
    /// Percentages of VIP, high and potential.
    pub shares: [String; 3],
    /// Amounts in the base currency.
    pub amounts: [String; 3],
    /// By tier.
    pub care: [TypedCare; 4],
}

/// The care of a tier as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedCare {
    /// Days, or empty for no contact unasked.
    pub every: String,
    /// The code of the way.
    pub kind: String,
    /// What the task says.
    pub what: String,
    /// Who does it.
    pub owner: String,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The id of the field to look at.
    pub field: String,
    /// What about it.
    pub what: PlanProblem,
}

/// The id of a field of a tier.
pub fn field_id(tier: Tier, what: &str) -> String {
    format!("tier-{}-{what}", tier.code())
}

impl Typed {
    /// What a plan looks like when nobody has typed anything yet.
    pub fn of(plan: &TierPlan, base: Currency) -> Self {
        let mut typed = Self { window: words::tier_window_code(plan.basis), ..Self::default() };
        match plan.limits {
            Limits::Shares(shares) => {
                typed.mode = SHARES.to_owned();
                typed.shares = shares.map(percentage);
            }
            Limits::Amounts(amounts) => {
                typed.mode = AMOUNTS.to_owned();
                // Amounts of another currency than sums are made in are to be typed anew.
                typed.amounts = amounts.map(|amount| match amount.currency == base {
                    true => amount.number(),
                    false => String::new(),
                });
            }
        }
        typed.care = plan.care.clone().map(|care| TypedCare {
            every: care.every.map(|days| days.to_string()).unwrap_or_default(),
            kind: care.kind.code().to_owned(),
            what: care.what,
            owner: care.owner,
        });
        typed
    }

    /// The plan that is typed.
    ///
    /// # Errors
    /// The first thing that does not read, or makes no sense.
    pub fn read(&self, base: Currency) -> Result<TierPlan, Wrong> {
        let basis = match days(&self.window) {
            _ if self.window == EXPECTED => Basis::Expected,
            Ok(None) => Basis::Revenue,
            Ok(Some(days)) => Basis::RevenueOfDays(days),
            Err(what) => return Err(Wrong { field: "tier-window".to_owned(), what }),
        };
        let limits = if self.mode == AMOUNTS {
            let mut amounts = [Money::new(0, base); 3];
            for (at, text) in self.amounts.iter().enumerate() {
                let amount = Money::parse(text, base, DecimalMark::Point);
                amounts[at] = amount.map_err(|_| limit(at, PlanProblem::Amounts))?;
            }
            Limits::Amounts(amounts)
        } else {
            let mut shares = [0; 3];
            for (at, text) in self.shares.iter().enumerate() {
                shares[at] = share(text).ok_or_else(|| limit(at, PlanProblem::Shares))?;
            }
            Limits::Shares(shares)
        };
        let mut plan = TierPlan { basis, limits, ..TierPlan::default() };
        for (typed, tier) in self.care.iter().zip(Tier::ALL) {
            let every = days(&typed.every)
                .map_err(|what| Wrong { field: field_id(tier, "every"), what })?;
            plan.care[tier.index()] = Care {
                every,
                kind: TaskKind::from_code(&typed.kind),
                what: typed.what.trim().to_owned(),
                owner: typed.owner.trim().to_owned(),
            };
        }
        plan.check().map_err(|what| match what {
            PlanProblem::Shares | PlanProblem::Amounts => limit(0, what),
            PlanProblem::Days => Wrong { field: field_id(Tier::Vip, "every"), what },
            PlanProblem::Text => Wrong { field: field_id(Tier::Vip, "what"), what },
        })?;
        Ok(plan)
    }
}

fn limit(at: usize, what: PlanProblem) -> Wrong {
    Wrong { field: field_id(Tier::ALL[at], "from"), what }
}

/// A percentage as text: `5`, `2.5`.
fn percentage(share: u32) -> String {
    decimal::format_trimmed(share.into(), PLACES)
}

fn share(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches(['%', '％']);
    let share = decimal::parse_scaled(text, PLACES, DecimalMark::Point).ok()?;
    u32::try_from(share).ok()
}

/// A number of days; nothing when none is typed.
fn days(text: &str) -> Result<Option<u32>, PlanProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| PlanProblem::Days)
}

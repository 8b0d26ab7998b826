//! Tiers: customers by what they are worth, from those who get the most care to the rest.
//!
//! Only customers with a **value above zero** are ranked; everybody else is ordinary, whatever
//! the thresholds. Thresholds are shares of the ranked customers, or amounts. Either comes down to
//! one [`Bounds`]: the lowest value of each tier. So a tier depends on nothing but a customer's
//! own value and the bounds: equal values are always in one tier, and neither the order of
//! customers nor the unit of the values matters.
//!
//! **Shares.** Of n ranked customers the best `ceil(n * share)` may be VIP; high and potential
//! follow with shares of their own, counted on from there. Equals that would not all fit stay
//! together in the tier below: a tier never grows beyond its share, so that a thousand customers
//! of one value make no thousand VIPs.
//!
//! The default shares are a convention: the best fifth of customers brings most of the revenue
//! nearly everywhere (V. Pareto's observation, as J. M. Juran generalised it), and the best
//! quarter of those is few enough to be looked after in person.

mod unranked;

use std::cmp::Reverse;

pub use unranked::Unranked;

/// A level of care, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// The few who bring the most.
    Vip,
    /// Those right behind them.
    High,
    /// Those who could become one of the above.
    Potential,
    /// Everybody else.
    Ordinary,
}

impl Tier {
    /// All of them, best first.
    pub const ALL: [Self; 4] = [Self::Vip, Self::High, Self::Potential, Self::Ordinary];

    /// What it is called in addresses and stored data.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Vip => "vip",
            Self::High => "high",
            Self::Potential => "potential",
            Self::Ordinary => "ordinary",
        }
    }

    /// The tier with a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// Its place in [`Tier::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Shares in hundredths of a percent.
pub const WHOLE: u32 = 10_000;

/// Where VIP, high and potential begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thresholds {
    /// The share each of the three has of the ranked customers, in hundredths of a percent.
    Shares([u32; 3]),
    /// The lowest value of each of the three.
    Amounts([i64; 3]),
}

/// The best 5 %, 15 % after them, and 30 % after those: the upper half.
pub const DEFAULT_SHARES: [u32; 3] = [500, 1_500, 3_000];

/// The lowest value of VIP, high and potential; `None` where nobody is that good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds(pub [Option<i64>; 3]);

impl Bounds {
    /// The tier of a value.
    #[must_use]
    pub fn tier(self, value: i64) -> Tier {
        let reached = |bound: &Option<i64>| bound.is_some_and(|bound| value >= bound);
        let at = if value > 0 { self.0.iter().position(reached) } else { None };
        at.map_or(Tier::Ordinary, |at| Tier::ALL[at])
    }
}

/// What customers are worth, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranking(Vec<i64>);

impl Ranking {
    /// Of customers worth this; those worth nothing are left out.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = i64>) -> Self {
        let mut ranked: Vec<i64> = values.into_iter().filter(|value| *value > 0).collect();
        ranked.sort_unstable_by_key(|value| Reverse(*value));
        Self(ranked)
    }

    /// How many are ranked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are worth a value or more.
    #[must_use]
    pub fn at_least(&self, value: i64) -> usize {
        self.0.partition_point(|one| *one >= value)
    }

    /// The lowest values of the tiers. Takes the logarithm of [`Ranking::len`].
    #[must_use]
    pub fn bounds(&self, thresholds: &Thresholds) -> Bounds {
        match thresholds {
            Thresholds::Amounts(amounts) => Bounds(amounts.map(Some)),
            Thresholds::Shares(shares) => {
                let mut share = 0;
                Bounds(shares.map(|own| {
                    share = WHOLE.min(own.saturating_add(share));
                    self.lowest_of_best(share)
                }))
            }
        }
    }

    /// How many of the ranked the best share is, in hundredths of a percent: rounded up.
    #[must_use]
    pub fn places(&self, share: u32) -> usize {
        (self.0.len() as u64 * u64::from(share)).div_ceil(u64::from(WHOLE)) as usize
    }

    /// The lowest value whose equals and betters all fit in a share.
    fn lowest_of_best(&self, share: u32) -> Option<i64> {
        let room = self.places(share);
        let last = *self.0.get(room.checked_sub(1)?)?;
        match self.0.get(room) {
            // Equals on both sides of the edge: the lowest of those who are better.
            Some(next) if *next == last => {
                let better = self.0.partition_point(|one| *one > last);
                self.0.get(better.checked_sub(1)?).copied()
            }
            _ => Some(last),
        }
    }
}

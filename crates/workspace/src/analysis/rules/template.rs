//! Rules to start from.

use super::tree::{Condition, Group, Join};

/// A rule to start from, to be changed at will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// VIPs without contact for 60 days.
    SilentVips,
    /// Came this month, with one order so far.
    NewThisMonth,
    /// Spent much, and cannot be called.
    NoPhone,
    /// Ordered often, and not for half a year.
    Lapsed,
    /// People with a birthday in the next two weeks.
    Birthday,
    /// In contact, and without an order.
    NeverOrdered,
}

type Conditions = [(&'static str, &'static str, &'static [&'static str])];

impl Template {
    /// Each, in the order to offer them.
    pub const ALL: [Self; 6] = [
        Self::SilentVips,
        Self::NewThisMonth,
        Self::NoPhone,
        Self::Lapsed,
        Self::Birthday,
        Self::NeverOrdered,
    ];

    /// Its code in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::SilentVips => "silent-vips",
            Self::NewThisMonth => "new-this-month",
            Self::NoPhone => "no-phone",
            Self::Lapsed => "lapsed",
            Self::Birthday => "birthday",
            Self::NeverOrdered => "never-ordered",
        }
    }

    /// The template of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.code() == code)
    }

    /// The colour to begin with.
    #[must_use]
    pub fn colour(self) -> u8 {
        match self {
            Self::SilentVips => 0,
            Self::NewThisMonth => 6,
            Self::NoPhone => 1,
            Self::Lapsed => 7,
            Self::Birthday => 3,
            Self::NeverOrdered => 5,
        }
    }

    /// The rule.
    #[must_use]
    pub fn rule(self) -> Group {
        match self {
            Self::SilentVips => {
                let mut rule = group(Join::All, &[("tier", "is", &["vip"])]);
                let silent: &Conditions =
                    &[("last_contact", "longer_ago", &["60"]), ("last_contact", "empty", &[])];
                rule.of.push(group(Join::Any, silent).into());
                rule
            }
            Self::NewThisMonth => {
                group(Join::All, &[("first_order", "this_month", &[]), ("orders", "is", &["1"])])
            }
            Self::NoPhone => {
                group(Join::All, &[("revenue", "at_least", &["1000"]), ("phone", "empty", &[])])
            }
            Self::Lapsed => group(
                Join::All,
                &[("orders", "at_least", &["5"]), ("last_order", "longer_ago", &["180"])],
            ),
            Self::Birthday => group(
                Join::All,
                &[("type", "is", &["person"]), ("birthday", "anniversary", &["14"])],
            ),
            Self::NeverOrdered => {
                group(Join::All, &[("last_contact", "in_last", &["90"]), ("orders", "is", &["0"])])
            }
        }
    }
}

fn group(join: Join, conditions: &Conditions) -> Group {
    let of = conditions.iter();
    let of = of.map(|(field, test, values)| Condition::new(field, test, values).into());
    Group::new(join, of.collect())
}

//! What people said to a warning.

use std::fmt;
use std::str::FromStr;

use model::{Day, Edit, Entity, Id, Kind, Path, Summary, Value};
use thiserror::Error;

use crate::error::CommandError;
use crate::pace::Rush;
use crate::store::Store;
use crate::workspace::{Staged, Workspace};

/// Days after which somebody who has seen a warning is warned again.
pub const SEEN_FOR: i32 = 90;

/// The field of a customer in which it stands, by the rule's id.
const FIELD: &str = "warnings";

/// What somebody said to a warning of a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// They know, since a day.
    Seen(Day),
    /// Not before a day.
    Until(Day),
}

/// What somebody said, and who.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub heard: Heard,
    /// Who, by the name they gave; empty if they gave none.
    pub by: String,
}

/// A text that is neither.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` says nothing of a warning")]
pub struct NotHeard(String);

impl Heard {
    /// Whether the warning is quiet on a day. One that was seen speaks up again after
    /// [`SEEN_FOR`] days, or once the customer has ordered or been contacted since, at `news`,
    /// and it fires all the same.
    #[must_use]
    pub fn is_quiet(self, day: Day, news: Option<Day>) -> bool {
        match self {
            Self::Seen(seen) => {
                day.days_since(seen) < SEEN_FOR && news.is_none_or(|news| news <= seen)
            }
            Self::Until(until) => day < until,
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.heard {
            Heard::Seen(day) => write!(f, "seen {day}")?,
            Heard::Until(day) => write!(f, "until {day}")?,
        }
        if self.by.is_empty() { Ok(()) } else { write!(f, " {}", self.by) }
    }
}

impl FromStr for Said {
    type Err = NotHeard;

    fn from_str(text: &str) -> Result<Self, NotHeard> {
        let wrong = || NotHeard(text.to_owned());
        let mut parts = text.splitn(3, ' ');
        let what = parts.next().unwrap_or_default();
        let day = parts.next().and_then(|day| day.parse().ok()).ok_or_else(wrong)?;
        let heard = match what {
            "seen" => Heard::Seen(day),
            "until" => Heard::Until(day),
            _ => return Err(wrong()),
        };
        Ok(Self { heard, by: parts.next().unwrap_or_default().to_owned() })
    }
}

impl<S: Store> Workspace<S> {
    /// Notes what somebody says to warnings, each a customer and the id of a rule, as one change
    /// set; nothing takes back what was said. `label` names it in the history. Answers `None`
    /// when that was said already.
    ///
    /// # Errors
    /// When a customer is not there, or the change cannot be kept.
    pub async fn hear_warnings(
        &self,
        warnings: &[(Id, String)],
        heard: Option<Heard>,
        label: &str,
    ) -> Result<Option<Id>, CommandError> {
        let _turn = self.turn().await?;
        let said = |heard| Said { heard, by: self.actor() };
        let after = heard.map(|heard| Value::from(said(heard).to_string()));
        let mut edits = Vec::new();
        for (id, rule) in warnings {
            let path = Path::keyed(FIELD, rule);
            let before = match self.image().tables.customers.get(*id) {
                Some(customer) => customer.get(&path),
                None => return Err(CommandError::NotFound),
            };
            if before != after {
                let (kind, after) = (Kind::Customer, after.clone());
                edits.push(Edit::Set { kind, id: *id, path, before, after });
            }
        }
        if edits.is_empty() {
            return Ok(None);
        }
        let summary = Summary::Edited { kind: Kind::Customer, label: label.to_owned() };
        let stamp = self.tick_past(&edits);
        Ok(Some(self.commit(Staged::new(summary, edits, stamp), &Rush).await?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn reads_as_it_is_written() {
        for heard in [Heard::Seen(day("2026-11-28")), Heard::Until(day("2027-01-01"))] {
            for by in ["", "Ada", "Ada King, Lovelace", "王 芳"] {
                let said = Said { heard, by: by.to_owned() };
                assert_eq!(said.to_string().parse(), Ok(said));
            }
        }
        for text in ["", "seen", "seen yesterday", "heard 2026-11-28"] {
            assert!(text.parse::<Said>().is_err(), "{text}");
        }
    }

    #[test]
    fn seen_is_quiet_until_something_happens_or_long_enough() {
        let seen = Heard::Seen(day("2026-01-01"));
        assert!(seen.is_quiet(day("2026-01-01"), Some(day("2026-01-01"))));
        assert!(seen.is_quiet(day("2026-03-31"), None));
        assert!(!seen.is_quiet(day("2026-04-01"), None));
        assert!(!seen.is_quiet(day("2026-01-03"), Some(day("2026-01-02"))));
        let until = Heard::Until(day("2026-01-05"));
        assert!(until.is_quiet(day("2026-01-04"), Some(day("2026-01-04"))));
        assert!(!until.is_quiet(day("2026-01-05"), None));
    }
}

//! What a figure comes to, and how it changed.

use analytics::kpi::growth;
use model::{Currency, Money};

use crate::format;
use crate::i18n::{I18n, Locale, t_string};

/// What a figure comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// So many.
    Count(u32),
    /// An amount in minor units.
    Amount(i64),
    /// A share between 0 and 1.
    Rate(f64),
}

/// In which direction a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// More than before.
    Up,
    /// Less than before.
    Down,
    /// As much as before.
    Same,
}

impl Change {
    /// Before a figure without one.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Up => "+",
            Self::Down => "−",
            Self::Same => "",
        }
    }
}

impl Value {
    /// As people write it.
    pub fn shown(self, locale: Locale, base: Currency) -> String {
        match self {
            Self::Count(count) => format::count(locale, count as usize),
            Self::Amount(minor) => format::money(locale, Money::new(minor, base)),
            Self::Rate(share) => format::percent(locale, share),
        }
    }

    /// As a plain number with a point, for other programs; rates between 0 and 1.
    pub fn plain(self, base: Currency) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Amount(minor) => Money::new(minor, base).number(),
            Self::Rate(share) => format!("{share:.6}"),
        }
    }

    /// As a number to draw: amounts in major units.
    pub fn number(self, base: Currency) -> f64 {
        match self {
            Self::Count(count) => f64::from(count),
            Self::Amount(minor) => minor as f64 / 10_f64.powi(i32::from(base.places())),
            Self::Rate(share) => share,
        }
    }

    /// Both together; rates do not add up.
    pub fn plus(self, other: Self) -> Self {
        match (self, other) {
            (Self::Count(a), Self::Count(b)) => Self::Count(a.saturating_add(b)),
            (Self::Amount(a), Self::Amount(b)) => Self::Amount(a.saturating_add(b)),
            _ => self,
        }
    }

    /// In which direction it went from what it was before.
    pub fn change(self, before: Self) -> Change {
        let (now, before) = (self.raw(), before.raw());
        if now > before {
            Change::Up
        } else if now < before {
            Change::Down
        } else {
            Change::Same
        }
    }

    /// By how much, without direction: a share of what it was, of rates in points. `None` from
    /// nothing.
    pub fn by(self, i18n: I18n, before: Self) -> Option<String> {
        let locale = i18n.get_locale();
        match self {
            Self::Rate(share) => {
                let points = (share - before.raw()).abs() * 100.0;
                let shown = format::decimal(locale, points, 1);
                Some(t_string!(i18n, kpi.points, n = shown).to_string())
            }
            _ => growth(before.raw(), self.raw()).map(|by| format::percent(locale, by.abs())),
        }
    }

    /// How [`Self::by`] comes about, with both figures in it: `(42 − 38) / 38 = +10.5%`.
    pub fn by_sum(self, i18n: I18n, before: Self, base: Currency) -> Option<String> {
        let locale = i18n.get_locale();
        let shown = self.by(i18n, before)?;
        let sign = self.change(before).sign();
        let (now, was) = (self.shown(locale, base), before.shown(locale, base));
        Some(match self {
            Self::Rate(share) if !adds_up_as_shown(share, before.raw()) => {
                let points = |share: f64| format::decimal(locale, share * 100.0, 2);
                let by = points((share - before.raw()).abs());
                let by = t_string!(i18n, kpi.points, n = by).to_string();
                format!("{}% − {}% = {sign}{by}", points(share), points(before.raw()))
            }
            Self::Rate(_) => format!("{now} − {was} = {sign}{shown}"),
            _ => format!("({now} − {was}) / {was} = {sign}{shown}"),
        })
    }

    fn raw(self) -> f64 {
        match self {
            Self::Count(count) => f64::from(count),
            Self::Amount(minor) => minor as f64,
            Self::Rate(share) => share,
        }
    }
}

/// Whether two shares with one decimal of a percent differ by what their difference is rounded to.
fn adds_up_as_shown(share: f64, before: f64) -> bool {
    let tenths = |share: f64| (share * 1000.0).round() as i64;
    tenths(share) - tenths(before) == tenths(share - before)
}

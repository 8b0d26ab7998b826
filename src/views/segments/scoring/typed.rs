//! A scoring as it is being set up: fields as typed, and what is wrong with them.

use std::num::NonZeroU32;

use analytics::rfm::{
    Axis, Frequency, Method, Monetary, Ranked, Scoring, SegmentMap, Thresholds, ThresholdsError,
    Weights,
};
use model::decimal::{self, DecimalMark};
use serde::{Deserialize, Serialize};

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 40;

/// The longest window, in days.
const LONGEST_WINDOW: u32 = 36_500;

/// How figures become scores, without the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Quantile,
    Nested,
    Thresholds,
    RPackage,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Quantile, Self::Nested, Self::Thresholds, Self::RPackage];

    /// Its code in controls.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quantile => "quantile",
            Self::Nested => "nested",
            Self::Thresholds => "thresholds",
            Self::RPackage => "r_package",
        }
    }
}

/// What is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub name: String,
    pub kind: Kind,
    pub window: String,
    pub monetary: Monetary,
    pub frequency: Frequency,
    pub r: String,
    pub f: String,
    pub m: String,
    /// Of recency, frequency and monetary value, from the smallest number up.
    pub thresholds: [Vec<String>; 3],
    pub map: SegmentMap,
}

/// Something wrong with what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    Nameless,
    NameTooLong,
    NameTaken,
    Window,
    Weights,
    /// Which of an axis, from 0, does not read.
    Unread(Axis, usize),
    /// Which is not above the one before it.
    Order(Axis, usize),
    /// There are not one fewer than scores.
    Number,
}

impl Typed {
    /// A scoring as text; amounts with so many decimals.
    pub fn of(scoring: &Scoring, places: u8) -> Self {
        let [r, f, m] = scoring.weights.get().map(|weight| weight.to_string());
        let (kind, thresholds) = match scoring.method() {
            Method::Quantile => (Kind::Quantile, Default::default()),
            Method::Nested => (Kind::Nested, Default::default()),
            Method::RPackage => (Kind::RPackage, Default::default()),
            Method::Thresholds(borders) => (Kind::Thresholds, texts(borders, places)),
        };
        Self {
            name: scoring.name.clone(),
            kind,
            window: scoring.window.map(|days| days.to_string()).unwrap_or_default(),
            monetary: scoring.monetary,
            frequency: scoring.frequency,
            r,
            f,
            m,
            thresholds,
            map: scoring.map().clone(),
        }
    }

    /// Fills in thresholds that score as the quantiles of `ranked` do, where there are not those
    /// of as many scores as the map has.
    pub fn suggest(&mut self, ranked: Option<&Ranked>, places: u8) {
        let wanted = usize::from(self.map.bins().get()) - 1;
        if self.thresholds.iter().all(|borders| borders.len() == wanted) {
            return;
        }
        let suggested = ranked.and_then(|ranked| ranked.suggested_thresholds(self.map.bins()));
        self.thresholds = match suggested {
            Some(borders) => texts(&borders, places),
            None => std::array::from_fn(|_| vec![String::new(); wanted]),
        };
    }

    /// The scoring, but for its name, or all that is wrong.
    pub fn read(&self, places: u8) -> Result<Scoring, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let window = self.read_window();
        let weights = self.read_weights();
        if window.is_none() {
            wrong.push(Wrong::Window);
        }
        if weights.is_none() {
            wrong.push(Wrong::Weights);
        }
        let method = match self.kind {
            Kind::Quantile => Some(Method::Quantile),
            Kind::Nested => Some(Method::Nested),
            Kind::RPackage => Some(Method::RPackage),
            Kind::Thresholds => self.read_thresholds(places, &mut wrong).map(Method::Thresholds),
        };
        let (Some(window), Some(weights), Some(method)) = (window, weights, method) else {
            return Err(wrong);
        };
        let mut scoring =
            Scoring::new(method, self.map.clone()).map_err(|_| vec![Wrong::Number])?;
        scoring.name = self.name.trim().to_owned();
        scoring.window = window;
        scoring.monetary = self.monetary;
        scoring.frequency = self.frequency;
        scoring.weights = weights;
        Ok(scoring)
    }

    /// What is wrong with the name, beside those of the other scorings.
    pub fn wrong_name(&self, others: &[String]) -> Option<Wrong> {
        let name = self.name.trim();
        if name.is_empty() {
            return Some(Wrong::Nameless);
        }
        if name.chars().count() > LONGEST_NAME {
            return Some(Wrong::NameTooLong);
        }
        others.iter().any(|other| other == name).then_some(Wrong::NameTaken)
    }

    fn read_window(&self) -> Option<Option<NonZeroU32>> {
        match self.window.trim() {
            "" => Some(None),
            days => {
                let days =
                    days.parse().ok().filter(|days: &NonZeroU32| days.get() <= LONGEST_WINDOW);
                days.map(Some)
            }
        }
    }

    /// The weights, if they are some.
    pub fn read_weights(&self) -> Option<Weights> {
        let [r, f, m] = [&self.r, &self.f, &self.m].map(|weight| weight.trim().parse().ok());
        Weights::new(r?, f?, m?).ok()
    }

    fn read_thresholds(&self, places: u8, wrong: &mut Vec<Wrong>) -> Option<Thresholds> {
        let counted = |text: &str| text.trim().parse::<u32>().ok();
        let amount = |text: &str| decimal::parse_scaled(text, places, DecimalMark::Point).ok();
        let [recency, frequency, monetary] = &self.thresholds;
        let recency = all(Axis::Recency, recency, counted, wrong);
        let frequency = all(Axis::Frequency, frequency, counted, wrong);
        let monetary = all(Axis::Monetary, monetary, amount, wrong);
        let bins = self.map.bins();
        match Thresholds::new(bins, recency?, frequency?, monetary?) {
            Ok(thresholds) => Some(thresholds),
            Err(ThresholdsError::Order { axis, place }) => {
                wrong.push(Wrong::Order(axis, place));
                None
            }
            Err(ThresholdsError::Number { .. }) => {
                wrong.push(Wrong::Number);
                None
            }
        }
    }
}

fn texts(borders: &Thresholds, places: u8) -> [Vec<String>; 3] {
    let counts = |counts: &[u32]| counts.iter().map(u32::to_string).collect();
    let amount = |minor: &i64| decimal::format_trimmed(*minor, places);
    [
        counts(borders.recency()),
        counts(borders.frequency()),
        borders.monetary().iter().map(amount).collect(),
    ]
}

/// All texts of an axis, read; those that do not read are noted.
fn all<T>(
    axis: Axis,
    texts: &[String],
    read: impl Fn(&str) -> Option<T>,
    wrong: &mut Vec<Wrong>,
) -> Option<Vec<T>> {
    let values: Vec<Option<T>> = texts.iter().map(|text| read(text)).collect();
    let unread = values.iter().enumerate().filter(|(_, value)| value.is_none());
    wrong.extend(unread.map(|(place, _)| Wrong::Unread(axis, place)));
    values.into_iter().collect()
}

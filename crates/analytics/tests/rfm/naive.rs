//! The definitions of `docs/rfm.md` once more, word for word and slowly: everything sorted,
//! every quantile interpolated, all arithmetic in exact fractions. Shares no code with the
//! crate but its plain types.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use analytics::rfm::{Frequency, Method, Monetary, RfmConfig, Segment, Thresholds};

/// Customer, day, amount.
pub type Row = (u32, i32, i64);

/// An exact fraction with a positive denominator.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

#[derive(Debug, Clone, Copy)]
pub struct Customer {
    pub recency: i128,
    pub frequency: i128,
    pub monetary: Fraction,
    pub revenue: i128,
    pub r: u8,
    pub f: u8,
    pub m: u8,
}

#[derive(Debug, Default)]
pub struct Naive {
    pub scored: BTreeMap<u32, Customer>,
    pub unscored_revenue: i128,
}

impl Fraction {
    fn new(numerator: i128, denominator: i128) -> Self {
        assert!(denominator > 0);
        Self { numerator, denominator }
    }

    fn whole(value: i128) -> Self {
        Self::new(value, 1)
    }

    fn minus(self, other: Self) -> Self {
        self.plus(other.times(Self::whole(-1)))
    }

    fn plus(self, other: Self) -> Self {
        Self::new(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.numerator * other.numerator, self.denominator * other.denominator)
    }

    /// To the nearest whole number, halves away from zero.
    pub fn rounded(self) -> i128 {
        let (n, d) = (self.numerator.abs(), self.denominator);
        let magnitude = if 2 * (n % d) >= d { n / d + 1 } else { n / d };
        if self.numerator < 0 { -magnitude } else { magnitude }
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

/// Figures, and scores by quantile.
pub fn table(rows: &[Row], config: &RfmConfig, bins: u8) -> Naive {
    table_by(rows, config, bins, &Method::Quantile, 1)
}

/// Figures, and scores by any method; R's adds `unit` minor units to the monetary borders.
pub fn table_by(rows: &[Row], config: &RfmConfig, bins: u8, method: &Method, unit: i128) -> Naive {
    let mut naive = figures(rows, config);
    let everyone: Vec<Customer> = naive.scored.values().copied().collect();
    for customer in naive.scored.values_mut() {
        let [r, f, m] = scores(*customer, &everyone, bins, method, unit);
        (customer.r, customer.f, customer.m) = (r, f, m);
    }
    naive
}

const FIGURES: [fn(&Customer) -> Fraction; 3] = [
    |customer| Fraction::whole(-customer.recency),
    |customer| Fraction::whole(customer.frequency),
    |customer| customer.monetary,
];

fn scores(own: Customer, all: &[Customer], bins: u8, method: &Method, unit: i128) -> [u8; 3] {
    match method {
        Method::Quantile => FIGURES.map(|figure| by_quantile(&own, all, figure, bins)),
        Method::Nested => {
            let r_of = |other: &Customer| by_quantile(other, all, FIGURES[0], bins);
            let r = r_of(&own);
            let alike: Vec<Customer> = all.iter().copied().filter(|c| r_of(c) == r).collect();
            let f_of = |other: &Customer| by_quantile(other, &alike, FIGURES[1], bins);
            let f = f_of(&own);
            let alike: Vec<Customer> = alike.iter().copied().filter(|c| f_of(c) == f).collect();
            [r, f, by_quantile(&own, &alike, FIGURES[2], bins)]
        }
        Method::Thresholds(thresholds) => by_thresholds(own, thresholds),
        Method::RPackage => [
            bins + 1 - r_interval(-1, 1, FIGURES[0], &own, all, bins),
            r_interval(1, 1, FIGURES[1], &own, all, bins),
            r_interval(1, unit, FIGURES[2], &own, all, bins),
        ],
    }
}

fn by_quantile(
    own: &Customer,
    all: &[Customer],
    figure: fn(&Customer) -> Fraction,
    bins: u8,
) -> u8 {
    score(figure(own), &cuts(all.iter().map(figure).collect(), bins))
}

fn by_thresholds(own: Customer, thresholds: &Thresholds) -> [u8; 3] {
    let mut scores = [1; 3];
    for most in thresholds.recency() {
        scores[0] += u8::from(own.recency <= i128::from(*most));
    }
    for least in thresholds.frequency() {
        scores[1] += u8::from(own.frequency >= i128::from(*least));
    }
    for least in thresholds.monetary() {
        scores[2] += u8::from(own.monetary >= Fraction::whole((*least).into()));
    }
    scores
}

/// The interval of R's `bins_lower` and `bins_upper`, from 1, that holds a figure: as its code
/// does, a later one takes what an earlier one had.
fn r_interval(
    sign: i128,
    unit: i128,
    figure: fn(&Customer) -> Fraction,
    own: &Customer,
    all: &[Customer],
    bins: u8,
) -> u8 {
    let figure = |customer: &Customer| figure(customer).times(Fraction::whole(sign));
    let unit = Fraction::whole(unit);
    let values: Vec<Fraction> = all.iter().map(figure).collect();
    let (min, max) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
    let borders: Vec<Fraction> = cuts(values, bins).into_iter().map(|cut| cut.plus(unit)).collect();
    let lower = [&[min], &borders[..]].concat();
    let upper = [&borders[..], &[max.plus(unit)]].concat();
    let mut interval = None;
    for (number, (low, high)) in (1..).zip(lower.into_iter().zip(upper)) {
        if figure(own) >= low && figure(own) < high {
            interval = Some(number);
        }
    }
    interval.expect("R leaves nobody without a score")
}

fn figures(rows: &[Row], config: &RfmConfig) -> Naive {
    let analysis_day = i128::from(config.analysis_day);
    let mut of_customer: BTreeMap<u32, Vec<(i128, i128)>> = BTreeMap::new();
    for &(customer, day, amount) in rows {
        let age = analysis_day - i128::from(day);
        let in_window = config.window.is_none_or(|days| age < i128::from(days.get()));
        if age >= 0 && in_window {
            of_customer.entry(customer).or_default().push((i128::from(day), amount.into()));
        }
    }

    let mut naive = Naive::default();
    for (customer, rows) in of_customer {
        let revenue = rows.iter().map(|row| row.1).sum();
        let order_days: Vec<i128> = rows.iter().filter(|row| row.1 >= 0).map(|row| row.0).collect();
        let Some(last_day) = order_days.iter().max() else {
            naive.unscored_revenue += revenue;
            continue;
        };
        let orders = order_days.len() as i128;
        let different_days: BTreeSet<i128> = order_days.iter().copied().collect();
        let figures = Customer {
            recency: analysis_day - last_day,
            frequency: match config.frequency {
                Frequency::Orders => orders,
                Frequency::OrderDays => different_days.len() as i128,
            },
            monetary: match config.monetary {
                Monetary::Sum => Fraction::whole(revenue),
                Monetary::Mean => Fraction::new(revenue, orders),
            },
            revenue,
            r: 0,
            f: 0,
            m: 0,
        };
        naive.scored.insert(customer, figures);
    }
    naive
}

/// Type-7 quantiles at `k / bins`.
fn cuts(mut values: Vec<Fraction>, bins: u8) -> Vec<Fraction> {
    values.sort();
    let bins = i128::from(bins);
    let Some(last) = values.len().checked_sub(1) else {
        return Vec::new();
    };
    (1..bins)
        .map(|k| {
            let (floor, rest) = (last as i128 * k / bins, last as i128 * k % bins);
            let low = values[floor as usize];
            if rest == 0 {
                return low;
            }
            let high = values[floor as usize + 1];
            low.plus(high.minus(low).times(Fraction::new(rest, bins)))
        })
        .collect()
}

fn score(value: Fraction, cuts: &[Fraction]) -> u8 {
    1 + cuts.iter().filter(|&&cut| cut < value).count() as u8
}

/// Half way between the middle two.
pub fn median(mut values: Vec<Fraction>) -> Fraction {
    values.sort();
    let low = values[(values.len() - 1) / 2];
    let high = values[values.len() / 2];
    low.plus(high).times(Fraction::new(1, 2))
}

pub fn median_of_whole(values: impl Iterator<Item = i128>) -> f64 {
    let median = median(values.map(Fraction::whole).collect());
    median.numerator as f64 / median.denominator as f64
}

/// The default map on five bins, as the list of blocks it is described by: segment, recency
/// scores, frequency scores.
pub const DEFAULT_BLOCKS: [(Segment, [u8; 2], [u8; 2]); 10] = [
    (Segment::Champions, [5, 5], [4, 5]),
    (Segment::Loyal, [3, 4], [4, 5]),
    (Segment::PotentialLoyalist, [4, 5], [2, 3]),
    (Segment::New, [5, 5], [1, 1]),
    (Segment::Promising, [4, 4], [1, 1]),
    (Segment::NeedAttention, [3, 3], [3, 3]),
    (Segment::AboutToSleep, [3, 3], [1, 2]),
    (Segment::AtRisk, [1, 2], [3, 4]),
    (Segment::CantLose, [1, 2], [5, 5]),
    (Segment::Hibernating, [1, 2], [1, 2]),
];

/// Every block a cell of the five by five grid lies in.
pub fn default_segments(r: u8, f: u8) -> Vec<Segment> {
    DEFAULT_BLOCKS
        .into_iter()
        .filter(|(_, rs, fs)| (rs[0]..=rs[1]).contains(&r) && (fs[0]..=fs[1]).contains(&f))
        .map(|(segment, ..)| segment)
        .collect()
}

//! How each customer behaves, before there is a name to it: when they start, how often they
//! buy, when they stop, what they spend, how much they are looked after.
//!
//! Purchases follow the Pareto/NBD model (Schmittlein, Morrison, Colombo, "Counting your
//! customers", Management Science, 1987), to which BG/NBD is a near relation: each buys at a
//! rate of their own until they drop out, and rates of buying and of dropping out are
//! gamma-distributed over customers. Its expected count is linear in the rate, so that the
//! number of orders asked for takes one scaling.

use super::SampleOptions;
use super::catalogue::INDUSTRIES;
use super::draw::Draw;

/// Days there are orders on, the last one `today`: 24 months.
pub(super) const SPAN: i32 = 730;

/// Nobody buys in the first days, so that moving a weekend back to Friday stays in the span.
const FIRST_DAY: f64 = 3.0;
/// Refunds for each purchase: two in a hundred of all orders.
pub(super) const REFUND_RATE: f64 = 0.02 / 0.98;
/// No more than this part of all customers have bought.
const BUYERS: f64 = 0.87;
/// Of those who have not, the part nobody has spoken with.
const UNTOUCHED: f64 = 0.4;
/// Of the buyers, those who were there before the first day.
const ESTABLISHED: f64 = 0.25;
/// Of the others, those a fair brought in over the last days, and over how many.
const NEWCOMERS: f64 = 0.06;
const NEWCOMER_DAYS: f64 = 14.0;
const ORGANISATIONS: f64 = 0.62;
/// Median of what an order of a person comes to, in dollars.
const HOME_SPEND: f64 = 38.0;
/// Gamma shape of the rates of buying; organisations buy this much oftener than people.
const RATE_SHAPE: f64 = 1.1;
const ORGANISATION_RATE: f64 = 2.0;
/// Gamma shape of the rates of dropping out, and its rate parameter in days.
const DROPOUT_SHAPE: f64 = 0.7;
const DROPOUT_DAYS: f64 = 400.0;
/// A key account is worth this many times the average by its rate and spend.
const KEY_ACCOUNT: f64 = 4.0;
/// More than this on average is nobody's customer base, and not a number is none at all.
const MOST: f64 = 200.0;

/// One customer's behaviour. Times are days since the first day of the span.
#[derive(Debug, Clone)]
pub(super) struct Behaviour {
    /// An organisation and its place among the industries, or a person.
    pub industry: Option<usize>,
    /// Whether they bought before the span began.
    pub established: bool,
    /// The first purchase; infinite for those who have made none.
    pub first: f64,
    /// When they stop buying, known or not.
    pub until: f64,
    /// Purchases a day between the first and the end.
    pub rate: f64,
    /// Median of what an order comes to, in dollars.
    pub spend: f64,
    /// Interactions to expect.
    pub contacts: f64,
    /// Among the most valuable by rate and spend.
    pub key_account: bool,
}

impl Behaviour {
    fn draw(draw: &mut Draw, buyers: f64) -> Self {
        let industry = draw
            .chance(ORGANISATIONS)
            .then(|| draw.weighted(&INDUSTRIES, |industry| industry.weight));
        let spend = match industry {
            Some(place) => draw.log_normal(INDUSTRIES[place].spend, 0.6),
            None => draw.log_normal(HOME_SPEND, 0.45),
        };
        let frequency = if industry.is_some() { ORGANISATION_RATE } else { 1.0 };
        let mut behaviour = Self {
            industry,
            established: false,
            first: f64::INFINITY,
            until: f64::INFINITY,
            rate: 0.0,
            spend,
            contacts: 0.0,
            key_account: false,
        };
        if draw.chance(buyers) {
            behaviour.established = draw.chance(ESTABLISHED);
            let span = f64::from(SPAN);
            behaviour.first = if behaviour.established {
                FIRST_DAY + draw.unit() * 45.0
            } else if draw.chance(NEWCOMERS) {
                span - draw.unit() * NEWCOMER_DAYS
            } else {
                // The business grows: later months bring more new customers.
                let unit = draw.unit();
                FIRST_DAY + (unit * unit.sqrt()).sqrt() * (span - FIRST_DAY)
            };
            let dropout = draw.gamma(DROPOUT_SHAPE) / DROPOUT_DAYS;
            behaviour.until = (behaviour.first + draw.exponential(dropout)).min(span);
            behaviour.rate = draw.gamma(RATE_SHAPE) * frequency;
        }
        behaviour
    }

    /// Whether there is a purchase in the span.
    pub(super) fn buys(&self) -> bool {
        self.first.is_finite()
    }

    /// Purchases to expect.
    pub(super) fn expected_purchases(&self) -> f64 {
        if self.buys() { 1.0 + self.rate * self.days() } else { 0.0 }
    }

    fn days(&self) -> f64 {
        if self.buys() { self.until - self.first } else { 0.0 }
    }

    fn weight_of_contact(&self, untouched: bool) -> f64 {
        let care = if self.industry.is_some() { 1.5 } else { 0.6 };
        if self.buys() {
            care * (0.8 + 0.25 * (self.rate * self.days()).sqrt())
        } else if untouched {
            0.0
        } else {
            care
        }
    }
}

/// The days of one customer's purchases, as days since the first of the span, rising.
pub(super) fn purchases(behaviour: &Behaviour, draw: &mut Draw, days: &mut Vec<i32>) {
    days.clear();
    let mut at = behaviour.first;
    while at < f64::from(SPAN) && (days.is_empty() || at < behaviour.until) {
        days.push(at as i32);
        at += draw.exponential(behaviour.rate);
    }
}

/// Draws everybody's behaviour, scaled so that orders and interactions come to what the
/// options ask for, but for chance.
pub(super) fn plan(options: &SampleOptions, draw: &mut Draw) -> Vec<Behaviour> {
    let count = options.customers;
    let asked = |average: f64| {
        if average > 0.0 { average.min(MOST) * count as f64 } else { 0.0 }
    };
    let purchases = asked(options.orders_per_customer) / (1.0 + REFUND_RATE);
    let contacts = asked(options.interactions_per_customer);

    let share = BUYERS.min(purchases / count.max(1) as f64 / 2.0);
    let mut all: Vec<Behaviour> = (0..count).map(|_| Behaviour::draw(draw, share)).collect();

    let firsts = all.iter().filter(|behaviour| behaviour.buys()).count() as f64;
    let repeats: f64 = all.iter().map(|behaviour| behaviour.rate * behaviour.days()).sum();
    let weights: Vec<f64> = all
        .iter()
        .map(|behaviour| {
            let untouched = !behaviour.buys() && draw.chance(UNTOUCHED);
            behaviour.weight_of_contact(untouched)
        })
        .collect();
    let scale = ratio((purchases - firsts).max(0.0), repeats);
    let contact_scale = ratio(contacts, weights.iter().sum());
    for (behaviour, weight) in all.iter_mut().zip(weights) {
        behaviour.rate *= scale;
        behaviour.contacts = weight * contact_scale;
    }
    mark_key_accounts(&mut all);
    all
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn mark_key_accounts(all: &mut [Behaviour]) {
    let value = |behaviour: &Behaviour| behaviour.rate * behaviour.spend;
    let average = ratio(all.iter().map(value).sum(), all.len() as f64);
    for behaviour in all {
        behaviour.key_account = value(behaviour) > KEY_ACCOUNT * average;
    }
}

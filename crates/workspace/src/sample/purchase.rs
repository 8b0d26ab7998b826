//! A customer's orders: what is on them, what they come to, what is sent back.

use std::ops::Range;

use model::kinds::order::QUANTITY_PLACES;
use model::{Currency, Day, Id, Money, Order, OrderLine};

use super::behaviour::{Behaviour, REFUND_RATE, SPAN};
use super::catalogue::{HOME, SAMPLES, Shelf, TRADE, price};
use super::draw::Draw;
use super::language::Language;

/// Of all purchases, those that are free samples, and those of equipment.
const SAMPLE_RATE: f64 = 0.006;
const EQUIPMENT_RATE: f64 = 0.02;
/// Nobody orders more of one thing at a time.
const MOST_OF_ONE: f64 = 400.0;
/// Thousandths, as an order line counts.
const ONE: i64 = 10_i64.pow(QUANTITY_PLACES as u32);

/// What everybody's orders have in common.
#[derive(Debug)]
pub(super) struct Counter {
    language: &'static Language,
    currency: Currency,
    prices: Vec<i64>,
    /// For each day of the span what its order numbers begin with, and how many there are.
    numbers: Vec<(String, u32)>,
    first_day: i32,
}

/// One customer's habits of buying.
#[derive(Debug)]
pub(super) struct Habit {
    shelf: &'static Shelf,
    spend: f64,
    /// Place of the coffee they always buy.
    pub coffee: usize,
    /// Hundredths paid of the list price.
    pays: i64,
}

impl Habit {
    pub(super) fn draw(behaviour: &Behaviour, draw: &mut Draw) -> Self {
        let (shelf, pays) = match behaviour.industry {
            Some(_) => (&TRADE, [100, 100, 95, 90][draw.below(4)]),
            None => (&HOME, 100),
        };
        let coffee = shelf.coffee.start + draw.leaning_low(shelf.coffee.len());
        Self { shelf, spend: behaviour.spend, coffee, pays }
    }

    /// A coffee they do not always buy.
    pub(super) fn other_coffee(&self, draw: &mut Draw) -> usize {
        let Range { start, end } = self.shelf.coffee;
        let step = 1 + draw.below(end - start - 1);
        start + (self.coffee - start + step) % (end - start)
    }
}

/// A line with what it comes to, in minor units.
type Priced = (usize, i64, i64);

impl Counter {
    pub(super) fn new(language: &'static Language, currency: Currency, first_day: i32) -> Self {
        let prices = (0..language.items.len()).map(|item| price(item, currency).minor).collect();
        let prefix = |day: i32| {
            let date = Day::from_number(first_day + day).map(|day| day.to_string());
            let digits: String =
                date.iter().flat_map(|d| d.chars().skip(2)).filter(|c| *c != '-').collect();
            format!("{}-{digits}", language.order_prefix)
        };
        let numbers = (0..SPAN).map(|day| (prefix(day), 0)).collect();
        Self { language, currency, prices, numbers, first_day }
    }

    /// The purchase of a customer on a day of the span, and its return, if it comes to one.
    pub(super) fn purchase(
        &mut self,
        customer: Id,
        habit: &Habit,
        day: i32,
        draw: &mut Draw,
    ) -> (Order, Option<Order>) {
        let mut lines = [(0, 0, 0); 3];
        let count = self.basket(habit, &mut lines, draw);
        let lines = &lines[..count];
        let mut order = Order {
            customer: Some(customer),
            day: Day::from_number(self.first_day + day),
            amount: Some(self.money(lines.iter().map(|line| line.2).sum())),
            number: self.number(day),
            lines: lines.iter().map(|line| self.line(line.0, line.1)).collect(),
            ..Order::default()
        };
        // Services are not sent back, nor is a machine for a wrong grind.
        let coffee = lines[0].0 == habit.coffee;
        if lines[0].0 == SAMPLES {
            self.language.sample_note.clone_into(&mut order.notes);
        } else if coffee && draw.chance(0.03) {
            draw.pick(self.language.order_notes).clone_into(&mut order.notes);
        }
        let returned = coffee && draw.chance(REFUND_RATE);
        let refund = returned.then(|| self.refund(&order, lines[0], day, draw)).flatten();
        (order, refund)
    }

    fn basket(&self, habit: &Habit, lines: &mut [Priced; 3], draw: &mut Draw) -> usize {
        let shelf = habit.shelf;
        if draw.chance(SAMPLE_RATE) {
            lines[0] = (SAMPLES, 1, 0);
            return 1;
        }
        if draw.chance(EQUIPMENT_RATE) {
            lines[0] =
                self.priced(shelf.equipment.start + draw.below(shelf.equipment.len()), 1, habit);
            return 1;
        }
        // What the order is to come to, in minor units: prices in dollars set the scale.
        let scale = self.prices[habit.coffee] as f64
            / (price(habit.coffee, Currency::USD).minor as f64 / 100.0);
        let target = draw.log_normal(habit.spend, 0.35) * scale;
        let mut count = 1;
        let mut left = 1.0;
        if draw.chance(0.35) {
            left = 0.7;
            let item = shelf.supplies.start + draw.below(shelf.supplies.len());
            lines[count] = self.worth(item, target * 0.3, habit);
            count += 1;
        }
        if draw.chance(0.25) {
            let other = habit.other_coffee(draw);
            left *= 0.6;
            lines[count] = self.worth(other, target * left * 0.6, habit);
            count += 1;
        }
        lines[0] = self.worth(habit.coffee, target * left, habit);
        count
    }

    fn worth(&self, item: usize, target: f64, habit: &Habit) -> Priced {
        let pieces = (target / self.prices[item] as f64).round().clamp(1.0, MOST_OF_ONE);
        self.priced(item, pieces as i64, habit)
    }

    fn priced(&self, item: usize, pieces: i64, habit: &Habit) -> Priced {
        (item, pieces, self.prices[item] * pieces * habit.pays / 100)
    }

    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    fn line(&self, item: usize, pieces: i64) -> OrderLine {
        OrderLine { item: self.language.items[item].to_owned(), quantity: Some(pieces * ONE) }
    }

    /// The day, and how many orders there were on it: so numbers rise with time, in whatever
    /// order the orders are drawn.
    fn number(&mut self, day: i32) -> String {
        let (prefix, count) = &mut self.numbers[day as usize];
        *count += 1;
        format!("{prefix}-{count:03}")
    }

    /// Part of a line sent back a few days later; nothing when that day is still to come.
    fn refund(&self, order: &Order, line: Priced, day: i32, draw: &mut Draw) -> Option<Order> {
        let (item, pieces, amount) = line;
        let day = day + draw.between(2, 14);
        if day >= SPAN {
            return None;
        }
        let back = draw.between(1, pieces as i32) as i64;
        Some(Order {
            customer: order.customer,
            day: Day::from_number(self.first_day + day),
            amount: Some(self.money(-(amount * back / pieces))),
            number: format!("{}-R", order.number),
            lines: vec![self.line(item, -back)],
            notes: draw.pick(self.language.refund_notes).to_owned(),
            ..Order::default()
        })
    }
}

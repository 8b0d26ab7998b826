//! A customer's orders: what is on them, what they come to, what is sent back.

use std::fmt::Write;
use std::ops::Range;

use model::kinds::order::QUANTITY_PLACES;
use model::{Currency, Day, Id, Money, Order, OrderLine};

use super::behaviour::{Behaviour, REFUND_RATE, SPAN};
use super::catalogue::{HOME, ITEMS, SAMPLES, Shelf, TRADE, price};
use super::draw::Draw;
use super::words::Words;

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
    currency: Currency,
    prices: [i64; ITEMS],
    /// Minor units to a dollar's worth.
    dollar: f64,
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

/// A line: item, pieces, and what they come to in minor units.
type Priced = (usize, i64, i64);

impl Counter {
    pub(super) fn new(words: &Words, currency: Currency, first_day: i32) -> Self {
        let numbers = (0..SPAN).map(|day| {
            let mut prefix = String::from(words.order_prefix);
            prefix.push('-');
            // The digits of the date without its century: `261122`.
            let date = Day::from_number(first_day + day).map(|day| day.to_string());
            prefix.extend(date.unwrap_or_default().chars().skip(2).filter(char::is_ascii_digit));
            (prefix, 0)
        });
        Self {
            currency,
            prices: std::array::from_fn(|item| price(item, currency)),
            dollar: price(0, currency) as f64 / price(0, Currency::USD) as f64 * 100.0,
            numbers: numbers.collect(),
            first_day,
        }
    }

    /// The purchase of a customer on a day of the span, and its return, if it comes to one.
    pub(super) fn purchase(
        &mut self,
        words: &Words,
        customer: Id,
        habit: &Habit,
        day: i32,
        draw: &mut Draw,
    ) -> (Order, Option<Order>) {
        let mut basket = [(0, 0, 0); 3];
        let count = self.fill_basket(habit, &mut basket, draw);
        let basket = &basket[..count];
        let mut order = Order {
            customer: Some(customer),
            day: Day::from_number(self.first_day + day),
            amount: Some(self.money(basket.iter().map(|(_, _, amount)| amount).sum())),
            number: self.number(day),
            lines: basket.iter().map(|(item, pieces, _)| line(words, *item, *pieces)).collect(),
            ..Order::default()
        };
        // Services are not sent back, nor is a machine for a wrong grind.
        let coffee = basket[0].0 == habit.coffee;
        if basket[0].0 == SAMPLES {
            words.sample_note.clone_into(&mut order.notes);
        } else if coffee && draw.chance(0.03) {
            draw.pick(&words.order_notes).clone_into(&mut order.notes);
        }
        let refund = if coffee && draw.chance(REFUND_RATE) {
            self.refund(words, &order, basket[0], day, draw)
        } else {
            None
        };
        (order, refund)
    }

    /// Puts what is bought into `basket`; answers how many lines it makes.
    fn fill_basket(&self, habit: &Habit, basket: &mut [Priced; 3], draw: &mut Draw) -> usize {
        let shelf = habit.shelf;
        if draw.chance(SAMPLE_RATE) {
            basket[0] = (SAMPLES, 1, 0);
            return 1;
        }
        if draw.chance(EQUIPMENT_RATE) {
            let item = shelf.equipment.start + draw.below(shelf.equipment.len());
            basket[0] = self.worth(item, 0.0, habit);
            return 1;
        }
        let target = draw.log_normal(habit.spend, 0.35) * self.dollar;
        let mut count = 1;
        let mut left = target;
        if draw.chance(0.35) {
            let item = shelf.supplies.start + draw.below(shelf.supplies.len());
            basket[count] = self.worth(item, 0.3 * left, habit);
            left *= 0.7;
            count += 1;
        }
        if draw.chance(0.25) {
            basket[count] = self.worth(habit.other_coffee(draw), 0.4 * left, habit);
            left *= 0.6;
            count += 1;
        }
        basket[0] = self.worth(habit.coffee, left, habit);
        count
    }

    /// As many pieces as come nearest to `target` minor units, but one at least.
    fn worth(&self, item: usize, target: f64, habit: &Habit) -> Priced {
        let price = self.prices[item];
        let pieces = (target / price as f64).round().clamp(1.0, MOST_OF_ONE) as i64;
        (item, pieces, price * pieces * habit.pays / 100)
    }

    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// The day, and how many orders there were on it: so numbers rise with time, in whatever
    /// order the orders are drawn.
    fn number(&mut self, day: i32) -> String {
        let (prefix, count) = &mut self.numbers[day as usize];
        *count += 1;
        let mut number = String::with_capacity(prefix.len() + 4);
        number.push_str(prefix);
        let _ = write!(number, "-{count:03}");
        number
    }

    /// Part of a line sent back a few days later; nothing when that day is still to come.
    fn refund(
        &self,
        words: &Words,
        order: &Order,
        (item, pieces, amount): Priced,
        day: i32,
        draw: &mut Draw,
    ) -> Option<Order> {
        let day = day + draw.between(2, 14);
        if day >= SPAN {
            return None;
        }
        let back = i64::from(draw.between(1, pieces as i32));
        Some(Order {
            customer: order.customer,
            day: Day::from_number(self.first_day + day),
            amount: Some(self.money(-(amount * back / pieces))),
            number: format!("{}-R", order.number),
            lines: vec![line(words, item, -back)],
            notes: draw.pick(&words.refund_notes).to_owned(),
            ..Order::default()
        })
    }
}

fn line(words: &Words, item: usize, pieces: i64) -> OrderLine {
    OrderLine { item: words.items[item].to_owned(), quantity: Some(pieces * ONE) }
}

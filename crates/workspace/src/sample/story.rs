//! A customer's interactions: when we met, how, and what was said.

use std::fmt::Write;

use model::{Channel, Id, Interaction, Moment};

use super::behaviour::{Behaviour, SPAN};
use super::draw::Draw;
use super::language::{alternative, fill};
use super::purchase::Habit;
use super::topic::{self, Phase, TOPICS};
use super::words::Words;

/// The last day of the span we may have met on: today is not over yet.
const YESTERDAY: i32 = SPAN - 2;
/// With no order for so many days a customer has gone quiet.
const QUIET: i32 = 75;
/// Prospects are talked with for so many days.
const COURTSHIP: f64 = 300.0;
/// Minutes after midnight from which people meet, and how many steps of five there are.
const OPENS: i32 = 8 * 60 + 30;
const STEPS: i32 = 105;
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;

/// What a customer's interactions are told from.
#[derive(Debug)]
pub(super) struct Story<'a> {
    pub words: &'a Words,
    pub customer: Id,
    pub behaviour: &'a Behaviour,
    pub habit: &'a Habit,
    /// Days of the span with a purchase, rising.
    pub purchases: &'a [i32],
    /// Whom we speak with.
    pub contact: &'a str,
    /// Place among the items of the machine they need.
    pub machine: usize,
    /// The channel they like best.
    pub channel: Option<Channel>,
    /// Number of the first day of the span.
    pub first_day: i32,
    pub offset_minutes: i16,
}

impl Story<'_> {
    /// The days of the span on which we meet, rising: before today, no weekend among them, and
    /// each but once.
    pub(super) fn days(&self, draw: &mut Draw, days: &mut Vec<i32>) {
        days.clear();
        for _ in 0..draw.poisson(self.behaviour.contacts) {
            let mut day = self.day(draw).clamp(0, YESTERDAY);
            let place = loop {
                day = working_day(self.first_day, day);
                match days.binary_search(&day) {
                    Ok(_) if day > 0 => day -= 1,
                    Ok(place) | Err(place) => break place,
                }
            };
            days.insert(place, day);
        }
    }

    fn day(&self, draw: &mut Draw) -> i32 {
        let unit = draw.unit();
        let (Some(&first), Some(&last)) = (self.purchases.first(), self.purchases.last()) else {
            return YESTERDAY - (COURTSHIP * unit * unit) as i32;
        };
        if unit < 0.2 && !self.behaviour.established {
            first - draw.between(3, 45)
        } else if unit < 0.65 {
            self.purchases[draw.below(self.purchases.len())] + draw.between(-6, 12)
        } else if unit < 0.8 {
            draw.between(first, YESTERDAY)
        } else {
            draw.between(last, YESTERDAY)
        }
    }

    fn phase(&self, day: i32) -> Phase {
        let before = self.purchases.partition_point(|purchase| *purchase <= day);
        match self.purchases[..before].last() {
            None if self.behaviour.established => Phase::Active,
            None => Phase::Prospect,
            Some(purchase) if day - purchase > QUIET => Phase::Quiet,
            Some(_) => Phase::Active,
        }
    }

    /// The interactions of these days, one for each.
    pub(super) fn tell(&self, days: &[i32], draw: &mut Draw, told: &mut Vec<Interaction>) {
        let mut used = [false; topic::COUNT];
        let first = days.partition_point(|day| self.phase(*day) == Phase::Prospect);
        for (met, day) in days.iter().enumerate() {
            let place = self.topic(self.phase(*day), first.saturating_sub(met), &mut used, draw);
            told.push(self.interaction(place, *day, draw));
        }
    }

    /// What comes up: nothing twice as long as there is something else, and before the first
    /// order, when we meet `left` times more, one thing after the other.
    fn topic(
        &self,
        phase: Phase,
        left: usize,
        used: &mut [bool; topic::COUNT],
        draw: &mut Draw,
    ) -> usize {
        let organisation = self.behaviour.industry.is_some();
        let suiting = (0..topic::COUNT).filter(|place| TOPICS[*place].suits(phase, organisation));
        let mut open: Vec<usize> = suiting.clone().filter(|place| !used[*place]).collect();
        if open.is_empty() {
            open.extend(suiting);
            open.iter().for_each(|place| used[*place] = false);
        }
        if phase == Phase::Prospect {
            let chosen = draw.below((open.len() + 1).saturating_sub(left));
            open[..=chosen].iter().for_each(|place| used[*place] = true);
            return open[chosen];
        }
        let chosen = open[draw.below(open.len())];
        used[chosen] = true;
        chosen
    }

    fn interaction(&self, place: usize, day: i32, draw: &mut Draw) -> Interaction {
        let (topic, words) = (&TOPICS[place], &self.words.topics[place]);
        let liked = self.channel.as_ref().filter(|liked| topic.channels.contains(liked));
        let channel = match liked {
            Some(liked) if draw.chance(0.6) => liked,
            _ => &topic.channels[draw.below(topic.channels.len())],
        };
        let variant = draw.below(2);
        let weekday = draw.pick(&self.words.weekdays);
        let number = draw.between(2, 9);
        let other = self.habit.other_coffee(draw);
        let text = |pattern: &str| {
            fill(alternative(pattern, variant), &mut |key, out| {
                let _ = match key {
                    "p" => out.write_str(self.contact),
                    "i" => out.write_str(plain(self.words.items[self.habit.coffee])),
                    "o" => out.write_str(plain(self.words.items[other])),
                    "e" => out.write_str(self.words.items[self.machine]),
                    "d" => out.write_str(weekday),
                    _ => write!(out, "{number}"),
                };
            })
        };
        let minutes = OPENS + 5 * draw.between(0, STEPS) - i32::from(self.offset_minutes);
        let millis = i64::from(self.first_day + day) * DAY_MILLIS + i64::from(minutes) * 60_000;
        Interaction {
            customer: Some(self.customer),
            at: Moment::new(millis, self.offset_minutes),
            channel: Some(channel.clone()),
            direction: topic.direction.clone(),
            subject: text(words.subject),
            notes: text(words.notes),
            outcome: text(words.outcome),
            next_step: text(words.next),
            ..Interaction::default()
        }
    }
}

/// The name of an item without the size it is sold in.
fn plain(item: &str) -> &str {
    item.split([',', '，']).next().unwrap_or(item)
}

/// The day itself, or the Friday before a weekend.
pub(super) fn working_day(first_day: i32, day: i32) -> i32 {
    // 1970-01-01, day 0, was a Thursday: counted from Monday, the third.
    let weekday = (first_day + day + 3).rem_euclid(7);
    day - (weekday - 4).max(0)
}

//! A customer's interactions: when we met, how, and what was said.

use std::fmt::Write;

use model::{Channel, Id, Interaction, Moment};

use super::behaviour::{Behaviour, SPAN};
use super::draw::Draw;
use super::language::{Language, alternative, fill};
use super::purchase::Habit;
use super::topic::{self, Phase, TOPICS};

/// With no order for so many days a customer has gone quiet.
const QUIET: i32 = 75;
/// Prospects are talked with for so many days.
const COURTSHIP: f64 = 300.0;
/// Minutes after midnight between which people meet, in steps of five.
const OPENS: i32 = 8 * 60 + 30;
const STEPS: i32 = 105;
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1_000;

/// What a customer's interactions are told from.
#[derive(Debug)]
pub(super) struct Story<'a> {
    pub language: &'static Language,
    pub customer: Id,
    pub behaviour: &'a Behaviour,
    /// Days of the span with a purchase, rising.
    pub purchases: &'a [i32],
    /// Whom we speak with.
    pub contact: &'a str,
    pub habit: &'a Habit,
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
            let day = self.day(draw).clamp(0, SPAN - 2);
            days.push(working_day(self.first_day, day));
        }
        days.sort_unstable();
        for earlier in (1..days.len()).rev() {
            let free = working_day(self.first_day, days[earlier] - 1);
            if days[earlier - 1] > free && free >= 0 {
                days[earlier - 1] = free;
            }
        }
    }

    fn day(&self, draw: &mut Draw) -> i32 {
        let yesterday = SPAN - 2;
        let (Some(&first), Some(&last)) = (self.purchases.first(), self.purchases.last()) else {
            let unit = draw.unit();
            return yesterday - (COURTSHIP * unit * unit) as i32;
        };
        let unit = draw.unit();
        if unit < 0.2 && !self.behaviour.established {
            first - draw.between(3, 45)
        } else if unit < 0.65 {
            self.purchases[draw.below(self.purchases.len())] + draw.between(-6, 12)
        } else if unit < 0.8 {
            draw.between(first, yesterday)
        } else {
            draw.between(last, yesterday)
        }
    }

    fn phase(&self, day: i32) -> Phase {
        let before = self.purchases.iter().rev().find(|purchase| **purchase <= day);
        match before {
            None if self.behaviour.established => Phase::Active,
            None => Phase::Prospect,
            Some(purchase) if day - purchase > QUIET => Phase::Quiet,
            Some(_) => Phase::Active,
        }
    }

    /// What comes up on each of these days, as places among the topics: nothing twice as long
    /// as there is something else, and first meetings in their order.
    fn topics(&self, days: &[i32], draw: &mut Draw) -> Vec<usize> {
        let organisation = self.behaviour.industry.is_some();
        let mut used = [false; topic::COUNT];
        let mut places = Vec::with_capacity(days.len());
        let mut first_meetings = 0;
        for &day in days {
            let phase = self.phase(day);
            let suits = |place: &usize| TOPICS[*place].suits(phase, organisation);
            if (0..TOPICS.len()).filter(suits).all(|place| used[place]) {
                (0..TOPICS.len()).filter(suits).for_each(|place| used[place] = false);
            }
            let fresh = (0..TOPICS.len()).filter(suits).filter(|place| !used[*place]);
            if let Some(place) = fresh.clone().nth(draw.below(fresh.count())) {
                used[place] = true;
                places.push(place);
            }
            first_meetings += usize::from(phase == Phase::Prospect);
        }
        if let Some(places) = places.get_mut(..first_meetings) {
            places.sort_unstable();
        }
        places
    }

    /// The interactions of these days, one for each.
    pub(super) fn tell(&self, days: &[i32], draw: &mut Draw, told: &mut Vec<Interaction>) {
        for (place, day) in self.topics(days, draw).into_iter().zip(days) {
            told.push(self.interaction(place, *day, draw));
        }
    }

    fn interaction(&self, place: usize, day: i32, draw: &mut Draw) -> Interaction {
        let (topic, words) = (&TOPICS[place], &self.language.topics[place]);
        let liked = self.channel.as_ref().filter(|liked| topic.channels.contains(liked));
        let channel = match liked {
            Some(liked) if draw.chance(0.6) => liked,
            _ => &topic.channels[draw.below(topic.channels.len())],
        };
        let variant = draw.below(2);
        let weekday = self.language.weekdays[draw.below(5)];
        let number = draw.between(2, 9);
        let other = self.habit.other_coffee(draw);
        let text = |pattern: &str| {
            let mut text = String::new();
            fill(alternative(pattern, variant), &mut text, |key, out| {
                let _ = match key {
                    "p" => out.write_str(self.contact),
                    "i" => out.write_str(plain(self.language.items[self.habit.coffee])),
                    "o" => out.write_str(plain(self.language.items[other])),
                    "e" => out.write_str(self.language.items[self.machine]),
                    "d" => out.write_str(weekday),
                    _ => write!(out, "{number}"),
                };
            });
            text
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

//! Who a customer is: name, address, how to reach them, and what is noted about them.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::{Channel, Customer, CustomerType, Day, Stage};
use rustc_hash::{FxHashMap, FxHashSet};

use super::behaviour::Behaviour;
use super::catalogue::INDUSTRIES;
use super::draw::Draw;
use super::language::{Place, fill};
use super::words::Words;

/// A telephone number is told from the next by steps through its range: coprime to ten, so
/// that all of the range is used before one comes again.
const PHONE_STEP: usize = 7_919;
/// Letters that occur in the last part of British and of Canadian postcodes.
const POSTCODE_LETTERS: &[u8] = b"ABEGHJLNPRSTWXYZ";
/// Above this many purchases a day an order comes so regularly that there is a standing one.
const STANDING_RATE: f64 = 1.0 / 45.0;

/// What is given out once.
#[derive(Debug, Default)]
pub(super) struct Register {
    customers: usize,
    names: FxHashSet<String>,
    mailboxes: FxHashMap<String, u32>,
    phones: FxHashMap<&'static str, usize>,
}

/// What became of a customer, as far as their record tells.
#[derive(Debug)]
pub(super) struct History<'a> {
    pub behaviour: &'a Behaviour,
    pub stage: Stage,
    pub since: Option<Day>,
    pub channel: Option<Channel>,
    /// Whom to ask for.
    pub contact: &'a str,
    pub today: Day,
}

impl Register {
    /// The record of the next customer, who is at home in the language of `home`; what we
    /// note about them is in that of `words`.
    pub(super) fn customer(
        &mut self,
        home: &Words,
        words: &Words,
        history: History<'_>,
        draw: &mut Draw,
    ) -> Customer {
        let (language, behaviour) = (words.language, history.behaviour);
        let industry = behaviour.industry;
        let places = home.language.places;
        let place = &places[draw.leaning_low(places.len())];
        let town = place.city.trim_end_matches('市');
        let named = match industry {
            Some(industry) => home.organisation(industry, town, draw),
            None => home.person(draw),
        };
        self.customers += 1;
        let mut customer = Customer {
            name: named.name,
            customer_type: Some(match industry {
                Some(_) => CustomerType::Organisation,
                None => CustomerType::Person,
            }),
            code: format!("C-{:05}", self.customers),
            stage: Some(history.stage),
            owner: language.owners[place.territory].to_owned(),
            city: place.city.to_owned(),
            country: place.country.to_owned(),
            source: draw.pick(language.sources).to_owned(),
            preferred_channel: history.channel,
            since: history.since,
            ..Customer::default()
        };
        if let Some(industry) = industry {
            self.tell_apart(&mut customer.name, home, town);
            customer.industry = language.industries[industry].name.to_owned();
            let size = draw.log_normal(INDUSTRIES[industry].size, 0.5);
            customer.size = Some(size.clamp(1.0, 2_000.0) as u32);
        }
        if draw.chance(if industry.is_some() { 0.95 } else { 0.75 }) {
            customer.street = street(home, place, draw);
            place.region.clone_into(&mut customer.region);
            customer.postcode = postcode(place.postcode, draw);
        }
        if draw.chance(0.92) {
            customer.emails = self.email(named.mailbox, draw);
        }
        customer.phones = self.phones(place, words, industry.is_some(), draw);
        customer.birthday = birthday(industry.is_some(), history.since, history.today, draw);
        customer.tags = tags(behaviour, words, draw);
        if behaviour.buys() && draw.chance(0.35) {
            let notes = if industry.is_some() { language.trade_notes } else { language.home_notes };
            fill(draw.pick(notes), &mut customer.notes, |_, out| out.push_str(history.contact));
        }
        customer
    }

    /// A second organisation of the same name is told by its town, as branches are.
    fn tell_apart(&mut self, name: &mut String, home: &Words, town: &str) {
        if self.names.insert(name.clone()) {
            return;
        }
        let mut branch = String::new();
        fill(home.language.branch, &mut branch, |key, out| {
            out.push_str(if key == "c" { town } else { name });
        });
        *name = branch;
    }

    fn email(&mut self, mut mailbox: String, draw: &mut Draw) -> BTreeMap<String, String> {
        let seen = self.mailboxes.entry(mailbox.clone()).or_default();
        *seen += 1;
        if *seen > 1 {
            let _ = write!(mailbox, "{seen}");
        }
        mailbox.push_str(draw.pick(&[
            "@example.com",
            "@example.com",
            "@example.net",
            "@example.org",
        ]));
        BTreeMap::from([(mailbox, String::new())])
    }

    fn phones(
        &mut self,
        place: &'static Place,
        words: &Words,
        organisation: bool,
        draw: &mut Draw,
    ) -> BTreeMap<String, String> {
        let (office, mobile) = (words.language.office, words.language.mobile);
        let mut phones = BTreeMap::new();
        if organisation {
            phones.insert(self.phone(place.phone), office.to_owned());
        }
        let reach = if organisation { 0.3 } else { 0.9 };
        if !place.mobile.is_empty() && draw.chance(reach) {
            phones.insert(self.phone(place.mobile), mobile.to_owned());
        } else if !organisation && draw.chance(reach) {
            phones.insert(self.phone(place.phone), mobile.to_owned());
        }
        phones
    }

    /// The next number of a range, with an extension once the range is used up.
    fn phone(&mut self, range: &'static str) -> String {
        let given = self.phones.entry(range).or_default();
        *given += 1;
        let digits = range.bytes().filter(|byte| *byte == b'#').count() as u32;
        let room = 10_usize.pow(digits);
        let mut left = *given * PHONE_STEP % room;
        let mut unit = room;
        let mut number: String = range
            .chars()
            .map(|place| {
                if place != '#' {
                    return place;
                }
                unit /= 10;
                let digit = left / unit;
                left %= unit;
                char::from(b'0' + digit as u8)
            })
            .collect();
        if *given > room {
            let _ = write!(number, " ext. {}", 10 + *given / room);
        }
        number
    }
}

fn street(home: &Words, place: &Place, draw: &mut Draw) -> String {
    let language = home.language;
    let pattern = if draw.chance(0.15) { language.unit } else { language.street };
    let (name, number, unit) = (home.street(draw), draw.between(1, 240), draw.between(2, 9));
    let mut street = String::new();
    fill(pattern, &mut street, |key, out| {
        let _ = match key {
            "d" => out.write_str(place.district),
            "s" => out.write_str(name),
            "u" => write!(out, "{unit}"),
            _ => write!(out, "{number}"),
        };
    });
    street
}

fn postcode(pattern: &str, draw: &mut Draw) -> String {
    let mut fill_in = |place| match place {
        '#' => char::from(b'1' + draw.below(9) as u8),
        '@' => char::from(POSTCODE_LETTERS[draw.below(POSTCODE_LETTERS.len())]),
        place => place,
    };
    pattern.chars().map(&mut fill_in).collect()
}

/// Of an organisation, the day it was founded, before it came to us.
fn birthday(organisation: bool, since: Option<Day>, today: Day, draw: &mut Draw) -> Option<Day> {
    const YEAR: i32 = 365;
    if !draw.chance(if organisation { 0.35 } else { 0.6 }) {
        return None;
    }
    let latest = since.unwrap_or(today).number();
    let age = if organisation {
        draw.between(YEAR, 40 * YEAR)
    } else {
        draw.between(21 * YEAR, 76 * YEAR)
    };
    Day::from_number(latest.saturating_sub(age))
}

fn tags(behaviour: &Behaviour, words: &Words, draw: &mut Draw) -> BTreeMap<String, bool> {
    let tags = &words.language.tags;
    let (organisation, buys) = (behaviour.industry.is_some(), behaviour.buys());
    let regular = behaviour.rate > STANDING_RATE;
    // Places 0 to 3 of the catalogue are cafés, restaurants, hotels and bakeries.
    let resells = behaviour.industry.is_some_and(|industry| industry <= 3);
    let chosen = [
        (tags.key_account, behaviour.key_account),
        (tags.standing_order, organisation && regular && draw.chance(0.6)),
        (tags.subscription, !organisation && regular && draw.chance(0.7)),
        (tags.wholesale, resells && buys && draw.chance(0.5)),
        (tags.machine_on_loan, organisation && buys && draw.chance(0.15)),
        (tags.fair_trade, draw.chance(0.08)),
        (tags.newsletter, draw.chance(0.25)),
        (tags.slow_payer, organisation && buys && draw.chance(0.04)),
    ];
    chosen.into_iter().filter(|(_, bears)| *bears).map(|(tag, _)| (tag.to_owned(), true)).collect()
}

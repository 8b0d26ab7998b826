//! Who a customer is: name, address, how to reach them, and what is noted about them.

use std::collections::BTreeMap;
use std::fmt::Write;

use model::{Channel, Customer, CustomerType, Day, Stage};
use rustc_hash::FxHashMap;

use super::behaviour::Behaviour;
use super::catalogue::INDUSTRIES;
use super::draw::Draw;
use super::language::fill;
use super::words::{Place, Words};

/// A telephone number is told from the next by steps through its range: coprime to ten, so
/// that all of the range is used before one comes again.
const PHONE_STEP: usize = 7_919;
/// Letters that occur in the last part of British and of Canadian postcodes.
const POSTCODE_LETTERS: &[u8] = b"ABEGHJLNPRSTWXYZ";
/// Above this many purchases a day an order comes so regularly that there is a standing one.
const STANDING_RATE: f64 = 1.0 / 45.0;
const YEAR: i32 = 365;

/// How often each name, mailbox and range of telephone numbers has been given out.
#[derive(Debug, Default)]
pub(super) struct Register {
    customers: usize,
    given: FxHashMap<String, usize>,
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
        let behaviour = history.behaviour;
        let organisation = behaviour.industry.is_some();
        let place = &home.places[draw.leaning_low(home.places.len())];
        let town = place.city.trim_end_matches('市');
        self.customers += 1;
        let mut customer = Customer {
            code: format!("C-{:05}", self.customers),
            stage: Some(history.stage),
            owner: words.owners[place.territory].to_owned(),
            city: place.city.to_owned(),
            country: place.country.to_owned(),
            source: draw.pick(&words.sources).to_owned(),
            preferred_channel: history.channel,
            since: history.since,
            tags: tags(behaviour, words, draw),
            birthday: birthday(organisation, history.since.unwrap_or(history.today), draw),
            ..Customer::default()
        };
        let named = if let Some(industry) = behaviour.industry {
            customer.customer_type = Some(CustomerType::Organisation);
            customer.industry = words.industry(industry).to_owned();
            let size = draw.log_normal(INDUSTRIES[industry].size, 0.5);
            customer.size = Some(size.clamp(1.0, 2_000.0) as u32);
            let mut named = home.organisation(industry, town, draw);
            self.tell_apart(&mut named.name, home, town);
            named
        } else {
            customer.customer_type = Some(CustomerType::Person);
            home.person(draw)
        };
        customer.name = named.name;
        if draw.chance(if organisation { 0.95 } else { 0.75 }) {
            customer.street = street(home, place, draw);
            place.region.clone_into(&mut customer.region);
            customer.postcode = postcode(place.postcode, draw);
        }
        if draw.chance(0.92) {
            customer.emails.insert(self.email(named.mailbox, draw), String::new());
        }
        self.give_phones(&mut customer.phones, organisation, place, words, draw);
        if behaviour.buys() && draw.chance(0.35) {
            let notes = if organisation { &words.trade_notes } else { &words.home_notes };
            let contact = &mut |_: &str, out: &mut String| out.push_str(history.contact);
            customer.notes = fill(draw.pick(notes), contact);
        }
        customer
    }

    /// Notes that something was given out, and answers how often it was before.
    fn give(&mut self, what: &str) -> usize {
        if let Some(times) = self.given.get_mut(what) {
            *times += 1;
            return *times - 1;
        }
        self.given.insert(what.to_owned(), 1);
        0
    }

    /// A second organisation of the same name is told by its town, as branches are.
    fn tell_apart(&mut self, name: &mut String, home: &Words, town: &str) {
        if self.give(name) > 0 {
            *name = fill(home.branch, &mut |key, out| {
                out.push_str(if key == "c" { town } else { name });
            });
        }
    }

    fn email(&mut self, mut mailbox: String, draw: &mut Draw) -> String {
        let before = self.give(&mailbox);
        if before > 0 {
            let _ = write!(mailbox, "{}", before + 1);
        }
        mailbox += draw.pick(&["@example.com", "@example.com", "@example.net", "@example.org"]);
        mailbox.shrink_to_fit();
        mailbox
    }

    fn give_phones(
        &mut self,
        phones: &mut BTreeMap<String, String>,
        organisation: bool,
        place: &Place,
        words: &Words,
        draw: &mut Draw,
    ) {
        if organisation {
            phones.insert(self.phone(place.phone), words.office.to_owned());
        }
        let own = if place.mobile.is_empty() { place.phone } else { place.mobile };
        let reachable = if organisation { 0.3 } else { 0.9 };
        if draw.chance(reachable) && (!organisation || own != place.phone) {
            phones.insert(self.phone(own), words.mobile.to_owned());
        }
    }

    /// The next number of a range, with an extension once the range is used up.
    fn phone(&mut self, range: &str) -> String {
        let before = self.give(range);
        let mut unit = range.bytes().filter(|byte| *byte == b'#').fold(1, |room, _| room * 10);
        let round = before / unit;
        let mut left = (before + 1) * PHONE_STEP % unit;
        let mut number = String::with_capacity(range.len());
        for place in range.chars() {
            if place == '#' {
                unit /= 10;
                number.push(char::from(b'0' + (left / unit) as u8));
                left %= unit;
            } else {
                number.push(place);
            }
        }
        if round > 0 {
            let _ = write!(number, " ext. {}", 10 + round);
        }
        number
    }
}

fn street(home: &Words, place: &Place, draw: &mut Draw) -> String {
    let pattern = if draw.chance(0.15) { home.unit } else { home.street };
    let (name, number, unit) = (draw.pick(&home.streets), draw.between(1, 240), draw.between(2, 9));
    fill(pattern, &mut |key, out| {
        let _ = match key {
            "d" => out.write_str(place.district),
            "s" => out.write_str(name),
            "u" => write!(out, "{unit}"),
            _ => write!(out, "{number}"),
        };
    })
}

fn postcode(pattern: &str, draw: &mut Draw) -> String {
    let mut postcode = String::with_capacity(pattern.len());
    for place in pattern.chars() {
        postcode.push(match place {
            '#' => char::from(b'1' + draw.below(9) as u8),
            '@' => char::from(POSTCODE_LETTERS[draw.below(POSTCODE_LETTERS.len())]),
            place => place,
        });
    }
    postcode
}

/// Of an organisation, the day it was founded: before it came to us.
fn birthday(organisation: bool, latest: Day, draw: &mut Draw) -> Option<Day> {
    let (known, youngest, oldest) =
        if organisation { (0.35, YEAR, 40 * YEAR) } else { (0.6, 21 * YEAR, 76 * YEAR) };
    let age = draw.between(youngest, oldest);
    if draw.chance(known) { Day::from_number(latest.number() - age) } else { None }
}

fn tags(behaviour: &Behaviour, words: &Words, draw: &mut Draw) -> BTreeMap<String, bool> {
    let (organisation, buys) = (behaviour.industry.is_some(), behaviour.buys());
    let regular = behaviour.rate > STANDING_RATE;
    // Places 0 to 3 of the catalogue are cafés, restaurants, hotels and bakeries.
    let resells = behaviour.industry.is_some_and(|industry| industry <= 3);
    let borne = [
        behaviour.key_account,
        organisation && regular && draw.chance(0.6),
        !organisation && regular && draw.chance(0.7),
        resells && buys && draw.chance(0.5),
        organisation && buys && draw.chance(0.15),
        draw.chance(0.08),
        draw.chance(0.25),
        organisation && buys && draw.chance(0.04),
    ];
    let mut tags = BTreeMap::new();
    for (tag, _) in words.tags.iter().zip(borne).filter(|(_, bears)| *bears) {
        tags.insert((*tag).to_owned(), true);
    }
    tags
}

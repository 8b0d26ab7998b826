//! The words of one language, and how a pattern becomes a text.
//!
//! Lists of single words are one string with `|` between them, which is a fraction of what
//! their addresses would take; `~` parts alternatives of which one is chosen, the same one in
//! all texts of a topic; `{x}` is filled in.

use super::catalogue::{INDUSTRIES, ITEMS};
use super::topic;

/// Everything worded that the sample has in one language.
#[derive(Debug)]
pub(super) struct Language {
    /// Names people have, culture by culture.
    pub names: &'static [Names],
    /// Given and family name as one: `{g}`, `{f}`.
    pub person: &'static str,
    /// The same as the local part of an e-mail address.
    pub mailbox: &'static str,
    /// How a contact at an organisation is called: `{g}`, `{f}`, `{t}`.
    pub contact: &'static str,
    /// Forms of address, for `{t}`.
    pub titles: &'static [&'static str],
    /// First halves of the names of organisations.
    pub first: &'static str,
    /// Second halves.
    pub second: &'static str,
    /// A name already taken, with the town: `{name}`, `{c}`.
    pub branch: &'static str,
    /// As the industries of the catalogue.
    pub industries: [IndustryWords; INDUSTRIES.len()],
    /// Towns, the likelier ones first.
    pub places: &'static [Place],
    /// Streets.
    pub streets: &'static str,
    /// `{d}` the district, `{s}` the street, `{n}` the number.
    pub street: &'static str,
    /// The same with a unit or floor `{u}`.
    pub unit: &'static str,
    /// Who looks after the four territories.
    pub owners: [&'static str; 4],
    /// How customers came to us.
    pub sources: &'static [&'static str],
    /// Labels.
    pub tags: Tags,
    /// The label of a mobile number.
    pub mobile: &'static str,
    /// The label of an office number.
    pub office: &'static str,
    /// Notes on organisations; `{p}` is the contact.
    pub trade_notes: &'static [&'static str],
    /// Notes on people.
    pub home_notes: &'static [&'static str],
    /// What is for sale, in the order of the catalogue.
    pub items: [&'static str; ITEMS],
    /// What order numbers begin with.
    pub order_prefix: &'static str,
    /// Notes on orders.
    pub order_notes: &'static [&'static str],
    /// Why things are sent back.
    pub refund_notes: &'static [&'static str],
    /// The note on samples.
    pub sample_note: &'static str,
    /// Monday to Friday.
    pub weekdays: [&'static str; 5],
    /// In the order of the topics.
    pub topics: [TopicWords; topic::COUNT],
}

/// Names of one culture: lists in which `shown=latin` gives the spelling for e-mail addresses.
#[derive(Debug)]
pub(super) struct Names {
    /// How common they are, against the others.
    pub weight: u32,
    pub given: &'static str,
    pub family: &'static str,
}

/// How an industry is called, and its organisations: patterns of `{a}` and `{b}`, the halves
/// of a name, `{f}` and `{g}`, family names, and `{c}`, the town.
#[derive(Debug)]
pub(super) struct IndustryWords {
    pub name: &'static str,
    pub patterns: &'static [&'static str],
}

/// A town, or part of one, with what goes with it.
///
/// Telephone numbers are of ranges in which nobody can be reached, `#` any digit. North
/// America: 555-0100 to 555-0199. United Kingdom: Ofcom's numbers for drama. Australia: ACMA's
/// numbers for creative works. China has no such range: subscriber numbers never start with 0,
/// and 154 is no mobile network's (MIIT's list of network numbers, March 2023).
#[derive(Debug)]
pub(super) struct Place {
    pub city: &'static str,
    pub region: &'static str,
    pub district: &'static str,
    /// `#` is a digit from 1 to 9, `@` a letter.
    pub postcode: &'static str,
    pub country: &'static str,
    pub phone: &'static str,
    /// Mobile numbers, where they differ from others.
    pub mobile: &'static str,
    /// Whose territory it is in, `0..4`.
    pub territory: usize,
}

/// The tags customers bear.
#[derive(Debug)]
pub(super) struct Tags {
    pub key_account: &'static str,
    pub standing_order: &'static str,
    pub subscription: &'static str,
    pub wholesale: &'static str,
    pub machine_on_loan: &'static str,
    pub fair_trade: &'static str,
    pub newsletter: &'static str,
    pub slow_payer: &'static str,
}

/// The texts of a topic. `{p}` is the contact, `{i}` the coffee they always buy, `{o}` another
/// one, `{e}` a machine, `{d}` a weekday, `{n}` a number from 2 to 9.
#[derive(Debug)]
pub(super) struct TopicWords {
    pub subject: &'static str,
    pub notes: &'static str,
    pub outcome: &'static str,
    pub next: &'static str,
}

/// The entries of a list.
pub(super) fn list(text: &'static str) -> Vec<&'static str> {
    text.split('|').collect()
}

/// The alternative with this number, counted round and round.
pub(super) fn alternative(text: &str, number: usize) -> &str {
    text.split('~').nth(number % text.split('~').count()).unwrap_or_default()
}

/// How a name is shown.
pub(super) fn shown(name: &'static str) -> &'static str {
    name.split_once('=').map_or(name, |(shown, _)| shown)
}

/// How a name is spelt in an e-mail address.
pub(super) fn push_latin(name: &str, out: &mut String) {
    let latin = name.split_once('=').map_or(name, |(_, latin)| latin);
    let letters = latin.chars().filter(char::is_ascii_alphanumeric);
    out.extend(letters.map(|letter| letter.to_ascii_lowercase()));
}

/// Appends `pattern` to `out`, with `value` asked to append what each `{x}` stands for.
pub(super) fn fill(pattern: &str, out: &mut String, mut value: impl FnMut(&str, &mut String)) {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (key, after) = after.split_once('}').unwrap_or((after, ""));
        value(key, out);
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::super::chinese::CHINESE;
    use super::super::english::ENGLISH;
    use super::*;

    const BOTH: [&Language; 2] = [&ENGLISH, &CHINESE];

    fn keys(pattern: &str) -> String {
        let mut keys = String::new();
        fill(pattern, &mut String::new(), |key, _| keys.push_str(key));
        keys
    }

    #[test]
    fn patterns_are_filled_in() {
        let mut out = String::from("To: ");
        fill("{a}, not {b}.", &mut out, |key, out| out.push_str(&key.repeat(2)));
        assert_eq!(out, "To: aa, not bb.");
    }

    #[test]
    fn alternatives_go_round() {
        let all: Vec<&str> = (0..5).map(|number| alternative("a~~c", number)).collect();
        assert_eq!(all, ["a", "", "c", "a", ""]);
    }

    #[test]
    fn every_name_can_be_written_in_an_address() {
        for language in BOTH {
            let people = language.names.iter().flat_map(|names| [names.given, names.family]);
            for name in people.chain([language.first, language.second]).flat_map(list) {
                let mut latin = String::new();
                push_latin(name, &mut latin);
                assert!(!latin.is_empty() && !shown(name).is_empty(), "{name}");
                assert!(name.contains('=') || name.is_ascii(), "{name} needs a latin spelling");
            }
        }
    }

    #[test]
    fn patterns_ask_for_what_they_can_have() {
        for language in BOTH {
            let allowed = |pattern: &str, allowed: &str| {
                assert!(keys(pattern).chars().all(|key| allowed.contains(key)), "{pattern}");
            };
            for topic in &language.topics {
                let texts = [topic.subject, topic.notes, topic.outcome, topic.next];
                texts.iter().for_each(|text| allowed(text, "pioedn"));
                assert!(!topic.subject.is_empty() && !topic.notes.is_empty());
                let count = |text: &str| text.split('~').count();
                assert!(count(topic.outcome) >= count(topic.next), "{}", topic.subject);
            }
            for industry in &language.industries {
                industry.patterns.iter().for_each(|pattern| allowed(pattern, "abfgc"));
            }
            language.trade_notes.iter().for_each(|text| allowed(text, "p"));
            language.home_notes.iter().for_each(|text| allowed(text, ""));
            allowed(language.contact, "gft");
            allowed(language.person, "gf");
            allowed(language.mailbox, "gf");
            assert_eq!(
                [keys(language.street), keys(language.unit)].map(|k| k.contains('s')),
                [true, true]
            );
        }
    }

    #[test]
    fn people_are_not_called_by_a_contact_they_do_not_have() {
        for language in BOTH {
            for (topic, words) in topic::TOPICS.iter().zip(&language.topics) {
                let texts = [words.subject, words.notes, words.outcome, words.next];
                let trade_only = texts.iter().any(|text| keys(text).contains(['p', 'e']));
                assert!(!trade_only || topic.with == topic::With::Organisation, "{words:?}");
            }
        }
    }

    #[test]
    fn places_are_whole() {
        for language in BOTH {
            for place in language.places {
                assert!(place.territory < language.owners.len(), "{place:?}");
                let texts = [place.city, place.region, place.postcode, place.country, place.phone];
                assert!(texts.iter().all(|text| !text.is_empty()), "{place:?}");
            }
        }
    }
}

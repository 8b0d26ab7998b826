//! One language's texts taken apart, ready to draw from.

use super::draw::Draw;
use super::language::{Language, fill, push_latin, shown};

type Texts = Vec<&'static str>;

/// Everything worded that the sample has in one language.
#[derive(Debug)]
pub(super) struct Words {
    cultures: Vec<Culture>,
    /// Given and family name as one: `{g}`, `{f}`.
    person: &'static str,
    /// The same as the local part of an e-mail address.
    mailbox: &'static str,
    /// How a contact at an organisation is called: `{g}`, `{f}`, `{t}`.
    contact: &'static str,
    /// Forms of address, for `{t}`.
    titles: Texts,
    /// First and second halves of the names of organisations.
    first: Texts,
    second: Texts,
    /// A name already taken, with the town: `{name}`, `{c}`.
    pub branch: &'static str,
    /// As the industries of the catalogue: the name, then patterns for the names of its
    /// organisations, of `{a}` and `{b}`, the halves of a name, `{f}` and `{g}`, family
    /// names, and `{c}`, the town.
    industries: Vec<Texts>,
    /// Towns, the likelier ones first.
    pub places: Vec<Place>,
    pub streets: Texts,
    /// `{d}` the district, `{s}` the street, `{n}` the number.
    pub street: &'static str,
    /// The same with a unit or floor `{u}`.
    pub unit: &'static str,
    /// Who looks after each territory.
    pub owners: Texts,
    /// How customers came to us.
    pub sources: Texts,
    /// Key account, standing order, subscription, wholesale, machine on loan, fair trade,
    /// newsletter, slow payer.
    pub tags: Texts,
    /// Labels of telephone numbers.
    pub mobile: &'static str,
    pub office: &'static str,
    /// Notes on organisations; `{p}` is the contact.
    pub trade_notes: Texts,
    /// Notes on people.
    pub home_notes: Texts,
    /// What is for sale, in the order of the catalogue.
    pub items: Texts,
    /// What order numbers begin with.
    pub order_prefix: &'static str,
    pub order_notes: Texts,
    /// Why things are sent back.
    pub refund_notes: Texts,
    pub sample_note: &'static str,
    /// Monday to Friday.
    pub weekdays: Texts,
    /// In the order of the topics.
    pub topics: Vec<TopicWords>,
}

/// Names of one culture.
#[derive(Debug)]
struct Culture {
    /// How common they are, against the others.
    weight: u32,
    given: Texts,
    family: Texts,
}

/// A town, or part of one, with what goes with it.
///
/// Telephone numbers are of ranges in which nobody can be reached, `#` any digit. North
/// America: 555-0100 to 555-0199. United Kingdom: Ofcom's numbers for drama. Australia: ACMA's
/// numbers for creative works. China has no such range: subscriber numbers never start with 0,
/// and 154 is no mobile network's (MIIT's list of network numbers, March 2023).
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub city: &'static str,
    pub region: &'static str,
    /// `#` is a digit from 1 to 9, `@` a letter.
    pub postcode: &'static str,
    pub country: &'static str,
    /// Whose territory it is in, a place among the owners.
    pub territory: usize,
    pub phone: &'static str,
    /// Mobile numbers, where they differ from others.
    pub mobile: &'static str,
    /// Part of the town, where addresses have it.
    pub district: &'static str,
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

/// A name with its spelling for an e-mail address.
#[derive(Debug)]
pub(super) struct Named {
    pub name: String,
    pub mailbox: String,
}

fn list(text: &'static str) -> Texts {
    text.split(',').collect()
}

/// The parts of an entry, those left out at its end empty.
fn parts<const N: usize>(entry: &'static str) -> [&'static str; N] {
    let mut parts = entry.split('|');
    [(); N].map(|()| parts.next().unwrap_or_default())
}

fn culture(entry: &'static str) -> Culture {
    let [weight, given, family] = parts(entry);
    Culture { weight: weight.parse().unwrap_or(1), given: list(given), family: list(family) }
}

fn place(entry: &'static str) -> Place {
    let [city, region, postcode, country, territory, phone, mobile, district] = parts(entry);
    let territory = territory.parse().unwrap_or(0);
    Place { city, region, postcode, country, territory, phone, mobile, district }
}

fn topic(entry: &'static str) -> TopicWords {
    let [subject, notes, outcome, next] = parts(entry);
    TopicWords { subject, notes, outcome, next }
}

impl Words {
    pub(super) fn new(language: Language) -> Self {
        let all = |section: &str| language.section(section);
        let one = |section: &str| all(section).first().copied().unwrap_or_default();
        Self {
            cultures: all("names").into_iter().map(culture).collect(),
            person: one("person"),
            mailbox: one("mailbox"),
            contact: one("contact"),
            titles: all("titles"),
            first: list(one("first")),
            second: list(one("second")),
            branch: one("branch"),
            industries: all("industries").into_iter().map(|e| e.split('|').collect()).collect(),
            places: all("places").into_iter().map(place).collect(),
            streets: list(one("streets")),
            street: one("street"),
            unit: one("unit"),
            owners: all("owners"),
            sources: all("sources"),
            tags: all("tags"),
            mobile: one("mobile"),
            office: one("office"),
            trade_notes: all("trade notes"),
            home_notes: all("home notes"),
            items: all("items"),
            order_prefix: one("order prefix"),
            order_notes: all("order notes"),
            refund_notes: all("refund notes"),
            sample_note: one("sample note"),
            weekdays: all("weekdays"),
            topics: all("topics").into_iter().map(topic).collect(),
        }
    }

    fn full_name(&self, draw: &mut Draw) -> (&'static str, &'static str) {
        let place = draw.weighted(&self.cultures, |culture| culture.weight);
        let culture = &self.cultures[place];
        (draw.pick(&culture.given), culture.family[draw.leaning_low(culture.family.len())])
    }

    /// A person.
    pub(super) fn person(&self, draw: &mut Draw) -> Named {
        let (given, family) = self.full_name(draw);
        let part = |key: &str| if key == "g" { given } else { family };
        Named {
            name: fill(self.person, &mut |key, out| out.push_str(shown(part(key)))),
            mailbox: fill(self.mailbox, &mut |key, out| push_latin(part(key), out)),
        }
    }

    /// Somebody to ask for at an organisation.
    pub(super) fn contact(&self, draw: &mut Draw) -> String {
        let (given, family) = self.full_name(draw);
        let title = if self.titles.is_empty() { "" } else { draw.pick(&self.titles) };
        fill(self.contact, &mut |key, out| {
            out.push_str(shown(match key {
                "g" => given,
                "f" => family,
                _ => title,
            }));
        })
    }

    /// How an industry is called.
    pub(super) fn industry(&self, industry: usize) -> &'static str {
        self.industries[industry][0]
    }

    /// An organisation of an industry in a town.
    pub(super) fn organisation(&self, industry: usize, town: &str, draw: &mut Draw) -> Named {
        let pattern = draw.pick(&self.industries[industry][1..]);
        let (a, b) = (draw.pick(&self.first), draw.pick(&self.second));
        let (f, g) = (self.full_name(draw).1, self.full_name(draw).1);
        let mut mailbox = String::new();
        let name = fill(pattern, &mut |key, out| {
            let part = match key {
                "a" => a,
                "b" => b,
                "f" => f,
                "g" => g,
                _ => return out.push_str(town),
            };
            out.push_str(shown(part));
            push_latin(part, &mut mailbox);
        });
        Named { name, mailbox }
    }
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::{INDUSTRIES, ITEMS};
    use super::super::language::{CHINESE, ENGLISH};
    use super::super::topic::{self, TOPICS, With};
    use super::*;

    fn both() -> [Words; 2] {
        [Words::new(ENGLISH), Words::new(CHINESE)]
    }

    fn keys(pattern: &str) -> String {
        let mut keys = String::new();
        fill(pattern, &mut |key, _| keys.push_str(key));
        keys
    }

    #[test]
    fn every_section_is_there_and_whole() {
        for words in both() {
            assert_eq!(words.industries.len(), INDUSTRIES.len());
            assert!(words.industries.iter().all(|industry| industry.len() > 1));
            assert_eq!((words.items.len(), words.topics.len()), (ITEMS, topic::COUNT));
            assert_eq!((words.owners.len(), words.tags.len(), words.weekdays.len()), (4, 8, 5));
            let lists = [&words.first, &words.second, &words.streets, &words.sources];
            assert!(lists.iter().all(|list| list.len() >= 8), "{lists:?}");
            let notes =
                [&words.trade_notes, &words.home_notes, &words.order_notes, &words.refund_notes];
            assert!(notes.iter().all(|list| list.len() >= 4), "{notes:?}");
            let texts = [words.person, words.mailbox, words.contact, words.branch, words.mobile];
            let more = [words.street, words.unit, words.office, words.order_prefix];
            assert!(texts.iter().chain(&more).all(|text| !text.is_empty()));
            assert!(!words.sample_note.is_empty());
        }
    }

    #[test]
    fn every_name_can_be_written_in_an_address() {
        for words in both() {
            let people = words.cultures.iter().flat_map(|names| [&names.given, &names.family]);
            for name in people.chain([&words.first, &words.second]).flatten() {
                let mut latin = String::new();
                push_latin(name, &mut latin);
                assert!(!latin.is_empty() && !shown(name).is_empty(), "{name}");
                assert!(name.contains('=') || name.is_ascii(), "{name} needs a latin spelling");
            }
        }
    }

    #[test]
    fn patterns_ask_for_what_they_can_have() {
        for words in both() {
            let allowed = |pattern: &str, allowed: &str| {
                assert_eq!(pattern.matches('{').count(), pattern.matches('}').count(), "{pattern}");
                assert!(keys(pattern).chars().all(|key| allowed.contains(key)), "{pattern}");
            };
            for topic in &words.topics {
                let texts = [topic.subject, topic.notes, topic.outcome, topic.next];
                texts.iter().for_each(|text| allowed(text, "piedno"));
                assert!(!topic.subject.is_empty() && !topic.notes.is_empty());
                let count = |text: &str| text.split('~').count();
                assert!(count(topic.outcome) >= count(topic.next), "{}", topic.subject);
            }
            for industry in &words.industries {
                industry.iter().for_each(|pattern| allowed(pattern, "abfgc"));
            }
            words.trade_notes.iter().for_each(|text| allowed(text, "p"));
            words.home_notes.iter().for_each(|text| allowed(text, ""));
            allowed(words.contact, "gft");
            allowed(words.person, "gf");
            allowed(words.mailbox, "gf");
            allowed(words.street, "dsn");
            allowed(words.unit, "dsnu");
            assert_eq!(keys(words.branch), "namec");
        }
    }

    #[test]
    fn people_are_not_called_by_a_contact_they_do_not_have() {
        for words in both() {
            for (topic, words) in TOPICS.iter().zip(&words.topics) {
                let texts = [words.subject, words.notes, words.outcome, words.next];
                let trade_only = texts.iter().any(|text| keys(text).contains(['p', 'e']));
                assert!(!trade_only || topic.with == With::Organisation, "{words:?}");
            }
        }
    }

    #[test]
    fn places_are_whole() {
        for words in both() {
            for place in &words.places {
                assert!(place.territory < words.owners.len(), "{place:?}");
                let texts = [place.city, place.region, place.postcode, place.country, place.phone];
                assert!(texts.iter().all(|text| !text.is_empty()), "{place:?}");
                assert!(place.phone.contains("##"), "{place:?}");
                assert!(place.mobile.is_empty() || place.mobile.contains("##"), "{place:?}");
            }
        }
    }
}

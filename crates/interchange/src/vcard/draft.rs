//! A card to a customer.

use std::collections::{BTreeMap, BTreeSet};

use model::kinds::customer::{NAME_LIMIT, NOTES_LIMIT, TAG_LIMIT, TEXT_LIMIT};
use model::validate::{is_email, is_phone};
use model::{Customer, CustomerType};

use crate::csv::Field;
use crate::csv::reader::ENTRIES_LIMIT;
use crate::text::{is_longer, one_line, trimmed_lines};
use crate::vcard::Dropped;
use crate::vcard::card::Card;
use crate::vcard::date::{Date, read_day};
use crate::vcard::label::read_label;
use crate::vcard::name::{Parts, single};
use crate::vcard::property::Property;
use crate::vcard::reject::CardReason;
use crate::vcard::value::{split, unescape};
use crate::vcard::words::NoteWords;

/// A customer as a card has them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CardDraft {
    /// The physical line the card begins on.
    pub line: u64,
    /// What the program that wrote the card knows it by, without `urn:uuid:`; empty when it
    /// does not say, or at greater length than a customer's code may have.
    pub uid: String,
    /// The customer, valid as they are, without a code.
    pub customer: Customer,
    /// What of the card is not in the customer.
    pub dropped: Dropped,
}

/// What is wrong, and the line it is on.
type Wrong = (u64, CardReason);

/// Days beside the birthday.
pub(super) fn is_anniversary(name: &str) -> bool {
    matches!(name, "ANNIVERSARY" | "X-ANNIVERSARY" | "X-EVOLUTION-ANNIVERSARY" | "X-ABDATE")
}

/// Other people.
pub(super) fn is_related(name: &str) -> bool {
    matches!(
        name,
        "RELATED"
            | "AGENT"
            | "X-ABRELATEDNAMES"
            | "X-SPOUSE"
            | "X-MANAGER"
            | "X-ASSISTANT"
            | "X-EVOLUTION-SPOUSE"
            | "X-EVOLUTION-MANAGER"
            | "X-EVOLUTION-ASSISTANT"
            | "X-MS-SPOUSE"
            | "X-MS-MANAGER"
            | "X-MS-ASSISTANT"
    )
}

/// Services for messages.
pub(super) fn is_chat(name: &str) -> bool {
    matches!(
        name,
        "IMPP"
            | "SOCIALPROFILE"
            | "X-SOCIALPROFILE"
            | "X-QQ"
            | "X-TENCENT-QQ"
            | "X-WECHAT"
            | "X-WEIXIN"
            | "X-AIM"
            | "X-ICQ"
            | "X-JABBER"
            | "X-MSN"
            | "X-YAHOO"
            | "X-SKYPE"
            | "X-SKYPE-USERNAME"
            | "X-GOOGLE-TALK"
            | "X-GTALK"
            | "X-GADUGADU"
            | "X-GROUPWISE"
            | "X-WHATSAPP"
            | "X-TELEGRAM"
            | "X-SIGNAL"
            | "X-MATRIX"
            | "X-TWITTER"
            | "X-MS-IMADDRESS"
    )
}

/// Reads a card that has no fault so far.
pub(super) fn read_draft(card: &Card, words: &NoteWords) -> Result<CardDraft, Wrong> {
    let mut reading = Reading::new(card, words);
    for property in &card.properties {
        reading.take(property).map_err(|reason| (property.line, reason))?;
    }
    reading.finish()
}

/// A line of the notes, and its place among them.
type Remark = (u8, String);

struct Reading<'c> {
    card: &'c Card,
    words: &'c NoteWords,
    /// The labels in words, by the group of what they label.
    labels: BTreeMap<&'c str, String>,
    customer: Customer,
    uid: String,
    dropped: Dropped,
    formatted: String,
    parts: Parts,
    organisation: Vec<String>,
    nicknames: Vec<String>,
    kind: Option<CustomerType>,
    works: bool,
    address: Option<&'c Property>,
    remarks: Vec<Remark>,
    known: BTreeSet<String>,
    notes: String,
}

impl<'c> Reading<'c> {
    fn new(card: &'c Card, words: &'c NoteWords) -> Self {
        let labels = card.properties.iter().filter(|p| p.head.name == "X-ABLABEL");
        let labels =
            labels.map(|p| (p.head.group.as_str(), unescape(&p.value, card.old))).collect();
        // An address that is marked as preferred wins, else the first one.
        let addresses = || {
            let all = card.properties.iter().filter(|p| p.head.name == "ADR");
            all.filter(|p| !address_parts(p, card.old).concat().is_empty())
        };
        let address = addresses().find(|p| p.head.is_preferred()).or_else(|| addresses().next());
        Self {
            card,
            words,
            labels,
            customer: Customer::default(),
            uid: String::new(),
            dropped: card.dropped,
            formatted: String::new(),
            parts: Parts::default(),
            organisation: Vec::new(),
            nicknames: Vec::new(),
            kind: None,
            works: false,
            address,
            remarks: Vec::new(),
            known: BTreeSet::new(),
            notes: String::new(),
        }
    }

    fn take(&mut self, property: &'c Property) -> Result<(), CardReason> {
        let old = self.card.old;
        let value = property.value.as_str();
        let text = || single(value, old);
        let words = self.words;
        match property.head.name.as_str() {
            "FN" if self.formatted.is_empty() => self.formatted = text(),
            "N" if self.parts.is_empty() => self.parts = Parts::read(value, old),
            "NICKNAME" => self.nicknames.extend(list(value, old)),
            "ORG" => self.take_organisation(value),
            "TITLE" => {
                self.works = true;
                self.remark(1, &words.title, "", &text());
            }
            "ROLE" => self.remark(2, &words.role, "", &text()),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => match value.trim().to_lowercase().as_str() {
                "group" => return Err(CardReason::Group),
                "org" => self.kind = Some(CustomerType::Organisation),
                "individual" => self.kind = self.kind.clone().or(Some(CustomerType::Person)),
                _ => {}
            },
            "X-ABSHOWAS" if value.trim().eq_ignore_ascii_case("company") => {
                self.kind = Some(CustomerType::Organisation);
            }
            "TEL" => self.take_phone(property)?,
            "EMAIL" => self.take_email(property)?,
            "ADR" => self.take_address(property)?,
            "BDAY" => match read_day(&property.head, &unescape(value, old)) {
                Date::Whole(day) if self.customer.birthday.is_none() => {
                    self.customer.birthday = Some(day);
                }
                Date::Whole(day) => self.remark(4, &words.birthday, "", &day.to_string()),
                Date::Partial(text) => self.remark(4, &words.birthday, "", &one_line(&text)),
            },
            "CATEGORIES" => {
                for tag in list(value, old) {
                    self.add_tag(tag)?;
                }
            }
            "NOTE" => self.add_note(&unescape(value, old)),
            "URL" => self.remark(6, &words.website, "", &text()),
            "UID" if self.uid.is_empty() => self.uid = uid(&text()),
            "X-ANDROID-CUSTOM" => self.take_android(value),
            name if is_anniversary(name) => {
                let date = read_day(&property.head, &unescape(value, old));
                let date = match date {
                    Date::Whole(day) => day.to_string(),
                    Date::Partial(text) => one_line(&text),
                };
                let label = self.label(property);
                let detail = if label == "anniversary" { "" } else { &label };
                self.remark(5, &words.anniversary, detail, &date);
            }
            name if is_related(name) => {
                let said = self.label(property);
                let named = name.rsplit('-').next().filter(|_| name.starts_with("X-"));
                let named = named.filter(|named| *named != "ABRELATEDNAMES").unwrap_or_default();
                let detail = if said.is_empty() { named.to_lowercase() } else { said };
                self.remark(8, &words.related, &detail, &text());
            }
            name if is_chat(name) => {
                let service = property.head.get("X-SERVICE-TYPE");
                let service = service.or_else(|| property.head.get("SERVICE-TYPE"));
                let profile = name.ends_with("SOCIALPROFILE");
                let service = service.map(str::to_owned).unwrap_or_else(|| match name {
                    "IMPP" | "X-MS-IMADDRESS" => String::new(),
                    _ if profile => self.label(property),
                    _ => name.trim_start_matches("X-").trim_end_matches("-USERNAME").to_owned(),
                });
                let text = text();
                let handle = text.strip_prefix("x-apple:").unwrap_or(&text);
                self.remark(7, &words.chat, &one_line(&service), handle);
            }
            _ => {}
        }
        Ok(())
    }

    /// The first one that is filled is theirs; more are lines in the notes.
    fn take_organisation(&mut self, value: &str) {
        let parts = split(value, ';').map(|part| single(part, self.card.old));
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        if self.organisation.is_empty() {
            self.organisation = parts;
        } else {
            self.remark(0, &self.words.company, "", &parts.join(", "));
        }
    }

    fn take_phone(&mut self, property: &Property) -> Result<(), CardReason> {
        let text = single(&property.value, self.card.old);
        let phone = clean_phone(&text);
        let label = self.label(property);
        if is_phone(&phone) {
            return add(Field::Phone, &mut self.customer.phones, phone, label);
        }
        self.remark(3, &self.words.phone, &label, &text);
        Ok(())
    }

    fn take_email(&mut self, property: &Property) -> Result<(), CardReason> {
        let text = single(&property.value, self.card.old);
        let label = self.label(property);
        let email = match text.split_at_checked(7) {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
            _ => &text,
        };
        if is_email(email) {
            return add(Field::Email, &mut self.customer.emails, email.to_owned(), label);
        }
        self.remark(3, &self.words.email, &label, &text);
        Ok(())
    }

    fn take_address(&mut self, property: &'c Property) -> Result<(), CardReason> {
        let parts = address_parts(property, self.card.old);
        if !self.address.is_some_and(|main| std::ptr::eq(main, property)) {
            let filled: Vec<String> = parts.iter().map(|part| one_line(part)).collect();
            let filled: Vec<&str> =
                filled.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            self.remark(3, &self.words.address, &self.label(property), &filled.join(", "));
            return Ok(());
        }
        let [street, city, region, postcode, country] = parts;
        let customer = &mut self.customer;
        check(Field::Street, &street, TEXT_LIMIT)?;
        customer.street = street;
        for (field, to, part) in [
            (Field::City, &mut customer.city, city),
            (Field::Region, &mut customer.region, region),
            (Field::Postcode, &mut customer.postcode, postcode),
            (Field::Country, &mut customer.country, country),
        ] {
            *to = one_line(&part);
            check(field, to, TEXT_LIMIT)?;
        }
        Ok(())
    }

    /// Android's own properties: `vnd.android.cursor.item/nickname;Lily;1;…`.
    fn take_android(&mut self, value: &str) {
        let mut parts = split(value, ';').map(|part| single(part, self.card.old));
        let kind = parts.next().unwrap_or_default();
        let text = parts.next().unwrap_or_default();
        match kind.rsplit('/').next() {
            Some("nickname") => self.nicknames.extend(Some(text).filter(|t| !t.is_empty())),
            Some("contact_event") => self.remark(5, &self.words.anniversary, "", &text),
            Some("relation") => self.remark(8, &self.words.related, "", &text),
            _ => self.dropped.others += 1,
        }
    }

    fn add_tag(&mut self, tag: String) -> Result<(), CardReason> {
        check(Field::Tags, &tag, TAG_LIMIT)?;
        let tags = &mut self.customer.tags;
        if tags.len() >= ENTRIES_LIMIT && !tags.contains_key(&tag) {
            return Err(CardReason::TooMany { field: Field::Tags, limit: ENTRIES_LIMIT });
        }
        tags.insert(tag, true);
        Ok(())
    }

    fn add_note(&mut self, note: &str) {
        let note = trimmed_lines(note);
        if !self.notes.is_empty() && !note.is_empty() {
            self.notes.push_str("\n\n");
        }
        self.notes.push_str(&note);
    }

    fn label(&self, property: &Property) -> String {
        let words = self.labels.get(property.head.group.as_str());
        let words = words.filter(|_| !property.head.group.is_empty());
        read_label(&property.head, words.map(String::as_str))
    }

    /// Keeps a line for the notes; `detail` stands in brackets if there is any.
    fn remark(&mut self, place: u8, word: &str, detail: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let line = match detail {
            "" => format!("{word}: {text}"),
            detail => format!("{word} ({detail}): {text}"),
        };
        // Apple writes the same account in a new way and in an old one.
        if self.known.insert(line.clone()) {
            self.remarks.push((place, line));
        }
    }

    fn finish(mut self) -> Result<CardDraft, Wrong> {
        let whole = |reason| (self.card.begun, reason);
        let (name, kind) = self.name_and_kind();
        if name.is_empty() {
            return Err(whole(CardReason::NoName));
        }
        check(Field::Name, &name, NAME_LIMIT).map_err(whole)?;
        self.customer.name = name;
        self.customer.customer_type = kind;
        self.customer.notes = self.all_notes();
        check(Field::Notes, &self.customer.notes, NOTES_LIMIT).map_err(whole)?;
        Ok(CardDraft {
            line: self.card.begun,
            uid: self.uid,
            customer: self.customer,
            dropped: self.dropped,
        })
    }

    /// What to call them, and what they are. Who they work for and other names become lines
    /// of the notes on the way.
    fn name_and_kind(&mut self) -> (String, Option<CustomerType>) {
        let organisation = self.organisation.join(", ");
        let first = self.organisation.first().cloned().unwrap_or_default();
        let mut name = self.parts.shown(&self.formatted);
        let named_after = name.is_empty() || name == first || name == organisation;
        let unnamed = self.parts.given.is_empty() && self.parts.family.is_empty();
        let kind = self.kind.take().or_else(|| {
            if unnamed && named_after && !organisation.is_empty() {
                return Some(CustomerType::Organisation);
            }
            let divided = !self.parts.given.is_empty() && !self.parts.family.is_empty();
            let employed = self.works || !organisation.is_empty();
            // A name in one piece may be a company's, typed where people's names go.
            (divided || (!unnamed && employed)).then_some(CustomerType::Person)
        });
        if kind == Some(CustomerType::Organisation) {
            if self.formatted.is_empty() && !first.is_empty() {
                name.clone_from(&first);
            }
            let contact = self.parts.joined();
            if contact != name {
                self.remark(1, &self.words.contact, "", &contact);
            }
        }
        if name.is_empty() {
            name = first;
        }
        if name.is_empty() && !self.nicknames.is_empty() {
            name = self.nicknames.remove(0);
        }
        if organisation != name {
            self.remark(0, &self.words.company, "", &organisation);
        }
        let nicknames = self.nicknames.join(", ");
        self.remark(3, &self.words.nickname, "", &nicknames);
        (name, kind)
    }

    /// The lines that were kept, then the notes of the card.
    fn all_notes(&mut self) -> String {
        self.remarks.sort_by_key(|(place, _)| *place);
        let lines: Vec<&str> = self.remarks.iter().map(|(_, line)| line.as_str()).collect();
        let mut notes = lines.join("\n");
        if !notes.is_empty() && !self.notes.is_empty() {
            notes.push_str("\n\n");
        }
        notes + &self.notes
    }
}

/// Street, town, region, postal code and country. What stands beside the street (a post
/// office box, a flat) is a line of it.
fn address_parts(property: &Property, old: bool) -> [String; 5] {
    let mut parts = split(&property.value, ';').map(|part| trimmed_lines(&unescape(part, old)));
    let mut next = || parts.next().unwrap_or_default();
    let [post_box, flat, street, city, region, postcode, country] = [(); 7].map(|()| next());
    let lines: Vec<String> =
        [street, flat, post_box].into_iter().filter(|part| !part.is_empty()).collect();
    let parts = [lines.join("\n"), city, region, postcode, country];
    match property.head.get("LABEL") {
        Some(label) if parts.concat().is_empty() => {
            let text = trimmed_lines(&unescape(label, old));
            [text, String::new(), String::new(), String::new(), String::new()]
        }
        _ => parts,
    }
}

/// The filled entries of a list.
fn list(value: &str, old: bool) -> impl Iterator<Item = String> {
    split(value, ',').map(move |entry| single(entry, old)).filter(|entry| !entry.is_empty())
}

/// A number in the characters that numbers have here: full-width digits and signs become
/// plain, other blanks and dashes too, and the invisible marks that iOS puts around a number
/// that was pasted go.
fn clean_phone(text: &str) -> String {
    let text = match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => {
            rest.replace(";ext=", " ext ")
        }
        _ => text.to_owned(),
    };
    let plain = text.chars().filter_map(|c| match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    });
    plain.collect::<String>().trim().to_owned()
}

/// Adds a number or address with its label; the label of one there already stays, if it has
/// any.
fn add(
    field: Field,
    to: &mut BTreeMap<String, String>,
    entry: String,
    label: String,
) -> Result<(), CardReason> {
    check(field, &label, TEXT_LIMIT)?;
    if to.len() >= ENTRIES_LIMIT && !to.contains_key(&entry) {
        return Err(CardReason::TooMany { field, limit: ENTRIES_LIMIT });
    }
    let known = to.entry(entry).or_default();
    if known.is_empty() {
        *known = label;
    }
    Ok(())
}

fn check(field: Field, text: &str, limit: usize) -> Result<(), CardReason> {
    if is_longer(text, limit) { Err(CardReason::TextTooLong { field, limit }) } else { Ok(()) }
}

fn uid(text: &str) -> String {
    let bare = match text.split_at_checked(9) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("urn:uuid:") => rest,
        _ => text,
    };
    if is_longer(bare, TEXT_LIMIT) { String::new() } else { bare.to_owned() }
}

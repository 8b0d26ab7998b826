//! Writing a card.

use std::fmt::Write as _;

use model::{Customer, CustomerType, Id, Moment};

use crate::vcard::label::types_of;

/// Most bytes of a line, without its end (RFC 6350, section 3.2).
const FOLD: usize = 75;

/// Which version to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// RFC 2426: for older programs.
    V3,
    /// RFC 6350.
    #[default]
    V4,
}

/// Appends the card of `customer`, known as `id`, last `revised` then.
///
/// Both versions say the type as `KIND`, which 3.0 lets stand, and Apple's way. A label that
/// is no type of the version stands as Apple's `X-ABLabel` beside the nearest type.
pub fn write_card(
    customer: &Customer,
    id: Id,
    version: Version,
    revised: Option<Moment>,
    out: &mut Vec<u8>,
) {
    let mut card = Writer { out, version, groups: 0 };
    card.line("BEGIN:VCARD");
    card.line(match version {
        Version::V3 => "VERSION:3.0",
        Version::V4 => "VERSION:4.0",
    });
    card.line(&format!("UID:urn:uuid:{id}"));
    card.names(customer);
    for (phone, label) in &customer.phones {
        card.labelled("TEL", "", phone, label);
    }
    let kind = if version == Version::V3 { ";TYPE=INTERNET" } else { "" };
    for (email, label) in &customer.emails {
        card.labelled("EMAIL", kind, email, label);
    }
    if customer.address().parts().next().is_some() {
        let Customer { street, city, region, postcode, country, .. } = customer;
        let parts = [street, city, region, postcode, country].map(|part| escape(part));
        card.line(&format!("ADR:;;{}", parts.join(";")));
    }
    if let Some(day) = customer.birthday {
        let day = day.to_string();
        card.line(&format!("BDAY:{}", card.date(&day)));
    }
    let tags: Vec<String> = customer.tags.keys().map(|tag| escape(tag)).collect();
    if !tags.is_empty() {
        card.line(&format!("CATEGORIES:{}", tags.join(",")));
    }
    if !customer.notes.is_empty() {
        card.line(&format!("NOTE:{}", escape(&customer.notes)));
    }
    if let Some(moment) = revised.and_then(|at| Moment::new(at.millis(), 0)) {
        // In UTC, without the thousandths.
        let text = moment.to_string();
        card.line(&format!("REV:{}Z", card.date(text.get(..19).unwrap_or_default())));
    }
    card.line("END:VCARD");
}

struct Writer<'o> {
    out: &'o mut Vec<u8>,
    version: Version,
    /// Labels in words so far.
    groups: u32,
}

impl Writer<'_> {
    fn names(&mut self, customer: &Customer) {
        let name = escape(&customer.name);
        self.line(&format!("FN:{name}"));
        // We do not know where a name parts, and phones that go by `N` show a given name as
        // it stands.
        match &customer.customer_type {
            Some(CustomerType::Organisation) => {
                self.line("N:;;;;");
                self.line(&format!("ORG:{name}"));
                self.line("KIND:org");
                self.line("X-ABShowAs:COMPANY");
            }
            kind => {
                self.line(&format!("N:;{name};;;"));
                if *kind == Some(CustomerType::Person) {
                    self.line("KIND:individual");
                }
            }
        }
    }

    fn labelled(&mut self, name: &str, parameters: &str, value: &str, label: &str) {
        let (mut types, mut all) = types_of(label);
        if name == "EMAIL" {
            // No version knows other places for mail.
            let said = types.len();
            types.retain(|kind| matches!(*kind, "work" | "home"));
            all &= types.len() == said;
        }
        let mut line = String::new();
        if !all {
            self.groups += 1;
            let _ = write!(line, "item{}.", self.groups);
        }
        line.push_str(name);
        line.push_str(parameters);
        for kind in types {
            match self.version {
                Version::V3 => _ = write!(line, ";TYPE={}", kind.to_uppercase()),
                Version::V4 => _ = write!(line, ";TYPE={kind}"),
            }
        }
        let _ = write!(line, ":{}", escape(value));
        self.line(&line);
        if !all {
            self.line(&format!("item{}.X-ABLabel:{}", self.groups, escape(label)));
        }
    }

    /// Version 4.0 has dates without separators.
    fn date(&self, text: &str) -> String {
        match self.version {
            Version::V3 => text.to_owned(),
            Version::V4 => text.replace(['-', ':'], ""),
        }
    }

    /// A line, folded between characters.
    fn line(&mut self, text: &str) {
        let mut room = FOLD;
        let mut rest = text;
        while rest.len() > room {
            let (part, after) = rest.split_at(rest.floor_char_boundary(room));
            self.out.extend_from_slice(part.as_bytes());
            self.out.extend_from_slice(b"\r\n ");
            rest = after;
            room = FOLD - 1;
        }
        self.out.extend_from_slice(rest.as_bytes());
        self.out.extend_from_slice(b"\r\n");
    }
}

/// `text` with backslashes before what would part it. Line ends are `\n`; other control
/// characters but tabs, which no version allows, are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn written(customer: &Customer, version: Version) -> String {
        let mut out = Vec::new();
        let revised = "2026-11-22T23:30:05.250+08:00".parse().unwrap();
        write_card(customer, Id::from_bytes([7; 16]), version, Some(revised), &mut out);
        String::from_utf8(out).unwrap()
    }

    fn entries(list: &[(&str, &str)]) -> BTreeMap<String, String> {
        list.iter().map(|(entry, label)| ((*entry).to_owned(), (*label).to_owned())).collect()
    }

    #[test]
    fn both_versions_are_written() {
        let customer = Customer {
            name: "Lee; Ltd, \\".into(),
            customer_type: Some(CustomerType::Organisation),
            phones: entries(&[("+86 10 1234", "work fax"), ("13800138000", "手机")]),
            emails: entries(&[("a@b.co", "work"), ("b@b.co", ""), ("c@b.co", "mobile")]),
            street: "1 Road\r\nFloor 2".into(),
            postcode: "01234".into(),
            tags: [("a,b".to_owned(), true), ("vip".to_owned(), true)].into(),
            birthday: Some("1990-01-31".parse().unwrap()),
            notes: "one\n\ntwo\u{7}".into(),
            ..Customer::default()
        };
        let new = "BEGIN:VCARD\r\n\
            VERSION:4.0\r\n\
            UID:urn:uuid:07070707-0707-0707-0707-070707070707\r\n\
            FN:Lee\\; Ltd\\, \\\\\r\n\
            N:;;;;\r\n\
            ORG:Lee\\; Ltd\\, \\\\\r\n\
            KIND:org\r\n\
            X-ABShowAs:COMPANY\r\n\
            TEL;TYPE=work;TYPE=fax:+86 10 1234\r\n\
            item1.TEL;TYPE=cell:13800138000\r\n\
            item1.X-ABLabel:手机\r\n\
            EMAIL;TYPE=work:a@b.co\r\n\
            EMAIL:b@b.co\r\n\
            item2.EMAIL:c@b.co\r\n\
            item2.X-ABLabel:mobile\r\n\
            ADR:;;1 Road\\nFloor 2;;;01234;\r\n\
            BDAY:19900131\r\n\
            CATEGORIES:a\\,b,vip\r\n\
            NOTE:one\\n\\ntwo\r\n\
            REV:20261122T153005Z\r\n\
            END:VCARD\r\n";
        assert_eq!(written(&customer, Version::V4), new);
        let old = new
            .replace("VERSION:4.0", "VERSION:3.0")
            .replace("TYPE=work;TYPE=fax", "TYPE=WORK;TYPE=FAX")
            .replace("TYPE=cell", "TYPE=CELL")
            .replace("EMAIL;TYPE=work", "EMAIL;TYPE=INTERNET;TYPE=WORK")
            .replace("EMAIL:", "EMAIL;TYPE=INTERNET:")
            .replace("19900131", "1990-01-31")
            .replace("20261122T153005Z", "2026-11-22T15:30:05Z");
        assert_eq!(written(&customer, Version::V3), old);
    }

    #[test]
    fn people_have_names_and_nothing_else_is_said_of_them() {
        for (kind, line) in [(Some(CustomerType::Person), "KIND:individual\r\n"), (None, "")] {
            let customer =
                Customer { name: "李雷".into(), customer_type: kind, ..Customer::default() };
            let text = written(&customer, Version::V4);
            let names = format!("\r\nFN:李雷\r\nN:;李雷;;;\r\n{line}REV:");
            assert!(text.contains(&names), "{text}");
        }
    }

    #[test]
    fn lines_are_folded_between_characters() {
        for start in ["", "x", "xx"] {
            let notes = start.to_owned() + &"长".repeat(60);
            let customer = Customer { name: "A".into(), notes, ..Customer::default() };
            let text = written(&customer, Version::V4);
            assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
            assert_eq!(text.matches("\r\n ").count(), 2, "{text}");
        }
    }
}

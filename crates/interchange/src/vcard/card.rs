//! The lines of one card, gathered until its end.

use crate::csv::reject::shorten;
use crate::vcard::lines::Line;
use crate::vcard::name::{Parts, single};
use crate::vcard::property::{Decode, Head, Property};
use crate::vcard::reject::{CardReason, CardReject};
use crate::vcard::words::NoteWords;
use crate::vcard::{CardDraft, Dropped, draft};

/// Most bytes of text kept of a card; a real one without its picture has a few thousand.
pub(super) const CARD_LIMIT: usize = 1 << 20;
/// What a property weighs beside its text, so that many short ones are not free.
const PROPERTY_WEIGHT: usize = 256;

/// A card that has begun.
#[derive(Debug, Default)]
pub(super) struct Card {
    /// The physical line it begins on.
    pub begun: u64,
    pub properties: Vec<Property>,
    pub dropped: Dropped,
    /// Version 2.1, where backslashes mean less.
    pub old: bool,
    /// The first thing that is wrong, and its line.
    wrong: Option<(u64, CardReason)>,
    weight: usize,
    /// The last property was passed over, so lines that are none may belong to it.
    passed: bool,
}

/// What becomes of a property.
enum Fate {
    Kept,
    Dropped(fn(&mut Dropped) -> &mut u32),
    /// For programs, or said better by another one.
    Silent,
}

fn fate(name: &str) -> Fate {
    match name {
        "FN"
        | "N"
        | "NICKNAME"
        | "ORG"
        | "TITLE"
        | "ROLE"
        | "TEL"
        | "EMAIL"
        | "ADR"
        | "BDAY"
        | "NOTE"
        | "CATEGORIES"
        | "URL"
        | "KIND"
        | "X-ADDRESSBOOKSERVER-KIND"
        | "X-ABSHOWAS"
        | "UID"
        | "X-ABLABEL"
        | "X-ANDROID-CUSTOM" => Fate::Kept,
        _ if draft::is_anniversary(name) || draft::is_related(name) || draft::is_chat(name) => {
            Fate::Kept
        }
        "PHOTO" => Fate::Dropped(|dropped| &mut dropped.photos),
        "LOGO" => Fate::Dropped(|dropped| &mut dropped.logos),
        "SOUND" => Fate::Dropped(|dropped| &mut dropped.sounds),
        "KEY" => Fate::Dropped(|dropped| &mut dropped.keys),
        "VERSION"
        | "REV"
        | "PRODID"
        | "PROFILE"
        | "SOURCE"
        | "NAME"
        | "MAILER"
        | "LABEL"
        | "SORT-STRING"
        | "CLASS"
        | "CLIENTPIDMAP"
        | "X-ABADR"
        | "X-ABUID"
        | "X-IMAGETYPE"
        | "X-IMAGEHASH"
        | "X-SHARED-PHOTO-DISPLAY-PREF" => Fate::Silent,
        _ => Fate::Dropped(|dropped| &mut dropped.others),
    }
}

impl Card {
    pub(super) fn new(begun: u64) -> Self {
        Self { begun, ..Self::default() }
    }

    /// Takes a line between `BEGIN` and `END`.
    pub(super) fn add(&mut self, line: &Line, decode: Option<Decode>) {
        let Some((head, value)) = Head::read(&line.text) else {
            // Some write pictures without the blanks that fold them.
            if !(self.passed && memchr::memchr(b':', &line.text).is_none()) {
                let text = shorten(String::from_utf8_lossy(&line.text).trim());
                self.fail(line.number, CardReason::NotAProperty { text });
            }
            return;
        };
        let fate = fate(&head.name);
        self.passed = matches!(fate, Fate::Dropped(_));
        match fate {
            Fate::Kept => self.keep(line, head, value, decode),
            Fate::Dropped(counter) => {
                let filled = line.cut || !value.trim_ascii().is_empty();
                *counter(&mut self.dropped) += u32::from(filled);
            }
            Fate::Silent if head.name == "VERSION" => {
                let text = String::from_utf8_lossy(value).trim().to_owned();
                self.old = text.starts_with('2');
                if !text.starts_with(['2', '3', '4']) {
                    self.fail(line.number, CardReason::UnknownVersion { text: shorten(&text) });
                }
            }
            Fate::Silent => {}
        }
    }

    fn keep(&mut self, line: &Line, head: Head, value: &[u8], decode: Option<Decode>) {
        // Of a card that is refused only the name is still of interest.
        if self.wrong.is_some() && !matches!(head.name.as_str(), "FN" | "N" | "ORG") {
            return;
        }
        self.weight += line.text.len() + PROPERTY_WEIGHT;
        if self.weight > CARD_LIMIT {
            self.fail(self.begun, CardReason::CardTooLong { limit: CARD_LIMIT });
            return;
        }
        match Property::read(line, head, value, decode) {
            Ok(property) => self.properties.push(property),
            Err(reason) => self.fail(line.number, reason),
        }
    }

    /// Notes what is wrong, unless something was before.
    fn fail(&mut self, line: u64, reason: CardReason) {
        self.wrong.get_or_insert((line, reason));
    }

    /// The card, when its end was read.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub(super) fn finish(mut self, words: &NoteWords) -> Result<CardDraft, CardReject> {
        match self.wrong.take() {
            Some((line, reason)) => Err(self.reject(line, reason)),
            None => {
                draft::read_draft(&self, words).map_err(|(line, reason)| self.reject(line, reason))
            }
        }
    }

    /// The card, when its end did not come.
    pub(super) fn torn(mut self) -> CardReject {
        let (line, reason) = self.wrong.take().unwrap_or((self.begun, CardReason::NoEnd));
        self.reject(line, reason)
    }

    fn reject(&self, line: u64, reason: CardReason) -> CardReject {
        CardReject { line, begun: self.begun, name: shorten(&self.name()), reason }
    }

    /// What the card calls them, as far as it was read.
    fn name(&self) -> String {
        let value = |name: &str| {
            let mut all = self.properties.iter().filter(|p| p.head.name == name);
            all.find(|p| !p.value.trim().is_empty()).map(|p| p.value.as_str()).unwrap_or_default()
        };
        let parts = Parts::read(value("N"), self.old);
        let name = parts.shown(&single(value("FN"), self.old));
        if name.is_empty() { single(value("ORG"), self.old) } else { name }
    }
}

//! Whom a typed text finds, in slices: first who bears it; then who nearly does, and whose notes
//! and interactions say it.

use std::ops::{ControlFlow, Range};

use model::Customer;
use search::{Query, Rank, Scratch, Snippet, Words, snippet};

use crate::image::Image;
use crate::table::Slot;

/// Where fewer are found, those are looked for who nearly bear what was typed: otherwise somebody
/// who types correctly would have them between what they want.
const FEW: usize = 20;
/// Notes are gone through for words of that many letters, or half as many Han characters: what is
/// shorter stands in nearly all of them.
const SHORTEST: usize = 3;
/// How many customers' notes are looked at between two looks at the clock; of customers
/// themselves, several times as many.
const BETWEEN: Slot = 16;
/// How much of a note is shown, in characters.
const SHOWN: usize = 60;

/// Places below are those of [`Rank`].
const NEARLY: u8 = 32;
const MENTIONED: u8 = 255;

/// How a customer was found, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// What was typed stands in the name, a number, an address, a tag or a field people added.
    Bears,
    /// Something like it does.
    Nearly,
    /// It stands in their notes or in those of interactions with them.
    Mentioned,
}

/// Whom a search has found so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found(Vec<u8>);

impl Found {
    /// How well the customer in `slot` matches, the best first; 0 for those not found.
    pub(super) fn place(&self, slot: Slot) -> u8 {
        self.0.get(slot as usize).copied().unwrap_or(0)
    }

    /// How the customer in `slot` was found; `None` for those who are not.
    #[must_use]
    pub fn how(&self, slot: Slot) -> Option<How> {
        how(self.place(slot))
    }
}

/// A search under way. It is of the image it began with: when that changes, begin another.
pub struct Search {
    query: Query,
    scratch: Scratch,
    places: Vec<u8>,
    count: usize,
    left: Left,
}

/// What is still to be looked at, from which slot on.
enum Left {
    Borne(Slot),
    Near(Slot),
    Notes(Slot),
    Nothing,
}

impl Search {
    /// Begins to search for what was typed; [`Search::go_on`] finds somebody.
    #[must_use]
    pub fn begin(image: &Image, typed: &str) -> Self {
        Self {
            query: Query::parse(typed),
            scratch: Scratch::default(),
            places: vec![0; image.tables.customers.slot_count()],
            count: 0,
            left: Left::Borne(0),
        }
    }

    /// Whom it has found so far.
    #[must_use]
    pub fn found(&self) -> Found {
        Found(self.places.clone())
    }

    /// How many that are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether everybody is found who bears what was typed.
    #[must_use]
    pub fn has_first(&self) -> bool {
        !matches!(self.left, Left::Borne(_))
    }

    /// Whether everything has been looked at.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.left, Left::Nothing)
    }

    /// Looks further until everybody is found who bears what was typed; called again, until
    /// everything has been looked at. Stops before that when `is_due`.
    pub fn go_on(&mut self, image: &Image, is_due: &dyn Fn() -> bool) {
        loop {
            match self.left {
                Left::Nothing => return,
                Left::Borne(from) => {
                    let to = self.stretch(from, BETWEEN * 32);
                    self.look_for_bearers(image, from..to);
                    if self.is_last(to) {
                        self.left = self.after_bearers();
                        return;
                    }
                    self.left = Left::Borne(to);
                }
                Left::Near(from) => {
                    let to = self.stretch(from, BETWEEN * 8);
                    (from..to).for_each(|slot| self.look_near(image, slot));
                    self.left = match self.is_last(to) {
                        true => notes(&self.query),
                        false => Left::Near(to),
                    };
                }
                Left::Notes(from) => {
                    let to = self.stretch(from, BETWEEN);
                    (from..to).for_each(|slot| self.look_into_notes(image, slot));
                    self.left = match self.is_last(to) {
                        true => Left::Nothing,
                        false => Left::Notes(to),
                    };
                }
            }
            if is_due() {
                return;
            }
        }
    }

    /// How the customer in `slot` was found so far; `None` for those who are not.
    #[must_use]
    pub fn how(&self, slot: Slot) -> Option<How> {
        self.places.get(slot as usize).and_then(|place| how(*place))
    }

    /// What notes say that made the customer in `slot` be found by them: the text that has most of
    /// the words, cut to about a line.
    #[must_use]
    pub fn mention(&self, image: &Image, slot: Slot) -> Option<Snippet> {
        if self.how(slot) != Some(How::Mentioned) {
            return None;
        }
        let mut scratch = Scratch::default();
        let (mut best, mut shown) = (0, None);
        each_text(image, slot, &mut |text| {
            if let Some(found) = self.query.find_in(text, &mut scratch)
                && found.words.len() > best
            {
                best = found.words.len();
                shown = Some(snippet(text, found.at, SHOWN));
            }
            match best == self.query.words().len() {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        shown
    }

    fn stretch(&self, from: Slot, count: Slot) -> Slot {
        (from + count).min(self.places.len() as Slot)
    }

    fn is_last(&self, to: Slot) -> bool {
        to as usize >= self.places.len()
    }

    fn is_wanted(&self, image: &Image, slot: Slot) -> bool {
        self.places.get(slot as usize) == Some(&0) && image.is_live_customer(slot)
    }

    fn find(&mut self, slot: Slot, place: u8) {
        if let Some(at) = self.places.get_mut(slot as usize) {
            *at = place;
            self.count += 1;
        }
    }

    fn look_for_bearers(&mut self, image: &Image, slots: Range<Slot>) {
        let mut folds = image.folds();
        for slot in slots {
            let rank = self.query.rank(&folds.hay(slot, image.haystack(slot)));
            if let Some(rank) = rank.filter(|_| image.is_live_customer(slot)) {
                self.find(slot, place_of(rank));
            }
        }
    }

    fn after_bearers(&self) -> Left {
        match () {
            () if self.query.is_empty() => Left::Nothing,
            () if self.count < FEW && self.query.may_be_mistyped() => Left::Near(0),
            () => notes(&self.query),
        }
    }

    fn look_near(&mut self, image: &Image, slot: Slot) {
        if !self.is_wanted(image, slot) {
            return;
        }
        let near = self.query.near(&image.folds().hay(slot, image.haystack(slot)));
        if let Some(near) = near {
            // Sixteen words of two slips each, at most.
            self.find(slot, NEARLY + near.0.min(63) as u8);
        }
    }

    fn look_into_notes(&mut self, image: &Image, slot: Slot) {
        if !self.is_wanted(image, slot) {
            return;
        }
        let Self { query, scratch, .. } = self;
        let (all, mut words) = (query.words(), Words::default());
        let mut said = |text: &str| query.find_in(text, scratch).map(|found| found.words);
        each_text(image, slot, &mut |text| {
            words |= said(text).unwrap_or_default();
            match words == all {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        // Some words may be of the notes, the others the name's.
        if !words.is_empty() && words != all {
            words |= said(image.haystack(slot)).unwrap_or_default();
        }
        if words == all {
            self.find(slot, MENTIONED);
        }
    }
}

fn how(place: u8) -> Option<How> {
    match place {
        0 => None,
        1..NEARLY => Some(How::Bears),
        NEARLY..MENTIONED => Some(How::Nearly),
        MENTIONED => Some(How::Mentioned),
    }
}

/// What the place of those is who match so.
fn place_of(rank: Rank) -> u8 {
    1 + rank as u8
}

/// Whether notes are to be gone through at all.
fn notes(query: &Query) -> Left {
    if query.letters() >= SHORTEST { Left::Notes(0) } else { Left::Nothing }
}

/// The customer's own notes, then those of interactions, the ones written down last first.
fn each_text(image: &Image, slot: Slot, look: &mut dyn FnMut(&str) -> ControlFlow<()>) {
    let Some(row) = image.tables.customers.row(slot) else { return };
    let Customer { notes, .. } = &row.record;
    if !notes.is_empty() && look(notes).is_break() {
        return;
    }
    let table = &image.tables.interactions;
    for slot in image.interactions_of(row.id).iter().rev() {
        let Some(row) = table.read(*slot) else { continue };
        let told = &row.record;
        for text in [&told.subject, &told.notes, &told.outcome, &told.next_step] {
            if !text.is_empty() && look(text).is_break() {
                return;
            }
        }
    }
}

//! What the parts of the editor share.

use std::sync::Arc;

use analytics::rfm::{Scoring, SegmentIndex, SegmentMap, default_map};
use leptos::prelude::*;
use model::Currency;

use crate::platform::time;
use crate::session::Session;
use crate::views::form::Form;
use crate::views::segments::scoring::typed::{Kind, Typed, Wrong};

/// Maps that can be gone back to.
const MOST_UNDONE: usize = 100;

/// Customers by cell of the map, and those without a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    cells: Vec<usize>,
    pub unscored: usize,
}

/// The scoring being set up, free to copy into every closure.
#[derive(Clone, Copy)]
pub struct Desk {
    pub session: Session,
    pub form: Form<Typed>,
    /// The currency of amounts typed.
    pub base: Memo<Currency>,
    /// The map, as painted.
    pub map: Memo<SegmentMap>,
    /// What is wrong, but for the name.
    pub wrong: Memo<Vec<Wrong>>,
    /// Who is in which cell, if that can be said.
    pub counts: Memo<Option<Arc<Counts>>>,
    /// The segment to paint with.
    pub brush: RwSignal<SegmentIndex>,
    /// The monetary score painted; all of them if none.
    pub layer: RwSignal<Option<u8>>,
    /// Earlier maps, the latest last.
    before: RwSignal<Vec<SegmentMap>>,
}

impl Desk {
    pub fn new(session: Session, form: Form<Typed>) -> Self {
        let base = Memo::new(move |_| session.base());
        let map = Memo::new(move |_| form.typed.with(|typed| typed.map.clone()));
        let read = move || form.typed.with(|typed| typed.read(base.get().places()));
        let wrong = Memo::new(move |_| read().err().unwrap_or_default());
        // Painting changes neither scores nor who has them.
        let scored = Memo::new(move |_| {
            let scoring = read().ok()?;
            let mut plain =
                Scoring::new(scoring.method().clone(), default_map(scoring.bins())).ok()?;
            plain.window = scoring.window;
            plain.monetary = scoring.monetary;
            plain.frequency = scoring.frequency;
            Some(plain)
        });
        let counts = Memo::new(move |_| {
            let (scoring, today) = (scored.get()?, time::today()?);
            let rfm = session.look(|image| image.rfm(&scoring, today)).flatten()?;
            Some(Arc::new(Counts { cells: rfm.table.cells(), unscored: rfm.unscored }))
        });
        let brush = RwSignal::new(map.with_untracked(|map| map.segment(1, 1, 1)));
        let (layer, before) = (RwSignal::new(None), RwSignal::new(Vec::new()));
        Self { session, form, base, map, wrong, counts, brush, layer, before }
    }

    /// Fills in thresholds where there are not those of so many scores.
    pub fn suggest(self) {
        let places = self.base.get_untracked().places();
        let mut suggested = self.form.typed.get_untracked();
        let plain = Typed { kind: Kind::Quantile, ..suggested.clone() };
        let plain = plain.read(places).ok();
        let ranked = plain.zip(time::today()).and_then(|(plain, today)| {
            self.session.peek(|image| image.ranked(plain.config(today.number()))).flatten()
        });
        suggested.suggest(ranked.as_deref(), places);
        if self.form.typed.with_untracked(|typed| *typed != suggested) {
            self.form.typed.set(suggested);
        }
    }

    /// Whether there is an earlier map to go back to; follows it.
    pub fn can_undo(self) -> bool {
        self.before.with(|before| !before.is_empty())
    }

    /// Goes back to the map before.
    pub fn undo(self) {
        let Some(map) = self.before.try_update(Vec::pop).flatten() else { return };
        self.show(map);
    }

    /// Goes on with another map, from which there is a way back.
    pub fn change(self, map: SegmentMap) {
        self.remember();
        self.show(map);
    }

    /// Keeps the map as one to go back to.
    pub fn remember(self) {
        let now = self.map.get_untracked();
        self.before.update(|before| {
            if before.len() >= MOST_UNDONE {
                before.remove(0);
            }
            before.push(now);
        });
    }

    /// Paints the cells of these recency and frequency scores; answers whether that changed any.
    pub fn paint(self, r: u8, f: u8, begins: bool) {
        let (layer, brush) = (self.layer.get_untracked(), self.brush.get_untracked());
        let painted = self.map.with_untracked(|map| map.painted(r, f, layer, brush));
        if self.map.with_untracked(|map| *map == painted) {
            return;
        }
        if begins {
            self.remember();
        }
        self.show(painted);
    }

    fn show(self, map: SegmentMap) {
        let (bins, segments) = (map.bins(), map.names().len());
        self.form.typed.update(|typed| typed.map = map);
        if self.brush.with_untracked(|brush| brush.get() >= segments) {
            self.brush.set(self.map.with_untracked(|map| map.segment(1, 1, 1)));
        }
        if self.layer.get_untracked().is_some_and(|layer| layer > bins.get()) {
            self.layer.set(None);
        }
    }

    /// How many customers are in the cells of these scores, of one monetary score or all.
    pub fn customers(self, r: u8, f: u8, m: Option<u8>) -> Option<usize> {
        let counts = self.counts.get()?;
        let side = usize::from(self.map.with(SegmentMap::bins).get());
        let row = (usize::from(r - 1) * side + usize::from(f - 1)) * side;
        let cells = counts.cells.get(row..row + side)?;
        Some(match m {
            Some(m) => cells.get(usize::from(m - 1)).copied()?,
            None => cells.iter().sum(),
        })
    }

    /// How many customers are in each segment, by its place in the list.
    pub fn members(self) -> Option<Vec<usize>> {
        let counts = self.counts.get()?;
        self.map.with(|map| {
            let mut members = vec![0; map.names().len()];
            if map.cells().len() != counts.cells.len() {
                return None;
            }
            for (segment, customers) in map.cells().iter().zip(&counts.cells) {
                members[segment.get()] += customers;
            }
            Some(members)
        })
    }
}

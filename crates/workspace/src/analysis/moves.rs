//! Who was in which segment on one day, and is in which on a later one.

use std::rc::Rc;

use analytics::rfm::{RfmTable, SegmentIndex, Transitions};
use model::Day;

use crate::analysis::{Group, Members, Rfm};
use crate::image::Image;
use crate::table::Slot;

/// Everybody between two days, by the scoring that holds.
#[derive(Debug)]
pub struct Moves {
    /// The earlier day's scores.
    pub before: Rc<Rfm>,
    /// The later day's.
    pub after: Rc<Rfm>,
    /// Live customers by where they were and where they are.
    pub counts: Transitions,
}

/// The customers who were in one segment on a day and in another, or the same, on another day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The earlier day.
    pub from: Day,
    /// The later day.
    pub to: Day,
    /// The code of the segment they were in, [`Group::UNSCORED`] for none.
    pub was: String,
    /// The code of the one they are in.
    pub is: String,
}

const AREA: &str = "move:";

impl Move {
    /// What stands for it in addresses: `move:1997-09-30:1998-06-30:champions>at-risk`.
    #[must_use]
    pub fn code(&self) -> String {
        let Self { from, to, was, is } = self;
        format!("{AREA}{from}:{to}:{}>{}", escaped(was), escaped(is))
    }

    /// The one a code stands for.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        let mut parts = code.strip_prefix(AREA)?.splitn(3, ':');
        let from = parts.next()?.parse().ok()?;
        let to = parts.next()?.parse().ok()?;
        let (was, is) = parts.next()?.split_once('>')?;
        Some(Self { from, to, was: plain(was), is: plain(is) })
    }
}

/// Segments people make may have any name.
fn escaped(code: &str) -> String {
    code.replace('~', "~0").replace('>', "~1")
}

fn plain(escaped: &str) -> String {
    escaped.replace("~1", ">").replace("~0", "~")
}

/// The segment of a code on a map: `Some(None)` for no score, `None` where the map has no such
/// segment.
fn place(table: &RfmTable, code: &str) -> Option<Option<SegmentIndex>> {
    match code {
        Group::UNSCORED => Some(None),
        code => table.segment_of_code(code).map(Some),
    }
}

impl Image {
    /// Where customers were and where they are. `None` when their orders cannot be counted.
    #[must_use]
    pub fn moves(&self, from: Day, to: Day) -> Option<Moves> {
        let scoring = self.scoring();
        let (before, after) = (self.rfm(&scoring, from)?, self.rfm(&scoring, to)?);
        let counts =
            Transitions::between(&before.table, &after.table, |slot| self.is_live_customer(slot));
        Some(Moves { before, after, counts })
    }

    /// The live customers of a move, ascending; nobody where a segment is not on the map.
    #[must_use]
    pub fn movers(&self, moved: &Move) -> Vec<Slot> {
        let who = || {
            let scoring = self.scoring();
            let (before, after) = (self.rfm(&scoring, moved.from)?, self.rfm(&scoring, moved.to)?);
            let (before, after) = (&before.table, &after.table);
            let (was, is) = (place(before, &moved.was)?, place(after, &moved.is)?);
            let live = |slot| self.is_live_customer(slot);
            Some(Transitions::members(before, after, was, is, live))
        };
        who().unwrap_or_default()
    }

    pub(crate) fn moved(&self, moved: &Move) -> Members {
        let movers = self.movers(moved);
        let slots = self.tables.customers.slot_count();
        Members::of(slots, |slot| movers.binary_search(&slot).is_ok())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_for_one_move_whatever_segments_are_called() {
        let day = |text: &str| text.parse().unwrap();
        for (was, is) in [("champions", "unscored"), ("own:a>b~1", "own:~:>"), ("", ">")] {
            let moved = Move {
                from: day("1997-09-30"),
                to: day("1998-06-30"),
                was: was.to_owned(),
                is: is.to_owned(),
            };
            assert_eq!(Move::of_code(&moved.code()), Some(moved));
        }
        for code in ["move:", "move:1997-09-30:1998-06-30", "move:x:1998-06-30:a>b", "champions"] {
            assert_eq!(Move::of_code(code), None);
        }
    }
}

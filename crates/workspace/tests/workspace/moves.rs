//! Who went from which segment to which, and where a customer stood.

use analytics::rfm::{Bins, SegmentIndex};
use model::{Id, Kind};
use pollster::block_on;
use workspace::{Group, MemoryStore, Move, Slot, Workspace};

use crate::common::{Device, customer, day, order, usd};

/// Customers who order every so many days, from the first of January 2025 for so many days.
fn shop(device: &Device) -> (Workspace<MemoryStore>, Vec<Id>) {
    let tab = device.open();
    let mut ids = Vec::new();
    for n in 0..30_i32 {
        let id = block_on(tab.save(None, customer(&format!("Customer {n}")), "")).unwrap().id;
        let (every, lasts) = (5 + n % 7 * 9, 40 + n * 9);
        for on in (n..lasts).step_by(every as usize) {
            let on = model::Day::from_number(day("2025-01-01").number() + on).unwrap();
            let order = order(id, &on.to_string(), usd(500 + i64::from(n) * 130));
            block_on(tab.save(None, order, "")).unwrap();
        }
        ids.push(id);
    }
    (tab, ids)
}

#[test]
fn everybody_is_behind_one_cell_and_each_cell_lists_as_many_as_it_counts() {
    let device = Device::new(1);
    let (tab, ids) = shop(&device);
    block_on(tab.delete(Kind::Customer, &ids[4..5], "")).unwrap();
    let (from, to) = (day("2025-03-01"), day("2025-10-01"));
    let image = tab.image();
    let moves = image.moves(from, to).unwrap();
    let code = |names: &[analytics::rfm::SegmentName], at: Option<SegmentIndex>| match at {
        Some(at) => names[at.get()].code().into_owned(),
        None => Group::UNSCORED.to_owned(),
    };
    let standing = image.standing(to).unwrap();
    let mut seen: Vec<Slot> = Vec::new();
    for (was, cells) in moves.counts.rows() {
        for (n, count) in cells.iter().enumerate() {
            let is = SegmentIndex::at(n).filter(|_| n < moves.counts.to.len());
            let moved = Move {
                from,
                to,
                was: code(&moves.counts.from, was),
                is: code(&moves.counts.to, is),
            };
            let movers = image.movers(&moved);
            assert_eq!(movers.len(), *count, "{}", moved.code());
            // The group that the code means in an address has the same customers.
            let members = standing.members(&image, &Group::of_code(&moved.code()));
            assert_eq!(members.count(), *count);
            for slot in &movers {
                assert!(members.contains(*slot));
                // Who they are is told by scores of each day alone.
                let on = |day| image.standing(day).unwrap().rfm.segment(*slot).cloned();
                let code = |name: Option<analytics::rfm::SegmentName>| {
                    name.map_or(Group::UNSCORED.to_owned(), |name| name.code().into_owned())
                };
                assert_eq!((code(on(from)), code(on(to))), (moved.was.clone(), moved.is.clone()));
            }
            seen.extend(movers);
        }
    }
    seen.sort_unstable();
    let gone = image.tables.customers.slot(ids[4]);
    let all: Vec<Slot> = (0..30).filter(|slot| Some(*slot) != gone).collect();
    assert_eq!(seen, all);
    // Somebody moved, or the test would not see a thing.
    assert!(moves.counts.rows().filter(|(_, cells)| cells.iter().any(|n| *n > 0)).count() > 2);
}

#[test]
fn a_move_of_a_segment_that_is_on_no_map_is_nobodys() {
    let device = Device::new(1);
    let (tab, _) = shop(&device);
    let moved = Move {
        from: day("2025-03-01"),
        to: day("2025-10-01"),
        was: "own:Never made".to_owned(),
        is: "champions".to_owned(),
    };
    assert!(tab.image().movers(&moved).is_empty());
}

#[test]
fn where_a_customer_stood_is_what_everybodys_scores_of_the_day_say() {
    let device = Device::new(1);
    let (tab, ids) = shop(&device);
    let image = tab.image();
    let mut scored = 0;
    for on in ["2024-12-31", "2025-02-28", "2025-06-30", "2025-12-31"] {
        let standing = image.standing(day(on)).unwrap();
        assert_eq!(standing.rfm.bins, Bins::default());
        for id in &ids {
            let slot = image.tables.customers.slot(*id).unwrap();
            let stood = image.stood(slot, day(on)).unwrap();
            let score = stood.at.as_ref().map(|(score, _)| *score);
            assert_eq!(score, standing.rfm.score(slot));
            assert_eq!(stood.at.as_ref().map(|(_, name)| name), standing.rfm.segment(slot));
            scored += usize::from(score.is_some());
        }
    }
    assert!(scored > 60, "{scored}");
}

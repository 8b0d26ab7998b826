//! Moves as a matrix and as a flow.

use std::rc::Rc;

use analytics::rfm::SegmentName;
use leptos::prelude::*;
use workspace::{Move, Moves};

use crate::components::chart::{Flow, Heat, HeatCell, Node, Plotted, Stream, Tint, plotted};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::views::segments::drawn;
use crate::views::segments::moves::question::Question;
use crate::words;

type Moved = Signal<Option<Rc<Moves>>, LocalStorage>;

/// The segments of one side and, last, those without a purchase.
fn side(names: &[SegmentName]) -> Vec<Option<&SegmentName>> {
    names.iter().map(Some).chain([None]).collect()
}

/// How many went from each segment to each.
pub fn matrix(
    moves: Moved,
    question: Memo<Option<Question>>,
    chosen: Memo<Option<Move>>,
) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let (moves, question, chosen) = (moves.get()?, question.get()?, chosen.get());
        let (from, to) = (side(&moves.counts.from), side(&moves.counts.to));
        let locale = i18n.get_locale();
        let most = moves.counts.rows().flat_map(|(_, cells)| cells).copied().max().unwrap_or(0);
        let most = most.max(1) as f64;
        let cell = |was: Option<&SegmentName>, is: Option<&SegmentName>, count: usize| {
            let (was, is) = (words::segment_code(was), words::segment_code(is));
            HeatCell {
                text: if count > 0 { format::count(locale, count) } else { String::new() },
                // The root, or the few beside the many could not be told from none.
                strength: (count as f64 / most).sqrt(),
                tint: Tint::ACCENT,
                path: (count > 0).then(|| question.path(&was, &is)),
                chosen: chosen.as_ref().is_some_and(|m| (&*m.was, &*m.is) == (&*was, &*is)),
            }
        };
        // Segments that nobody was in, or is in, would only push the others off a phone.
        let sum = |at: usize| moves.counts.rows().map(|(_, cells)| cells[at]).sum::<usize>();
        let columns: Vec<usize> = (0..to.len()).filter(|at| sum(*at) > 0).collect();
        let mut heat = Heat {
            rows_label: t_string!(i18n, moves.was).to_owned(),
            columns_label: t_string!(i18n, moves.is).to_owned(),
            columns: columns.iter().map(|at| words::segment(i18n, to[*at])).collect(),
            ..Heat::default()
        };
        for ((_, cells), was) in moves.counts.rows().zip(from) {
            if cells.iter().all(|count| *count == 0) {
                continue;
            }
            heat.rows.push(words::segment(i18n, was));
            heat.cells.push(columns.iter().map(|at| cell(was, to[*at], cells[*at])).collect());
        }
        Some(heat)
    })
}

/// The same as streams, without those who had no purchase on either day.
pub fn flow(moves: Moved, question: Memo<Option<Question>>) -> Plotted {
    let i18n = use_i18n();
    plotted(move || {
        let (moves, question) = (moves.get()?, question.get()?);
        let (from, to) = (side(&moves.counts.from), side(&moves.counts.to));
        let locale = i18n.get_locale();
        let node = |segment: &Option<&SegmentName>| Node {
            label: words::segment(i18n, *segment),
            tint: drawn::tint(*segment),
        };
        let mut streams = Vec::new();
        for (left, (_, cells)) in moves.counts.rows().enumerate() {
            for (right, count) in cells.iter().enumerate() {
                let (was, is) = (from[left], to[right]);
                if *count == 0 || was.is_none() && is.is_none() {
                    continue;
                }
                let path = question.path(&words::segment_code(was), &words::segment_code(is));
                let value = *count as f64;
                streams.push(Stream { from: left, to: right, value, path: Some(path) });
            }
        }
        Some(Flow {
            from_label: format::day(locale, question.from),
            to_label: format::day(locale, question.to),
            value: drawn::customers(i18n),
            from: from.iter().map(node).collect(),
            to: to.iter().map(node).collect(),
            streams,
        })
    })
}

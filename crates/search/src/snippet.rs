//! A piece of a long text around what was found in it.

use std::ops::Range;

/// How far a cut moves to fall between two words, in characters. Words of Han have no gaps.
const TO_GAP: usize = 12;

/// What was found, and what stands around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// What stands before, after an ellipsis if that is not all.
    pub before: String,
    /// What was found.
    pub matched: String,
    /// What stands after, before an ellipsis if that is not all.
    pub after: String,
}

/// Cuts out about `about_chars` characters around `range`, which is in bytes of `text` and is
/// kept whole. Line ends and other runs of space become one space. A range that is out of bounds
/// or within a character is brought into bounds and made wider.
#[must_use]
pub fn snippet(text: &str, range: Range<usize>, about_chars: usize) -> Snippet {
    let start = text.floor_char_boundary(range.start);
    let end = text.ceil_char_boundary(range.end.max(start));
    let (before, rest) = text.split_at_checked(start).unwrap_or_default();
    let (matched, after) = rest.split_at_checked(end - start).unwrap_or_default();
    let room = about_chars.saturating_sub(matched.chars().count());
    // No more than a third before, so that what was found is in sight where a line is cut off.
    let (from, cut_before) = tail(before, room / 3);
    let used = before.get(from..).unwrap_or_default().chars().count();
    let (to, cut_after) = head(after, room.saturating_sub(used));
    let mut before = spaced(before.get(from..).unwrap_or_default());
    let mut after = spaced(after.get(..to).unwrap_or_default());
    if cut_before {
        before.insert(0, '…');
    }
    if cut_after {
        after.push('…');
    }
    Snippet { before, matched: spaced(matched), after }
}

/// Where the last `most` characters begin, or the first word in them, and whether that cuts
/// anything off.
fn tail(text: &str, most: usize) -> (usize, bool) {
    let Some((from, _)) = text.char_indices().rev().take(most.saturating_add(1)).nth(most) else {
        return (0, false);
    };
    // From the character before on, so that a word that begins just here is kept.
    let rest = text.get(from..).unwrap_or_default();
    let gap = rest.char_indices().take(TO_GAP).find(|(_, c)| c.is_whitespace());
    let from = match gap {
        Some((at, c)) => from + at + c.len_utf8(),
        None => from + rest.chars().next().map_or(0, char::len_utf8),
    };
    (from, true)
}

/// Where the first `most` characters end, or the last word in them, and whether that cuts
/// anything off.
fn head(text: &str, most: usize) -> (usize, bool) {
    let Some((to, next)) = text.char_indices().nth(most) else { return (text.len(), false) };
    let kept = text.get(..to + next.len_utf8()).unwrap_or_default();
    let gap = kept.char_indices().rev().take(TO_GAP).find(|(_, c)| c.is_whitespace());
    (gap.map_or(to, |(at, _)| at), true)
}

/// With one space for every run of space.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

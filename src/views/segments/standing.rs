//! What lists ask of analysis: where customers stand, and who is in a group.

use analytics::rfm::Segment;
use model::Day;
use workspace::{Group, Image, Members, Standing};

use crate::i18n::{I18n, t_string};
use crate::session::Analysis;
use crate::words;

/// The answers.
pub fn analysis() -> Analysis {
    Analysis { standing, members, name }
}

fn standing(image: &Image, day: Day) -> Option<Standing> {
    image.standing(day)
}

/// Nobody is in a group that does not exist.
fn members(image: &Image, standing: &Standing, code: &str) -> Members {
    group(code).map(|group| standing.members(image, group)).unwrap_or_default()
}

fn name(i18n: I18n, _: &Image, code: &str) -> String {
    match group(code) {
        Some(Group::Cell(r, f)) => t_string!(i18n, customers.cell, r = r, f = f).to_string(),
        Some(Group::Segment(segment)) => words::segment(i18n, Some(segment)),
        Some(Group::Unscored) => words::segment(i18n, None),
        None => code.to_owned(),
    }
}

/// The group a code means: a segment's own code, or `5-4` for the cell R5 F4.
fn group(code: &str) -> Option<Group> {
    if let Some((r, f)) = code.split_once('-')
        && let (Ok(r), Ok(f)) = (r.parse(), f.parse())
    {
        return Some(Group::Cell(r, f));
    }
    if code == words::segment_code(None) {
        return Some(Group::Unscored);
    }
    Segment::ALL.into_iter().find(|s| words::segment_code(Some(*s)) == code).map(Group::Segment)
}

//! What lists ask of analysis: where customers stand, and who is in a group.

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

fn members(image: &Image, standing: &Standing, code: &str) -> Members {
    standing.members(image, &group(code))
}

fn name(i18n: I18n, _: &Image, code: &str) -> String {
    match group(code) {
        Group::Cell(r, f) => t_string!(i18n, customers.cell, r = r, f = f).to_string(),
        Group::Segment(code) => words::segment_of_code(i18n, &code).unwrap_or(code),
        Group::Unscored => words::segment(i18n, None),
    }
}

/// The group a code means: a segment's own code, or `5-4` for the cell R5 F4.
fn group(code: &str) -> Group {
    if let Some((r, f)) = code.split_once('-')
        && let (Ok(r), Ok(f)) = (r.parse(), f.parse())
    {
        return Group::Cell(r, f);
    }
    if code == words::UNSCORED { Group::Unscored } else { Group::Segment(code.to_owned()) }
}

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
    standing.members(image, &Group::of_code(code))
}

fn name(i18n: I18n, _: &Image, code: &str) -> String {
    match Group::of_code(code) {
        Group::Cell(r, f) => t_string!(i18n, customers.cell, r = r, f = f).to_string(),
        Group::Segment(code) => words::segment_of_code(i18n, &code).unwrap_or(code),
        Group::Unscored => words::segment(i18n, None),
    }
}

//! What lists ask of analysis: where customers stand, and who is in a group.

use std::rc::Rc;

use model::Day;
use workspace::analysis::rules::{RuleSegment, rule_group};
use workspace::{Group, Image, Ltv, Members, Standing, Tiers};

use crate::i18n::{I18n, t_string};
use crate::session::Analysis;
use crate::views::segments::moves;
use crate::words;

/// The answers.
pub fn analysis() -> Analysis {
    Analysis { standing, members, name, tiers, ltv, rules }
}

fn standing(image: &Image, day: Day) -> Option<Standing> {
    image.standing(day)
}

fn members(image: &Image, standing: &Standing, code: &str) -> Members {
    standing.members(image, &Group::of_code(code))
}

fn name(i18n: I18n, image: &Image, code: &str) -> String {
    match Group::of_code(code) {
        Group::Cell(r, f) => t_string!(i18n, customers.cell, r = r, f = f).to_string(),
        Group::Segment(code) => words::segment_of_code(i18n, &code).unwrap_or(code),
        Group::Unscored => words::segment(i18n, None),
        Group::Tier(tier) => words::tier(i18n, tier).to_owned(),
        Group::Cluster(..) => code.to_owned(),
        Group::Move(moved) => moves::name(i18n, &moved),
        Group::Rule(id) => match image.definition::<RuleSegment>(&id) {
            Some(segment) => segment.name,
            None => t_string!(i18n, rules.gone).to_owned(),
        },
    }
}

fn ltv(image: &Image, day: Day) -> Option<Rc<Ltv>> {
    image.ltv(day)
}

fn tiers(image: &Image, day: Day) -> Option<Rc<Tiers>> {
    image.tiers(day)
}

fn rules(image: &Image) -> Vec<(String, String)> {
    let all = image.definitions::<RuleSegment>().into_iter();
    let mut all: Vec<_> = all.map(|(id, segment)| (rule_group(&id), segment.name)).collect();
    all.sort_by_cached_key(|(_, name)| name.to_lowercase());
    all
}

//! What lists ask of analysis: where customers stand, and who is in a group.

use std::rc::Rc;

use analytics::rfm::OwnSegment;
use model::Day;
use workspace::analysis::clusters::cluster_group;
use workspace::analysis::rules::{RuleSegment, rule_group};
use workspace::analysis::warnings::Warnings;
use workspace::{Clustering, Group, Image, Ltv, Members, Slot, Standing, Tiers};

use crate::i18n::{I18n, t_string};
use crate::session::Analysis;
use crate::views::segments::moves;
use crate::views::segments::watch::rule_name;
use crate::words;

/// The answers.
pub fn analysis() -> Analysis {
    Analysis {
        standing,
        members,
        name,
        tiers,
        ltv,
        warnings_of,
        warning_parts,
        warning_part,
        rules,
    }
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
        Group::Move(moved) => moves::name(i18n, &moved),
        Group::Rule(id) => match image.definition::<RuleSegment>(&id) {
            Some(segment) => segment.name,
            None => t_string!(i18n, rules.gone).to_owned(),
        },
        Group::Warned(None) => t_string!(i18n, watch.warned).to_owned(),
        Group::Warned(Some(id)) => {
            let rules = image.warning_rules().into_iter();
            let rule = rules.into_iter().find(|(other, _)| *other == id);
            rule.map_or(id, |(_, rule)| rule_name(i18n, &rule))
        }
        Group::Cluster(id, cluster) => {
            let kept = image.definition::<Clustering>(&id);
            let named =
                kept.and_then(|kept| Some(cluster_name(&kept, kept.clusters.get(cluster)?)));
            named.unwrap_or_else(|| t_string!(i18n, clusters.gone).to_owned())
        }
    }
}

/// A cluster by the name of its clustering and its own: two clusterings may have one of a name.
fn cluster_name(kept: &Clustering, cluster: &OwnSegment) -> String {
    format!("{} · {}", kept.name, cluster.name())
}

fn ltv(image: &Image, day: Day) -> Option<Rc<Ltv>> {
    image.ltv(day)
}

fn warnings_of(image: &Image, slot: Slot, day: Day) -> Warnings {
    image.warnings_of(slot, day)
}

fn warning_parts(image: &Image) -> usize {
    image.warning_parts()
}

fn warning_part(image: &Image, part: usize, day: Day) {
    image.look_into_warnings(part, false, day);
}

fn tiers(image: &Image, day: Day) -> Option<Rc<Tiers>> {
    image.tiers(day)
}

fn rules(image: &Image) -> Vec<(String, String)> {
    let all = image.definitions::<RuleSegment>().into_iter();
    let mut all: Vec<_> = all.map(|(id, segment)| (rule_group(&id), segment.name)).collect();
    let clusterings = image.definitions::<Clustering>();
    all.extend(clusterings.iter().flat_map(|(id, kept)| {
        let clusters = kept.clusters.iter().enumerate();
        clusters.map(move |(at, cluster)| (cluster_group(id, at), cluster_name(kept, cluster)))
    }));
    all.sort_by_cached_key(|(_, name)| name.to_lowercase());
    all
}

//! Measures, and what sets a cluster apart, in words.

use analytics::clusters::{Aspect, Difference};
use model::Currency;
use workspace::Clustered;

use crate::format;
use crate::i18n::{I18n, t_string};

/// Differences told of a cluster.
const TOLD: usize = 4;
/// Differences that make a name.
const NAMING: usize = 2;
/// From here on a factor says more than both figures.
const FACTOR: f64 = 1.2;

/// What a measure is called.
pub fn aspect(i18n: I18n, aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Recency => t_string!(i18n, customers.days_since_order),
        Aspect::Orders => t_string!(i18n, customers.orders),
        Aspect::OrderDays => t_string!(i18n, clusters.order_days),
        Aspect::Revenue => t_string!(i18n, customers.revenue),
        Aspect::MeanOrder => t_string!(i18n, customers.mean_order),
        Aspect::Tenure => t_string!(i18n, clusters.tenure),
    }
}

/// A figure of a measure: days and counts to one decimal, money without cents.
pub fn figure(i18n: I18n, aspect: Aspect, figure: f64, base: Currency) -> String {
    let locale = i18n.get_locale();
    match aspect.is_money() {
        true => format::money_round(locale, figure.round() as i64, base),
        false => format::decimal(locale, figure, 1),
    }
}

/// What sets a cluster apart, a sentence each.
pub fn told(i18n: I18n, clustered: &Clustered, cluster: usize, base: Currency) -> Vec<String> {
    let found = clustered.differences.get(cluster).map_or(&[][..], Vec::as_slice);
    found.iter().take(TOLD).map(|(aspect, found)| sentence(i18n, *aspect, *found, base)).collect()
}

fn sentence(i18n: I18n, aspect: Aspect, found: Difference, base: Currency) -> String {
    let words = |x| figure(i18n, aspect, x, base);
    let (own, all) = (words(found.own), words(found.all));
    let ratio = found.own / found.all;
    let factor = format::decimal(i18n.get_locale(), ratio, 1);
    let has_factor = found.all > 0.0 && ratio >= FACTOR;
    macro_rules! text {
        ($more:ident, $plain:ident) => {
            match has_factor {
                true => t_string!(i18n, clusters.$more, times = factor, own = own, all = all)
                    .to_string(),
                false => t_string!(i18n, clusters.$plain, own = own, all = all).to_string(),
            }
        };
    }
    match aspect {
        Aspect::Recency => t_string!(i18n, clusters.says_recency, own = own, all = all).to_string(),
        Aspect::Tenure => t_string!(i18n, clusters.says_tenure, own = own, all = all).to_string(),
        Aspect::Orders => text!(says_more_orders, says_orders),
        Aspect::OrderDays => text!(says_more_days, says_days),
        Aspect::Revenue => text!(says_more_revenue, says_revenue),
        Aspect::MeanOrder => text!(says_more_mean, says_mean),
    }
}

/// A name for each cluster, after what sets it apart most; no two alike.
pub fn names(i18n: I18n, clustered: &Clustered) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for found in &clustered.differences {
        let words = found
            .iter()
            .take(NAMING)
            .map(|(aspect, found)| trait_of(i18n, *aspect, found.by > 0.0));
        let words: Vec<&str> = words.collect();
        let name = match words[..] {
            [] => t_string!(i18n, clusters.name_average).to_owned(),
            [one] => one.to_owned(),
            [first, second, ..] => {
                t_string!(i18n, clusters.name_both, first = first, second = second).to_string()
            }
        };
        let again = names
            .iter()
            .filter(|other| **other == name || other.starts_with(&format!("{name} ")))
            .count();
        names.push(if again == 0 { name } else { format!("{name} {}", again + 1) });
    }
    names
}

fn trait_of(i18n: I18n, aspect: Aspect, above: bool) -> &'static str {
    match (aspect, above) {
        (Aspect::Recency, true) => t_string!(i18n, clusters.name_silent),
        (Aspect::Recency, false) => t_string!(i18n, clusters.name_recent),
        (Aspect::Orders | Aspect::OrderDays, true) => t_string!(i18n, clusters.name_frequent),
        (Aspect::Orders | Aspect::OrderDays, false) => t_string!(i18n, clusters.name_seldom),
        (Aspect::Revenue, true) => t_string!(i18n, clusters.name_much),
        (Aspect::Revenue, false) => t_string!(i18n, clusters.name_little),
        (Aspect::MeanOrder, true) => t_string!(i18n, clusters.name_large),
        (Aspect::MeanOrder, false) => t_string!(i18n, clusters.name_small),
        (Aspect::Tenure, true) => t_string!(i18n, clusters.name_old),
        (Aspect::Tenure, false) => t_string!(i18n, clusters.name_new),
    }
}

/// How well clusters are apart, in words: the bounds of Kaufman and Rousseeuw, "Finding Groups in
/// Data" (1990), table 4 of chapter 2.
pub fn strength(i18n: I18n, silhouette: f64) -> &'static str {
    match silhouette {
        s if s > 0.7 => t_string!(i18n, clusters.strong),
        s if s > 0.5 => t_string!(i18n, clusters.reasonable),
        s if s > 0.25 => t_string!(i18n, clusters.weak),
        _ => t_string!(i18n, clusters.none),
    }
}

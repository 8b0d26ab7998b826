//! How the clusters come about, with their own numbers.

use std::rc::Rc;

use analytics::clusters::{Aspect, Scale};
use leptos::prelude::*;
use workspace::Clustered;

use super::editor::Names;
use super::subject::Subject;
use super::wording;
use crate::components::How;
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;

/// The explanation.
#[component]
pub fn HowFound(
    subject: Subject,
    clustered: Signal<Option<Rc<Clustered>>, LocalStorage>,
    names: RwSignal<Names>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let subject = StoredValue::new(subject);
    // The first cluster with anybody in it is the example.
    let example = move || {
        let clustered = clustered.get()?;
        let cluster = clustered.clusters.iter().position(|cluster| cluster.customers > 0)?;
        let name = names.with(|names| names.each.get(cluster).cloned())?;
        Some((cluster, name, clustered.clusters[cluster], clustered.everyone))
    };
    let found = move || {
        subject.with_value(|subject| {
            let locale = i18n.get_locale();
            t_string!(
                i18n,
                clusters.how_found,
                customers = format::count(locale, subject.customers),
                day = format::day(locale, subject.day)
            )
            .to_string()
        })
    };
    let scales = move || {
        let locale = i18n.get_locale();
        let Some((cluster, name, own, _)) = example() else { return Vec::new() };
        let base = session.base();
        let number = |x| format::decimal(locale, x, 2);
        subject.with_value(|subject| {
            let columns = subject.measures.iter().zip(subject.model.scales()).enumerate();
            let line = |(column, (aspect, scale)): (usize, (&Aspect, &Scale))| {
                let figure = |x| wording::figure(i18n, *aspect, x, base);
                let middle = subject.model.centroids().get(cluster).map_or(0.0, |at| at[column]);
                let text = t_string!(
                    i18n,
                    clusters.how_scale,
                    measure = wording::aspect(i18n, *aspect),
                    figure = figure(own.median(*aspect)),
                    unit = figure(scale.unit),
                    mean = number(scale.mean),
                    sd = number(scale.sd),
                    z = number(scale.z(own.median(*aspect))),
                    name = name.clone(),
                    middle = number(middle),
                    plain = figure(scale.figure(middle))
                );
                view! { <li>{text.to_string()}</li> }.into_any()
            };
            columns.map(line).collect::<Vec<_>>()
        })
    };
    let shares = move || {
        let locale = i18n.get_locale();
        let (_, name, own, all) = example()?;
        let base = session.base();
        let part = |part: f64, whole: f64| match whole > 0.0 {
            true => format::percent(locale, part / whole),
            false => "–".to_owned(),
        };
        let text = t_string!(
            i18n,
            clusters.how_shares,
            name = name,
            count = format::count(locale, own.customers),
            total = format::count(locale, all.customers),
            share = part(own.customers as f64, all.customers as f64),
            revenue = format::money_round(locale, own.revenue, base),
            all = format::money_round(locale, all.revenue, base),
            part = part(own.revenue as f64, all.revenue as f64)
        );
        Some(text.to_string())
    };
    let silhouette = move || {
        let (k, silhouette) =
            subject.with_value(|subject| (subject.model.clusters(), subject.silhouette));
        let silhouette = format::decimal(i18n.get_locale(), silhouette?, 2);
        Some(t_string!(i18n, clusters.how_silhouette, k = k, silhouette = silhouette).to_string())
    };
    view! {
        <How>
            <p>{found}</p>
            <p>{tr!(i18n, clusters.how_scales)}</p>
            <ul>{scales}</ul>
            <p>{tr!(i18n, clusters.how_member)}</p>
            <p>{silhouette}</p>
            <p>{tr!(i18n, clusters.how_words)}</p>
            <p>{shares}</p>
        </How>
    }
    .into_any()
}

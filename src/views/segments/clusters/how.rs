//! How the clusters come about: all of them together, and each with its own numbers.

use std::rc::Rc;

use analytics::clusters::{Aspect, Scale};
use leptos::prelude::*;
use model::{Currency, Money};
use workspace::Clustered;

use super::subject::Subject;
use super::wording;
use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::counted::counted;

type Found = Signal<Option<Rc<Clustered>>, LocalStorage>;

/// How clusters are found.
#[component]
pub fn HowFound(subject: Subject, clustered: Found) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let subject = StoredValue::new(subject);
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
    let whole = move || {
        let on = subject.with_value(|subject| subject.on);
        Some(counted(i18n, session, clustered.get()?.everyone.customers, on))
    };
    let apart = move || {
        let (k, silhouette) =
            subject.with_value(|subject| (subject.model.clusters(), subject.silhouette));
        Some(silhouette_says(i18n, k, silhouette?))
    };
    view! {
        <How>
            <p>{move || format::sentences(i18n.get_locale(), &[found(), whole().unwrap_or_default()])}</p>
            <p>{tr!(i18n, clusters.how_scales)}</p>
            <p>{tr!(i18n, clusters.how_member)}</p>
            <p>{apart}</p>
            <p>{tr!(i18n, clusters.how_words)}</p>
            <p>{tr!(i18n, clusters.how_terms)}</p>
        </How>
    }
    .into_any()
}

/// How well so many clusters are apart, in words and by its name.
pub fn silhouette_says(i18n: I18n, clusters: u8, silhouette: f64) -> String {
    let silhouette = format::decimal(i18n.get_locale(), silhouette, 2);
    t_string!(i18n, clusters.how_silhouette, k = clusters, silhouette = silhouette).to_string()
}

/// How one cluster comes about; a line for everything customers were compared by.
#[component]
pub fn HowCluster(
    subject: StoredValue<Subject>,
    clustered: Found,
    cluster: usize,
    /// What it is called.
    name: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let own = move || {
        let clustered = clustered.get()?;
        let own = *clustered.clusters.get(cluster).filter(|own| own.customers > 0)?;
        Some((own, clustered.everyone))
    };
    let lines = move |says: fn(I18n, Line) -> String| {
        let Some((own, all)) = own() else { return Vec::new() };
        let base = session.base();
        subject.with_value(|subject| {
            let columns = subject.measures.iter().zip(subject.model.scales()).enumerate();
            let columns = columns.map(|(column, (aspect, scale))| {
                let middle = subject.model.centroids().get(cluster).map_or(0.0, |at| at[column]);
                let (own, all) = (own.median(*aspect), all.median(*aspect));
                let (aspect, scale) = (*aspect, *scale);
                let text = says(i18n, Line { aspect, scale, middle, own, all, base });
                view! { <li>{text}</li> }.into_any()
            });
            columns.collect::<Vec<_>>()
        })
    };
    let shares = move || {
        let locale = i18n.get_locale();
        let (own, all) = own()?;
        let base = session.base();
        let part = |part: f64, whole: f64| match whole > 0.0 {
            true => format::percent(locale, part / whole),
            false => "–".to_owned(),
        };
        let text = t_string!(
            i18n,
            clusters.how_shares,
            name = name.get(),
            count = format::count(locale, own.customers),
            total = format::count(locale, all.customers),
            share = part(own.customers as f64, all.customers as f64),
            revenue = format::money_round(locale, own.revenue, base),
            all = format::money_round(locale, all.revenue, base),
            part = part(own.revenue as f64, all.revenue as f64)
        );
        Some(text.to_string())
    };
    let typical = move || {
        let (own, _) = own()?;
        let count = format::count(i18n.get_locale(), own.customers);
        Some(t_string!(i18n, clusters.how_typical, count = count).to_string())
    };
    view! {
        <How>
            <p>{shares}</p>
            <p>{typical}</p>
            <ul>{move || lines(plainly)}</ul>
            <p>{tr!(i18n, clusters.how_scale_title)}</p>
            <ul>{move || lines(on_the_scale)}</ul>
        </How>
    }
    .into_any()
}

/// A measure of a cluster.
struct Line {
    aspect: Aspect,
    scale: Scale,
    /// Where the middle of the cluster is on the scale.
    middle: f64,
    /// The median of the cluster.
    own: f64,
    /// That of everybody.
    all: f64,
    base: Currency,
}

fn plainly(i18n: I18n, line: Line) -> String {
    let figure = |x| wording::figure(i18n, line.aspect, x, line.base);
    t_string!(
        i18n,
        clusters.how_plain,
        measure = wording::aspect(i18n, line.aspect),
        own = figure(line.own),
        all = figure(line.all),
        middle = figure(line.scale.figure(line.middle))
    )
    .to_string()
}

fn on_the_scale(i18n: I18n, line: Line) -> String {
    let locale = i18n.get_locale();
    let number = |x| format::decimal(locale, x, 2);
    // So much is said of what goes into the sum that it is right.
    let exact = |x| format::decimal(locale, x, 4);
    let figure = |x: f64| match line.aspect.is_money() {
        true => format::money(locale, Money::new(x.round() as i64, line.base)),
        false => exact(x),
    };
    let scale = line.scale;
    t_string!(
        i18n,
        clusters.how_scale,
        measure = wording::aspect(i18n, line.aspect),
        figure = figure(line.own),
        unit = figure(scale.unit),
        mean = exact(scale.mean),
        sd = exact(scale.sd),
        z = number(scale.z(line.own)),
        middle = number(line.middle)
    )
    .to_string()
}

//! How well each number of clusters does, and the clusters as a picture.

use std::rc::Rc;
use std::sync::Arc;

use analytics::clusters::Aspect;
use leptos::prelude::*;
use workspace::{Clustered, Image};

use super::asked::Asked;
use super::editor::Names;
use super::how::silhouette_says;
use super::search::Found;
use super::subject::{Subject, chosen};
use super::{hue, wording};
use crate::components::How;
use crate::components::chart::{
    Bar, Bars, Chart, Direction, Dot, Quantity, Scatter, Series, Tint, plotted,
};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::customer_path;

/// Customers drawn at most.
const DRAWN: usize = 400;

/// The silhouette of each number of clusters; pressing one shows it.
#[component]
pub fn SilhouetteChart(
    found: RwSignal<Option<Arc<Found>>>,
    asked: Memo<Option<Asked>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let now = move || {
        let (found, asked) = (found.get()?, asked.get()?);
        let same = (&found.measures, found.day) == (&asked.measures, asked.day);
        (same && found.fits.as_ref().is_ok_and(|fits| !fits.is_empty())).then_some((found, asked))
    };
    let plot = plotted(move || {
        let (found, asked) = now()?;
        let fits = found.fits.as_ref().ok()?;
        let shown = chosen(fits, &asked)?.model.clusters();
        let locale = i18n.get_locale();
        let bars = fits.iter().filter_map(|fit| {
            let k = fit.model.clusters();
            // The one that is shown stands out.
            let tint = if k == shown { Tint::ACCENT } else { Tint::segment("unscored", None) };
            Some(Bar {
                label: k.to_string(),
                values: vec![fit.silhouette?],
                tint: Some(tint),
                path: Some(asked.path(k)),
            })
        });
        Some(Bars {
            direction: Direction::Up,
            category: t_string!(i18n, clusters.how_many).to_owned(),
            value: Quantity::new(t_string!(i18n, clusters.silhouette), move |s| {
                format::decimal(locale, s, 2)
            }),
            series: Vec::new(),
            bars: bars.collect(),
        })
    });
    let summary = Signal::derive(move || {
        let best = now().and_then(|(found, asked)| {
            let fit = chosen(found.fits.as_ref().ok()?, &asked)?;
            Some((fit.model.clusters(), fit.silhouette?))
        });
        let Some((k, silhouette)) = best else { return String::new() };
        let silhouette = format::decimal(i18n.get_locale(), silhouette, 2);
        t_string!(i18n, clusters.silhouette_says, k = k, silhouette = silhouette).to_string()
    });
    let explained = move || {
        let (found, asked) = now()?;
        let fit = chosen(found.fits.as_ref().ok()?, &asked)?;
        Some(silhouette_says(i18n, fit.model.clusters(), fit.silhouette?))
    };
    view! {
        <Chart id="cluster-silhouettes" title=label!(i18n, clusters.silhouettes) summary=summary plot=plot>
            <How>
                <p>{explained}</p>
                <p>{tr!(i18n, clusters.how_suggested)}</p>
            </How>
        </Chart>
    }
    .into_any()
}

/// Customers by the first two measures, in the colours of their clusters.
#[component]
pub fn ScatterChart(
    subject: Subject,
    clustered: Signal<Option<Rc<Clustered>>, LocalStorage>,
    names: RwSignal<Names>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let on = subject.on;
    let axes = match subject.measures[..] {
        [x, y, ..] => Some((x, y)),
        _ => None,
    };
    let plot = plotted(move || {
        let ((x, y), clustered) = (axes?, clustered.get()?);
        let base = session.base();
        let quantity = |aspect: Aspect| {
            let quantity = Quantity::new(wording::aspect(i18n, aspect), move |n| {
                wording::figure(i18n, aspect, n, base)
            });
            if aspect.is_time() { quantity } else { quantity.logarithmic() }
        };
        let each = names.with(|names| names.each.clone());
        let groups = each.into_iter().enumerate();
        let groups = groups.map(|(at, name)| Series::new(name, Tint::hue(hue(at).into())));
        let dots = session.look(|image| dots(image, &clustered, (x, y), on)).flatten()?;
        Some(Scatter {
            category: t_string!(i18n, segments.customer).to_owned(),
            along: quantity(x),
            up: quantity(y),
            groups_label: t_string!(i18n, clusters.cluster).to_owned(),
            groups: groups.collect(),
            dots,
        })
    });
    let summary = Signal::derive(move || says(i18n, axes));
    view! { <Chart id="cluster-scatter" title=label!(i18n, clusters.scatter) summary=summary plot=plot/> }
        .into_any()
}

fn says(i18n: I18n, axes: Option<(Aspect, Aspect)>) -> String {
    let Some((x, y)) = axes else { return String::new() };
    let (x, y) = (wording::aspect(i18n, x), wording::aspect(i18n, y));
    t_string!(i18n, clusters.scatter_says, x = x, y = y, most = DRAWN).to_string()
}

/// So many-th of everybody, cluster by cluster, so that each keeps its part of the picture.
fn dots(
    image: &Image,
    clustered: &Clustered,
    (x, y): (Aspect, Aspect),
    on: model::Day,
) -> Option<Vec<Dot>> {
    let figures = image.figures(on)?;
    let mut rows: Vec<(usize, usize)> = (figures.customers().iter().enumerate())
        .filter_map(|(row, slot)| Some((clustered.cluster(*slot)?, row)))
        .collect();
    rows.sort_unstable();
    let drawn = rows.len().min(DRAWN);
    let places = (0..drawn).map(|n| n * rows.len() / drawn);
    let (along, up) = (figures.column(x), figures.column(y));
    let dot = |place: usize| {
        let (group, row) = rows[place];
        let customer = image.tables.customers.row(figures.customers()[row])?;
        Some(Dot {
            label: customer.record.name.clone(),
            x: along[row],
            y: up[row],
            group,
            path: Some(customer_path(customer.id)),
        })
    };
    Some(places.filter_map(dot).collect())
}

//! Medians of every measure, cluster by cluster, beside everyone.

use std::rc::Rc;

use analytics::clusters::Aspect;
use leptos::prelude::*;
use workspace::Clustered;
use workspace::analysis::clusters::Typical;

use super::editor::Names;
use super::{hue, wording};
use crate::components::How;
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;

/// The table.
#[component]
pub fn Medians(
    clustered: Signal<Option<Rc<Clustered>>, LocalStorage>,
    names: RwSignal<Names>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let cells = move |typical: Typical| {
        let base = session.base();
        let figure = move |aspect: Aspect| match typical.customers {
            0 => "–".to_owned(),
            _ => wording::figure(i18n, aspect, typical.median(aspect), base),
        };
        let figures = Aspect::ALL.map(|aspect| view! { <td class="num">{figure(aspect)}</td> });
        let count = format::count(i18n.get_locale(), typical.customers);
        view! { <td class="num">{count}</td> {figures.into_iter().collect_view()} }
    };
    let row = move |(cluster, typical): (usize, Typical)| {
        let name = move || names.with(|names| names.each.get(cluster).cloned());
        view! {
            <tr>
                <th scope="row"><span class="seg" data-seg="own" data-hue=hue(cluster).to_string()>{name}</span></th>
                {cells(typical)}
            </tr>
        }
    };
    let body = move || {
        let clustered = clustered.get()?;
        let rows = clustered.clusters.iter().copied().enumerate().map(row).collect_view();
        Some(view! {
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row">{tr!(i18n, clusters.everyone)}</th>{cells(clustered.everyone)}</tr></tfoot>
        })
    };
    let explained = move || {
        let clustered = clustered.get()?;
        let clusters = clustered.clusters.iter().enumerate();
        let (cluster, own) = clusters.max_by_key(|(_, cluster)| cluster.customers)?;
        let name = names.with(|names| names.each.get(cluster).cloned())?;
        (own.customers > 0).then(|| how(i18n, name, *own, clustered.everyone))
    };
    view! {
        <section class="card" id="cluster-medians">
            <div class="card-head"><h2>{tr!(i18n, clusters.medians)}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, clusters.medians)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, clusters.cluster)}</th>
                            <th scope="col" class="num">{tr!(i18n, clusters.customers)}</th>
                            {Aspect::ALL.map(|aspect| view! {
                                <th scope="col" class="num">{move || wording::aspect(i18n, aspect)}</th>
                            }).into_iter().collect_view()}
                        </tr>
                    </thead>
                    {body}
                </table>
            </div>
            <div class="card-body"><How>{explained}</How></div>
        </section>
    }
    .into_any()
}

/// What a median is, of the largest cluster and of everybody.
fn how(i18n: I18n, name: String, own: Typical, everyone: Typical) -> AnyView {
    let lines = [(name, own), (t_string!(i18n, clusters.everyone).to_owned(), everyone)];
    let lines = lines.map(|(name, typical)| {
        let count = |count: usize| format::count(i18n.get_locale(), count);
        let half = typical.customers / 2;
        let measure = wording::aspect(i18n, Aspect::Orders);
        let median = format::decimal(i18n.get_locale(), typical.median(Aspect::Orders), 1);
        let text = match typical.customers.is_multiple_of(2) {
            true => t_string!(
                i18n,
                clusters.how_median_even,
                name = name,
                count = count(typical.customers),
                measure = measure,
                one = count(half),
                other = count(half + 1),
                median = median
            )
            .to_string(),
            false => t_string!(
                i18n,
                clusters.how_median_odd,
                name = name,
                count = count(typical.customers),
                measure = measure,
                one = count(half + 1),
                median = median
            )
            .to_string(),
        };
        view! { <p>{text}</p> }
    });
    view! {
        <p>{t_string!(i18n, clusters.how_medians)}</p>
        {lines.into_iter().collect_view()}
    }
    .into_any()
}

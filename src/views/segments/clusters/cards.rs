//! A card a cluster: how large it is, what it brings, and how it differs from everyone.

use std::rc::Rc;

use leptos::prelude::*;
use workspace::Clustered;

use super::editor::{Names, name_error};
use super::how::HowCluster;
use super::subject::Subject;
use super::{customers_of, hue, wording};
use crate::components::{Glyph, Icon, Text};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::url::href;

/// All cards.
#[component]
pub fn Cards(
    clustered: Signal<Option<Rc<Clustered>>, LocalStorage>,
    names: RwSignal<Names>,
    /// Whether somebody has tried to keep them.
    tried: RwSignal<bool>,
    /// What they are clusters of.
    subject: Subject,
) -> impl IntoView {
    let count = names.with_untracked(|names| names.each.len());
    let id = subject.kept.as_ref().map(|(id, _)| id.clone());
    let subject = StoredValue::new(subject);
    let cards = (0..count).map(|cluster| {
        let customers = id.as_ref().map(|id| customers_of(id, cluster));
        view! { <Card clustered=clustered names=names tried=tried subject=subject cluster=cluster customers=customers/> }
    });
    view! { <ul class="cluster-cards plain-list" id="clusters">{cards.collect_view()}</ul> }
        .into_any()
}

#[component]
fn Card(
    clustered: Signal<Option<Rc<Clustered>>, LocalStorage>,
    names: RwSignal<Names>,
    tried: RwSignal<bool>,
    subject: StoredValue<Subject>,
    cluster: usize,
    /// Where its customers are listed.
    customers: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let name = Signal::derive(move || {
        names.with(|names| names.each.get(cluster).cloned().unwrap_or_default())
    });
    let error = Signal::derive(move || name_error(i18n, &name.get(), tried.get()));
    let label =
        Signal::derive(move || t_string!(i18n, clusters.cluster_n, n = cluster + 1).to_string());
    let set = Callback::new(move |text| {
        names.update(|names| {
            if let Some(name) = names.each.get_mut(cluster) {
                *name = text;
            }
        });
    });
    let figures = move || {
        let clustered = clustered.get()?;
        let (own, all) = (*clustered.clusters.get(cluster)?, clustered.everyone);
        let locale = i18n.get_locale();
        let base = session.base();
        let part = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let share = format::percent(locale, part(own.customers as f64, all.customers as f64));
        let revenue = format::percent(locale, part(own.revenue as f64, all.revenue as f64));
        let told = wording::told(i18n, &clustered, cluster, base);
        let told = match told.is_empty() {
            true => view! { <p>{tr!(i18n, clusters.like_everyone)}</p> }.into_any(),
            false => view! { <ul class="cluster-told">{told.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> }.into_any(),
        };
        Some(view! {
            <div class="stat-row">
                <div class="stat">
                    <span class="stat-value" data-customers=own.customers.to_string()>{format::count(locale, own.customers)}</span>
                    <span class="stat-label">{t_string!(i18n, clusters.of_customers, share = share).to_string()}</span>
                </div>
                <div class="stat">
                    <span class="stat-value">{format::money_round(locale, own.revenue, base)}</span>
                    <span class="stat-label">
                        {(all.revenue > 0).then(|| t_string!(i18n, clusters.of_revenue, share = revenue).to_string())}
                    </span>
                </div>
            </div>
            {told}
        })
    };
    let show_named = move || t_string!(i18n, clusters.show_named, name = name.get()).to_string();
    view! {
        <li class="card cluster-card" data-hue=hue(cluster).to_string()>
            <div class="card-body">
                <Text id=format!("cluster-{cluster}") label=label value=name on_input=set error=error/>
                {figures}
                <HowCluster subject=subject clustered=clustered cluster=cluster name=name/>
                {customers.map(|path| view! {
                    <a class="btn small" href=href(&path) aria-label=show_named>
                        <Icon glyph=Glyph::Customers/>
                        {tr!(i18n, clusters.show)}
                    </a>
                })}
            </div>
        </li>
    }
    .into_any()
}

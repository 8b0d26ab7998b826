//! Clusters with their names, which can be changed, and a button to keep them.

use analytics::rfm::{OwnSegment, SegmentNameError};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use workspace::{Clustering, CommandError};

use super::cards::Cards;
use super::charts::ScatterChart;
use super::how::HowFound;
use super::kept::keep;
use super::medians::Medians;
use super::subject::Subject;
use super::{PATH, hue, path_of, wording};
use crate::components::Text;
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::form::Refusal;

/// What clusters are called, as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Names {
    /// All of them together.
    pub title: String,
    /// Each.
    pub each: Vec<String>,
}

/// What is wrong with a name, in words; nothing while it is only missing and nobody has tried to
/// keep it.
pub fn name_error(i18n: I18n, name: &str, tried: bool) -> String {
    match OwnSegment::new(name, 0) {
        Err(SegmentNameError::TooLong(_)) => {
            t_string!(i18n, clusters.long_name, limit = OwnSegment::LONGEST).to_string()
        }
        Err(SegmentNameError::Nameless) if tried => t_string!(i18n, clusters.no_name).to_owned(),
        _ => String::new(),
    }
}

/// The clusters.
pub fn editor(subject: Subject) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let clustered = {
        let subject = subject.clone();
        Signal::derive_local(move || subject.clustered(session))
    };
    let names = match &subject.kept {
        Some((_, kept)) => Names {
            title: kept.name.clone(),
            each: kept.clusters.iter().map(|cluster| cluster.name().to_owned()).collect(),
        },
        None => untrack(|| Names {
            title: t_string!(
                i18n,
                clusters.title_of,
                day = format::day(i18n.get_locale(), subject.day)
            )
            .to_string(),
            each: clustered
                .get()
                .map(|clustered| wording::names(i18n, &clustered))
                .unwrap_or_default(),
        }),
    };
    let before = StoredValue::new(names.clone());
    let names = RwSignal::new(names);
    let (tried, saving) = (RwSignal::new(false), RwSignal::new(false));
    let refused = RwSignal::new(None::<CommandError>);
    let (is_kept, on) = (subject.kept.is_some(), subject.on);
    let to_delete = subject.kept.as_ref().map(|(id, _)| id.clone());
    let to_keep = subject.clone();
    let leave = navigate.clone();
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(clustering) = made(&to_keep, &names.get_untracked()) else { return };
        let is_new = to_keep.kept.is_none();
        let id = to_keep.kept.as_ref().map_or_else(|| session.new_id(), |(id, _)| id.clone());
        refused.set(None);
        saving.set(true);
        let leave = leave.clone();
        spawn_local(async move {
            let outcome = session.define(&id, Some(&clustering)).await;
            // What is kept anew is drawn anew.
            saving.try_set(false);
            match outcome {
                Ok(()) if is_new => leave(&path_of(&id), Default::default()),
                Ok(()) => {}
                Err(why) => drop(refused.try_set(Some(why))),
            }
        });
    };
    let delete = move |_| {
        if let Some(id) = to_delete.clone() {
            keep(session, id, None);
            navigate(PATH, Default::default());
        }
    };
    let title = Signal::derive(move || names.with(|names| names.title.clone()));
    let title_error = Signal::derive(move || name_error(i18n, &title.get(), tried.get()));
    let set_title = Callback::new(move |text| names.update(|names| names.title = text));
    let unchanged =
        move || is_kept && names.with(|names| before.with_value(|before| before == names));
    let told = summary(i18n, &subject);
    view! {
        <form class="stack" id="clusters-form" novalidate on:submit=save>
            <section class="card">
                <div class="card-body stack">
                    <p role="status" id="clusters-found">{told}</p>
                    <div class="cluster-naming">
                        <Text id="clusters-title" label=label!(i18n, clusters.name_all) value=title on_input=set_title error=title_error/>
                        <div class="btn-row">
                            {is_kept.then(|| view! {
                                <button type="button" class="btn ghost" id="delete-clusters" on:click=delete>
                                    {tr!(i18n, shell.delete)}
                                </button>
                            })}
                            <button type="submit" class="btn primary" id="save-clusters" disabled=move || saving.get() || unchanged()>
                                {if is_kept { tr!(i18n, clusters.save_names) } else { tr!(i18n, clusters.save) }}
                            </button>
                        </div>
                    </div>
                    <p class="hint">{move || match is_kept {
                        true => {
                            let on = format::day(i18n.get_locale(), on);
                            t_string!(i18n, clusters.as_of, day = on).to_string()
                        }
                        false => t_string!(i18n, clusters.save_hint).to_owned(),
                    }}</p>
                    <Refusal why=refused/>
                </div>
            </section>
            <Cards clustered=clustered names=names tried=tried subject=subject.clone()/>
            <Medians clustered=clustered names=names/>
            <ScatterChart subject=subject.clone() clustered=clustered names=names/>
            <HowFound subject=subject clustered=clustered/>
        </form>
    }
    .into_any()
}

/// The clusters with these names; `None` if a name will not do.
fn made(subject: &Subject, names: &Names) -> Option<Clustering> {
    let clusters = names.each.iter().enumerate().map(|(at, name)| {
        let before = subject.kept.as_ref().and_then(|(_, kept)| kept.clusters.get(at));
        OwnSegment::new(name, before.map_or_else(|| hue(at), OwnSegment::colour)).ok()
    });
    Some(Clustering {
        name: OwnSegment::new(&names.title, 0).ok()?.name().to_owned(),
        measures: subject.measures.clone(),
        model: subject.model.clone(),
        clusters: clusters.collect::<Option<_>>()?,
        day: subject.day,
        customers: subject.customers,
        silhouette: subject.silhouette,
    })
}

/// How many clusters there are, of whom, and how well they are apart.
fn summary(i18n: I18n, subject: &Subject) -> impl Fn() -> String + 'static {
    let (clusters, customers) = (subject.model.clusters(), subject.customers);
    let (day, silhouette) = (subject.day, subject.silhouette);
    move || {
        let locale = i18n.get_locale();
        let (customers, day) = (format::count(locale, customers), format::day(locale, day));
        let found = t_string!(i18n, clusters.found, k = clusters, customers = customers, day = day);
        let apart = silhouette.map_or("", |silhouette| wording::strength(i18n, silhouette));
        format::sentences(locale, &[found.to_string().as_str(), apart])
    }
}

//! The page.

use std::sync::Arc;

use analytics::clusters::{ClustersError, ENOUGH};
use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::{Clustering, Step};

use super::PATH;
use super::asked::Asked;
use super::charts::SilhouetteChart;
use super::controls::Controls;
use super::editor::editor;
use super::kept::KeptList;
use super::search::{Found, search};
use super::subject::Subject;
use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{WorkError, use_session};
use crate::views::parts::{MissingRates, empty};
use crate::views::segments::needs_orders::{has_orders, needs_orders};
use crate::views::segments::tabs::Tabs;
use crate::views::url::{Params, href, use_params};
use crate::words;

/// Clusters are looked for, looked at, and kept.
#[component]
pub fn ClustersPage() -> impl IntoView {
    let i18n = use_i18n();
    let params = use_params();
    let open = Memo::new(move |_| Some(params.get("open")).filter(|id| !id.is_empty()));
    view! {
        <header class="topbar">
            <Show when=move || open.get().is_some()>
                <a href=href(PATH) class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                    <Icon glyph=Glyph::ChevronLeft/>
                </a>
            </Show>
            <h1 class="topbar-title">{tr!(i18n, clusters.title)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || match open.get() {
                Some(id) => kept(id),
                None => view! { <Search params=params/> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// A clustering that is kept.
fn kept(id: String) -> AnyView {
    let session = use_session();
    let subject = Memo::new(move |_| {
        let kept = session.look(|image| image.definition::<Clustering>(&id)).flatten()?;
        Some(Subject::of_kept(id.clone(), kept))
    });
    (move || match subject.get() {
        Some(subject) => editor(subject),
        None => {
            let i18n = use_i18n();
            let back =
                view! { <a href=href(PATH) class="btn primary">{tr!(i18n, clusters.title)}</a> };
            empty(
                Glyph::Segments,
                |i| t_string!(i, clusters.gone),
                |i| t_string!(i, clusters.gone_text),
                back.into_any(),
            )
        }
    })
    .into_any()
}

/// Those that are kept, what to look for, and what was found.
#[component]
fn Search(params: Params) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let asked = Memo::new(move |_| Asked::read(params));
    let found = RwSignal::new(None::<Arc<Found>>);
    let trouble = RwSignal::new(None::<WorkError>);
    let day = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(|asked| asked.day)));
    // `None` when orders cannot be counted.
    let customers = Memo::new(move |_| {
        let day = day.get()?;
        session.look(|image| image.figures(day).map(|figures| figures.len())).flatten()
    });
    let find = Callback::new(move |()| {
        let Some(asked) = asked.get_untracked() else { return };
        let Some(pace) = session.tasks.begin(Step::Matching) else { return };
        trouble.set(None);
        spawn_local(async move {
            let outcome = search(session, asked.measures, asked.day, &pace).await;
            session.tasks.end();
            // The page may have been left meanwhile.
            match outcome {
                Ok(now) => drop(found.try_set(Some(Arc::new(now)))),
                Err(WorkError::Cancelled(_)) => {}
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    });
    let subject = Memo::new(move |_| {
        let (found, asked) = (found.get()?, asked.get()?);
        Subject::of_found(&found, &asked)
    });
    let few = Memo::new(move |_| customers.get().is_none_or(|count| count < ENOUGH));
    let has_orders = has_orders(session);
    view! {
        <div class="stack">
            <p class="muted">{tr!(i18n, clusters.intro)}</p>
            <MissingRates/>
            <KeptList/>
            {move || match has_orders.get() {
                true => view! { <Controls params=params asked=asked few=few on_find=find/> }.into_any(),
                false => no_orders(),
            }}
            {move || (has_orders.get() && few.get()).then(|| too_little(customers))}
            <ProgressPanel tasks=session.tasks label=label!(i18n, clusters.looking)/>
            {move || trouble.get().map(|why| failed(why, find))}
            {move || alike(found, asked)}
            <SilhouetteChart found=found asked=asked/>
            {move || subject.get().map(editor)}
        </div>
    }
    .into_any()
}

fn no_orders() -> AnyView {
    needs_orders(|i| t_string!(i, clusters.few_title), |i| t_string!(i, clusters.few_text))
}

/// Says why there is nothing to find: another day may have more.
fn too_little(customers: Memo<Option<usize>>) -> AnyView {
    let i18n = use_i18n();
    let text = move || match customers.get() {
        Some(count) => {
            let count = format::count(i18n.get_locale(), count);
            t_string!(i18n, clusters.few_count, count = count, least = ENOUGH).to_string()
        }
        None => t_string!(i18n, clusters.uncountable).to_owned(),
    };
    view! {
        <div class="callout" data-tone="warn" role="status" id="clusters-few">
            <Icon glyph=Glyph::Info/>
            <div><b>{tr!(i18n, clusters.few_title)}</b> " " {text}</div>
        </div>
    }
    .into_any()
}

fn failed(why: WorkError, again: Callback<()>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="callout" data-tone="bad" role="alert">
            <Icon glyph=Glyph::Alert/>
            <div>
                <p>{move || words::work_error(i18n, &why)}</p>
                <button type="button" class="btn" on:click=move |_| again.run(())>{tr!(i18n, shell.try_again)}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Says that customers differ too little for what is asked, if they do.
fn alike(found: RwSignal<Option<Arc<Found>>>, asked: Memo<Option<Asked>>) -> Option<AnyView> {
    let i18n = use_i18n();
    let (found, asked) = (found.get()?, asked.get()?);
    if (&found.measures, found.day) != (&asked.measures, asked.day) {
        return None;
    }
    let distinct = match &found.fits {
        Err(ClustersError::TooFewDistinct { distinct, .. }) => *distinct,
        Err(_) => 0,
        Ok(fits) => {
            let fits_asked = |k| fits.iter().any(|fit| fit.model.clusters() == k);
            if asked.clusters.is_none_or(fits_asked) {
                return None;
            }
            fits.len() + 1
        }
    };
    let text = move || {
        let count = format::count(i18n.get_locale(), distinct);
        t_string!(i18n, clusters.alike, count = count).to_string()
    };
    Some(
        view! {
            <div class="callout" data-tone="warn" role="status">
                <Icon glyph=Glyph::Info/>
                <div>{text}</div>
            </div>
        }
        .into_any(),
    )
}

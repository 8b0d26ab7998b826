//! Everybody looked through for customers who are the same.

use duplicates::Pair;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Settings};
use workspace::{Image, Step};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{WorkError, use_session};
use crate::views::duplicates::merge::MergeDialog;
use crate::views::duplicates::reasons;
use crate::views::duplicates::search::search;
use crate::views::parts::{customer_line, customer_path, empty};
use crate::views::url::href;
use crate::words;

/// How many pairs are shown at once.
const SHOWN: usize = 50;

/// Whether both are still there and nobody has said that they are two.
fn is_open(image: &Image, pair: &Pair, settings: &Settings) -> bool {
    let live = |id: Id| image.tables.customers.get(id).is_some();
    live(pair.a)
        && live(pair.b)
        && (settings.apart.is_empty()
            || !settings.apart.contains_key(&Settings::pair(pair.a, pair.b)))
}

/// The page.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let found = RwSignal::new(None::<Vec<Pair>>);
    let trouble = RwSignal::new(None::<WorkError>);
    let merging = RwSignal::new(None::<(Id, Id)>);
    let look = move |_| {
        let Some(pace) = session.tasks.begin(Step::Matching) else { return };
        trouble.set(None);
        spawn_local(async move {
            let outcome = search(session, &pace).await;
            session.tasks.end();
            // The page may have been left meanwhile.
            match outcome {
                Ok(pairs) => drop(found.try_set(Some(pairs))),
                Err(WorkError::Cancelled(_)) => {}
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    };
    // How many there are, and those shown: they may be many thousands.
    let open = Memo::new(move |_| {
        let settings = session.settings();
        found.with(|found| {
            let found = found.as_ref()?;
            session.peek(|image| {
                let open = || found.iter().filter(|pair| is_open(image, pair, &settings));
                (open().count(), open().take(SHOWN).cloned().collect::<Vec<_>>())
            })
        })
    });
    let apart = move |a: Id, b: Id| {
        let mut settings = session.settings();
        settings.apart.insert(Settings::pair(a, b), true);
        spawn_local(async move {
            if let Err(why) = session.save_settings(settings).await {
                session.toasts.error(why);
            }
        });
    };
    let person = move |id: Id| {
        let (name, line) = session
            .look(|image| {
                let customer = image.tables.customers.get(id)?;
                Some((customer.name.clone(), customer_line(customer)))
            })
            .flatten()
            .unwrap_or_default();
        view! {
            <p>
                <a href=href(&customer_path(id))><b>{name}</b></a>
                " " <span class="muted">{line}</span>
            </p>
        }
    };
    let row = move |pair: Pair| {
        let Pair { a, b, score, reasons } = pair;
        view! {
            <li class="pair" data-score=score.to_string()>
                <div class="pair-who">
                    {person(a)}
                    {person(b)}
                    {reasons::badges(reasons)}
                </div>
                <div class="pair-do">
                    <span class="count">{move || t_string!(i18n, duplicates.score, score = score).to_string()}</span>
                    <div class="btn-row">
                        <button type="button" class="btn" on:click=move |_| apart(a, b)>{tr!(i18n, duplicates.apart)}</button>
                        <button type="button" class="btn primary" on:click=move |_| merging.set(Some((a, b)))>
                            {tr!(i18n, duplicates.compare)}
                        </button>
                    </div>
                </div>
            </li>
        }
    };
    let results = move || {
        let (count, pairs) = open.get()?;
        let text = match count {
            0 => t_string!(i18n, duplicates.none).to_owned(),
            1 => t_string!(i18n, duplicates.found_one).to_owned(),
            _ => {
                let count = format::count(i18n.get_locale(), count);
                t_string!(i18n, duplicates.found, count = count).to_string()
            }
        };
        let rows = pairs.into_iter().map(row).collect_view();
        Some(view! {
            <p role="status" id="pairs-found" data-count=count.to_string()>{text}</p>
            <ul class="pairs">{rows}</ul>
        })
    };
    let failed = move || {
        let why = trouble.get()?;
        Some(view! {
            <div class="callout" id="search-failed" data-tone="bad" role="alert">
                <Icon glyph=Glyph::Alert/>
                <div>
                    <p>{move || words::work_error(i18n, &why)}</p>
                    <button type="button" class="btn" id="search-again" on:click=look>
                        {tr!(i18n, shell.try_again)}
                    </button>
                </div>
            </div>
        })
    };
    let start = move || {
        let unasked = found.with(Option::is_none) && trouble.with(Option::is_none);
        (unasked && !session.tasks.busy()).then(|| {
            let action = view! {
                <button type="button" class="btn primary" id="find-duplicates" on:click=look>
                    {tr!(i18n, duplicates.look)}
                </button>
            };
            empty(
                Glyph::Merge,
                |i| t_string!(i, duplicates.start),
                |i| t_string!(i, duplicates.start_text),
                action.into_any(),
            )
        })
    };
    view! {
        <header class="topbar">
            <a href=href("/data") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, duplicates.title)}</h1>
            <div class="topbar-actions">
                <Show when=move || found.with(Option::is_some)>
                    <button type="button" class="btn" disabled=move || session.tasks.busy() on:click=look>
                        {tr!(i18n, duplicates.again)}
                    </button>
                </Show>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <ProgressPanel tasks=session.tasks label=label!(i18n, duplicates.looking)/>
                {failed}
                {start}
                {results}
            </div>
            {move || merging.get().map(|(first, other)| view! {
                <MergeDialog first=first other=other on_close=Callback::new(move |_| merging.set(None))/>
            })}
        </main>
    }
    .into_any()
}

//! Everybody looked through for customers who are the same.

use duplicates::{LIKELY, Pair, Scan};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Settings};
use workspace::{Cancelled, Pace, Step};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::duplicates::merge::MergeDialog;
use crate::views::duplicates::{index, reasons};
use crate::views::parts::{customer_line, customer_path, empty};
use crate::views::url::href;

/// Small jobs between two looks at the clock; a job takes about a microsecond.
const BUDGET: usize = 4_000;
/// How many pairs are shown at once.
const SHOWN: usize = 50;

/// All pairs, the most alike first.
async fn search(session: Session, pace: &dyn Pace) -> Result<Vec<Pair>, Cancelled> {
    index::refresh(session, pace).await?;
    let mut scan = Scan::new(index::current(), LIKELY);
    loop {
        let progress = scan.step(BUDGET);
        if progress.is_done() {
            return Ok(scan.finish());
        }
        pace.step(Step::Matching, progress.done, progress.total).await?;
    }
}

/// Whether both are still there and nobody has said that they are two.
fn is_open(session: Session, pair: &Pair, settings: &Settings) -> bool {
    let live =
        |id: Id| session.peek(|image| image.tables.customers.get(id).is_some()).unwrap_or_default();
    live(pair.a) && live(pair.b) && !settings.apart.contains_key(&Settings::pair(pair.a, pair.b))
}

/// The page.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let found = RwSignal::new(None::<Vec<Pair>>);
    let merging = RwSignal::new(None::<(Id, Id)>);
    let look = move |_| {
        let Some(pace) = session.tasks.begin(Step::Matching) else { return };
        spawn_local(async move {
            let outcome = search(session, &pace).await;
            session.tasks.end();
            if let Ok(pairs) = outcome {
                // The page may have been left meanwhile.
                found.try_set(Some(pairs));
            }
        });
    };
    let open = Memo::new(move |_| {
        let settings = session.settings();
        found.with(|found| {
            let pairs = found.as_ref()?.iter().filter(|pair| is_open(session, pair, &settings));
            Some(pairs.cloned().collect::<Vec<_>>())
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
        let pairs = open.get()?;
        let count = pairs.len();
        let text = match count {
            0 => t_string!(i18n, duplicates.none).to_owned(),
            1 => t_string!(i18n, duplicates.found_one).to_owned(),
            _ => {
                let count = format::count(i18n.get_locale(), count);
                t_string!(i18n, duplicates.found, count = count).to_string()
            }
        };
        let rows = pairs.into_iter().take(SHOWN).map(row).collect_view();
        Some(view! {
            <p role="status" id="pairs-found" data-count=count.to_string()>{text}</p>
            <ul class="pairs">{rows}</ul>
        })
    };
    let start = move || {
        (found.with(Option::is_none) && !session.tasks.busy()).then(|| {
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

//! Parts of the app that a first visit does not load: the build cuts the code at the functions
//! marked here and puts each part, with whatever only it uses, into a file of its own. The
//! service worker keeps them all, so a part is there without a network as the rest is. What
//! [`crate::session`] itself does in such a part is in its `errands`.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Analysis, Awaited, Errand, Searching, Session, use_session};
use crate::views;

type Draw = fn() -> AnyView;
type Loaded<T> = Result<T, SplitLoaderError>;
type Loading<T> = Pin<Box<dyn Future<Output = Loaded<T>>>>;

/// Declares pages, and what else is drawn, that live in a part.
macro_rules! views_in {
    ($($part:ident: $place:ident $name:ident => $view:path;)+) => {$(
        /// Loads its part, then draws it.
        pub fn $name() -> AnyView {
            #[wasm_split($part, fallible)]
            fn $name() -> Loaded<Draw> {
                Ok(|| $view().into_any())
            }
            drawn(Place::$place, || Box::pin($name()))
        }
    )+};
}

views_in! {
    everyday: Page customer_page => views::customers::CustomerPage;
    everyday: Page interactions_page => views::interactions::InteractionsPage;
    everyday: Page orders_page => views::orders::OrdersPage;
    everyday: Page tasks_page => views::tasks::TasksPage;
    everyday: Sheet open_sheet => views::sheets::OpenSheet;
    segments: Page segments_pages => views::segments::SegmentsPages;
    data: Sheet export_sheet => views::lists_out::ExportSheet;
    data: Page data_pages => views::data::DataPages;
    data: Page settings_page => views::settings::SettingsPage;
}

#[wasm_split(data, fallible)]
fn sample(session: Session) -> Errand {
    Ok(Box::pin(views::data::load_sample(session)))
}

/// Loads a part and does nothing.
macro_rules! load {
    ($part:ident) => {{
        #[wasm_split($part, fallible)]
        fn $part() -> Loaded<()> {
            Ok(())
        }
        // One that does not load now is loaded when it is needed, and says so if it cannot be.
        let _ = $part().await;
    }};
}

/// Adds sample data.
pub fn load_sample(session: Session) {
    session.run(sample(session));
}

#[wasm_split(segments, fallible)]
fn analysis() -> Loaded<Analysis> {
    Ok(views::segments::analysis())
}

/// Loads what is worked out from everybody's records, if it is not there yet; answers whether it
/// is now.
pub async fn has_analysis(session: Session) -> bool {
    session.set_analysis(analysis().await.into());
    matches!(session.analysis(), Awaited::Ready(_))
}

/// Loads it, whoever waits for it.
pub fn load_analysis(session: Session) {
    session.set_analysis(Awaited::Loading);
    spawn_local(async move {
        has_analysis(session).await;
    });
}

#[wasm_split(search, fallible)]
fn searching() -> Loaded<Searching> {
    Ok(views::search::searching())
}

/// Loads what searches customers.
pub fn load_searching(session: Session) {
    session.set_searching(Awaited::Loading);
    spawn_local(async move { session.set_searching(searching().await.into()) });
}

/// Leads to the page that takes files in.
type Show = Rc<dyn Fn()>;

#[wasm_split(data, fallible)]
fn at_rest(session: Session, show: Show) -> Errand {
    views::data::attend(session, show);
    Ok(Box::pin(views::folders::at_rest(session)))
}

/// Loads the parts that are not there yet, those needed soonest first. From then on the app takes
/// files it is opened with, and looks after the folders the user has chosen.
pub fn load_the_rest(session: Session, show: Show) {
    spawn_local(async move {
        load!(everyday);
        // As above; the data page does both, too.
        if let Ok(errand) = at_rest(session, show).await {
            errand.await;
        }
    });
}

/// Where a view of another part is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page,
    Sheet,
}

#[derive(Clone, Copy)]
enum Phase {
    Loading,
    Failed,
    Ready(Draw),
}

fn drawn(place: Place, load: fn() -> Loading<Draw>) -> AnyView {
    let session = use_session();
    let phase = RwSignal::new(Phase::Loading);
    let fetch = move || {
        phase.set(Phase::Loading);
        spawn_local(async move {
            let loaded = load().await;
            if loaded.is_err() && place == Place::Sheet {
                session.sheets.close();
                return session.toasts.part_missing();
            }
            // Whoever asked may have gone elsewhere meanwhile.
            phase.try_set(loaded.map_or(Phase::Failed, Phase::Ready));
        });
    };
    fetch();
    (move || match phase.get() {
        // Pages are of everything; a form can be filled in before that, and saving it waits.
        Phase::Ready(draw) if place == Place::Sheet || session.is_whole() => draw(),
        Phase::Ready(_) => views::opening::opening(),
        Phase::Loading if place == Place::Sheet => ().into_any(),
        Phase::Loading => loading(),
        Phase::Failed => failed(fetch),
    })
    .into_any()
}

fn loading() -> AnyView {
    let i18n = use_i18n();
    view! {
        <main class="page" id="main" tabindex="-1" aria-busy="true">
            <progress class="late" aria-label=tr!(i18n, shell.loading)></progress>
        </main>
    }
    .into_any()
}

fn failed(again: impl Fn() + 'static) -> AnyView {
    let i18n = use_i18n();
    let text = move || t_string!(i18n, shell.part_failed_hint).to_owned();
    views::opening::trouble(|i| t_string!(i, shell.part_failed), text, again)
}

//! Data in and out: files to import, bundles to merge and to take along, samples, storage.

mod bring;
pub(super) mod bundle;
mod cards;
pub(super) mod desk;
pub(super) mod dropzone;
mod handed;
pub(super) mod outcome;
mod sample;
mod take_out;
mod tiles;
pub(super) mod trouble;
mod wizard;
mod wording;

pub use bring::receiver;
pub use bundle::MergeNote;
pub use desk::{Desk, Doing};
pub use dropzone::Dropzone;
pub use handed::attend;
pub use sample::load_sample;
pub use trouble::{Trouble, TroubleNote};

use leptos::prelude::*;

use crate::i18n::{tr, use_i18n};
use crate::views;
use crate::views::data::bring::BringIn;
use crate::views::data::handed::HandedOver;
use crate::views::data::sample::SampleData;
use crate::views::data::take_out::TakeOut;
use crate::views::data::tiles::Tiles;
use crate::views::data::wizard::ImportPage;
use crate::views::pages::{self, Page};

/// The pages of data as a whole.
const PAGES: &[Page] = &[
    ("/data", || DataPage().into_any()),
    ("/data/handed", || DataPage().into_any()),
    ("/data/health", || views::health::HealthPage().into_any()),
    ("/data/import", || ImportPage().into_any()),
    ("/data/duplicates", || views::duplicates::DuplicatesPage().into_any()),
    ("/data/sync", || views::sync::SyncPage().into_any()),
    ("/data/history", || views::history::HistoryPage().into_any()),
    ("/data/trash", || views::trash::TrashPage().into_any()),
];

/// Whichever of them the address names.
#[component]
pub fn DataPages() -> impl IntoView {
    pages::of_area(PAGES)
}

/// Everything about data as a whole.
#[component]
fn DataPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, data.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <HandedOver takes=true/>
                <Tiles/>
                <BringIn/>
                <TakeOut/>
                <SampleData/>
            </div>
        </main>
    }
    .into_any()
}

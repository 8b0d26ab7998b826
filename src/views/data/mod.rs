//! Data in and out: files to import, bundles to merge and to take along, samples, storage.

mod bring;
pub(super) mod bundle;
pub(super) mod desk;
pub(super) mod dropzone;
mod sample;
mod take_out;
pub(super) mod trouble;
mod wizard;
mod wording;

pub use sample::load_sample;
pub use wizard::ImportPage;

use leptos::prelude::*;

use crate::i18n::{tr, use_i18n};
use crate::views::data::bring::BringIn;
use crate::views::data::sample::SampleData;
use crate::views::data::take_out::TakeOut;
use crate::views::url::href;

/// Everything about data as a whole.
#[component]
pub fn DataPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, data.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <BringIn/>
                <TakeOut/>
                <SampleData/>
                <section class="card">
                    <div class="card-head"><h2>{tr!(i18n, health.title)}</h2></div>
                    <div class="card-body stack">
                        <p>{tr!(i18n, health.link_text)}</p>
                        <div class="btn-row">
                            <a class="btn" id="to-health" href=href("/data/health")>{tr!(i18n, health.title)}</a>
                        </div>
                    </div>
                </section>
            </div>
        </main>
    }
    .into_any()
}

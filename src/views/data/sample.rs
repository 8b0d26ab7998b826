//! Sample data to look around with.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::Step;
use workspace::sample::{SampleLanguage, SampleOptions};

use crate::components::{Glyph, Icon};
use crate::i18n::{Locale, tr, use_i18n};
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::trouble::Trouble;

/// Adds sample data in the user's language and the base currency, and says so.
pub async fn load_sample(session: Session) {
    let (Some(data), Some(now)) = (session.data(), time::now()) else { return };
    let language = match session.prefs.language.get_untracked() {
        Locale::en => SampleLanguage::English,
        Locale::zh_CN => SampleLanguage::Chinese,
    };
    let currency = data.image().settings().base();
    let options = SampleOptions::demo(now.day(), language, currency);
    let outcome = Desk::of(session)
        .run(Doing::Sample, Step::Packing, async |pace| {
            let offset = time::offset_minutes(now.millis() as f64);
            data.add_sample(&options, offset, pace).await.map_err(Trouble::Refused)
        })
        .await;
    match outcome {
        Ok(report) => session.done(report.set),
        Err(Trouble::Refused(why)) => session.toasts.error(why),
        // Whatever else is under way shows its own progress.
        Err(_) => {}
    }
}

/// The card that offers it.
#[component]
pub fn SampleData() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.sample)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, data.sample_text)}</p>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn"
                        id="load-sample"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| spawn_local(load_sample(session))
                    >
                        <Icon glyph=Glyph::Star/>
                        {tr!(i18n, data.load_sample)}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

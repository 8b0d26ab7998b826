//! The card for everything that goes out.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::trouble::{Trouble, TroubleNote};
use crate::views::health::back_up;

/// Everything that goes out.
#[component]
pub fn TakeOut() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let trouble = RwSignal::new(None::<Trouble>);
    let file = RwSignal::new(String::new());
    let exported = RwSignal::new(None::<(usize, String)>);
    let run = move |_| {
        spawn_local(async move {
            let outcome = back_up(desk, session).await;
            // The page may have been left meanwhile; the browser shows the download itself.
            trouble.try_set(outcome.as_ref().err().cloned());
            exported.try_set(outcome.ok());
        });
    };
    let last = Memo::new(move |_| session.prefs.backed_up_on());
    let when = move || {
        let (day, today) = (last.get()?, time::today()?);
        Some(format::relative(i18n.get_locale(), day, today))
    };
    let nag = move || {
        session.backup_is_due().then(|| match when() {
            Some(when) => t_string!(i18n, data.nag_old, when = when).to_string(),
            None => t_string!(i18n, data.nag_never).to_owned(),
        })
    };
    let said = move || {
        let (count, file) = exported.get()?;
        let count = format::count(i18n.get_locale(), count);
        Some(t_string!(i18n, data.exported, count = count, file = file).to_string())
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, data.take_out)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, data.take_out_text)}</p>
                {move || nag().map(|words| view! {
                    <div class="callout" id="backup-nag" data-tone="warn">
                        <Icon glyph=Glyph::Info/>
                        <div>{words}</div>
                    </div>
                })}
                <div class="stack" role="status">
                    <dl class="kv">
                        <dt>{tr!(i18n, data.last_export)}</dt>
                        <dd>{move || when().unwrap_or_else(|| t_string!(i18n, customers.never).to_owned())}</dd>
                    </dl>
                    {move || said().map(|words| view! {
                        <div class="callout" id="exported" data-tone="good"><Icon glyph=Glyph::Check/><div>{words}</div></div>
                    })}
                </div>
                <TroubleNote trouble=trouble file=file/>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn primary"
                        id="export"
                        disabled=move || session.tasks.busy()
                        on:click=run
                    >
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, data.export)}
                    </button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

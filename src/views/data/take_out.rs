//! The card for everything that goes out.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::health::{BackUp, last_backup};

/// Everything that goes out.
#[component]
pub fn TakeOut() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let last = move || last_backup(i18n, session);
    let nag = move || {
        session.backup_is_due().then(|| match last() {
            Some(when) => t_string!(i18n, data.nag_old, when = when).to_string(),
            None => t_string!(i18n, data.nag_never).to_owned(),
        })
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
                <BackUp
                    id="export"
                    action=|i| t_string!(i, data.export)
                    done_id="exported"
                    words=|i, count, file| t_string!(i, data.exported, count = count, file = file).to_string()
                >
                    <dt>{tr!(i18n, data.last_export)}</dt>
                    <dd>{move || last().unwrap_or_else(|| t_string!(i18n, customers.never).to_owned())}</dd>
                </BackUp>
            </div>
        </section>
    }
    .into_any()
}

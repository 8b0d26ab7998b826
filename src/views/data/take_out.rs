//! The card for everything that goes out: the way to where backups are made.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::health::last_backup;
use crate::views::url::href;

/// Everything that goes out.
#[component]
pub fn TakeOut() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let nag = move || {
        session.backup_is_due().then(|| match last_backup(i18n, session) {
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
                <div class="btn-row">
                    <a href=href("/data/health") class="btn" id="to-backup">
                        <Icon glyph=Glyph::Health/>
                        {tr!(i18n, data.to_backup)}
                    </a>
                </div>
            </div>
        </section>
    }
    .into_any()
}

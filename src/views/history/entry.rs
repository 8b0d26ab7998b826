//! One change set in the list: a line, and behind it what it changed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::Icon;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::session::use_session;
use crate::views::history::edits::edits;
use crate::views::history::reading::Line;
use crate::views::history::wording;
use crate::words;

/// An entry of the list.
pub fn entry(line: Arc<Line>) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let here = session.data().map(|data| data.device());
    let open = RwSignal::new(false);
    let position = line.position;
    let (glyph, tone) = wording::glyph(&line.summary);
    let time = line.at.map(|at| {
        view! { <time class="tl-meta" datetime=at.to_string()>{format::time(at)}</time> }
    });
    let told = Arc::clone(&line);
    let told = move || words::summary(i18n, &told.summary);
    let who = move || {
        let settings = session.settings();
        let named = |device| wording::device(i18n, &settings, here, device);
        let mut parts = vec![wording::who(i18n, &line.actor, &named(line.device))];
        if let Some((from, conflicts)) = line.receipt {
            let from = named(from);
            parts.push(t_string!(i18n, history.received, device = from).to_string());
            let count = format::count(i18n.get_locale(), conflicts);
            parts.push(t_string!(i18n, history.conflicts, count = count).to_string());
        }
        parts.join(" · ")
    };
    view! {
        <li data-position=position.to_string()>
            <details
                class="change"
                on:toggle=move |event| {
                    open.set(event_target::<web_sys::Element>(&event).has_attribute("open"));
                }
            >
                <summary>
                    <span class="tl-icon" data-tone=tone><Icon glyph=glyph/></span>
                    <span class="change-what">
                        <span class="change-title">{told}</span>
                        <span class="change-who">{who}</span>
                    </span>
                    {time}
                </summary>
                {move || open.get().then(|| edits(position))}
            </details>
        </li>
    }
    .into_any()
}

//! Before there is anything to show, and where there is nothing.

use leptos::prelude::*;
use workspace::StoreError;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{Words, t_string, text, tr, use_i18n};
use crate::session::{OpenState, use_session};
use crate::views::url::href;
use crate::words;

/// How far opening is, or why it went no further.
pub fn opening() -> AnyView {
    let session = use_session();
    (move || match session.state() {
        OpenState::Opening { done, total } | OpenState::Listing { done, total } => {
            so_far(done, total)
        }
        OpenState::Failed(why) => failed(why),
        OpenState::Ready => ().into_any(),
    })
    .into_any()
}

fn so_far(done: usize, total: usize) -> AnyView {
    let i18n = use_i18n();
    let count = move || {
        let locale = i18n.get_locale();
        let (done, total) = (format::count(locale, done), format::count(locale, total));
        t_string!(i18n, shell.count, shown = done, total = total).to_string()
    };
    view! {
        <header class="topbar"><p class="topbar-title">{tr!(i18n, shell.app_name)}</p></header>
        <main class="page" id="main" tabindex="-1">
            <section class="empty" aria-busy="true">
                <h1>{tr!(i18n, shell.opening)}</h1>
                <Show when=move || { total > 0 }>
                    <progress max=total.to_string() value=done.to_string() aria-label=tr!(i18n, shell.opening)></progress>
                    <p class="count">{count}</p>
                </Show>
            </section>
        </main>
    }
    .into_any()
}

/// Says quietly that records are still being read, as long as they are.
pub fn reading() -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    view! {
        <Show when=move || !session.is_whole()>
            <progress class="late slim" aria-label=tr!(i18n, shell.opening)></progress>
        </Show>
    }
    .into_any()
}

/// Why it could not be opened, and what to do.
fn failed(why: StoreError) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    view! {
        <header class="topbar"><p class="topbar-title">{tr!(i18n, shell.app_name)}</p></header>
        {trouble(
            |i| t_string!(i, shell.open_failed),
            move || words::store_error(i18n, &why),
            move || session.start(),
        )}
    }
    .into_any()
}

/// A page that says what did not work, and tries again.
pub fn trouble(
    title: Words,
    why: impl Fn() -> String + Send + 'static,
    again: impl Fn() + 'static,
) -> AnyView {
    let i18n = use_i18n();
    view! {
        <main class="page" id="main" tabindex="-1">
            <section class="empty" role="alert">
                <Icon glyph=Glyph::Alert/>
                <h1>{text(i18n, title)}</h1>
                <p>{why}</p>
                <div class="btn-row">
                    <button type="button" class="btn primary" on:click=move |_| again()>
                        {tr!(i18n, shell.try_again)}
                    </button>
                </div>
            </section>
        </main>
    }
    .into_any()
}

/// An address nothing lives at.
pub fn not_found() -> AnyView {
    let i18n = use_i18n();
    view! {
        <header class="topbar"><p class="topbar-title">{tr!(i18n, shell.app_name)}</p></header>
        <main class="page" id="main" tabindex="-1">
            <section class="empty">
                <h1>{tr!(i18n, shell.not_found)}</h1>
                <p>{tr!(i18n, shell.not_found_hint)}</p>
                <div class="btn-row">
                    <a href=href("/customers") class="btn primary">{tr!(i18n, shell.go_home)}</a>
                </div>
            </section>
        </main>
    }
    .into_any()
}

//! What both cards have in common: the folder that is chosen, choosing another, letting go.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Glyph, Icon};
use crate::i18n::{Words, t_string, text, tr, use_i18n};
use crate::platform::folder;
use crate::session::{Session, use_session};
use crate::views::data::TroubleNote;
use crate::views::folders::place::{Place, Standing};

/// What people call this device; empty if nobody has said.
pub fn label_of(session: Session) -> String {
    let named = session.data().and_then(|data| {
        let device = data.device();
        session.peek(|image| image.settings().device_name(device).map(ToOwned::to_owned)).flatten()
    });
    named.unwrap_or_default()
}

/// A card for a folder: choosing one, or, once there is one, what can be done with it.
#[component]
pub fn FolderCard(
    /// The card's id; those of the buttons begin with it.
    id: &'static str,
    /// The folder.
    place: Place,
    /// What the card is called.
    title: Words,
    /// What it is good for.
    about: Words,
    /// What to do in a browser that has no such thing.
    without: Words,
    /// What the button says that uses it.
    action: Words,
    /// Uses it.
    on_use: Callback<()>,
    /// What is remembered of a folder from the start.
    notes: Callback<(), String>,
    /// What is said of a folder that can be used.
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let choose = move |_| {
        spawn_local(async move {
            match place.choose(session, notes.run(())).await {
                Ok(false) => {}
                Ok(true) => {
                    place.came_to(None);
                    on_use.run(());
                }
                Err(why) => place.trouble.set(Some(why)),
            }
        });
    };
    let forget = move |_| {
        spawn_local(async move {
            let outcome = place.forget(session).await;
            place.trouble.set(outcome.err());
        });
    };
    let button = move |name: &'static str, primary: bool, glyph: Glyph, words: Words| {
        let pressed = move |_| on_use.run(());
        view! {
            <button
                type="button"
                class="btn"
                class:primary=primary
                id=format!("{id}-{name}")
                disabled=move || session.tasks.busy()
                on:click=pressed
            >
                <Icon glyph=glyph/>
                {text(i18n, words)}
            </button>
        }
        .into_any()
    };
    let chooser = move |primary: bool, words: Words| {
        view! {
            <button
                type="button"
                class="btn"
                class:primary=primary
                id=format!("{id}-choose")
                disabled=move || session.tasks.busy()
                on:click=choose
            >
                {text(i18n, words)}
            </button>
        }
        .into_any()
    };
    let asks = move || {
        let folder = place.name.get();
        t_string!(i18n, folder.asks, folder = folder).to_string()
    };
    // What is on screen stays as long as it says the same: a button that is pressed keeps the
    // focus.
    let standing = Memo::new(move |_| place.standing.get());
    let body = move || {
        match standing.get() {
        Standing::Unknown => ().into_any(),
        Standing::Unset => view! {
            <div class="btn-row">{chooser(true, |i| t_string!(i, folder.choose))}</div>
        }
        .into_any(),
        standing => view! {
            {(standing == Standing::Asks).then(|| view! {
                <div class="callout" id=format!("{id}-asks") data-tone="info">
                    <Icon glyph=Glyph::Info/>
                    <div>{asks}</div>
                </div>
            })}
            {children()}
            <div class="btn-row">
                {match standing {
                    Standing::Asks => button("allow", true, Glyph::Check, |i| t_string!(i, folder.allow)),
                    _ => button("now", standing == Standing::Ready, Glyph::Sync, action),
                }}
                {chooser(standing == Standing::Barred, |i| t_string!(i, folder.choose_other))}
                <button
                    type="button"
                    class="btn ghost"
                    id=format!("{id}-forget")
                    disabled=move || session.tasks.busy()
                    on:click=forget
                >
                    {tr!(i18n, folder.forget)}
                </button>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <section class="card" id=id>
            <div class="card-head"><h2>{text(i18n, title)}</h2></div>
            <div class="card-body stack">
                <p>{text(i18n, about)}</p>
                {match folder::is_supported() {
                    true => view! {
                        {body}
                        <TroubleNote trouble=place.trouble file=place.name/>
                    }
                    .into_any(),
                    false => view! { <p class="hint" id=format!("{id}-without")>{text(i18n, without)}</p> }.into_any(),
                }}
            </div>
        </section>
    }
    .into_any()
}

/// Looks at the folder when its card comes up; what is wrong with it is said there.
pub fn look_when_shown<F: Future<Output = ()> + 'static>(look: impl FnOnce() -> F + 'static) {
    if folder::is_supported() {
        spawn_local(look());
    }
}

//! Mappings kept in the workspace: offered when a file fits, kept, forgotten.

use interchange::csv::SavedMapping;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Settings;

use crate::components::{Glyph, Icon, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::desk::Desk;
use crate::views::data::trouble::Trouble;
use crate::views::data::wizard::{Wizard, memory};

/// A kept mapping and whether the file has what it needs.
#[derive(Debug, Clone, PartialEq)]
struct Offer {
    name: String,
    saved: SavedMapping,
    fits: bool,
}

impl Wizard {
    /// Reads the file as was kept under `name`.
    fn use_kept(self, name: &str, saved: &SavedMapping) {
        if let Some(opened) = self.opened.get_untracked() {
            self.set_choices(memory::recall(saved, &opened, &self.settings()));
            self.used.set(Some(name.to_owned()));
        }
    }

    /// Changes the settings.
    fn change_settings(self, change: impl FnOnce(&mut Settings), done: impl FnOnce() + 'static) {
        let mut settings = self.session.peek(|image| image.settings().clone()).unwrap_or_default();
        change(&mut settings);
        spawn_local(async move {
            match self.session.save_settings(settings).await {
                Ok(()) => done(),
                Err(why) => self.trouble.set(Some(Trouble::Refused(why))),
            }
        });
    }
}

fn offers(desk: Desk) -> Memo<Vec<Offer>> {
    let session = use_session();
    let wizard = desk.wizard;
    Memo::new(move |_| {
        let Some(opened) = wizard.opened.get() else { return Vec::new() };
        let kept = memory::kept(&session.settings()).into_iter();
        let offer = |(name, saved): (String, SavedMapping)| {
            let fits = memory::fits(&saved, &opened.headers);
            Offer { name, saved, fits }
        };
        kept.map(offer).collect()
    })
}

/// What was kept for files like this one, or that it is read so.
#[component]
pub fn KeptOffers(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let offers = offers(desk);
    move || {
        let fitting: Vec<Offer> = offers.get().into_iter().filter(|offer| offer.fits).collect();
        if let Some(name) = wizard.used.get() {
            let words = t_string!(i18n, import.kept_used, name = name).to_string();
            return Some(
                view! {
                    <div class="callout" id="kept-used" data-tone="good" role="status">
                        <Icon glyph=Glyph::Check/>
                        <div>{words}</div>
                    </div>
                }
                .into_any(),
            );
        }
        if fitting.is_empty() {
            return None;
        }
        let button = |offer: Offer| {
            let words = t_string!(i18n, import.use_it, name = &offer.name).to_string();
            view! {
                <button
                    type="button"
                    class="btn small"
                    data-kept=offer.name.clone()
                    on:click=move |_| wizard.use_kept(&offer.name, &offer.saved)
                >
                    {words}
                </button>
            }
        };
        Some(
            view! {
                <div class="callout" id="kept-offers" data-tone="info">
                    <Icon glyph=Glyph::Star/>
                    <div>
                        <p>{tr!(i18n, import.kept_fits)}</p>
                        <div class="btn-row">{fitting.into_iter().map(button).collect_view()}</div>
                    </div>
                </div>
            }
            .into_any(),
        )
    }
}

/// Keeps how this file is read, and forgets what was kept.
#[component]
pub fn Kept(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let offers = offers(desk);
    let name = RwSignal::new(String::new());
    let done = RwSignal::new(None::<String>);
    let keep = move || {
        let Some(opened) = wizard.opened.get_untracked() else { return };
        let given = name.get_untracked().trim().to_owned();
        if given.is_empty() {
            return;
        }
        let json = wizard.choices.with_untracked(|choices| memory::keep(&given, choices, &opened));
        let Some(json) = json else { return };
        let key = given.clone();
        wizard.change_settings(
            |settings| drop(settings.mappings.insert(key, json)),
            // The page may have been left meanwhile.
            move || {
                let _ = name.try_set(String::new());
                let _ = done.try_set(Some(given));
            },
        );
    };
    let forget = move |name: String| {
        if wizard.used.with_untracked(|used| used.as_ref() == Some(&name)) {
            wizard.used.set(None);
        }
        done.set(None);
        wizard.change_settings(|settings| drop(settings.mappings.remove(&name)), || {});
    };
    let list = move || {
        let offers = offers.get();
        if offers.is_empty() {
            return view! { <p class="hint">{tr!(i18n, import.kept_none)}</p> }.into_any();
        }
        let item = |offer: Offer| {
            let words = t_string!(i18n, import.forget, name = &offer.name).to_string();
            let gone = offer.name.clone();
            view! {
                <li class="kept-row" data-kept=offer.name.clone()>
                    <span>
                        <b>{offer.name.clone()}</b>
                        {(!offer.fits).then(|| view! { <span class="sample">{tr!(i18n, import.kept_other)}</span> })}
                    </span>
                    <button
                        type="button"
                        class="btn ghost icon-only"
                        aria-label=words
                        on:click=move |_| forget(gone.clone())
                    >
                        <Icon glyph=Glyph::Trash/>
                    </button>
                </li>
            }
        };
        view! { <ul class="kept-list">{offers.into_iter().map(item).collect_view()}</ul> }
            .into_any()
    };
    let said =
        move || done.get().map(|name| t_string!(i18n, import.kept_done, name = name).to_string());
    view! {
        <details class="card" id="kept">
            <summary class="card-head"><h2>{tr!(i18n, import.kept)}</h2></summary>
            <form class="card-body stack" on:submit=move |event| { event.prevent_default(); keep(); }>
                <p class="hint">{tr!(i18n, import.kept_text)}</p>
                {list}
                <Text
                    id="kept-name"
                    label=label!(i18n, import.kept_name)
                    value=name
                    on_input=move |text: String| name.set(text)
                />
                <div class="btn-row">
                    <button
                        type="submit"
                        class="btn"
                        id="keep-mapping"
                        disabled=move || name.with(|name| name.trim().is_empty())
                    >
                        {tr!(i18n, import.keep)}
                    </button>
                </div>
                <p role="status">{said}</p>
            </form>
        </details>
    }
    .into_any()
}

//! The keyboard: everything can be reached without a mouse.

use std::cell::Cell;
use std::rc::Rc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use crate::app::PLACES;
use crate::components::Dialog;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::{Sheet, use_session};

/// How long `g` waits for the letter of a place, in milliseconds.
const CHORD_MILLIS: f64 = 1_200.0;

/// The letter after `g` for each place, in the order of [`PLACES`].
const LETTERS: [&str; 7] = ["c", "t", "i", "o", "s", "d", ","];

/// Listens for shortcuts for as long as the component that called it lives.
pub fn listen() {
    let session = use_session();
    let navigate = use_navigate();
    let go_since = Rc::new(Cell::new(f64::MIN));
    let pressed = move |event: KeyboardEvent| {
        let key = event.key();
        let command = event.ctrl_key() || event.meta_key();
        if command && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            session.sheets.open(Sheet::Palette);
            return;
        }
        if event.alt_key() || page::is_typing(event.target()) || page::has_open_dialog() {
            return;
        }
        if command {
            let undo = key.eq_ignore_ascii_case("z");
            if undo && !event.shift_key() {
                event.prevent_default();
                session.undo_last();
            } else if undo || key.eq_ignore_ascii_case("y") {
                event.prevent_default();
                session.redo_last();
            }
            return;
        }
        let now = page::performance_now();
        if now - go_since.replace(f64::MIN) < CHORD_MILLIS
            && let Some(at) = LETTERS.iter().position(|letter| *letter == key)
        {
            event.prevent_default();
            navigate(PLACES[at].path(), Default::default());
            return;
        }
        match key.as_str() {
            "/" => {
                event.prevent_default();
                page::focus("input[type=search]");
            }
            "?" => session.sheets.open(Sheet::Shortcuts),
            "n" => {
                event.prevent_default();
                session.sheets.open(Sheet::Customer(None));
            }
            "g" => go_since.set(now),
            _ => {}
        }
    };
    let handle = window_event_listener(ev::keydown, pressed);
    on_cleanup(move || handle.remove());
}

/// The list of shortcuts.
#[component]
pub fn ShortcutList() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let row = |keys: &'static [&'static str], what: Signal<&'static str>| {
        view! {
            <dt>{keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view()}</dt>
            <dd>{what}</dd>
        }
    };
    view! {
        <Dialog
            title=label!(i18n, shell.shortcuts)
            on_close=move |()| session.sheets.close()
        >
            <div class="dialog-body">
                <dl class="kv">
                    {row(&["/"], Signal::derive(move || t_string!(i18n, shell.key_search)))}
                    {row(&["Ctrl", "K"], Signal::derive(move || t_string!(i18n, shell.key_palette)))}
                    {row(&["n"], Signal::derive(move || t_string!(i18n, shell.key_new)))}
                    {row(&["g", "c", "t", "i", "o", "s", "d"], Signal::derive(move || t_string!(i18n, shell.key_go)))}
                    {row(&["Ctrl", "Z"], Signal::derive(move || t_string!(i18n, shell.key_undo)))}
                    {row(&["Ctrl", "Shift", "Z"], Signal::derive(move || t_string!(i18n, shell.key_redo)))}
                    {row(&["?"], Signal::derive(move || t_string!(i18n, shell.key_shortcuts)))}
                    {row(&["Esc"], Signal::derive(move || t_string!(i18n, shell.key_escape)))}
                </dl>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn primary" on:click=move |_| session.sheets.close()>
                    {tr!(i18n, shell.done)}
                </button>
            </div>
        </Dialog>
    }
}

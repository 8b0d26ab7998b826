//! Where files come in: by choosing one, or by dropping it anywhere on the page.

use leptos::callback::UnsyncCallback;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};

/// What the file chooser offers. Workbooks are among it so that choosing one is answered with
/// what to do, and not with a name that cannot be pressed.
const OFFERED: &str = ".csv,.tsv,.txt,.json,.gz,.vcf,.vcard,.xlsx,.xls,.ods,text/csv,text/tab-separated-values,text/plain,text/vcard,application/json,application/gzip";

/// Hands each file dropped anywhere on the page to `on_file`; answers whether one is held over
/// it. A file dropped where nobody listens makes the browser leave the app and show it.
pub fn listen_for_drops(on_file: UnsyncCallback<File>) -> RwSignal<bool> {
    let over = RwSignal::new(false);
    let brings_file = |event: &DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let listeners = [
        window_event_listener(ev::dragover, move |event| {
            if brings_file(&event) {
                event.prevent_default();
                over.set(true);
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event| {
            if brings_file(&event) {
                event.prevent_default();
                over.set(false);
                let files = event.data_transfer().and_then(|data| data.files());
                if let Some(file) = files.and_then(|files| files.get(0)) {
                    on_file.run(file);
                }
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    over
}

/// Hands each file chosen or dropped to `on_file`.
#[component]
pub fn Dropzone(on_file: UnsyncCallback<File>) -> impl IntoView {
    let i18n = use_i18n();
    let over = listen_for_drops(on_file);
    view! {
        <label class="dropzone" class:over=over>
            <Icon glyph=Glyph::Upload/>
            <b>{tr!(i18n, data.drop)}</b>
            <span class="hint">{tr!(i18n, data.drop_hint)}</span>
            <input type="file" id="import-file" accept=OFFERED on:change=move |event| chosen(&event, on_file)/>
        </label>
    }
    .into_any()
}

fn chosen(event: &Event, on_file: UnsyncCallback<File>) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    // So that choosing the same file once more, corrected, is noticed.
    input.set_value("");
    if let Some(file) = file {
        on_file.run(file);
    }
}

//! How a file is written: its encoding, its delimiter, its first row.

use interchange::csv::{Delimiter, Encoding};
use leptos::prelude::*;

use crate::components::Choice;
use crate::i18n::{label, tr, use_i18n};
use crate::views::data::desk::Desk;
use crate::views::data::trouble::TroubleNote;
use crate::views::data::wizard::loading::Wishes;
use crate::views::data::wording;

/// Chooses the encoding.
#[component]
pub fn EncodingChoice(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let options = Signal::derive(move || {
        let option = |encoding: &Encoding| {
            (encoding.label().to_owned(), wording::encoding(i18n, *encoding).to_owned())
        };
        Encoding::ALL.iter().map(option).collect::<Vec<_>>()
    });
    view! {
        <Choice
            id="encoding"
            label=label!(i18n, data.encoding)
            value=Signal::derive(move || wizard.encoding.get().label().to_owned())
            options=options
            on_input=move |label: String| {
                if let Some(encoding) = Encoding::ALL.into_iter().find(|e| e.label() == label) {
                    wizard.read_in(desk, encoding);
                }
            }
        />
    }
    .into_any()
}

fn delimiter_code(delimiter: Delimiter) -> String {
    char::from(delimiter.byte()).to_string()
}

/// Everything about how the file is written, to correct a wrong guess.
#[component]
pub fn Written(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = desk.wizard;
    let wishes =
        move || wizard.opened.with(|opened| opened.as_ref().map(|o| o.wishes)).unwrap_or_default();
    let reread = move |change: &dyn Fn(&mut Wishes)| {
        let mut wishes = untrack(wishes);
        change(&mut wishes);
        wizard.read(desk, wishes);
    };
    let options = Signal::derive(move || {
        let option = |delimiter: &Delimiter| {
            (delimiter_code(*delimiter), wording::delimiter(i18n, *delimiter).to_owned())
        };
        Delimiter::ALL.iter().map(option).collect::<Vec<_>>()
    });
    view! {
        <details class="card">
            <summary class="card-head"><h2>{tr!(i18n, data.written)}</h2></summary>
            <div class="card-body form">
                <Show when=move || wizard.has_encoding_trouble()>
                    <TroubleNote trouble=wizard.trouble file=wizard.name/>
                </Show>
                <div class="field-row">
                    <EncodingChoice desk=desk/>
                    <Choice
                        id="delimiter"
                        label=label!(i18n, data.delimiter)
                        value=Signal::derive(move || delimiter_code(wishes().delimiter.unwrap_or_default()))
                        options=options
                        on_input=move |code: String| {
                            let chosen = Delimiter::ALL.into_iter().find(|d| delimiter_code(*d) == code);
                            reread(&|wishes| wishes.delimiter = chosen);
                        }
                    />
                </div>
                <label class="check">
                    <input
                        type="checkbox"
                        id="has-header"
                        prop:checked=move || wishes().header
                        on:change=move |event| {
                            let header = event_target_checked(&event);
                            reread(&|wishes| wishes.header = header);
                        }
                    />
                    <span>{tr!(i18n, data.has_header)}</span>
                </label>
            </div>
        </details>
    }
    .into_any()
}

//! The command palette: a customer or a command, by typing part of its name.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use model::{Channel, Customer, Id, Row};
use workspace::Slot;

use crate::app::{PLACES, Place};
use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::{Awaited, Sheet, Theme, use_session};
use crate::views::parts::{customer_line, customer_path};
use crate::views::search::use_search;

#[derive(Clone, PartialEq)]
enum Choice {
    Customer(Id),
    Go(Place),
    Page(&'static str),
    Open(Sheet),
    Theme(Theme),
    Language,
    Undo,
}

#[derive(Clone, PartialEq)]
struct Offer {
    glyph: Glyph,
    words: String,
    hint: String,
    /// That of the customer it is.
    slot: Option<Slot>,
    choice: Choice,
}

/// Customers offered at a time.
const CUSTOMERS: usize = 8;

/// The palette.
#[component]
pub fn Palette() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            page::show_modal(&dialog);
        }
    });
    let text = RwSignal::new(String::new());
    let searched = use_search(text.into());
    let at = RwSignal::new(0_usize);
    let commands = move || {
        let offer = |glyph, words: &str, choice| Offer {
            glyph,
            words: words.to_owned(),
            hint: String::new(),
            slot: None,
            choice,
        };
        let mut all = vec![
            offer(Glyph::Plus, t_string!(i18n, customers.new), Choice::Open(Sheet::Customer(None))),
            offer(
                Glyph::Phone,
                t_string!(i18n, interactions.log),
                Choice::Open(Sheet::Interaction {
                    customer: None,
                    id: None,
                    channel: Channel::Call,
                }),
            ),
            offer(
                Glyph::Order,
                t_string!(i18n, orders.new),
                Choice::Open(Sheet::Order { customer: None, id: None }),
            ),
            offer(
                Glyph::Task,
                t_string!(i18n, tasks.new),
                Choice::Open(Sheet::Task { customer: None, id: None }),
            ),
            offer(Glyph::Upload, t_string!(i18n, customers.import), Choice::Page("/data/import")),
        ];
        all.extend(
            PLACES.iter().map(|place| offer(place.glyph(), place.label(i18n), Choice::Go(*place))),
        );
        all.extend([
            offer(Glyph::History, t_string!(i18n, history.title), Choice::Page("/data/history")),
            offer(Glyph::Trash, t_string!(i18n, history.trash), Choice::Page("/data/trash")),
            offer(Glyph::Undo, t_string!(i18n, shell.key_undo), Choice::Undo),
            offer(Glyph::Sun, t_string!(i18n, shell.theme_light), Choice::Theme(Theme::Light)),
            offer(Glyph::Moon, t_string!(i18n, shell.theme_dark), Choice::Theme(Theme::Dark)),
            offer(Glyph::Globe, t_string!(i18n, shell.switch_language), Choice::Language),
            offer(
                Glyph::Keyboard,
                t_string!(i18n, shell.shortcuts),
                Choice::Open(Sheet::Shortcuts),
            ),
        ]);
        all
    };
    let offers = Memo::new(move |_| {
        let wanted = text.get().trim().to_lowercase();
        let mut found = Vec::new();
        if !wanted.is_empty() {
            let offer = |slot: u32, row: &Row<Customer>| Offer {
                glyph: Glyph::Person,
                words: row.record.name.clone(),
                hint: customer_line(&row.record),
                slot: Some(slot),
                choice: Choice::Customer(row.id),
            };
            found.extend(searched.first(CUSTOMERS, offer));
        }
        found.extend(
            commands().into_iter().filter(|offer| offer.words.to_lowercase().contains(&wanted)),
        );
        Arc::new(found)
    });
    let told = move || match searched.found.get() {
        Awaited::Failed => Some(t_string!(i18n, shell.part_failed)),
        _ if !offers.with(|offers| offers.is_empty()) => None,
        Awaited::Ready(_) if !searched.busy.get() => Some(t_string!(i18n, shell.palette_empty)),
        _ => Some(t_string!(i18n, shell.loading)),
    };
    Effect::new(move |_| {
        text.track();
        at.set(0);
    });
    let choose = StoredValue::new_local(move |choice: Choice| {
        session.sheets.close();
        match choice {
            Choice::Customer(id) => navigate(&customer_path(id), Default::default()),
            Choice::Go(place) => navigate(place.path(), Default::default()),
            Choice::Page(path) => navigate(path, Default::default()),
            Choice::Open(sheet) => session.sheets.open(sheet),
            Choice::Theme(theme) => session.prefs.theme.set(theme),
            Choice::Language => {
                session.prefs.language.update(|language| *language = language.other())
            }
            Choice::Undo => session.undo_last(),
        }
    });
    let choose = move |choice: Choice| choose.with_value(|choose| choose(choice));
    let pressed = move |event: KeyboardEvent| {
        let count = offers.with(|offers| offers.len());
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(offer) = offers.with(|offers| offers.get(at.get()).cloned()) {
                    choose(offer.choice);
                }
            }
            _ => return,
        }
        event.prevent_default();
        page::scroll_into_view(&format!("#offer-{}", at.get_untracked()));
    };
    view! {
        <dialog
            class="palette"
            node_ref=node
            aria-label=tr!(i18n, shell.palette)
            on:cancel=move |event: web_sys::Event| { event.prevent_default(); session.sheets.close(); }
            on:click=move |event| {
                // Nothing typed here is worth keeping, so a press beside the palette closes it.
                if event.target() == event.current_target() {
                    session.sheets.close();
                }
            }
        >
            <label class="search">
                <Icon glyph=Glyph::Search/>
                <input
                    type="text"
                    role="combobox"
                    autofocus=true
                    autocomplete="off"
                    aria-expanded="true"
                    aria-controls="offers"
                    aria-activedescendant=move || format!("offer-{}", at.get())
                    aria-label=tr!(i18n, shell.palette_hint)
                    placeholder=tr!(i18n, shell.palette_hint)
                    prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))
                    on:keydown=pressed
                />
            </label>
            <ul role="listbox" id="offers" aria-label=tr!(i18n, shell.commands)>
                {move || {
                    let offers = offers.get();
                    offers.iter().enumerate().map(|(index, offer)| {
                        let Offer { glyph, words, hint, slot, choice } = offer.clone();
                        view! {
                            <li
                                role="option"
                                id=format!("offer-{index}")
                                aria-selected=move || (at.get() == index).to_string()
                                on:click=move |_| choose(choice.clone())
                            >
                                <Icon glyph=glyph/>
                                <span>{words}</span>
                                <span class="palette-hint">
                                    {move || slot.map(|slot| searched.told(slot, &hint))}
                                </span>
                            </li>
                        }
                    }).collect_view()
                }}
                {move || told().map(|words| view! { <li role="presentation">{words}</li> })}
            </ul>
        </dialog>
    }
}

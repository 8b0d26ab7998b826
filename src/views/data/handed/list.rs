//! The list of files that were handed over.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};
use std::rc::Rc;
use web_sys::File;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::data::bring::{Errand, errand, receiver};
use crate::views::data::bundle::Report;
use crate::views::data::desk::Desk;
use crate::views::data::handed::{Arrival, State, attend};
use crate::views::data::trouble::{Trouble, note};
use crate::views::url::use_params;

/// The address that shared files are sent to. The service worker leads on from there; who sees it
/// has no file.
const NO_FILE: &str = "/data/handed";

/// What other apps handed over. On the data page, `takes` has what comes taken in at once;
/// elsewhere each file waits for a press.
#[component]
pub fn HandedOver(takes: bool) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let handed = desk.handed;
    let receive = receiver(session, "/data", |desk, name, why| desk.bundles.refuse(name, why));
    if takes {
        let navigate = use_navigate();
        attend(session, Rc::new(move || navigate("/data", Default::default())));
        spawn_local(handed.look());
        Effect::new(move |_| {
            if handed.fresh.get() {
                handed.fresh.set(false);
                spawn_local(desk.take_handed(session, receive));
            }
        });
    }
    let is_empty = move || handed.all.with(Vec::is_empty);
    view! {
        {takes.then(lost_note)}
        <Show when=move || !is_empty()>
            <section class="card" id="handed">
                <div class="card-head"><h2>{tr!(i18n, data.handed)}</h2></div>
                <div class="card-body">
                    <ul class="peers">
                        <For
                            each=move || handed.all.get()
                            key=|row| row.number
                            children=move |row| view! { <Row row=row receive=receive/> }
                        />
                    </ul>
                </div>
            </section>
        </Show>
    }
    .into_any()
}

/// Why what was shared is not here.
fn lost_note() -> AnyView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let params = use_params();
    (move || {
        path.get().ends_with(NO_FILE).then(|| {
            let words = move || match params.get("why").as_str() {
                "full" => t_string!(i18n, data.handed_full),
                "nothing" => t_string!(i18n, data.handed_nothing),
                _ => t_string!(i18n, data.handed_failed),
            };
            view! {
                <div class="callout" id="handed-lost" role="alert" data-tone="bad">
                    <Icon glyph=Glyph::Alert/>
                    <div>{words}</div>
                </div>
            }
        })
    })
    .into_any()
}

fn line(i18n: I18n, size: Option<f64>, state: &State) -> String {
    let size = size.map(|size| format::bytes(i18n.get_locale(), size));
    let words = match state {
        State::Waiting => Some(t_string!(i18n, data.handed_waiting)),
        State::Taking => Some(t_string!(i18n, data.handed_taking)),
        State::Merged(_) | State::Refused(_) => None,
    };
    let parts = [size.as_deref(), words];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn Row(row: Arrival, receive: UnsyncCallback<File>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let Arrival { number, name, size, state } = row.clone();
    let merges = desk
        .handed
        .source(number)
        .is_some_and(|source| matches!(errand(&source.file), Errand::Merge));
    let watched = state.clone();
    let sub = move || watched.with(|state| line(i18n, size, state));
    let watched = state.clone();
    let can_take = Memo::new(move |_| {
        watched.with(|state| match state {
            State::Waiting => true,
            // Only what may come out otherwise the next time.
            State::Refused(Trouble::Busy | Trouble::Refused(_)) => merges,
            _ => false,
        })
    });
    let watched = state.clone();
    let is_taking = Memo::new(move |_| watched.with(|state| matches!(state, State::Taking)));
    let watched = state.clone();
    let code = move || watched.with(State::code);
    let taken = row.clone();
    let take = UnsyncCallback::new(move |()| {
        spawn_local(desk.take_one_handed(session, taken.clone(), receive));
    });
    let file = name.clone();
    let aside = move || t_string!(i18n, data.handed_aside, file = file.clone()).to_string();
    let outcome = {
        let name = name.clone();
        move || match state.get() {
            State::Merged(report) => {
                let id = format!("handed-{number}");
                view! { <Report id=id file=name.clone() received=*report/> }.into_any()
            }
            State::Refused(why) => {
                let name = name.clone();
                note(None, why, move || name.clone())
            }
            State::Waiting | State::Taking => ().into_any(),
        }
    };
    view! {
        <li class="handed" data-handed=name.clone() data-state=code>
            <div class="handed-head">
                <div role="status">
                    <p><b>{name.clone()}</b></p>
                    <p class="hint">{sub}</p>
                </div>
                <div class="btn-row">
                    <Show when=move || can_take.get()>
                        <button
                            type="button"
                            class="btn primary"
                            data-do="take"
                            disabled=move || session.tasks.busy()
                            on:click=move |_| take.run(())
                        >
                            {if merges { tr!(i18n, data.handed_merge).into_any() } else { tr!(i18n, data.handed_open).into_any() }}
                        </button>
                    </Show>
                    <button
                        type="button"
                        class="btn ghost icon-only"
                        data-do="aside"
                        aria-label=aside.clone()
                        title=aside
                        disabled=move || is_taking.get()
                        on:click=move |_| spawn_local(desk.handed.put_away(number))
                    >
                        <Icon glyph=Glyph::Close/>
                    </button>
                </div>
            </div>
            {outcome}
        </li>
    }
    .into_any()
}

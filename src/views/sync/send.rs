//! Files for other devices.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::DeviceId;
use web_sys::Blob;
use workspace::Step;
use workspace::sync::mailbox::plain;
use workspace::sync::{Scope, Sent};

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::files::{self, Download};
use crate::platform::share::{self, Shared};
use crate::platform::{gzip, time};
use crate::session::{BrowserPace, Session, use_session};
use crate::views::data::{Desk, Doing, Trouble, TroubleNote};
use crate::views::sync::device_name;

const JSON: &str = "application/json";

/// A file that is written and not yet handed over.
#[derive(Clone)]
struct Parcel {
    blob: Blob,
    name: String,
    whom: Option<String>,
    sent: Sent,
    /// What came of it.
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It waits to be shared or kept.
    Ready,
    /// It is among the downloads.
    Kept,
    /// Another app has it.
    Shared,
}

/// Writes the file for `peer`, or everything for whoever has nothing yet.
async fn pack_for(
    desk: Desk,
    session: Session,
    peer: Option<(DeviceId, String)>,
    someone: String,
) -> Result<Parcel, Trouble> {
    let now = time::now();
    let day = now.map(|now| format!("-{}", now.day())).unwrap_or_default();
    let whom = peer.as_ref().map(|(_, name)| name.clone());
    let scope = peer.map_or(Scope::Everything, |(device, _)| Scope::For(device));
    let stem = match &whom {
        Some(name) => format!("rapport-{}{day}", plain(name)),
        None => format!("rapport{day}"),
    };
    let data = session.data().ok_or(Trouble::Busy)?;
    let doing = Doing::Sending(whom.clone().unwrap_or(someone));
    desk.run(doing, Step::Writing, async |pace| {
        let download = Download::new();
        let sent = data.export(&scope, now, pace, &mut |piece| download.push(&piece)).await?;
        let json = download.finish(JSON).await?;
        let packed = match gzip::is_supported() {
            true => Some((gzip::pack(&json).await?, format!("{stem}.json.gz"))),
            false => None,
        };
        // Some browsers share only what they hold to be harmless; text always is.
        let text: Option<Blob> =
            json.slice_with_f64_and_f64_and_content_type(0.0, json.size(), "text/plain").ok();
        let offers = packed
            .into_iter()
            .chain([(json, format!("{stem}.json"))])
            .chain(text.map(|text| (text, format!("{stem}.json.txt"))));
        let offers: Vec<(Blob, String)> = offers.collect();
        let shareable = offers.iter().find(|(blob, name)| share::can_share(blob, name));
        let can_share = shareable.is_some();
        let (blob, name) = shareable.or(offers.first()).cloned().ok_or(Trouble::Busy)?;
        let state = if can_share { State::Ready } else { State::Kept };
        if !can_share {
            files::hand_over(&blob, &name)?;
        }
        Ok::<_, Trouble>(Parcel { blob, name, whom, sent, state })
    })
    .await
}

/// Other devices this one knows of: those that sent something, and those others told of.
fn peers(session: Session) -> Vec<DeviceId> {
    let Some(data) = session.data() else { return Vec::new() };
    let told = session.settings().devices.into_keys().filter_map(|id| id.parse().ok());
    let heard = data.peers().into_iter().map(|(device, _)| device);
    let mut all: Vec<DeviceId> = told.chain(heard).filter(|id| *id != data.device()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Files for other devices.
#[component]
pub fn Send() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let parcel = RwSignal::new_local(None::<Parcel>);
    let trouble = RwSignal::new(None::<Trouble>);
    let file = RwSignal::new(String::new());
    let known = Memo::new(move |_| {
        session.revision();
        peers(session)
    });
    let send = move |peer: Option<DeviceId>| {
        let peer = peer.map(|device| (device, device_name(i18n, session, device)));
        let someone = t_string!(i18n, sync.someone_new).to_owned();
        spawn_local(async move {
            let outcome = pack_for(desk, session, peer, someone).await;
            // The page may have been left meanwhile; a download the browser shows itself.
            trouble.try_set(outcome.as_ref().err().cloned());
            parcel.try_set(outcome.ok());
        });
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, sync.send)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, sync.send_text)}</p>
                <Show when=move || known.with(Vec::is_empty)>
                    <p class="hint">{tr!(i18n, sync.send_nobody)}</p>
                </Show>
                <ul class="peers" id="peers">
                    <For each=move || known.get() key=|device| *device children=move |device| view! {
                        <Peer device=device on_send=Callback::new(move |()| send(Some(device)))/>
                    }/>
                </ul>
                <TroubleNote trouble=trouble file=file/>
                {move || parcel.get().map(|found| view! { <ParcelNote parcel=found all=parcel/> })}
                <ProgressPanel tasks=session.tasks label=Signal::derive(move || desk.label(i18n))/>
                <div class="btn-row">
                    <button
                        type="button"
                        class="btn"
                        id="send-everything"
                        disabled=move || session.tasks.busy()
                        on:click=move |_| send(None)
                    >
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, sync.send_all)}
                    </button>
                    <span class="hint">{tr!(i18n, sync.send_all_hint)}</span>
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Peer(device: DeviceId, on_send: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let lacks = RwSignal::new(None::<usize>);
    Effect::new(move |_| {
        session.revision();
        spawn_local(async move {
            let Some(data) = session.data() else { return };
            // What cannot be counted is not said.
            lacks.try_set(data.news_for(device, &BrowserPace::unwatched()).await.ok());
        });
    });
    let name = move || device_name(i18n, session, device);
    let news = move || match lacks.get()? {
        0 => Some(t_string!(i18n, sync.knows_all).to_owned()),
        count => {
            let count = format::count(i18n.get_locale(), count);
            Some(t_string!(i18n, sync.lacks, count = count).to_string())
        }
    };
    view! {
        <li class="peer" data-device=device.to_string()>
            <div>
                <b>{name}</b>
                <p class="hint">{news}</p>
            </div>
            <button
                type="button"
                class="btn primary"
                disabled=move || session.tasks.busy()
                aria-label=move || t_string!(i18n, sync.send_to, whom = name()).to_string()
                on:click=move |_| on_send.run(())
            >
                <Icon glyph=Glyph::Download/>
                {tr!(i18n, sync.send)}
            </button>
        </li>
    }
    .into_any()
}

/// A file that was written: where it is, or what to do with it.
#[component]
fn ParcelNote(parcel: Parcel, all: RwSignal<Option<Parcel>, LocalStorage>) -> impl IntoView {
    let i18n = use_i18n();
    let Parcel { blob, name, whom, sent, state } = parcel.clone();
    let set = {
        let parcel = parcel.clone();
        move |state: State| drop(all.try_set(Some(Parcel { state, ..parcel.clone() })))
    };
    let share = {
        let (blob, name, set) = (blob.clone(), name.clone(), set.clone());
        move |_| {
            let (blob, name, set) = (blob.clone(), name.clone(), set.clone());
            spawn_local(async move {
                if share::share(&blob, &name).await == Shared::Yes {
                    set(State::Shared);
                }
            });
        }
    };
    let keep = {
        let name = name.clone();
        move |_| {
            if files::hand_over(&blob, &name).is_ok() {
                set(State::Kept);
            }
        }
    };
    let said = move || {
        let locale = i18n.get_locale();
        let (records, changes) =
            (format::count(locale, sent.records), format::count(locale, sent.changes));
        let file = name.clone();
        let text = match state {
            State::Ready => t_string!(i18n, sync.not_shared).to_owned(),
            State::Kept => {
                t_string!(i18n, sync.sent, file = file, records = records, changes = changes)
                    .to_string()
            }
            State::Shared => {
                t_string!(i18n, sync.shared, file = file, records = records, changes = changes)
                    .to_string()
            }
        };
        match &whom {
            Some(whom) if sent.changes == 0 => {
                format!("{} {text}", t_string!(i18n, sync.sent_nothing, whom = whom))
            }
            _ => text,
        }
    };
    view! {
        <div
            class="callout"
            id="parcel"
            role="status"
            data-tone="good"
            data-records=sent.records.to_string()
            data-changes=sent.changes.to_string()
        >
            <Icon glyph=Glyph::Check/>
            <div class="stack">
                <p>{said}</p>
                {(state == State::Ready).then(|| view! {
                    <div class="btn-row">
                        <button type="button" class="btn primary" id="share" on:click=share>{tr!(i18n, sync.share)}</button>
                        <button type="button" class="btn" id="keep" on:click=keep>{tr!(i18n, sync.download)}</button>
                    </div>
                })}
            </div>
        </div>
    }
    .into_any()
}

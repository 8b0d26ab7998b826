//! The way back from a backup file.

use leptos::callback::UnsyncCallback;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Id;
use web_sys::File;
use workspace::{Pace, Step};

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, Words, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::data::bundle;
use crate::views::data::desk::{Desk, Doing};
use crate::views::data::dropzone::chosen;
use crate::views::data::outcome::{UndoButton, can_undo};
use crate::views::data::trouble::{Trouble, TroubleNote};
use crate::views::health::{Restored, backup};

/// What is to happen with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Merge,
    Replace,
}

/// Reads the file, has what is here saved, and only then changes anything.
async fn work(
    session: Session,
    file: &File,
    way: Way,
    pace: &dyn Pace,
) -> Result<(Restored, String), Trouble> {
    let name = file.name();
    let bundle = bundle::read(file, pace).await?;
    let data = session.data().ok_or(Trouble::Busy)?;
    let safety = match session.has_records() {
        false => String::new(),
        true => backup::write(session, "rapport-before-restore", pace).await?.1,
    };
    let restored = match way {
        Way::Merge => Restored::Merged(data.receive(bundle, &name, pace).await?.merged),
        Way::Replace => Restored::Replaced(data.replace(bundle, &name, pace).await?),
    };
    Ok((restored, safety))
}

async fn restore(desk: Desk, session: Session, way: Way) {
    let health = desk.health;
    let Some(file) = health.chosen.get_value() else { return };
    let name = file.name();
    let outcome = desk
        .run(Doing::Restoring(name.clone()), Step::Reading, async |pace| {
            work(session, &file, way, pace).await
        })
        .await;
    match outcome {
        Ok((restored, safety)) => {
            health.chosen.set_value(None);
            health.restore_trouble.set(None);
            health.safety.set(safety);
            health.restored.set(Some(restored));
            match restored {
                Restored::Merged(report) => session.merged(report, &name),
                Restored::Replaced(report) => session.done(report.set),
            }
        }
        Err(why) => health.restore_trouble.set(Some(why)),
    }
}

/// Going back to a backup.
#[component]
pub fn RestoreCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let desk = Desk::of(session);
    let health = desk.health;
    let way = RwSignal::new(Way::Merge);
    let is_chosen = RwSignal::new(health.chosen.with_value(Option::is_some));
    let choose = UnsyncCallback::new(move |file: File| {
        health.file.set(file.name());
        health.chosen.set_value(Some(file));
        health.restored.set(None);
        health.restore_trouble.set(None);
        way.set(Way::Merge);
        is_chosen.set(true);
    });
    let run = move |_| {
        spawn_local(async move {
            restore(desk, session, way.get_untracked()).await;
            // The page may have been left meanwhile.
            is_chosen.try_set(health.chosen.with_value(Option::is_some));
        });
    };
    let named = move || t_string!(i18n, health.chosen, file = health.file.get()).to_string();
    let option = move |each: Way, id: &'static str, title: Words, text: Words| {
        let described = format!("{id}-text");
        view! {
            <label class="check">
                <input
                    type="radio"
                    name="restore-way"
                    id=id
                    aria-describedby=described.clone()
                    prop:checked=move || way.get() == each
                    on:change=move |_| way.set(each)
                />
                <span>
                    <b>{move || title(i18n)}</b>
                    <br/>
                    <span class="hint" id=described>{move || text(i18n)}</span>
                </span>
            </label>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, health.restore)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, health.restore_text)}</p>
                <label class="dropzone">
                    <Icon glyph=Glyph::Upload/>
                    <b>{tr!(i18n, health.choose)}</b>
                    <span class="hint">{tr!(i18n, health.choose_hint)}</span>
                    <input
                        type="file"
                        id="restore-file"
                        accept=".json,.gz,application/json,application/gzip"
                        disabled=move || session.tasks.busy()
                        on:change=move |event| chosen(&event, choose)
                    />
                </label>
                <Show when=move || is_chosen.get()>
                    <p id="restore-chosen" role="status">{named}</p>
                    <fieldset class="stack">
                        <legend>{tr!(i18n, health.how)}</legend>
                        {option(Way::Merge, "restore-merge", |i18n| t_string!(i18n, health.merge), |i18n| t_string!(i18n, health.merge_text))}
                        {option(Way::Replace, "restore-replace", |i18n| t_string!(i18n, health.replace), |i18n| t_string!(i18n, health.replace_text))}
                    </fieldset>
                    <p class="hint">{tr!(i18n, health.safety)}</p>
                    <div class="btn-row">
                        <button
                            type="button"
                            class="btn primary"
                            class:danger=move || way.get() == Way::Replace
                            id="restore"
                            disabled=move || session.tasks.busy()
                            on:click=run
                        >
                            {tr!(i18n, health.run)}
                        </button>
                    </div>
                </Show>
                <TroubleNote trouble=health.restore_trouble file=health.file/>
                {move || health.restored.get().map(|restored| view! { <Outcome restored=restored/> })}
            </div>
        </section>
    }
    .into_any()
}

fn said(i18n: I18n, restored: Restored, file: String) -> String {
    match restored {
        Restored::Replaced(report) => match report.set {
            Some(_) => t_string!(i18n, health.restored_replace, file = file).to_string(),
            None => t_string!(i18n, health.restored_same, file = file).to_string(),
        },
        Restored::Merged(report) => match report.set {
            Some(_) => t_string!(i18n, health.restored_merge, file = file).to_string(),
            None => t_string!(i18n, health.restored_known, file = file).to_string(),
        },
    }
}

#[component]
fn Outcome(restored: Restored) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let health = Desk::of(session).health;
    let (created, changed, deleted, same, set): (_, _, _, _, Option<Id>) = match restored {
        Restored::Replaced(r) => (r.created, r.changed, Some(r.deleted), r.same, r.set),
        Restored::Merged(r) => (r.created, r.changed, None, r.known, r.set),
    };
    let number = move |count: usize| move || format::count(i18n.get_locale(), count);
    let safety = move || {
        let file = health.safety.get();
        (!file.is_empty()).then(|| t_string!(i18n, health.safety_file, file = file).to_string())
    };
    let can_undo = can_undo(set);
    view! {
        <div
            class="callout"
            id="restore-report"
            role="status"
            data-tone="good"
            data-created=created.to_string()
            data-changed=changed.to_string()
            data-deleted=deleted.unwrap_or_default().to_string()
            data-same=same.to_string()
        >
            <Icon glyph=Glyph::Check/>
            <div>
                <p>{move || said(i18n, restored, health.file.get())}</p>
                <dl class="kv">
                    <dt>{tr!(i18n, health.count_created)}</dt><dd>{number(created)}</dd>
                    <dt>{tr!(i18n, health.count_changed)}</dt><dd>{number(changed)}</dd>
                    {deleted.map(|deleted| view! {
                        <dt>{tr!(i18n, health.count_deleted)}</dt><dd>{number(deleted)}</dd>
                    })}
                    <dt>{tr!(i18n, health.count_same)}</dt><dd>{number(same)}</dd>
                </dl>
                {move || safety().map(|words| view! { <p class="hint">{words}</p> })}
                <UndoButton id="undo-restore" action=|i| t_string!(i, health.undo) set=set can_undo=can_undo/>
            </div>
        </div>
    }
    .into_any()
}

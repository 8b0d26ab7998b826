//! Making two customers one, field by field.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Customer, Id, Kind, Value};
use workspace::CommandError;

use crate::components::Dialog;
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::duplicates::choices::{Difference, Keep, differences, joined};
use crate::views::form::Refusal;
use crate::views::history::wording;

fn record(session: Session, id: Id) -> Customer {
    session.peek(|image| image.tables.customers.get(id).cloned()).flatten().unwrap_or_default()
}

/// What hangs on a customer.
fn attached(session: Session, id: Id) -> (usize, usize) {
    let count = session.peek(|image| (image.orders_of(id).len(), image.interactions_of(id).len()));
    count.unwrap_or_default()
}

/// Two customers side by side. `on_close` is told whether they became one.
#[component]
pub fn MergeDialog(first: Id, other: Id, on_close: Callback<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let (one, two) = (record(session, first), record(session, other));
    let choices = RwSignal::new(differences(&one, &two));
    let names = [one.name.clone(), two.name.clone()];
    let refused = RwSignal::new(None::<CommandError>);
    let base = StoredValue::new(one);
    let result = move || base.with_value(|base| choices.with(|choices| joined(base, choices)));
    let merge = move |_| {
        let wanted = result();
        spawn_local(async move {
            let Some(data) = session.data() else { return };
            match data.merge_customers(first, other, &wanted).await {
                Ok(set) => {
                    session.done(Some(set));
                    on_close.run(true);
                }
                // The dialog may have been closed meanwhile.
                Err(why) => drop(refused.try_set(Some(why))),
            }
        });
    };
    let follow = move || {
        let (orders, touches) = attached(session, first);
        let (more_orders, more_touches) = attached(session, other);
        let locale = i18n.get_locale();
        let orders = format::count(locale, orders + more_orders);
        let interactions = format::count(locale, touches + more_touches);
        t_string!(i18n, duplicates.attached, orders = orders, interactions = interactions)
            .to_string()
    };
    let rows = choices.get_untracked().into_iter().enumerate();
    let rows: Vec<AnyView> = rows.map(|(at, row)| choice(at, row, choices)).collect();
    let [one, two] = names;
    view! {
        <Dialog title=label!(i18n, duplicates.merge_title) on_close=Callback::new(move |()| on_close.run(false))>
            <div class="dialog-body stack" id="merge-dialog">
                <Refusal why=refused/>
                <p class="hint">{tr!(i18n, duplicates.merge_text)}</p>
                <div class="choice-head" aria-hidden="true"><span></span><b>{one}</b><b>{two}</b></div>
                <div class="choices">{rows}</div>
                <p id="merge-preview">
                    {move || t_string!(i18n, duplicates.becomes, name = result().name).to_string()}
                    " "
                    {follow}
                </p>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn ghost" on:click=move |_| on_close.run(false)>{tr!(i18n, shell.cancel)}</button>
                <button type="button" class="btn primary" id="merge-now" on:click=merge>{tr!(i18n, duplicates.merge)}</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// One value: a choice of two, or for an entry of a list whether it is kept.
fn choice(at: usize, row: Difference, choices: RwSignal<Vec<Difference>>) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let keep = move |keep: Keep| {
        choices.update(|all| {
            if let Some(choice) = all.get_mut(at) {
                choice.keep = keep;
            }
        });
    };
    let kept = move || choices.with(|all| all.get(at).map(|choice| choice.keep));
    let path = row.path.clone();
    let worded = move |value: Option<&Value>| {
        let value = value?;
        session.look(|image| {
            wording::value(i18n, image, image.settings(), &Kind::Customer, &path, value)
        })
    };
    let path = row.path.clone();
    let name = move || {
        session
            .look(|image| wording::field(i18n, image.settings(), &Kind::Customer, &path))
            .unwrap_or_default()
    };
    let is_entry = row.is_entry && (row.first.is_none() || row.other.is_none());
    if is_entry {
        // Only one of them has it: it is kept, or it is not.
        let (has, lacks) = match row.first.is_some() {
            true => (Keep::First, Keep::Other),
            false => (Keep::Other, Keep::First),
        };
        let value = row.first.clone().or(row.other.clone());
        let spellings: Vec<String> =
            row.goes.iter().filter_map(|path| Some(path.key.as_deref()?.to_owned())).collect();
        let also = (!spellings.is_empty()).then(|| {
            let what = spellings.join(", ");
            let words =
                move || t_string!(i18n, duplicates.also_written, what = what.clone()).to_string();
            view! { <span class="hint" data-also="">{words}</span> }
        });
        return view! {
            <label class="choice entry">
                <span class="choice-name">{name}</span>
                <span>
                    <input
                        type="checkbox"
                        prop:checked=move || kept() == Some(has)
                        on:change=move |event| keep(if event_target_checked(&event) { has } else { lacks })
                    />
                    <span>{move || worded(value.as_ref())} " " {also}</span>
                </span>
            </label>
        }
        .into_any();
    }
    let option = move |side: Keep, value: Option<Value>| {
        let worded = worded.clone();
        let text = move || {
            worded(value.as_ref()).unwrap_or_else(|| t_string!(i18n, sync.nothing).to_owned())
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=format!("choice-{at}")
                    prop:checked=move || kept() == Some(side)
                    on:change=move |_| keep(side)
                />
                <span class="prose">{text}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choice">
            <legend class="choice-name">{name}</legend>
            {option(Keep::First, row.first)}
            {option(Keep::Other, row.other)}
        </fieldset>
    }
    .into_any()
}

//! What is done for the customers of each tier.

use leptos::prelude::*;
use model::TaskKind;
use workspace::Tier;
use workspace::query;

use crate::components::{Choice, Suggest, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::tier_badge;
use crate::views::segments::tiers::typed::{TypedCare, field_id};
use crate::views::segments::tiers::{Editing, problem};
use crate::views::tasks::{kind_name, title_of_care};

/// A playbook per tier.
#[component]
pub fn CareCard(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let owners = Signal::derive(move || session.look(query::owners).unwrap_or_default());
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, tiers.care)}</h2></div>
            <div class="card-body">
                <p class="hint">{tr!(i18n, tiers.care_hint)}</p>
                {Tier::ALL.map(|tier| care(editing, tier)).into_iter().collect_view()}
                <Suggest id="tier-owners" values=owners/>
            </div>
        </section>
    }
    .into_any()
}

fn care(editing: Editing, tier: Tier) -> AnyView {
    let i18n = use_i18n();
    let (typed, at) = (editing.typed, tier.index());
    let text = move |field: fn(&TypedCare) -> &String| {
        Signal::derive(move || typed.with(|typed| field(&typed.care[at]).clone()))
    };
    let write = move |field: fn(&mut TypedCare) -> &mut String| {
        Callback::new(move |text| typed.update(|typed| *field(&mut typed.care[at]) = text))
    };
    let kinds = Signal::derive(move || {
        let all = TaskKind::ALL.iter();
        all.map(|kind| (kind.code().to_owned(), kind_name(i18n, kind))).collect::<Vec<_>>()
    });
    let wrong = move |what: &'static str| {
        let id = field_id(tier, what);
        Signal::derive(move || {
            editing.read.with(|read| match read {
                Err(wrong) if wrong.field == id => problem(i18n, wrong.what).to_owned(),
                _ => String::new(),
            })
        })
    };
    // What a task says where nothing is typed.
    let said = Signal::derive(move || {
        let kind = typed.with(|typed| TaskKind::from_code(&typed.care[at].kind));
        t_string!(i18n, tiers.what_hint, title = title_of_care(i18n, &kind)).to_string()
    });
    let is_idle = Memo::new(move |_| typed.with(|typed| typed.care[at].every.trim().is_empty()));
    view! {
        <fieldset class="group tier-care" data-tier=tier.code()>
            <legend>{tier_badge(tier)}</legend>
            <div class="field-row">
                <Text id=field_id(tier, "every") label=label!(i18n, tiers.every) hint=label!(i18n, tiers.every_hint) value=text(|care| &care.every) on_input=write(|care| &mut care.every) error=wrong("every") inputmode="numeric"/>
                <Show when=move || !is_idle.get()>
                    <Choice id=field_id(tier, "kind") label=label!(i18n, tiers.way) value=text(|care| &care.kind) options=kinds on_input=write(|care| &mut care.kind)/>
                </Show>
            </div>
            <Show when=move || !is_idle.get()>
                <div class="field-row">
                    <Text id=field_id(tier, "what") label=label!(i18n, tiers.what) hint=said value=text(|care| &care.what) on_input=write(|care| &mut care.what) error=wrong("what")/>
                    <Text id=field_id(tier, "owner") label=label!(i18n, tiers.owner) hint=label!(i18n, tiers.owner_hint) value=text(|care| &care.owner) on_input=write(|care| &mut care.owner) list="tier-owners"/>
                </div>
            </Show>
        </fieldset>
    }
    .into_any()
}

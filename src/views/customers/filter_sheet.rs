//! The panel of filters of the customer list. Nobody opens it before the first page is up, so it
//! is in another part than the list.

use leptos::prelude::*;
use model::{Kind, Stage};
use workspace::{Group, Tier, query};

use crate::components::{Choice, Dialog, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::custom;
use crate::views::customers::filters::{clear, contact_words};
use crate::views::url::use_params;
use crate::words;

/// The panel of filters. What is chosen holds at once.
#[component]
pub fn FilterSheet() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let close = move || session.sheets.close();
    let param = move |key: &'static str| Signal::derive(move || params.get(key));
    let set =
        move |key: &'static str| Callback::new(move |value: String| params.set(&[(key, value)]));
    let any = move || (String::new(), t_string!(i18n, shell.any).to_owned());
    let stages = Signal::derive(move || {
        let all = Stage::ALL.iter().map(|s| (s.code().to_owned(), words::stage(i18n, s)));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    });
    let named = move |values: Vec<String>| {
        std::iter::once(any()).chain(values.into_iter().map(|v| (v.clone(), v))).collect::<Vec<_>>()
    };
    let owners = Memo::new(move |_| named(session.look(query::owners).unwrap_or_default()));
    let tags = Memo::new(move |_| named(session.look(query::tags).unwrap_or_default()));
    let segments = Signal::derive(move || {
        let rfm = session.standing().map(|standing| standing.rfm);
        let names = rfm.iter().flat_map(|rfm| &*rfm.table.names).map(Some).chain([None]);
        let all = names.map(|s| (words::segment_code(s).into_owned(), words::segment(i18n, s)));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    });
    let rules =
        Signal::derive(move || std::iter::once(any()).chain(session.rules()).collect::<Vec<_>>());
    let tiers = Signal::derive(move || {
        let all =
            Tier::ALL.map(|tier| (Group::tier_code(tier), words::tier(i18n, tier).to_owned()));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    });
    let contacts = Signal::derive(move || {
        let all = ["30", "90", "180", "recent"].map(|v| (v.to_owned(), contact_words(i18n, v)));
        std::iter::once(any()).chain(all).collect::<Vec<_>>()
    });
    view! {
        <Dialog
            class="sheet"
            title=label!(i18n, shell.filter)
            on_close=move |()| close()
        >
            <div class="dialog-body">
                <div class="form">
                    <Choice id="filter-segment" label=label!(i18n, customers.segment) value=param("segment") options=segments on_input=set("segment")/>
                    <Show when=move || { rules.with(|rules| rules.len() > 1) }>
                        <Choice id="filter-group" label=label!(i18n, rules.title) value=param("group") options=rules on_input=set("group")/>
                    </Show>
                    <Choice id="filter-tier" label=label!(i18n, tiers.tier) value=param("tier") options=tiers on_input=set("tier")/>
                    <Choice id="filter-stage" label=label!(i18n, customers.stage) value=param("stage") options=stages on_input=set("stage")/>
                    <Choice id="filter-owner" label=label!(i18n, customers.owner) value=param("owner") options=owners on_input=set("owner")/>
                    <Choice id="filter-tag" label=label!(i18n, customers.tag) value=param("tag") options=tags on_input=set("tag")/>
                    <custom::CustomFilters kind=Kind::Customer params=params/>
                    <Choice id="filter-contact" label=label!(i18n, customers.filter_contact) value=param("contact") options=contacts on_input=set("contact")/>
                    <div class="field-row">
                        <Text id="filter-min" label=label!(i18n, customers.filter_min) value=param("min") on_input=set("min") inputmode="decimal"/>
                        <Text id="filter-max" label=label!(i18n, customers.filter_max) value=param("max") on_input=set("max") inputmode="decimal"/>
                    </div>
                </div>
            </div>
            <div class="dialog-foot">
                <button type="button" class="btn ghost" on:click=move |_| clear(params)>{tr!(i18n, shell.clear)}</button>
                <button type="button" class="btn primary" on:click=move |_| close()>{tr!(i18n, shell.done)}</button>
            </div>
        </Dialog>
    }
}

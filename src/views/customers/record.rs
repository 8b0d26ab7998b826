//! One customer: everything on one page.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::{Channel, Customer, Id};
use workspace::Slot;

use crate::components::{Avatar, Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::customers::card::ValueCard;
use crate::views::customers::contact::ContactCard;
use crate::views::customers::merged::MergedCard;
use crate::views::customers::outlook::OutlookCard;
use crate::views::customers::path::PathCard;
use crate::views::customers::share::ShareCard;
use crate::views::customers::timeline::Timeline;
use crate::views::opening::not_found;
use crate::views::parts::{customer_line, is_organisation, segment_badge, tier_badge};
use crate::views::segments::watch::WarningCard;
use crate::views::tasks::ToDoCard;
use crate::views::url::href;
use crate::words;

/// The page of the customer whose id is in the address.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let session = use_session();
    let params = use_params_map();
    // One who has become part of another is found on the other's page.
    let id = Memo::new(move |_| {
        let id = params.with(|params| params.get_str("id").and_then(|id| id.parse::<Id>().ok()))?;
        session.look(|image| image.resolve(id))
    });
    let slot = Memo::new(move |_| {
        let id = id.get()?;
        session
            .look(|image| {
                image.tables.customers.get(id)?;
                image.tables.customers.slot(id)
            })
            .flatten()
    });
    move || match (id.get(), slot.get()) {
        (Some(id), Some(slot)) => view! { <Record id=id at=slot/> }.into_any(),
        _ => not_found(),
    }
}

#[component]
fn Record(id: Id, at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let customer = Memo::new(move |_| {
        session.look(|image| image.tables.customers.get(id).cloned()).flatten().unwrap_or_default()
    });
    let edit = move |_| session.sheets.open(Sheet::Customer(Some(id)));
    view! {
        <header class="topbar">
            <a href=href("/customers") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <p class="topbar-title">{tr!(i18n, customers.title)}</p>
            <div class="topbar-actions">
                <a
                    class="btn ghost"
                    id="customer-history"
                    aria-label=tr!(i18n, history.title)
                    href=href(&format!("/data/history?record=customer:{id}"))
                >
                    <Icon glyph=Glyph::History/>
                    <span class="wide">{tr!(i18n, history.title)}</span>
                </a>
                <ShareCard id=id/>
                <button type="button" class="btn" id="edit-customer" on:click=edit>
                    <Icon glyph=Glyph::Edit/>
                    {tr!(i18n, shell.edit)}
                </button>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            <div class="record">
                <Head customer=customer at=at/>
                <aside class="record-side" aria-label=tr!(i18n, customers.value)>
                    <ValueCard at=at/>
                    <OutlookCard at=at/>
                </aside>
                <div class="record-main">
                    <QuickLog id=id/>
                    <WarningCard at=at/>
                    <ToDoCard id=id at=at/>
                    <Timeline id=id/>
                </div>
                <aside class="record-side" aria-label=tr!(i18n, customers.facts)>
                    <ContactCard customer=customer/>
                    <MergedCard id=id/>
                    <PathCard at=at/>
                </aside>
            </div>
        </main>
    }
}

#[component]
fn Head(customer: Memo<Customer>, at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let badge = move || session.standing().map(|standing| segment_badge(standing.rfm.segment(at)));
    let tier = move || session.tiers().map(|tiers| tier_badge(tiers.tier(at)));
    let ways = move || {
        customer.with(|customer| {
            let phone = customer.phones.keys().next().map(|phone| {
                let what = phone.clone();
                view! {
                    <a class="btn icon-only" href=format!("tel:{}", dialled(phone)) aria-label=move || t_string!(i18n, customers.call_action, what = what.clone()).to_string()>
                        <Icon glyph=Glyph::Phone/>
                    </a>
                }
            });
            let email = customer.emails.keys().next().map(|email| {
                let what = email.clone();
                view! {
                    <a class="btn icon-only" href=format!("mailto:{email}") aria-label=move || t_string!(i18n, customers.write_action, what = what.clone()).to_string()>
                        <Icon glyph=Glyph::Email/>
                    </a>
                }
            });
            let address = customer.address();
            let address: Vec<&str> = address.parts().collect();
            let map = (!address.is_empty()).then(|| {
                let address = js_sys::encode_uri_component(&address.join(", "));
                view! {
                    <a class="btn icon-only" href=format!("geo:0,0?q={address}") aria-label=tr!(i18n, customers.map_action)>
                        <Icon glyph=Glyph::Visit/>
                    </a>
                }
            });
            (phone.is_some() || email.is_some() || map.is_some())
                .then(|| view! { <div class="btn-row">{phone}{email}{map}</div> })
        })
    };
    view! {
        <header class="record-head">
            {move || customer.with(|customer| view! {
                <Avatar name=customer.name.clone() square=is_organisation(customer) large=true/>
            })}
            <div class="record-id">
                <h1>{move || customer.with(|customer| customer.name.clone())}</h1>
                <p class="muted">{move || customer.with(customer_line)}</p>
                <div class="badges">
                    {tier}
                    {badge}
                    {move || customer.with(|customer| customer.stage.clone()).map(|stage| view! {
                        <span class="badge" data-tone="neutral">{words::stage(i18n, &stage)}</span>
                    })}
                    {move || customer.with(|customer| customer.tags.keys().cloned().collect::<Vec<_>>()).into_iter().map(|tag| view! {
                        <span class="tag">{tag}</span>
                    }).collect_view()}
                </div>
            </div>
            {ways}
        </header>
    }
    .into_any()
}

/// What a telephone dials: the number without what people write for the eye.
pub fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || matches!(c, '+' | '*' | '#' | ',' | ';'))
        .collect()
}

#[component]
fn QuickLog(id: Id) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let ways = [
        (Channel::Call, Glyph::Phone),
        (Channel::Visit, Glyph::Visit),
        (Channel::Message, Glyph::Message),
        (Channel::Note, Glyph::Note),
    ];
    view! {
        <section class="quick" aria-label=tr!(i18n, customers.log)>
            <span class="quick-label" aria-hidden="true">{tr!(i18n, customers.log)}</span>
            {ways.map(|(channel, glyph)| {
                let (log, name, code) = (channel.clone(), channel.clone(), channel.code().to_owned());
                view! {
                    <button
                        type="button"
                        data-channel=code
                        on:click=move |_| session.sheets.open(Sheet::Interaction {
                            customer: Some(id),
                            id: None,
                            channel: log.clone(),
                        })
                    >
                        <Icon glyph=glyph/>
                        <span>{move || words::channel(i18n, &name)}</span>
                    </button>
                }
            }).collect_view()}
        </section>
    }
    .into_any()
}

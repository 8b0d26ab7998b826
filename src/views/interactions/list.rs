//! Interactions across customers.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Channel, Kind};
use workspace::export_csv::List;
use workspace::query::{self, InteractionFilter};

use crate::app::Place;
use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::{Sheet, use_session};
use crate::views::custom;
use crate::views::interactions::{Touches, glyph_of};
use crate::views::list::{ListPage, customer_of, named, plain};
use crate::views::params::{DaysParam, SelectParam};
use crate::views::parts::empty;
use crate::views::url::use_params;
use crate::words;

const TRACKS: &str = "2rem minmax(0,2fr) minmax(0,1.4fr) 8rem 11rem";

/// All interactions, narrowed by channel and date.
#[component]
pub fn InteractionsPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let items = Memo::new(move |_| {
        let channel = Some(params.get("channel")).filter(|code| !code.is_empty());
        let filter = InteractionFilter {
            channel: channel.map(|code| Channel::from_code(&code)),
            from: params.parsed("from"),
            to: params.parsed("to"),
            custom: custom::read(params),
        };
        Arc::new(session.look(|image| query::interactions(image, &filter)).unwrap_or_default())
    });
    let log = Callback::new(move |()| {
        session.sheets.open(Sheet::Interaction {
            customer: None,
            id: None,
            channel: Channel::Call,
        });
    });
    let head = move |words, class| plain(i18n, words, class);
    let columns = move |()| {
        vec![
            head(|i| t_string!(i, interactions.channel), "visually-quiet"),
            head(|i| t_string!(i, interactions.subject), ""),
            head(|i| t_string!(i, interactions.outcome), ""),
            head(|i| t_string!(i, interactions.channel), ""),
            head(|i| t_string!(i, interactions.at), ""),
        ]
    };
    let empty = move || {
        let actions = view! {
            <button type="button" class="btn primary" on:click=move |_| log.run(())>{tr!(i18n, interactions.log)}</button>
        }.into_any();
        let empty = empty(
            Glyph::Interactions,
            |i| t_string!(i, interactions.empty_title),
            |i| t_string!(i, interactions.empty_text),
            actions,
        );
        view! { <Touches here=Place::Interactions/> {empty} }
    };
    let channels = Signal::derive(move || {
        let all = Channel::ALL.iter();
        all.map(|channel| (channel.code().to_owned(), words::channel(i18n, channel))).collect()
    });
    let tools = move || {
        view! {
            <Touches here=Place::Interactions/>
            <SelectParam
                params=params
                key="channel"
                id="filter-channel"
                glyph=Glyph::Filter
                label=|i| t_string!(i, interactions.channel)
                any=|i| t_string!(i, shell.any)
                options=channels
            />
            <DaysParam params=params/>
            <custom::CustomSelects kind=Kind::Interaction params=params/>
        }
    };
    view! {
        <ListPage
            list=List::Interactions
            title=|i| t_string!(i, interactions.title)
            add=|i| t_string!(i, interactions.log)
            add_id="log-interaction"
            on_add=log
            total=|image| image.tables.interactions.len()
            empty=empty
            tools=tools
            none_found=move || view! { <p class="empty">{tr!(i18n, interactions.none_found)}</p> }
            label=|i| t_string!(i, interactions.list)
            columns=columns
            tracks=TRACKS
            items=items
            row=row
        />
    }
}

fn row(slot: u32) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let found = session.peek(|image| {
        let row = image.tables.interactions.row(slot)?;
        Some((row.id, row.record.clone(), customer_of(image, row.record.customer?)))
    });
    let Some((id, record, customer)) = found.flatten() else { return ().into_any() };
    let channel = record.channel.clone().unwrap_or(Channel::Note);
    let title =
        if record.subject.is_empty() { record.notes.clone() } else { record.subject.clone() };
    let (spoken, code) = (channel.clone(), channel.code().to_owned());
    let at = move || record.at.map(|at| format::moment(i18n.get_locale(), at));
    let custom::listed::Listed { cells, beside } =
        custom::listed::listed(&Kind::Interaction, &record.custom);
    let form = Sheet::Interaction { customer: None, id: Some(id), channel: channel.clone() };
    view! {
        <span class="tl-icon" role="cell" data-kind=code><Icon glyph=glyph_of(&channel)/></span>
        {named(form, title.into_any(), customer, at.into_any(), beside)}
        <div class="cell" role="cell">{record.outcome}</div>
        <div class="cell" role="cell">{move || words::channel(i18n, &spoken)}</div>
        <div class="cell" role="cell">{at}</div>
        {cells}
    }
    .into_any()
}

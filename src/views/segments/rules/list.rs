//! The list of segments by rule.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Currency;
use workspace::analysis::rules::{Look, RuleSegment, Template};

use super::figures::{Figures, HowFigures, export};
use super::{LIST, NEW, customers_of, look, path_of, sentence, wording};
use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::parts::{MissingRates, empty};
use crate::views::prepared::Prepared;
use crate::views::segments::tabs::Tabs;
use crate::views::url::href;

/// A segment with its figures; `None` when anything is wrong with its rule.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: String,
    segment: RuleSegment,
    figures: Option<Figures>,
}

/// All segments by rule, and rules to start from.
#[component]
pub fn RulesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let all = Memo::new(move |_| {
        let mut all = session.look(|image| image.definitions::<RuleSegment>())?;
        all.sort_by_cached_key(|(id, segment)| (segment.name.to_lowercase(), id.clone()));
        Some(all)
    });
    let prepared = Prepared::on(
        session,
        all,
        |_, all| all.len(),
        |image, all, part| {
            let rule = all.get(part).map(|(_, segment)| &segment.rule);
            // What is wrong with it is said when it is looked at.
            let _ = rule.zip(time::today()).map(|(rule, today)| image.satisfying(rule, today));
        },
    );
    let rows = Memo::new(move |_| {
        let rows = prepared.look(|image| {
            let look = Look::new(image, time::today()?);
            let row = |(id, segment): (String, RuleSegment)| {
                let figures = Figures::of(&look, &segment.rule);
                Row { id, segment, figures }
            };
            Some(all.get_untracked()?.into_iter().map(row).collect::<Vec<_>>())
        });
        rows.flatten().unwrap_or_default()
    });
    let is_empty = Memo::new(move |_| all.with(|all| all.as_ref().is_some_and(Vec::is_empty)));
    let start = path_of(NEW);
    view! {
        <header class="topbar">
            <h1 class="topbar-title">{tr!(i18n, rules.title)}</h1>
            <div class="topbar-actions">
                <a href=href(&start) class="btn primary" id="new-rule">
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, rules.new)}
                </a>
            </div>
        </header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            <div class="stack">
                {move || match is_empty.get() {
                    true => nothing_yet(),
                    false => view! { <Segments rows=rows/> }.into_any(),
                }}
                <Templates/>
            </div>
        </main>
    }
    .into_any()
}

fn nothing_yet() -> AnyView {
    let i18n = use_i18n();
    let start = view! {
        <a href=href(&path_of(NEW)) class="btn primary">{tr!(i18n, rules.new)}</a>
    };
    empty(
        Glyph::Segments,
        |i| t_string!(i, rules.empty_title),
        |i| t_string!(i, rules.empty_text),
        start.into_any(),
    )
}

#[component]
fn Segments(rows: Memo<Vec<Row>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let base = untrack(move || session.base());
    let named = Signal::derive(move || {
        let named = |row: Row| row.figures.map(|figures| (row.segment.name, figures));
        rows.get().into_iter().filter_map(named).collect::<Vec<_>>()
    });
    view! {
        <p class="muted">{tr!(i18n, rules.intro)}</p>
        <MissingRates/>
        <ul class="plain-list" id="rules">
            {move || rows.get().into_iter().map(|row| item(session, row, base)).collect_view()}
        </ul>
        <HowFigures of=named base=base/>
    }
    .into_any()
}

fn item(session: Session, row: Row, base: Currency) -> AnyView {
    let i18n = use_i18n();
    let locale = i18n.get_locale();
    let Row { id, segment, figures } = row;
    let mark = id.clone();
    let rule = segment.rule.clone();
    let words = move || look(session, |look| sentence::of_rule(i18n, look, &rule));
    let stats = figures.as_ref().map(|figures| {
        let share = format::percent(locale, figures.share());
        let part = figures.part_of_revenue(locale);
        view! {
            <div class="stat-row rule-stats">
                <div class="stat">
                    <span class="stat-value">{format::count(locale, figures.customers)}</span>
                    <span class="stat-label">{t_string!(i18n, rules.of_all, share = share).to_string()}</span>
                </div>
                <div class="stat">
                    <span class="stat-value">{format::money_round(locale, figures.revenue, base)}</span>
                    <span class="stat-label">
                        {part.map(|share| t_string!(i18n, rules.of_revenue, share = share).to_string())}
                    </span>
                </div>
            </div>
        }
    });
    let broken = figures.is_none().then(|| {
        view! { <p class="error"><Icon glyph=Glyph::Alert/><span>{tr!(i18n, rules.nobody)}</span></p> }
    });
    let count = figures.map(|figures| figures.customers.to_string());
    view! {
        <li class="card rule-card" data-rule=mark data-customers=count>
            <div class="rule-what">
                <h2>
                    <a href=href(&path_of(&id)) class="seg" data-seg="own" data-hue=segment.colour.to_string()>
                        {segment.name.clone()}
                    </a>
                </h2>
                <p class="rule-words">{words}</p>
                {broken}
            </div>
            {stats}
            <Actions id=id segment=segment/>
        </li>
    }
    .into_any()
}

#[component]
fn Actions(id: String, segment: RuleSegment) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let name = StoredValue::new(segment.name.clone());
    macro_rules! named {
        ($key:ident) => {
            move || t_string!(i18n, rules.$key, name = name.get_value()).to_string()
        };
    }
    let (copied, rule) = (segment.clone(), segment.rule);
    let duplicate = move |_| {
        let name = t_string!(i18n, rules.copy_of, name = copied.name.clone()).to_string();
        keep(session, session.new_id(), Some(RuleSegment { name, ..copied.clone() }));
    };
    let deleted = id.clone();
    view! {
        <div class="btn-row rule-acts">
            <a class="btn small" href=href(&customers_of(&id)) aria-label=named!(show_named)>
                <Icon glyph=Glyph::Customers/>
                {tr!(i18n, rules.show)}
            </a>
            <button type="button" class="btn small ghost" aria-label=named!(export_named) on:click=move |_| export(session, &rule)>
                {tr!(i18n, rules.export)}
            </button>
            <a class="btn small ghost" href=href(&path_of(&id)) aria-label=named!(edit_named)>
                {tr!(i18n, shell.edit)}
            </a>
            <button type="button" class="btn small ghost" aria-label=named!(duplicate_named) on:click=duplicate>
                {tr!(i18n, rules.duplicate)}
            </button>
            <button
                type="button"
                class="btn ghost icon-only"
                aria-label=named!(delete_named)
                title=tr!(i18n, shell.delete)
                on:click=move |_| keep(session, deleted.clone(), None)
            >
                <Icon glyph=Glyph::Trash/>
            </button>
        </div>
    }
    .into_any()
}

/// Keeps a segment, or takes it away; a way back is offered with what is said of it.
fn keep(session: Session, id: String, segment: Option<RuleSegment>) {
    spawn_local(async move {
        if let Err(why) = session.define(&id, segment.as_ref()).await {
            session.toasts.error(why);
        }
    });
}

#[component]
fn Templates() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let each = move |template: Template| {
        let name = move || wording::template(i18n, template);
        let words = move || look(session, |look| sentence::of_rule(i18n, look, &template.rule()));
        let path = format!("{LIST}/{NEW}?template={}", template.code());
        view! {
            <li>
                <a href=href(&path) class="tile" data-template=template.code()>
                    <span class="rule-dot" data-hue=template.colour().to_string()></span>
                    <span>
                        <b>{name}</b>
                        <small>{words}</small>
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <section aria-labelledby="rule-templates" class="rule-templates">
            <h2 id="rule-templates">{tr!(i18n, rules.templates)}</h2>
            <p class="hint">{tr!(i18n, rules.templates_hint)}</p>
            <ul class="tiles">{Template::ALL.map(each).into_iter().collect_view()}</ul>
        </section>
    }
    .into_any()
}

//! Whom the rule finds right now.

use leptos::prelude::*;
use workspace::analysis::rules::Problem;

use super::editing::Editing;
use super::figures::{Figures, HowFigures, export};
use super::{look, sentence};
use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::parts::customer_path;
use crate::views::url::href;

/// What a half-written rule finds.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// How many conditions are not counted, because they are not finished.
    left_out: usize,
    found: Found,
}

#[derive(Debug, Clone, PartialEq)]
enum Found {
    /// Nothing is asked yet.
    Nothing,
    /// Something is wrong.
    Broken,
    /// These.
    These(Figures),
}

/// What the finished conditions of a rule find; follows the rule and the records.
pub fn preview(editing: Editing) -> Memo<Preview> {
    Memo::new(move |_| {
        let problems = editing.problems.get();
        let unfinished = problems.iter().filter(|problem| problem.what.is_unfinished());
        let unfinished: Vec<Vec<usize>> = unfinished.map(|Problem { at, .. }| at.clone()).collect();
        let rule = editing.rule.with(|rule| rule.without(&unfinished));
        let found = if problems.len() > unfinished.len() {
            Found::Broken
        } else if rule.of.is_empty() {
            Found::Nothing
        } else {
            let figures = look(editing.session, |look| Figures::of(look, &rule));
            figures.flatten().map_or(Found::Broken, Found::These)
        };
        Preview { left_out: unfinished.len(), found }
    })
}

/// The count in a line, for the foot of a phone's screen.
#[component]
pub fn Strip(preview: Memo<Preview>) -> impl IntoView {
    let i18n = use_i18n();
    let text = move || {
        let locale = i18n.get_locale();
        match preview.get().found {
            Found::These(figures) => {
                let count = format::count(locale, figures.customers);
                let total = format::count(locale, figures.total);
                t_string!(i18n, shell.count, shown = count, total = total).to_string()
            }
            Found::Nothing => t_string!(i18n, rules.s_nothing).to_owned(),
            Found::Broken => "–".to_owned(),
        }
    };
    view! { <p class="rule-strip phone-only" aria-hidden="true"><Icon glyph=Glyph::Customers/><b>{text}</b></p> }
        .into_any()
}

/// The card with the count, the shares, some names, and the rule in words.
#[component]
pub fn PreviewCard(editing: Editing, preview: Memo<Preview>) -> impl IntoView {
    let i18n = use_i18n();
    let base = untrack(move || editing.session.base());
    let words = move || {
        editing.rule.with(|rule| look(editing.session, |look| sentence::of_rule(i18n, look, rule)))
    };
    let figures = Signal::derive(move || match preview.get().found {
        Found::These(figures) => {
            let name = editing.typed.with(|typed| typed.name.trim().to_owned());
            let name = if name.is_empty() { t_string!(i18n, rules.rule).to_owned() } else { name };
            vec![(name, figures)]
        }
        _ => Vec::new(),
    });
    let body = move || match preview.get().found {
        Found::Nothing => view! { <p class="muted">{tr!(i18n, rules.nothing_yet)}</p> }.into_any(),
        Found::Broken => view! {
            <div class="callout" data-tone="warn">
                <Icon glyph=Glyph::Alert/>
                <div>{tr!(i18n, rules.broken)}</div>
            </div>
        }
        .into_any(),
        Found::These(figures) => these(&figures, base),
    };
    let left_out = move || {
        let count = preview.get().left_out;
        (count > 0).then(|| {
            let count = format::count(i18n.get_locale(), count);
            let text = t_string!(i18n, rules.not_counted, count = count).to_string();
            view! { <p class="hint">{text}</p> }
        })
    };
    let take = move |_| editing.rule.with_untracked(|rule| export(editing.session, rule));
    let can_export = move || editing.problems.with(Vec::is_empty);
    view! {
        <section class="card rule-preview">
            <div class="card-head">
                <h2>{tr!(i18n, rules.now)}</h2>
                <Show when=can_export>
                    <button type="button" class="btn ghost small" on:click=take>
                        <Icon glyph=Glyph::Download/>
                        {tr!(i18n, rules.export)}
                    </button>
                </Show>
            </div>
            <div class="card-body stack">
                <div role="status" id="rule-preview">{body}{left_out}</div>
                <div>
                    <h3 class="rule-sub">{tr!(i18n, rules.in_words)}</h3>
                    <p id="rule-words">{words}</p>
                </div>
                <Show when=move || !figures.get().is_empty()>
                    <HowFigures of=figures base=base/>
                </Show>
            </div>
        </section>
    }
    .into_any()
}

fn these(figures: &Figures, base: model::Currency) -> AnyView {
    let i18n = use_i18n();
    let locale = i18n.get_locale();
    let share = format::percent(locale, figures.share());
    let share = t_string!(i18n, rules.of_all, share = share).to_string();
    let part = figures
        .part_of_revenue(locale)
        .map(|part| t_string!(i18n, rules.of_revenue, share = part).to_string());
    let names = figures.first.iter().map(|(id, name, revenue)| {
        view! {
            <li>
                <a href=href(&customer_path(*id))>{name.clone()}</a>
                <span class="num">{format::money_round(locale, *revenue, base)}</span>
            </li>
        }
    });
    let names = names.collect_view();
    let some = match figures.customers {
        0 => view! { <p class="muted">{tr!(i18n, rules.none_match)}</p> }.into_any(),
        _ => view! {
            <div>
                <h3 class="rule-sub">{tr!(i18n, rules.examples)}</h3>
                <ul class="rule-names">{names}</ul>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="stack">
            <div class="stat-row">
                <div class="stat">
                    <span class="stat-value" id="rule-count">{format::count(locale, figures.customers)}</span>
                    <span class="stat-label">{share}</span>
                </div>
                <div class="stat">
                    <span class="stat-value">{format::money_round(locale, figures.revenue, base)}</span>
                    <span class="stat-label">{part}</span>
                </div>
            </div>
            {some}
        </div>
    }
    .into_any()
}

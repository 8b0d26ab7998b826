//! A group of conditions as it is edited.

use leptos::prelude::*;
use workspace::analysis::rules::{DEPTH_LIMIT, Join, Node, Trouble};

use super::condition::ConditionCard;
use super::editing::{Editing, Path, id_of};
use super::{look, wording};
use crate::components::{Glyph, Icon};
use crate::i18n::{tr, use_i18n};

/// What stands in a group, as far as it decides what is drawn.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Group,
    Condition,
    Other,
}

/// The group at a path, and all that stands in it.
pub fn group(editing: Editing, path: Path) -> AnyView {
    let i18n = use_i18n();
    let at = path.clone();
    let parts = Memo::new(move |_| {
        editing.rule.with(|rule| {
            let part = |node: &Node| match node {
                Node::Group(_) => Part::Group,
                Node::Condition(_) => Part::Condition,
                Node::Other(_) => Part::Other,
            };
            rule.group(&at).map(|group| group.of.iter().map(part).collect::<Vec<_>>())
        })
    });
    let at = path.clone();
    let join = Memo::new(move |_| {
        editing.rule.with(|rule| rule.group(&at).map(|group| group.join).unwrap_or_default())
    });
    let (nested, may_nest) = (!path.is_empty(), path.len() + 1 < DEPTH_LIMIT);
    let (of, add_to, add_in, gone) = (path.clone(), path.clone(), path.clone(), path.clone());
    let rows = move || {
        let parts = parts.get().unwrap_or_default();
        let row = |(at, part): (usize, Part)| {
            let here: Path = of.iter().copied().chain([at]).collect();
            let between = (at > 0).then(|| {
                view! { <span class="rule-join">{move || wording::between(i18n, join.get())}</span> }
            });
            let body = match part {
                Part::Group => group(editing, here),
                Part::Condition => view! { <ConditionCard editing=editing path=here/> }.into_any(),
                Part::Other => other(editing, here),
            };
            view! { <li>{between}{body}</li> }
        };
        parts.into_iter().enumerate().map(row).collect_view()
    };
    let legend = move || if nested { tr!(i18n, rules.group)() } else { tr!(i18n, rules.who)() };
    view! {
        <fieldset class="rule-group" data-nested=nested.then_some("")>
            <legend class="visually-hidden">{legend}</legend>
            <div class="rule-head">
                <Joins editing=editing path=path.clone() join=join/>
                {nested.then(|| view! {
                    <button
                        type="button"
                        class="btn ghost icon-only"
                        aria-label=tr!(i18n, rules.remove_group)
                        title=tr!(i18n, rules.remove_group)
                        on:click=move |_| editing.remove(&gone)
                    >
                        <Icon glyph=Glyph::Trash/>
                    </button>
                })}
            </div>
            <ol class="rule-rows">{rows}</ol>
            <Wrong editing=editing path=path/>
            <div class="btn-row">
                <button
                    type="button"
                    class="btn small"
                    id=id_of(&add_to, "add")
                    on:click=move |_| editing.add(&add_to, false)
                >
                    <Icon glyph=Glyph::Plus/>
                    {tr!(i18n, rules.add_condition)}
                </button>
                {may_nest.then(|| view! {
                    <button type="button" class="btn small ghost" on:click=move |_| editing.add(&add_in, true)>
                        <Icon glyph=Glyph::Plus/>
                        {tr!(i18n, rules.add_group)}
                    </button>
                })}
            </div>
        </fieldset>
    }
    .into_any()
}

/// The choice of how the group is joined.
#[component]
fn Joins(editing: Editing, path: Path, join: Memo<Join>) -> impl IntoView {
    let i18n = use_i18n();
    let name = id_of(&path, "join");
    let option = move |option: Join| {
        let path = path.clone();
        let set = move |_| {
            editing.typed.update(|typed| {
                if let Some(group) = typed.rule.group_mut(&path) {
                    group.join = option;
                }
            });
        };
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=option.code()
                    prop:checked=move || join.get() == option
                    on:change=set
                />
                <span>{move || wording::join(i18n, option)}</span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="visually-hidden">{tr!(i18n, rules.join)}</legend>
            {Join::ALL.map(option).into_iter().collect_view()}
        </fieldset>
    }
    .into_any()
}

/// A part of a newer version: it can be taken away and not changed.
fn other(editing: Editing, path: Path) -> AnyView {
    let i18n = use_i18n();
    view! {
        <div class="rule-row">
            <p class="muted">{tr!(i18n, rules.unknown_node)}</p>
            <button
                type="button"
                class="btn ghost icon-only rule-remove"
                aria-label=tr!(i18n, shell.delete)
                on:click=move |_| editing.remove(&path)
            >
                <Icon glyph=Glyph::Close/>
            </button>
        </div>
    }
    .into_any()
}

/// What is wrong with what stands at a path.
#[component]
pub fn Wrong(editing: Editing, path: Path) -> impl IntoView {
    let i18n = use_i18n();
    let id = id_of(&path, "wrong");
    let text = move || {
        let wrong: Trouble = editing.wrong(&path)?;
        let code = editing.condition(&path).field;
        look(editing.session, |look| wording::trouble(i18n, look, &code, &wrong))
    };
    view! { <div id=id>{move || text().map(|text| view! { <p class="error" role="alert">{text}</p> })}</div> }
        .into_any()
}

//! The page where a segment is made or changed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_location, use_navigate};
use workspace::CommandError;
use workspace::analysis::rules::{RuleSegment, Template, Trouble};

use super::editing::{self, Editing, focus_later, id_of};
use super::group::group;
use super::preview::{PreviewCard, Strip, preview};
use super::{LIST, NEW, look, wording};
use crate::components::{Glyph, Icon, Text};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{Draft, use_session};
use crate::views::form::Refusal;
use crate::views::parts::empty;
use crate::views::url::{href, inner, use_params};

/// The page of the segment whose id is in the address, or of a new one.
#[component]
pub fn RulePage() -> impl IntoView {
    let location = use_location();
    let id = Memo::new(move |_| {
        let pathname = location.pathname.get();
        inner(&pathname).strip_prefix(LIST)?.strip_prefix('/').map(str::to_owned)
    });
    move || id.get().map(page)
}

fn page(id: String) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let is_new = id == NEW;
    let template = untrack(|| Template::from_code(&params.get("template")));
    let (kept, draft) = match template.filter(|_| is_new) {
        Some(template) => {
            let segment = RuleSegment {
                name: wording::template(i18n, template).to_owned(),
                colour: template.colour(),
                rule: template.rule(),
            };
            (Some(segment), Draft::of("rule", &format!("{NEW}.{}", template.code())))
        }
        None if is_new => (Some(editing::blank()), Draft::of("rule", NEW)),
        None => {
            let kept = session.peek(|image| image.definition::<RuleSegment>(&id));
            (kept.flatten(), Draft::of("rule", &id))
        }
    };
    let title = move || match is_new {
        true => t_string!(i18n, rules.new_title),
        false => t_string!(i18n, rules.edit_title),
    };
    let body = match kept {
        Some(kept) => view! { <Editor id=id blank=kept draft=draft/> }.into_any(),
        None => gone(),
    };
    view! {
        <header class="topbar">
            <a href=href(LIST) class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{title}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">{body}</main>
    }
    .into_any()
}

fn gone() -> AnyView {
    let i18n = use_i18n();
    let back = view! { <a href=href(LIST) class="btn primary">{tr!(i18n, rules.title)}</a> };
    empty(
        Glyph::Segments,
        |i| t_string!(i, rules.gone),
        |i| t_string!(i, rules.gone_text),
        back.into_any(),
    )
}

/// Longest name of a segment, in characters.
const NAME_LIMIT: usize = 60;
/// How many colours there are.
const COLOURS: u8 = 8;

#[component]
fn Editor(id: String, blank: RuleSegment, draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let restored: Option<RuleSegment> = draft.load().filter(|typed| *typed != blank);
    let was_restored = RwSignal::new(restored.is_some());
    let typed = RwSignal::new(restored.unwrap_or_else(|| blank.clone()));
    let blank = StoredValue::new(blank);
    let (keeper, forget) = (draft.clone(), draft);
    Effect::new(move |_| match typed.with(|typed| blank.with_value(|blank| typed != blank)) {
        true => typed.with_untracked(|typed| keeper.keep(typed)),
        false => keeper.discard(),
    });
    let editing = Editing::of(session, typed);
    let shown = preview(editing);
    let (refused, saving) = (RwSignal::new(None::<CommandError>), RwSignal::new(false));
    let unready = RwSignal::new(false);
    let leave = navigate.clone();
    let (to_drop, to_forget) = (forget.clone(), forget);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        editing.tried.set(true);
        unready.set(false);
        let problems = editing.problems.get_untracked();
        // A newer version's condition may stay as it is.
        let bad = problems.iter().find(|problem| !may_stay(&problem.what));
        if typed.with_untracked(|typed| name_problem(&typed.name).is_some()) {
            return focus_later("#rule-name".to_owned());
        }
        if let Some(bad) = bad {
            unready.set(true);
            return focus_later(format!("#{}", id_of(&bad.at, "value")));
        }
        let mut segment = typed.get_untracked();
        segment.name = segment.name.trim().to_owned();
        if let Some(rule) = untrack(|| look(session, |look| segment.rule.canonical(look))) {
            segment.rule = rule;
        }
        refused.set(None);
        saving.set(true);
        let (id, draft, leave) = (id.clone(), to_forget.clone(), leave.clone());
        spawn_local(async move {
            let id = if id == NEW { session.new_id() } else { id };
            let outcome = session.define(&id, Some(&segment)).await;
            saving.set(false);
            match outcome {
                Ok(()) => {
                    draft.discard();
                    leave(LIST, Default::default());
                }
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let start_over = move |_| {
        typed.set(blank.get_value());
        was_restored.set(false);
    };
    let give_up = move |_| {
        to_drop.discard();
        navigate(LIST, Default::default());
    };
    view! {
        <form id="rule-form" class="rule-page" novalidate on:submit=save>
            <div class="stack">
                <Show when=move || was_restored.get()>
                    <div class="callout" data-tone="info">
                        <Icon glyph=Glyph::Info/>
                        <div>{tr!(i18n, shell.draft_restored)}</div>
                        <button type="button" class="btn small" on:click=start_over>
                            {tr!(i18n, shell.draft_discard)}
                        </button>
                    </div>
                </Show>
                <Refusal why=refused/>
                <Show when=move || unready.get() && editing.problems.with(|problems| !problems.is_empty())>
                    <div class="callout" data-tone="bad" role="alert">
                        <Icon glyph=Glyph::Alert/>
                        <div>{tr!(i18n, rules.not_saved)}</div>
                    </div>
                </Show>
                <section class="card">
                    <div class="card-body rule-naming">
                        <Name editing=editing/>
                        <Colours editing=editing/>
                    </div>
                </section>
                <section class="card">
                    <div class="card-head"><h2>{tr!(i18n, rules.who)}</h2></div>
                    <div class="card-body">{group(editing, [].into())}</div>
                </section>
            </div>
            <aside class="stack rule-side" aria-label=tr!(i18n, rules.now)>
                <PreviewCard editing=editing preview=shown/>
            </aside>
            <div class="rule-foot">
                <Strip preview=shown/>
                <button type="button" class="btn ghost" on:click=give_up>{tr!(i18n, shell.cancel)}</button>
                <button type="submit" class="btn primary" id="save-rule" aria-busy=move || saving.get().to_string() disabled=saving>
                    {tr!(i18n, shell.save)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Whether a rule can be kept although this is wrong with it.
fn may_stay(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::Unknown(_) | Trouble::Unavailable(_))
}

#[derive(Clone, Copy, PartialEq)]
enum NameProblem {
    Missing,
    TooLong,
}

fn name_problem(name: &str) -> Option<NameProblem> {
    let name = name.trim();
    if name.is_empty() {
        return Some(NameProblem::Missing);
    }
    (name.chars().count() > NAME_LIMIT).then_some(NameProblem::TooLong)
}

#[component]
fn Name(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let Editing { typed, tried, .. } = editing;
    let name = Signal::derive(move || typed.with(|typed| typed.name.clone()));
    let error = Signal::derive(move || match typed.with(|typed| name_problem(&typed.name)) {
        Some(NameProblem::TooLong) => {
            t_string!(i18n, rules.long_name, limit = NAME_LIMIT).to_string()
        }
        Some(NameProblem::Missing) if tried.get() => t_string!(i18n, rules.no_name).to_owned(),
        _ => String::new(),
    });
    let write = Callback::new(move |text| typed.update(|typed| typed.name = text));
    view! {
        <Text
            id="rule-name"
            label=label!(i18n, rules.name)
            hint=label!(i18n, rules.name_hint)
            value=name
            on_input=write
            error=error
        />
    }
    .into_any()
}

#[component]
fn Colours(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let Editing { typed, .. } = editing;
    let swatch = move |colour: u8| {
        let label = move || t_string!(i18n, rules.colour_n, n = colour + 1).to_string();
        view! {
            <label class="swatch" data-hue=colour.to_string()>
                <input
                    type="radio"
                    name="rule-colour"
                    aria-label=label
                    prop:checked=move || typed.with(|typed| typed.colour % COLOURS == colour)
                    on:change=move |_| typed.update(|typed| typed.colour = colour)
                />
            </label>
        }
    };
    view! {
        <fieldset class="group">
            <legend>{tr!(i18n, rules.colour)}</legend>
            <div class="swatches">{(0..COLOURS).map(swatch).collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

//! One condition as it is edited: of what, how, with what.

use leptos::prelude::*;
use model::Kind;
use workspace::analysis::rules::{Area, Field, Holds, Subject, Test};

use super::editing::{Editing, Path, id_of};
use super::group::Wrong;
use super::values::values;
use super::{look, sentence, wording};
use crate::components::{Glyph, Icon};
use crate::i18n::{t_string, tr, use_i18n};

/// What is offered, the fields people added among it: areas with the codes and names in them.
type Offered = Vec<(Area, Vec<(String, String)>)>;

/// What a condition asks, as far as it decides which controls are drawn.
#[derive(Clone, PartialEq)]
pub struct Asks {
    /// The code of the subject.
    pub field: String,
    /// What that holds; `None` of an unknown one.
    pub holds: Option<Holds>,
    /// What it is asked; `None` of an unknown test.
    pub test: Option<Test>,
}

/// The condition at a path: a row on a desktop, a card on a phone.
#[component]
pub fn ConditionCard(editing: Editing, path: Path) -> impl IntoView {
    let i18n = use_i18n();
    let at = path.clone();
    let asks = Memo::new(move |_| {
        let condition = editing.condition(&at);
        let holds = Subject::of_code(&condition.field)
            .and_then(|subject| look(editing.session, |look| subject.holds(look))?);
        let test = Test::from_code(&condition.test)
            .filter(|test| holds.is_some_and(|holds| holds.tests().contains(test)));
        Asks { field: condition.field, holds, test }
    });
    let at = path.clone();
    let words = Memo::new(move |_| {
        let condition = editing.condition(&at);
        look(editing.session, |look| sentence::of_condition(i18n, look, &condition))
            .unwrap_or_default()
    });
    let gone = path.clone();
    let (shown, wrong) = (path.clone(), path.clone());
    view! {
        <div class="rule-row" role="group" aria-label=move || words.get()>
            <Fields editing=editing path=path.clone() asks=asks/>
            <Tests editing=editing path=path asks=asks/>
            {move || values(editing, shown.clone(), asks.get())}
            <button
                type="button"
                class="btn ghost icon-only rule-remove"
                aria-label=move || t_string!(i18n, rules.remove_condition, what = words.get()).to_string()
                on:click=move |_| editing.remove(&gone)
            >
                <Icon glyph=Glyph::Close/>
            </button>
            <Wrong editing=editing path=wrong/>
        </div>
    }
    .into_any()
}

/// The choice of a field.
#[component]
fn Fields(editing: Editing, path: Path, asks: Memo<Asks>) -> impl IntoView {
    let i18n = use_i18n();
    let id = id_of(&path, "field");
    let field = Memo::new(move |_| asks.with(|asks| asks.field.clone()));
    let offered = Memo::new(move |_| {
        let field = field.get();
        editing.session.look(|image| {
            let mut offered: Offered = Vec::new();
            let mut offer = |area: Area, code: String, name: String| match offered
                .iter_mut()
                .find(|(of, _)| *of == area)
            {
                Some((_, fields)) => fields.push((code, name)),
                None => offered.push((area, vec![(code, name)])),
            };
            for known in Field::ALL {
                let name = wording::field(i18n, *known).to_owned();
                offer(known.area(), known.code().to_owned(), name);
            }
            let mut is_offered = Field::ALL.iter().any(|known| known.code() == field);
            for (key, own) in image.settings().fields_of(&Kind::Customer) {
                let code = Subject::Own(key.to_owned()).code();
                is_offered |= code == field;
                offer(Area::Own, code, own.name.clone());
            }
            // One that is no longer offered, or never was here, is shown as it stands.
            if !is_offered {
                let name = wording::subject(i18n, image, &field);
                offer(Area::Own, field.clone(), name);
            }
            offered
        })
    });
    let groups = move || {
        let chosen = field.get();
        let group = |(area, fields): (Area, Vec<(String, String)>)| {
            let option = |(code, name): (String, String)| {
                let selected = code == chosen;
                view! { <option value=code selected=selected>{name}</option> }
            };
            let options = fields.into_iter().map(option).collect_view();
            view! { <optgroup label=wording::area(i18n, area)>{options}</optgroup> }
        };
        offered.get().unwrap_or_default().into_iter().map(group).collect_view()
    };
    view! {
        <select
            id=id
            class="rule-field"
            aria-label=tr!(i18n, rules.what)
            prop:value=field
            on:change=move |event| editing.set_field(&path, &event_target_value(&event))
        >
            {groups}
        </select>
    }
    .into_any()
}

/// The choice of a test.
#[component]
fn Tests(editing: Editing, path: Path, asks: Memo<Asks>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, at) = (id_of(&path, "test"), path.clone());
    let code = move || editing.condition(&at).test;
    let code = Memo::new(move |_| code());
    let options = move || {
        let Asks { holds, test, .. } = asks.get();
        let unknown = test.is_none().then(|| {
            let code = code.get();
            let words = t_string!(i18n, rules.t_unknown, code = code.clone()).to_string();
            view! { <option value=code selected=true>{words}</option> }
        });
        let all = holds.iter().flat_map(|holds| {
            holds.tests().iter().map(|each| {
                let selected = test == Some(*each);
                let words = wording::test(i18n, *holds, *each);
                view! { <option value=each.code() selected=selected>{words}</option> }
            })
        });
        let all = all.collect_view();
        view! { {unknown} {all} }
    };
    view! {
        <select
            id=id
            class="rule-test"
            aria-label=tr!(i18n, rules.how_compared)
            prop:value=code
            on:change=move |event| {
                let test = event_target_value(&event);
                editing.change(&path, |condition| condition.test = test);
            }
        >
            {options}
        </select>
    }
    .into_any()
}

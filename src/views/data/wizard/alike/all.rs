//! One choice for all rows that are alike enough.

use duplicates::LIKELY;
use leptos::prelude::*;

use crate::components;
use crate::format;
use crate::i18n::{label, t_string, use_i18n};
use crate::views::data::wizard::Wizard;
use crate::views::data::wizard::alike::Choice;
use crate::views::data::wizard::alike::found::Found;

/// Scores to choose from.
const FROM: [u8; 5] = [LIKELY, 70, 80, 90, 100];

/// What becomes of all rows that score so much and more.
#[component]
pub fn ForAll(wizard: Wizard) -> impl IntoView {
    let i18n = use_i18n();
    let alike = wizard.alike;
    let from = RwSignal::new(LIKELY);
    let choice = RwSignal::new(Choice::Join);
    let meant = move |from: u8, choice: Choice| {
        let creates_only = wizard.creates_only();
        move |found: &&Found| found.score >= from && found.offers(choice, creates_only)
    };
    let count =
        Memo::new(move |_| alike.found().iter().filter(meant(from.get(), choice.get())).count());
    let scores = Signal::derive(move || {
        let words = |score: u8| match score {
            LIKELY => t_string!(i18n, alike.all_of_them).to_owned(),
            _ => t_string!(i18n, alike.and_up, score = score).to_string(),
        };
        FROM.map(|score| (score.to_string(), words(score))).to_vec()
    });
    let choices = Signal::derive(move || {
        let words = |choice: Choice| match choice {
            Choice::Create => t_string!(i18n, alike.create),
            Choice::Join => t_string!(i18n, alike.all_join),
            Choice::LeaveOut => t_string!(i18n, alike.leave_out),
        };
        Choice::ALL.map(|one| (one.code().to_owned(), words(one).to_owned())).to_vec()
    });
    let apply = move |_| {
        let (found, choice) = (untrack(|| alike.found()), choice.get_untracked());
        let lines = found.iter().filter(meant(from.get_untracked(), choice));
        wizard.decide(lines.map(|found| found.line), choice);
    };
    let words = move || {
        let count = format::count(i18n.get_locale(), count.get());
        t_string!(i18n, alike.apply, count = count).to_string()
    };
    view! {
        <div class="alike-all">
            <components::Choice
                id="alike-from"
                label=label!(i18n, alike.from)
                value=Signal::derive(move || from.get().to_string())
                options=scores
                on_input=move |code: String| from.set(code.parse().unwrap_or(LIKELY))
            />
            <components::Choice
                id="alike-choice"
                label=label!(i18n, alike.for_all)
                value=Signal::derive(move || choice.get().code().to_owned())
                options=choices
                on_input=move |code: String| {
                    let found = Choice::ALL.into_iter().find(|one| one.code() == code);
                    choice.set(found.unwrap_or_default());
                }
            />
            <button
                type="button"
                class="btn"
                id="alike-apply"
                disabled=move || count.get() == 0
                on:click=apply
            >
                {words}
            </button>
        </div>
    }
    .into_any()
}

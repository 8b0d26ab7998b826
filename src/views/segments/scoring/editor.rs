//! Setting up one scoring.

use analytics::rfm::Scoring;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use workspace::CommandError;

use crate::components::Text;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::{Draft, use_session};
use crate::views::form::{Form, Notes};
use crate::views::segments::scoring::NEW;
use crate::views::segments::scoring::desk::Desk;
use crate::views::segments::scoring::map::MapCard;
use crate::views::segments::scoring::measured::{MeasuredCard, MethodCard};
use crate::views::segments::scoring::typed::{LONGEST_NAME, Typed, Wrong};
use crate::views::segments::scoring::weights::WeightsCard;
use crate::words;

/// The fields of a scoring, and its map. What is typed outlives leaving the page.
#[component]
pub fn Editor(
    /// The one that is saved, with its id; a new one begins as the standard one.
    saved: Option<(String, Scoring)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let navigate = use_navigate();
    let (id, scoring) = saved.unzip();
    let scoring = scoring.unwrap_or_default();
    let places = untrack(move || session.base()).places();
    let draft = Draft::of("scoring", id.as_deref().unwrap_or(NEW));
    let form = Form::open(draft, Typed::of(&scoring, places), |typed, blank| typed != blank);
    let desk = Desk::new(session, form);
    let is_new = id.is_none();
    let this = id.clone();
    let held = untrack(|| session.look(|image| image.chosen_scoring())).unwrap_or_default();
    let holds = id.as_deref() == Some(&*held);
    // A new one is made to be used.
    let hold = RwSignal::new(is_new);
    let tried = RwSignal::new(false);
    let others = Memo::new(move |_| {
        let all = session.look(|image| image.definitions::<Scoring>()).unwrap_or_default();
        let others = all.into_iter().filter(|(id, _)| this.as_deref() != Some(id));
        others.map(|(_, scoring)| scoring.name).collect::<Vec<_>>()
    });
    let wrong_name =
        Memo::new(move |_| form.typed.with(|typed| others.with(|others| typed.wrong_name(others))));
    let name_error = Signal::derive(move || {
        let wrong = wrong_name.get().filter(|wrong| tried.get() || *wrong != Wrong::Nameless);
        wrong.map(|wrong| words_for(i18n, &wrong)).unwrap_or_default()
    });
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let read = form.typed.with_untracked(|typed| typed.read(places));
        let (Ok(scoring), None) = (read, wrong_name.get_untracked()) else {
            let weights = desk.wrong.with_untracked(|wrong| wrong.contains(&Wrong::Weights));
            let wrong = if weights { "#weight-r" } else { "#scoring-form [aria-invalid=true]" };
            return page::focus(wrong);
        };
        let (id, navigate) = (id.clone(), navigate.clone());
        let choose = hold.get_untracked();
        let saving = async move {
            let data = session.data().ok_or(CommandError::NotFound)?;
            let (id, saved) = data.save_scoring(id.as_deref(), &scoring, choose).await?;
            session.done(saved.set);
            if is_new {
                navigate(&format!("/segments/scoring?id={id}"), Default::default());
            }
            Ok(saved.id)
        };
        form.save(saving, |_| {});
    };
    view! {
        <form id="scoring-form" class="stack" novalidate on:submit=save>
            <h2 class="scoring-title">{move || match is_new {
                true => t_string!(i18n, scoring.new).to_owned(),
                false => scoring.name.clone(),
            }}</h2>
            <Notes frame=form.frame/>
            <div class="split">
                <div class="stack">
                    <section class="card">
                        <div class="card-body form">
                            <Text
                                id="scoring-name"
                                label=label!(i18n, scoring.name)
                                value=form.text(|typed| &typed.name)
                                on_input=form.write(|typed| &mut typed.name)
                                error=name_error
                            />
                        </div>
                    </section>
                    <MeasuredCard desk=desk/>
                    <MethodCard desk=desk/>
                    <WeightsCard desk=desk/>
                </div>
                <MapCard desk=desk/>
            </div>
            <div class="save-bar">
                {(!holds).then(|| view! {
                    <label class="check">
                        <input type="checkbox" prop:checked=hold on:change=move |event| hold.set(event_target_checked(&event))/>
                        <span>{tr!(i18n, scoring.hold)}</span>
                    </label>
                })}
                <span class="spacer"></span>
                <button type="button" class="btn ghost" on:click=move |_| form.frame.start_over()>
                    {tr!(i18n, scoring.start_over)}
                </button>
                <button
                    type="submit"
                    class="btn primary"
                    aria-busy=move || form.frame.is_saving().to_string()
                    disabled=move || form.frame.is_saving()
                >
                    {tr!(i18n, shell.save)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// What is wrong, and what would be right.
pub fn words_for(i18n: I18n, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Nameless => t_string!(i18n, scoring.nameless).to_owned(),
        Wrong::NameTooLong => t_string!(i18n, errors.too_long, limit = LONGEST_NAME).to_string(),
        Wrong::NameTaken => t_string!(i18n, scoring.name_taken).to_owned(),
        Wrong::Window => t_string!(i18n, scoring.wrong_window).to_owned(),
        Wrong::Weights => t_string!(i18n, scoring.wrong_weights).to_owned(),
        Wrong::Unread(axis, _) => {
            t_string!(i18n, scoring.unread, axis = words::axis(i18n, *axis)).to_string()
        }
        Wrong::Order(axis, _) => {
            t_string!(i18n, scoring.order, axis = words::axis(i18n, *axis)).to_string()
        }
        Wrong::Number => t_string!(i18n, scoring.number).to_owned(),
    }
}

//! The choice of analysis date and scoring.

use analytics::rfm::Scoring;
use leptos::prelude::*;

use crate::components::Choice;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::days::{DayParam, LastOrder};
use crate::views::segments::looks::Look;
use crate::views::segments::question::{Measure, Question, STANDARD};
use crate::views::url::{Params, href};

/// The controls above the grid.
#[component]
pub fn Controls(
    params: Params,
    look: Memo<Look>,
    question: Memo<Option<Question>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let day = Signal::derive(move || question.get().map(|question| question.day));
    let scorings = Signal::derive(move || {
        let saved = session.look(|image| image.definitions::<Scoring>()).unwrap_or_default();
        let standard = (STANDARD.to_owned(), t_string!(i18n, scoring.standard).to_owned());
        let named = saved.into_iter().map(|(id, scoring)| (id, scoring.name));
        std::iter::once(standard).chain(named).collect::<Vec<_>>()
    });
    let code = move || match question.get() {
        Some(question) if !question.id.is_empty() => question.id,
        _ => STANDARD.to_owned(),
    };
    let set_up = move || href(&format!("/segments/scoring?id={}", code()));
    let shows = move || match look.get() {
        Look::Grid => {
            &[(Measure::Customers, ""), (Measure::Revenue, "revenue"), (Measure::Mean, "mean")][..]
        }
        // How large something is has no mean.
        Look::Sizes => &[(Measure::Customers, ""), (Measure::Revenue, "revenue")],
        Look::Spread | Look::Tenths => &[],
    };
    view! {
        <div class="toolbar">
            <DayParam params=params key="day" id="segments-day" label=label!(i18n, segments.analysis_date) value=day/>
            <Choice
                id="segments-scoring"
                label=label!(i18n, scoring.scoring)
                value=Signal::derive(code)
                options=scorings
                on_input=move |id: String| params.set(&[("scoring", id)])
            />
            <a href=set_up class="btn" id="set-up-scoring">{tr!(i18n, scoring.set_up)}</a>
            {move || (!shows().is_empty()).then(|| view! {
                <fieldset class="segmented">
                    <legend class="visually-hidden">{tr!(i18n, segments.show)}</legend>
                    {shows().iter().map(|(show, code)| view! {
                        <label>
                            <input
                                type="radio"
                                name="segments-show"
                                prop:checked=move || question.get().is_some_and(|q| q.show == *show)
                                on:change=move |_| params.set(&[("show", (*code).to_owned())])
                            />
                            <span>{move || match show {
                                Measure::Customers => t_string!(i18n, segments.by_count),
                                Measure::Revenue => t_string!(i18n, segments.by_revenue),
                                Measure::Mean => t_string!(i18n, segments.by_mean),
                            }}</span>
                        </label>
                    }).collect_view()}
                </fieldset>
            })}
            <LastOrder params=params key="day" id="segments-day" asked=day/>
        </div>
        {move || question.get().filter(|question| !question.holds).map(|_| view! {
            <p class="hint">{tr!(i18n, scoring.not_held)}</p>
        })}
    }
    .into_any()
}

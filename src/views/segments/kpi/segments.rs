//! What each segment brought: in the period and in the one before, and step by step.

mod answers;
mod chart;
mod table;

use leptos::prelude::*;

use crate::components::How;
use crate::i18n::{t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::segments::answers::Working;
use crate::views::segments::kpi::segments::chart::SegmentSteps;

/// Revenue by segment.
#[component]
pub fn SegmentCard(question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let working = Working::on(question, session);
    let bar = working.bar(move |done, total| {
        t_string!(i18n, kpi.working, done = done, total = total).to_string()
    });
    let answers = move || working.answers();
    let begin = move || question.get().map(|question| question.orders.first());
    let is_there = Memo::new(move |_| answers().is_some());
    view! {
        <section class="card" id="by-segment" aria-busy=move || answers().is_none().then_some("true")>
            <div class="card-head"><h2>{tr!(i18n, kpi.by_segment)}</h2></div>
            <div class="card-body stack">
                {bar}
                {move || answers().zip(begin()).map(|(answers, begin)| table::table(i18n, &answers, session.base(), begin))}
                <SegmentSteps question=question working=working/>
                {move || is_there.get().then(|| view! {
                    <How>{move || answers().zip(begin()).map(|(answers, begin)| table::how(i18n, &answers, session.base(), begin))}</How>
                })}
            </div>
        </section>
    }
    .into_any()
}

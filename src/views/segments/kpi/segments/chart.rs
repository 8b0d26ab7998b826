//! Revenue of each segment step by step, piled up to that of all.

use leptos::prelude::*;
use workspace::SegmentRevenue;

use crate::components::chart::{Chart, Series, Stacked, Tint, plotted};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::parts::segment_hue;
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::segments::answers::Working;
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::{date, step};
use crate::words;

/// A column a step, in it a part for each segment that brought anything, the best at the bottom.
#[component]
pub fn SegmentSteps(question: Memo<Option<Question>>, working: Working) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let plot = plotted(move || {
        let (question, answers) = question.get().zip(working.answers())?;
        let base = session.base();
        let of_step = |answer: &SegmentRevenue, place: usize| {
            let brought = answer.segments.get(place).map_or(0, |(_, brought)| brought.revenue);
            Value::Amount(brought).number(base)
        };
        let segments = answers.now.segments.iter().enumerate();
        let parts = segments.filter_map(|(place, (segment, _))| {
            let values: Vec<f64> =
                answers.steps.iter().map(|answer| of_step(answer, place)).collect();
            let code = words::segment_code(segment.as_ref());
            let tint = Tint::segment(code, segment_hue(segment.as_ref()));
            let name = words::segment(i18n, segment.as_ref());
            let brought = values.iter().any(|value| *value != 0.0);
            brought.then(|| (Series::new(name, tint), values))
        });
        Some(Stacked {
            along: t_string!(i18n, kpi.period).to_owned(),
            places: answers.steps.iter().map(|a| step(i18n, question.step, a.period)).collect(),
            value: Measure::Revenue.quantity(i18n, base),
            total: t_string!(i18n, kpi.total).to_owned(),
            parts: parts.collect(),
        })
    });
    let has_below = move || {
        let brought = |answer: &SegmentRevenue| {
            answer.segments.iter().any(|(_, brought)| brought.revenue < 0)
        };
        working.answers().is_some_and(|answers| answers.steps.iter().any(|a| brought(a)))
    };
    let summary = Signal::derive(move || {
        let answers = working.answers();
        let span = answers.and_then(|answers| {
            let (first, last) = (answers.steps.first()?, answers.steps.last()?);
            Some((first.period.first(), last.period.last()))
        });
        let Some((from, to)) = span else { return String::new() };
        let locale = i18n.get_locale();
        let (from, to) = (date(locale, from), date(locale, to));
        t_string!(i18n, kpi.segments_summary, from = from, to = to).to_string()
    });
    view! {
        <Chart id="kpi-segment-steps" title=label!(i18n, kpi.by_segment_steps) summary=summary plot=plot plain=true>
            {move || has_below().then(|| view! { <p class="hint">{tr!(i18n, kpi.below_zero)}</p> })}
        </Chart>
    }
    .into_any()
}

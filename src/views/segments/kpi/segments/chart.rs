//! Revenue of each segment step by step.

use leptos::prelude::*;
use workspace::SegmentRevenue;

use crate::components::chart::{Chart, Lines, Series, Tint, plotted};
use crate::i18n::{label, t_string, use_i18n};
use crate::session::use_session;
use crate::views::parts::segment_hue;
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::segments::answers::Working;
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::{date, step};
use crate::words;

/// A line a segment that brought anything.
#[component]
pub fn SegmentLines(question: Memo<Option<Question>>, working: Working) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let plot = plotted(move || {
        let (question, answers) = question.get().zip(working.answers())?;
        let base = session.base();
        let of_step = |answer: &SegmentRevenue, place: usize| {
            let (_, brought) = answer.segments.get(place)?;
            Some(Value::Amount(brought.revenue).number(base))
        };
        let segments = answers.now.segments.iter().enumerate();
        let series = segments.filter_map(|(place, (segment, _))| {
            let values: Vec<Option<f64>> =
                answers.steps.iter().map(|answer| of_step(answer, place)).collect();
            let code = words::segment_code(segment.as_ref());
            let tint = Tint::segment(code, segment_hue(segment.as_ref()));
            let name = words::segment(i18n, segment.as_ref());
            let brought = values.iter().flatten().any(|value| *value != 0.0);
            brought.then(|| (Series::new(name, tint), values))
        });
        Some(Lines {
            along: t_string!(i18n, kpi.period).to_owned(),
            places: answers.steps.iter().map(|a| step(i18n, question.step, a.period)).collect(),
            value: Measure::Revenue.quantity(i18n, base),
            series: series.collect(),
            stepped: false,
            from_zero: true,
            regions: Vec::new(),
            markers: Vec::new(),
        })
    });
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
        <Chart id="kpi-segment-lines" title=label!(i18n, kpi.by_segment_steps) summary=summary plot=plot plain=true/>
    }
    .into_any()
}

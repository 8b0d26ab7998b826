//! A figure step by step.

use std::rc::Rc;

use analytics::kpi::Figures;
use leptos::prelude::*;

use crate::components::Choice;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::use_session;
use crate::views::segments::kpi::export;
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::wording::{date, step};
use crate::views::url::Params;

/// The chart, and the figures behind it as a file.
#[component]
pub fn TrendCard(params: Params, question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let series = Signal::derive_local(move || -> Option<Rc<Vec<Figures>>> {
        let question = question.get()?;
        let steps = question.steps()?;
        session.look(|image| image.kpi(&steps, question.window)).flatten()
    });
    let shown = Memo::new(move |_| Measure::of_code(&params.get("show")));
    let measures = Signal::derive(move || {
        let all = Measure::SALES.into_iter().chain(Measure::BASE);
        all.map(|measure| (measure.code().to_owned(), measure.name(i18n).to_owned()))
            .collect::<Vec<_>>()
    });
    let now = Signal::derive(move || shown.get().code().to_owned());
    let choose = Callback::new(move |code: String| params.set(&[("show", code)]));
    let save = move |_| {
        if let Some(series) = untrack(|| series.get()) {
            let base = untrack(|| session.base());
            export::series(session, i18n, &series, base);
        }
    };
    let hint = move || {
        let series = series.get()?;
        let locale = i18n.get_locale();
        let (from, to) = (series.first()?.period.first(), series.last()?.period.last());
        let (from, to) = (date(locale, from), date(locale, to));
        Some(t_string!(i18n, kpi.trend_hint, from = from, to = to).to_string())
    };
    view! {
        <section class="card" id="trend">
            <div class="card-head">
                <h2>{tr!(i18n, kpi.trend)}</h2>
                <button type="button" class="btn ghost small" id="trend-csv" on:click=save>
                    {tr!(i18n, kpi.save_csv)}
                </button>
            </div>
            <div class="card-body stack">
                <div class="toolbar">
                    <Choice id="trend-show" label=label!(i18n, kpi.show) value=now options=measures on_input=choose/>
                </div>
                {move || question.get().zip(series.get()).map(|(question, series)| {
                    let base = session.base();
                    let measure = shown.get();
                    let rows = series.iter().map(|figures| {
                        let value = measure.of(figures).map(|v| v.shown(i18n.get_locale(), base));
                        view! {
                            <tr>
                                <th scope="row">{step(i18n, question.step, figures.period)}</th>
                                <td class="num">{value}</td>
                            </tr>
                        }
                    }).collect_view();
                    view! { <table class="table"><tbody>{rows}</tbody></table> }
                })}
                <p class="hint">{hint}</p>
            </div>
        </section>
    }
    .into_any()
}

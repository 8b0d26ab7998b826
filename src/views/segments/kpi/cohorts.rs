//! Customers by the month of their first order, followed month by month.

mod cells;
mod table;

use std::rc::Rc;

use analytics::kpi::{Cohorts, Period, Step};
use leptos::prelude::*;
use model::Day;

use crate::components::{Choice, How};
use crate::format;
use crate::i18n::{I18n, label, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
use crate::views::prepared::Prepared;
use crate::views::segments::counted::counted;
use crate::views::segments::kpi::cohorts::cells::Shows;
use crate::views::segments::kpi::export;
use crate::views::segments::kpi::question::Question;
use crate::views::segments::kpi::wording::{date, month};
use crate::views::url::Params;

/// Months offered.
const MONTHS: [i32; 4] = [12, 24, 36, Cohorts::MAX_MONTHS as i32];
const USUAL_MONTHS: i32 = 24;

/// The table of cohorts up to the end of the period.
#[component]
pub fn CohortCard(params: Params, question: Memo<Option<Question>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let months = Memo::new(move |_| {
        params.parsed("cohorts").filter(|months| MONTHS.contains(months)).unwrap_or(USUAL_MONTHS)
    });
    let shows = Memo::new(move |_| Shows::of_code(&params.get("cells")));
    let period = Memo::new(move |_| {
        let question = question.get()?;
        let last = question.period.last();
        let first = Step::Month.start_after(last, 1 - months.get());
        // Months before the first order would be columns without anything in them.
        let first = first.max(Step::Month.start(question.orders.first())).min(last);
        Period::new(first, last).ok()
    });
    let prepared =
        Prepared::on(session, period, |_, _| 1, |image, period, _| drop(image.cohorts(*period)));
    let cohorts = Signal::derive_local(move || {
        let period = period.get()?;
        prepared.look(|image| image.cohorts(period)).flatten()
    });
    let spans = Signal::derive(move || {
        MONTHS
            .map(|n| (n.to_string(), t_string!(i18n, kpi.cohort_months, n = n).to_string()))
            .to_vec()
    });
    let kinds = Signal::derive(move || {
        Shows::ALL.map(|shows| (shows.code().to_owned(), shows.name(i18n).to_owned())).to_vec()
    });
    let set =
        move |key: &'static str| Callback::new(move |value: String| params.set(&[(key, value)]));
    let span_now = Signal::derive(move || months.get().to_string());
    let kind_now = Signal::derive(move || shows.get().code().to_owned());
    let save = move |_| {
        if let Some(cohorts) = untrack(|| cohorts.get()) {
            let base = untrack(|| session.base());
            export::cohorts(session, i18n, &cohorts, base);
        }
    };
    view! {
        <section class="card" id="cohorts">
            <div class="card-head">
                <h2>{tr!(i18n, kpi.cohorts)}</h2>
                <button type="button" class="btn ghost small" id="cohorts-csv" on:click=save>
                    {tr!(i18n, kpi.save_csv)}
                </button>
            </div>
            <div class="card-body stack">
                <div class="toolbar">
                    <Choice id="cohort-show" label=label!(i18n, kpi.cohort_show) value=kind_now options=kinds on_input=set("cells")/>
                    <Choice id="cohort-span" label=label!(i18n, kpi.cohort_span) value=span_now options=spans on_input=set("cohorts")/>
                </div>
                {move || cohorts.get().map(|cohorts| {
                    let base = session.base();
                    if cohorts.cohorts.is_empty() {
                        return view! { <p class="muted">{tr!(i18n, kpi.cohort_none)}</p> }.into_any();
                    }
                    table::table(i18n, &cohorts, shows.get(), base)
                })}
                {move || cohorts.get().map(|cohorts| notes(i18n, &cohorts))}
                <How>{move || cohorts.get().map(|cohorts| how(i18n, session, &cohorts))}</How>
            </div>
        </section>
    }
    .into_any()
}

fn notes(i18n: I18n, cohorts: &Cohorts) -> AnyView {
    let locale = i18n.get_locale();
    let earlier = (cohorts.earlier > 0).then(|| {
        let count = format::count(locale, cohorts.earlier as usize);
        let text = t_string!(i18n, kpi.cohort_earlier, count = count).to_string();
        view! { <p class="hint">{text}</p> }
    });
    let partial = table::has_partial(cohorts).then(|| {
        let to = date(locale, cohorts.period.last());
        let text = t_string!(i18n, kpi.cohort_partial, to = to).to_string();
        view! { <p class="hint">{text}</p> }
    });
    view! { {partial} {earlier} }.into_any()
}

/// The definition, and the numbers of the largest row one month after.
fn how(i18n: I18n, session: Session, cohorts: &Rc<Cohorts>) -> AnyView {
    let locale = i18n.get_locale();
    let count = |number: u32| format::count(locale, number as usize);
    let rows = cohorts.cohorts.iter().filter(|cohort| cohort.cells.len() > 1);
    let example = rows.max_by_key(|cohort| cohort.customers).and_then(|cohort| {
        let share = cohort.after(1)?.retained();
        let text = t_string!(
            i18n,
            kpi.sum_cohorts,
            whole = count(share.whole),
            month = month(locale, cohort.first),
            part = count(share.part),
            then = month(locale, Step::Month.start_after(cohort.first, 1)),
            rate = format::percent(locale, share.value()?)
        );
        Some(text.to_string())
    });
    let all = cohorts.after(1).and_then(|all| {
        let overall = all.retained();
        let rate = overall.value()?;
        let (part, whole) = (count(overall.part), count(overall.whole));
        let rate = format::percent(locale, rate);
        let text = t_string!(i18n, kpi.sum_cohorts_all, part = part, whole = whole, rate = rate);
        Some(text.to_string())
    });
    let rows: u32 = cohorts.cohorts.iter().map(|cohort| cohort.customers).sum();
    let ordered = rows as usize + cohorts.earlier as usize;
    let whole =
        Day::from_number(cohorts.period.last()).map(|day| counted(i18n, session, ordered, day));
    view! {
        <p>{t_string!(i18n, kpi.what_cohorts)}</p>
        {example.map(|text| view! { <p>{text}</p> })}
        {all.map(|text| view! { <p>{text}</p> })}
        {whole.map(|text| view! { <p>{text}</p> })}
    }
    .into_any()
}

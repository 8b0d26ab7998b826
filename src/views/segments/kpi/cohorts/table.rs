//! The table itself.

use analytics::kpi::{Cohorts, MonthAfter};
use leptos::prelude::*;
use model::Currency;

use crate::format;
use crate::i18n::{I18n, tr};
use crate::views::segments::kpi::cohorts::cells::Shows;
use crate::views::segments::kpi::value::Value;
use crate::views::segments::kpi::wording::month;

/// Whether the last month of the table is not over.
pub fn has_partial(cohorts: &Cohorts) -> bool {
    let months = cohorts.cohorts.iter().map(|cohort| cohort.month + cohort.cells.len()).max();
    months.is_some_and(|months| months > cohorts.whole_months)
}

/// A row a cohort and a column a month after the first order, as strongly coloured as a cell is
/// large.
pub fn table(i18n: I18n, cohorts: &Cohorts, shows: Shows, base: Currency) -> AnyView {
    let locale = i18n.get_locale();
    let columns = cohorts.cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let size = |value: Value| value.number(base).max(0.0);
    // In the first month everybody buys; what tells rows apart comes after.
    let first = usize::from(shows != Shows::Each);
    let later = cohorts.cohorts.iter().flat_map(|cohort| (first..columns).map(|k| cohort.after(k)));
    let most = later.flatten().filter_map(|month| shows.of(&month)).map(size).fold(0.0, f64::max);
    let cell = move |month: Option<MonthAfter>, is_partial: bool| {
        let Some(value) = month.and_then(|month| shows.of(&month)) else {
            return view! { <td></td> }.into_any();
        };
        let v = if most > 0.0 { (size(value) / most).min(1.0) } else { 0.0 };
        let text = match value {
            Value::Amount(minor) => format::money_round(locale, minor, base),
            _ => value.shown(locale, base),
        };
        let mark = if is_partial { "*" } else { "" };
        view! { <td class="cell-heat num" style:--v=v.to_string()>{text}{mark}</td> }.into_any()
    };
    let rows = cohorts.cohorts.iter().map(|cohort| {
        let cells =
            (0..columns).map(|k| cell(cohort.after(k), cohort.month + k >= cohorts.whole_months));
        view! {
            <tr>
                <th scope="row">{month(locale, cohort.first)}</th>
                <td class="num">{format::count(locale, cohort.customers as usize)}</td>
                {cells.collect_view()}
            </tr>
        }
    });
    let all: u32 = cohorts.cohorts.iter().map(|cohort| cohort.customers).sum();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, kpi.cohorts)>
            <table class="table cohorts" id="cohort-table">
                <caption class="visually-hidden">{tr!(i18n, kpi.cohorts_caption)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr!(i18n, kpi.cohort)}</th>
                        <th scope="col" class="num">{tr!(i18n, kpi.cohort_size)}</th>
                        {(0..columns).map(|k| view! { <th scope="col" class="num">{k}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{tr!(i18n, kpi.cohort_all)}</th>
                        <td class="num">{format::count(locale, all as usize)}</td>
                        {(0..columns).map(|k| cell(cohorts.after(k), false)).collect_view()}
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

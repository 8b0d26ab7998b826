//! The figures as tables for other programs: plain numbers, dates as ISO 8601 has them.

use analytics::kpi::{Cohorts, Figures};
use interchange::csv::{CsvWriter, Delimiter};
use leptos::task::spawn_local;
use model::{Currency, Day};

use crate::i18n::{I18n, t_string};
use crate::platform::files::Download;
use crate::platform::time;
use crate::session::Session;
use crate::views::segments::kpi::measure::Measure;
use crate::views::segments::kpi::value::Value;

/// Hands over the figures of each period, a row a period.
pub fn series(session: Session, i18n: I18n, all: &[Figures], base: Currency) {
    let measures = || Measure::SALES.into_iter().chain(Measure::BASE);
    let amount = |name: &str| format!("{name} ({base})");
    let mut header =
        vec![t_string!(i18n, kpi.first_day).to_owned(), t_string!(i18n, kpi.last_day).to_owned()];
    header.extend(measures().map(|measure| {
        let name = measure.name(i18n);
        if measure.is_amount() { amount(name) } else { name.to_owned() }
    }));
    header.extend([
        t_string!(i18n, kpi.start).to_owned(),
        t_string!(i18n, kpi.kept).to_owned(),
        t_string!(i18n, kpi.repeat_within_name).to_owned(),
        amount(t_string!(i18n, kpi.refunded)),
    ]);
    let rows = all.iter().map(|figures| {
        let plain = |value: Option<Value>| value.map(|v| v.plain(base)).unwrap_or_default();
        let mut row = vec![iso(figures.period.first()), iso(figures.period.last())];
        row.extend(measures().map(|measure| plain(measure.of(figures))));
        row.extend([
            figures.start.to_string(),
            figures.kept.to_string(),
            plain(figures.repeat_within().value().map(Value::Rate)),
            plain(Some(Value::Amount(figures.refunded))),
        ]);
        row
    });
    save(session, t_string!(i18n, kpi.file_figures), header, rows);
}

/// Hands over the cohorts, a row a cohort and month: what other programs make tables of again.
pub fn cohorts(session: Session, i18n: I18n, cohorts: &Cohorts, base: Currency) {
    let header = vec![
        t_string!(i18n, kpi.cohort).to_owned(),
        t_string!(i18n, kpi.cohort_size).to_owned(),
        t_string!(i18n, kpi.months_after).to_owned(),
        t_string!(i18n, kpi.cohort_count).to_owned(),
        t_string!(i18n, kpi.cohort_share).to_owned(),
        format!("{} ({base})", t_string!(i18n, kpi.cohort_revenue)),
        format!("{} ({base})", t_string!(i18n, kpi.cohort_each)),
        t_string!(i18n, kpi.month_over).to_owned(),
    ];
    let rows = cohorts.cohorts.iter().flat_map(|cohort| {
        (0..cohort.cells.len()).filter_map(move |months| {
            let month = cohort.after(months)?;
            let share = month.retained().value().map(Value::Rate)?;
            let over = cohort.month + months < cohorts.whole_months;
            Some(vec![
                iso(cohort.first),
                cohort.customers.to_string(),
                months.to_string(),
                month.cell.active.to_string(),
                share.plain(base),
                Value::Amount(month.cell.revenue).plain(base),
                Value::Amount(month.revenue_per_customer()).plain(base),
                if over { t_string!(i18n, kpi.yes) } else { t_string!(i18n, kpi.no) }.to_owned(),
            ])
        })
    });
    save(session, t_string!(i18n, kpi.file_cohorts), header, rows);
}

fn iso(number: i32) -> String {
    Day::from_number(number).map(|day| day.to_string()).unwrap_or_default()
}

fn save(
    session: Session,
    name: &str,
    header: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
) {
    let mut writer = CsvWriter::new(Delimiter::Comma);
    for row in std::iter::once(header).chain(rows) {
        writer.row(row.iter().map(String::as_str));
    }
    let download = Download::new();
    download.push(&writer.take());
    let name = match time::today() {
        Some(day) => format!("{name} {day}.csv"),
        None => format!("{name}.csv"),
    };
    spawn_local(async move {
        if download.save(&name, "text/csv").await.is_err() {
            session.toasts.trouble(|i| t_string!(i, kpi.not_saved));
        }
    });
}

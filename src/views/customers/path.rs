//! Where a customer stood month by month: scores as lines, segments as words.

use std::sync::Arc;

use leptos::prelude::*;
use model::Day;
use workspace::{Image, Slot, Stood};

use crate::components::How;
use crate::components::chart::{Chart, Lines, Plotted, Quantity, Series, Tint, plotted};
use crate::format;
use crate::i18n::{label, t_string, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::parts::segment_badge;
use crate::views::prepared::Prepared;

/// Two years: long enough to see a year's rhythm twice.
const MONTHS: i32 = 24;

/// Segments named until somebody asks for more, the latest ones.
const NAMED: usize = 6;

type Path = Arc<Vec<Stood>>;

/// The last day of each month of the last two years, the earliest first, and today.
fn days(today: Day) -> Vec<Day> {
    let (year, month, _) = today.ymd();
    let now = year * 12 + month as i32 - 1;
    let last = |before: i32| {
        let next = now - before + 1;
        let first = Day::from_ymd(next.div_euclid(12), next.rem_euclid(12) as u32 + 1, 1)?;
        Day::from_number(first.number() - 1)
    };
    (1..MONTHS).rev().filter_map(last).chain([today]).collect()
}

/// The card; nothing while it is worked out, and for those who never had a score.
#[component]
pub fn PathCard(at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let today = Memo::new(move |_| time::today());
    let prepared = Prepared::on(
        session,
        today,
        |_, today| days(*today).len(),
        move |image, today, part| {
            if let Some(day) = days(*today).get(part) {
                drop(image.stood(at, *day));
            }
        },
    );
    let found = Memo::new(move |_| -> Option<Path> {
        let today = today.get()?;
        let stood = |image: &Image| -> Option<Vec<Stood>> {
            days(today).into_iter().map(|day| image.stood(at, day)).collect()
        };
        prepared.look(stood).flatten().map(Arc::new)
    });
    let path = move || found.get().filter(|path| path.iter().any(|stood| stood.at.is_some()));
    let changes = Memo::new(move |_| path().map_or(0, |path| steps(&path).len()));
    let unfolded = RwSignal::new(false);
    let named = move || if unfolded.get() { usize::MAX } else { NAMED };
    let more = move || {
        let rest = format::count(i18n.get_locale(), changes.get().saturating_sub(NAMED));
        match unfolded.get() {
            true => t_string!(i18n, moves.path_fewer).to_owned(),
            false => t_string!(i18n, moves.path_more, count = rest).to_string(),
        }
    };
    let bins = move || session.look(|image| image.scoring().bins().get()).unwrap_or_default();
    let explained = move || {
        let path = path()?;
        let locale = i18n.get_locale();
        let (first, last) = (path.first()?, path.last()?);
        let months = path.iter().filter(|stood| stood.at.is_some()).count();
        let (score, _) = last.at.as_ref()?;
        Some(
            t_string!(
                i18n,
                moves.path_how,
                from = format::day(locale, first.day),
                to = format::day(locale, last.day),
                months = format::count(locale, months),
                r = score.r.to_string(),
                f = score.f.to_string(),
                m = score.m.to_string(),
                bins = bins().to_string()
            )
            .to_string(),
        )
    };
    view! {
        <Show when=move || path().is_some()>
            <Chart
                id="customer-path"
                title=label!(i18n, moves.path)
                summary=label!(i18n, moves.path_summary)
                plot=lines(found)
            >
                <ol class="path-steps" id="path-steps">
                    {move || path().map(|path| steps(&path).into_iter().take(named()).map(|(since, stood)| {
                        let segment = stood.at.as_ref().map(|(_, name)| name);
                        view! {
                            <li>
                                {segment_badge(segment)}
                                <span class="tl-meta">{move || t_string!(i18n, moves.since, month = format::month(i18n.get_locale(), since)).to_string()}</span>
                            </li>
                        }
                    }).collect_view())}
                </ol>
                <Show when=move || { changes.get() > NAMED }>
                    <button
                        type="button"
                        class="btn small ghost"
                        id="path-more"
                        aria-expanded=move || unfolded.get().to_string()
                        aria-controls="path-steps"
                        on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
                    >
                        {more}
                    </button>
                </Show>
                <How><p>{explained}</p></How>
            </Chart>
        </Show>
    }
    .into_any()
}

/// The months in which the segment became another, the latest first.
fn steps(path: &[Stood]) -> Vec<(Day, Stood)> {
    let segment = |stood: &Stood| stood.at.as_ref().map(|(_, name)| name.clone());
    let mut steps: Vec<(Day, Stood)> = Vec::new();
    for stood in path {
        if steps.last().is_none_or(|(_, last)| segment(last) != segment(stood)) {
            steps.push((stood.day, stood.clone()));
        }
    }
    steps.reverse();
    steps
}

fn lines(found: Memo<Option<Path>>) -> Plotted {
    let i18n = use_i18n();
    let session = use_session();
    plotted(move || {
        let path = found.get()?;
        let locale = i18n.get_locale();
        let bins = session.look(|image| image.scoring().bins().get())?;
        let of = |score: fn(&analytics::rfm::RfmScore) -> u8| -> Vec<Option<f64>> {
            path.iter().map(|stood| stood.at.as_ref().map(|(s, _)| f64::from(score(s)))).collect()
        };
        let series = |name: &str, n: usize| Series::new(name, Tint::series(n));
        let value = t_string!(i18n, moves.score);
        Some(Lines {
            along: t_string!(i18n, moves.month).to_owned(),
            places: path.iter().map(|stood| format::month(locale, stood.day)).collect(),
            value: Quantity::new(value, move |score| format::decimal(locale, score, 0))
                .whole()
                .between(1.0, f64::from(bins)),
            series: vec![
                (series(t_string!(i18n, segments.recency), 0), of(|score| score.r)),
                (series(t_string!(i18n, segments.frequency), 1), of(|score| score.f)),
                (series(t_string!(i18n, segments.monetary), 2), of(|score| score.m)),
            ],
            stepped: true,
            from_zero: false,
            regions: Vec::new(),
        })
    })
}

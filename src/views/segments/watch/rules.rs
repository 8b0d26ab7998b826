//! The rules that warn: each with its figures, kept as soon as they are changed, and of how many
//! customers it warns.

use std::num::NonZeroU32;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{DecimalMark, Money, decimal};
use workspace::analysis::warnings::{Against, Severity, WarningRule, WarningTest, default_rules};

use crate::components::{Choice, Glyph, Icon, Text};
use crate::format;
use crate::i18n::{Words, label, label_of, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::segments::tabs::Tabs;
use crate::views::segments::watch::{count_of, wording};
use crate::views::url::href;

/// Places of a share or a factor that is typed.
const PLACES: u8 = 2;

/// Longest time a rule looks back.
const MOST_DAYS: u32 = 3_650;

/// The page.
#[component]
pub fn WatchRulesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rules = Memo::new(move |_| session.look(|image| image.warning_rules()).unwrap_or_default());
    let ids = Memo::new(move |_| {
        rules.with(|rules| rules.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>())
    });
    let of = move |id: String| {
        Memo::new(move |_| {
            rules.with(|rules| rules.iter().find(|(other, _)| *other == id).map(|(_, r)| r.clone()))
        })
    };
    let kinds = move || {
        default_rules()
            .into_iter()
            .map(|(id, rule)| {
                let name = wording::test_name(i18n, &rule.test);
                view! { <option value=id>{name}</option> }
            })
            .collect_view()
    };
    let add = move |event| {
        let kind = event_target_value(&event);
        let rule = default_rules().into_iter().find(|(id, _)| *id == kind);
        if let Some((_, mut rule)) = rule {
            rule.on = true;
            keep(session, session.new_id(), rule);
        }
    };
    view! {
        <header class="topbar">
            <a href=href("/segments/watch") class="btn ghost icon-only" aria-label=tr!(i18n, shell.back)>
                <Icon glyph=Glyph::ChevronLeft/>
            </a>
            <h1 class="topbar-title">{tr!(i18n, watch.rules)}</h1>
        </header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            <div class="stack">
                <p class="hint">{tr!(i18n, watch.rules_hint)}</p>
                <div class="warning-rules">
                    <For each=move || ids.get() key=|id| id.clone() let(id)>
                        <Rule id=id.clone() rule=of(id)/>
                    </For>
                </div>
                <label class="btn sort-select">
                    <Icon glyph=Glyph::Plus/>
                    <select id="add-warning" aria-label=tr!(i18n, watch.add) on:change=add>
                        <option value="" selected=true>{tr!(i18n, watch.add)}</option>
                        {kinds}
                    </select>
                </label>
            </div>
        </main>
    }
}

fn keep(session: Session, id: String, rule: WarningRule) {
    spawn_local(async move {
        if let Err(why) = session.define(&id, Some(&rule)).await {
            session.toasts.error(why);
        }
    });
}

#[component]
fn Rule(id: String, rule: Memo<Option<WarningRule>>) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let is_own = !default_rules().iter().any(|(other, _)| *other == id);
    let id = StoredValue::new(id);
    let field = move |what: &str| id.with_value(|id| format!("warning-{id}-{what}"));
    let change = move |change: &dyn Fn(&mut WarningRule)| {
        if let Some(mut rule) = rule.get_untracked() {
            change(&mut rule);
            keep(session, id.get_value(), rule);
        }
    };
    let count = Memo::new(move |_| {
        // Also of a rule that is off: who would be warned is why one turns it on.
        let rules = vec![(id.get_value(), rule.get()?)];
        let warnings = session.look(|image| image.warnings_by(rules, time::today()?)).flatten()?;
        Some(id.with_value(|id| count_of(&warnings, id)))
    });
    let needs_fit = move || {
        let asks = rule.with(|rule| {
            rule.as_ref().is_some_and(|rule| matches!(rule.test, WarningTest::Unlikely { .. }))
        });
        asks && session.ltv().is_none()
    };
    let counted = move || {
        if needs_fit() {
            return t_string!(i18n, watch.needs_fit).to_owned();
        }
        let count = format::count(i18n.get_locale(), count.get().unwrap_or_default());
        t_string!(i18n, watch.fires_for, count = count).to_string()
    };
    let title = move || rule.get().map(|rule| wording::rule_name(i18n, &rule));
    let is_on = move || rule.with(|rule| rule.as_ref().is_some_and(|rule| rule.on));
    let flip = move |event| {
        let on = event_target_checked(&event);
        change(&|rule| rule.on = on);
    };
    let severities = Signal::derive(move || {
        let all = Severity::ALL;
        all.map(|s| (s.code().to_owned(), wording::severity(i18n, s).to_owned())).to_vec()
    });
    let severity = Signal::derive(move || {
        rule.get().map(|rule| rule.severity.code().to_owned()).unwrap_or_default()
    });
    let rate = Callback::new(move |code: String| {
        if let Some(severity) = Severity::of_code(&code) {
            change(&|rule| rule.severity = severity);
        }
    });
    let named = Signal::derive(move || rule.get().map(|rule| rule.name).unwrap_or_default());
    let name = Callback::new(move |text: String| {
        let text: String = text.trim().chars().take(60).collect();
        change(&|rule| rule.name.clone_from(&text));
    });
    let delete = move |_| {
        let id = id.get_value();
        spawn_local(async move {
            if let Err(why) = session.define::<WarningRule>(&id, None).await {
                session.toasts.error(why);
            }
        });
    };
    // Its fields are those of the kind of test, which does not change.
    let figures = rule.get_untracked().map(|rule| figures(&rule.test)).unwrap_or_default();
    let figures = figures.into_iter().map(|figure| {
        view! { <FigureField id=field(figure.code) rule=rule figure=figure change=Callback::new(move |rule| keep(session, id.get_value(), rule))/> }
    });
    let has_past =
        rule.with_untracked(|rule| rule.as_ref().is_some_and(|rule| against(&rule.test).is_some()));
    let past = has_past.then(|| {
        let options = Signal::derive(move || {
            vec![
                ("before".to_owned(), t_string!(i18n, watch.against_before).to_owned()),
                ("year".to_owned(), t_string!(i18n, watch.against_year).to_owned()),
            ]
        });
        let value = Signal::derive(move || {
            let now = rule.with(|rule| rule.as_ref().and_then(|rule| against(&rule.test)));
            if now == Some(Against::YearAgo) { "year" } else { "before" }.to_owned()
        });
        let choose = Callback::new(move |code: String| {
            let to = if code == "year" { Against::YearAgo } else { Against::Before };
            change(&|rule| match &mut rule.test {
                WarningTest::OrdersDown { against, .. }
                | WarningTest::RevenueDown { against, .. } => *against = to,
                _ => {}
            });
        });
        view! { <Choice id=field("against") label=label!(i18n, watch.against) value=value options=options on_input=choose/> }
    });
    view! {
        <section class="card warning-rule" data-rule=id.get_value() data-count=move || count.get().unwrap_or_default().to_string()>
            <div class="card-head">
                <label class="check">
                    <input type="checkbox" prop:checked=is_on on:change=flip/>
                    <b>{title}</b>
                </label>
                <span class="muted">{counted}</span>
            </div>
            <div class="card-body form">
                <div class="warning-fields">
                    {is_own.then(|| view! { <LateText id=field("name") label=label!(i18n, watch.name) value=named on_change=name/> })}
                    <Choice id=field("severity") label=label!(i18n, watch.severity) value=severity options=severities on_input=rate/>
                    {figures.collect_view()}
                    {past}
                </div>
                {is_own.then(|| view! {
                    <div class="btn-row">
                        <button type="button" class="btn small ghost" on:click=delete>
                            <Icon glyph=Glyph::Trash/>
                            {tr!(i18n, shell.delete)}
                        </button>
                    </div>
                })}
            </div>
        </section>
    }
    .into_any()
}

fn against(test: &WarningTest) -> Option<Against> {
    match test {
        WarningTest::OrdersDown { against, .. } | WarningTest::RevenueDown { against, .. } => {
            Some(*against)
        }
        _ => None,
    }
}

/// One figure of a rule: what it is called, as text, and put back.
#[derive(Clone, Copy)]
struct Figure {
    code: &'static str,
    label: Words,
    wrong: Words,
    read: fn(&WarningRule) -> String,
    write: fn(&mut WarningRule, &str) -> Option<()>,
}

/// The figures of a kind of test, and those that every rule has.
fn figures(test: &WarningTest) -> Vec<Figure> {
    let share = Figure {
        code: "share",
        label: |i| t_string!(i, watch.share),
        wrong: |i| t_string!(i, watch.wrong_share),
        read: |rule| match rule.test {
            WarningTest::OrdersDown { share, .. } | WarningTest::RevenueDown { share, .. } => {
                percentage(share)
            }
            WarningTest::Unlikely { below } => percentage(below),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = scaled(text.trim_end_matches(['%', '％']))? / 100.0;
            let typed = (typed > 0.0 && typed <= 1.0).then_some(typed)?;
            match &mut rule.test {
                WarningTest::OrdersDown { share, .. } | WarningTest::RevenueDown { share, .. } => {
                    *share = typed;
                }
                WarningTest::Unlikely { below } => *below = typed,
                _ => {}
            }
            Some(())
        },
    };
    let days = Figure {
        code: "days",
        label: |i| t_string!(i, watch.days),
        wrong: |i| t_string!(i, watch.wrong_days),
        read: |rule| match rule.test {
            WarningTest::OrdersDown { days, .. }
            | WarningTest::RevenueDown { days, .. }
            | WarningTest::Slipped { days } => days.to_string(),
            WarningTest::NoContact { days } => days.to_string(),
            WarningTest::BeyondCadence { grace } => grace.to_string(),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = text.parse::<u32>().ok().filter(|days| *days <= MOST_DAYS)?;
            match &mut rule.test {
                WarningTest::OrdersDown { days, .. }
                | WarningTest::RevenueDown { days, .. }
                | WarningTest::Slipped { days } => *days = NonZeroU32::new(typed)?,
                WarningTest::NoContact { days } => *days = typed,
                WarningTest::BeyondCadence { grace } => *grace = typed,
                _ => {}
            }
            Some(())
        },
    };
    let times = Figure {
        code: "times",
        label: |i| t_string!(i, watch.times),
        wrong: |i| t_string!(i, watch.wrong_times),
        read: |rule| match rule.test {
            WarningTest::Rarer { times } => typed_as(times),
            _ => String::new(),
        },
        write: |rule, text| {
            let typed = scaled(text).filter(|times| (1.0..=100.0).contains(times))?;
            if let WarningTest::Rarer { times } = &mut rule.test {
                *times = typed;
            }
            Some(())
        },
    };
    let orders = Figure {
        code: "orders",
        label: |i| t_string!(i, watch.least_orders),
        wrong: |i| t_string!(i, watch.wrong_count),
        read: |rule| rule.least_orders.to_string(),
        write: |rule, text| {
            rule.least_orders = text.parse().ok()?;
            Some(())
        },
    };
    let revenue = Figure {
        code: "revenue",
        label: |i| t_string!(i, watch.least_revenue),
        wrong: |i| t_string!(i, watch.wrong_amount),
        read: |_| String::new(),
        write: |_, _| Some(()),
    };
    let own = match test {
        WarningTest::OrdersDown { .. } | WarningTest::RevenueDown { .. } => vec![share, days],
        WarningTest::Unlikely { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.below), ..share }]
        }
        WarningTest::Slipped { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.days_ago), ..days }]
        }
        WarningTest::NoContact { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.silent_days), ..days }]
        }
        WarningTest::BeyondCadence { .. } => {
            vec![Figure { label: |i| t_string!(i, watch.grace), ..days }]
        }
        WarningTest::Rarer { .. } => vec![times],
    };
    own.into_iter().chain([orders, revenue]).collect()
}

fn percentage(share: f64) -> String {
    typed_as(share * 100.0)
}

/// As people type it: `2`, `2.5`.
fn typed_as(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn scaled(text: &str) -> Option<f64> {
    let scaled = decimal::parse_scaled(text.trim(), PLACES, DecimalMark::Point).ok()?;
    Some(scaled as f64 / 100.0)
}

/// A figure to type: kept when the field is left, or said what is wrong with it.
#[component]
fn FigureField(
    id: String,
    rule: Memo<Option<WarningRule>>,
    figure: Figure,
    change: Callback<WarningRule>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let is_money = figure.code == "revenue";
    let wrong = RwSignal::new(false);
    let value = Signal::derive(move || {
        rule.with(|rule| match rule {
            Some(rule) if is_money => Money::new(rule.least_revenue, session.base()).number(),
            Some(rule) => (figure.read)(rule),
            None => String::new(),
        })
    });
    let take = Callback::new(move |text: String| {
        let Some(mut next) = rule.get_untracked() else { return };
        let text = text.trim();
        let read = match is_money {
            true => {
                let money = Money::parse(text, untrack(|| session.base()), DecimalMark::Point);
                money.ok().filter(|money| money.minor >= 0).map(|m| next.least_revenue = m.minor)
            }
            false => (figure.write)(&mut next, text),
        };
        wrong.set(read.is_none());
        if read.is_some() && rule.get_untracked().as_ref() != Some(&next) {
            change.run(next);
        }
    });
    let error =
        Signal::derive(
            move || {
                if wrong.get() { (figure.wrong)(i18n).to_owned() } else { String::new() }
            },
        );
    view! { <LateText id=id label=label_of(i18n, figure.label) value=value on_change=take error=error/> }
        .into_any()
}

/// A text that is taken when its field is left, not at every letter.
#[component]
fn LateText(
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    on_change: Callback<String>,
    #[prop(optional, into)] error: Option<Signal<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    // What is kept may change by undoing, or on another device.
    Effect::new(move |_| typed.set(value.get()));
    let leave = move |_| on_change.run(typed.get_untracked());
    view! {
        <div class="late-text" on:change=leave>
            <Text id=id label=label value=typed on_input=Callback::new(move |text| typed.set(text)) error=error.unwrap_or_default()/>
        </div>
    }
    .into_any()
}

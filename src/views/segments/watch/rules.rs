//! The rules that warn: each with its figures, kept as soon as they are changed, and of how many
//! customers it warns.

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::analysis::warnings::{Against, Severity, WarningRule, WarningTest, default_rules};

use crate::components::{Choice, Glyph, Icon, LateText};
use crate::format;
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Session, use_session};
use crate::views::prepared::Prepared;
use crate::views::segments::tabs::Tabs;
use crate::views::segments::watch::figures::{FigureField, figures};
use crate::views::segments::watch::wording;
use crate::views::url::href;
use crate::words;

/// The page.
#[component]
pub fn WatchRulesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let rules = Memo::new(move |_| session.look(|image| image.warning_rules()).unwrap_or_default());
    let asked = Memo::new(move |_| Some(rules.get()));
    let prepared = Prepared::on(
        session,
        asked,
        |_, rules| rules.len(),
        |image, rules, part| {
            let rule = rules.get(part).map(|(_, rule)| rule);
            rule.zip(time::today()).map(|(rule, today)| image.warned_by(rule, today));
        },
    );
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
                let name = words::warning_test(i18n, &rule.test);
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
                        <Rule id=id.clone() rule=of(id) prepared=prepared/>
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
fn Rule(id: String, rule: Memo<Option<WarningRule>>, prepared: Prepared) -> impl IntoView {
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
        let rule = rule.get()?;
        prepared.look(|image| Some(image.warned_by(&rule, time::today()?))).flatten()
    });
    let needs_fit = move || {
        let asks = rule.with(|rule| {
            rule.as_ref().is_some_and(|rule| matches!(rule.test, WarningTest::Unlikely { .. }))
        });
        asks && session.ltv().is_none()
    };
    let is_on = move || rule.with(|rule| rule.as_ref().is_some_and(|rule| rule.on));
    let counted = move || {
        if needs_fit() {
            return t_string!(i18n, watch.needs_fit).to_owned();
        }
        let Some(count) = count.get() else { return String::new() };
        let count = format::count(i18n.get_locale(), count);
        match is_on() {
            true => t_string!(i18n, watch.fires_for, count = count).to_string(),
            false => t_string!(i18n, watch.fires_off, count = count).to_string(),
        }
    };
    let title = move || rule.get().map(|rule| wording::rule_name(i18n, &rule));
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

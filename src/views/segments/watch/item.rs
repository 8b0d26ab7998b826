//! A customer who is slipping away: why, what would be lost, what to do.

use leptos::prelude::*;
use model::{Currency, Day, Id};
use workspace::analysis::warnings::{Reason, Said, Severity, Warned, WarningRule, Warnings, Worth};
use workspace::{Image, Slot};

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::time;
use crate::session::{Analysis, Awaited, use_session};
use crate::views::parts::{customer_path, segment_badge};
use crate::views::prepared::Prepared;
use crate::views::segments::watch::actions::{About, Unhear, WarningActions};
use crate::views::segments::watch::wording;
use crate::views::url::href;

/// One reason to warn.
#[derive(Clone, PartialEq)]
pub struct Told {
    id: String,
    rule: WarningRule,
    reason: Reason,
    name: String,
    why: String,
    /// From where on the rule warns.
    limit: String,
    heard: Option<Said>,
}

/// A customer as the list shows them.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// Where they are.
    pub slot: Slot,
    /// Who.
    pub id: Id,
    name: String,
    owner: String,
    worth: Worth,
    base: Currency,
    told: Vec<Told>,
}

impl Item {
    /// Those of a customer's warnings that are open, or those that are quiet; `None` if there
    /// are none.
    pub fn of(
        i18n: I18n,
        image: &Image,
        warnings: &Warnings,
        warned: &Warned,
        quiet: bool,
    ) -> Option<Self> {
        let row = image.tables.customers.row(warned.slot)?;
        let base = image.settings().base();
        let told = warned.warnings.iter().filter(|warning| warning.is_quiet == quiet);
        let told = told.filter_map(|warning| {
            let (id, rule) = warnings.rule(warning)?;
            Some(Told {
                id: id.clone(),
                rule: rule.clone(),
                reason: warning.reason.clone(),
                name: wording::rule_name(i18n, rule),
                why: wording::reason(i18n, rule, &warning.reason, base),
                limit: wording::limit(i18n, &rule.test),
                heard: warning.heard.clone(),
            })
        });
        let mut told: Vec<Told> = told.collect();
        told.sort_by_key(|told| std::cmp::Reverse(told.rule.severity));
        (!told.is_empty()).then(|| Self {
            slot: warned.slot,
            id: row.id,
            name: row.record.name.clone(),
            owner: row.record.owner.clone(),
            worth: warned.worth,
            base,
            told,
        })
    }

    /// Tells one apart from others, and from itself once anything of it is another.
    pub fn key(&self) -> (Id, i64, String, Vec<String>) {
        let one = |told: &Told| {
            let Told { rule, name, why, limit, heard, .. } = told;
            format!("{name} {:?} {why} {limit} {heard:?}", rule.severity)
        };
        let told = self.told.iter().map(one);
        (self.id, self.minor(), format!("{} {}", self.name, self.owner), told.collect())
    }

    /// What would be lost, in minor units.
    fn minor(&self) -> i64 {
        self.worth.minor()
    }

    /// The most important of the reasons.
    fn severity(&self) -> Severity {
        self.told.iter().map(|told| told.rule.severity).max().unwrap_or(Severity::Low)
    }

    /// What actions are about.
    pub fn about(&self) -> About {
        let why: Vec<&str> = self.told.iter().map(|told| told.why.as_str()).collect();
        About {
            customer: self.id,
            name: self.name.clone(),
            owner: self.owner.clone(),
            rules: self.told.iter().map(|told| told.id.clone()).collect(),
            why: why.join("\n"),
        }
    }

    /// The reasons, a line each.
    pub fn reasons(&self, i18n: I18n) -> AnyView {
        let line = |told: &Told| {
            let heard = told.heard.as_ref().map(|said| wording::said(i18n, said));
            let severity = told.rule.severity;
            view! {
                <li data-rule=told.id.clone()>
                    <span class="badge" data-tone=wording::tone(severity)>
                        {told.name.clone()}
                        " · "
                        <span class="visually-hidden">{tr!(i18n, watch.severity)} " "</span>
                        {wording::severity(i18n, severity)}
                    </span>
                    <span>{format::sentences(i18n.get_locale(), &[&told.why, &told.limit])} {heard.map(|text| view! { " " <small>{text}</small> })}</span>
                </li>
            }
        };
        view! { <ul class="warning-reasons">{self.told.iter().map(line).collect_view()}</ul> }
            .into_any()
    }

    /// How each of the reasons is worked out, and then what would be lost.
    fn how(&self) -> AnyView {
        let i18n = use_i18n();
        let line = |name: String, text: String| view! { <p><b>{name}</b> " " {text}</p> };
        let of = |told: &Told| {
            let text = wording::how_reason(i18n, &told.rule, &told.reason, self.base);
            line(told.name.clone(), text)
        };
        let horizon = use_session().ltv().map(|ltv| ltv.fitted.horizon);
        let worth = wording::worth(i18n, self.worth, horizon, self.base);
        view! {
            {self.told.iter().map(of).collect_view()}
            {line(t_string!(i18n, watch.how_worth).to_owned(), worth)}
        }
        .into_any()
    }
}

/// What would be lost: the amount larger than the words beside it, wherever a language puts them.
fn at_risk(i18n: I18n, money: &str) -> AnyView {
    let text = t_string!(i18n, watch.at_risk, worth = money.to_owned()).to_string();
    let (before, after) = text.split_once(money).unwrap_or_default();
    let (before, after) = (before.to_owned(), after.to_owned());
    view! { <small>{before}</small> <b>{money.to_owned()}</b> <small>{after}</small> }.into_any()
}

/// The customer in the list. Those whose warnings are open can be chosen together with others.
pub fn item_view(item: Item, chosen: Option<RwSignal<Vec<Id>>>) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let (id, slot) = (item.id, item.slot);
    let badge =
        move || session.standing().map(|standing| segment_badge(standing.rfm.segment(slot)));
    let money = format::money_round(i18n.get_locale(), item.minor(), item.base);
    let owner =
        (!item.owner.is_empty()).then(|| view! { <span class="muted">{item.owner.clone()}</span> });
    let actions = match chosen {
        None => view! { <Unhear about=item.about()/> }.into_any(),
        Some(_) => view! { <WarningActions about=item.about()/> }.into_any(),
    };
    let name = item.name.clone();
    let choose = chosen.map(|chosen| {
        let flip = move |event| {
            let on = event_target_checked(&event);
            chosen.update(|all| {
                all.retain(|other| *other != id);
                all.extend(on.then_some(id));
            });
        };
        let is_chosen = move || chosen.with(|all| all.contains(&id));
        let label = move || t_string!(i18n, watch.choose, name = name.clone()).to_string();
        view! { <label class="check"><input type="checkbox" aria-label=label prop:checked=is_chosen on:change=flip/></label> }
    });
    let (title, reasons) = (item.name.clone(), item.reasons(i18n));
    view! {
        <li class="card warned" data-customer=id.to_string()>
            <div class="warned-head">
                {choose}
                <h2><a href=href(&customer_path(id))>{title}</a></h2>
                <span class="badges">{badge} {owner}</span>
                <p class="warned-worth">{at_risk(i18n, &money)}</p>
            </div>
            {reasons}
            <div class="warned-foot">
                {actions}
                <How>{item.how()}</How>
            </div>
        </li>
    }
    .into_any()
}

/// Who is asked about warnings, and as of which day.
#[derive(Clone, Copy)]
struct Asked {
    analysis: Analysis,
    today: Day,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        // Analysis is there once and for all.
        self.today == other.today
    }
}

/// On a customer's page: what somebody is to be told of them; nothing if there is nothing.
#[component]
pub fn WarningCard(at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let asked = Memo::new(move |_| match session.analysis() {
        Awaited::Ready(analysis) => time::today().map(|today| Asked { analysis, today }),
        _ => None,
    });
    let prepared = Prepared::on(
        session,
        asked,
        |image, asked| (asked.analysis.warning_parts)(image),
        |image, asked, part| (asked.analysis.warning_part)(image, part, asked.today),
    );
    let item = Memo::new(move |_| {
        let Asked { analysis, today } = asked.get()?;
        let found = prepared.look(|image| {
            let warnings = (analysis.warnings_of)(image, at, today);
            Item::of(i18n, image, &warnings, warnings.of(at)?, false)
        });
        found.flatten()
    });
    move || {
        let item = item.get()?;
        let money = format::money_round(i18n.get_locale(), item.minor(), item.base);
        let (tone, reasons, about) =
            (wording::tone(item.severity()), item.reasons(i18n), item.about());
        Some(view! {
            <section class="card warned" id="warning-card" data-tone=tone>
                <div class="warned-head">
                    <h2><Icon glyph=Glyph::Alert/> {tr!(i18n, watch.card)}</h2>
                    <p class="warned-worth">{at_risk(i18n, &money)}</p>
                </div>
                {reasons}
                <div class="warned-foot">
                    <WarningActions about=about/>
                    <How>{item.how()}</How>
                </div>
            </section>
        })
    }
}

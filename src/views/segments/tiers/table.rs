//! The tiers in figures.

use std::rc::Rc;

use leptos::prelude::*;
use model::Money;
use workspace::analysis::tiers::Basis;
use workspace::{Group, Tier, Tiers};

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{t_string, tr, use_i18n};
use crate::views::parts::tier_badge;
use crate::views::segments::tiers::Editing;
use crate::views::url::href;
use crate::words;

/// How many are in each tier, what they bring, and from where on one is in it.
#[component]
pub fn TierTable(editing: Editing) -> impl IntoView {
    let i18n = use_i18n();
    let expected = move || {
        editing
            .tiers
            .with(|tiers| tiers.as_ref().is_some_and(|it| it.plan.basis == Basis::Expected))
    };
    let missing = move || editing.tiers.with(Option::is_none);
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, tiers.table)}</h2></div>
            <div class="table-scroll" tabindex="0" role="region" aria-label=tr!(i18n, tiers.table)>
                <table class="table seg-table" id="tier-table">
                    <thead>
                        <tr>
                            <th scope="col">{tr!(i18n, tiers.tier)}</th>
                            <th scope="col" class="num">{tr!(i18n, segments.customers)}</th>
                            <th scope="col" class="num">{tr!(i18n, tiers.of_customers)}</th>
                            <th scope="col" class="num">{move || if expected() { t_string!(i18n, tiers.expected) } else { t_string!(i18n, segments.revenue) }}</th>
                            <th scope="col" class="num">{move || if expected() { t_string!(i18n, tiers.of_expected) } else { t_string!(i18n, tiers.of_revenue) }}</th>
                            <th scope="col" class="num">{tr!(i18n, tiers.from)}</th>
                        </tr>
                    </thead>
                    {move || editing.tiers.get().map(|tiers| rows(editing, &tiers))}
                </table>
            </div>
            <div class="card-body">
                <Show when=missing>
                    <div class="callout" data-tone="warn">
                        <Icon glyph=Glyph::Alert/>
                        <div>{tr!(i18n, tiers.no_value)} " " <a href=href("/segments/value")>{tr!(i18n, tiers.to_value)}</a></div>
                    </div>
                </Show>
                <How>{move || editing.tiers.get().map(|tiers| how(editing, &tiers))}</How>
            </div>
        </section>
    }
    .into_any()
}

fn part(of: i64, all: i64) -> f64 {
    if all == 0 { 0.0 } else { of as f64 / all as f64 }
}

fn rows(editing: Editing, tiers: &Rc<Tiers>) -> AnyView {
    let i18n = use_i18n();
    let (locale, base) = (i18n.get_locale(), editing.base.get());
    let (customers, value) = (tiers.customers(), tiers.value_of_all());
    let row = |tier: Tier| {
        let sum = tiers.sums[tier.index()];
        let of_customers = part(sum.customers as i64, customers as i64);
        let of_value = part(sum.value, value);
        let from = tiers.bounds.0.get(tier.index()).copied().flatten();
        let from = from.filter(|from| *from < i64::MAX);
        let list = format!("/customers?tier={}", Group::tier_code(tier));
        view! {
            <tr data-tier=tier.code() data-customers=sum.customers.to_string()>
                <th scope="row"><a href=href(&list)>{tier_badge(tier)}</a></th>
                <td class="num">{format::count(locale, sum.customers)}</td>
                <td class="num">{format::percent(locale, of_customers)}</td>
                <td class="num">{format::money_round(locale, sum.value, base)}</td>
                <td class="num">
                    {format::percent(locale, of_value)}
                    <div class="bar" aria-hidden="true" style:--v=format!("{:.4}", of_value.clamp(0.0, 1.0))></div>
                </td>
                <td class="num">
                    {from.map(|from| format::money(locale, Money::new(from, base)))}
                    {(tier != Tier::Ordinary && from.is_none()).then(|| t_string!(i18n, tiers.nobody))}
                </td>
            </tr>
        }
    };
    view! {
        <tbody>{Tier::ALL.map(row).into_iter().collect_view()}</tbody>
        <tfoot>
            <tr data-tier="total" data-customers=customers.to_string()>
                <th scope="row">{tr!(i18n, segments.total)}</th>
                <td class="num">{format::count(locale, customers)}</td>
                <td></td>
                <td class="num">{format::money_round(locale, value, base)}</td>
                <td></td><td></td>
            </tr>
        </tfoot>
    }
    .into_any()
}

fn how(editing: Editing, tiers: &Rc<Tiers>) -> AnyView {
    let i18n = use_i18n();
    let (locale, base) = (i18n.get_locale(), editing.base.get());
    let number = |count: usize| format::count(locale, count);
    let ranked = tiers.values.ranking.len();
    let basis = words::tier_basis(i18n, tiers.plan.basis);
    let ranking = t_string!(
        i18n,
        tiers.how_ranked,
        all = number(tiers.customers()),
        ranked = number(ranked),
        basis = basis
    )
    .to_string();
    let bounds = Tier::ALL.iter().zip(tiers.bounds.0).map(|(tier, from)| {
        let name = words::tier(i18n, *tier);
        let reached = from.map_or(0, |from| tiers.values.ranking.at_least(from));
        match from.filter(|_| reached > 0) {
            Some(from) => {
                let from = format::money(locale, Money::new(from, base));
                let text = t_string!(
                    i18n,
                    tiers.how_bound,
                    tier = name,
                    from = from,
                    count = number(reached),
                    ranked = number(ranked)
                );
                view! { <p>{text.to_string()}</p> }
            }
            None => view! { <p>{t_string!(i18n, tiers.how_nobody, tier = name).to_string()}</p> },
        }
    });
    view! {
        <p>{ranking}</p>
        {bounds.collect_view()}
        <p>{t_string!(i18n, tiers.how_equals)}</p>
    }
    .into_any()
}

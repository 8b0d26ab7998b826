//! The tiers in figures.

use std::rc::Rc;

use analytics::OrderColumns;
use analytics::tiers::{Ranking, Unranked, WHOLE};
use leptos::prelude::*;
use model::Money;
use workspace::analysis::tiers::{Basis, Limits};
use workspace::{Group, Tier, Tiers};

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::session::{Session, use_session};
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
    let ranking = &tiers.values.ranking;
    let ranked = ranking.len();
    let shares = match tiers.plan.limits {
        Limits::Shares(shares) => Some(shares),
        Limits::Amounts(_) => None,
    };
    let basis = words::tier_basis(i18n, tiers.plan.basis);
    let line = |text: String| view! { <p>{text}</p> };
    let whole = t_string!(
        i18n,
        tiers.how_ranked,
        all = number(tiers.customers()),
        ranked = number(ranked),
        basis = basis
    )
    .to_string();
    let (mut share, mut above) = (0, 0);
    let bounds = Tier::ALL.iter().zip(tiers.bounds.0).map(|(tier, from)| {
        let name = words::tier(i18n, *tier);
        let reached = from.map_or(0, |from| ranking.at_least(from));
        let mut said = Vec::new();
        if let Some(own) = shares.and_then(|shares| shares.get(tier.index()).copied()) {
            share = WHOLE.min(own.saturating_add(share));
            said.push(places(i18n, name, (own, share), ranking));
        }
        said.push(match from.filter(|_| reached > 0) {
            Some(from) => t_string!(
                i18n,
                tiers.how_bound,
                tier = name,
                from = format::money(locale, Money::new(from, base)),
                count = number(reached),
                ranked = number(ranked)
            )
            .to_string(),
            None => t_string!(i18n, tiers.how_nobody, tier = name).to_string(),
        });
        // Where nobody is that good, those above it are those above the next.
        let better = above;
        above = above.max(reached);
        if better > 0 && reached > 0 {
            let text = t_string!(
                i18n,
                tiers.how_less,
                count = number(reached),
                better = number(better),
                own = number(reached - better)
            );
            said.push(text.to_string());
        }
        line(format::sentences(locale, &said))
    });
    let bounds = bounds.collect_view();
    let rest = t_string!(
        i18n,
        tiers.how_ordinary,
        all = number(tiers.customers()),
        better = number(above),
        own = number(tiers.customers() - above.min(tiers.customers()))
    );
    view! {
        {line(whole.to_string())}
        {unranked(i18n, use_session(), tiers).map(line)}
        {bounds}
        {line(rest.to_string())}
        <p>{t_string!(i18n, tiers.how_equals)}</p>
    }
    .into_any()
}

/// How many places a share gives: what is its own, and with those above it.
fn places(i18n: I18n, tier: &'static str, (own, all): (u32, u32), ranking: &Ranking) -> String {
    let locale = i18n.get_locale();
    let percent = |share: u32| format::percent(locale, f64::from(share) / f64::from(WHOLE));
    let exact = ranking.len() as f64 * f64::from(all) / f64::from(WHOLE);
    let (share, ranked) = (percent(all), format::count(locale, ranking.len()));
    let exact = format::decimal(locale, exact, 2);
    let places = format::count(locale, ranking.places(all));
    match own == all {
        true => t_string!(
            i18n,
            tiers.how_places,
            tier = tier,
            share = share,
            ranked = ranked,
            exact = exact,
            places = places
        )
        .to_string(),
        false => t_string!(
            i18n,
            tiers.how_places_more,
            tier = tier,
            own = percent(own),
            share = share,
            ranked = ranked,
            exact = exact,
            places = places
        )
        .to_string(),
    }
}

/// Who is not ranked, and why; nothing where everybody is.
fn unranked(i18n: I18n, session: Session, tiers: &Tiers) -> Option<String> {
    let until = tiers.day.number();
    let days = tiers.plan.basis.days().map(|days| i32::try_from(days).unwrap_or(i32::MAX));
    let from = days.map_or(i32::MIN, |days| until.saturating_sub(days).saturating_add(1));
    let found = session.look(|image| {
        let columns = &image.columns;
        let orders = OrderColumns::new(&columns.customer, &columns.day, &columns.amount).ok()?;
        let live = |slot| image.is_live_customer(slot);
        Some(Unranked::of(&orders, &tiers.values.of, (from, until), live))
    });
    let found = found.flatten().filter(|found| found.all() > 0)?;
    let locale = i18n.get_locale();
    let day = format::day(locale, tiers.day);
    let count = |count: usize| format::count(locale, count);
    let expects = tiers.plan.basis == Basis::Expected;
    let Unranked { without, later, earlier, worthless } = found;
    let why = [
        (without, t_string!(i18n, tiers.rest_without, count = count(without)).to_string()),
        (later, t_string!(i18n, tiers.rest_later, count = count(later), day = day).to_string()),
        (earlier, t_string!(i18n, tiers.rest_earlier, count = count(earlier)).to_string()),
        (
            worthless,
            match expects {
                true => t_string!(i18n, tiers.rest_expected, count = count(worthless)).to_string(),
                false => {
                    t_string!(i18n, tiers.rest_worthless, count = count(worthless)).to_string()
                }
            },
        ),
    ];
    let why: Vec<String> =
        why.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    let why = why.join(t_string!(i18n, tiers.rest_and));
    Some(t_string!(i18n, tiers.how_rest_of, count = count(found.all()), why = why).to_string())
}

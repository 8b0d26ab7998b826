//! When a customer is to be contacted next, by the care of their tier.

use leptos::prelude::*;
use model::Money;
use workspace::analysis::warnings::WarningTest;
use workspace::{Slot, Tier};

use crate::components::How;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::platform::time;
use crate::session::use_session;
use crate::views::tasks::parts::kind_name;
use crate::words;

/// The customer's tier, the day of the next contact, and how both come about.
#[component]
pub fn NextContact(at: Slot) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let contact = move || {
        let tiers = session.tiers()?;
        session.look(|image| tiers.contact(image, at)).flatten()
    };
    let line = move || {
        let (contact, today) = contact().zip(time::today())?;
        let when = format::relative(i18n.get_locale(), contact.due, today);
        let late = contact.due < today;
        Some(view! {
            <p class="next-contact">
                {if late { t_string!(i18n, tiers.contact_was_due) } else { t_string!(i18n, tiers.next_contact) }}
                " "
                <time
                    class="due"
                    data-when=if late { "overdue" } else { "later" }
                    datetime=contact.due.to_string()
                    title=move || format::day(i18n.get_locale(), contact.due)
                >
                    {when}
                </time>
            </p>
        })
    };
    view! {
        {line}
        {move || session.tiers().map(|_| view! { <How>{move || how(at)}</How> })}
    }
    .into_any()
}

fn how(at: Slot) -> AnyView {
    let i18n = use_i18n();
    let session = use_session();
    let Some(tiers) = session.tiers() else { return ().into_any() };
    let (locale, base) = (i18n.get_locale(), session.base());
    let money = |minor: i64| format::money(locale, Money::new(minor, base));
    let number = |count: usize| format::count(locale, count);
    let tier = tiers.tier(at);
    let name = words::tier(i18n, tier);
    let (basis, value) = (words::tier_basis(i18n, tiers.plan.basis), tiers.value(at));
    let place = match value > 0 {
        true => {
            let (below, ranked) = (tiers.below(at), tiers.values.ranking.len());
            t_string!(
                i18n,
                tiers.how_value,
                value = money(value),
                basis = basis,
                below = number(below),
                ranked = number(ranked)
            )
            .to_string()
        }
        false => t_string!(i18n, tiers.how_worthless, basis = basis).to_string(),
    };
    let from = tiers.bounds.0.get(tier.index()).copied().flatten();
    let bound = match from {
        Some(from) => t_string!(i18n, tiers.how_tier, tier = name, from = money(from)).to_string(),
        None => t_string!(i18n, tiers.how_rest, tier = name).to_string(),
    };
    // The tier above, and what is missing to it.
    let above =
        tier.index().checked_sub(1).and_then(|at| Some((Tier::ALL[at], tiers.bounds.0[at]?)));
    let above = above.filter(|(_, from)| *from < i64::MAX).map(|(tier, from)| {
        let missing = money(from.saturating_sub(value));
        t_string!(i18n, tiers.how_above, tier = words::tier(i18n, tier), missing = missing)
            .to_string()
    });
    let found = session.look(|image| tiers.contact(image, at)).flatten();
    let contact = match found {
        Some(contact) => {
            let due = format::day(locale, contact.due);
            match contact.last {
                Some(last) => t_string!(
                    i18n,
                    tiers.how_contact,
                    last = format::day(locale, last),
                    days = contact.every,
                    due = due
                )
                .to_string(),
                None => t_string!(i18n, tiers.how_never, days = contact.every).to_string(),
            }
        }
        None => t_string!(i18n, tiers.how_no_care, tier = name).to_string(),
    };
    let left = found.filter(|contact| contact.last.is_some()).zip(time::today());
    let left = left.and_then(|(contact, today)| {
        let days = today.days_since(contact.due);
        let shown = format::decimal(locale, f64::from(days.abs()), 0);
        match days {
            0 => None,
            1.. => Some(t_string!(i18n, tiers.how_overdue, days = shown).to_string()),
            _ => Some(t_string!(i18n, tiers.how_ahead, days = shown).to_string()),
        }
    });
    let care = found.map(|contact| {
        let care = tiers.plan.care(tier);
        let owner = session.look(|image| {
            let row = image.tables.customers.row(at)?;
            Some(row.record.owner.clone())
        });
        let who = [care.owner.clone(), owner.flatten().unwrap_or_default()];
        let nobody = t_string!(i18n, tiers.how_nobody_cares).to_owned();
        let who = who.into_iter().find(|name| !name.is_empty()).unwrap_or(nobody);
        t_string!(
            i18n,
            tiers.how_care,
            days = contact.every,
            tier = name,
            way = kind_name(i18n, &care.kind),
            who = who
        )
        .to_string()
    });
    // Those of the rules that are on who warn of it, the earliest.
    let grace = found.and_then(|_| {
        let rules = session.look(|image| image.warning_rules())?;
        let grace = rules.into_iter().filter_map(|(_, rule)| match rule.test {
            WarningTest::BeyondCadence { grace } if rule.on => Some(grace),
            _ => None,
        });
        let days = grace.min()?;
        Some(t_string!(i18n, tiers.how_grace, days = days).to_string())
    });
    let paragraph = |said: &[Option<String>]| {
        let said: Vec<&str> = said.iter().flatten().map(String::as_str).collect();
        format::sentences(locale, &said)
    };
    view! {
        <p>{paragraph(&[Some(place), Some(bound), above])}</p>
        <p>{paragraph(&[Some(contact), left, grace])}</p>
        <p>{care}</p>
    }
    .into_any()
}

//! How to reach a customer, and everything else known of them.

use leptos::prelude::*;
use model::{Customer, Day, Kind};

use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::views::custom;
use crate::views::customers::record::dialled;
use crate::views::parts::is_organisation;
use crate::words;

/// The facts that are there; what is not known takes no room.
#[component]
pub fn ContactCard(customer: Memo<Customer>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, customers.contact)}</h2></div>
            <div class="card-body">
                <dl class="facts">{move || customer.with(|customer| facts(i18n, customer))}</dl>
            </div>
        </section>
    }
    .into_any()
}

fn facts(i18n: I18n, customer: &Customer) -> Vec<AnyView> {
    let mut facts = Vec::new();
    let mut add = |name: &str, value: AnyView| {
        facts.push(view! { <dt>{name.to_owned()}</dt><dd>{value}</dd> }.into_any());
    };
    for (phone, label) in &customer.phones {
        let name = if label.is_empty() { t_string!(i18n, customers.phone) } else { label };
        add(
            name,
            view! { <a href=format!("tel:{}", dialled(phone))>{phone.clone()}</a> }.into_any(),
        );
    }
    for (email, label) in &customer.emails {
        let name = if label.is_empty() { t_string!(i18n, customers.email) } else { label };
        add(name, view! { <a href=format!("mailto:{email}")>{email.clone()}</a> }.into_any());
    }
    let address: Vec<String> = customer.address().parts().map(ToOwned::to_owned).collect();
    let day =
        |day: Option<Day>| day.map(|day| format::day(i18n.get_locale(), day)).unwrap_or_default();
    let born = match is_organisation(customer) {
        true => t_string!(i18n, customers.founded),
        false => t_string!(i18n, customers.birthday),
    };
    let channel = customer.preferred_channel.as_ref().map(|channel| words::channel(i18n, channel));
    let size = customer.size.map(|size| format::count(i18n.get_locale(), size as usize));
    for (name, value) in [
        (t_string!(i18n, customers.address), address.join(", ")),
        (t_string!(i18n, customers.owner), customer.owner.clone()),
        (t_string!(i18n, customers.preferred_channel), channel.unwrap_or_default()),
        (t_string!(i18n, customers.code), customer.code.clone()),
        (t_string!(i18n, customers.industry), customer.industry.clone()),
        (t_string!(i18n, customers.size), size.unwrap_or_default()),
        (t_string!(i18n, customers.source), customer.source.clone()),
        (born, day(customer.birthday)),
        (t_string!(i18n, customers.since), day(customer.since)),
        (t_string!(i18n, customers.notes), customer.notes.clone()),
    ] {
        if !value.is_empty() {
            add(name, view! { <span class="prose">{value}</span> }.into_any());
        }
    }
    facts.extend(custom::facts(&Kind::Customer, &customer.custom));
    facts
}

//! Any record in a line or two: what it is called, and where it is looked at.

use model::{Channel, Customer, Day, Id, Kind};
use workspace::Image;

use crate::components::Glyph;
use crate::format;
use crate::i18n::{I18n, t_string};
use crate::views::interactions::glyph_of;
use crate::views::parts::{customer_line, customer_path};
use crate::words;

/// A record, live or not, as people know it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The icon of its kind.
    pub glyph: Glyph,
    /// Its name, amount or subject.
    pub title: String,
    /// What tells it from others: whose it is, and of which day.
    pub line: String,
    /// The page it is looked at on, if there is one.
    pub path: Option<String>,
}

/// The name of a customer, live or not, or of whom they have become part.
pub fn customer_name(image: &Image, id: Id) -> Option<String> {
    image.tables.customers.find(image.resolve(id)).map(|row| row.record.name.clone())
}

/// The record of this kind and id.
pub fn named(i18n: I18n, image: &Image, kind: &Kind, id: Id) -> Named {
    known(i18n, image, kind, id).unwrap_or_else(|| Named {
        glyph: Glyph::Data,
        title: format!("{} {}", words::kind_name(i18n, kind), short(id)),
        line: t_string!(i18n, history.not_here).to_owned(),
        path: None,
    })
}

/// The last digits of an id: the first ones tell only when it was made.
fn short(id: Id) -> String {
    let text = id.to_string();
    text.rsplit('-').next().unwrap_or_default().to_owned()
}

fn known(i18n: I18n, image: &Image, kind: &Kind, id: Id) -> Option<Named> {
    let tables = &image.tables;
    let page = |customer: Id| {
        let id = image.resolve(customer);
        tables.customers.get(id).map(|_| customer_path(id))
    };
    let of = |customer: Option<Id>, day: Option<Day>| {
        let name = customer.and_then(|id| customer_name(image, id));
        let day = day.map(|day| format::day(i18n.get_locale(), day));
        name.into_iter().chain(day).collect::<Vec<_>>().join(" · ")
    };
    Some(match kind {
        Kind::Customer => {
            let customer: &Customer = &tables.customers.find(id)?.record;
            Named {
                glyph: Glyph::Person,
                title: customer.name.clone(),
                line: customer_line(customer),
                path: page(id),
            }
        }
        Kind::Order => {
            let order = &tables.orders.find(id)?.record;
            let amount = order.amount.map(|money| format::money(i18n.get_locale(), money));
            let amount = amount.unwrap_or_else(|| words::kind_name(i18n, kind));
            Named {
                glyph: Glyph::Order,
                title: format!("{amount} {}", order.number).trim_end().to_owned(),
                line: of(order.customer, order.day),
                path: order.customer.and_then(page),
            }
        }
        Kind::Interaction => {
            let interaction = &tables.interactions.find(id)?.record;
            let channel = interaction.channel.clone().unwrap_or(Channel::Note);
            let title = match interaction.subject.is_empty() {
                true => interaction.notes.lines().next().unwrap_or_default(),
                false => &interaction.subject,
            };
            Named {
                glyph: glyph_of(&channel),
                title: match title.is_empty() {
                    true => words::channel(i18n, &channel),
                    false => title.to_owned(),
                },
                line: of(interaction.customer, interaction.at.map(|at| at.day())),
                path: interaction.customer.and_then(page),
            }
        }
        Kind::Task => {
            let task = &tables.tasks.find(id)?.record;
            Named {
                glyph: Glyph::Task,
                title: task.title.clone(),
                line: of(task.customer, task.due),
                path: task.customer.and_then(page).or_else(|| Some("/tasks".to_owned())),
            }
        }
        Kind::Settings => Named {
            glyph: Glyph::Settings,
            title: words::kind_name(i18n, kind),
            line: String::new(),
            path: Some("/settings".to_owned()),
        },
        Kind::Other(_) => return None,
    })
}

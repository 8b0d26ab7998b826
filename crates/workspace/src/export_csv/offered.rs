//! Which columns a list can have.

use model::custom::CustomType;

use crate::analysis::tiers::Basis;
use crate::export_csv::{Column, List};
use crate::image::Image;

const CUSTOMER_FIELDS: &[Column] = &[
    Column::Code,
    Column::Name,
    Column::Type,
    Column::Stage,
    Column::Owner,
    Column::Tags,
    Column::Phones,
    Column::Emails,
    Column::Street,
    Column::City,
    Column::Region,
    Column::Postcode,
    Column::Country,
    Column::Industry,
    Column::Size,
    Column::Source,
    Column::PreferredChannel,
    Column::Birthday,
    Column::Since,
    Column::Notes,
];

/// What the customer list shows besides.
const CUSTOMER_FIGURES: &[Column] = &[
    Column::Orders,
    Column::Revenue,
    Column::RevenueCurrency,
    Column::LastOrder,
    Column::LastContact,
    Column::Segment,
];

const CUSTOMER_MORE: &[Column] = &[
    Column::FirstOrder,
    Column::Interactions,
    Column::Recency,
    Column::Frequency,
    Column::Monetary,
];

const INTERACTION_FIELDS: &[Column] = &[
    Column::Code,
    Column::Customer,
    Column::At,
    Column::Channel,
    Column::Direction,
    Column::Subject,
    Column::Said,
    Column::Outcome,
    Column::NextStep,
    Column::TimeZone,
    Column::InteractionId,
];

const ORDER_FIELDS: &[Column] = &[
    Column::Code,
    Column::Customer,
    Column::Number,
    Column::Day,
    Column::Amount,
    Column::Currency,
    Column::Items,
    Column::Quantity,
    Column::Notes,
];

const TASK_FIELDS: &[Column] = &[
    Column::Code,
    Column::Customer,
    Column::Title,
    Column::TaskKind,
    Column::Due,
    Column::TaskOwner,
    Column::Done,
    Column::Notes,
];

const ORDER_MORE: &[Column] = &[Column::BaseAmount, Column::BaseCurrency];

impl Column {
    /// The columns to write until somebody chooses: what the import reads back, of
    /// tasks everything, and for customers the figures their list shows.
    #[must_use]
    pub fn defaults(list: List) -> Vec<Self> {
        match list {
            List::Customers => [CUSTOMER_FIELDS, CUSTOMER_FIGURES].concat(),
            List::Interactions => INTERACTION_FIELDS.to_vec(),
            List::Orders => ORDER_FIELDS.to_vec(),
            List::Tasks => TASK_FIELDS.to_vec(),
        }
    }

    /// Every column a list can have, in the order to offer them; the fields people added and
    /// still use come last. What no plan or model tells is not offered: to many, a column of
    /// nothing but empty cells would say that nobody is worth anything.
    #[must_use]
    pub fn offered(list: List, image: &Image) -> Vec<Self> {
        let settings = image.settings();
        let mut all = Self::defaults(list);
        match list {
            List::Customers => {
                all.extend_from_slice(CUSTOMER_MORE);
                all.extend(worth(image));
            }
            List::Orders => all.extend_from_slice(ORDER_MORE),
            List::Interactions | List::Tasks => {}
        }
        for (key, field) in settings.fields_of(&list.kind()) {
            all.push(Self::Custom(key.into()));
            if field.holds == CustomType::Money {
                all.push(Self::CustomCurrency(key.into()));
            }
        }
        all
    }
}

/// What is told by tiers and fitted models, as far as there are any.
fn worth(image: &Image) -> Vec<Column> {
    let fitted = image.fitted_value();
    let base = image.settings().base();
    let values = fitted.as_ref().is_some_and(|fitted| fitted.has_values(base));
    let mut columns = Vec::new();
    if values || image.tier_plan().basis != Basis::Expected {
        columns.extend([Column::Tier, Column::TierValue]);
    }
    if fitted.is_some() {
        columns.extend([Column::PAlive, Column::ExpectedOrders]);
        columns.extend(values.then_some(Column::ExpectedValue));
        columns.push(Column::Horizon);
    }
    columns
}

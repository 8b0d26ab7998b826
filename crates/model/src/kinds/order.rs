//! Orders: purchases and returns.

use serde::{Deserialize, Serialize};

use crate::custom::{self, Custom};
use crate::day::Day;
use crate::entity::entity;
use crate::id::Id;
use crate::kinds::customer::{NOTES_LIMIT, TEXT_LIMIT};
use crate::money::Money;
use crate::validate::{Invalid, Problem, Validate};
use crate::wire::{Reader, Unreadable, Wire, Writer};

/// How many decimals a quantity keeps.
pub const QUANTITY_PLACES: u8 = 3;

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OrderLine {
    /// What was bought.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// How many, in thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
}

impl Wire for OrderLine {
    fn encode(&self, out: &mut Writer) {
        out.map(usize::from(!self.item.is_empty()) + usize::from(self.quantity.is_some()));
        if !self.item.is_empty() {
            out.text("item");
            out.text(&self.item);
        }
        if let Some(quantity) = self.quantity {
            out.text("quantity");
            out.int(quantity);
        }
    }

    fn decode(from: &mut Reader<'_>) -> Result<Self, Unreadable> {
        let mut line = Self::default();
        for _ in 0..from.map()? {
            match from.text()? {
                "item" => line.item = Wire::decode(from)?,
                "quantity" => line.quantity = Some(from.int()?),
                _ => from.skip()?,
            }
        }
        Ok(line)
    }
}

entity! {
    /// One purchase, or with a negative amount one return.
    Order, parent = customer, glanced = [customer, day, amount] {
        /// Who bought.
        customer: Option<Id>,
        /// The calendar day of the order.
        day: Option<Day>,
        /// What it came to; negative for a refund.
        amount: Option<Money>,
        /// The number another system knows it by.
        number: String,
        /// What was bought, if known.
        lines: Vec<OrderLine>,
        /// Anything else worth knowing.
        notes: String,
        /// Values of fields people added.
        custom: Custom,
    }
}

impl Validate for Order {
    fn validate(&self) -> Result<(), Invalid> {
        let mut found = Invalid::default();
        for (field, missing) in [
            ("customer", self.customer.is_none()),
            ("day", self.day.is_none()),
            ("amount", self.amount.is_none()),
        ] {
            if missing {
                found.add(field, Problem::Required);
            }
        }
        found.check_length("number", &self.number, TEXT_LIMIT);
        found.check_length("notes", &self.notes, NOTES_LIMIT);
        for line in &self.lines {
            found.check_length("lines", &line.item, TEXT_LIMIT);
        }
        custom::check(&self.custom, &mut found);
        found.result()
    }
}

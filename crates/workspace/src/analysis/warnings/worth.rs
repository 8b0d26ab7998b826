//! What would be lost with a customer: by which those to be looked after are put in order.

use std::rc::Rc;

use model::Day;

use crate::analysis::ltv::Outlook;
use crate::analysis::{Ltv, RestsOn};
use crate::image::Image;
use crate::table::Slot;

/// Days of buying that tell what a customer is worth a year.
const YEAR: i32 = 365;

/// What would be lost with a customer, in minor units of the base currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Worth {
    /// What they are to bring within the horizon if they stay, whether or not that is likely.
    IfTheyStay {
        /// What it comes to, a later order counting for less.
        minor: i64,
        /// Orders to expect of somebody like them who stays.
        orders: f64,
        /// What an order is to come to.
        spend: i64,
        /// The probability that they are still customers.
        p_alive: f64,
    },
    /// As long as no model is fitted: what they bought in the year that ended with their last
    /// order.
    LastYear {
        /// What it comes to.
        minor: i64,
    },
}

impl Worth {
    /// What it comes to.
    #[must_use]
    pub fn minor(self) -> i64 {
        match self {
            Self::IfTheyStay { minor, .. } | Self::LastYear { minor } => minor,
        }
    }
}

/// What would be lost with each customer.
pub(super) struct Worths {
    ltv: Option<Rc<Ltv>>,
    last_year: Rc<Vec<i64>>,
}

impl Worths {
    pub(super) fn of(&self, slot: Slot) -> Worth {
        let outlook = self.ltv.as_ref().and_then(|ltv| ltv.outlook(slot));
        match outlook.and_then(|outlook| Some((outlook, outlook.spend?))) {
            Some((Outlook { p_alive, if_alive, .. }, spend)) => Worth::IfTheyStay {
                minor: (if_alive.discounted * spend).round() as i64,
                orders: if_alive.orders,
                spend: spend.round() as i64,
                p_alive,
            },
            None => Worth::LastYear {
                minor: self.last_year.get(slot as usize).copied().unwrap_or_default(),
            },
        }
    }
}

impl Image {
    pub(super) fn worths(&self, day: Day) -> Worths {
        let last_year = self.kept(("worth", day), RestsOn::Orders, |(_, day)| {
            let purchases = self.purchases(*day);
            let last = |slot| purchases.by(slot).days.map_or(day.number(), |(_, last)| last);
            let slots = self.tables.customers.slot_count() as Slot;
            let ends: Vec<i32> = (0..slots).map(last).collect();
            let mut worth = vec![0_i64; ends.len()];
            let columns = &self.columns;
            let orders = columns.customer.iter().zip(&columns.day).zip(&columns.amount);
            for ((customer, on), amount) in orders {
                let at = *customer as usize;
                if let (Some(worth), Some(end)) = (worth.get_mut(at), ends.get(at))
                    && *on <= day.number()
                    && *on > end - YEAR
                {
                    *worth = worth.saturating_add(*amount);
                }
            }
            Some(worth)
        });
        let ltv = self.ltv(day).filter(|ltv| ltv.values);
        Worths { ltv, last_year: last_year.unwrap_or_default() }
    }
}

//! RFM scoring of the open workspace.

use std::num::NonZeroU32;
use std::rc::Rc;

use analytics::rfm::{
    self, Bins, Measures, Ranked, RfmConfig, RfmScore, RfmTable, Scoring, SegmentName,
};
use model::Day;

use crate::analysis::RestsOn;
use crate::image::Image;
use crate::table::Slot;

/// Most customers whose orders are looked at one by one before everybody's are.
const FEW: usize = 64;

/// Scores of all customers at one analysis date.
#[derive(Debug)]
pub struct Rfm {
    /// What was asked.
    pub config: RfmConfig,
    /// Into how many scores.
    pub bins: Bins,
    /// How it was scored.
    pub scoring: Scoring,
    /// Customers in the order of their figures, by slot.
    pub ranked: Rc<Ranked>,
    /// Scores, segments and the grid, by customer slot.
    pub table: RfmTable,
    /// Live customers without a purchase in the window.
    pub unscored: usize,
}

impl Rfm {
    /// Recency, frequency and monetary value, by customer slot.
    #[must_use]
    pub fn measures(&self) -> &Measures {
        self.ranked.measures()
    }

    /// The scores of the customer in `slot`; `None` without a purchase in the window.
    #[must_use]
    pub fn score(&self, slot: Slot) -> Option<RfmScore> {
        self.table.scores.get(slot as usize).copied().flatten()
    }

    /// The segment of the customer in `slot`; `None` without a purchase in the window.
    #[must_use]
    pub fn segment(&self, slot: Slot) -> Option<&SegmentName> {
        self.score(slot).map(|score| self.table.name(score.segment))
    }
}

impl Image {
    /// Scores all customers. `None` when their orders cannot be counted.
    #[must_use]
    pub fn rfm(&self, scoring: &Scoring, day: Day) -> Option<Rc<Rfm>> {
        let question = (scoring.clone(), day.number(), self.unit());
        self.kept(question, RestsOn::Orders, |(scoring, day, _)| {
            Some(self.rfm_of(scoring, self.ranked(scoring.config(*day))?))
        })
    }

    /// As [`Image::rfm`] of a day that is asked for once: it is not kept, and pushes nothing out.
    pub(crate) fn rfm_in_passing(&self, scoring: &Scoring, day: Day) -> Option<Rc<Rfm>> {
        let known = self.known(&(scoring.clone(), day.number(), self.unit()));
        known.or_else(|| {
            let ranked = self.rank(&scoring.config(day.number()))?;
            Some(Rc::new(self.rfm_of(scoring, Rc::new(ranked))))
        })
    }

    fn rfm_of(&self, scoring: &Scoring, ranked: Rc<Ranked>) -> Rfm {
        let table = ranked.table(scoring, self.unit());
        let scored = table.scores.iter().flatten().count();
        let unscored = self.tables.customers.len().saturating_sub(scored);
        let (config, bins, scoring) =
            (*ranked.measures().config(), scoring.bins(), scoring.clone());
        Rfm { config, bins, scoring, ranked, table, unscored }
    }

    fn rank(&self, config: &RfmConfig) -> Option<Ranked> {
        let customers = self.tables.customers.slot_count();
        Some(Ranked::new(rfm::measure(&self.order_columns()?, customers, config).ok()?))
    }

    /// All customers in the order of their figures: of a few whose orders changed, only those
    /// are measured anew.
    #[must_use]
    pub fn ranked(&self, config: RfmConfig) -> Option<Rc<Ranked>> {
        let renew = |ranked: &mut Ranked, then| {
            let changed = self.changed_since(then).filter(|changed| changed.len() <= FEW)?;
            changed.into_iter().try_for_each(|slot| {
                let orders = self.figures_of(slot);
                ranked.update(slot, orders).ok()
            })
        };
        self.renewed(config, renew, |config| self.rank(config))
    }

    /// Day, in days since 1970-01-01, and amount, in minor units of the base currency, of each of a
    /// customer's orders that could be brought into it, in no particular order.
    pub fn figures_of(&self, slot: Slot) -> impl Iterator<Item = (i32, i64)> {
        let columns = &self.columns;
        let orders = self.tables.customers.row(slot).map_or(&[][..], |row| self.orders_of(row.id));
        let rows = orders.iter().filter_map(|order| columns.row_of(*order));
        rows.filter(move |row| columns.customer[*row] == slot)
            .map(|row| (columns.day[row], columns.amount[row]))
    }

    /// How many minor units the unit of the base currency has.
    #[must_use]
    pub fn unit(&self) -> NonZeroU32 {
        let digits = self.settings().base().places();
        NonZeroU32::new(10_u32.pow(u32::from(digits))).unwrap_or(NonZeroU32::MIN)
    }
}

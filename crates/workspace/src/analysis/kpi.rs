//! How the customers of the open workspace do over time.

use std::num::NonZeroU32;
use std::rc::Rc;

use analytics::OrderColumns as Columns;
use analytics::kpi::{self, Cohorts, Figures, GroupRevenue, Period, Periods};
use analytics::rfm::{Scoring, SegmentIndex, SegmentName};
use model::Day;

use crate::analysis::{RestsOn, Room};
use crate::image::Image;

/// What a period brought, by the segments customers are in on its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentRevenue {
    /// The period.
    pub period: Period,
    /// Each segment of the map, and last those in none. They add up to the revenue of all.
    pub segments: Vec<(Option<SegmentName>, GroupRevenue)>,
}

/// Told apart from other questions by its type.
#[derive(PartialEq)]
struct BySegment(Period, Scoring);

impl Image {
    pub(crate) fn order_columns(&self) -> Option<Columns<'_>> {
        let columns = &self.columns;
        Columns::new(&columns.customer, &columns.day, &columns.amount).ok()
    }

    /// The figures of each period; see [`kpi::series`]. `None` when amounts are beyond counting.
    #[must_use]
    pub fn kpi(&self, periods: &Periods, window: NonZeroU32) -> Option<Rc<Vec<Figures>>> {
        self.kept((periods.clone(), window), RestsOn::Orders, |(periods, window)| {
            let customers = self.tables.customers.slot_count();
            kpi::series(&self.order_columns()?, customers, periods, *window).ok()
        })
    }

    /// Customers by the month of their first order; see [`kpi::cohorts`]. `None` when amounts are
    /// beyond counting.
    #[must_use]
    pub fn cohorts(&self, period: Period) -> Option<Rc<Cohorts>> {
        self.kept(period, RestsOn::Orders, |period| {
            let customers = self.tables.customers.slot_count();
            kpi::cohorts(&self.order_columns()?, customers, *period).ok()
        })
    }

    /// The revenue of a period by segments. `None` when amounts are beyond counting.
    #[must_use]
    pub fn segment_revenue(&self, period: Period) -> Option<Rc<SegmentRevenue>> {
        let scoring = self.scoring();
        let asked = BySegment(period, scoring.clone());
        self.kept_in(Room::Many, asked, RestsOn::Orders, |_| {
            let rfm = self.rfm_in_passing(&scoring, Day::from_number(period.last())?)?;
            let names: Vec<SegmentName> = rfm
                .table
                .segments
                .iter()
                .map(|summary| rfm.table.name(summary.segment).clone())
                .collect();
            let group_of = |slot| rfm.score(slot).map(|score| SegmentIndex::get(score.segment));
            let columns = self.order_columns()?;
            let revenue = kpi::revenue_by_group(&columns, period, names.len(), group_of).ok()?;
            let groups = names.into_iter().map(Some).chain([None]);
            Some(SegmentRevenue { period, segments: groups.zip(revenue).collect() })
        })
    }

    /// From the day of the first order to that of the last, of all that count; `None` without
    /// any.
    #[must_use]
    pub fn order_days(&self) -> Option<Period> {
        let days = &self.columns.day;
        Period::new(*days.iter().min()?, *days.iter().max()?).ok()
    }
}

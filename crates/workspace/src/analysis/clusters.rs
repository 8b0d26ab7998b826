//! Clusters of customers who are alike: the clusterings people keep, who is in which cluster, and
//! what sets it apart.

use std::rc::Rc;

use analytics::OrderColumns as Columns;
use analytics::clusters::{Aspect, Difference, Figures, Model, differences, median};
use analytics::rfm::OwnSegment;
use model::Day;
use serde::{Deserialize, Serialize};

use crate::analysis::{Definition, RestsOn};
use crate::image::Image;
use crate::table::Slot;

/// What comes before the id and the number of a cluster in the code of its group.
const CODE: &str = "cluster:";

/// Clusters somebody found and keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clustering {
    /// What it is called.
    pub name: String,
    /// What customers are compared by: the columns of the model, in its order.
    pub measures: Vec<Aspect>,
    /// Where the clusters are.
    pub model: Model,
    /// What each of them is called, and its colour.
    pub clusters: Vec<OwnSegment>,
    /// As of when they were found.
    pub day: Day,
    /// How many customers they were found among.
    #[serde(default)]
    pub customers: usize,
    /// How well they are apart, from -1 to 1.
    #[serde(default)]
    pub silhouette: Option<f64>,
}

impl Definition for Clustering {
    const AREA: &'static str = "clusters";

    fn label(&self) -> String {
        self.name.clone()
    }
}

/// The code of the group of customers in a cluster, by the id of its clustering and its number
/// from 0. Codes count from 1, as people do.
#[must_use]
pub fn cluster_group(id: &str, cluster: usize) -> String {
    format!("{CODE}{id}:{}", cluster + 1)
}

/// The id of the clustering and the number of the cluster that the code of a group means.
pub(in crate::analysis) fn cluster_of_group(code: &str) -> Option<(&str, usize)> {
    let (id, number) = code.strip_prefix(CODE)?.rsplit_once(':')?;
    Some((id, number.parse::<usize>().ok()?.checked_sub(1)?))
}

/// Some customers together.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Typical {
    /// How many they are.
    pub customers: usize,
    /// What their orders come to, refunds taken off, in minor units of the base currency.
    pub revenue: i64,
    /// The median of each measure, in the order of [`Aspect::ALL`]; 0 of nobody.
    pub medians: [f64; 6],
}

impl Typical {
    /// The median of a measure.
    #[must_use]
    pub fn median(&self, aspect: Aspect) -> f64 {
        self.medians[aspect as usize]
    }

    fn of(figures: &Figures, belongs: impl Fn(usize) -> bool) -> Self {
        let rows: Vec<usize> = (0..figures.len()).filter(|row| belongs(*row)).collect();
        let of = |aspect| rows.iter().map(move |row| figures.column(aspect)[*row]);
        let median = |aspect| median(&mut of(aspect).collect::<Vec<f64>>()).unwrap_or_default();
        // Exact: sums of minor units below 2^53, and no screen shows more digits.
        let revenue = of(Aspect::Revenue).sum::<f64>() as i64;
        Self { customers: rows.len(), revenue, medians: Aspect::ALL.map(median) }
    }
}

/// Who is in which cluster on one day, and what the clusters are like.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustered {
    /// By customer slot; `None` without an order up to the day.
    of: Vec<Option<u8>>,
    /// Each cluster.
    pub clusters: Vec<Typical>,
    /// Everybody who has ordered.
    pub everyone: Typical,
    /// What sets each cluster apart, the most telling first.
    pub differences: Vec<Vec<(Aspect, Difference)>>,
}

impl Clustered {
    /// The cluster, from 0, of the customer in `slot`; `None` without an order up to the day.
    #[must_use]
    pub fn cluster(&self, slot: Slot) -> Option<usize> {
        self.of.get(slot as usize).copied().flatten().map(usize::from)
    }
}

#[derive(PartialEq)]
struct FiguresOf(Day);

#[derive(PartialEq)]
struct ClusteredBy {
    measures: Vec<Aspect>,
    model: Model,
    day: Day,
}

impl Image {
    /// What customers are compared by, as of a day. `None` when their orders cannot be counted.
    #[must_use]
    pub fn figures(&self, day: Day) -> Option<Rc<Figures>> {
        self.kept(FiguresOf(day), RestsOn::Orders, |FiguresOf(day)| {
            let columns = &self.columns;
            let orders = Columns::new(&columns.customer, &columns.day, &columns.amount).ok()?;
            let customers = self.tables.customers.slot_count();
            Figures::new(&orders, customers, day.number()).ok()
        })
    }

    /// Who is in which cluster of a model on a day. `None` when orders cannot be counted, or the
    /// model is not one of these measures.
    #[must_use]
    pub fn clustered(&self, measures: &[Aspect], model: &Model, day: Day) -> Option<Rc<Clustered>> {
        let asked = ClusteredBy { measures: measures.to_vec(), model: model.clone(), day };
        self.kept(asked, RestsOn::Orders, |ClusteredBy { measures, model, day }| {
            let figures = self.figures(*day)?;
            let rows = model.assign(&figures.columns(measures)).ok()?;
            let mut of = vec![None; self.tables.customers.slot_count()];
            for (customer, cluster) in figures.customers().iter().zip(&rows) {
                of[*customer as usize] = Some(*cluster);
            }
            let everyone = Typical::of(&figures, |_| true);
            let clusters: Vec<Typical> = (0..model.clusters())
                .map(|cluster| Typical::of(&figures, |row| rows[row] == cluster))
                .collect();
            let medians = |typical: &Typical| -> Vec<f64> {
                measures.iter().map(|aspect| typical.median(*aspect)).collect()
            };
            let all = medians(&everyone);
            let apart = |cluster: &Typical| {
                let found = match cluster.customers {
                    0 => Vec::new(),
                    _ => differences(model.scales(), &medians(cluster), &all),
                };
                found.into_iter().map(|found| (measures[found.column], found)).collect()
            };
            let differences = clusters.iter().map(apart).collect();
            Some(Clustered { of, clusters, everyone, differences })
        })
    }

    /// The same of a clustering that is kept; `None` if it is not there as well.
    #[must_use]
    pub fn clustering(&self, id: &str, day: Day) -> Option<(Clustering, Rc<Clustered>)> {
        let kept = self.definition::<Clustering>(id)?;
        let clustered = self.clustered(&kept.measures, &kept.model, day)?;
        Some((kept, clustered))
    }
}

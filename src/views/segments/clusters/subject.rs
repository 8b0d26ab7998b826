//! The clusters on the screen: found just now, or kept.

use std::rc::Rc;

use analytics::clusters::{Aspect, Fit, Model, Search};
use model::Day;
use workspace::{Clustered, Clustering};

use super::asked::Asked;
use super::search::Found;
use crate::platform::time;
use crate::session::Session;

/// Clusters to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// By what customers are compared.
    pub measures: Vec<Aspect>,
    /// Where the clusters are.
    pub model: Model,
    /// As of when customers are looked at.
    pub on: Day,
    /// As of when the clusters were found.
    pub day: Day,
    /// Among how many customers.
    pub customers: usize,
    /// How well they are apart.
    pub silhouette: Option<f64>,
    /// The id and what is kept under it.
    pub kept: Option<(String, Clustering)>,
}

impl Subject {
    /// Of what was found, the number of clusters that is asked for; or the one suggested.
    pub fn of_found(found: &Found, asked: &Asked) -> Option<Self> {
        if (&found.measures, found.day) != (&asked.measures, asked.day) {
            return None;
        }
        let fits = found.fits.as_ref().ok()?;
        let fit = chosen(fits, asked)?;
        Some(Self {
            measures: found.measures.clone(),
            model: fit.model.clone(),
            on: found.day,
            day: found.day,
            customers: found.customers,
            silhouette: fit.silhouette,
            kept: None,
        })
    }

    /// Of what is kept, as of today.
    pub fn of_kept(id: String, kept: Clustering) -> Self {
        Self {
            measures: kept.measures.clone(),
            model: kept.model.clone(),
            on: time::today().unwrap_or(kept.day),
            day: kept.day,
            customers: kept.customers,
            silhouette: kept.silhouette,
            kept: Some((id, kept)),
        }
    }

    /// Who is in which cluster; follows changes.
    pub fn clustered(&self, session: Session) -> Option<Rc<Clustered>> {
        session.look(|image| image.clustered(&self.measures, &self.model, self.on)).flatten()
    }
}

/// The fit with the number of clusters asked for; or the one suggested.
pub fn chosen<'a>(fits: &'a [Fit], asked: &Asked) -> Option<&'a Fit> {
    let asked = asked.clusters.and_then(|k| fits.iter().find(|fit| fit.model.clusters() == k));
    asked.or_else(|| Search::best(fits))
}

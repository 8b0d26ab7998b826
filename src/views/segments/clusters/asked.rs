//! What is asked, as it stands in the address.

use analytics::clusters::{Aspect, LEAST, MOST};
use model::Day;

use crate::views::segments::days::as_of;
use crate::views::url::Params;

/// What customers are compared by unless asked for otherwise.
const USUAL: [Aspect; 3] = [Aspect::Recency, Aspect::Orders, Aspect::Revenue];

/// Stands in the address for nothing to compare by.
const NOTHING: &str = "none";

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// By what customers are compared.
    pub measures: Vec<Aspect>,
    /// As of when.
    pub day: Day,
    /// Into how many clusters; `None` for as many as suggested.
    pub clusters: Option<u8>,
}

impl Asked {
    /// What the address asks; follows changes. `None` if the device has no clock.
    pub fn read(params: Params) -> Option<Self> {
        let by = params.get("by");
        let measures = if by.is_empty() {
            USUAL.to_vec()
        } else {
            let named: Vec<Aspect> = by.split('.').filter_map(Aspect::of_code).collect();
            Aspect::ALL.into_iter().filter(|aspect| named.contains(aspect)).collect()
        };
        let clusters = params.parsed::<u8>("k").filter(|k| (LEAST..=MOST).contains(k));
        let day = as_of(params)?;
        Some(Self { measures, day, clusters })
    }

    /// Compares by a measure as well, or no longer.
    pub fn compare(&self, params: Params, aspect: Aspect, chosen: bool) {
        let all = Aspect::ALL.into_iter();
        let by: Vec<&str> = all
            .filter(|one| if *one == aspect { chosen } else { self.measures.contains(one) })
            .map(Aspect::code)
            .collect();
        let by = if by.is_empty() { NOTHING.to_owned() } else { by.join(".") };
        params.set(&[("by", by)]);
    }

    /// The address of the same question with another number of clusters.
    pub fn path(&self, clusters: u8) -> String {
        let by: Vec<&str> = self.measures.iter().map(|aspect| aspect.code()).collect();
        format!("{}?by={}&day={}&k={clusters}", super::PATH, by.join("."), self.day)
    }
}

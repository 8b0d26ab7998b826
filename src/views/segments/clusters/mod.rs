//! Clusters: customers who are alike, found by their figures, described in words, and kept as
//! segments.

mod asked;
mod cards;
mod charts;
mod controls;
mod editor;
mod how;
mod kept;
mod medians;
mod page;
mod search;
mod subject;
mod wording;

pub use page::ClustersPage;

use workspace::analysis::clusters::cluster_group;

/// The address of the page.
const PATH: &str = "/segments/clusters";

/// The address of the customers in a cluster.
fn customers_of(id: &str, cluster: usize) -> String {
    let code = cluster_group(id, cluster);
    format!("/customers?group={}", js_sys::encode_uri_component(&code))
}

/// The address of a clustering that is kept.
fn path_of(id: &str) -> String {
    format!("{PATH}?open={}", js_sys::encode_uri_component(id))
}

/// The colour of a cluster, so that neighbours differ.
fn hue(cluster: usize) -> u8 {
    [5, 1, 3, 7, 4, 0, 6, 2][cluster % 8]
}

//! Clusters of the open workspace: who is in which, and the groups made of them.

use std::collections::BTreeMap;

use analytics::clusters::{Aspect, Points};
use analytics::rfm::OwnSegment;
use model::{Day, Id, Settings};
use pollster::block_on;
use workspace::analysis::clusters::cluster_group;
use workspace::{Clustering, Group, MemoryStore, Rush, Workspace};

use crate::common::{Device, customer, day, order, usd};

type Tab = Workspace<MemoryStore>;

const TODAY: &str = "2026-11-22";
const BY: [Aspect; 3] = [Aspect::Recency, Aspect::Orders, Aspect::Revenue];

/// Twenty who order often and lately, ten who ordered once and long ago, and one who never did.
fn shop() -> Tab {
    let tab = Device::new(1).open();
    let who = |name: &str| block_on(tab.save(None, customer(name), name)).unwrap().id;
    let buys = |id: Id, on: &str, minor| {
        block_on(tab.save(None, order(id, on, usd(minor)), "")).unwrap();
    };
    for number in 0..20 {
        let id = who(&format!("often {number}"));
        for month in 1..=9 {
            buys(id, &format!("2026-{month:02}-{:02}", 1 + number % 7), 5_000 + number * 10);
        }
    }
    for number in 0..10 {
        buys(who(&format!("once {number}")), &format!("2024-01-{:02}", 1 + number), 900 + number);
    }
    who("never");
    tab
}

fn found(tab: &Tab, on: Day) -> Clustering {
    let figures = tab.image().figures(on).unwrap();
    let fit = Points::new(&figures.columns(&BY)).unwrap().fit(2).unwrap();
    let named = |name| OwnSegment::new(name, 1).unwrap();
    Clustering {
        name: "Shop".to_owned(),
        measures: BY.to_vec(),
        model: fit.model,
        clusters: vec![named("Often"), named("Once")],
        day: on,
        customers: figures.len(),
        silhouette: fit.silhouette,
    }
}

/// Of each name, up to its number, how many are in the cluster.
fn members(tab: &Tab, cluster: usize, on: Day) -> BTreeMap<String, usize> {
    let image = tab.image();
    let group = Group::of_code(&cluster_group("shop", cluster));
    let members = image.standing(on).unwrap().members(&image, &group);
    let mut counts = BTreeMap::new();
    for (slot, row) in image.tables.customers.iter() {
        if members.contains(slot) {
            let name = row.record.name.split(' ').next().unwrap();
            *counts.entry(name.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(counts.values().sum::<usize>(), members.count());
    counts
}

fn counts<const N: usize>(counts: [(&str, usize); N]) -> BTreeMap<String, usize> {
    counts.map(|(name, count)| (name.to_owned(), count)).into()
}

#[test]
fn those_who_are_alike_are_a_group_and_each_is_described_against_everyone() {
    let (tab, today) = (shop(), day(TODAY));
    let clustering = found(&tab, today);
    block_on(tab.define("shop", Some(&clustering))).unwrap();
    assert_eq!(members(&tab, 0, today), counts([("often", 20)]));
    assert_eq!(members(&tab, 1, today), counts([("once", 10)]));
    // Neither a third cluster nor one of another clustering.
    assert_eq!(members(&tab, 2, today), counts([]));

    let (kept, clustered) = tab.image().clustering("shop", today).unwrap();
    assert_eq!(kept, clustering);
    assert_eq!((clustered.everyone.customers, clustered.clusters.len()), (30, 2));
    let [often, once] = &clustered.clusters[..] else { unreachable!() };
    assert_eq!((often.customers, once.customers), (20, 10));
    assert_eq!((often.median(Aspect::Orders), once.median(Aspect::Orders)), (9.0, 1.0));
    // Twenty times nine orders of 50.00 and up, and ten of 9.00 and up.
    assert_eq!(often.revenue, 9 * (20 * 5_000 + 10 * 190));
    assert_eq!((once.revenue, once.median(Aspect::Revenue)), (9_045, 904.5));
    // The middle of thirty is one who orders often, so these differ in little from everyone.
    let told = |cluster: usize| -> Vec<(Aspect, f64, f64)> {
        let all = clustered.differences[cluster].iter();
        all.map(|(aspect, found)| (*aspect, found.own, found.all)).collect()
    };
    assert!(told(0).is_empty(), "{:?}", told(0));
    let mut once = told(1);
    once.sort_by_key(|(aspect, ..)| *aspect);
    // From the middle of 2024-01-05 and -06; one in two of everybody came by 2026-09-04.
    let recency = once.remove(0);
    assert_eq!((recency.0, recency.1), (Aspect::Recency, 1_051.5));
    assert_eq!(once[0], (Aspect::Orders, 1.0, 9.0));
    assert_eq!((once[1].0, once[1].1), (Aspect::Revenue, 904.5));
}

#[test]
fn people_move_between_clusters_and_clusters_stay() {
    let (tab, today) = (shop(), day(TODAY));
    block_on(tab.define("shop", Some(&found(&tab, today)))).unwrap();
    let id = {
        let image = tab.image();
        let mut all = image.tables.customers.iter();
        all.find(|(_, row)| row.record.name == "once 3").map(|(_, row)| row.id).unwrap()
    };
    for on in ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"] {
        block_on(tab.save(None, order(id, on, usd(6_000)), "")).unwrap();
    }
    assert_eq!(members(&tab, 0, today), counts([("often", 20), ("once", 1)]));
    assert_eq!(members(&tab, 1, today), counts([("once", 9)]));
    // As of a day before, nothing has happened yet.
    assert_eq!(members(&tab, 0, day("2026-10-31")), counts([("often", 20)]));
    // Somebody new is in a cluster from the first order on.
    let new = block_on(tab.save(None, customer("new 1"), "new 1")).unwrap().id;
    assert_eq!(members(&tab, 1, today), counts([("once", 9)]));
    block_on(tab.save(None, order(new, "2024-02-01", usd(950)), "")).unwrap();
    assert_eq!(members(&tab, 1, today), counts([("new", 1), ("once", 9)]));
}

#[test]
fn answers_are_kept_until_orders_change() {
    let (tab, today) = (shop(), day(TODAY));
    let clustering = found(&tab, today);
    let ask = || tab.image().clustered(&clustering.measures, &clustering.model, today).unwrap();
    let first = ask();
    assert!(std::rc::Rc::ptr_eq(&first, &ask()));
    let new = block_on(tab.save(None, customer("new"), "new")).unwrap().id;
    block_on(tab.save(None, order(new, "2026-11-01", usd(1)), "")).unwrap();
    assert_eq!(ask().everyone.customers, 31);
    // A model of other measures is none of these.
    assert!(tab.image().clustered(&BY[..2], &clustering.model, today).is_none());
}

#[test]
fn a_clustering_is_kept_in_one_change_and_taken_back_in_one() {
    let (tab, today) = (shop(), day(TODAY));
    let clustering = found(&tab, today);
    let saved = block_on(tab.define("shop", Some(&clustering))).unwrap();
    // As it is written in the settings, read by whatever comes later.
    let text =
        tab.image().tables.settings.get(Settings::ID).unwrap().definitions["clusters/shop"].clone();
    assert!(text.len() < 2_000, "{text}");
    assert_eq!(serde_json::from_str::<Clustering>(&text).unwrap(), clustering);
    let set = tab.undoable(saved.set.unwrap()).unwrap();
    block_on(tab.revert(&set, &Rush)).unwrap();
    assert!(tab.image().clustering("shop", today).is_none());
    assert_eq!(members(&tab, 0, today), counts([]));
}

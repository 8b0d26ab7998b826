//! What a whole real shop comes to: CDNOW imported, and looked at as of its last day.

use analytics::clusters::{Aspect, Points};
use analytics::tiers::Bounds;
use workspace::analysis::tiers::{Basis, TierPlan};
use workspace::{Group, Tier};

use crate::common::lists::import_orders;
use crate::common::{Device, day};

#[test]
fn tiers_by_the_default_plan_and_four_clusters_by_the_usual_measures() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/cdnow_orders.csv");
    let tab = Device::new(1).open();
    let report = import_orders(&tab, &std::fs::read_to_string(path).unwrap());
    assert_eq!((report.customers, report.orders), (23_570, 69_659));
    let (image, on) = (tab.image(), day("1998-06-30"));
    let standing = image.standing(on).unwrap();

    assert_eq!(image.tier_plan(), TierPlan::default());
    assert_eq!(image.tier_plan().basis, Basis::Revenue);
    let tiers = image.tiers(on).unwrap();
    assert_eq!(tiers.bounds, Bounds([Some(38_159), Some(13_429), Some(4_364)]));
    let sums = tiers.sums.map(|sum| (sum.customers, sum.value));
    let wanted =
        [(1_176, 91_624_116), (3_525, 77_666_389), (7_050, 54_568_101), (11_819, 26_172_957)];
    assert_eq!(sums, wanted);
    for (tier, (customers, _)) in Tier::ALL.into_iter().zip(wanted) {
        let members = standing.members(&image, &Group::Tier(tier));
        assert_eq!(members.count(), customers, "{tier:?}");
        // What is shown beside a name is what the order list says of them.
        for slot in (0..23_570).filter(|slot| members.contains(*slot)) {
            assert_eq!(tiers.tier(slot), tier);
            assert_eq!(tiers.value(slot), image.activity(slot).revenue);
        }
    }

    let by = [Aspect::Recency, Aspect::Orders, Aspect::Revenue];
    let figures = image.figures(on).unwrap();
    let fit = Points::new(&figures.columns(&by)).unwrap().fit(4).unwrap();
    let clustered = image.clustered(&by, &fit.model, on).unwrap();
    let sizes = [12_988, 5_105, 3_215, 2_262];
    assert_eq!(clustered.clusters.iter().map(|it| it.customers).collect::<Vec<_>>(), sizes);
    for (cluster, size) in sizes.into_iter().enumerate() {
        let own = (0..23_570).filter(|slot| clustered.cluster(*slot) == Some(cluster));
        let revenue: i64 = own.clone().map(|slot| image.activity(slot).revenue).sum();
        assert_eq!((own.count(), revenue), (size, clustered.clusters[cluster].revenue));
    }
    let revenue: i64 = clustered.clusters.iter().map(|it| it.revenue).sum();
    assert_eq!(revenue, tiers.value_of_all());
}

use analytics::clusters::{Points, Scale};
use fastrand::Rng;
use proptest::prelude::*;

use crate::naive::{self, Rows};

/// Up to sixty rows of three figures, of which none are exactly as near to two centroids.
fn columns() -> impl Strategy<Value = [Vec<f64>; 3]> {
    (12_usize..60, any::<u64>()).prop_map(|(rows, seed)| {
        let mut rng = Rng::with_seed(seed);
        let mut column = |most: f64| -> Vec<f64> {
            (0..rows).map(|_| most * rng.f64().powi(3) - most * 0.01).collect()
        };
        [column(900.0), column(40.0), column(2e6)]
    })
}

fn slices(columns: &[Vec<f64>; 3]) -> [&[f64]; 3] {
    columns.each_ref().map(Vec::as_slice)
}

/// On the scales, a row each.
fn rows(columns: &[Vec<f64>; 3]) -> Rows {
    let scales = columns.each_ref().map(|column| Scale::of(column));
    let row = |row: usize| (0..3).map(|at| scales[at].z(columns[at][row])).collect();
    (0..columns[0].len()).map(row).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn everybody_is_in_the_cluster_whose_middle_is_nearest(columns in columns(), k in 2_u8..=10) {
        let fit = Points::new(&slices(&columns)).unwrap().fit(k).unwrap();
        let rows = rows(&columns);
        let centroids = fit.model.centroids().to_vec();
        let nearest = naive::assign(&rows, &centroids);
        let assigned = fit.model.assign(&slices(&columns)).unwrap();
        prop_assert!(assigned.iter().zip(&nearest).all(|(a, b)| usize::from(*a) == *b));
        prop_assert!(close(fit.inertia, naive::inertia(&rows, &centroids)));
        let size = |of: usize| nearest.iter().filter(|near| **near == of).count();
        let sizes: Vec<usize> = (0..usize::from(k)).map(size).collect();
        prop_assert_eq!(&fit.sizes, &sizes);
        prop_assert!(sizes.is_sorted_by(|a, b| a >= b) && sizes[usize::from(k) - 1] > 0);
        // And each middle is the mean of its cluster.
        for (of, centroid) in centroids.iter().enumerate() {
            for at in 0..3 {
                let own = rows.iter().zip(&nearest).filter(|(_, near)| **near == of);
                let mean = own.map(|(row, _)| row[at]).sum::<f64>() / sizes[of] as f64;
                prop_assert!(close(centroid[at], mean), "{} {mean}", centroid[at]);
            }
        }
    }

    #[test]
    fn it_ends_no_looser_than_slow_rounds_from_the_same_start(columns in columns(), k in 2_usize..=6) {
        let rows = rows(&columns);
        let start: Rows = rows[..k].to_vec();
        let slow = naive::inertia(&rows, &naive::lloyd(&rows, start.clone()));
        let fit = Points::new(&slices(&columns)).unwrap().refine(&start).unwrap();
        prop_assert!(fit.inertia <= slow * (1.0 + 1e-9), "{} {slow}", fit.inertia);
        // Ten starts find what one does, or better, nearly always; never much worse.
        let best = Points::new(&slices(&columns)).unwrap().fit(k as u8).unwrap();
        prop_assert!(best.inertia <= slow * 1.15, "{} {slow}", best.inertia);
        // Settled, it stays.
        let again = Points::new(&slices(&columns)).unwrap().refine(best.model.centroids()).unwrap();
        prop_assert_eq!(again, best);
    }

    #[test]
    fn the_order_of_rows_changes_nothing(columns in columns(), k in 2_u8..=10, seed in any::<u64>()) {
        let mut order: Vec<usize> = (0..columns[0].len()).collect();
        // Some stand there twice.
        order.extend_from_slice(&[0, 1, 1]);
        let sorted = columns.each_ref().map(|column| order.iter().map(|row| column[*row]).collect());
        Rng::with_seed(seed).shuffle(&mut order);
        let shuffled = columns.each_ref().map(|column| order.iter().map(|row| column[*row]).collect());
        let fit = |columns| Points::new(&slices(columns)).unwrap().fit(k).unwrap();
        prop_assert_eq!(fit(&sorted), fit(&shuffled));
    }

    #[test]
    fn the_unit_changes_nothing(columns in columns(), k in 2_u8..=10, factor in 1e-3_f64..1e6) {
        let fit = |columns: &[Vec<f64>; 3]| Points::new(&slices(columns)).unwrap().fit(k).unwrap();
        // Twos are exact, so the fit is the same to the last digit.
        let [a, b, c] = columns.clone();
        let doubled = [a.iter().map(|x| x * 1024.0).collect(), b.clone(), c.iter().map(|x| x / 64.0).collect()];
        let (one, other) = (fit(&columns), fit(&doubled));
        prop_assert_eq!(one.model.centroids(), other.model.centroids());
        prop_assert_eq!((one.sizes, one.silhouette), (other.sizes, other.silhouette));
        // Any other factor leaves them where they are but for rounding.
        let scale = Scale::of(&a);
        let scaled: Vec<f64> = a.iter().map(|x| x * factor).collect();
        let rescaled = Scale::of(&scaled);
        prop_assert!(a.iter().zip(&scaled).all(|(x, y)| close(scale.z(*x), rescaled.z(*y))));
    }

    #[test]
    fn silhouettes_are_those_of_the_definition(columns in columns(), k in 2_u8..=10, twice in any::<bool>()) {
        let columns = columns.map(|mut column| {
            if twice {
                let again = column.clone();
                column.extend(again);
            }
            column
        });
        let fit = Points::new(&slices(&columns)).unwrap().fit(k).unwrap();
        let of: Vec<usize> =
            fit.model.assign(&slices(&columns)).unwrap().into_iter().map(usize::from).collect();
        let slow = naive::silhouette(&rows(&columns), &of);
        prop_assert!(close(fit.silhouette.unwrap(), slow), "{:?} {slow}", fit.silhouette);
    }

    /// Figures that are often alike, as orders are, and bad ones among them.
    #[test]
    fn whatever_the_figures_there_are_clusters_or_a_reason(
        rows in proptest::collection::vec((
            prop_oneof![Just(0.0), Just(-0.0), Just(1.0), Just(f64::MAX), Just(f64::MIN_POSITIVE), Just(5e-324), -3.0..3.0],
            prop_oneof![Just(1.0), Just(2.0), Just(f64::NAN), Just(1e300)],
        ), 0..40),
        k in 0_u8..12,
    ) {
        let (a, b): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        for columns in [&[&a[..]][..], &[&a, &b], &[&b]] {
            let Ok(points) = Points::new(columns) else {
                prop_assert!(columns.iter().any(|column| column.iter().any(|x| x.is_nan())));
                continue;
            };
            if let Ok(fit) = points.fit(k) {
                prop_assert!(fit.sizes.iter().all(|size| *size > 0));
                prop_assert_eq!(fit.sizes.iter().sum::<usize>(), a.len());
                prop_assert!(fit.inertia.is_finite());
                prop_assert!(fit.silhouette.is_some_and(|at| (-1.0..=1.0).contains(&at)));
            }
        }
    }
}

use analytics::clusters::{ClustersError, Fit, Points, Search};
use fastrand::Rng;

/// Rows around middles, as columns, and which middle each row is around.
fn blobs(middles: &[[f64; 2]], sizes: &[usize], spread: f64) -> ([Vec<f64>; 2], Vec<usize>) {
    let mut rng = Rng::with_seed(5);
    let (mut columns, mut of) = ([vec![], vec![]], vec![]);
    for (number, (middle, size)) in middles.iter().zip(sizes).enumerate() {
        for _ in 0..*size {
            for (column, middle) in columns.iter_mut().zip(middle) {
                column.push(middle * (1.0 + spread * (rng.f64() - 0.5)));
            }
            of.push(number);
        }
    }
    (columns, of)
}

const MIDDLES: [[f64; 2]; 4] =
    [[10.0, 30_000.0], [400.0, 900.0], [380.0, 40_000.0], [9.0, 1_000.0]];
const SIZES: [usize; 4] = [80, 60, 40, 20];

fn fits(columns: &[Vec<f64>; 2]) -> Vec<Fit> {
    let points = Points::new(&[&columns[0], &columns[1]]).unwrap();
    Search::new(points).unwrap().map(Result::unwrap).collect()
}

#[test]
fn blobs_apart_from_one_another_are_found_and_counted() {
    let (columns, of) = blobs(&MIDDLES, &SIZES, 0.5);
    let fits = fits(&columns);
    assert_eq!(
        fits.iter().map(|fit| fit.model.clusters()).collect::<Vec<_>>(),
        (2..=10).collect::<Vec<_>>()
    );
    let best = Search::best(&fits).unwrap();
    assert_eq!(best.sizes, SIZES);
    assert!(best.silhouette.unwrap() > 0.8, "{best:?}");
    let found = best.model.assign(&[&columns[0], &columns[1]]).unwrap();
    assert!(found.iter().zip(&of).all(|(found, of)| usize::from(*found) == *of));
}

#[test]
fn many_rows_are_clustered_as_few_are() {
    let (columns, of) = blobs(&MIDDLES, &SIZES.map(|size| size * 30), 0.5);
    let fit = Points::new(&[&columns[0], &columns[1]]).unwrap().fit(4).unwrap();
    assert_eq!(fit.sizes, SIZES.map(|size| size * 30));
    let found = fit.model.assign(&[&columns[0], &columns[1]]).unwrap();
    assert!(found.iter().zip(&of).all(|(found, of)| usize::from(*found) == *of));
}

#[test]
fn more_clusters_are_tighter() {
    let (columns, _) = blobs(&MIDDLES, &SIZES, 0.9);
    assert!(fits(&columns).is_sorted_by(|a, b| a.inertia > b.inertia));
}

#[test]
fn a_column_that_tells_nobody_apart_changes_nothing() {
    let (columns, _) = blobs(&MIDDLES, &SIZES, 0.5);
    let same = vec![7.0; columns[0].len()];
    let with = Points::new(&[&columns[0], &same, &columns[1]]).unwrap().fit(4).unwrap();
    let without = Points::new(&[&columns[0], &columns[1]]).unwrap().fit(4).unwrap();
    assert_eq!((with.sizes, with.silhouette), (without.sizes, without.silhouette));
}

#[test]
fn rows_that_differ_too_little_make_no_clusters() {
    let fit = |column: &[f64], k| Points::new(&[column]).unwrap().fit(k);
    let too_few = |distinct, clusters| ClustersError::TooFewDistinct { distinct, clusters };
    assert_eq!(fit(&[], 2), Err(too_few(0, 2)));
    assert_eq!(fit(&[3.0; 50], 2), Err(too_few(1, 2)));
    assert_eq!(fit(&[1.0, 2.0, 2.0, 3.0], 4), Err(too_few(3, 4)));
    assert_eq!(fit(&[1.0, 2.0, 2.0, 3.0], 3).unwrap().sizes, [2, 1, 1]);
    for k in [0, 1, 11] {
        assert_eq!(fit(&[1.0, 2.0], k), Err(ClustersError::Clusters(k)));
    }
    assert!(Search::new(Points::new(&[&[3.0; 50]]).unwrap()).is_err());
    // As many as there are to tell apart.
    let search = Search::new(Points::new(&[&[1.0, 2.0, 3.0]]).unwrap()).unwrap();
    assert_eq!(search.map(|fit| fit.unwrap().model.clusters()).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn progress_goes_from_nothing_to_all() {
    let (columns, _) = blobs(&MIDDLES, &[9, 9, 9, 9], 0.5);
    let mut search = Search::new(Points::new(&[&columns[0], &columns[1]]).unwrap()).unwrap();
    let mut seen = vec![search.progress()];
    while search.next().is_some() {
        seen.push(search.progress());
    }
    assert_eq!((seen[0], seen[1], seen[9]), ((0, 54), (2, 54), (54, 54)));
}

#[test]
fn models_that_are_none_are_not_read() {
    let model = |text: &str| serde_json::from_str::<analytics::clusters::Model>(text);
    let scale = r#"{"unit":1.0,"mean":0.0,"sd":1.0}"#;
    assert!(model(&format!(r#"{{"scales":[{scale}],"centroids":[[0.0],[1.0]]}}"#)).is_ok());
    for (scales, centroids) in [
        ("", "[],[]"),
        (scale, "[0.0]"),
        (scale, "[0.0],[1.0,2.0]"),
        (r#"{"unit":0.0,"mean":0.0,"sd":1.0}"#, "[0.0],[1.0]"),
        (r#"{"unit":1.0,"mean":0.0,"sd":-1.0}"#, "[0.0],[1.0]"),
    ] {
        let text = format!(r#"{{"scales":[{scales}],"centroids":[{centroids}]}}"#);
        assert!(model(&text).is_err(), "{text}");
    }
}

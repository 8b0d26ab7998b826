//! The R package `rfm` 0.3 on its own data: `data/rfm_data_orders.csv`, see the README there.

use std::num::NonZeroU32;
use std::path::Path;

use analytics::OrderColumns;
use analytics::rfm::measure;
use analytics::rfm::{
    Axis, Bins, Measure, Method, Ranked, RfmConfig, RfmScore, RfmTable, Scoring, Segment, r_map,
};

/// 2006-12-31 in days since 1970-01-01, the analysis date of the package's examples.
const ANALYSIS_DAY: i32 = 13_513;
const CUSTOMERS: usize = 995;

/// Abbey O'Reilly, Add Senger, Aden Lesch, Aden Murphy, Admiral Senger: they are numbered as they
/// first come in the file.
const README_ROWS: [u32; 5] = [280, 347, 900, 12, 15];

fn sample() -> (Ranked, RfmTable) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rfm_data_orders.csv");
    let rows: Vec<(u32, i32, i64)> =
        csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect();
    let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
    assert_eq!(rows.len(), 4_906);
    let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
    let ranked = Ranked::new(measure(&orders, CUSTOMERS, &RfmConfig::new(ANALYSIS_DAY)).unwrap());
    let scoring = Scoring::new(Method::RPackage, r_map(Bins::default())).unwrap();
    let table = ranked.table(&scoring, NonZeroU32::MIN);
    (ranked, table)
}

fn everybody() -> Vec<(Measure, RfmScore)> {
    let (ranked, table) = sample();
    let all = (0..).zip(&table.scores);
    all.map(|(customer, score)| (ranked.measures().get(customer).unwrap(), score.unwrap()))
        .collect()
}

/// The first five customers of the package's README: recency, orders, amount, the three scores
/// as one number, segment.
#[test]
fn the_customers_of_the_readme_score_as_there() {
    let (ranked, table) = sample();
    let expected = [
        (205, 6, 472, 343, Segment::PotentialLoyalist),
        (140, 3, 340, 412, Segment::New),
        (194, 4, 405, 323, Segment::Loyal),
        (98, 7, 596, 544, Segment::PotentialLoyalist),
        (132, 5, 448, 433, Segment::PotentialLoyalist),
    ];
    for (customer, (recency, orders, amount, rfm_score, segment)) in
        README_ROWS.into_iter().zip(expected)
    {
        let figures = ranked.measures().get(customer).unwrap();
        assert_eq!(
            (figures.recency, figures.frequency, figures.monetary),
            (recency, orders, amount)
        );
        let score = table.scores[customer as usize].unwrap();
        let together =
            [score.r, score.f, score.m].into_iter().fold(0, |n, s| n * 10 + u32::from(s));
        assert_eq!(together, rfm_score);
        assert_eq!(*table.name(score.segment), segment.into());
    }
}

/// `tests/testthat/test-rfm-segment.R`: 158 customers, 1,234 orders and 120,178 of revenue with
/// all scores 4 or 5.
#[test]
fn the_champions_of_its_tests_are_as_many_and_spent_as_much() {
    let champions: Vec<Measure> = everybody()
        .into_iter()
        .filter(|(_, score)| score.r >= 4 && score.f >= 4 && score.m >= 4)
        .map(|(figures, _)| figures)
        .collect();
    assert_eq!(champions.len(), 158);
    assert_eq!(champions.iter().map(|figures| figures.frequency).sum::<u32>(), 1_234);
    assert_eq!(champions.iter().map(|figures| figures.monetary).sum::<i64>(), 120_178);
}

/// `tests/testthat/test-utils.R`: the mean amounts of all cells by recency and frequency come
/// to 12,634; and every recency score is given.
#[test]
fn the_heat_map_of_its_tests_comes_to_the_same() {
    let (_, table) = sample();
    let cells = table.grid.iter().filter(|cell| cell.customers > 0);
    let means: f64 = cells.clone().map(|cell| cell.revenue as f64 / cell.customers as f64).sum();
    assert_eq!(means.round(), 12_634.0);
    let scores: std::collections::BTreeSet<u8> = cells.map(|cell| cell.r).collect();
    assert_eq!(scores.into_iter().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

/// The package's own examples of thresholds for this data, `c(115, 181, 297, 482)`, `c(4, 5, 6,
/// 8)` and `c(256, 382, 506, 666)`, are its borders to the nearest whole number.
#[test]
fn the_borders_are_those_its_examples_round() {
    let (ranked, _) = sample();
    let scoring = Scoring::new(Method::RPackage, r_map(Bins::default())).unwrap();
    let rounded = |axis| -> Vec<f64> {
        let borders = ranked.borders(&scoring, NonZeroU32::MIN, axis).unwrap();
        borders.into_iter().map(f64::round).collect()
    };
    assert_eq!(rounded(Axis::Recency), [115.0, 181.0, 297.0, 482.0]);
    assert_eq!(rounded(Axis::Frequency), [4.0, 5.0, 6.0, 8.0]);
    assert_eq!(rounded(Axis::Monetary), [256.0, 382.0, 506.0, 666.0]);
}

//! What every layout promises, whatever the figures.
#![allow(clippy::unwrap_used)]

mod common;

use common::{flat, plain, stays_inside};
use plot::{
    Bar, Bars, Bin, Cut, Direction, Flow, Form, Heat, HeatCell, Histogram, Leaf, Lines, Node, Plot,
    Region, Series, Stream, Ticks, Tint, Treemap, fitted, squarify, text_width, wrapped,
};
use proptest::prelude::*;

fn figures(least: f64, most: f64) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(least..most, 0..40)
}

proptest! {
    #[test]
    fn ticks_cover_in_few_equal_round_steps(a in -1e12..1e12, b in -1e12..1e12, most in 3_usize..12, whole: bool) {
        let ticks = Ticks::covering(a, b, most, whole);
        prop_assert!(ticks.values.len() <= most, "{ticks:?}");
        prop_assert!(ticks.first() <= a.min(b) && ticks.last() >= a.max(b), "{ticks:?}");
        let digit = ticks.step / 10_f64.powf(ticks.step.log10().floor());
        prop_assert!([1.0, 2.0, 5.0, 10.0].iter().any(|d| (digit - d).abs() < 1e-6), "{ticks:?}");
        if whole {
            prop_assert!(ticks.values.iter().all(|value| value.fract() == 0.0));
        }
    }

    #[test]
    fn tiles_fill_the_rectangle_each_as_large_as_its_value(values in figures(0.01, 1e6), width in 10.0..2000.0, height in 10.0..900.0) {
        let tiles = squarify(&values, width, height);
        prop_assert_eq!(tiles.len(), values.len());
        let total: f64 = values.iter().sum();
        for (tile, value) in tiles.iter().zip(&values) {
            let area = value / total * width * height;
            prop_assert!((tile.width * tile.height - area).abs() <= 1e-6 * width * height);
            prop_assert!(tile.x >= -1e-6 && tile.y >= -1e-6);
            prop_assert!(tile.x + tile.width <= width + 1e-6 && tile.y + tile.height <= height + 1e-6);
        }
        for (n, one) in tiles.iter().enumerate() {
            for other in &tiles[n + 1..] {
                let wide = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
                let high = (one.y + one.height).min(other.y + other.height) - one.y.max(other.y);
                prop_assert!(wide.min(high) <= 1e-6, "{one:?} lies over {other:?}");
            }
        }
    }

    #[test]
    fn words_keep_to_their_width(text in "[a-zA-Z 高价值客户流失]{0,40}", width in 8.0..300.0, lines in 1_usize..4) {
        prop_assert!(text_width(&fitted(&text, width, 12.0), 12.0) <= width + 1e-9);
        let broken = wrapped(&text, width, 12.0, lines);
        prop_assert!(broken.len() <= lines);
        prop_assert!(broken.iter().all(|line| text_width(line, 12.0) <= width + 1e-9), "{broken:?}");
        let said: String = broken.concat().replace([' ', '…'], "");
        let meant = text.replace(' ', "");
        if !broken.iter().any(|line| line.contains('…') || line.is_empty()) {
            prop_assert_eq!(said, meant);
        }
    }

    #[test]
    fn bars_and_lines_stay_inside(values in figures(-1e6, 1e7), width in 280.0..1400.0, up: bool, stepped: bool) {
        let direction = if up { Direction::Up } else { Direction::Across };
        let bar = |(n, value): (usize, &f64)| Bar {
            label: format!("Thing number {n}"),
            values: vec![*value],
            path: Some(format!("/things/{n}")),
            ..Bar::default()
        };
        let bars = Bars {
            direction,
            category: "Thing".to_owned(),
            value: plain("Money"),
            series: Vec::new(),
            bars: values.iter().enumerate().map(bar).collect(),
        };
        stays_inside(&bars.scene(width))?;
        prop_assert_eq!(bars.table().rows.len(), values.len());
        let lines = Lines {
            along: "Month".to_owned(),
            places: (0..values.len()).map(|n| format!("M{n}")).collect(),
            value: plain("Money"),
            series: vec![(Series::new("All", Tint::ACCENT), values.iter().map(|v| Some(*v)).collect())],
            stepped,
            from_zero: true,
            regions: vec![Region { from: 0, to: values.len().saturating_sub(1), label: "Held out".to_owned() }],
        };
        stays_inside(&lines.scene(width))?;
    }

    #[test]
    fn a_flow_loses_nothing_on_the_way(amounts in prop::collection::vec((0_usize..6, 0_usize..6, 1_u32..900), 1..40), width in 300.0..1200.0) {
        let nodes = || (0..6).map(|n| Node { label: format!("Segment {n}"), tint: Tint::hue(n) }).collect();
        let streams: Vec<Stream> = amounts
            .iter()
            .map(|&(from, to, value)| Stream { from, to, value: value.into(), path: None })
            .collect();
        let flow = Flow {
            from_label: "Before".to_owned(),
            to_label: "After".to_owned(),
            value: plain("Customers"),
            from: nodes(),
            to: nodes(),
            streams,
        };
        let scene = flow.scene(width);
        stays_inside(&scene)?;
        let half = width / 2.0;
        let bars = flat(&scene.shapes).into_iter().filter_map(|shape| match (shape.class, &shape.form) {
            (plot::Class::Mark, Form::Rect { x, height, .. }) => Some((*x < half, *height)),
            _ => None,
        });
        let (left, right): (Vec<_>, Vec<_>) = bars.partition(|(left, _)| *left);
        let high = |side: &[(bool, f64)]| side.iter().map(|(_, height)| height).sum::<f64>();
        // Heights are drawn to a tenth of a pixel, and the least bar is one pixel high.
        prop_assert!((high(&left) - high(&right)).abs() <= 7.0, "{left:?} {right:?}");
    }

    #[test]
    fn maps_and_fields_stay_inside(values in figures(-5.0, 1e5), width in 320.0..1400.0) {
        let leaf = |value: &f64| Leaf { label: "Need Attention".to_owned(), value: *value, ..Leaf::default() };
        let map = Treemap {
            category: "Segment".to_owned(),
            value: plain("Customers"),
            note: String::new(),
            leaves: values.iter().map(leaf).collect(),
        };
        stays_inside(&map.scene(width))?;
        let names: Vec<String> = (0..values.len().min(11)).map(|n| format!("Potential Loyalist {n}")).collect();
        let cell = |value: &f64| HeatCell { text: format!("{value:.0}"), strength: *value, ..HeatCell::default() };
        let heat = Heat {
            rows_label: "Before".to_owned(),
            columns_label: "After".to_owned(),
            rows: names.clone(),
            columns: names.clone(),
            cells: names.iter().map(|_| values.iter().take(names.len()).map(cell).collect()).collect(),
        };
        stays_inside(&heat.scene(width.max(heat.least_width())))?;
    }

    #[test]
    fn histograms_draw_every_border_inside(counts in prop::collection::vec(0_usize..5000, 1..30), cuts in prop::collection::vec(-20.0..700.0, 0..9), width in 300.0..1200.0) {
        let bin = |(n, count): (usize, &usize)| Bin {
            from: n as f64 * 20.0,
            to: n as f64 * 20.0 + 19.0,
            label: format!("{}", n * 20),
            count: *count,
            open: false,
        };
        let mut cuts = cuts;
        cuts.sort_by(f64::total_cmp);
        let histogram = Histogram {
            along: plain("Days"),
            count: plain("Customers").whole(),
            bins: counts.iter().enumerate().map(bin).collect(),
            cuts: cuts.iter().map(|at| Cut { at: *at, label: format!("{at:.1}") }).collect(),
            cuts_label: "Cuts".to_owned(),
            tint: Tint::ACCENT,
        };
        let scene = histogram.scene(width);
        stays_inside(&scene)?;
        let drawn = flat(&scene.shapes).into_iter().filter(|shape| shape.class == plot::Class::Cut).count();
        prop_assert_eq!(drawn, cuts.len());
    }
}

#[test]
fn a_figure_without_a_neighbour_is_seen() {
    let marks = |values: &[Option<f64>], stepped| {
        let lines = Lines {
            along: "Month".to_owned(),
            places: (0..values.len()).map(|n| format!("M{n}")).collect(),
            value: plain("Score"),
            series: vec![(Series::new("Recency", Tint::ACCENT), values.to_vec())],
            stepped,
            from_zero: false,
            regions: Vec::new(),
        };
        let scene = lines.scene(600.0);
        flat(&scene.shapes).iter().filter(|s| matches!(s.form, Form::Circle { .. })).count()
    };
    let lone = [None, None, Some(3.0)];
    let apart = [Some(1.0), None, Some(2.0), Some(2.0), None, Some(f64::NAN), Some(4.0)];
    assert_eq!((marks(&lone, true), marks(&apart, true)), (1, 2));
    assert_eq!((marks(&lone, false), marks(&apart, false)), (1, 4));
    assert_eq!(marks(&[Some(1.0); 60], false), 0);
}

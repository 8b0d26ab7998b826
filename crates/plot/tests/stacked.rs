//! Columns of parts: they add up, whatever is below zero, and at every width.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{flat, plain, stays_inside};
use plot::{Class, Form, Plot, Scene, Series, Shape, Stacked, Tint};
use proptest::prelude::*;

/// Columns of `steps` steps; `parts` are figures of each part.
fn stacked(steps: usize, parts: &[Vec<f64>]) -> Stacked {
    let series = |(n, values): (usize, &Vec<f64>)| {
        (Series::new(format!("Segment {n}"), Tint::hue(n)), values.clone())
    };
    Stacked {
        along: "Month".to_owned(),
        places: (0..steps).map(|n| format!("Step {n}")).collect(),
        value: plain("Revenue"),
        total: "Total".to_owned(),
        parts: parts.iter().enumerate().map(series).collect(),
    }
}

/// A part drawn: left, top, right, bottom, what is said of it, and the number of whose it is.
#[derive(Debug, Clone)]
struct Part {
    x: f64,
    y: f64,
    right: f64,
    bottom: f64,
    said: String,
    number: usize,
}

/// The parts in the columns. Those of the legend say nothing.
fn drawn(scene: &Scene) -> Vec<Part> {
    let part = |shape: &Shape| match (&shape.form, &shape.tip) {
        (Form::Rect { x, y, width, height }, Some(said)) if shape.class == Class::Mark => {
            let (right, bottom) = (x + width, y + height);
            let number = said.split("Segment ").nth(1).unwrap().split(' ').next().unwrap();
            let number = number.parse().unwrap();
            assert_eq!(shape.tint, Tint::hue(number), "{said}");
            Some(Part { x: *x, y: *y, right, bottom, said: said.clone(), number })
        }
        _ => None,
    };
    flat(&scene.shapes).into_iter().filter_map(part).collect()
}

fn of_step(parts: &[Part], n: usize) -> Vec<Part> {
    let head = format!("Step {n}: ");
    parts.iter().filter(|part| part.said.starts_with(&head)).cloned().collect()
}

/// Where zero is: the last line of that kind.
fn zero(scene: &Scene) -> f64 {
    let mut lines = flat(&scene.shapes).into_iter().filter(|shape| shape.class == Class::Axis);
    let Form::Path(path) = &lines.next_back().unwrap().form else { panic!("no line") };
    path.rsplit(' ').next().unwrap().parse().unwrap()
}

fn words(scene: &Scene) -> Vec<String> {
    let text = |shape: &Shape| match &shape.form {
        Form::Text { text, .. } => Some(text.clone()),
        _ => None,
    };
    flat(&scene.shapes).into_iter().filter_map(text).collect()
}

fn figures() -> impl Strategy<Value = (usize, Vec<Vec<f64>>)> {
    let figure = prop_oneof![4 => -2000.0..90000.0, 1 => Just(0.0), 1 => -30000.0..0.0];
    (1_usize..25).prop_flat_map(move |steps| {
        let part = prop::collection::vec(figure.clone(), steps);
        (Just(steps), prop::collection::vec(part, 1..12))
    })
}

proptest! {
    #[test]
    fn parts_add_up_to_the_total_and_none_lies_over_another((steps, parts) in figures(), width in 280.0..1400.0) {
        let plot = stacked(steps, &parts);
        let scene = plot.scene(width);
        stays_inside(&scene)?;
        prop_assert_eq!(&plot.scene(width), &scene);
        let all = drawn(&scene);
        for (n, one) in all.iter().enumerate() {
            for other in &all[n + 1..] {
                let wide = one.right.min(other.right) - one.x.max(other.x);
                let high = one.bottom.min(other.bottom) - one.y.max(other.y);
                prop_assert!(wide.min(high) <= 1e-6, "{one:?} lies over {other:?}");
            }
        }
        let value = |part: &Part, n: usize| parts[part.number][n];
        let sum = |n: usize, up: bool| -> f64 {
            let values = parts.iter().map(|values| values[n]);
            values.filter(|value| *value != 0.0 && (*value > 0.0) == up).sum()
        };
        let piles = (0..steps).flat_map(|n| [(n, true), (n, false)]);
        let (at, up) =
            piles.max_by(|a, b| sum(a.0, a.1).abs().total_cmp(&sum(b.0, b.1).abs())).unwrap();
        prop_assume!(sum(at, up) != 0.0);
        // The line is drawn sharp, on a whole pixel; columns stand where zero is.
        let axis = zero(&scene);
        let foot = |part: &Part, value: f64| if value > 0.0 { part.bottom } else { part.y };
        let feet = (0..steps).filter_map(|n| {
            let first = of_step(&all, n).into_iter().next()?;
            Some(foot(&first, value(&first, n)))
        });
        let zero = feet.into_iter().next().unwrap();
        prop_assert!((zero - axis).abs() <= 0.56, "columns stand on {zero}, the line is at {axis}");
        let reach = |n: usize| {
            let step = of_step(&all, n);
            let top = step.iter().map(|part| part.y).fold(zero, f64::min);
            let bottom = step.iter().map(|part| part.bottom).fold(zero, f64::max);
            (zero - top, bottom - zero)
        };
        // How many pixels one is, from the longest pile.
        let longest = if up { reach(at).0 } else { reach(at).1 };
        let pixel = longest / sum(at, up).abs();
        for n in 0..steps {
            let (up, down) = reach(n);
            prop_assert!((up - sum(n, true) * pixel).abs() < 0.25, "{up} of step {n}");
            prop_assert!((down + sum(n, false) * pixel).abs() < 0.25, "{down} of step {n}");
            for part in of_step(&all, n) {
                let value = value(&part, n);
                let is_on_its_side = if value < 0.0 { part.y >= zero - 0.01 } else { part.bottom <= zero + 0.01 };
                prop_assert!(is_on_its_side, "{part:?} of {value}, zero at {zero}");
                // To the tenth of a pixel at either end, and but for a seam.
                let high = value.abs() * pixel;
                prop_assert!((part.bottom - part.y - high).abs() <= 1.25, "{part:?} of {value}");
            }
        }
    }

    #[test]
    fn columns_keep_apart_and_are_neither_hairs_nor_walls(width in 300.0..1600.0, steps in 1_usize..25) {
        let plot = stacked(steps, &[vec![100.0; steps], vec![50.0; steps]]);
        let all = drawn(&plot.scene(width));
        let column = |n| of_step(&all, n)[0].clone();
        let wide = column(0).right - column(0).x;
        prop_assert!((4.0..=56.1).contains(&wide), "{wide} at {steps} steps");
        for n in 1..steps {
            let gap = column(n).x - column(n - 1).right;
            prop_assert!(gap >= wide * 0.3, "{gap} between columns of {wide}");
            // All alike, to the rounding.
            prop_assert!((column(n).right - column(n).x - wide).abs() < 0.11);
        }
    }
}

#[test]
fn one_step_and_two_years_look_right_on_a_phone_and_on_a_desk() {
    for (steps, width, least, most) in [
        (1, 320.0, 55.9, 56.1),
        (1, 1200.0, 55.9, 56.1),
        (24, 320.0, 7.0, 9.0),
        (24, 1200.0, 30.0, 36.0),
    ] {
        let scene = stacked(steps, &[vec![100.0; steps]]).scene(width);
        let all = drawn(&scene);
        assert_eq!(all.len(), steps);
        let wide = all[0].right - all[0].x;
        assert!((least..=most).contains(&wide), "{wide} for {steps} at {width}");
        assert!(all.iter().all(|part| part.x >= 0.0 && part.right <= width));
    }
}

#[test]
fn the_first_part_is_nearest_to_zero_on_either_side() {
    let plot = stacked(1, &[vec![30.0], vec![-10.0], vec![20.0], vec![-5.0], vec![0.0]]);
    let scene = plot.scene(600.0);
    let zero = zero(&scene);
    let all = drawn(&scene);
    let said: Vec<&str> = all.iter().map(|part| part.said.as_str()).collect();
    assert_eq!(
        said,
        [
            "Step 0: Segment 0 30.0, Total 35.0",
            "Step 0: Segment 2 20.0, Total 35.0",
            "Step 0: Segment 1 -10.0, Total 35.0",
            "Step 0: Segment 3 -5.0, Total 35.0",
        ]
    );
    let [first, third, second, fourth] = &all[..] else { panic!("{all:?}") };
    assert!((first.bottom - zero).abs() < 0.6 && third.bottom < first.y);
    assert!((second.y - zero).abs() < 0.6 && fourth.y > second.bottom);
    // What is left free between them is less than a part.
    assert!(
        (first.y - third.bottom - 1.0).abs() < 0.01
            && (fourth.y - second.bottom - 1.0).abs() < 0.01
    );
}

#[test]
fn totals_are_marked_where_a_column_does_not_show_them() {
    let marks = |scene: &Scene| -> Vec<f64> {
        let tipped = |shape: &&Shape| shape.class == Class::Cut && shape.tip.is_some();
        let height = |shape: &Shape| match &shape.form {
            Form::Path(path) => path.rsplit(' ').next().unwrap().parse().unwrap(),
            _ => panic!("{shape:?}"),
        };
        flat(&scene.shapes).into_iter().filter(tipped).map(height).collect()
    };
    let above = stacked(2, &[vec![30.0, 10.0], vec![20.0, 5.0]]).scene(600.0);
    assert!(marks(&above).is_empty() && !words(&above).contains(&"Total".to_owned()));
    let below = stacked(2, &[vec![40.0, 10.0], vec![-20.0, -40.0]]).scene(600.0);
    assert!(words(&below).contains(&"Total".to_owned()));
    let (zero, all) = (zero(&below), drawn(&below));
    let [first, second] = marks(&below)[..] else { panic!("one a step") };
    // 40 - 20 is half of 40 above zero; 10 - 40 is three quarters of 40 below it.
    let height = zero - all[0].y;
    assert!((zero - first - height / 2.0).abs() < 1.0, "{first} of {height} over {zero}");
    assert!((second - zero - height * 0.75).abs() < 1.0, "{second} of {height} under {zero}");
}

#[test]
fn the_table_has_every_part_and_the_total() {
    let plot = stacked(2, &[vec![30.0, 10.0], vec![-20.0, f64::NAN], vec![1.0]]);
    let table = plot.table();
    let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    assert_eq!(heads, ["Month", "Segment 0", "Segment 1", "Segment 2", "Total"]);
    let rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(rows[0], ["Step 0", "30.0", "-20.0", "1.0", "11.0"]);
    assert_eq!(rows[1], ["Step 1", "10.0", "0.0", "0.0", "10.0"]);
}

#[test]
fn nothing_to_draw_is_an_empty_frame() {
    for plot in [stacked(0, &[]), stacked(3, &[]), stacked(0, &[Vec::new()])] {
        let scene = plot.scene(320.0);
        assert!(drawn(&scene).is_empty());
        assert!(scene.height > 100.0);
    }
}

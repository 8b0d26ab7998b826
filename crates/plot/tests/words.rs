//! Words on a chart never lie over one another or beyond its edges.
#![allow(clippy::unwrap_used)]

mod common;

use common::{flat, plain};
use plot::{
    Anchor, Bar, Bars, Bin, Class, Direction, Form, Histogram, Lines, Plot, Quantity, Region,
    Scene, Series, Stacked, Tint, text_width,
};
use proptest::prelude::*;

/// Words with where they begin and end, and their base line.
fn words(scene: &Scene) -> Vec<(f64, f64, f64, String)> {
    let shapes = flat(&scene.shapes).into_iter();
    let words = shapes.filter_map(|shape| match &shape.form {
        Form::Text { x, y, anchor, text } => {
            let size = if shape.class == Class::Tick { 12.0 } else { 13.0 };
            let wide = text_width(text, size);
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - wide / 2.0,
                Anchor::End => x - wide,
            };
            Some((left, left + wide, *y, text.clone()))
        }
        _ => None,
    });
    words.collect()
}

/// Nothing written lies over anything else written or beyond the edges.
fn are_apart(scene: &Scene) -> Result<(), TestCaseError> {
    let words = words(scene);
    for (n, one) in words.iter().enumerate() {
        prop_assert!(one.0 >= -0.1 && one.1 <= scene.width + 0.1, "{one:?} of {}", scene.width);
        for other in &words[n + 1..] {
            // Capitals are about 9 pixels high.
            let is_beside = (one.2 - other.2).abs() >= 9.0;
            let gap = one.0.max(other.0) - one.1.min(other.1);
            prop_assert!(is_beside || gap >= 0.0, "{one:?} lies over {other:?}");
        }
    }
    Ok(())
}

/// Months, the last of which is not over.
fn months(count: usize, last: &str) -> Vec<String> {
    let name =
        |n: usize| if n + 1 == count { last.to_owned() } else { format!("Oct {}", 2026 - n) };
    (0..count).map(name).collect()
}

fn below(scene: &Scene, under: &str) -> Vec<String> {
    let words = words(scene);
    let line = words.iter().find(|word| word.3.starts_with(under)).unwrap().2;
    words.into_iter().filter(|word| word.2 == line).map(|word| word.3).collect()
}

fn lines(places: Vec<String>, value: Quantity, regions: Vec<Region>) -> Lines {
    let values = (0..places.len()).map(|n| Some(n as f64)).collect();
    Lines {
        along: "Period".to_owned(),
        places,
        value,
        series: vec![(Series::new("All", Tint::ACCENT), values)],
        stepped: false,
        from_zero: true,
        regions,
    }
}

fn stacked(places: Vec<String>) -> Stacked {
    let names = ["Champions", "Loyal", "MMM WWW", "Potential Loyalist", "低价值客户", "illi"];
    let part = |(n, name): (usize, &&str)| {
        let value = if n == 3 { -1.0 } else { 1.0 };
        (Series::new(*name, Tint::hue(n)), vec![value; places.len()])
    };
    let parts = names.iter().enumerate().map(part).collect();
    Stacked {
        along: "Period".to_owned(),
        places,
        value: plain("Revenue"),
        total: "Total".to_owned(),
        parts,
    }
}

proptest! {
    #[test]
    fn words_of_steps_keep_apart(count in 1_usize..40, last in "[a-zA-Z0-9(年月至]{1,12}( [a-zA-Z0-9(年月至]{1,12}){0,6}", odd in "[a-zA-Z ]{0,30}", at in 0_usize..40, width in 300.0..1400.0) {
        let mut places = months(count, &last);
        // One in the middle is longer too.
        if let Some(place) = places.get_mut(at) {
            *place = odd;
        }
        let regions = vec![
            Region { from: 0, to: count / 2, label: "What was before".to_owned() },
            Region { from: count / 2, to: count - 1, label: last },
        ];
        are_apart(&lines(places.clone(), plain("Revenue of everybody"), regions).scene(width))?;
        are_apart(&stacked(places.clone()).scene(width))?;
        let bin = |(n, label): (usize, &String)| Bin {
            from: n as f64,
            to: n as f64,
            label: label.clone(),
            count: n,
            open: false,
        };
        let long = places.clone();
        let named = move |n: f64| long.get(n as usize).cloned().unwrap_or_default();
        let histogram = Histogram {
            along: Quantity::new("Days", named),
            count: plain("Customers").whole(),
            bins: places.iter().enumerate().map(bin).collect(),
            cuts: Vec::new(),
            cuts_label: String::new(),
            tint: Tint::ACCENT,
        };
        are_apart(&histogram.scene(width))?;
        let bar = |label: &String| Bar { label: label.clone(), values: vec![1.0, 2.0], ..Bar::default() };
        let bars = Bars {
            direction: Direction::Up,
            category: "Period".to_owned(),
            value: plain("Money"),
            series: vec![Series::new("Before", Tint::ACCENT), Series::new("Now", Tint::series(1))],
            bars: places.iter().map(bar).collect(),
        };
        are_apart(&bars.scene(width))?;
    }
}

#[test]
fn a_step_that_is_not_over_is_shortened_or_left_out_and_the_others_stay() {
    let last = "Nov 2026 (to Nov 15, 2026)";
    let shown = |count, width| below(&stacked(months(count, last)).scene(width), "Oct 2026");
    // Where there is room, it is said in full.
    assert_eq!(shown(3, 900.0), ["Oct 2026", "Oct 2025", last]);
    let year = shown(12, 1000.0);
    assert_eq!(year.len(), 12);
    assert_eq!(year.last().unwrap(), "Nov 2026…");
    // On a phone every so many are named, as though the last were like the others.
    let even: Vec<String> = shown(12, 390.0);
    let usual = below(&stacked(months(12, "Nov 2026")).scene(390.0), "Oct 2026");
    assert_eq!(even.len(), usual.len());
    let tail =
        below(&lines(months(12, last), plain("Revenue"), Vec::new()).scene(1000.0), "Oct 2026");
    assert_eq!(tail.last().unwrap(), "Nov 2026…");
}

#[test]
fn what_a_region_is_stands_under_the_name_of_what_goes_upwards() {
    let region = Region { from: 0, to: 2, label: "Before the period".to_owned() };
    let name = Quantity::new("Revenue of everybody in this country", |n| format!("{n}"));
    let words = words(&lines(months(6, "Nov 2026"), name, vec![region]).scene(330.0));
    let line = |text: &str| words.iter().find(|word| word.3.starts_with(text)).unwrap().2;
    assert!(line("Before") - line("Revenue") >= 14.0);
}

use std::fmt::Write as _;

use crate::figures::{Cell, Column, Quantity, Series, Table};
use crate::frame::{Frame, LINE, legend};
use crate::scale::Scale;
use crate::scene::{Class, Form, Plot, Scene, Shape, Tint, round};
use crate::ticks::Ticks;

/// Things by two figures each.
#[derive(Debug, Clone)]
pub struct Scatter {
    /// What the things are, as the head of their column.
    pub category: String,
    /// The figure to the right.
    pub along: Quantity,
    /// The figure upwards.
    pub up: Quantity,
    /// What the groups are, as the head of their column.
    pub groups_label: String,
    /// Groups, each in a colour of its own; none where all are alike.
    pub groups: Vec<Series>,
    /// The things.
    pub dots: Vec<Dot>,
}

/// A thing with two figures.
#[derive(Debug, Clone, Default)]
pub struct Dot {
    /// What it is called.
    pub label: String,
    /// Its figure to the right.
    pub x: f64,
    /// Its figure upwards.
    pub y: f64,
    /// The number of its group.
    pub group: usize,
    /// Where it leads, from the table.
    pub path: Option<String>,
}

/// The range of figures; of those drawn by their logarithm, of the ones that have one.
fn range(values: impl Iterator<Item = f64>, quantity: &Quantity) -> (f64, f64) {
    let shown = values.filter(|v| v.is_finite() && (*v > 0.0 || !quantity.logarithmic));
    let range = shown.fold(None, |range: Option<(f64, f64)>, v| {
        let (low, high) = range.unwrap_or((v, v));
        Some((low.min(v), high.max(v)))
    });
    let (low, high) = range.unwrap_or((0.0, 1.0));
    if quantity.logarithmic { (low, high) } else { (low.min(0.0), high) }
}

impl Plot for Scatter {
    fn scene(&self, width: f64) -> Scene {
        let (mut shapes, above) =
            legend(self.groups.iter().map(|group| (Class::Dots, group)), width);
        let ups = range(self.dots.iter().map(|dot| dot.y), &self.up);
        let (frame, axis, up) = Frame::upright(width, above, 0.0, &self.up, ups);
        shapes.extend(axis);
        let (least, most) = range(self.dots.iter().map(|dot| dot.x), &self.along);
        let (left, right) = (frame.left + 8.0, frame.right - 8.0);
        let (ticks, along) = if self.along.logarithmic {
            let ticks = Ticks::logarithmic(least, most);
            let scale = Scale::logarithmic(ticks.first(), ticks.last(), left, right);
            (ticks, scale)
        } else {
            let count = ((right - left) / 55.0).clamp(4.0, 12.0) as usize;
            let mut ticks = Ticks::covering(least, most, count, self.along.whole);
            // Up to the last dot: the rest of a step would be a margin of nothing.
            ticks.values.retain(|tick| *tick <= most);
            let scale = Scale::linear(ticks.first(), most, left, right);
            (ticks, scale)
        };
        let groups = self.groups.len().max(1);
        for group in 0..groups {
            // One path a group: thousands of shapes would be slow to draw.
            let mut path = String::new();
            for dot in self.dots.iter().filter(|dot| dot.group.min(groups - 1) == group) {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h0", round(along.at(dot.x)), round(up.at(dot.y)));
            }
            let tint = self.groups.get(group).map_or(&Tint::ACCENT, |series| &series.tint);
            if !path.is_empty() {
                shapes.push(Shape::new(Class::Dots, Form::Path(path)).tinted(tint));
            }
        }
        let words: Vec<(f64, String)> =
            ticks.values.iter().map(|tick| (along.at(*tick), self.along.tick(*tick))).collect();
        for (x, _) in &words {
            let from = (*x, frame.bottom);
            shapes.push(Shape::line(Class::Axis, from, (*x, frame.bottom + 4.0)));
        }
        shapes.extend(frame.below(&words, 1.0));
        shapes.push(frame.name_below(&self.along.label, 2.0));
        Scene { width, height: frame.bottom + LINE * 2.0 + 10.0, shapes }
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            Column::words(&self.category),
            Column::numbers(&self.along.label),
            Column::numbers(&self.up.label),
        ];
        if !self.groups.is_empty() {
            columns.push(Column::words(&self.groups_label));
        }
        let rows = self.dots.iter().map(|dot| {
            let mut row = vec![
                Cell::new(&dot.label, dot.path.as_ref()),
                Cell::from(self.along.value(dot.x)),
                Cell::from(self.up.value(dot.y)),
            ];
            row.extend(self.groups.get(dot.group).map(|group| Cell::from(group.name.clone())));
            row
        });
        Table { columns, rows: rows.collect() }
    }
}

use crate::figures::{Cell, Column, Quantity, Series, Table};
use crate::frame::{Frame, LINE, in_line, legend};
use crate::scene::{Anchor, Class, Form, Plot, Scene, Shape, round};

/// Figures that follow one another, of one or several series.
#[derive(Debug, Clone)]
pub struct Lines {
    /// What follows one another, as the head of its column and below the chart.
    pub along: String,
    /// What each place along is called, from first to last, equally far apart.
    pub places: Vec<String>,
    /// What is measured.
    pub value: Quantity,
    /// Whose figures they are, with a figure of each place; `None` where there is none.
    pub series: Vec<(Series, Vec<Option<f64>>)>,
    /// Whether figures hold until the next place rather than change towards it.
    pub stepped: bool,
    /// Whether the axis begins at zero though all figures are far from it.
    pub from_zero: bool,
    /// Parts set apart, from first to last.
    pub regions: Vec<Region>,
}

/// A part of the chart set apart, such as the time held out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The number of its first place.
    pub from: usize,
    /// The number of its last place.
    pub to: usize,
    /// What it is.
    pub label: String,
}

/// With more places than this, points are not drawn on the lines.
const MOST_POINTS: usize = 40;

fn drawn(series: &Series) -> Class {
    if series.dashed { Class::Dashed } else { Class::Line }
}

impl Lines {
    fn range(&self) -> (f64, f64) {
        let values = self.series.iter().flat_map(|(_, values)| values.iter().flatten());
        let mut range: Option<(f64, f64)> = self.from_zero.then_some((0.0, 0.0));
        for value in values.copied().filter(|value| value.is_finite()) {
            let (low, high) = range.unwrap_or((value, value));
            range = Some((low.min(value), high.max(value)));
        }
        range.unwrap_or((0.0, 1.0))
    }

    /// The path through the figures that are there.
    fn path(&self, values: &[Option<f64>], at: impl Fn(usize, f64) -> (f64, f64)) -> String {
        let mut path = String::new();
        let mut before: Option<(f64, f64)> = None;
        for (n, value) in values.iter().enumerate() {
            let Some(value) = value.filter(|value| value.is_finite()) else {
                before = None;
                continue;
            };
            let (x, y) = at(n, value);
            let (x, y) = (round(x), round(y));
            path += &match before {
                None => format!("M{x} {y}"),
                Some(_) if self.stepped => format!("H{x}V{y}"),
                Some(_) => format!("L{x} {y}"),
            };
            before = Some((x, y));
        }
        path
    }
}

impl Plot for Lines {
    fn scene(&self, width: f64) -> Scene {
        let (mut shapes, above) =
            legend(self.series.iter().map(|(one, _)| (drawn(one), one)), width);
        let notes = if self.regions.is_empty() { 0.0 } else { LINE };
        let range = self.value.around(self.range());
        let (frame, axis, scale) = Frame::upright(width, above, notes, &self.value, range);
        let last = self.places.len().saturating_sub(1).max(1) as f64;
        let inset = 6.0;
        let along = (frame.right - frame.left - 2.0 * inset).max(1.0);
        let x = |n: f64| frame.left + inset + along * n / last;
        let mut labels = Vec::new();
        for region in &self.regions {
            let (from, to) = (x(region.from as f64), x(region.to as f64));
            let high = frame.bottom - frame.top;
            shapes.push(Shape::rect(Class::Region, from, frame.top, to - from, high));
            labels.push(((from + to) / 2.0, region.label.as_str()));
        }
        for (middle, label) in in_line(&labels, width) {
            shapes.push(Shape::text(Class::Tick, middle, frame.top - 6.0, Anchor::Middle, label));
        }
        shapes.extend(axis);
        for (n, (series, values)) in self.series.iter().enumerate() {
            // Steps that lie on one another would hide each other.
            let middle = (self.series.len() as f64 - 1.0) / 2.0;
            let beside = if self.stepped { (n as f64 - middle) * 2.5 } else { 0.0 };
            let path = self.path(values, |n, value| (x(n as f64), scale.at(value) + beside));
            shapes.push(Shape::new(drawn(series), Form::Path(path)).tinted(&series.tint));
            let is_there =
                |n: Option<usize>| n.and_then(|n| *values.get(n)?).is_some_and(f64::is_finite);
            let has_points = !self.stepped && self.places.len() <= MOST_POINTS;
            for (n, (value, place)) in values.iter().zip(&self.places).enumerate() {
                let Some(value) = value.filter(|value| value.is_finite()) else { continue };
                // A figure without a neighbour is no line: it would not be seen.
                let is_alone = !is_there(n.checked_sub(1)) && !is_there(Some(n + 1));
                if !has_points && !is_alone {
                    continue;
                }
                let (x, y) = (round(x(n as f64)), round(scale.at(value) + beside));
                let tip = format!("{place}: {} {}", series.name, self.value.value(value));
                let point = Shape::new(Class::Mark, Form::Circle { x, y, r: 2.5 });
                shapes.push(point.tinted(&series.tint).tipped(tip));
            }
        }
        let words: Vec<(f64, String)> =
            self.places.iter().enumerate().map(|(n, place)| (x(n as f64), place.clone())).collect();
        shapes.extend(frame.below(&words, 1.0));
        shapes.push(frame.name_below(&self.along, 2.0));
        Scene { width, height: frame.bottom + LINE * 2.0 + 10.0, shapes }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.along)];
        columns.extend(self.series.iter().map(|(series, _)| Column::numbers(&series.name)));
        let rows = self.places.iter().enumerate().map(|(n, place)| {
            let mut row = vec![Cell::from(place.clone())];
            row.extend(self.series.iter().map(|(_, values)| {
                let value = values.get(n).copied().flatten();
                Cell::from(value.map_or_else(String::new, |value| self.value.value(value)))
            }));
            row
        });
        Table { columns, rows: rows.collect() }
    }
}

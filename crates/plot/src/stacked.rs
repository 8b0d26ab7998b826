use crate::figures::{Cell, Column, Quantity, Series, Table};
use crate::frame::{Columns, Frame, LINE, legend};
use crate::scale::Scale;
use crate::scene::{Class, Plot, Scene, Shape, Tint, round};

/// What several parts add up to, step by step: a column a step, a part upon the other.
///
/// Parts above zero are piled upwards from zero, those below downwards, in the order of the
/// legend: the first is nearest to zero. So a column is as high as its total unless some of it is
/// below zero; then the totals are marked.
#[derive(Debug, Clone)]
pub struct Stacked {
    /// What follows one another, as the head of its column and below the chart.
    pub along: String,
    /// What each step is called, from first to last.
    pub places: Vec<String>,
    /// What is measured.
    pub value: Quantity,
    /// What the sum of all parts is called.
    pub total: String,
    /// The parts, with a figure of each step. One that is missing or no number is drawn as zero.
    pub parts: Vec<(Series, Vec<f64>)>,
}

/// The last pixel of a part that has the next upon it is left free, so that two of like colours are
/// told apart; not of one so low that little would be left.
const SEAM: f64 = 1.0;
const LEAST_WITH_SEAM: f64 = 4.0;

impl Stacked {
    fn figures(&self, n: usize) -> impl Iterator<Item = (&Series, f64)> {
        self.parts.iter().map(move |(series, values)| {
            let value = values.get(n).copied().filter(|value| value.is_finite());
            (series, value.unwrap_or(0.0))
        })
    }

    /// Zero or below, and zero or above: how far a column reaches.
    fn reach(&self, n: usize) -> (f64, f64) {
        self.figures(n).fold((0.0, 0.0), |(low, high), (_, value)| {
            (low + value.min(0.0), high + value.max(0.0))
        })
    }

    fn total(&self, n: usize) -> f64 {
        self.figures(n).fold(0.0, |sum, (_, value)| sum + value)
    }

    /// What is said of a step.
    fn said(&self, n: usize, part: Option<(&Series, f64)>) -> String {
        let place = self.places.get(n).map(String::as_str).unwrap_or_default();
        let part = part.map(|(series, value)| {
            let value = self.value.value(value);
            format!("{} {value}, ", series.name)
        });
        let total = self.value.value(self.total(n));
        format!("{place}: {}{} {total}", part.unwrap_or_default(), self.total)
    }

    /// The parts on one side of zero.
    fn pile(&self, n: usize, up: bool, columns: &Columns, scale: &Scale) -> Vec<Shape> {
        let is_here = |value: f64| if up { value > 0.0 } else { value < 0.0 };
        let (low, high) = self.reach(n);
        let end = round(scale.at(if up { high } else { low }));
        let mut shapes = Vec::new();
        let mut sum = 0.0;
        for (series, value) in self.figures(n).filter(|(_, value)| is_here(*value)) {
            let near = round(scale.at(sum));
            sum += value;
            let mut far = round(scale.at(sum));
            if far != end && (far - near).abs() >= LEAST_WITH_SEAM {
                far += if up { SEAM } else { -SEAM };
            }
            let high = (far - near).abs();
            if high == 0.0 {
                continue;
            }
            let x = columns.middle(n) - columns.thick / 2.0;
            let mark = Shape::rect(Class::Mark, x, near.min(far), columns.thick, high);
            let said = self.said(n, Some((series, value)));
            shapes.push(mark.tinted(&series.tint).tipped(said));
        }
        shapes
    }
}

impl Plot for Stacked {
    fn scene(&self, width: f64) -> Scene {
        let steps = 0..self.places.len();
        let (least, most) = steps
            .clone()
            .map(|n| self.reach(n))
            .fold((0.0_f64, 0.0_f64), |(least, most), (low, high)| {
                (least.min(low), most.max(high))
            });
        let has_below = least < 0.0;
        let total = Series::new(&self.total, Tint::ACCENT);
        let names = self.parts.iter().map(|(series, _)| (Class::Mark, series));
        let names = names.chain(has_below.then_some((Class::Cut, &total)));
        let (mut shapes, above) = legend(names, width);
        let range = self.value.around((least, most));
        let (frame, axis, scale) = Frame::upright(width, above, 0.0, &self.value, range);
        shapes.extend(axis);
        let columns = frame.columns(self.places.len(), 1);
        let (apart, thick) = (columns.apart, columns.thick);
        for n in steps.clone() {
            // Wherever a pointer is over a step, the step says what it comes to.
            let (x, high) = (columns.middle(n) - apart / 2.0, frame.bottom - frame.top + LINE);
            let whole = Shape::rect(Class::Hit, x, frame.top, apart, high);
            shapes.push(whole.tipped(self.said(n, None)));
            shapes.extend(self.pile(n, true, &columns, &scale));
            shapes.extend(self.pile(n, false, &columns, &scale));
        }
        if has_below {
            let zero = scale.at(0.0).round();
            shapes.push(Shape::line(Class::Axis, (frame.left, zero), (frame.right, zero)));
            // A little beyond the column, so that it is seen, and short of its neighbour's.
            let half = thick / 2.0 + ((apart - thick) / 2.0 - 0.5).clamp(0.0, 3.0);
            for n in steps.clone() {
                let (x, y) = (columns.middle(n), scale.at(self.total(n)));
                let mark = Shape::line(Class::Cut, (x - half, y), (x + half, y));
                shapes.push(mark.tipped(self.said(n, None)));
            }
        }
        let words: Vec<(f64, String)> =
            steps.zip(&self.places).map(|(n, place)| (columns.middle(n), place.clone())).collect();
        shapes.extend(frame.below(&words, 1.0));
        shapes.push(frame.name_below(&self.along, 2.0));
        Scene { width, height: frame.bottom + LINE * 2.0 + 10.0, shapes }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.along)];
        columns.extend(self.parts.iter().map(|(series, _)| Column::numbers(&series.name)));
        columns.push(Column::numbers(&self.total));
        let rows = self.places.iter().enumerate().map(|(n, place)| {
            let values = self.figures(n).map(|(_, value)| value).chain([self.total(n)]);
            let cells = values.map(|value| Cell::from(self.value.value(value)));
            std::iter::once(Cell::from(place.clone())).chain(cells).collect()
        });
        Table { columns, rows: rows.collect() }
    }
}

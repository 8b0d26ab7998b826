use crate::figures::{Cell, Column, Quantity, Series, Table};
use crate::frame::{Frame, LABEL, LINE, NARROW, TICK, legend};
use crate::scale::Scale;
use crate::scene::{Anchor, Class, Plot, Scene, Shape, Tint};
use crate::text::{fitted, text_width};
use crate::ticks::Ticks;

/// Where bars grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the right, with room for names: best for things.
    Across,
    /// Upwards: best for what follows one another, as months or scores.
    Up,
}

/// A figure, or several side by side, of each of several things.
#[derive(Debug, Clone)]
pub struct Bars {
    /// Where they grow.
    pub direction: Direction,
    /// What the things are, as the head of their column.
    pub category: String,
    /// What is measured.
    pub value: Quantity,
    /// Whose figures they are, when there are several of each thing; otherwise one, whose name
    /// is not shown.
    pub series: Vec<Series>,
    /// The things, in order.
    pub bars: Vec<Bar>,
}

/// A thing with its figures.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// What it is called.
    pub label: String,
    /// A figure of each series.
    pub values: Vec<f64>,
    /// The colour of its own, when there is one series; without, that of the series.
    pub tint: Option<Tint>,
    /// Where it leads.
    pub path: Option<String>,
}

const GAP: f64 = 8.0;

impl Bars {
    fn range(&self) -> (f64, f64) {
        let values = self.bars.iter().flat_map(|bar| &bar.values);
        values
            .filter(|v| v.is_finite())
            .fold((0.0, 0.0), |(low, high), v| (v.min(low), v.max(high)))
    }

    fn tint<'a>(&'a self, bar: &'a Bar, series: usize) -> &'a Tint {
        let own = bar.tint.as_ref().filter(|_| self.series.len() < 2);
        own.or_else(|| self.series.get(series).map(|series| &series.tint)).unwrap_or(&Tint::ACCENT)
    }

    /// What is said of a bar: the whole thing, so that it can be told from a picture alone.
    fn said(&self, bar: &Bar) -> String {
        let figures = bar.values.iter().enumerate().map(|(n, value)| {
            let value = self.value.value(*value);
            match self.series.get(n).filter(|_| self.series.len() > 1) {
                Some(series) => format!("{} {value}", series.name),
                None => value,
            }
        });
        format!("{}: {}", bar.label, figures.collect::<Vec<_>>().join(", "))
    }

    fn legend(&self, width: f64) -> (Vec<Shape>, f64) {
        legend(self.series.iter().map(|series| (Class::Mark, series)), width)
    }

    fn across(&self, width: f64) -> Scene {
        let (mut shapes, above) = self.legend(width);
        let widest = |words: &mut dyn Iterator<Item = String>, size| {
            words.map(|text| text_width(&text, size)).fold(0.0, f64::max)
        };
        let names = widest(&mut self.bars.iter().map(|bar| bar.label.clone()), LABEL);
        let share = if width < NARROW { 0.4 } else { 0.3 };
        let left = (names + 12.0).min(width * share).ceil();
        let figures =
            self.bars.iter().flat_map(|bar| bar.values.iter().map(|v| self.value.value(*v)));
        let room = (widest(&mut figures.into_iter(), TICK) + 14.0).min(width * 0.3);
        let right = (width - room).max(left + 1.0);
        let (least, most) = self.value.around(self.range());
        let count = ((right - left) / 90.0).clamp(3.0, 7.0) as usize;
        let ticks = Ticks::covering(least, most, count, self.value.whole);
        let scale = Scale::linear(ticks.first(), ticks.last(), left, right);
        let thick = if self.series.len() > 1 { 14.0 } else { 20.0 };
        let row = thick * self.series.len().max(1) as f64 + GAP * 1.75;
        let bottom = above + row * self.bars.len() as f64;
        for tick in &ticks.values {
            let x = scale.at(*tick).round();
            let class = if *tick == 0.0 { Class::Axis } else { Class::Grid };
            shapes.push(Shape::line(class, (x, above), (x, bottom)));
        }
        for (n, bar) in self.bars.iter().enumerate() {
            let top = above + row * n as f64;
            let name = fitted(&bar.label, left - 10.0, LABEL);
            let mut own = vec![
                Shape::rect(Class::Hit, 0.0, top, width, row),
                Shape::text(Class::Label, left - 10.0, top + row / 2.0 + 4.5, Anchor::End, name),
            ];
            for (series, value) in bar.values.iter().enumerate() {
                let y = top + GAP * 0.875 + thick * series as f64;
                let (from, to) = (scale.at(value.min(0.0)), scale.at(value.max(0.0)));
                let mark = Shape::rect(Class::Mark, from, y, (to - from).max(1.0), thick - 2.0);
                own.push(mark.tinted(self.tint(bar, series)).tipped(self.said(bar)));
                let text = self.value.value(*value);
                own.push(Shape::text(
                    Class::Tick,
                    to + 6.0,
                    y + thick / 2.0 + 3.0,
                    Anchor::Start,
                    text,
                ));
            }
            shapes.extend(Shape::linked(bar.path.as_ref(), &self.said(bar), own));
        }
        let words: Vec<(f64, String)> =
            ticks.values.iter().map(|tick| (scale.at(*tick), self.value.tick(*tick))).collect();
        let frame = Frame { left, right, top: above, bottom };
        shapes.extend(frame.below(&words, 1.0));
        shapes.push(frame.name_below(&self.value.label, 2.0));
        Scene { width, height: bottom + LINE * 2.0 + 10.0, shapes }
    }

    fn up(&self, width: f64) -> Scene {
        let (mut shapes, above) = self.legend(width);
        let (frame, axis, scale) =
            Frame::upright(width, above, 0.0, &self.value, self.value.around(self.range()));
        shapes.extend(axis);
        let columns = frame.columns(self.bars.len(), self.series.len());
        let (apart, thick) = (columns.apart, columns.thick);
        let values = self.bars.iter().flat_map(|bar| &bar.values).map(|v| self.value.tick(*v));
        let widest = values.map(|text| text_width(&text, TICK)).fold(0.0, f64::max);
        let told = widest + 2.0 <= thick;
        let mut words = Vec::new();
        for (n, bar) in self.bars.iter().enumerate() {
            let middle = columns.middle(n);
            words.push((middle, bar.label.clone()));
            let all = frame.bottom - frame.top + LINE;
            let mut own =
                vec![Shape::rect(Class::Hit, middle - apart / 2.0, frame.top, apart, all)];
            let start = middle - thick * bar.values.len() as f64 / 2.0;
            for (series, value) in bar.values.iter().enumerate() {
                let x = start + thick * series as f64;
                let (low, high) = (scale.at(value.min(0.0)), scale.at(value.max(0.0)));
                let mark = Shape::rect(Class::Mark, x, high, (thick - 1.0).max(1.0), low - high);
                own.push(mark.tinted(self.tint(bar, series)).tipped(self.said(bar)));
                if told {
                    let y = if *value < 0.0 { low + 14.0 } else { high - 4.0 };
                    let text = self.value.tick(*value);
                    own.push(Shape::text(Class::Tick, x + thick / 2.0, y, Anchor::Middle, text));
                }
            }
            shapes.extend(Shape::linked(bar.path.as_ref(), &self.said(bar), own));
        }
        shapes.extend(frame.below(&words, 1.0));
        shapes.push(frame.name_below(&self.category, 2.0));
        Scene { width, height: frame.bottom + LINE * 2.0 + 10.0, shapes }
    }
}

impl Plot for Bars {
    fn scene(&self, width: f64) -> Scene {
        match self.direction {
            Direction::Across => self.across(width),
            Direction::Up => self.up(width),
        }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.category)];
        columns.extend(match self.series.as_slice() {
            [] | [_] => vec![Column::numbers(&self.value.label)],
            several => several.iter().map(|series| Column::numbers(&series.name)).collect(),
        });
        let rows = self.bars.iter().map(|bar| {
            let mut row = vec![Cell::new(&bar.label, bar.path.as_ref())];
            row.extend(bar.values.iter().map(|value| Cell::from(self.value.value(*value))));
            row
        });
        Table { columns, rows: rows.collect() }
    }

    fn has_links(&self) -> bool {
        self.bars.iter().any(|bar| bar.path.is_some())
    }
}

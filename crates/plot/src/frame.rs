//! What charts with axes have in common.

use crate::figures::{Quantity, Series};
use crate::scale::Scale;
use crate::scene::{Anchor, Class, Form, Shape, round};
use crate::text::{fitted, shortened, text_width};
use crate::ticks::Ticks;

/// Font sizes, as the style sheet has them.
pub(crate) const TICK: f64 = 12.0;
pub(crate) const LABEL: f64 = 13.0;

/// Height of a line of ticks.
pub(crate) const LINE: f64 = 18.0;

/// A width narrower than this is a phone's.
pub(crate) const NARROW: f64 = 480.0;

/// What lies at least between two words on a line.
const APART: f64 = 4.0;

/// The rectangle between the axes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Frame {
    /// The frame of a chart with a quantity upwards, what is drawn of that, and its scale. `above`
    /// is how much stands over the quantity's name, `notes` how much between that and the frame.
    pub fn upright(
        width: f64,
        above: f64,
        notes: f64,
        quantity: &Quantity,
        (least, most): (f64, f64),
    ) -> (Self, Vec<Shape>, Scale) {
        let narrow = width < NARROW;
        let count = if narrow { 5 } else { 6 };
        let ticks = if quantity.logarithmic {
            Ticks::logarithmic(least, most)
        } else {
            Ticks::covering(least, most, count, quantity.whole)
        };
        let words: Vec<String> = ticks.values.iter().map(|tick| quantity.tick(*tick)).collect();
        let room = words.iter().map(|text| text_width(text, TICK)).fold(0.0, f64::max);
        // The quantity's name stands above its numbers, so that no one has to tilt their head.
        let top = above + LINE + 8.0 + notes;
        let height = if narrow { 170.0 } else { 210.0 };
        let left = (room + 10.0).ceil();
        let frame = Self { left, right: (width - 12.0).max(left + 1.0), top, bottom: top + height };
        let scale = if quantity.logarithmic {
            Scale::logarithmic(ticks.first(), ticks.last(), frame.bottom, frame.top)
        } else {
            Scale::linear(ticks.first(), ticks.last(), frame.bottom, frame.top)
        };
        let name = fitted(&quantity.label, width - 4.0, TICK);
        let mut shapes = vec![Shape::text(Class::Tick, 0.0, above + TICK, Anchor::Start, name)];
        for (tick, text) in ticks.values.iter().zip(words) {
            let y = scale.at(*tick).round();
            let class = if *tick == 0.0 { Class::Axis } else { Class::Grid };
            shapes.push(Shape::line(class, (frame.left, y), (frame.right, y)));
            shapes.push(Shape::text(Class::Tick, left - 8.0, y + 4.0, Anchor::End, text));
        }
        (frame, shapes, scale)
    }

    /// Words below the frame, at places from the left that ascend: every so many that they do not
    /// touch, the first among them. The last, which may be part of a step and longer for saying
    /// so, does not thin out the others: it is shortened to the room there is.
    pub fn below(&self, words: &[(f64, String)], line: f64) -> Vec<Shape> {
        let usual = words.split_last().map_or(words, |(_, usual)| usual);
        let widest = usual.iter().map(|(_, text)| text_width(text, TICK)).fold(0.0, f64::max);
        let apart = words.windows(2).map(|two| two[1].0 - two[0].0).fold(f64::MAX, f64::min);
        let every = ((widest + 10.0) / apart.max(0.1)).ceil().max(1.0) as usize;
        let shown: Vec<(f64, &str)> =
            words.iter().step_by(every).map(|(x, text)| (*x, text.as_str())).collect();
        let placed = in_line(&shown, self.right + 12.0);
        let y = self.bottom + LINE * line;
        let word = |(x, text)| Shape::text(Class::Tick, x, y, Anchor::Middle, text);
        placed.into_iter().map(word).collect()
    }

    /// Where columns of so many things stand, of each `abreast` side by side.
    pub fn columns(&self, things: usize, abreast: usize) -> Columns {
        let apart = (self.right - self.left) / things.max(1) as f64;
        let thick = (apart * 0.72 / abreast.max(1) as f64).clamp(1.0, 56.0);
        Columns { left: self.left, apart, thick }
    }

    /// What the axis from left to right is called, in a line below the frame.
    pub fn name_below(&self, name: &str, line: f64) -> Shape {
        let x = (self.left + self.right) / 2.0;
        let name = fitted(name, self.right - self.left, TICK);
        Shape::text(Class::Tick, x, self.bottom + LINE * line + 2.0, Anchor::Middle, name)
    }
}

/// Columns that stand on the axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Columns {
    left: f64,
    /// From the middle of one thing to that of the next.
    pub apart: f64,
    /// How wide a column is.
    pub thick: f64,
}

impl Columns {
    /// The middle of the `n`-th thing, counted from 0.
    pub fn middle(&self, n: usize) -> f64 {
        self.left + self.apart * (n as f64 + 0.5)
    }
}

/// Words on one line with their middles, at places that ascend: each inside a surface of a
/// width, and shortened to what the one before leaves of it. One of which nothing is left is left
/// out.
pub(crate) fn in_line(words: &[(f64, &str)], width: f64) -> Vec<(f64, String)> {
    let mut placed = Vec::new();
    let mut free = None;
    for (x, text) in words {
        let beside = free.map_or(width, |free: f64| (2.0 * (x - free)).min(width - free));
        let text = shortened(text, beside, TICK);
        if text.is_empty() {
            continue;
        }
        let half = text_width(&text, TICK) / 2.0;
        let x = x.min(width - half).max(half);
        free = Some(x + half + APART);
        placed.push((x, text));
    }
    placed
}

/// Says which colour is which series, in as many lines as it takes, and how each is drawn; answers
/// how high that is. One series needs no telling apart.
pub(crate) fn legend<'a>(
    series: impl IntoIterator<Item = (Class, &'a Series)>,
    width: f64,
) -> (Vec<Shape>, f64) {
    const SWATCH: f64 = 12.0;
    let series: Vec<(Class, &Series)> = series.into_iter().collect();
    if series.len() < 2 {
        return (Vec::new(), 0.0);
    }
    let mut shapes = Vec::new();
    let (mut x, mut line) = (0.0, 0.0);
    for (class, one) in series {
        let name = fitted(&one.name, width - SWATCH - 8.0, LABEL);
        let own = SWATCH + 6.0 + text_width(&name, LABEL) + 18.0;
        if x > 0.0 && x + own - 18.0 > width {
            (x, line) = (0.0, line + 1.0);
        }
        let y = line * (LINE + 2.0);
        let swatch = match class {
            Class::Line | Class::Dashed | Class::Cut => {
                Shape::line(class, (x, y + 8.0), (x + SWATCH, y + 8.0))
            }
            Class::Dots => {
                let (x, y) = (round(x + 6.0), round(y + 8.0));
                Shape::new(Class::Mark, Form::Circle { x, y, r: 4.5 })
            }
            class => Shape::rect(class, x, y + 2.0, SWATCH, SWATCH),
        };
        shapes.push(swatch.tinted(&one.tint));
        shapes.push(Shape::text(Class::Label, x + SWATCH + 6.0, y + 12.5, Anchor::Start, name));
        x += own;
    }
    (shapes, (line + 1.0) * (LINE + 2.0) + 6.0)
}

use crate::figures::{Cell, Column, Quantity, Table};
use crate::frame::{LABEL, NARROW, TICK};
use crate::scene::{Anchor, Class, Form, Plot, Scene, Shape, Tint, round};
use crate::text::{fitted, text_width};

/// How much goes from each of the things on the left to each of those on the right.
#[derive(Debug, Clone)]
pub struct Flow {
    /// What is on the left.
    pub from_label: String,
    /// What is on the right.
    pub to_label: String,
    /// What goes.
    pub value: Quantity,
    /// The things on the left, from the top.
    pub from: Vec<Node>,
    /// The things on the right, from the top.
    pub to: Vec<Node>,
    /// What goes, in any order.
    pub streams: Vec<Stream>,
}

/// A thing on one side.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// What it is called.
    pub label: String,
    /// Its colour.
    pub tint: Tint,
}

/// What goes from one to another.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    /// The number of the thing on the left.
    pub from: usize,
    /// The number of the thing on the right.
    pub to: usize,
    /// How much.
    pub value: f64,
    /// Where it leads.
    pub path: Option<String>,
}

const GAP: f64 = 10.0;
const BAR: f64 = 10.0;

/// A thing laid out: how much of it there is, and where its bar is.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placed {
    amount: f64,
    top: f64,
    height: f64,
}

fn places(amounts: &[f64], scale: f64, top: f64) -> Vec<Placed> {
    let mut at = top;
    let place = |&amount: &f64| {
        let placed = Placed { amount, top: at, height: amount * scale };
        if amount > 0.0 {
            at += placed.height + GAP;
        }
        placed
    };
    amounts.iter().map(place).collect()
}

/// The places nearest to `wanted`, which ascend, that are `apart` and lie in `from..=to` where
/// there is room for that.
fn spread(wanted: &[f64], apart: f64, from: f64, to: f64) -> Vec<f64> {
    let mut places: Vec<f64> = Vec::with_capacity(wanted.len());
    for &place in wanted {
        let least = places.last().map_or(from, |last| last + apart);
        places.push(place.max(least));
    }
    let mut most = to;
    for place in places.iter_mut().rev() {
        *place = place.min(most);
        most = *place - apart;
    }
    places
}

impl Flow {
    fn streams(&self) -> impl Iterator<Item = &Stream> {
        let (from, to) = (self.from.len(), self.to.len());
        let real =
            move |s: &&Stream| s.value > 0.0 && s.value.is_finite() && s.from < from && s.to < to;
        self.streams.iter().filter(real)
    }

    fn amounts(&self) -> (Vec<f64>, Vec<f64>) {
        let (mut from, mut to) = (vec![0.0; self.from.len()], vec![0.0; self.to.len()]);
        for stream in self.streams() {
            from[stream.from] += stream.value;
            to[stream.to] += stream.value;
        }
        (from, to)
    }

    fn said(&self, stream: &Stream) -> String {
        let (from, to) = (&self.from[stream.from].label, &self.to[stream.to].label);
        format!("{from} → {to}: {}", self.value.value(stream.value))
    }

    /// The bars of one side with their words.
    fn side(
        &self,
        nodes: &[Node],
        placed: &[Placed],
        x: f64,
        room: f64,
        bottom: f64,
        shapes: &mut Vec<Shape>,
    ) {
        const APART: f64 = 16.0;
        let shown: Vec<(&Node, &Placed)> =
            nodes.iter().zip(placed).filter(|(_, placed)| placed.amount > 0.0).collect();
        let middles: Vec<f64> = shown.iter().map(|(_, p)| p.top + p.height / 2.0).collect();
        let words = spread(&middles, APART, 34.0, bottom - APART / 2.0);
        let leftward = room < x;
        for ((node, placed), y) in shown.into_iter().zip(words) {
            let amount = self.value.value(placed.amount);
            let bar = Shape::rect(Class::Mark, x, placed.top, BAR, placed.height.max(1.0));
            shapes.push(bar.tinted(&node.tint).tipped(format!("{}: {amount}", node.label)));
            let wide = if leftward { x - 8.0 } else { room - x - BAR - 8.0 };
            let both = format!("{} {amount}", node.label);
            let fits = text_width(&both, LABEL) <= wide;
            let text = if fits { both } else { fitted(&node.label, wide, LABEL) };
            let (at, anchor) =
                if leftward { (x - 8.0, Anchor::End) } else { (x + BAR + 8.0, Anchor::Start) };
            shapes.push(Shape::text(Class::Label, at, y + 4.5, anchor, text));
        }
    }
}

impl Plot for Flow {
    fn scene(&self, width: f64) -> Scene {
        const TOP: f64 = 30.0;
        let (from, to) = self.amounts();
        let total: f64 = from.iter().sum();
        let count = |amounts: &[f64]| amounts.iter().filter(|amount| **amount > 0.0).count();
        let most = count(&from).max(count(&to));
        let inner = (most as f64 * 34.0).max(if width < NARROW { 300.0 } else { 360.0 });
        let gaps = GAP * most.saturating_sub(1) as f64;
        let scale = if total > 0.0 { (inner - gaps) / total } else { 0.0 };
        let (left, right) = (places(&from, scale, TOP), places(&to, scale, TOP));
        let share = if width < NARROW { 0.33 } else { 0.24 };
        let margin = (width * share).min(220.0).round();
        let (x1, x2) = (margin, width - margin - BAR);
        let bottom = TOP + inner;
        let mut shapes = vec![
            Shape::text(
                Class::Tick,
                margin + BAR,
                TICK,
                Anchor::End,
                fitted(&self.from_label, margin + BAR, TICK),
            ),
            Shape::text(
                Class::Tick,
                x2,
                TICK,
                Anchor::Start,
                fitted(&self.to_label, margin + BAR, TICK),
            ),
        ];
        let mut streams: Vec<&Stream> = self.streams().collect();
        streams.sort_by_key(|stream| (stream.from, stream.to));
        let mut leaving: Vec<f64> = left.iter().map(|placed| placed.top).collect();
        let mut arriving: Vec<f64> = right.iter().map(|placed| placed.top).collect();
        for stream in streams {
            let high = stream.value * scale;
            let (y1, y2) = (leaving[stream.from], arriving[stream.to]);
            leaving[stream.from] += high;
            arriving[stream.to] += high;
            let path = ribbon((x1 + BAR, y1), (x2, y2), high.max(0.6));
            let said = self.said(stream);
            let shape = Shape::new(Class::Ribbon, Form::Path(path));
            let shape = shape.tinted(&self.from[stream.from].tint).tipped(&said);
            shapes.extend(Shape::linked(stream.path.as_ref(), &said, vec![shape]));
        }
        self.side(&self.from, &left, x1, 0.0, bottom, &mut shapes);
        self.side(&self.to, &right, x2, width, bottom, &mut shapes);
        Scene { width, height: bottom + 12.0, shapes }
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::words(&self.from_label),
            Column::words(&self.to_label),
            Column::numbers(&self.value.label),
        ];
        let rows = self.streams().map(|stream| {
            vec![
                Cell::from(self.from[stream.from].label.clone()),
                Cell::from(self.to[stream.to].label.clone()),
                Cell::new(self.value.value(stream.value), stream.path.as_ref()),
            ]
        });
        Table { columns, rows: rows.collect() }
    }

    fn has_links(&self) -> bool {
        self.streams.iter().any(|stream| stream.path.is_some())
    }
}

/// A band from one place to another, both at its upper edge.
fn ribbon((x1, y1): (f64, f64), (x2, y2): (f64, f64), high: f64) -> String {
    let middle = round((x1 + x2) / 2.0);
    let [x1, y1, x2, y2, y3, y4] = [x1, y1, x2, y2, y2 + high, y1 + high].map(round);
    format!(
        "M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}V{y3}C{middle} {y3} {middle} {y4} {x1} {y4}Z"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_apart_and_inside() {
        assert_eq!(spread(&[10.0, 12.0, 80.0], 16.0, 0.0, 100.0), [10.0, 26.0, 80.0]);
        assert_eq!(spread(&[90.0, 95.0, 99.0], 16.0, 0.0, 100.0), [68.0, 84.0, 100.0]);
        assert_eq!(spread(&[-5.0], 16.0, 0.0, 100.0), [0.0]);
    }
}

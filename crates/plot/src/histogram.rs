use crate::figures::{Cell, Column, Quantity, Table};
use crate::frame::{Frame, LINE, TICK};
use crate::scene::{Anchor, Class, Plot, Scene, Shape, Tint};
use crate::text::text_width;

/// How many have which figures, with borders drawn in.
#[derive(Debug, Clone)]
pub struct Histogram {
    /// What they have.
    pub along: Quantity,
    /// How many they are.
    pub count: Quantity,
    /// The ranges, side by side, all equally wide.
    pub bins: Vec<Bin>,
    /// The borders.
    pub cuts: Vec<Cut>,
    /// What the borders are, as a row of the table.
    pub cuts_label: String,
    /// The colour.
    pub tint: Tint,
}

/// A range of figures and how many have them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bin {
    /// The least figure.
    pub from: f64,
    /// The greatest figure: that of a bin of whole numbers 0 to 9 is 9.
    pub to: f64,
    /// Whether it takes in all below or above as well.
    pub open: bool,
    /// What it is called.
    pub label: String,
    /// How many have such figures.
    pub count: usize,
}

/// A border between figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// The least figure on its right.
    pub at: f64,
    /// What is written at it.
    pub label: String,
}

impl Histogram {
    /// Where along the bins, counted in bins from the left, a border lies.
    fn place(&self, at: f64) -> f64 {
        let mut place = 0.0;
        for (n, bin) in self.bins.iter().enumerate() {
            let next = self.bins.get(n + 1).map_or(bin.to + 1.0, |next| next.from);
            if at >= next {
                place = n as f64 + 1.0;
            } else if at > bin.from {
                return n as f64 + (at - bin.from) / (next - bin.from);
            } else {
                break;
            }
        }
        place
    }
}

impl Plot for Histogram {
    fn scene(&self, width: f64) -> Scene {
        // Borders that are close have their words one above the other.
        let words: Vec<f64> =
            self.cuts.iter().map(|cut| text_width(&cut.label, TICK) + 8.0).collect();
        let most = self.bins.iter().map(|bin| bin.count).max().unwrap_or(0) as f64;
        let layout = |above: f64| Frame::upright(width, above, 0.0, &self.count, (0.0, most));
        let (frame, ..) = layout(0.0);
        let bin = (frame.right - frame.left) / self.bins.len().max(1) as f64;
        let x = |place: f64| frame.left + bin * place;
        let mut lines: Vec<f64> = Vec::new();
        let mut placed = Vec::new();
        for (cut, wide) in self.cuts.iter().zip(words) {
            let at = x(self.place(cut.at)).round();
            let middle = at.min(width - wide / 2.0).max(wide / 2.0);
            let free = lines.iter().position(|end| *end <= middle - wide / 2.0);
            let line = free.unwrap_or_else(|| {
                lines.push(0.0);
                lines.len() - 1
            });
            lines[line] = middle + wide / 2.0;
            placed.push((at, middle, line));
        }
        // They stand over the name of what goes upwards.
        let (frame, mut shapes, scale) = layout(lines.len() as f64 * LINE);
        for (n, one) in self.bins.iter().enumerate() {
            let top = scale.at(one.count as f64);
            let high = if one.count > 0 { (frame.bottom - top).max(1.0) } else { 0.0 };
            let class = if one.open { Class::Open } else { Class::Mark };
            let mark = Shape::rect(class, x(n as f64) + 0.5, frame.bottom - high, bin - 1.0, high);
            let tip = format!("{}: {}", one.label, self.count.value(one.count as f64));
            shapes.push(mark.tinted(&self.tint).tipped(tip));
        }
        for (cut, (at, middle, line)) in self.cuts.iter().zip(placed) {
            // The lowest line of words is nearest to the bars.
            let y = frame.top - 8.0 - LINE * (line + 1) as f64;
            shapes.push(Shape::line(Class::Cut, (at, y + 4.0), (at, frame.bottom)));
            shapes.push(Shape::text(Class::Label, middle, y, Anchor::Middle, &cut.label));
        }
        let single = self.bins.iter().all(|bin| bin.from == bin.to || bin.open);
        let edges = self.bins.iter().enumerate().map(|(n, one)| {
            let at = if single { n as f64 + 0.5 } else { n as f64 };
            (x(at), self.along.tick(one.from))
        });
        shapes.extend(frame.below(&edges.collect::<Vec<_>>(), 1.0));
        shapes.push(frame.name_below(&self.along.label, 2.0));
        Scene { width, height: frame.bottom + LINE * 2.0 + 10.0, shapes }
    }

    fn table(&self) -> Table {
        let columns = vec![Column::words(&self.along.label), Column::numbers(&self.count.label)];
        let bins = self.bins.iter().map(|bin| {
            vec![Cell::from(bin.label.clone()), Cell::from(self.count.value(bin.count as f64))]
        });
        let cuts: Vec<&str> = self.cuts.iter().map(|cut| cut.label.as_str()).collect();
        let cuts = (!cuts.is_empty())
            .then(|| vec![Cell::from(self.cuts_label.clone()), Cell::from(cuts.join(", "))]);
        Table { columns, rows: bins.chain(cuts).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(bins: &[(f64, f64)]) -> Histogram {
        let plain = |label: &str| Quantity::new(label, |number| format!("{number}"));
        let bin = |&(from, to): &(f64, f64)| Bin { from, to, count: 3, ..Bin::default() };
        Histogram {
            along: plain("Days"),
            count: plain("Customers"),
            bins: bins.iter().map(bin).collect(),
            cuts: Vec::new(),
            cuts_label: "Cuts".to_owned(),
            tint: Tint::ACCENT,
        }
    }

    #[test]
    fn borders_lie_left_of_the_least_figure_above_them() {
        let ones = histogram(&[(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]);
        assert_eq!([1.0, 2.0, 3.0, 9.0].map(|at| ones.place(at)), [0.0, 1.0, 2.0, 3.0]);
        let tens = histogram(&[(0.0, 9.0), (10.0, 19.0)]);
        assert_eq!(
            [0.0, 5.0, 10.0, 15.0, 99.0].map(|at| tens.place(at)),
            [0.0, 0.5, 1.0, 1.5, 2.0]
        );
    }
}

use crate::figures::{Cell, Column, Quantity, Table};
use crate::frame::{LABEL, NARROW, TICK};
use crate::scene::{Anchor, Class, Plot, Scene, Shape, Tint};
use crate::squarify::squarify;
use crate::text::{fitted, text_width};

/// Things as tiles, as large as their figures.
#[derive(Debug, Clone)]
pub struct Treemap {
    /// What the things are, as the head of their column.
    pub category: String,
    /// What makes them large.
    pub value: Quantity,
    /// What else the table says of each; empty for nothing.
    pub note: String,
    /// The things; drawn from the largest.
    pub leaves: Vec<Leaf>,
}

/// A thing with its figure.
#[derive(Debug, Clone, Default)]
pub struct Leaf {
    /// What it is called.
    pub label: String,
    /// How large it is: nothing is drawn of what is not above zero.
    pub value: f64,
    /// What else there is to say of it, such as its share.
    pub note: String,
    /// Its colour.
    pub tint: Tint,
    /// Where it leads.
    pub path: Option<String>,
}

impl Leaf {
    fn said(&self, value: &Quantity) -> String {
        let value = value.value(self.value);
        let note = if self.note.is_empty() { String::new() } else { format!(", {}", self.note) };
        format!("{}: {value}{note}", self.label)
    }
}

impl Plot for Treemap {
    fn scene(&self, width: f64) -> Scene {
        const PAD: f64 = 8.0;
        let height = if width < NARROW { width * 0.95 } else { (width * 0.42).clamp(260.0, 420.0) };
        let height = height.round();
        let mut leaves: Vec<&Leaf> = self.leaves.iter().filter(|leaf| leaf.value > 0.0).collect();
        leaves.sort_by(|a, b| b.value.total_cmp(&a.value));
        let values: Vec<f64> = leaves.iter().map(|leaf| leaf.value).collect();
        let mut shapes = Vec::new();
        for (leaf, tile) in leaves.iter().zip(squarify(&values, width, height)) {
            // A gap between tiles, unless one is all gap: that stays where it is.
            let (side, over) = ((tile.width / 2.0).min(1.0), (tile.height / 2.0).min(1.0));
            let (x, y) = (tile.x + side, tile.y + over);
            let (wide, high) = (tile.width - 2.0 * side, tile.height - 2.0 * over);
            let said = leaf.said(&self.value);
            let area = Shape::rect(Class::Tile, x, y, wide, high).tinted(&leaf.tint).tipped(&said);
            let mut own = vec![area];
            let room = wide - 2.0 * PAD;
            let value = self.value.value(leaf.value);
            if high >= 28.0 && text_width(&leaf.label, LABEL).min(48.0) <= room {
                let name = fitted(&leaf.label, room, LABEL);
                let text =
                    Shape::text(Class::OnTitle, x + PAD, y + PAD + 11.0, Anchor::Start, name);
                own.push(text.tinted(&leaf.tint));
                let lines = [value, leaf.note.clone()];
                let fits = |line: &&String| !line.is_empty() && text_width(line, TICK) <= room;
                for (n, line) in (1..).zip(lines.iter().take_while(fits)) {
                    let down = PAD + 11.0 + 17.0 * f64::from(n);
                    if down + 6.0 > high {
                        break;
                    }
                    let text = Shape::text(Class::On, x + PAD, y + down, Anchor::Start, line);
                    own.push(text.tinted(&leaf.tint));
                }
            }
            shapes.extend(Shape::linked(leaf.path.as_ref(), &said, own));
        }
        Scene { width, height, shapes }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.category), Column::numbers(&self.value.label)];
        let noted = !self.note.is_empty();
        if noted {
            columns.push(Column::numbers(&self.note));
        }
        let rows = self.leaves.iter().map(|leaf| {
            let mut row = vec![
                Cell::new(&leaf.label, leaf.path.as_ref()),
                Cell::from(self.value.value(leaf.value)),
            ];
            row.extend(noted.then(|| Cell::from(leaf.note.clone())));
            row
        });
        Table { columns, rows: rows.collect() }
    }

    fn has_links(&self) -> bool {
        self.leaves.iter().any(|leaf| leaf.path.is_some())
    }
}

use crate::figures::{Cell, Column, Table};
use crate::frame::{LABEL, NARROW, TICK};
use crate::scene::{Anchor, Class, Plot, Scene, Shape, Tint};
use crate::text::{fitted, text_width, wrapped};

/// Rows by columns, each field as strongly coloured as it is full.
#[derive(Debug, Clone, Default)]
pub struct Heat {
    /// What the rows are.
    pub rows_label: String,
    /// What the columns are.
    pub columns_label: String,
    /// What each row is called.
    pub rows: Vec<String>,
    /// What each column is called.
    pub columns: Vec<String>,
    /// The fields, row by row; a row may have fewer than there are columns.
    pub cells: Vec<Vec<HeatCell>>,
}

/// A field.
#[derive(Debug, Clone, Default)]
pub struct HeatCell {
    /// What it says; empty where there is nothing.
    pub text: String,
    /// How full it is, `0.0..=1.0`.
    pub strength: f64,
    /// Its colour.
    pub tint: Tint,
    /// Where it leads.
    pub path: Option<String>,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

/// Lines of a head at most.
const HEAD: usize = 3;

/// The widest word of a head that columns make room for.
const WORD: f64 = 84.0;

impl Heat {
    /// What a field needs.
    fn least_cell(&self) -> f64 {
        let texts = self.cells.iter().flatten().map(|cell| text_width(&cell.text, TICK));
        // The words of a head may stand one below the other, but each wants to be read.
        let words = self.columns.iter().flat_map(|name| name.split_whitespace());
        let longest = words.map(|word| text_width(word, TICK)).fold(0.0, f64::max).min(WORD);
        (texts.fold(0.0, f64::max) + 10.0).max(longest + 6.0).max(44.0)
    }

    fn names(&self, width: f64) -> f64 {
        let widest =
            self.rows.iter().map(|name| text_width(name, LABEL)).fold(0.0, f64::max) + 12.0;
        widest.min(if width < NARROW { 120.0 } else { 200.0 }).ceil()
    }
}

impl Plot for Heat {
    fn least_width(&self) -> f64 {
        self.names(0.0) + self.least_cell() * self.columns.len() as f64
    }

    fn scene(&self, width: f64) -> Scene {
        const ROW: f64 = 44.0;
        let left = self.names(width);
        let column = ((width - left) / self.columns.len().max(1) as f64).min(140.0);
        let heads: Vec<Vec<String>> =
            self.columns.iter().map(|name| wrapped(name, column - 4.0, TICK, HEAD)).collect();
        let lines = heads.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let corner = fitted(&self.columns_label, width - left, TICK);
        let mut shapes = vec![
            Shape::text(Class::Tick, left, TICK, Anchor::Start, corner),
            Shape::text(
                Class::Tick,
                0.0,
                TICK,
                Anchor::Start,
                fitted(&self.rows_label, left - 8.0, TICK),
            ),
        ];
        let top = 20.0 + lines * 15.0 + 8.0;
        for (n, head) in heads.into_iter().enumerate() {
            let x = left + column * (n as f64 + 0.5);
            let first = top - 8.0 - 15.0 * (head.len() as f64 - 1.0);
            for (line, text) in head.into_iter().enumerate() {
                let y = first + 15.0 * line as f64;
                shapes.push(Shape::text(Class::Tick, x, y, Anchor::Middle, text));
            }
        }
        for (r, (name, cells)) in self.rows.iter().zip(&self.cells).enumerate() {
            let y = top + ROW * r as f64;
            let shown = fitted(name, left - 8.0, LABEL);
            shapes.push(Shape::text(Class::Label, 0.0, y + ROW / 2.0 + 4.5, Anchor::Start, shown));
            for (c, cell) in cells.iter().enumerate() {
                let x = left + column * c as f64;
                let class = Class::Heat(cell.strength.clamp(0.0, 1.0));
                let said = format!(
                    "{name}, {}: {}",
                    self.columns.get(c).map_or("", String::as_str),
                    cell.text
                );
                let field = Shape::rect(class, x + 1.0, y + 1.0, column - 2.0, ROW - 2.0);
                let mut own = vec![field.tinted(&cell.tint)];
                if !cell.text.is_empty() {
                    own = own.into_iter().map(|shape| shape.tipped(&said)).collect();
                    let at = (x + column / 2.0, y + ROW / 2.0 + 4.5);
                    own.push(Shape::text(Class::Label, at.0, at.1, Anchor::Middle, &cell.text));
                }
                if cell.chosen {
                    own.push(Shape::rect(Class::Cut, x + 2.0, y + 2.0, column - 4.0, ROW - 4.0));
                }
                shapes.extend(Shape::linked(cell.path.as_ref(), &said, own));
            }
        }
        Scene { width, height: top + ROW * self.rows.len() as f64 + 2.0, shapes }
    }

    fn table(&self) -> Table {
        let mut columns = vec![Column::words(&self.rows_label)];
        columns.extend(self.columns.iter().map(|name| Column::numbers(name)));
        let rows = self.rows.iter().zip(&self.cells).map(|(name, cells)| {
            let mut row = vec![Cell::from(name.clone())];
            row.extend(cells.iter().map(|cell| Cell::new(&cell.text, cell.path.as_ref())));
            row.resize(columns.len().max(row.len()), Cell::default());
            row
        });
        let rows = rows.collect();
        Table { columns, rows }
    }

    fn has_links(&self) -> bool {
        self.cells.iter().flatten().any(|cell| cell.path.is_some())
    }
}

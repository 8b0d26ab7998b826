use std::fmt;
use std::rc::Rc;

use crate::scene::Tint;

type Format = Rc<dyn Fn(f64) -> String>;

/// A kind of number: what it is called and how it is written.
#[derive(Clone)]
pub struct Quantity {
    /// What it is called, with its unit.
    pub label: String,
    /// Whether only whole numbers mean something.
    pub whole: bool,
    /// Whether equal factors are drawn equally far apart. Only a [`crate::Scatter`] does.
    pub logarithmic: bool,
    value: Format,
    tick: Format,
    range: Option<(f64, f64)>,
}

impl fmt::Debug for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quantity").field("label", &self.label).finish_non_exhaustive()
    }
}

impl Quantity {
    /// Numbers written by `value`, on the axis as well.
    pub fn new(label: impl Into<String>, value: impl Fn(f64) -> String + 'static) -> Self {
        let value: Format = Rc::new(value);
        let tick = Rc::clone(&value);
        Self { label: label.into(), whole: false, logarithmic: false, value, tick, range: None }
    }

    /// Numbers of things: none between one and two.
    #[must_use]
    pub fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// Drawn by their logarithm.
    #[must_use]
    pub fn logarithmic(self) -> Self {
        Self { logarithmic: true, ..self }
    }

    /// With an axis from `least` to `most` at least, whatever there is to draw: that of scores.
    #[must_use]
    pub fn between(self, least: f64, most: f64) -> Self {
        Self { range: Some((least, most)), ..self }
    }

    /// The range of the axis for figures of a range.
    pub(crate) fn around(&self, (low, high): (f64, f64)) -> (f64, f64) {
        self.range.map_or((low, high), |(least, most)| (low.min(least), high.max(most)))
    }

    /// Written shorter on the axis.
    #[must_use]
    pub fn with_ticks(self, tick: impl Fn(f64) -> String + 'static) -> Self {
        Self { tick: Rc::new(tick), ..self }
    }

    /// A number in full.
    #[must_use]
    pub fn value(&self, number: f64) -> String {
        (self.value)(number)
    }

    /// A number of the axis.
    #[must_use]
    pub fn tick(&self, number: f64) -> String {
        (self.tick)(number)
    }
}

/// What several figures have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// Its colour.
    pub tint: Tint,
    /// Whether its line is broken, as that of what was expected. Only [`crate::Lines`] have one.
    pub dashed: bool,
}

impl Series {
    /// A series of a colour.
    pub fn new(name: impl Into<String>, tint: Tint) -> Self {
        Self { name: name.into(), tint, dashed: false }
    }

    /// With a broken line.
    #[must_use]
    pub fn dashed(self) -> Self {
        Self { dashed: true, ..self }
    }
}

/// The figures of a chart as a table. The first cell of a row names it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The heads.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it says.
    pub label: String,
    /// Whether numbers stand below it.
    pub numeric: bool,
}

/// A row of a table.
pub type Row = Vec<Cell>;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub path: Option<String>,
}

impl Column {
    pub(crate) fn words(label: &str) -> Self {
        Self { label: label.to_owned(), numeric: false }
    }

    pub(crate) fn numbers(label: &str) -> Self {
        Self { label: label.to_owned(), numeric: true }
    }
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>, path: Option<&String>) -> Self {
        Self { text: text.into(), path: path.cloned() }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, path: None }
    }
}

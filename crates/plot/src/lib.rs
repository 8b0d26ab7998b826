//! Charts as shapes: what a chart of some figures looks like at some width, with nothing of a
//! browser in it. The app draws the shapes ([`Scene`]) and gives them colour; here is where they
//! go: scales and round ticks, squarified tiles, flows, labels that fit.
//!
//! Every kind of chart is a struct of plain data that is a [`Plot`]. It is laid out in CSS pixels
//! for the width there is, so that text is as large on a phone as on a desk. Figures are put into
//! words by whoever has them: a [`Quantity`] says how.
//!
//! **A new kind of chart** costs a file here with an `impl Plot`: `scene` puts [`Shape`]s where
//! they go, `table` says the same in figures.

mod bars;
mod figures;
mod flow;
mod frame;
mod heat;
mod histogram;
mod lines;
mod scale;
mod scatter;
mod scene;
mod squarify;
mod stacked;
mod text;
mod ticks;
mod treemap;

pub use bars::{Bar, Bars, Direction};
pub use figures::{Cell, Column, Quantity, Row, Series, Table};
pub use flow::{Flow, Node, Stream};
pub use heat::{Heat, HeatCell};
pub use histogram::{Bin, Cut, Histogram};
pub use lines::{Lines, Region};
pub use scale::Scale;
pub use scatter::{Dot, Scatter};
pub use scene::{Anchor, Class, Form, Plot, Scene, Shape, Tint};
pub use squarify::{Tile, squarify};
pub use stacked::Stacked;
pub use text::{fitted, text_width, wrapped};
pub use ticks::Ticks;
pub use treemap::{Leaf, Treemap};

//! Charts as figures: drawn as SVG for the width there is, with the figures as a table and the
//! picture to take away. What kinds there are and what they hold is in the crate `plot`.
//!
//! **A chart on a screen** is its data behind [`plotted`], which follows signals as any closure of
//! a view does, and a [`Chart`]:
//!
//! ```ignore
//! let plot = plotted(move || Some(Bars {
//!     direction: Direction::Across,
//!     category: t_string!(i18n, segments.segment).to_owned(),
//!     value: Quantity::new(t_string!(i18n, segments.customers), move |n| format::count(locale, n as usize)).whole(),
//!     series: Vec::new(),
//!     bars: vec![Bar { label, values: vec![12.0], tint: Some(Tint::segment(code, hue)), path: Some("/customers?segment=new".into()) }],
//! }));
//! view! { <Chart id="segment-sizes" title=label!(i18n, segments.sizes) summary=words plot=plot/> }
//! ```
//!
//! - Figures are put into words by the caller ([`Quantity`]), through `crate::format`.
//! - Paths are addresses of the app without its base, as `/customers?segment=new`. One of the page
//!   it stands on changes the address without leaving the place on the page.
//! - Colours are [`Tint`]s; how each [`plot::Class`] is painted is in `style/main.css`, section
//!   Charts.
//! - The chart is a card of its own; with `plain` it stands inside one. What stands below it, such
//!   as a `How`, goes in as children.
//! - `None` draws nothing, and hides the whole figure: say in its place why there is none.

mod drawing;
mod figure;
mod save;
mod table;

use std::rc::Rc;

use leptos::prelude::*;

pub use figure::Chart;
pub use plot::*;

/// What a [`Chart`] draws.
pub type Plotted = Signal<Option<Rc<dyn Plot>>, LocalStorage>;

/// A chart that follows the signals `make` reads.
pub fn plotted<P: Plot + 'static>(make: impl Fn() -> Option<P> + 'static) -> Plotted {
    Signal::derive_local(move || make().map(|plot| Rc::new(plot) as Rc<dyn Plot>))
}

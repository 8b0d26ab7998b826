use crate::figures::Table;

/// A chart of some figures.
pub trait Plot {
    /// The least width at which it can be read, in CSS pixels: with less, it is scrolled.
    fn least_width(&self) -> f64 {
        0.0
    }

    /// What it looks like at a width, in CSS pixels.
    fn scene(&self, width: f64) -> Scene;

    /// The figures drawn.
    fn table(&self) -> Table;

    /// Whether parts of it lead somewhere.
    fn has_links(&self) -> bool {
        false
    }
}

/// Shapes on a surface; places are CSS pixels from the top left.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// How wide the surface is.
    pub width: f64,
    /// How high.
    pub height: f64,
    /// What is on it, the hindmost first.
    pub shapes: Vec<Shape>,
}

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// What it is.
    pub form: Form,
    /// What it stands for, which says how it is painted.
    pub class: Class,
    /// Its colour.
    pub tint: Tint,
    /// What is said of it when a pointer rests on it.
    pub tip: Option<String>,
}

/// What a shape is.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// A rectangle.
    Rect {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
        /// How wide.
        width: f64,
        /// How high.
        height: f64,
    },
    /// A path, as SVG writes it in `d`.
    Path(String),
    /// A circle.
    Circle {
        /// Its middle, from the left.
        x: f64,
        /// Its middle, from the top.
        y: f64,
        /// Its radius.
        r: f64,
    },
    /// Words on a line.
    Text {
        /// Where they are anchored, from the left.
        x: f64,
        /// Their base line.
        y: f64,
        /// Which end of them is there.
        anchor: Anchor,
        /// The words.
        text: String,
    },
    /// Shapes that lead somewhere together.
    Link {
        /// The address in the app.
        path: String,
        /// What is read out.
        label: String,
        /// The shapes.
        shapes: Vec<Shape>,
    },
}

/// Which end of a text is at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// What a shape stands for; the style sheet paints each kind in its own way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Class {
    /// A quantity: filled with its colour.
    Mark,
    /// A quantity that is not closed, as the tail of a histogram.
    Open,
    /// A quantity with words on it: its colour's lighter shade.
    Tile,
    /// A line of its colour.
    Line,
    /// A broken line of its colour.
    Dashed,
    /// Dots of its colour, as a path of points.
    Dots,
    /// A band from one quantity to another, see-through.
    Ribbon,
    /// A part of the surface set apart from the rest.
    Region,
    /// A border or moment, drawn over the quantities.
    Cut,
    /// A line that helps the eye.
    Grid,
    /// The line quantities stand on.
    Axis,
    /// A field as strongly coloured as the number, `0.0..=1.0`.
    Heat(f64),
    /// Nothing to see: where a pointer finds a link.
    Hit,
    /// Words of an axis.
    Tick,
    /// Words that name something.
    Label,
    /// Words on a [`Class::Tile`], in its colour.
    On,
    /// The same, emphasised.
    OnTitle,
}

/// A colour by what it means: the code of a segment, or the number of a hue. Neither is the
/// accent of the app.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tint {
    /// A segment's code.
    pub seg: Option<String>,
    /// A hue, `"0"` to `"7"`.
    pub hue: Option<String>,
}

impl Tint {
    /// The accent.
    pub const ACCENT: Self = Self { seg: None, hue: None };

    /// A segment's colour: its code and, for one people made, its hue.
    #[must_use]
    pub fn segment(code: impl Into<String>, hue: Option<String>) -> Self {
        Self { seg: Some(code.into()), hue }
    }

    /// One of eight hues; numbers beyond begin again.
    #[must_use]
    pub fn hue(number: usize) -> Self {
        Self { seg: None, hue: Some((number % 8).to_string()) }
    }

    /// The colour of the `n`-th of several series, counted from 0: neighbours differ in hue.
    #[must_use]
    pub fn series(n: usize) -> Self {
        match n {
            0 => Self::ACCENT,
            n => Self::hue([1, 4, 7, 3, 0, 5, 2][(n - 1) % 7]),
        }
    }
}

impl Shape {
    /// A shape of the accent.
    #[must_use]
    pub fn new(class: Class, form: Form) -> Self {
        Self { form, class, tint: Tint::ACCENT, tip: None }
    }

    /// With a colour.
    #[must_use]
    pub fn tinted(self, tint: &Tint) -> Self {
        Self { tint: tint.clone(), ..self }
    }

    /// With words for whoever rests on it.
    #[must_use]
    pub fn tipped(self, tip: impl Into<String>) -> Self {
        Self { tip: Some(tip.into()), ..self }
    }

    pub(crate) fn rect(class: Class, x: f64, y: f64, width: f64, height: f64) -> Self {
        let (width, height) = (width.max(0.0), height.max(0.0));
        Self::new(
            class,
            Form::Rect { x: round(x), y: round(y), width: round(width), height: round(height) },
        )
    }

    pub(crate) fn line(class: Class, from: (f64, f64), to: (f64, f64)) -> Self {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(round);
        Self::new(class, Form::Path(format!("M{x1} {y1}L{x2} {y2}")))
    }

    pub(crate) fn text(
        class: Class,
        x: f64,
        y: f64,
        anchor: Anchor,
        text: impl Into<String>,
    ) -> Self {
        Self::new(class, Form::Text { x: round(x), y: round(y), anchor, text: text.into() })
    }

    /// Shapes that lead to an address if there is one.
    pub(crate) fn linked(path: Option<&String>, label: &str, shapes: Vec<Self>) -> Vec<Self> {
        match path {
            None => shapes,
            Some(path) => {
                let (path, label) = (path.clone(), label.to_owned());
                vec![Self::new(Class::Hit, Form::Link { path, label, shapes })]
            }
        }
    }
}

/// To a tenth of a pixel, which is finer than eyes and shorter to write.
pub(crate) fn round(place: f64) -> f64 {
    let rounded = (place * 10.0).round() / 10.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

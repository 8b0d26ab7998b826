//! What tests of layouts share.
#![allow(dead_code, reason = "each test file takes what it needs")]

use plot::{Form, Quantity, Scene, Shape};
use proptest::prelude::*;

/// A quantity written with one digit after the point.
pub fn plain(label: &str) -> Quantity {
    Quantity::new(label, |number| format!("{number:.1}"))
}

/// All shapes, those of links among them.
pub fn flat(shapes: &[Shape]) -> Vec<&Shape> {
    fn of(shape: &Shape) -> Vec<&Shape> {
        match &shape.form {
            Form::Link { shapes, .. } => flat(shapes),
            _ => vec![shape],
        }
    }
    shapes.iter().flat_map(of).collect()
}

/// Nothing is drawn outside the surface, and every place is a number.
pub fn stays_inside(scene: &Scene) -> Result<(), TestCaseError> {
    for shape in flat(&scene.shapes) {
        let (left, right, top, bottom) = match &shape.form {
            Form::Rect { x, y, width, height } => (*x, x + width, *y, y + height),
            Form::Circle { x, y, r } => (x - r, x + r, y - r, y + r),
            Form::Text { x, y, .. } => (*x, *x, *y, *y),
            Form::Path(path) => {
                prop_assert!(!path.contains("NaN") && !path.contains("inf"), "{path}");
                continue;
            }
            Form::Link { .. } => continue,
        };
        let inside = left >= -1.0 && right <= scene.width + 1.0 && top >= -1.0;
        prop_assert!(inside && bottom <= scene.height + 1.0, "{shape:?} of {}", scene.width);
    }
    Ok(())
}

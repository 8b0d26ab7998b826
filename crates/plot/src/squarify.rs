/// A rectangle of the treemap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tile {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// How wide.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// Fills a rectangle with tiles as large as the `values`, in their order, as near to squares as
/// rows allow: Bruls, Huizing, van Wijk, "Squarified Treemaps" (2000). Best when values descend.
/// Values that are not above zero get tiles of no size.
#[must_use]
pub fn squarify(values: &[f64], width: f64, height: f64) -> Vec<Tile> {
    let value = |n: usize| values.get(n).copied().filter(|v| v.is_finite()).unwrap_or(0.0).max(0.0);
    let total: f64 = (0..values.len()).map(value).sum();
    let mut rest = Tile { x: 0.0, y: 0.0, width: width.max(0.0), height: height.max(0.0) };
    let scale = if total > 0.0 { rest.width * rest.height / total } else { 0.0 };
    let areas: Vec<f64> = (0..values.len()).map(|n| value(n) * scale).collect();
    let mut tiles = Vec::with_capacity(areas.len());
    let mut left = areas.as_slice();
    while !left.is_empty() {
        let side = rest.width.min(rest.height);
        let mut taken = 1;
        while taken < left.len() && worst(&left[..=taken], side) <= worst(&left[..taken], side) {
            taken += 1;
        }
        let (row, after) = left.split_at(taken);
        lay(row, &mut rest, &mut tiles);
        left = after;
    }
    tiles
}

/// How far from a square the worst tile of a row along a side is.
fn worst(row: &[f64], side: f64) -> f64 {
    let sum: f64 = row.iter().sum();
    let (least, most) =
        row.iter().fold((f64::MAX, 0.0_f64), |(low, high), v| (low.min(*v), high.max(*v)));
    if least <= 0.0 || sum <= 0.0 {
        return f64::MAX;
    }
    let square = side * side;
    (square * most / (sum * sum)).max(sum * sum / (square * least))
}

/// Lays a row along the shorter side and takes its room away.
fn lay(row: &[f64], rest: &mut Tile, tiles: &mut Vec<Tile>) {
    let sum: f64 = row.iter().sum();
    let upright = rest.width >= rest.height;
    let side = if upright { rest.height } else { rest.width };
    let deep = if side > 0.0 { sum / side } else { 0.0 };
    let mut at = 0.0;
    for area in row {
        let long = if deep > 0.0 { area / deep } else { 0.0 };
        tiles.push(if upright {
            Tile { x: rest.x, y: rest.y + at, width: deep, height: long }
        } else {
            Tile { x: rest.x + at, y: rest.y, width: long, height: deep }
        });
        at += long;
    }
    if upright {
        rest.x += deep;
        rest.width = (rest.width - deep).max(0.0);
    } else {
        rest.y += deep;
        rest.height = (rest.height - deep).max(0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the paper, figure 4: areas 6, 6, 4, 3, 2, 2, 1 in 6 by 4.
    #[test]
    fn the_published_example() {
        let tiles = squarify(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], 6.0, 4.0);
        let near = |tile: &Tile, x: f64, y: f64, width: f64, height: f64| {
            let [a, b] = [[tile.x, tile.y, tile.width, tile.height], [x, y, width, height]];
            assert!(a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9), "{tile:?}");
        };
        near(&tiles[0], 0.0, 0.0, 3.0, 2.0);
        near(&tiles[1], 0.0, 2.0, 3.0, 2.0);
        near(&tiles[2], 3.0, 0.0, 12.0 / 7.0, 7.0 / 3.0);
        near(&tiles[3], 3.0 + 12.0 / 7.0, 0.0, 9.0 / 7.0, 7.0 / 3.0);
        near(&tiles[4], 3.0, 7.0 / 3.0, 1.2, 5.0 / 3.0);
    }
}

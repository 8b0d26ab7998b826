//! Slow and simple versions that share no code with the crate.

/// Points, a row each.
pub type Rows = Vec<Vec<f64>>;

pub fn squared(a: &[f64], b: &[f64]) -> f64 {
    (0..a.len()).map(|at| (a[at] - b[at]).powi(2)).sum()
}

/// Which centroid is the nearest to each row.
pub fn assign(rows: &Rows, centroids: &Rows) -> Vec<usize> {
    let nearest = |row: &Vec<f64>| {
        let distances: Vec<f64> = centroids.iter().map(|at| squared(row, at)).collect();
        (0..distances.len()).min_by(|a, b| distances[*a].total_cmp(&distances[*b])).unwrap()
    };
    rows.iter().map(nearest).collect()
}

pub fn inertia(rows: &Rows, centroids: &Rows) -> f64 {
    let nearest = assign(rows, centroids);
    rows.iter().zip(nearest).map(|(row, of)| squared(row, &centroids[of])).sum()
}

/// A thousand of Lloyd's rounds; a centroid without rows stays where it is.
pub fn lloyd(rows: &Rows, mut centroids: Rows) -> Rows {
    for _ in 0..1_000 {
        let nearest = assign(rows, &centroids);
        let before = centroids.clone();
        for (number, centroid) in centroids.iter_mut().enumerate() {
            let own: Vec<&Vec<f64>> = rows
                .iter()
                .zip(&nearest)
                .filter(|(_, of)| **of == number)
                .map(|pair| pair.0)
                .collect();
            if own.is_empty() {
                continue;
            }
            for at in 0..centroid.len() {
                centroid[at] = own.iter().map(|row| row[at]).sum::<f64>() / own.len() as f64;
            }
        }
        if before == centroids {
            break;
        }
    }
    centroids
}

/// The mean silhouette as Rousseeuw defines it, row by row.
pub fn silhouette(rows: &Rows, of: &[usize]) -> f64 {
    let clusters = of.iter().max().unwrap() + 1;
    let mean_to = |row: usize, cluster: usize| {
        let others = (0..rows.len()).filter(|other| *other != row && of[*other] == cluster);
        let distances: Vec<f64> =
            others.map(|other| squared(&rows[row], &rows[other]).sqrt()).collect();
        (!distances.is_empty()).then(|| distances.iter().sum::<f64>() / distances.len() as f64)
    };
    let one = |row: usize| {
        let Some(a) = mean_to(row, of[row]) else { return 0.0 };
        let b = (0..clusters).filter(|cluster| *cluster != of[row]);
        let b = b.filter_map(|cluster| mean_to(row, cluster)).fold(f64::INFINITY, f64::min);
        if a.max(b) == 0.0 { 0.0 } else { (b - a) / a.max(b) }
    };
    (0..rows.len()).map(one).sum::<f64>() / rows.len() as f64
}

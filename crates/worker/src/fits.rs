//! Clusters on their way back: a part a number of clusters, or why there are none.

use analytics::clusters::{ClustersError, Fit, Model, Scale};
use model::wire::{Reader, Unreadable, Writer};

/// A fit as bytes.
pub(crate) fn encode(fit: &Fit) -> Vec<u8> {
    let mut out = Writer::default();
    out.array(6);
    out.uint(0);
    let scales = fit.model.scales().iter().flat_map(|scale| [scale.unit, scale.mean, scale.sd]);
    numbers(scales, &mut out);
    numbers(fit.model.centroids().iter().flatten().copied(), &mut out);
    out.array(fit.sizes.len());
    fit.sizes.iter().for_each(|size| out.uint(*size as u64));
    numbers([fit.inertia], &mut out);
    numbers(fit.silhouette, &mut out);
    out.finish()
}

/// That customers differ too little, as bytes.
pub(crate) fn encode_too_few(distinct: usize, clusters: u8) -> Vec<u8> {
    let mut out = Writer::default();
    out.array(3);
    out.uint(1);
    out.uint(distinct as u64);
    out.uint(clusters.into());
    out.finish()
}

/// A fit from bytes, or why there is none.
///
/// # Errors
/// When they are neither.
pub fn decode(bytes: &[u8]) -> Result<Result<Fit, ClustersError>, Unreadable> {
    let mut from = Reader::new(bytes);
    from.array()?;
    match from.uint()? {
        0 => {}
        1 => {
            let distinct = count(&mut from)?;
            let clusters = count(&mut from)?;
            return Ok(Err(ClustersError::TooFewDistinct { distinct, clusters }));
        }
        _ => return Err(from.wrong("neither clusters nor a reason")),
    }
    let scales = read(&mut from)?;
    let scales = scales.as_chunks().0.iter();
    let scales: Vec<Scale> =
        scales.map(|[unit, mean, sd]| Scale { unit: *unit, mean: *mean, sd: *sd }).collect();
    let centroids = read(&mut from)?;
    let centroids = centroids.chunks(scales.len().max(1)).map(<[f64]>::to_vec).collect();
    let model = Model::new(scales, centroids).map_err(|why| from.wrong(&why.to_string()))?;
    let sizes: Vec<usize> =
        (0..from.array()?).map(|_| count(&mut from)).collect::<Result<_, _>>()?;
    if sizes.len() != usize::from(model.clusters()) {
        return Err(from.wrong("another number of clusters"));
    }
    let [inertia] = read(&mut from)?[..] else { return Err(from.wrong("no inertia")) };
    let silhouette = read(&mut from)?.first().copied();
    Ok(Ok(Fit { model, sizes, inertia, silhouette }))
}

fn count<T: TryFrom<u64>>(from: &mut Reader<'_>) -> Result<T, Unreadable> {
    from.uint()?.try_into().map_err(|_| from.wrong("a number out of range"))
}

fn numbers(numbers: impl IntoIterator<Item = f64>, out: &mut Writer) {
    let bytes: Vec<u8> = numbers.into_iter().flat_map(f64::to_le_bytes).collect();
    out.bytes(&bytes);
}

fn read(from: &mut Reader<'_>) -> Result<Vec<f64>, Unreadable> {
    let (numbers, rest) = from.bytes()?.as_chunks();
    if !rest.is_empty() {
        return Err(from.wrong("half a number"));
    }
    Ok(numbers.iter().map(|number| f64::from_le_bytes(*number)).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use analytics::clusters::Points;

    use super::*;

    #[test]
    fn fits_and_reasons_arrive_as_they_were() {
        let columns = [&[1.0, 2.0, 30.0, 41.0, 900.0][..], &[5.0, 5.0, 2.0, 1.0, 1.0]];
        let points = Points::new(&columns).unwrap();
        for k in 2..=5 {
            let fit = points.fit(k).unwrap();
            assert_eq!(decode(&encode(&fit)), Ok(Ok(fit)));
        }
        let silent = Fit { silhouette: None, ..points.fit(2).unwrap() };
        assert_eq!(decode(&encode(&silent)), Ok(Ok(silent)));
        let too_few = ClustersError::TooFewDistinct { distinct: 70_000, clusters: 2 };
        assert_eq!(decode(&encode_too_few(70_000, 2)), Ok(Err(too_few)));
    }

    #[test]
    fn a_fit_cut_short_is_refused_wherever_it_is_cut() {
        let points = Points::new(&[&[1.0, 2.0, 30.0]]).unwrap();
        let bytes = encode(&points.fit(2).unwrap());
        for end in 0..bytes.len() {
            assert!(decode(&bytes[..end]).is_err(), "{end}");
        }
    }
}

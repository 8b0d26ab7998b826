use super::axis::Axis;
use super::measure::Measures;

/// The measured customers from the worst to the best on each axis; equal ones by their index.
///
/// Everything that scores and sums up needs is a walk along these orders, so they are what is
/// kept when one customer changes: to move it takes a search and a shift.
#[derive(Debug, Clone)]
pub(super) struct Ranking([Vec<u32>; 3]);

impl Ranking {
    /// Linear in customers, but where values of an axis span more than 2^32.
    pub(super) fn of(measures: &Measures) -> Self {
        let customers: Vec<u32> = measures.measured().collect();
        Self(Axis::ALL.map(|axis| sorted(measures, axis, &customers)))
    }

    pub(super) fn along(&self, axis: Axis) -> &[u32] {
        &self.0[axis as usize]
    }

    /// Takes a customer out, who stands where `measures` say.
    pub(super) fn remove(&mut self, measures: &Measures, customer: u32) {
        for axis in Axis::ALL {
            let place = self.place(measures, axis, customer);
            let order = &mut self.0[axis as usize];
            if order.get(place) == Some(&customer) {
                order.remove(place);
            }
        }
    }

    /// Puts a measured customer, who is not in it, where `measures` say.
    pub(super) fn insert(&mut self, measures: &Measures, customer: u32) {
        for axis in Axis::ALL {
            let place = self.place(measures, axis, customer);
            self.0[axis as usize].insert(place, customer);
        }
    }

    fn place(&self, measures: &Measures, axis: Axis, customer: u32) -> usize {
        let own = (axis.value(measures, customer), customer);
        self.along(axis).partition_point(|&other| (axis.value(measures, other), other) < own)
    }
}

/// `customers`, ascending, by their value.
fn sorted(measures: &Measures, axis: Axis, customers: &[u32]) -> Vec<u32> {
    const FEW: u32 = 1 << 16;
    let exact = |customer: u32| (axis.value(measures, customer), customer);
    let wholes = || customers.iter().map(|&customer| axis.whole(measures, customer));
    let (Some(min), Some(max)) = (wholes().min(), wholes().max()) else {
        return Vec::new();
    };
    let Ok(span) = u32::try_from(max.abs_diff(min)) else {
        let mut order = customers.to_vec();
        order.sort_unstable_by_key(|&customer| exact(customer));
        return order;
    };
    let fractions = axis == Axis::Monetary && measures.has_fractions();
    // Of a fraction, as much as there is room for: few are left to be told apart exactly.
    let room = if fractions { span.leading_zeros() } else { 0 };
    let key = |&customer: &u32| {
        if !fractions {
            return axis.whole(measures, customer).abs_diff(min);
        }
        let (value, _) = exact(customer);
        let part = (u64::from(value.part()) << room) / u64::from(value.count());
        (value.whole().abs_diff(min) << room) | part
    };
    if !fractions && span < FEW {
        let keyed: Vec<u32> = customers.iter().map(|customer| key(customer) as u32).collect();
        let mut order = vec![0; customers.len()];
        let items = keyed.iter().zip(customers);
        let mut next = vec![0; span as usize + 1];
        place(items, &mut next, &mut order, |(key, _)| **key as usize, |(_, customer)| *customer);
        return order;
    }
    let keyed = customers.iter().map(|customer| (key(customer) << 32) | u64::from(*customer));
    let mut keyed = by_digits(keyed.collect(), if fractions { u32::MAX } else { span });
    if fractions {
        for alike in keyed.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            alike.sort_unstable_by_key(|&keyed| exact(keyed as u32));
        }
    }
    keyed.into_iter().map(|keyed| keyed as u32).collect()
}

/// Sorts by the upper halves, none above `most`, and leaves those of one upper half in order:
/// digit by digit, the lowest first. Of so many digits that what is written to at once fits the
/// nearest cache.
fn by_digits(mut items: Vec<u64>, most: u32) -> Vec<u64> {
    const DIGIT: u32 = 8;
    let mut sorted = vec![0; items.len()];
    let mut shift = 0;
    while shift < u32::BITS && most >> shift > 0 {
        let digit = |item: &u64| (item >> (32 + shift)) as usize & ((1 << DIGIT) - 1);
        place(items.iter().copied(), &mut [0; 1 << DIGIT], &mut sorted, digit, |item| item);
        std::mem::swap(&mut items, &mut sorted);
        shift += DIGIT;
    }
    items
}

/// Puts what is kept of each item behind those of a lower bucket, of which `next` has room for
/// each, all zero.
fn place<T, U: Copy>(
    items: impl Iterator<Item = T> + Clone,
    next: &mut [u32],
    sorted: &mut [U],
    bucket: impl Fn(&T) -> usize,
    kept: impl Fn(T) -> U,
) {
    for item in items.clone() {
        next[bucket(&item)] += 1;
    }
    let mut start = 0;
    for place in &mut *next {
        start += std::mem::replace(place, start);
    }
    for item in items {
        let place = &mut next[bucket(&item)];
        sorted[*place as usize] = kept(item);
        *place += 1;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::orders::OrderColumns;
    use crate::rfm::{Monetary, RfmConfig, measure};

    fn order(axis: Axis, rows: &[(u32, i32, i64)], monetary: Monetary) -> Vec<u32> {
        let customer: Vec<u32> = rows.iter().map(|row| row.0).collect();
        let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
        let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
        let orders = OrderColumns::new(&customer, &day, &amount).unwrap();
        let config = RfmConfig { monetary, ..RfmConfig::new(100) };
        Ranking::of(&measure(&orders, 6, &config).unwrap()).along(axis).to_vec()
    }

    #[test]
    fn the_worst_comes_first_and_equals_by_index_and_nobody_without_an_order() {
        let rows = [(4, 10, 5), (0, 90, 7), (2, 10, -3), (3, 50, 5), (3, 20, 0), (1, 10, 5)];
        let by = |axis| order(axis, &rows, Monetary::Sum);
        assert_eq!(by(Axis::Recency), [1, 4, 3, 0]);
        assert_eq!(by(Axis::Frequency), [0, 1, 4, 3]);
        assert_eq!(by(Axis::Monetary), [1, 3, 4, 0]);
    }

    #[test]
    fn means_are_told_apart_by_their_fractions() {
        let rows = [(0, 1, 5), (0, 1, 6), (1, 1, 5), (2, 1, 16), (2, 1, 0), (2, 1, 0), (3, 1, 4)];
        assert_eq!(order(Axis::Monetary, &rows, Monetary::Mean), [3, 1, 2, 0]);
    }

    #[test]
    fn any_span_of_values_is_put_in_order() {
        for top in [1, 1 << 10, 1 << 11, 1 << 22, u32::MAX.into(), 1 << 33, 1 << 60] {
            let rows = [(0, 1, top), (1, 1, 0), (2, 1, top / 2), (3, 1, top - 1), (4, 1, top / 3)];
            let mut expected: Vec<(i64, u32)> = rows.iter().map(|row| (row.2, row.0)).collect();
            expected.sort_unstable();
            let expected: Vec<u32> = expected.into_iter().map(|(_, customer)| customer).collect();
            assert_eq!(order(Axis::Monetary, &rows, Monetary::Sum), expected, "{top}");
        }
    }
}

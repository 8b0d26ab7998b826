/// The values that stand at the given ranks, were `values` sorted. Ranks ascend, may repeat,
/// and lie within `values`, which are left in another order.
pub(super) fn at_ranks<T: Ord + Copy>(
    values: &mut [T],
    ranks: impl IntoIterator<Item = usize>,
) -> Vec<T> {
    let mut settled = 0;
    ranks
        .into_iter()
        .map(|rank| {
            // What stands before the last rank found is no greater: look only at the rest.
            let (_, value, _) = values[settled..].select_nth_unstable(rank - settled);
            settled = rank;
            *value
        })
        .collect()
}

/// The two values in the middle, the same one twice if their number is odd, were `values`
/// sorted: the median is half way between. `None` of nothing.
pub(super) fn middle<T: Ord + Copy>(values: &mut [T]) -> Option<(T, T)> {
    let last = values.len().checked_sub(1)?;
    match at_ranks(values, [last / 2, values.len() / 2])[..] {
        [low, high] => Some((low, high)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_find_what_sorting_would() {
        let values = [5, 1, 4, 1, 5, 9, 2, 6, 5, 3];
        let mut sorted = values;
        sorted.sort_unstable();
        for first in 0..values.len() {
            for second in first..values.len() {
                assert_eq!(
                    at_ranks(&mut values.clone(), [first, second, second]),
                    [sorted[first], sorted[second], sorted[second]]
                );
            }
        }
    }

    #[test]
    fn the_middle_is_one_value_or_two() {
        assert_eq!(middle::<u32>(&mut []), None);
        assert_eq!(middle(&mut [7]), Some((7, 7)));
        assert_eq!(middle(&mut [9, 2]), Some((2, 9)));
        assert_eq!(middle(&mut [3, 9, 1]), Some((3, 3)));
        assert_eq!(middle(&mut [8, 1, 4, 6]), Some((4, 6)));
    }
}

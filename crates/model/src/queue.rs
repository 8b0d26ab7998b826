//! Many values in the order they came.

use std::collections::{VecDeque, vec_deque};
use std::fmt;
use std::iter::Flatten;

/// How many values lie together.
const BLOCK: usize = 1 << 10;

/// Many values in the order they came: added at the end, taken from the front. They lie in blocks,
/// so that adding one moves few others, and those taken give their room back: of a million rows in
/// one piece there would now and then be two, and copying them would keep a page from answering.
#[derive(Clone)]
pub struct Queue<T> {
    /// None is empty; all but the first and the last are full.
    blocks: VecDeque<VecDeque<T>>,
}

/// The values of a queue, by reference.
pub type Iter<'a, T> = Flatten<vec_deque::Iter<'a, VecDeque<T>>>;

impl<T> Queue<T> {
    /// Adds a value at the end.
    pub fn push(&mut self, value: T) {
        match self.blocks.back_mut() {
            Some(last) if last.len() < BLOCK => last.push_back(value),
            full => {
                // Most queues hold few values.
                let room = if full.is_some() { BLOCK } else { 1 };
                let mut block = VecDeque::with_capacity(room);
                block.push_back(value);
                self.blocks.push_back(block);
            }
        }
    }

    /// Takes the value at the front.
    pub fn take(&mut self) -> Option<T> {
        let first = self.blocks.front_mut()?;
        let value = first.pop_front();
        if first.is_empty() {
            self.blocks.pop_front();
        }
        value
    }

    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        let ends = match (self.blocks.front(), self.blocks.back()) {
            (Some(first), Some(last)) if self.blocks.len() > 1 => first.len() + last.len(),
            (first, _) => first.map_or(0, VecDeque::len),
        };
        ends + self.blocks.len().saturating_sub(2) * BLOCK
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The values, from the front.
    pub fn iter(&self) -> Iter<'_, T> {
        self.blocks.iter().flatten()
    }

    /// The values, from the front, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.blocks.iter_mut().flatten()
    }

    /// The last value, to change it.
    pub fn last_mut(&mut self) -> Option<&mut T> {
        self.blocks.back_mut()?.back_mut()
    }

    /// The value so many places from the front, to change it.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        let first = self.blocks.front()?.len();
        let (block, at) = match at.checked_sub(first) {
            Some(beyond) => (1 + beyond / BLOCK, beyond % BLOCK),
            None => (0, at),
        };
        self.blocks.get_mut(block)?.get_mut(at)
    }
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { blocks: VecDeque::new() }
    }
}

impl<T: fmt::Debug> fmt::Debug for Queue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T: PartialEq> PartialEq for Queue<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other)
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for Queue<T> {
    fn eq(&self, other: &[T; N]) -> bool {
        self.iter().eq(other)
    }
}

impl<T> Extend<T> for Queue<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl<T> FromIterator<T> for Queue<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut queue = Self::default();
        queue.extend(values);
        queue
    }
}

impl<T, const N: usize> From<[T; N]> for Queue<T> {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T> IntoIterator for Queue<T> {
    type Item = T;
    type IntoIter = Flatten<vec_deque::IntoIter<VecDeque<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.blocks.into_iter().flatten()
    }
}

impl<'a, T> IntoIterator for &'a Queue<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_what_a_plain_one_is(
            steps in prop::collection::vec((0..3 * BLOCK, 0..3 * BLOCK), 0..6),
        ) {
            let (mut queue, mut plain) = (Queue::default(), VecDeque::new());
            let mut next = 0..;
            for (come, go) in steps {
                let new: Vec<u32> = next.by_ref().take(come).collect();
                plain.extend(&new);
                queue.extend(new);
                for _ in 0..go {
                    prop_assert_eq!(queue.take(), plain.pop_front());
                }
                prop_assert!(queue.iter().eq(&plain) && queue.clone().into_iter().eq(plain.clone()));
                prop_assert_eq!((queue.len(), queue.is_empty()), (plain.len(), plain.is_empty()));
                prop_assert_eq!(queue.last_mut(), plain.back_mut());
                queue.iter_mut().zip(&mut plain).for_each(|(one, other)| {
                    *one ^= 1;
                    *other ^= 1;
                });
                for at in [0, BLOCK - 1, BLOCK, 2 * BLOCK + 7, plain.len()] {
                    prop_assert_eq!(queue.get_mut(at), plain.get_mut(at));
                }
                let full = |block: &VecDeque<u32>| block.len() <= BLOCK && !block.is_empty();
                prop_assert!(queue.blocks.iter().all(full));
            }
            // Where blocks begin is nobody's business.
            prop_assert_eq!(queue, plain.iter().copied().collect::<Queue<u32>>());
        }
    }
}

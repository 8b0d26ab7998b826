//! Optimal string alignment distance of one word to the beginnings of many.

/// The letters of a word as bit vectors.
///
/// The distance counts letters inserted, left out, exchanged, and neighbours swapped, none of
/// which is edited twice. Heikki Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and
/// Damerau Edit Distances", Nordic Journal of Computing 10 (2003): a column of the table of
/// distances is kept as differences between neighbours, so that a letter costs a few operations
/// and the last row, the distances of the whole word to every beginning, falls out on the way.
pub(crate) struct Osa {
    /// For each of the letters a to z, where it stands.
    latin: [u64; 26],
    /// The same for other letters.
    others: Vec<(char, u64)>,
    len: u32,
}

impl Osa {
    /// Of a word of 1 to 64 characters.
    pub(crate) fn new(word: &str) -> Self {
        let mut osa = Self { latin: [0; 26], others: Vec::new(), len: 0 };
        for c in word.chars().take(64) {
            let bit = 1 << osa.len;
            osa.len += 1;
            let latin = u32::from(c).wrapping_sub(u32::from('a'));
            if let Some(places) = osa.latin.get_mut(latin as usize) {
                *places |= bit;
            } else if let Some((_, places)) = osa.others.iter_mut().find(|(other, _)| *other == c) {
                *places |= bit;
            } else {
                osa.others.push((c, bit));
            }
        }
        osa
    }

    #[inline]
    fn places(&self, c: char) -> u64 {
        let latin = u32::from(c).wrapping_sub(u32::from('a'));
        match self.latin.get(latin as usize) {
            Some(places) => *places,
            None => self.others.iter().find(|(other, _)| *other == c).map_or(0, |(_, p)| *p),
        }
    }

    /// The least distance to a beginning of `text` of at most `longest` characters.
    pub(crate) fn to_beginning(&self, text: impl Iterator<Item = char>, longest: usize) -> u32 {
        let last = 1_u64 << self.len.saturating_sub(1).min(63);
        let mut distance = self.len;
        let mut least = distance;
        // Where the column rises and falls; where it equals its left upper neighbour.
        let (mut up, mut down, mut diagonal) = (u64::MAX, 0_u64, 0_u64);
        let mut places_before = 0;
        for c in text.take(longest) {
            let places = self.places(c);
            let swapped = ((!diagonal & places) << 1) & places_before;
            diagonal = ((places & up).wrapping_add(up) ^ up) | places | down | swapped;
            let right_up = down | !(diagonal | up);
            let right_down = diagonal & up;
            distance += u32::from(right_up & last != 0);
            distance -= u32::from(right_down & last != 0);
            least = least.min(distance);
            let right_up = (right_up << 1) | 1;
            up = (right_down << 1) | !(diagonal | right_up);
            down = right_up & diagonal;
            places_before = places;
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_least_distance_is_that_of_the_textbook(
            word in "[a-dé李]{1,64}",
            text in "[a-dé李]{0,70}",
            longest in 0..70_usize,
        ) {
            let letters: Vec<char> = text.chars().take(longest).collect();
            let least = (0..=letters.len())
                .map(|len| letters[..len].iter().collect::<String>())
                .map(|beginning| strsim::osa_distance(&word, &beginning))
                .min();
            let found = Osa::new(&word).to_beginning(text.chars(), longest);
            prop_assert_eq!(Some(found as usize), least);
        }
    }
}

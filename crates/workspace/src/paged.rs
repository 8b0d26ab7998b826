//! A list that grows without moving what is in it. Rows are large and many: a vector that
//! doubles copies them all and for a moment needs three times their room, which a page never
//! gives back.

const PAGE: usize = 1 << 10;

/// Items by number, in pages.
#[derive(Debug)]
pub(crate) struct Paged<T> {
    /// All full but the last.
    pages: Vec<Vec<T>>,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Self { pages: Vec::new() }
    }
}

impl<T> Paged<T> {
    pub(crate) fn len(&self) -> usize {
        let last = self.pages.last().map_or(0, Vec::len);
        self.pages.len().saturating_sub(1) * PAGE + last
    }

    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        self.pages.get(index / PAGE)?.get(index % PAGE)
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.pages.get_mut(index / PAGE)?.get_mut(index % PAGE)
    }

    pub(crate) fn push(&mut self, item: T) {
        match self.pages.last_mut() {
            Some(page) if page.len() < PAGE => page.push(item),
            // Small workspaces have small tables, and few pages are never filled.
            None => self.pages.push(vec![item]),
            Some(_) => {
                let mut page = Vec::with_capacity(PAGE);
                page.push(item);
                self.pages.push(page);
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.pages.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_where_it_was_put() {
        for len in [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE] {
            let mut list = Paged::default();
            (0..len).for_each(|item| list.push(item));
            assert_eq!(list.len(), len);
            assert!(list.iter().copied().eq(0..len));
            assert!((0..len).all(|index| list.get(index) == Some(&index)));
            assert_eq!(list.get(len), None);
            if let Some(last) = len.checked_sub(1).and_then(|last| list.get_mut(last)) {
                *last = 7;
                assert_eq!(list.iter().last(), Some(&7));
            }
        }
    }
}

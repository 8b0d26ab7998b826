//! The headers of a file, to be looked up by name.

use std::collections::BTreeMap;

use crate::csv::fold::fold;

/// The columns of a file by folded header.
pub(super) struct Headers {
    count: usize,
    exact: BTreeMap<String, Vec<usize>>,
    /// By header with `#` for its first number; with the number.
    numbered: BTreeMap<String, Vec<(usize, String)>>,
}

impl Headers {
    pub(super) fn new(headers: &[String]) -> Self {
        let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut numbered: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
        for (column, header) in headers.iter().enumerate() {
            let name = fold(header);
            if let Some((pattern, number)) = split_number(&name) {
                numbered.entry(pattern).or_default().push((column, number));
            }
            exact.entry(name).or_default().push(column);
        }
        Self { count: headers.len(), exact, numbered }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether there is a column with one of `names`, which `|` separates.
    pub(super) fn has(&self, names: &str) -> bool {
        names.split('|').any(|name| self.exact.contains_key(name))
    }

    /// The columns with the first of `names` that the file has, each with what stands for `#`.
    pub(super) fn find(&self, names: &str) -> Vec<(usize, &str)> {
        let found = names.split('|').find_map(|name| {
            let numbered = self.numbered.get(name);
            let numbered =
                numbered.map(|list| list.iter().map(|(i, n)| (*i, n.as_str())).collect());
            let exact = self.exact.get(name);
            numbered.or_else(|| exact.map(|list| list.iter().map(|i| (*i, "")).collect()))
        });
        found.unwrap_or_default()
    }

    /// The column with one of `names`, in which `#` stands for `number`.
    pub(super) fn find_numbered(&self, names: &str, number: &str) -> Option<usize> {
        names.split('|').find_map(|name| {
            let columns = self.exact.get(&name.replacen('#', number, 1))?;
            columns.first().copied()
        })
    }
}

/// `phone 2 - value` as `phone # - value` and `2`.
fn split_number(name: &str) -> Option<(String, String)> {
    let start = name.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = name.split_at_checked(start)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at_checked(end)?;
    Some((format!("{before}#{after}"), number.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_by_number() {
        let names = ["Phone 1 - Value", "City", "Phone 12 - Type", "PHONE 12 -  value", "city"];
        let headers = Headers::new(&names.map(str::to_owned));
        assert_eq!(headers.count(), 5);
        assert!(headers.has("town|city") && !headers.has("town|phone"));
        assert_eq!(headers.find("town|city"), [(1, ""), (4, "")]);
        assert_eq!(headers.find("phone # - value"), [(0, "1"), (3, "12")]);
        assert_eq!(headers.find("phone # - label"), []);
        assert_eq!(headers.find_numbered("phone # - label|phone # - type", "12"), Some(2));
        assert_eq!(headers.find_numbered("phone # - label|phone # - type", "1"), None);
    }
}

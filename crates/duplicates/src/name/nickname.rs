//! Short forms of English given names.

/// The full name, and what people make of it.
const NAMES: [(&str, &[&str]); 36] = [
    ("alexander", &["alex", "al", "sandy", "xander"]),
    ("alexandra", &["alex", "sandra", "lexi"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("benjamin", &["ben"]),
    ("catherine", &["cathy", "kate", "katie"]),
    ("charles", &["charlie", "chuck"]),
    ("christine", &["chris", "tina"]),
    ("christopher", &["chris", "kit"]),
    ("daniel", &["dan", "danny"]),
    ("david", &["dave"]),
    ("deborah", &["deb", "debbie"]),
    ("donald", &["don"]),
    ("edward", &["ed", "eddie", "ted", "ned"]),
    ("elizabeth", &["liz", "lizzie", "beth", "betty", "eliza"]),
    ("frederick", &["fred"]),
    ("gregory", &["greg"]),
    ("henry", &["harry", "hank"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("jennifer", &["jen", "jenny"]),
    ("john", &["jack", "johnny"]),
    ("joseph", &["joe"]),
    ("katherine", &["kate", "kathy", "katie"]),
    ("margaret", &["maggie", "meg", "peggy"]),
    ("matthew", &["matt"]),
    ("michael", &["mike", "mick"]),
    ("nicholas", &["nick"]),
    ("patricia", &["pat", "trish"]),
    ("patrick", &["pat", "paddy"]),
    ("peter", &["pete"]),
    ("richard", &["rick", "dick", "rich"]),
    ("robert", &["bob", "rob", "bobby"]),
    ("samuel", &["sam"]),
    ("susan", &["sue", "susie"]),
    ("thomas", &["tom", "tommy"]),
    ("william", &["bill", "will", "billy", "liam"]),
];

/// Whether one is short for the other.
pub(super) fn are(one: &str, other: &str) -> bool {
    let short_for = |short: &str, full: &str| {
        NAMES
            .binary_search_by_key(&full, |entry| entry.0)
            .is_ok_and(|at| NAMES.get(at).is_some_and(|(_, shorts)| shorts.contains(&short)))
    };
    short_for(one, other) || short_for(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_known_both_ways() {
        assert!(are("bob", "robert") && are("robert", "bob"));
        assert!(!are("bob", "rob") && !are("robert", "robert") && !are("bob", "william"));
    }

    #[test]
    fn the_list_is_sorted_as_searching_needs() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(NAMES.iter().all(|(name, shorts)| shorts.iter().all(|short| are(short, name))));
    }
}

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

/// The heads of the full names, in their order.
const HEADS: [u64; NAMES.len()] = {
    let mut heads = [0; NAMES.len()];
    let mut at = 0;
    while at < heads.len() {
        heads[at] = head(NAMES[at].0);
        at += 1;
    }
    heads
};

/// The first eight letters as a number, in the order of the alphabet. No two of the full names
/// have the same, and numbers are found faster than texts: this is asked for every two words.
const fn head(name: &str) -> u64 {
    let name = name.as_bytes();
    let (mut head, mut at) = (0, 0);
    while at < 8 {
        head = head << 8 | if at < name.len() { name[at] as u64 } else { 0 };
        at += 1;
    }
    head
}

/// Whether one is short for the other.
pub(super) fn are(one: &str, other: &str) -> bool {
    let short_for = |short: &str, full: &str| {
        let entry = HEADS.binary_search(&head(full)).ok().and_then(|at| NAMES.get(at));
        entry.is_some_and(|(name, shorts)| *name == full && shorts.contains(&short))
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
        assert!(HEADS.is_sorted_by(|a, b| a < b));
        assert!(!are("alexandrina", "alex") && are("alexandra", "alex"));
        assert!(NAMES.iter().all(|(name, shorts)| shorts.iter().all(|short| are(short, name))));
    }
}

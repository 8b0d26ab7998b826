//! The search for duplicates against pairs labelled by hand.

#![allow(clippy::unwrap_used)]

mod labelled;

use std::collections::BTreeSet;

use duplicates::LIKELY;
use labelled::{judge, read, scan};

#[test]
fn the_set_is_as_large_and_as_varied_as_it_says() {
    let set = read();
    let outcome = judge(&set, &[], LIKELY);
    let cases: BTreeSet<&str> = set.iter().map(|record| record.case.as_str()).collect();
    assert_eq!((set.len(), outcome.all.missed, cases.len()), (1229, 412, 43));
}

/// Measured: precision 0.975, recall 0.930, F1 0.952.
#[test]
fn most_pairs_are_found_and_most_found_are_right() {
    let set = read();
    let all = judge(&set, &scan(&set, LIKELY), LIKELY).all;
    assert!(all.precision() >= 0.965, "{all:?}");
    assert!(all.recall() >= 0.92, "{all:?}");
    assert!(all.f1() >= 0.945, "{all:?}");
}

#[test]
fn people_of_one_company_are_not_taken_for_one() {
    let set = read();
    let pairs = scan(&set, LIKELY);
    for case in ["shared_company_phone", "branches", "couple_sharing_email", "homonyms"] {
        let wrong = judge(&set, &pairs, LIKELY).by_case[case].wrong;
        assert_eq!(wrong, 0, "{case}");
    }
}

#[test]
fn what_is_easy_is_found() {
    let set = read();
    let outcome = judge(&set, &scan(&set, LIKELY), LIKELY);
    for case in [
        "exact_copy",
        "case_accents_width",
        "word_order",
        "company_suffix",
        "chinese_company_form",
        "moved_email",
        "phone_format",
        "email_format",
    ] {
        assert_eq!(outcome.by_case[case].missed, 0, "{case}");
    }
}

//! Headers and values without what does not tell them apart.

/// `text` in lower case, without white space around it and with single blanks in it.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_blanks_do_not_matter_and_signs_do() {
        assert_eq!(fold("  E-mail\u{a0}\r\n 1  - VALUE "), "e-mail 1 - value");
        assert_eq!(fold("State/Region"), "state/region");
        assert_eq!(fold("客户\u{3000}阶段"), "客户 阶段");
        assert_eq!(fold(" \t"), "");
        assert_ne!(fold("Phone (home)"), fold("Phone (work)"));
    }
}

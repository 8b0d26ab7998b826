//! Texts of a file brought into the shape the model keeps them in.

/// A name in two parts as people say it: Chinese has the family name first and no space
/// between.
pub(crate) fn join_names(given: &str, family: &str) -> String {
    match (given, family) {
        (_, "") => given.to_owned(),
        ("", _) => family.to_owned(),
        _ if is_han(given) && is_han(family) => format!("{family}{given}"),
        _ => format!("{given} {family}"),
    }
}

/// Whether there is a Chinese character in it.
pub(crate) fn is_han(name: &str) -> bool {
    name.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

/// A text on one line: control characters and line ends are blanks.
pub(crate) fn one_line(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let words = text.split(|c: char| c.is_control() || c == ' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Appends a text of several lines. Line ends become LF, other control characters but tabs
/// are dropped.
pub(crate) fn push_lines(out: &mut String, text: &str) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' => out.push('\n'),
            c if c.is_control() && c != '\n' && c != '\t' => {}
            c => out.push(c),
        }
    }
}

/// [`push_lines`] without what is blank around it: a blank may stand before a character that
/// is dropped.
pub(crate) fn trimmed_lines(text: &str) -> String {
    let mut out = String::new();
    push_lines(&mut out, text);
    out.trim().to_owned()
}

/// Whether `text` has more than `limit` characters.
pub(crate) fn is_longer(text: &str, limit: usize) -> bool {
    // Counting is only needed for what has more bytes than it may have characters.
    text.len() > limit && text.chars().count() > limit
}

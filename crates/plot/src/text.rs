//! How wide words are, near enough to place them: a browser is not asked, so that a chart is laid
//! out at once and alike everywhere.

/// The width of a text in pixels at a font size, by the usual widths of letters; a little more
/// than most system fonts take.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size
}

/// In parts of the font size.
fn letter(c: char) -> f64 {
    match c {
        // Chinese characters and what is set as wide as they are.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'.. => 1.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '’' => 0.3,
        ' ' | 'f' | 't' | 'r' | '-' | '/' => 0.38,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' => 0.7,
        _ => 0.58,
    }
}

/// The text, or as much of it as fits into a width, with an ellipsis.
#[must_use]
pub fn fitted(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut room = width - text_width("…", size);
    for c in text.chars() {
        room -= letter(c) * size;
        if room < 0.0 {
            break;
        }
        kept.push(c);
    }
    let kept = kept.trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text, or as many of its first words or Chinese characters as fit into a width, with an
/// ellipsis; nothing when not even one does. Unlike [`fitted`] it never ends within a number.
pub(crate) fn shortened(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let room = width - text_width("…", size);
    let mut kept = "";
    let mut so_far = 0.0;
    for (at, c) in text.char_indices() {
        if (c == ' ' || letter(c) >= 1.0) && so_far <= room {
            kept = &text[..at];
        }
        so_far += letter(c) * size;
    }
    // Half of what stands in brackets says nothing.
    let kept = match kept.rfind(['(', '（']) {
        Some(at) if !kept[at..].contains([')', '）']) => &kept[..at],
        _ => kept,
    };
    let kept = kept.trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

/// The text in at most `lines` lines, broken between words or Chinese characters; what does not
/// fit into the last line ends in an ellipsis.
#[must_use]
pub fn wrapped(text: &str, width: f64, size: f64, lines: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if done.len() + 1 >= lines.max(1) || text_width(rest, size) <= width {
            done.push(fitted(rest, width, size));
            break;
        }
        let (line, after) = rest.split_at(break_at(rest, width, size));
        done.push(fitted(line.trim_end(), width, size));
        rest = after.trim_start();
    }
    done
}

/// Where the first line ends: after the last whole word that fits, the first one at least.
fn break_at(text: &str, width: f64, size: f64) -> usize {
    let mut last = None;
    let mut so_far = 0.0;
    for (at, c) in text.char_indices() {
        let wide = letter(c) >= 1.0;
        if at > 0 && (c == ' ' || wide) {
            if so_far > width && last.is_some() {
                break;
            }
            last = Some(at);
            if so_far > width {
                break;
            }
        }
        so_far += letter(c) * size;
    }
    match last {
        Some(at) if so_far > width || at > 0 => at,
        _ => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_cut() {
        assert_eq!(fitted("Champions", 200.0, 12.0), "Champions");
        let cut = fitted("Potential Loyalist", 60.0, 12.0);
        assert!(cut.ends_with('…') && text_width(&cut, 12.0) <= 60.0, "{cut}");
        assert_eq!(fitted("Champions", 3.0, 12.0), "");
    }

    #[test]
    fn what_is_shortened_ends_with_a_word() {
        let month = "Nov 2026 (to Nov 15, 2026)";
        assert_eq!(shortened(month, 200.0, 12.0), month);
        assert_eq!(shortened(month, 80.0, 12.0), "Nov 2026…");
        assert_eq!(shortened(month, 110.0, 12.0), "Nov 2026…");
        assert_eq!(shortened(month, 56.0, 12.0), "Nov…");
        assert_eq!(shortened(month, 20.0, 12.0), "");
        assert_eq!(shortened("2026年11月（至2026年11月15日）", 90.0, 12.0), "2026年11月…");
    }

    #[test]
    fn lines_break_between_words_and_characters() {
        assert_eq!(wrapped("Potential Loyalist", 60.0, 12.0, 2), ["Potential", "Loyalist"]);
        assert_eq!(wrapped("About To Sleep", 70.0, 12.0, 3), ["About To", "Sleep"]);
        assert_eq!(wrapped("高价值客户", 36.0, 12.0, 2), ["高价值", "客户"]);
        assert_eq!(wrapped("New", 60.0, 12.0, 2), ["New"]);
        assert!(wrapped("", 60.0, 12.0, 2).is_empty());
    }
}

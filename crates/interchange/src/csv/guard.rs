//! Cells that a spreadsheet would run as a formula.
//!
//! Excel, LibreOffice and Google Sheets evaluate a cell that begins with one of a few
//! characters, and a formula can call programs and send data away (OWASP, "CSV injection").
//! Such a cell is written with an apostrophe before it, and read without. So that any text
//! comes back as it was, one that has such apostrophes of its own gets one more.

/// Whether `cell` must be written with an apostrophe before it.
///
/// It must when, after any apostrophes, it begins with `=`, `+`, `-`, `@`, their full-width
/// forms, a tab or a line end; but not when it is a plain number such as `-12.50`.
pub(crate) fn needs_guard(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    is_trigger(bare) && (bare.len() < cell.len() || !is_plain_number(bare))
}

/// `cell` as it was before the apostrophe; itself when there is none of ours.
pub(crate) fn without_guard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_trigger(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn is_trigger(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A sign and digits, with points or commas between them: no operator, no name.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && digits.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for cell in [
            "=1+1",
            "+49 171 1",
            "-1+2",
            "@SUM(A1)",
            "\tx",
            "＝A1",
            "'=1",
            "-",
            "=cmd|' /C calc'!A0",
        ] {
            assert!(needs_guard(cell), "{cell}");
        }
        for cell in ["", "1", "-12.50", "+3", "-1.234,5", "a=b", "O'Neil", "'tis", "'5", "x@y.com"]
        {
            assert!(!needs_guard(cell), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(cell in "'{0,3}[=+\\-@\ta1.']{0,4}") {
            let written = if needs_guard(&cell) { format!("'{cell}") } else { cell.clone() };
            prop_assert_eq!(without_guard(&written), cell);
        }
    }
}

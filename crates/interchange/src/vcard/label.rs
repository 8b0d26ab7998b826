//! Labels of telephone numbers and e-mail addresses, and the types vCards have for them.

use crate::text::one_line;
use crate::vcard::property::Head;

/// Our words for the types that are common to all versions, places first. `main` and the like
/// are nobody's standard and go as labels of their own.
const WORDS: [(&str, &str); 5] =
    [("work", "work"), ("home", "home"), ("mobile", "cell"), ("fax", "fax"), ("pager", "pager")];

/// Types that say what a line is capable of, or nothing.
const SILENT: [&str; 17] = [
    "voice",
    "pref",
    "internet",
    "iphone",
    "msg",
    "text",
    "video",
    "bbs",
    "modem",
    "isdn",
    "pcs",
    "x400",
    "textphone",
    "tlx",
    "dom",
    "intl",
    "postal",
];

/// The label of a property: the one in words that Apple's `X-ABLabel` or Android's `X-CUSTOM`
/// has, or what its types say, as `work fax`. Empty when there is none.
pub(super) fn read_label(head: &Head, words: Option<&str>) -> String {
    let custom = words.or_else(|| head.get("X-CUSTOM"));
    let custom = custom.map(|text| one_line(text).trim().to_owned());
    match custom {
        Some(custom) if !custom.is_empty() => of_apple(custom),
        _ => of_types(head),
    }
}

/// The label of types.
fn of_types(head: &Head) -> String {
    let types: Vec<String> = head.all("TYPE").map(str::to_lowercase).collect();
    let known = WORDS.iter().filter(|(_, code)| types.iter().any(|t| t == code));
    let known: Vec<&str> = known.map(|(word, _)| *word).collect();
    if !known.is_empty() {
        return known.join(" ");
    }
    let other = types.iter().find(|t| !t.is_empty() && !SILENT.contains(&t.as_str()));
    let other = other.map(|t| one_line(t.strip_prefix("x-").unwrap_or(t)));
    other.map(|t| t.trim().to_owned()).unwrap_or_default()
}

/// Apple's own labels stand between signs, so that they can be told in each language.
fn of_apple(label: String) -> String {
    let inner = label.strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_"));
    match inner {
        None => label,
        Some("HomeFAX") => "home fax".to_owned(),
        Some("WorkFAX") => "work fax".to_owned(),
        Some(inner) => inner.to_lowercase(),
    }
}

/// The types that say `label`, as far as types do, and whether they say all of it.
pub(super) fn types_of(label: &str) -> (Vec<&'static str>, bool) {
    let types: Option<Vec<&str>> = label.split_whitespace().map(type_of).collect();
    let types = types.unwrap_or_default();
    let says = |code: &&(&str, &str)| types.contains(&code.1);
    let read: Vec<&str> = WORDS.iter().filter(says).map(|(word, _)| *word).collect();
    let all = read.join(" ") == label;
    (types, all)
}

/// The type for one word of a label, in English or Chinese.
fn type_of(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "work" | "office" | "business" | "办公" | "办公室" | "工作" | "单位" | "公司" => {
            "work"
        }
        "home" | "private" | "家" | "家庭" | "家里" | "住宅" | "住家" | "宅电" => "home",
        "mobile" | "cell" | "手机" | "移动" | "移动电话" => "cell",
        "fax" | "传真" => "fax",
        "pager" | "寻呼" | "传呼" => "pager",
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(head: &str, words: Option<&str>) -> String {
        read_label(&Head::read(head.as_bytes()).unwrap().0, words)
    }

    #[test]
    fn types_and_labels_are_read() {
        for (head, label) in [
            ("TEL;type=CELL;type=VOICE;type=pref:", "mobile"),
            ("TEL;TYPE=\"voice,work\":", "work"),
            ("TEL;WORK;FAX:", "work fax"),
            ("TEL;FAX;HOME:", "home fax"),
            ("TEL;CELL;WORK:", "work mobile"),
            ("TEL;TYPE=MAIN:", "main"),
            ("TEL;X-Reception:", "reception"),
            ("TEL;VOICE:", ""),
            ("TEL:", ""),
            ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=89=8D=E5=8F=B0):", "前台"),
        ] {
            assert_eq!(read(head, None), label, "{head}");
        }
        for (words, label) in [
            ("Front desk", "Front desk"),
            ("_$!<Mobile>!$_", "mobile"),
            ("_$!<WorkFAX>!$_", "work fax"),
            (" ", "home"),
        ] {
            assert_eq!(read("TEL;TYPE=HOME:", Some(words)), label, "{words}");
        }
    }

    #[test]
    fn labels_have_types() {
        for (label, types, all) in [
            ("mobile", vec!["cell"], true),
            ("手机", vec!["cell"], false),
            ("办公", vec!["work"], false),
            ("住宅", vec!["home"], false),
            ("Office fax", vec!["work", "fax"], false),
            ("work fax", vec!["work", "fax"], true),
            ("fax work", vec!["fax", "work"], false),
            ("front desk", vec![], false),
            ("", vec![], true),
        ] {
            assert_eq!(types_of(label), (types, all), "{label}");
        }
    }
}

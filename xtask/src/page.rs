//! Reading and editing the one HTML page. It is written by us and by trunk, so this knows tags,
//! attributes, comments and scripts, and leaves the rest of HTML's grammar alone.

use anyhow::{Context, Result, bail};

/// An opening tag of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, in lower case as the page writes it.
    pub name: &'a str,
    /// Names and values of its attributes; a name without a value has an empty one.
    pub attributes: Vec<(&'a str, &'a str)>,
    /// The byte just after its `>`.
    pub end: usize,
    /// What stands between a `script` or `style` tag and its end tag; empty for other tags.
    pub text: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| *value)
    }
}

/// The opening tags of a page, in order.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = find(html, at, "<") {
        let rest = html.get(start + 1..).unwrap_or("");
        if rest.starts_with("!--") {
            at = find(html, start, "-->").map_or(html.len(), |end| end + 3);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let tag = tag(html, start + 1);
            at = tag.end + tag.text.len();
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn tag(html: &str, start: usize) -> Tag<'_> {
    let mut scan = Scan { html, at: start };
    let name = scan.until(|c| c.is_ascii_whitespace() || c == '>' || c == '/');
    let mut attributes = Vec::new();
    loop {
        scan.until(|c| !c.is_ascii_whitespace() && c != '/');
        let Some(next) = scan.peek() else { break };
        if next == '>' {
            scan.at += 1;
            break;
        }
        let key = scan.until(|c| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'));
        let value = if scan.peek() == Some('=') {
            scan.at += 1;
            scan.value()
        } else {
            ""
        };
        attributes.push((key, value));
    }
    let end = scan.at;
    let text = if matches!(name, "script" | "style") {
        let close = find(html, end, &format!("</{name}")).unwrap_or(html.len());
        html.get(end..close).unwrap_or("")
    } else {
        ""
    };
    Tag { name, attributes, end, text }
}

struct Scan<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<char> {
        self.html.get(self.at..)?.chars().next()
    }

    fn until(&mut self, stop: impl Fn(char) -> bool) -> &'a str {
        let rest = self.html.get(self.at..).unwrap_or("");
        let taken = rest.get(..rest.find(stop).unwrap_or(rest.len()));
        let taken = taken.unwrap_or("");
        self.at += taken.len();
        taken
    }

    fn value(&mut self) -> &'a str {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                self.at += 1;
                let value = self.until(|c| c == quote);
                self.at = (self.at + 1).min(self.html.len());
                value
            }
            _ => self.until(|c| c.is_ascii_whitespace() || c == '>'),
        }
    }
}

fn find(html: &str, from: usize, what: &str) -> Option<usize> {
    html.get(from..)?.find(what).map(|at| from + at)
}

/// The text of every script written into the page itself.
pub fn inline_scripts(html: &str) -> Vec<&str> {
    tags(html)
        .iter()
        .filter(|tag| tag.name == "script" && tag.get("src").is_none())
        .map(|tag| tag.text)
        .collect()
}

/// The `content` of the `meta` tag with this name.
///
/// # Errors
/// When the page has no such tag.
pub fn meta<'a>(html: &'a str, name: &str) -> Result<&'a str> {
    tags(html)
        .iter()
        .find(|tag| tag.name == "meta" && tag.get("name") == Some(name))
        .and_then(|tag| tag.get("content"))
        .with_context(|| format!("index.html has no <meta name=\"{name}\" content=\"…\">"))
}

/// The page with `snippet` put behind `<meta charset>`: in front of everything that a policy
/// or a script in the head acts on, and behind the one tag that must be among the first bytes.
///
/// # Errors
/// When the page has no `<meta charset>`, or one that comes after a script.
pub fn with_first(html: &str, snippet: &str) -> Result<String> {
    for tag in tags(html) {
        match tag.name {
            "script" => bail!("index.html has a script before <meta charset>"),
            "meta" if tag.get("charset").is_some() => {
                let (before, after) = html.split_at(tag.end);
                return Ok(format!("{before}{snippet}{after}"));
            }
            _ => {}
        }
    }
    bail!("index.html has no <meta charset>")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{inline_scripts, meta, tags, with_first};

    const PAGE: &str = r#"<!doctype html><html lang=en><head><meta charset="utf-8">
<!-- <script>not a script</script> --><meta name='routes' content='a > b'/>
<script>if (1 < 2) "<p class=x>";</script><script src="./a.js"></script></head>
<body><div hidden data-x=1>5 < 6</div></body></html>"#;

    #[test]
    fn reads_tags_in_order() {
        let names: Vec<&str> = tags(PAGE).iter().map(|tag| tag.name).collect();
        assert_eq!(names, ["html", "head", "meta", "meta", "script", "script", "body", "div"]);
        let div = tags(PAGE).pop().unwrap();
        assert_eq!(div.attributes, [("hidden", ""), ("data-x", "1")]);
    }

    #[test]
    fn inline_scripts_are_exact_and_only_those_in_the_page() {
        assert_eq!(inline_scripts(PAGE), [r#"if (1 < 2) "<p class=x>";"#]);
    }

    #[test]
    fn reads_a_meta_value_with_a_bracket_in_it() {
        assert_eq!(meta(PAGE, "routes").unwrap(), "a > b");
        assert!(meta(PAGE, "other").is_err());
    }

    #[test]
    fn puts_a_snippet_right_behind_the_charset() {
        let page = with_first(PAGE, "<base>").unwrap();
        assert!(page.contains("<meta charset=\"utf-8\"><base>\n<!--"));
        assert!(with_first("<head><script></script><meta charset=utf-8>", "").is_err());
        assert!(with_first("<head></head>", "").is_err());
    }

    #[test]
    fn an_unfinished_page_ends_the_reading() {
        for page in ["<", "<a", "<a b", "<a b=", "<a b='", "<!--", "<script>x", "<a/"] {
            assert!(tags(page).len() <= 1, "{page}");
        }
    }
}

//! The content security policy of the page.

use crate::{digest, page};
use anyhow::{Result, bail};

/// Everything the policy allows besides scripts: the app and its data stay on their origin.
const REST: &str = "style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'none'";

/// The policy for a page: what is inline is allowed by its digest, so nothing else inline runs.
///
/// # Errors
/// When the page holds what the policy would silently block: an inline event handler, a
/// `style` attribute or a `style` element.
pub fn policy(html: &str) -> Result<String> {
    for tag in page::tags(html) {
        if tag.name == "style" {
            bail!("index.html has a <style> element, which its content security policy blocks");
        }
        let blocked = |name: &str| name == "style" || name.starts_with("on");
        if let Some((name, _)) = tag.attributes.iter().find(|(name, _)| blocked(name)) {
            bail!(
                "index.html has the attribute {name} on <{}>, which its content security policy blocks",
                tag.name
            );
        }
    }
    let scripts: String = page::inline_scripts(html)
        .iter()
        .map(|script| format!(" '{}'", digest::integrity(script)))
        .collect();
    Ok(format!("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; {REST}"))
}

/// The `meta` element that puts a policy into force.
pub fn element(policy: &str) -> String {
    format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::policy;

    #[test]
    fn allows_each_inline_script_by_its_digest_and_no_other() {
        let html = r#"<meta charset="utf-8"><script>abc</script><script src="./a.js"></script>
            <script type="module">def</script>"#;
        let policy = policy(html).unwrap();
        assert!(policy.starts_with("default-src 'none'; "));
        assert!(policy.contains(
            "script-src 'self' 'wasm-unsafe-eval' \
             'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' \
             'sha256-y4N5rCCYqhZQKeOTilHaC87PwAj9Z5X0AReGR/lsWzQ=';"
        ));
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn a_changed_script_changes_the_policy() {
        let one = policy("<script>let a = 1;</script>").unwrap();
        let two = policy("<script>let a = 1; </script>").unwrap();
        assert_ne!(one, two);
    }

    #[test]
    fn refuses_a_page_that_the_policy_would_break() {
        for html in ["<style>p{}</style>", r#"<p style="color:red">"#, r#"<button onclick="go()">"#]
        {
            assert!(policy(html).is_err(), "{html}");
        }
    }
}

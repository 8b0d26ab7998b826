//! E-mail addresses: which ones arrive in the same mailbox, and whose mailbox it is.

use crate::fold::narrow;

/// An address of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Email {
    text: Box<str>,
    role: bool,
}

/// Mailboxes of a desk, not of a person. The first ten are of RFC 2142 or its kind, the rest
/// are what small firms put on their signs.
const ROLES: [&str; 24] = [
    "info",
    "sales",
    "support",
    "marketing",
    "admin",
    "contact",
    "office",
    "hello",
    "help",
    "service",
    "enquiries",
    "inquiries",
    "mail",
    "billing",
    "accounts",
    "orders",
    "reception",
    "team",
    "kontakt",
    "shop",
    "hr",
    "webmaster",
    "postmaster",
    "kefu",
];

/// Providers at whose domain anybody has a mailbox.
const PUBLIC: [&str; 28] = [
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "yahoo.com",
    "yahoo.co.uk",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "web.de",
    "t-online.de",
    "orange.fr",
    "free.fr",
    "libero.it",
    "proton.me",
    "protonmail.com",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "foxmail.com",
    "163.com",
    "126.com",
    "sina.com",
    "sohu.com",
    "139.com",
];

impl Email {
    /// `None` for what has no mailbox and domain.
    ///
    /// Only letter case is folded, because the standard leaves it to the receiver what else
    /// is the same; Gmail says that it ignores dots and whatever follows a plus (its help
    /// page, "Dots don't matter in Gmail addresses").
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = narrow(text);
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        let (mailbox, domain) = text.rsplit_once('@')?;
        let domain = domain.trim_end_matches('.');
        let text = match domain {
            "gmail.com" | "googlemail.com" => {
                let plain = mailbox.split('+').next().unwrap_or_default().replace('.', "");
                // Nothing left: better the address as it stands.
                let mailbox = if plain.is_empty() { mailbox } else { &plain };
                format!("{mailbox}@gmail.com")
            }
            _ => format!("{mailbox}@{domain}"),
        };
        if mailbox.is_empty() || domain.is_empty() {
            return None;
        }
        Some(Self { text: text.into(), role: ROLES.contains(&mailbox) })
    }

    /// The one spelling of it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether a desk reads it and not one person.
    pub(crate) fn is_role(&self) -> bool {
        self.role
    }

    /// The domain, if it belongs to the customer and not to a provider.
    pub(crate) fn own_domain(&self) -> Option<&str> {
        let (_, domain) = self.text.rsplit_once('@')?;
        (!PUBLIC.contains(&domain)).then_some(domain)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn text(address: &str) -> String {
        Email::read(address).unwrap().text().to_owned()
    }

    #[test]
    fn spellings_of_one_mailbox_are_the_same() {
        assert_eq!(text(" Lei.Li@Example.COM. "), "lei.li@example.com");
        assert_eq!(text("mailto:lei@example.com"), "lei@example.com");
        assert_eq!(text("ｌｅｉ＠example.com"), "lei@example.com");
        assert_eq!(text("Lei.Li+shop@googlemail.com"), "leili@gmail.com");
    }

    #[test]
    fn dots_and_plus_signs_count_where_nobody_says_otherwise() {
        assert_eq!(text("lei.li+shop@example.com"), "lei.li+shop@example.com");
        assert_eq!(text("+@gmail.com"), "+@gmail.com");
    }

    #[test]
    fn what_has_no_mailbox_or_no_domain_is_no_address() {
        for bad in ["", "@", "lei", "lei@", "@example.com", "lei@."] {
            assert_eq!(Email::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn desks_and_own_domains_are_known() {
        assert!(Email::read("INFO@acme.example").unwrap().is_role());
        assert!(!Email::read("lei@acme.example").unwrap().is_role());
        assert_eq!(Email::read("lei@acme.example").unwrap().own_domain(), Some("acme.example"));
        assert_eq!(Email::read("lei@qq.com").unwrap().own_domain(), None);
    }
}

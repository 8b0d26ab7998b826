//! What the lines in the notes are called.

use std::borrow::Cow;

/// The word before each line that is kept in the notes because a customer has no field for
/// it, as in `Company: ACME Ltd`. English by default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteWords {
    /// Where a person works.
    pub company: Cow<'static, str>,
    /// What they are there.
    pub title: Cow<'static, str>,
    /// What they do there.
    pub role: Cow<'static, str>,
    /// Whom to ask for in an organisation.
    pub contact: Cow<'static, str>,
    /// What friends call them.
    pub nickname: Cow<'static, str>,
    /// A telephone number that nobody could dial as it stands.
    pub phone: Cow<'static, str>,
    /// An e-mail address that nobody could write to as it stands.
    pub email: Cow<'static, str>,
    /// A second address.
    pub address: Cow<'static, str>,
    /// A birthday without its year, or in words.
    pub birthday: Cow<'static, str>,
    /// A wedding day, or another day to think of.
    pub anniversary: Cow<'static, str>,
    /// A web page.
    pub website: Cow<'static, str>,
    /// An account with a service for messages, or a profile.
    pub chat: Cow<'static, str>,
    /// Somebody else: spouse, assistant, child.
    pub related: Cow<'static, str>,
}

impl Default for NoteWords {
    fn default() -> Self {
        Self {
            company: "Company".into(),
            title: "Title".into(),
            role: "Role".into(),
            contact: "Contact".into(),
            nickname: "Nickname".into(),
            phone: "Phone".into(),
            email: "E-mail".into(),
            address: "Address".into(),
            birthday: "Birthday".into(),
            anniversary: "Anniversary".into(),
            website: "Website".into(),
            chat: "Chat".into(),
            related: "Related".into(),
        }
    }
}

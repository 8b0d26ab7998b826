//! The texts people see, checked at compile time against `locales/`.

#[allow(warnings, clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n::*;

impl Locale {
    /// The language to switch to.
    pub fn other(self) -> Self {
        match self {
            Self::en => Self::zh_CN,
            Self::zh_CN => Self::en,
        }
    }
}

/// A text that follows the language: `tr!(i18n, shell.save)`, as a view or an attribute.
///
/// All texts are one closure type this way. `t!` makes one a text, each compiled anew
/// wherever it is used, which made the app a third larger.
macro_rules! tr {
    ($i18n:ident, $($key:ident).+) => {
        $crate::i18n::text($i18n, |i18n| $crate::i18n::t_string!(i18n, $($key).+))
    };
}
pub(crate) use tr;

/// What [`tr!`] makes.
pub fn text(
    i18n: leptos_i18n::I18nContext<Locale>,
    words: fn(leptos_i18n::I18nContext<Locale>) -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    move || words(i18n)
}

/// [`tr!`] as a signal, for properties of components.
macro_rules! label {
    ($i18n:ident, $($key:ident).+) => {
        $crate::i18n::label_of($i18n, |i18n| $crate::i18n::t_string!(i18n, $($key).+))
    };
}
pub(crate) use label;

/// What [`label!`] makes.
pub fn label_of(
    i18n: leptos_i18n::I18nContext<Locale>,
    words: fn(leptos_i18n::I18nContext<Locale>) -> &'static str,
) -> leptos::prelude::Signal<String> {
    leptos::prelude::Signal::derive(move || words(i18n).to_owned())
}

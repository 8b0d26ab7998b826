//! The address as state: what a list shows can be sent as a link.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;

/// Changes parameters of the address: names and new values.
type Set = Box<dyn Fn(&[(&str, String)])>;

/// The parameters of the current address.
#[derive(Clone, Copy)]
pub struct Params {
    set: StoredValue<Set, LocalStorage>,
    get: Memo<ParamsMap>,
}

/// The parameters of the page that calls it.
pub fn use_params() -> Params {
    let navigate = use_navigate();
    let location = use_location();
    // The router's own map of a route is not told of another page of the same area. What is asked
    // of the next page is nothing to this one.
    let own = location.pathname.get_untracked();
    let get = Memo::new(move |before: Option<&ParamsMap>| {
        let is_here = location.pathname.with(|pathname| *pathname == own);
        let before = before.filter(|_| !is_here).cloned();
        before.unwrap_or_else(|| location.query.get())
    });
    let set = move |changes: &[(&str, String)]| {
        let mut map = get.get_untracked();
        for (key, value) in changes {
            if value.is_empty() {
                map.remove(key);
            } else {
                map.replace((*key).to_owned(), value.clone());
            }
        }
        let path = location.pathname.get_untracked();
        let path = path.strip_prefix(&crate::platform::page::base_path()).unwrap_or(&path);
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate(&format!("{path}{}", map.to_query_string()), options);
    };
    Params { set: StoredValue::new_local(Box::new(set)), get }
}

impl Params {
    /// The parameter `key`, or `""`; follows changes.
    pub fn get(self, key: &str) -> String {
        self.get.with(|map| map.get_str(key).unwrap_or_default().to_owned())
    }

    /// The parameter `key` read as a `T`, if it is there and reads.
    pub fn parsed<T: std::str::FromStr>(self, key: &str) -> Option<T> {
        self.get.with(|map| map.get_str(key)?.parse().ok())
    }

    /// The parameters whose names begin with `prefix`, by what follows it; follows changes.
    pub fn starting(self, prefix: &str) -> Vec<(String, String)> {
        let rest = |(name, value): (&Cow<'static, str>, &str)| {
            Some((name.strip_prefix(prefix)?.to_owned(), value.to_owned()))
        };
        self.get.with(|map| map.latest_values().filter_map(rest).collect())
    }

    /// Changes parameters; an empty value takes one away. The page is not left, and going back
    /// does not stop at every letter typed.
    pub fn set(self, changes: &[(&str, String)]) {
        self.set.with_value(|set| set(changes));
    }
}

/// The address of a page of the app, under whatever path the app is served.
pub fn href(path: &str) -> String {
    format!("{}{path}", crate::platform::page::base_path())
}

/// The path of an address of the window inside the app, without a slash at its end.
pub fn inner(pathname: &str) -> &str {
    let inner = pathname.strip_prefix(&crate::platform::page::base_path()).unwrap_or(pathname);
    inner.trim_end_matches('/')
}

/// Whether an address of the window is that of a page of the app, and not of one below it.
pub fn is_here(pathname: &str, path: &str) -> bool {
    inner(pathname) == path
}

//! The pages of an area: the first part of the app knows the area only, so that a page more costs
//! a first visit nothing.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::views::opening::not_found;
use crate::views::url::inner;

/// A page and its address. One that ends in `/*` is that of every address one step below.
pub type Page = (&'static str, fn() -> AnyView);

/// Whichever of `pages` the address names; the first is that of the area itself.
pub fn of_area(pages: &'static [Page]) -> AnyView {
    let location = use_location();
    let area = pages.first().map_or("", |(path, _)| *path);
    let here = Memo::new(move |before: Option<&Option<usize>>| {
        let pathname = location.pathname.get();
        let path = inner(&pathname);
        // Whoever leaves the area sees its page until the next one is there.
        if !path.starts_with(area) {
            return before.copied().flatten();
        }
        pages.iter().position(|(page, _)| is_at(path, page))
    });
    (move || match here.get().and_then(|at| pages.get(at)) {
        Some((_, draw)) => draw(),
        None => not_found(),
    })
    .into_any()
}

fn is_at(path: &str, page: &str) -> bool {
    match page.strip_suffix("/*") {
        Some(above) => path
            .strip_prefix(above)
            .and_then(|below| below.strip_prefix('/'))
            .is_some_and(|below| !below.is_empty() && !below.contains('/')),
        None => path == page,
    }
}

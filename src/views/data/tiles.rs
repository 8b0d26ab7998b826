//! The ways from the data page to the screens about data as a whole.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::i18n::{Words, t_string, text, tr, use_i18n};
use crate::views::url::href;

/// Address, icon, title, and what it is for.
type Tile = (&'static str, Glyph, Words, Words);

#[rustfmt::skip]
const TILES: &[Tile] = &[
    ("/data/sync", Glyph::Sync, |i| t_string!(i, sync.title), |i| t_string!(i, sync.tile)),
    ("/data/duplicates", Glyph::Merge, |i| t_string!(i, duplicates.title), |i| t_string!(i, duplicates.tile)),
    ("/data/history", Glyph::History, |i| t_string!(i, history.title), |i| t_string!(i, history.tile)),
    ("/data/trash", Glyph::Trash, |i| t_string!(i, history.trash), |i| t_string!(i, history.trash_tile)),
];

/// A link to each.
#[component]
pub fn Tiles() -> impl IntoView {
    let i18n = use_i18n();
    let tile = |(path, glyph, title, line): &Tile| {
        view! {
            <li>
                <a href=href(path) class="tile">
                    <Icon glyph=*glyph/>
                    <span>
                        <b>{text(i18n, *title)}</b>
                        <small>{text(i18n, *line)}</small>
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=tr!(i18n, data.title)>
            <ul class="tiles">{TILES.iter().map(tile).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

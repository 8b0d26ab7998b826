//! A list of any length that only ever draws what is on screen.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A column of the list's head.
#[derive(Clone)]
pub struct Column {
    /// Its heading.
    pub label: Signal<String>,
    /// Extra classes, as the cells below bear them.
    pub class: &'static str,
    /// What a press on the heading does, and how the list is ordered by it now:
    /// `"ascending"`, `"descending"` or `""`.
    pub sort: Option<(Callback<()>, Signal<&'static str>)>,
}

/// Rows drawn above and below what is visible, so that a quick flick meets no gap.
const MARGIN: usize = 8;
/// For how long another list is drawn without them: what is seen is painted first.
const AT_ONCE: Duration = Duration::from_millis(30);

/// What the browser says in whole pixels; never below zero, but for the bounce of some at the top.
fn pixels(said: i32) -> usize {
    usize::try_from(said).unwrap_or(0)
}

/// A virtual table. Rows are as high as the style's `--row-h` says, in whole pixels.
#[component]
pub fn VirtualList(
    /// What it lists, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The heads of the columns; none for a list without a head.
    columns: Vec<Column>,
    /// Widths of the columns, as CSS grid tracks.
    tracks: &'static str,
    /// What is listed, by number.
    #[prop(into)]
    items: Signal<Arc<Vec<u32>>>,
    /// Draws one item.
    row: fn(u32) -> AnyView,
    /// Counts changes of what rows show.
    #[prop(into)]
    revision: Signal<u64>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let (top, set_top) = signal(0_usize);
    let (height, set_height) = signal(0_usize);
    let (row_height, set_row_height) = signal(52_usize);
    let measure = move || {
        let Some(list) = list.get_untracked() else { return };
        set_height.set(pixels(list.client_height()));
        if let Ok(Some(style)) = window().get_computed_style(&list)
            && let Ok(text) = style.get_property_value("--row-h")
            && let Ok(pixels) = text.trim().trim_end_matches("px").parse::<usize>()
        {
            set_row_height.set(pixels.max(1));
        }
    };
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            // Tracks hold no colons or braces of a user's: they are written in the source.
            let style: &web_sys::HtmlElement = list.unchecked_ref();
            let _ = style.style().set_property("--cols", tracks);
            measure();
        }
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let which = move || items.with(|items| Arc::as_ptr(items) as usize);
    let (settled, settle) = signal(0_usize);
    Effect::new(move |_| {
        let list = which();
        set_timeout(
            move || {
                let _ = settle.try_set(list);
            },
            AT_ONCE,
        );
    });
    let range = Memo::new(move |_| {
        let (count, pixels) = (items.with(|items| items.len()), row_height.get());
        let first = top.get() / pixels;
        let visible = height.get().div_ceil(pixels) + 1;
        let margin = if settled.get() == which() { MARGIN } else { 0 };
        (first.saturating_sub(margin).min(count), (first + visible + margin).min(count))
    });
    let rows = move || {
        let (start, end) = range.get();
        let revision = revision.get();
        items.with(|items| {
            let shown = items.get(start..end).unwrap_or_default();
            (start..)
                .zip(shown.iter().copied())
                .map(|(at, item)| (at, item, revision))
                .collect::<Vec<_>>()
        })
    };
    let has_head = !columns.is_empty();
    let heads = columns.into_iter().map(|column| {
        let Column { label, class, sort } = column;
        match sort {
            Some((press, order)) => view! {
                <div role="columnheader" class=class aria-sort=move || Some(order.get()).filter(|o| !o.is_empty())>
                    <button type="button" class="sort" on:click=move |_| press.run(())>{label}</button>
                </div>
            }.into_any(),
            None => view! { <div role="columnheader" class=class><span>{label}</span></div> }.into_any(),
        }
    }).collect_view();
    view! {
        <div
            class="vlist"
            role="table"
            tabindex="0"
            aria-label=label
            aria-rowcount=move || items.with(|items| items.len() + usize::from(has_head)).to_string()
            node_ref=list
            on:scroll=move |_| {
                if let Some(list) = list.get_untracked() {
                    set_top.set(pixels(list.scroll_top()));
                }
            }
        >
            <div role="rowgroup" class="vhead-group">
                <div class="vhead" role="row">{heads}</div>
            </div>
            <div
                class="vlist-space"
                role="rowgroup"
                style:height=move || format!("{}px", items.with(|items| items.len()) * row_height.get())
            >
                <For each=rows key=|shown| *shown let:shown>
                    <div
                        class="vrow"
                        role="row"
                        aria-rowindex=(shown.0 + 1 + usize::from(has_head)).to_string()
                        style:transform=move || format!("translateY({}px)", shown.0 * row_height.get())
                    >
                        {row(shown.1)}
                    </div>
                </For>
            </div>
        </div>
    }
}

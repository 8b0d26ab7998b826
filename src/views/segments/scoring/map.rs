//! The map from scores to segments, painted cell by cell.

use analytics::rfm::{Bins, SegmentMap, default_map, mean_map, r_map};
use leptos::prelude::*;

use crate::components::{Glyph, How, Icon};
use crate::format;
use crate::i18n::{Words, t_string, text, tr, use_i18n};
use crate::platform::page;
use crate::views::parts::segment_hue;
use crate::views::segments::scoring::desk::Desk;
use crate::views::segments::scoring::segments::Segments;
use crate::words;

/// A map to start from, and what it is called.
type Offer = (&'static str, fn(Bins) -> SegmentMap, Words);

const OFFERED: [Offer; 3] = [
    ("standard", default_map, |i| t_string!(i, scoring.map_default)),
    ("r", r_map, |i| t_string!(i, scoring.map_r)),
    ("mean", mean_map, |i| t_string!(i, scoring.map_mean)),
];

/// The segments and the cells of each.
#[component]
pub fn MapCard(desk: Desk) -> impl IntoView {
    let i18n = use_i18n();
    let bins = Memo::new(move |_| desk.map.with(SegmentMap::bins));
    let reset = move |make: fn(Bins) -> SegmentMap| desk.change(make(bins.get_untracked()));
    let layers = move || {
        let each = bins.get().scores().map(|m| layer(desk, Some(m)));
        std::iter::once(layer(desk, None)).chain(each).collect_view()
    };
    view! {
        <section class="card" id="map-card">
            <div class="card-head">
                <h3>{tr!(i18n, scoring.map)}</h3>
                <button
                    type="button"
                    class="btn ghost small"
                    id="map-undo"
                    disabled=move || !desk.can_undo()
                    on:click=move |_| desk.undo()
                >
                    <Icon glyph=Glyph::Undo/>
                    {tr!(i18n, scoring.undo_stroke)}
                </button>
            </div>
            <div class="card-body stack">
                <p class="hint">{tr!(i18n, scoring.map_hint)}</p>
                <Segments desk=desk/>
                <fieldset class="segmented layers">
                    <legend class="visually-hidden">{tr!(i18n, scoring.layer)}</legend>
                    {layers}
                </fieldset>
                {move || view! { <PaintGrid desk=desk bins=bins.get()/> }}
                <div class="group">
                    <p class="label" id="map-from">{tr!(i18n, scoring.map_from)}</p>
                    <div class="btn-row" role="group" aria-labelledby="map-from">
                        {OFFERED.map(|(code, make, name)| view! {
                            <button type="button" class="btn small" data-map=code on:click=move |_| reset(make)>
                                {text(i18n, name)}
                            </button>
                        }).collect_view()}
                    </div>
                </div>
                <How>
                    <p>{tr!(i18n, scoring.how_map)}</p>
                    <p>{tr!(i18n, scoring.how_maps)}</p>
                </How>
            </div>
        </section>
    }
    .into_any()
}

fn layer(desk: Desk, m: Option<u8>) -> AnyView {
    let i18n = use_i18n();
    view! {
        <label>
            <input
                type="radio"
                name="map-layer"
                value=m.map_or("all".to_owned(), |m| m.to_string())
                prop:checked=move || desk.layer.get() == m
                on:change=move |_| desk.layer.set(m)
            />
            <span>{move || match m {
                Some(m) => format!("M{m}"),
                None => t_string!(i18n, scoring.layer_all).to_owned(),
            }}</span>
        </label>
    }
    .into_any()
}

/// Where the focus goes from a cell by an arrow key, on a grid of so many scores.
fn step(key: &str, (r, f): (u8, u8), bins: u8) -> Option<(u8, u8)> {
    let (r, f) = match key {
        "ArrowUp" => (r + 1, f),
        "ArrowDown" => (r - 1, f),
        "ArrowRight" => (r, f + 1),
        "ArrowLeft" => (r, f - 1),
        "Home" => (r, 1),
        "End" => (r, bins),
        _ => return None,
    };
    Some((r.clamp(1, bins), f.clamp(1, bins)))
}

/// Cells by recency, nearest at the top, and frequency.
#[component]
fn PaintGrid(desk: Desk, bins: Bins) -> impl IntoView {
    let i18n = use_i18n();
    let at = RwSignal::new((bins.get(), 1));
    let painting = RwSignal::new(false);
    // The pen may be lifted outside of the grid.
    let lifted = window_event_listener(leptos::ev::pointerup, move |_| painting.set(false));
    on_cleanup(move || lifted.remove());
    let walk = move |event: web_sys::KeyboardEvent| {
        let Some(next) = step(&event.key(), at.get_untracked(), bins.get()) else { return };
        event.prevent_default();
        at.set(next);
        page::focus(&format!("#map-cell-{}-{}", next.0, next.1));
        if event.shift_key() {
            desk.paint(next.0, next.1, true);
        }
    };
    let rows = bins.scores().rev().map(|r| {
        let cells = bins.scores().map(|f| cell(desk, r, f, at, painting)).collect_view();
        view! { <tr><th scope="row">{format!("R{r}")}</th>{cells}</tr> }
    });
    view! {
        <div class="map-scroll">
            <table
                class="heatmap paint"
                role="grid"
                id="map-grid"
                aria-label=tr!(i18n, scoring.map_grid)
                style:--n=bins.get().to_string()
                on:keydown=walk
            >
                <thead>
                    <tr>
                        <td></td>
                        {bins.scores().map(|f| view! { <th scope="col">{format!("F{f}")}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(desk: Desk, r: u8, f: u8, at: RwSignal<(u8, u8)>, painting: RwSignal<bool>) -> AnyView {
    let i18n = use_i18n();
    let segment = Memo::new(move |_| {
        let layer = desk.layer.get();
        desk.map.with(|map| {
            let segment = map.segment_across(r, f, layer)?;
            map.names().get(segment.get()).cloned()
        })
    });
    let name = move || match segment.get() {
        Some(segment) => words::segment(i18n, Some(&segment)),
        None => t_string!(i18n, scoring.several).to_owned(),
    };
    let customers = Memo::new(move |_| desk.customers(r, f, desk.layer.get()));
    let count = move || {
        customers.get().map(|count| format::count(i18n.get_locale(), count)).unwrap_or_default()
    };
    let label = move || {
        t_string!(i18n, scoring.cell, count = count(), segment = name(), r = r, f = f).to_string()
    };
    let pressed = move |event: web_sys::PointerEvent| {
        // A finger may be about to scroll: its tap is a click.
        if event.pointer_type() == "mouse" && event.button() == 0 {
            painting.set(true);
            desk.paint(r, f, true);
        }
    };
    view! {
        <td
            class="cell-heat"
            role="gridcell"
            data-seg=move || segment.with(|segment| segment.as_ref().map(|segment| segment.code()))
            data-hue=move || segment.with(|segment| segment_hue(segment.as_ref()))
            class:several=move || segment.with(Option::is_none)
        >
            <button
                type="button"
                id=format!("map-cell-{r}-{f}")
                aria-label=label
                tabindex=move || if at.get() == (r, f) { "0" } else { "-1" }
                on:focus=move |_| at.set((r, f))
                on:pointerdown=pressed
                on:pointerenter=move |_| if painting.get_untracked() { desk.paint(r, f, false) }
                on:click=move |_| desk.paint(r, f, true)
            >
                {count}
                " "
                <small>{name}</small>
            </button>
        </td>
    }
    .into_any()
}

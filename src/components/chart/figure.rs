//! The figure around a drawing: what it is called, its table, the ways to take it away.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use plot::Plot;

use crate::components::chart::Plotted;
use crate::components::chart::drawing::drawing;
use crate::components::chart::save::{self, Picture};
use crate::components::chart::table::figures;
use crate::i18n::{t_string, tr, use_i18n};
use crate::platform::size;
use crate::session::use_session;

/// A chart with its name, its figures and ways to take it away.
#[component]
pub fn Chart(
    /// Its id on the page, and the name of a picture that is taken away.
    id: &'static str,
    /// What it is called.
    #[prop(into)]
    title: Signal<String>,
    /// What it shows, in a sentence: read out in place of the drawing.
    #[prop(into)]
    summary: Signal<String>,
    /// What is drawn.
    plot: Plotted,
    /// Whether it stands inside a card, and is none of its own.
    #[prop(optional)]
    plain: bool,
    /// What stands below it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let surface = NodeRef::<html::Div>::new();
    let (width, set_width) = signal(0.0);
    Effect::new(move |_| {
        if let Some(surface) = surface.get() {
            size::watch_width(&surface, move |width| set_width.set(width));
        }
    });
    // Laid out again at every width, but worked out only when what it rests on changes.
    let kept = RwSignal::new_local(None::<Rc<dyn Plot>>);
    Effect::new(move |_| kept.set(plot.get()));
    let least = move || kept.with(|plot| plot.as_ref().map_or(0.0, |plot| plot.least_width()));
    let scrolls = move || width.get() > 0.0 && least() > width.get();
    let drawn = move || {
        let plot = kept.get()?;
        let wide = width.get().max(plot.least_width());
        let has_links = plot.has_links();
        (width.get() > 0.0).then(|| drawing(id, plot.scene(wide), has_links, title, summary))
    };
    let busy = RwSignal::new(false);
    let take = move |picture: Picture| {
        let Some(surface) = surface.get_untracked() else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            if save::save(&surface, id, &title.get_untracked(), picture).await.is_err() {
                session.toasts.trouble(|i| t_string!(i, charts.not_saved));
            }
            busy.try_set(false);
        });
    };
    let button = move |picture: Picture| {
        view! {
            <button
                type="button"
                class="btn ghost small"
                disabled=busy
                aria-label=move || match picture {
                    Picture::Png => t_string!(i18n, charts.save_png, what = title.get()).to_string(),
                    Picture::Svg => t_string!(i18n, charts.save_svg, what = title.get()).to_string(),
                }
                on:click=move |_| take(picture)
            >
                {picture.label()}
            </button>
        }
    };
    let open = RwSignal::new(false);
    let toggle = move |event| {
        open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    };
    let heading = format!("{id}-name");
    let named = heading.clone();
    view! {
        <figure
            class=if plain { "chart" } else { "chart card" }
            id=id
            aria-labelledby=named
            hidden=move || kept.with(Option::is_none)
        >
            <figcaption class="card-head chart-head">
                <h2 id=heading>{title}</h2>
                <div class="chart-tools">{button(Picture::Png)}{button(Picture::Svg)}</div>
            </figcaption>
            <div class="chart-body">
                <div
                    class="chart-surface"
                    node_ref=surface
                    tabindex=move || scrolls().then_some("0")
                    role=move || scrolls().then_some("region")
                    aria-label=move || scrolls().then(|| title.get())
                >
                    {drawn}
                </div>
                <details class="chart-data" prop:open=open on:toggle=toggle>
                    <summary>{tr!(i18n, charts.show_table)}</summary>
                    {move || open.get().then(|| kept.get()).flatten().map(|plot| figures(plot.table(), title))}
                </details>
                {children.map(|children| children())}
            </div>
        </figure>
    }
    .into_any()
}

//! Shapes as SVG.

use std::rc::Rc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use plot::{Anchor, Class, Form, Scene, Shape, Tint};

use crate::platform::page;

/// Leads to an address of the app.
type Open = Rc<dyn Fn(&str)>;

/// The scene as SVG in CSS pixels. One that leads somewhere is a group of links, any other one
/// image.
pub fn drawing(
    id: &str,
    scene: Scene,
    has_links: bool,
    title: Signal<String>,
    summary: Signal<String>,
) -> AnyView {
    let open = opening();
    let (name, description) = (format!("{id}-title"), format!("{id}-desc"));
    let (named, described) = (name.clone(), description.clone());
    let (width, height) = (scene.width, scene.height);
    let shapes = scene.shapes.into_iter().map(|shape| shape_view(shape, &open)).collect_view();
    view! {
        <svg
            class="drawing"
            role=if has_links { "group" } else { "img" }
            aria-labelledby=named
            aria-describedby=described
            width=width.to_string()
            height=height.to_string()
            viewBox=format!("0 0 {width} {height}")
        >
            <title id=name>{title}</title>
            <desc id=description>{summary}</desc>
            {shapes}
        </svg>
    }
    .into_any()
}

fn opening() -> Open {
    let navigate = use_navigate();
    let pathname = use_location().pathname;
    Rc::new(move |path: &str| {
        let here = pathname.get_untracked();
        let here = here.strip_prefix(&page::base_path()).unwrap_or(&here);
        let leaves = path.split('?').next() != Some(here);
        navigate(path, NavigateOptions { scroll: leaves, ..Default::default() });
    })
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Mark => "mark",
        Class::Open => "mark open",
        Class::Tile => "tile-area",
        Class::Line => "line",
        Class::Dashed => "line dashed",
        Class::Dots => "dots",
        Class::Ribbon => "ribbon",
        Class::Region => "region",
        Class::Cut => "cut",
        Class::Grid => "grid-line",
        Class::Axis => "axis-line",
        Class::Heat(_) => "heat",
        Class::Hit => "hit",
        Class::Tick => "tick",
        Class::Label => "name",
        Class::On => "on",
        Class::OnTitle => "on title",
    }
}

fn shape_view(shape: Shape, open: &Open) -> AnyView {
    let Shape { form, class: kind, tint: Tint { seg, hue }, tip } = shape;
    let class = class(kind);
    let tip = tip.map(|tip| leptos::svg::title().child(tip));
    match form {
        Form::Rect { x, y, width, height } => {
            let fullness = match kind {
                Class::Heat(fullness) => Some(fullness.to_string()),
                _ => None,
            };
            view! {
                <rect
                    class=class data-seg=seg data-hue=hue style:--v=fullness
                    x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string()
                >{tip}</rect>
            }
            .into_any()
        }
        Form::Path(d) => {
            view! { <path class=class data-seg=seg data-hue=hue d=d>{tip}</path> }.into_any()
        }
        Form::Circle { x, y, r } => view! {
            <circle class=class data-seg=seg data-hue=hue cx=x.to_string() cy=y.to_string() r=r.to_string()>{tip}</circle>
        }
        .into_any(),
        Form::Text { x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            view! {
                <text class=class data-seg=seg data-hue=hue x=x.to_string() y=y.to_string() text-anchor=anchor>{text}</text>
            }
            .into_any()
        }
        Form::Link { path, label, shapes } => {
            // What is read out of a link is its label, and nothing written in it: what a pointer is
            // told, and what is written, stand outside. Presses go through words.
            let told = leptos::svg::title().child(label.clone());
            let bare = shapes.into_iter().map(|shape| Shape { tip: None, ..shape });
            let is_words = |shape: &Shape| matches!(shape.form, Form::Text { .. });
            let (words, shapes): (Vec<Shape>, Vec<Shape>) = bare.partition(is_words);
            let draw = |shapes: Vec<Shape>| {
                shapes.into_iter().map(|shape| shape_view(shape, open)).collect_view()
            };
            let (words, shapes) = (draw(words), draw(shapes));
            let href = format!("{}{path}", page::base_path());
            let open = Rc::clone(open);
            // The router follows links of HTML only.
            let follow = move |event: MouseEvent| {
                if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
                    return;
                }
                event.prevent_default();
                open(&path);
            };
            let link = leptos::svg::a().attr("href", href).attr("aria-label", label);
            let link = link.on(leptos::ev::click, follow).child(shapes);
            let words = leptos::svg::g().class("told").child(words);
            leptos::svg::g().child((told, link, words)).into_any()
        }
    }
}

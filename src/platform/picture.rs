//! Drawings of the page as files that look the same outside it.

use js_sys::Promise;
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, Element, HtmlCanvasElement, HtmlImageElement, Url,
    XmlSerializer,
};

use crate::platform::files::{Download, NotKept, lost};

/// What a style sheet says of shapes and SVG knows as attributes.
const PAINT: [&str; 12] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "font-variant-numeric",
];

/// What means nothing outside the page.
const OF_THE_PAGE: [&str; 10] = [
    "class",
    "style",
    "data-seg",
    "data-hue",
    "href",
    "id",
    "role",
    "aria-label",
    "aria-labelledby",
    "aria-describedby",
];

const SVG: &str = "http://www.w3.org/2000/svg";
const MARGIN: f64 = 20.0;
const TITLE: f64 = 16.0;

/// Points of a PNG to a CSS pixel.
const SHARPNESS: f64 = 2.0;

/// A drawing that needs nothing of the page.
pub struct Standalone {
    /// The document.
    pub svg: String,
    width: f64,
    height: f64,
}

/// An SVG of the page with its colours written in, on the background it stands on, below its
/// title. `None` when the browser does not do its part.
pub fn standalone(svg: &Element, title: &str) -> Option<Standalone> {
    let size = |name: &str| svg.get_attribute(name)?.parse::<f64>().ok();
    let (width, height) = (size("width")?, size("height")?);
    let copy: Element = svg.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    let colours = Colours::new()?;
    paint(svg, &copy, &colours)?;
    let lines = plot::wrapped(title, width, TITLE * 1.1, 3);
    let head = lines.len() as f64 * TITLE * 1.4 + 8.0;
    let (left, top) = (-MARGIN, -MARGIN - head);
    let (wide, high) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN + head);
    let surface = svg.closest(".chart").ok().flatten().unwrap_or_else(|| svg.clone());
    let style = window().get_computed_style(&surface).ok().flatten()?;
    let of_surface = |name: &str| style.get_property_value(name).ok();
    let set =
        |element: &Element, name: &str, value: String| element.set_attribute(name, &value).ok();
    for (n, line) in lines.iter().enumerate().rev() {
        let text = document().create_element_ns(Some(SVG), "text").ok()?;
        text.set_text_content(Some(line));
        set(&text, "x", "0".to_owned())?;
        set(&text, "y", (top + MARGIN + TITLE + n as f64 * TITLE * 1.4).to_string())?;
        set(&text, "font-size", TITLE.to_string())?;
        set(&text, "font-weight", "600".to_owned())?;
        set(&text, "font-family", of_surface("font-family")?)?;
        set(&text, "fill", colours.plain(&of_surface("color")?))?;
        copy.prepend_with_node_1(&text).ok()?;
    }
    let back = document().create_element_ns(Some(SVG), "rect").ok()?;
    for (name, value) in [("x", left), ("y", top), ("width", wide), ("height", high)] {
        set(&back, name, value.to_string())?;
    }
    set(&back, "fill", colours.plain(&of_surface("background-color")?))?;
    copy.prepend_with_node_1(&back).ok()?;
    set(&copy, "xmlns", SVG.to_owned())?;
    set(&copy, "width", wide.to_string())?;
    set(&copy, "height", high.to_string())?;
    set(&copy, "viewBox", format!("{left} {top} {wide} {high}"))?;
    let svg = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some(Standalone { svg, width: wide, height: high })
}

/// Writes into a copy how the original is painted.
fn paint(original: &Element, copy: &Element, colours: &Colours) -> Option<()> {
    let style = window().get_computed_style(original).ok().flatten()?;
    let is_shape = matches!(original.tag_name().as_str(), "rect" | "path" | "circle" | "text");
    for name in OF_THE_PAGE {
        copy.remove_attribute(name).ok()?;
    }
    for name in PAINT.iter().filter(|_| is_shape) {
        let value = style.get_property_value(name).ok()?;
        let value = match *name {
            "fill" | "stroke" if value != "none" => colours.plain(&value),
            _ => value,
        };
        copy.set_attribute(name, &value).ok()?;
    }
    let (originals, copies) = (original.children(), copy.children());
    for n in 0..originals.length() {
        paint(&originals.item(n)?, &copies.item(n)?, colours)?;
    }
    Some(())
}

/// Puts colours into words every program knows: few know `oklch`.
struct Colours(CanvasRenderingContext2d);

impl Colours {
    fn new() -> Option<Self> {
        Some(Self(context(&canvas(1.0, 1.0)?)?))
    }

    fn plain(&self, colour: &str) -> String {
        self.0.clear_rect(0.0, 0.0, 1.0, 1.0);
        self.0.set_fill_style_str(colour);
        self.0.fill_rect(0.0, 0.0, 1.0, 1.0);
        let seen = self.0.get_image_data(0.0, 0.0, 1.0, 1.0).ok().map(|image| image.data().0);
        match seen.as_deref() {
            Some([red, green, blue, 255]) => format!("#{red:02x}{green:02x}{blue:02x}"),
            Some([red, green, blue, alpha]) => {
                format!("rgba({red},{green},{blue},{:.3})", f64::from(*alpha) / 255.0)
            }
            _ => colour.to_owned(),
        }
    }
}

fn canvas(width: f64, height: f64) -> Option<HtmlCanvasElement> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    Some(canvas)
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// The drawing in points.
///
/// # Errors
/// When the browser cannot draw it: what it said.
pub async fn png(drawing: &Standalone) -> Result<Blob, NotKept> {
    let refused = || NotKept("InvalidStateError".to_owned());
    let file = Download::new();
    file.push(drawing.svg.as_bytes());
    let url =
        Url::create_object_url_with_blob(&file.finish("image/svg+xml").await?).map_err(lost)?;
    let image = HtmlImageElement::new().map_err(lost)?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    // Decoded or not, the address is not needed again, and giving it back cannot fail.
    let _ = Url::revoke_object_url(&url);
    decoded.map_err(lost)?;
    let (width, height) = (drawing.width * SHARPNESS, drawing.height * SHARPNESS);
    let canvas = canvas(width.ceil(), height.ceil()).ok_or_else(refused)?;
    let context = context(&canvas).ok_or_else(refused)?;
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)
        .map_err(lost)?;
    let blob = Promise::new(&mut |resolve, reject| {
        if let Err(why) = canvas.to_blob(&resolve) {
            let _ = reject.call1(&JsValue::NULL, &why);
        }
    });
    let blob = JsFuture::from(blob).await.map_err(lost)?;
    blob.dyn_into().map_err(|_| refused())
}

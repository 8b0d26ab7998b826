//! A chart to take away.

use web_sys::Element;

use crate::platform::files::{self, Download, NotKept};
use crate::platform::{picture, time};

/// The kinds of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Of points, for documents and messages.
    Png,
    /// Of shapes, sharp at any size.
    Svg,
}

impl Picture {
    /// What it is called everywhere.
    pub fn label(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
        }
    }
}

/// Hands the drawing on a surface to the user, as it looks now, under its title.
///
/// # Errors
/// When there is no drawing, or the browser makes no picture of it.
pub async fn save(
    surface: &Element,
    id: &str,
    title: &str,
    picture: Picture,
) -> Result<(), NotKept> {
    let missing = || NotKept("NotFoundError".to_owned());
    let svg = surface.query_selector("svg").ok().flatten().ok_or_else(missing)?;
    let drawn = picture::standalone(&svg, title).ok_or_else(missing)?;
    let day = time::today().map(|day| format!("-{day}")).unwrap_or_default();
    match picture {
        Picture::Svg => {
            let file = Download::new();
            file.push(drawn.svg.as_bytes());
            file.save(&format!("{id}{day}.svg"), "image/svg+xml").await
        }
        Picture::Png => {
            let blob = picture::png(&drawn).await?;
            files::hand_over(&blob, &format!("{id}{day}.png"))
        }
    }
}

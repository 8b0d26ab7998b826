//! The icons: strokes on a 24 by 24 grid, in the colour of the text around them.

use leptos::prelude::*;

macro_rules! icons {
    ($($Name:ident = $markup:literal,)+) => {
        /// Which icon.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Glyph {
            $(#[doc = stringify!($Name)] $Name,)+
        }

        impl Glyph {
            fn markup(self) -> &'static str {
                match self {
                    $(Self::$Name => $markup,)+
                }
            }
        }
    };
}

icons! {
    Customers = r#"<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6"/><path d="M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2.1.8 3.5 2.7 3.5 5.4"/>"#,
    Interactions = r#"<path d="M3.5 6.5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H8l-4.5 3z"/><path d="M18.5 9a2 2 0 0 1 2 2v8.5L16.5 17H12a2 2 0 0 1-2-1.5"/>"#,
    Orders = r#"<path d="M5.5 8h13l1 12.5h-15z"/><path d="M8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>"#,
    Task = r#"<rect x="4" y="4" width="16" height="16" rx="3"/><path d="m8 12.5 3 3 5.5-7"/>"#,
    Segments = r#"<rect x="3.5" y="3.5" width="7" height="10" rx="1.5"/><rect x="13.5" y="3.5" width="7" height="5" rx="1.5"/><rect x="3.5" y="16.5" width="7" height="4" rx="1.5"/><rect x="13.5" y="11.5" width="7" height="9" rx="1.5"/>"#,
    Data = r#"<ellipse cx="12" cy="5.5" rx="8" ry="2.75"/><path d="M4 5.5v13c0 1.5 3.6 2.75 8 2.75s8-1.25 8-2.75v-13"/><path d="M4 12c0 1.5 3.6 2.75 8 2.75s8-1.25 8-2.75"/>"#,
    Settings = r#"<path d="M3.5 7h9M18.5 7h2M3.5 17h2M11.5 17h9"/><circle cx="15.5" cy="7" r="2.75"/><circle cx="8.5" cy="17" r="2.75"/>"#,
    Search = r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
    Plus = r#"<path d="M12 5v14M5 12h14"/>"#,
    Phone = r#"<path d="M8.7 4H5.5A1.5 1.5 0 0 0 4 5.6C4.5 13.3 10.7 19.5 18.4 20a1.5 1.5 0 0 0 1.6-1.5v-3.2l-4.2-1.6-1.9 2.1a12 12 0 0 1-5.7-5.7l2.1-1.9z"/>"#,
    Visit = r#"<path d="M12 21.5c4.5-4.6 7-8.2 7-11.5a7 7 0 0 0-14 0c0 3.3 2.5 6.9 7 11.5z"/><circle cx="12" cy="10" r="2.5"/>"#,
    Message = r#"<path d="M4 6.5a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-6.5L7 20v-3.5H6a2 2 0 0 1-2-2z"/><path d="M8.5 9h7M8.5 12h4"/>"#,
    Note = r#"<path d="M5 5.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v9l-6 6H7a2 2 0 0 1-2-2z"/><path d="M19 14.5h-4a2 2 0 0 0-2 2v4M9 8h6M9 11.5h3.5"/>"#,
    Email = r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7.5 7.3 5.3a2 2 0 0 0 2.4 0l7.3-5.3"/>"#,
    Meeting = r#"<circle cx="12" cy="5.5" r="2.5"/><circle cx="5.5" cy="17.5" r="2.5"/><circle cx="18.5" cy="17.5" r="2.5"/><path d="M9.6 10.5a7 7 0 0 0-3.3 2.7M14.4 10.5a7 7 0 0 1 3.3 2.7M9.8 19.6a7 7 0 0 0 4.4 0"/>"#,
    Event = r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 2.5V6M16 2.5V6M8 14h.01M12 14h.01M16 14h.01M8 17h.01M12 17h.01"/>"#,
    Order = r#"<path d="M5.5 3.5v17.5l2.2-1.5 2.2 1.5 2.1-1.5 2.1 1.5 2.2-1.5 2.2 1.5V3.5z"/><path d="M9 8h6M9 12h6"/>"#,
    Edit = r#"<path d="M4 20l1-4.5L16 4.5a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19z"/><path d="m13.5 7 3.5 3.5"/>"#,
    Trash = r#"<path d="M4 6.5h16M9.5 6.5V4h5v2.5M6 6.5l.8 12.2a2 2 0 0 0 2 1.8h6.4a2 2 0 0 0 2-1.8L18 6.5M10 10.5v6M14 10.5v6"/>"#,
    Close = r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
    Filter = r#"<path d="M3.5 6.5h17M7 12h10M10.5 17.5h3"/>"#,
    Sort = r#"<path d="M7.5 19.5v-15M3.5 8.5l4-4 4 4M16.5 4.5v15M12.5 15.5l4 4 4-4"/>"#,
    Undo = r#"<path d="M8 4.5 3.5 9 8 13.5"/><path d="M3.5 9H15a5.25 5.25 0 0 1 0 10.5H9"/>"#,
    Sun = r#"<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>"#,
    Moon = r#"<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>"#,
    Check = r#"<path d="m4.5 12.5 5 5 10-11"/>"#,
    Alert = r#"<path d="M10.3 4.5 2.7 17.6A2 2 0 0 0 4.4 20.5h15.2a2 2 0 0 0 1.7-2.9L13.7 4.5a2 2 0 0 0-3.4 0z"/><path d="M12 9.5v4M12 16.9v.01"/>"#,
    Info = r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11.5v4.5M12 8v.01"/>"#,
    Download = r#"<path d="M12 4v11.5M7 11l5 5 5-5M4.5 20h15"/>"#,
    Upload = r#"<path d="M12 16V4.5M7 9l5-5 5 5M4.5 20h15"/>"#,
    ChevronLeft = r#"<path d="m15 5-7 7 7 7"/>"#,
    Keyboard = r#"<rect x="2.5" y="6" width="19" height="12.5" rx="2"/><path d="M6.5 10h.01M10.2 10h.01M13.9 10h.01M17.5 10h.01M6.5 14.5h.01M17.5 14.5h.01M10 14.5h4"/>"#,
    Person = r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-3.9 3.3-6.5 7.5-6.5s7.5 2.6 7.5 6.5"/>"#,
    Star = r#"<path d="m12 3.5 2.6 5.5 5.9.8-4.3 4.2 1 6-5.2-2.9L6.8 20l1-6L3.5 9.8l5.9-.8z"/>"#,
    Globe = r#"<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.4 2.3 3.5 5.1 3.5 8.5s-1.1 6.2-3.5 8.5c-2.4-2.3-3.5-5.1-3.5-8.5S9.6 5.8 12 3.5z"/>"#,
    History = r#"<path d="M4 5v4.5h4.5"/><path d="M4.3 9.5A8.25 8.25 0 1 1 3.8 13"/><path d="M12 8v4.5l3 2"/>"#,
    Restore = r#"<path d="M4 6.5h16M9.5 6.5V4h5v2.5M6 6.5l.8 12.2a2 2 0 0 0 2 1.8h6.4a2 2 0 0 0 2-1.8L18 6.5"/><path d="M12 17v-6M9.5 13.5 12 11l2.5 2.5"/>"#,
    Merge = r#"<path d="M6 4v4.5a4 4 0 0 0 1.2 2.8L12 16v4.5M18 4v4.5a4 4 0 0 1-1.2 2.8L12 16"/>"#,
    Health = r#"<path d="M12 3.5 5 6v5.5c0 4.4 2.9 7.6 7 9 4.1-1.4 7-4.6 7-9V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>"#,
    Sync = r#"<path d="M4 9.5h13.5M14 5.5l4 4-4 4M20 14.5H6.5M10 10.5l-4 4 4 4"/>"#,
    Split = r#"<path d="M12 3.5V8l-4.8 4.7A4 4 0 0 0 6 15.5V20M12 8l4.8 4.7a4 4 0 0 1 1.2 2.8V20"/><path d="M3.5 17.5 6 20l2.5-2.5M15.5 17.5 18 20l2.5-2.5"/>"#,
    Logo = r#"<path d="M7 20V4.5h6a4.5 4.5 0 0 1 0 9H7M13 13.5l4.5 6.5"/>"#,
}

/// An icon beside a label; hidden from screen readers, which read the label.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=glyph.markup()></svg> }
}

//! The ways to look at segments: one at a time, as it stands in the address.

use leptos::prelude::*;

use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::views::url::Params;

/// A way to look at segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Recency by frequency, and the segments in figures.
    Grid,
    /// How large segments are.
    Sizes,
    /// How customers' figures are spread, and where scores begin.
    Spread,
    /// What the best tenth brings, and every other.
    Tenths,
}

impl Look {
    const ALL: [Self; 4] = [Self::Grid, Self::Sizes, Self::Spread, Self::Tenths];

    fn code(self) -> &'static str {
        match self {
            Self::Grid => "",
            Self::Sizes => "sizes",
            Self::Spread => "spread",
            Self::Tenths => "tenths",
        }
    }

    /// The one in the address; follows it.
    pub fn read(params: Params) -> Self {
        let code = params.get("view");
        Self::ALL.into_iter().find(|look| look.code() == code).unwrap_or(Self::Grid)
    }

    fn name(self, i18n: I18n) -> &'static str {
        match self {
            Self::Grid => t_string!(i18n, segments.look_grid),
            Self::Sizes => t_string!(i18n, segments.look_sizes),
            Self::Spread => t_string!(i18n, segments.look_spread),
            Self::Tenths => t_string!(i18n, segments.look_tenths),
        }
    }
}

/// The choice between them.
#[component]
pub fn Looks(params: Params, look: Memo<Look>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <fieldset class="segmented looks">
            <legend class="visually-hidden">{tr!(i18n, segments.looks)}</legend>
            {Look::ALL.map(|one| view! {
                <label>
                    <input
                        type="radio"
                        name="segments-look"
                        id=format!("look-{}", one.code())
                        prop:checked=move || look.get() == one
                        on:change=move |_| params.set(&[("view", one.code().to_owned())])
                    />
                    <span>{move || one.name(i18n)}</span>
                </label>
            }).collect_view()}
        </fieldset>
    }
    .into_any()
}

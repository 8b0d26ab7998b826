//! Labelled fields that say what is wrong with them.

use leptos::prelude::*;

/// A label, whatever is to be filled in, a hint, and what is wrong, tied together for screen
/// readers by `id`.
#[component]
pub fn Field(
    /// The id of the control inside.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong; empty when nothing is.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    let described = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {children()}
            <div id=described>
                {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
                {error.map(|error| view! {
                    <Show when=move || !error.get().is_empty()>
                        <p class="error" role="alert">{error}</p>
                    </Show>
                })}
            </div>
        </div>
    }
    .into_any()
}

/// One line of text.
#[component]
pub fn Text(
    /// Ties label and input together.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with each new text.
    #[prop(into)]
    on_input: Callback<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong; empty when nothing is.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// How a phone's keyboard should look.
    #[prop(default = "text")]
    inputmode: &'static str,
    /// The id of a list of suggestions.
    #[prop(default = "")]
    list: &'static str,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let described = format!("{id}-hint");
    let invalid = move || error.is_some_and(|error| !error.get().is_empty());
    let input = view! {
        <input
            id=id.clone()
            type=kind
            inputmode=inputmode
            list=(!list.is_empty()).then_some(list)
            autocomplete="off"
            autofocus=autofocus
            prop:value=value
            aria-invalid=move || invalid().then_some("true")
            aria-describedby=described
            on:input=move |event| on_input.run(event_target_value(&event))
        />
    };
    view! { <Field id=id label=label hint=hint.unwrap_or_default() error=error.unwrap_or_default()>{input}</Field> }
        .into_any()
}

/// Several lines of text.
#[component]
pub fn Area(
    /// Ties label and input together.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with each new text.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong; empty when nothing is.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let described = format!("{id}-hint");
    let area = view! {
        <textarea
            id=id.clone()
            rows="4"
            autofocus=autofocus
            prop:value=value
            aria-describedby=described
            on:input=move |event| on_input.run(event_target_value(&event))
        ></textarea>
    };
    view! { <Field id=id label=label error=error.unwrap_or_default()>{area}</Field> }.into_any()
}

/// One of several answers. Options are pairs of code and words; the code `""` means none.
#[component]
pub fn Choice(
    /// Ties label and control together.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// The code chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Codes and words, in the order to offer them.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Called with the code chosen.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong; empty when nothing is.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
) -> impl IntoView {
    let described = format!("{id}-hint");
    let select = view! {
        <select
            id=id.clone()
            prop:value=value
            aria-describedby=described
            on:change=move |event| on_input.run(event_target_value(&event))
        >
            {move || {
                let chosen = value.get();
                options.get().into_iter().map(|(code, words)| {
                    let selected = code == chosen;
                    view! { <option value=code selected=selected>{words}</option> }
                }).collect_view()
            }}
        </select>
    };
    view! { <Field id=id label=label error=error.unwrap_or_default()>{select}</Field> }.into_any()
}

/// Suggestions for a text field with the same `list` id.
#[component]
pub fn Suggest(
    /// The id the field names.
    id: &'static str,
    /// What to suggest.
    #[prop(into)]
    values: Signal<Vec<String>>,
) -> impl IntoView {
    view! {
        <datalist id=id>
            {move || values.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view()}
        </datalist>
    }
    .into_any()
}

/// One line of text that is taken when its field is left, not at every letter.
#[component]
pub fn LateText(
    /// Ties label and input together.
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text as it is left.
    on_change: Callback<String>,
    /// What is wrong; empty when nothing is.
    #[prop(optional, into)]
    error: Option<Signal<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    // What is kept may change by undoing, or on another device.
    Effect::new(move |_| typed.set(value.get()));
    let leave = move |_| on_change.run(typed.get_untracked());
    view! {
        <div class="late-text" on:change=leave>
            <Text id=id label=label value=typed on_input=Callback::new(move |text| typed.set(text)) error=error.unwrap_or_default()/>
        </div>
    }
    .into_any()
}

//! How far long work is, and a way to stop it.

use leptos::prelude::*;
use workspace::{Progress, Step};

use crate::format;
use crate::i18n::{Locale, t_string, tr, use_i18n};
use crate::platform::page;
use crate::session::Tasks;
use crate::words;

/// Work so short that a guess at its end would only flicker, in milliseconds.
const TOO_SHORT_TO_GUESS: f64 = 1_500.0;

/// The long work under way, if any: what it does, how much of it is done, about how long it
/// still takes, and a button to stop it while it can be.
#[component]
pub fn ProgressPanel(
    /// The work.
    tasks: Tasks,
    /// What it is for.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let began = StoredValue::new((Step::Opening, 0.0));
    let step = Memo::new(move |_| {
        let step = tasks.current().map(|task| task.progress.step);
        if let Some(step) = step {
            began.set_value((step, page::performance_now()));
        }
        step
    });
    let progress = move || tasks.current().map(|task| task.progress);
    let amount = move || {
        let progress = progress().filter(|progress| progress.total > 0)?;
        let locale = i18n.get_locale();
        let (done, total) = amounts(locale, progress);
        let mut text = t_string!(i18n, shell.count, shown = done, total = total).to_string();
        let seconds = (began.get_value().0 == progress.step)
            .then(|| seconds_left(progress, page::performance_now() - began.get_value().1))
            .flatten();
        if let Some(seconds) = seconds {
            let seconds = format::count(locale, seconds);
            text.push_str(", ");
            text.push_str(&t_string!(i18n, shell.time_left, seconds = seconds).to_string());
        }
        Some(text)
    };
    let stopping = move || tasks.current().is_some_and(|task| task.stopping);
    let can_stop = move || !matches!(step.get(), None | Some(Step::Saving | Step::Applying));
    view! {
        <Show when=move || tasks.busy()>
            <div class="progress-panel" id="progress" role="group" aria-label=label>
                <div class="btn-row">
                    <b>{label}</b>
                    <Show when=can_stop>
                        <button
                            type="button"
                            class="btn small"
                            id="stop"
                            disabled=stopping
                            on:click=move |_| tasks.stop()
                        >
                            {move || if stopping() { tr!(i18n, shell.stopping).into_any() } else { tr!(i18n, shell.stop).into_any() }}
                        </button>
                    </Show>
                </div>
                <progress
                    aria-label=label
                    max=move || progress().filter(|p| p.total > 0).map(|p| p.total.to_string())
                    value=move || progress().filter(|p| p.total > 0).map(|p| p.done.to_string())
                ></progress>
                <p class="count">
                    <span role="status">{move || step.get().map(|step| words::step(i18n, step))}</span>
                    {move || amount().map(|amount| format!(": {amount}"))}
                </p>
            </div>
        </Show>
    }
    .into_any()
}

/// Files are measured in bytes, everything else is counted.
fn amounts(locale: Locale, progress: Progress) -> (String, String) {
    let Progress { step, done, total } = progress;
    match step {
        Step::Reading => (format::bytes(locale, done as f64), format::bytes(locale, total as f64)),
        _ => (format::count(locale, done), format::count(locale, total)),
    }
}

/// What is left of this step, at its pace so far.
fn seconds_left(progress: Progress, elapsed: f64) -> Option<usize> {
    let Progress { done, total, .. } = progress;
    if elapsed < TOO_SHORT_TO_GUESS || done == 0 {
        return None;
    }
    let left = elapsed * total.saturating_sub(done) as f64 / done as f64;
    Some((left / 1_000.0).ceil() as usize)
}

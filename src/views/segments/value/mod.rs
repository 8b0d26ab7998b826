//! Lifetime value: who is still a customer, how often they will buy, what it will come to, and how
//! far that is to be believed.

mod by_segment;
mod fitting;
mod quality;
mod question;
mod settings;
mod top;
mod totals;
pub mod wording;

use leptos::prelude::*;
use leptos::task::spawn_local;
use workspace::Step;

use crate::components::{Glyph, Icon, ProgressPanel};
use crate::i18n::{label, t_string, tr, use_i18n};
use crate::session::{WorkError, use_session};
use crate::views::parts::MissingRates;
use crate::views::prepared::Prepared;
use crate::views::segments::days::as_of;
use crate::views::segments::needs_orders::{has_orders, needs_orders};
use crate::views::segments::tabs::Tabs;
use crate::views::segments::value::fitting::{Trouble, fit};
use crate::views::segments::value::quality::QualityCards;
use crate::views::segments::value::question::Asked;
use crate::views::segments::value::settings::{Ahead, ModelCard};
use crate::views::url::use_params;
use crate::words;

/// The page.
#[component]
pub fn ValuePage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let has_orders = has_orders(session);
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, segments.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || match has_orders.get() {
                true => view! { <Value/> }.into_any(),
                false => needs_orders(
                    |i| t_string!(i, value.empty_title),
                    |i| t_string!(i, value.empty_text),
                ),
            }}
        </main>
    }
}

#[component]
fn Value() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let params = use_params();
    let kept = Memo::new(move |_| session.look(|image| image.fitted_value()).flatten());
    let asked = Memo::new(move |_| Asked::read(params, session, kept.get()));
    let trouble = RwSignal::new(None::<Trouble>);
    let on_fit = Callback::new(move |()| {
        let Some(asked) = asked.get_untracked() else { return };
        let Some(pace) = session.tasks.begin(Step::Fitting) else { return };
        trouble.set(None);
        spawn_local(async move {
            let outcome = fit(session, asked, &pace).await;
            session.tasks.end();
            // The page may have been left meanwhile.
            match outcome {
                Ok(()) | Err(Trouble::Work(WorkError::Cancelled(_))) => {}
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    });
    let failed = move || {
        let why = trouble.get()?;
        let (head, text) = match &why {
            Trouble::Data(why) => {
                (t_string!(i18n, value.unsupported), wording::fit_trouble(i18n, why))
            }
            Trouble::Work(why) => (t_string!(i18n, value.not_fitted), words::work_error(i18n, why)),
            Trouble::Uncountable => {
                (t_string!(i18n, value.not_fitted), t_string!(i18n, value.uncountable).to_owned())
            }
            Trouble::Kept(why) => {
                (t_string!(i18n, value.not_fitted), words::command_error(i18n, why))
            }
        };
        Some(view! {
            <div class="callout" id="value-failed" data-tone="bad" role="alert">
                <Icon glyph=Glyph::Alert/>
                <div><p><b>{head}</b></p><p>{text}</p></div>
            </div>
        })
    };
    let question = Memo::new(move |_| as_of(params).zip(kept.get()));
    let prepared = Prepared::on(
        session,
        question,
        |image, _| image.ltv_parts() + 2,
        |image, (day, fitted), part| match part.checked_sub(image.ltv_parts()) {
            None => image.look_into_ltv(part, *day),
            Some(0) => drop(image.standing(*day)),
            Some(_) => drop(image.value_quality(fitted)),
        },
    );
    let bar = prepared.bar(move |done, total| {
        t_string!(i18n, kpi.working, done = done, total = total).to_string()
    });
    let ltv = Signal::derive_local(move || {
        let (day, _) = question.get()?;
        prepared.look(|image| image.ltv(day)).flatten()
    });
    let rfm = Signal::derive_local(move || {
        let (day, _) = question.get()?;
        prepared.look(|image| image.standing(day)).flatten().map(|standing| standing.rfm)
    });
    view! {
        <div class="stack">
            <MissingRates/>
            <ModelCard params=params asked=asked kept=kept on_fit=on_fit/>
            <ProgressPanel tasks=session.tasks label=label!(i18n, value.fitting)/>
            {failed}
            <Show when=move || kept.with(Option::is_some)><Ahead params=params kept=kept/></Show>
            {bar}
            {move || ltv.get().map(|ltv| totals::totals(&ltv, session.base()))}
            {move || ltv.get().zip(rfm.get()).map(|(ltv, rfm)| by_segment::table(&ltv, &rfm, session.base()))}
            {move || ltv.get().map(|ltv| top::top(&ltv, session.base()))}
            <Show when=move || kept.with(Option::is_some)>
                <QualityCards kept=kept ltv=ltv prepared=prepared/>
            </Show>
        </div>
    }
    .into_any()
}

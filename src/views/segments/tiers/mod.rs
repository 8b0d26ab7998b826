//! Tiers: who is worth how much care, what care each gets, and who is due.

mod care;
mod due;
mod limits;
mod table;
mod typed;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Currency;
use workspace::analysis::tiers::PlanProblem;
use workspace::{CommandError, TierPlan, Tiers};

use crate::components::{Glyph, Icon};
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::platform::{page, time};
use crate::session::{Draft, use_session};
use crate::views::form::Refusal;
use crate::views::parts::MissingRates;
use crate::views::segments::needs_orders::needs_orders;
use crate::views::segments::tabs::Tabs;
use crate::views::segments::tiers::care::CareCard;
use crate::views::segments::tiers::due::DueCard;
use crate::views::segments::tiers::limits::LimitsCard;
use crate::views::segments::tiers::table::TierTable;
use crate::views::segments::tiers::typed::{Typed, Wrong};

/// The page.
#[component]
pub fn TiersPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let is_empty =
        Memo::new(move |_| session.look(|image| image.tables.customers.is_empty()).unwrap_or(true));
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, segments.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <Tabs/>
            {move || match is_empty.get() {
                true => nobody(),
                false => view! { <Plan/> }.into_any(),
            }}
        </main>
    }
}

fn nobody() -> AnyView {
    needs_orders(|i| t_string!(i, tiers.empty_title), |i| t_string!(i, tiers.empty_text))
}

/// What is typed, and the tiers that follow from it; free to copy into every closure.
#[derive(Clone, Copy)]
struct Editing {
    typed: RwSignal<Typed>,
    /// What it reads as, or the first thing that is wrong with it.
    read: Memo<Result<TierPlan, Wrong>>,
    /// The tiers by what is typed, or by what is kept as long as that does not read.
    tiers: Signal<Option<Rc<Tiers>>, LocalStorage>,
    base: Signal<Currency>,
}

#[component]
fn Plan() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let base = Signal::derive(move || session.base());
    let kept = Memo::new(move |_| session.look(|image| image.tier_plan()).unwrap_or_default());
    let as_kept = Memo::new(move |_| Typed::of(&kept.get(), base.get()));
    let draft = StoredValue::new(Draft::of("tiers", TierPlan::ID));
    let restored = draft.with_value(Draft::load::<Typed>);
    let typed = RwSignal::new(restored.unwrap_or_else(|| as_kept.get_untracked()));
    let is_changed = Memo::new(move |_| typed.with(|typed| as_kept.with(|kept| typed != kept)));
    Effect::new(move |_| {
        let changed = is_changed.get();
        typed.track();
        draft.with_value(|draft| match changed {
            true => typed.with_untracked(|typed| draft.keep(typed)),
            false => draft.discard(),
        });
    });
    // What is kept may change meanwhile, by undoing or on another device: nothing typed is lost.
    Effect::new(move |before: Option<Typed>| {
        let now = as_kept.get();
        if before.is_some_and(|before| typed.with_untracked(|typed| *typed == before)) {
            typed.set(now.clone());
        }
        now
    });
    let read = Memo::new(move |_| typed.with(|typed| typed.read(base.get())));
    let tiers = Signal::derive_local(move || {
        let plan = read.with(|read| read.as_ref().ok().cloned()).unwrap_or_else(|| kept.get());
        let today = time::today()?;
        session.look(|image| image.tiers_by(plan, today)).flatten()
    });
    let editing = Editing { typed, read, tiers, base };
    let (refused, saving) = (RwSignal::new(None::<CommandError>), RwSignal::new(false));
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let plan = match read.get_untracked() {
            Ok(plan) => plan,
            Err(wrong) => return page::focus(&format!("#{}", wrong.field)),
        };
        refused.set(None);
        saving.set(true);
        spawn_local(async move {
            let outcome = session.define(TierPlan::ID, Some(&plan)).await;
            saving.set(false);
            refused.set(outcome.err());
        });
    };
    view! {
        <form id="tier-form" class="stack" novalidate on:submit=save>
            <MissingRates/>
            <div class="split tier-split">
                <div class="stack">
                    <TierTable editing=editing/>
                    <DueCard/>
                </div>
                <div class="stack">
                    <Refusal why=refused/>
                    <LimitsCard editing=editing/>
                    <CareCard editing=editing/>
                </div>
            </div>
            <Show when=move || is_changed.get()>
                <div class="rule-foot">
                    <p class="rule-strip" role="status">
                        <Icon glyph=Glyph::Info/>
                        {move || foot(i18n, read.get())}
                    </p>
                    <button type="button" class="btn ghost" id="drop-tiers" on:click=move |_| typed.set(as_kept.get_untracked())>
                        {tr!(i18n, shell.cancel)}
                    </button>
                    <button type="submit" class="btn primary" id="save-tiers" aria-busy=move || saving.get().to_string() disabled=saving>
                        {tr!(i18n, shell.save)}
                    </button>
                </div>
            </Show>
        </form>
    }
    .into_any()
}

fn foot(i18n: I18n, read: Result<TierPlan, Wrong>) -> &'static str {
    match read {
        Ok(_) => t_string!(i18n, tiers.unsaved),
        Err(_) => t_string!(i18n, tiers.unready),
    }
}

/// What is wrong with a plan, in words.
fn problem(i18n: I18n, problem: PlanProblem) -> &'static str {
    match problem {
        PlanProblem::Shares => t_string!(i18n, tiers.wrong_shares),
        PlanProblem::Amounts => t_string!(i18n, tiers.wrong_amounts),
        PlanProblem::Days => t_string!(i18n, tiers.wrong_days),
        PlanProblem::Text => t_string!(i18n, tiers.wrong_text),
    }
}

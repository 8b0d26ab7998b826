//! Settings: of this device, and of the workspace.

mod fields;
mod rates;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Currency, Invalid, Rate, Settings};
use workspace::CommandError;

use crate::app::NetworkState;
use crate::components::{Choice, Text};
use crate::i18n::{Locale, label, t_string, tr, use_i18n};
use crate::session::{Theme, use_session};
use crate::views::form::Refusal;
use crate::views::settings::fields::FieldsCard;
use crate::views::settings::rates::{Rates, TypedRate};
use crate::words;

/// The settings page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="topbar"><h1 class="topbar-title">{tr!(i18n, settings.title)}</h1></header>
        <main class="page" id="main" tabindex="-1">
            <div class="stack narrow">
                <DeviceCard/>
                <WorkspaceCard/>
                <FieldsCard/>
                <AboutCard/>
            </div>
        </main>
    }
}

#[component]
fn DeviceCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let prefs = session.prefs;
    let themes = Signal::derive(move || {
        vec![
            ("system".to_owned(), t_string!(i18n, shell.theme_system).to_owned()),
            ("light".to_owned(), t_string!(i18n, shell.theme_light).to_owned()),
            ("dark".to_owned(), t_string!(i18n, shell.theme_dark).to_owned()),
        ]
    });
    let theme = Signal::derive(move || prefs.theme.get().code().to_owned());
    let languages = Signal::derive(|| {
        vec![("en".to_owned(), "English".to_owned()), ("zh-CN".to_owned(), "简体中文".to_owned())]
    });
    let language =
        Signal::derive(move || crate::session::language_code(prefs.language.get()).to_owned());
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, settings.this_device)}</h2></div>
            <div class="card-body form">
                <Text
                    id="your-name"
                    label=label!(i18n, settings.your_name)
                    hint=label!(i18n, settings.your_name_hint)
                    value=prefs.name
                    on_input=move |name: String| {
                        if let Some(data) = session.data() {
                            data.set_actor(name.trim());
                        }
                        prefs.name.set(name);
                    }
                />
                <div class="field-row">
                    <Choice
                        id="language"
                        label=label!(i18n, shell.language)
                        value=language
                        options=languages
                        on_input=move |code: String| prefs.language.set(if code == "zh-CN" { Locale::zh_CN } else { Locale::en })
                    />
                    <Choice
                        id="theme"
                        label=label!(i18n, shell.theme)
                        value=theme
                        options=themes
                        on_input=move |code: String| prefs.theme.set(Theme::from_code(&code))
                    />
                </div>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn WorkspaceCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let before = untrack(move || session.settings());
    let name = RwSignal::new(before.name.clone());
    let base = RwSignal::new(before.base().to_string());
    let rates = RwSignal::new(TypedRate::list(&before));
    let wrong_base = RwSignal::new(false);
    let problems = RwSignal::new(Invalid::default());
    let refused = RwSignal::new(None::<CommandError>);
    let save = move || {
        let Ok(currency) = base.get_untracked().parse::<Currency>() else {
            return wrong_base.set(true);
        };
        wrong_base.set(false);
        problems.set(Invalid::default());
        let mut unread = Invalid::default();
        let rates = rates.with_untracked(|rates| TypedRate::read(rates, &mut unread));
        if unread.result().inspect_err(|unread| problems.set(unread.clone())).is_err() {
            return;
        }
        let name = name.get_untracked().trim().to_owned();
        // What the form does not show stays as it is.
        let before = session.peek(|image| image.settings().clone()).unwrap_or_default();
        let settings = Settings { name, base_currency: Some(currency), rates, ..before };
        spawn_local(async move {
            match session.save_settings(settings).await {
                Ok(()) => refused.set(None),
                Err(CommandError::Invalid(invalid)) => problems.set(invalid),
                Err(why) => refused.set(Some(why)),
            }
        });
    };
    let base_error = Signal::derive(move || match wrong_base.get() {
        true => t_string!(i18n, errors.not_a_currency).to_owned(),
        false => String::new(),
    });
    let rates_error = Signal::derive(move || {
        problems.with(|problems| words::problems_of(i18n, problems, "rates"))
    });
    let name_error = Signal::derive(move || {
        problems.with(|problems| words::problems_of(i18n, problems, "name"))
    });
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, settings.workspace)}</h2></div>
            <form
                id="settings-form"
                class="card-body form"
                novalidate
                on:submit=move |event| { event.prevent_default(); save(); }
            >
                <p class="hint">{tr!(i18n, settings.workspace_hint)}</p>
                <Refusal why=refused/>
                <div class="field-row">
                    <Text id="workspace-name" label=label!(i18n, settings.workspace_name) value=name on_input=move |text| name.set(text) error=name_error/>
                    <Text id="base-currency" label=label!(i18n, settings.base_currency) hint=label!(i18n, settings.base_hint) value=base on_input=move |text: String| base.set(text.to_ascii_uppercase()) error=base_error/>
                </div>
                <Rates rates=rates base=base error=rates_error/>
                <div class="btn-row">
                    <button type="submit" class="btn primary">{tr!(i18n, shell.save)}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// The rates as typed, as a table.
type RateTable = std::collections::BTreeMap<String, Rate>;

#[component]
fn AboutCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let device = session.data().map(|data| data.device().to_string());
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, settings.about)}</h2></div>
            <div class="card-body stack">
                <p>{tr!(i18n, settings.about_text)}</p>
                <dl class="kv">
                    <dt>{tr!(i18n, shell.app_name)}</dt>
                    <dd>{move || t_string!(i18n, settings.version, version = env!("CARGO_PKG_VERSION")).to_string()}</dd>
                    <dt>{tr!(i18n, settings.device)}</dt>
                    <dd>{device}</dd>
                </dl>
                <div class="phone-only"><NetworkState/></div>
            </div>
        </section>
    }
    .into_any()
}

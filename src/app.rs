//! The shell: what surrounds every page, and which page an address shows.

use std::borrow::Cow;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::path;

use crate::components::{Glyph, Icon};
use crate::format;
use crate::i18n::{I18n, t_string, tr, use_i18n};
use crate::lazy;
use crate::platform::{network, page, updates::Updates};
use crate::session::{OpenState, Session, Sheet, Theme, use_session};
use crate::views;
use crate::views::url::href;

/// Time the first page has for itself before the other parts of the app are fetched.
const LEAVE_FIRST: Duration = Duration::from_secs(1);

/// Time it has before what lists show of analysis is fetched.
const SOON: Duration = Duration::from_millis(50);

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let session = Session::new();
    provide_context(session);
    provide_context(I18n::new(session.prefs.language));
    provide_context(Updates::watch());
    session.prefs.keep();
    session.start();
    view! {
        <Router base=Cow::Owned(page::base_path())>
            <Shell/>
        </Router>
    }
}

#[component]
fn Shell() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    views::shortcuts::listen();
    view! {
        <a class="skip-link" href="#main" on:click=|event| { event.prevent_default(); page::focus("#main"); }>
            {tr!(i18n, shell.skip)}
        </a>
        <div class="app">
            <UpdateBanner/>
            <Sidebar/>
            <Pages/>
            <nav class="tabbar" aria-label=tr!(i18n, shell.main_nav)>
                {TABS.iter().map(|place| view! { <NavItem place=*place tab=true/> }).collect_view()}
            </nav>
        </div>
        <views::toasts::ToastList/>
        {move || session.sheets.is_open().then(|| match session.sheets.is_export() {
            true => lazy::export_sheet(),
            false => lazy::open_sheet(),
        })}
    }
}

/// A place the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The customer list.
    Customers,
    /// What is to be done.
    Tasks,
    /// Interactions across customers.
    Interactions,
    /// Orders across customers.
    Orders,
    /// RFM segments.
    Segments,
    /// Import, export, backup.
    Data,
    /// Settings.
    Settings,
}

/// The places, in the order of the navigation.
pub const PLACES: [Place; 7] = [
    Place::Customers,
    Place::Tasks,
    Place::Interactions,
    Place::Orders,
    Place::Segments,
    Place::Data,
    Place::Settings,
];

/// Those of the tab bar of a phone. Orders are a press away from interactions there, and the
/// settings from any list.
const TABS: [Place; 5] =
    [Place::Customers, Place::Tasks, Place::Interactions, Place::Segments, Place::Data];

impl Place {
    /// Its address.
    pub fn path(self) -> &'static str {
        match self {
            Self::Customers => "/customers",
            Self::Tasks => "/tasks",
            Self::Interactions => "/interactions",
            Self::Orders => "/orders",
            Self::Segments => "/segments",
            Self::Data => "/data",
            Self::Settings => "/settings",
        }
    }

    /// Its icon.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::Customers => Glyph::Customers,
            Self::Tasks => Glyph::Task,
            Self::Interactions => Glyph::Interactions,
            Self::Orders => Glyph::Orders,
            Self::Segments => Glyph::Segments,
            Self::Data => Glyph::Data,
            Self::Settings => Glyph::Settings,
        }
    }

    /// Its name.
    pub fn label(self, i18n: I18n) -> &'static str {
        match self {
            Self::Customers => t_string!(i18n, shell.customers),
            Self::Tasks => t_string!(i18n, shell.tasks),
            Self::Interactions => t_string!(i18n, shell.interactions),
            Self::Orders => t_string!(i18n, shell.orders),
            Self::Segments => t_string!(i18n, shell.segments),
            Self::Data => t_string!(i18n, shell.data),
            Self::Settings => t_string!(i18n, shell.settings),
        }
    }
}

#[component]
fn NavItem(place: Place, tab: bool) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let location = use_location();
    let attention = move || match place {
        Place::Data if session.needs_attention() => {
            mark("dot", String::new(), t_string!(i18n, shell.needs_attention))
        }
        Place::Tasks if session.due() > 0 => {
            let due = format::count(i18n.get_locale(), session.due());
            mark("count", due, t_string!(i18n, shell.tasks_due))
        }
        _ => ().into_any(),
    };
    let here = move || {
        let path = location.pathname.get();
        let inner = path.strip_prefix(&page::base_path()).unwrap_or(&path);
        inner.starts_with(place.path())
            || (place == Place::Customers && inner.len() <= 1)
            || (tab && place == Place::Interactions && inner == Place::Orders.path())
    };
    view! {
        <a href=href(place.path()) class="nav-item" aria-current=move || here().then_some("page")>
            <Icon glyph=place.glyph()/>
            <span>{move || place.label(i18n)}</span>
            {attention}
        </a>
    }
}

fn mark(class: &'static str, shown: String, said: &'static str) -> AnyView {
    view! { <span class=class>{shown}</span><span class="visually-hidden">{said}</span> }.into_any()
}

#[component]
fn Sidebar() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <aside class="sidebar">
            <a href=href("/customers") class="brand">
                <Icon glyph=Glyph::Logo/>
                <span>{tr!(i18n, shell.app_name)}</span>
            </a>
            <nav aria-label=tr!(i18n, shell.main_nav)>
                {PLACES.iter().map(|place| view! { <NavItem place=*place tab=false/> }).collect_view()}
            </nav>
            <div class="sidebar-foot">
                <NetworkState/>
                <Switches/>
            </div>
        </aside>
    }
}

/// Says quietly whether there is a network.
#[component]
pub fn NetworkState() -> impl IntoView {
    let i18n = use_i18n();
    let online = network::online();
    view! {
        <p class="net" role="status" data-state=move || if online.get() { "online" } else { "offline" }>
            {move || if online.get() { t_string!(i18n, shell.online) } else { t_string!(i18n, shell.offline) }}
        </p>
    }
}

#[component]
fn Switches() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let dark = move || match session.prefs.theme.get() {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => page::prefers_dark(),
    };
    view! {
        <div class="btn-row">
            <button
                type="button"
                class="btn ghost icon-only small"
                aria-label=tr!(i18n, shell.switch_theme)
                title=tr!(i18n, shell.switch_theme)
                on:click=move |_| session.prefs.theme.set(if dark() { Theme::Light } else { Theme::Dark })
            >
                {move || view! { <Icon glyph=if dark() { Glyph::Sun } else { Glyph::Moon }/> }}
            </button>
            <button
                type="button"
                class="btn ghost icon-only small"
                aria-label=tr!(i18n, shell.switch_language)
                title=tr!(i18n, shell.switch_language)
                on:click=move |_| session.prefs.language.update(|language| *language = language.other())
            >
                <Icon glyph=Glyph::Globe/>
            </button>
            <button
                type="button"
                class="btn ghost icon-only small"
                aria-label=tr!(i18n, shell.shortcuts)
                title=tr!(i18n, shell.shortcuts)
                on:click=move |_| session.sheets.open(Sheet::Shortcuts)
            >
                <Icon glyph=Glyph::Keyboard/>
            </button>
        </div>
    }
}

#[component]
fn UpdateBanner() -> impl IntoView {
    let i18n = use_i18n();
    let updates = expect_context::<Updates>();
    let later = RwSignal::new(false);
    view! {
        <Show when=move || updates.ready() && !later.get()>
            <div class="banner" role="status">
                <span>{tr!(i18n, shell.update_ready)}</span>
                <button type="button" class="btn small primary" on:click=move |_| updates.apply()>
                    {tr!(i18n, shell.update_now)}
                </button>
                <button type="button" class="btn small ghost" on:click=move |_| later.set(true)>
                    {tr!(i18n, shell.update_later)}
                </button>
            </div>
        </Show>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let session = use_session();
    let can_list =
        Memo::new(move |_| matches!(session.state(), OpenState::Listing { .. } | OpenState::Ready));
    move || match can_list.get() {
        true => view! { <OpenPages/> }.into_any(),
        false => views::opening::opening(),
    }
}

#[component]
fn OpenPages() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let show: Rc<dyn Fn()> = Rc::new(move || navigate("/data", Default::default()));
    set_timeout(move || lazy::load_searching(session), SOON);
    Effect::new(move |_| {
        if session.is_whole() {
            let show = Rc::clone(&show);
            set_timeout(move || lazy::load_analysis(session), SOON);
            set_timeout(move || lazy::load_the_rest(session, show), LEAVE_FIRST);
        }
    });
    view! {
        <FlatRoutes fallback=views::opening::not_found>
            <Route path=path!("/") view=views::customers::CustomersPage/>
            <Route path=path!("/customers") view=views::customers::CustomersPage/>
            <Route path=path!("/customers/:id") view=lazy::customer_page/>
            <Route path=path!("/tasks") view=lazy::tasks_page/>
            <Route path=path!("/interactions") view=lazy::interactions_page/>
            <Route path=path!("/orders") view=lazy::orders_page/>
            <Route path=path!("/segments") view=lazy::segments_pages/>
            <Route path=path!("/segments/*page") view=lazy::segments_pages/>
            <Route path=path!("/data") view=lazy::data_pages/>
            <Route path=path!("/data/*page") view=lazy::data_pages/>
            <Route path=path!("/settings") view=lazy::settings_page/>
        </FlatRoutes>
    }
}

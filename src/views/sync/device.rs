//! What this device is called.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Text;
use crate::i18n::{label, tr, use_i18n};
use crate::session::use_session;

/// The name of this device, as others see it.
#[component]
pub fn NameOfDevice() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let device = move || session.data().map(|data| data.device());
    let stored = Memo::new(move |_| {
        let settings = session.settings();
        device().and_then(|device| settings.device_name(device).map(ToOwned::to_owned))
    });
    let typed = RwSignal::new(None::<String>);
    let shown = move || typed.get().or_else(|| stored.get()).unwrap_or_default();
    let save = move || {
        let (Some(device), Some(name)) = (device(), typed.get_untracked()) else { return };
        let mut settings = session.settings();
        settings.devices.insert(device.to_string(), name.trim().to_owned());
        spawn_local(async move {
            match session.save_settings(settings).await {
                // The page may have been left meanwhile.
                Ok(()) => drop(typed.try_set(None)),
                Err(why) => session.toasts.error(why),
            }
        });
    };
    view! {
        <section class="card">
            <div class="card-head"><h2>{tr!(i18n, sync.this_device)}</h2></div>
            <form class="card-body stack" on:submit=move |event| { event.prevent_default(); save(); }>
                <p>{tr!(i18n, sync.this_device_text)}</p>
                <Text
                    id="device-name"
                    label=label!(i18n, sync.name)
                    hint=label!(i18n, sync.name_hint)
                    value=Signal::derive(shown)
                    on_input=Callback::new(move |text| typed.set(Some(text)))
                />
                <div class="btn-row">
                    <button type="submit" class="btn" id="save-device-name" disabled=move || typed.get().is_none()>
                        {tr!(i18n, sync.save_name)}
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

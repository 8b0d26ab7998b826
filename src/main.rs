//! Rapport, an offline-first customer-relationship manager for the browser.

mod app;
mod components;
mod format;
mod i18n;
mod lazy;
mod platform;
mod session;
mod views;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
    platform::page::remove_boot();
}

//! The interface of the registry, in the browser.
// Components take their properties by value; that is how leptos hands them over.
#![allow(clippy::needless_pass_by_value)]

mod admin;
mod app;
mod care;
mod client;
mod components;
mod format;
mod i18n;
mod import;
mod names;
mod people;
mod person;
mod placement;
mod prelude;
mod register;
mod registers;
mod reports;
mod session;
mod shell;
mod theme;
mod work;

fn main() {
    // The release build leaves the texts of panics out; while developing they belong in the console.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
    }));
    client::session::start();
    app::mount();
}

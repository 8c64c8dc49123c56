//! Signing in.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::client::{session, store};
use crate::components::{Button, ButtonKind, ErrorSummary, Errors, TextField};
use crate::i18n::t;
use crate::shell::{Languages, ThemeSwitch};

crate::texts! {
    enum T {
        Title => "Đăng nhập", "Sign in";
        What => "Sổ theo dõi người lao động đi làm việc ở nước ngoài", "Registry of people who work abroad";
        User => "Tên đăng nhập", "User name";
        Password => "Mật khẩu", "Password";
        NeedUser => "Nhập tên đăng nhập.", "Enter the user name.";
        NeedPassword => "Nhập mật khẩu.", "Enter the password.";
        Show => "Hiện mật khẩu", "Show the password";
    }
}

/// The page for those who are not signed in; whatever address was asked for opens afterwards.
#[component]
pub fn SignInPage() -> AnyView {
    let errors = Errors::new();
    let user = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let visible = RwSignal::new(false);
    let busy = RwSignal::new(false);
    if let Some(document) = store::document() {
        document.set_title(&format!("{} · Hành Trình", t(T::Title)));
    }
    Effect::new(|_| {
        let first = store::document().and_then(|document| document.get_element_by_id("field-user"));
        if let Some(first) =
            first.and_then(|first| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(first).ok())
        {
            let _ = first.focus();
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        errors.clear();
        let (name, secret) = (user.get_untracked().trim().to_owned(), password.get_untracked());
        if name.is_empty() {
            errors.set("user", t(T::NeedUser));
        }
        if secret.is_empty() {
            errors.set("password", t(T::NeedPassword));
        }
        if !errors.is_empty() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            if let Err(failure) = session::sign_in(name, secret).await {
                password.try_set(String::new());
                errors.fail(failure);
            }
            busy.try_set(false);
        });
    };
    view! {
        <main class="sign-in">
            <form class="card card-pad stack" on:submit=submit novalidate>
                <div class="brand">
                    <strong>"Hành Trình"</strong>
                    <span>{t(T::What)}</span>
                </div>
                <h1>{t(T::Title)}</h1>
                <ErrorSummary errors />
                <TextField name="user" label=t(T::User) value=user errors required=true autocomplete="username" />
                {move || {
                    let kind = if visible.get() { "text" } else { "password" };
                    view! {
                        <TextField name="password" label=t(T::Password) value=password errors required=true kind
                            autocomplete="current-password" />
                    }
                }}
                <label class="inline-check">
                    <input type="checkbox" prop:checked=visible on:change=move |event| visible.set(event_target_checked(&event)) />
                    {t(T::Show)}
                </label>
                <Button kind=ButtonKind::Primary submit=true busy>{t(T::Title)}</Button>
                <div class="row between">
                    <Languages />
                    <ThemeSwitch />
                </div>
            </form>
        </main>
    }
    .into_any()
}

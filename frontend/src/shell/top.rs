//! The bar on top: search, language, theme, user.

use hanhtrinh_api::Lang;
use hanhtrinh_api::session::Me;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::app::{Area, Mounted};
use crate::client::session::{self, me, session};
use crate::components::{event_value, toast_problem};
use crate::format;
use crate::i18n::{self, domain, lang, t};
use crate::names;
use crate::theme::Theme;

crate::texts! {
    enum T {
        Search => "Tìm người: tên, số định danh, hộ chiếu, điện thoại…", "Find people: name, identity number, passport, phone…";
        SearchLabel => "Tìm người lao động", "Find people";
        Language => "Ngôn ngữ", "Language";
        System => "Giao diện: theo máy", "Theme: as the system";
        Light => "Giao diện: sáng", "Theme: light";
        Dark => "Giao diện: tối", "Theme: dark";
        SignOut => "Đăng xuất", "Sign out";
        Account => "Tài khoản", "Account";
    }
}

/// The bar.
#[component]
pub fn TopBar() -> AnyView {
    let Some(me) = me() else { return ().into_any() };
    view! {
        <header class="top no-print">
            {Area::People.open_to(me.role).then(|| view! { <SearchBox /> })}
            <div class="top-side">
                <Languages />
                <ThemeSwitch />
                {user_menu(me)}
            </div>
        </header>
    }
    .into_any()
}

/// The search: `/` comes here, and typing shows people.
#[component]
fn SearchBox() -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let search = session().search;
    let path = use_location().pathname;
    let navigate = use_navigate();
    let go = move || {
        if path.get_untracked() != "/people" {
            navigate("/people", NavigateOptions::default());
        }
    };
    let slash = window_event_listener(leptos::ev::keydown, move |event| {
        let typing = crate::components::typing(&event);
        if event.key() == "/" && !typing {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
                input.select();
            }
        }
    });
    on_cleanup(move || slash.remove());
    let submit = {
        let go = go.clone();
        move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            go();
        }
    };
    let typed = move |event: leptos::ev::Event| {
        let text = event_value(&event);
        let searching = !text.trim().is_empty();
        search.set(text);
        if searching {
            go();
        }
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <label class="visually-hidden" for="search">{t(T::SearchLabel)}</label>
            <input id="search" type="search" autocomplete="off" spellcheck="false" placeholder=t(T::Search) node_ref=input
                prop:value=search on:input=typed />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
    .into_any()
}

#[component]
pub fn Languages() -> AnyView {
    let mounted = use_context::<Mounted>();
    let button = move |which: Lang, short: &'static str, name: &'static str| {
        let choose = move |_| {
            if lang() != which {
                i18n::choose(which);
                if let Some(Mounted(mounted)) = mounted {
                    mounted.update(|count| *count += 1);
                }
            }
        };
        view! {
            <button type="button" aria-pressed=(lang() == which).to_string() lang=i18n::lang_tag(which) on:click=choose>
                {short} <span class="visually-hidden">{name}</span>
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=t(T::Language)>
            {button(Lang::Vi, "VI", "Tiếng Việt")} <span aria-hidden="true">"·"</span> {button(Lang::En, "EN", "English")}
        </div>
    }
    .into_any()
}

#[component]
pub fn ThemeSwitch() -> AnyView {
    let theme = RwSignal::new(Theme::current());
    let name = move || {
        t(match theme.get() {
            Theme::System => T::System,
            Theme::Light => T::Light,
            Theme::Dark => T::Dark,
        })
    };
    let turn = move |_| {
        let next = theme.get_untracked().next();
        next.choose();
        theme.set(next);
    };
    // A disc: half for the system's choice, empty for light, full for dark.
    let fill = move || match theme.get() {
        Theme::System => "M12 4a8 8 0 0 1 0 16z",
        Theme::Light => "",
        Theme::Dark => "M12 4a8 8 0 0 1 0 16a8 8 0 0 1 0-16z",
    };
    view! {
        <button type="button" class="btn quiet icon" aria-label=name title=name on:click=turn>
            <svg viewBox="0 0 24 24" class="theme-icon" aria-hidden="true">
                <circle cx="12" cy="12" r="8" />
                <path d=fill />
            </svg>
        </button>
    }
    .into_any()
}

fn user_menu(me: Me) -> AnyView {
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let sign_out = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match session::sign_out().await {
                Ok(()) => navigate("/sign-in", NavigateOptions::default()),
                Err(failure) => {
                    toast_problem(&failure);
                    busy.try_set(false);
                }
            }
        });
    };
    // Who works for an enterprise is told its name rather than that of the province.
    let place = me
        .enterprise
        .as_deref()
        .map_or_else(|| me.unit_name.clone(), names::enterprise);
    view! {
        <details class="menu">
            <summary>
                <span class="visually-hidden">{t(T::Account)} ": " {me.display_name.clone()}</span>
                <span class="who">{domain::role(me.role)} " · " {place.clone()}</span>
                <span class="avatar" aria-hidden="true">{format::initials(&me.display_name)}</span>
            </summary>
            <div class="menu-list card">
                <p><strong>{me.display_name}</strong></p>
                <p class="muted small">{me.user} " · " {domain::role(me.role)}</p>
                <p class="muted small">{place}</p>
                <button type="button" class="btn" on:click=sign_out>{t(T::SignOut)}</button>
            </div>
        </details>
    }
    .into_any()
}

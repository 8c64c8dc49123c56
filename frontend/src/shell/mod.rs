//! The frame: a rail with what the role may use, a bar with search, language, theme and user, and the page.

mod rail;
mod top;

pub use top::{Languages, ThemeSwitch};

use leptos::prelude::*;

use crate::client::session::session;
use crate::i18n::t;

crate::texts! {
    enum T {
        Skip => "Đến nội dung", "Skip to content";
        DemoLabel => "Minh họa", "Demo";
        Demo => "Tỉnh minh họa: mọi người và số liệu ở đây đều là hư cấu.", "Demo province: every person and figure here is invented.";
    }
}

/// The frame around a page.
#[component]
pub fn Shell(children: Children) -> AnyView {
    let demo = session()
        .me
        .with_untracked(|me| me.as_ref().is_some_and(|me| me.demo));
    view! {
        <a class="skip" href="#content" rel="external">{t(T::Skip)}</a>
        <div class="shell">
            <rail::Rail />
            <div class="main">
                <top::TopBar />
                {demo.then(|| view! { <aside class="demo no-print" aria-label=t(T::DemoLabel)>{t(T::Demo)}</aside> })}
                <main id="content" class="content" tabindex="-1">{children()}</main>
            </div>
        </div>
    }
    .into_any()
}

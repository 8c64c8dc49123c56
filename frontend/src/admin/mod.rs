//! Administration: accounts, enterprises, plan targets. Each page is a list with the form that adds to it beside.

mod enterprises;
mod plans;
mod texts;
mod users;

pub use enterprises::EnterprisesPage;
pub use plans::PlansPage;
pub use users::UsersPage;

use hanhtrinh_domain::actor::Role;
use leptos::ev::SubmitEvent;

use self::texts::T;
use crate::prelude::*;

/// The three pages, as tabs that are links.
fn tabs(here: &str) -> AnyView {
    let tabs = [
        ("/admin/users", T::Users),
        ("/admin/enterprises", T::Enterprises),
        ("/admin/plans", T::Plans),
    ];
    let tabs: Vec<AnyView> = tabs
        .into_iter()
        .filter(|(href, _)| *href != "/admin/users" || administers())
        .map(|(href, label)| {
            let active = href == here;
            view! { <Chip label=t(label) href=href.to_owned() active=Signal::stored(active)/> }.into_any()
        })
        .collect();
    view! { <nav class="chips no-print">{tabs}</nav> }.into_any()
}

/// Whether accounts and enterprises are this account's to set up.
fn administers() -> bool {
    me().is_some_and(|me| me.role == Role::Administrator)
}

/// A form beside a list: heading, errors, fields, one action.
fn form(title: T, errors: Errors, busy: RwSignal<bool>, submit: Callback<()>, fields: AnyView) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            errors.clear();
            submit.run(());
        }
    };
    view! {
        <form class="form card card-pad no-print" novalidate on:submit=submit>
            <h2 class="card-title">{t(title)}</h2>
            <ErrorSummary errors=errors/>
            {fields}
            <div class="form-actions">
                <Button kind=ButtonKind::Primary submit=true busy=busy>{t(C::Save)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// A heading of a column.
fn heading(label: T, number: bool) -> AnyView {
    view! { <th scope="col" class:num=number>{t(label)}</th> }.into_any()
}

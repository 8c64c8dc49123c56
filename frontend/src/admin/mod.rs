//! Administration: accounts, enterprises, plan targets. Each page is a list with the form that adds to it beside.

mod enterprises;
mod list;
mod plans;
mod texts;
mod users;

pub use enterprises::EnterprisesPage;
pub use plans::PlansPage;
pub use users::UsersPage;

use hanhtrinh_domain::actor::Role;

use self::texts::T;
use crate::prelude::*;

/// Whether accounts and enterprises are this account's to set up.
fn administers() -> bool {
    me().is_some_and(|me| me.role == Role::Administrator)
}

/// A form beside a list.
fn form(title: T, errors: Errors, command: Command, submit: Callback<()>, fields: AnyView) -> AnyView {
    let mut frame = FormFrame::on_page("form card card-pad no-print", errors, command, t(C::Save));
    frame.title = t(title);
    frame.view(
        fields,
        Callback::new(move |()| {
            errors.clear();
            submit.run(());
        }),
    )
}

/// A heading of a column.
fn heading(label: T, number: bool) -> AnyView {
    view! { <th scope="col" class:num=number>{t(label)}</th> }.into_any()
}

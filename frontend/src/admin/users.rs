//! Accounts: who may sign in, and creating one with a password that is shown once.

use hanhtrinh_api::admin::{CreateUser, SetActive, UserView, Users};
use hanhtrinh_domain::actor::Role;

use super::form;
use super::list::{Listing, cell, named, row_action};
use super::texts::T;
use crate::client::put;
use crate::i18n::domain;
use crate::prelude::*;

/// Characters of a password that is made here: none that is mistaken for another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Length of a password that is made here: over 90 bits.
const LENGTH: usize = 16;

const LISTING: Listing = Listing {
    address: "/admin/users",
    title: T::Users,
    context: T::UsersContext,
    empty: (T::NoUsers, T::NoUsersText),
    columns: &[
        (T::DisplayName, false),
        (T::Role, false),
        (T::Unit, false),
        (T::Status, false),
    ],
};

/// The accounts.
#[component]
pub fn UsersPage() -> AnyView {
    let data = load::<Users>(|| "/users".to_owned());
    let list = load_view(
        data,
        || skeleton_rows(5),
        move |users: Arc<Users>| table(&users.users, data),
    );
    LISTING.page(list, Some(create(data)))
}

/// Those in use first, each kind as it came.
fn table(users: &[UserView], data: Load<Users>) -> AnyView {
    let own = me().map(|me| me.user).unwrap_or_default();
    let (active, locked): (Vec<_>, Vec<_>) = users.iter().partition(|user| user.active);
    let rows = active.into_iter().chain(locked);
    LISTING.table(rows.map(|user| row(user, user.user == own, data)).collect())
}

fn row(user: &UserView, own: bool, data: Load<Users>) -> AnyView {
    let status = if user.active {
        badge(Tone::Go, t(T::Active))
    } else {
        badge(Tone::Quiet, t(T::Inactive))
    };
    let (name, active) = (user.user.clone(), user.active);
    // Nobody locks themselves out.
    let switch = (!own).then(|| {
        let click = Callback::new(move |()| {
            let path = format!("/users/{name}/active");
            spawn_local(async move {
                match put(&path, &SetActive { active: !active }).await {
                    Ok(()) => data.reload(),
                    Err(failure) => toast_problem(&failure),
                }
            });
        });
        row_action(if active { T::Disable } else { T::Enable }, click)
    });
    let enterprise = user.enterprise.as_deref().map(names::enterprise);
    view! {
        <tr>
            {named(user.display_name.clone(), user.user.clone())}
            {cell(T::Role, "nowrap", domain::role(user.role))}
            {cell(T::Unit, "", enterprise.unwrap_or_else(|| user.unit_name.clone()))}
            {cell(T::Status, "nowrap", status)}
            <td class="row-actions">{switch}</td>
        </tr>
    }
    .into_any()
}

fn create(data: Load<Users>) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let field = || RwSignal::new(String::new());
    let (user, display_name, role, unit, enterprise, password) =
        (field(), field(), field(), field(), field(), field());
    let submit = Callback::new(move |()| {
        let request = CreateUser {
            user: user.get_untracked(),
            display_name: display_name.get_untracked(),
            role: role.get_untracked(),
            unit: unit.get_untracked(),
            enterprise: enterprise.get_untracked(),
            password: password.get_untracked(),
        };
        let said = format!("{}: {}", t(T::Created), request.user);
        command.submit_aside("/users".to_owned(), &request, errors, move || {
            toast(said);
            for field in [user, display_name, role, unit, enterprise, password] {
                field.set(String::new());
            }
            data.reload();
        });
    });
    let roles: Vec<Choice> = Role::ALL
        .into_iter()
        .map(|role| Choice::new(role.as_str(), domain::role(role)))
        .collect();
    let recruiter = move || role.with(|role| role == Role::Recruiter.as_str());
    let of_enterprise = move || {
        recruiter().then(|| {
            view! {
                <Combobox name="enterprise" label=t(C::Enterprise) value=enterprise options=names::enterprise_choices()
                    errors=errors required=true/>
            }
        })
    };
    let fields = view! {
        <TextField name="user" label=t(T::UserName) value=user errors=errors hint=t(T::UserHint) required=true/>
        <TextField name="display_name" label=t(T::DisplayName) value=display_name errors=errors required=true/>
        <SelectField name="role" label=t(T::Role) value=role options=roles errors=errors required=true/>
        <Combobox name="unit" label=t(T::Unit) value=unit options=units() errors=errors required=true/>
        {live(of_enterprise)}
        <TextField name="password" label=t(T::Password) value=password errors=errors hint=t(T::PasswordHint)
            required=true autocomplete="new-password"/>
        <Button on_click=Callback::new(move |()| password.set(made_up()))>{t(T::Generate)}</Button>
    };
    form(T::NewUser, errors, command, submit, fields.into_any())
}

/// The province and its communes of today.
pub fn units() -> Vec<Choice> {
    let province = me().map(|me| Choice::new(me.province.to_string(), me.province_name));
    province.into_iter().chain(names::commune_choices()).collect()
}

/// A password from the randomness of the browser. Only the last four bytes of such an id are fresh in every one; bytes that
/// would favour some letters are drawn again.
fn made_up() -> String {
    let whole = 256 / LETTERS.len() * LETTERS.len();
    let mut text = String::with_capacity(LENGTH);
    while text.len() < LENGTH {
        for byte in uuid::Uuid::now_v7().into_bytes().into_iter().skip(12) {
            let byte = usize::from(byte);
            if byte < whole && text.len() < LENGTH {
                text.push(char::from(LETTERS[byte % LETTERS.len()]));
            }
        }
    }
    text
}

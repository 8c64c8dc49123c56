//! Accounts, for the administrator.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use hanhtrinh_api::ProblemCode;
use hanhtrinh_api::admin::{CreateUser, SetActive, UserView, Users};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_views::Views;

use super::super::answer::{Answer, At};
use super::super::ask::Asking;
use super::super::extract::{Body, Signed};
use super::super::failure::Failure;
use super::super::state::{App, Shared};
use crate::accounts::{Account, Fault, FaultCode, NewAccount};
use crate::app::Administration;

/// Every account, by name.
#[utoipa::path(get, path = "/users", tag = "users", responses((status = 200, description = "The accounts", body = Users)))]
pub async fn list(asking: Asking) -> Answer<Users> {
    let asking = asking.with::<Administration>()?;
    asking
        .answer(|eyes, query| {
            query.finish()?;
            let accounts = eyes.accounts.list();
            let users = accounts.iter().map(|account| view(eyes.views, account)).collect();
            Ok(At::new(eyes.views.size(), Users { users }))
        })
        .await
}

/// Creates an account. The user name is its key: the same name again is refused.
#[utoipa::path(post, path = "/users", tag = "users", request_body = CreateUser,
    responses((status = 201, description = "Created", body = UserView)))]
pub async fn create(State(app): State<App>, who: Signed, body: Body<CreateUser>) -> Answer<UserView> {
    who.caller.administration().map_err(|_| who.forbidden())?;
    let lang = who.lang;
    let new = new_account(&app, body.content)
        .map_err(|faults| Failure::fields(lang, faults.iter().map(|fault| fault.problem(lang)).collect()))?;
    let made = app.hash(lang, move |app| app.accounts.create(new)).await?;
    let account = made.map_err(|error| Failure::account(&error, lang))?;
    let views = app.registry.views();
    let mut answer = At::new(views.size(), view(&views, &account));
    answer.status = StatusCode::CREATED;
    Ok(answer)
}

/// Lets an account sign in, or no longer: then its sessions end at once.
#[utoipa::path(put, path = "/users/{user}/active", tag = "users", request_body = SetActive,
    params(("user" = String, Path, description = "User name")),
    responses((status = 200, description = "Changed", body = UserView)))]
pub async fn set_active(
    State(app): State<App>,
    who: Signed,
    Path(user): Path<String>,
    body: Body<SetActive>,
) -> Answer<UserView> {
    who.caller.administration().map_err(|_| who.forbidden())?;
    let account = app
        .accounts
        .set_active(&user, body.content.active)
        .map_err(|error| Failure::account(&error, who.lang))?;
    if !account.active {
        app.sessions.end_all(account.id).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "sessions");
            Failure::new(ProblemCode::Internal, who.lang)
        })?;
    }
    let views = app.registry.views();
    Ok(At::new(views.size(), view(&views, &account)))
}

/// Reads the codes of a request against the registry; all that is wrong is named, also what the account itself checks.
fn new_account(app: &Shared, request: CreateUser) -> Result<NewAccount, Vec<Fault>> {
    let views = app.registry.views();
    let province = app.registry.info().province;
    let units = views.units();
    let mut faults = Vec::new();
    let role = Role::parse(request.role.trim());
    if role.is_none() {
        faults.push(Fault {
            field: "role",
            code: FaultCode::Role,
        });
    }
    let unit = UnitRef::parse(request.unit.trim()).ok().filter(|unit| {
        units.get(*unit).is_some() && (*unit == province || units.province_of(*unit) == Some(province))
    });
    if unit.is_none() {
        faults.push(Fault {
            field: "unit",
            code: FaultCode::Unit,
        });
    }
    let text = request.enterprise.trim();
    let enterprise = Code::parse(text)
        .ok()
        .filter(|code| views.enterprise(code).is_some());
    if enterprise.is_none() && !text.is_empty() {
        faults.push(Fault {
            field: "enterprise",
            code: FaultCode::Enterprise,
        });
    }
    let new = NewAccount {
        user: request.user,
        display_name: request.display_name,
        role: role.unwrap_or(Role::ProvinceOfficer),
        unit: unit.unwrap_or(province),
        enterprise,
        password: request.password,
    };
    for fault in new.faults() {
        // What could not be read is named once; whether it fits the role cannot be said without one.
        let named = faults.iter().any(|known| known.field == fault.field);
        let needs_role = matches!(fault.field, "unit" | "enterprise") && role.is_none();
        if !named && !needs_role {
            faults.push(fault);
        }
    }
    if faults.is_empty() { Ok(new) } else { Err(faults) }
}

fn view(views: &Views, account: &Account) -> UserView {
    let unit = views.units().get(account.unit);
    UserView {
        user: account.user.clone(),
        display_name: account.display_name.clone(),
        role: account.role,
        unit: account.unit,
        unit_name: unit.map_or_else(|| account.unit.to_string(), |unit| unit.name.clone()),
        enterprise: account.enterprise.map(|code| code.to_string()),
        active: account.active,
    }
}

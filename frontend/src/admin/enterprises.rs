//! Service enterprises: recording, renaming, licences and what became of them.

use hanhtrinh_api::admin::{ChangeLicence, EnterpriseView, Enterprises, RecordEnterprise};
use hanhtrinh_domain::enterprise::LicenceStatus;

use super::list::{Listing, cell, named, row_action};
use super::texts::T;
use super::{administers, form};
use crate::i18n::domain;
use crate::prelude::*;

const STATUSES: [(&str, LicenceStatus); 4] = [
    ("valid", LicenceStatus::Valid),
    ("suspended", LicenceStatus::Suspended),
    ("returned", LicenceStatus::Returned),
    ("revoked", LicenceStatus::Revoked),
];

const LISTING: Listing = Listing {
    address: "/admin/enterprises",
    title: T::Enterprises,
    context: T::EnterprisesContext,
    empty: (T::NoEnterprises, T::NoEnterprisesText),
    columns: &[
        (T::Name, false),
        (T::Licence, false),
        (T::Deposit, true),
        (T::Branches, true),
        (T::Findings, true),
        (T::Cases, true),
        (T::Departed, true),
    ],
};

type Slot = RwSignal<Option<EnterpriseView>>;

/// The enterprises.
#[component]
pub fn EnterprisesPage() -> AnyView {
    let data = load::<Enterprises>(|| "/enterprises".to_owned());
    let (editing, licence): (Slot, Slot) = (RwSignal::new(None), RwSignal::new(None));
    let list = load_view(
        data,
        || skeleton_rows(8),
        move |answer: Arc<Enterprises>| {
            let rows = answer.enterprises.iter();
            LISTING.table(rows.map(|enterprise| row(enterprise, editing, licence)).collect())
        },
    );
    let beside = administers().then(|| record(data, editing));
    view! { {LISTING.page(list, beside)} {status_dialog(data, licence)} }.into_any()
}

/// What is deposited, and beside it what is due where that is more.
fn deposit(enterprise: &EnterpriseView) -> String {
    let held = enterprise.deposit.unwrap_or(0);
    let short = enterprise.deposit_due.filter(|due| *due > held);
    match (enterprise.deposit, short) {
        (None, _) => t(T::NoDeposit).to_owned(),
        (Some(held), None) => format::money(held),
        (Some(held), Some(due)) => format!("{} / {}", format::money(held), format::money(due)),
    }
}

/// Findings, sanctions and late reports, as three numbers.
fn findings(enterprise: &EnterpriseView) -> String {
    format!(
        "{} · {} · {}",
        enterprise.findings, enterprise.sanctions, enterprise.late_reports
    )
}

fn row(enterprise: &EnterpriseView, editing: Slot, licence: Slot) -> AnyView {
    let about = match (&enterprise.licence, enterprise.licence_issued_on) {
        (Some(number), Some(day)) => format!("{number} · {}", format::date(day)),
        (Some(number), None) => number.clone(),
        (None, _) => t(T::NoLicence).to_owned(),
    };
    let status = enterprise.licence_status.map(|status| {
        let tone = if status == LicenceStatus::Valid {
            Tone::Go
        } else {
            Tone::Late
        };
        badge(tone, domain::licence_status(status))
    });
    let (this, that) = (enterprise.clone(), enterprise.clone());
    let change = (administers() && enterprise.licence.is_some()).then(|| {
        row_action(
            T::Status,
            Callback::new(move |()| licence.set(Some(that.clone()))),
        )
    });
    let edit =
        administers().then(|| row_action(T::Use, Callback::new(move |()| editing.set(Some(this.clone())))));
    view! {
        <tr>
            {named(enterprise.name.clone(), enterprise.code.clone())}
            {cell(T::Licence, "", view! { <span class="row">{about}{status}</span> })}
            {cell(T::Deposit, "num", deposit(enterprise))}
            {cell(T::Branches, "num", enterprise.branches.to_string())}
            {cell(T::Findings, "num", findings(enterprise))}
            {cell(T::Cases, "num", format::number(enterprise.cases))}
            {cell(T::Departed, "num", format::number(enterprise.departed))}
            <td class="row-actions">{edit}{change}</td>
        </tr>
    }
    .into_any()
}

fn record(data: Load<Enterprises>, editing: Slot) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let field = || RwSignal::new(String::new());
    let (code, name, licence, issued_on) = (field(), field(), field(), field());
    Effect::new(move |_| {
        if let Some(enterprise) = editing.get() {
            code.set(enterprise.code);
            name.set(enterprise.name);
            licence.set(enterprise.licence.unwrap_or_default());
            issued_on.set(enterprise.licence_issued_on.map(format::date).unwrap_or_default());
        }
    });
    let submit = Callback::new(move |()| {
        let request = RecordEnterprise {
            code: code.get_untracked(),
            name: name.get_untracked(),
            licence: licence.get_untracked(),
            licence_issued_on: issued_on.get_untracked(),
        };
        let said = format!("{}: {}", t(C::Saved), request.name);
        command.submit("/enterprises".to_owned(), &request, errors, move |_| {
            toast(said);
            for field in [code, name, licence, issued_on] {
                field.set(String::new());
            }
            editing.set(None);
            data.reload();
            // Whoever makes an account for it finds it without loading the page anew.
            spawn_local(crate::client::session::renew_names());
        });
    });
    let fields = view! {
        <TextField name="code" label=t(T::Code) value=code errors=errors hint=t(T::EnterpriseHint) required=true/>
        <TextField name="name" label=t(T::Name) value=name errors=errors required=true/>
        <TextField name="licence" label=t(T::Licence) value=licence errors=errors/>
        <DateField name="licence_issued_on" label=t(T::IssuedOn) value=issued_on errors=errors/>
    };
    form(T::NewEnterprise, errors, command, submit, fields.into_any())
}

/// Changes the status of a licence from a day on.
fn status_dialog(data: Load<Enterprises>, licence: Slot) -> AnyView {
    let open = open_for(licence);
    let title = Signal::derive(move || {
        let name = licence.with(|enterprise| enterprise.as_ref().map(|enterprise| enterprise.name.clone()));
        format!("{}: {}", t(T::ChangeStatus), name.unwrap_or_default())
    });
    let body = move || {
        let code = licence
            .with_untracked(|enterprise| enterprise.as_ref().map(|enterprise| enterprise.code.clone()));
        code.map(|code| status_form(code, open, data))
    };
    view! { <Dialog open=open title=title>{body()}</Dialog> }.into_any()
}

fn status_form(code: String, open: RwSignal<bool>, data: Load<Enterprises>) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let status = RwSignal::new(String::new());
    let on = RwSignal::new(format::date(today()));
    let submit = Callback::new(move |()| {
        let chosen = STATUSES
            .into_iter()
            .find(|(code, _)| *code == status.get_untracked());
        let day = format::iso(&on.get_untracked());
        if chosen.is_none() {
            errors.set("status", t(C::Required));
        }
        if day.is_none() {
            errors.set("on", t(T::DayBad));
        }
        let (Some((_, status)), Some(on)) = (chosen, day) else {
            return;
        };
        let path = format!("/enterprises/{}/licence", js_sys::encode_uri_component(&code));
        command.submit(path, &ChangeLicence { status, on }, errors, move |_| {
            toast(t(C::Saved));
            open.set(false);
            data.reload();
        });
    });
    let options: Vec<Choice> = STATUSES
        .into_iter()
        .map(|(code, status)| Choice::new(code, domain::licence_status(status)))
        .collect();
    let fields = view! {
        <SelectField name="status" label=t(T::NewStatus) value=status options=options errors=errors required=true/>
        <DateField name="on" label=t(T::From) value=on errors=errors required=true/>
    };
    form(T::ChangeStatus, errors, command, submit, fields.into_any())
}

//! Opening a placement for a person.

use hanhtrinh_api::cases::OpenCase;
use hanhtrinh_domain::actor::Role;
use leptos_router::hooks::use_navigate;

use super::form::codes;
use super::texts::T;
use crate::prelude::*;

/// A form for a new placement of a person.
#[component]
pub fn OpenPlacementPage(
    /// Id of the person.
    id: Signal<String>,
) -> AnyView {
    let errors = Errors::new();
    let command = Command::new();
    let field = || RwSignal::new(String::new());
    let (form, market, programme, enterprise, on) = (field(), field(), field(), field(), field());
    let navigate = use_navigate();
    let recruiter = me().is_some_and(|me| me.role == Role::Recruiter);
    if recruiter {
        form.set("service_enterprise".to_owned());
    }
    let submit = Callback::new(move |()| {
        errors.clear();
        let day = on.get_untracked();
        let iso = format::iso(&day);
        if !day.trim().is_empty() && iso.is_none() {
            errors.set("on", t(T::DayBadExact));
            return;
        }
        let request = OpenCase {
            form: form.get_untracked(),
            market: market.get_untracked(),
            programme: programme.get_untracked(),
            enterprise: enterprise.get_untracked(),
            on: iso.unwrap_or_default(),
        };
        let path = format!("/people/{}/cases", id.get_untracked());
        let navigate = navigate.clone();
        command.submit(path, &request, errors, move |receipt| {
            toast(t(C::Saved));
            if let Some(case) = receipt.id {
                navigate(&format!("/cases/{case}"), Default::default());
            }
        });
    });
    let trail = move || {
        crumbs(vec![
            (t(T::People).to_owned(), Some("/people".to_owned())),
            (t(T::AndMore).to_owned(), Some(format!("/people/{}", id.get()))),
            (t(T::OpenTitle).to_owned(), None),
        ])
    };
    let enterprise = (!recruiter).then(|| {
        view! {
            <Combobox name="enterprise" label=t(T::Enterprise) value=enterprise options=names::enterprise_choices() errors=errors/>
        }
    });
    let fields = view! {
        <SelectField name="form" label=t(T::Form) value=form options=codes::forms() errors=errors required=true/>
        <Combobox name="market" label=t(T::Market) value=market options=names::market_choices() errors=errors required=true/>
        {enterprise}
        <TextField name="programme" label=t(T::Programme) value=programme errors=errors/>
        <DateField name="on" label=t(T::OpenDay) value=on errors=errors/>
    };
    view! {
        <div class="stack">
            {live(trail)}
            <PageHead title=t(T::OpenTitle) context=t(T::OpenContext)/>
            {FormFrame::on_page("form card card-pad", errors, command, t(T::OpenButton)).view(fields.into_any(), submit)}
        </div>
    }
    .into_any()
}

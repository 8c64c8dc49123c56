//! Registering a person: one page, checked while typing, with nothing lost on an error or a lost connection.

mod form;
mod similar;
mod texts;

use hanhtrinh_domain::identity::{BirthDate, IdNumber, PersonalId, Sex};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::form::Form;
use self::texts::T;
use crate::i18n::{domain, events};
use crate::prelude::*;

/// The page.
#[component]
pub fn RegisterPage() -> AnyView {
    let form = Form::new();
    form.keep();
    let command = Command::new();
    let navigate = use_navigate();
    let submit = Callback::new(move |()| {
        let Some(body) = form.read() else { return };
        let navigate = navigate.clone();
        command.submit("/people".to_owned(), &body, form.errors, move |receipt| {
            form::forget_draft();
            toast(saved(&receipt));
            if let Some(id) = receipt.id {
                navigate(&format!("/people/{id}"), NavigateOptions::default());
            }
        });
    });
    let draft = move || {
        form.restored.get().then(|| {
            view! {
                <div class="notice row between">
                    <span>{t(T::Draft)}</span>
                    <Button on_click=Callback::new(move |()| form.discard())>{t(T::Discard)}</Button>
                </div>
            }
        })
    };
    let fields = view! { {person(form)} {residence(form)} {contact(form)} }.into_any();
    view! {
        <div class="page">
            <PageHead title=t(T::Title) context=t(T::About) />
            {live(draft)}
            <div class="split">
                {FormFrame::on_page("form", form.errors, command, t(T::Submit)).view(fields, submit)}
                {similar::card(form)}
            </div>
        </div>
    }
    .into_any()
}

/// What was saved, with what is doubtful about it.
fn saved(receipt: &Receipt) -> String {
    let doubts = receipt.warnings.iter().map(|code| events::warning(code));
    std::iter::once(format!("{}.", t(T::Done)))
        .chain(doubts)
        .collect::<Vec<_>>()
        .join(" ")
}

fn person(form: Form) -> AnyView {
    let errors = form.errors;
    view! {
        <section class="card card-pad form">
            <h2 class="card-title">{t(T::Who)}</h2>
            <TextField name="full_name" label=t(C::Name) hint=t(T::NameHint) value=form.full_name errors required=true />
            <div class="grid-2">
                <TextField name="birth_date" label=t(C::BirthDate) hint=t(T::BirthHint) value=form.birth_date errors required=true
                    inputmode="numeric" on_leave=tidy_birth(form) />
                {sexes(form)}
            </div>
            <TextField name="personal_id" label=t(C::PersonalId) hint=t(T::IdHint) value=form.personal_id errors inputmode="numeric" />
            {doubts(form)}
        </section>
    }
    .into_any()
}

/// A birth date in full, once it is left; a year stays a year.
fn tidy_birth(form: Form) -> Callback<()> {
    Callback::new(move |()| {
        if let Some(day) = format::parse_day(&form.birth_date.get_untracked()) {
            form.birth_date.set(format::date(day));
        }
    })
}

fn sexes(form: Form) -> AnyView {
    let radio = move |sex: Sex, id: &'static str| {
        view! {
            <label>
                <input type="radio" name="sex" id=id value=sex.as_str() prop:checked=move || form.sex.get() == sex.as_str()
                    on:change=move |_| form.sex.set(sex.as_str().to_owned()) />
                {domain::sex(sex)}
            </label>
        }
    };
    view! {
        <fieldset class="field" class:wrong=move || form.errors.of("sex").is_some()>
            <legend>{t(C::Sex)}</legend>
            {move || form.errors.of("sex").map(|error| view! { <p class="field-error">{error}</p> })}
            <div class="radios">{radio(Sex::Male, "field-sex")} {radio(Sex::Female, "field-sex-1")}</div>
        </fieldset>
    }
    .into_any()
}

/// What the number says about birth year and sex, where it is another thing than what is typed. A warning, never an error.
fn doubts(form: Form) -> AnyView {
    let found = Memo::new(move |_| {
        let number = PersonalId::parse(&form.personal_id.get()).ok();
        let birth = BirthDate::parse(&form.birth_date.get()).ok();
        let sex = Sex::parse(&form.sex.get()).ok();
        match (number, birth, sex) {
            (Some(number), Some(birth), Some(sex)) => number.warnings(birth.get(), sex),
            _ => Vec::new(),
        }
    });
    let wrong = Memo::new(move |_| {
        // Half a number is no mistake yet.
        let typed = form.personal_id.get();
        (typed.trim().len() > 12)
            .then(|| IdNumber::parse(&typed).err())
            .flatten()
    });
    let shown = move || {
        let warnings: Vec<_> = found
            .get()
            .into_iter()
            .map(|warning| view! { <li>{domain::id_warning(warning)}</li> })
            .collect();
        let warnings = (!warnings.is_empty()).then(|| {
            view! { <div class="field-warning"><div><ul>{warnings}</ul><p>{t(T::StillAllowed)}</p></div></div> }
        });
        let wrong = wrong.get().map(|error| {
            view! { <p class="field-warning">{hanhtrinh_api::words::identity(error, lang())}</p> }
        });
        view! { {warnings} {wrong} }
    };
    view! { <div aria-live="polite">{live(shown)}</div> }.into_any()
}

fn residence(form: Form) -> AnyView {
    let errors = form.errors;
    view! {
        <section class="card card-pad form">
            <h2 class="card-title">{t(T::Where)}</h2>
            <div class="grid-2">
                <Combobox name="commune" label=t(C::Commune) hint=t(T::CommuneHint) value=form.commune errors
                    options=names::commune_choices() required=true />
                <Combobox name="former_commune" label=t(T::Former) hint=t(T::FormerHint) value=form.former_commune errors
                    options=names::former_commune_choices() />
            </div>
            <TextField name="address" label=t(C::Address) hint=t(T::AddressHint) value=form.address errors />
        </section>
    }
    .into_any()
}

fn contact(form: Form) -> AnyView {
    let errors = form.errors;
    view! {
        <section class="card card-pad form">
            <h2 class="card-title">{t(T::Contact)}</h2>
            <div class="grid-2">
                <TextField name="phone" label=t(C::Phone) hint=t(T::PhoneHint) value=form.phone errors kind="tel" inputmode="tel" />
                <TextField name="passport" label=t(T::Passport) value=form.passport errors />
                <TextField name="next_of_kin" label=t(T::Kin) hint=t(T::KinHint) value=form.next_of_kin errors />
                <DateField name="on" label=t(T::On) value=form.on errors required=true />
            </div>
        </section>
    }
    .into_any()
}

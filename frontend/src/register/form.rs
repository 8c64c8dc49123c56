//! What is typed into the registration, and its draft on this machine.

use hanhtrinh_api::people::Register;
use hanhtrinh_domain::identity::{BirthDate, IdNumber, IdentityError, Passport, PersonName, Phone, Sex};

use crate::client::store;
use crate::prelude::*;

/// Name of the draft.
const DRAFT: &str = "register";

/// The fields.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is wrong.
    pub errors: Errors,
    /// Full name.
    pub full_name: RwSignal<String>,
    /// Birth date.
    pub birth_date: RwSignal<String>,
    /// Sex.
    pub sex: RwSignal<String>,
    /// Identity number.
    pub personal_id: RwSignal<String>,
    /// Commune.
    pub commune: RwSignal<String>,
    /// Commune before the reorganisation.
    pub former_commune: RwSignal<String>,
    /// Address.
    pub address: RwSignal<String>,
    /// Phone.
    pub phone: RwSignal<String>,
    /// Next of kin.
    pub next_of_kin: RwSignal<String>,
    /// Passport.
    pub passport: RwSignal<String>,
    /// Day of registration.
    pub on: RwSignal<String>,
    /// Whether a draft was restored.
    pub restored: RwSignal<bool>,
}

impl Form {
    /// The form with the draft, if there is one; else what is known already.
    pub fn new() -> Self {
        let draft = me()
            .and_then(|me| store::draft(&me.user, DRAFT))
            .and_then(|text| crate::client::json::read::<Register>(&text).ok())
            .filter(|draft| *draft != beginning());
        let restored = draft.is_some();
        let start = draft.unwrap_or_else(beginning);
        Self {
            errors: Errors::new(),
            full_name: RwSignal::new(start.full_name),
            birth_date: RwSignal::new(start.birth_date),
            sex: RwSignal::new(start.sex),
            personal_id: RwSignal::new(start.personal_id),
            commune: RwSignal::new(start.commune),
            former_commune: RwSignal::new(start.former_commune),
            address: RwSignal::new(start.address),
            phone: RwSignal::new(start.phone),
            next_of_kin: RwSignal::new(start.next_of_kin),
            passport: RwSignal::new(start.passport),
            on: RwSignal::new(start.on),
            restored: RwSignal::new(restored),
        }
    }

    /// As it stands; followed.
    pub fn typed(self) -> Register {
        Register {
            full_name: self.full_name.get(),
            birth_date: self.birth_date.get(),
            sex: self.sex.get(),
            personal_id: self.personal_id.get(),
            commune: self.commune.get(),
            former_commune: self.former_commune.get(),
            address: self.address.get(),
            phone: self.phone.get(),
            next_of_kin: self.next_of_kin.get(),
            passport: self.passport.get(),
            on: self.on.get(),
        }
    }

    /// Begins anew and forgets the draft.
    pub fn discard(self) {
        let start = beginning();
        let pairs = [
            (self.full_name, start.full_name),
            (self.birth_date, start.birth_date),
            (self.sex, start.sex),
            (self.personal_id, start.personal_id),
            (self.commune, start.commune),
            (self.former_commune, start.former_commune),
            (self.address, start.address),
            (self.phone, start.phone),
            (self.next_of_kin, start.next_of_kin),
            (self.passport, start.passport),
            (self.on, start.on),
        ];
        for (field, value) in pairs {
            field.set(value);
        }
        self.errors.clear();
        self.restored.set(false);
        forget_draft();
    }

    /// Keeps the draft while something is typed.
    pub fn keep(self) {
        Effect::new(move |_| {
            let typed = self.typed();
            let Some(me) = me() else { return };
            let text = if typed == beginning() {
                String::new()
            } else {
                serde_json::to_string(&typed).unwrap_or_default()
            };
            store::keep_draft(&me.user, DRAFT, &text);
        });
    }

    /// What is to be sent, or nothing when fields are wrong; they are named then.
    pub fn read(self) -> Option<Register> {
        let mut typed = untrack(|| self.typed());
        self.errors.clear();
        self.check("full_name", &typed.full_name, true, |text| {
            PersonName::parse(text).map(|_| ())
        });
        self.check("birth_date", &typed.birth_date, true, |text| {
            BirthDate::parse(text)
                .and_then(|birth| birth.not_after(today()))
                .map(|_| ())
        });
        self.check("sex", &typed.sex, true, |text| Sex::parse(text).map(|_| ()));
        self.check("personal_id", &typed.personal_id, false, |text| {
            IdNumber::parse(text).map(|_| ())
        });
        self.check("commune", &typed.commune, true, |_| Ok(()));
        self.check("phone", &typed.phone, false, |text| {
            Phone::parse(text).map(|_| ())
        });
        self.check("passport", &typed.passport, false, |text| {
            Passport::parse(text).map(|_| ())
        });
        match format::iso(&typed.on) {
            Some(day) => typed.on = day,
            None if typed.on.trim().is_empty() => typed.on = String::new(),
            None => self.errors.set("on", t(C::DayWrong)),
        }
        self.errors.is_empty().then_some(typed)
    }

    fn check(self, field: &str, text: &str, needed: bool, parse: fn(&str) -> Result<(), IdentityError>) {
        if text.trim().is_empty() {
            if needed {
                self.errors.set(field, t(C::Required));
            }
        } else if let Err(error) = parse(text) {
            self.errors
                .set(field, hanhtrinh_api::words::identity(error, lang()));
        }
    }
}

/// What is known before anything is typed: today, and the commune of those who work for one.
fn beginning() -> Register {
    let own = me().map(|me| me.unit.to_string()).unwrap_or_default();
    let known = names::commune_choices().iter().any(|choice| choice.value == own);
    Register {
        commune: if known { own } else { String::new() },
        on: format::date(today()),
        ..Register::default()
    }
}

/// Forgets the draft.
pub fn forget_draft() {
    if let Some(me) = me() {
        store::keep_draft(&me.user, DRAFT, "");
    }
}

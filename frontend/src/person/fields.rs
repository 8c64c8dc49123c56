//! The fields of what can be recorded about a person, and the fact they make.

use hanhtrinh_api::cases::{HistoryEntry, RecordFact};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::Private;
use hanhtrinh_domain::identity::{BirthDate, IdNumber, IdentityError, PersonName, Phone, Sex};
use hanhtrinh_domain::worker::DocumentKind;
use serde_json::{Value, json};

use super::texts::T;
use super::values::{all_communes, code, trimmed, without_nulls};
use crate::i18n::domain;
use crate::prelude::*;

/// What is typed. One set of fields serves every kind of fact; each kind uses its own.
#[derive(Clone, Copy)]
pub struct Fields {
    pub errors: Errors,
    pub on: RwSignal<String>,
    pub one: RwSignal<String>,
    pub two: RwSignal<String>,
    pub three: RwSignal<String>,
    pub from: RwSignal<String>,
    pub until: RwSignal<String>,
    /// Facts as they stood, where an event is amended.
    before: StoredValue<Value>,
    /// Whether the address was there to be read: emptying it is then meant.
    read: StoredValue<bool>,
}

impl Fields {
    /// Empty fields; today.
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        let on = RwSignal::new(format::date(today()));
        Self {
            errors: Errors::new(),
            on,
            one: empty(),
            two: empty(),
            three: empty(),
            from: empty(),
            until: empty(),
            before: StoredValue::new(json!({})),
            read: StoredValue::new(false),
        }
    }

    /// Filled with what an event says.
    pub fn of(entry: &HistoryEntry) -> Self {
        let fields = Self::new();
        fields.on.set(format::partial(entry.on));
        fields.before.set_value(entry.facts.clone());
        let fact = |name: &str| {
            entry
                .facts
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let private = entry.private.iter().find_map(Shown::open);
        match (entry.kind.as_str(), private) {
            (
                "worker_registered",
                Some(Private::Identity {
                    full_name,
                    birth_date,
                    personal_id,
                }),
            ) => {
                fields.one.set(full_name.as_str().to_owned());
                fields.two.set(format::partial(*birth_date));
                fields.three.set(
                    personal_id
                        .map(|number| number.as_str().to_owned())
                        .unwrap_or_default(),
                );
                fields.from.set(fact("sex"));
            }
            ("identity_document_recorded", private) => {
                fields.one.set(fact("kind"));
                if let Some(Private::Document { number, issued_by }) = private {
                    fields.two.set(number.clone());
                    fields.three.set(issued_by.clone().unwrap_or_default());
                }
                fields.from.set(format::iso_text(&fact("issued_on")));
                fields.until.set(format::iso_text(&fact("expires_on")));
            }
            ("residence_recorded", private) => {
                fields.one.set(fact("unit"));
                fields.two.set(fact("former"));
                if let Some(Private::Address { text }) = private {
                    fields.three.set(text.clone());
                    fields.read.set_value(true);
                }
            }
            ("contact_recorded", Some(Private::Contact { phone, next_of_kin })) => {
                fields.one.set(
                    phone
                        .as_ref()
                        .map(|phone| phone.as_str().to_owned())
                        .unwrap_or_default(),
                );
                fields.two.set(next_of_kin.clone().unwrap_or_default());
            }
            _ => {}
        }
        fields
    }

    /// The controls of a kind.
    pub fn view(self, kind: &str) -> AnyView {
        let Self {
            errors,
            on,
            one,
            two,
            three,
            from,
            until,
            ..
        } = self;
        let specific = match kind {
            "worker_registered" => {
                let sexes = [Sex::Male, Sex::Female].map(|sex| Choice::new(sex.as_str(), domain::sex(sex))).to_vec();
                view! {
                    <TextField name="full_name" label=t(C::Name) value=one errors required=true />
                    <TextField name="birth_date" label=t(C::BirthDate) value=two errors required=true inputmode="numeric" />
                    <SelectField name="sex" label=t(C::Sex) value=from errors options=sexes required=true />
                    <TextField name="personal_id" label=t(C::PersonalId) value=three errors inputmode="numeric" />
                }
                .into_any()
            }
            "identity_document_recorded" => {
                let kinds = [DocumentKind::IdentityCard, DocumentKind::OldIdentityCard, DocumentKind::Passport]
                    .map(|kind| Choice::new(code(kind), domain::document_kind(kind)))
                    .to_vec();
                view! {
                    <SelectField name="kind" label=t(T::Kind) value=one errors options=kinds required=true />
                    <TextField name="number" label=t(T::NumberLabel) value=two errors required=true />
                    <TextField name="issued_by" label=t(T::Issuer) value=three errors />
                    <div class="grid-2">
                        <DateField name="issued_on" label=t(T::IssuedOn) value=from errors />
                        <DateField name="expires_on" label=t(T::ExpiresLabel) value=until errors />
                    </div>
                }
                .into_any()
            }
            "residence_recorded" => view! {
                <Combobox name="unit" label=t(T::Unit) value=one errors options=all_communes() required=true />
                <Combobox name="former" label=t(T::Former) value=two errors options=names::former_commune_choices() />
                <TextField name="address" label=t(C::Address) value=three errors />
            }
            .into_any(),
            "contact_recorded" => view! {
                <TextField name="phone" label=t(C::Phone) value=one errors kind="tel" inputmode="tel" />
                <TextField name="next_of_kin" label=t(T::Kin) value=two errors />
            }
            .into_any(),
            _ => ().into_any(),
        };
        view! {
            {specific}
            <TextField name="on" label=t(T::On) hint=t(C::DayFormat) value=on errors required=true inputmode="numeric" narrow=true />
        }
        .into_any()
    }

    /// The fact, or nothing when fields are wrong; they are named then.
    pub fn read(self, kind: &str) -> Option<RecordFact> {
        self.errors.clear();
        let (one, two, three) = (trimmed(self.one), trimmed(self.two), trimmed(self.three));
        let on = self.on();
        let (facts, private) = match kind {
            "worker_registered" => {
                let name = self.identity("full_name", PersonName::parse(&one));
                let birth = self.identity("birth_date", BirthDate::parse(&two));
                let number = if three.is_empty() {
                    None
                } else {
                    self.identity("personal_id", IdNumber::parse(&three))
                };
                let sex = self.identity("sex", Sex::parse(&trimmed(self.from)));
                let mut facts = self.before.get_value();
                facts["sex"] = json!(sex);
                let private = name.zip(birth).map(|(full_name, birth)| Private::Identity {
                    full_name,
                    birth_date: birth.get(),
                    personal_id: number,
                });
                (facts, private)
            }
            "identity_document_recorded" => {
                self.need("kind", &one, T::NeedKind);
                self.need("number", &two, T::NeedNumber);
                let facts = without_nulls(json!({
                    "kind": one, "issued_on": self.day("issued_on", self.from), "expires_on": self.day("expires_on", self.until),
                }));
                let issued_by = (!three.is_empty()).then_some(three);
                (
                    facts,
                    Some(Private::Document {
                        number: two,
                        issued_by,
                    }),
                )
            }
            "residence_recorded" => {
                self.need("unit", &one, T::Unit);
                let kind = self
                    .before
                    .get_value()
                    .get("kind")
                    .cloned()
                    .unwrap_or_else(|| json!("permanent"));
                let former = (!two.is_empty()).then_some(two);
                let facts = without_nulls(json!({ "kind": kind, "unit": one, "former": former }));
                (
                    facts,
                    (self.read.get_value() || !three.is_empty()).then_some(Private::Address { text: three }),
                )
            }
            "contact_recorded" => {
                let phone = if one.is_empty() {
                    None
                } else {
                    self.identity("phone", Phone::parse(&one))
                };
                if one.is_empty() && two.is_empty() {
                    self.errors.set("phone", t(T::NeedContact));
                }
                let facts = json!({ "phone": phone.is_some() });
                (
                    facts,
                    Some(Private::Contact {
                        phone,
                        next_of_kin: (!two.is_empty()).then_some(two),
                    }),
                )
            }
            _ => (self.before.get_value(), None),
        };
        let on = on.filter(|_| self.errors.is_empty())?;
        Some(RecordFact {
            kind: kind.to_owned(),
            on,
            facts,
            private,
            source: None,
            amends: None,
        })
    }

    /// Since when: a day, `MM/yyyy` or a year.
    fn on(self) -> Option<String> {
        let typed = trimmed(self.on);
        let on = format::iso(&typed).or_else(|| PartialDate::parse(&typed).ok().map(|day| day.to_string()));
        if on.is_none() {
            self.errors.set("on", t(C::DayWrong));
        }
        on
    }

    fn day(self, field: &str, value: RwSignal<String>) -> Option<String> {
        let typed = trimmed(value);
        let day = format::iso(&typed);
        if day.is_none() && !typed.is_empty() {
            self.errors.set(field, t(C::DayWrong));
        }
        day
    }

    fn need(self, field: &str, value: &str, text: T) {
        if value.is_empty() {
            let needed = if matches!(text, T::Unit) {
                t(C::Required)
            } else {
                t(text)
            };
            self.errors.set(field, needed);
        }
    }

    fn identity<V>(self, field: &str, parsed: Result<V, IdentityError>) -> Option<V> {
        parsed
            .map_err(|error| {
                self.errors
                    .set(field, hanhtrinh_api::words::identity(error, lang()));
            })
            .ok()
    }
}

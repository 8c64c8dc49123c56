//! People: found while typing, narrowed by filters that live in the address, listed however many they are.
//!
//! What is searched for is a name or a number, so it stays out of the address, which browsers and proxies keep.

pub mod rows;
mod texts;

use gloo_timers::callback::Timeout;
use hanhtrinh_api::people::{PeoplePage as Answer, PersonRow};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::case::State;
use hanhtrinh_domain::unit::UnitRef;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::texts::T;
use crate::client::paged::{Page, Paged, paged};
use crate::i18n::{domain, events};
use crate::prelude::*;

/// Rows read at once.
const PAGE: &str = "100";
/// How long somebody must pause in typing before the server is asked, in milliseconds.
const PAUSE: u32 = 180;

impl Page for Answer {
    type Row = PersonRow;

    fn rows(&self) -> &[PersonRow] {
        &self.rows
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// Filters of the address.
#[derive(Clone, Copy)]
struct Filters {
    commune: Memo<String>,
    state: Memo<String>,
    market: Memo<String>,
}

impl Filters {
    fn values(self) -> [(&'static str, String); 3] {
        [
            ("commune", self.commune.get()),
            ("state", self.state.get()),
            ("market", self.market.get()),
        ]
    }

    /// The address with one filter changed.
    fn with(self, name: &str, value: &str) -> String {
        with_query("/people", &self.values(), name, value)
    }

    fn any(self) -> bool {
        self.values().iter().any(|(_, value)| !value.is_empty())
    }
}

/// What is searched for, once typing pauses.
fn settled() -> RwSignal<String> {
    let search = session().search;
    let settled = RwSignal::new(search.get_untracked().trim().to_owned());
    let timer: StoredValue<Option<Timeout>, LocalStorage> = StoredValue::new_local(None);
    Effect::new(move |_| {
        let text = search.get().trim().to_owned();
        // Dropping the timer before it is the cancelling of it.
        timer.set_value((text != settled.get_untracked()).then(|| {
            Timeout::new(PAUSE, move || {
                settled.try_set(text);
            })
        }));
    });
    settled
}

/// The page.
#[component]
pub fn PeoplePage() -> AnyView {
    let filters = Filters {
        commune: query_value("commune"),
        state: query_value("state"),
        market: query_value("market"),
    };
    let text = settled();
    let list = paged::<Answer>(move || {
        let [commune, state, market] = filters.values();
        let q = text.get();
        let values = [
            ("q", &*q),
            ("commune", &*commune.1),
            ("state", &*state.1),
            ("market", &*market.1),
            ("limit", PAGE),
        ];
        format!("/people{}", query_string(&values))
    });
    let mut sentence = String::new();
    let role = me().map(|me| me.role);
    if role == Some(Role::Auditor) {
        sentence.push_str(t(T::NoNames));
    } else if role == Some(Role::Recruiter) {
        sentence.push_str(t(T::OwnOnly));
    }
    let register = crate::app::Area::Register;
    let may_register = role.is_some_and(|role| register.open_to(role));
    view! {
        <div class="page">
            <PageHead title=t(T::Title) about=summary(list, sentence)>
                {may_register.then(|| view! { <LinkButton kind=ButtonKind::Primary href="/register">{t(T::Register)}</LinkButton> })}
            </PageHead>
            {controls(filters, role)}
            {chips(filters)}
            {rows::list(list, filters, text)}
        </div>
    }
    .into_any()
}

/// How many there are.
fn summary(list: Paged<Answer>, sentence: String) -> AnyView {
    let text = move || {
        let total = list.first.get().map(|page| page.total);
        let count = total.map(|total| events::counted(total, "người.", "person.", "people."));
        format!("{} {sentence}", count.unwrap_or_default())
    };
    view! { <span aria-live="polite">{live(text)}</span> }.into_any()
}

/// The filters as controls.
fn controls(filters: Filters, role: Option<Role>) -> AnyView {
    let errors = Errors::new();
    let navigate = use_navigate();
    let bound = move |name: &'static str, memo: Memo<String>| {
        let value = RwSignal::new(memo.get_untracked());
        let navigate = navigate.clone();
        Effect::new(move |_| value.set(memo.get()));
        Effect::new(move |before: Option<String>| {
            let now = value.get();
            // Only what was chosen here changes the address; the address changes this control too.
            if before.is_some_and(|before| before != now) && now != memo.get_untracked() {
                let address = untrack(|| filters.with(name, &now));
                navigate(
                    &address,
                    NavigateOptions {
                        scroll: false,
                        ..NavigateOptions::default()
                    },
                );
            }
            now
        });
        value
    };
    let state = bound("state", filters.state);
    let market = bound("market", filters.market);
    let commune = bound("commune", filters.commune);
    let states = State::ALL
        .iter()
        .map(|state| Choice::new(state.as_str(), domain::state(*state)))
        .collect();
    // A commune's own people are all of its commune.
    let wide = !matches!(role, Some(Role::CommuneOfficer | Role::UnitLeader));
    view! {
        <Narrowing id="people-filters" class="people-filters" stays=search()>
            <SelectField name="state" label=t(C::State) value=state errors options=states required=true none=t(C::All) />
            <Combobox name="market" label=t(C::Market) value=market errors options=names::market_choices() required=true none=t(C::All) />
            {wide.then(|| view! {
                <Combobox name="commune" label=t(C::Commune) value=commune errors options=names::commune_choices() required=true none=t(C::All) />
            })}
        </Narrowing>
    }
    .into_any()
}

/// The same search as in the bar on top, where a phone has room for it.
fn search() -> AnyView {
    let search = session().search;
    view! {
        <div class="field">
            <label for="field-q">{t(T::Find)}</label>
            <input id="field-q" type="search" autocomplete="off" spellcheck="false" placeholder=t(T::FindHint) prop:value=search
                on:input=move |event| search.set(event_value(&event)) />
        </div>
    }
    .into_any()
}

/// The filters that are on, to be taken off.
fn chips(filters: Filters) -> AnyView {
    let shown = move || {
        let [commune, state, market] = filters.values().map(|(_, value)| value);
        let labels = [
            (
                "commune",
                UnitRef::parse(&commune).map(names::commune).unwrap_or_default(),
            ),
            (
                "state",
                State::parse(&state)
                    .map(domain::state)
                    .unwrap_or_default()
                    .to_owned(),
            ),
            (
                "market",
                if market.is_empty() {
                    String::new()
                } else {
                    names::market(&market)
                },
            ),
        ];
        let chip = |(name, label): (&'static str, String)| {
            (!label.is_empty())
                .then(|| view! { <RemovableChip label href=filters.with(name, "") tone=Tone::Go /> })
        };
        filters.any().then(|| {
            view! {
                <div class="chips no-print">
                    {labels.into_iter().map(chip).collect::<Vec<_>>()}
                    <a class="chip" href="/people">{t(T::ClearFilters)}</a>
                </div>
            }
        })
    };
    live(shown)
}

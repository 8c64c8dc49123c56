//! A person: who, where, with which papers, and every placement on one line of time.

mod cards;
mod fields;
mod record;
mod texts;
mod timeline;
mod values;

use hanhtrinh_api::cases::HistoryEntry;
use hanhtrinh_api::people::PersonView;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::age_on;

use self::record::{RecordDialog, Task};
use self::texts::T;
use crate::i18n::{domain, events};
use crate::prelude::*;

/// The page.
#[component]
pub fn PersonPage(
    /// Id of the worker stream.
    id: Signal<String>,
) -> AnyView {
    let person = load::<PersonView>(move || format!("/people/{}", id.get()));
    let view = load_view(person, skeleton_page, move |view: Arc<PersonView>| {
        page(&view, Callback::new(move |()| person.reload()))
    });
    view! { <div class="page">{view}</div> }.into_any()
}

fn page(view: &Arc<PersonView>, reload: Callback<()>) -> AnyView {
    let role = me().map(|me| me.role);
    let writes = matches!(
        role,
        Some(Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer)
    );
    let opens = writes || role == Some(Role::Recruiter);
    let task: RwSignal<Option<Task>> = RwSignal::new(None);
    let amend = writes
        .then(|| Callback::new(move |entry: HistoryEntry| task.set(Some(Task::Amend(Box::new(entry))))));
    let title = name_text(&view.person);
    let open_href = format!("/people/{}/open", view.person.id);
    let conflict = view
        .identity_conflict
        .then(|| view! { <p class="notice late" role="note">{t(T::Conflict)}</p> });
    let doubts: Vec<_> = view
        .mismatches
        .iter()
        .map(|code| view! { <p class="notice" role="note">{events::warning(code)}</p> })
        .collect();
    let add = move |what: Task, label: T| {
        view! { <Button on_click=Callback::new(move |()| task.set(Some(what.clone())))>{t(label)}</Button> }
    };
    let adds = writes.then(|| {
        view! {
            {add(Task::Document, T::AddDocument)} {add(Task::Residence, T::AddResidence)} {add(Task::Contact, T::AddContact)}
        }
    });
    let id = view.person.id;
    let primary = opens.then(
        || view! { <LinkButton kind=ButtonKind::Primary href=open_href.clone()>{t(C::NewCase)}</LinkButton> },
    );
    view! {
        {crumbs(vec![(t(T::People).to_owned(), Some("/people".to_owned())), (title.clone(), None)])}
        <PageHead title context=context(view)>
            {adds}
            {primary}
        </PageHead>
        {conflict}
        {doubts}
        <div class="split">
            <div class="stack">
                {timeline::card(view, opens.then_some(open_href.clone()))}
                {(!view.history.is_empty()).then(|| view! { <HistoryList entries=view.history.clone() on_amend=amend /> })}
            </div>
            <div class="stack">
                {cards::identity(view)}
                {crate::care::card(id, None, "")}
                {cards::documents(view)}
                {cards::residences(view)}
            </div>
        </div>
        <RecordDialog worker=id task on_done=Callback::new(move |_| reload.run(())) />
    }
    .into_any()
}

/// Sex, birth, age and commune in one sentence.
fn context(view: &PersonView) -> String {
    let birth = view.person.birth_date.open();
    let age = birth
        .and_then(|birth| PartialDate::parse(birth).ok())
        .and_then(|birth| age_on(birth, today()))
        .map(|age| format!("{age} {}", t(T::Age)));
    let residence = view
        .residences
        .first()
        .map(|residence| residence.now.clone().unwrap_or_else(|| residence.name.clone()));
    let parts = [
        view.sex.map(|sex| domain::sex(sex).to_owned()),
        birth.map(|birth| format::iso_text(birth)),
        age,
        residence,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

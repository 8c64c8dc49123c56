//! The placement: one page that says where a case stands, what can be done, and everything that happened.

mod actions;
mod as_of;
mod cards;
mod direct;
mod flags;
pub mod form;
mod open;
pub mod receipt;
mod ribbon;
mod texts;

pub use open::OpenPlacementPage;

use hanhtrinh_api::cases::{CaseView, HistoryEntry};
use hanhtrinh_domain::case::actions::Action;
use leptos_router::hooks::use_location;

use self::form::{RecordDialog, Task};
use self::texts::T;
use crate::i18n::domain;
use crate::prelude::*;
use crate::work::decide::DecideDialog;

/// A placement, today or as it was known on a day.
#[component]
pub fn PlacementPage(
    /// Id of the case.
    id: Signal<String>,
) -> impl IntoView {
    let query = use_location().query;
    let as_of = Memo::new(move |_| query.with(|query| query.get("as_of").unwrap_or_default()));
    let data =
        load::<CaseView>(move || format!("/cases/{}{}", id.get(), query_string(&[("as_of", &as_of.get())])));
    load_view(data, skeleton_page, move |case: Arc<CaseView>| {
        page(
            case,
            as_of.get_untracked(),
            Callback::new(move |()| data.reload()),
        )
    })
}

fn page(case: Arc<CaseView>, as_of: String, reload: Callback<()>) -> AnyView {
    let past = !as_of.is_empty();
    let deciding: RwSignal<Option<Action>> = RwSignal::new(None);
    let task: RwSignal<Option<Task>> = RwSignal::new(None);
    let done = Callback::new(move |_: Receipt| reload.run(()));
    let title = name_text(&case.worker);
    let person = format!("/people/{}", case.worker.id);
    let trail = crumbs(vec![
        (t(T::People).to_owned(), Some("/people".to_owned())),
        (title.clone(), Some(person)),
        (t(T::Placement).to_owned(), None),
    ]);
    let amend = (!past && may_amend())
        .then(|| Callback::new(move |entry: HistoryEntry| task.set(Some(Task::Amend(Box::new(entry))))));
    let print = (case.direct.is_some() && !past).then(receipt::button);
    view! {
        <div class="stack placement">
            {trail}
            <PageHead title=title context=context(&case)>
                {print}
            </PageHead>
            <div class="chips">
                {state_badge(case.state)}
                {case.flags.iter().map(|flag| flag_badge(*flag)).collect::<Vec<_>>()}
            </div>
            {past.then(|| as_of::band(case.as_of))}
            {ribbon::view(&case)}
            <div class="split">
                <div class="stack">
                    {flags::view(&case)}
                    {ribbon::missing(&case)}
                    <HistoryList entries=case.history.clone() on_amend=amend/>
                    {as_of::control(&case)}
                </div>
                <div class="stack">
                    {actions::view(&case, past, deciding, task)}
                    {direct::view(&case)}
                    {cards::contract(&case)}
                    {cards::departure(&case)}
                    {cards::back(&case)}
                    {crate::care::card(case.worker.id, Some(case.id), &as_of)}
                </div>
            </div>
            {receipt::sheet(&case)}
            <RecordDialog case=case.clone() task=task on_done=done/>
            <DecideDialog case=case.id action=deciding on_done=done/>
        </div>
    }
    .into_any()
}

/// Where to, how, with whom, from where.
fn context(case: &CaseView) -> String {
    let parts = [
        case.market.map(|market| names::market(market.as_str())),
        case.form.map(|form| domain::legal_form(form).to_owned()),
        case.programme.clone(),
        case.enterprise_name.clone().or_else(|| case.enterprise.clone()),
        case.commune_name.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Auditors and administrators change nothing.
fn may_amend() -> bool {
    use hanhtrinh_domain::actor::Role;
    me().is_some_and(|me| !matches!(me.role, Role::Auditor | Role::Administrator))
}

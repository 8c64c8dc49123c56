//! The queue of an officer: what waits, by its legal due date, and what can be decided about it without leaving the page.

pub mod decide;
mod keys;
mod preview;
mod queue;
mod texts;

use hanhtrinh_api::work::{WorkItem, WorkKind, WorkQueue};
use hanhtrinh_domain::case::actions::Action;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use self::decide::DecideDialog;
use self::texts::T;
use crate::client::paged::{Page, paged};
use crate::i18n::{domain, events};
use crate::prelude::*;

/// Rows read at once.
const PAGE: &str = "60";

impl Page for WorkQueue {
    type Row = WorkItem;

    fn rows(&self) -> &[WorkItem] {
        &self.items
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

/// Where an item is dealt with.
fn href(item: &WorkItem) -> String {
    match item.case {
        Some(case) => format!("/cases/{case}"),
        None => format!("/people/{}", item.worker.id),
    }
}

/// The page.
#[component]
pub fn WorkPage() -> AnyView {
    let kind = query_value("kind");
    let list = paged::<WorkQueue>(move || {
        format!("/work{}", query_string(&[("kind", &kind.get()), ("limit", PAGE)]))
    });
    let current = RwSignal::new(0_usize);
    let action: RwSignal<Option<Action>> = RwSignal::new(None);
    let help = RwSignal::new(false);
    // A row that was dealt with goes, and the next one takes its place.
    Effect::new(move |_| {
        let last = list.rows.with(Vec::len).saturating_sub(1);
        if current.get_untracked() > last {
            current.set(last);
        }
    });
    let item = Memo::new(move |_| list.rows.with(|rows| rows.get(current.get()).cloned()));
    let navigate = use_navigate();
    let open = Callback::new(move |()| {
        if let Some(item) = item.get_untracked() {
            navigate(&href(&item), NavigateOptions::default());
        }
    });
    keys::listen(keys::Keys {
        current,
        count: Signal::derive(move || list.rows.with(Vec::len)),
        item,
        action,
        help,
        open,
    });
    let sheet = RwSignal::new(false);
    let touched = Callback::new(move |()| sheet.set(true));
    let done = Callback::new(move |_| {
        sheet.set(false);
        list.first.reload();
    });
    let selected = preview::Preview {
        item,
        case: preview::read(item),
        action,
    };
    let case = Signal::derive(move || item.get().and_then(|item| item.case).unwrap_or_default());
    let queue = load_view(
        list.first,
        || skeleton_rows(8),
        move |queue: Arc<WorkQueue>| {
            if queue.items.is_empty() {
                return nothing(&kind.get_untracked());
            }
            view! {
                {queue::table(list, current, open, touched)}
                {preview::panel(selected)}
            }
            .into_any()
        },
    );
    view! {
        <div class="page">
            <PageHead title=t(T::Title) about=summary(list.first)>
                <span class="row for-keys">
                    <Button on_click=Callback::new(move |()| help.set(true)) key="?">{t(T::Keys)}</Button>
                    <Button kind=ButtonKind::Primary on_click=open key="Enter">{t(T::OpenNext)}</Button>
                </span>
            </PageHead>
            {chips(list.first, kind)}
            {queue}
            {preview::receipt_sheet(selected.case)}
            {preview::sheet(selected, sheet)}
            <DecideDialog case action on_done=done />
            <keys::Help open=help />
        </div>
    }
    .into_any()
}

/// How much waits for whom, and how much of it is overdue.
fn summary(queue: Load<WorkQueue>) -> AnyView {
    let unit = me().map(|me| me.unit_name).unwrap_or_default();
    let text = move || {
        queue.get().map(|queue| {
            let all: u64 = queue.counts.iter().map(|kind| kind.count).sum();
            let late = (queue.overdue > 0).then(|| {
                view! { " " <strong class="late">{events::counted(queue.overdue, "việc quá hạn.", "is overdue.", "are overdue.")}</strong> }
            });
            let waiting = match lang() {
                Lang::Vi => format!("{} việc của {unit}, xếp theo hạn luật định.", format::number(all)),
                Lang::En => {
                    format!("{} of {unit}, by legal due date.", events::counted(all, "", "item", "items"))
                }
            };
            view! { {waiting} {late} }
        })
    };
    live(text)
}

/// Kinds with their counts; the choice is in the address.
fn chips(queue: Load<WorkQueue>, chosen: Memo<String>) -> AnyView {
    let shown = move || {
        let counts = queue.get().map(|queue| queue.counts.clone()).unwrap_or_default();
        let all: u64 = counts.iter().map(|kind| kind.count).sum();
        let chip = |kind: WorkKind| {
            let count = counts
                .iter()
                .find(|known| known.kind == kind)
                .map_or(0, |known| known.count);
            let active = Signal::derive(move || chosen.get() == kind.as_str());
            (count > 0 || active.get_untracked()).then(|| {
                let href = format!("/work?kind={}", kind.as_str());
                view! { <Chip label=domain::work_kind(kind) href count active /> }
            })
        };
        let kinds: Vec<_> = WorkKind::ALL.into_iter().map(chip).collect();
        view! {
            <Chip label=t(C::All) href="/work" count=all active=Signal::derive(move || chosen.with(String::is_empty)) />
            {kinds}
        }
    };
    view! { <nav class="chips no-print" aria-label=t(T::Kinds)>{live(shown)}</nav> }.into_any()
}

fn nothing(kind: &str) -> AnyView {
    let view = if kind.is_empty() {
        let next = Some((t(T::ToRegister).to_owned(), "/register".to_owned()));
        empty_state(t(T::Empty), t(T::EmptyHelp), next)
    } else {
        empty_state(
            t(T::EmptyKind),
            t(T::EmptyKindHelp),
            Some((t(T::ShowAll).to_owned(), "/work".to_owned())),
        )
    };
    view! { <div class="card">{view}</div> }.into_any()
}

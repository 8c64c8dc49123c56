//! The keyboard of the queue.

use hanhtrinh_api::work::{WorkItem, WorkKind};
use hanhtrinh_domain::case::actions::Action;
use leptos::ev::keydown;

use super::texts::T;
use crate::prelude::*;

/// What keys act on.
#[derive(Clone, Copy)]
pub struct Keys {
    /// Which row is selected.
    pub current: RwSignal<usize>,
    /// How many rows there are.
    pub count: Signal<usize>,
    /// The selected item.
    pub item: Memo<Option<WorkItem>>,
    /// Which decision is asked for.
    pub action: RwSignal<Option<Action>>,
    /// Whether the list of keys is open.
    pub help: RwSignal<bool>,
    /// Opens the selected row.
    pub open: Callback<()>,
}

impl Keys {
    /// Asks for a decision, where the selected item is one to be decided.
    fn decide(self, action: Action) {
        let kind = self
            .item
            .with_untracked(|item| item.as_ref().map(|item| item.kind));
        let fits = match kind {
            Some(WorkKind::DirectContract) => true,
            // While papers are awaited there is nothing to certify, and they have been asked for.
            Some(WorkKind::SupplementAwaited) => action == Action::Refuse,
            _ => false,
        };
        if fits {
            self.action.set(Some(action));
        }
    }
}

/// Listens as long as the page is there.
pub fn listen(keys: Keys) {
    let listener = window_event_listener(keydown, move |event| {
        if typing(&event) || event.default_prevented() {
            return;
        }
        let last = keys.count.get_untracked().saturating_sub(1);
        let at = keys.current.get_untracked();
        match event.key().as_str() {
            "j" | "J" => select(keys.current, (at + 1).min(last)),
            "k" | "K" => select(keys.current, at.saturating_sub(1)),
            "a" | "A" => keys.decide(Action::Certify),
            "b" | "B" => keys.decide(Action::RequestSupplement),
            "r" | "R" => keys.decide(Action::Refuse),
            "?" => keys.help.set(true),
            // On a link or a button, Enter is that one's.
            "Enter" if !on_control(&event) => keys.open.run(()),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

fn select(current: RwSignal<usize>, row: usize) {
    current.set(row);
    let element = crate::client::store::document()
        .and_then(|document| document.get_element_by_id(&format!("work-{row}")));
    if let Some(element) = element {
        element.scroll_into_view_with_bool(row == 0);
    }
}

fn on_control(event: &web_sys::KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "A" | "BUTTON" | "SUMMARY"))
}

/// The list of keys.
#[component]
pub fn Help(open: RwSignal<bool>) -> AnyView {
    let row = |key: &'static str, text: T| view! { <dt><kbd>{key}</kbd></dt><dd>{t(text)}</dd> };
    view! {
        <Dialog open title=t(T::HelpTitle).to_owned()>
            <dl class="keys">
                {row("J", T::HelpNext)} {row("K", T::HelpBefore)} {row("Enter", T::HelpOpen)} {row("A", T::HelpCertify)}
                {row("B", T::HelpSupplement)} {row("R", T::HelpRefuse)} {row("/", T::HelpSearch)} {row("?", T::HelpHelp)}
            </dl>
        </Dialog>
    }
    .into_any()
}

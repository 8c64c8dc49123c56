//! Errors of a form: a summary at the top that leads to the fields, and the same text beside each field.

use hanhtrinh_api::FieldProblem;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::live;
use crate::client::{Failure, store};
use crate::i18n::{C, t};

/// What is wrong with a form.
#[derive(Clone, Copy)]
pub struct Errors {
    fields: RwSignal<Vec<FieldProblem>>,
    failure: RwSignal<Option<Failure>>,
}

impl Errors {
    /// Nothing is wrong.
    pub fn new() -> Self {
        Self {
            fields: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
        }
    }

    /// Shows why a command failed, with its fields.
    pub fn fail(self, failure: Failure) {
        let _ = self.fields.try_set(failure.errors().to_vec());
        let _ = self.failure.try_set(Some(failure));
    }

    /// Forgets all.
    pub fn clear(self) {
        self.fields.set(Vec::new());
        self.failure.set(None);
    }

    /// Says what is wrong with one field.
    pub fn set(self, field: &str, detail: impl Into<String>) {
        let problem = FieldProblem {
            field: field.to_owned(),
            code: String::new(),
            detail: detail.into(),
        };
        self.fields.update(|fields| fields.push(problem));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(self) -> bool {
        self.fields.with_untracked(Vec::is_empty) && self.failure.with_untracked(Option::is_none)
    }

    /// Whether something is wrong with a field, as an attribute says it.
    pub fn invalid(self, field: &'static str) -> Signal<String> {
        Signal::derive(move || self.of(field).is_some().to_string())
    }

    /// What is wrong with a field; followed.
    pub fn of(self, field: &str) -> Option<String> {
        self.fields.with(|fields| {
            fields
                .iter()
                .find(|problem| problem.field == field)
                .map(|problem| problem.detail.clone())
        })
    }
}

/// The element id of a field.
pub fn field_id(name: &str) -> String {
    format!("field-{}", name.replace('.', "-"))
}

fn focus_field(name: &str) {
    let element = store::document().and_then(|document| document.get_element_by_id(&field_id(name)));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
        element.scroll_into_view();
    }
}

/// The summary; it takes the focus when it appears.
#[component]
pub fn ErrorSummary(errors: Errors) -> AnyView {
    let panel = NodeRef::<html::Div>::new();
    let shown = Memo::new(move |_| {
        errors.failure.with(Option::is_some) || errors.fields.with(|fields| !fields.is_empty())
    });
    Effect::new(move |_| {
        errors.failure.track();
        errors.fields.track();
        if let Some(panel) = panel.get() {
            let _ = panel.focus();
        }
    });
    let content = move || {
        let failure = errors.failure.get();
        let title = failure
            .as_ref()
            .map_or_else(|| t(C::FixThese).to_owned(), Failure::title);
        let detail = failure.as_ref().and_then(Failure::detail);
        let code = failure.as_ref().map(Failure::code);
        let items: Vec<AnyView> = errors.fields.get().into_iter().map(item).collect();
        view! {
            <h2>{title}</h2>
            {detail.map(|detail| view! { <p>{detail}</p> })}
            <ul>{items}</ul>
            {code.map(|code| view! { <p class="muted small">{t(C::Code)} ": " <code>{code}</code></p> })}
        }
        .into_any()
    };
    let summary = move || {
        shown.get().then(|| {
            view! { <div class="error-summary" role="alert" tabindex="-1" node_ref=panel>{live(content)}</div> }
        })
    };
    live(summary)
}

fn item(problem: FieldProblem) -> AnyView {
    let name = problem.field.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_field(&name);
    };
    let text = match label_of(&problem.field) {
        Some(label) if !problem.detail.starts_with(&label) => format!("{label}: {}", problem.detail),
        _ => problem.detail,
    };
    view! { <li><a href=format!("#{}", field_id(&problem.field)) on:click=go>{text}</a></li> }.into_any()
}

/// What the form calls a field: several fields may lack the same.
fn label_of(name: &str) -> Option<String> {
    let document = store::document()?;
    let id = field_id(name);
    let find = |selector: String| document.query_selector(&selector).ok().flatten();
    let label =
        find(format!("fieldset:has(#{id}) > legend")).or_else(|| find(format!("label[for='{id}']")))?;
    // Only the name: that a field is optional is said in an element of its own.
    let text = label.first_child()?.text_content()?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

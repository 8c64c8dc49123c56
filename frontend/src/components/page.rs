//! The head of a page. Coming to a page sets the title of the document and moves the focus to the heading.

use leptos::html;
use leptos::prelude::*;

use crate::client::store;

/// Heading, a sentence of context, and what can be done here.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    /// Beside the heading, lighter.
    #[prop(optional, into)]
    aside: String,
    /// The sentence below.
    #[prop(optional, into)]
    context: String,
    /// What stands below it, where a sentence of plain text is not enough.
    #[prop(optional)]
    about: Option<AnyView>,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let heading = NodeRef::<html::H1>::new();
    let name = title.clone();
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        let Some(document) = store::document() else { return };
        document.set_title(&format!("{name} · Hành Trình"));
        // Whoever types already (the search box) keeps the focus.
        let typing = document
            .active_element()
            .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA"));
        if !typing {
            let _ = heading.focus();
        }
    });
    view! {
        <header class="page-head">
            <div class="page-title">
                <h1 tabindex="-1" node_ref=heading>
                    {title}
                    {(!aside.is_empty()).then(|| view! { <span class="aside">{format!(" · {aside}")}</span> })}
                </h1>
                {(!context.is_empty()).then(|| view! { <p class="context">{context}</p> })}
                {about.map(|about| view! { <div class="context">{about}</div> })}
            </div>
            {children.map(|children| view! { <div class="page-actions no-print">{children()}</div> })}
        </header>
    }
    .into_any()
}

/// Where this page hangs: texts with their addresses, from the top.
pub fn crumbs(steps: Vec<(String, Option<String>)>) -> AnyView {
    let step = |(text, href): (String, Option<String>)| match href {
        Some(href) => view! { <li><a href=href>{text}</a></li> }.into_any(),
        None => view! { <li>{text}</li> }.into_any(),
    };
    let steps: Vec<_> = steps.into_iter().map(step).collect();
    view! { <nav class="crumbs no-print" aria-label="breadcrumb"><ol>{steps}</ol></nav> }.into_any()
}

//! The life cycle as a ribbon: phases in order, each with its dates.

use leptos::prelude::*;

/// Where a phase lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Behind.
    Done,
    /// Here.
    Now,
    /// Ahead.
    Ahead,
}

/// A phase.
#[derive(Clone, PartialEq, Eq)]
pub struct RibbonStep {
    /// Its name.
    pub label: String,
    /// Its dates.
    pub note: String,
    /// Where it lies.
    pub place: Place,
}

/// The ribbon.
#[component]
pub fn Ribbon(steps: Vec<RibbonStep>) -> AnyView {
    let step = |step: RibbonStep| {
        let class = match step.place {
            Place::Done => "done",
            Place::Now => "now",
            Place::Ahead => "ahead",
        };
        let current = (step.place == Place::Now).then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="bar"></span>
                <span class="label">{step.label}</span>
                <span class="note">{step.note}</span>
            </li>
        }
    };
    let steps: Vec<_> = steps.into_iter().map(step).collect();
    view! { <ol class="ribbon card">{steps}</ol> }.into_any()
}

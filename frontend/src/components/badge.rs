//! Badges: a state or a doubt in one or two words. Colour repeats what the words say.

use hanhtrinh_domain::case::{Flag, State};
use leptos::prelude::*;

use crate::i18n::domain;

/// What a colour means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done, or go.
    Go,
    /// Waiting for somebody.
    Info,
    /// Soon.
    Soon,
    /// Overdue, or wrong.
    Late,
    /// The past.
    Past,
    /// Nothing to do.
    Quiet,
}

impl Tone {
    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Info => "info",
            Self::Soon => "soon",
            Self::Late => "late",
            Self::Past => "past",
            Self::Quiet => "quiet",
        }
    }
}

/// A badge.
pub fn badge(tone: Tone, text: impl Into<String>) -> AnyView {
    view! { <span class=format!("badge {}", tone.class())>{text.into()}</span> }.into_any()
}

/// The state of a placement.
pub fn state_badge(state: State) -> AnyView {
    let tone = match state {
        State::Cpend => Tone::Info,
        State::Conf | State::Ready | State::Abroad => Tone::Go,
        State::Overdue => Tone::Late,
        State::Reg | State::Sel | State::Prep | State::Ret | State::Liq | State::Closed | State::Wdn => {
            Tone::Quiet
        }
    };
    badge(tone, domain::state(state))
}

/// How grave a flag is.
fn flag_tone(flag: Flag) -> Tone {
    if flag.blocks_ready() {
        Tone::Late
    } else {
        Tone::Soon
    }
}

/// A flag of a placement.
pub fn flag_badge(flag: Flag) -> AnyView {
    badge(flag_tone(flag), domain::flag(flag))
}

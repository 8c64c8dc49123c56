//! Reading what a page shows: it follows its address, keeps what it has while it reads anew, and can be repeated.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::{Failure, get_text, read};

/// What was read, whatever it is.
pub type Content = Arc<dyn Any + Send + Sync>;

/// Something read from the server. The type is only a name on it: what is behind is compiled once for all types.
pub struct Load<T> {
    /// What is behind it.
    pub reading: Reading,
    of: PhantomData<fn() -> T>,
}

/// What reading is apart from the type that is read.
#[derive(Clone, Copy)]
pub struct Reading {
    /// What was read last.
    pub content: RwSignal<Option<Content>>,
    /// Why the last reading failed.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether it is being read.
    pub busy: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl Reading {
    fn new() -> Self {
        Self {
            content: RwSignal::new(None),
            failure: RwSignal::new(None),
            busy: RwSignal::new(true),
            again: RwSignal::new(0),
        }
    }

    /// Reads again.
    pub fn reload(self) {
        self.again.update(|count| *count = count.wrapping_add(1));
    }

    /// What reads again, for a button.
    pub fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.reload())
    }

    /// Whether what is shown is being read anew; followed.
    pub fn stale(self) -> bool {
        self.busy.get() && self.content.with(Option::is_some)
    }
}

impl<T: Send + Sync + 'static> Load<T> {
    /// What was read last; followed.
    pub fn get(self) -> Option<Arc<T>> {
        typed(self.reading.content.get())
    }

    /// What was read last, without following it.
    pub fn get_untracked(self) -> Option<Arc<T>> {
        typed(self.reading.content.get_untracked())
    }

    /// Reads again.
    pub fn reload(self) {
        self.reading.reload();
    }
}

fn typed<T: Send + Sync + 'static>(content: Option<Content>) -> Option<Arc<T>> {
    content?.downcast().ok()
}

/// Reads a path below `/api/v1` and follows its changes; an empty path reads nothing. What was read stays while only the
/// query changes, and goes when the path names another thing.
pub fn load<T: DeserializeOwned + Send + Sync + 'static>(path: impl Fn() -> String + 'static) -> Load<T> {
    let reading = Reading::new();
    follow(reading, Box::new(path), |text| Ok(Arc::new(read::<T>(text)?)));
    Load {
        reading,
        of: PhantomData,
    }
}

/// Understands an answer.
type Understand = fn(&str) -> Result<Content, Failure>;

fn follow(reading: Reading, path: Box<dyn Fn() -> String>, understand: Understand) {
    let latest = StoredValue::new((0_u32, String::new()));
    Effect::new(move |_| {
        reading.again.track();
        let path = path();
        let subject = path.split('?').next().unwrap_or_default().to_owned();
        let (ticket, before) = latest.get_value();
        let ticket = ticket.wrapping_add(1);
        if subject != before {
            reading.content.set(None);
        }
        latest.set_value((ticket, subject));
        reading.failure.set(None);
        reading.busy.set(!path.is_empty());
        if path.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = get_text(&path).await;
            // An answer that comes after a later question, or after the page was left, is not shown.
            if latest.try_get_value().is_none_or(|(now, _)| now != ticket) {
                return;
            }
            match answer.and_then(|text| understand(&text)) {
                Ok(content) => {
                    reading.content.try_set(Some(content));
                }
                Err(failure) => {
                    reading.failure.try_set(Some(failure));
                }
            }
            reading.busy.try_set(false);
        });
    });
}

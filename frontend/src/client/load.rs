//! Reading what a page shows: it follows its address, keeps what it has while it reads anew, and can be repeated.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::{Failure, get_text, read};

/// Something read from the server.
pub struct Load<T: Send + Sync + 'static> {
    /// What was read last.
    pub data: RwSignal<Option<Arc<T>>>,
    /// Why the last reading failed.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether it is being read.
    pub busy: RwSignal<bool>,
    again: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    /// Reads again.
    pub fn reload(self) {
        self.again.update(|count| *count = count.wrapping_add(1));
    }

    /// What reads again, for a button.
    pub fn retry(self) -> Callback<()> {
        Callback::new(move |()| self.reload())
    }
}

/// Reads a path below `/api/v1` and follows its changes; an empty path reads nothing. What was read stays while only the
/// query changes, and goes when the path names another thing.
pub fn load<T: DeserializeOwned + Send + Sync + 'static>(path: impl Fn() -> String + 'static) -> Load<T> {
    let load = Load {
        data: RwSignal::new(None),
        failure: RwSignal::new(None),
        busy: RwSignal::new(true),
        again: RwSignal::new(0),
    };
    let latest = StoredValue::new((0_u32, String::new()));
    Effect::new(move |_| {
        load.again.track();
        let path = path();
        let subject = path.split('?').next().unwrap_or_default().to_owned();
        let (ticket, before) = latest.get_value();
        let ticket = ticket.wrapping_add(1);
        if subject != before {
            load.data.set(None);
        }
        latest.set_value((ticket, subject));
        load.failure.set(None);
        load.busy.set(!path.is_empty());
        if path.is_empty() {
            return;
        }
        spawn_local(async move {
            let answer = get_text(&path).await.and_then(|text| read::<T>(&text));
            // An answer that comes after a later question, or after the page was left, is not shown.
            if latest.try_get_value().is_none_or(|(now, _)| now != ticket) {
                return;
            }
            match answer {
                Ok(data) => {
                    load.data.try_set(Some(Arc::new(data)));
                }
                Err(failure) => {
                    load.failure.try_set(Some(failure));
                }
            }
            load.busy.try_set(false);
        });
    });
    load
}

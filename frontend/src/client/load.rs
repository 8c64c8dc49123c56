//! Reading what a page shows: it follows its address, keeps what it has while it reads anew, and can be repeated.

use std::rc::Rc;
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
    let deliver = move |text: Option<&str>| {
        match text {
            Some(text) => load.data.try_set(Some(Arc::new(read::<T>(text)?))),
            None => load.data.try_set(None),
        };
        Ok(())
    };
    follow(
        Box::new(path),
        Rc::new(deliver),
        load.failure,
        load.busy,
        load.again,
    );
    load
}

/// Takes an answer, or takes away what was there.
type Deliver = Rc<dyn Fn(Option<&str>) -> Result<(), Failure>>;

/// What reading is apart from the type that is read; it is compiled once.
fn follow(
    path: Box<dyn Fn() -> String>,
    deliver: Deliver,
    failed: RwSignal<Option<Failure>>,
    busy: RwSignal<bool>,
    again: RwSignal<u32>,
) {
    let latest = StoredValue::new((0_u32, String::new()));
    Effect::new(move |_| {
        again.track();
        let path = path();
        let subject = path.split('?').next().unwrap_or_default().to_owned();
        let (ticket, before) = latest.get_value();
        let ticket = ticket.wrapping_add(1);
        if subject != before {
            let _ = deliver(None);
        }
        latest.set_value((ticket, subject));
        failed.set(None);
        busy.set(!path.is_empty());
        if path.is_empty() {
            return;
        }
        let deliver = deliver.clone();
        spawn_local(async move {
            let answer = get_text(&path).await;
            // An answer that comes after a later question, or after the page was left, is not shown.
            if latest.try_get_value().is_none_or(|(now, _)| now != ticket) {
                return;
            }
            if let Err(failure) = answer.and_then(|text| deliver(Some(&text))) {
                failed.try_set(Some(failure));
            }
            busy.try_set(false);
        });
    });
}

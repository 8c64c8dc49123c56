//! Lists that come page by page.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::load::{Load, load};
use super::{Failure, get};

/// One page of a list.
pub trait Page: DeserializeOwned + Send + Sync + 'static {
    /// A row.
    type Row: Clone + Send + Sync + 'static;
    /// Its rows.
    fn rows(&self) -> &[Self::Row];
    /// Where the next page begins.
    fn next(&self) -> Option<&str>;
}

/// A list as far as it has been read.
pub struct Paged<P: Page> {
    /// The first page, which also carries the totals.
    pub first: Load<P>,
    /// The rows that are here.
    pub rows: RwSignal<Vec<P::Row>>,
    /// Where the next page begins.
    pub next: RwSignal<Option<String>>,
    /// Whether more is on its way.
    pub busy: RwSignal<bool>,
    /// Why more could not be read.
    pub failure: RwSignal<Option<Failure>>,
    path: StoredValue<String>,
}

impl<P: Page> Clone for Paged<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Page> Copy for Paged<P> {}

impl<P: Page> Paged<P> {
    /// Reads the next page, if there is one and none is on its way.
    pub fn more(self) {
        let Some(cursor) = self.next.get_untracked().filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let path = self.path.get_value();
        let mark = if path.contains('?') { '&' } else { '?' };
        let address = format!(
            "{path}{mark}cursor={}",
            String::from(js_sys::encode_uri_component(&cursor))
        );
        self.busy.set(true);
        self.failure.set(None);
        spawn_local(async move {
            let answer = get::<P>(&address).await;
            // Another question has been asked meanwhile: this page belongs to no list on the screen.
            if self.path.try_get_value().is_none_or(|now| now != path) {
                return;
            }
            self.busy.try_set(false);
            match answer {
                Ok(page) => {
                    self.rows.try_update(|rows| rows.extend_from_slice(page.rows()));
                    self.next.try_set(page.next().map(str::to_owned));
                }
                Err(failure) => {
                    // No more pages are asked for by scrolling, or a broken connection is asked without end.
                    self.next.try_set(None);
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }
}

/// Reads a list below `/api/v1` and follows changes of its address.
pub fn paged<P: Page>(path: impl Fn() -> String + 'static) -> Paged<P> {
    let address = StoredValue::new(String::new());
    let first = load::<P>(move || {
        let path = path();
        address.set_value(path.clone());
        path
    });
    let list = Paged {
        first,
        rows: RwSignal::new(Vec::new()),
        next: RwSignal::new(None),
        busy: RwSignal::new(false),
        failure: RwSignal::new(None),
        path: address,
    };
    Effect::new(move |_| {
        let page: Option<Arc<P>> = first.get();
        list.busy.set(false);
        list.failure.set(None);
        list.next
            .set(page.as_ref().and_then(|page| page.next().map(str::to_owned)));
        list.rows
            .set(page.map(|page| page.rows().to_vec()).unwrap_or_default());
    });
    list
}

//! Commands: the same submission carries the same key however often it is sent, so nothing is recorded twice.

use hanhtrinh_api::Receipt;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Failure, new_key, position, post_keyed, read, session, written};

/// A form's command: it keeps its key as long as its content is the same and it has not succeeded.
#[derive(Clone, Copy)]
pub struct Command {
    pending: StoredValue<Option<Pending>>,
    /// Whether it is on its way.
    pub busy: RwSignal<bool>,
}

#[derive(Clone)]
struct Pending {
    path: String,
    body: String,
    key: String,
}

impl Command {
    /// A command that has not been sent.
    pub fn new() -> Self {
        Self {
            pending: StoredValue::new(None),
            busy: RwSignal::new(false),
        }
    }

    /// Sends; the answer is a receipt.
    pub async fn post<B: Serialize>(self, path: &str, body: &B) -> Result<Receipt, Failure> {
        let receipt: Receipt = read(&self.send(path, written(body)?).await?)?;
        position::saw(receipt.position + 1);
        session::wrote();
        Ok(receipt)
    }

    /// Sends; the answer is something else.
    pub async fn post_as<B: Serialize, T: DeserializeOwned>(
        self,
        path: &str,
        body: &B,
    ) -> Result<T, Failure> {
        let answer = self.send(path, written(body)?).await?;
        session::wrote();
        read(&answer)
    }

    async fn send(self, path: &str, body: String) -> Result<String, Failure> {
        let key = self.key(path, &body);
        let _ = self.busy.try_set(true);
        let answer = post_keyed(path, &body, &key).await;
        let _ = self.busy.try_set(false);
        if answer.is_ok() {
            self.pending.try_set_value(None);
        }
        answer
    }

    fn key(self, path: &str, body: &str) -> String {
        if let Some(pending) = self.pending.try_get_value().flatten()
            && pending.path == path
            && pending.body == body
        {
            return pending.key;
        }
        let key = new_key();
        self.pending.try_set_value(Some(Pending {
            path: path.to_owned(),
            body: body.to_owned(),
            key: key.clone(),
        }));
        key
    }
}

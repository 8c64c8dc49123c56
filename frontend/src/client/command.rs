//! Commands: the same submission carries the same key however often it is sent, so nothing is recorded twice.

use hanhtrinh_api::Receipt;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;

use super::{Failure, new_key, position, post_keyed, read, session, written};
use crate::components::Errors;

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

    /// Sends a form whose answer is a receipt: what is wrong goes to its fields.
    pub fn submit<B: Serialize>(
        self,
        path: String,
        body: &B,
        errors: Errors,
        done: impl FnOnce(Receipt) + 'static,
    ) {
        self.submit_text(path, written(body), errors, Done::Receipt(Box::new(done)));
    }

    /// Sends a form whose answer is no receipt, since nothing was recorded in the registry.
    pub fn submit_aside<B: Serialize>(
        self,
        path: String,
        body: &B,
        errors: Errors,
        done: impl FnOnce() + 'static,
    ) {
        self.submit_text(path, written(body), errors, Done::Aside(Box::new(done)));
    }

    /// What sending is apart from the type that is sent; it is compiled once.
    fn submit_text(self, path: String, body: Result<String, Failure>, errors: Errors, done: Done) {
        spawn_local(async move {
            let answer = match body {
                Ok(body) => self.send(&path, body).await,
                Err(failure) => Err(failure),
            };
            if let Err(failure) = answer.and_then(|answer| done.take(&answer)) {
                errors.fail(failure);
            }
        });
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

/// What follows when it succeeded.
enum Done {
    Receipt(Box<dyn FnOnce(Receipt)>),
    Aside(Box<dyn FnOnce()>),
}

impl Done {
    fn take(self, answer: &str) -> Result<(), Failure> {
        match self {
            Self::Receipt(done) => {
                let receipt: Receipt = read(answer)?;
                position::saw(receipt.position + 1);
                session::wrote();
                done(receipt);
            }
            Self::Aside(done) => {
                session::wrote();
                done();
            }
        }
        Ok(())
    }
}

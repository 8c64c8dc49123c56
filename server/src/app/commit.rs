//! From events to what the log appends: drafts with their sealed parts, and the plan of one command.

use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, AmendKind, Private, StreamEvent};
use hanhtrinh_log::Commit;
use hanhtrinh_record::{Amends, Draft, Plain, Source, StreamId};
use hanhtrinh_views::Views;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::caller::Caller;
use super::error::AppError;

/// Stream of a worker.
pub fn worker_stream(id: Uuid) -> StreamId {
    StreamId::new("worker", id)
}

/// Stream of a case.
pub fn case_stream(id: Uuid) -> StreamId {
    StreamId::new("case", id)
}

/// A stream with the version that a decision read: what the views know of it, and what they keep as unknown.
pub fn read_version(views: &Views, stream: StreamId, known: u64) -> (StreamId, u64) {
    let unknown = views
        .unknown()
        .iter()
        .filter(|event| event.stream == stream.as_str())
        .count() as u64;
    (stream, known + unknown)
}

/// What one command appends, and on what it rests.
#[derive(Debug, Default)]
pub struct Plan {
    /// The thing the command is about.
    pub subject: Option<Uuid>,
    /// Events in order.
    pub records: Vec<Draft>,
    /// Streams the decision read.
    pub reads: Vec<(StreamId, u64)>,
    /// Reservations to take.
    pub reserve: Vec<String>,
    /// Codes of doubts.
    pub warnings: Vec<String>,
}

/// One event before it is a draft.
#[derive(Debug, Clone)]
pub struct NewEvent<E> {
    /// Identity of the event.
    pub id: Uuid,
    /// Where it belongs.
    pub stream: StreamId,
    /// When it happened.
    pub on: PartialDate,
    /// What happened.
    pub event: E,
    /// What is sealed with it, by the person it is about.
    pub private: Vec<(Uuid, Private)>,
    /// The document it rests on.
    pub source: Option<Source>,
    /// What it amends.
    pub amends: Option<Amend>,
    /// The event that caused it.
    pub cause: Option<Uuid>,
}

impl<E: StreamEvent> NewEvent<E> {
    /// An event with nothing but its content.
    pub fn new(id: Uuid, stream: StreamId, on: PartialDate, event: impl Into<E>) -> Self {
        Self {
            id,
            stream,
            on,
            event: event.into(),
            private: Vec::new(),
            source: None,
            amends: None,
            cause: None,
        }
    }

    /// With something sealed under a person's key.
    pub fn sealed(mut self, subject: Uuid, private: Private) -> Self {
        self.private.push((subject, private));
        self
    }

    /// With a paper's number and remarks, if there are any.
    pub fn paper(self, subject: Uuid, number: &str, note: &str) -> Self {
        let text = |text: &str| (!text.trim().is_empty()).then(|| hanhtrinh_domain::text::nfc(text.trim()));
        match (text(number), text(note)) {
            (None, None) => self,
            (number, note) => self.sealed(subject, Private::Paper { number, note }),
        }
    }

    /// With the document it rests on.
    pub fn source(mut self, source: Option<Source>) -> Self {
        self.source = source;
        self
    }

    /// The draft, as recorded by a caller.
    pub fn draft(&self, caller: &Caller) -> Result<Draft, AppError> {
        let info = self.event.info();
        let sealed = self
            .private
            .iter()
            .map(|(subject, private)| {
                Ok(Plain {
                    subject: *subject,
                    body: serde_json::to_vec(private)?.into(),
                })
            })
            .collect::<Result<Vec<_>, serde_json::Error>>()?;
        let acting = caller.unit.to_string();
        Ok(Draft {
            id: self.id,
            stream: self.stream.clone(),
            kind: info.name.to_owned(),
            schema: info.schema,
            on: self.on.to_string(),
            by: caller.account.clone(),
            role: caller.role.as_str().to_owned(),
            org: Some(
                caller
                    .enterprise
                    .map_or_else(|| acting.clone(), |code| code.as_str().to_owned()),
            ),
            channel: caller.channel,
            acting: Some(acting),
            cause: self.cause,
            source: self.source.clone(),
            basis: None,
            external: None,
            amends: self.amends.map(|amend| Amends {
                event: amend.event,
                kind: amend_kind(amend.kind),
            }),
            facts: RawValue::from_string(self.event.facts())?,
            sealed,
        })
    }
}

impl Plan {
    /// The commit of a command.
    pub fn commit(self, caller: &Caller, command: Uuid, fingerprint: [u8; 32]) -> Commit {
        Commit {
            actor: caller.account.clone(),
            command,
            fingerprint,
            reads: self.reads,
            reserve: self.reserve,
            release: Vec::new(),
            records: self.records,
        }
    }
}

fn amend_kind(kind: AmendKind) -> hanhtrinh_record::AmendKind {
    match kind {
        AmendKind::Correct => hanhtrinh_record::AmendKind::Correct,
        AmendKind::Annul => hanhtrinh_record::AmendKind::Annul,
        AmendKind::Reinstate => hanhtrinh_record::AmendKind::Reinstate,
    }
}

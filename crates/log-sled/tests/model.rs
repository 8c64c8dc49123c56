//! Random commands, kills and restarts against a plain model of what a log has to remember.
#![allow(clippy::unwrap_used, reason = "a failed step fails the test")]

mod common;

use std::collections::{HashMap, HashSet};

use common::Place;
use hanhtrinh_log::suite::{commit, draft, sound};
use hanhtrinh_log::{AppendError, Log};
use hanhtrinh_log_sled::SledLog;
use hanhtrinh_record::StreamId;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    /// Command `id` with records in some streams, which read stream `reads` at an offset from its true version.
    Append {
        id: u128,
        streams: Vec<u8>,
        reads: Option<(u8, bool)>,
        reserve: Option<u8>,
        release: Option<u8>,
    },
    /// The process is killed and started again.
    Kill,
    /// A clean restart.
    Restart,
    /// Restart without the working store.
    LoseSled,
}

fn step() -> impl Strategy<Value = Step> {
    let append = (
        0..40u128,
        prop::collection::vec(0..5u8, 0..6),
        prop::option::of((0..5u8, prop::bool::weighted(0.8))),
        prop::option::weighted(0.2, 0..4u8),
        prop::option::weighted(0.2, 0..4u8),
    )
        .prop_map(|(id, streams, reads, reserve, release)| Step::Append {
            id,
            streams,
            reads,
            reserve,
            release,
        });
    prop_oneof![60 => append, 1 => Just(Step::Kill), 1 => Just(Step::Restart), 1 => Just(Step::LoseSled)]
}

#[derive(Default)]
struct Model {
    commands: HashMap<u128, u64>,
    versions: HashMap<u8, u64>,
    held: HashSet<u8>,
    size: u64,
}

fn stream(number: u8) -> StreamId {
    StreamId::new("case", number)
}

impl Model {
    async fn append(&mut self, log: &SledLog, step: &Step) {
        let Step::Append {
            id,
            streams,
            reads,
            reserve,
            release,
        } = step
        else {
            return;
        };
        let records = (0..)
            .zip(streams)
            .map(|(at, name)| draft(id * 10 + at, &stream(*name), &[(at, "{}")]))
            .collect();
        let mut new = commit(log, *id, records);
        let version = |name: &u8| self.versions.get(name).copied().unwrap_or_default();
        new.reads = reads
            .iter()
            .map(|(name, right)| (stream(*name), version(name) + u64::from(!right)))
            .collect();
        new.reserve = reserve.iter().map(|key| format!("slot/{key}")).collect();
        new.release = release.iter().map(|key| format!("slot/{key}")).collect();
        let answer = log.append(new).await;
        if let Some(position) = self.commands.get(id) {
            let receipt = answer.unwrap();
            assert_eq!((receipt.position, receipt.repeated), (*position, true));
        } else if reads.is_some_and(|(_, right)| !right) {
            assert!(matches!(answer, Err(AppendError::Conflict { .. })));
        } else if reserve.is_some_and(|key| self.held.contains(&key) && *release != Some(key)) {
            assert!(matches!(answer, Err(AppendError::Reserved { .. })));
        } else {
            streams
                .iter()
                .for_each(|name| *self.versions.entry(*name).or_default() += 1);
            self.size += streams.len() as u64;
            if let Some(key) = release {
                self.held.remove(key);
            }
            self.held.extend(reserve);
            let receipt = answer.unwrap();
            assert_eq!((receipt.position, receipt.repeated), (self.size - 1, false));
            self.commands.insert(*id, receipt.position);
        }
    }
}

async fn run(steps: Vec<Step>) {
    let mut place = Place::new();
    let mut log = place.create();
    let mut model = Model {
        size: 1,
        ..Model::default()
    };
    for step in &steps {
        match step {
            Step::Append { .. } => model.append(&log, step).await,
            Step::Kill => {
                let copy = place.killed();
                drop(log);
                place = copy;
                log = place.open().unwrap();
            }
            Step::Restart => {
                let aside = place.data().join("sled.aside").exists();
                drop(log);
                log = place.open().unwrap();
                assert_eq!(
                    place.data().join("sled.aside").exists(),
                    aside,
                    "a clean restart keeps sled"
                );
            }
            Step::LoseSled => {
                drop(log);
                std::fs::remove_dir_all(place.data().join("sled")).unwrap();
                log = place.open().unwrap();
            }
        }
        assert_eq!(log.head().size, model.size);
    }
    assert_eq!(sound(&log).len() as u64, model.size);
    for (name, version) in &model.versions {
        assert_eq!(log.version(&stream(*name)).unwrap(), *version);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn remembers_what_a_model_remembers(steps in prop::collection::vec(step(), 1..120)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(run(steps));
    }
}

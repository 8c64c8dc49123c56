//! Departures from a list: a spreadsheet or a text file, one row a departure. The list is read, checked row by row against
//! what is on record, and recorded in small commands of one row each, so that sending it again repeats nothing.
//!
//! Invariants: a row with a problem records nothing and stops no other row; the same row is the same command, whatever file
//! it stands in; a recruiter learns nothing about people beyond an exact number and birth date.

pub mod columns;
pub mod communes;
mod content;
pub mod dates;
mod earlier;
mod headings;
mod known;
mod person;
mod plan;
mod rejects;
mod report;
pub mod row;
pub mod sheet;
mod text_file;
mod trouble;
mod workbook;

pub use rejects::rejects;
pub use trouble::Trouble;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError, mpsc};

use hanhtrinh_api::Lang;
use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_log::{AppendError, Commit, Log, Receipt};
use uuid::Uuid;

use crate::app::{AppError, Recorder, Registry};
use columns::{Layout, LayoutError};
use communes::Communes;
pub(crate) use earlier::Earlier;
use plan::Kind;
pub(crate) use plan::{Planner, Verdict};
use report::Tally;
use row::{Note, Reading, Row};
use sheet::{Line, SheetError};

/// Rows that are planned together: the views are held so long.
const CHUNK: usize = 1024;
/// Planned chunks that wait for the log.
const PLANNED_AHEAD: usize = 2;
/// How often a row is planned again after the placement it is about has changed.
const ATTEMPTS: usize = 3;

/// Lists are recorded one after another: two lists at once could bring in the same person twice.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Why a list is not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read as a list.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The columns cannot be told.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// Headings and nothing below.
    #[error("the list has headings and no rows")]
    NoRows,
    /// The log does not take more. What was recorded stays; the list can be sent again.
    #[error("the list was recorded in part: {0}")]
    Append(#[from] AppendError),
    /// A row could not be turned into events.
    #[error(transparent)]
    App(#[from] AppError),
    /// The rejects could not be written.
    #[error("the rejected rows cannot be written")]
    Write(#[source] csv::Error),
}

impl ImportError {
    /// What is wrong and what to do, in a language.
    pub fn detail(&self, lang: Lang) -> String {
        report::error(self, lang)
    }
}

/// Imports a list. `command` names the request; the rows name their own commands by their content. `progress` hears how
/// many rows are done and how many there are.
pub fn run(
    registry: &Registry,
    by: &Recorder,
    command: Uuid,
    bytes: &[u8],
    dry_run: bool,
    lang: Lang,
    progress: &dyn Fn(u64, u64),
) -> Result<ImportReport, ImportError> {
    let _turn = (!dry_run).then(|| ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner));
    let list = List::read(bytes)?;
    let mut import = Import::new(registry, by, lang);
    let total = list.rows().len() as u64;
    tracing::info!(%command, rows = total, dry_run, "importing a list");
    let chunks = list.rows().chunks(CHUNK).enumerate();
    let told = chunks.map(|(index, chunk)| {
        progress((index * CHUNK) as u64, total);
        chunk
    });
    if dry_run {
        for chunk in told {
            import.plan(&list.layout, chunk)?;
        }
    } else {
        import.record(&list.layout, told)?;
    }
    progress(total, total);
    let size = registry.log().head().size;
    Ok(import.tally.report(bytes, dry_run, total, size, &list.layout))
}

/// A list with its headings understood.
pub(crate) struct List {
    lines: Vec<Line>,
    pub(crate) layout: Layout,
}

impl List {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        let lines = sheet::read(bytes, &columns::count)?;
        let layout = Layout::find(&lines)?;
        let list = Self { lines, layout };
        if list.rows().is_empty() {
            Err(ImportError::NoRows)
        } else {
            Ok(list)
        }
    }

    pub(crate) fn rows(&self) -> &[Line] {
        self.lines.get(self.layout.row + 1..).unwrap_or_default()
    }
}

/// One import under way.
struct Import<'a> {
    registry: &'a Registry,
    by: &'a Recorder,
    planner: Planner<'a>,
    communes: Communes<'a>,
    earlier: Earlier,
    /// Person and day of each row so far, with the row and what it said.
    seen: HashMap<(String, jiff::civil::Date), (u64, Uuid)>,
    tally: Tally,
}

/// A row on its way into the log.
struct Planned {
    row: Row,
    kind: Kind,
    commit: Box<Commit>,
}

/// What the log said of a row.
type Answered = (Row, Kind, Result<Receipt, AppendError>);

/// Hands planned rows to the log as they come and tells what it said of each, in order, until `told` wants no more.
fn append(
    registry: &Registry,
    planned: impl Iterator<Item = Planned>,
    mut told: impl FnMut(Answered) -> bool,
) {
    let (waiting, wanted) = (RefCell::new(VecDeque::new()), Cell::new(true));
    let commits = planned.take_while(|_| wanted.get()).map(|planned| {
        waiting.borrow_mut().push_back((planned.row, planned.kind));
        *planned.commit
    });
    registry.commit_each(commits, |result| {
        let row = waiting.borrow_mut().pop_front();
        if let Some((row, kind)) = row {
            wanted.set(wanted.get() && told((row, kind, result)));
        }
    });
}

impl<'a> Import<'a> {
    fn new(registry: &'a Registry, by: &'a Recorder, lang: Lang) -> Self {
        drop(registry.views());
        let planner = Planner {
            registry,
            by,
            today: registry.today(),
        };
        Self {
            registry,
            by,
            planner,
            communes: Communes::new(&registry.packs().units, registry.info().province),
            earlier: Earlier::default(),
            seen: HashMap::new(),
            tally: Tally::new(lang),
        }
    }

    /// Reads and judges rows. What is recorded is counted already; a commit that fails takes it back. What rows of this
    /// list have brought in is remembered here, so that nothing waits for the views to take it in.
    fn plan(&mut self, layout: &Layout, lines: &[Line]) -> Result<Vec<Planned>, ImportError> {
        let views = self.registry.views_within_reach();
        self.earlier.follow(&views);
        let has_enterprise = |code: &hanhtrinh_domain::code::Code| views.enterprise(code).is_some();
        let mut reading = Reading {
            packs: views.packs(),
            communes: &mut self.communes,
            today: self.planner.today,
            own: self.by.enterprise(),
            has_enterprise: &has_enterprise,
        };
        let mut planned = Vec::with_capacity(lines.len());
        for line in lines {
            let (row, mut doubts) = match row::read(&mut reading, layout, line) {
                Ok(read) => read,
                Err(problems) => {
                    self.tally.rejected(layout, line, &problems, None);
                    continue;
                }
            };
            let key = (person::file_key(&row), row.on);
            let command = row.command();
            if let Some((earlier, said)) = self.seen.get(&key) {
                if *said == command {
                    self.tally.unchanged(&row);
                } else {
                    let note = Note {
                        column: None,
                        trouble: Trouble::EarlierRow(*earlier),
                    };
                    self.tally.rejected(layout, line, &[note], None);
                }
                continue;
            }
            match self.planner.plan(&views, &mut self.earlier, &row, &mut doubts)? {
                Verdict::Unchanged => self.tally.unchanged(&row),
                Verdict::Rejected(note, case) => {
                    self.tally.rejected(layout, line, &[note], case);
                    continue;
                }
                Verdict::Record(kind, commit) => {
                    self.tally.recorded(&row, kind);
                    planned.push(Planned {
                        row: row.clone(),
                        kind,
                        commit,
                    });
                }
            }
            self.seen.insert(key, (row.number, command));
            self.tally.doubts(&row, &doubts);
        }
        Ok(planned)
    }

    /// Plans and records chunk after chunk: while one is sealed and written, the next is planned.
    fn record<'l>(
        &mut self,
        layout: &Layout,
        chunks: impl Iterator<Item = &'l [Line]>,
    ) -> Result<(), ImportError> {
        let registry = self.registry;
        let again = std::thread::scope(|scope| {
            let (to_log, waiting) = mpsc::sync_channel::<Vec<Planned>>(PLANNED_AHEAD);
            let (answer, answers) = mpsc::channel::<Answered>();
            // Both ends go when the import ends or fails.
            scope.spawn(move || {
                append(registry, waiting.into_iter().flatten(), |answered| {
                    answer.send(answered).is_ok()
                });
            });
            let mut again = Vec::new();
            for chunk in chunks {
                let planned = self.plan(layout, chunk)?;
                if to_log.send(planned).is_err() {
                    break;
                }
                for answered in answers.try_iter() {
                    self.settle(answered, &mut again)?;
                }
            }
            drop(to_log);
            for answered in answers {
                self.settle(answered, &mut again)?;
            }
            Ok::<_, ImportError>(again)
        })?;
        self.record_again(again)
    }

    /// Counts what became of a command; rows whose placement changed meanwhile are kept to be judged again.
    fn settle(&mut self, (row, kind, result): Answered, again: &mut Vec<Row>) -> Result<(), ImportError> {
        match result {
            Ok(receipt) if receipt.repeated => self.tally.was_unchanged(kind),
            Ok(_) => {}
            Err(AppendError::Conflict { .. }) => {
                self.tally.take_back(kind);
                again.push(row);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn record_again(&mut self, mut again: Vec<Row>) -> Result<(), ImportError> {
        for _ in 1..ATTEMPTS {
            if again.is_empty() {
                return Ok(());
            }
            let planned = self.plan_again(std::mem::take(&mut again))?;
            let mut answers = Vec::with_capacity(planned.len());
            append(self.registry, planned.into_iter(), |answered| {
                answers.push(answered);
                true
            });
            for answered in answers {
                self.settle(answered, &mut again)?;
            }
        }
        for row in again {
            let note = Note {
                column: None,
                trouble: Trouble::Busy,
            };
            self.tally.rejected_row(&row, &note, None);
        }
        Ok(())
    }

    fn plan_again(&mut self, rows: Vec<Row>) -> Result<Vec<Planned>, ImportError> {
        let mut planned = Vec::new();
        if rows.is_empty() {
            return Ok(planned);
        }
        let views = self.registry.views();
        self.earlier.follow(&views);
        for row in rows {
            let mut doubts = Vec::new();
            match self.planner.plan(&views, &mut self.earlier, &row, &mut doubts)? {
                Verdict::Unchanged => self.tally.unchanged(&row),
                Verdict::Rejected(note, case) => self.tally.rejected_row(&row, &note, case),
                Verdict::Record(kind, commit) => {
                    self.tally.recorded(&row, kind);
                    planned.push(Planned { row, kind, commit });
                }
            }
        }
        Ok(planned)
    }
}

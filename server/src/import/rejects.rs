//! The rows with problems as a file of their own, ready to be mended and sent again.

use std::collections::BTreeMap;

use hanhtrinh_api::Lang;
use hanhtrinh_domain::code::Code;

use super::columns::{Layout, PROBLEM_HEADING};
use super::communes::Communes;
use super::earlier::Earlier;
use super::plan::{Planner, Verdict};
use super::row::{self, Note, Reading};
use super::sheet::Line;
use super::{ImportError, List, Trouble, person};
use crate::app::{Recorder, Registry};

/// A CSV (UTF-8 with a byte order mark, for spreadsheets) of the rows that have problems now: their cells as they stood,
/// and a last column that says what is wrong. That column is not read when the file comes back.
pub fn rejects(registry: &Registry, by: &Recorder, bytes: &[u8], lang: Lang) -> Result<Vec<u8>, ImportError> {
    let list = List::read(bytes)?;
    let problems = judge(registry, by, &list)?;
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let places: Vec<usize> = (0..list.layout.headings.len())
        .filter(|place| list.layout.problems != Some(*place))
        .collect();
    let headings = places.iter().map(|place| asleep(&list.layout.headings[*place]));
    out.write_record(headings.chain([PROBLEM_HEADING.to_owned()]))
        .map_err(ImportError::Write)?;
    for line in list.rows() {
        let Some(notes) = problems.get(&line.number) else {
            continue;
        };
        let cells = places.iter().map(|place| {
            line.cells
                .get(*place)
                .map(|cell| asleep(&cell.to_text()))
                .unwrap_or_default()
        });
        let texts: Vec<String> = notes
            .iter()
            .map(|note| note.trouble.detail(note.column, lang))
            .collect();
        out.write_record(cells.chain([asleep(&texts.join(" "))]))
            .map_err(ImportError::Write)?;
    }
    out.into_inner()
        .map_err(|error| ImportError::Write(error.into_error().into()))
}

/// A spreadsheet must not run what stands in a cell.
fn asleep(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The problems of each row, as a dry run would find them.
fn judge(registry: &Registry, by: &Recorder, list: &List) -> Result<BTreeMap<u64, Vec<Note>>, ImportError> {
    let views = registry.views();
    let planner = Planner {
        registry,
        by,
        today: registry.today(),
    };
    let has_enterprise = |code: &Code| views.enterprise(code).is_some();
    let mut reading = Reading {
        packs: views.packs(),
        communes: &mut Communes::new(&views.packs().units, registry.info().province),
        today: planner.today,
        own: by.enterprise(),
        has_enterprise: &has_enterprise,
    };
    let mut earlier = Earlier::default();
    earlier.follow(&views);
    let mut seen = std::collections::HashMap::new();
    let mut problems = BTreeMap::new();
    let mut judge_line = |layout: &Layout, line: &Line| -> Result<Vec<Note>, ImportError> {
        let (row, mut doubts) = match row::read(&mut reading, layout, line) {
            Ok(read) => read,
            Err(notes) => return Ok(notes),
        };
        let key = (person::file_key(&row), row.on);
        if let Some((number, said)) = seen.get(&key) {
            let same = *said == row.command();
            let note = Note {
                column: None,
                trouble: Trouble::EarlierRow(*number),
            };
            return Ok(if same { Vec::new() } else { vec![note] });
        }
        if let Verdict::Rejected(note, _) = planner.plan(&views, &mut earlier, &row, &mut doubts)? {
            return Ok(vec![note]);
        }
        seen.insert(key, (row.number, row.command()));
        Ok(Vec::new())
    };
    for line in list.rows() {
        let notes = judge_line(&list.layout, line)?;
        if !notes.is_empty() {
            problems.insert(line.number, notes);
        }
    }
    Ok(problems)
}

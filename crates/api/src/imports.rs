//! Departures from a list.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `POST /imports/departures?dry_run=`: the file is the body (`text/csv` or the XLSX type, or
/// `application/octet-stream`; the content decides). `POST /imports/departures/rejects` with the same file answers a CSV of
/// the rows with problems, ready to be mended and sent again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportReport {
    /// SHA-256 of the file, hex.
    pub file: String,
    /// Whether nothing was recorded.
    pub dry_run: bool,
    /// Data rows read (without headings and empty rows).
    pub rows: u64,
    /// Rows that are, or would be, recorded as new departures.
    pub recorded: u64,
    /// Of these, rows that create the person.
    pub new_people: u64,
    /// Of these, rows recorded in a case that was open.
    pub in_open_case: u64,
    /// Rows that were recorded before, word for word: nothing changes.
    pub unchanged: u64,
    /// Rows with problems; nothing of them is recorded.
    pub rejected: u64,
    /// The problems, in file order; at most 1,000 are listed.
    pub problems: Vec<RowProblem>,
    /// Doubts that do not stop a row, in file order; at most 1,000 are listed.
    pub warnings: Vec<RowProblem>,
    /// Columns found, by their standard names.
    pub columns: Vec<String>,
    /// Columns that were not understood, as they stand in the file.
    pub ignored_columns: Vec<String>,
    /// First rows as understood, for the eye.
    pub sample: Vec<SampleRow>,
    /// Size of the log after the import.
    pub position: u64,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowProblem {
    /// Row in the file, counted from 1 as a spreadsheet shows it.
    pub row: u64,
    /// Standard name of the column, if one is to blame.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do, in the language asked for.
    pub detail: String,
    /// The placement whose departure says otherwise, where a correction is the remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<Uuid>,
}

/// A row as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleRow {
    /// Row in the file.
    pub row: u64,
    /// Full name.
    pub full_name: String,
    /// Day of departure.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    #[serde(default, deserialize_with = "hanhtrinh_domain::date::read_day_option")]
    pub departed_on: Option<Date>,
    /// Market code.
    pub market: Option<String>,
    /// What becomes of it: `new_person`, `open_case`, `new_case`, `unchanged`, `problem`.
    pub outcome: String,
}

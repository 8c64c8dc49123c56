//! What travels over HTTP under `/api/v1`: requests, responses and problem codes, shared by the server and the interface.
//!
//! Requests carry what people typed as text; the server parses it into domain types and names every bad field at once.
//! Responses carry domain types.

pub mod admin;
pub mod care;
pub mod cases;
pub mod common;
pub mod dealings;
pub mod duplicates;
pub mod history;
pub mod imports;
pub mod people;
pub mod problem;
pub mod publications;
pub mod reports;
pub mod session;
pub mod units;
pub mod words;
pub mod words_care;
pub mod work;

pub use common::{Due, Lang, PersonRef, Receipt, Shown, StreamVersion};
pub use problem::{FieldProblem, Problem, ProblemCode};

//! What pages are made of.

mod badge;
mod button;
mod charts;
mod checkfield;
mod chip;
pub mod combobox;
mod dialog;
mod errors;
mod field;
mod form;
mod frame;
pub mod history;
mod page;
mod ribbon;
mod shown;
mod state;
mod toast;
mod virtual_table;

pub use badge::{Tone, badge, flag_badge, state_badge};
pub use button::{Button, ButtonKind, LinkButton};
pub use charts::{Bullet, MonthBar, MonthBars, ShareBar, ShareBars};
pub use checkfield::{CheckField, CheckGroup};
pub use chip::{Chip, RemovableChip};
pub use combobox::Combobox;
pub use dialog::{Dialog, open_for};
pub use errors::{ErrorSummary, Errors};
pub use field::{Choice, DateField, SelectField, TextArea, TextField};
pub use form::FormFrame;
pub use frame::{ProblemPanel, empty_state, load_view, problem_of, skeleton_page, skeleton_rows};
pub use history::HistoryList;
pub use page::{PageHead, crumbs};
pub use ribbon::{Place, Ribbon, RibbonStep};
pub use shown::{name_text, person_name, shown, shown_text};
pub use state::{event_value, live, query_value, typing, with_query};
pub use toast::{Toasts, toast, toast_problem};
pub use virtual_table::{Column, VirtualTable};

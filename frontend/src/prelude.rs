//! What every page uses.

pub use std::sync::Arc;

pub use leptos::prelude::*;
pub use leptos::task::spawn_local;

pub use hanhtrinh_api::{Lang, Receipt, Shown};

pub use crate::client::command::Command;
pub use crate::client::load::{Load, load};
pub use crate::client::session::{me, session, today};
pub use crate::client::{Failure, query_string};
pub use crate::components::Errors;
pub use crate::components::*;
pub use crate::i18n::{C, lang, said, t};
pub(crate) use crate::{format, names};

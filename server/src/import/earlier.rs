//! What a list remembers from one row to the next.

use std::collections::HashSet;

use hanhtrinh_views::Views;
use uuid::Uuid;

use super::person::{Fresh, Namesakes};

/// What earlier rows of the file have done.
#[derive(Debug, Default)]
pub struct Earlier {
    pub(super) namesakes: Namesakes,
    pub(super) fresh: Fresh,
    pub(super) used_cases: HashSet<Uuid>,
}

impl Earlier {
    /// Follows what became known since the last rows were planned.
    pub fn follow(&mut self, views: &Views) {
        self.namesakes.follow(views);
    }

    /// Forgets the rows of one list before the next.
    pub fn next_list(&mut self) {
        self.fresh = Fresh::default();
        self.used_cases.clear();
    }
}

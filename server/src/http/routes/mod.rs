//! The routes of `/api/v1`, one file per area.

pub mod care;
pub mod cases;
pub mod catalogue;
pub mod dealings;
pub mod difference;
pub mod duplicates;
pub mod enterprises;
pub mod events;
pub mod forgetting;
pub mod imports;
pub mod log;
pub mod people;
pub mod plans;
pub mod publications;
pub mod reports;
pub mod session;
pub mod tally;
pub mod units;
pub mod users;
pub mod work;

use super::extract::Signed;
use super::state::Shared;
use crate::present::Eyes;
use hanhtrinh_views::Views;

impl Signed {
    /// The reader's eyes on the views.
    pub fn eyes<'a>(&self, app: &'a Shared, views: &'a Views) -> Eyes<'a> {
        Eyes {
            registry: &app.registry,
            views,
            accounts: &app.accounts,
            reader: self.caller.reader(),
            lang: self.lang,
        }
    }
}

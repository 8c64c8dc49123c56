//! The moment an answer is about: what was known at a size of the log, looked at on a day.

use hanhtrinh_views::Views;
use jiff::civil::Date;

/// What was known, and on which day it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Size of the log: leaves before it are known.
    pub position: u64,
    /// The day the answer is about.
    pub day: Date,
    /// Whether it is everything known, today.
    pub is_now: bool,
}

/// Why there is no such moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MomentError {
    /// Nobody knows yet what will be known then.
    #[error("the day lies in the future")]
    Future,
    /// The log has not got that far.
    #[error("the position is beyond the log")]
    Beyond,
}

impl Moment {
    /// Everything known, today.
    pub fn now(views: &Views, today: Date) -> Self {
        Self {
            position: views.size(),
            day: today,
            is_now: true,
        }
    }

    /// A day asked for means what was known by its end; a position is exact and means the day it was reached.
    pub fn asked(
        views: &Views,
        today: Date,
        as_of: Option<Date>,
        position: Option<u64>,
    ) -> Result<Self, MomentError> {
        if as_of.is_some_and(|day| day > today) {
            return Err(MomentError::Future);
        }
        if position.is_some_and(|position| position > views.size()) {
            return Err(MomentError::Beyond);
        }
        let moment = match (as_of, position) {
            (None, None) => Self::now(views, today),
            (Some(day), None) => {
                let position = views.position_as_of(day);
                Self {
                    position,
                    day,
                    is_now: day == today,
                }
            }
            (day, Some(position)) => {
                let reached = if position == views.size() {
                    Some(today)
                } else {
                    position.checked_sub(1).and_then(|last| views.day_of(last))
                };
                let day = day.or(reached).unwrap_or(today);
                Self {
                    position,
                    day,
                    is_now: position == views.size() && day == today,
                }
            }
        };
        Ok(moment)
    }
}

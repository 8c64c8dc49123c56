//! What turns out to be wrong: departures are corrected, corrected again, annulled and reinstated.

use hanhtrinh_domain::case::CaseEvent;
use hanhtrinh_domain::code::{Code, Market};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::{Amend, AmendKind, Effective, Recorded};
use hanhtrinh_log::Commit;
use hanhtrinh_views::Views;
use jiff::civil::Date;
use uuid::Uuid;

use super::DemoError;
use super::desk::{Fact, Who};
use super::province::{Province, Task, days};

/// What is amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amendment {
    /// The market was another one; later it turns out that it had been right.
    Market(&'static str),
    /// The day was another one.
    Day(i64),
    /// The sector was another one.
    Sector(&'static str),
    /// The departure did not take place; now and then that turns out to be wrong.
    Annul,
    /// The row was a mistake from the beginning.
    Strike,
    /// It did after all.
    Reinstate,
}

impl Province<'_> {
    /// Amends the departure or the contract of a case; nothing where there is nothing left to amend.
    pub fn amend(
        &mut self,
        views: &Views,
        day: Date,
        case: Uuid,
        amendment: Amendment,
    ) -> Result<Option<Commit>, DemoError> {
        let row = views.case(case).ok_or(DemoError::Lost)?;
        let facts = row.facts_at(u64::MAX);
        let wanted = |event: &CaseEvent| match amendment {
            Amendment::Sector(_) => matches!(event, CaseEvent::EmploymentContractRecorded(_)),
            _ => matches!(event, CaseEvent::DepartureRecorded(_)),
        };
        let events = row.events();
        let Some(original) = events
            .iter()
            .find(|recorded| recorded.amends.is_none() && wanted(&recorded.event))
        else {
            return Ok(None);
        };
        let holds = facts.iter().find(|fact| fact.id == original.id);
        let Some((on, event, kind)) = self.content(original, holds, day, amendment)? else {
            return Ok(None);
        };
        // Now and then a correction is corrected, and an annulment turns out to be wrong.
        let again = days(day, self.rng.between(14, 60))?;
        match amendment {
            Amendment::Market(_) if self.rng.chance(250) => {
                let market = *self.rng.pick(&["TW", "JP", "KR"]);
                self.later(again, Task::Amend(case, Amendment::Market(market)));
            }
            Amendment::Annul if self.rng.chance(200) => {
                self.later(again, Task::Amend(case, Amendment::Reinstate));
            }
            _ => {}
        }
        let amends = Some(Amend {
            event: original.id,
            kind,
        });
        let fact = Fact {
            on,
            event,
            number: String::new(),
            amends,
        };
        self.desk.facts(views, Who::Province, case, &[fact]).map(Some)
    }

    /// The new content, or nothing where it would say what is said already.
    fn content(
        &self,
        original: &Recorded<CaseEvent>,
        holds: Option<&Effective<CaseEvent>>,
        today: Date,
        amendment: Amendment,
    ) -> Result<Option<(PartialDate, CaseEvent, AmendKind)>, DemoError> {
        let Some(holds) = holds else {
            let again = (original.on, original.event.clone(), AmendKind::Reinstate);
            return Ok((amendment == Amendment::Reinstate).then_some(again));
        };
        let (mut on, mut event) = (holds.on, holds.event.clone());
        match (&mut event, amendment) {
            (_, Amendment::Annul | Amendment::Strike) => return Ok(Some((on, event, AmendKind::Annul))),
            (CaseEvent::DepartureRecorded(departure), Amendment::Market(market)) => {
                departure.market = Market::parse(market).map_err(DemoError::invented)?;
            }
            (CaseEvent::DepartureRecorded(_), Amendment::Day(shift)) => {
                on = PartialDate::Day(days(on.last(), shift)?.min(today));
            }
            (CaseEvent::EmploymentContractRecorded(contract), Amendment::Sector(sector)) => {
                contract.sector = Code::parse(sector).map_err(DemoError::invented)?;
            }
            _ => return Ok(None),
        }
        let changed = on != holds.on || event != holds.event;
        Ok(changed.then_some((on, event, AmendKind::Correct)))
    }
}

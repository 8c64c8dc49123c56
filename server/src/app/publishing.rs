//! Publishing figures: frozen with position, rules and hash, and computed again for whoever asks.

use hanhtrinh_api::Receipt;
use hanhtrinh_api::publications::Publish;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::event::StreamEvent;
use hanhtrinh_domain::indicator::By;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::published::ReportEvent;
use hanhtrinh_record::StreamId;
use hanhtrinh_views::{PublishError, Publishable, ReportError, ReportQuery, StockQuery, Views};

use super::caller::Provincial;
use super::commit::{NewEvent, Plan, read_version};
use super::error::{AppError, Ruled};
use super::fields::{Fields, read_day};
use super::{Command, Registry};

impl Registry {
    /// Publishes a figure as it is known by the end of a day.
    pub async fn publish(
        &self,
        by: &Provincial,
        command: Command,
        request: &Publish,
    ) -> Result<Receipt, AppError> {
        let (id, today) = (self.new_id(), self.today());
        self.execute(&by.caller, &command, |views| {
            let mut fields = Fields::new(command.lang, today);
            let wish = self.publishable(views, &mut fields, request);
            fields.finish()?;
            let report = views.publish(&wish.ok_or(AppError::NotFound)?).map_err(ruled)?;
            let stream = StreamId::new(ReportEvent::STREAM, "published");
            let version = views.publications().len() as u64;
            let new = NewEvent::<ReportEvent>::new(id, stream.clone(), PartialDate::Day(today), report);
            Ok(Plan {
                subject: Some(id),
                records: vec![new.draft(&by.caller)?],
                reads: vec![read_version(views, stream, version)],
                ..Plan::default()
            })
        })
        .await
    }

    fn publishable(&self, views: &Views, fields: &mut Fields, request: &Publish) -> Option<Publishable> {
        let today = self.today();
        let province = self.info().province.code.to_string();
        let unit_text = match request.unit.trim() {
            "" => province,
            text => text.to_owned(),
        };
        let unit = views.units().query(&unit_text, today);
        if let Err(error) = &unit {
            let words = error.words();
            fields.problem("unit", "unit.unknown", &words.vi, &words.en);
        }
        let as_of = fields
            .day_or_today("as_of", &request.as_of)
            .and_then(PartialDate::day);
        if as_of.is_some_and(|day| day > today) {
            fields.problem(
                "as_of",
                "date.future",
                "Ngày này chưa đến.",
                "This day is yet to come.",
            );
        }
        let by = match request.by.trim() {
            "" => None,
            _ => fields.list("by", &request.by, By::parse),
        };
        let is_stock = fields.list("indicator", &request.indicator, |text| match text {
            "departures" => Some(false),
            "stock" => Some(true),
            _ => None,
        })?;
        let (unit, as_of) = (unit.ok()?, as_of?);
        let position = views.position_as_of(as_of);
        Some(if is_stock {
            let Some(on) = read_day(&request.period) else {
                fields.unknown("period");
                return None;
            };
            Publishable::Stock(StockQuery {
                unit_text,
                unit,
                on,
                as_of,
                position,
                by,
                scope_enterprise: None,
            })
        } else {
            let Ok(period) = Period::parse(&request.period) else {
                fields.unknown("period");
                return None;
            };
            Publishable::Departures(ReportQuery {
                unit_text,
                unit,
                period,
                as_of,
                position,
                by,
                scope_enterprise: None,
            })
        })
    }
}

fn ruled(error: PublishError) -> Ruled {
    match error {
        PublishError::Refused(refusal) => Ruled::new("period", "publish.refused", refusal.words()),
        PublishError::Report(error) => {
            let field = match error {
                ReportError::NotHeldBefore(_) => "as_of",
                _ => "unit",
            };
            Ruled::new(field, "publish.no_answer", error.words())
        }
    }
}

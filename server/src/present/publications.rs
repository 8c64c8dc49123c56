//! Published figures beside what they are computed to be now.

use hanhtrinh_api::publications::{Publication, Publications};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::published::PublishedKind;
use hanhtrinh_views::Views;

/// Every published figure, computed again.
pub fn publications(views: &Views) -> Publications {
    let published = views.published();
    let all_same = published.iter().all(|published| published.same);
    let reports = published.into_iter().map(|published| Publication {
        event: published.event,
        published_at: published.position,
        indicator: match published.report.indicator {
            PublishedKind::Departures => "departures",
            PublishedKind::Stock => "stock",
        }
        .to_owned(),
        unit: published.report.unit.to_string(),
        first: PartialDate::Day(published.report.first),
        last: PartialDate::Day(published.report.last),
        by: published.report.by.map(|by| by.to_string()),
        as_of: published.report.as_of,
        position: published.report.position,
        value: published.report.value,
        computed: published.value,
        same: published.same,
        same_rules: published.same_rules,
        hash: published.report.hash.to_string(),
    });
    Publications {
        reports: reports.collect(),
        all_same,
        position: views.size(),
    }
}

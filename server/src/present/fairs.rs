//! Fairs, advice, interviews and classes as pages show them.

use hanhtrinh_api::care::{
    DestinationFigure, ExhibitorView, FairBrief, FairView, Fairs, Figure, Occasion, Occasions,
};
use hanhtrinh_domain::advice::AdviceEvent;
use hanhtrinh_domain::care::{self, CareEvent, CareKind};
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::fair::{self, Destination, Exhibitor, Fair, FairEvent};
use hanhtrinh_domain::interview::InterviewEvent;
use hanhtrinh_domain::period::Period;
use hanhtrinh_domain::precision::{Precision, Sum};
use hanhtrinh_domain::review_class::ReviewClassEvent;
use hanhtrinh_domain::unit::UnitRef;
use hanhtrinh_domain::units::Place;
use hanhtrinh_views::CareRow;
use uuid::Uuid;

use super::{Eyes, Moment, history};
use crate::app::{AppError, care_stream};

/// Fairs known at a moment, latest first.
pub fn fairs(eyes: &Eyes<'_>, unit: Option<UnitRef>, period: Option<Period>, moment: Moment) -> Fairs {
    let units = &eyes.views.packs().units;
    let mut list: Vec<FairBrief> = Vec::new();
    for row in eyes.views.care_of_kind(CareKind::Fair) {
        let Some(fair) = folded(row, moment.position) else {
            continue;
        };
        let at = |asked| {
            fair.unit
                .is_some_and(|unit| units.place(unit, asked) == Place::Inside)
        };
        let day = fair.held.or(fair.planned.map(PartialDate::Day));
        let within = |period: Period| day.is_some_and(|day| period.overlaps(day));
        if unit.is_none_or(at) && period.is_none_or(within) {
            list.push(brief(eyes, row.id, &fair));
        }
    }
    list.sort_by_key(|fair| std::cmp::Reverse((fair.held.or(fair.planned.map(PartialDate::Day)), fair.id)));
    Fairs {
        fairs: list,
        position: moment.position,
    }
}

/// One fair as of a moment; nothing where it was not known then.
pub fn fair(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Result<Option<FairView>, AppError> {
    let Some(row) = eyes.views.care(CareKind::Fair, id) else {
        return Ok(None);
    };
    let Some(fair) = folded(row, moment.position) else {
        return Ok(None);
    };
    let history = history::of_stream(eyes, &care_stream(CareKind::Fair, id), moment.position)?;
    let abroad = fair.matched.iter().filter(|(_, to)| *to == Destination::Abroad);
    let departed = abroad.filter(|(worker, _)| {
        let day = fair.held.map(PartialDate::last);
        day.is_some_and(|day| eyes.views.departed_after(*worker, day, moment.position))
    });
    Ok(Some(FairView {
        fair: brief(eyes, id, &fair),
        by_destination: fair
            .matches
            .iter()
            .map(|(to, of)| DestinationFigure {
                destination: to.map_or("-", Destination::as_str).to_owned(),
                figure: figure(of),
            })
            .collect(),
        advised: figure(&fair.advised),
        list: fair.exhibitors.iter().map(|one| exhibitor(eyes, one)).collect(),
        matched: count(fair.matched.len()),
        departed: count(departed.count()),
        version: history.len() as u64,
        history,
        position: moment.position,
    }))
}

/// Advice, interviews or classes known at a moment, latest first; nothing for other kinds.
pub fn occasions(eyes: &Eyes<'_>, kind: CareKind, moment: Moment) -> Result<Option<Occasions>, AppError> {
    if !matches!(
        kind,
        CareKind::Advice | CareKind::Interview | CareKind::ReviewClass
    ) {
        return Ok(None);
    }
    let mut list = Vec::new();
    for row in eyes.views.care_of_kind(kind) {
        for fact in row.facts_at(moment.position) {
            let mut occasion = match &fact.event {
                CareEvent::Advice(AdviceEvent::AdviceDelivered(event)) => Occasion {
                    about: event.topic.as_str().to_owned(),
                    people: event.people.into(),
                    precision: event.precision,
                    ..blank(row.id, fact.id, fact.on, event.unit)
                },
                CareEvent::Interview(InterviewEvent::InterviewHeld(event)) => Occasion {
                    about: event
                        .programme
                        .map_or_else(|| event.market.to_string(), |code| code.to_string()),
                    people: event.seen.into(),
                    selected: Some(event.selected),
                    doubtful: event.selected > event.seen,
                    ..blank(row.id, fact.id, fact.on, event.unit)
                },
                CareEvent::ReviewClass(ReviewClassEvent::ReviewClassHeld(event)) => Occasion {
                    about: event.language.to_string(),
                    people: event.people.into(),
                    precision: event.precision,
                    ..blank(row.id, fact.id, fact.on, event.unit)
                },
                _ => continue,
            };
            occasion.unit_name = eyes.unit_name(occasion.unit);
            list.push(occasion);
        }
    }
    list.sort_by_key(|occasion| std::cmp::Reverse((occasion.on, occasion.event)));
    Ok(Some(Occasions {
        list,
        position: moment.position,
    }))
}

fn blank(id: Uuid, event: Uuid, on: PartialDate, unit: UnitRef) -> Occasion {
    Occasion {
        id,
        event,
        on,
        unit,
        unit_name: None,
        about: String::new(),
        people: 0,
        precision: Precision::Exact,
        selected: None,
        doubtful: false,
    }
}

fn folded(row: &CareRow, position: u64) -> Option<Fair> {
    let facts = care::of::<FairEvent>(&row.facts_at(position));
    (!facts.is_empty()).then(|| Fair::fold(&facts))
}

fn brief(eyes: &Eyes<'_>, id: Uuid, fair: &Fair) -> FairBrief {
    let all = fair.matched_in_all();
    let counted: Sum = fair.matches.values().fold(Sum::default(), |mut sum, figure| {
        sum.add(figure.counted.value, figure.counted.precision);
        sum
    });
    FairBrief {
        id,
        kind: fair.kind.map_or("", fair::FairKind::as_str).to_owned(),
        unit: fair.unit,
        unit_name: fair.unit.and_then(|unit| eyes.unit_name(unit)),
        organiser: fair.organiser.as_ref().map(|name| name.as_str().to_owned()),
        planned: fair.planned,
        held: fair.held,
        exhibitors: figure(&fair.exhibitor_count),
        seekers: figure(&fair.seekers),
        matches: Figure {
            value: all.value,
            precision: all.precision,
            counted: counted.value,
            declared: fair.matches.values().any(|figure| figure.declared.is_some()),
        },
    }
}

fn figure(of: &fair::Figure) -> Figure {
    let value = of.value();
    Figure {
        value: value.value,
        precision: value.precision,
        counted: of.counted.value,
        declared: of.declared.is_some(),
    }
}

fn exhibitor(eyes: &Eyes<'_>, one: &Exhibitor) -> ExhibitorView {
    let known = one
        .enterprise
        .and_then(|code| eyes.views.enterprise(&code)?.enterprise.name.clone());
    let name = one.name.clone().or(known);
    ExhibitorView {
        event: one.event,
        enterprise: one.enterprise.map(|code| code.to_string()),
        name: name.map(|name| name.as_str().to_owned()).unwrap_or_default(),
        seats: one.seats,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

//! Judging a deal by what other streams say.

use jiff::civil::Date;

use super::{Deal, FeeError, Finding, FindingKind, fee_cap};
use crate::case::LegalForm;
use crate::code::Code;
use crate::enterprise::Enterprise;
use crate::order::{Order, OrderState};
use crate::programme::Programme;
use crate::rules::{RuleId, Rules};
use crate::supply::Supply;
use crate::unit::UnitRef;
use crate::units::Units;

/// What other streams say about a deal.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// The enterprise of the deal; `None` if it is not on record.
    pub enterprise: Option<&'a Enterprise>,
    /// The programme; `None` if it is not on record.
    pub programme: Option<&'a Programme>,
    /// The order.
    pub order: Option<OrderPlace<'a>>,
    /// Another order under which the same person is to leave.
    pub other_order: Option<Code>,
    /// Where the person lived on the day of the deal.
    pub residence: Option<UnitRef>,
    /// Age of the person on the day of the deal.
    pub age: Option<u8>,
    /// The rules in force.
    pub rules: &'a Rules,
    /// The units in time.
    pub units: &'a Units,
}

/// The order of a deal and the place the case takes in it.
#[derive(Clone, Copy)]
pub struct OrderPlace<'a> {
    /// The order.
    pub order: &'a Order,
    /// The most people it may have: see [`ceiling`].
    pub ceiling: Option<u32>,
    /// Which place the case takes, from 1, by the day it was taken; `None` if it takes none.
    pub rank: Option<u32>,
}

/// The most people an order may have on a day: what it is for, and not more than the approved preparation and the supply
/// contract it rests on.
pub fn ceiling(
    order: &Order,
    preparation: Option<&Supply>,
    contract: Option<&Supply>,
    day: Date,
) -> Option<u32> {
    let capacity = order.capacity_on(day)?.total();
    let prepared = preparation
        .and_then(|supply| supply.preparation.as_ref())
        .and_then(|preparation| preparation.ceiling_on(order.opened_on?));
    let supplied = contract
        .and_then(|supply| supply.contract.as_ref())
        .map(|contract| contract.headcount);
    Some(
        [prepared, supplied]
            .into_iter()
            .flatten()
            .fold(capacity, u32::min),
    )
}

/// Everything found against a deal, as seen on a day.
pub fn findings(deal: &Deal, world: &World<'_>, day: Date) -> Vec<Finding> {
    let on = deal.day(day);
    let mut found = Vec::new();
    found.extend(licence(deal, world));
    found.extend(recruiter(deal, world, on));
    found.extend(locality(deal, world, on));
    found.extend(age(deal, world, on));
    if let Some((code, named)) = deal.order {
        found.extend(conflict(deal, world, code, named));
        found.extend(over(world, code, day));
    }
    found.extend(fee(deal, world));
    found.extend(occupation(deal, world, on));
    found.extend(visa(deal, world));
    found
}

/// Who sends interns of its own needs no licence; who sends under any other form does.
fn licence(deal: &Deal, world: &World<'_>) -> Option<Finding> {
    let on = deal.signed?;
    if deal.form == Some(LegalForm::SkillsInternship) {
        return None;
    }
    let valid = world.enterprise.is_some_and(|enterprise| {
        enterprise.licence_valid_on(on)
            && deal
                .market
                .is_none_or(|market| enterprise.licence_covers(market, on))
    });
    (!valid).then(|| Finding::new(FindingKind::LicenceInvalid, on, deal.enterprise))
}

fn recruiter(deal: &Deal, world: &World<'_>, on: Date) -> Option<Finding> {
    let allowed = world.programme?.recruiter_allowed(on);
    (deal.enterprise.is_some() && !allowed)
        .then(|| Finding::new(FindingKind::RecruiterNotAllowed, on, deal.programme))
}

fn locality(deal: &Deal, world: &World<'_>, on: Date) -> Option<Finding> {
    world
        .programme?
        .suspension_of(world.residence?, on, world.units)?;
    Some(Finding::new(FindingKind::LocalitySuspended, on, deal.programme))
}

/// The ages are dated rules that the programme names.
fn age(deal: &Deal, world: &World<'_>, on: Date) -> Vec<Finding> {
    let Some((terms, age)) = world
        .programme
        .and_then(|programme| programme.terms_on(on))
        .zip(world.age)
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for rule in &terms.eligibility {
        let (least, most) = match rule {
            RuleId::EpsMinAge | RuleId::ImJapanMinAge | RuleId::WorkerMinAge => (true, false),
            RuleId::EpsMaxAge | RuleId::ImJapanMaxAge => (false, true),
            _ => continue,
        };
        match world.rules.at(*rule, on) {
            Ok(version) => {
                let limit = version
                    .integer()
                    .and_then(|limit| u8::try_from(limit).ok())
                    .unwrap_or(0);
                if (least && age < limit) || (most && age > limit) {
                    found.push(
                        Finding::new(FindingKind::AgeOutsideProgramme, on, deal.programme)
                            .figures(limit.into(), age.into())
                            .rule(version.label()),
                    );
                }
            }
            Err(missing) => found.push(Finding {
                missing: Some(missing),
                ..Finding::new(FindingKind::NotJudged, on, deal.programme)
            }),
        }
    }
    found
}

/// Not on record, of somebody else, for somewhere else, not open when it was named, or one of two.
fn conflict(deal: &Deal, world: &World<'_>, code: Code, named: Date) -> Option<Finding> {
    let fits = world.order.is_some_and(|place| {
        let Some(opened) = &place.order.opened else {
            return false;
        };
        let same_programme = match (opened.programme, deal.programme) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        deal.enterprise
            .is_none_or(|enterprise| enterprise == opened.enterprise)
            && deal.market.is_none_or(|market| market == opened.market)
            && same_programme
            && place.order.state_on(named) == Some(OrderState::Open)
    });
    let second = world.other_order.is_some_and(|other| other != code);
    (!fits || second).then(|| Finding::new(FindingKind::OrderConflict, named, Some(code)))
}

/// Those who came when all places were taken are over the ceiling, not those before them.
fn over(world: &World<'_>, code: Code, day: Date) -> Option<Finding> {
    let place = world.order?;
    let (ceiling, rank) = (place.ceiling?, place.rank?);
    (rank > ceiling).then(|| {
        Finding::new(FindingKind::OrderOverCeiling, day, Some(code)).figures(ceiling.into(), rank.into())
    })
}

fn fee(deal: &Deal, world: &World<'_>) -> Option<Finding> {
    let on = deal.signed?;
    let fee = deal.fee.filter(|fee| *fee > 0)?;
    if world
        .programme
        .is_some_and(|programme| programme.is_non_profit(on))
    {
        return Some(Finding::new(FindingKind::FeeOverCap, on, deal.programme).figures(0, fee));
    }
    let wage = world.order.and_then(|place| place.order.opened.as_ref()?.wage);
    let deal = Deal {
        wage: deal.wage.or(wage),
        ..*deal
    };
    match fee_cap(&deal, on, world.rules) {
        Ok(cap) if fee > cap.amount => Some(
            Finding::new(FindingKind::FeeOverCap, on, deal.enterprise)
                .figures(cap.amount, fee)
                .rule(cap.rule),
        ),
        Ok(_) | Err(FeeError::NotKnown) => None,
        Err(FeeError::Currency) => Some(Finding::new(FindingKind::NotJudged, on, deal.enterprise)),
        Err(FeeError::Rule(missing)) => Some(Finding {
            missing: Some(missing),
            ..Finding::new(FindingKind::NotJudged, on, deal.enterprise)
        }),
    }
}

fn occupation(deal: &Deal, world: &World<'_>, on: Date) -> Option<Finding> {
    let occupation = deal.occupation?;
    let ordered = world
        .order
        .and_then(|place| place.order.opened.as_ref()?.occupation);
    if let (Some(ordered), Some((code, _))) = (ordered, deal.order)
        && ordered != occupation
    {
        return Some(Finding::new(FindingKind::OccupationMismatch, on, Some(code)));
    }
    let terms = world.programme?.terms_on(on)?;
    (!terms.occupations.is_empty() && !terms.occupations.contains(&occupation))
        .then(|| Finding::new(FindingKind::OccupationMismatch, on, deal.programme))
}

fn visa(deal: &Deal, world: &World<'_>) -> Option<Finding> {
    let (class, on) = deal.visa?;
    let ordered = world
        .order
        .and_then(|place| place.order.opened.as_ref()?.visa_class);
    if let (Some(ordered), Some((code, _))) = (ordered, deal.order)
        && ordered != class
    {
        return Some(Finding::new(FindingKind::VisaMismatch, on, Some(code)));
    }
    let terms = world.programme?.terms_on(on)?;
    (!terms.visa_classes.is_empty() && !terms.visa_classes.contains(&class))
        .then(|| Finding::new(FindingKind::VisaMismatch, on, deal.programme))
}

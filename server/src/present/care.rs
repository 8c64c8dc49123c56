//! What offices did for a person beside the placement, and breaches with their clocks.

use hanhtrinh_api::Due;
use hanhtrinh_api::care::{
    BreachView, Breaches, ClaimView, ConsentView, CredentialView, GroupView, LoanView, PersonCare,
    PlacementView, ReintegrationView, RequestView, SupportView,
};
use hanhtrinh_api::session::Named;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::breach::{Breach, BreachEvent};
use hanhtrinh_domain::care::{self, CareKind};
use hanhtrinh_domain::claim::{Claim, ClaimEvent};
use hanhtrinh_domain::household::PolicyGroup;
use hanhtrinh_domain::loan::{Loan, LoanEvent, LoanState};
use hanhtrinh_domain::reintegration::{Reintegration, ReintegrationEvent};
use hanhtrinh_domain::rules::RuleVersion;
use hanhtrinh_domain::support::{Support, SupportEvent};
use hanhtrinh_domain::worker::{self, Request, Standing};
use hanhtrinh_views::CareRow;
use jiff::civil::Date;
use uuid::Uuid;

use super::{Eyes, Moment};
use crate::app::AppError;

impl Eyes<'_> {
    /// Whether the reader is told a group: ethnic origin only who decides on support.
    pub(super) fn may_see_group(&self, group: Option<PolicyGroup>) -> bool {
        let decides = matches!(
            self.reader.role,
            Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer
        );
        decides || group.is_some_and(|group| !group.is_sensitive())
    }

    fn group(&self, group: Option<PolicyGroup>) -> Option<String> {
        group
            .filter(|group| self.may_see_group(Some(*group)))
            .map(|group| group.as_str().to_owned())
    }

    fn due(&self, on: Date, today: Date) -> Due {
        let calendar = &self.views.packs().calendar;
        Due {
            on,
            days_left: calendar.working_days_until(today, on).ok(),
        }
    }
}

/// What offices did for a person, as of a moment; nothing where the reader does not see the person.
pub fn person_care(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Result<Option<PersonCare>, AppError> {
    let views = eyes.views;
    if !eyes.reader.sees_worker(views, id) {
        return Ok(None);
    }
    let (Some(row), Some(_)) = (views.worker(id), views.worker_at(id, moment.position)) else {
        return Ok(None);
    };
    let standing = Standing::fold(&row.facts_at(moment.position));
    let mut care = PersonCare {
        groups: groups(eyes, id, moment),
        support: Vec::new(),
        loans: Vec::new(),
        claims: Vec::new(),
        reintegration: Vec::new(),
        qualifications: Vec::new(),
        languages: Vec::new(),
        consents: Vec::new(),
        requests: Vec::new(),
        position: moment.position,
    };
    learnt(&mut care, &standing);
    care.requests = standing
        .requests
        .iter()
        .rev()
        .map(|request| request_view(eyes, request, moment))
        .collect();
    for stream in views.care_of(id) {
        let position = moment.position;
        match stream.kind {
            CareKind::Support => care.support.extend(support(eyes, stream, id, position)),
            CareKind::Loan => care.loans.extend(loan(eyes, stream, id, moment)),
            CareKind::Claim => care.claims.extend(claim(stream, id, position)),
            CareKind::Reintegration => care.reintegration.extend(reintegration(stream, position)),
            _ => {}
        }
    }
    care.support
        .sort_by_key(|one| std::cmp::Reverse((one.decided, one.id)));
    care.loans
        .sort_by_key(|one| std::cmp::Reverse((one.forwarded, one.id)));
    Ok(Some(care))
}

fn groups(eyes: &Eyes<'_>, id: Uuid, moment: Moment) -> Vec<GroupView> {
    let mut held = eyes.views.groups_at(id, moment.position);
    held.sort_by_key(|held| std::cmp::Reverse((held.from, held.event)));
    let shown = held.iter().map(|held| GroupView {
        event: held.event,
        group: eyes.group(Some(held.group)),
        from: held.from,
        to: held.to,
        holds: held.on(moment.day),
    });
    shown.collect()
}

fn learnt(care: &mut PersonCare, standing: &Standing) {
    care.qualifications = standing
        .qualifications
        .iter()
        .map(|one| CredentialView {
            event: one.event,
            on: one.on,
            code: one.what.level.as_str().to_owned(),
            of: one.what.sector.map(|code| code.to_string()),
            score: None,
        })
        .collect();
    care.languages = standing
        .languages
        .iter()
        .map(|one| CredentialView {
            event: one.event,
            on: one.on,
            code: one.what.exam.as_str().to_owned(),
            of: Some(one.what.level.unwrap_or(one.what.language).to_string()),
            score: one.what.score,
        })
        .collect();
    care.consents = standing
        .consents
        .iter()
        .map(|(purpose, (text, since))| ConsentView {
            purpose: purpose.as_str().to_owned(),
            text: text.to_string(),
            since: *since,
        })
        .collect();
}

fn support(eyes: &Eyes<'_>, row: &CareRow, worker: Uuid, position: u64) -> Option<SupportView> {
    let support = Support::fold(&care::of::<SupportEvent>(&row.facts_at(position)));
    let (decided, on) = support.decided.as_ref()?;
    (decided.worker == worker).then(|| SupportView {
        id: row.id,
        case: decided.case,
        item: decided.item.as_str().to_owned(),
        group: eyes.group(decided.group),
        budget: decided.budget.as_str().to_owned(),
        amount: decided.amount,
        decided: Some(*on),
        paid: support.paid_in_all(),
        paid_on: support.paid.last().map(|(_, _, on)| *on),
        flags: support
            .flags
            .iter()
            .map(|flag| flag.as_str().to_owned())
            .collect(),
    })
}

fn loan(eyes: &Eyes<'_>, row: &CareRow, worker: Uuid, moment: Moment) -> Option<LoanView> {
    let packs = eyes.views.packs();
    let facts = care::of::<LoanEvent>(&row.facts_at(moment.position));
    let loan = Loan::fold(&facts, &packs.rules, &packs.calendar);
    let (asked, forwarded) = loan.asked.filter(|_| loan.worker == Some(worker))?;
    let waits = loan.state == Some(LoanState::Forwarded);
    let due = loan
        .due(&packs.rules, &packs.calendar)
        .ok()
        .flatten()
        .filter(|_| waits);
    Some(LoanView {
        id: row.id,
        case: loan.case,
        state: loan.state.map_or("", LoanState::as_str).to_owned(),
        purpose: loan
            .purpose
            .map(|purpose| purpose.as_str().to_owned())
            .unwrap_or_default(),
        group: eyes.group(loan.group),
        asked,
        forwarded: Some(forwarded),
        paid: loan.paid_in_all(),
        paid_on: loan.paid.last().map(|(_, _, on)| *on),
        outstanding: loan.outstanding,
        due: due.as_ref().map(|(due, _)| eyes.due(due.on, moment.day)),
        rule: due.map(|(_, rule)| named(&rule)),
        flags: loan.flags.iter().map(|flag| flag.as_str().to_owned()).collect(),
    })
}

fn claim(row: &CareRow, worker: Uuid, position: u64) -> Option<ClaimView> {
    let claim = Claim::fold(&care::of::<ClaimEvent>(&row.facts_at(position)));
    let (amount, filed) = claim.filed.filter(|_| claim.worker == Some(worker))?;
    Some(ClaimView {
        id: row.id,
        case: claim.case,
        ground: claim
            .ground
            .map(|ground| ground.as_str().to_owned())
            .unwrap_or_default(),
        amount,
        paid: claim.paid,
        filed: Some(filed),
    })
}

fn reintegration(row: &CareRow, position: u64) -> Option<ReintegrationView> {
    let facts = care::of::<ReintegrationEvent>(&row.facts_at(position));
    if facts.is_empty() {
        return None;
    }
    let now = Reintegration::fold(&facts);
    Some(ReintegrationView {
        case: row.id,
        needs: now.needs.iter().map(|need| need.as_str().to_owned()).collect(),
        referrals: now.referrals,
        placements: now
            .placements
            .iter()
            .map(|(on, to)| PlacementView {
                on: *on,
                destination: to.as_str().to_owned(),
            })
            .collect(),
        startup: now.startup,
        counselled: now.counselled,
        leaves_again: now.leaves_again.and_then(|(_, market)| market),
    })
}

fn request_view(eyes: &Eyes<'_>, request: &Request, moment: Moment) -> RequestView {
    let packs = eyes.views.packs();
    let terms = worker::due(request, &packs.rules, &packs.calendar).ok();
    let terms = terms.filter(|_| request.outcome.is_none());
    RequestView {
        event: request.event,
        kind: request.kind.as_str().to_owned(),
        on: request.on,
        outcome: request.outcome.map(|(outcome, _)| outcome.as_str().to_owned()),
        due: terms.as_ref().map(|terms| eyes.due(terms.reply.on, moment.day)),
        rule: terms.as_ref().map(|terms| named(&terms.reply_rule)),
        done_by: terms.map(|terms| terms.done),
    }
}

/// Breaches with their clocks, latest first.
pub fn breaches(eyes: &Eyes<'_>) -> Breaches {
    let rules = &eyes.views.packs().rules;
    let now = eyes.registry.now();
    let mut list: Vec<(Breach, BreachView)> = Vec::new();
    for row in eyes.views.care_of_kind(CareKind::Breach) {
        let breach = Breach::fold(&care::of::<BreachEvent>(&row.facts_at(u64::MAX)));
        let clock = breach.clock(rules).ok().flatten();
        list.push((
            breach,
            BreachView {
                id: row.id,
                scope: breach
                    .scope
                    .map(|scope| scope.as_str().to_owned())
                    .unwrap_or_default(),
                people: breach.people,
                detected: breach.detected.map(|at| at.to_string()),
                due: clock.as_ref().map(|clock| clock.due.to_string()),
                notified: breach.notified.map(|at| at.to_string()),
                late: breach.is_late(rules, now).unwrap_or(false),
                rule: clock.map(|clock| named(&clock.rule)),
            },
        ));
    }
    list.sort_by_key(|(breach, _)| std::cmp::Reverse(breach.detected));
    Breaches {
        list: list.into_iter().map(|(_, view)| view).collect(),
        position: eyes.views.size(),
    }
}

fn named(rule: &RuleVersion) -> Named {
    Named {
        code: rule.label(),
        vi: rule.reference_vi().to_owned(),
        en: rule.legal_ref.clone(),
    }
}

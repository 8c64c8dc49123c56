//! Orders, dossiers, programmes, figures from outside, rules and findings as the API shows them.

use hanhtrinh_api::dealings::{
    Comparators, FindingView, Findings, LocalityView, OfficeEvent, OrderView, Orders, ProgrammeView,
    Programmes, RuleView, RulesView, Supplies, SupplyView,
};
use hanhtrinh_api::{Lang, words};
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::event::{Recorded, StreamEvent};
use hanhtrinh_domain::order::OrderState;
use hanhtrinh_domain::rules::{RuleEvent, RuleId};
use hanhtrinh_domain::supply::{Answer, clock};
use hanhtrinh_views::{OfficeFinding, OfficeFindingKind, Row, Views};
use jiff::civil::Date;

use super::{Eyes, Moment};
use crate::app::AppError;

/// Orders, of one state or enterprise where asked for; a recruiter's own only. Opened last first.
pub fn orders(eyes: &Eyes<'_>, state: Option<OrderState>, enterprise: Option<Code>) -> Orders {
    let views = eyes.views;
    let today = eyes.registry.today();
    let mut orders: Vec<OrderView> = views
        .orders()
        .filter(|row| {
            let of = row.now.enterprise();
            eyes.enterprise().is_none_or(|own| of == Some(own))
                && enterprise.is_none_or(|asked| of == Some(asked))
        })
        .filter_map(|row| order_view(views, row, views.size(), today))
        .filter(|order| state.is_none_or(|state| order.state == Some(state)))
        .collect();
    orders.sort_by(|a, b| b.opened_on.cmp(&a.opened_on).then_with(|| a.key.cmp(&b.key)));
    Orders {
        orders,
        position: views.size(),
    }
}

/// One order with its cases and events, as of a moment.
pub fn order(eyes: &Eyes<'_>, key: &str, moment: Moment) -> Result<Option<OrderView>, AppError> {
    let Ok(code) = Code::parse(key) else {
        return Ok(None);
    };
    let views = eyes.views;
    let Some(row) = views.recruitment_order(&code) else {
        return Ok(None);
    };
    if eyes
        .enterprise()
        .is_some_and(|own| row.now.enterprise() != Some(own))
    {
        return Ok(None);
    }
    let Some(mut view) = order_view(views, row, moment.position, moment.day) else {
        return Ok(None);
    };
    let sees = |case: &uuid::Uuid| eyes.reader.scope.covers_case(views, *case);
    let cases = views.order_cases(&code).into_iter().map(|(case, _)| case);
    view.cases = cases.filter(sees).collect();
    view.events = events(&row.events, moment.position);
    Ok(Some(view))
}

fn order_view(
    views: &Views,
    row: &Row<hanhtrinh_domain::order::Order>,
    position: u64,
    day: Date,
) -> Option<OrderView> {
    let order = row.at(position)?;
    let used = views.order_use(&Code::parse(&row.key).ok()?, position, day);
    Some(OrderView {
        key: row.key.clone(),
        enterprise_name: order
            .enterprise()
            .map_or_else(String::new, |code| name(views, &code)),
        opened: order.opened.clone(),
        opened_on: order.opened_on,
        state: order.state_on(day),
        capacity: order.capacity_on(day).map_or(0, |headcount| headcount.total()),
        ceiling: used.ceiling,
        selected: used.selected,
        contracted: used.contracted,
        departed: used.departed,
        cases: Vec::new(),
        events: Vec::new(),
        position,
    })
}

fn events<E: StreamEvent>(events: &[Recorded<E>], position: u64) -> Vec<OfficeEvent> {
    let known = events.iter().filter(|event| event.position < position);
    known
        .map(|event| OfficeEvent {
            id: event.id,
            position: event.position,
            kind: event.event.info().name.to_owned(),
            on: event.on,
            facts: serde_json::from_str(&event.event.facts()).unwrap_or_default(),
            amends: event.amends,
        })
        .collect()
}

fn name(views: &Views, code: &Code) -> String {
    let known = views
        .enterprise(code)
        .and_then(|row| row.enterprise.name.as_ref());
    known.map_or_else(|| code.to_string(), ToString::to_string)
}

/// Supply contracts and preparations, a recruiter's own only.
pub fn supplies(eyes: &Eyes<'_>) -> Supplies {
    let views = eyes.views;
    let today = eyes.registry.today();
    let rows = views.supplies().filter(|row| {
        let of = row.now.enterprise();
        eyes.enterprise().is_none_or(|own| of == Some(own))
    });
    let supplies = rows.filter_map(|row| {
        let enterprise = row.now.enterprise()?;
        let mut view = SupplyView {
            key: row.key.clone(),
            kind: "contract".to_owned(),
            enterprise: enterprise.to_string(),
            enterprise_name: name(views, &enterprise),
            market: String::new(),
            headcount: 0,
            answer: String::new(),
            ceiling: None,
            ordered: ordered(views, &row.key, today),
            due_on: None,
            rule: None,
        };
        if let Some(contract) = &row.now.contract {
            view.market = contract.market.to_string();
            view.headcount = contract.headcount;
        }
        if let Some(preparation) = &row.now.preparation {
            "preparation".clone_into(&mut view.kind);
            view.market = preparation.market.to_string();
            view.headcount = preparation.headcount;
            let answer = match preparation.answer {
                Some((_, Answer::Approved { ceiling, .. })) => {
                    view.ceiling = Some(ceiling);
                    "approved"
                }
                Some((_, Answer::Refused { .. })) => "refused",
                None if preparation.complete_since.is_some() => "pending",
                None => "incomplete",
            };
            answer.clone_into(&mut view.answer);
            // Without a rule or calendar there is no due day: a guess would move a legal term.
            if let Ok(Some((due, rule))) = clock(preparation, views.rules(), &views.packs().calendar) {
                view.due_on = Some(due.on);
                view.rule = Some(rule.label());
            }
        }
        Some(view)
    });
    Supplies {
        supplies: supplies.collect(),
        position: views.size(),
    }
}

fn ordered(views: &Views, key: &str, today: Date) -> u32 {
    let draws = |row: &&Row<hanhtrinh_domain::order::Order>| {
        row.now.opened.as_ref().is_some_and(|opened| {
            let names = |of: Option<Code>| of.is_some_and(|of| of.as_str() == key);
            names(opened.preparation) || names(opened.contract)
        })
    };
    let orders = views.orders().filter(draws);
    let places = orders.filter_map(|row| row.now.capacity_on(today));
    places.fold(0, |sum: u32, headcount| sum.saturating_add(headcount.total()))
}

/// Every programme.
pub fn programmes(views: &Views, today: Date) -> Programmes {
    let programmes = views.programmes().map(|row| ProgrammeView {
        key: row.key.clone(),
        terms: row.now.terms_on(today).cloned(),
        intakes: row
            .now
            .intakes
            .values()
            .map(|(_, intake)| intake.clone())
            .collect(),
        sessions: row.now.sessions.values().cloned().collect(),
        agreements: row.now.agreements.clone(),
        localities: row
            .now
            .suspensions
            .iter()
            .map(|decided| LocalityView {
                unit: decided.unit,
                unit_name: views
                    .packs()
                    .units
                    .get(decided.unit)
                    .map_or_else(|| decided.unit.to_string(), |unit| unit.name.clone()),
                year: decided.year,
                suspended: decided.suspended,
                document: decided.document.to_string(),
            })
            .collect(),
    });
    Programmes {
        programmes: programmes.collect(),
        position: views.size(),
    }
}

/// Every figure from outside.
pub fn comparators(views: &Views) -> Comparators {
    Comparators {
        figures: views.comparators().filter_map(|row| row.now.clone()).collect(),
        position: views.size(),
    }
}

/// Every version of every rule, and the rules without any.
pub fn rules(views: &Views, today: Date) -> RulesView {
    let published: std::collections::BTreeSet<(RuleId, Date)> = views
        .published_rules()
        .flat_map(|row| &row.now.0)
        .map(|fact| {
            let RuleEvent::RuleVersionPublished(event) = &fact.event;
            (event.rule, event.effective_on)
        })
        .collect();
    let held = views.rules();
    let versions = held.versions().map(|version| RuleView {
        published: published.contains(&(version.id, version.effective_on)),
        in_force: held.at(version.id, today).is_ok_and(|at| at == version),
        version: version.clone(),
    });
    let known: std::collections::BTreeSet<RuleId> = held.versions().map(|version| version.id).collect();
    RulesView {
        versions: versions.collect(),
        missing: RuleId::ALL
            .iter()
            .filter(|rule| !known.contains(rule))
            .map(|rule| rule.as_str().to_owned())
            .collect(),
        position: views.size(),
    }
}

/// What is found against cases that the reader sees, then against enterprises.
pub fn findings(eyes: &Eyes<'_>) -> Findings {
    let views = eyes.views;
    let today = eyes.registry.today();
    let sees = |views: &Views, case: uuid::Uuid| eyes.reader.scope.covers_case(views, case);
    let of_cases = views
        .case_findings(today, &sees)
        .into_iter()
        .map(|found| FindingView {
            kind: found.finding.kind.as_str().to_owned(),
            case: Some(found.case),
            subject: found.finding.subject.map(|code| code.to_string()),
            detail: words::dealings::finding(&found.finding, eyes.lang),
            rule: found.finding.rule,
        });
    let of_offices = views
        .office_findings(today)
        .into_iter()
        .map(|found| of_office(&found, eyes.lang));
    Findings {
        findings: of_cases.chain(of_offices).collect(),
        position: views.size(),
    }
}

fn of_office(found: &OfficeFinding, lang: Lang) -> FindingView {
    let (kind, vi, en) = match found.kind {
        OfficeFindingKind::PreparationExceeded { ceiling, asked } => (
            "preparation_exceeded",
            format!("Đơn hàng cần {asked} người, chuẩn bị nguồn được chấp thuận {ceiling}"),
            format!("Orders ask for {asked} people, the preparation was approved for {ceiling}"),
        ),
        OfficeFindingKind::OrderExceeded { ceiling, taken } => (
            "order_exceeded",
            format!("Đơn hàng đã có {taken} người, nhiều nhất {ceiling}"),
            format!("The order has {taken} people, at most {ceiling}"),
        ),
        OfficeFindingKind::NoLicence { on } => (
            "order_without_licence",
            format!("Đơn hàng mở ngày {on} khi giấy phép không có hiệu lực"),
            format!("The order was opened on {on} without a valid licence"),
        ),
        OfficeFindingKind::DepositShort { due, held } => (
            "deposit_short",
            format!("Ký quỹ {held} đồng, quy định {due} đồng"),
            format!("The deposit is {held} VND, {due} VND are due"),
        ),
        OfficeFindingKind::NotJudged(missing) => (
            "not_judged",
            format!(
                "Quy định {} không có bản hiệu lực cho ngày {}",
                missing.rule, missing.day
            ),
            format!("Rule {} has no version for {}", missing.rule, missing.day),
        ),
    };
    FindingView {
        kind: kind.to_owned(),
        case: None,
        subject: Some(found.subject.unwrap_or(found.enterprise).to_string()),
        detail: match lang {
            Lang::Vi => vi,
            Lang::En => en,
        },
        rule: None,
    }
}

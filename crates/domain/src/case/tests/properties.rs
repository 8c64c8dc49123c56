//! Properties of folding: arrival order of facts never matters, nothing fails, and what is annulled and reinstated is as
//! it was.

use std::collections::BTreeSet;

use jiff::ToSpan;
use proptest::prelude::*;

use super::*;
use crate::event::StreamEvent;

/// One event of each kind in each variant that the life cycle tells apart.
fn vocabulary() -> Vec<CaseEvent> {
    let missing = [DossierItem::Health];
    let mut events = vec![
        legacy(),
        selected(SelectionOutcome::Passed),
        selected(SelectionOutcome::Failed),
        training(TrainingKind::Skills),
        trained(TrainingKind::Language),
        oriented(),
        HealthCheckRecorded { certificate: true }.into(),
        sending(),
        employment("2024-06-01", "2025-05-31"),
        employment("2024-01-01", "2024-03-31"),
        filed(&[]),
        filed(&missing),
        requested(&missing),
        received(&[]),
        received(&missing),
        CaseAssigned {
            commune: unit("04828@2025"),
        }
        .into(),
        certified(),
        refused(),
        deposit(),
        fund(Payer::Worker),
        fund(Payer::Enterprise),
        visa(),
        visa_until("2024-07-01"),
        visa_refused(true),
        visa_refused(false),
        booked("2024-06-01"),
        cancelled(),
        withdrawn(),
        departed(),
        departed_at("TW", Some(17)),
        departure_seen(),
        arrived(),
        extended("2026-01-01"),
        ended(EndCause::OnTime),
        returned(),
        return_seen(),
        liquidated(),
        closed(),
        reopened(),
    ];
    events.extend(
        LegalForm::ALL
            .iter()
            .map(|form| opening(*form, Some("EPS"), Entry::Registered)),
    );
    events
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    (0i64..700, 0u8..6).prop_map(|(offset, precision)| {
        let on = day("2024-01-01").saturating_add(offset.days());
        match precision {
            0 => PartialDate::Year(on.year()),
            1 => PartialDate::Month {
                year: on.year(),
                month: on.month(),
            },
            _ => PartialDate::Day(on),
        }
    })
}

fn any_event() -> impl Strategy<Value = CaseEvent> {
    prop::sample::select(vocabulary())
}

fn record_all(facts: &[(PartialDate, CaseEvent)]) -> Given {
    let mut case = Given::default();
    for (on, event) in facts {
        case.push(*on, None, event.clone());
    }
    case
}

/// Facts of which no two share their place in the order of folding.
fn distinct_facts() -> impl Strategy<Value = Vec<(PartialDate, CaseEvent)>> {
    prop::collection::vec((any_date(), any_event()), 0..24).prop_map(|facts| {
        let mut taken = BTreeSet::new();
        facts
            .into_iter()
            .filter(|(on, event)| taken.insert((on.last(), event.info().rank)))
            .collect()
    })
}

/// Events with amendments of what came before, after, of themselves and of nothing.
fn any_stream() -> impl Strategy<Value = Given> {
    let amends = prop::option::weighted(0.4, (0u64..30, 0u8..3));
    prop::collection::vec((any_date(), any_event(), amends), 0..28).prop_map(|entries| {
        let mut case = Given::default();
        for (on, event, amends) in entries {
            let amends = amends.map(|(target, kind)| Amend {
                event: Uuid::from_u128(1000 + u128::from(target)),
                kind: [AmendKind::Correct, AmendKind::Annul, AmendKind::Reinstate][usize::from(kind)],
            });
            case.push(on, amends, event);
        }
        case
    })
}

/// What depends on when something was learnt, and is meant to.
fn apart_from_history(mut case: Lifecycle) -> Lifecycle {
    case.flags.remove(&Flag::HistoryChanged);
    case
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arrival_order_never_matters(
        (facts, arrival) in distinct_facts().prop_flat_map(|facts| {
            let order: Vec<usize> = (0..facts.len()).collect();
            (Just(facts), Just(order).prop_shuffle())
        }),
        on in 0i64..1100,
    ) {
        let in_order = record_all(&facts);
        let mut shuffled = in_order.clone();
        // The same events with the same ids, arrived in another order.
        for (event, position) in shuffled.events.iter_mut().zip(&arrival) {
            event.position = *position as u64;
        }
        shuffled.events.sort_by_key(|event| event.position);
        let on = day("2024-01-01").saturating_add(on.days()).to_string();
        prop_assert_eq!(apart_from_history(in_order.on(&on)), apart_from_history(shuffled.on(&on)));
    }

    #[test]
    fn folding_is_total_and_coherent_on_any_day(case in any_stream(), offset in -400i64..1500) {
        let on = day("2024-01-01").saturating_add(offset.days()).to_string();
        let now = case.around(Around { age: Some(17), other_open_stay: true, ..Around::default() }).on(&on);
        prop_assert_eq!(now.state == State::Abroad || now.state == State::Overdue, now.departure.is_some()
            && !matches!(now.state, State::Ret | State::Liq | State::Closed));
        if matches!(now.state, State::Ret | State::Liq) {
            prop_assert!(now.back.is_some());
        }
        if !now.state.before_departure() {
            prop_assert!(now.missing.is_empty());
        }
        prop_assert_ne!(now.state, State::Ready, "another stay is open");
        prop_assert!(now.opened.is_none() || now.worker.is_some());
    }

    #[test]
    fn a_case_on_a_day_is_the_fold_of_what_had_happened(case in any_stream(), offset in 0i64..800) {
        let on = day("2024-01-01").saturating_add(offset.days());
        let facts = case.effective();
        // The opening says whose case it is on any day, so it always takes part.
        let known: Vec<_> = facts
            .iter()
            .filter(|fact| fact.by <= on || matches!(fact.event, CaseEvent::CaseOpened(_)))
            .cloned()
            .collect();
        let all = lifecycle(&facts, on, &RULES, &Around::default());
        let past = lifecycle(&known, on, &RULES, &Around::default());
        prop_assert_eq!(apart_from_history(all), apart_from_history(past));
    }

    #[test]
    fn annulled_and_reinstated_is_as_it_was(facts in prop::collection::vec((any_date(), any_event()), 1..20), pick in 0usize..20) {
        let original = record_all(&facts);
        let position = pick % facts.len();
        let (on, event) = &facts[position];
        let on = on.to_string();
        let restored = original
            .clone()
            .amend(position, AmendKind::Annul, &on, event.clone())
            .amend(position, AmendKind::Reinstate, &on, event.clone());
        let day = "2026-06-01";
        prop_assert_eq!(apart_from_history(original.on(day)), apart_from_history(restored.on(day)));
    }

    #[test]
    fn every_event_reads_as_it_was_written(event in any_event()) {
        let decoded = CaseEvent::decode(event.info().name, &event.facts()).unwrap();
        prop_assert_eq!(decoded, event);
    }
}

//! What may happen to an overseas worker and what it means: facts, the life cycle of a placement, decisions, dated rules,
//! units in time and indicators. Pure: time, ids, actors, rules, holidays and units are arguments, so the browser, the
//! server and an auditor's machine reach the same answer from the same events.

pub mod actor;
pub mod advice;
pub mod breach;
pub mod calendar;
pub mod care;
pub mod case;
pub mod catalogue;
pub mod claim;
pub mod code;
pub mod comparator;
pub mod date;
pub mod difference;
pub mod enterprise;
pub mod event;
pub mod fair;
pub mod guard;
pub mod household;
pub mod identity;
pub mod indicator;
pub mod interview;
pub mod loan;
pub mod order;
pub mod percent;
pub mod period;
pub mod plan;
pub mod precision;
pub mod programme;
pub mod published;
pub mod registry;
pub mod reintegration;
pub mod review_class;
pub mod rules;
pub mod standing;
pub mod supply;
pub mod support;
pub mod tally;
pub mod text;
pub mod unit;
pub mod units;
pub mod words;
pub mod work;
pub mod worker;

//! The closed code lists of the domain as choices of a form, in the order of the domain.

use hanhtrinh_domain::case as list;
use hanhtrinh_domain::programme::Exam;

use crate::i18n::domain;
use crate::prelude::*;

/// A closed list with its names.
pub type Codes = fn() -> Vec<Choice>;

/// Defines one function a list: every code with its name in the language of the page.
macro_rules! lists {
    ($( $(#[$meta:meta])* $name:ident = $List:ident, $words:path; )*) => { $(
        $(#[$meta])*
        pub fn $name() -> Vec<Choice> {
            list::$List::ALL.iter().map(|code| Choice::new(code.as_str(), $words(*code))).collect()
        }
    )* };
}

lists! {
    /// Legal forms of working abroad.
    forms = LegalForm, domain::legal_form;
    /// Outcomes of a selection.
    outcomes = SelectionOutcome, domain::selection_outcome;
    /// Kinds of training.
    trainings = TrainingKind, domain::training_kind;
    /// Who pays a contribution.
    payers = Payer, domain::payer;
    /// What a departure or return rests on.
    evidence = Evidence, domain::evidence;
    /// Who confirms.
    verifiers = Verifier, domain::verifier;
    /// Why a contract ended.
    causes = EndCause, domain::end_cause;
    /// Why a case is withdrawn, a flight cancelled, a case closed.
    reasons = Reason, domain::reason;
    /// Grounds of a refusal.
    grounds = RefusalGround, domain::refusal_ground;
    /// Papers of a direct-contract dossier.
    papers = DossierItem, domain::dossier_item;
}

/// Tests people register for.
pub fn exams() -> Vec<Choice> {
    Exam::ALL
        .iter()
        .map(|code| Choice::new(code.as_str(), domain::exam(*code)))
        .collect()
}

//! Why the application service refuses or fails, and how that travels.

use hanhtrinh_api::problem::{FieldProblem, Problem, ProblemCode};
use hanhtrinh_api::{Lang, words, words_care};
use hanhtrinh_domain::case::decide::Refusal;
use hanhtrinh_domain::case::record::FactRefusal;
use hanhtrinh_domain::comparator::ComparatorRefusal;
use hanhtrinh_domain::plan::PlanRefusal;
use hanhtrinh_domain::programme::LocalityRefusal;
use hanhtrinh_domain::rules::RuleRefusal;
use hanhtrinh_domain::supply::SupplyRefusal;
use hanhtrinh_domain::support::SupportRefusal;
use hanhtrinh_domain::words::Words;
use hanhtrinh_domain::worker::{ForgetRefusal, RequestRefusal};
use hanhtrinh_log::{AppendError, ReadError};

use super::caller::Forbidden;

/// Why a command is not carried out. Nothing was recorded unless it says otherwise.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The account may not do this.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It does not exist, or not for this account.
    #[error("not found")]
    NotFound,
    /// Fields are wrong, all named.
    #[error("{} fields are wrong", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// A decision is refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A fact is not a sound record.
    #[error(transparent)]
    NotRecorded(#[from] FactRefusal),
    /// A person is not forgotten.
    #[error(transparent)]
    Forget(#[from] ForgetRefusal),
    /// The keys do not answer.
    #[error("the keys cannot be used")]
    Keys(#[source] Box<hanhtrinh_log_sled::OpenError>),
    /// A decision is refused by a rule that says itself why.
    #[error(transparent)]
    Ruled(#[from] Ruled),
    /// Support is refused.
    #[error(transparent)]
    Support(#[from] SupportRefusal),
    /// An answer to a request about one's own data is refused.
    #[error(transparent)]
    Request(#[from] RequestRefusal),
    /// A target is refused.
    #[error(transparent)]
    Plan(#[from] PlanRefusal),
    /// A preparation is not answered so.
    #[error(transparent)]
    Supply(#[from] SupplyRefusal),
    /// A locality is not suspended or admitted again.
    #[error(transparent)]
    Locality(#[from] LocalityRefusal),
    /// A version of a rule is not published.
    #[error(transparent)]
    Rule(#[from] RuleRefusal),
    /// A figure from outside is not a sound record.
    #[error(transparent)]
    Comparator(#[from] ComparatorRefusal),
    /// The body is not what is read here.
    #[error("the content does not fit its type")]
    Malformed(#[source] hanhtrinh_domain::event::DecodeError),
    /// The log did not append.
    #[error(transparent)]
    Append(#[from] AppendError),
    /// The log could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The content could not be encoded.
    #[error("the content cannot be encoded")]
    Encode(#[from] serde_json::Error),
}

/// A refusal in both languages, with the field it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", words.en)]
pub struct Ruled {
    /// The field of the request.
    pub field: &'static str,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub words: Words,
}

impl Ruled {
    /// A refusal.
    pub fn new(field: &'static str, code: &'static str, words: Words) -> Self {
        Self { field, code, words }
    }
}

/// The problem a refusal travels as, in a language.
pub fn problem(error: &AppError, lang: Lang) -> Problem {
    let field = |field: &str, code: &str, detail: String| FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        detail,
    };
    match error {
        AppError::Forbidden(_) => Problem::new(ProblemCode::Forbidden, lang),
        AppError::NotFound => Problem::new(ProblemCode::NotFound, lang),
        AppError::Invalid(errors) => Problem::new(ProblemCode::Invalid, lang).errors(errors.clone()),
        AppError::Refused(refusal) => {
            let text = words::refusal(refusal, lang);
            Problem::new(ProblemCode::Refused, lang)
                .detail(text.clone())
                .errors(vec![field("decision", words::refusal_code(refusal), text)])
        }
        AppError::NotRecorded(refusal) => {
            let text = words::fact(refusal, lang).to_owned();
            Problem::new(ProblemCode::NotRecorded, lang)
                .detail(text.clone())
                .errors(vec![field(fact_field(refusal), words::fact_code(refusal), text)])
        }
        AppError::Ruled(ruled) => {
            let text = match lang {
                Lang::Vi => ruled.words.vi.clone(),
                Lang::En => ruled.words.en.clone(),
            };
            Problem::new(ProblemCode::Refused, lang)
                .detail(text.clone())
                .errors(vec![field(ruled.field, ruled.code, text)])
        }
        AppError::Support(refusal) => {
            let text = words_care::support(refusal, lang);
            let at = words_care::support_field(refusal);
            Problem::new(ProblemCode::Refused, lang)
                .detail(text.clone())
                .errors(vec![field(at, words_care::support_code(refusal), text)])
        }
        AppError::Request(refusal) => {
            let text = words_care::request(refusal, lang);
            let at = words_care::request_field(refusal);
            Problem::new(ProblemCode::Refused, lang)
                .detail(text.clone())
                .errors(vec![field(at, words_care::request_code(refusal), text)])
        }
        AppError::Plan(refusal) => {
            let text = words::plan(*refusal, lang).to_owned();
            Problem::new(ProblemCode::Invalid, lang).errors(vec![field("plan", "plan.refused", text)])
        }
        AppError::Supply(refusal) => refused(words::dealings::supply(refusal, lang), lang),
        AppError::Locality(refusal) => refused(words::dealings::locality(refusal, lang), lang),
        AppError::Rule(refusal) => refused(words::dealings::rule(refusal, lang), lang),
        AppError::Comparator(refusal) => {
            let text = words::dealings::comparator(*refusal, lang);
            Problem::new(ProblemCode::Invalid, lang).errors(vec![field("facts", "comparator.refused", text)])
        }
        AppError::Forget(ForgetRefusal::Nobody) => Problem::new(ProblemCode::NotFound, lang),
        AppError::Forget(refusal) => {
            let (name, text) = words::forget(*refusal, lang);
            let code = match refusal {
                ForgetRefusal::Basis(_) => ProblemCode::Invalid,
                _ => ProblemCode::Refused,
            };
            Problem::new(code, lang).errors(vec![field(name, "forget.refused", text.to_owned())])
        }
        AppError::Keys(_) => Problem::new(ProblemCode::Internal, lang),
        AppError::Malformed(_) => Problem::new(ProblemCode::Malformed, lang),
        AppError::Append(error) => append_problem(error, lang),
        AppError::Read(_) | AppError::Encode(_) => Problem::new(ProblemCode::Internal, lang),
    }
}

/// A decision of the office that is refused, with its stable code and the sentence.
fn refused((code, text): (&'static str, String), lang: Lang) -> Problem {
    Problem::new(ProblemCode::Refused, lang)
        .detail(text.clone())
        .errors(vec![FieldProblem {
            field: "decision".to_owned(),
            code: code.to_owned(),
            detail: text,
        }])
}

fn fact_field(refusal: &FactRefusal) -> &'static str {
    match refusal {
        FactRefusal::Future { .. } | FactRefusal::TooEarly { .. } => "on",
        FactRefusal::ContractDates => "end",
        FactRefusal::Empty(field) | FactRefusal::Reversed(field) => field,
        FactRefusal::OtherPerson => "worker",
        FactRefusal::UnknownEvent | FactRefusal::OtherType { .. } | FactRefusal::NothingToAmend => "amends",
        FactRefusal::Beginning | FactRefusal::Opening | FactRefusal::Decision(_) => "type",
    }
}

fn append_problem(error: &AppendError, lang: Lang) -> Problem {
    match error {
        AppendError::Conflict { expected, actual, .. } => {
            Problem::new(ProblemCode::Conflict, lang).detail(format!("{expected} → {actual}"))
        }
        AppendError::Reserved { .. } => Problem::new(ProblemCode::Conflict, lang),
        AppendError::CommandReused => Problem::new(ProblemCode::CommandReused, lang),
        AppendError::Record(_)
        | AppendError::SealedTooLarge { .. }
        | AppendError::CommandTooLarge { .. }
        | AppendError::TooManyRecords { .. } => Problem::new(ProblemCode::TooLarge, lang),
        AppendError::Busy => Problem::new(ProblemCode::Unavailable, lang),
        // Trying again does not help here, and somebody has to look at the disk.
        AppendError::ReadOnly(_) => Problem::new(ProblemCode::Unavailable, lang).detail(match lang {
            Lang::Vi => "Sổ sự kiện đang không nhận ghi thêm; vẫn đọc được. Hãy báo người quản trị kiểm tra ổ đĩa và khởi động lại máy chủ",
            Lang::En => "The log takes no records now; reading goes on. Tell the administrator to look at the disk and to restart the server",
        }),
        AppendError::OutcomeUnknown(_) => Problem::new(ProblemCode::OutcomeUnknown, lang),
    }
}

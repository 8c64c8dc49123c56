//! What can go wrong on the way to the server and back, in words.

use hanhtrinh_api::{FieldProblem, Problem, ProblemCode};

use crate::i18n::{lang, t};

crate::texts! {
    /// Texts of failures that no server described.
    enum T {
        Offline => "Không kết nối được với máy chủ", "The server cannot be reached";
        OfflineHelp => "Kiểm tra mạng rồi thử lại. Những gì đã nhập vẫn còn đây.", "Check the connection and try again. What you typed is still here.";
        Unreadable => "Không hiểu được trả lời của máy chủ", "The answer of the server makes no sense";
        UnreadableHelp => "Tải lại trang; nếu vẫn vậy, báo cho quản trị viên.", "Reload the page; if it stays so, tell the administrator.";
    }
}

/// Why a request did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server said so.
    Problem(Problem),
    /// No answer.
    Offline,
    /// An answer that is none.
    Unreadable,
}

impl Failure {
    /// Reads the body of an answer that is not a success.
    pub fn read(status: u16, body: &str) -> Self {
        if let Ok(problem) = super::json::read::<Problem>(body) {
            return Self::Problem(problem);
        }
        // A proxy in between answers without a problem; its status still says what to do.
        let code = match status {
            401 => ProblemCode::SignInNeeded,
            403 => ProblemCode::Forbidden,
            404 => ProblemCode::NotFound,
            413 => ProblemCode::TooLarge,
            429 => ProblemCode::TooMany,
            502 | 503 => ProblemCode::Unavailable,
            504 => ProblemCode::Timeout,
            _ => return Self::Unreadable,
        };
        Self::Problem(Problem::new(code, lang()))
    }

    /// What went wrong.
    pub fn title(&self) -> String {
        match self {
            Self::Problem(problem) => problem.title.clone(),
            Self::Offline => t(T::Offline).to_owned(),
            Self::Unreadable => t(T::Unreadable).to_owned(),
        }
    }

    /// What to do about it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Problem(problem) => problem.detail.clone(),
            Self::Offline => Some(t(T::OfflineHelp).to_owned()),
            Self::Unreadable => Some(t(T::UnreadableHelp).to_owned()),
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Problem(problem) => problem.code.as_str(),
            Self::Offline => "offline",
            Self::Unreadable => "unreadable",
        }
    }

    /// Every field that is wrong.
    pub fn errors(&self) -> &[FieldProblem] {
        match self {
            Self::Problem(problem) => &problem.errors,
            Self::Offline | Self::Unreadable => &[],
        }
    }

    /// Whether the same request may succeed a moment later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Problem(problem) => {
                matches!(
                    problem.code,
                    ProblemCode::Unavailable | ProblemCode::OutcomeUnknown | ProblemCode::Timeout
                )
            }
            Self::Offline => true,
            Self::Unreadable => false,
        }
    }

    /// Whether nobody is signed in any more.
    pub fn needs_sign_in(&self) -> bool {
        matches!(self, Self::Problem(problem) if problem.code == ProblemCode::SignInNeeded)
    }
}

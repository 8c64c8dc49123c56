//! Problems as RFC 9457 describes them, with stable codes and texts in both languages.

use serde::{Deserialize, Serialize};

use crate::common::Lang;

/// The body of every answer that is not a success (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// `urn:hanhtrinh:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What went wrong, in the language asked for.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every field that is wrong, all at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Name of the field in the request.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do, in the language asked for.
    pub detail: String,
}

/// Defines the codes with their status and their two titles, so that none can be forgotten.
macro_rules! problems {
    ($( $(#[$meta:meta])* $Name:ident = $code:literal, $status:literal, $vi:literal, $en:literal; )*) => {
        /// Stable codes of problems.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemCode { $( $(#[$meta])* #[serde(rename = $code)] $Name, )* }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[ $( Self::$Name, )* ];
            /// The stable text.
            pub fn as_str(self) -> &'static str { match self { $( Self::$Name => $code, )* } }
            /// HTTP status.
            pub fn status(self) -> u16 { match self { $( Self::$Name => $status, )* } }
            /// Title in a language.
            pub fn title(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Vi => match self { $( Self::$Name => $vi, )* },
                    Lang::En => match self { $( Self::$Name => $en, )* },
                }
            }
        }
    };
}

problems! {
    /// Fields are wrong; `errors` names them.
    Invalid = "invalid", 422, "Có thông tin chưa đúng", "Some fields are wrong";
    /// The body is not what the route reads.
    Malformed = "malformed", 400, "Yêu cầu không đọc được", "The request cannot be read";
    /// Nobody is signed in.
    SignInNeeded = "sign_in_needed", 401, "Cần đăng nhập", "Sign in first";
    /// Name or password is wrong.
    SignInFailed = "sign_in_failed", 401, "Tên đăng nhập hoặc mật khẩu không đúng", "The user name or password is wrong";
    /// Too many attempts.
    TooMany = "too_many_attempts", 429, "Thử quá nhiều lần, hãy đợi ít phút", "Too many attempts, wait a few minutes";
    /// The account may not do this.
    Forbidden = "forbidden", 403, "Tài khoản không có quyền này", "This account may not do this";
    /// It does not exist, or not for this account.
    NotFound = "not_found", 404, "Không tìm thấy", "Not found";
    /// The case changed meanwhile.
    Conflict = "conflict", 409, "Hồ sơ vừa được thay đổi", "The record has just been changed";
    /// The command id was used for something else.
    CommandReused = "command_reused", 409, "Mã lệnh đã dùng cho nội dung khác", "The command id was used for other content";
    /// A decision is refused.
    Refused = "refused", 422, "Không thể quyết định như vậy", "This cannot be decided";
    /// A fact is not a sound record.
    NotRecorded = "not_recorded", 422, "Không thể ghi nhận như vậy", "This cannot be recorded";
    /// Too large.
    TooLarge = "too_large", 413, "Dữ liệu quá lớn", "The data is too large";
    /// The file cannot be read at all.
    BadFile = "bad_file", 422, "Không đọc được tệp", "The file cannot be read";
    /// The server is busy or its disk is in trouble.
    Unavailable = "unavailable", 503, "Máy chủ đang bận, hãy thử lại", "The server is busy, try again";
    /// The outcome is not known; repeat with the same command id.
    OutcomeUnknown = "outcome_unknown", 503, "Chưa rõ kết quả, hãy gửi lại cùng mã lệnh", "The outcome is unknown, repeat with the same command id";
    /// A rule or unit needed for the answer is missing.
    MissingRule = "missing_rule", 422, "Thiếu quy định cho ngày này", "A rule is missing for that day";
    /// The request took too long.
    Timeout = "timeout", 504, "Quá thời gian chờ", "The request took too long";
    /// Something of ours failed.
    Internal = "internal", 500, "Lỗi của hệ thống, đã được ghi lại", "Our fault; it has been logged";
}

impl Problem {
    /// A problem of a code in a language.
    pub fn new(code: ProblemCode, lang: Lang) -> Self {
        Self {
            kind: format!("urn:hanhtrinh:problem:{}", code.as_str()),
            title: code.title(lang).to_owned(),
            status: code.status(),
            code,
            detail: None,
            errors: Vec::new(),
        }
    }

    /// With what to do about it.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// With the fields that are wrong.
    pub fn errors(mut self, errors: Vec<FieldProblem>) -> Self {
        self.errors = errors;
        self
    }
}

//! What a new account must look like: every fault is named at once, in both languages.

use hanhtrinh_api::{FieldProblem, Lang};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::unit::Level;

use super::NewAccount;

/// Fewest and most characters of a password.
pub(super) const PASSWORD: std::ops::RangeInclusive<usize> = 12..=200;

/// What is wrong with a field of a new account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Name of the field in the request.
    pub field: &'static str,
    /// What.
    pub code: FaultCode,
}

/// The faults an account can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultCode {
    /// The user name has the wrong form.
    UserForm,
    /// The name to show is empty or too long.
    DisplayName,
    /// The role works for a commune.
    CommuneNeeded,
    /// The role works for the province.
    ProvinceNeeded,
    /// A recruiter needs an enterprise.
    EnterpriseNeeded,
    /// Only a recruiter has an enterprise.
    NoEnterprise,
    /// The password is too short or too long.
    PasswordLength,
    /// The password is the user name.
    PasswordIsName,
    /// There is no such role.
    Role,
    /// There is no such unit, or it is not of this registry.
    Unit,
    /// There is no such enterprise.
    Enterprise,
}

impl FaultCode {
    /// The stable text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserForm => "user.form",
            Self::DisplayName => "display_name.length",
            Self::CommuneNeeded => "unit.commune_needed",
            Self::ProvinceNeeded => "unit.province_needed",
            Self::EnterpriseNeeded => "enterprise.needed",
            Self::NoEnterprise => "enterprise.not_for_role",
            Self::PasswordLength => "password.length",
            Self::PasswordIsName => "password.is_name",
            Self::Role => "role.unknown",
            Self::Unit => "unit.unknown",
            Self::Enterprise => "enterprise.unknown",
        }
    }

    /// What is wrong and what to do.
    pub fn detail(self, lang: Lang) -> &'static str {
        let (vi, en) = match self {
            Self::UserForm => (
                "Tên đăng nhập có 3 đến 32 ký tự: chữ thường không dấu, số, dấu . - _, bắt đầu bằng chữ",
                "A user name has 3 to 32 characters: lower-case letters, digits, . - _, and begins with a letter",
            ),
            Self::DisplayName => (
                "Tên hiển thị có 1 đến 100 ký tự",
                "The name to show has 1 to 100 characters",
            ),
            Self::CommuneNeeded => (
                "Vai trò này làm việc cho một xã, phường",
                "This role works for a commune",
            ),
            Self::ProvinceNeeded => (
                "Vai trò này làm việc cho tỉnh",
                "This role works for the province",
            ),
            Self::EnterpriseNeeded => (
                "Chọn doanh nghiệp cho người tuyển dụng",
                "A recruiter needs an enterprise",
            ),
            Self::NoEnterprise => (
                "Chỉ người tuyển dụng thuộc một doanh nghiệp",
                "Only a recruiter belongs to an enterprise",
            ),
            Self::PasswordLength => (
                "Mật khẩu có 12 đến 200 ký tự",
                "A password has 12 to 200 characters",
            ),
            Self::PasswordIsName => (
                "Mật khẩu phải khác tên đăng nhập",
                "The password must differ from the user name",
            ),
            Self::Role => ("Không có vai trò này", "There is no such role"),
            Self::Unit => (
                "Không có đơn vị này trong tỉnh; viết mã@năm, ví dụ 16249@2025",
                "The province has no such unit; write code@edition, such as 16249@2025",
            ),
            Self::Enterprise => ("Chưa có doanh nghiệp này", "There is no such enterprise"),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }
}

impl Fault {
    /// As a field of a problem.
    pub fn problem(self, lang: Lang) -> FieldProblem {
        FieldProblem {
            field: self.field.to_owned(),
            code: self.code.as_str().to_owned(),
            detail: self.code.detail(lang).to_owned(),
        }
    }
}

/// Everything that is wrong with a new account.
pub(super) fn faults(new: &NewAccount) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |field, code| faults.push(Fault { field, code });
    if !is_user_name(&new.user) {
        add("user", FaultCode::UserForm);
    }
    let shown = new.display_name.trim();
    if shown.is_empty() || shown.chars().count() > 100 || shown.chars().any(char::is_control) {
        add("display_name", FaultCode::DisplayName);
    }
    let commune = matches!(new.role, Role::CommuneOfficer | Role::UnitLeader);
    match (commune, new.unit.level()) {
        (true, Level::Commune) | (false, Level::Province) => {}
        (true, _) => add("unit", FaultCode::CommuneNeeded),
        (false, _) => add("unit", FaultCode::ProvinceNeeded),
    }
    match (new.role, new.enterprise) {
        (Role::Recruiter, None) => add("enterprise", FaultCode::EnterpriseNeeded),
        (Role::Recruiter, Some(_)) | (_, None) => {}
        (_, Some(_)) => add("enterprise", FaultCode::NoEnterprise),
    }
    faults.extend(password_fault(&new.user, &new.password));
    faults
}

/// What is wrong with a password, if anything.
pub(super) fn password_fault(user: &str, password: &str) -> Option<Fault> {
    let code = if !PASSWORD.contains(&password.chars().count()) {
        FaultCode::PasswordLength
    } else if password.eq_ignore_ascii_case(user) {
        FaultCode::PasswordIsName
    } else {
        return None;
    };
    Some(Fault {
        field: "password",
        code,
    })
}

fn is_user_name(text: &str) -> bool {
    (3..=32).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b))
}

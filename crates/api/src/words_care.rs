//! Why support, or a request about one's own data, is not decided: the sentence names the rule and its source.

use hanhtrinh_domain::household::PolicyGroup;
use hanhtrinh_domain::support::SupportRefusal;
use hanhtrinh_domain::worker::RequestRefusal;

use crate::common::Lang;

/// Stable code of a refused support.
pub fn support_code(refusal: &SupportRefusal) -> &'static str {
    match refusal {
        SupportRefusal::Role => "support.role",
        SupportRefusal::OutOfScope(_) => "support.out_of_scope",
        SupportRefusal::Amount => "support.amount",
        SupportRefusal::GroupNotHeld(_) => "support.group_not_held",
        SupportRefusal::SigningDay => "support.signing_day",
        SupportRefusal::TooLate { .. } => "support.too_late",
        SupportRefusal::MissingRule(_) => "support.missing_rule",
        SupportRefusal::NoCalendar => "support.no_calendar",
    }
}

/// The field a refused support is about.
pub fn support_field(refusal: &SupportRefusal) -> &'static str {
    match refusal {
        SupportRefusal::Amount => "amount",
        SupportRefusal::GroupNotHeld(_) => "group",
        SupportRefusal::SigningDay | SupportRefusal::TooLate { .. } | SupportRefusal::NoCalendar => {
            "signed_on"
        }
        SupportRefusal::Role | SupportRefusal::OutOfScope(_) | SupportRefusal::MissingRule(_) => "decision",
    }
}

/// Why support is not decided.
pub fn support(refusal: &SupportRefusal, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match refusal {
        SupportRefusal::Role if vi => {
            "Chỉ lãnh đạo ký cho xã, hoặc cấp tỉnh, quyết định hỗ trợ (phân quyền của hệ thống); cán bộ chuẩn bị và ghi nhận chi trả."
                .to_owned()
        }
        SupportRefusal::Role => {
            "Only who signs for a commune, or the province, decides on support (roles of the registry); officers prepare it and record payments."
                .to_owned()
        }
        SupportRefusal::OutOfScope(unit) if vi => format!(
            "{unit} không phụ trách nơi người này cư trú vào ngày ký: xã nơi cư trú hoặc cấp tỉnh quyết định."
        ),
        SupportRefusal::OutOfScope(unit) => format!(
            "{unit} does not cover where the person lives on the day of signing: the commune of residence or the province decides."
        ),
        SupportRefusal::Amount if vi => "Số tiền hỗ trợ phải lớn hơn 0.".to_owned(),
        SupportRefusal::Amount => "The amount of support must be above zero.".to_owned(),
        SupportRefusal::GroupNotHeld(group) if vi => format!(
            "Vào ngày ký, người này và hộ gia đình chưa được xác định thuộc diện {}: hãy ghi nhận giấy xác nhận diện chính sách trước.",
            group_name(*group, lang)
        ),
        SupportRefusal::GroupNotHeld(group) => format!(
            "On the day of signing neither the person nor the household is determined as {}: record the certificate of the policy group first.",
            group_name(*group, lang)
        ),
        SupportRefusal::SigningDay if vi => "Ngày ký nằm trong tương lai: hãy kiểm tra lại.".to_owned(),
        SupportRefusal::SigningDay => "The day of signing lies in the future: check the date.".to_owned(),
        SupportRefusal::TooLate { late, allowed } if vi => format!(
            "Quyết định ký cách đây {late} ngày làm việc, quy định decision.late_entry_days cho phép {allowed}: cấp tỉnh phải nhập."
        ),
        SupportRefusal::TooLate { late, allowed } => format!(
            "Signed {late} working days ago while rule decision.late_entry_days allows {allowed}: the province has to enter it."
        ),
        SupportRefusal::MissingRule(rule) => missing_rule(rule.as_str(), lang),
        SupportRefusal::NoCalendar if vi => "Lịch ngày nghỉ không bao gồm những ngày này.".to_owned(),
        SupportRefusal::NoCalendar => "The calendar of holidays does not cover these days.".to_owned(),
    }
}

/// Stable code of a refused answer.
pub fn request_code(refusal: &RequestRefusal) -> &'static str {
    match refusal {
        RequestRefusal::Role => "request.role",
        RequestRefusal::Unknown => "request.unknown",
        RequestRefusal::Already => "request.already",
        RequestRefusal::SigningDay => "request.signing_day",
        RequestRefusal::NoBasis => "request.no_basis",
        RequestRefusal::MissingRule(_) => "request.missing_rule",
    }
}

/// The field a refused answer is about.
pub fn request_field(refusal: &RequestRefusal) -> &'static str {
    match refusal {
        RequestRefusal::SigningDay => "signed_on",
        RequestRefusal::NoBasis => "refusal_basis",
        RequestRefusal::Unknown | RequestRefusal::Already => "request",
        RequestRefusal::Role | RequestRefusal::MissingRule(_) => "decision",
    }
}

/// Why a request about one's own data is not answered so.
pub fn request(refusal: &RequestRefusal, lang: Lang) -> String {
    let (vi, en) = match refusal {
        RequestRefusal::Role => (
            "Chỉ lãnh đạo đơn vị hoặc cấp tỉnh trả lời yêu cầu về dữ liệu cá nhân (Luật 91/2025/QH15).",
            "Only a unit leader or the province answers a request about personal data (Law 91/2025/QH15).",
        ),
        RequestRefusal::Unknown => (
            "Không có yêu cầu này; hãy ghi nhận yêu cầu trước.",
            "There is no such request; log it first.",
        ),
        RequestRefusal::Already => (
            "Yêu cầu này đã được trả lời; hãy đính chính câu trả lời nếu có sai sót.",
            "This request is answered already; correct the answer if it is wrong.",
        ),
        RequestRefusal::SigningDay => (
            "Ngày ký nằm trước ngày yêu cầu hoặc trong tương lai.",
            "The day of signing lies before the request or in the future.",
        ),
        RequestRefusal::NoBasis => (
            "Từ chối toàn bộ hay một phần phải nêu căn cứ pháp luật (Luật 91/2025/QH15).",
            "Refusing all or part of it names the law it rests on (Law 91/2025/QH15).",
        ),
        RequestRefusal::MissingRule(rule) => return missing_rule(rule.as_str(), lang),
    };
    match lang {
        Lang::Vi => vi.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn missing_rule(rule: &str, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Quy định {rule} không có bản hiệu lực cho ngày này: quản trị viên cần bổ sung."),
        Lang::En => format!("Rule {rule} has no version for that day: the administrator has to add one."),
    }
}

/// Name of a policy group.
pub fn group_name(group: PolicyGroup, lang: Lang) -> &'static str {
    let (vi, en) = match group {
        PolicyGroup::Poor => ("hộ nghèo", "poor household"),
        PolicyGroup::NearPoor => ("hộ cận nghèo", "near-poor household"),
        PolicyGroup::OutOfPoverty => ("hộ mới thoát nghèo", "household just out of poverty"),
        PolicyGroup::EthnicMinority => ("dân tộc thiểu số", "ethnic minority"),
        PolicyGroup::MeritRelative => ("thân nhân người có công", "relative of a person of merit"),
        PolicyGroup::LandRecovered => ("bị thu hồi đất", "land recovered by the State"),
        PolicyGroup::DifficultArea => ("vùng đặc biệt khó khăn", "especially difficult area"),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use hanhtrinh_domain::rules::RuleId;
    use hanhtrinh_domain::unit::UnitRef;

    use super::*;

    #[test]
    fn every_refusal_has_its_own_sentence_in_both_languages() {
        let unit = UnitRef::parse("38@2025").unwrap();
        let rule = RuleId::LoanCeiling;
        let support = [
            SupportRefusal::Role,
            SupportRefusal::OutOfScope(unit),
            SupportRefusal::Amount,
            SupportRefusal::GroupNotHeld(PolicyGroup::Poor),
            SupportRefusal::SigningDay,
            SupportRefusal::TooLate {
                late: 12,
                allowed: 10,
            },
            SupportRefusal::MissingRule(rule),
            SupportRefusal::NoCalendar,
        ];
        let requests = [
            RequestRefusal::Role,
            RequestRefusal::Unknown,
            RequestRefusal::Already,
            RequestRefusal::SigningDay,
            RequestRefusal::NoBasis,
            RequestRefusal::MissingRule(rule),
        ];
        let mut said: Vec<String> = Vec::new();
        for lang in [Lang::Vi, Lang::En] {
            said.extend(support.iter().map(|refusal| super::support(refusal, lang)));
            said.extend(requests[..5].iter().map(|refusal| request(refusal, lang)));
            assert!(request(&requests[5], lang).contains("loan.ceiling"));
        }
        let count = said.len();
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count);
        let mut codes: Vec<_> = support.iter().map(support_code).collect();
        codes.extend(requests.iter().map(request_code));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), support.len() + requests.len());
    }
}

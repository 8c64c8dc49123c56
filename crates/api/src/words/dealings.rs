//! Why a preparation, a locality, a rule or a figure is refused, and what is found, in both languages.

use hanhtrinh_domain::comparator::ComparatorRefusal;
use hanhtrinh_domain::guard::{Finding, FindingKind};
use hanhtrinh_domain::programme::LocalityRefusal;
use hanhtrinh_domain::rules::RuleRefusal;
use hanhtrinh_domain::supply::SupplyRefusal;

use crate::common::Lang;

fn pick(lang: Lang, vi: String, en: String) -> String {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn words(lang: Lang, vi: &str, en: &str) -> String {
    pick(lang, vi.to_owned(), en.to_owned())
}

fn missing_rule(rule: &dyn std::fmt::Display, lang: Lang) -> String {
    pick(
        lang,
        format!("Quy định {rule} không có bản hiệu lực cho ngày này: hãy công bố trước."),
        format!("Rule {rule} has no version for that day: publish one first."),
    )
}

/// Why a preparation is not answered so: the code, and the sentence.
#[must_use]
pub fn supply(refusal: &SupplyRefusal, lang: Lang) -> (&'static str, String) {
    match refusal {
        SupplyRefusal::NotProvince => (
            "supply.not_province",
            words(
                lang,
                "Chỉ cấp tỉnh trả lời việc chuẩn bị nguồn lao động (Nghị định 128/2025/NĐ-CP).",
                "Only the province answers a source preparation (Decree 128/2025).",
            ),
        ),
        SupplyRefusal::NothingPending => (
            "supply.nothing_pending",
            words(
                lang,
                "Không có đề nghị chuẩn bị nguồn nào đang chờ trả lời.",
                "No source preparation waits for an answer here.",
            ),
        ),
        SupplyRefusal::SigningDay => ("supply.signing_day", signing_day(lang)),
        SupplyRefusal::Incomplete => (
            "supply.incomplete",
            words(
                lang,
                "Vào ngày ký hồ sơ chưa đủ giấy tờ: hãy ghi nhận phần bổ sung trước.",
                "On the day of signing the dossier was incomplete: record the supplement first.",
            ),
        ),
        SupplyRefusal::Licence { enterprise, on } => (
            "supply.licence",
            pick(
                lang,
                format!(
                    "Ngày {on} doanh nghiệp {enterprise} không có giấy phép còn hiệu lực cho thị trường này (Luật số 69/2020/QH14)."
                ),
                format!(
                    "On {on} the enterprise {enterprise} held no valid licence for this market (Law 69/2020/QH14)."
                ),
            ),
        ),
        SupplyRefusal::Ceiling { asked } => (
            "supply.ceiling",
            pick(
                lang,
                format!("Số được chấp thuận từ 1 đến {asked}, là số đã đề nghị."),
                format!("The ceiling lies between 1 and {asked}, which was asked for."),
            ),
        ),
        SupplyRefusal::Span {
            days,
            rule,
            reference_vi,
            reference,
        } => (
            "supply.span",
            pick(
                lang,
                format!(
                    "Thời gian bắt đầu trước khi kết thúc và dài nhất {days} ngày ({rule}; {reference_vi})."
                ),
                format!(
                    "The span begins before it ends and lasts at most {days} days ({rule}; {reference})."
                ),
            ),
        ),
        SupplyRefusal::MissingRule(rule) => ("supply.missing_rule", missing_rule(rule, lang)),
    }
}

fn signing_day(lang: Lang) -> String {
    words(
        lang,
        "Ngày ký nằm trước việc được quyết định hoặc trong tương lai.",
        "The day of signing lies before what is decided about or in the future.",
    )
}

/// Why a locality is not suspended or admitted again: the code, and the sentence.
#[must_use]
pub fn locality(refusal: &LocalityRefusal, lang: Lang) -> (&'static str, String) {
    match refusal {
        LocalityRefusal::NotProvince => (
            "locality.not_province",
            words(
                lang,
                "Chỉ cấp tỉnh quyết định tạm dừng hoặc cho tuyển chọn lại địa bàn.",
                "Only the province suspends a locality or admits it again.",
            ),
        ),
        LocalityRefusal::UnknownProgramme => (
            "locality.programme",
            words(
                lang,
                "Chương trình chưa được ghi nhận: hãy ghi nhận trước.",
                "The programme is not on record: record it first.",
            ),
        ),
        LocalityRefusal::NotHere(unit) => (
            "locality.not_here",
            pick(
                lang,
                format!("{unit} không phải xã hoặc huyện cũ của tỉnh này."),
                format!("{unit} is no commune or former district of this province."),
            ),
        ),
        LocalityRefusal::SigningDay => ("locality.signing_day", signing_day(lang)),
        LocalityRefusal::Year => (
            "locality.year",
            words(
                lang,
                "Năm tạm dừng là năm ký hoặc năm sau.",
                "The year is that of the signing or the next.",
            ),
        ),
        LocalityRefusal::NoFigures => (
            "locality.no_figures",
            words(
                lang,
                "Căn cứ số liệu cần cả tỷ lệ và số người không về nước.",
                "On the ground of figures both the rate and the number of people are needed.",
            ),
        ),
        LocalityRefusal::BelowThreshold {
            given,
            threshold,
            rule,
            reference_vi,
            reference,
        } => (
            "locality.below",
            pick(
                lang,
                format!("{given} chưa đến ngưỡng {threshold} ({rule}; {reference_vi})."),
                format!("{given} does not reach the threshold of {threshold} ({rule}; {reference})."),
            ),
        ),
        LocalityRefusal::Already(unit) => (
            "locality.already",
            pick(
                lang,
                format!("{unit} đã bị tạm dừng trong năm đó."),
                format!("{unit} is suspended for that year already."),
            ),
        ),
        LocalityRefusal::NotSuspended(unit) => (
            "locality.not_suspended",
            pick(
                lang,
                format!("{unit} không bị tạm dừng trong năm đó."),
                format!("{unit} is not suspended for that year."),
            ),
        ),
        LocalityRefusal::MissingRule(rule) => ("locality.missing_rule", missing_rule(rule, lang)),
    }
}

/// Why a version of a rule is not published: the code, and the sentence.
#[must_use]
pub fn rule(refusal: &RuleRefusal, lang: Lang) -> (&'static str, String) {
    match refusal {
        RuleRefusal::NotProvince => (
            "rule.not_province",
            words(
                lang,
                "Chỉ cấp tỉnh công bố quy định.",
                "Only the province publishes rules.",
            ),
        ),
        RuleRefusal::SigningDay => ("rule.signing_day", signing_day(lang)),
        RuleRefusal::Value(rule) => (
            "rule.value",
            pick(
                lang,
                format!("Giá trị không hợp với đơn vị của quy định {rule}: một số hoặc một mã, không âm."),
                format!("The value does not fit the unit of {rule}: a number or a code, not below zero."),
            ),
        ),
        RuleRefusal::Unit { rule, .. } => (
            "rule.unit",
            pick(
                lang,
                format!("Quy định {rule} tính theo đơn vị khác: giữ đơn vị của các bản trước."),
                format!("Rule {rule} counts something else: keep the unit of its versions."),
            ),
        ),
        RuleRefusal::Same(rule) => (
            "rule.same",
            pick(
                lang,
                format!("Bản này của quy định {rule} đã có hiệu lực."),
                format!("That version of {rule} holds already."),
            ),
        ),
        RuleRefusal::Day => (
            "rule.day",
            words(
                lang,
                "Ngày hiệu lực nằm giữa năm 1975 và 2100.",
                "A rule takes effect between 1975 and 2100.",
            ),
        ),
    }
}

/// Why a figure from outside is not a sound record.
#[must_use]
pub fn comparator(refusal: ComparatorRefusal, lang: Lang) -> String {
    match refusal {
        ComparatorRefusal::Scope => words(
            lang,
            "Số liệu thuộc một đơn vị hoặc một nước: chọn một trong hai.",
            "A figure is of a unit or of a country: choose one of the two.",
        ),
        ComparatorRefusal::Decimals => words(
            lang,
            "Số liệu có tối đa 6 chữ số thập phân.",
            "A figure has at most 6 digits after the point.",
        ),
        ComparatorRefusal::Negative => words(
            lang,
            "Số lượng và số tiền không âm.",
            "A count or an amount is not below zero.",
        ),
    }
}

/// What a finding against a case says.
#[must_use]
pub fn finding(finding: &Finding, lang: Lang) -> String {
    if let (FindingKind::NotJudged, Some(missing)) = (finding.kind, finding.missing) {
        return missing_rule(&missing.rule, lang);
    }
    let (vi, en) = finding_kind(finding.kind);
    let of = match (finding.given, finding.limit) {
        (Some(given), Some(limit)) => pick(
            lang,
            format!(": {given}, cho phép {limit}"),
            format!(": {given}, allowed {limit}"),
        ),
        _ => String::new(),
    };
    format!("{}{of} ({})", words(lang, vi, en), finding.on)
}

/// A kind of finding in both languages.
#[must_use]
pub fn finding_kind(kind: FindingKind) -> (&'static str, &'static str) {
    match kind {
        FindingKind::LicenceInvalid => (
            "Giấy phép không có hiệu lực vào ngày ký",
            "The licence was not valid on the day of signing",
        ),
        FindingKind::RecruiterNotAllowed => (
            "Chương trình không cho doanh nghiệp tuyển chọn",
            "Enterprises may not recruit for the programme",
        ),
        FindingKind::OrderOverCeiling => (
            "Vượt số lượng của đơn hàng hoặc số được chấp thuận",
            "Over the ceiling of the order or preparation",
        ),
        FindingKind::FeeOverCap => ("Tiền dịch vụ vượt mức trần", "The service fee is over its cap"),
        FindingKind::LocalitySuspended => (
            "Địa bàn đang bị tạm dừng tuyển chọn",
            "Nobody is selected from the locality",
        ),
        FindingKind::OrderConflict => (
            "Đơn hàng không khớp, không mở, hoặc có hai đơn hàng",
            "The order does not fit, was not open, or there are two",
        ),
        FindingKind::OccupationMismatch => (
            "Nghề không thuộc đơn hàng hoặc chương trình",
            "The occupation is none of the order or programme",
        ),
        FindingKind::VisaMismatch => (
            "Loại thị thực không thuộc đơn hàng hoặc chương trình",
            "The class of visa is none of the order or programme",
        ),
        FindingKind::AgeOutsideProgramme => (
            "Tuổi không nằm trong điều kiện của chương trình",
            "The age is outside what the programme takes",
        ),
        FindingKind::NotJudged => ("Chưa thể xét", "It cannot be judged"),
    }
}

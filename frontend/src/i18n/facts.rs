//! The facts of an event in words: each field with its name and its value, read from JSON so that any event can be shown.

use hanhtrinh_domain::case::*;
use hanhtrinh_domain::date::PartialDate;
use hanhtrinh_domain::identity::Sex;
use hanhtrinh_domain::unit::UnitRef;
use serde_json::Value;

use super::{domain, pick};
use crate::{format, names};

/// The facts of an event, `name: value`, in their order.
pub fn lines(kind: &str, facts: &Value) -> Vec<(String, String)> {
    let Some(map) = facts.as_object() else {
        return Vec::new();
    };
    map.iter()
        .filter(|(name, value)| {
            !value.is_null() && !matches!(name.as_str(), "worker" | "nationality" | "phone")
        })
        .map(|(name, value)| (label(name), shown(kind, name, value)))
        .collect()
}

/// The facts of an event in one line.
pub fn summary(kind: &str, facts: &Value) -> String {
    lines(kind, facts)
        .into_iter()
        .map(|(label, value)| format!("{label}: {value}"))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn label(name: &str) -> String {
    pick(match name {
        "form" => ("hình thức", "form"),
        "market" => ("thị trường", "market"),
        "programme" => ("chương trình", "programme"),
        "enterprise" => ("doanh nghiệp", "enterprise"),
        "entry" => ("cách vào sổ", "entry"),
        "outcome" => ("kết quả", "outcome"),
        "kind" => ("loại", "kind"),
        "hours" => ("số giờ", "hours"),
        "certificate" => ("có giấy chứng nhận", "certificate"),
        "term_months" => ("thời hạn (tháng)", "term (months)"),
        "service_fee" => ("tiền dịch vụ", "service fee"),
        "employer" => ("người sử dụng lao động", "employer"),
        "sector" => ("ngành nghề", "sector"),
        "start" => ("từ", "from"),
        "end" => ("đến", "until"),
        "wage" => ("lương tháng", "monthly wage"),
        "commune" => ("xã", "commune"),
        "missing" => ("còn thiếu", "missing"),
        "ground" => ("căn cứ", "ground"),
        "amount" => ("số tiền", "amount"),
        "payer" => ("người nộp", "payer"),
        "class" => ("loại thị thực", "class"),
        "valid_to" => ("có giá trị đến", "valid until"),
        "last" => ("lần cuối", "final"),
        "day" => ("ngày bay", "day"),
        "reason" => ("lý do", "reason"),
        "evidence" => ("căn cứ", "evidence"),
        "age" => ("tuổi", "age"),
        "by" => ("xác minh bởi", "confirmed by"),
        "cause" => ("lý do", "cause"),
        "settled" => ("đã tất toán", "settled"),
        "sex" => ("giới tính", "sex"),
        "issued_on" => ("cấp ngày", "issued on"),
        "expires_on" => ("hết hạn", "expires on"),
        "method" => ("cách đối chiếu", "method"),
        "passed" => ("khớp", "fits"),
        "mismatches" => ("không khớp", "does not fit"),
        "unit" => ("đơn vị", "unit"),
        "former" => ("xã cũ", "former commune"),
        "basis" => ("căn cứ pháp lý", "legal basis"),
        other => return other.to_owned(),
    })
    .to_owned()
}

fn shown(kind: &str, name: &str, value: &Value) -> String {
    match value {
        Value::Bool(yes) => pick(if *yes { ("có", "yes") } else { ("không", "no") }).to_owned(),
        Value::Number(number) => match (name, number.as_u64()) {
            ("amount" | "service_fee", Some(amount)) => format::money(amount),
            ("wage.amount", Some(wage)) => format::number(wage),
            _ => number.to_string(),
        },
        Value::Array(items) if items.is_empty() => pick(("không", "nothing")).to_owned(),
        Value::Array(items) => items
            .iter()
            .map(|item| shown(kind, name, item))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Object(fields) => fields
            .iter()
            .map(|(field, value)| shown(kind, &format!("{name}.{field}"), value))
            .collect::<Vec<_>>()
            .join(" "),
        Value::String(text) => worded(kind, name, text).unwrap_or_else(|| text.clone()),
        other => other.to_string(),
    }
}

fn worded(kind: &str, name: &str, text: &str) -> Option<String> {
    let words = match name {
        "form" => domain::legal_form(LegalForm::parse(text)?),
        "outcome" => domain::selection_outcome(SelectionOutcome::parse(text)?),
        "ground" => domain::refusal_ground(RefusalGround::parse(text)?),
        "reason" if kind == "person_forgotten" => code(text)?,
        "reason" => domain::reason(Reason::parse(text)?),
        "cause" => domain::end_cause(EndCause::parse(text)?),
        "evidence" => domain::evidence(Evidence::parse(text)?),
        "by" => domain::verifier(Verifier::parse(text)?),
        "payer" => domain::payer(Payer::parse(text)?),
        "missing" => domain::dossier_item(DossierItem::parse(text)?),
        "sex" => domain::sex(Sex::parse(text).ok()?),
        "kind" if kind.starts_with("training") => domain::training_kind(TrainingKind::parse(text)?),
        "kind" | "entry" | "method" => code(text)?,
        "market" => return Some(names::market(text)),
        "sector" => return Some(names::sector(text)),
        "enterprise" => return Some(names::enterprise(text)),
        "commune" | "unit" | "former" => return Some(names::commune(UnitRef::parse(text).ok()?)),
        "mismatches" => return Some(super::events::warning(text)),
        _ => {
            return PartialDate::parse(text)
                .ok()
                .filter(|_| text.len() >= 7)
                .map(format::partial);
        }
    };
    Some(words.to_owned())
}

fn code(text: &str) -> Option<&'static str> {
    Some(pick(match text {
        "registered" => ("đăng ký trước khi đi", "registered before leaving"),
        "legacy" => ("từ danh sách có sẵn", "from an existing list"),
        "identity_card" => ("căn cước", "identity card"),
        "old_identity_card" => ("CMND cũ", "old identity card"),
        "passport" => ("hộ chiếu", "passport"),
        "permanent" => ("thường trú", "permanent"),
        "temporary" => ("tạm trú", "temporary"),
        "cross_field" => (
            "đối chiếu số với năm sinh, giới tính",
            "number against birth year and sex",
        ),
        "in_person" => ("trực tiếp", "in person"),
        "request" => ("theo yêu cầu", "on request"),
        "retention" => ("hết thời hạn lưu giữ", "kept long enough"),
        "order" => ("theo quyết định", "by order"),
        "mistake" => ("ghi nhầm", "recorded by mistake"),
        "population_database" => ("cơ sở dữ liệu dân cư", "population database"),
        _ => return None,
    }))
}

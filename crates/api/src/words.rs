//! What the rules say, in both languages: every refusal of the domain as a sentence with its remedy. Shared, so that the
//! form in the browser and the answer of the server use the same words.

use hanhtrinh_domain::case::decide::Refusal;
use hanhtrinh_domain::case::record::FactRefusal;
use hanhtrinh_domain::code::CodeError;
use hanhtrinh_domain::identity::{IdWarning, IdentityError};
use hanhtrinh_domain::plan::PlanRefusal;
use hanhtrinh_domain::worker::ForgetRefusal;

use crate::common::Lang;

pub mod dealings;

fn pick(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Why a person is not forgotten: the field, and the sentence.
pub fn forget(refusal: ForgetRefusal, lang: Lang) -> (&'static str, &'static str) {
    match refusal {
        ForgetRefusal::Nobody => (
            "id",
            pick(
                lang,
                "Không có người nào có mã này.",
                "Nobody is known by this id.",
            ),
        ),
        ForgetRefusal::Basis(error) => ("basis", code(error, lang)),
        ForgetRefusal::Already => (
            "id",
            pick(
                lang,
                "Dữ liệu của người này đã được xóa rồi.",
                "This person is forgotten already.",
            ),
        ),
    }
}

/// What is wrong with an identity field.
pub fn identity(error: IdentityError, lang: Lang) -> &'static str {
    let (vi, en) = match error {
        IdentityError::NameLength => ("Họ tên có từ 2 đến 100 ký tự.", "A name has 2 to 100 characters."),
        IdentityError::NameDigit => ("Họ tên không có chữ số.", "A name has no digits."),
        IdentityError::NameCharacter => (
            "Họ tên chỉ gồm chữ cái, khoảng trắng, dấu nháy, gạch nối và dấu chấm.",
            "A name has only letters, spaces, apostrophes, hyphens and dots.",
        ),
        IdentityError::IdCharacter => (
            "Số định danh chỉ gồm chữ số.",
            "An identity number has only digits.",
        ),
        IdentityError::IdLostZero => (
            "Thiếu một chữ số: có thể bảng tính đã làm mất số 0 ở đầu.",
            "One digit is missing: a spreadsheet may have dropped the zero in front.",
        ),
        IdentityError::IdLength => (
            "Số định danh có 12 chữ số, chứng minh nhân dân cũ có 9.",
            "An identity number has 12 digits, that of an old card 9.",
        ),
        IdentityError::PersonalIdLength => (
            "Số định danh cá nhân có 12 chữ số.",
            "A personal identity number has 12 digits.",
        ),
        IdentityError::LegacyIdLength => (
            "Số chứng minh nhân dân cũ có 9 chữ số.",
            "The number of an old identity card has 9 digits.",
        ),
        IdentityError::PhoneCharacter => (
            "Số điện thoại chỉ gồm chữ số, có thể có + ở đầu.",
            "A phone number has only digits, and + in front of a country code.",
        ),
        IdentityError::PhoneLength => (
            "Số di động Việt Nam có 10 chữ số, ví dụ 0912 345 678.",
            "A Vietnamese mobile number has 10 digits, such as 0912 345 678.",
        ),
        IdentityError::PhonePrefix => (
            "Số di động Việt Nam bắt đầu bằng 03, 05, 07, 08 hoặc 09.",
            "A Vietnamese mobile number starts with 03, 05, 07, 08 or 09.",
        ),
        IdentityError::Passport => (
            "Số hộ chiếu gồm 6 đến 15 chữ và số.",
            "A passport number has 6 to 15 letters and digits.",
        ),
        IdentityError::BirthForm => (
            "Ngày sinh viết 12/05/1990, hoặc 1990 nếu chỉ biết năm.",
            "A birth date is written 12/05/1990, or 1990 where only the year is known.",
        ),
        IdentityError::BirthMonth => (
            "Ngày sinh là ngày chính xác hoặc chỉ năm.",
            "A birth date is an exact day or only a year.",
        ),
        IdentityError::BirthRange => (
            "Ngày sinh nằm giữa năm 1900 và hôm nay.",
            "A birth date lies between 1900 and today.",
        ),
        IdentityError::Sex => ("Chọn giới tính: nam hoặc nữ.", "Choose the sex: male or female."),
    };
    pick(lang, vi, en)
}

/// A doubt about an identity number that does not stop anything.
pub fn id_warning(warning: IdWarning, lang: Lang) -> &'static str {
    let (vi, en) = match warning {
        IdWarning::PlaceNotProvince => (
            "Ba chữ số đầu không phải mã tỉnh; hãy đối chiếu với thẻ.",
            "The first three digits are no province code; compare with the card.",
        ),
        IdWarning::SexMismatch => (
            "Chữ số thứ tư chỉ giới tính khác; hãy đối chiếu với thẻ.",
            "The fourth digit says the other sex; compare with the card.",
        ),
        IdWarning::YearMismatch => (
            "Số định danh chỉ năm sinh khác; hãy đối chiếu với thẻ.",
            "The number says another birth year; compare with the card.",
        ),
    };
    pick(lang, vi, en)
}

/// What is wrong with a code or the name of an organisation.
pub fn code(error: CodeError, lang: Lang) -> &'static str {
    let (vi, en) = match error {
        CodeError::Empty => ("Cần điền mục này.", "This is needed."),
        CodeError::TooLong => ("Mã có tối đa 24 ký tự.", "A code has at most 24 characters."),
        CodeError::Character => (
            "Mã chỉ gồm chữ không dấu, chữ số và . _ - /",
            "A code has only letters without accents, digits and . _ - /",
        ),
        CodeError::Market => (
            "Nước hoặc vùng lãnh thổ là mã hai chữ cái, ví dụ JP.",
            "A country is its two-letter code, such as JP.",
        ),
        CodeError::NameLength => (
            "Tên tổ chức có từ 1 đến 200 ký tự.",
            "The name of an organisation has 1 to 200 characters.",
        ),
        CodeError::NameCharacter => (
            "Tên tổ chức là một dòng chữ thường.",
            "The name of an organisation is one line of plain text.",
        ),
    };
    pick(lang, vi, en)
}

/// Stable code of a refused decision.
pub fn refusal_code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::WrongState(_) => "decision.wrong_state",
        Refusal::NotCompetent { .. } => "decision.not_competent",
        Refusal::Unassigned(_) => "decision.unassigned",
        Refusal::NotSuccessor(_) => "decision.not_successor",
        Refusal::Role => "decision.role",
        Refusal::OutOfScope(_) => "decision.out_of_scope",
        Refusal::TooLate { .. } => "decision.too_late",
        Refusal::SigningDay => "decision.signing_day",
        Refusal::Incomplete => "decision.incomplete",
        Refusal::NoReason => "decision.no_reason",
        Refusal::NothingMissing => "decision.nothing_missing",
        Refusal::NotLeader => "decision.not_leader",
        Refusal::MissingRule(_) => "decision.missing_rule",
        Refusal::NoCalendar => "decision.no_calendar",
    }
}

/// Why a decision is refused, with the rule and what to do.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    let vi = lang == Lang::Vi;
    match refusal {
        Refusal::WrongState(state) if vi => {
            format!(
                "Hồ sơ đang ở trạng thái {}: lúc này không có gì chờ quyết định này.",
                state.as_str()
            )
        }
        Refusal::WrongState(state) => {
            format!(
                "The case is {}: nothing waits for this decision now.",
                state.as_str()
            )
        }
        Refusal::NotCompetent { competent, .. } if vi => format!(
            "Vào ngày ký, xã có thẩm quyền là {competent} (xã kế thừa nơi nộp hồ sơ; Nghị định 128/2025/NĐ-CP). Hãy chuyển hồ sơ cho xã đó."
        ),
        Refusal::NotCompetent { competent, .. } => format!(
            "On the day of signing the competent commune is {competent} (it succeeds the commune of filing; Decree 128/2025). Pass the file to it."
        ),
        Refusal::Unassigned(unit) if vi => {
            format!("Xã {unit} đã được chia: tỉnh phải chỉ định xã giải quyết trước.")
        }
        Refusal::Unassigned(unit) => {
            format!("{unit} was split: the province first names the commune that decides.")
        }
        Refusal::NotSuccessor(unit) if vi => {
            format!("{unit} không kế thừa xã nơi nộp hồ sơ; hãy chọn một trong các xã kế thừa.")
        }
        Refusal::NotSuccessor(unit) => {
            format!("{unit} does not succeed the commune of filing; choose one of its successors.")
        }
        Refusal::OutOfScope(unit) if vi => {
            format!("Vào ngày ghi nhận, {unit} không phụ trách hồ sơ này.")
        }
        Refusal::OutOfScope(unit) => format!("On the day of recording {unit} does not cover this case."),
        Refusal::TooLate { late, allowed } if vi => format!(
            "Văn bản ký cách đây {late} ngày làm việc, quy định cho phép {allowed}: cấp tỉnh phải nhập."
        ),
        Refusal::TooLate { late, allowed } => format!(
            "Signed {late} working days ago while {allowed} are allowed: the province has to enter it."
        ),
        Refusal::MissingRule(rule) if vi => format!("Quy định {rule} không có bản hiệu lực cho ngày này."),
        Refusal::MissingRule(rule) => format!("Rule {rule} has no version for that day."),
        Refusal::Role => pick(
            lang,
            "Vai trò này không quyết định việc này.",
            "This role does not decide this.",
        )
        .to_owned(),
        Refusal::SigningDay => pick(
            lang,
            "Ngày ký nằm trước việc được quyết định hoặc trong tương lai.",
            "The day of signing lies before what is decided about or in the future.",
        )
        .to_owned(),
        Refusal::Incomplete => pick(
            lang,
            "Hồ sơ chưa đủ giấy tờ: hãy ghi nhận phần bổ sung trước.",
            "The dossier is incomplete: record the supplement first.",
        )
        .to_owned(),
        Refusal::NoReason => pick(
            lang,
            "Từ chối phải nêu lý do bằng văn bản (Nghị định 128/2025/NĐ-CP).",
            "A refusal needs its reason in writing (Decree 128/2025).",
        )
        .to_owned(),
        Refusal::NothingMissing => pick(
            lang,
            "Hãy nêu giấy tờ còn thiếu.",
            "Name the papers that are missing.",
        )
        .to_owned(),
        Refusal::NotLeader => pick(
            lang,
            "Chỉ lãnh đạo đơn vị được mở lại hồ sơ đã đóng.",
            "Only a unit leader opens a closed case again.",
        )
        .to_owned(),
        Refusal::NoCalendar => pick(
            lang,
            "Lịch ngày nghỉ không bao gồm những ngày này.",
            "The calendar of holidays does not cover these days.",
        )
        .to_owned(),
    }
}

/// Stable code of a fact that is not a sound record.
pub fn fact_code(refusal: &FactRefusal) -> &'static str {
    match refusal {
        FactRefusal::Future { .. } => "fact.future",
        FactRefusal::TooEarly { .. } => "fact.too_early",
        FactRefusal::Beginning => "fact.beginning",
        FactRefusal::Decision(_) => "fact.decision",
        FactRefusal::UnknownEvent => "fact.unknown_event",
        FactRefusal::OtherType { .. } => "fact.other_type",
        FactRefusal::NothingToAmend => "fact.nothing_to_amend",
        FactRefusal::ContractDates => "fact.contract_dates",
        FactRefusal::Opening => "fact.opening",
        FactRefusal::Empty(_) => "fact.empty",
        FactRefusal::Reversed(_) => "fact.reversed",
        FactRefusal::OtherPerson => "fact.other_person",
    }
}

/// Why a fact is not a sound record.
pub fn fact(refusal: &FactRefusal, lang: Lang) -> &'static str {
    let (vi, en) = match refusal {
        FactRefusal::Future { .. } => (
            "Ngày này chưa đến: hãy kiểm tra lại.",
            "That day has not come yet: check the date.",
        ),
        FactRefusal::TooEarly { .. } => (
            "Ngày này quá xa trong quá khứ: hãy kiểm tra năm.",
            "That day lies too far back: check the year.",
        ),
        FactRefusal::Beginning => (
            "Mỗi hồ sơ bắt đầu bằng việc mở hồ sơ, một lần.",
            "A case begins with its opening, once.",
        ),
        FactRefusal::Decision(_) => (
            "Đây là quyết định: dùng mục quyết định.",
            "This is a decision: use the decisions of the case.",
        ),
        FactRefusal::UnknownEvent => (
            "Sự kiện cần sửa không có trong hồ sơ này.",
            "The event to amend is not in this record.",
        ),
        FactRefusal::OtherType { .. } => (
            "Bản sửa phải cùng loại với sự kiện gốc.",
            "An amendment has the type of what it amends.",
        ),
        FactRefusal::NothingToAmend => (
            "Sự kiện đã ở tình trạng đó.",
            "The event is in that condition already.",
        ),
        FactRefusal::ContractDates => (
            "Hợp đồng kết thúc trước khi bắt đầu: hãy kiểm tra hai ngày.",
            "The contract ends before it starts: check both dates.",
        ),
        FactRefusal::Opening => (
            "Mỗi hồ sơ bắt đầu bằng sự kiện mở đầu của nó, một lần: hãy ghi nhận sự kiện đó trước.",
            "A record begins with the event that opens it, once: record that first.",
        ),
        FactRefusal::Empty(_) => (
            "Mục này phải được điền và lớn hơn 0.",
            "This must be filled in and above zero.",
        ),
        FactRefusal::Reversed(_) => (
            "Ngày kết thúc đứng trước ngày bắt đầu: hãy kiểm tra hai ngày.",
            "The last day lies before the first: check both dates.",
        ),
        FactRefusal::OtherPerson => (
            "Mỗi bản ghi này chỉ nói về một người: hãy ghi nhận riêng cho từng người.",
            "Such a record is about one person: record each person apart.",
        ),
    };
    pick(lang, vi, en)
}

/// Why a plan target is refused.
pub fn plan(refusal: PlanRefusal, lang: Lang) -> &'static str {
    let (vi, en) = match refusal {
        PlanRefusal::NotProvince => ("Chỉ cấp tỉnh giao chỉ tiêu.", "Only the province sets targets."),
        PlanRefusal::Bounds => (
            "Chỉ tiêu lớn hơn 0 và mức thấp không vượt mức cao.",
            "A target is above zero and its lower bound not above the upper one.",
        ),
        PlanRefusal::NothingToRevise => (
            "Không có chỉ tiêu khác để điều chỉnh.",
            "There is no other target to revise.",
        ),
        PlanRefusal::Year => (
            "Năm nằm giữa 2000 và 2100.",
            "The year lies between 2000 and 2100.",
        ),
    };
    pick(lang, vi, en)
}

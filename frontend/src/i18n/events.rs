//! What happened, in words: the types of events, and codes that travel as text.

use super::{lang, pick};
use hanhtrinh_api::Lang;

/// Name of an event type; the type itself where it is not known.
pub fn event_type(kind: &str) -> String {
    let pair = match kind {
        "worker_registered" => ("Đăng ký người lao động", "Person registered"),
        "identity_document_recorded" => ("Ghi giấy tờ tùy thân", "Identity document recorded"),
        "identity_checked" => ("Đối chiếu giấy tờ", "Identity checked"),
        "residence_recorded" => ("Ghi nơi cư trú", "Residence recorded"),
        "person_forgotten" => ("Xóa dữ liệu cá nhân", "Personal data erased"),
        "contact_recorded" => ("Ghi cách liên lạc", "Contact recorded"),
        "case_opened" => ("Mở hồ sơ đi làm việc", "Placement opened"),
        "test_registered" => ("Đăng ký thi", "Test registered"),
        "selection_recorded" => ("Kết quả tuyển chọn", "Selection"),
        "training_started" => ("Bắt đầu đào tạo", "Training began"),
        "training_completed" => ("Hoàn thành đào tạo", "Training completed"),
        "health_check_recorded" => ("Khám sức khỏe", "Health check"),
        "sending_contract_signed" => ("Ký hợp đồng đưa đi", "Sending contract signed"),
        "employment_contract_recorded" => ("Hợp đồng lao động", "Labour contract"),
        "direct_contract_filed" => ("Nộp đăng ký hợp đồng trực tiếp", "Direct contract filed"),
        "supplement_requested" => ("Yêu cầu bổ sung hồ sơ", "Supplement asked for"),
        "supplement_received" => ("Nhận bổ sung hồ sơ", "Supplement received"),
        "case_assigned" => ("Giao xã giải quyết", "Deciding commune named"),
        "direct_contract_certified" => ("Xác nhận hợp đồng trực tiếp", "Direct contract certified"),
        "direct_contract_refused" => ("Không xác nhận hợp đồng trực tiếp", "Direct contract refused"),
        "worker_deposit_lodged" => ("Ký quỹ", "Deposit lodged"),
        "fund_contribution_paid" => ("Đóng quỹ hỗ trợ việc làm ngoài nước", "Fund contribution paid"),
        "visa_issued" => ("Cấp thị thực", "Visa issued"),
        "visa_refused" => ("Từ chối thị thực", "Visa refused"),
        "departure_scheduled" => ("Đặt lịch bay", "Flight booked"),
        "departure_cancelled" => ("Hủy lịch bay", "Flight cancelled"),
        "case_withdrawn" => ("Rút hồ sơ", "Withdrawn"),
        "departure_recorded" => ("Xuất cảnh", "Departure"),
        "departure_verified" => ("Xác minh xuất cảnh", "Departure confirmed"),
        "arrival_confirmed" => ("Xác nhận đến nơi làm việc", "Arrival confirmed"),
        "contract_extended" => ("Gia hạn hợp đồng", "Contract extended"),
        "contract_ended" => ("Chấm dứt hợp đồng", "Contract ended"),
        "return_recorded" => ("Về nước", "Return"),
        "return_verified" => ("Xác minh về nước", "Return confirmed"),
        "contract_liquidated" => ("Thanh lý hợp đồng", "Contract settled"),
        "case_closed" => ("Đóng hồ sơ", "Case closed"),
        "case_reopened" => ("Mở lại hồ sơ", "Case reopened"),
        _ => return office_event(kind),
    };
    pick(pair).to_owned()
}

/// Name of an event of the office.
fn office_event(kind: &str) -> String {
    let pair = match kind {
        "recruitment_order_opened" => ("Mở đơn hàng tuyển dụng", "Recruitment order opened"),
        "order_capacity_changed" => ("Điều chỉnh số lượng đơn hàng", "Order capacity changed"),
        "order_suspended" => ("Tạm dừng đơn hàng", "Order suspended"),
        "order_resumed" => ("Tiếp tục đơn hàng", "Order resumed"),
        "order_closed" => ("Đóng đơn hàng", "Order closed"),
        _ => match super::care::event_type(kind) {
            Some(pair) => pair,
            None => return kind.to_owned(),
        },
    };
    pick(pair).to_owned()
}

/// Name of a role that travels as text.
pub fn role_text(role: &str) -> String {
    hanhtrinh_domain::actor::Role::parse(role)
        .map_or_else(|| role.to_owned(), |role| super::domain::role(role).to_owned())
}

/// How an event came in.
pub fn channel(channel: &str) -> &str {
    match channel {
        "web" => pick(("trên trang này", "on this site")),
        "import" => pick(("từ danh sách", "from a list")),
        "interface" => pick(("qua kết nối", "by interface")),
        other => other,
    }
}

/// Kind of the document an event rests on.
pub fn source_kind(kind: &str) -> &str {
    match kind {
        "decision" => pick(("quyết định", "decision")),
        "letter" => pick(("công văn", "letter")),
        "departure_list" => pick(("danh sách xuất cảnh", "departure list")),
        "enterprise_list" | "list" => pick(("danh sách của doanh nghiệp", "enterprise list")),
        "contract" => pick(("hợp đồng", "contract")),
        "receipt" => pick(("biên lai", "receipt")),
        "stamp" => pick(("dấu xuất nhập cảnh", "passport stamp")),
        "declaration" => pick(("tờ khai", "declaration")),
        "minutes" => pick(("biên bản", "minutes")),
        other => other,
    }
}

/// Codes of doubts, as receipts and person pages carry them.
pub fn warning(code: &str) -> String {
    let pair = match code {
        "id.place_not_province" => (
            "Ba số đầu của số định danh không phải mã tỉnh.",
            "The first three digits of the number are no province.",
        ),
        "id.sex_mismatch" => (
            "Giới tính không khớp số định danh.",
            "The sex does not fit the identity number.",
        ),
        "id.year_mismatch" => (
            "Năm sinh không khớp số định danh.",
            "The birth year does not fit the identity number.",
        ),
        "identity.conflict" => (
            "Số giấy tờ này cũng thuộc về người khác.",
            "Somebody else holds this number too.",
        ),
        _ => return code.to_owned(),
    };
    pick(pair).to_owned()
}

/// Working days left until a due day.
pub fn days_left(days: i32) -> String {
    match (lang(), days) {
        (Lang::Vi, 0) => "Hạn hôm nay".to_owned(),
        (Lang::Vi, days) if days < 0 => format!("Quá hạn {} ngày", -days),
        (Lang::Vi, days) => format!("Còn {days} ngày làm việc"),
        (Lang::En, 0) => "Due today".to_owned(),
        (Lang::En, -1) => "1 day overdue".to_owned(),
        (Lang::En, days) if days < 0 => format!("{} days overdue", -days),
        (Lang::En, 1) => "1 working day left".to_owned(),
        (Lang::En, days) => format!("{days} working days left"),
    }
}

/// A count with the English plural where it differs.
pub fn counted(count: u64, vi: &str, one: &str, many: &str) -> String {
    let number = crate::format::number(count);
    match lang() {
        Lang::Vi => format!("{number} {vi}"),
        Lang::En => format!("{number} {}", if count == 1 { one } else { many }),
    }
}

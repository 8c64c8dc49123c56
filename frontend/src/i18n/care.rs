//! Words for what offices do beside the placement: codes that travel as text, and the types of events.

use hanhtrinh_domain::precision::Precision;

use super::pick;

/// A code in words; the code itself where it is not known.
pub fn code(text: &str) -> String {
    pair(text).map_or_else(|| text.to_owned(), |pair| pick(pair).to_owned())
}

/// A figure with its word: "over 300".
pub fn figure(value: u64, precision: Precision) -> String {
    let number = crate::format::number(value);
    match precision {
        Precision::Exact => number,
        Precision::Over => format!("{} {number}", pick(("trên", "over"))),
        Precision::About => format!("{} {number}", pick(("khoảng", "about"))),
        Precision::Nearly => format!("{} {number}", pick(("gần", "nearly"))),
    }
}

fn pair(text: &str) -> Option<(&'static str, &'static str)> {
    Some(match text {
        "-" => ("chưa ghi nhận", "not recorded"),
        "unresolved" => ("chưa xếp được", "unresolved"),
        "regular" => ("định kỳ tại trung tâm", "regular"),
        "mobile" => ("lưu động", "mobile"),
        "domestic" => ("trong nước", "in the country"),
        "abroad" => ("ngoài nước", "abroad"),
        "vocational" => ("học nghề", "vocational training"),
        "programmes" => ("chương trình, thị trường", "programmes and markets"),
        "costs" => ("chi phí", "costs"),
        "fraud" => ("phòng lừa đảo", "fraud"),
        "rights" => ("quyền và nghĩa vụ", "rights and duties"),
        "return" => ("trở về", "coming back"),
        "other" => ("khác", "other"),
        "poor" => ("hộ nghèo", "poor household"),
        "near_poor" => ("hộ cận nghèo", "near-poor household"),
        "out_of_poverty" => ("hộ mới thoát nghèo", "just out of poverty"),
        "ethnic_minority" => ("dân tộc thiểu số", "ethnic minority"),
        "merit_relative" => ("thân nhân người có công", "relative of a person of merit"),
        "land_recovered" => ("bị thu hồi đất", "land recovered"),
        "difficult_area" => ("vùng đặc biệt khó khăn", "especially difficult area"),
        "language" => ("ngoại ngữ", "foreign language"),
        "orientation" => ("giáo dục định hướng", "orientation"),
        "health" => ("khám sức khỏe", "health check"),
        "papers" => ("hộ chiếu, thị thực", "passport and visa"),
        "travel" => ("đi lại", "travel"),
        "central" => ("ngân sách trung ương", "central budget"),
        "province" => ("ngân sách tỉnh", "budget of the province"),
        "local" => ("ngân sách xã", "local budget"),
        "programme" => ("chương trình mục tiêu", "target programme"),
        "eps_deposit" => ("ký quỹ EPS", "EPS deposit"),
        "forwarded" => ("đã chuyển ngân hàng", "with the bank"),
        "approved" => ("đã duyệt", "approved"),
        "refused" => ("từ chối", "refused"),
        "disbursed" => ("đã giải ngân", "paid out"),
        "settled" => ("đã tất toán", "paid back"),
        "over_ceiling" => ("vượt mức trần", "above the ceiling"),
        "over_approved" => ("vượt số đã duyệt", "above what was approved"),
        "not_approved" => ("chưa có phê duyệt", "no approval on file"),
        "answered_late" => ("trả lời quá hạn", "answered late"),
        "overdue" => ("nợ quá hạn", "overdue"),
        "overpaid" => ("chi vượt quyết định", "more than decided"),
        "not_decided" => ("chi khi chưa có quyết định", "paid without a decision"),
        "other_budget" => ("khác nguồn đã quyết định", "another budget than decided"),
        "accident_or_illness" => ("tai nạn, ốm đau", "accident or illness"),
        "employer_failure" => ("chủ sử dụng mất khả năng", "employer failed"),
        "force_majeure" => ("bất khả kháng", "force majeure"),
        "death_or_missing" => ("tử vong, mất tích", "death or disappearance"),
        "training" => ("đào tạo", "training"),
        "dispute" => ("tranh chấp", "dispute"),
        "work" => ("việc làm", "work"),
        "startup" => ("khởi nghiệp", "start a business"),
        "leave_again" => ("đi lại lần nữa", "leave again"),
        "counselling" => ("tư vấn tâm lý", "counselling"),
        "legal" => ("trợ giúp pháp lý", "legal help"),
        "access" => ("xem dữ liệu", "access"),
        "rectify" => ("sửa dữ liệu", "rectification"),
        "restrict" => ("hạn chế xử lý", "restriction"),
        "object" => ("phản đối xử lý", "objection"),
        "erase" => ("xóa dữ liệu", "erasure"),
        "granted" => ("đồng ý", "granted"),
        "partly" => ("đồng ý một phần", "granted in part"),
        "fairs" => ("Phiên giao dịch việc làm", "Job fairs"),
        "exhibitors" => ("Đơn vị tham gia", "Organisations at fairs"),
        "attendance" => ("Người tham gia phiên", "People at fairs"),
        "matches" => ("Kết nối thành công", "People matched"),
        "advised" => ("Lượt tư vấn, tuyên truyền", "Contacts of advice"),
        "loans" => ("Vốn vay đã giải ngân", "Loans paid out"),
        "policy" => ("Xuất cảnh theo diện chính sách", "Departures by policy group"),
        "support" => ("Hỗ trợ đã chi", "Support paid"),
        "claims" => ("Quỹ đã chi", "Paid by the fund"),
        "placements" => (
            "Việc làm trong nước sau khi về",
            "Work in the country after return",
        ),
        _ => return None,
    })
}

/// Name of an event type of these streams.
pub fn event_type(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "household_linked" => ("Gắn hộ gia đình", "Household linked"),
        "policy_group_determined" => ("Xác định diện chính sách", "Policy group determined"),
        "qualification_recorded" => ("Trình độ chuyên môn", "Qualification recorded"),
        "language_result_recorded" => ("Kết quả ngoại ngữ", "Language result"),
        "consent_given" => ("Đồng ý xử lý dữ liệu", "Consent given"),
        "consent_withdrawn" => ("Rút lại đồng ý", "Consent withdrawn"),
        "subject_request_logged" => ("Yêu cầu về dữ liệu cá nhân", "Request about own data"),
        "subject_request_decided" => ("Trả lời yêu cầu về dữ liệu", "Request answered"),
        "fair_planned" => ("Kế hoạch phiên giao dịch", "Fair planned"),
        "fair_held" => ("Tổ chức phiên giao dịch", "Fair held"),
        "exhibitor_attended" => ("Đơn vị tham gia", "Organisation took part"),
        "seekers_attended" => ("Người lao động tham gia", "People came"),
        "match_recorded" => ("Kết nối thành công", "People matched"),
        "headcount_declared" => ("Số liệu tổng hợp khai báo", "Figure declared"),
        _ => return None,
    })
}

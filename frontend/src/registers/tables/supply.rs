//! Orders, preparations of recruitment, programmes and dated rules.

use hanhtrinh_domain::actor::Role;

use crate::registers::spec::*;

const STATES: Words = &[
    ("open", ("đang tuyển", "open")),
    ("suspended", ("tạm dừng", "suspended")),
    ("closed", ("đã đóng", "closed")),
];
const PROFIT: Words = &[
    ("non_profit", ("phi lợi nhuận", "non-profit")),
    ("commercial", ("thương mại", "commercial")),
];
const GRADES: Words = &[
    ("A", ("đã đọc văn bản", "the instrument was read")),
    ("B", ("theo nguồn thứ cấp", "a secondary report")),
    ("C", ("suy ra", "inference")),
    ("assumed", ("giả định, chờ xác nhận", "assumed, to be confirmed")),
];

const MARKET: Pair = ("Thị trường", "Market");
const CEILING: Pair = ("Nhiều nhất", "At most");

/// Recruitment orders.
pub static ORDERS: Register = Register {
    address: "orders",
    api: "/orders",
    id: "key",
    title: ("Đơn hàng", "Orders"),
    about: (
        "Đơn hàng tuyển dụng của doanh nghiệp: số lượng, số đã trúng tuyển, đã ký hợp đồng và đã xuất cảnh.",
        "Recruitment orders of enterprises: places, people selected, contracted and departed.",
    ),
    empty: (
        "Chưa có đơn hàng nào; đơn hàng hiện ở đây khi doanh nghiệp hoặc cấp tỉnh ghi nhận.",
        "There is no order; orders appear here when an enterprise or the province records them.",
    ),
    readers: &Role::ALL,
    columns: &[
        listed("enterprise_name", ("Doanh nghiệp", "Enterprise"), Show::Text),
        listed("key", ("Số đơn hàng", "Order"), Show::Text),
        listed("opened.market", MARKET, Show::Market),
        listed("state", ("Tình trạng", "State"), Show::Word(STATES)),
        listed("capacity", ("Số lượng", "Places"), Show::Number),
        listed("ceiling", CEILING, Show::Number),
        listed("selected", ("Trúng tuyển", "Selected"), Show::Number),
        listed("contracted", ("Đã ký", "Contracted"), Show::Number),
        listed("departed", ("Đã đi", "Departed"), Show::Number),
        detail("opened_on", ("Ngày mở", "Opened on"), Show::Day),
    ],
    begin: &[],
    acts: &[],
};

/// Supply contracts and preparations of recruitment with the province's answer.
pub static SUPPLIES: Register = Register {
    address: "supplies",
    api: "/supplies",
    id: "key",
    title: ("Chuẩn bị nguồn", "Supply"),
    about: (
        "Hợp đồng cung ứng, đề nghị chuẩn bị nguồn lao động và trả lời của cấp tỉnh, kèm hạn trả lời.",
        "Supply contracts and preparations of recruitment, with the province's answer and its term.",
    ),
    empty: ("Chưa có hồ sơ nào", "There is no dossier"),
    readers: &Role::ALL,
    columns: &[
        listed("enterprise_name", ("Doanh nghiệp", "Enterprise"), Show::Text),
        listed("key", ("Số hồ sơ", "Dossier"), Show::Text),
        listed("market", MARKET, Show::Market),
        listed("headcount", ("Số lao động", "People"), Show::Number),
        listed("ordered", ("Đã đưa vào đơn hàng", "In orders"), Show::Number),
        listed("ceiling", CEILING, Show::Number),
        listed("due_on", ("Hạn trả lời", "Due"), Show::Day),
        detail("rule", ("Quy định", "Rule"), Show::Text),
    ],
    begin: &[],
    acts: &[],
};

/// Programmes under which people are sent.
pub static PROGRAMMES: Register = Register {
    address: "programmes",
    api: "/programmes",
    id: "key",
    title: ("Chương trình", "Programmes"),
    about: (
        "Chương trình đưa người đi, ai được tuyển chọn, đợt tuyển và địa bàn có quyết định.",
        "Programmes of sending, who may recruit for them, intakes, and localities under a decision.",
    ),
    empty: (
        "Chưa có chương trình nào; chương trình hiện ở đây khi cấp tỉnh ghi nhận.",
        "There is no programme; programmes appear here when the province records them.",
    ),
    readers: &Role::ALL,
    columns: &[
        listed("terms.name", ("Tên", "Name"), Show::Text),
        listed("key", ("Mã", "Code"), Show::Text),
        listed("terms.market", MARKET, Show::Market),
        listed("terms.profit", ("Loại", "Kind"), Show::Word(PROFIT)),
        listed(
            "terms.recruiter_allowed",
            ("Doanh nghiệp được tuyển", "Enterprises may recruit"),
            Show::Flag,
        ),
        listed("intakes", ("Đợt tuyển", "Intakes"), Show::Count),
        detail("sessions", ("Kỳ thi", "Tests"), Show::Count),
        detail("agreements", ("Thỏa thuận địa phương", "Agreements"), Show::Count),
        detail(
            "localities",
            ("Địa bàn có quyết định", "Localities decided on"),
            Show::Count,
        ),
    ],
    begin: &[],
    acts: &[],
};

/// Every version of every dated rule.
pub static RULES: Register = Register {
    address: "rules",
    api: "/rules",
    id: "version.id",
    title: ("Quy định", "Rules"),
    about: (
        "Mọi mức tiền, thời hạn và độ tuổi, theo ngày hiệu lực, kèm căn cứ pháp lý.",
        "Every amount, term and age, by the day it takes effect, with its legal reference.",
    ),
    empty: ("Chưa có quy định nào", "There is no rule"),
    readers: &Role::ALL,
    columns: &[
        listed("version.id", ("Quy định", "Rule"), Show::Text),
        listed(
            "version.effective_on",
            ("Hiệu lực từ", "In force from"),
            Show::Day,
        ),
        listed("version.value", ("Mức", "Value"), Show::Text),
        listed("in_force", ("Đang hiệu lực", "In force"), Show::Flag),
        detail(
            "version.legal_ref_vi",
            ("Căn cứ", "Reference, in Vietnamese"),
            Show::Text,
        ),
        detail(
            "version.legal_ref",
            ("Căn cứ, tiếng Anh", "Reference"),
            Show::Text,
        ),
        detail(
            "version.grade",
            ("Độ chắc chắn", "How well known"),
            Show::Word(GRADES),
        ),
        detail("published", ("Công bố tại đây", "Published here"), Show::Flag),
    ],
    begin: &[],
    acts: &[],
};

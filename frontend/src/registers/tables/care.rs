//! What the service centre holds beside fairs, and breaches of personal data.

use hanhtrinh_domain::actor::Role;

use crate::registers::spec::*;

/// Who reads what was held.
pub(super) const OFFICES: &[Role] = &[
    Role::CommuneOfficer,
    Role::UnitLeader,
    Role::ProvinceOfficer,
    Role::ServiceCentre,
    Role::Auditor,
];
/// Who writes it down.
pub(super) const HOLDERS: &[Role] = &[
    Role::CommuneOfficer,
    Role::UnitLeader,
    Role::ProvinceOfficer,
    Role::ServiceCentre,
];

const PRECISION: Words = &[
    ("exact", ("đúng số", "exactly")),
    ("over", ("trên", "over")),
    ("about", ("khoảng", "about")),
    ("nearly", ("gần", "nearly")),
];
const TOPICS: Words = &[
    (
        "programmes",
        ("Chương trình, thị trường", "Programmes and markets"),
    ),
    ("costs", ("Chi phí, ký quỹ, vay vốn", "Costs, deposits, loans")),
    ("fraud", ("Phòng ngừa lừa đảo", "Fraud and false promises")),
    (
        "rights",
        ("Quyền và nghĩa vụ ở nước ngoài", "Rights and duties abroad"),
    ),
    (
        "domestic",
        ("Việc làm trong nước, học nghề", "Work in the country, training"),
    ),
    ("return", ("Trở về", "Coming back")),
    ("other", ("Nội dung khác", "Something else")),
];
const FORMS: Words = &[
    ("personal", ("Tư vấn trực tiếp", "Person to person")),
    ("meeting", ("Hội nghị, buổi họp", "A meeting")),
    (
        "broadcast",
        ("Loa, báo, đài, mạng", "Loudspeaker, press, network"),
    ),
];
const LANGUAGES: Words = &[
    ("ko", ("Tiếng Hàn", "Korean")),
    ("ja", ("Tiếng Nhật", "Japanese")),
    ("zh", ("Tiếng Trung", "Chinese")),
    ("de", ("Tiếng Đức", "German")),
    ("en", ("Tiếng Anh", "English")),
];
const SCOPES: Words = &[
    ("identity", ("Nhân thân", "Who people are")),
    (
        "documents",
        ("Giấy tờ và số giấy tờ", "Documents and their numbers"),
    ),
    ("sensitive", ("Dữ liệu nhạy cảm", "Sensitive data")),
    ("accounts", ("Tài khoản của hệ thống", "Accounts of the registry")),
    ("other", ("Dữ liệu khác", "Something else")),
];
const AUTHORITIES: Words = &[
    (
        "security",
        (
            "Cơ quan chuyên trách bảo vệ dữ liệu (Bộ Công an)",
            "The data-protection authority",
        ),
    ),
    (
        "subjects",
        ("Những người có dữ liệu bị lộ", "The people concerned"),
    ),
];

pub(super) const ON: Field = must("on", ("Ngày", "Day"), Kind::Day);
pub(super) const PLACE: Field = must(
    "facts.unit",
    ("Địa điểm (xã, phường)", "Place (commune)"),
    Kind::Commune,
);
pub(super) const HOW_SURE: Field = may(
    "facts.precision",
    ("Mức chính xác", "How exactly"),
    Kind::One(PRECISION),
);
const PLACE_NAME: Column = listed("unit_name", ("Địa điểm", "Place"), Show::Text);
const PRECISELY: Column = detail(
    "precision",
    ("Mức chính xác", "How exactly"),
    Show::Word(PRECISION),
);

/// Advice and information given.
pub static ADVICE: Register = Register {
    address: "advice",
    api: "/occasions/advice",
    id: "id",
    title: ("Tư vấn, tuyên truyền", "Advice"),
    about: (
        "Các lần tư vấn, tuyên truyền; số là lượt người, không phải số người.",
        "What people were told; figures are contacts, not persons.",
    ),
    empty: ("Chưa ghi nhận lần tư vấn nào", "No advice is on record yet"),
    readers: OFFICES,
    columns: &[
        listed("on", ("Ngày", "Day"), Show::Day),
        listed("about", ("Nội dung", "About"), Show::Word(TOPICS)),
        PLACE_NAME,
        listed("people", ("Lượt người", "Contacts"), Show::Number),
        PRECISELY,
    ],
    begin: &[Act {
        label: ("Ghi lần tư vấn", "Record advice"),
        path: "/care/advice",
        roles: HOLDERS,
        fields: &[
            ON,
            PLACE,
            must("facts.topic", ("Nội dung", "About"), Kind::One(TOPICS)),
            must("facts.form", ("Hình thức", "How"), Kind::One(FORMS)),
            may("facts.by", ("Đơn vị tư vấn", "By whom"), Kind::Text),
            must("facts.people", ("Lượt người", "Contacts"), Kind::Number),
            HOW_SURE,
        ],
        fixed: &[("type", "advice_delivered")],
    }],
    acts: &[],
};

/// Selection interviews held in the province.
pub static INTERVIEWS: Register = Register {
    address: "interviews",
    api: "/occasions/interview",
    id: "id",
    title: ("Phỏng vấn tuyển chọn", "Interviews"),
    about: (
        "Các buổi phỏng vấn tuyển chọn tổ chức tại địa phương.",
        "Selection interviews held in the province.",
    ),
    empty: (
        "Chưa ghi nhận buổi phỏng vấn nào",
        "No interviews are on record yet",
    ),
    readers: OFFICES,
    columns: &[
        listed("on", ("Ngày", "Day"), Show::Day),
        listed("about", ("Chương trình", "Programme"), Show::Text),
        PLACE_NAME,
        listed("people", ("Dự phỏng vấn", "Seen"), Show::Number),
        listed("selected", ("Được chọn", "Selected"), Show::Number),
        detail(
            "doubtful",
            ("Số liệu mâu thuẫn", "Figures contradict"),
            Show::Flag,
        ),
    ],
    begin: &[Act {
        label: ("Ghi buổi phỏng vấn", "Record an interview"),
        path: "/care/interview",
        roles: HOLDERS,
        fields: &[
            ON,
            PLACE,
            must("facts.market", ("Thị trường", "Market"), Kind::Market),
            may(
                "facts.programme",
                ("Mã chương trình", "Programme code"),
                Kind::Text,
            ),
            may(
                "facts.enterprise",
                ("Doanh nghiệp", "Enterprise"),
                Kind::Enterprise,
            ),
            may("facts.employer", ("Bên tuyển dụng", "Employer"), Kind::Text),
            must("facts.seen", ("Số người dự", "People seen"), Kind::Number),
            must(
                "facts.selected",
                ("Số người được chọn", "People selected"),
                Kind::Number,
            ),
        ],
        fixed: &[("type", "interview_held")],
    }],
    acts: &[],
};

/// Free classes before a language test.
pub static CLASSES: Register = Register {
    address: "classes",
    api: "/occasions/review_class",
    id: "id",
    title: ("Lớp ôn thi", "Review classes"),
    about: (
        "Các lớp ôn thi ngoại ngữ miễn phí.",
        "Free classes before a language test.",
    ),
    empty: ("Chưa ghi nhận lớp nào", "No classes are on record yet"),
    readers: OFFICES,
    columns: &[
        listed("on", ("Ngày", "Day"), Show::Day),
        listed("about", ("Ngôn ngữ", "Language"), Show::Word(LANGUAGES)),
        PLACE_NAME,
        listed("people", ("Học viên", "People"), Show::Number),
        PRECISELY,
    ],
    begin: &[Act {
        label: ("Ghi lớp ôn thi", "Record a class"),
        path: "/care/review_class",
        roles: HOLDERS,
        fields: &[
            ON,
            PLACE,
            must("facts.language", ("Ngôn ngữ", "Language"), Kind::One(LANGUAGES)),
            must("facts.people", ("Số học viên", "People"), Kind::Number),
            HOW_SURE,
        ],
        fixed: &[("type", "review_class_held")],
    }],
    acts: &[],
};

/// Breaches of personal data, with the clock to the authority.
pub static BREACHES: Register = Register {
    address: "breaches",
    api: "/breaches",
    id: "id",
    title: ("Lộ, lọt dữ liệu", "Data breaches"),
    about: (
        "Sự cố dữ liệu cá nhân và thời hạn thông báo cho cơ quan chuyên trách.",
        "Breaches of personal data, and by when the authority is to know.",
    ),
    empty: ("Chưa ghi nhận sự cố nào", "No breach is on record"),
    readers: &[Role::ProvinceOfficer, Role::Administrator, Role::Auditor],
    columns: &[
        listed("scope", ("Dữ liệu", "What"), Show::Word(SCOPES)),
        listed("detected", ("Phát hiện", "Found"), Show::Moment),
        listed("due", ("Hạn thông báo", "Due"), Show::Moment),
        listed("notified", ("Đã thông báo", "Told"), Show::Moment),
        listed("people", ("Số người", "People"), Show::Number),
        listed("late", ("Quá hạn", "Late"), Show::Flag),
        detail("rule.name", ("Quy định", "Rule"), Show::Text),
    ],
    begin: &[Act {
        label: ("Ghi sự cố", "Record a breach"),
        path: "/care/breach",
        roles: &[Role::ProvinceOfficer, Role::Administrator],
        fields: &[
            must("on", ("Ngày phát hiện", "Found on"), Kind::Day),
            must("facts.minute", ("Giờ phát hiện", "Found at"), Kind::Time),
            must("facts.scope", ("Dữ liệu", "What"), Kind::One(SCOPES)),
            may("facts.people", ("Số người", "People"), Kind::Number),
        ],
        fixed: &[("type", "breach_logged")],
    }],
    acts: &[Act {
        label: ("Ghi việc thông báo", "Record who was told"),
        path: "/care/breach/{id}/facts",
        roles: &[Role::ProvinceOfficer, Role::Administrator],
        fields: &[
            must("on", ("Ngày thông báo", "Told on"), Kind::Day),
            must("facts.minute", ("Giờ thông báo", "Told at"), Kind::Time),
            must(
                "facts.authority",
                ("Thông báo cho", "Who was told"),
                Kind::One(AUTHORITIES),
            ),
        ],
        fixed: &[("type", "breach_notified")],
    }],
};

//! Job fairs: planned, held, who took part, who was matched, what the organiser declared.

use super::care::{HOLDERS, HOW_SURE, OFFICES, ON, PLACE};
use crate::registers::spec::*;

const KINDS: Words = &[
    ("regular", ("định kỳ tại trung tâm", "regular, at the centre")),
    ("mobile", ("lưu động", "mobile")),
];
const DESTINATIONS: Words = &[
    ("domestic", ("trong nước", "in the country")),
    ("abroad", ("ngoài nước", "abroad")),
    ("vocational", ("học nghề", "vocational training")),
];
const MEASURES: Words = &[
    ("exhibitors", ("Đơn vị tham gia", "Organisations")),
    ("seekers", ("Người tìm việc", "People looking")),
    ("matches", ("Kết nối thành công", "Matches")),
    ("advised", ("Lượt tư vấn", "People advised")),
];

const KIND: Field = must("facts.kind", ("Loại phiên", "Kind"), Kind::One(KINDS));
const ORGANISER: Field = may("facts.organiser", ("Đơn vị tổ chức", "Organiser"), Kind::Text);
const PEOPLE: Field = must("facts.people", ("Số người", "People"), Kind::Number);
const FACTS: &str = "/care/fair/{id}/facts";

/// Fairs.
pub static FAIRS: Register = Register {
    address: "fairs",
    api: "/fairs",
    id: "id",
    title: ("Phiên giao dịch việc làm", "Fairs"),
    about: (
        "Phiên, ngày hội việc làm; số do đơn vị tổ chức khai đứng thay số đếm được, cả hai đều được giữ.",
        "Job fairs; what the organiser declared stands instead of what was counted, and both are kept.",
    ),
    empty: ("Chưa có phiên nào", "No fair is on record"),
    readers: OFFICES,
    columns: &[
        listed("held", ("Ngày tổ chức", "Held on"), Show::Day),
        listed("kind", ("Loại", "Kind"), Show::Word(KINDS)),
        listed("unit_name", ("Địa điểm", "Place"), Show::Text),
        listed(
            "exhibitors.value",
            ("Đơn vị tham gia", "Organisations"),
            Show::Number,
        ),
        listed(
            "seekers.value",
            ("Người tìm việc", "People looking"),
            Show::Number,
        ),
        listed("matches.value", ("Kết nối", "Matches"), Show::Number),
        detail("planned", ("Ngày dự kiến", "Planned for"), Show::Day),
        detail("organiser", ("Đơn vị tổ chức", "Organiser"), Show::Text),
        detail(
            "exhibitors.counted",
            ("Đơn vị đếm được", "Organisations counted"),
            Show::Number,
        ),
        detail(
            "seekers.counted",
            ("Người đếm được", "People counted"),
            Show::Number,
        ),
        detail(
            "matches.counted",
            ("Kết nối đếm được", "Matches counted"),
            Show::Number,
        ),
    ],
    begin: &[
        Act {
            label: ("Ghi phiên đã tổ chức", "Record a fair"),
            path: "/care/fair",
            roles: HOLDERS,
            fields: &[ON, PLACE, KIND, ORGANISER],
            fixed: &[("type", "fair_held")],
        },
        Act {
            label: ("Lên kế hoạch phiên", "Plan a fair"),
            path: "/care/fair",
            roles: HOLDERS,
            fields: &[
                ON,
                PLACE,
                KIND,
                must("facts.day", ("Ngày dự kiến", "Planned for"), Kind::Day),
                ORGANISER,
            ],
            fixed: &[("type", "fair_planned")],
        },
    ],
    acts: &[
        Act {
            label: ("Đã tổ chức", "It was held"),
            path: FACTS,
            roles: HOLDERS,
            fields: &[ON, PLACE, KIND, ORGANISER],
            fixed: &[("type", "fair_held")],
        },
        Act {
            label: ("Đơn vị tham gia", "An organisation"),
            path: FACTS,
            roles: HOLDERS,
            fields: &[
                ON,
                may(
                    "facts.enterprise",
                    ("Doanh nghiệp đã ghi nhận", "Enterprise on record"),
                    Kind::Enterprise,
                ),
                may("facts.name", ("Tên đơn vị khác", "Name of another"), Kind::Text),
                may("facts.seats", ("Số chỉ tiêu", "Places offered"), Kind::Number),
            ],
            fixed: &[("type", "exhibitor_attended")],
        },
        Act {
            label: ("Người tìm việc", "People looking"),
            path: FACTS,
            roles: HOLDERS,
            fields: &[ON, PEOPLE, HOW_SURE],
            fixed: &[("type", "seekers_attended")],
        },
        Act {
            label: ("Kết nối thành công", "A match"),
            path: FACTS,
            roles: HOLDERS,
            fields: &[
                ON,
                must(
                    "facts.destination",
                    ("Nơi đến", "Leads to"),
                    Kind::One(DESTINATIONS),
                ),
                PEOPLE,
                HOW_SURE,
            ],
            fixed: &[("type", "match_recorded")],
        },
        Act {
            label: ("Số tổ chức khai", "A declared figure"),
            path: FACTS,
            roles: HOLDERS,
            fields: &[
                ON,
                must("facts.measure", ("Số liệu", "Of what"), Kind::One(MEASURES)),
                may(
                    "facts.destination",
                    ("Nơi đến", "Leads to"),
                    Kind::One(DESTINATIONS),
                ),
                must("facts.value", ("Số", "Figure"), Kind::Number),
                HOW_SURE,
            ],
            fixed: &[("type", "headcount_declared")],
        },
    ],
};

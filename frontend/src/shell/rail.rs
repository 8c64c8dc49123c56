//! The rail: where one can go. On a phone it lies at the bottom.

use hanhtrinh_api::work::WorkQueue;
use hanhtrinh_domain::actor::Role;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::app::Area;
use crate::client::load::load;
use crate::client::session::{me, session};
use crate::components::live;
use crate::format;
use crate::i18n::t;

crate::texts! {
    enum T {
        Main => "Chính", "Main";
        Work => "Công việc", "Work";
        People => "Người lao động", "People";
        Register => "Đăng ký mới", "Register";
        List => "Danh sách xuất cảnh", "Departures list";
        Reports => "Báo cáo", "Reports";
        Registers => "Các sổ", "Registers";
        Users => "Tài khoản", "Users";
        Enterprises => "Doanh nghiệp", "Enterprises";
        Plans => "Kế hoạch năm", "Plan targets";
        Overdue => "quá hạn", "overdue";
        Waiting => "việc đang chờ", "waiting";
    }
}

struct Item {
    href: &'static str,
    text: T,
    /// For a phone: one sign.
    icon: &'static str,
}

const ITEMS: [(Area, Item); 6] = [
    (
        Area::Work,
        Item {
            href: "/work",
            text: T::Work,
            icon: ICON_WORK,
        },
    ),
    (
        Area::People,
        Item {
            href: "/people",
            text: T::People,
            icon: ICON_PEOPLE,
        },
    ),
    (
        Area::Register,
        Item {
            href: "/register",
            text: T::Register,
            icon: ICON_REGISTER,
        },
    ),
    (
        Area::List,
        Item {
            href: "/departures-list",
            text: T::List,
            icon: ICON_LIST,
        },
    ),
    (
        Area::Reports,
        Item {
            href: "/reports",
            text: T::Reports,
            icon: ICON_REPORTS,
        },
    ),
    (
        Area::Registers,
        Item {
            href: "/registers",
            text: T::Registers,
            icon: ICON_REGISTERS,
        },
    ),
];

const ADMIN: [Item; 3] = [
    Item {
        href: "/admin/users",
        text: T::Users,
        icon: ICON_USERS,
    },
    Item {
        href: "/admin/enterprises",
        text: T::Enterprises,
        icon: ICON_ENTERPRISES,
    },
    Item {
        href: "/admin/plans",
        text: T::Plans,
        icon: ICON_PLANS,
    },
];

// Outlines of 24 by 24, drawn for this rail.
const ICON_WORK: &str = "M4 6h10M4 12h10M4 18h6M17 16l2 2 4-4";
const ICON_PEOPLE: &str =
    "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M2 21c0-4 3-7 7-7s7 3 7 7M17 11a3 3 0 1 0-1-6M18 14c2.5.7 4 3.4 4 7";
const ICON_REGISTER: &str =
    "M10 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M3 21c0-4 3-7 7-7 2 0 4 .8 5 2M19 14v8M15 18h8";
const ICON_LIST: &str = "M4 5h16v14H4zM4 10h16M4 14.5h16M9.5 5v14";
const ICON_REPORTS: &str = "M4 20h17M7 20v-8M12 20V5M17 20v-11";
const ICON_REGISTERS: &str = "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11M9 8h6";
const ICON_USERS: &str = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21c0-4 3-7 7-7s7 3 7 7";
const ICON_ENTERPRISES: &str = "M4 21V5h10v16M14 10h6v11M2 21h20M7 9h4M7 13h4M7 17h4";
const ICON_PLANS: &str = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8";

/// The rail.
#[component]
pub fn Rail() -> AnyView {
    let Some(me) = me() else { return ().into_any() };
    let path = use_location().pathname;
    let entry = move |item: Item, count: AnyView| {
        // A person and a placement belong to the people.
        let here = Memo::new(move |_| {
            path.with(|path| {
                path == item.href
                    || (item.href == "/people"
                        && (path.starts_with("/people/") || path.starts_with("/cases/")))
                    || (matches!(item.href, "/reports" | "/registers")
                        && path
                            .strip_prefix(item.href)
                            .is_some_and(|rest| rest.starts_with('/')))
            })
        });
        view! {
            <li>
                <a href=item.href aria-current=move || here.get().then_some("page")>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d=item.icon /></svg>
                    <span class="text">{t(item.text)}</span>
                    {count}
                </a>
            </li>
        }
        .into_any()
    };
    let role = me.role;
    let main: Vec<AnyView> = ITEMS
        .into_iter()
        .filter(|(area, _)| area.open_to(role))
        .map(|(area, item)| {
            let count = if area == Area::Work {
                work_count()
            } else {
                ().into_any()
            };
            entry(item, count)
        })
        .collect();
    let admin: Vec<AnyView> = ADMIN
        .into_iter()
        .filter(|item| {
            role == Role::Administrator || (role == Role::ProvinceOfficer && item.href == "/admin/plans")
        })
        .map(|item| entry(item, ().into_any()))
        .collect();
    view! {
        <nav class="rail no-print" aria-label=t(T::Main)>
            <div class="brand">
                <strong>"Hành Trình"</strong>
                <span>{me.unit_name}</span>
            </div>
            <ul>{main}</ul>
            {(!admin.is_empty()).then(|| view! { <ul class="second">{admin}</ul> })}
        </nav>
    }
    .into_any()
}

/// How much waits; red while something is overdue.
fn work_count() -> AnyView {
    let queue = load::<WorkQueue>(move || {
        session().written.track();
        "/work?limit=1".to_owned()
    });
    let shown = move || {
        let queue = queue.get()?;
        let all: u64 = queue.counts.iter().map(|kind| kind.count).sum();
        let late = queue.overdue > 0;
        let words = if late {
            format!(
                "{}, {} {}",
                t(T::Waiting),
                format::number(queue.overdue),
                t(T::Overdue)
            )
        } else {
            t(T::Waiting).to_owned()
        };
        (all > 0).then(|| {
            view! {
                <span class="count" class:late=late>
                    {format::number(all)} <span class="visually-hidden">{words}</span>
                </span>
            }
        })
    };
    live(shown)
}

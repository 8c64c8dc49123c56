//! The application: who is signed in decides between the sign-in page and the frame with its pages.

use hanhtrinh_api::session::Me;
use hanhtrinh_domain::actor::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, WildcardSegment};

use crate::client::session::{self, me, session};
use crate::components::{PageHead, ProblemPanel, Toasts, empty_state, live, skeleton_page};
use crate::i18n;
use crate::shell::Shell;

crate::texts! {
    enum T {
        NotFound => "Không có trang này", "There is no such page";
        NotFoundHelp => "Địa chỉ có thể đã cũ hoặc gõ nhầm.", "The address may be old or mistyped.";
        ToStart => "Về trang đầu", "To the first page";
        NotYours => "Trang này dành cho vai trò khác", "This page is for another role";
        NotYoursHelp => "Tài khoản đang dùng không có quyền xem trang này.", "The account in use may not see this page.";
    }
}

/// Counts up when the language changes: everything is mounted anew then.
#[derive(Clone, Copy)]
pub struct Mounted(pub RwSignal<u32>);

/// Puts the application into the page.
pub fn mount() {
    i18n::restore();
    // What stood in the page before this script ran has done its work.
    if let Some(shell) =
        crate::client::store::document().and_then(|document| document.get_element_by_id("first-paint"))
    {
        shell.remove();
    }
    leptos::mount::mount_to_body(App);
    // Only now is there something that runs tasks.
    spawn_local(session::ask());
}

#[component]
fn App() -> AnyView {
    let mounted = RwSignal::new(0_u32);
    provide_context(Mounted(mounted));
    let inside = move || {
        mounted.track();
        view! {
            <Router>
                <Gate />
                <Toasts />
            </Router>
        }
        .into_any()
    };
    inside.into_any()
}

/// Shows what may be shown.
#[component]
fn Gate() -> AnyView {
    let session = session();
    // Only another account changes the frame, not a new figure about the same one.
    let user = Memo::new(move |_| session.me.with(|me| me.as_ref().map(|me| me.user.clone())));
    let shown = move || {
        if let Some(failure) = session.failure.get() {
            let retry = Callback::new(|()| spawn_local(session::ask()));
            return view! { <main class="alone"><ProblemPanel failure retry /></main> }.into_any();
        }
        if !session.asked.get() {
            return view! { <main class="alone">{skeleton_page()}</main> }.into_any();
        }
        match user.get() {
            None => view! { <crate::session::SignInPage /> }.into_any(),
            Some(_) => view! { <Shell><Pages /></Shell> }.into_any(),
        }
    };
    shown.into_any()
}

/// What a page needs to be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// The queue of officers.
    Work,
    /// People.
    People,
    /// Registering people.
    Register,
    /// Departures from a list.
    List,
    /// Reports.
    Reports,
    /// Registers beside people and placements.
    Registers,
    /// Administration.
    Admin,
}

impl Area {
    /// Whether a role may use it.
    pub fn open_to(self, role: Role) -> bool {
        let officer = matches!(
            role,
            Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer
        );
        match self {
            Self::Work => officer,
            Self::People => officer || matches!(role, Role::Recruiter | Role::Auditor | Role::ServiceCentre),
            Self::Register | Self::List => officer || role == Role::Recruiter,
            Self::Reports => {
                officer || matches!(role, Role::Auditor | Role::Administrator | Role::ServiceCentre)
            }
            Self::Registers => crate::registers::first(role).is_some(),
            Self::Admin => matches!(role, Role::Administrator | Role::ProvinceOfficer),
        }
    }
}

/// Where a role begins.
pub fn first_page(me: &Me) -> &'static str {
    first_page_of(me.role)
}

fn first_page_of(role: Role) -> &'static str {
    match role {
        Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer => "/work",
        Role::Recruiter | Role::Auditor => "/people",
        Role::ServiceCentre => "/registers/fairs",
        Role::Administrator => "/admin/users",
    }
}

/// A page, if the role may use it.
fn page(area: Area, page: impl FnOnce() -> AnyView) -> AnyView {
    match me() {
        Some(me) if area.open_to(me.role) => page(),
        Some(me) => view! {
            <PageHead title=i18n::t(T::NotYours) />
            {empty_state("", i18n::t(T::NotYoursHelp), Some((i18n::t(T::ToStart).to_owned(), first_page(&me).to_owned())))}
        }
        .into_any(),
        None => ().into_any(),
    }
}

/// Leads to the first page of the role, and leaves no trace of having been elsewhere.
fn start() -> AnyView {
    go(me().map_or("/work", |me| first_page(&me)).to_owned())
}

/// Goes on to another page in place of this one.
fn go(path: String) -> AnyView {
    let navigate = use_navigate();
    Effect::new(move |_| {
        navigate(
            &path,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    });
    skeleton_page()
}

fn not_found() -> AnyView {
    view! {
        <PageHead title=i18n::t(T::NotFound) />
        {empty_state("", i18n::t(T::NotFoundHelp), Some((i18n::t(T::ToStart).to_owned(), "/".to_owned())))}
    }
    .into_any()
}

/// The pages by their addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Address {
    Start,
    Work,
    People,
    Register,
    Person,
    OpenPlacement,
    Placement,
    DeparturesList,
    Reports,
    ReportRows,
    Figures,
    FigureRows,
    Registers,
    RegisterOf,
    Users,
    Enterprises,
    Plans,
    Unknown,
}

/// Which page a path names, and the id in it.
fn address(path: &str) -> (Address, String) {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (page, id) = match parts[..] {
        [] | ["sign-in"] => (Address::Start, ""),
        ["work"] => (Address::Work, ""),
        ["people"] => (Address::People, ""),
        ["register"] => (Address::Register, ""),
        ["people", id] => (Address::Person, id),
        ["people", id, "open"] => (Address::OpenPlacement, id),
        ["cases", id] => (Address::Placement, id),
        ["departures-list"] => (Address::DeparturesList, ""),
        ["reports"] => (Address::Reports, ""),
        ["reports", "rows"] => (Address::ReportRows, ""),
        ["reports", "figures"] => (Address::Figures, ""),
        ["reports", "figures", "rows"] => (Address::FigureRows, ""),
        ["registers"] => (Address::Registers, ""),
        ["registers", name] => (Address::RegisterOf, name),
        ["admin", "users"] => (Address::Users, ""),
        ["admin", "enterprises"] => (Address::Enterprises, ""),
        ["admin", "plans"] => (Address::Plans, ""),
        _ => (Address::Unknown, ""),
    };
    (page, id.to_owned())
}

/// One route takes every address, and a plain `match` finds the page: a type for each route would be a fifth of the program.
/// The query is that of `use_location()`; the one of a route does not follow while the route stays the same.
#[component]
fn Pages() -> AnyView {
    view! {
        <FlatRoutes fallback=not_found>
            <Route path=WildcardSegment("path") view=pages />
        </FlatRoutes>
    }
    .into_any()
}

fn pages() -> AnyView {
    use crate::{admin, import, people, person, placement, register, registers, reports, work};
    let path = use_location().pathname;
    let here = Memo::new(move |_| path.with(|path| address(path).0));
    // The id stays while the page of another thing is left, or the old page would ask for it once more.
    let id = Memo::new(move |before: Option<&String>| {
        let id = path.with(|path| address(path).1);
        if id.is_empty() {
            before.cloned().unwrap_or_default()
        } else {
            id
        }
    });
    let id = Signal::from(id);
    let shown = move || match here.get() {
        Address::Start => start(),
        Address::Work => page(Area::Work, || work::WorkPage().into_any()),
        Address::People => page(Area::People, || people::PeoplePage().into_any()),
        Address::Register => page(Area::Register, || register::RegisterPage().into_any()),
        Address::Person => page(Area::People, || view! { <person::PersonPage id /> }.into_any()),
        Address::OpenPlacement => page(Area::Register, || {
            view! { <placement::OpenPlacementPage id /> }.into_any()
        }),
        Address::Placement => page(Area::People, || {
            view! { <placement::PlacementPage id /> }.into_any()
        }),
        Address::DeparturesList => page(Area::List, || import::DeparturesListPage().into_any()),
        Address::Reports => page(Area::Reports, || reports::ReportsPage().into_any()),
        Address::ReportRows => page(Area::Reports, || reports::ReportRowsPage().into_any()),
        Address::Figures => page(Area::Reports, || reports::TallyPage().into_any()),
        Address::FigureRows => page(Area::Reports, || reports::TallyRowsPage().into_any()),
        Address::Registers => page(Area::Registers, || {
            go(me().and_then(|me| registers::first(me.role)).unwrap_or_default())
        }),
        Address::RegisterOf => page(Area::Registers, move || {
            live(move || registers::page(&id.get()).unwrap_or_else(not_found))
        }),
        Address::Users => page(Area::Admin, || admin::UsersPage().into_any()),
        Address::Enterprises => page(Area::Admin, || admin::EnterprisesPage().into_any()),
        Address::Plans => page(Area::Admin, || admin::PlansPage().into_any()),
        Address::Unknown => not_found(),
    };
    shown.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_name_their_pages() {
        assert!(address("/") == (Address::Start, String::new()));
        assert!(address("/people/") == (Address::People, String::new()));
        assert!(address("/people/17") == (Address::Person, "17".to_owned()));
        assert!(address("/people/17/open") == (Address::OpenPlacement, "17".to_owned()));
        assert!(address("/cases/17") == (Address::Placement, "17".to_owned()));
        assert!(address("/reports/figures/rows") == (Address::FigureRows, String::new()));
        assert!(address("/cases") == (Address::Unknown, String::new()));
        assert!(address("/reports/rows/x") == (Address::Unknown, String::new()));
    }

    #[test]
    fn every_role_may_see_its_first_page() {
        for role in Role::ALL {
            let area = match first_page_of(role) {
                "/work" => Area::Work,
                "/people" => Area::People,
                path if path.starts_with("/registers/") => Area::Registers,
                _ => Area::Admin,
            };
            assert!(area.open_to(role), "{role:?}");
        }
    }
}

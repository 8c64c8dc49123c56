//! The application: who is signed in decides between the sign-in page and the frame with its pages.

use hanhtrinh_api::session::Me;
use hanhtrinh_domain::actor::Role;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Redirect, Route, Router};
use leptos_router::hooks::use_params_map;
use leptos_router::path;

use crate::client::session::{self, me, session};
use crate::components::{PageHead, ProblemPanel, Toasts, empty_state, skeleton_page};
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
    if let Some(shell) = crate::client::store::document().and_then(|document| document.get_element_by_id("first-paint")) {
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
    /// Administration.
    Admin,
}

impl Area {
    /// Whether a role may use it.
    pub fn open_to(self, role: Role) -> bool {
        let officer = matches!(role, Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer);
        match self {
            Self::Work => officer,
            Self::People => officer || matches!(role, Role::Recruiter | Role::Auditor),
            Self::Register | Self::List => officer || role == Role::Recruiter,
            Self::Reports => officer || matches!(role, Role::Auditor | Role::Administrator),
            Self::Admin => matches!(role, Role::Administrator | Role::ProvinceOfficer),
        }
    }
}

/// Where a role begins.
pub fn first_page(me: &Me) -> &'static str {
    match me.role {
        Role::CommuneOfficer | Role::UnitLeader | Role::ProvinceOfficer => "/work",
        Role::Recruiter | Role::Auditor => "/people",
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

fn start() -> AnyView {
    let path = me().map_or("/work", |me| first_page(&me));
    view! { <Redirect path=path /> }.into_any()
}

fn not_found() -> AnyView {
    view! {
        <PageHead title=i18n::t(T::NotFound) />
        {empty_state("", i18n::t(T::NotFoundHelp), Some((i18n::t(T::ToStart).to_owned(), "/".to_owned())))}
    }
    .into_any()
}

/// The id in the address.
fn id() -> Signal<String> {
    let params = use_params_map();
    Signal::derive(move || params.with(|params| params.get("id").unwrap_or_default()))
}

#[component]
fn Pages() -> AnyView {
    use crate::{admin, import, people, person, placement, register, reports, work};
    view! {
        <FlatRoutes fallback=not_found>
            <Route path=path!("/") view=start />
            <Route path=path!("/sign-in") view=start />
            <Route path=path!("/work") view=|| page(Area::Work, || view! { <work::WorkPage /> }.into_any()) />
            <Route path=path!("/people") view=|| page(Area::People, || view! { <people::PeoplePage /> }.into_any()) />
            <Route path=path!("/register") view=|| page(Area::Register, || view! { <register::RegisterPage /> }.into_any()) />
            <Route path=path!("/people/:id") view=|| page(Area::People, || view! { <person::PersonPage id=id() /> }.into_any()) />
            <Route path=path!("/people/:id/open") view=|| page(Area::Register, || view! { <placement::OpenPlacementPage id=id() /> }.into_any()) />
            <Route path=path!("/cases/:id") view=|| page(Area::People, || view! { <placement::PlacementPage id=id() /> }.into_any()) />
            <Route path=path!("/departures-list") view=|| page(Area::List, || view! { <import::DeparturesListPage /> }.into_any()) />
            <Route path=path!("/reports") view=|| page(Area::Reports, || view! { <reports::ReportsPage /> }.into_any()) />
            <Route path=path!("/reports/rows") view=|| page(Area::Reports, || view! { <reports::ReportRowsPage /> }.into_any()) />
            <Route path=path!("/admin/users") view=|| page(Area::Admin, || view! { <admin::UsersPage /> }.into_any()) />
            <Route path=path!("/admin/enterprises") view=|| page(Area::Admin, || view! { <admin::EnterprisesPage /> }.into_any()) />
            <Route path=path!("/admin/plans") view=|| page(Area::Admin, || view! { <admin::PlansPage /> }.into_any()) />
        </FlatRoutes>
    }
    .into_any()
}

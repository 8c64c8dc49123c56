//! Who is signed in, and what the interface knows from the start.

use std::cell::OnceCell;
use std::sync::Arc;

use hanhtrinh_api::session::{CatalogueView, Me, SignIn};
use jiff::civil::Date;
use leptos::prelude::*;

use super::{Failure, delete, get, post, store};

/// The session: one for the page.
#[derive(Clone, Copy)]
pub struct Session {
    /// Who is signed in.
    pub me: RwSignal<Option<Me>>,
    /// Names of codes and units.
    pub catalogue: RwSignal<Option<Arc<CatalogueView>>>,
    /// Why it is not known who is signed in.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether the server has been asked.
    pub asked: RwSignal<bool>,
    /// What is searched for among people; in memory only, since addresses are kept and logged.
    pub search: RwSignal<String>,
    /// Counts up when something was written, so that figures in the frame are read anew.
    pub written: RwSignal<u32>,
}

thread_local! {
    static SESSION: OnceCell<Session> = const { OnceCell::new() };
}

/// Sets the session up; before anything is shown.
pub fn start() {
    let _ = session();
}

/// The session.
pub fn session() -> Session {
    SESSION.with(|slot| *slot.get_or_init(create))
}

fn create() -> Session {
    // The signals live as long as the page, so their owner is never dropped.
    let owner = Owner::new_root(None);
    let session = owner.with(|| Session {
        me: RwSignal::new(None),
        catalogue: RwSignal::new(None),
        failure: RwSignal::new(None),
        asked: RwSignal::new(false),
        search: RwSignal::new(String::new()),
        written: RwSignal::new(0),
    });
    std::mem::forget(owner);
    session
}

/// Who is signed in, without following changes.
pub fn me() -> Option<Me> {
    session().me.get_untracked()
}

/// Today in Vietnam, by the server's clock.
pub fn today() -> Date {
    me().map_or(Date::ZERO, |me| me.today)
}

/// Asks the server who is signed in, and for the names of things.
pub async fn ask() {
    let session = session();
    session.failure.set(None);
    match get::<Me>("/session").await {
        Ok(me) => enter(me).await,
        Err(failure) if failure.needs_sign_in() => session.asked.set(true),
        Err(failure) => session.failure.set(Some(failure)),
    }
}

async fn enter(me: Me) {
    let session = session();
    match get::<CatalogueView>("/catalogue").await {
        Ok(catalogue) => {
            session.catalogue.set(Some(Arc::new(catalogue)));
            session.me.set(Some(me));
            session.asked.set(true);
        }
        Err(failure) => session.failure.set(Some(failure)),
    }
}

/// Reads the names of things anew, after one was recorded; those at hand stay where that fails.
pub async fn renew_names() {
    if let Ok(catalogue) = get::<CatalogueView>("/catalogue").await {
        session().catalogue.set(Some(Arc::new(catalogue)));
    }
}

/// Signs in.
pub async fn sign_in(user: String, password: String) -> Result<(), Failure> {
    let me: Me = post("/session", &SignIn { user, password }).await?;
    enter(me).await;
    match session().failure.get_untracked() {
        Some(failure) => Err(failure),
        None => Ok(()),
    }
}

/// Signs out and wipes what must not stay on a shared machine.
pub async fn sign_out() -> Result<(), Failure> {
    match delete("/session").await {
        Err(failure) if !failure.needs_sign_in() => return Err(failure),
        _ => {}
    }
    store::wipe_drafts();
    session().search.set(String::new());
    signed_out();
    Ok(())
}

/// Nobody is signed in any more.
pub fn signed_out() {
    let session = session();
    session.me.set(None);
    session.asked.set(true);
}

/// Something was written.
pub fn wrote() {
    session().written.update(|count| *count = count.wrapping_add(1));
}

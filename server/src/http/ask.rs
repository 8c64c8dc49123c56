//! Requests as handlers get them: a question of a reader, or a command of somebody with the capability for it.
//!
//! Who asks is looked at before anything else in a request, and what the account may do before its body: an answer to
//! somebody without authority says nothing about the rest.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use hanhtrinh_api::ProblemCode;
use hanhtrinh_api::{Lang, Receipt};
use hanhtrinh_domain::actor::Role;
use serde::de::DeserializeOwned;

use super::answer::{Answer, At};
use super::extract::{Body, CommandId, Signed};
use super::failure::{Failure, for_status};
use super::query::Query;
use super::state::App;
use crate::app::{
    Administration, AppError, Caller, CareRecorder, Command, Dealing, Decider, Forbidden, Forgetting,
    Planning, Provincial, Recorder, Registry, Scope,
};
use crate::present::{Eyes, Moment};

/// A question, with what stands in its path (`P`) and behind its `?`.
pub struct Asking<P = ()> {
    app: App,
    who: Signed,
    query: Query,
    at: P,
}

impl<P: DeserializeOwned + Send> FromRequestParts<App> for Asking<P> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let who = Signed::from_request_parts(parts, app).await?;
        let at = place(parts, app, who.lang).await?;
        let query = Query::from_request_parts(parts, app).await?;
        Ok(Self {
            app: app.clone(),
            who,
            query,
            at,
        })
    }
}

impl<P: Send + 'static> Asking<P> {
    /// Refuses those who see no people at all, whatever they ask for.
    pub fn about_people(self) -> Result<Self, Failure> {
        match self.who.caller.reader().scope {
            Scope::Nobody => Err(self.who.forbidden()),
            _ => Ok(self),
        }
    }

    /// Refuses recruiters: what the offices have among themselves.
    pub fn of_an_office(self) -> Result<Self, Failure> {
        match self.who.caller.role {
            Role::Recruiter => Err(self.who.forbidden()),
            _ => Ok(self),
        }
    }

    /// What stands in its path.
    pub fn at(&self) -> &P {
        &self.at
    }

    /// Whose question it is.
    pub fn role(&self) -> Role {
        self.who.caller.role
    }

    /// Who asks may not know this.
    pub fn forbidden(&self) -> Failure {
        self.who.forbidden()
    }

    /// Refuses those who have not a capability, though the answer needs nothing of it.
    pub fn with<C: Capability>(self) -> Result<Self, Failure> {
        match C::of(&self.who.caller) {
            Ok(_) => Ok(self),
            Err(Forbidden) => Err(self.who.forbidden()),
        }
    }

    /// Answers on the blocking pool, from one state of the views. The parameters that `work` does not read are refused
    /// when it ends the query.
    pub async fn answer<T: Send + 'static>(
        self,
        work: impl FnOnce(&Eyes<'_>, &mut Query) -> Result<At<T>, Failure> + Send + 'static,
    ) -> Answer<T> {
        let Self {
            app, who, mut query, ..
        } = self;
        app.read(who.lang, move |app| {
            let views = app.registry.views();
            work(&who.eyes(app, &views), &mut query)
        })
        .await
    }

    /// Shows the thing in the path as of the moment asked for; what is not there, or not for this reader, is not found.
    pub async fn show<T: Send + 'static>(
        self,
        find: impl FnOnce(&Eyes<'_>, P, Moment) -> Result<Option<T>, AppError> + Send + 'static,
    ) -> Answer<T> {
        let Self {
            app,
            who,
            mut query,
            at,
        } = self;
        let lang = who.lang;
        app.read(lang, move |app| {
            let views = app.registry.views();
            let moment = query.moment(&views, app.registry.today());
            query.finish()?;
            let missing = || Failure::new(ProblemCode::NotFound, lang);
            let moment = moment.ok_or_else(missing)?;
            let found = find(&who.eyes(app, &views), at, moment);
            let found = found.map_err(|error| Failure::app(&error, lang))?;
            Ok(At::new(moment.position, found.ok_or_else(missing)?))
        })
        .await
    }
}

/// What a caller may be allowed to do; the type of a handler's command says what it takes.
pub trait Capability: Sized + Send {
    /// The capability, if the account has it.
    fn of(caller: &Caller) -> Result<Self, Forbidden>;
}

impl Capability for Recorder {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.recorder()
    }
}

impl Capability for CareRecorder {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.care_recorder()
    }
}

impl Capability for Decider {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.decider()
    }
}

impl Capability for Administration {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.administration()
    }
}

impl Capability for Forgetting {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.forgetting()
    }
}

impl Capability for Dealing {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.dealing()
    }
}

impl Capability for Provincial {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.provincial()
    }
}

impl Capability for Planning {
    fn of(caller: &Caller) -> Result<Self, Forbidden> {
        caller.planning()
    }
}

/// A command `T` of somebody with the capability `C`, about what stands in its path (`P`).
pub struct Order<C, T, P = ()> {
    /// What is allowed.
    pub by: C,
    /// What is wanted.
    pub content: T,
    /// About what.
    pub at: P,
    command: Command,
    app: App,
}

impl<C, T, P> FromRequest<App> for Order<C, T, P>
where
    C: Capability,
    T: DeserializeOwned,
    P: DeserializeOwned + Send,
{
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let who = Signed::from_request_parts(&mut parts, app).await?;
        let at = place(&mut parts, app, who.lang).await?;
        let by = C::of(&who.caller).map_err(|Forbidden| who.forbidden())?;
        let id = CommandId::from_request_parts(&mut parts, app).await?;
        let body = Body::<T>::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self {
            by,
            content: body.content,
            at,
            command: id.with(body.bytes, who.lang),
            app: app.clone(),
        })
    }
}

impl<C, T, P> Order<C, T, P> {
    /// Its id, fingerprint and language.
    pub fn command(&self) -> Command {
        self.command.clone()
    }

    /// Where it is carried out.
    pub fn registry(&self) -> &Registry {
        &self.app.registry
    }

    /// What became of it.
    pub fn answer(&self, done: Result<Receipt, AppError>) -> Answer<Receipt> {
        done.map(At::recorded)
            .map_err(|error| Failure::app(&error, self.command.lang))
    }
}

/// What stands in the path of a request.
async fn place<P: DeserializeOwned + Send>(parts: &mut Parts, app: &App, lang: Lang) -> Result<P, Failure> {
    let read = Path::<P>::from_request_parts(parts, app).await;
    read.map(|Path(at)| at)
        .map_err(|rejection| for_status(rejection.status(), lang))
}

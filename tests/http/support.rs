//! A registry of one's own with the API over it, and users who speak to it.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use hanhtrinh_api::{Problem, Receipt};
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::{UnitCode, UnitRef};
use hanhtrinh_server::accounts::{Accounts, NewAccount};
use hanhtrinh_server::app::{Host, NewRegistry, Registry};
use hanhtrinh_server::http::{App, Shared, router};
use hanhtrinh_server::settings::Settings;
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

/// The password of every user here.
pub const PASSWORD: &str = "mot-mat-khau-thu";
/// An enterprise, and its rival.
pub const ENTERPRISE: &str = "0100000001";
pub const RIVAL: &str = "0100000002";

/// A registry of Phú Thọ with its API.
pub struct House {
    pub app: App,
    pub router: Router,
    pub registry: Arc<Registry>,
    pub clock: Arc<Mutex<Timestamp>>,
    /// A commune of the province, and another.
    pub commune: UnitRef,
    pub other: UnitRef,
    pub province: UnitRef,
    _dir: tempfile::TempDir,
}

impl House {
    /// An empty registry on Monday, 2 March 2026, at ten in the morning.
    pub fn new() -> Self {
        Self::with(&Settings::default())
    }

    pub fn with(settings: &Settings) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        std::fs::create_dir(&data).unwrap();
        let clock = Arc::new(Mutex::new("2026-03-02T03:00:00Z".parse::<Timestamp>().unwrap()));
        let time = {
            let clock = clock.clone();
            Arc::new(move || *clock.lock().unwrap())
        };
        let host = Host {
            clock: time.clone(),
            ids: Arc::new(Uuid::now_v7),
        };
        let new = NewRegistry {
            province: UnitCode::parse("25").unwrap(),
            demo: false,
            name: "test.example".to_owned(),
        };
        let registry = Arc::new(Registry::create(&data, &new, host).unwrap());
        let province = registry.info().province;
        let communes = registry.packs().units.communes_of(province);
        let accounts = Accounts::open(&data).unwrap();
        let app = Shared::new(registry.clone(), accounts, settings, time).unwrap();
        let router = router(&app).unwrap();
        Self {
            app,
            router,
            registry,
            clock,
            commune: communes[0],
            other: communes[1],
            province,
            _dir: dir,
        }
    }

    /// Lets time pass.
    pub fn pass(&self, span: SignedDuration) {
        *self.clock.lock().unwrap() += span;
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// Creates an account and signs it in.
    pub async fn user(&self, user: &str, role: Role, unit: UnitRef, enterprise: Option<&str>) -> User<'_> {
        let new = NewAccount {
            user: user.to_owned(),
            display_name: format!("Tên {user}"),
            role,
            unit,
            enterprise: enterprise.map(|code| Code::parse(code).unwrap()),
            password: PASSWORD.to_owned(),
        };
        self.app.accounts.create(new).unwrap();
        let mut user = User {
            house: self,
            user: user.to_owned(),
            cookie: None,
            lang: "en",
        };
        user.sign_in().await;
        user
    }

    pub async fn commune_officer(&self) -> User<'_> {
        self.user("officer", Role::CommuneOfficer, self.commune, None)
            .await
    }

    pub async fn leader(&self) -> User<'_> {
        self.user("leader", Role::UnitLeader, self.commune, None).await
    }

    pub async fn province_officer(&self) -> User<'_> {
        self.user("province", Role::ProvinceOfficer, self.province, None)
            .await
    }

    pub async fn auditor(&self) -> User<'_> {
        self.user("auditor", Role::Auditor, self.province, None).await
    }

    pub async fn administrator(&self) -> User<'_> {
        self.user("admin", Role::Administrator, self.province, None).await
    }

    /// Two enterprises on record, and a recruiter of each.
    pub async fn recruiters(&self) -> (User<'_>, User<'_>) {
        let admin = self.administrator().await;
        for (code, name) in [(ENTERPRISE, "Công ty Một"), (RIVAL, "Công ty Hai")] {
            admin
                .command("/enterprises", &json!({"code": code, "name": name}))
                .await
                .created();
        }
        (
            self.user("recruiter", Role::Recruiter, self.province, Some(ENTERPRISE))
                .await,
            self.user("rival", Role::Recruiter, self.province, Some(RIVAL))
                .await,
        )
    }

    /// Nobody: a client that is not signed in.
    pub fn nobody(&self) -> User<'_> {
        User {
            house: self,
            user: String::new(),
            cookie: None,
            lang: "en",
        }
    }
}

/// Somebody who speaks to the API.
pub struct User<'a> {
    pub house: &'a House,
    pub user: String,
    pub cookie: Option<String>,
    pub lang: &'static str,
}

impl User<'_> {
    pub async fn sign_in(&mut self) -> Reply {
        let reply = self
            .send(
                Method::POST,
                "/session",
                &[],
                Some(&json!({"user": self.user, "password": PASSWORD})),
            )
            .await;
        reply.expect(StatusCode::OK);
        self.cookie = Some(reply.cookie());
        reply
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, &[], None::<&Value>).await
    }

    /// Sends a command under a new id.
    pub async fn command(&self, path: &str, body: &impl Serialize) -> Reply {
        self.command_as(Uuid::now_v7(), path, body).await
    }

    pub async fn command_as(&self, id: Uuid, path: &str, body: &impl Serialize) -> Reply {
        self.send(
            Method::POST,
            path,
            &[("idempotency-key", &id.to_string())],
            Some(body),
        )
        .await
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&impl Serialize>,
    ) -> Reply {
        let mut request = self.request(method, path, headers);
        let body = match body {
            Some(body) => {
                request = request.header("content-type", "application/json");
                Body::from(serde_json::to_vec(body).unwrap())
            }
            None => Body::empty(),
        };
        self.house.send(request.body(body).unwrap()).await
    }

    /// Sends a file.
    pub async fn upload(&self, path: &str, file: impl Into<Vec<u8>>) -> Reply {
        let key = Uuid::now_v7().to_string();
        let request = self.request(Method::POST, path, &[("idempotency-key", &key)]);
        self.house
            .send(request.body(Body::from(file.into())).unwrap())
            .await
    }

    fn request(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> axum::http::request::Builder {
        let path = if path.starts_with("/api") {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("accept-language", self.lang);
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
    }

    /// Registers a person of this commune.
    pub async fn register(&self, name: &str, number: &str, commune: UnitRef) -> Uuid {
        let body = json!({
            "full_name": name, "birth_date": "12/05/1995", "sex": "male", "personal_id": number,
            "commune": commune.to_string(), "phone": "0912345678", "address": "Thôn 3",
        });
        self.command("/people", &body).await.created().id.unwrap()
    }

    /// Opens a placement.
    pub async fn open(&self, person: Uuid, form: &str, enterprise: &str) -> Uuid {
        let body = json!({"form": form, "market": "JP", "enterprise": enterprise});
        self.command(&format!("/people/{person}/cases"), &body)
            .await
            .created()
            .id
            .unwrap()
    }

    /// Records a fact about a placement today.
    pub async fn record(&self, case: Uuid, kind: &str, on: &str, facts: Value) -> Reply {
        self.command(
            &format!("/cases/{case}/facts"),
            &json!({"type": kind, "on": on, "facts": facts}),
        )
        .await
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    #[track_caller]
    pub fn expect(&self, status: StatusCode) {
        assert_eq!(self.status, status, "{}", self.text());
    }

    #[track_caller]
    pub fn ok<T: DeserializeOwned>(&self) -> T {
        self.expect(StatusCode::OK);
        serde_json::from_slice(&self.bytes).unwrap()
    }

    #[track_caller]
    pub fn created(&self) -> Receipt {
        self.expect(StatusCode::CREATED);
        serde_json::from_slice(&self.bytes).unwrap()
    }

    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Problem {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: Problem = serde_json::from_slice(&self.bytes).unwrap();
        assert_eq!(
            (problem.code.as_str(), problem.status),
            (code, status),
            "{}",
            self.text()
        );
        problem
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    pub fn position(&self) -> u64 {
        self.header("position").parse().unwrap()
    }

    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

/// Names of the fields a problem is about.
pub fn fields(problem: &Problem) -> Vec<&str> {
    problem.errors.iter().map(|error| error.field.as_str()).collect()
}

//! A registry of one's own for a test, with an enterprise and people who may record.

// Each test file is a program of its own and uses a part of this.
#![allow(dead_code, clippy::unwrap_used)]

use hanhtrinh_api::Lang;
use hanhtrinh_api::admin::RecordEnterprise;
use hanhtrinh_api::imports::ImportReport;
use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::{UnitCode, UnitRef};
use hanhtrinh_record::Channel;
use hanhtrinh_server::app::{Caller, Command, Host, NewRegistry, Recorder, Registry};
use hanhtrinh_server::import::{self, ImportError};
use uuid::Uuid;

/// Headings in the standard order.
pub const HEADINGS: &str = "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,xa,ngay_xuat_canh,thi_truong,nganh,hinh_thuc,ma_doanh_nghiep,so_hop_dong,bat_dau,ket_thuc";

/// An enterprise on record.
pub const ENTERPRISE: &str = "0100000001";
/// Another one.
pub const OTHER: &str = "0100000002";

/// A registry of Thanh Hoá in a folder of its own.
pub struct Place {
    /// The registry.
    pub registry: Registry,
    _dir: tempfile::TempDir,
}

impl Place {
    /// An empty registry with two enterprises.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let new = NewRegistry {
            province: UnitCode::parse("38").unwrap(),
            demo: false,
            name: "test.example".to_owned(),
        };
        let registry = Registry::create(&dir.path().join("data"), &new, Host::system()).unwrap();
        let administrator = caller(&registry, Role::Administrator, None)
            .administration()
            .unwrap();
        for (code, name) in [(ENTERPRISE, "Công ty A"), (OTHER, "Công ty B")] {
            let request = RecordEnterprise {
                code: code.to_owned(),
                name: name.to_owned(),
                ..RecordEnterprise::default()
            };
            wait(registry.record_enterprise(&administrator, command(), &request)).unwrap();
        }
        Self { registry, _dir: dir }
    }

    /// An officer of the department.
    pub fn officer(&self) -> Recorder {
        caller(&self.registry, Role::ProvinceOfficer, None)
            .recorder()
            .unwrap()
    }

    /// A delegate of an enterprise.
    pub fn recruiter(&self, code: &str) -> Recorder {
        caller(&self.registry, Role::Recruiter, Some(code))
            .recorder()
            .unwrap()
    }

    /// Imports as an officer.
    pub fn import(&self, list: impl AsRef<[u8]>) -> ImportReport {
        self.import_as(&self.officer(), list, false).unwrap()
    }

    /// Imports, or only looks.
    pub fn import_as(
        &self,
        by: &Recorder,
        list: impl AsRef<[u8]>,
        dry_run: bool,
    ) -> Result<ImportReport, ImportError> {
        import::run(
            &self.registry,
            by,
            Uuid::now_v7(),
            list.as_ref(),
            dry_run,
            Lang::En,
            &|_, _| {},
        )
    }
}

/// Somebody of a role.
pub fn caller(registry: &Registry, role: Role, enterprise: Option<&str>) -> Caller {
    Caller {
        account: format!("{}-{}", role.as_str(), enterprise.unwrap_or_default()),
        user: "test".to_owned(),
        role,
        unit: registry.info().province,
        enterprise: enterprise.map(|code| Code::parse(code).unwrap()),
        channel: Channel::Import,
    }
}

/// A new command.
pub fn command() -> Command {
    let id = Uuid::now_v7();
    Command {
        id,
        body: id.as_bytes().to_vec(),
        lang: Lang::En,
    }
}

/// Waits for a future in a test.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// A list with the standard headings.
pub fn list(rows: &[&str]) -> String {
    let mut text = HEADINGS.to_owned();
    for row in rows {
        text.push('\n');
        text.push_str(row);
    }
    text
}

/// A good row: number, name, birth, sex, commune, day, and a contract of direct form.
pub fn row(id: &str, name: &str, birth: &str, sex: &str, commune: &str, day: &str) -> String {
    format!(
        "{id},{name},{birth},{sex},{commune},{day},Nhật Bản,Cơ khí,Hợp đồng cá nhân,,HD-1,01/01/2024,31/12/2026"
    )
}

/// The usual good row.
pub fn good() -> String {
    row(
        "038090000001",
        "Nguyễn Văn An",
        "12/05/1990",
        "Nam",
        "14845",
        "05/03/2024",
    )
}

/// A unit by its text.
pub fn unit(text: &str) -> UnitRef {
    UnitRef::parse(text).unwrap()
}

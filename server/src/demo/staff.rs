//! Accounts of the demo: one to sign in with for each role, and names of those who recorded in the past.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hanhtrinh_domain::actor::Role;
use hanhtrinh_domain::code::Code;
use hanhtrinh_domain::unit::{EDITION_2025, UnitCode, UnitRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::DemoError;
use super::prng::Prng;
use super::work::ENTERPRISES;
use crate::accounts::{Accounts, NewAccount};

/// Name of the file with the sign-ins, in the data folder.
pub const FILE: &str = "demo-accounts.json";

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Role.
    pub role: Role,
    /// User name.
    pub user: String,
    /// Password.
    pub password: String,
}

/// Who records, by office. Accounts are opaque ids.
pub struct Staff {
    /// Officer of the department.
    pub province: Uuid,
    /// Administrator.
    pub administrator: Uuid,
    /// Officer of the service centre.
    pub centre: Uuid,
    /// Auditor.
    auditor: Uuid,
    /// Delegates by enterprise.
    pub recruiters: Vec<Uuid>,
    officers: BTreeMap<UnitRef, Uuid>,
    leaders: BTreeMap<UnitRef, Uuid>,
}

impl Staff {
    /// Draws the ids.
    pub fn new(desks: &[UnitRef], rng: &mut Prng) -> Self {
        // Drawn apart, so that all others stay who they are.
        let centre = drawn(&mut Prng::new(rng.clone().bits() ^ 0xce));
        let mut id = || drawn(rng);
        Self {
            centre,
            province: id(),
            administrator: id(),
            auditor: id(),
            recruiters: ENTERPRISES.iter().map(|_| id()).collect(),
            officers: desks.iter().map(|desk| (*desk, id())).collect(),
            leaders: desks.iter().map(|desk| (*desk, id())).collect(),
        }
    }

    /// Officer of a commune with a desk.
    pub fn officer(&self, unit: UnitRef) -> Uuid {
        self.officers.get(&unit).copied().unwrap_or(self.province)
    }

    /// Leader of a commune with a desk.
    pub fn leader(&self, unit: UnitRef) -> Uuid {
        self.leaders.get(&unit).copied().unwrap_or(self.province)
    }

    /// Creates the accounts and writes the sign-ins beside the log.
    pub fn create(
        &self,
        dir: &Path,
        province: UnitCode,
        first_desk: UnitRef,
        rng: &mut Prng,
    ) -> Result<Vec<SignIn>, DemoError> {
        let accounts = Accounts::open(dir)?;
        let province = UnitRef {
            code: province,
            edition: EDITION_2025,
        };
        let sign_ins = [
            (
                self.officer(first_desk),
                Role::CommuneOfficer,
                "canbo.xa",
                "Cán bộ xã (mẫu)",
                first_desk,
                None,
            ),
            (
                self.leader(first_desk),
                Role::UnitLeader,
                "lanhdao.xa",
                "Lãnh đạo xã (mẫu)",
                first_desk,
                None,
            ),
            (
                self.province,
                Role::ProvinceOfficer,
                "canbo.tinh",
                "Cán bộ sở (mẫu)",
                province,
                None,
            ),
            (
                self.recruiters[0],
                Role::Recruiter,
                "doanhnghiep",
                "Đại diện doanh nghiệp (mẫu)",
                province,
                Some(ENTERPRISES[0].0),
            ),
            (
                self.auditor,
                Role::Auditor,
                "kiemtoan",
                "Kiểm toán (mẫu)",
                province,
                None,
            ),
            (
                self.administrator,
                Role::Administrator,
                "quantri",
                "Quản trị (mẫu)",
                province,
                None,
            ),
            (
                self.centre,
                Role::ServiceCentre,
                "trungtam",
                "Trung tâm dịch vụ việc làm (mẫu)",
                province,
                None,
            ),
        ];
        let mut kept = Vec::new();
        for (id, role, user, display_name, unit, enterprise) in sign_ins {
            let password = password(rng);
            let enterprise = enterprise
                .map(Code::parse)
                .transpose()
                .map_err(DemoError::invented)?;
            let new = NewAccount {
                user: user.to_owned(),
                display_name: display_name.to_owned(),
                role,
                unit,
                enterprise,
                password: password.clone(),
            };
            accounts.create_as(id, new)?;
            kept.push(SignIn {
                role,
                user: user.to_owned(),
                password,
            });
        }
        for (index, id) in self.recruiters.iter().enumerate().skip(1) {
            let name = format!("Đại diện {}", ENTERPRISES[index].1);
            accounts.keep_former(
                *id,
                &format!("dn{:02}", index + 1),
                &name,
                Role::Recruiter,
                province,
            )?;
        }
        let desks = self
            .officers
            .iter()
            .map(|(unit, id)| (unit, id, Role::CommuneOfficer, "cb", "Cán bộ"));
        let desks = desks.chain(
            self.leaders
                .iter()
                .map(|(unit, id)| (unit, id, Role::UnitLeader, "ld", "Lãnh đạo")),
        );
        for (unit, id, role, short, title) in desks.filter(|(unit, ..)| **unit != first_desk) {
            let (user, name) = (
                format!("{short}{}", unit.code),
                format!("{title} xã {}", unit.code),
            );
            accounts.keep_former(*id, &user, &name, role, *unit)?;
        }
        let text = serde_json::to_vec_pretty(&kept).map_err(DemoError::invented)?;
        write_private(&dir.join(FILE), &text)?;
        Ok(kept)
    }
}

fn drawn(rng: &mut Prng) -> Uuid {
    let (a, b) = (rng.bits().to_le_bytes(), rng.bits().to_le_bytes());
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&a);
    bytes[8..].copy_from_slice(&b);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The sign-ins of a demo, if the folder holds one.
pub fn sign_ins(dir: &Path) -> Option<Vec<SignIn>> {
    serde_json::from_slice(&std::fs::read(dir.join(FILE)).ok()?).ok()
}

/// Easy to read aloud, long enough to be accepted.
fn password(rng: &mut Prng) -> String {
    const WORDS: [&str; 24] = [
        "lua", "tre", "song", "nui", "bien", "trang", "sao", "may", "gio", "nang", "hoa", "cau", "dua",
        "cam", "buoi", "sen", "mai", "dao", "thuyen", "dong", "rung", "suoi", "chim", "ong",
    ];
    let words = [*rng.pick(&WORDS), *rng.pick(&WORDS), *rng.pick(&WORDS)];
    format!("{}-{}-{}-{:04}", words[0], words[1], words[2], rng.below(10_000))
}

fn write_private(path: &PathBuf, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

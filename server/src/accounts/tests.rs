use super::*;

fn new(user: &str, role: Role, unit: &str, enterprise: Option<&str>) -> NewAccount {
    NewAccount {
        user: user.to_owned(),
        display_name: "Cán bộ".to_owned(),
        role,
        unit: UnitRef::parse(unit).unwrap(),
        enterprise: enterprise.map(|code| Code::parse(code).unwrap()),
        password: "mot-mat-khau-dai".to_owned(),
    }
}

#[test]
fn accounts_are_kept_and_verified() {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    let made = accounts
        .create(new("officer", Role::ProvinceOfficer, "25@2025", None))
        .unwrap();
    assert!(matches!(
        accounts.create(new("officer", Role::ProvinceOfficer, "25@2025", None)),
        Err(AccountError::Taken)
    ));
    let again = Accounts::open(dir.path()).unwrap();
    assert_eq!(again.verify("officer", "mot-mat-khau-dai").unwrap(), made);
    assert!(matches!(again.verify("officer", "sai"), Err(AccountError::Wrong)));
    assert!(matches!(again.verify("nobody", "sai"), Err(AccountError::Wrong)));
    assert_eq!(again.name_of(&made.id.to_string()).as_deref(), Some("Cán bộ"));
    again.set_password("officer", "mot-mat-khau-moi").unwrap();
    assert!(again.verify("officer", "mot-mat-khau-dai").is_err());
    assert!(again.verify("officer", "mot-mat-khau-moi").is_ok());
}

#[test]
fn an_inactive_account_cannot_sign_in_and_one_administrator_stays() {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    accounts
        .create(new("admin", Role::Administrator, "25@2025", None))
        .unwrap();
    accounts
        .create(new("officer", Role::ProvinceOfficer, "25@2025", None))
        .unwrap();
    accounts.set_active("officer", false).unwrap();
    assert!(matches!(
        accounts.verify("officer", "mot-mat-khau-dai"),
        Err(AccountError::Wrong)
    ));
    assert!(matches!(
        accounts.set_active("admin", false),
        Err(AccountError::LastAdministrator)
    ));
    assert!(matches!(
        accounts.set_active("nobody", true),
        Err(AccountError::Unknown)
    ));
}

#[test]
fn every_fault_is_named_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    let bad = NewAccount {
        user: "Ông An".to_owned(),
        display_name: " ".to_owned(),
        password: "ngan".to_owned(),
        ..new("x", Role::CommuneOfficer, "25@2025", Some("DN1"))
    };
    let Err(AccountError::Invalid(faults)) = accounts.create(bad) else {
        panic!("accepted")
    };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["user", "display_name", "unit", "enterprise", "password"]);
    let recruiter = new("recruiter", Role::Recruiter, "25@2025", None);
    let Err(AccountError::Invalid(faults)) = accounts.create(recruiter) else {
        panic!("accepted")
    };
    assert_eq!(faults[0].code, FaultCode::EnterpriseNeeded);
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    accounts
        .create(new("officer", Role::ProvinceOfficer, "25@2025", None))
        .unwrap();
    let path = dir.path().join("accounts.json");
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("$argon2id$v=19$m=19456,t=2,p=1$") && !text.contains("mot-mat-khau"));
}

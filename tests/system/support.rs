//! Folders, demo provinces and runs of the binary.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use anyhow::{Context, Result, bail};
use hanhtrinh_tests::server::command;
use serde_json::Value;

use super::client::Client;

/// People in a small demo province.
const FEW: &str = "400";

/// A folder of one's own, gone in the end.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.at(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

/// Runs the binary with a data folder; anything but success is an error with what it said.
pub fn run(data: &Path, args: &[&str]) -> Result<String> {
    let output = try_run(data, args)?;
    if !output.status.success() {
        bail!("hanhtrinh {} failed: {}", args.join(" "), said(&output));
    }
    String::from_utf8(output.stdout).context("not UTF-8")
}

/// Runs the binary and reads the JSON it prints.
pub fn run_json(data: &Path, args: &[&str]) -> Result<Value> {
    let text = run(data, args)?;
    serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))
}

/// Runs the binary whatever comes of it.
pub fn try_run(data: &Path, args: &[&str]) -> Result<Output> {
    command()?
        .args(args)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::null())
        .output()
        .context("the binary cannot be started")
}

/// What a run said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Makes a small demo province.
pub fn small_demo(data: &Path) -> Result<()> {
    run(data, &["demo", "--workers", FEW]).map(|_| ())
}

/// Signs in to a demo with one of its roles.
pub fn signed_in(url: &str, data: &Path, role: &str) -> Result<Client> {
    let text = std::fs::read_to_string(data.join("demo-accounts.json"))?;
    let accounts: Vec<Value> = serde_json::from_str(&text)?;
    let account = accounts
        .iter()
        .find(|account| account["role"] == role)
        .context("no such role")?;
    let word = |name: &str| account[name].as_str().unwrap_or_default().to_owned();
    Client::signed_in(url, &word("user"), &word("password"))
}

/// Size and root of a log that verifies.
pub fn verified(data: &Path) -> Result<(u64, String)> {
    let report = run_json(data, &["verify", "--json"])?;
    let size = report["size"].as_u64().context("no size")?;
    let root = report["root"].as_str().context("no root")?.to_owned();
    if root.len() != 64 || !root.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        bail!("not a root: {root}");
    }
    Ok((size, root))
}

/// Headings of a departure list.
pub const HEADINGS: &str = "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,xa,ngay_xuat_canh,thi_truong,nganh,hinh_thuc,ma_doanh_nghiep,so_hop_dong,bat_dau,ket_thuc";

/// A list of departures of people who are in no demo: `first` makes lists differ.
pub fn list(communes: &[String], first: usize, rows: usize) -> String {
    let mut text = String::from(HEADINGS);
    text.push_str("\r\n");
    for index in 0..rows {
        text.push_str(&row(communes, first + index));
        text.push_str("\r\n");
    }
    text
}

/// One row of such a list.
pub fn row(communes: &[String], number: usize) -> String {
    const FAMILY: [&str; 8] = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi"];
    const GIVEN: [&str; 10] = [
        "An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Long", "Minh", "Quân",
    ];
    let commune = &communes[number % communes.len()];
    let (family, given) = (FAMILY[number % 8], GIVEN[number / 8 % 10]);
    let (day, month) = (1 + number % 28, 1 + number / 28 % 9);
    format!(
        "038091{number:06},{family} Văn {given},{day:02}/{month:02}/1991,Nam,{commune},{day:02}/{month:02}/2026,JP,mechanics,\
         contractor,,HD-{number},{day:02}/{month:02}/2026,{day:02}/{month:02}/2028"
    )
}

/// Codes of the communes of today.
pub fn communes(client: &Client) -> Result<Vec<String>> {
    let catalogue = client.get("/catalogue")?;
    let communes = catalogue["communes"].as_array().context("no communes")?;
    let code = |commune: &Value| {
        commune["unit"]
            .as_str()
            .and_then(|unit| unit.split('@').next())
            .map(str::to_owned)
    };
    Ok(communes.iter().filter_map(code).collect())
}

//! A large registry for measuring: invented people with twenty events each, interleaved as in an office.
//!
//! `cargo run --release -p hanhtrinh-server --example large_registry -- make DIR PEOPLE` writes one; `-- open DIR` opens it
//! as a server does and prints times and memory; `-- rebuild DIR` folds its facts from zero.

mod make;
mod open;

use std::path::Path;

use anyhow::bail;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", dir, people] => make::make(Path::new(dir), people.parse()?),
        ["open", dir] => open::open(Path::new(dir)),
        ["rebuild", dir] => open::rebuild(Path::new(dir)),
        _ => bail!("make DIR PEOPLE | open DIR | rebuild DIR"),
    }
}

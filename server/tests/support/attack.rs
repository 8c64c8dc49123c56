//! An attacker who holds every file and every key that is left and knows whom to look for.

#![allow(clippy::unwrap_used)]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hanhtrinh_domain::text::fold;
use hanhtrinh_record::{Leaf, PersonKey, Place, unseal};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is known of somebody.
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub number: Option<String>,
    pub phone: Option<String>,
}

/// What an import hashes of a row: its content, as anybody can work it out who has the program.
pub fn row_of(row: &str) -> Vec<u8> {
    if row.is_empty() {
        return Vec::new();
    }
    let cells: Vec<&str> = row.split(';').collect();
    [
        cells[0],
        cells[1],
        "1990-02-01",
        "female",
        "14797@2025",
        "2025-07-05",
        "DE",
        "direct_contract",
        "",
        "",
        "",
        "",
    ]
    .join("\u{1f}")
    .into_bytes()
}

fn files_of(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for file in std::fs::read_dir(path).unwrap() {
            files_of(&file.unwrap().path(), found);
        }
    } else if path.is_file() {
        found.push(path.to_owned());
    }
}

fn read_all(paths: &[PathBuf]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    paths.iter().for_each(|path| files_of(path, &mut files));
    files
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// Everything of 32 bytes in the small key files that could be a key or a secret; longer ones are public notes and wrapped keys.
fn secrets(keys: &[PathBuf]) -> Vec<[u8; 32]> {
    let mut found = HashSet::new();
    for (_, bytes) in read_all(keys).iter().filter(|(_, bytes)| bytes.len() <= 64) {
        found.extend(
            bytes
                .windows(32)
                .map(|window| <[u8; 32]>::try_from(window).unwrap()),
        );
    }
    found.into_iter().collect()
}

/// Every key that can be had: those in the files, and those that these unwrap, for whoever they were made.
fn every_key(person: &Person, keys: &[PathBuf]) -> Vec<PersonKey> {
    let masters: Vec<PersonKey> = secrets(keys).into_iter().map(PersonKey::from_bytes).collect();
    let mut found = masters.clone();
    for (path, bytes) in read_all(keys) {
        if path.file_name().unwrap() != "persons.keys" {
            continue;
        }
        for record in bytes.chunks(128).filter(|record| record.len() == 128).skip(1) {
            let wrapped: [u8; 72] = record[20..92].try_into().unwrap();
            let owner = Uuid::from_slice(&record[4..20]).unwrap();
            for master in &masters {
                for epoch in 1..4 {
                    for subject in [owner, person.id] {
                        found.extend(master.unwrap_key(&wrapped, subject, epoch));
                    }
                }
            }
        }
    }
    found
}

/// What opens of a person's sealed parts in an export.
pub fn decrypts(person: &Person, export: &Path, keys: &[PathBuf]) -> Vec<String> {
    let keys = every_key(person, keys);
    let text = std::fs::read_to_string(export).unwrap();
    let mut name = export.as_os_str().to_owned();
    name.push(".sealed");
    let sealed = std::fs::read_to_string(PathBuf::from(name)).unwrap();
    let first = Leaf::decode(text.lines().next().unwrap().as_bytes()).unwrap();
    let log = hanhtrinh_record::Genesis::of(&first).unwrap().log;
    let (mut tried, mut opened) = (0, Vec::new());
    for (line, ciphers) in text.lines().zip(sealed.lines()) {
        let leaf = Leaf::decode(line.as_bytes()).unwrap();
        for (part, cipher) in leaf.sealed.iter().zip(ciphers.split(' ')) {
            if part.subject != person.id || cipher == "-" {
                continue;
            }
            tried += 1;
            let cipher = STANDARD.decode(cipher).unwrap();
            let place = Place {
                log,
                event: leaf.id,
                stream: leaf.stream.as_str(),
                subject: part.subject,
                kind: &leaf.kind,
                schema: leaf.schema,
            };
            opened.extend(keys.iter().filter_map(|key| unseal(key, &place, &cipher).ok()));
        }
    }
    assert!(tried > 0, "there is something to try");
    opened
        .into_iter()
        .map(|plain| String::from_utf8(plain.to_vec()).unwrap())
        .collect()
}

/// Words to look for: as written, folded, encoded, hashed, and hashed with every secret that is left.
fn dictionary(person: &Person, row: &[u8], secrets: &[[u8; 32]]) -> Vec<(String, Vec<u8>)> {
    let mut plain = vec![
        person.name.clone(),
        fold(&person.name),
        person.name.to_uppercase(),
        person.name.to_lowercase(),
    ];
    plain.push(fold(&person.name).replace(' ', ""));
    plain.extend(person.number.clone());
    if let Some(phone) = &person.phone {
        let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
        let national = digits.strip_prefix("84").unwrap_or(&digits).to_owned();
        plain.extend([phone.clone(), format!("0{national}"), format!("84{national}")]);
    }
    let mut words: Vec<(String, Vec<u8>)> = Vec::new();
    for word in &plain {
        words.push(("text".into(), word.as_bytes().to_vec()));
        words.push(("base64".into(), STANDARD.encode(word).into_bytes()));
        words.push((
            "utf-16".into(),
            word.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ));
    }
    let bodies = plain
        .iter()
        .map(|word| word.as_bytes().to_vec())
        .chain((!row.is_empty()).then(|| row.to_vec()));
    for body in bodies {
        let digest = Sha256::digest(&body);
        words.push(("sha256".into(), digest.to_vec()));
        words.push(("sha256 in hex".into(), hex(&digest)));
        let namespace = Uuid::from_u128(0x3f0c_9d52_7a41_5e0b_9b5e_1d8c_60a7_4b19);
        let named = Uuid::new_v5(&namespace, &body);
        words.push(("uuid".into(), named.to_string().into_bytes()));
        for secret in secrets {
            let mac = hmac(secret, &body);
            // The rest names the secret.
            words.push(("fingerprint".into(), mac[..28].to_vec()));
            let id = uuid::Builder::from_custom_bytes(mac[..16].try_into().unwrap()).into_uuid();
            words.push(("command".into(), id.to_string().into_bytes()));
        }
    }
    words
}

/// What of the dictionary stands in a file, by kind and file; empty where nothing does.
pub fn traces(person: &Person, row: &[u8], files: &[PathBuf], keys: &[PathBuf]) -> String {
    let words = dictionary(person, row, &secrets(keys));
    let mut starts: Vec<Vec<usize>> = vec![Vec::new(); 1 << 16];
    for (at, (_, word)) in words.iter().enumerate() {
        starts[usize::from(word[0]) << 8 | usize::from(word[1])].push(at);
    }
    let mut found = String::new();
    for (path, bytes) in read_all(files).into_iter().chain(read_all(keys)) {
        for at in 0..bytes.len().saturating_sub(1) {
            // Journals are filled with zeros, and no word begins so.
            if bytes[at] == 0 && bytes[at + 1] == 0 {
                continue;
            }
            for word in &starts[usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1])] {
                let (kind, word) = &words[*word];
                if bytes[at..].starts_with(word) {
                    found.push_str(&format!("{kind} in {}; ", path.display()));
                }
            }
        }
    }
    found
}

fn hmac(secret: &[u8; 32], body: &[u8]) -> [u8; 32] {
    let pad = |with: u8| {
        let mut block = [with; 64];
        block
            .iter_mut()
            .zip(secret)
            .for_each(|(byte, secret)| *byte ^= secret);
        block
    };
    let inner = Sha256::new()
        .chain_update(pad(0x36))
        .chain_update(body)
        .finalize();
    Sha256::new()
        .chain_update(pad(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}

//! Brotli and gzip beside every text and Wasm file of the interface, so that the server compresses nothing twice.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Kinds of files that shrink; pictures and fonts are compressed already.
const KINDS: [&str; 8] = ["wasm", "js", "css", "html", "svg", "json", "webmanifest", "txt"];

/// Writes `.br` (quality 11) and `.gz` (level 9) beside the files of a folder and of those below it.
pub fn folder(folder: &Path) -> Result<()> {
    for file in files(folder)? {
        let kind = file
            .extension()
            .and_then(|kind| kind.to_str())
            .unwrap_or_default();
        if KINDS.contains(&kind) {
            let bytes = fs::read(&file).with_context(|| remedy(&file))?;
            write(&file, "br", &brotli(&bytes).with_context(|| remedy(&file))?)?;
            write(&file, "gz", &gzip(&bytes).with_context(|| remedy(&file))?)?;
        }
    }
    Ok(())
}

/// All files of a folder and of those below it, sorted.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| remedy(&folder))? {
            let path = entry.with_context(|| remedy(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The path of the compressed file beside a file.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn write(file: &Path, ending: &str, bytes: &[u8]) -> Result<()> {
    let path = beside(file, ending);
    fs::write(&path, bytes).with_context(|| remedy(&path))
}

fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

fn remedy(path: &Path) -> String {
    format!(
        "{} cannot be read or written\n  remedy: check its rights and the free space",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_files_open_to_what_they_stand_beside() {
        let folder = tempfile::tempdir().unwrap();
        let text = "hành trình đi và về ".repeat(500);
        fs::write(folder.path().join("page.html"), &text).unwrap();
        fs::write(folder.path().join("map.png"), "picture").unwrap();
        super::folder(folder.path()).unwrap();

        let page = folder.path().join("page.html");
        let mut opened = String::new();
        let packed = fs::read(beside(&page, "br")).unwrap();
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_string(&mut opened)
            .unwrap();
        assert_eq!(opened, text);

        opened.clear();
        let packed = fs::read(beside(&page, "gz")).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut opened)
            .unwrap();
        assert_eq!(opened, text);
        assert!(packed.len() < text.len() / 10);
        assert!(!folder.path().join("map.png.br").exists());
    }
}

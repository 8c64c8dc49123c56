//! The disk that is measured: never one in memory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// File systems that keep nothing on a disk.
const IN_MEMORY: &[&str] = &["tmpfs", "ramfs", "devtmpfs", "hugetlbfs"];

/// Makes the folder and names its file system; one in memory is refused.
pub fn check(dir: &Path) -> Result<String> {
    fs::create_dir_all(dir).with_context(|| format!("{} cannot be made", dir.display()))?;
    let dir = dir.canonicalize()?;
    let mounts =
        fs::read_to_string("/proc/mounts").context("the bench needs Linux: /proc/mounts is not there")?;
    let kind = kind_of(&dir, &mounts).with_context(|| format!("no mount holds {}", dir.display()))?;
    if IN_MEMORY.contains(&kind.as_str()) {
        bail!(
            "{} lies on {kind}, which is memory and no disk\n  remedy: name a folder on a disk with --dir",
            dir.display()
        );
    }
    Ok(kind)
}

/// The file system of the deepest mount above a folder; of two at one place the later counts.
fn kind_of(dir: &Path, mounts: &str) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let mut words = line.split(' ');
        let (Some(_), Some(place), Some(kind)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let place = PathBuf::from(place.replace("\\040", " "));
        let depth = place.components().count();
        if dir.starts_with(&place) && best.is_none_or(|(known, _)| depth >= known) {
            best = Some((depth, kind));
        }
    }
    best.map(|(_, kind)| kind.to_owned())
}

/// Bytes that a folder takes on the disk.
pub fn used(folder: &Path) -> io::Result<u64> {
    use std::os::unix::fs::MetadataExt;
    let mut bytes = 0;
    for file in fs::read_dir(folder)? {
        let file = file?;
        let about = file.metadata()?;
        bytes += if about.is_dir() {
            used(&file.path())?
        } else {
            about.blocks() * 512
        };
    }
    Ok(bytes)
}

/// An empty folder, whatever was there.
pub fn fresh(folder: &Path) -> io::Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder)
}

/// Removes a folder if it is there.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may")]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_mount_counts() {
        let mounts = "/dev/vda / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n/dev/vdb /tmp/disk xfs rw 0 0\n";
        assert_eq!(kind_of(Path::new("/home/a"), mounts).as_deref(), Some("ext4"));
        assert_eq!(kind_of(Path::new("/tmp/a"), mounts).as_deref(), Some("tmpfs"));
        assert_eq!(kind_of(Path::new("/tmp/disk/a"), mounts).as_deref(), Some("xfs"));
        assert_eq!(kind_of(Path::new("/tmpa"), mounts).as_deref(), Some("ext4"));
    }

    #[test]
    fn memory_is_refused_by_name() {
        if Path::new("/dev/shm").is_dir() {
            let error = check(Path::new("/dev/shm/hanhtrinh-bench"))
                .unwrap_err()
                .to_string();
            let _ = fs::remove_dir("/dev/shm/hanhtrinh-bench");
            assert!(error.contains("tmpfs"), "{error}");
        }
    }
}

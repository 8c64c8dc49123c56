//! What is to go wrong in this process: one kind of trouble at one moment.

/// No space left.
pub const ENOSPC: i32 = 28;
/// The disk failed.
pub const EIO: i32 = 5;
/// The file system is read-only.
pub const EROFS: i32 = 30;

/// The kinds of trouble.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    /// Dies after that many lines of the trace.
    Kill,
    /// The disk is full after that many bytes more.
    Full,
    /// One wait for the disk fails, the next ones do not.
    Sync,
    /// One write fails, the next ones do not.
    Write,
    /// Everything that changes the folder fails from there on.
    ReadOnly,
}

/// Trouble to come.
pub struct Trouble {
    kind: Kind,
    left: u64,
    /// Only paths that hold this text count.
    only: String,
}

impl Trouble {
    /// Reads `kind@count` or `kind@count:text in the path`.
    pub fn parse(text: &str) -> Self {
        let (what, only) = text.split_once(':').unwrap_or((text, ""));
        let (kind, left) = what.split_once('@').unwrap_or(("", "0"));
        let kind = match kind {
            "kill" => Kind::Kill,
            "full" => Kind::Full,
            "sync" => Kind::Sync,
            "write" => Kind::Write,
            "readonly" => Kind::ReadOnly,
            _ => Kind::None,
        };
        Self {
            kind,
            left: left.parse().unwrap_or(0),
            only: only.to_owned(),
        }
    }

    /// Counts a line of the trace; whether it was the last.
    pub fn was_last(&mut self) -> bool {
        self.kind == Kind::Kill && self.counts_down()
    }

    /// Whether a change of names fails.
    pub fn change(&mut self) -> Option<i32> {
        match self.kind {
            Kind::ReadOnly => self.counts_to_zero().then_some(EROFS),
            Kind::Full => (self.left == 0).then_some(ENOSPC),
            _ => None,
        }
    }

    /// How many bytes of a write succeed, of which the last `grows` need new space; or why it fails.
    pub fn write(&mut self, fd: i32, count: usize, grows: u64) -> Result<usize, i32> {
        match self.kind {
            Kind::ReadOnly => {
                if self.counts_to_zero() {
                    Err(EROFS)
                } else {
                    Ok(count)
                }
            }
            Kind::Write => {
                if self.concerns(fd) && self.counts_down() {
                    Err(EIO)
                } else {
                    Ok(count)
                }
            }
            Kind::Full => {
                let fits = count - (grows - grows.min(self.left)) as usize;
                self.left -= grows.min(self.left);
                if fits == 0 && count > 0 {
                    Err(ENOSPC)
                } else {
                    Ok(fits)
                }
            }
            _ => Ok(count),
        }
    }

    /// Whether a wait for the disk fails.
    pub fn sync(&mut self, fd: i32) -> Option<i32> {
        (self.kind == Kind::Sync && self.concerns(fd) && self.counts_down()).then_some(EIO)
    }

    /// Whether a file may be opened for writing.
    pub fn open(&mut self) -> Option<i32> {
        (self.kind == Kind::ReadOnly && self.left == 0).then_some(EROFS)
    }

    fn concerns(&self, fd: i32) -> bool {
        self.only.is_empty()
            || std::fs::read_link(format!("/proc/self/fd/{fd}"))
                .is_ok_and(|path| path.to_string_lossy().contains(&self.only))
    }

    /// True once, when the count reaches zero.
    fn counts_down(&mut self) -> bool {
        let now = self.left == 1;
        self.left = self.left.saturating_sub(1);
        now
    }

    /// True from the moment on when the count is zero.
    fn counts_to_zero(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left == 0
    }
}

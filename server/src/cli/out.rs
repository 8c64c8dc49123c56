//! What the command line prints. Whoever reads it may have enough before the end, as `head` has: then it ends quietly.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write};

/// The status of a program whose reader went away: 128 and the number of SIGPIPE.
const NOBODY_READS: i32 = 141;

/// Prints a line.
macro_rules! say {
    ($($text:tt)*) => { $crate::cli::out::line(format_args!($($text)*)) };
}

/// Prints a line to the standard output.
pub fn line(text: Arguments<'_>) {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(NOBODY_READS),
        Err(error) => {
            eprintln!("hanhtrinh: the output cannot be written: {error}");
            std::process::exit(1);
        }
        Ok(()) => {}
    }
}

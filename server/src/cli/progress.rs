//! Progress bars on standard error; nothing is drawn where that is no terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar with a word for what it counts.
pub fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    let style = ProgressStyle::with_template("{prefix} [{bar:32}] {pos}/{len} {msg} {elapsed}");
    bar.set_style(
        style
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("=> "),
    );
    bar.set_prefix(what);
    bar
}

/// Tells a bar how far something is.
pub fn told(bar: &ProgressBar) -> hanhtrinh_log_sled::Progress {
    let bar = bar.clone();
    std::sync::Arc::new(move |done, all| {
        bar.set_length(all.max(done));
        bar.set_position(done);
    })
}

//! Steps of a long command, shown on a terminal alone.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// The steps of one command.
pub(super) struct Steps(ProgressBar);

impl Steps {
    /// Begins; on stderr, and only where that is a terminal.
    pub(super) fn begin() -> Self {
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos} of {len} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::new(0).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Tells what is being done.
    pub(super) fn tell(&self, what: &str, done: u64, total: u64) {
        self.0.set_message(what.to_owned());
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}

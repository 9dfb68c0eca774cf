//! What systemd is told: ready, stopping, alive. Without `NOTIFY_SOCKET` nobody is told anything.

use std::time::Duration;

use sd_notify::NotifyState;

/// The server answers.
pub(super) fn ready() {
    tell(NotifyState::Ready);
}

/// The server is on its way down.
pub(super) fn stopping() {
    tell(NotifyState::Stopping);
}

/// Says again and again that the server lives, where a watchdog was asked for: only after the runtime and its pool of
/// threads for handlers did a piece of work, so that a server that hangs falls silent.
pub(super) async fn report() {
    let Some(patience) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    let mut beat = tokio::time::interval((patience / 2).max(Duration::from_millis(100)));
    loop {
        beat.tick().await;
        if tokio::task::spawn_blocking(|| ()).await.is_ok() {
            tell(NotifyState::Watchdog);
        }
    }
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "the supervisor could not be told");
    }
}

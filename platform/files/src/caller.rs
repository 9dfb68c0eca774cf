//! Calls into the store: its library is asynchronous, areas are not. Each call is bounded in time, so that a store that
//! hangs keeps nobody waiting for longer.

use std::sync::LazyLock;
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::VaultError;

/// One small runtime serves the calls.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a thread for the file store can be started")
});

/// Calls a store under a limit.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    limit: Duration,
}

impl Caller {
    /// For a folder: a disk that does not answer for a minute is gone.
    pub(crate) fn local() -> Self {
        Self { limit: Duration::from_mins(1) }
    }

    /// Waits for the call, at most as long as the limit says.
    pub(crate) fn run<T>(
        &self,
        call: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, VaultError> {
        match RUNTIME.block_on(async { tokio::time::timeout(self.limit, call).await }) {
            Ok(outcome) => outcome.map_err(VaultError::from),
            Err(_) => Err(VaultError::Failed(format!("no answer within {} s", self.limit.as_secs()))),
        }
    }
}

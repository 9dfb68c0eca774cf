//! Calls into the store: its library is asynchronous, areas are not. Each call is bounded in time, few wait at once, and
//! after a silence nobody waits for a while: a store that hangs must not take the pages along that need no file.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::VaultError;

/// Calls to a remote store under way at once; a page holds a connection to the database meanwhile, of eight there are.
const TURNS: usize = 4;
/// How long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long after a call that was not answered the next ones are refused at once.
const QUIET: Duration = Duration::from_secs(5);

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
    /// None for a folder.
    gate: Option<Arc<Gate>>,
}

#[derive(Debug)]
struct Gate {
    turns: Semaphore,
    silent_since: Mutex<Option<Instant>>,
}

impl Caller {
    /// For a folder: a disk that does not answer for a minute is gone.
    pub(crate) fn local() -> Self {
        Self { limit: Duration::from_mins(1), gate: None }
    }

    /// For a store behind a network.
    pub(crate) fn remote(limit: Duration) -> Self {
        let gate = Gate { turns: Semaphore::new(TURNS), silent_since: Mutex::new(None) };
        Self { limit, gate: Some(Arc::new(gate)) }
    }

    /// Waits for the call, at most as long as the limit says.
    pub(crate) fn run<T>(
        &self,
        call: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, VaultError> {
        let Some(gate) = &self.gate else {
            return self.answered(call);
        };
        if gate.silent_since.lock().is_some_and(|since| since.elapsed() < QUIET) {
            return Err(VaultError::Failed("it did not answer a moment ago".to_owned()));
        }
        let turn = RUNTIME.block_on(async { tokio::time::timeout(PATIENCE, gate.turns.acquire()).await });
        let _turn = turn
            .ok()
            .and_then(Result::ok)
            .ok_or_else(|| VaultError::Failed("too many wait for it".to_owned()))?;
        let outcome = self.answered(call);
        *gate.silent_since.lock() = matches!(outcome, Err(VaultError::Failed(_))).then(Instant::now);
        outcome
    }

    fn answered<T>(&self, call: impl Future<Output = object_store::Result<T>>) -> Result<T, VaultError> {
        match RUNTIME.block_on(async { tokio::time::timeout(self.limit, call).await }) {
            Ok(outcome) => outcome.map_err(VaultError::from),
            Err(_) => Err(VaultError::Failed(format!("no answer within {} s", self.limit.as_secs()))),
        }
    }
}

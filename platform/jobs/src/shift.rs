//! A worker's shift: when it ends the job in hand may be finished, or is given back for another server to take at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use db::{Clock, Db, Result};

use crate::{Claimed, store};

/// From the start of a worker to its end.
#[derive(Debug, Default)]
pub struct Shift {
    is_over: AtomicBool,
    /// The job in hand: its id, and which try it is.
    in_hand: Mutex<Option<(i64, i64)>>,
}

impl Shift {
    /// Nothing new is begun from here on.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }

    /// Gives the unfinished job back, as if it had not been tried; its id, if there was one. A job must bear being run
    /// twice: it may be almost done.
    pub fn give_back(&self, db: &Db, clock: &Clock) -> Result<Option<i64>> {
        let Some((id, _)) = self.in_hand() else {
            return Ok(None);
        };
        let was_running = db.write(|tx| store::give_back(tx, id, clock.now()))?;
        self.lay_down();
        Ok(was_running.then_some(id))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    /// Holds the job in hand for longer. That it is somebody else's by now is no fault: its end will not count.
    pub(crate) fn renew(&self, db: &Db, clock: &Clock) -> Result<()> {
        let Some((id, attempts)) = self.in_hand() else {
            return Ok(());
        };
        if !db.write(|tx| store::renew(tx, id, attempts, clock.now()))?
            && self.in_hand() == Some((id, attempts))
        {
            tracing::warn!(job = id, "the lease of the job in hand was lost; another worker may be at it");
        }
        Ok(())
    }

    pub(crate) fn take(&self, job: &Claimed) {
        *self.in_hand.lock().unwrap_or_else(PoisonError::into_inner) = Some((job.id, job.attempts));
    }

    pub(crate) fn lay_down(&self) {
        *self.in_hand.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn in_hand(&self) -> Option<(i64, i64)> {
        *self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

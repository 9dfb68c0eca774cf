//! A worker's shift: when it ends the job in hand may be finished, or is given back for another server to take at once.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use db::{Clock, Db, Result};

use crate::store;

/// Nothing in hand.
const NONE: i64 = 0;

/// From the start of a worker to its end.
#[derive(Debug, Default)]
pub struct Shift {
    is_over: AtomicBool,
    in_hand: AtomicI64,
}

impl Shift {
    /// Nothing new is begun from here on.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }

    /// Gives the unfinished job back, as if it had not been tried; its id, if there was one. A job must bear being run
    /// twice: it may be almost done.
    pub fn give_back(&self, db: &Db, clock: &Clock) -> Result<Option<i64>> {
        let id = self.in_hand.load(Ordering::Acquire);
        if id == NONE {
            return Ok(None);
        }
        let was_running = db.write(|tx| store::give_back(tx, id, clock.now()))?;
        Ok(was_running.then_some(id))
    }

    pub(crate) fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    pub(crate) fn take(&self, id: i64) {
        self.in_hand.store(id, Ordering::Release);
    }

    pub(crate) fn lay_down(&self) {
        self.in_hand.store(NONE, Ordering::Release);
    }
}

//! So many papers at a time: requests run on hundreds of threads, a machine has a few cores.

use std::sync::{Condvar, Mutex, PoisonError};

/// Turns left, and who waits for one.
pub(crate) struct Limit {
    left: Mutex<usize>,
    freed: Condvar,
}

/// A turn; given back when dropped.
pub(crate) struct Turn<'a>(&'a Limit);

impl Limit {
    /// Half of the cores, at least one.
    pub fn of_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { left: Mutex::new(cores.div_ceil(2)), freed: Condvar::new() }
    }

    /// Waits for a turn.
    pub fn turn(&self) -> Turn<'_> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        while *left == 0 {
            left = self.freed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= 1;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.left.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

//! A turnstile: so many at once, the rest wait a little and are sent away; for work that is slow on purpose.

use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

/// The longest wait for a turn.
const PATIENCE: Duration = Duration::from_secs(8);

/// Lets a fixed number through at a time.
#[derive(Debug)]
pub(crate) struct Turnstile {
    free: Mutex<usize>,
    left: Condvar,
}

/// A turn; ends when dropped.
pub(crate) struct Turn<'a>(&'a Turnstile);

impl Turnstile {
    /// A turnstile for `places` at once.
    pub(crate) fn of(places: usize) -> Self {
        Self { free: Mutex::new(places), left: Condvar::new() }
    }

    /// A turn if one is free now: for work that nobody should hold a connection for.
    pub(crate) fn try_enter(&self) -> Option<Turn<'_>> {
        let mut free = self.free.lock();
        *free = free.checked_sub(1)?;
        Some(Turn(self))
    }

    /// Waits for a turn; none when patience ends.
    pub(crate) fn enter(&self) -> Option<Turn<'_>> {
        self.enter_within(PATIENCE)
    }

    /// The same with another patience: for those who hold a connection while they wait.
    pub(crate) fn enter_within(&self, patience: Duration) -> Option<Turn<'_>> {
        let until = Instant::now() + patience;
        let mut free = self.free.lock();
        while *free == 0 {
            if self.left.wait_until(&mut free, until).timed_out() {
                return None;
            }
        }
        *free -= 1;
        Some(Turn(self))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.free.lock() += 1;
        self.0.left.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_given_back_lets_the_next_one_in() {
        let turnstile = Turnstile::of(1);
        let first = turnstile.enter();
        assert!(first.is_some());
        assert_eq!(*turnstile.free.lock(), 0);
        drop(first);
        assert!(turnstile.enter().is_some());
    }
}

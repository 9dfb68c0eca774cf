//! How far long work of this process has come, for the page that waits for it. Nothing of it is kept: the work itself is one
//! transaction, which nobody sees before its end, and another server or a restart knows nothing of it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// The work under way, by the id of the thing worked on.
#[derive(Debug, Default)]
pub struct Progress {
    under_way: RwLock<BTreeMap<i64, Arc<Steps>>>,
}

#[derive(Debug)]
struct Steps {
    done: AtomicUsize,
    all: usize,
}

impl Progress {
    /// Begins to tell of a thing with so many steps; told until the value goes.
    pub fn begin(&self, id: i64, all: usize) -> UnderWay<'_> {
        let steps = Arc::new(Steps { done: AtomicUsize::new(0), all });
        self.under_way.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&steps));
        UnderWay { progress: self, id, steps }
    }

    /// How many steps of how many are done; none: nobody works on it in this process.
    pub fn of(&self, id: i64) -> Option<(usize, usize)> {
        let known = self.under_way.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&id).map(|steps| (steps.done.load(Ordering::Relaxed).min(steps.all), steps.all))
    }
}

/// Work that is told of.
#[derive(Debug)]
pub struct UnderWay<'p> {
    progress: &'p Progress,
    id: i64,
    steps: Arc<Steps>,
}

impl UnderWay<'_> {
    /// One step more is done.
    pub fn step(&self) {
        self.steps.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut known = self.progress.under_way.write().unwrap_or_else(PoisonError::into_inner);
        // Somebody else may have begun anew.
        if known.get(&self.id).is_some_and(|steps| Arc::ptr_eq(steps, &self.steps)) {
            known.remove(&self.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_told_of_while_it_lasts() {
        let progress = Progress::default();
        assert_eq!(progress.of(7), None);
        let one = progress.begin(7, 2);
        one.step();
        assert_eq!((progress.of(7), progress.of(8)), (Some((1, 2)), None));
        one.step();
        one.step();
        assert_eq!(progress.of(7), Some((2, 2)), "never more than all");
        let anew = progress.begin(7, 5);
        drop(one);
        assert_eq!(progress.of(7), Some((0, 5)), "the run that was given up ends nobody else's");
        drop(anew);
        assert_eq!(progress.of(7), None);
    }
}

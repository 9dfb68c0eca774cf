//! What was worked out once from rows that never change – a published revision – kept in memory up to a bound. An id is
//! the installation's, so what is kept belongs to its house.

use std::any::{Any, TypeId};
use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

type Key = (TypeId, i64, String);
type Value = (u64, Arc<dyn Any + Send + Sync>);

/// Pieces kept in all: some 30 megabytes of figures.
const PIECES: u64 = 300_000;
/// Things expected.
const THINGS: usize = 200;

/// Things kept by kind, id and a word.
pub struct Kept {
    all: Cache<Key, Value, Pieces>,
}

#[derive(Clone)]
struct Pieces;

impl Weighter<Key, Value> for Pieces {
    fn weight(&self, _key: &Key, value: &Value) -> u64 {
        value.0.max(1)
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self { all: Cache::with_weighter(THINGS, PIECES, Pieces) }
    }
}

impl Kept {
    /// The thing of this kind, id and word; made when it is not kept. `pieces` tells its size.
    pub fn get_or_make<T: Any + Send + Sync, E>(
        &self,
        id: i64,
        word: &str,
        pieces: impl FnOnce(&T) -> usize,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let key = (TypeId::of::<T>(), id, word.to_owned());
        if let Some(known) = self.all.get(&key).and_then(|(_, thing)| thing.downcast::<T>().ok()) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        let size = u64::try_from(pieces(&made)).unwrap_or(u64::MAX);
        let thing: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&made);
        self.all.insert(key, (size, thing));
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_made_once_and_told_apart_by_kind_id_and_word() {
        let kept = Kept::default();
        let ask =
            |id, word: &str, value: i32| *kept.get_or_make(id, word, |_| 1, || Ok::<_, ()>(value)).unwrap();
        assert_eq!((ask(1, "a", 10), ask(1, "a", 11)), (10, 10));
        assert_eq!((ask(1, "b", 12), ask(2, "a", 13)), (12, 13));
        assert_eq!(
            kept.get_or_make(1, "a", |_| 1, || Ok::<_, ()>("text".to_owned())).unwrap().as_str(),
            "text"
        );
    }

    #[test]
    fn what_is_too_large_is_made_each_time_and_a_failure_is_not_kept() {
        let kept = Kept::default();
        let mut made = 0;
        for _ in 0..2 {
            let size = |_: &i32| usize::try_from(PIECES).unwrap() + 1;
            kept.get_or_make(1, "", size, || {
                made += 1;
                Ok::<_, ()>(made)
            })
            .unwrap();
        }
        assert_eq!(made, 2);
        assert_eq!(kept.get_or_make(2, "", |_: &i32| 1, || Err("no")), Err("no"));
        assert_eq!(*kept.get_or_make(2, "", |_: &i32| 1, || Ok::<_, ()>(5)).unwrap(), 5);
    }
}

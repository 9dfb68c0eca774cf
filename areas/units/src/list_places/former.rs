//! Organisations by names they had before: a list made of an old register says «Школа № 1» of what is a gymnasium by now.

use lists::plain;

use super::{Found, ListPlaces, several_of};
use crate::UnitId;

impl ListPlaces {
    /// The same, knowing names organisations had before.
    #[must_use]
    pub fn remembering(mut self, former: &[(UnitId, String)]) -> Self {
        for (unit, name) in former {
            let key = plain(name);
            let is_called = self.names.get(&key).is_some_and(|now| now.contains(unit));
            if key.is_empty() || is_called {
                continue;
            }
            let known = self.former.entry(key).or_default();
            if !known.contains(unit) {
                known.push(*unit);
            }
        }
        self
    }

    /// The organisation that was called so before; where several were, or another may be meant by the words now, the row is to
    /// say which. None: nobody was.
    pub(super) fn formerly(&self, name: &str) -> Option<Result<Found, String>> {
        let former = self.former.get(&plain(name))?;
        let fitting = self.fitting(name);
        let others = fitting.iter().filter(|one| one.above.is_some() && !former.contains(&one.unit));
        let others: Vec<UnitId> = others.map(|one| one.unit).collect();
        if let ([only], true) = (former.as_slice(), others.is_empty()) {
            let title = self.called.iter().find(|one| one.unit == *only).map(|one| one.title.clone());
            return Some(Ok(Found { unit: *only, otherwise: title, is_former: true }));
        }
        let those = self.called.iter().filter(|one| former.contains(&one.unit) || others.contains(&one.unit));
        Some(Err(several_of(name, those)))
    }

    /// The given organisation, where the row calls it as it was called before.
    pub(super) fn formerly_given(&self, unit: UnitId, name: &str) -> Option<Found> {
        let former = self.former.get(&plain(name))?;
        let found = Found { unit, otherwise: Some(self.title.clone()), is_former: true };
        former.contains(&unit).then_some(found)
    }
}

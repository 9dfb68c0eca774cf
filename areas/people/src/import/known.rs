//! What is stored of the people a list may speak of, with indexes: no query a row.

use std::collections::HashMap;

use chrono::NaiveDate;
use units::UnitId;

use crate::rules::{duplicates, names};
use crate::{Category, Employment, Name, Person, Record};

/// A card with everything a list may change.
#[derive(Debug, Clone)]
pub struct KnownPerson {
    /// The card.
    pub person: Person,
    /// The employments with their subjects.
    pub works: Vec<Work>,
    /// Results of attestation.
    pub categories: Vec<Category>,
    /// Education and courses.
    pub records: Vec<Record>,
    /// Within the reach of whoever imports.
    pub is_ours: bool,
}

/// An employment with what is taught in it.
#[derive(Debug, Clone)]
pub struct Work {
    /// The employment.
    pub one: Employment,
    /// Ids of subjects.
    pub subjects: Vec<String>,
}

/// A name as rows are held against it: folded once, not for each row.
#[derive(Debug, Clone)]
pub(super) struct Face {
    pub name: Name,
    pub last: String,
    pub first: String,
    pub middle: String,
    pub former: String,
    pub is_initials: bool,
}

impl Face {
    /// Of a name and the family name before.
    pub fn of(name: Name, former: &str) -> Self {
        Self {
            last: names::folded(&name.last),
            first: names::folded(&name.first),
            middle: names::folded(&name.middle),
            former: names::folded(former),
            is_initials: names::is_initials(&name),
            name,
        }
    }
}

/// The people stored, found by name and by place.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// All of them.
    pub people: Vec<KnownPerson>,
    faces: Vec<Face>,
    by_likeness: HashMap<String, Vec<usize>>,
    by_birth: HashMap<(NaiveDate, String), Vec<usize>>,
    by_unit: HashMap<UnitId, Vec<usize>>,
    by_id: HashMap<i64, usize>,
}

impl Known {
    /// With the indexes made.
    pub fn of(people: Vec<KnownPerson>) -> Self {
        let mut known = Self::default();
        for (at, one) in people.iter().enumerate() {
            known.by_likeness.entry(names::likeness(&one.person.name())).or_default().push(at);
            if let Some(born) = duplicates::born(&one.person.name(), one.person.birth_date) {
                known.by_birth.entry(born).or_default().push(at);
            }
            known.faces.push(Face::of(one.person.name(), &one.person.former_name));
            known.by_id.insert(one.person.id.0, at);
            let mut units: Vec<UnitId> =
                one.works.iter().filter(|work| work.one.shows).map(|work| work.one.unit_id).collect();
            units.sort_unstable();
            units.dedup();
            for unit in units {
                known.by_unit.entry(unit).or_default().push(at);
            }
        }
        known.people = people;
        known
    }

    /// Those whose names are spelled alike, anywhere.
    pub fn alike(&self, likeness: &str) -> &[usize] {
        self.by_likeness.get(likeness).map_or(&[], Vec::as_slice)
    }

    /// Those born on that day with this given name and patronymic, anywhere, whatever the family name.
    pub fn born(&self, name: &Name, birth: Option<NaiveDate>) -> &[usize] {
        let born = duplicates::born(name, birth);
        born.and_then(|born| self.by_birth.get(&born)).map_or(&[], Vec::as_slice)
    }

    /// Those the unit sees.
    pub fn of_unit(&self, unit: UnitId) -> &[usize] {
        self.by_unit.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// The name at a position.
    pub(super) fn face(&self, at: usize) -> Option<&Face> {
        self.faces.get(at)
    }

    /// The card of this id.
    pub fn position(&self, id: i64) -> Option<usize> {
        self.by_id.get(&id).copied()
    }
}

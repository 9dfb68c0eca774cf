//! The staff of a place as areas above see it: each person with work, subjects, category, breaks and leave, the marks computed.
//! As many queries for a region as for a school.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use packs::Effective;

use crate::pages::words;
use crate::rules::marks::{Known, Mark};
use crate::rules::seniority::Break;
use crate::store::{self, employments, records};
use crate::{Category, Employment, Person, PersonId, Record, RecordKind};

/// A person with what is told of them.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// The card.
    pub person: Person,
    /// Employments everywhere, those that go on first.
    pub works: Vec<Employment>,
    /// Subjects taught, of all employments that go on.
    pub subjects: BTreeSet<String>,
    /// Results of attestation, the latest first.
    pub categories: Vec<Category>,
    /// Breaks, leaves, courses, what proves success.
    told: Vec<Record>,
}

impl Colleague {
    /// What marks are computed from.
    fn known(&self, rules: &Effective, today: NaiveDate) -> Known {
        words::known(&self.person, (&self.works, &self.categories), &self.told, rules, today)
    }

    /// The marks of the person.
    pub fn marks(&self, rules: &Effective, today: NaiveDate) -> Vec<Mark> {
        words::marks_of(&self.known(rules, today), rules, today)
    }

    /// The day the pedagogical service counts from: told, or the first pedagogical work known.
    pub fn service_since(&self, rules: &Effective, today: NaiveDate) -> Option<NaiveDate> {
        self.person.pedagogical_since.or(self.known(rules, today).taught_from)
    }

    /// Breaks of service.
    pub fn breaks(&self) -> Vec<Break> {
        words::breaks(&self.told)
    }

    /// The last day of a long leave that goes on.
    pub fn leave_to(&self, today: NaiveDate) -> Option<NaiveDate> {
        let leaves = self.told.iter().filter(|one| one.kind() == RecordKind::Leave);
        let now =
            leaves.filter(|one| one.began_on.is_none_or(|from| from <= today) && today <= one.happened_on);
        now.map(|one| one.happened_on).max()
    }

    /// What proves success and public activity – awards, participation, publications, expert work –, the latest first.
    pub fn proofs(&self) -> Vec<&Record> {
        let is_proof = |one: &&Record| {
            matches!(
                one.kind(),
                RecordKind::Award
                    | RecordKind::Participation
                    | RecordKind::Publication
                    | RecordKind::ExpertWork
            )
        };
        let mut found: Vec<&Record> = self.told.iter().filter(is_proof).collect();
        found.sort_by_key(|one| (std::cmp::Reverse(one.happened_on), one.id.0));
        found
    }

    /// The highest category in force: its weight, its title.
    pub fn category(&self, rules: &Effective, today: NaiveDate) -> (u32, String) {
        let best = words::best(&self.categories, rules, today);
        let known = best.and_then(|one| rules.category(&one.category));
        known.map_or((0, String::new()), |known| (known.rule.weight, known.rule.title.clone()))
    }
}

/// Everybody the units of the scope see and who works, by name; at most so many.
pub fn staff(conn: &mut Conn, scope: &Ranges, today: NaiveDate, limit: i64) -> Result<Vec<Colleague>> {
    let people = store::active(conn, scope, limit)?;
    told(conn, people, today)
}

/// These people.
pub fn of(conn: &mut Conn, ids: &[i64], today: NaiveDate) -> Result<BTreeMap<PersonId, Colleague>> {
    let people = store::all_of(conn, ids)?;
    Ok(told(conn, people, today)?.into_iter().map(|one| (one.person.id, one)).collect())
}

/// Awards of these people in words, the latest first.
pub fn awards(conn: &mut Conn, ids: &[i64]) -> Result<BTreeMap<i64, Vec<String>>> {
    let found = records::of_kinds(conn, ids, &[RecordKind::Award.code()])?;
    let titles = |all: Vec<Record>| all.into_iter().map(|one| one.title).collect();
    Ok(found.into_iter().map(|(person, all)| (person, titles(all))).collect())
}

fn told(conn: &mut Conn, people: Vec<Person>, today: NaiveDate) -> Result<Vec<Colleague>> {
    let ids: Vec<i64> = people.iter().map(|one| one.id.0).collect();
    let mut works = employments::of_all(conn, &ids)?;
    let subjects = employments::subjects_of(conn, &ids)?;
    let mut categories = records::categories_of(conn, &ids)?;
    let kinds =
        ["break", "leave", "course", "retraining", "award", "participation", "publication", "expert_work"];
    let mut told = records::of_kinds(conn, &ids, &kinds)?;
    let colleague = |person: Person| {
        let id = person.id.0;
        let works = works.remove(&id).unwrap_or_default();
        let now = works.iter().filter(|one| one.goes_on(today));
        let taught = now.filter_map(|one| subjects.get(&one.id.0)).flatten().cloned().collect();
        Colleague {
            subjects: taught,
            works,
            categories: categories.remove(&id).unwrap_or_default(),
            told: told.remove(&id).unwrap_or_default(),
            person,
        }
    };
    Ok(people.into_iter().map(colleague).collect())
}

//! Whom the bodies consist of: the people of the staff lists. Schools take their own, municipalities those of their services and
//! schools, the region those of its institute; only who has no namesake there is named, so that the importer finds the card.

use std::collections::{BTreeMap, BTreeSet};

use access::Level;
use units::Unit;

use super::book::{At, Belonging, Book, Row};
use super::since;
use crate::demo::helped;
use crate::demo::staff::Worker;
use crate::demo::tree::Tree;

/// A body of a municipality takes so many.
const MOST: usize = 12;
/// A group without a subject of its own, a department.
const FEW: usize = 4;
/// What teachers of a subject are called in the lists of staff.
const CALLED: [(&str, &str); 6] = [
    ("иностранные языки", "английский язык"),
    ("технология", "труд (технология)"),
    ("ИЗО", "изобразительное искусство"),
    ("психологическое сопровождение", "педагог-психолог"),
    ("социальная педагогика", "социальный педагог"),
    ("библиотечное дело", "педагог-библиотекарь"),
];
/// Posts that bodies ask for.
const DIRECTOR: &str = "директор";
const DEPUTY: &str = "заместитель директора по методической работе";

/// The people of the lists as bodies see them.
pub(super) struct Crew<'t> {
    all: &'t [Worker<'t>],
    by_unit: BTreeMap<i64, Vec<&'t Worker<'t>>>,
    /// Schools whose people the rest of the story gives to unions of the town.
    apart: BTreeSet<i64>,
}

impl<'t> Crew<'t> {
    pub(super) fn of(all: &'t [Worker<'t>], tree: Option<&Tree>) -> Self {
        let mut by_unit: BTreeMap<i64, Vec<&Worker<'_>>> = BTreeMap::new();
        for one in all {
            by_unit.entry(one.unit.id.0).or_default().push(one);
        }
        let apart = tree.map_or_else(BTreeSet::new, |tree| {
            tree.schools_of(helped::TOWN).take(helped::SCHOOLS).map(|school| school.id.0).collect()
        });
        Self { all, by_unit, apart }
    }

    /// People of the unit and of what is under it who have no namesake there: the first of every place, then the second.
    fn within(&self, unit: &Unit) -> Vec<&'t Worker<'t>> {
        let own = self.by_unit.get(&unit.id.0).cloned().unwrap_or_default();
        let inside: Vec<&Worker<'_>> = match unit.level() {
            Level::Organisation => own,
            _ => self.all.iter().filter(|one| one.unit.path.starts_with(&unit.path)).collect(),
        };
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &inside {
            *named.entry(&one.name).or_default() += 1;
        }
        let mut placed: BTreeMap<i64, usize> = BTreeMap::new();
        let mut turns: Vec<(usize, &Worker<'_>)> = Vec::with_capacity(inside.len());
        for one in inside.iter().filter(|one| named.get(one.name.as_str()) == Some(&1)) {
            let place = placed.entry(one.unit.id.0).or_default();
            turns.push((*place, one));
            *place += 1;
        }
        turns.sort_by_key(|(place, _)| *place);
        turns.into_iter().map(|(_, one)| one).collect()
    }

    /// Whom a body may take, in the order it asks.
    fn pool(&self, row: &Row<'_>, people: &[&'t Worker<'t>]) -> Vec<&'t Worker<'t>> {
        let is_of = |one: &Worker<'_>| one.unit.id == row.unit.id;
        let fits = |one: &Worker<'_>| match row.kind.as_str() {
            "municipal_service"
            | "region_institute"
            | "institute_department"
            | "rumo"
            | "expert_council"
            | "coordinating_council"
            | "academic_council"
            | "teaching_council" => is_of(one),
            "municipal_council" => one.post == DEPUTY,
            "school_service" | "school_council" | "pedagogical_council" => true,
            "municipal_union" if self.apart.contains(&one.unit.id.0) => false,
            _ => one.post != DIRECTOR && one.post != "методист" && teaches(one, &row.directions),
        };
        people.iter().copied().filter(|one| fits(one)).collect()
    }
}

/// Whether somebody works in one of these subjects; a body of no subject, or of one nobody teaches, takes every teacher.
fn teaches(one: &Worker<'_>, directions: &str) -> bool {
    let is_it = |asked: &str| {
        let called = CALLED.iter().find(|(title, _)| *title == asked).map_or(asked, |(_, called)| called);
        one.post == called
            || one.subjects.split("; ").any(|own| own == called)
            || (asked == "начальные классы" && one.post == "учитель начальных классов")
    };
    directions.split("; ").any(is_it) || (one.post.starts_with("учитель") && !is_taught(directions))
}

/// Whether the lists of staff know the subject.
fn is_taught(directions: &str) -> bool {
    const TAUGHT: [&str; 11] = [
        "русский язык",
        "математика",
        "история",
        "физическая культура",
        "физика",
        "информатика",
        "биология",
        "химия",
        "география",
        "музыка",
        "начальные классы",
    ];
    let known = |one: &str| TAUGHT.contains(&one) || CALLED.iter().any(|(title, _)| *title == one);
    directions.split("; ").any(known)
}

/// Gives every body its head and whoever belongs to it; `is_whole`: all of them, otherwise those the book names already.
pub(super) fn man<'t>(book: &mut Book<'t>, crew: &Crew<'t>, is_whole: bool) {
    let mut named: BTreeMap<usize, Vec<Belonging>> = BTreeMap::new();
    for one in std::mem::take(&mut book.members) {
        named.entry(one.of.0).or_default().push(one);
    }
    let mut known: BTreeMap<i64, Vec<&Worker<'_>>> = BTreeMap::new();
    for (at, row) in book.rows.iter_mut().enumerate() {
        let named = named.remove(&at).unwrap_or_default();
        let people = known.entry(row.unit.id.0).or_insert_with(|| crew.within(row.unit));
        let pool = crew.pool(row, people);
        if let Some(head) = head(row, &pool, at) {
            head.name.clone_into(&mut row.head);
            if !matches!(row.kind.as_str(), "municipal_service" | "institute_department") {
                head.post.clone_into(&mut row.post);
            }
        }
        let most = if is_whole { most(row).max(named.len()) } else { named.len() };
        let others = chosen(row, &pool, at).filter(|one| one.name != row.head);
        let mut taken: Vec<Belonging> = others
            .take(most)
            .map(|one| Belonging {
                of: At(at),
                name: one.name.clone(),
                role: role(row).to_owned(),
                post: one.post.to_owned(),
                since: row.started_on.max(one.hired),
            })
            .collect();
        for (place, was) in named.into_iter().enumerate() {
            if let Some(one) = taken.get_mut(place) {
                one.role = was.role;
            } else if row.head != was.name && taken.iter().all(|one| one.name != was.name) {
                taken.push(was);
            }
        }
        book.members.extend(taken);
    }
}

/// Who leads it: by the post where one is asked for, otherwise somebody who worked there when it began; none: nobody of the lists.
fn head<'t>(row: &Row<'_>, pool: &[&'t Worker<'t>], at: usize) -> Option<&'t Worker<'t>> {
    let post = |asked: &str| pool.iter().copied().find(|one| one.post == asked);
    match row.kind.as_str() {
        "pedagogical_council" => post(DIRECTOR),
        "school_service" | "school_council" => post(DEPUTY),
        "municipal_service" => post("старший методист").or_else(|| pool.first().copied()),
        // An official of the authority, a rector: they are on no list of staff.
        "municipal_council"
        | "region_institute"
        | "rumo"
        | "expert_council"
        | "coordinating_council"
        | "academic_council"
        | "teaching_council" => None,
        _ => {
            let old: Vec<&Worker<'_>> = pool.iter().copied().filter(|one| one.hired <= since()).collect();
            old.get(at % old.len().max(1)).copied()
        }
    }
}

/// How many belong to it besides the head.
fn most(row: &Row<'_>) -> usize {
    match row.kind.as_str() {
        "school_service" | "base_school" => 0,
        "pedagogical_council" | "school_union" | "municipal_service" | "region_institute" => usize::MAX,
        "municipal_union" | "interschool_union" | "subject_association" => MOST,
        _ => FEW,
    }
}

/// Who of them comes: half of a school's people sit in its council, a union without a subject takes every fourth.
fn chosen<'p, 't>(
    row: &Row<'_>,
    pool: &'p [&'t Worker<'t>],
    at: usize,
) -> impl Iterator<Item = &'t Worker<'t>> + use<'p, 't> {
    let (step, from) = match row.kind.as_str() {
        "pedagogical_council" => (2, 0),
        "school_union" if !is_taught(&row.directions) => (4, at % 4),
        "school_union" | "municipal_service" | "region_institute" | "municipal_council" => (1, 0),
        "school_council" => (5, 2),
        _ => (3, at % 3),
    };
    pool.iter().copied().skip(from).step_by(step)
}

fn role(row: &Row<'_>) -> &'static str {
    match row.kind.as_str() {
        "municipal_service" | "region_institute" | "institute_department" | "school_service" => "methodist",
        _ => "member",
    }
}

//! The board of a place, read and judged: as many statements for a region as for one school.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use db::Ranges;
use documents::DocumentId;
use packs::DocumentKind;
use units::Unit;
use web::{Cx, Read, Result};

use super::super::kinds_of::Kinds;
use crate::access as reach;
use crate::model::{Member, Structure, StructureId};
use crate::rules::coordination::{MINUTES, Only, Standing, Tasks, Term, is_led, meetings, papers};
use crate::rules::{Gone, Held};
use crate::store::{self, coordination};
use crate::support::HEAD;

/// More structures than stand in a region, and few enough for one file.
pub(super) const MOST: usize = 5_000;
const LIMIT: i64 = 5_001;

/// The working structures at and under a unit: those with something overdue first, then by kind and name; one more than
/// [`MOST`] at most.
pub(super) fn gathered(cx: &mut Cx<Read>, unit: &Unit, today: NaiveDate) -> Result<Vec<Standing>> {
    let found = store::under(cx.conn(), &unit.path, LIMIT)?;
    let kinds = Kinds::of(cx, &found, today)?;
    let mut known = Known::read(cx, unit, (&found, &kinds), today)?;
    let mut by_unit: BTreeMap<String, Vec<Structure>> = BTreeMap::new();
    for one in found {
        by_unit.entry(one.unit_path.clone()).or_default().push(one);
    }
    let mut all: Vec<Standing> = Vec::new();
    for (path, own) in by_unit {
        all.extend(known.of_unit(&path, own, &kinds, today));
    }
    all.sort_by_cached_key(|one| {
        (!one.is(Only::Overdue), db::fold(&one.kind), one.one.name_key.clone(), one.one.id)
    });
    Ok(all)
}

/// What is known of the structures of a place.
struct Known {
    heads: HashMap<StructureId, Vec<Member>>,
    /// Who of them works no more.
    gone: Gone,
    tasks: HashMap<StructureId, Tasks>,
    /// In force, of the kinds that are asked for.
    held: Shelves,
    /// Of this school year.
    minutes: Shelves,
}

impl Known {
    fn read(
        cx: &mut Cx<Read>,
        unit: &Unit,
        (found, kinds): (&[Structure], &Kinds),
        today: NaiveDate,
    ) -> Result<Self> {
        let (place, above) = (Ranges::under([unit.path.as_str()]), reach::above(&unit.path));
        let mut heads: HashMap<StructureId, Vec<Member>> = HashMap::new();
        let holders = coordination::holders(cx.conn(), &place, HEAD, today)?;
        let bodies: Vec<&Structure> = found.iter().collect();
        let gone = store::gone(cx.conn(), &bodies, &holders, today)?;
        for member in holders {
            heads.entry(member.structure_id).or_default().push(member);
        }
        let mut tasks: HashMap<StructureId, Tasks> = HashMap::new();
        for (structure, task) in coordination::open_tasks(cx.conn(), &place)? {
            tasks.entry(structure).or_default().add(&task, today);
        }
        let mut own: HashMap<DocumentId, Vec<StructureId>> = HashMap::new();
        for (document, structure) in coordination::own_documents(cx.conn(), &place)? {
            own.entry(document).or_default().push(structure);
        }
        let wanted = wanted(found, kinds);
        let held = coordination::in_force(cx.conn(), (&place, &above), &wanted, today)?;
        let years = found.iter().filter_map(|one| kinds.rules(one));
        let since = years.map(|rules| documents::year_start(rules, today)).min().unwrap_or(today);
        let minutes = coordination::signed_within(cx.conn(), (&place, &above), MINUTES, (since, today))?;
        Ok(Self { heads, gone, tasks, held: Shelves::of(held, &own), minutes: Shelves::of(minutes, &own) })
    }

    /// How the structures of one unit stand.
    fn of_unit(&mut self, path: &str, own: Vec<Structure>, kinds: &Kinds, today: NaiveDate) -> Vec<Standing> {
        let (held, minutes) = (self.held.over(path), self.minutes.over(path));
        let keepers = keepers(&own, kinds);
        let standing = |one: Structure| {
            let kind = kinds.of_one(&one);
            let year = kinds.rules(&one).map_or(today, |rules| documents::year_start(rules, today));
            let (plans, lacking) = match kind {
                Some(kind) => papers((&one, kind), &required(&one, kinds), &held, (year, today)),
                None => (Vec::new(), Vec::new()),
            };
            let alone = |kind: &DocumentKind| !kind.each && keepers.get(kind.id.as_str()) == Some(&1);
            let kept: Vec<(&str, bool)> =
                minutes_of(&one, kinds).map(|kind| (kind.id.as_str(), alone(kind))).collect();
            let all = self.heads.remove(&one.id).unwrap_or_default();
            let (left, heads): (Vec<Member>, Vec<Member>) =
                all.into_iter().partition(|member| self.gone.contains_key(&member.id));
            let since = |member: Member| self.gone.get(&member.id).map(|day| (member, *day));
            Standing {
                kind: kinds.title(&one),
                is_led: is_led(kind),
                heads,
                left: left.into_iter().filter_map(since).collect(),
                plans,
                meetings: meetings(&one, &kept, &minutes, (year, today)),
                tasks: self.tasks.remove(&one.id).unwrap_or_default(),
                lacking,
                term: Term::of(&one, today),
                one,
            }
        };
        own.into_iter().map(standing).collect()
    }
}

/// Documents by the path of their unit.
struct Shelves(HashMap<String, Vec<Held>>);

impl Shelves {
    /// Of these documents, each with the structures whose own it is.
    fn of(all: Vec<Held>, own: &HashMap<DocumentId, Vec<StructureId>>) -> Self {
        let mut found: HashMap<String, Vec<Held>> = HashMap::new();
        for mut held in all {
            held.own_of = own.get(&held.id).cloned().unwrap_or_default();
            found.entry(held.unit_path.clone()).or_default().push(held);
        }
        Self(found)
    }

    /// What stands at a unit and above it, the latest first.
    fn over(&self, path: &str) -> Vec<Held> {
        let mut paths = reach::above(path);
        paths.push(path.to_owned());
        let shelves = paths.iter().filter_map(|path| self.0.get(path));
        let mut found: Vec<Held> = shelves.flatten().cloned().collect();
        found.sort_by_key(|held| Reverse((held.signed_on, held.id)));
        found
    }
}

/// The kinds of documents the structure must have.
fn required<'k>(one: &Structure, kinds: &'k Kinds) -> Vec<&'k DocumentKind> {
    let (rules, kind) = (kinds.rules(one), kinds.of_one(one));
    let ids = kind.into_iter().flat_map(|kind| kind.required(&one.level));
    ids.filter_map(|id| rules?.document_kind(id)).map(|known| &known.rule).collect()
}

/// The kinds of minutes kept with the structure.
fn minutes_of<'k>(one: &Structure, kinds: &'k Kinds) -> impl Iterator<Item = &'k DocumentKind> {
    let (rules, kind) = (kinds.rules(one), kinds.of_one(one));
    let ids: Vec<&'k String> = kind.into_iter().flat_map(|kind| kind.filed(&one.level)).collect();
    let known = ids.into_iter().filter_map(move |id| rules?.document_kind(id)).map(|known| &known.rule);
    known.filter(|known| known.genus == MINUTES)
}

/// How many structures of a unit keep each kind of minutes.
fn keepers<'k>(own: &[Structure], kinds: &'k Kinds) -> HashMap<&'k str, usize> {
    let mut found = HashMap::new();
    for kind in own.iter().flat_map(|one| minutes_of(one, kinds)) {
        *found.entry(kind.id.as_str()).or_insert(0) += 1;
    }
    found
}

/// The kinds documents are looked for by: those asked for and those that answer for them.
fn wanted(found: &[Structure], kinds: &Kinds) -> Vec<String> {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for kind in found.iter().flat_map(|one| required(one, kinds)) {
        wanted.insert(&kind.id);
        wanted.extend(kind.met_by.iter().map(String::as_str));
    }
    wanted.into_iter().map(str::to_owned).collect()
}

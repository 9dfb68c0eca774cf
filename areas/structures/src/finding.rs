//! Structures found by words: their names, directions, tasks, the unit each belongs to, and what their kind is called: the index
//! keeps the code of the kind, and the packs say what it is called when somebody asks.

use std::collections::BTreeMap;

use access::{Person, Policy};
use db::{Conn, Result, WriteTx};
use packs::Library;
use registry::{Findable, Finding, FindingOffer};
use search::{Asked, Sought, Thing, Vocabulary};

use crate::model::Structure;
use crate::{SeeStructures, access as reach, store};

/// The kind of things structures are in the search.
const KIND: &str = "structures.structure";

/// Whoever asks for a union of a subject calls it one of its teachers, whatever its name says.
const OF_A_SUBJECT: &str = "учителей педагогов";

/// The offer.
#[derive(Default)]
pub(crate) struct Structures {
    /// Of each kind, whatever packs have it: what they call it.
    titles: BTreeMap<String, String>,
    /// The same by the code the index keeps.
    sorts: Vec<(String, Vocabulary)>,
}

/// What the index keeps of a kind: a word nobody types.
fn code(kind: &str) -> String {
    format!("вид{}", kind.replace('_', ""))
}

/// Makes these findable as they are now.
pub(crate) fn put_all(tx: &mut WriteTx, all: &[Structure]) -> Result<()> {
    let owners = owners(tx, all)?;
    for one in all {
        let owner = owners.get(&one.unit_id.0).map_or("", String::as_str);
        search::put(
            tx,
            &Thing {
                id: one.id.0,
                kind: KIND,
                unit_path: &one.unit_path,
                address: &one.url(),
                title: &one.name,
                line: &line(one, owner),
                text: &format!("{} {}", one.task, code(&one.kind)),
                position: i64::from(one.is_active()),
                version: one.version,
            },
        )?;
    }
    Ok(())
}

fn line(one: &Structure, owner: &str) -> String {
    let parts = [one.directions.as_str(), owner];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn owners(conn: &mut Conn, all: &[Structure]) -> Result<BTreeMap<i64, String>> {
    let mut ids: Vec<i64> = all.iter().map(|one| one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(units::store::all_of(conn, &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

impl FindingOffer for Structures {
    fn learn(&mut self, packs: &Library) {
        for kind in packs.packs().flat_map(|pack| &pack.structure_kinds) {
            let told = self.titles.entry(kind.id.clone()).or_default();
            for more in [kind.title.as_str(), if kind.by_subject { OF_A_SUBJECT } else { "" }] {
                if !told.contains(more) {
                    told.push_str(more);
                    told.push(' ');
                }
            }
        }
        self.sorts = self.titles.iter().map(|(kind, told)| (code(kind), Vocabulary::of(told))).collect();
    }

    fn findable(&self) -> Findable {
        Findable {
            kind: KIND,
            code: "structures",
            title: "Методические структуры",
            place: 3,
            is_suggested: true,
            format: 2,
        }
    }

    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Person,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>> {
        let Ok(may) = policy.check::<SeeStructures>(Some(person)) else { return Ok(Vec::new()) };
        let view = reach::view(&may);
        let sought = [Sought { kind: KIND, scope: &view.scope, also: &view.above }];
        let words = asked.words.clone().called(&self.sorts);
        let ids = search::ids(conn, &sought, &words, limit)?;
        let mut all = store::all_of(conn, &ids)?;
        all.retain(|one| view.holds(&one.unit_path));
        all.sort_by_key(|one| ids.iter().position(|id| *id == one.id.0));
        let owners = owners(conn, &all)?;
        let owner = |one: &Structure| owners.get(&one.unit_id.0).cloned().unwrap_or_default();
        let kind = |one: &Structure| self.titles.get(&one.kind).map_or("", String::as_str);
        Ok(all.iter().map(|one| found(one, [&owner(one), kind(one)], asked)).collect())
    }

    fn unit_renamed(&self, tx: &mut WriteTx, unit: i64) -> Result<()> {
        let all = store::all_of_unit(tx, units::UnitId(unit))?;
        put_all(tx, &all)
    }

    fn fill(&self, tx: &mut WriteTx, after: i64, most: i64) -> Result<Option<i64>> {
        let all = store::after(tx, after, most)?;
        put_all(tx, &all)?;
        Ok(all.last().map(|one| one.id.0))
    }
}

fn found(one: &Structure, [owner, kind]: [&str; 2], asked: &Asked) -> Finding {
    let texts = [one.name.as_str(), &one.directions, owner, &one.task, kind];
    let labels = ["название", "направление", "организация", "задача", "вид структуры"];
    let places = asked.words.places(&texts);
    let reason: Vec<&str> = places.iter().filter_map(|place| labels.get(*place).copied()).collect();
    Finding {
        id: one.id.0,
        title: one.name.clone(),
        url: one.url(),
        line: line(one, owner),
        reason: reason.join(", "),
        state: match (one.is_open(), one.is_awaited()) {
            (false, _) => "закрыта",
            (true, true) => "не\u{a0}работает: нет акта",
            (true, false) => "",
        },
        ..Finding::default()
    }
}

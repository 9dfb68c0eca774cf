//! Structures found by words: their names, directions, tasks, and the unit each belongs to.

use std::collections::BTreeMap;

use access::{Person, Policy};
use db::{Conn, Result, WriteTx};
use registry::{Findable, Finding, FindingOffer};
use search::{Asked, Sought, Thing};

use crate::model::Structure;
use crate::{SeeStructures, access as reach, store};

/// The kind of things structures are in the search.
const KIND: &str = "structures.structure";

/// The offer.
pub(crate) struct Structures;

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
                text: &one.task,
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
    fn findable(&self) -> Findable {
        Findable {
            kind: KIND,
            code: "structures",
            title: "Методические структуры",
            place: 3,
            is_suggested: true,
            format: 1,
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
        let ids = search::ids(conn, &sought, &asked.words, limit)?;
        let mut all = store::all_of(conn, &ids)?;
        all.retain(|one| view.holds(&one.unit_path));
        all.sort_by_key(|one| ids.iter().position(|id| *id == one.id.0));
        let owners = owners(conn, &all)?;
        let owner = |one: &Structure| owners.get(&one.unit_id.0).cloned().unwrap_or_default();
        Ok(all.iter().map(|one| found(one, &owner(one), asked)).collect())
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

fn found(one: &Structure, owner: &str, asked: &Asked) -> Finding {
    let texts = [one.name.as_str(), &one.directions, owner, &one.task];
    let labels = ["название", "направление", "организация", "задача"];
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

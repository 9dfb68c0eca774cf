//! Documents addressed to the units of a person, and the duty to read them: it goes with the mark, with the cancellation, with
//! the end of the document.

use std::collections::{BTreeMap, BTreeSet};

use access::{Level, Person, Role, Scope};
use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use units::UnitId;
use web::russian;

use crate::Document;
use crate::model::Circulation;
use crate::rules::circulation as rules;
use crate::store::circulations::{self as store, Placed};

/// Who is told: who heads the unit. Nothing stands above a region that could address it.
const TOLD: [(Role, Level); 3] = [
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::Principal, Level::Organisation),
];

/// A document addressed to a unit.
pub(crate) struct Addressed {
    /// The document.
    pub document: Document,
    /// The unit.
    pub unit: UnitId,
    /// The day that was set.
    pub read_by: NaiveDate,
}

/// Documents addressed to these units, the latest first; one line for each unit.
pub(crate) fn addressed(conn: &mut Conn, units: &[Placed]) -> Result<Vec<Addressed>> {
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let mut by_document: Vec<(Document, Vec<Circulation>)> = Vec::new();
    for (document, row) in store::to(conn, units)? {
        match by_document.last_mut().filter(|(last, _)| last.id == document.id) {
            Some((_, rows)) => rows.push(row),
            None => by_document.push((document, vec![row])),
        }
    }
    let mut found = Vec::new();
    for (document, rows) in by_document {
        let Some(read_by) = rows.first().map(|row| row.read_by) else { continue };
        let is_meant =
            |one: &&Placed| rules::is_addressed(&document.unit_path, &rows, (one.unit, &one.path, one.level));
        for one in units.iter().filter(is_meant) {
            found.push(Addressed { document: document.clone(), unit: one.unit, read_by });
        }
    }
    Ok(found)
}

/// The units of these scopes, each once.
pub(crate) fn placed<'a>(scopes: impl IntoIterator<Item = &'a Scope>) -> Vec<Placed> {
    let by_unit: BTreeMap<i64, Placed> = scopes
        .into_iter()
        .map(|scope| {
            (scope.unit, Placed { unit: UnitId(scope.unit), path: scope.path.clone(), level: scope.level })
        })
        .collect();
    by_unit.into_values().collect()
}

/// The offer of the duty.
pub(crate) struct Unread;

impl ObligationOffer for Unread {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = placed(person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level))));
        let mut all = addressed(conn, &own)?;
        all.retain(|one| rules::may_acquaint(&one.document, today).is_ok());
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<i64> = own.iter().map(|one| one.unit.0).collect();
        let read: BTreeSet<(i64, i64)> = store::marks_by(conn, &ids)?
            .into_iter()
            .map(|mark| (mark.document_id.0, mark.unit_id.0))
            .collect();
        all.retain(|one| !read.contains(&(one.document.id.0, one.unit.0)));
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let since: BTreeMap<i64, NaiveDate> = units::known_since(conn, &ids)?.into_iter().collect();
        let duty = |one: &Addressed| {
            let due = rules::due(one.read_by, since.get(&one.unit.0).copied(), today);
            Obligation {
                key: format!("documents:acquaintance:{}:{}", one.document.id, one.unit),
                due,
                title: format!("Ознакомиться с\u{a0}документом: {}", one.document.title_line()),
                note: format!(
                    "«{}» · прочитать и\u{a0}нажать «Ознакомлен» до\u{a0}{}",
                    one.document.title,
                    russian::date(due)
                ),
                action: "Открыть".to_owned(),
                url: one.document.url(),
            }
        };
        Ok(all.iter().map(duty).collect())
    }
}

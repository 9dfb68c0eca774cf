//! Folders that must be gathered where something holds of a unit (Амурская область, приложение 2, раздел 9): what they lack.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use db::{Conn, Result};
use packs::{DocumentKind, Effective, Folder};

use crate::model::Proving;
use crate::pages::pack_level;
use crate::rules::required;
use crate::store;

/// What a folder of a unit lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gathered {
    /// Titles of the kinds that are not in force there, in the order of the list.
    pub lacking: Vec<String>,
    /// So many kinds are asked for.
    pub asked: usize,
}

impl Gathered {
    /// Whether everything is there.
    pub fn is_whole(&self) -> bool {
        self.lacking.is_empty()
    }
}

/// The folder of a level that is asked for where a condition holds; none: the rules name none.
pub fn folder<'a>(rules: &'a Effective, level: Level, condition: &str) -> Option<&'a Folder> {
    let level = pack_level(level);
    rules.folders.iter().map(|one| &one.rule).find(|one| one.asked_where == condition && one.level == level)
}

/// The kinds a folder asks for.
pub(crate) fn kinds<'a>(rules: &'a Effective, folder: &Folder) -> Vec<&'a DocumentKind> {
    folder.asks().filter_map(|id| rules.document_kind(id)).map(|kind| &kind.rule).collect()
}

/// What a folder lacks at each of these units on a day: one query, whatever their number.
pub fn gathered(
    conn: &mut Conn,
    (rules, folder): (&Effective, &Folder),
    units: &[i64],
    today: NaiveDate,
) -> Result<BTreeMap<i64, Gathered>> {
    let kinds = kinds(rules, folder);
    let mut sought: Vec<String> =
        kinds.iter().flat_map(|kind| std::iter::once(&kind.id).chain(&kind.met_by)).cloned().collect();
    sought.sort();
    sought.dedup();
    let found = store::of_kinds(conn, units, &sought)?;
    let mut own: BTreeMap<i64, Vec<&Proving>> = BTreeMap::new();
    for one in &found {
        own.entry(one.unit_id.0).or_default().push(one);
    }
    let days = (today, required::year_start(rules, today));
    let of = |id: &i64| {
        let own = own.get(id).map_or(&[][..], Vec::as_slice);
        let lacks = |kind: &&&DocumentKind| !required::standing(kind, own, days).0.is_met();
        let lacking = kinds.iter().filter(lacks).map(|kind| kind.title.clone()).collect();
        (*id, Gathered { lacking, asked: kinds.len() })
    };
    Ok(units.iter().map(of).collect())
}

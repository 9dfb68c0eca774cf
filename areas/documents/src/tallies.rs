//! How units stand with the documents they must have. The regulations set no day for them, so what lacks is near and what
//! lapsed is overdue.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Library;
use registry::{Placed, Tally, TallyKind, TallyOffer, UnitTally};

use crate::model::Proving;
use crate::rules::required::{self, Standing};
use crate::{pages, store};

const KINDS: [TallyKind; 1] =
    [TallyKind { code: "documents.required", title: "Обязательные документы", of: "" }];

/// The offer.
#[derive(Default)]
pub(crate) struct DocumentTallies {
    packs: Library,
}

impl TallyOffer for DocumentTallies {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn kinds(&self) -> &'static [TallyKind] {
        &KINDS
    }

    fn tallies(
        &self,
        conn: &mut Conn,
        _path: &str,
        units: &[Placed],
        today: NaiveDate,
    ) -> Result<Vec<UnitTally>> {
        let asked: Vec<&Placed> = units.iter().filter(|one| one.level != Level::Installation).collect();
        let paths: Vec<&str> = asked.iter().map(|one| one.path.as_str()).collect();
        let each = units::store::effective_of(conn, &self.packs, &paths, today)?;
        let lists: Vec<_> = asked
            .iter()
            .zip(&each)
            .map(|(unit, rules)| required::asked_of(rules, pages::pack_level(unit.level)))
            .collect();
        let lists = of_kinds(conn, &asked, lists)?;
        let mut sought: Vec<String> = lists.iter().flat_map(|list| required::kinds_of(list)).collect();
        sought.sort();
        sought.dedup();
        let ids: Vec<i64> = asked.iter().map(|one| one.unit).collect();
        let found = store::of_kinds(conn, &ids, &sought)?;
        let mut by_unit: BTreeMap<i64, Vec<&Proving>> = BTreeMap::new();
        for document in &found {
            by_unit.entry(document.unit_id.0).or_default().push(document);
        }
        let none = Vec::new();
        let mut tallies = Vec::new();
        for ((unit, rules), list) in asked.iter().zip(&each).zip(&lists) {
            let own = by_unit.get(&unit.unit).unwrap_or(&none);
            let days = (today, required::year_start(rules, today));
            let mut tally = Tally::default();
            for kind in required::must_exist(list) {
                match required::standing(kind, own, days).0 {
                    how if how.is_met() => tally.met += 1,
                    Standing::Lapsed => tally.overdue += 1,
                    _ => tally.near += 1,
                }
            }
            if tally.total() > 0 {
                tallies.push(UnitTally { unit: unit.unit, kind: KINDS[0].code, tally });
            }
        }
        Ok(tallies)
    }

    fn url(&self, _kind: &str, unit: i64) -> String {
        format!("/documents/required?unit={unit}")
    }
}

/// Without what only other kinds of units must have; one query more where a regulation asks so.
fn of_kinds<'a>(
    conn: &mut Conn,
    asked: &[&Placed],
    lists: Vec<Vec<required::Asked<'a>>>,
) -> Result<Vec<Vec<required::Asked<'a>>>> {
    let is_picked = |list: &&Vec<required::Asked<'_>>| list.iter().any(|one| !one.kind.must_kinds.is_empty());
    if !lists.iter().any(|list| is_picked(&list)) {
        return Ok(lists);
    }
    let ids: Vec<i64> =
        asked.iter().zip(&lists).filter(|(_, list)| is_picked(list)).map(|(one, _)| one.unit).collect();
    let kinds: BTreeMap<i64, String> =
        units::store::all_of(conn, &ids)?.into_iter().map(|unit| (unit.id.0, unit.kind)).collect();
    let of = |(one, list): (&&Placed, Vec<required::Asked<'a>>)| match kinds.get(&one.unit) {
        Some(kind) => required::of_kind(list, kind),
        None => list,
    };
    Ok(asked.iter().zip(lists).map(of).collect())
}

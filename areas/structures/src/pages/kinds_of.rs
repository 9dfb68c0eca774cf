//! What kinds of several structures are called: each by the rules of its own unit, for a municipality may stand under a pack
//! of its own and the bodies above it under another.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use packs::{Effective, StructureKind};
use units::Unit;
use web::{Cx, Mode, Result};

use super::short_name;
use crate::model::Structure;

/// The rules of each unit of the structures.
pub(super) struct Kinds {
    by_path: BTreeMap<String, Arc<Effective>>,
}

impl Kinds {
    /// Of these structures on a day: one query.
    pub fn of<M: Mode>(cx: &mut Cx<M>, found: &[Structure], today: NaiveDate) -> Result<Self> {
        let house = cx.house_handle();
        let mut paths: Vec<&str> = found.iter().map(|one| one.unit_path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        let rules = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?;
        Ok(Self { by_path: paths.into_iter().map(str::to_owned).zip(rules).collect() })
    }

    /// The rules a structure stands under.
    pub fn rules(&self, one: &Structure) -> Option<&Effective> {
        self.by_path.get(&one.unit_path).map(AsRef::as_ref)
    }

    /// The kind, where the pack has it.
    pub fn of_one(&self, one: &Structure) -> Option<&StructureKind> {
        self.rules(one)?.structure_kind(&one.kind).map(|kind| &kind.rule)
    }

    /// What the kind is called; the code where the pack has it no more.
    pub fn title(&self, one: &Structure) -> String {
        self.of_one(one).map_or_else(|| one.kind.clone(), |kind| kind.title.clone())
    }

    /// The short name of the kind, as the unit looked from calls it.
    pub fn short(&self, one: &Structure, unit: &Unit) -> String {
        self.rules(one)
            .zip(self.of_one(one))
            .map_or_else(String::new, |(rules, kind)| short_name(rules, unit, kind))
    }
}

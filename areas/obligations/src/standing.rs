//! How a unit and those below it stand with their duties, by kind: the tallies of every area added up the tree, as of today.

use std::collections::{BTreeMap, BTreeSet};

use db::Ranges;
use registry::{Placed, Tally, TallyKind, UnitTally};
use units::Unit;
use web::{Cx, Mode, Result};

/// The units at and under one, with what is counted of each.
pub(crate) struct Standing {
    /// The unit itself first, also where it ceased, then the active ones below it by path.
    pub units: Vec<Unit>,
    /// Kinds that anything was counted of.
    pub kinds: Vec<TallyKind>,
    /// Of each unit itself, and of it with all below it, by kind in their order.
    sums: BTreeMap<i64, Sums>,
}

#[derive(Debug, Clone)]
struct Sums {
    own: Vec<Tally>,
    below: Vec<Tally>,
}

impl Standing {
    /// Of a unit, today there.
    pub(crate) fn of<M: Mode>(cx: &mut Cx<M>, top: &Unit) -> Result<Self> {
        let (house, today) = (cx.house_handle(), cx.today_at(&top.path)?);
        let mut units = units::store::all_within(cx.conn(), &Ranges::under([top.path.as_str()]))?;
        units.retain(|one| one.is_active() || one.id == top.id);
        let placed: Vec<Placed> = units
            .iter()
            .filter(|unit| unit.is_active())
            .map(|unit| Placed { unit: unit.id.0, path: unit.path.clone(), level: unit.level() })
            .collect();
        let mut counted = Vec::new();
        for offer in &house.registry.tallies {
            counted.extend(offer.tallies(cx.conn(), &top.path, &placed, today)?);
        }
        let told: BTreeSet<&str> = counted.iter().map(|one| one.kind).collect();
        let all = house.registry.tallies.iter().flat_map(|offer| offer.kinds());
        let kinds: Vec<TallyKind> = all.filter(|kind| told.contains(kind.code)).copied().collect();
        Ok(Self { sums: added_up(&units, &kinds, &counted), units, kinds })
    }

    /// Of one unit itself.
    pub(crate) fn own(&self, unit: &Unit, kind: &str) -> Tally {
        let kind = self.kinds.iter().position(|one| one.code == kind);
        kind.map_or_else(Tally::default, |kind| self.sums[&unit.id.0].own[kind])
    }

    /// Of a unit and all below it, by kind in their order.
    pub(crate) fn below(&self, top: &Unit) -> &[Tally] {
        &self.sums[&top.id.0].below
    }

    /// Units right under one, by name.
    pub(crate) fn children(&self, top: &Unit) -> Vec<&Unit> {
        let mut children: Vec<&Unit> =
            self.units.iter().filter(|unit| unit.parent_id == Some(top.id)).collect();
        children.sort_by_cached_key(|unit| (db::natural(&unit.short_name), unit.id));
        children
    }
}

/// Each count goes to its unit and to those above it up to the top; what is counted of a unit that ceased below it is left out.
fn added_up(units: &[Unit], kinds: &[TallyKind], counted: &[UnitTally]) -> BTreeMap<i64, Sums> {
    let none = vec![Tally::default(); kinds.len()];
    let paths: BTreeMap<i64, &str> = units.iter().map(|unit| (unit.id.0, unit.path.as_str())).collect();
    let mut sums: BTreeMap<i64, Sums> =
        paths.keys().map(|id| (*id, Sums { own: none.clone(), below: none.clone() })).collect();
    for one in counted {
        let Some(kind) = kinds.iter().position(|kind| kind.code == one.kind) else { continue };
        let (Some(path), Some(own)) = (paths.get(&one.unit), sums.get_mut(&one.unit)) else { continue };
        own.own[kind] = own.own[kind].and(one.tally);
        for id in path.split('/').filter_map(|id| id.parse::<i64>().ok()) {
            let Some(sum) = sums.get_mut(&id) else { continue };
            sum.below[kind] = sum.below[kind].and(one.tally);
        }
    }
    sums
}

//! How a unit and those below it stand with their duties, by kind: the tallies of every area added up the tree, as of today.

use std::collections::BTreeMap;

use db::Ranges;
use registry::{Placed, Tally, TallyKind};
use units::Unit;
use web::{Cx, Mode, Result};

/// The units at and under one, with what is counted of each.
pub(crate) struct Standing {
    /// The unit itself first, then those below it by path.
    pub units: Vec<Unit>,
    /// Kinds that anything was counted of.
    pub kinds: Vec<TallyKind>,
    /// Of each unit itself, by kind.
    own: BTreeMap<(i64, &'static str), Tally>,
}

impl Standing {
    /// Of a unit, today there.
    pub(crate) fn of<M: Mode>(cx: &mut Cx<M>, top: &Unit) -> Result<Self> {
        let (house, today) = (cx.house_handle(), cx.today_at(&top.path)?);
        let mut units = units::store::all_within(cx.conn(), &Ranges::under([top.path.as_str()]))?;
        units.retain(Unit::is_active);
        let placed: Vec<Placed> = units
            .iter()
            .map(|unit| Placed { unit: unit.id.0, path: unit.path.clone(), level: unit.level() })
            .collect();
        let mut own: BTreeMap<(i64, &'static str), Tally> = BTreeMap::new();
        for offer in &house.registry.tallies {
            for one in offer.tallies(cx.conn(), &top.path, &placed, today)? {
                let known = own.entry((one.unit, one.kind)).or_default();
                *known = known.and(one.tally);
            }
        }
        let all = house.registry.tallies.iter().flat_map(|offer| offer.kinds());
        let kinds = all.filter(|kind| own.keys().any(|(_, code)| *code == kind.code)).copied().collect();
        Ok(Self { units, kinds, own })
    }

    /// Of one unit itself.
    pub(crate) fn own(&self, unit: &Unit, kind: &str) -> Tally {
        let kind = self.kinds.iter().find(|one| one.code == kind);
        kind.and_then(|kind| self.own.get(&(unit.id.0, kind.code))).copied().unwrap_or_default()
    }

    /// Of a unit and all below it, by kind in their order.
    pub(crate) fn below(&self, top: &Unit) -> Vec<Tally> {
        let mut sums = vec![Tally::default(); self.kinds.len()];
        for unit in self.units.iter().filter(|unit| unit.path.starts_with(&top.path)) {
            for (sum, kind) in sums.iter_mut().zip(&self.kinds) {
                *sum = sum.and(self.own(unit, kind.code));
            }
        }
        sums
    }

    /// Units right under one, by name.
    pub(crate) fn children(&self, top: &Unit) -> Vec<&Unit> {
        let mut children: Vec<&Unit> =
            self.units.iter().filter(|unit| unit.parent_id == Some(top.id)).collect();
        children.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        children
    }
}

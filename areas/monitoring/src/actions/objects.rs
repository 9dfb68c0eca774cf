//! Which objects a campaign measures: units of the tree by level, and the bodies and persons named for it.

use std::collections::BTreeMap;

use access::Level;
use units::Unit;
use web::{Cx, Result, Write};

use crate::model::{Campaign, SheetId};
use crate::store::sheets::NewSheet;
use crate::store::{sheets, subjects};

/// Gives every object of every level its sheet; returns how many there are. An optional level has sheets where the tree
/// has such units (Терский район: образовательный округ).
pub(super) fn give_sheets(cx: &mut Cx<Write>, campaign: &Campaign, template: &packs::Template) -> Result<usize> {
    let named = subjects::of_campaign(cx.conn(), campaign.id)?;
    let ids: Vec<i64> = named.iter().map(|subject| subject.unit_id.0).collect();
    let homes: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let mut given = 0;
    for level in &template.levels {
        if let Some(of_tree) = level_of(&level.id) {
            for unit in units::store::under(cx.conn(), &campaign.unit_path, of_tree)? {
                add(cx, campaign, &unit, &level.id, "", None)?;
                given += 1;
            }
        }
        for subject in named.iter().filter(|subject| subject.level == level.id) {
            if let Some(unit) = homes.get(&subject.unit_id.0) {
                add(cx, campaign, unit, &level.id, &subject.name, subject.account_id)?;
                given += 1;
            }
        }
    }
    Ok(given)
}

fn add(
    cx: &mut Cx<Write>,
    campaign: &Campaign,
    unit: &Unit,
    level: &str,
    subject: &str,
    account: Option<i64>,
) -> Result<()> {
    let new = NewSheet {
        id: SheetId(cx.id()),
        campaign: campaign.id,
        unit,
        level,
        subject,
        account,
        due_on: campaign.collect_to,
        closes_at: campaign.closes_at,
        at: cx.now(),
    };
    Ok(sheets::add(cx.tx(), &new)?)
}

/// Levels of packs and levels of the tree have their own words; bodies and persons are not units.
pub(crate) fn level_of(pack_level: &str) -> Option<Level> {
    match pack_level {
        "region" => Some(Level::Region),
        "municipality" => Some(Level::Municipality),
        "okrug" => Some(Level::District),
        "organisation" => Some(Level::Organisation),
        _ => None,
    }
}

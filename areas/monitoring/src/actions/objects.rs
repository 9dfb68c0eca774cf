//! Which objects a campaign measures: units of the tree by level, and the bodies and persons named for it.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Level};
use audit::Action;
use db::{Ranges, fold};
use units::{Unit, UnitId};
use web::{Cx, Error, Result, Write};

use super::campaign::{locked, told};
use crate::access::RunCampaign;
use crate::model::{Campaign, CampaignId, SheetId};
use crate::refused::at_campaign;
use crate::rules::{CampaignState, Refusal};
use crate::store::sheets::NewSheet;
use crate::store::subjects::Subject;
use crate::store::{sheets, subjects};

/// Gives every object of every level its sheet; returns how many there are. An optional level has sheets where the tree
/// has such units (Терский район: образовательный округ).
pub(super) fn give_sheets(
    cx: &mut Cx<Write>,
    campaign: &Campaign,
    template: &packs::Template,
) -> Result<usize> {
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

/// Names bodies or persons of a unit, a line each; while the campaign collects they get their sheets at once. A person with
/// an account of the same name in the unit fills the own sheet. Returns how many are new.
pub(crate) fn name(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    campaign: &Campaign,
    template: &packs::Template,
    (level, unit): (&str, UnitId),
    lines: &str,
    filler: Option<i64>,
) -> Result<usize> {
    let campaign = locked(cx, may, campaign.id)?;
    if !matches!(campaign.state(), CampaignState::Planned | CampaignState::Collecting) {
        return Err(at_campaign(Refusal::ObjectsFixed, campaign.url()));
    }
    let is_named = template.levels.iter().any(|one| one.id == level && level_of(&one.id).is_none());
    if !is_named {
        return Err(Error::field("level", "Такого уровня в таблице нет. Выберите его из списка."));
    }
    let scope = Ranges::under([campaign.unit_path.as_str()]);
    let unit = units::store::find(cx.conn(), &scope, unit)?.ok_or(Error::NotFound)?;
    let known = subjects::of_campaign(cx.conn(), campaign.id)?;
    let mut taken: BTreeSet<String> =
        known.iter().filter(|one| one.unit_id == unit.id).map(|one| fold(&one.name)).collect();
    let people = access::store::holders_at(cx.conn(), &unit.path)?;
    if filler.is_some_and(|account| !people.iter().any(|(known, _)| *known == account)) {
        return Err(Error::field("filler", "У этого человека нет роли в организации. Выберите другого."));
    }
    let mut added = 0;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.chars().count() > 200 {
            return Err(Error::field(
                "names",
                format!(
                    "Слишком длинно: «{}…». Помещается 200 знаков.",
                    line.chars().take(40).collect::<String>()
                ),
            ));
        }
        if !taken.insert(fold(line)) {
            continue;
        }
        let mut namesakes = people.iter().filter(|(_, name)| fold(name) == fold(line));
        let account = namesakes.next().filter(|_| namesakes.next().is_none()).map(|(account, _)| *account);
        let account_id = filler.or(account.filter(|_| level == "person"));
        let (id, unit_path) = (cx.id(), unit.path.clone());
        let new = Subject {
            id,
            unit_id: unit.id,
            unit_path,
            level: level.to_owned(),
            name: line.to_owned(),
            account_id,
        };
        subjects::add(cx.tx(), campaign.id, &new)?;
        if campaign.state() == CampaignState::Collecting {
            add(cx, &campaign, &unit, level, line, account_id)?;
        }
        added += 1;
    }
    if added > 0 {
        let what = web::russian::counted(i64::try_from(added).unwrap_or(0), "объект", "объекта", "объектов");
        told(
            cx,
            campaign.id,
            &unit.path,
            Action::Changed,
            &format!("Добавлено: {what}, {}", unit.short_name),
        )?;
    }
    Ok(added)
}

/// Takes a named object back while the campaign is planned.
pub(crate) fn unname(
    cx: &mut Cx<Write>,
    may: &Granted<RunCampaign>,
    campaign: CampaignId,
    subject: i64,
) -> Result<()> {
    let campaign = locked(cx, may, campaign)?;
    if campaign.state() != CampaignState::Planned {
        return Err(at_campaign(Refusal::ObjectsFixed, campaign.url()));
    }
    if !subjects::remove(cx.tx(), campaign.id, subject)? {
        return Err(Error::NotFound);
    }
    told(cx, campaign.id, &campaign.unit_path, Action::Changed, "Объект убран")
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

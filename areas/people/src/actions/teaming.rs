//! School teams: made, changed, closed; people of the school come in and leave.

use audit::Action;
use chrono::NaiveDate;
use serde_json::json;
use units::Unit;
use web::{Cx, Error, Result, Write};

use super::{closed, none};
use crate::rules::teams as rules;
use crate::store::{self, teams};
use crate::{NewTeam, PersonId, Team, TeamId};

/// Makes a team of the unit. The caller has checked that the person may write for this unit.
pub fn make(cx: &mut Cx<Write>, unit: &Unit, new: &NewTeam) -> Result<TeamId> {
    let mut wrong = rules::faults(new, cx.today_at(&unit.path)?);
    wrong.extend(closed(unit));
    none(wrong)?;
    // A second click finds the first one's work; two teams of one name would be taken for each other.
    if let Some(known) = teams::named(cx.conn(), unit.id, &new.name)? {
        return if known.started_on == Some(new.started_on) {
            Ok(known.id)
        } else {
            Err(Error::field("name", "Команда с таким названием в этой организации уже есть."))
        };
    }
    let (id, at) = (TeamId(cx.id()), cx.now());
    teams::add(cx.tx(), id, unit, new, at)?;
    cx.journal(Action::Created, ("people", "team", id.0), &unit.path, "Собрана школьная команда", json!({}))?;
    Ok(id)
}

/// Gives a team other data, if nobody changed it since `version`.
pub fn change(cx: &mut Cx<Write>, team: &Team, version: i64, new: &NewTeam) -> Result<()> {
    let team = open(cx, team)?;
    if team.version != version {
        return Err(Error::Conflict(
            "Команду уже изменили, пока форма была открыта. Ваши изменения не сохранены: откройте её заново."
                .to_owned(),
        ));
    }
    none(rules::faults(new, cx.today_at(&team.unit_path)?))?;
    let twin = teams::named(cx.conn(), team.unit_id, &new.name)?;
    if twin.is_some_and(|known| known.id != team.id) {
        return Err(Error::field("name", "Команда с таким названием в этой организации уже есть."));
    }
    let at = cx.now();
    teams::change(cx.tx(), team.id, new, at)?;
    told(cx, &team, "Изменена школьная команда")
}

/// Closes a team; who was in it stays known.
pub fn close(cx: &mut Cx<Write>, team: &Team) -> Result<()> {
    let team = open(cx, team)?;
    let (today, at) = (cx.today_at(&team.unit_path)?, cx.now());
    teams::close(cx.tx(), team.id, team.ends_on.map_or(today, |last| last.min(today)), at)?;
    told(cx, &team, "Закрыта школьная команда")
}

/// Takes somebody of the unit in, once.
pub fn join(cx: &mut Cx<Write>, team: &Team, person: PersonId, since: NaiveDate) -> Result<()> {
    let team = open(cx, team)?;
    let here = db::Ranges::under([team.unit_path.as_str()]);
    let known = store::find(cx.conn(), &here, person)?.filter(crate::Person::is_active);
    let known = known.ok_or_else(|| {
        Error::field("person", "Выберите человека из списка: в команде те, кто работает в этой организации.")
    })?;
    if let Some(fault) = rules::since_fault(&team, since, cx.today_at(&team.unit_path)?) {
        return Err(Error::field("since", fault));
    }
    let there = teams::members(cx.conn(), team.id)?;
    if there.iter().any(|one| one.person_id == known.id) {
        return Ok(());
    }
    let id = cx.id();
    teams::join(cx.tx(), id, (team.id, known.id), since)?;
    told(cx, &team, &format!("Новый человек в\u{a0}школьной команде: {}", known.name().short()))
}

/// The same where the team is known by its id alone: the demo's.
pub fn join_by_id(
    cx: &mut Cx<Write>,
    unit: &Unit,
    id: TeamId,
    person: PersonId,
    since: NaiveDate,
) -> Result<()> {
    let here = db::Ranges::under([unit.path.as_str()]);
    let team = teams::find(cx.conn(), &here, id)?.ok_or(Error::NotFound)?;
    join(cx, &team, person, since)
}

/// Lets somebody go.
pub fn part(cx: &mut Cx<Write>, team: &Team, person: PersonId) -> Result<()> {
    let team = open(cx, team)?;
    if teams::part(cx.tx(), team.id, person)? {
        let name = store::all_of(cx.conn(), &[person.0])?.pop().map(|card| card.name().short());
        told(cx, &team, &format!("Вышел из\u{a0}школьной команды: {}", name.unwrap_or_default()))
    } else {
        Ok(())
    }
}

/// The team, locked and open.
fn open(cx: &mut Cx<Write>, team: &Team) -> Result<Team> {
    cx.tx().lock("teams", team.id.0)?;
    let here = db::Ranges::under([team.unit_path.as_str()]);
    let team = teams::find(cx.conn(), &here, team.id)?.ok_or(Error::NotFound)?;
    if team.is_open() {
        return Ok(team);
    }
    Err(Error::Conflict("Команда уже закрыта: её состав больше не меняют. Соберите новую.".to_owned()))
}

fn told(cx: &mut Cx<Write>, team: &Team, what: &str) -> Result<()> {
    cx.journal(Action::Changed, ("people", "team", team.id.0), &team.unit_path, what, json!({}))
}

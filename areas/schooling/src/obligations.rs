//! What a school of the young teacher and a roadmap require: a session that passed is marked, the programme of the year is
//! there, a request is answered, a duty of the year is done – of who keeps the school or leads it.

use std::collections::BTreeMap;

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::{Effective, Library, YearlyDuty};
use registry::{Obligation, ObligationOffer};
use structures::bodies;
use structures::model::{Structure, StructureId};
use units::UnitId;
use web::russian;

use crate::actions::summing::is_of_year;
use crate::rules::{Standing, programme_due, school_year, standing, term};
use crate::yearly::{self, Place};
use crate::{ASSOCIATION, KIND, called, programme_kind, store};

/// Who is told of what a place owes.
const TOLD: [(Role, Level); 4] = [
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];
/// Who may lead a school by the card.
const LEADS: [Role; 4] = [Role::StructureHead, Role::Teacher, Role::Mentor, Role::Deputy];
/// A programme is told so many days before its day.
const AHEAD: u64 = 30;
/// Where the pack names no days for an answer.
const ANSWER_DAYS: u64 = 10;

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct Duties {
    packs: Library,
}

impl ObligationOffer for Duties {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level)));
        let places: BTreeMap<String, (i64, Level)> =
            own.map(|scope| (scope.path.clone(), (scope.unit, scope.level))).collect();
        let may_lead = person.scopes.iter().any(|scope| LEADS.contains(&scope.role));
        let mut schools = if may_lead {
            bodies::led_by(conn, person.account.0, &[KIND, ASSOCIATION], today)?
        } else {
            Vec::new()
        };
        let mut duties = Vec::new();
        let mut days = ANSWER_DAYS;
        for (path, (unit, level)) in &places {
            let rules = units::effective(conn, &self.packs, path, today)?;
            let place = Place { unit: UnitId(*unit), path: path.clone() };
            duties.extend(of_year(conn, &place, *level, (&rules, today))?);
            if rules.structure_kind(KIND).is_none() {
                continue;
            }
            days = rules.mentoring.limit("answer_days").map_or(days, |limit| u64::from(limit.value));
            let here = bodies::of_kinds(conn, &Ranges::under([path.as_str()]), &[KIND])?;
            let here: Vec<Structure> = here.into_iter().filter(|one| one.unit_path == *path).collect();
            duties.extend(programme(conn, &here, path, (&rules, today))?);
            schools.extend(here);
        }
        if !schools.is_empty() {
            duties.extend(at_work(conn, &schools, (days, today))?);
        }
        Ok(duties)
    }
}

/// Sessions nobody marked, requests nobody answered.
fn at_work(
    conn: &mut Conn,
    schools: &[Structure],
    (days, today): (u64, NaiveDate),
) -> Result<Vec<Obligation>> {
    let names: BTreeMap<StructureId, &str> = schools.iter().map(|one| (one.id, one.name.as_str())).collect();
    let kinds: BTreeMap<StructureId, &str> = schools.iter().map(|one| (one.id, one.kind.as_str())).collect();
    let ids: Vec<StructureId> = names.keys().copied().collect();
    let name = |id: StructureId| names.get(&id).copied().unwrap_or_default();
    let forgotten = store::forgotten(conn, &ids, today)?;
    let mut duties: Vec<Obligation> = forgotten
        .iter()
        .map(|one| Obligation {
            key: format!("schooling:session:{}:{}", one.id, one.planned_on),
            due: one.planned_on,
            title: format!("Отметить занятие: {}", one.topic),
            note: format!("{}: день прошёл – отметьте, кто был, или отмените", name(one.structure_id)),
            action: "Отметить".to_owned(),
            url: one.url(),
        })
        .collect();
    let waiting = store::waiting(conn, &ids)?;
    duties.extend(waiting.iter().map(|one| {
        let due = one.asked_on + Days::new(days);
        Obligation {
            key: format!("schooling:request:{}:{due}", one.id),
            due,
            title: format!(
                "Ответить участнику {}",
                called(kinds.get(&one.structure_id).unwrap_or(&KIND)).of_whole
            ),
            note: format!("{}: обращение {}", name(one.structure_id), russian::date(one.asked_on)),
            action: "Ответить".to_owned(),
            url: format!("/schooling/{}#requests", one.structure_id),
        }
    }));
    Ok(duties)
}

/// The programme of the year of schools at a place that have none.
fn programme(
    conn: &mut Conn,
    schools: &[Structure],
    path: &str,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Option<Obligation>> {
    let Some(first) = schools.first() else { return Ok(None) };
    let year = school_year(today);
    let month = rules.mentoring.limit("programme_month").map(|limit| limit.value);
    let Some(due) = month.and_then(|month| programme_due(year, month)) else { return Ok(None) };
    if today + Days::new(AHEAD) < due {
        return Ok(None);
    }
    let kinds = [programme_kind(&first.level).to_owned()];
    let held = store::held(conn, &Ranges::under([path]), &kinds, today)?;
    if held.iter().any(|one| one.unit_path == path && is_of_year(one, year, today)) {
        return Ok(None);
    }
    Ok(Some(Obligation {
        key: format!("schooling:programme:{}:{due}", first.id),
        due,
        title: format!("Зарегистрировать программу на\u{a0}учебный год: {}", first.name),
        note: "Документ действует весь учебный год; без него школу не\u{a0}видно в\u{a0}итогах".to_owned(),
        action: "Открыть".to_owned(),
        url: crate::actions::url(first.id),
    }))
}

/// Duties of the year of a place that are near or overdue.
fn of_year(
    conn: &mut Conn,
    place: &Place,
    level: Level,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let code = if level == Level::Organisation { "organisation" } else { "municipality" };
    let is_asked = |duty: &&YearlyDuty| {
        matches!(standing(false, term(duty, today).due, today), Standing::Near | Standing::Overdue)
    };
    // What is far ahead costs nothing.
    let duties: Vec<YearlyDuty> = rules.mentoring.yearly_of(code).filter(is_asked).cloned().collect();
    let items = yearly::of_these(conn, &place.path, std::slice::from_ref(place), &duties, (rules, today))?;
    let open = items.into_iter().filter(yearly::Item::is_open);
    Ok(open
        .map(|item| Obligation {
            key: format!("schooling:yearly:{}:{}:{}", item.duty.id, item.unit, item.term.due),
            due: item.term.due,
            title: item.duty.title.clone(),
            note: [item.notes.clone(), vec![item.duty.clause.clone()]].concat().join("; "),
            action: "Открыть".to_owned(),
            url: format!("/schooling/yearly?unit={}", item.unit),
        })
        .collect())
}

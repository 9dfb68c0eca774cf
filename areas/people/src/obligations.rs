//! What people require of who leads them and of themselves: courses once in three years (273-ФЗ, ст. 47), attestation before
//! its term runs out. A line a school, a line for oneself.

use std::collections::BTreeMap;

use access::{Level, Person as Account, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::{Effective, Library};
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::Record;
use crate::store::due::Courses;
use crate::store::{self, due, records};

/// How long before its day something is told.
const AHEAD: u64 = 180;
/// Who sends the people of a school.
const TOLD: [Role; 2] = [Role::Principal, Role::Deputy];

/// Who keeps the organisations of a municipality.
const KEEPERS: [Role; 2] = [Role::MunicipalAuthority, Role::ServiceHead];

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct Terms {
    packs: Library,
}

impl ObligationOffer for Terms {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Account, today: NaiveDate) -> Result<Vec<Obligation>> {
        let mut duties = Vec::new();
        let mut seen: Vec<i64> = Vec::new();
        for scope in person.scopes.iter().filter(|scope| scope.level == Level::Organisation) {
            if TOLD.contains(&scope.role) && !seen.contains(&scope.unit) {
                seen.push(scope.unit);
                duties.extend(self.of_school(conn, scope.unit, &scope.path, today)?);
            }
        }
        duties.extend(of_heads(conn, person, today)?);
        if person.scopes.iter().any(|scope| scope.role == Role::Teacher) {
            duties.extend(self.own(conn, person, today)?);
        }
        Ok(duties)
    }
}

/// An organisation with two heads – after a merger, or by a slip – is told to who keeps the organisations of the place.
fn of_heads(conn: &mut Conn, person: &Account, today: NaiveDate) -> Result<Vec<Obligation>> {
    let keeps = |scope: &&access::Scope| scope.level == Level::Municipality && KEEPERS.contains(&scope.role);
    let scope = Ranges::under(person.scopes.iter().filter(keeps).map(|scope| scope.path.as_str()));
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let found = due::many_heads(conn, &scope, today)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = found.iter().map(|(unit, _, _)| *unit).collect();
    let units = units::store::all_of(conn, &ids)?;
    // Somebody's other work may be elsewhere.
    let here = |unit: i64| units.iter().find(|one| one.id.0 == unit && scope.holds(&one.path));
    let duty = |(unit, count, since): &(i64, usize, NaiveDate)| {
        let name = &here(*unit)?.short_name;
        Some(Obligation {
            key: format!("people:heads:{unit}:{since}"),
            due: *since,
            title: format!("Оставить одного директора: {name}, сейчас их {count}"),
            note: "Лишнему закончите работу или измените должность в\u{a0}карточке".to_owned(),
            action: "Посмотреть".to_owned(),
            url: format!("/people?unit={unit}&post=principal"),
        })
    };
    Ok(found.iter().filter_map(duty).collect())
}

impl Terms {
    fn of_school(&self, conn: &mut Conn, unit: i64, path: &str, today: NaiveDate) -> Result<Vec<Obligation>> {
        let rules = units::effective(conn, &self.packs, path, today)?;
        let teaching = due::teaching(conn, &Ranges::under([path]), &pedagogical(&rules), today)?;
        let known = due::courses(conn, &teaching.keys().copied().collect::<Vec<_>>(), today)?;
        let courses: Vec<NaiveDate> =
            due_of(&teaching, &known, &rules, (today, ahead(today))).into_values().collect();
        let studying: Vec<NaiveDate> = known.values().filter_map(|one| one.going).collect();
        let ending: Vec<NaiveDate> = attestation_of(conn, &teaching, today)?.into_values().collect();
        let line = |kind: &str, days: &[NaiveDate], title: &str, note: &str| {
            let first = *days.iter().min()?;
            let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
            let whom = russian::counted(count, "педагога", "педагогов", "педагогов");
            Some(Obligation {
                key: format!("people:{kind}:{unit}:{first}"),
                due: first,
                title: format!("{title} {whom}"),
                note: note.to_owned(),
                action: "Посмотреть".to_owned(),
                url: format!("/people?unit={unit}&mark={kind}"),
            })
        };
        let clause = rules.people_terms.as_ref().map_or("", |terms| terms.rule.courses_clause.as_str());
        let courses = line("courses", &courses, "Направить на\u{a0}курсы", clause);
        let papers = line(
            "going",
            &studying,
            "Внести удостоверения о\u{a0}курсах",
            "Курсы идут: срок закроет удостоверение, а\u{a0}не начатый курс",
        );
        let attestation = line(
            "attestation",
            &ending,
            "Подготовить к\u{a0}аттестации",
            "Срок категории или соответствия вышел или кончается в\u{a0}ближайшие полгода",
        );
        Ok(courses.into_iter().chain(papers).chain(attestation).collect())
    }

    fn own(&self, conn: &mut Conn, account: &Account, today: NaiveDate) -> Result<Option<Obligation>> {
        let Some(person) = store::of_account(conn, account.account.0)? else { return Ok(None) };
        let rules = units::effective(conn, &self.packs, &person.unit_path, today)?;
        let teaching =
            due::teaching(conn, &Ranges::under([person.unit_path.as_str()]), &pedagogical(&rules), today)?;
        let Some(since) = teaching.get(&person.id.0) else { return Ok(None) };
        let known = due::courses(conn, &[person.id.0], today)?.remove(&person.id.0).unwrap_or_default();
        if known.going.is_some() {
            let all = records::going(conn, &[person.id.0])?;
            return Ok(all.into_iter().rfind(|one| one.kind().is_course()).map(own_going));
        }
        let due = course_due(&rules, *since, known.last);
        let due = due.filter(|day| known.leave.is_none() && *day <= ahead(today));
        Ok(due.map(|due| Obligation {
            key: format!("people:own-course:{}:{due}", person.id),
            due,
            title: "Пройти курсы повышения квалификации".to_owned(),
            note: "Если вы их уже прошли, попросите внести удостоверение в\u{a0}карточку".to_owned(),
            action: "Моя карточка".to_owned(),
            url: "/people/own".to_owned(),
        }))
    }
}

/// The people of the scope whose courses are due half a year ahead or overdue, with the day.
pub(crate) fn courses(
    conn: &mut Conn,
    scope: &Ranges,
    rules: &Effective,
    today: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let teaching = due::teaching(conn, scope, &pedagogical(rules), today)?;
    courses_of(conn, &teaching, rules, today)
}

/// What somebody who goes to a course is told.
fn own_going(one: Record) -> Obligation {
    Obligation {
        key: format!("people:own-going:{}:{}", one.person_id, one.happened_on),
        due: one.happened_on,
        title: format!("Закончить курсы: «{}»", one.title),
        note: "Курс закроет удостоверение: когда получите, попросите внести его в\u{a0}карточку".to_owned(),
        action: "Моя карточка".to_owned(),
        url: "/people/own".to_owned(),
    }
}

/// The same of people known to teach; whoever goes to a course that has not run out of its days is sent already, whoever is on
/// a long leave is not sent.
pub(crate) fn courses_of(
    conn: &mut Conn,
    teaching: &BTreeMap<i64, NaiveDate>,
    rules: &Effective,
    today: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let people: Vec<i64> = teaching.keys().copied().collect();
    let known = due::courses(conn, &people, today)?;
    Ok(due_of(teaching, &known, rules, (today, ahead(today))))
}

/// The people of the scope whose courses are due by a day, with the day, whoever is away left out: what a plan proposes.
pub fn courses_due_by(
    conn: &mut Conn,
    scope: &Ranges,
    rules: &Effective,
    (today, last): (NaiveDate, NaiveDate),
) -> Result<BTreeMap<i64, NaiveDate>> {
    let teaching = due::teaching(conn, scope, &pedagogical(rules), today)?;
    let people: Vec<i64> = teaching.keys().copied().collect();
    let known = due::courses(conn, &people, today)?;
    Ok(due_of(&teaching, &known, rules, (today, last)))
}

fn due_of(
    teaching: &BTreeMap<i64, NaiveDate>,
    known: &BTreeMap<i64, Courses>,
    rules: &Effective,
    (today, last): (NaiveDate, NaiveDate),
) -> BTreeMap<i64, NaiveDate> {
    let day = |(person, since): (&i64, &NaiveDate)| {
        let own = known.get(person).copied().unwrap_or_default();
        let due = course_due(rules, *since, own.last);
        Some((*person, due.filter(|due| !own.is_away(today) && *due <= last)?))
    };
    teaching.iter().filter_map(day).collect()
}

/// The people of the scope whose category or conformity ran out or runs out within half a year, with its last day.
pub(crate) fn attestation(
    conn: &mut Conn,
    scope: &Ranges,
    rules: &Effective,
    today: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let teaching = due::teaching(conn, scope, &pedagogical(rules), today)?;
    attestation_of(conn, &teaching, today)
}

fn attestation_of(
    conn: &mut Conn,
    teaching: &BTreeMap<i64, NaiveDate>,
    today: NaiveDate,
) -> Result<BTreeMap<i64, NaiveDate>> {
    let people: Vec<i64> = teaching.keys().copied().collect();
    let mut ending = due::ending(conn, &people)?;
    ending.retain(|_, last| *last <= ahead(today));
    Ok(ending)
}

/// The last day that is told of.
pub(crate) fn ahead(today: NaiveDate) -> NaiveDate {
    today + Days::new(AHEAD)
}

/// The posts whose holders come under courses and attestation.
pub fn pedagogical(rules: &Effective) -> Vec<&str> {
    rules.posts.iter().filter(|post| post.rule.is_pedagogical()).map(|post| post.rule.id.as_str()).collect()
}

/// The day the next course is due: counted from the last one; without any, from the first pedagogical work.
fn course_due(rules: &Effective, since: NaiveDate, last: Option<NaiveDate>) -> Option<NaiveDate> {
    rules.people_terms.as_ref()?.rule.course_due(last.unwrap_or(since))
}

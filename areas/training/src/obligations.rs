//! What plans of further training require: in the autumn the plan of the next year is there, a course whose quarter passed is
//! told, moved or struck – of the deputy of a school, of the specialist of a municipality for all its schools together.

use std::collections::{BTreeMap, BTreeSet};

use access::{Level, Person, Role};
use chrono::{Datelike, Days, NaiveDate};
use db::{Conn, Ranges, Result};
use packs::{Effective, Library};
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::model::Line;
use crate::rules::{self, Standing};
use crate::{standing, store};

/// Who is told.
const TOLD: [(Role, Level); 4] = [
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
];

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct Plans {
    packs: Library,
}

/// Whose plans.
struct Place {
    unit: i64,
    path: String,
    level: Level,
}

impl ObligationOffer for Plans {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level)));
        let places: BTreeMap<i64, Place> = own
            .map(|scope| {
                let (path, level) = (scope.path.clone(), scope.level);
                (scope.unit, Place { unit: scope.unit, path, level })
            })
            .collect();
        let mut duties = Vec::new();
        for place in places.values() {
            let rules = units::effective(conn, &self.packs, &place.path, today)?;
            duties.extend(missing(conn, place, &rules, today)?);
            duties.extend(late(conn, place, today)?);
        }
        Ok(duties)
    }
}

/// The plan of the next year, from so many days before its day to the end of the year, where somebody's term is due in it.
fn missing(
    conn: &mut Conn,
    place: &Place,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<Obligation>> {
    let Some(plan) = &rules.training_plan else { return Ok(None) };
    let Some(by) = plan.rule.day(today.year()) else { return Ok(None) };
    if today + Days::new(u64::from(plan.rule.ahead_days)) < by {
        return Ok(None);
    }
    let next = today.year() + 1;
    let Some(last) = NaiveDate::from_ymd_opt(next, 12, 31) else { return Ok(None) };
    let scope = Ranges::under([place.path.as_str()]);
    let due = people::courses_due_by(conn, &scope, rules, (today, last))?;
    let owing = people::store::working(conn, &scope, today)?;
    let mut owing: BTreeSet<i64> =
        owing.into_iter().filter(|(person, _)| due.contains_key(person)).map(|(_, unit)| unit).collect();
    for unit in store::planning(conn, &scope, i64::from(next))? {
        owing.remove(&unit);
    }
    let is_own = place.level == Level::Organisation;
    if owing.is_empty() || is_own && !owing.contains(&place.unit) {
        return Ok(None);
    }
    let count = i64::try_from(owing.len()).unwrap_or(i64::MAX);
    let schools = russian::counted(count, "организации", "организаций", "организаций");
    Ok(Some(Obligation {
        key: format!("training:plan:{}:{by}", place.unit),
        due: by,
        title: if is_own {
            format!("Составить план повышения квалификации на\u{a0}{next}\u{a0}год")
        } else {
            format!("Собрать планы повышения квалификации на\u{a0}{next}\u{a0}год: нет у\u{a0}{schools}")
        },
        note: plan.rule.clause.clone(),
        action: if is_own { "Составить" } else { "Посмотреть" }.to_owned(),
        url: if is_own {
            format!("/training/proposal?unit={}&year={next}", place.unit)
        } else {
            format!("/training?unit={}&year={next}", place.unit)
        },
    }))
}

/// Courses of the plan whose quarter passed.
fn late(conn: &mut Conn, place: &Place, today: NaiveDate) -> Result<Option<Obligation>> {
    let (scope, year) = (Ranges::under([place.path.as_str()]), i64::from(today.year()));
    let all = store::standing(conn, &scope, (year - 1, year))?;
    let is_past = |line: &Line| rules::last_day(line.year, line.quarter).is_some_and(|last| last < today);
    if !all.iter().any(is_past) {
        return Ok(None);
    }
    let standings = standing::of_lines(conn, &all, today)?;
    let late: Vec<&Line> =
        all.iter().filter(|line| standings.get(&line.id) == Some(&Standing::Late)).collect();
    let Some(first) = late.iter().filter_map(|line| rules::last_day(line.year, line.quarter)).min() else {
        return Ok(None);
    };
    let year = late.iter().map(|line| line.year).min().unwrap_or(year).to_string();
    let counted = |count: usize, one: &str, few: &str, many: &str| {
        russian::counted(i64::try_from(count).unwrap_or(i64::MAX), one, few, many)
    };
    let schools: BTreeSet<i64> = late.iter().map(|line| line.unit_id.0).collect();
    let mut title = format!(
        "Разобрать план курсов: квартал прошёл у\u{a0}{}",
        counted(late.len(), "строки", "строк", "строк")
    );
    if place.level != Level::Organisation {
        title = format!("{title}, {}", counted(schools.len(), "организация", "организации", "организаций"));
    }
    Ok(Some(Obligation {
        key: format!("training:late:{}:{first}", place.unit),
        due: first,
        title,
        note: "Курс пройден – внесите удостоверение в\u{a0}карточку; нет – перенесите или вычеркните строку"
            .to_owned(),
        action: "Посмотреть".to_owned(),
        url: web::address(
            "/training",
            &[("unit", place.unit.to_string().as_str()), ("year", year.as_str()), ("state", "late")],
        ),
    }))
}

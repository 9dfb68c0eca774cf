//! The trees of the neighbours: a region over one municipality each, schools, in Терский район an educational okrug, and over
//! Ижморский округ a region with a regulation of its own.

use std::collections::BTreeMap;

use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use units::Unit;
use web::{Cx, Write};

use super::terek::{self, School};
use crate::demo::chance::Chance;
use crate::demo::organisations::{self, Row};
use crate::demo::people::{self, Newcomer};
use crate::demo::sign_ins::{SignIn, password};
use crate::demo::{names, stage::day};

/// A planted neighbour.
pub(in crate::demo) struct Neighbour {
    pub region: Unit,
    pub municipality: Unit,
    pub units: Vec<Unit>,
    /// The head of its service: runs and verifies, and fills the municipality's own sheet.
    pub head: AccountId,
    /// Who fills for a unit.
    pub fillers: BTreeMap<i64, AccountId>,
    /// Teachers named for the campaign.
    pub persons: Vec<(Unit, String)>,
    /// Kind of the document that proves its answers.
    pub paper: &'static str,
    /// Who leads the first school, with their posts.
    pub seats: Vec<Seat>,
    /// The head of the service, principal and deputy of the first school, and where the region has a regulation its methodist.
    pub sign_ins: Vec<SignIn>,
}

/// Somebody who signs in and works in a school: the account, the school, the post of the card.
#[derive(Debug, Clone)]
pub(in crate::demo) struct Seat {
    pub account: AccountId,
    pub school: Unit,
    pub post: &'static str,
}

/// What differs between the neighbours.
struct Plan {
    code: &'static str,
    region: &'static str,
    name: &'static str,
    kind: &'static str,
    zone: &'static str,
    pack: &'static str,
    /// The regulation of the region, and the login of its methodist.
    above: Option<(&'static str, &'static str)>,
    since: NaiveDate,
    login: &'static str,
    paper: &'static str,
    schools: Vec<School>,
    /// The okrug the last so many schools stand in.
    okrug: Option<(&'static str, usize)>,
    persons: usize,
    /// The post of the deputy who keeps mentoring in the first school.
    deputy: &'static str,
}

/// The deputy of a school as the lists name the post.
const METHODICAL: &str = "заместитель директора по методической работе";

/// Teachers are named for the campaign by so many schools.
const NAMING: usize = 4;

fn schools(names: &[&'static str]) -> Vec<School> {
    names.iter().map(|name| School { name, kind: "school" }).collect()
}

/// Plants all, Владимир first.
pub(in crate::demo) fn plant(
    cx: &mut Cx<Write>,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<[Neighbour; 3]> {
    let vladimir = Plan {
        code: "ДЕМО-33",
        region: "Владимирская область",
        name: "Владимир",
        kind: "city_okrug",
        zone: "Europe/Moscow",
        pack: "vladimir-2020",
        above: None,
        since: day(2020, 8, 4),
        login: "vladimir",
        paper: "analytical_note",
        schools: schools(&["Школа № 3", "Школа № 17", "Гимназия № 5"]),
        okrug: None,
        persons: 0,
        deputy: METHODICAL,
    };
    let terek = Plan {
        code: "ДЕМО-07",
        region: "Кабардино-Балкарская Республика",
        name: "Терский район",
        kind: "municipal_district",
        zone: "Europe/Moscow",
        pack: "terek-2021",
        above: None,
        since: day(2021, 9, 20),
        login: "terek",
        paper: "imc_plan",
        schools: terek::SCHOOLS.to_vec(),
        okrug: Some(("Верхний образовательный округ", 2)),
        persons: 2,
        deputy: "заместитель директора по учебно-воспитательной работе",
    };
    let izhmorsky = Plan {
        code: "ДЕМО-42",
        region: "Кемеровская область",
        name: "Ижморский округ",
        kind: "municipal_okrug",
        zone: "Asia/Novokuznetsk",
        pack: "izhmorsky-2021",
        above: Some(("kemerovo", "kemerovo")),
        since: day(2021, 6, 28),
        login: "izhmorsky",
        paper: "order",
        schools: schools(&["Школа № 1, пгт Ижморский", "Школа с. Ближнее", "Школа с. Дальнее"]),
        okrug: None,
        persons: 0,
        deputy: METHODICAL,
    };
    Ok([
        one(cx, &vladimir, seed, hashes)?,
        one(cx, &terek, seed, hashes)?,
        one(cx, &izhmorsky, seed, hashes)?,
    ])
}

fn one(
    cx: &mut Cx<Write>,
    plan: &Plan,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<Neighbour> {
    let mut chance = Chance::of(seed, 7);
    let region = organisations::region(cx, (plan.code, plan.region, plan.zone), plan.since)?;
    if let Some((pack, _)) = plan.above {
        organisations::rule(cx, &region, pack, plan.since)?;
    }
    let code = format!("{}-01", plan.code);
    let group = if plan.kind == "city_okrug" { "город" } else { "район" };
    let own = Row { code: code.clone(), name: plan.name, kind: plan.kind, group, ..Row::default() };
    let municipality =
        organisations::of_code(&organisations::take_in(cx, &region, &[own], plan.since)?, &code)?;
    organisations::rule(cx, &municipality, plan.pack, plan.since)?;
    let planted = organisations::take_in(cx, &municipality, &rows(plan, &code), plan.since)?;
    let mut units = vec![municipality.clone()];
    if plan.okrug.is_some() {
        units.push(organisations::of_code(&planted, &okrug_code(&code))?);
    }
    let head = account(
        cx,
        plan.login,
        (Role::ServiceHead, Level::Municipality),
        &municipality,
        &mut chance,
        hashes,
    )?;
    let (mut fillers, mut persons) = (BTreeMap::new(), Vec::new());
    for place in 0..plan.schools.len() {
        let school = organisations::of_code(&planted, &school_code(&code, place))?;
        let login = format!("{}-school-{}", plan.login, place + 1);
        let principal =
            account(cx, &login, (Role::Principal, Level::Organisation), &school, &mut chance, hashes)?;
        fillers.insert(school.id.0, principal);
        let naming = if place < NAMING { plan.persons } else { 0 };
        for _ in 0..naming {
            let name = names::next(&mut chance);
            persons.push((school.clone(), format!("{} {} {}", name.last, name.first, name.middle)));
        }
        units.push(school);
    }
    let mut sign_ins = vec![sign_in(plan.login, Role::ServiceHead, &municipality)];
    let mut seats = Vec::new();
    if let Some((_, login)) = plan.above {
        let role = Role::InstituteMethodist;
        account(cx, login, (role, Level::Region), &region, &mut chance, hashes)?;
        sign_ins.push(sign_in(login, role, &region));
    }
    if let Some(school) = units.iter().find(|unit| unit.level() == Level::Organisation).cloned() {
        let principal = format!("{}-school-1", plan.login);
        let deputy = format!("{}-deputy", plan.login);
        let held = (Role::Deputy, Level::Organisation);
        let account = account(cx, &deputy, held, &school, &mut chance, hashes)?;
        sign_ins.push(sign_in(&principal, Role::Principal, &school));
        sign_ins.push(sign_in(&deputy, Role::Deputy, &school));
        let first = fillers.get(&school.id.0).copied().unwrap_or(head);
        seats.push(Seat { account: first, school: school.clone(), post: "директор" });
        seats.push(Seat { account, school, post: plan.deputy });
    }
    let paper = plan.paper;
    Ok(Neighbour { region, municipality, units, head, fillers, persons, paper, seats, sign_ins })
}

fn sign_in(login: &str, role: Role, unit: &Unit) -> SignIn {
    SignIn {
        role: role.code().to_owned(),
        login: login.to_owned(),
        password: password(role).to_owned(),
        unit: unit.short_name.clone(),
    }
}

fn okrug_code(municipality: &str) -> String {
    format!("{municipality}-О")
}

fn school_code(municipality: &str, place: usize) -> String {
    format!("{municipality}-{:02}", place + 1)
}

/// What the municipality's own list names: the okrug, where there is one, and the schools.
fn rows(plan: &Plan, code: &str) -> Vec<Row<'static>> {
    let okrug = plan.okrug.map(|(name, _)| Row {
        code: okrug_code(code),
        name,
        kind: "educational_okrug",
        ..Row::default()
    });
    let outside = plan.schools.len() - plan.okrug.map_or(0, |(_, count)| count);
    let school = |(place, school): (usize, &School)| Row {
        code: school_code(code, place),
        name: school.name,
        kind: school.kind,
        above: if place < outside { String::new() } else { okrug_code(code) },
        ..Row::default()
    };
    okrug.into_iter().chain(plan.schools.iter().enumerate().map(school)).collect()
}

fn account(
    cx: &mut Cx<Write>,
    login: &str,
    (role, level): (Role, Level),
    unit: &Unit,
    chance: &mut Chance,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<AccountId> {
    let newcomer =
        Newcomer { login: login.to_owned(), role, level, unit: Some(unit), since: day(2023, 9, 1) };
    people::add(cx, &newcomer, &names::next(chance), hashes)
}

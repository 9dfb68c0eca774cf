//! The trees of the neighbours: a region over one municipality each, schools, in Терский район an educational okrug, and over
//! Ижморский округ a region with a regulation of its own.

use std::collections::BTreeMap;

use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use units::{NewUnit, Unit, UnitId, store};
use web::{Cx, Write};

use crate::demo::chance::Chance;
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
    /// The head of the service, and where the region has a regulation its methodist.
    pub sign_ins: Vec<SignIn>,
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
    schools: &'static [&'static str],
    /// The okrug the last so many schools stand in.
    okrug: Option<(&'static str, usize)>,
    persons: usize,
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
        schools: &["Школа № 3", "Школа № 17", "Гимназия № 5"],
        okrug: None,
        persons: 0,
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
        schools: &["Школа № 1, г. Терек", "Школа № 2, г. Терек", "Школа с. Верхнее", "Школа с. Нижнее"],
        okrug: Some(("Верхний образовательный округ", 2)),
        persons: 2,
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
        schools: &["Школа № 1, пгт Ижморский", "Школа с. Ближнее", "Школа с. Дальнее"],
        okrug: None,
        persons: 0,
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
    let region = unit(cx, plan, None, Level::Region, "region", (plan.code, plan.region))?;
    let code = format!("{}-01", plan.code);
    let municipality = unit(cx, plan, Some(&region), Level::Municipality, plan.kind, (&code, plan.name))?;
    let binding = cx.id();
    store::bind(cx.tx(), binding, municipality.id, plan.pack, plan.since)?;
    if let Some((pack, _)) = plan.above {
        let binding = cx.id();
        store::bind(cx.tx(), binding, region.id, pack, plan.since)?;
    }
    let mut units = vec![municipality.clone()];
    let okrug = match plan.okrug {
        Some((name, _)) => {
            let code = format!("{code}-О");
            let found =
                unit(cx, plan, Some(&municipality), Level::District, "educational_okrug", (&code, name))?;
            units.push(found.clone());
            Some(found)
        }
        None => None,
    };
    let outside = plan.schools.len() - plan.okrug.map_or(0, |(_, count)| count);
    let head = account(
        cx,
        plan.login,
        (Role::ServiceHead, Level::Municipality),
        &municipality,
        &mut chance,
        hashes,
    )?;
    let (mut fillers, mut persons) = (BTreeMap::new(), Vec::new());
    for (place, name) in plan.schools.iter().enumerate() {
        let parent = okrug.as_ref().filter(|_| place >= outside).unwrap_or(&municipality);
        let code = format!("{code}-{:02}", place + 1);
        let school = unit(cx, plan, Some(parent), Level::Organisation, "school", (&code, name))?;
        let login = format!("{}-school-{}", plan.login, place + 1);
        let principal =
            account(cx, &login, (Role::Principal, Level::Organisation), &school, &mut chance, hashes)?;
        fillers.insert(school.id.0, principal);
        for _ in 0..plan.persons {
            let name = names::next(&mut chance);
            persons.push((school.clone(), format!("{} {} {}", name.last, name.first, name.middle)));
        }
        units.push(school);
    }
    let mut sign_ins = vec![sign_in(plan.login, Role::ServiceHead, &municipality)];
    if let Some((_, login)) = plan.above {
        let role = Role::InstituteMethodist;
        account(cx, login, (role, Level::Region), &region, &mut chance, hashes)?;
        sign_ins.push(sign_in(login, role, &region));
    }
    Ok(Neighbour { region, municipality, units, head, fillers, persons, paper: plan.paper, sign_ins })
}

fn sign_in(login: &str, role: Role, unit: &Unit) -> SignIn {
    SignIn {
        role: role.code().to_owned(),
        login: login.to_owned(),
        password: password(role).to_owned(),
        unit: unit.short_name.clone(),
    }
}

fn unit(
    cx: &mut Cx<Write>,
    plan: &Plan,
    parent: Option<&Unit>,
    level: Level,
    kind: &str,
    (code, name): (&str, &str),
) -> web::Result<Unit> {
    let (id, at) = (UnitId(cx.id()), cx.now());
    let version = cx.id();
    let new = NewUnit {
        code,
        zone: parent.is_none().then_some(plan.zone),
        size_group: match (level, plan.kind) {
            (Level::Municipality, "city_okrug") => "city",
            (Level::Municipality, _) => "district",
            _ => "",
        },
        from: plan.since,
        ..NewUnit::named(id, parent, level, kind, name, at)
    };
    Ok(store::add(cx.tx(), version, &new)?)
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

//! The tree of the demo: the region bound to its pack; its municipalities and their schools, as the list of the region names
//! them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use units::{Unit, UnitId};
use web::{Cx, Write};

use super::municipalities::{self, Municipality};
use super::organisations::{self, Row};
use super::schools::{self, School};
use super::{Plan, Scale};

/// The pack of the demo region.
const PACK: &str = "amur-2020";
/// The order that put the regulation in force is of this day; the tree stands since.
const SINCE: (i32, u32, u32) = (2020, 7, 13);
/// What `--scale small` keeps: a town with a service, and two municipalities without one and far away.
const FEW: [&str; 3] = ["belogorsk", "mikhaylovsky", "selemdzhinsky"];

/// The planted units.
pub(super) struct Tree {
    pub region: Unit,
    /// Login of the municipality's methodist and the unit.
    pub municipalities: Vec<(String, Unit)>,
    /// Login of the municipality's methodist and the school.
    pub schools: Vec<(String, Unit)>,
    /// «Белогорского района» by unit.
    of: BTreeMap<UnitId, String>,
}

impl Tree {
    /// A region without anything under it yet.
    pub(super) fn of_region(region: Unit) -> Self {
        Self { region, municipalities: Vec::new(), schools: Vec::new(), of: BTreeMap::new() }
    }

    /// Takes a planted municipality.
    pub(super) fn take(&mut self, login: String, unit: Unit, of: String) {
        self.of.insert(unit.id, of);
        self.municipalities.push((login, unit));
    }

    /// The municipality of a methodist.
    pub(super) fn unit_of(&self, login: &str) -> Option<&Unit> {
        self.municipalities.iter().find(|(of, _)| of == login).map(|(_, unit)| unit)
    }

    /// «Белогорского района»
    pub(super) fn of(&self, unit: UnitId) -> &str {
        self.of.get(&unit).map_or("", String::as_str)
    }

    /// Schools of a municipality.
    pub(super) fn schools_of(&self, login: &str) -> impl Iterator<Item = &Unit> {
        self.schools.iter().filter(move |(of, _)| of == login).map(|(_, unit)| unit)
    }
}

/// The region with its pack, and what its own list brings; `progress` is told of each unit.
pub(super) fn plant(cx: &mut Cx<Write>, plan: &Plan, progress: &dyn Fn()) -> web::Result<Tree> {
    let municipalities = municipalities::all();
    let schools = schools::all(&municipalities, plan.seed);
    let region = region_called(cx, "ДЕМО-10", "Амурская область")?;
    let kept: Vec<(usize, &Municipality)> =
        municipalities.iter().enumerate().filter(|(_, one)| is_kept(one, plan.scale)).collect();
    let rows: Vec<Row<'_>> =
        kept.iter().flat_map(|(position, one)| rows(one, *position, &schools, plan.scale)).collect();
    let units = organisations::take_in(cx, &region, &rows, since())?;
    for _ in &rows {
        progress();
    }
    let mut tree = Tree::of_region(region);
    for (position, one) in kept {
        let code = code(position);
        for number in 0..schools_of(&schools, position, plan.scale).len() {
            let school = organisations::of_code(&units, &school_code(&code, number))?;
            tree.schools.push((one.login.clone(), school));
        }
        tree.take(one.login.clone(), organisations::of_code(&units, &code)?, one.of.clone());
    }
    Ok(tree)
}

fn is_kept(municipality: &Municipality, scale: Scale) -> bool {
    scale != Scale::Small || FEW.contains(&municipality.login.as_str())
}

/// All schools of a municipality, or its first and its last: a large one and a small one.
fn schools_of(schools: &[School], municipality: usize, scale: Scale) -> Vec<&School> {
    let all: Vec<&School> = schools.iter().filter(|school| school.municipality == municipality).collect();
    match (scale, all.first(), all.last()) {
        (Scale::Small, Some(first), Some(last)) => vec![first, last],
        _ => all,
    }
}

pub(super) fn since() -> NaiveDate {
    NaiveDate::from_ymd_opt(SINCE.0, SINCE.1, SINCE.2).unwrap_or_default()
}

/// A region bound to the demo's pack.
pub(super) fn region_called(cx: &mut Cx<Write>, code: &str, name: &str) -> web::Result<Unit> {
    let unit = organisations::region(cx, (code, name, "Asia/Yakutsk"), since())?;
    organisations::rule(cx, &unit, PACK, since())?;
    Ok(unit)
}

fn code(position: usize) -> String {
    format!("ДЕМО-10-{:02}", position + 1)
}

fn school_code(municipality: &str, number: usize) -> String {
    format!("{municipality}-{:02}", number + 1)
}

/// Towns have an office of education, districts a department or a committee (приложение 1, раздел 2).
fn authority(of: &Municipality, position: usize) -> &'static str {
    match (of.city, position % 2) {
        (true, _) => "Управление образования",
        (false, 0) => "Отдел образования",
        (false, _) => "Комитет по образованию",
    }
}

/// A municipality and its schools as the list of the region names them.
fn rows<'a>(of: &'a Municipality, position: usize, schools: &'a [School], scale: Scale) -> Vec<Row<'a>> {
    let code = code(position);
    let own = Row {
        code: code.clone(),
        name: of.name(),
        short_name: &of.short,
        kind: if of.city { "city_okrug" } else { "municipal_district" },
        group: if of.city { "город" } else { "район" },
        form: of.form.as_deref(),
        staff: of.staff,
        authority: format!("{} администрации {}", authority(of, position), of.of),
        site: of.site.then(|| format!("https://{}.metodset.example/", of.login)),
        ..Row::default()
    };
    let school = |(number, school): (usize, &'a School)| Row {
        code: school_code(&code, number),
        name: &school.name,
        short_name: &school.short,
        kind: "school",
        above: code.clone(),
        marks: Some([school.is_small, school.is_remote, school.is_hard_to_reach]),
        distance_km: Some(school.distance_km),
        pupils: Some(school.pupils),
        teachers: Some(school.teachers),
        ..Row::default()
    };
    let of_it = schools_of(schools, position, scale);
    std::iter::once(own).chain(of_it.into_iter().enumerate().map(school)).collect()
}

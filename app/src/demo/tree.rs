//! The tree of the demo: the region bound to its pack, its municipalities, their schools.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use units::{NewUnit, Unit, UnitId, store};
use web::{Cx, Write};

use super::municipalities::{self, Municipality};
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

/// Plants it; `progress` is told after each unit.
pub(super) fn plant(cx: &mut Cx<Write>, plan: &Plan, progress: &dyn Fn()) -> web::Result<Tree> {
    let municipalities = municipalities::all();
    let schools = schools::all(&municipalities, plan.seed);
    let region = region_called(cx, "ДЕМО-10", "Амурская область")?;
    let mut tree = Tree::of_region(region);
    for (position, municipality) in
        municipalities.iter().enumerate().filter(|(_, one)| is_kept(one, plan.scale))
    {
        let unit = municipality_unit(cx, &tree.region, municipality, position)?;
        progress();
        for (number, school) in kept(&schools, position, plan.scale).into_iter().enumerate() {
            tree.schools.push((municipality.login.clone(), school_unit(cx, &unit, school, number)?));
            progress();
        }
        tree.take(municipality.login.clone(), unit, municipality.of.clone());
    }
    Ok(tree)
}

fn is_kept(municipality: &Municipality, scale: Scale) -> bool {
    scale != Scale::Small || FEW.contains(&municipality.login.as_str())
}

/// All schools of a municipality, or its first and its last: a large one and a small one.
fn kept(schools: &[School], municipality: usize, scale: Scale) -> Vec<&School> {
    let all: Vec<&School> = schools.iter().filter(|school| school.municipality == municipality).collect();
    match (scale, all.first(), all.last()) {
        (Scale::Small, Some(first), Some(last)) => vec![first, last],
        _ => all,
    }
}

pub(super) fn since() -> NaiveDate {
    NaiveDate::from_ymd_opt(SINCE.0, SINCE.1, SINCE.2).unwrap_or_default()
}

fn add(cx: &mut Cx<Write>, new: &NewUnit<'_>) -> web::Result<Unit> {
    let version = cx.id();
    Ok(store::add(cx.tx(), version, new)?)
}

/// A region bound to the demo's pack.
pub(super) fn region_called(cx: &mut Cx<Write>, code: &str, name: &str) -> web::Result<Unit> {
    let (id, at) = (UnitId(cx.id()), cx.now());
    let unit = add(
        cx,
        &NewUnit {
            code,
            zone: Some("Asia/Yakutsk"),
            from: since(),
            ..NewUnit::named(id, None, Level::Region, "region", name, at)
        },
    )?;
    let binding = cx.id();
    store::bind(cx.tx(), binding, unit.id, PACK, since())?;
    Ok(unit)
}

fn municipality_unit(
    cx: &mut Cx<Write>,
    region: &Unit,
    of: &Municipality,
    position: usize,
) -> web::Result<Unit> {
    let (id, at) = (UnitId(cx.id()), cx.now());
    let kind = if of.city { "city_okrug" } else { "municipal_district" };
    let site = of.site.then(|| format!("https://{}.metodset.example/", of.login));
    add(
        cx,
        &NewUnit {
            code: &format!("ДЕМО-10-{:02}", position + 1),
            short_name: &of.short,
            size_group: if of.city { "city" } else { "district" },
            service_form: of.form.as_deref(),
            service_staff: of.staff,
            resource_url: site.as_deref(),
            from: since(),
            ..NewUnit::named(id, Some(region), Level::Municipality, kind, of.name(), at)
        },
    )
}

fn school_unit(cx: &mut Cx<Write>, of: &Unit, school: &School, number: usize) -> web::Result<Unit> {
    let (id, at) = (UnitId(cx.id()), cx.now());
    add(
        cx,
        &NewUnit {
            code: &format!("{}-{:02}", of.code, number + 1),
            short_name: &school.short,
            is_small: school.is_small,
            is_remote: school.is_remote,
            teachers: Some(school.teachers),
            pupils: Some(school.pupils),
            from: since(),
            ..NewUnit::named(id, Some(of), Level::Organisation, "school", &school.name, at)
        },
    )
}

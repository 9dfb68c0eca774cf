//! The scale of a country: 88 invented regions beside the demo's own, each with its institute, municipalities, schools and
//! two years of monitoring. 89 regions, 2,500 municipalities, 40,000 schools; people come with their area.

use std::collections::BTreeMap;

use access::{Level, Role};
use units::{NewUnit, Unit, UnitId, store};
use web::{Cx, Write};

use super::chance::Chance;
use super::people::{self, Cast, Newcomer};
use super::stage::{Stage, day};
use super::tree::{self, Tree};
use super::{monitoring, names};
use crate::Failure;

/// Regions of the country, the demo's own included.
const REGIONS: usize = 89;
/// Municipalities of the country, the demo's 29 included.
const MUNICIPALITIES: usize = 2_500;
/// Schools of the country, the demo's 295 included.
const SCHOOLS: usize = 40_000;
/// The demo's own region, its municipalities and schools.
const OWN: (usize, usize, usize) = (1, 29, 295);

const SIDES: [&str; 8] = ["Верхне", "Нижне", "Северо", "Южно", "Восточно", "Западно", "Ново", "Средне"];
const LANDS: [&str; 11] = [
    "озёрская",
    "реченская",
    "лесная",
    "горная",
    "степная",
    "приморская",
    "долинская",
    "луговская",
    "боровская",
    "каменская",
    "полянская",
];
/// What municipalities are called after; the first few are towns.
const ROOTS: [&str; 36] = [
    "Кедров",
    "Берёзов",
    "Ясенев",
    "Сосновск",
    "Ольхов",
    "Рябинов",
    "Вязов",
    "Липов",
    "Дубов",
    "Калинов",
    "Орехов",
    "Клёнов",
    "Ивов",
    "Тополев",
    "Ельнин",
    "Малинов",
    "Черёмухов",
    "Шиповников",
    "Ромашков",
    "Васильков",
    "Журавлин",
    "Соколин",
    "Лебедин",
    "Чайкин",
    "Синицын",
    "Снегирёв",
    "Скворцов",
    "Ласточкин",
    "Зимородков",
    "Куликов",
    "Родников",
    "Ручьёв",
    "Ключев",
    "Заречен",
    "Озёрн",
    "Поляров",
];
/// So many municipalities of a region are towns.
const TOWNS: usize = 6;

/// How many steps of progress it takes.
pub(super) const STEPS: usize = 2 * (MUNICIPALITIES - OWN.1) + (REGIONS - OWN.0);

/// Plants the other regions and tells their two years.
pub(super) fn tell(
    stage: &Stage<'_>,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
    progress: &dyn Fn(),
) -> Result<(), Failure> {
    let count = REGIONS - OWN.0;
    for place in 0..count {
        // The rest of a division goes to the first ones, so that the sums come out.
        let share = |all: usize| all / count + usize::from(place < all % count);
        let size = (share(MUNICIPALITIES - OWN.1), share(SCHOOLS - OWN.2));
        let (tree, cast) = stage.act(day(2024, 9, 2), None, |cx| region(cx, (place, size), seed, hashes))?;
        progress();
        monitoring::tell(stage, &tree, &cast, seed, progress)?;
    }
    Ok(())
}

/// A region with everything in it and those who work there.
fn region(
    cx: &mut Cx<Write>,
    (place, (municipalities, schools)): (usize, (usize, usize)),
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<(Tree, Cast)> {
    // 10 is the demo's own.
    let number = if place < 9 { place + 1 } else { place + 2 };
    let mut chance = Chance::of(seed, 1_000 + u64::try_from(number).unwrap_or(0));
    let name = format!("{}{} область", SIDES[place % SIDES.len()], LANDS[place / SIDES.len()]);
    let region = tree::region_called(cx, &format!("ДЕМО-{number:02}"), &name)?;
    let mut tree = Tree::of_region(region);
    for position in 0..municipalities {
        let unit = municipality(cx, &tree.region, position, &mut chance)?;
        let login = format!("r{number:02}-m{:02}", position + 1);
        let count = schools / municipalities + usize::from(position < schools % municipalities);
        for school in 1..=count {
            add_school(cx, &unit, school, &mut chance)?;
        }
        tree.take(login, unit, genitive(position));
    }
    let cast = cast(cx, &tree, number, &mut chance, hashes)?;
    Ok((tree, cast))
}

/// «Кедровского района»
fn genitive(position: usize) -> String {
    let root = ROOTS[position % ROOTS.len()];
    if position < TOWNS {
        format!("города {root}ска")
    } else {
        format!("{root}ского района")
    }
}

fn municipality(
    cx: &mut Cx<Write>,
    region: &Unit,
    position: usize,
    chance: &mut Chance,
) -> web::Result<Unit> {
    let root = ROOTS[position % ROOTS.len()];
    let is_town = position < TOWNS;
    let short = if is_town { format!("{root}ск") } else { format!("{root}ский район") };
    let name = if is_town {
        format!("городской округ город {short}")
    } else {
        format!("{root}ский муниципальный район")
    };
    let kind = if is_town { "city_okrug" } else { "municipal_district" };
    let has_service = chance.percent(60);
    let code = format!("{}-{:02}", region.code, position + 1);
    let site = chance.percent(40).then(|| format!("https://{}.metodset.example/", code.to_lowercase()));
    let (id, at) = (UnitId(cx.id()), cx.now());
    let new = NewUnit {
        code: &code,
        short_name: &short,
        size_group: if is_town { "city" } else { "district" },
        service_form: has_service.then_some("cabinet"),
        service_staff: has_service.then(|| chance.between(2, 11)),
        resource_url: site.as_deref(),
        from: tree::since(),
        ..NewUnit::named(id, Some(region), Level::Municipality, kind, &name, at)
    };
    let version = cx.id();
    Ok(store::add(cx.tx(), version, &new)?)
}

fn add_school(cx: &mut Cx<Write>, of: &Unit, number: usize, chance: &mut Chance) -> web::Result<()> {
    let (id, at) = (UnitId(cx.id()), cx.now());
    let short = format!("Школа № {number}, {}", of.short_name);
    let name = format!("МОБУ «{short}»");
    let code = format!("{}-{number:02}", of.code);
    let is_small = chance.percent(60);
    let teachers = if is_small { chance.between(11, 15) } else { chance.between(20, 60) };
    let new = NewUnit {
        code: &code,
        short_name: &short,
        is_small,
        teachers: Some(teachers),
        pupils: Some(teachers * chance.between(6, 12)),
        from: tree::since(),
        ..NewUnit::named(id, Some(of), Level::Organisation, "school", &name, at)
    };
    let version = cx.id();
    store::add(cx.tx(), version, &new)?;
    Ok(())
}

/// The ministry, the institute and a methodist in every municipality.
fn cast(
    cx: &mut Cx<Write>,
    tree: &Tree,
    number: usize,
    chance: &mut Chance,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<Cast> {
    let since = day(2024, 9, 1);
    let at_top = |role, login: &str| Newcomer {
        login: format!("r{number:02}-{login}"),
        role,
        level: Level::Region,
        unit: Some(&tree.region),
        since,
    };
    let ministry = people::add(cx, &at_top(Role::Ministry, "ministry"), &names::next(chance), hashes)?;
    let institute =
        people::add(cx, &at_top(Role::InstituteMethodist, "institute"), &names::next(chance), hashes)?;
    let mut by_login = BTreeMap::new();
    for (login, unit) in &tree.municipalities {
        let newcomer = Newcomer {
            login: login.clone(),
            role: Role::MunicipalMethodist,
            level: Level::Municipality,
            unit: Some(unit),
            since,
        };
        by_login.insert(login.clone(), people::add(cx, &newcomer, &names::next(chance), hashes)?);
    }
    Ok(Cast { sign_ins: Vec::new(), by_login, institute, ministry })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regions_have_names_of_their_own_and_the_sums_come_out() {
        let count = REGIONS - OWN.0;
        assert!(SIDES.len() * LANDS.len() >= count);
        let share = |place: usize, all: usize| all / count + usize::from(place < all % count);
        let sum = |all| (0..count).map(|place| share(place, all)).sum::<usize>();
        assert_eq!(sum(MUNICIPALITIES - OWN.1) + OWN.1, 2_500);
        assert_eq!(sum(SCHOOLS - OWN.2) + OWN.2, 40_000);
        assert!(share(0, MUNICIPALITIES - OWN.1) <= ROOTS.len());
    }
}

//! The scale of a country: 88 invented regions beside the demo's own, each with its institute, municipalities, schools and
//! two years of monitoring. 89 regions, 2,500 municipalities, 40,000 schools; people come with their area. It is for measuring: what
//! comes by lists in the demo's own region is written here into the tables, so that filling takes minutes and not an hour.

use std::collections::BTreeMap;

use access::{Level, Role};
use chrono::NaiveDate;
use units::{NewUnit, Unit, UnitId, store};
use web::{Cx, Write};

use super::chance::Chance;
use super::people::{self, Cast, Newcomer};
use super::stage::{Stage, day};
use super::tree::{self, Tree};
use super::{monitoring, names};
use crate::Failure;

/// How much of a country stands beside the demo's own region, 29 municipalities and 295 schools.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    regions: usize,
    municipalities: usize,
    schools: usize,
}

impl Size {
    /// With the demo's own: 89 regions, 2,500 municipalities, 40,000 schools.
    pub(super) const WHOLE: Self = Self { regions: 88, municipalities: 2_471, schools: 39_705 };

    /// How many steps of progress it takes: a municipality in three years, and twice after each of two publications.
    pub(super) fn steps(self) -> usize {
        7 * self.municipalities + self.regions
    }

    /// A region's part of so many; the rest of a division goes to the first ones, so that the sums come out.
    fn share(self, place: usize, all: usize) -> usize {
        all / self.regions + usize::from(place < all % self.regions)
    }
}

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

/// Plants the other regions and tells their years.
pub(super) fn tell(
    stage: &Stage<'_>,
    size: Size,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
    progress: &dyn Fn(),
) -> Result<(), Failure> {
    for place in 0..size.regions {
        let parts = (size.share(place, size.municipalities), size.share(place, size.schools));
        let (tree, cast) = stage.act(begins(), None, |cx| region(cx, (place, parts), seed, hashes))?;
        progress();
        monitoring::tell(stage, &tree, &cast, seed, progress)?;
    }
    Ok(())
}

/// Before the first year that is told.
fn begins() -> NaiveDate {
    day(2023, 9, 4)
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
    let since = begins();
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
    use crate::config::{Config, Sources};
    use crate::house::{Ground, make_folder_of};

    #[test]
    fn the_regions_have_names_of_their_own_and_the_sums_come_out() {
        let size = Size::WHOLE;
        assert!(SIDES.len() * LANDS.len() >= size.regions);
        let sum = |all| (0..size.regions).map(|place| size.share(place, all)).sum::<usize>();
        assert_eq!(
            (size.regions + 1, sum(size.municipalities) + 29, sum(size.schools) + 295),
            (89, 2_500, 40_000)
        );
        assert!(size.share(0, size.municipalities) <= ROOTS.len());
    }

    /// The whole takes minutes; two small regions walk the same way to the end.
    #[test]
    fn a_country_of_two_small_regions_is_filled_to_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let flags = BTreeMap::from([("dir", folder.path().display().to_string())]);
        let config = Config::from_sources(&Sources { flags, ..Sources::default() }).unwrap();
        make_folder_of(&config.database.value).unwrap();
        let db = db::Db::open(&config.database.value, db::Durability::None).unwrap();
        db::migrate(&db, migrations::ALL).unwrap();
        let ground = Ground::on(db, &config).unwrap();
        let stage = Stage::new(&ground, day(2026, 6, 18));
        let (size, told) = (Size { regions: 2, municipalities: 5, schools: 7 }, std::cell::Cell::new(0));
        tell(&stage, size, 1, &people::hashes(), &|| told.set(told.get() + 1)).unwrap();
        assert_eq!(told.get(), size.steps());
        let planted = ground.db.read(|conn| store::counts_under(conn, "/")).unwrap();
        let sum = |level| planted.iter().filter(|(of, _)| *of == level).map(|(_, count)| count).sum::<i64>();
        let levels = ["region", "municipality", "organisation"];
        assert_eq!(levels.map(sum), [2, 5, 7]);
    }
}

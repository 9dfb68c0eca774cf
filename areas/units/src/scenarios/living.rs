//! The living tree: what happens to a unit is dated, rests on a document, and leaves the past as it was.

use access::{Level, Role};
use chrono::NaiveDate;
use testing::{Browser, Engine, Shown, TestApp, both_databases};

use crate::fixture::{SmallTree, plant_on};
use crate::store::versions;
use crate::{Unit, area};

pub(super) const GROUND: (&str, &str) = ("ground", "постановление № 12 от 01.06.2026");

pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub institute: Browser,
    pub authority: Browser,
}

pub(super) fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![area()]);
    let tree = plant_on(&app.house, day(2020, 9, 1)).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
    Stage { app, tree, institute, authority }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl Stage {
    pub fn now(&self, unit: &Unit) -> Unit {
        self.app.house.db.read(|conn| crate::store::living::reread(conn, unit.id)).unwrap().unwrap()
    }

    pub fn name_on(&self, unit: &Unit, on: NaiveDate) -> String {
        let then = self.app.house.db.read(|conn| versions::of_unit(conn, unit.id, on)).unwrap();
        then.map(|then| then.name).unwrap_or_default()
    }

    /// Posts a step of a unit as its form would, with the version that stands now.
    pub fn step(&self, browser: &Browser, unit: &Unit, part: &str, fields: &[(&str, &str)]) -> Shown {
        let version = self.now(unit).version.to_string();
        let fields = [fields, &[("version", version.as_str())]].concat();
        browser.post(&format!("{}/{part}", unit.url()), &fields)
    }

    pub fn stands_whole(&self) {
        let uprooted = self.app.house.db.read(crate::store::paths::uprooted).unwrap();
        assert_eq!(uprooted, 0, "a unit stands elsewhere than under its parent");
    }
}

both_databases! {
    fn a_school_is_renamed_and_was_called_otherwise_before(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let fields = [("name", "Гимназия № 1"), ("short_name", ""), ("day", "2026-06-01"), GROUND];
        assert_eq!(stage.step(&stage.authority, school, "name", &fields).status, 303);
        assert_eq!(stage.now(school).name, "Гимназия № 1");
        let above = [("name", "Северный район"), ("day", "2026-03-01"), GROUND];
        let renamed = stage.step(&stage.institute, &stage.tree.north, "name", &above);
        assert_eq!(renamed.status, 303, "what happened to a school later does not bind the municipality");
        assert_eq!(stage.name_on(school, day(2026, 5, 31)), "Школа № 1");
        assert_eq!(stage.name_on(school, day(2026, 6, 1)), "Гимназия № 1");
        let card = stage.authority.page(&school.url());
        assert!(card.says("Переименование: «Школа № 1» → «Гимназия № 1»"));
        assert!(card.says("Основание: постановление № 12"));
        assert!(stage.authority.page("/units?on=2026-05-31").says("Школа № 1"));
        assert!(!stage.authority.page("/units").says("Школа № 1"));
        let then = stage.authority.page(&format!("{}?on=2026-05-31", school.url()));
        assert!(then.says("Как было 31.05.2026") && then.says("<h1>Школа № 1"));
    }

    fn a_slip_is_mended_without_an_earlier_name(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let fields = [("name", "Школа № 10"), ("day", "2026-06-01"), ("is_slip", "1")];
        assert_eq!(stage.step(&stage.authority, school, "name", &fields).status, 303);
        assert_eq!(stage.name_on(school, day(2024, 1, 1)), "Школа № 10");
        assert!(stage.authority.page(&school.url()).says("Исправлено написание"));
    }

    fn a_school_goes_to_another_municipality_with_its_people(engine) {
        let stage = stage(engine);
        let (school, south) = (&stage.tree.school, &stage.tree.south);
        let principal = stage.app.account(Role::Principal, Level::Organisation, &school.path);
        let to = south.id.to_string();
        let fields = [("parent", to.as_str()), ("day", "2026-06-01"), GROUND];
        let refused = stage.step(&stage.authority, school, "place", &fields);
        assert!(refused.status == 422 && refused.says("Выберите из списка"), "{}", refused.body);
        assert_eq!(stage.step(&stage.institute, school, "place", &fields).status, 303);
        assert_eq!(stage.now(school).path, format!("{}{}/", south.path, school.id));
        assert_eq!(stage.authority.get(&school.url()).status, 404);
        let then = stage.authority.page("/units?on=2026-05-31");
        assert!(then.says("Школа № 1 <span class=\"quiet\">(теперь в другой территории)"));
        assert!(stage.institute.page(&school.url()).says("Передача: из «Северный округ» в «Южный округ»"));
        let then = stage.institute.page(&format!("{}?on=2026-05-31", stage.tree.north.url()));
        assert!(then.says("Школа № 1"));
        assert!(!stage.institute.page(&stage.tree.north.url()).says("Школа № 1"));
        stage.stands_whole();
        // Roles are kept by an area of their own; without it the paths of grants stay, and nobody sees more.
        assert_eq!(stage.app.signed_in(principal).get(&school.url()).status, 404);
    }

    fn a_municipality_is_joined_to_another_with_its_schools(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let into = south.id.to_string();
        let told = stage.institute.page(&format!("{}/merger?into={into}", north.url()));
        assert!(told.says("перейдут 1 запись"));
        let fields = [("into", into.as_str()), ("day", "2026-06-01"), GROUND];
        assert_eq!(stage.step(&stage.institute, north, "merger", &fields).status, 303);
        assert_eq!(stage.now(north).state, "closed");
        assert_eq!(stage.now(&stage.tree.school).parent_id, Some(south.id));
        stage.stands_whole();
        let card = stage.institute.page(&north.url());
        assert!(card.says("закрыта") && card.says("Дела продолжает «Южный округ»") && card.says("Присоединение к муниципалитету «Южный округ»"));
        assert!(stage.institute.page(&south.url()).says("Присоединили «Северный округ»"));
        assert!(stage.institute.page("/units?state=closed").says("Северный округ"));
        assert!(!stage.institute.page("/units?level=municipality").says("Северный округ"));
        assert!(stage.institute.page("/units?level=municipality&on=2026-05-31").says("Северный округ"));
        let again = stage.step(&stage.institute, north, "opening", &[("day", "2026-06-02"), GROUND]);
        assert!(again.status == 422 && again.says("присоединена к другой"));
    }

    fn a_new_municipality_is_split_off_with_a_school(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, stage.tree.school.id.to_string());
        let fields = [("name", "Посёлок Прогресс"), ("kind", "city_okrug"), ("along", &school), ("day", "2026-06-01"), GROUND];
        // The fixture's municipality has no group: a new one must say whether it is a city.
        let refused = stage.step(&stage.institute, north, "division", &fields);
        assert_eq!(refused.status, 422, "{}", refused.body);
        let passport = [("kind", north.kind.as_str()), ("size_group", "district"), ("day", "2026-06-01")];
        assert_eq!(stage.step(&stage.institute, north, "passport", &passport).status, 303);
        let done = stage.step(&stage.institute, north, "division", &fields);
        assert_eq!(done.status, 303, "{}", done.body);
        let card = stage.institute.page(&done.location);
        assert!(card.says("Выделение из муниципалитета «Северный округ»") && card.says("Школа № 1"));
        assert!(stage.institute.page(&north.url()).says("Выделили «Посёлок Прогресс»"));
        stage.stands_whole();
    }

    fn a_school_is_closed_and_opened_again(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        let fields = [("day", "2026-06-01"), GROUND];
        let full = stage.step(&stage.institute, north, "closing", &fields);
        assert!(full.status == 422 && full.says("Здесь ещё 1 действующая запись, первая – «Школа № 1»"));
        assert_eq!(stage.step(&stage.authority, school, "closing", &fields).status, 303);
        assert!(!stage.authority.page("/units").says("Школа № 1"));
        assert_eq!(stage.name_on(school, day(2026, 6, 1)), "");
        let early = stage.step(&stage.authority, school, "opening", &[("day", "2026-05-01"), GROUND]);
        assert!(early.says("01.06.2026 здесь уже внесено другое изменение"), "{}", early.body);
        let again = stage.step(&stage.authority, school, "opening", &[("day", "2026-06-10"), GROUND]);
        assert_eq!(again.status, 303);
        assert!(stage.authority.page("/units").says("Школа № 1"));
        assert_eq!(stage.name_on(school, day(2026, 6, 5)), "");
    }

    fn what_cannot_be_is_refused_with_a_way_out(engine) {
        let stage = stage(engine);
        let SmallTree { region, north, south, school, other_school } = &stage.tree;
        let id = |unit: &Unit| unit.id.to_string();
        let at = |by: &Browser, unit: &Unit, part: &str, other: (&str, &str), day: &str| {
            stage.step(by, unit, part, &[other, ("day", day), GROUND, ("name", "Иное")])
        };
        let ours = &stage.institute;
        let told = [
            (at(ours, north, "merger", ("into", &id(school)), "2026-06-01"), "сама относится к «Северный округ»"),
            (at(ours, school, "merger", ("into", &id(south)), "2026-06-01"), "Присоединяют равных"),
            (at(ours, school, "merger", ("into", &id(school)), "2026-06-01"), "к самой себе"),
            (at(ours, north, "place", ("parent", &id(school)), "2026-06-01"), "сама относится к «Северный округ»"),
            (at(ours, north, "place", ("parent", &id(north)), "2026-06-01"), "самой себе"),
            (at(ours, north, "place", ("parent", &id(region)), "2026-06-01"), "и так относится"),
            (at(ours, north, "place", ("parent", &id(south)), "2026-06-01"), "не может стоять под уровнем"),
            (at(ours, school, "place", ("parent", &id(other_school)), "2026-06-01"), "не может стоять под уровнем"),
            (at(ours, school, "place", ("parent", &id(south)), "2027-06-19"), "Не дальше, чем на год вперёд"),
            (at(ours, school, "name", ("", ""), "2019-06-01"), "уже внесено другое изменение"),
            (at(ours, region, "closing", ("", ""), "2026-06-01"), "ведёт тот, кто стоит выше"),
            (at(&stage.authority, north, "name", ("", ""), "2026-06-01"), "ведёт тот, кто стоит выше"),
        ];
        for (shown, words) in told {
            assert!(shown.status == 422 && shown.says(words), "{words}: {} {}", shown.status, shown.body);
        }
        let no_ground = stage.step(ours, school, "name", &[("name", "Иное"), ("day", "2026-06-01"), ("ground", "")]);
        assert!(no_ground.status == 422 && no_ground.says("Укажите документ"));
        stage.stands_whole();
    }

    fn a_code_is_unique_under_the_unit_above(engine) {
        let stage = stage(engine);
        let parent = stage.tree.north.id.to_string();
        let fields = |name: &'static str| [
            ("parent", parent.clone()), ("level", "organisation".to_owned()), ("name", name.to_owned()),
            ("kind", "school".to_owned()), ("code", "Б-7".to_owned()), ("day", "2026-06-01".to_owned()),
            ("pupils", "1 240".to_owned()),
        ];
        let post = |name| {
            let fields = fields(name);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
            stage.authority.post("/units", &fields)
        };
        let first = post("Школа № 7");
        assert_eq!(first.status, 303, "{}", first.body);
        assert!(stage.authority.page(&first.location).says("1240"));
        let second = post("Школа № 8");
        assert!(second.status == 422 && second.says("Такой код здесь уже есть") && second.says("Школа № 8"));
    }

    fn codes_that_meet_stop_a_merger_and_nothing_has_moved(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        for school in [&stage.tree.school, &stage.tree.other_school] {
            let fields = [("kind", "school"), ("code", "Б-7"), ("day", "2026-06-01")];
            assert_eq!(stage.step(&stage.institute, school, "passport", &fields).status, 303);
        }
        let into = south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-06-02"), GROUND];
        let refused = stage.step(&stage.institute, north, "merger", &fields);
        assert!(refused.status == 422 && refused.says("Код Б-7 записи «Школа № 1» уже занят"), "{}", refused.body);
        assert_eq!(stage.now(&stage.tree.school).path, stage.tree.school.path);
        assert!(stage.now(north).is_active());
    }

    fn two_who_change_a_passport_at_once_see_both_texts(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let version = stage.now(school).version.to_string();
        let address = format!("{}/passport", school.url());
        let with = |pupils: &'static str| [("kind", "school"), ("pupils", pupils), ("day", "2026-06-01"), ("version", &version)].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let post = |browser: &Browser, pupils| {
            let fields = with(pupils);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            browser.post(&address, &fields)
        };
        assert_eq!(post(&stage.authority, "120").status, 303);
        let late = post(&stage.institute, "130");
        assert_eq!(late.status, 409);
        assert!(late.says("Пока вы правили, паспорт изменили: Проверкин П. И.") && late.says(">120<") && late.says(">130<"));
        assert_eq!(stage.now(school).pupils, Some(120));
        let seen = late.input("version").unwrap();
        let fields = [("kind", "school"), ("pupils", "130"), ("day", "2026-06-01"), ("version", seen.as_str())];
        assert_eq!(stage.institute.post(&address, &fields).status, 303);
        assert_eq!(stage.now(school).pupils, Some(130));
        assert!(stage.institute.page(&school.url()).says("Паспорт: обучающихся: 120 → 130"));
        let renamed = [("name", "Иная"), ("day", "2026-06-01"), GROUND, ("version", version.as_str())];
        let stale = stage.institute.post(&format!("{}/name", school.url()), &renamed);
        assert!(stale.status == 409 && stale.says("уже изменили"));
    }

    fn a_municipality_writes_its_service_but_not_its_group(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        let fields = [("service_staff", "5"), ("size_group", "city"), ("kind", "city_okrug"), ("day", "2026-06-01")];
        let from_above = [("kind", north.kind.as_str()), ("size_group", "district"), ("day", "2026-06-01")];
        assert_eq!(stage.step(&stage.institute, north, "passport", &from_above).status, 303);
        assert_eq!(stage.step(&stage.authority, north, "passport", &fields).status, 303);
        let now = stage.now(north);
        assert_eq!((now.service_staff, now.size_group.as_str(), &now.kind), (Some(5), "district", &north.kind));
    }

    fn a_principal_writes_the_contacts_and_the_paper_bears_them(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &school.path);
        let address = format!("{}/contacts", school.url());
        principal.page(&address);
        let fields = [
            ("version", "0"), ("address", "676850, г. Северный, ул. Школьная, 1"), ("phone", "8 (416) 2-00-00"),
            ("site", "школа.рф"), ("head_1", "Приозёрная область\nШкола № 1"), ("head_2", "Къалэ еджапIэ"),
        ];
        let refused = principal.post(&address, &fields);
        assert!(refused.status == 422 && refused.says("начинается с http"));
        let fields: Vec<(&str, &str)> = fields.into_iter().filter(|(name, _)| *name != "site").collect();
        principal.done(&address, &fields);
        assert!(principal.page(&school.url()).says("ул. Школьная, 1"));
        let head = stage.app.house.db.read(|conn| crate::letterhead(conn, school.id)).unwrap();
        assert_eq!(head.languages, [vec!["Приозёрная область", "Школа № 1"], vec!["Къалэ еджапIэ"]]);
        assert_eq!(head.details, ["676850, г. Северный, ул. Школьная, 1", "8 (416) 2-00-00"]);
        let plain = stage.app.house.db.read(|conn| crate::letterhead(conn, stage.tree.north.id)).unwrap();
        assert_eq!(plain.languages, [vec!["Северный округ"]]);
        let late = stage.authority.post(&address, &[("version", "0"), ("phone", "другой")]);
        assert!(late.status == 409 && late.says("8 (416) 2-00-00") && late.says("другой"));
        assert_eq!(principal.get(&format!("{}/passport", school.url())).status, 403);
        assert_eq!(principal.get(&format!("{}/contacts", stage.tree.other_school.url())).status, 404);
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &school.path);
        assert_eq!(teacher.get(&address).status, 403);
    }

    fn the_list_is_filtered_and_the_tree_counts(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let fields = [("kind", "school"), ("pupils", "60"), ("is_small", "1"), ("is_remote", "1"), ("distance_km", "87"), ("day", "2026-06-01")];
        assert_eq!(stage.step(&stage.institute, school, "passport", &fields).status, 303);
        for query in ["small=1", "remote=1", "size=100", "small=1&on=2026-06-02", "size=100&on=2026-06-02"] {
            let list = stage.institute.page(&format!("/units?{query}"));
            assert!(list.says("Школа № 1") && !list.says("Школа № 2"), "{query}");
        }
        assert!(stage.institute.page("/units?small=1&on=2026-05-31").says("Ничего не найдено"));
        assert!(stage.institute.page(&school.url()).says("87 км"));
        let tree = stage.institute.page("/units/tree");
        assert!(tree.says("2 муниципалитета, всего 2 организации") && tree.says("1 организация"));
    }
}

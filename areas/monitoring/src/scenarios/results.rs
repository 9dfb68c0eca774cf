//! Published results through HTTP: two years beside each other under a changed table, every figure with its objects, files.

use access::{Level, Role};
use packs::{Number, ObjectLevel, Scoring, Template};
use serde_json::Value;
use testing::{Browser, Engine, Shown, both_databases};
use units::Unit;
use web::{Cx, Write};

use super::stage::{Stage, open, plan};
use crate::RunCampaign;
use crate::actions::settings::{self, Setting};
use crate::model::PublishedObject;
use crate::rules::Bands;
use crate::store::results::NewPublication;
use crate::store::{campaigns, results};

both_databases! {
    /// 1.4 is worth two now, 1.3 says it in other words: the rest is compared, and the page says why.
    fn a_region_compares_two_years_under_a_changed_table(engine) {
        let stage = open(engine);
        let (north, south) = (stage.tree.north.clone(), stage.tree.south.clone());
        let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &south.path);
        for (browser, unit, present) in [(&stage.methodist, &north, &["1.1", "1.3", "5.1"][..]), (&neighbour, &south, &[])] {
            stage.fill(browser, unit, present);
            stage.hand_over_and_verify(browser, unit);
        }
        publish(&stage);
        let first = stage.campaign;
        let stage = next_year(stage, changed);
        stage.fill(&stage.methodist, &north, &["1.1", "1.4", "2.1"]);
        stage.hand_over_and_verify(&stage.methodist, &north);
        let out = format!("/monitoring/sheets/{}/exclusion", stage.sheet(&south));
        stage.institute.done(&out, &[("reason", "паводок")]);
        publish(&stage);
        let url = format!("/monitoring/{}", stage.campaign);
        let page = stage.institute.page(&format!("{url}/comparison"));
        assert!(page.says("2026/27 в сравнении с 2025/26"), "{}", page.body);
        assert!(page.says("Максимум был 1, стал 2.") && page.says("Был сформулирован иначе: «Наличие в плане-графике"));
        assert!(page.says("59 из 60 показателей") && page.says("не сравнивается"));
        assert!(page.says("Результат есть только за 2025/26: Южный округ."));
        let told = json(&stage.institute, &format!("{url}/download?what=comparison&as=json&with={first}"));
        let north_line = &told["rows"][0];
        // 1.1, 1.2 judged in both, 1.3 and 5.1 lost, 2.1 gained; 1.4 is not compared.
        assert_eq!((&north_line["score_then"], &north_line["score_now"]), (&"4".into(), &"5".into()));
        assert_eq!((&north_line["comparable_then"], &north_line["comparable_now"]), (&"4".into(), &"3".into()));
        assert_eq!((&north_line["gained"], &north_line["lost"]), (&"2.1".into(), &"1.3, 5.1".into()));
        assert_eq!(told["rows"].as_array().unwrap().len(), 1);
        let trend = json(&stage.institute, &format!("{url}/download?what=trend&as=json&unit={}", north.id));
        let scores: Vec<_> = trend["rows"].as_array().unwrap().iter().map(|row| (&row["period"], &row["score"], &row["max"])).collect();
        assert_eq!(scores, [(&"2025/26".into(), &"4".into(), &"61".into()), (&"2026/27".into(), &"5".into(), &"62".into())]);
        let shown = stage.institute.page(&format!("{url}/results/{}/trend", north.id));
        assert!(shown.says("<polyline") && shown.says("4 из 61") && shown.says("5 из 62"));
        assert_eq!(stage.institute.get(&format!("{url}/comparison?with=1")).status, 404);
        // The first year has nothing before it.
        assert!(stage.institute.page(&format!("/monitoring/{first}/comparison")).says("Сравнивать не с чем"));
        assert_eq!(stage.institute.get(&format!("/monitoring/{first}/download?what=comparison&as=xlsx")).status, 404);
    }

    /// A year is computed anew under its own table; a figure changed behind the program's back is shown, not corrected.
    fn a_year_is_computed_anew_and_a_difference_is_shown(engine) {
        let stage = two_published(engine, &Setting::ALL);
        let page = stage.institute.page(&address(&stage, "/recomputation"));
        assert!(page.says("Все показатели сошлись с опубликованными") && !page.says("Не сошлось"), "{}", page.body);
        assert!(page.says("контрольная сумма сошлась") && page.says("версия"));
        assert!(stage.institute.page(&address(&stage, "/results")).says("/recomputation\""));
        let stage = open(engine);
        written(&stage, &[(&stage.tree.south, "municipality", "")]);
        let page = stage.institute.page(&address(&stage, "/recomputation"));
        assert!(page.says("Не сошлось:") && page.says("Южный округ") && page.says("показатель 2.1"), "{}", page.body);
        assert!(page.says("отличается от той") && !page.says("Все показатели сошлись"));
        assert_eq!(stage.institute.get(&address(&stage, "/recomputation?revision=2")).status, 404);
    }

    fn results_taken_away_count_against_the_limit_of_the_day(engine) {
        let stage = two_published(engine, &[]);
        stage.taken(2998);
        taken(&stage, "/download?what=heat&as=svg");
        // This house has no press: a paper above the limit is refused before it is printed.
        let papers = ["/download?what=heat&as=pdf", "/download?what=objects&as=docx"];
        for refused in ["/download?what=heat&as=xlsx", "/download?what=results&as=json"].into_iter().chain(papers) {
            assert_eq!(stage.institute.get(&address(&stage, refused)).status, 422, "{refused}");
        }
        assert_eq!(stage.institute.get(&address(&stage, "/results")).status, 200, "only files are counted");
    }

    fn places_groups_and_levels_stand_in_the_map_only_by_their_acts(engine) {
        let stage = two_published(engine, &[]);
        let bare = stage.institute.page(&address(&stage, "/results"));
        for word in ["Место", "В группе", "Уровень"] {
            assert!(!bare.says(word), "{word}");
        }
        let names: Vec<_> = ["Северный округ", "Южный округ"].map(|name| bare.body.find(name).unwrap()).to_vec();
        assert!(names[0] < names[1], "by name, not by place");
        assert!(json(&stage.institute, &address(&stage, "/download?what=results&as=json"))["objects"][0]["rank"].is_null());
        let stage = two_published(engine, &Setting::ALL);
        let full = stage.institute.page(&address(&stage, "/results"));
        for word in ["Место", "В группе", "Уровень", "низкий"] {
            assert!(full.says(word), "{word}");
        }
        let first = full.body.find("Южный округ").unwrap();
        assert!(first < full.body.find("Северный округ").unwrap(), "the better one stands first");
        let low = stage.institute.page(&address(&stage, "/objects?band=%D0%BD%D0%B8%D0%B7%D0%BA%D0%B8%D0%B9"));
        assert!(low.says("Территории с уровнем «низкий»") && low.says("2 территории"));
        let whole = json(&stage.institute, &address(&stage, "/download?what=results&as=json"));
        let ranks: Vec<_> = whole["objects"].as_array().unwrap().iter().map(|one| one["rank"].as_i64()).collect();
        assert_eq!(ranks, [Some(1), Some(2)]);
    }

    fn the_directions_of_a_place_tell_its_last_published_monitoring(engine) {
        let stage = two_published(engine, &[]);
        let told = |unit: &Unit| {
            let place = registry::DirectionPlace {
                unit: unit.id.0,
                scope: db::Ranges::under([unit.path.as_str()]),
                path: unit.path.clone(),
            };
            let house = &stage.app.house;
            let lines = house.db.read(|conn| house.registry.directions[0].lines(conn, &place, house.now().utc().date_naive()));
            lines.unwrap().into_iter().map(|one| (one.value, one.url)).collect::<Vec<_>>()
        };
        let results = address(&stage, "/results");
        assert_eq!(told(&stage.tree.region), [("6,6\u{a0}%".to_owned(), results.clone())]);
        let south = format!("{results}/{}", stage.tree.south.id);
        assert_eq!(told(&stage.tree.south), [("6 из 61".to_owned(), south.clone())]);
        assert_eq!(stage.institute.get(&south).status, 200);
        assert!(told(&stage.tree.school).is_empty(), "a school is not measured here");
    }

    fn every_figure_opens_its_objects(engine) {
        let stage = two_published(engine, &[]);
        let look = |tail: &str| stage.institute.page(&address(&stage, tail));
        let says = |tail: &str, words: &[&str]| {
            let page = look(tail);
            for word in words {
                assert!(page.says(word), "{tail}: {word}");
            }
        };
        // South: 1.1, 1.2, 2.1, 5.1, 5.2; north: 1.1, 1.2.
        says("/results", &["4 из 61", "Средний процент", "6,6 %", "55 показателей", "/objects?about=mean"]);
        says("/results?by=indicators", &["3.10", "3 ШМО", "sort=-name\""]);
        says("/objects?about=mean", &["Не ниже среднего процента: 1 территория", "Ниже среднего процента: 1 территория"]);
        says("/objects?about=median", &["около медианы: 6,6 %"]);
        says("/objects?step=0", &["от 0 до 10 %", "2 территории"]);
        says("/distribution", &["Первый квартиль", "<svg", "от 0 до 10 %: 2 территории"]);
        says("/indicators", &["2 из 2", "1 из 2", "0 из 2", "Типовые дефициты"]);
        let deficits = look("/indicators?only=deficits");
        assert!(!deficits.says("1 из 2") && deficits.says("0 из 2"), "half is not more than half");
        says("/indicators/2.1", &["Подтвердили", "Северный округ", "Южный округ"]);
        assert!(!look("/indicators/2.1?state=confirmed").says("Северный округ"));
        assert!(!look("/indicators/2.1?state=absent").says("Южный округ"));
        for wrong in ["/objects?step=10", "/objects?step=x", "/download?what=heat&as=odt", "/download?what=heat&by=indicators&as=pdf", "/download?what=x&as=svg", "/indicators/9.9", "/download?what=indicators&as=svg", "/download?what=trend&as=svg&unit=1"] {
            assert_eq!(stage.institute.get(&address(&stage, wrong)).status, 404, "{wrong}");
        }
    }

    fn the_order_and_the_columns_stand_in_the_address(engine) {
        let stage = two_published(engine, &[]);
        let order = |tail: &str| {
            let page = stage.institute.page(&address(&stage, tail));
            page.body.find("Северный округ").unwrap() < page.body.find("Южный округ").unwrap()
        };
        assert!(order("/results?sort=name") && !order("/results?sort=-name"));
        assert!(!order("/results?sort=total") && order("/results?sort=-total&by=indicators"));
        // A file has the same order as the page it was taken from.
        let down = json(&stage.institute, &address(&stage, "/download?what=heat&as=json&sort=total"));
        assert_eq!(down["rows"][0]["name"], "Южный округ");
        assert_eq!((&down["rows"][0]["score"], &down["rows"][0]["1"]), (&"6".into(), &"2".into()));
    }

    /// Терский район: one table, several levels, a named body beside the school it belongs to.
    fn levels_stand_apart_and_a_named_body_has_its_own_page(engine) {
        let stage = next_year(open(engine), two_levels);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        written(&stage, &[(north, "municipality", ""), (school, "organisation", ""), (school, "organisation", "ШМО математиков")]);
        let first = stage.institute.page(&address(&stage, "/results"));
        assert!(first.says("Северный округ") && !first.says("ШМО математиков") && first.says("Кого показать"));
        assert!(first.says("1 Содержание") && !first.says("7 Инновации"), "criteria of the level alone");
        let second = stage.institute.page(&address(&stage, "/results?level=organisation"));
        assert!(second.says("Школа № 1") && second.says("ШМО математиков") && !second.says("Северный округ"));
        assert!(second.says("7 Инновации") && !second.says("1 Содержание") && second.says("2 организации"));
        assert!(second.body.contains("/distribution?level=organisation"), "links stay on the level");
        let body = web::address(&address(&stage, &format!("/results/{}", school.id)), &[("subject", "ШМО математиков")]);
        assert!(second.body.contains(&body) && stage.institute.page(&body).says("<h1>ШМО математиков"));
        let own = stage.institute.page(&address(&stage, &format!("/results/{}", school.id)));
        assert!(own.says("<h1>Школа № 1"));
        let trend = body.replace('?', "/trend?");
        assert!(stage.institute.page(&trend).says("ШМО математиков: динамика"));
        let whole = json(&stage.institute, &address(&stage, "/download?what=results&as=json&level=organisation"));
        assert_eq!((&whole["level"], whole["objects"].as_array().unwrap().len()), (&"organisation".into(), 2));
    }

    fn a_picture_and_a_table_stand_alone(engine) {
        let stage = two_published(engine, &[]);
        let svg = taken(&stage, "/download?what=heat&as=svg&by=indicators");
        assert!(svg.body.starts_with("<svg xmlns=") && svg.says("Северный округ") && !svg.body.contains("style="));
        assert!(svg.says("Источник: результаты мониторинга «Эффективность муниципальных методических служб», 2025/26, редакция 1 от"));
        assert!(svg.says("таблица: приложение 6"));
        assert!(taken(&stage, "/download?what=distribution&as=svg").says("среднее 6,6 %"));
        let book = sheets::read("карта.xlsx", &taken(&stage, "/download?what=heat&as=xlsx").bytes, &sheets::Caps::default()).unwrap();
        let grid = book.shown().unwrap();
        let texts: Vec<String> = grid.cells.values().map(sheets::Found::text).collect();
        assert!(texts.iter().any(|text| text.starts_with("Источник: результаты мониторинга")));
        assert!(texts.iter().any(|text| text == "Северный округ"));
        let north = format!("/download?what=object&as=xlsx&unit={}", stage.tree.north.id);
        for tail in ["/download?what=objects&as=xlsx&about=mean", "/download?what=indicator&as=xlsx&no=2.1", "/download?what=spread&as=xlsx", &north] {
            assert!(sheets::read("x.xlsx", &taken(&stage, tail).bytes, &sheets::Caps::default()).is_ok(), "{tail}");
        }
        let kept = json(&stage.institute, &address(&stage, "/download?what=indicator&as=json&no=2.1&state=confirmed"));
        assert_eq!((kept["rows"].as_array().unwrap().len(), &kept["rows"][0]["name"]), (1, &"Южный округ".into()));
        // A school reads and takes away what is published; a neighbour region does not.
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        assert_eq!(deputy.get(&address(&stage, "/download?what=results&as=json")).status, 200);
        let stranger = stage.app.stranger().get(&address(&stage, "/download?what=results&as=json"));
        assert_eq!(stranger.status, 303);
    }
}

fn address(stage: &Stage, tail: &str) -> String {
    format!("/monitoring/{}{tail}", stage.campaign)
}

fn taken(stage: &Stage, tail: &str) -> Shown {
    stage.institute.page(&address(stage, tail))
}

fn json(browser: &Browser, address: &str) -> Value {
    serde_json::from_str(&browser.page(address).body).unwrap()
}

fn publish(stage: &Stage) {
    let url = format!("/monitoring/{}", stage.campaign);
    stage.institute.done(&format!("{url}/verification"), &[]);
    stage.institute.done(&format!("{url}/publication"), &[]);
}

/// A published campaign of two municipalities, the southern one better, with these settings on.
fn two_published(engine: Engine, on: &[Setting]) -> Stage {
    let stage = open(engine);
    if !on.is_empty() {
        turn_on(&stage, on);
    }
    let (north, south) = (stage.tree.north.clone(), stage.tree.south.clone());
    let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &south.path);
    stage.fill(&stage.methodist, &north, &["1.1"]);
    stage.hand_over_and_verify(&stage.methodist, &north);
    stage.fill(&neighbour, &south, &["1.1", "2.1", "5.1", "5.2"]);
    stage.hand_over_and_verify(&neighbour, &south);
    publish(&stage);
    stage
}

fn turn_on(stage: &Stage, on: &[Setting]) {
    let act = stage.document(&stage.tree.region, "effectiveness_regulation", "88").parse().unwrap();
    let half = [("низкий".to_owned(), 0.into()), ("высокий".to_owned(), 50.into())];
    let bands = Bands::of(&half).unwrap();
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let may = cx.operator::<RunCampaign>().unwrap();
    for setting in on {
        settings::set(&mut cx, &may, stage.campaign, *setting, Some(act), &bands).unwrap();
    }
    cx.finish().unwrap();
}

/// The campaign of the next year, collected by the table as `change` leaves it.
fn next_year(stage: Stage, change: fn(&mut Template)) -> Stage {
    let owner = stage.tree.region.id.to_string();
    stage.institute.page("/monitoring/new");
    let planned = stage.institute.done("/monitoring", &plan(&owner, "2027"));
    let campaign = planned.location.rsplit('/').next().unwrap().parse().unwrap();
    stage.institute.done(&format!("/monitoring/{campaign}/collection"), &[]);
    let mut table = stage.app.house.packs.template("amur-2020/mms").unwrap().as_ref().clone();
    change(&mut table);
    let now = stage.app.house.now();
    stage.app.write(|tx| campaigns::open(tx, campaign, &table.canonical_json(), &table.hash(), "2", now));
    Stage { campaign, ..stage }
}

fn changed(table: &mut Template) {
    for one in table.criteria.iter_mut().flat_map(|criterion| criterion.indicators.iter_mut()) {
        match one.no.as_str() {
            "1.3" => one.title = "План-график охватывает все категории специалистов".to_owned(),
            "1.4" => {
                one.scoring = Scoring::Presence { points: Number::from(2), growth: None };
                one.max = Number::from(2);
            }
            _ => {}
        }
    }
}

/// The last criterion is measured in schools.
fn two_levels(table: &mut Template) {
    let school =
        ObjectLevel {
            id: "organisation".to_owned(), title: "Организации".to_owned(), optional: false
        };
    table.levels.push(school);
    table.criteria[6].level = Some("organisation".to_owned());
}

/// A publication of these objects, written as publication writes it.
fn written(stage: &Stage, objects: &[(&Unit, &str, &str)]) {
    let (house, at) = (&stage.app.house, stage.app.house.now());
    let (id, campaign) = (house.id(), stage.campaign);
    let new = NewPublication {
        id,
        campaign,
        revision: 1,
        template_hash: "",
        mean: "",
        median: "",
        reason: "",
        acts: ["", "", ""],
        by: None,
        at,
    };
    stage.app.write(|tx| results::add(tx, &new));
    for (unit, level, subject) in objects {
        let object = PublishedObject {
            id: house.id(),
            publication_id: id,
            unit_id: unit.id,
            unit_path: unit.path.clone(),
            name: unit.short_name.clone(),
            parent_name: String::new(),
            size_group: String::new(),
            score: "1".to_owned(),
            max: "5".to_owned(),
            percent: "20".to_owned(),
            band: String::new(),
            place: 1,
            group_place: None,
            change: String::new(),
            left_out_reason: String::new(),
            level: (*level).to_owned(),
            subject: (*subject).to_owned(),
            subject_key: db::fold(subject),
        };
        stage.app.write(|tx| results::add_object(tx, &object, &[]));
    }
}

//! Materials addressed to young teachers: registered with their addressee, left by sessions and marked, listed, told to monitoring.

use std::collections::BTreeMap;

use access::{Level, Role};
use chrono::NaiveDate;
use registry::{Ask, Fact, FactOffer, Period, Subject};
use testing::{Browser, Shown, both_databases};
use units::Unit;

use super::stage::{Stage, hidden, stage};

const LIST: &str = "/schooling/materials";

/// Sends the form of a new document with a link.
fn send(who: &Browser, unit: &Unit, more: &[(&str, &str)]) -> Shown {
    let owner = unit.id.to_string();
    let usual = [
        ("unit", owner.as_str()),
        ("kind", "methodical_product"),
        ("title", "Первый урок: памятка"),
        ("number", ""),
        ("signed_on", "2026-06-10"),
        ("link", "https://metod.example/first"),
        ("addressee", "young"),
    ];
    let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    who.page(&format!("/documents/new?unit={owner}"));
    who.post("/documents", &kept.chain(more.iter().copied()).collect::<Vec<_>>())
}

/// What monitoring is told of a unit, collected up to a day.
fn told(stage: &Stage, unit: &Unit, until: &str) -> Option<String> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (with, subject) = (BTreeMap::new(), Subject { unit: unit.id.0, path: unit.path.clone() });
    let asks = [Ask { name: "schooling.materials", with: &with }];
    let period = Period::collected(day("2025-09-01"), day("2026-08-31"), day(until));
    let house = &stage.app.house;
    let mut found = house.db.read(|conn| crate::aids::Aids.compute(conn, &asks, &[subject], period)).unwrap();
    match found.remove(0).remove(&unit.id.0)? {
        Fact::Known { value, .. } => Some(value),
        _ => None,
    }
}

both_databases! {
    fn a_material_for_the_young_is_registered_and_found_in_their_list(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        assert!(stage.methodist.page(LIST).says("пока нет"), "an empty list says what comes into it");
        assert!(stage.methodist.page("/schooling").says(LIST) && stage.methodist.page("/mentoring/young").says(LIST));
        let order = send(&stage.methodist, north, &[("kind", "mms_plan_order")]);
        let order = if order.says("Выберите вид") { send(&stage.methodist, north, &[("kind", "mms_programme")]) } else { order };
        assert!(order.status == 422 && order.says("Адресат бывает"), "{}", order.body);
        assert_eq!(order.input("title").as_deref(), Some("Первый урок: памятка"), "what was typed stays");
        let odd = send(&stage.methodist, north, &[("addressee", "parents")]);
        assert!(odd.status == 422 && odd.says("Выберите адресата"), "{}", odd.body);
        let made = send(&stage.methodist, north, &[]);
        assert_eq!(made.status, 303, "{}", made.body);
        let card = stage.methodist.page(&made.location);
        assert!(card.says("Кому адресован") && card.says("молодые педагоги") && card.says("Материал адресован"), "{}", card.body);
        let list = stage.methodist.page(LIST);
        assert!(list.says("Первый урок: памятка") && list.says("материалов: <strong>1</strong>"), "{}", list.body);
        assert_eq!(send(&stage.methodist, north, &[("addressee", "unions"), ("link", "https://metod.example/u")]).status, 303);
        assert!(stage.methodist.page(LIST).says("<strong>1</strong>"), "another addressee is another matter");
        let book = stage.methodist.get(&format!("{LIST}/register"));
        assert!(book.status == 200 && book.header("content-type").contains("spreadsheet"));
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert!(south.page(LIST).says("пока нет"));
        assert_eq!(south.get(&format!("{LIST}?unit={}", north.id)).status, 404, "a foreign place is nowhere");
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        assert!(region.page(LIST).says("Первый урок: памятка"));
        // The addressee is taken off again with the requisites.
        let form = stage.methodist.page(&format!("{}/requisites", made.location));
        let version = form.input("version").unwrap();
        let fields = [("version", version.as_str()), ("kind", "methodical_product"), ("title", "Первый урок: памятка"),
            ("number", ""), ("signed_on", "2026-06-10"), ("link", "https://metod.example/first"), ("addressee", "")];
        stage.methodist.done(&format!("{}/requisites", made.location), &fields);
        assert!(stage.methodist.page(LIST).says("пока нет"));
        assert!(stage.methodist.page(&made.location).says("больше не"), "the history tells it");
    }

    fn a_link_of_a_session_is_marked_as_a_methodical_material(engine) {
        let stage = stage(engine);
        stage.enrolled();
        let session = stage.planned("Трудный класс", "2026-06-15");
        let (url, ids) = (format!("{session}/materials"), [stage.young[0].id]);
        assert_eq!(stage.held(&session, "2026-06-15", &ids).status, 303);
        let plain = [("title", "Памятка"), ("link", "https://metod.example/p")];
        stage.methodist.done(&url, &plain);
        assert!(stage.methodist.page(LIST).says("пока нет"), "nobody said it helps");
        stage.methodist.done(&url, &[plain[0], plain[1], ("is_methodical", "1")]);
        let list = stage.methodist.page(LIST);
        assert!(list.says("Памятка") && list.says("занятие «Трудный класс»"), "{}", list.body);
        let page = stage.methodist.page(&session).body;
        let material = hidden(&page, "material");
        assert!(page.contains("Снять отметку") && page.contains("отмечен как методический"), "{page}");
        let mark = format!("{url}/mark");
        stage.methodist.done(&mark, &[("material", &material)]);
        stage.methodist.done(&mark, &[("material", &material)]);
        assert!(stage.methodist.page(LIST).says("пока нет"));
        assert_eq!(stage.methodist.page(&session).body.matches("снята отметка").count(), 1, "the second click changes nothing");
        assert_eq!(stage.own(&stage.young[0]).post(&mark, &[("material", &material), ("is_methodical", "1")]).status, 404);
        assert_eq!(stage.methodist.post(&mark, &[("material", "17"), ("is_methodical", "1")]).status, 404);
        let later = stage.planned("Разговор с родителями", "2026-06-25");
        stage.methodist.done(&format!("{later}/materials"), &plain);
        let waiting = hidden(&stage.methodist.page(&later).body, "material");
        stage.methodist.done(&format!("{later}/materials/mark"), &[("material", &waiting), ("is_methodical", "1")]);
        assert!(stage.methodist.page(&later).says("когда занятие будет отмечено проведённым"), "nothing is promised before it was held");
        assert!(stage.methodist.page(LIST).says("пока нет"));
        let made = send(&stage.methodist, &stage.tree.north, &[]);
        let document = made.location.trim_start_matches("/documents/").to_owned();
        stage.methodist.page(&session);
        let both = stage.methodist.post(&url, &[("title", "Из реестра"), ("link", ""), ("document", &document), ("is_methodical", "1")]);
        assert!(both.status == 422 && both.says("У\u{a0}документа адресата"), "{}", both.body);
        assert!(both.body.contains("value=\"Из реестра\""), "what was typed stays");
    }

    fn monitoring_is_told_how_many_are_there_and_a_year_before(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        assert_eq!(told(&stage, north, "2026-06-18"), None, "none told of is no zero");
        let of = |link: &str, day: &str, more: &[(&str, &str)]| {
            let fields: Vec<(&str, &str)> = [("link", link), ("signed_on", day)].into_iter().chain(more.iter().copied()).collect();
            let made = send(&stage.methodist, north, &fields);
            assert_eq!(made.status, 303, "{}", made.body);
            made.location
        };
        of("https://metod.example/1", "2026-06-10", &[]);
        assert_eq!(told(&stage, north, "2026-06-18").as_deref(), Some("1"), "nothing of a year before to be held against");
        assert_eq!(told(&stage, north, "2026-06-09"), None, "not there yet");
        assert_eq!(told(&stage, north, "2026-06-10").as_deref(), Some("1"), "that very day");
        assert_eq!(told(&stage, school, "2026-06-18"), None, "the town's is not the school's");
        of("https://metod.example/2", "2025-06-10", &[("valid_to", "2026-06-10")]);
        assert_eq!(told(&stage, north, "2026-06-10").as_deref(), Some("2/1"));
        assert_eq!(told(&stage, north, "2026-06-11").as_deref(), Some("1/1"), "its last day has gone");
        assert_eq!(told(&stage, north, "2026-06-09").as_deref(), Some("1"), "and a year before it was not there yet");
        let gone = of("https://metod.example/3", "2025-05-01", &[]);
        assert_eq!(told(&stage, north, "2026-06-18").as_deref(), Some("2/2"));
        stage.sql(&format!("UPDATE documents SET status = 'cancelled' WHERE id = {}", gone.trim_start_matches("/documents/")));
        assert_eq!(told(&stage, north, "2026-06-18").as_deref(), Some("1/1"), "a cancelled one never counted");
    }
}

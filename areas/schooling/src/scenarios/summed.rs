//! The summary of a year, on the screen and as a paper with a number; what monitoring and support are told.

use std::collections::BTreeMap;

use access::{Level, Role};
use chrono::NaiveDate;
use registry::{Ask, Fact, FactOffer, Subject, SupportKind, SupportOffer};
use testing::both_databases;

use super::stage::{Stage, stage};

/// A year with a session held by two of three, and one a year before held by one of three.
fn lived(stage: &Stage) {
    stage.enrolled();
    let ids: Vec<_> = stage.young.iter().map(|one| one.id).collect();
    let past = stage.planned("Прошлое", "2026-05-20");
    assert_eq!(stage.held(&past, "2026-05-20", &ids[..1]).status, 303);
    stage.sql("UPDATE school_sessions SET planned_on = '2025-05-20', held_on = '2025-05-20'");
    let now = stage.planned("Трудный класс", "2026-06-15");
    assert_eq!(stage.held(&now, "2026-06-15", &ids[..2]).status, 303);
    stage.planned("Первый педсовет", "2026-06-30");
}

fn told(stage: &Stage) -> Option<(String, String)> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let north = &stage.tree.north;
    let (with, subject) = (BTreeMap::new(), Subject { unit: north.id.0, path: north.path.clone() });
    let asks = [Ask { name: "schooling.events", with: &with }];
    let days = registry::Period::whole(day("2025-09-01"), day("2026-08-31"));
    let house = &stage.app.house;
    let mut found =
        house.db.read(|conn| crate::facts::Events.compute(conn, &asks, &[subject], days)).unwrap();
    match found.remove(0).remove(&north.id.0)? {
        Fact::Known { value, proofs } => Some((value, proofs[0].title.clone())),
        Fact::Short { have, .. } => Some((String::new(), have)),
        Fact::Unknown => None,
    }
}

both_databases! {
    fn a_year_is_summed_and_registered_with_a_number(engine) {
        let stage = stage(engine);
        lived(&stage);
        let url = format!("{}/summary", stage.url);
        let page = stage.methodist.page(&url);
        assert!(page.says("67\u{a0}% (2 из\u{a0}3)") && page.says("годом раньше: 33\u{a0}% (1 из\u{a0}3)"), "{}", page.body);
        assert!(page.says("Зимин Пётр Олегович") && !page.says("Весенняя"), "who never came: {}", page.body);
        for (form, kind) in [("pdf", "application/pdf"), ("docx", "wordprocessingml")] {
            let paper = stage.methodist.get(&format!("{url}/paper?as={form}"));
            assert!(paper.status == 200 && paper.header("content-type").contains(kind), "{form}");
        }
        assert!(stage.methodist.page(&format!("{url}?year=before")).says("2024/25"));
        let bad = stage.methodist.post(&url, &[("signed_on", "2026-06-19"), ("numbering", "own")]);
        assert!(bad.status == 422 && bad.says("ещё не"), "{}", bad.body);
        let early = stage.methodist.post(&url, &[("signed_on", "2025-08-31"), ("numbering", "external"), ("number", "")]);
        assert!(early.status == 422 && early.says("Впишите номер") && early.body.contains("value=\"2025-08-31\""), "{}", early.body);
        let fields = [("signed_on", "2026-06-18"), ("numbering", "external"), ("number", "7-ш")];
        let made = stage.methodist.post(&url, &fields);
        assert!(made.status == 303 && made.location.starts_with("/documents/"), "{}", made.body);
        let twice = stage.methodist.post(&url, &fields);
        assert_eq!(twice.location, made.location, "the second click registers nothing");
        assert!(stage.methodist.page(&made.location).says("7-ш") && stage.methodist.page(&url).says(&made.location));
    }

    fn a_leader_of_the_place_alone_registers(engine) {
        let stage = stage(engine);
        lived(&stage);
        let authority = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
        let url = format!("{}/summary", stage.url);
        authority.page(&url);
        assert_eq!(authority.post(&url, &[("signed_on", "2026-06-18"), ("numbering", "own")]).status, 403);
    }

    fn monitoring_is_told_of_materials_and_growth(engine) {
        let stage = stage(engine);
        assert_eq!(told(&stage), None);
        lived(&stage);
        assert_eq!(told(&stage).unwrap().1, "занятия без материалов");
        let session = stage.planned("Ещё", "2026-06-16");
        stage.methodist.done(&format!("{session}/materials"), &[("title", "Памятка"), ("link", "https://metod.example/p")]);
        assert_eq!(told(&stage).unwrap().1, "занятия без материалов", "a planned one proves nothing yet");
        let ids: Vec<_> = stage.young.iter().map(|one| one.id).collect();
        assert_eq!(stage.held(&session, "2026-06-16", &ids).status, 303);
        let (value, title) = told(&stage).unwrap();
        assert_eq!(value, "5/1", "{title}");
    }

    fn who_was_at_a_session_is_supported(engine) {
        let stage = stage(engine);
        lived(&stage);
        let today: NaiveDate = "2026-06-18".parse().unwrap();
        let scope = db::Ranges::under([stage.tree.school.path.as_str()]);
        let found = stage.app.house.db.read(|conn| crate::support::Attended.supported(conn, &scope, today)).unwrap();
        let ids: std::collections::BTreeSet<i64> = stage.young[..2].iter().map(|one| one.id.0).collect();
        assert_eq!(found[&SupportKind::Event], ids);
        let people: Vec<i64> = stage.young.iter().map(|one| one.id.0).collect();
        let told = stage.app.house.db.read(|conn| crate::support::Attended.told(conn, &people, today)).unwrap();
        assert!(told.len() == 2 && told.iter().all(|one| one.what == "Трудный класс"), "the year before counts no more: {told:?}");
    }
}

//! What stands in «Мои дела»: a session nobody marked, a programme there is none of, duties of the year.

use testing::both_databases;
use units::Unit;

use super::stage::{Stage, duties_of, hire, stage, version};

/// A document of a unit in force.
fn document(stage: &Stage, unit: &Unit, kind: &str, signed_on: &str) {
    documents::fixture::in_force(&stage.app.house, unit, kind, signed_on.parse().unwrap()).unwrap();
}

both_databases! {
    fn a_programme_and_a_forgotten_session_are_duties(engine) {
        let stage = stage(engine);
        assert!(duties_of(&stage.methodist).contains("2025-10-01 Зарегистрировать программу"), "{}", duties_of(&stage.methodist));
        assert!(stage.methodist.page(&stage.url).says("нет, срок прошёл"));
        document(&stage, &stage.tree.north, "young_school_programme", "2024-09-10");
        assert!(duties_of(&stage.methodist).contains("Зарегистрировать программу"), "last year's is a gap");
        document(&stage, &stage.tree.north, "young_school_programme", "2025-09-10");
        assert!(!duties_of(&stage.methodist).contains("Зарегистрировать программу"));
        assert!(stage.methodist.page(&stage.url).says("10.09.2025"));
        stage.planned("Сегодня", "2026-06-18");
        assert!(!duties_of(&stage.methodist).contains("Отметить занятие"), "its day is not over");
        let session = stage.planned("Вчера", "2026-06-17");
        assert!(duties_of(&stage.methodist).contains("2026-06-17 Отметить занятие: Вчера"), "{}", duties_of(&stage.methodist));
        let version = version(&stage.methodist.page(&session).body);
        stage.methodist.done(&format!("{session}/cancellation"), &[("version", &version), ("why", "Нет ведущего")]);
        assert!(!duties_of(&stage.methodist).contains("Отметить занятие"));
    }

    fn the_roadmap_comes_back_every_year(engine) {
        let stage = stage(engine);
        let said = duties_of(&stage.methodist);
        assert!(said.contains("2026-01-31 Проведение муниципального мониторинга адаптации") && said.contains("изучена адаптация 0 из 3"), "М23: {said}");
        assert!(said.contains("2025-09-30 Разработка муниципальной программы"), "М25: {said}");
        assert!(!said.contains("региональной ассоциации"), "М24 is due at the end of the year");
        let said = duties_of(&stage.deputy);
        assert!(said.contains("2026-06-30 Создание плана поддержки молодых") && said.contains("без наставника: 3"), "И2: {said}");
        document(&stage, &stage.tree.north, "mentors_programme", "2023-09-10");
        assert!(!duties_of(&stage.methodist).contains("Разработка муниципальной программы"), "a programme in force stays one");
        for (count, one) in stage.young.iter().enumerate() {
            let url = format!("/mentoring/young/{}", one.id);
            assert!(duties_of(&stage.methodist).contains(&format!("изучена адаптация {count} из 3")));
            stage.methodist.page(&url);
            stage.methodist.done(&format!("{url}/adaptation"), &[("studied_on", "2026-05-20"), ("level", "medium"), ("note", "")]);
        }
        assert!(!duties_of(&stage.methodist).contains("мониторинга адаптации"), "everybody was studied");
        hire(&stage.app, &stage.tree.school, "Новый Илья Олегович", "2026-06-01");
        assert!(duties_of(&stage.methodist).contains("изучена адаптация 3 из 4"));
        document(&stage, &stage.tree.north, "adaptation_analysis", "2026-05-25");
        assert!(!duties_of(&stage.methodist).contains("мониторинга адаптации"), "the analysis closes it as well");
        document(&stage, &stage.tree.school, "school_young_plan", "2026-06-10");
        assert!(duties_of(&stage.deputy).contains("Создание плана поддержки"), "nobody has a mentor by an order yet");
        stage.sql("UPDATE employments SET ended_on = '2026-06-17' WHERE started_on >= '2026-01-01'");
        assert!(!duties_of(&stage.deputy).contains("Создание плана поддержки"), "{}", duties_of(&stage.deputy));
    }
}

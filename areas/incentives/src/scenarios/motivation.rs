//! The system of motivation: due in June, a document with its measures, whom they rewarded.

use documents::NewDocument;
use testing::both_databases;
use web::{Cx, Write};

use super::stage::{Stage, duties_of, stage};

fn register(stage: &Stage) -> String {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: "motivation_system".to_owned(),
        title: "Система мотивации педагогов".to_owned(),
        number: "3".to_owned(),
        signed_on: "2026-06-10".parse().unwrap(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://school.example/3".to_owned()),
    };
    let document = documents::actions::register(&mut cx, &stage.tree.school, new).unwrap();
    cx.finish().unwrap();
    document.id.to_string()
}

both_databases! {
    fn a_school_without_a_system_is_told_in_june_until_it_has_one(engine) {
        let stage = stage(engine);
        for browser in [&stage.principal, &stage.deputy] {
            let duties = duties_of(browser);
            assert!(duties.contains("2026-06-30 Разработать систему мотивации педагогов"), "{duties}");
            assert!(duties.contains("институциональный уровень, п. 1"));
        }
        assert!(!duties_of(&stage.authority).contains("систему мотивации"));
        assert!(stage.deputy.page("/incentives/motivation").says("нужна до 30.06.2026"));
        register(&stage);
        assert!(!duties_of(&stage.principal).contains("систему мотивации"));
        assert!(stage.deputy.page("/incentives/motivation").says("№ 3 от 10.06.2026"), "{}", stage.deputy.page("/incentives/motivation").body);
    }

    fn measures_have_kinds_criteria_and_recipients_and_tell_whom_they_rewarded(engine) {
        let stage = stage(engine);
        let document = register(&stage);
        stage.deputy.page("/incentives/motivation");
        let bare = stage.deputy.post("/incentives/motivation", &[("title", "Методический день"), ("from_on", "2026-06-11")]);
        assert!(bare.status == 422 && bare.says("Выберите вид меры") && bare.says("Методический день"), "{}", bare.body);
        let fields = [
            ("document", document.as_str()), ("kind", "moral"), ("title", "Благодарность в приказе"),
            ("criterion", "три года наставничества"), ("recipients", "наставники"), ("from_on", "2026-06-11"),
        ];
        assert_eq!(stage.deputy.post("/incentives/motivation", &fields).status, 303);
        assert_eq!(stage.deputy.post("/incentives/motivation", &fields).status, 303, "the second click");
        let page = stage.deputy.page("/incentives/motivation");
        assert_eq!(page.body.matches("<strong>Благодарность в приказе").count(), 1, "{}", page.body);
        let form = stage.deputy.page(&format!("/incentives/new?person={}", stage.teacher.id));
        let measure = form.body.split("name=\"measure\"").nth(1).unwrap().split("value=\"").nth(2).unwrap();
        let measure = measure.split('"').next().unwrap().to_owned();
        let card = stage.send(&stage.deputy, &[("measure", &measure)]).location;
        assert!(stage.deputy.page(&card).says("Благодарность в приказе"), "{}", stage.deputy.page(&card).body);
        stage.word(&stage.principal, &card, "agreed", &[]);
        stage.order(&stage.principal, &[&card], &[]);
        assert!(stage.deputy.page("/incentives/motivation").says("Поощрено человек: 1"));
        let year = |year: &str| stage.deputy.page(&format!("/incentives/motivation?year={year}"));
        assert!(year("2026").says("Поощрено человек: 1") && year("2025").says("мер не было"), "{}", year("2025").body);
        let end = format!("/incentives/motivation/{measure}/end");
        let early = stage.deputy.post(&end, &[("day", "2026-06-10"), ("reason", "новая система")]);
        assert!(early.status == 422 && early.says("начала действовать 11.06.2026"), "{}", early.body);
        assert_eq!(stage.deputy.post(&end, &[("day", "2026-06-18"), ("reason", "новая система")]).status, 303);
        let page = stage.deputy.page("/incentives/motivation");
        assert!(page.says("не действует") && page.says("новая система") && page.says("Поощрено человек: 1"), "{}", page.body);
        assert!(!stage.deputy.page(&format!("/incentives/new?person={}", stage.teacher.id)).says("Благодарность в приказе"));
    }

    fn a_municipality_has_a_level_of_its_own_and_sees_its_schools(engine) {
        let stage = stage(engine);
        let fields = [
            ("kind", "condition"), ("title", "Час консультаций"), ("criterion", "инновации"),
            ("recipients", "творческие группы"), ("from_on", "2026-06-11"),
        ];
        stage.head.page("/incentives/motivation");
        assert_eq!(stage.head.post("/incentives/motivation", &fields).status, 303);
        let page = stage.head.page("/incentives/motivation");
        assert!(page.says("Час консультаций") && page.says("Школа № 1") && page.says("Документа нет: 1 из 1"), "{}", page.body);
        register(&stage);
        assert!(stage.head.page("/incentives/motivation").says("Документа нет: 0 из 1"));
        let school = format!("/incentives/motivation?unit={}", stage.tree.school.id);
        assert!(!stage.head.page(&school).says("Добавить меру"), "a school's measures are the school's");
        let shown = stage.head.post("/incentives/motivation", &[("unit", &stage.tree.school.id.to_string()), ("title", "x")]);
        assert_eq!(shown.status, 404);
        let form = stage.deputy.page(&format!("/incentives/new?person={}", stage.teacher.id));
        assert!(form.says("Час консультаций"), "a measure of the municipality serves its schools");
    }
}

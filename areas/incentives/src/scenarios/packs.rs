//! Incentives by other rules than Amur's: Кемеровская область (пп. 5.3, 5.4, 6.2) and Терский район (раздел 2, этап II).

use people::RecordKind;
use testing::both_databases;

use super::stage::{Stage, stage};

/// The same place by other rules.
fn ruled(stage: &Stage, pack: &str) {
    stage.app.write(|tx| tx.batch(&format!("UPDATE pack_bindings SET pack = '{pack}'")));
}

both_databases! {
    fn in_kemerovo_activity_leads_to_encouragement_and_research_without_it_is_told(engine) {
        let stage = stage(engine);
        ruled(&stage, "kemerovo");
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        stage.tell(&stage.young, RecordKind::Course, "Первый урок", "2026-02-10");
        let list = stage.deputy.page("/incentives/activity");
        let door = format!("person={}", stage.teacher.id);
        assert!(list.body.contains(&door) && list.body.contains("ground=activity"), "{}", list.body);
        let form = stage.deputy.page(&format!("/incentives/new?person={}&ground=activity", stage.teacher.id));
        assert!(form.body.contains("value=\"activity\" selected") && form.says("п. 5.3, уровень ОУ, дефис 6"), "{}", form.body);
        let research = |says: bool| {
            let page = stage.deputy.page("/incentives/activity?only=research");
            assert_eq!(page.says("Орлова"), says, "{}", page.body);
            assert!(!page.says("Весенняя"), "a course is no research");
        };
        research(true);
        let card = stage.send(&stage.deputy, &[("ground", "research"), ("ground_note", "сборник статей, с. 12")]).location;
        assert!(stage.deputy.page(&card).says("научно-исследовательская деятельность (п. 5.4, уровень ОУ, дефис 5)"));
        research(false);
        stage.word(&stage.principal, &card, "agreed", &[]);
        assert_eq!(stage.order(&stage.principal, &[&card], &[]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("благодарность организации") && page.says("№ 15-од"), "ground, kind and act: {}", page.body);
        research(false);
    }

    fn in_kemerovo_the_list_of_grounds_is_made_unless_it_is_switched_off(engine) {
        let stage = stage(engine);
        ruled(&stage, "kemerovo");
        stage.tell(&stage.teacher, RecordKind::ExpertWork, "Жюри муниципального конкурса", "2026-02-10");
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("Орлова Нина Петровна") && page.says("п. 6.2"), "{}", page.body);
        assert!(page.says("Размеров выплат"), "{}", page.body);
        assert_eq!(stage.head.get("/incentives/payments/paper?as=pdf").status, 200);
        stage.authority.page("/incentives/payments");
        stage.authority.done("/incentives/payments/switch", &[("is_on", "0"), ("reason", "решение Совета № 4")]);
        assert!(stage.head.page("/incentives/payments").says("Перечень отключён"), "a right, not a duty");
        assert_eq!(stage.head.get("/incentives/payments/paper?as=pdf").status, 422);
    }

    fn in_terek_conditions_and_kinds_of_stimulation_are_kept_at_both_levels(engine) {
        let stage = stage(engine);
        ruled(&stage, "terek-2021");
        let add = |browser: &testing::Browser, title: &str, kind: &str, recipients: &str| {
            browser.page("/incentives/motivation");
            let fields = [
                ("kind", kind), ("title", title), ("criterion", "внедрение новшества с измеримым итогом"),
                ("recipients", recipients), ("from_on", "2026-06-11"),
            ];
            browser.done("/incentives/motivation", &fields);
        };
        let page = stage.head.page("/incentives/motivation");
        assert!(page.says("многоуровневая муниципальная система стимулирования") && page.says("организационно-педагогические условия"), "{}", page.body);
        add(&stage.head, "Методический день для авторов новшеств", "condition", "авторы муниципальных проектов");
        add(&stage.deputy, "Благодарность за новшество", "moral", "педагоги школы");
        let page = stage.head.page("/incentives/motivation");
        for said in ["Методический день для авторов новшеств", "авторы муниципальных проектов", "внедрение новшества", "Школа № 1"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        let school = stage.deputy.page("/incentives/motivation");
        assert!(school.says("Благодарность за новшество") && !school.says("Методический день"), "each level keeps its own: {}", school.body);
        let form = stage.deputy.page(&format!("/incentives/new?person={}&ground=innovation", stage.teacher.id));
        assert!(form.says("Методический день для авторов новшеств") && form.says("Благодарность за новшество"), "both levels' measures: {}", form.body);
        assert!(form.body.contains("value=\"innovation\" selected"), "{}", form.body);
    }
}

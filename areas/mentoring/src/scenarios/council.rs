//! The council's sheets of criteria, the proofs of a consultant, the load of a candidate, work in schools alone, and a school that
//! has nobody who may be a mentor.

use testing::both_databases;

use super::stage::{Hired, Stage, hire, stage};

fn sheet(stage: &Stage, candidate: i64) -> String {
    format!("/mentoring/sheets?person={}&candidate={candidate}&kind=subject", stage.mentee.id)
}

fn fill<'a>(
    ids: &'a [String; 2],
    mark: &'a str,
    decision: &'a str,
    word: &'a str,
    version: &'a str,
) -> Vec<(&'a str, &'a str)> {
    let marks = ["training", "communication", "experience", "results"];
    let mut fields = vec![
        ("person", ids[0].as_str()),
        ("candidate", ids[1].as_str()),
        ("kind", "subject"),
        ("version", version),
        ("held_on", "2026-06-11"),
        ("document", ""),
        ("protocol", "протокол № 9"),
        ("decision", decision),
        ("word", word),
        ("mark-sharing", mark),
    ];
    let names = ["mark-training", "mark-communication", "mark-experience", "mark-results"];
    fields.extend(names.into_iter().zip(marks).map(|(name, _)| (name, "2")));
    fields
}

both_databases! {
    fn the_council_fills_a_sheet_of_each_candidate(engine) {
        let stage = stage(engine);
        let ids = [stage.mentee.id.to_string(), stage.second.id.to_string()];
        let form = stage.deputy.page(&sheet(&stage, stage.second.id.0));
        assert!(form.says("Способность делиться профессиональным опытом") && form.says("Быстров Олег Ильич"), "{}", form.body);
        let bare = stage.deputy.post("/mentoring/sheets", &fill(&ids, "", "declined", "", "0"));
        assert!(bare.status == 422 && bare.body.contains("id=\"e-mark-sharing\"") && bare.body.contains("id=\"e-word\""), "{}", bare.body);
        assert!(bare.body.contains("протокол № 9"), "nothing typed is lost");
        stage.deputy.done("/mentoring/sheets", &fill(&ids, "1", "recommended", "", "0"));
        let choice = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        assert!(choice.says("рекомендует методсовет: 9 из 10"), "{}", choice.body);
        assert!(choice.says("Нагрузка: наставляемых нет; ставка 1"));
        let second = stage.deputy.post("/mentoring/sheets", &fill(&ids, "2", "recommended", "", "0"));
        assert!(second.status != 303 && second.says("уже заполнили"), "who came second: {}", second.body);
        stage.deputy.page(&sheet(&stage, stage.second.id.0));
        stage.deputy.done("/mentoring/sheets", &fill(&ids, "2", "recommended", "", "1"));
        for form in ["pdf", "docx"] {
            let paper = stage.deputy.get(&format!("/mentoring/sheets/paper?person={}&kind=subject&as={form}", stage.mentee.id));
            assert_eq!(paper.status, 200, "{form}");
        }
        let begun = stage.choose(&stage.second, &[("reason", "Совет рекомендует")]);
        let card = stage.deputy.page(&begun.location);
        assert!(card.says("Листы критериев методсовета") && card.says("рекомендован 11.06.2026; 10 из 10"), "{}", card.body);
        let other = stage.app.browser_as(access::Role::Deputy, access::Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(other.get(&sheet(&stage, stage.second.id.0)).status, 404);
        let chair = stage.app.browser_as(access::Role::BodyChair, access::Level::Organisation, &stage.tree.school.path);
        assert!(stage.principal.page(&begun.location).says("10 из 10") && chair.page(&begun.location).says("10 из 10"));
        let above = stage.app.browser_as(access::Role::MunicipalMethodist, access::Level::Municipality, &stage.tree.north.path);
        for reader in [&stage.own(&stage.mentee), &stage.own(&stage.second), &above] {
            let page = reader.page(&begun.location);
            assert!(!page.says("Листы критериев") && !page.says("10 из 10"), "points are for whoever decides: {}", page.body);
        }
    }

    fn one_whom_the_council_declines_asks_for_a_reason(engine) {
        let stage = stage(engine);
        let ids = [stage.mentee.id.to_string(), stage.mentor.id.to_string()];
        stage.deputy.page(&sheet(&stage, stage.mentor.id.0));
        stage.deputy.done("/mentoring/sheets", &fill(&ids, "0", "declined", "Не готова делиться опытом", "0"));
        let bare = stage.choose(&stage.mentor, &[]);
        assert!(bare.status == 422 && bare.says("методсовет по листу критериев не рекомендовал"), "{}", bare.body);
    }

    fn a_consultant_shows_success_from_the_card(engine) {
        let stage = stage(engine);
        let consultant = [("kind", "consultant")];
        let bare = stage.choose(&stage.mentor, &consultant);
        assert!(bare.status == 422 && bare.says("успехи и общественная работа в карточке не подтверждены"), "{}", bare.body);
        stage.sql(&format!(
            "INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, created_at, \
             updated_at, version) VALUES (77, {}, 'award', 'Победитель конкурса «Учитель года»', '', NULL, '2025-04-01', NULL, '', 1, 1, 1)",
            stage.mentor.id
        ));
        let page = stage.deputy.page(&format!("/mentoring/choice?person={}&kind=consultant", stage.mentee.id));
        assert!(page.says("Победитель конкурса «Учитель года»"), "{}", page.body);
        assert_eq!(stage.choose(&stage.mentor, &consultant).status, 303);
    }

    fn a_collective_mentor_has_worked_in_schools(engine) {
        let stage = stage(engine);
        stage.sql(&format!("UPDATE units SET kind = 'kindergarten' WHERE id = {}", stage.tree.other_school.id));
        let late = hire(&stage.app, &stage.tree.other_school, &Hired("Садовая Инна Ильинична", "mathematics", "2010-09-01", None));
        stage.sql(&format!(
            "UPDATE employments SET ended_on = '2024-08-31' WHERE person_id = {}; \
             INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
             end_reason, shows, is_start_told, created_at, updated_at, version) SELECT 4711, person_id, {}, '{}', post, post_title, rate, \
             is_main, '2024-09-01', NULL, '', '', shows, is_start_told, 1, 1, 1 FROM employments WHERE person_id = {}; \
             UPDATE people SET unit_id = {}, unit_path = '{}' WHERE id = {}",
            late.id, stage.tree.school.id, stage.tree.school.path, late.id, stage.tree.school.id, stage.tree.school.path, late.id
        ));
        let page = stage.deputy.page(&format!("/mentoring/choice?person={}&kind=collective", stage.mentee.id));
        assert!(page.says("Стаж работы в школе 1 год, а нужно не меньше 5 лет"), "{}", page.body);
    }

    fn a_school_without_anybody_has_an_exception_with_its_ground(engine) {
        let stage = stage(engine);
        stage.sql("UPDATE employments SET started_on = '2023-09-01' WHERE started_on < '2015-01-01'");
        let page = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        assert!(page.says("нет никого, кого позволяют назначить правила") && page.body.contains("id=\"f-exception\""), "{}", page.body);
        let bare = stage.choose(&stage.mentor, &[]);
        assert!(bare.status == 422 && bare.body.contains("id=\"e-exception\"") && bare.body.contains("checked"), "{}", bare.body);
        let ground = "решение методсовета № 3: педагогов со стажем нет";
        let begun = stage.choose(&stage.mentor, &[("exception", ground), ("reason", "опыт есть только у неё")]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let card = begun.location;
        assert!(stage.deputy.page(&card).says(ground));
        let mentor = stage.part(&stage.mentor);
        for (step, fields) in [
            ("council", vec![("day", "2026-06-11"), ("note", "протокол № 9")]),
            ("deputy", vec![("day", "2026-06-11")]),
            ("mentor", vec![("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "paper")]),
            ("mentee", vec![("day", "2026-06-12"), ("way", "oral")]),
            ("agreement", vec![("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "agreement"), ("note", "№ 4")]),
        ] {
            assert_eq!(stage.step(&card, step, &fields).status, 303, "{step}");
        }
        assert_eq!(stage.order(&card, "2026-06-15").status, 303, "the order goes by the exception");
    }

    fn an_exception_is_for_a_school_without_anybody(engine) {
        let stage = stage(engine);
        let young = hire(&stage.app, &stage.tree.school, &Hired("Юный Пётр Ильич", "mathematics", "2023-09-01", None));
        let shown = stage.choose(&young, &[("exception", "так решили")]);
        assert!(shown.status == 422 && shown.says("В школе есть Орлова"), "{}", shown.body);
    }
}

/// The chair of the methodical council of the school, with a card of their own where one is given.
fn chair(stage: &Stage, person: Option<&people::Person>) -> testing::Browser {
    let account =
        stage.app.account(access::Role::BodyChair, access::Level::Organisation, &stage.tree.school.path);
    if let Some(person) = person {
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        people::actions::tie(&mut cx, person, Some(account.0)).unwrap();
        cx.finish().unwrap();
    }
    stage.app.signed_in(account)
}

both_databases! {
    fn the_chair_of_the_council_fills_the_sheets_and_chooses_nobody(engine) {
        let stage = stage(engine);
        let chair = chair(&stage, None);
        let list = chair.page("/mentoring");
        let at = format!("/mentoring/sheets/candidates?person={}", stage.mentee.id);
        assert!(list.says("Листы критериев кандидатов") && list.body.contains("/mentoring/sheets/candidates?person="), "{}", list.body);
        assert!(!list.says("Выбрать наставника") && !stage.deputy.page("/mentoring").says("Листы критериев кандидатов"));
        let page = chair.page(&at);
        assert!(page.says("Орлова Нина Петровна") && page.says("Быстров Олег Ильич"), "{}", page.body);
        let ids = [stage.mentee.id.to_string(), stage.second.id.to_string()];
        let form = chair.page(&sheet(&stage, stage.second.id.0));
        assert!(form.body.contains("/mentoring/sheets/candidates?person=") && !form.body.contains("/mentoring/choice"), "{}", form.body);
        let sent = chair.post("/mentoring/sheets", &fill(&ids, "2", "recommended", "", "0"));
        assert!(sent.status == 303 && sent.location.starts_with("/mentoring/sheets/candidates?"), "{}", sent.location);
        assert!(chair.page(&format!("{at}&kind=subject")).says("рекомендован 11.06.2026; 10 из 10"));
        assert_eq!(chair.get(&format!("/mentoring/sheets/paper?person={}&kind=subject&as=pdf", stage.mentee.id)).status, 200);
        assert_eq!(chair.get(&format!("/mentoring/choice?person={}", stage.mentee.id)).status, 403, "who weighs does not choose");
        let second = stage.deputy.post("/mentoring/sheets", &fill(&ids, "1", "recommended", "", "0"));
        assert!(second.status != 303 && second.says("уже заполнили"), "{}", second.body);
        for (reader, status) in [(stage.own(&stage.mentee), 403), (stage.app.browser_as(access::Role::BodyChair, access::Level::Organisation, &stage.tree.other_school.path), 404)] {
            assert_eq!(reader.get(&at).status, status);
            assert_eq!(reader.get(&sheet(&stage, stage.second.id.0)).status, status);
        }
    }

    fn nobody_fills_the_own_sheet(engine) {
        let stage = stage(engine);
        let chair = chair(&stage, Some(&stage.second));
        let ids = [stage.mentee.id.to_string(), stage.second.id.to_string()];
        let page = chair.page(&format!("/mentoring/sheets/candidates?person={}", stage.mentee.id));
        assert!(page.says("Это вы: ваш лист заполняет другой") && page.body.matches("Лист критериев</a>").count() == 1, "{}", page.body);
        assert!(chair.get(&sheet(&stage, stage.second.id.0)).says("Это ваш лист критериев"));
        let own = chair.post("/mentoring/sheets", &fill(&ids, "2", "recommended", "", "0"));
        assert!(own.status != 303 && own.says("Это ваш лист критериев") && own.says("п. 3.3"), "{}", own.body);
        let other = [stage.mentee.id.to_string(), stage.mentor.id.to_string()];
        assert_eq!(chair.post("/mentoring/sheets", &fill(&other, "2", "recommended", "", "0")).status, 303);
    }
    fn a_sheet_of_a_pair_at_work_leads_to_the_choice_of_a_successor(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let chair = chair(&stage, None);
        let road = format!("/mentoring/sheets/candidates?person={}", stage.mentee.id);
        assert!(chair.page(&card).body.contains(&road) && !stage.deputy.page(&card).body.contains(&road));
        let succession = format!("/mentoring/choice?pair={}", card.rsplit('/').next().unwrap());
        let form = stage.deputy.page(&sheet(&stage, stage.second.id.0));
        assert!(form.body.contains(&succession) && !form.body.contains("/mentoring/choice?person="), "{}", form.body);
        let ids = [stage.mentee.id.to_string(), stage.second.id.to_string()];
        let sent = stage.deputy.post("/mentoring/sheets", &fill(&ids, "2", "recommended", "", "0"));
        assert_eq!((sent.status, sent.location.as_str()), (303, succession.as_str()), "{}", sent.body);
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", ids[1].as_str()), ("reason", "Рекомендует совет")]);
        let form = stage.deputy.page(&sheet(&stage, stage.second.id.0));
        assert!(form.body.contains(&format!("href=\"{card}\"")) && !form.body.contains("/mentoring/choice"), "a successor waits: {}", form.body);
    }
}

//! A recommendation is of the day of its protocol; ways of a consent are said in the words of whoever consents; the tasks of a kind are
//! offered on the plan.

use testing::both_databases;

use super::ending::succeeded;
use super::orders::{lapse, paper_of, protocol};
use super::stage::stage;

both_databases! {
    fn clause_3_1_a_recommendation_is_of_the_day_of_its_protocol(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let step = |day: &str, document: &str, note: &str| stage.step(&card, "council", &[("form", "step"), ("day", day), ("document", document), ("note", note)]);
        let named = step("2026-06-11", "", "протокол № 9 от 10.06.2026");
        assert!(named.status == 422 && named.says("Протокол назван от 10.06.2026, а рекомендация – 11.06.2026"), "{}", named.body);
        assert!(named.body.contains("id=\"e-note-step\"") && named.body.contains("протокол № 9 от 10.06.2026"), "at the field, typed words stay: {}", named.body);
        let held = protocol(&stage);
        let late = step("2026-06-12", &held, "");
        assert!(late.status == 422 && late.says("Протокол – от 11.06.2026: рекомендация того же дня") && late.body.contains("id=\"e-day-step\""), "{}", late.body);
        let early = step("2026-06-10", &held, "");
        assert!(early.status == 422 && early.says("Протокол подписан позже, 11.06.2026"), "{}", early.body);
        assert_eq!(step("2026-06-11", &held, "").status, 303);
    }

    fn a_consent_is_said_in_the_words_of_whoever_gives_it(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        stage.step(&card, "council", &[("day", "2026-06-11"), ("note", "протокол № 9 от 11.06.2026")]);
        stage.step(&card, "deputy", &[("day", "2026-06-11")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("подписала на бумаге") && !page.says("подписал(а)"), "the mentor: {}", page.body);
        let mentor = stage.part(&stage.mentor);
        stage.step(&card, "mentor", &[("day", "2026-06-12"), ("mentor", &mentor), ("way", "paper")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("согласилась на заседании, в протоколе") && !page.says("согласился(-лась)"), "{}", page.body);
        stage.step(&card, "mentee", &[("day", "2026-06-12"), ("way", "oral")]);
        let page = stage.deputy.page(&format!("{card}/steps/mentee/correction"));
        assert!(page.says("12.06.2026, согласилась на заседании") && !page.says("(-лась)"), "{}", page.body);
        assert_eq!(stage.step(&card, "mentee/correction", &[("seal", &page.input("seal").unwrap()), ("day", "2026-06-12"), ("way", "paper")]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Было: 12.06.2026, согласилась на заседании, в протоколе. Стало: 12.06.2026, подписала на бумаге"), "{}", page.body);
    }

    fn the_tasks_of_the_kind_of_mentor_are_offered_on_the_plan(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (plan, mentor) = (format!("{card}/plan"), stage.own(&stage.mentor));
        assert!(mentor.page(&plan).says("Внести задачи из положения"));
        mentor.done(&format!("{plan}/tasks"), &[]);
        let page = mentor.page(&plan);
        assert!(page.says("Организовать взаимопосещение занятий") && !page.says("Внести задачи из положения"), "{}", page.body);
        assert!(!stage.deputy.page(&card).says("Внести задачи из положения"), "the card offers the same");
    }

    fn an_order_that_lapses_closes_what_was_asked_of_its_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let pair = card.rsplit('/').next().unwrap();
        stage.sql(&format!(
            "INSERT INTO mentorship_applications (id, mentorship_id, mentor_id, person_id, side, ground, words, applied_on, state, file_id, \
             file_name, answered_on, answered_by, answer, document_id, created_by, created_at, updated_at) VALUES (88401, {pair}, {}, {}, 'mentee', \
             'application:1', 'Не сработались', '2026-06-16', 'submitted', NULL, '', NULL, NULL, '', NULL, NULL, 1, 1)",
            stage.part(&stage.mentor), stage.mentee.id
        ));
        let page = stage.principal.page(&card);
        let paper = paper_of(&page);
        lapse(&stage.principal, &paper, "2026-06-17");
        let page = stage.principal.page(&format!("{card}/applications/88401"));
        assert!(page.says("пара завершена"), "{}", page.body);
    }
}

//! Two people at once, and a school that was joined to another.

use chrono::NaiveDate;
use testing::both_databases;

use super::stage::{duties_of, stage};

both_databases! {
    fn the_second_of_two_sees_what_the_first_did(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        // Both have the card before them.
        stage.deputy.page(&card);
        stage.principal.page(&format!("{card}/order"));
        stage.deputy.done(&format!("{card}/cancellation"), &[("note", "Ушла в другую школу")]);
        let fields = [("signed_on", "2026-06-15"), ("numbering", "external"), ("number", "15-од")];
        let late = stage.principal.post(&format!("{card}/order"), &fields);
        assert!(late.status != 303 && late.says("Последнее изменение –"), "{}", late.body);
        assert!(late.says("Подготовка пары прекращена"), "{}", late.body);
        assert!(!stage.principal.page(&card).says("№ 15-од"), "nothing is saved half");
    }

    fn a_step_marked_by_another_is_told_with_name_and_time(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        stage.principal.page(&card);
        assert_eq!(stage.step(&card, "deputy", &[("day", "2026-06-11")]).status, 303);
        let second = stage.principal.post(&format!("{card}/steps/deputy"), &[("form", "step"), ("day", "2026-06-12")]);
        assert!(second.status != 303 && second.says("уже отмечен") && second.says("Согласован заместителем 11.06.2026"), "{}", second.body);
    }

    fn a_school_joined_to_another_does_not_begin_the_fourteen_days_anew(engine) {
        let stage = stage(engine);
        assert!(duties_of(&stage.deputy).contains("2026-06-24 Назначить наставника: Весенняя"));
        let (old, new) = (&stage.tree.other_school, &stage.tree.school);
        // As a merger leaves it: the work of before ends, the same goes on by the same paper.
        stage.sql(&format!(
            "UPDATE employments SET unit_id = {}, unit_path = '{}', ended_on = '2026-06-14', end_reason = 'постановление № 7' WHERE person_id = {}; \
             INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
             end_reason, shows, is_start_told, created_at, updated_at, version, continues_id) SELECT 4712, person_id, {}, '{}', post, post_title, rate, \
             is_main, '2026-06-15', NULL, 'постановление № 7', '', shows, is_start_told, 1, 1, 1, id FROM employments WHERE person_id = {}",
            old.id, old.path, stage.mentee.id, new.id, new.path, stage.mentee.id
        ));
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("2026-06-24 Назначить наставника: Весенняя"), "the day of hiring stays: {duties}");
        let begun = stage.choose(&stage.mentor, &[("reason", "Предмет тот же")]).location;
        assert!(stage.deputy.page(&begun).says("10.06.2026"));
    }

    fn a_pair_goes_on_with_its_mentor_in_the_joined_school(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (old, new) = (&stage.tree.other_school, &stage.tree.school);
        for (id, person) in [(4713, stage.mentee.id), (4714, stage.mentor.id)] {
            stage.sql(&format!(
                "UPDATE employments SET unit_id = {}, unit_path = '{}', ended_on = '2026-06-16', end_reason = 'постановление № 7' WHERE person_id = {person}; \
                 INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
                 end_reason, shows, is_start_told, created_at, updated_at, version, continues_id) SELECT {id}, person_id, {}, '{}', post, post_title, \
                 rate, is_main, '2026-06-17', NULL, 'постановление № 7', '', shows, is_start_told, 1, 1, 1, id FROM employments WHERE person_id = {person}",
                old.id, old.path, new.id, new.path
            ));
        }
        let today: NaiveDate = "2026-06-18".parse().unwrap();
        let page = stage.deputy.page(&card);
        assert!(!page.says("без наставника") && !page.says("не работает здесь"), "{today}: {}", page.body);
    }
}

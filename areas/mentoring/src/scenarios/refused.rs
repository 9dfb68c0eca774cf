//! What is refused, by which clause, and that nothing typed is lost.

use testing::both_databases;

use super::stage::{Hired, hire, stage};

both_databases! {
    fn less_than_five_years_of_service_is_refused_with_the_clause(engine) {
        let stage = stage(engine);
        let young = hire(&stage.app, &stage.tree.school, &Hired("Юный Пётр Ильич", "mathematics", "2021-06-20", None));
        let shown = stage.choose(&young, &[("reason", "Другого нет")]);
        assert!(shown.status == 422 && shown.says("Назначить нельзя. Юный П. И.: педагогический стаж 4 года"), "{}", shown.body);
        assert!(shown.says("Другого нет") && shown.body.contains("name=\"mentors\""), "at the choice, nothing typed is lost: {}", shown.body);
        assert!(shown.says("п. 3.3"));
        let full = hire(&stage.app, &stage.tree.school, &Hired("Зрелый Пётр Ильич", "mathematics", "2021-06-19", None));
        assert_eq!(stage.choose(&full, &[]).status, 303, "five years to the day");
    }

    fn a_third_mentee_is_refused(engine) {
        let stage = stage(engine);
        for (name, from) in [("Первый Иван Ильич", "2026-06-01"), ("Второй Иван Ильич", "2026-06-02")] {
            let other = hire(&stage.app, &stage.tree.school, &Hired(name, "mathematics", from, None));
            let id = other.id.to_string();
            let shown = stage.choose(&stage.mentor, &[("person", &id)]);
            assert_eq!(shown.status, 303, "{}", shown.body);
        }
        let third = stage.choose(&stage.mentor, &[]);
        assert!(third.status != 303 && third.says("уже сопровождает 2") && third.says("п. 3.5"), "{}", third.body);
    }

    fn another_subject_asks_for_a_reason_that_is_kept(engine) {
        let stage = stage(engine);
        let bare = stage.choose(&stage.second, &[]);
        assert!(bare.status == 422 && bare.says("почему всё-таки выбран этот наставник: ведёт другие предметы"), "{}", bare.body);
        assert!(bare.body.contains("checked"), "the choice is not lost");
        let reason = "Другого математика в школе нет.";
        let shown = stage.choose(&stage.second, &[("reason", reason)]);
        assert_eq!(shown.status, 303);
        assert!(stage.deputy.page(&shown.location).says(reason));
    }

    fn a_mentor_of_another_school_needs_an_agreement(engine) {
        let stage = stage(engine);
        let other = hire(&stage.app, &stage.tree.other_school, &Hired("Дальний Илья Ильич", "mathematics", "2010-09-01", None));
        let shown = stage.choose(&other, &[]);
        assert_eq!(shown.status, 404, "nobody looks past the own school without an agreement");
        let far = stage.choose(&other, &[("agreement", "Договор № 5 от 01.06.2026")]);
        assert_eq!(far.status, 404, "nor past the own municipality");
    }

    fn a_working_student_tells_when_the_studies_end(engine) {
        let stage = stage(engine);
        let bare = stage.choose(&stage.mentor, &[("category", "working_student")]);
        assert!(bare.status == 422 && bare.says("Укажите, когда заканчивается учёба"), "{}", bare.body);
        let student = [("category", "working_student"), ("graduates_on", "2027-06-30")];
        let none = stage.choose(&stage.mentor, &[("category", "working_student"), ("graduates_on", "2026-07-09")]);
        assert!(none.status == 422 && none.says("Срок кончается раньше, чем начинается") && none.body.contains("id=\"e-graduates_on\""), "{}", none.body);
        for short in ["2026-07-10", "2027-06-30"] {
            let asked = stage.choose(&stage.mentor, &[("category", "working_student"), ("graduates_on", short)]);
            assert!(asked.status == 422 && asked.says("не меньше 12 месяцев") && asked.body.contains("id=\"e-reason\""), "{short}: {}", asked.body);
        }
        let student: Vec<(&str, &str)> = student.into_iter().chain([("reason", "Учёба кончается раньше")]).collect();
        let shown = stage.choose(&stage.mentor, &student);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let card = stage.deputy.page(&shown.location);
        assert!(card.says("Принята") && card.says("Приказ нужен"), "п. 3.1 names no category: {}", card.body);
    }

    fn an_order_before_what_it_rests_on_is_refused_at_its_field(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let early = stage.order(&card, "2026-06-10");
        assert!(early.status == 422 && early.says("Приказ раньше рекомендации методсовета (11.06.2026)"), "{}", early.body);
        assert!(early.body.contains("15-од"), "the number typed is not lost");
        let before = stage.order(&card, "2026-06-09");
        assert!(before.says("раньше приёма на работу (10.06.2026)"));
        let ahead = stage.order(&card, "2026-06-19");
        assert!(ahead.says("Этот день ещё не наступил"));
        assert_eq!(stage.order(&card, "2026-06-12").status, 303);
    }

    fn a_mentor_loaded_meanwhile_gets_no_order(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        for (name, from) in [("Первый Иван Ильич", "2026-06-01"), ("Второй Иван Ильич", "2026-06-02")] {
            let other = hire(&stage.app, &stage.tree.school, &Hired(name, "mathematics", from, None));
            let id = other.id.to_string();
            let shown = stage.choose(&stage.second, &[("person", &id), ("reason", "пока так")]);
            assert_eq!(shown.status, 303);
        }
        stage.sql(&format!(
            "UPDATE mentorship_mentors SET person_id = {} WHERE person_id = {}",
            stage.mentor.id, stage.second.id
        ));
        let refused = stage.order(&card, "2026-06-15");
        assert!(refused.status != 303 && refused.says("Уже сопровождает 2"), "{}", refused.body);
    }

    fn consent_is_written_and_a_step_is_done_once(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let mentor = stage.part(&stage.mentor);
        let oral = stage.step(&card, "mentor", &[("day", "2026-06-12"), ("mentor", &mentor), ("way", "oral")]);
        assert!(oral.status == 422 && oral.says("Выберите, как дано согласие"), "{}", oral.body);
        let ahead = stage.step(&card, "deputy", &[("day", "2026-06-19")]);
        assert!(ahead.status == 422 && ahead.says("ещё не наступил"));
        let bare = stage.step(&card, "council", &[("day", "2026-06-11"), ("note", " ")]);
        assert!(bare.status == 422 && bare.says("Назовите протокол"));
        assert_eq!(stage.step(&card, "deputy", &[("day", "2026-06-11")]).status, 303);
        let again = stage.step(&card, "deputy", &[("day", "2026-06-12")]);
        assert!(again.status != 303 && again.says("уже отмечен"), "{}", again.body);
        let duty = stage.step(&card, "agreement", &[("day", "2026-06-12"), ("mentor", &mentor), ("way", "duty"), ("note", "")]);
        assert!(duty.status == 422 && duty.says("пункт должностной инструкции"));
    }
}

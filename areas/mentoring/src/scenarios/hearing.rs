//! From the agenda of the council to the deputy: what is to be heard, what was approved, who received it.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{duties_of, stage};

both_databases! {
    fn what_the_council_hears_is_on_its_agenda_and_comes_to_the_deputy(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let page = chair.page("/mentoring/hearing");
        assert!(page.says("О выборе наставника (наставник-предметник) для Весенней А. С.; кандидат – Орлова Н. П."), "{}", page.body);
        let withdrawn = stage.deputy.post(&format!("{card}/cancellation"), &[("note", "Начнём снова")]);
        assert_eq!(withdrawn.status, 303, "{}", withdrawn.body);
        assert!(chair.page("/mentoring/hearing").says("Вопросов о наставничестве нет"));
        let card = stage.working();
        let pair = card.rsplit('/').next().unwrap();
        stage.sql(&format!(
            "INSERT INTO mentorship_reports (id, mentorship_id, side, half, body, state, submitted_on, heard_on, protocol, word, \
             written_by, created_at, updated_at, version) VALUES \
             (88001, {pair}, 'mentor', '2026-2', 'Т', 'submitted', '2026-06-16', NULL, '', '', NULL, 1, 1, 1), \
             (88002, {pair}, 'mentee', '2026-2', 'Т', 'submitted', '2026-06-16', NULL, '', '', NULL, 1, 1, 1); \
             INSERT INTO mentorship_plans (id, mentorship_id, goals, goals_at, mentor_on, mentor_at, mentee_on, mentee_at, council_note, \
             council_word, created_at, updated_at, version) VALUES (88003, {pair}, 'Ц', 1, '2026-06-16', 2, '2026-06-16', 2, '', '', 1, 1, 1); \
             INSERT INTO mentorship_tasks (id, mentorship_id, title, due_on, proof, created_at, updated_at) VALUES \
             (88004, {pair}, 'Посетить урок', '2026-09-30', '', 1, 1)"
        ));
        let page = chair.page("/mentoring/hearing");
        for said in [
            "О рассмотрении индивидуального плана работы наставника Орловой Н. П. (наставляемый – Весенняя А. С.)",
            "Об утверждении отчёта наставника Орловой Н. П. за",
            "Об утверждении отчёта наставляемого Весенней А. С. за",
        ] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        let unit = stage.tree.school.id;
        let at = format!("/mentoring/hearing/paper?unit={unit}&on=2026-06-25&as=docx");
        let text = chair.get(&at).body.replace("\\u{a0}", " ");
        assert!(text.contains("ПОВЕСТКА") && text.contains("25 июня 2026") && text.contains("Орловой Н. П."), "{text}");
        assert_eq!(chair.get(&at.replace("docx", "pdf")).status, 200);
        let heard = |who: &testing::Browser, report: &str| {
            who.page(&card);
            let form = format!("hearing-{report}");
            let fields = [("form", form.as_str()), ("heard_on", "2026-06-17"), ("protocol", "протокол № 10"), ("decision", "approved")];
            assert_eq!(who.post(&format!("{card}/reports/{report}/hearing"), &fields).status, 303);
        };
        stage.deputy.page(&card);
        let other = [("form", "hearing-88002"), ("heard_on", "2026-06-18"), ("protocol", "протокол № 11 от 17.06.2026"), ("decision", "approved")];
        let wrong = stage.deputy.post(&format!("{card}/reports/88002/hearing"), &other);
        assert!(wrong.status == 422 && wrong.says("Протокол назван от 17.06.2026, а заседание – 18.06.2026") && wrong.body.contains("№ 11"), "{}", wrong.body);
        heard(&stage.deputy, "88002");
        assert!(stage.deputy.page(&card).says("передан заместителю 17.06.2026"), "the deputy has it at once");
        assert!(!duties_of(&stage.deputy).contains("Принять отчёты пар"));
        heard(&chair, "88001");
        assert!(chair.page(&card).says("заместителю ещё не передан"));
        assert!(duties_of(&stage.deputy).contains("2026-06-24 Принять отчёты пар, которые утвердил методсовет 1 отчёт"), "{}", duties_of(&stage.deputy));
        assert!(!duties_of(&chair).contains("Принять отчёты пар"));
        let page = chair.page("/mentoring/hearing");
        assert!(page.says("Отчёт наставника Орловой Н. П. за") && page.says("утверждён 17.06.2026, протокол № 10"), "{}", page.body);
        let handing = format!("{card}/reports/88001/handing");
        for day in ["2026-06-16", "2026-06-19", ""] {
            let bad = chair.post(&handing, &[("handed_on-88001", day)]);
            assert!(bad.status == 422 && bad.body.contains("id=\"e-handed_on-88001\""), "{day}: {}", bad.body);
        }
        for _ in 0..2 {
            assert_eq!(chair.post(&handing, &[("handed_on-88001", "2026-06-18")]).status, 303);
        }
        assert!(stage.deputy.page(&card).says("передан заместителю 18.06.2026") && !duties_of(&stage.deputy).contains("Принять отчёты пар"));
        let stranger = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        stranger.page("/duties");
        assert_eq!(stranger.post(&handing, &[("handed_on-88001", "2026-06-18")]).status, 404);
        assert_eq!(stranger.get(&at).status, 404);
        assert_eq!(stage.own(&stage.mentee).get("/mentoring/hearing").status, 403);
    }
}

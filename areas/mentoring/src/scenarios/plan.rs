//! The plan of professional formation: made by both, agreed, reviewed by the council, printed.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{duties_of, stage};

both_databases! {
    fn both_make_the_plan_agree_to_it_and_the_council_reviews_it(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        let duties = duties_of(&mentor);
        assert!(duties.contains("2026-07-15 Составить и согласовать план") && duties_of(&mentee).contains("2026-07-15 Составить"), "{duties}");
        let page = mentor.page(&format!("{card}/plan"));
        assert!(page.says("плана нет") && page.says("методический: трудно спланировать урок"), "{}", page.body);
        mentor.done(&format!("{card}/plan/templates"), &[("template", "template_lesson"), ("template_due_on", "2026-09-30")]);
        mentor.done(&format!("{card}/plan/goals"), &[("goals", "Урок без перегрузки"), ("version", "0")]);
        mentor.done(&format!("{card}/plan/lines"), &[("title", "Познакомить с\u{a0}традициями"), ("due_on", "2026-09-10"), ("word", "social_traditions")]);
        let page = mentee.page(&format!("{card}/plan"));
        assert!(page.says("Социально-психологическая функция") && page.says("Учебно-дидактическая функция"), "{}", page.body);
        assert!(page.says("методический компонент: трудно спланировать урок") && page.says("Урок без перегрузки"));
        let early = stage.deputy.page(&format!("{card}/plan"));
        assert!(!early.says("Совет рассмотрел план"), "not before both agreed");
        let seal = |page: &testing::Shown| page.body.split("name=\"seal\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let seen = seal(&page);
        mentee.done(&format!("{card}/plan/lines"), &[("title", "Сходить на\u{a0}два урока"), ("due_on", "2026-09-20")]);
        let stale = mentor.post(&format!("{card}/plan/agreement"), &[("side", "mentor"), ("seal", &seen)]);
        assert!(stale.status == 422 && stale.says("Пока вы читали, план изменили"), "{}", stale.body);
        let now = seal(&mentor.page(&format!("{card}/plan")));
        mentor.done(&format!("{card}/plan/agreement"), &[("side", "mentor"), ("seal", &now)]);
        assert!(mentor.page(&format!("{card}/plan")).says("ждёт согласия наставляемого"));
        let young = |who: &str| stage.deputy.page(&format!("/mentoring/young?who={who}")).body.matches("<tr>").count();
        let (planned, unplanned) = (young("planned"), young("unplanned"));
        mentee.page(&format!("{card}/plan"));
        mentee.done(&format!("{card}/plan/agreement"), &[("side", "mentee"), ("seal", &now)]);
        assert!(young("planned") > planned && young("unplanned") < unplanned, "a route of one's own (TE-3-g)");
        mentee.done(&format!("{card}/plan/agreement"), &[("side", "mentee"), ("seal", &now)]);
        assert!(mentee.page(&format!("{card}/plan")).says("согласован") && !duties_of(&mentor).contains("Составить и согласовать"));
        assert!(duties_of(&stage.deputy).contains("Рассмотреть на методсовете планы наставников 1 пара"), "{}", duties_of(&stage.deputy));
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        chair.page(&format!("{card}/plan"));
        let bare = chair.post(&format!("{card}/plan/review"), &[("reviewed_on", "2026-06-18"), ("protocol", "")]);
        assert!(bare.status == 422 && bare.says("Назовите протокол"), "{}", bare.body);
        chair.done(&format!("{card}/plan/review"), &[("reviewed_on", "2026-06-18"), ("protocol", "протокол № 10"), ("word_council", "Добавить открытый урок")]);
        assert!(mentor.page(&format!("{card}/plan")).says("протокол № 10") && mentor.page(&format!("{card}/plan")).says("Добавить открытый урок"));
        // The clock of the tests stands still: the agreements were a moment ago.
        stage.sql("UPDATE mentorship_plans SET mentor_at = mentor_at - 1, mentee_at = mentee_at - 1; UPDATE mentorship_tasks SET created_at = created_at - 1; UPDATE mentorship_plans SET goals_at = goals_at - 1");
        mentor.done(&format!("{card}/plan/lines"), &[("title", "Открытый урок"), ("due_on", "2026-10-01")]);
        assert!(mentor.page(&format!("{card}/plan")).says("дополнен, согласуйте снова"));
        for form in ["pdf", "docx"] {
            let paper = mentee.get(&format!("{card}/plan/paper?as={form}"));
            assert!(paper.status == 200 && paper.bytes.len() > 1000, "{form}");
        }
    }

    fn what_is_wrong_in_a_plan_is_said_at_its_field_and_nothing_typed_is_lost(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&format!("{card}/plan"));
        let wrong = mentor.post(&format!("{card}/plan/lines"), &[("title", "Посетить урок"), ("due_on", "2030-01-01"), ("deficit", "темп")]);
        assert!(wrong.status == 422 && wrong.says("с 10.07.2026 по 09.07.2029") && wrong.says("со дня приказа, 15.06.2026"), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"Посетить урок\"") && wrong.body.contains("value=\"темп\""), "typed is kept");
        let function = mentor.post(&format!("{card}/plan/lines"), &[("title", "Д"), ("due_on", "2026-09-01"), ("word", "session_methods")]);
        assert!(function.status == 422 && function.says("Выберите пункт из списка"));
        let empty = mentor.post(&format!("{card}/plan/agreement"), &[("side", "mentor"), ("seal", "0-0-0")]);
        assert!(empty.status == 422 && empty.says("В плане нет ни одного дела"), "{}", empty.body);
        mentor.done(&format!("{card}/plan/goals"), &[("goals", "Первые"), ("version", "0")]);
        stage.deputy.page(&format!("{card}/plan"));
        let stale = stage.deputy.post(&format!("{card}/plan/goals"), &[("goals", "Другие"), ("version", "0")]);
        assert!(stale.status == 422 && stale.says("Цели теперь: «Первые»") && stale.says("Другие"), "{}", stale.body);
    }

    fn a_line_both_agreed_to_stays_and_an_overdue_one_is_told(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&format!("{card}/plan"));
        for title in ["Первое", "Второе"] {
            mentor.done(&format!("{card}/plan/lines"), &[("title", title), ("due_on", "2026-06-20")]);
        }
        let lines = stage.app.house.db.read(|conn| crate::store::tasks_of(conn, card.rsplit('/').next().unwrap().parse().unwrap())).unwrap();
        let lines: Vec<_> = lines.iter().map(|one| one.id).collect();
        mentor.done(&format!("{card}/plan/lines/{}/removal", lines[0]), &[]);
        mentor.done(&format!("{card}/plan/lines/{}/removal", lines[0]), &[]);
        assert!(!mentor.page(&format!("{card}/plan")).says("Первое"));
        stage.deputy.page(&format!("{card}/plan"));
        let seal = stage.deputy.page(&format!("{card}/plan")).body.split("name=\"seal\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        for side in ["mentor", "mentee"] {
            stage.deputy.done(&format!("{card}/plan/agreement"), &[("side", side), ("agreed_on", "2026-06-16"), ("seal", &seal)]);
        }
        let stays = mentor.post(&format!("{card}/plan/lines/{}/removal", lines[1]), &[]);
        assert!(stays.status == 422 && stays.says("С этим делом согласились оба"), "{}", stays.body);
        stage.sql("UPDATE mentorship_tasks SET due_on = '2026-06-17'");
        assert!(duties_of(&mentor).contains("2026-06-17 Просрочено по плану: 1 дело"), "{}", duties_of(&mentor));
        let id = lines[1];
        let early = mentor.post(&format!("{card}/plan/lines/{id}/completion"), &[(&format!("{id}-done_on"), "2026-06-01")]);
        assert!(early.status == 422 && early.body.contains(&format!("href=\"#f-{id}-done_on\"")), "{}", early.body);
        mentor.done(&format!("{card}/plan/lines/{id}/completion"), &[(&format!("{id}-done_on"), "2026-06-18"), (&format!("{id}-proof"), "лист анализа")]);
        let (reopen, why) = (format!("{card}/plan/lines/{id}/reopening"), format!("{id}-why"));
        let bare = mentor.post(&reopen, &[(&why, " ")]);
        assert!(bare.status == 422 && bare.says("Напишите, почему отметка снята"), "{}", bare.body);
        assert_eq!(stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path).post(&reopen, &[(&why, "х")]).status, 404);
        mentor.done(&reopen, &[(&why, "не то дело")]);
        mentor.done(&reopen, &[(&why, "второй щелчок")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("Снята отметка «выполнено 18.06.2026» (лист анализа)") && page.says("не то дело") && !page.says("второй щелчок"), "{}", page.body);
        mentor.done(&format!("{card}/plan/lines/{id}/completion"), &[(&format!("{id}-done_on"), "2026-06-18"), (&format!("{id}-proof"), "лист анализа")]);
        stage.sql("UPDATE mentorship_task_aims SET word = 'didactic_skills'; UPDATE mentorships SET order_on = '2026-03-01'; UPDATE mentorship_mentors SET from_on = '2026-03-01'");
        assert!(mentor.page(&format!("{card}/reports?half=2026-2")).says("Учебно-дидактическая функция:\n– умения и навыки педагогического труда: Второе – выполнено 18.06.2026"), "the report is filled by functions");
        assert!(mentor.page(&format!("{card}/plan")).says("лист анализа") && !duties_of(&mentor).contains("Просрочено"));
    }
}

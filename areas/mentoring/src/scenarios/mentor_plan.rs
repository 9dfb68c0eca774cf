//! The mentor's individual plan: forms of control, two who write at once, the paper.

use access::{Level, Role};
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn the_mentor_says_how_each_line_is_controlled_and_prints_the_own_plan(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let plan = format!("{card}/plan/mentor");
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        assert!(mentor.page(&plan).says("Сначала внесите дела"));
        mentor.page(&format!("{card}/plan"));
        mentor.done(&format!("{card}/plan/templates"), &[("template", "template_lesson"), ("template_due_on", "2026-09-30")]);
        mentor.done(&format!("{card}/plan/goals"), &[("goals", "Урок без перегрузки"), ("version", "0")]);
        assert!(mentor.page(&format!("{card}/plan")).body.contains(&format!("href=\"{plan}\"")));
        let page = mentor.page(&plan);
        assert!(page.says("Форма контроля не записана у 3 дел") && page.says("Урок без перегрузки") && page.says("ещё не рассмотрел"), "{}", page.body);
        let fields: Vec<String> = page.body.split("name=\"control-").skip(1).map(|rest| format!("control-{}", rest.split('"').next().unwrap())).collect();
        let (one, other) = (fields[0].as_str(), fields[1].as_str());
        let (was_one, was_other) = (format!("was-{one}"), format!("was-{other}"));
        let long = "к".repeat(201);
        let bad = mentor.post(&plan, &[(one, &long), (&was_one, ""), (other, "собеседование"), (&was_other, "")]);
        assert!(bad.status == 422 && bad.body.contains(&format!("id=\"e-{one}\"")) && bad.body.contains("value=\"собеседование\""), "{}", bad.body);
        mentor.done(&plan, &[(one, "посещение урока"), (&was_one, "")]);
        stage.deputy.page(&plan);
        let late = stage.deputy.post(&plan, &[(one, "отчёт"), (&was_one, ""), (other, ""), (&was_other, "")]);
        assert!(late.status == 422 && late.says("теперь там: «посещение урока»") && late.body.contains("value=\"отчёт\""), "{}", late.body);
        stage.deputy.done(&plan, &[(one, "отчёт"), (&was_one, "посещение урока")]);
        stage.deputy.done(&plan, &[(one, "отчёт"), (&was_one, "отчёт")]);
        let seen = mentee.page(&plan);
        assert!(seen.says("Форма контроля: отчёт") && !seen.body.contains("name=\"control-"), "{}", seen.body);
        assert_eq!(mentee.post(&plan, &[(one, "своё"), (&was_one, "отчёт")]).status, 404, "the mentee does not write it");
        let text = mentee.get(&format!("{plan}/paper?as=docx")).body.replace("\\u{a0}", " ");
        for said in ["ИНДИВИДУАЛЬНЫЙ ПЛАН", "работы наставника", "Урок без перегрузки", "Форма контроля", "отчёт", "Орлова Нина Петровна"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("РАССМОТРЕНО"));
        stage.sql("UPDATE mentorship_plans SET council_on = '2026-06-17', council_note = 'протокол № 10', council_word = 'Добавить открытый урок'");
        let text = mentor.get(&format!("{plan}/paper?as=docx")).body;
        assert!(text.contains("РАССМОТРЕНО") && text.contains("Добавить открытый урок"), "{text}");
        assert_eq!(mentor.get(&format!("{plan}/paper?as=pdf")).status, 200);
        let stranger = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(stranger.get(&plan).status, 404);
        mentor.page(&format!("{card}/plan"));
        mentor.done(&format!("{card}/plan/lines/{}/removal", one.trim_start_matches("control-")), &[]);
        assert!(!mentor.page(&plan).body.contains(one), "a line goes with its form of control");
    }
}

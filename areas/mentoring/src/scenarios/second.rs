//! Two people with the same form before them: the second sees what the first did, each form.

use testing::{Browser, Shown, both_databases};

use super::ending::{early, succeeded};
use super::stage::{Stage, stage};

/// A step, what is sent, what the second reads of it.
type Marked<'a> = (&'a str, Vec<(&'a str, &'a str)>, &'a str);

/// The second is told, by a name or by what was done.
fn is_told(shown: &Shown, what: &str) {
    assert_ne!(shown.status, 303, "nothing is done twice");
    assert!(shown.says(what), "{what}: {}", shown.body);
}

/// The second address of a page that holds these words.
fn action(browser: &Browser, page: &str, part: &str, end: &str) -> String {
    let page = browser.page(page);
    let urls = page.body.split("action=\"").filter_map(|rest| rest.split('"').next());
    urls.into_iter().find(|url| url.contains(part) && url.ends_with(end)).unwrap().to_owned()
}

/// A further principal of the school.
fn other(stage: &Stage) -> Browser {
    stage.app.browser_as(access::Role::Principal, access::Level::Organisation, &stage.tree.school.path)
}

both_databases! {
    fn steps_and_the_end_of_preparation(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let mentor = stage.part(&stage.mentor);
        let steps: [Marked<'_>; 5] = [
            ("council", vec![("day", "2026-06-11"), ("note", "протокол № 9")], "Рекомендован методическим советом 11.06.2026"),
            ("deputy", vec![("day", "2026-06-11")], "Согласован заместителем 11.06.2026"),
            ("mentor", vec![("day", "2026-06-12"), ("mentor", &mentor), ("way", "paper")], "Получено письменное согласие наставника 12.06.2026"),
            ("mentee", vec![("day", "2026-06-12"), ("way", "oral")], "Получено согласие наставляемого 12.06.2026"),
            ("agreement", vec![("day", "2026-06-12"), ("mentor", &mentor), ("way", "agreement"), ("note", "№ 4")], "Подписано дополнительное соглашение 12.06.2026"),
        ];
        for (step, fields, said) in steps {
            stage.principal.page(&card);
            assert_eq!(stage.step(&card, step, &fields).status, 303, "{step}");
            is_told(&stage.principal.post(&format!("{card}/steps/{step}"), &fields), said);
        }
        stage.principal.page(&card);
        stage.deputy.done(&format!("{card}/cancellation"), &[("note", "Ушла в другую школу")]);
        is_told(&stage.principal.post(&format!("{card}/cancellation"), &[("note", "Ещё раз")]), "Подготовка пары прекращена");
        is_told(&stage.step(&card, "deputy", &[("day", "2026-06-12")]), "Подготовка пары прекращена");
    }

    fn orders_announcement_successor_replacement(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        let second = other(&stage);
        second.page(&format!("{card}/order"));
        assert_eq!(stage.order(&card, "2026-06-15").status, 303);
        let fields = [("signed_on", "2026-06-15"), ("numbering", "external"), ("number", "16-од")];
        is_told(&second.post(&format!("{card}/order"), &fields), "Издан приказ № 15-од");
        let announce = [("day", "2026-06-16")];
        second.page(&card);
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/announcement"), &announce);
        is_told(&second.post(&format!("{card}/announcement"), &announce), "Приказ объявлен 16.06.2026");
        succeeded(&stage, &card);
        let own = stage.second.id.to_string();
        let choose = [("mentors", own.as_str()), ("agreement", ""), ("reason", "Р")];
        is_told(&second.post(&format!("{card}/successor"), &choose), "Преемник уже выбран");
        let part = action(&stage.deputy, &card, "/mentors/", "/withdrawal");
        stage.deputy.done(&part, &[("note", "Отказалась")]);
        is_told(&second.post(&part, &[("note", "Передумали")]), "Преемник отозван");
    }

    fn the_end_of_a_pair(engine) {
        for end in ["completion", "end"] {
            let stage = stage(engine);
            let card = stage.working();
            stage.sql("UPDATE mentorships SET ends_on = '2026-06-18'");
            let second = other(&stage);
            second.page(&card);
            stage.principal.page(&card);
            let complete = [("form", "completion"), ("day", "2026-06-18"), ("adaptation", "passed"), ("stays", "yes"), ("incentive", "no"),
                ("incentive_note", ""), ("result", "Остаётся"), ("waiver", "короткий срок")];
            let fields = |end: &str| if end == "end" { early("incompatibility", "2026-06-18", "", "").to_vec() } else { complete.to_vec() };
            stage.principal.done(&format!("{card}/{end}"), &fields(end));
            let said = if end == "end" { "Наставничество прекращено 18.06.2026" } else { "Наставничество завершено 18.06.2026" };
            for late in ["completion", "end"] {
                is_told(&second.post(&format!("{card}/{late}"), &fields(late)), said);
            }
            is_told(&stage.deputy.post(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Т")]), said);
        }
    }

    fn the_life_of_a_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        let second = other(&stage);
        mentor.page(&card);
        mentor.done(&format!("{card}/tasks"), &[("title", "Посетить урок"), ("due_on", "2026-09-30")]);
        let task = action(&mentor, &card, "/tasks/", "/completion");
        mentor.done(&task, &[("done_on", "2026-06-16"), ("proof", "лист анализа")]);
        mentor.done(&task, &[("done_on", "2026-06-16"), ("proof", "лист анализа")]);
        second.page(&card);
        is_told(&second.post(&task, &[("done_on", "2026-06-17"), ("proof", "другое")]), "Дело из плана выполнено 16.06.2026");
        let goals = format!("{card}/plan/goals");
        mentor.page(&format!("{card}/plan"));
        mentor.done(&goals, &[("version", "0"), ("goals", "Научиться держать темп урока")]);
        is_told(&second.post(&goals, &[("version", "0"), ("goals", "Другое")]), "Научиться держать темп урока");
        mentor.page(&format!("{card}/around"));
        mentor.done(&format!("{card}/visits"), &[("visit", "mentor_visit"), ("planned_on", "2026-06-17"), ("lesson", "5 «А»"), ("host", "")]);
        let visit = action(&mentor, &format!("{card}/around"), "/visits/", "/outcome");
        let id = visit.split('/').nth(4).unwrap().to_owned();
        let held = |words: &'static str| [(format!("{id}-held_on"), "2026-06-17"), (format!("{id}-response"), words)];
        let send = |browser: &Browser, words: &'static str| {
            let fields = held(words);
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            browser.post(&visit, &fields)
        };
        assert_eq!(send(&mentor, "Темп хороший").status, 303);
        second.page(&format!("{card}/around"));
        is_told(&send(&second, "Другое"), "Отзыв об этом посещении уже записал");
        mentor.done(&format!("{card}/matters"), &[("matter", "help"), ("help-subject", "Быстров О. И., учитель физики"), ("help-body", "Показать опыт"), ("help-on_day", "2026-06-17")]);
        let answer = action(&stage.deputy, &format!("{card}/around"), "/matters/", "/answer");
        let id = answer.split('/').nth(4).unwrap().to_owned();
        let decide = |browser: &Browser, decision: &str| {
            browser.post(&answer, &[(&format!("{id}-decision"), decision), (&format!("{id}-answer"), "Нет времени")])
        };
        assert_eq!(decide(&stage.deputy, "agreed").status, 303);
        is_told(&decide(&second, "refused"), "На это уже ответил(а)");
        stage.sql("UPDATE mentorships SET hired_on = '2025-09-01', order_on = '2025-09-10', starts_on = '2025-10-01'; UPDATE mentorship_mentors SET from_on = '2025-09-10'");
        mentor.page(&card);
        let outside = mentor.post(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Всё сделано.")]);
        assert!(outside.status == 422 && outside.says("вне времени работы"), "a report of a time before the hiring: {}", outside.body);
        stage.sql(&format!("UPDATE employments SET started_on = '2025-09-01' WHERE person_id = {}", stage.mentee.id));
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Всё сделано.")]);
        let hear = action(&stage.deputy, &card, "/reports/", "/hearing");
        let heard = |protocol: &'static str| [("heard_on", "2026-06-18"), ("protocol", protocol), ("decision", "approved")];
        stage.deputy.done(&hear, &heard("протокол № 10"));
        is_told(&second.post(&hear, &heard("протокол № 11")), "Отчёт передан заместителю директора");
    }
}

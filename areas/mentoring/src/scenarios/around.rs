//! Around a pair: visits, help with the deputy's consent, working reports, the mentee's proposals and documents, briefings,
//! the creative group, questionnaires.

use testing::{Browser, both_databases};

use super::stage::{duties_of, stage};

/// The id in the first address of the page that ends so.
fn id_of(browser: &Browser, page: &str, end: &str) -> String {
    let body = browser.page(page).body;
    let mut actions = body.split("action=\"").filter_map(|rest| rest.split('"').next());
    let action =
        actions.find(|url| url.ends_with(end)).unwrap_or_else(|| panic!("no {end}: {body}")).to_owned();
    action.trim_end_matches(end).rsplit('/').next().unwrap().to_owned()
}

both_databases! {
    fn a_visit_is_planned_held_with_a_response_and_stands_in_the_journal(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, around) = (stage.own(&stage.mentor), format!("{card}/around"));
        mentor.page(&around);
        let bare = mentor.post(&format!("{card}/visits"), &[("visit", "peer_visit"), ("planned_on", "2026-06-17"), ("lesson", "7 «А», физика")]);
        assert!(bare.status == 422 && bare.says("Назовите опытного педагога"), "{}", bare.body);
        let own = mentor.post(&format!("{card}/visits"), &[("visit", "deputy_visit"), ("planned_on", "2026-06-17"), ("lesson", "7 «А»")]);
        assert!(own.status == 422, "the deputy's visit is the deputy's");
        let visit = [("visit", "peer_visit"), ("planned_on", "2026-06-17"), ("lesson", "7 «А», физика"), ("host", "Быстров О. И.")];
        mentor.done(&format!("{card}/visits"), &visit);
        mentor.done(&format!("{card}/visits"), &visit);
        assert_eq!(mentor.page(&around).body.matches("7 «А», физика").count(), 1, "the second click plans nothing");
        assert!(mentor.page(&around).says("не состоялось") && duties_of(&mentor).contains("2026-06-17 Записать отзыв о посещении"));
        let id = id_of(&mentor, &around, "/outcome");
        let silent = mentor.post(&format!("{card}/visits/{id}/outcome"), &[(&format!("{id}-held_on"), "2026-06-17")]);
        assert!(silent.status == 422 && silent.says("Напишите отзыв"), "{}", silent.body);
        let fields = [(format!("{id}-held_on"), "2026-06-17"), (format!("{id}-analysis"), "analysis_aspect"), (format!("{id}-response"), "Приём взят")];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        mentor.done(&format!("{card}/visits/{id}/outcome"), &fields);
        mentor.done(&format!("{card}/visits/{id}/outcome"), &fields);
        assert!(mentor.page(&around).says("анализ: аспектный") && mentor.page(&card).says("7 «А», физика (Быстров О. И.)"));
        stage.deputy.page(&around);
        stage.deputy.done(&format!("{card}/visits"), &[("visit", "deputy_visit"), ("planned_on", "2026-09-10"), ("lesson", "5 «Б»")]);
        assert!(mentor.page(&around).says("Посещение занятия заместителем") && mentor.page(&format!("{card}/timeline")).says("5 «Б»"));
        let id = id_of(&stage.deputy, &around, "/calling-off");
        assert_eq!(mentor.post(&format!("{card}/visits/{id}/calling-off"), &[]).status, 404);
        stage.deputy.done(&format!("{card}/visits/{id}/calling-off"), &[]);
        assert!(mentor.page(&around).says("отменено"));
    }

    fn another_worker_helps_only_after_the_deputy_consents(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, around) = (stage.own(&stage.mentor), format!("{card}/around"));
        mentor.page(&card);
        let help = [("work", "help"), ("held_on", "2026-06-18"), ("topic", "Лабораторная с Быстровым О. И.")];
        let early = mentor.post(&format!("{card}/works"), &help);
        assert!(early.status == 422 && early.says("нет согласия заместителя"), "{}", early.body);
        let asked = [("matter", "help"), ("help-subject", "Быстров О. И., учитель физики"), ("help-body", "Помочь с лабораторной"), ("help-on_day", "2026-06-18")];
        mentor.done(&format!("{card}/matters"), &asked);
        mentor.done(&format!("{card}/matters"), &asked);
        assert!(duties_of(&stage.deputy).contains("Ответить на обращения пар 1 пара"), "{}", duties_of(&stage.deputy));
        let id = id_of(&stage.deputy, &around, "/answer");
        let answer = format!("{card}/matters/{id}/answer");
        mentor.page(&around);
        assert_eq!(mentor.post(&answer, &[(&format!("{id}-decision"), "agreed")]).status, 404, "nobody consents for the deputy");
        let refused = stage.deputy.post(&answer, &[(&format!("{id}-decision"), "refused"), (&format!("{id}-answer"), "")]);
        assert!(refused.status == 422 && refused.says("Напишите словами"), "{}", refused.body);
        stage.deputy.done(&answer, &[(&format!("{id}-decision"), "agreed")]);
        let late = stage.principal.post(&answer, &[(&format!("{id}-decision"), "refused"), (&format!("{id}-answer"), "Занят")]);
        assert!(late.status == 422 && late.says("уже ответил"), "{}", late.body);
        mentor.done(&format!("{card}/works"), &help);
        assert!(mentor.page(&card).says("Лабораторная с Быстровым") && mentor.page(&around).says("согласовано"));
    }

    fn a_working_report_is_asked_given_and_a_document_is_explained(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee, around) = (stage.own(&stage.mentor), stage.own(&stage.mentee), format!("{card}/around"));
        mentor.page(&around);
        let bare = mentor.post(&format!("{card}/matters"), &[("matter", "report"), ("report-variety", "written"), ("report-subject", "Работа с отстающими"), ("report-on_day", "2026-06-18")]);
        assert!(bare.status == 422 && bare.says("к какому дню нужен отчёт") && bare.body.contains("value=\"Работа с отстающими\""), "{}", bare.body);
        mentor.done(&format!("{card}/matters"), &[("matter", "report"), ("report-variety", "written"), ("report-subject", "Работа с отстающими"), ("report-on_day", "2026-06-18"), ("report-due_on", "2026-06-25")]);
        assert!(duties_of(&mentee).contains("2026-06-25 Представить наставнику рабочий отчёт"), "{}", duties_of(&mentee));
        let id = id_of(&mentee, &around, "/answer");
        mentee.done(&format!("{card}/matters/{id}/answer"), &[(&format!("{id}-decision"), "written"), (&format!("{id}-answer"), "Три консультации")]);
        assert!(mentor.page(&around).says("сдан письменно") && !duties_of(&mentee).contains("рабочий отчёт"));
        stage.deputy.page(&around);
        stage.deputy.done(&format!("{card}/matters"), &[("matter", "assessment"), ("assessment-variety", "complaint"), ("assessment-subject", "Жалоба родителя от 17.06.2026"), ("assessment-body", "Много заданий"), ("assessment-on_day", "2026-06-17")]);
        assert!(duties_of(&mentee).contains("2026-06-24 Познакомиться с документом"), "{}", duties_of(&mentee));
        let id = id_of(&mentee, &around, "/answer");
        mentee.done(&format!("{card}/matters/{id}/answer"), &[(&format!("{id}-decision"), "acquainted"), (&format!("{id}-answer"), "Задания даны на неделю")]);
        let page = stage.deputy.page(&around);
        assert!(page.says("ознакомлен(а)") && page.says("Объяснение: Задания даны на неделю"), "{}", page.body);
        mentee.done(&format!("{card}/matters"), &[("matter", "idea"), ("idea-variety", "deputy"), ("idea-subject", "Общее окно по средам"), ("idea-body", "Не совпадают уроки"), ("idea-on_day", "2026-06-18")]);
        let id = id_of(&stage.deputy, &around, "/answer");
        stage.deputy.done(&format!("{card}/matters/{id}/answer"), &[(&format!("{id}-decision"), "accepted"), (&format!("{id}-answer"), "С сентября")]);
        stage.deputy.done(&format!("{card}/matters"), &[("matter", "condition"), ("condition-variety", "slot"), ("condition-subject", "Среда, 7-й урок, кабинет 12"), ("condition-on_day", "2026-06-18")]);
        assert!(mentee.page(&around).says("Ответ: С сентября") && mentor.page(&around).says("Среда, 7-й урок"));
    }

    fn a_contact_and_an_event_are_lines_of_the_journal(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&format!("{card}/around"));
        let wrong = mentor.post(&format!("{card}/matters"), &[("matter", "contact"), ("contact-variety", "event_forum"), ("contact-subject", "Тревожность"), ("contact-on_day", "2026-06-18")]);
        assert!(wrong.status == 422 && wrong.says("Выберите из списка"), "{}", wrong.body);
        mentor.done(&format!("{card}/matters"), &[("matter", "contact"), ("contact-variety", "contact_psychologist"), ("contact-subject", "Тревожность класса"), ("contact-on_day", "2026-06-18")]);
        mentor.done(&format!("{card}/matters"), &[("matter", "event"), ("event-variety", "event_rally"), ("event-subject", "Слёт молодых педагогов"), ("event-on_day", "2026-06-16")]);
        let page = mentor.page(&card);
        assert!(page.says("психологическая служба: Тревожность класса") && page.says("слёт: Слёт молодых педагогов"), "{}", page.body);
    }

    fn one_briefing_serves_many_pairs_and_the_group_of_mentors_is_gathered(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.mentor.id.to_string(), stage.mentee.id.to_string());
        assert!(duties_of(&stage.deputy).contains("Провести инструктаж"), "{}", duties_of(&stage.deputy));
        let page = stage.deputy.page("/mentoring/gatherings");
        assert!(page.says("Орлова Н. П.") && page.says("Группа ещё не собрана"), "{}", page.body);
        let common = [("gathering", "briefing"), ("held_on", "2026-06-17"), ("led_by", "Председатель совета"), ("topic", "Права и обязанности")];
        let nobody = stage.deputy.post("/mentoring/gatherings", &common);
        assert!(nobody.status == 422 && nobody.says("Отметьте, кто был") && nobody.body.contains("value=\"Права и обязанности\""), "{}", nobody.body);
        let all: Vec<(&str, &str)> = common.iter().copied().chain([("people", mentor.as_str()), ("people", mentee.as_str())]).collect();
        stage.deputy.done("/mentoring/gatherings", &all);
        stage.deputy.done("/mentoring/gatherings", &all);
        let page = stage.deputy.page("/mentoring/gatherings");
        assert_eq!(page.body.matches("Права и обязанности").count(), 1, "the second click holds nothing");
        assert!(page.says("инструктаж 17.06.2026") && !duties_of(&stage.deputy).contains("Провести инструктаж"));
        assert!(stage.own(&stage.mentee).page(&format!("{card}/timeline")).says("Права и обязанности"));
        let stranger = stage.deputy.post("/mentoring/group", &[("from_on", "2026-06-18"), ("members", mentee.as_str())]);
        assert!(stranger.status == 422 && stranger.says("В группу входят наставники"), "{}", stranger.body);
        stage.deputy.done("/mentoring/group", &[("from_on", "2026-06-18"), ("members", mentor.as_str())]);
        let session = [("gathering", "session"), ("theme", "session_plans"), ("held_on", "2026-06-18"), ("led_by", "Заместитель"), ("topic", "Как составить план"), ("people", mentor.as_str())];
        stage.deputy.done("/mentoring/gatherings", &session);
        assert!(stage.deputy.page("/mentoring/gatherings").says("помощь в составлении планов работы"));
        let id = id_of(&stage.deputy, "/mentoring/gatherings", "/end");
        stage.deputy.done(&format!("/mentoring/group/{id}/end"), &[]);
        assert!(stage.deputy.page("/mentoring/gatherings").says("Группа ещё не собрана"));
    }

    fn the_mentee_answers_at_the_start_and_at_the_end(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentee, mentor) = (stage.own(&stage.mentee), stage.own(&stage.mentor));
        let (url, questions) = (format!("{card}/goals"), (1..=12).map(|no| format!("question_{no}")).collect::<Vec<_>>());
        let fields = |stage: &'static str, mark: &'static str| -> Vec<(&str, &str)> {
            questions.iter().map(|id| (id.as_str(), mark)).chain([("stage", stage)]).collect()
        };
        assert!(mentee.page(&url).says("Ваша анкета в начале") && !mentor.page(&url).says("Ваша анкета"));
        let some = mentee.post(&url, &fields("start", "3")[1..]);
        assert!(some.status == 422 && some.says("Ответьте: «Мне нравится работать с детьми»"), "{}", some.body);
        assert_eq!(mentor.post(&url, &fields("start", "3")).status, 404, "nobody answers for the mentee");
        mentee.done(&url, &fields("start", "3"));
        let early = mentee.post(&url, &fields("end", "4"));
        assert!(early.status == 422 && early.says("итоговую – за три месяца"), "{}", early.body);
        stage.sql("UPDATE mentorships SET ends_on = '2026-09-18'");
        mentee.done(&url, &fields("end", "4"));
        let page = mentor.page(&url);
        assert!(page.says("мотивация") && page.says("3,0") && page.says("4,0") && page.says("+1,0"), "{}", page.body);
        assert!(page.says("исполнится 10.06.2027"), "the fact of staying");
    }
}

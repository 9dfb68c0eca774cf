//! A participant sees the own sessions, materials and attendance, asks for support and reads the answer; the head works without
//! a right of the place.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{duties_of, hidden, id_of, stage};

both_databases! {
    fn a_participant_asks_and_reads_the_answer(engine) {
        let stage = stage(engine);
        stage.enrolled();
        let own = stage.own(&stage.young[0]);
        let session = stage.planned("Трудный класс", "2026-06-15");
        assert_eq!(stage.held(&session, "2026-06-15", &[stage.young[0].id]).status, 303);
        stage.methodist.done(&format!("{session}/materials"), &[("title", "Памятка"), ("link", "https://metod.example/p")]);
        stage.planned("Первый педсовет", "2026-06-30");
        let page = own.page("/schooling/own");
        assert!(page.says("Первый педсовет") && page.says("вы были") && page.says("https://metod.example/p"), "{}", page.body);
        assert!(!page.says("Летняя"), "nobody else is named");
        let school = stage.school.to_string();
        let bare = own.post("/schooling/own/requests", &[("school", &school), ("direction", "direction_social"), ("body", "")]);
        assert!(bare.status == 422 && bare.says("в\u{a0}чём нужна поддержка") && bare.body.contains("value=\"direction_social\" selected"), "{}", bare.body);
        let asked = [("school", school.as_str()), ("direction", "direction_psychological"), ("body", "Тревожно перед уроками")];
        own.done("/schooling/own/requests", &asked);
        own.done("/schooling/own/requests", &asked);
        assert!(own.page("/schooling/own").says("ответ до\u{a0}28.06.2026"), "ten days of the pack");
        let card = stage.methodist.page(&stage.url);
        assert_eq!(card.body.matches("Тревожно перед уроками").count(), 1, "{}", card.body);
        assert!(duties_of(&stage.methodist).contains("2026-06-28 Ответить участнику"), "{}", duties_of(&stage.methodist));
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        assert!(!region.page(&stage.url).says("Тревожно") && region.page("/schooling").says("Обращения без ответа"));
        let id = id_of(&stage.methodist, &stage.url, "/answer");
        let answer = format!("{}/requests/{id}/answer", stage.url);
        let field = format!("{id}-answer");
        let empty = stage.methodist.post(&answer, &[(&field, "")]);
        assert!(empty.status == 422 && empty.says("Напишите ответ"), "{}", empty.body);
        assert_eq!(own.post(&answer, &[(&field, "Сама")]).status, 404, "nobody answers oneself");
        stage.methodist.done(&answer, &[(&field, "Встреча с психологом в пятницу")]);
        stage.methodist.done(&answer, &[(&field, "Встреча с психологом в пятницу")]);
        let late = stage.methodist.post(&answer, &[(&field, "Другое")]);
        assert!(late.status == 422 && late.says("уже ответил"), "{}", late.body);
        assert!(late.says("Встреча с психологом в пятницу") && late.body.contains(">Другое</textarea>"), "{}", late.body);
        assert!(own.page("/schooling/own").says("Встреча с психологом в пятницу"));
        let seen = (format!("{id}-seen"), hidden(&late.body, &format!("{id}-seen")));
        let more = [(field.as_str(), "Другое"), (seen.0.as_str(), seen.1.as_str())];
        stage.methodist.done(&answer, &more);
        stage.methodist.done(&answer, &more);
        let third = stage.methodist.post(&answer, &[(field.as_str(), "Третье"), more[1]]);
        assert!(third.status == 422 && third.says("Другое"), "whoever saw only the first answer: {}", third.body);
        let told = own.page("/schooling/own");
        assert!(told.says("Встреча с психологом в пятницу") && told.body.matches("): Другое").count() == 1, "{}", told.body);
        assert!(!duties_of(&stage.methodist).contains("Ответить участнику"));
    }

    fn the_head_keeps_the_sessions_by_the_card_alone(engine) {
        let stage = stage(engine);
        stage.enrolled();
        let head = stage.own(&stage.head);
        assert!(head.page("/schooling/own").says("Вы руководите"));
        assert_eq!(stage.plan(&head, ("Урок-мастерская", "2026-06-10"), &[]).status, 303);
        assert!(duties_of(&head).contains("2026-06-10 Отметить занятие: Урок-мастерская"), "{}", duties_of(&head));
        assert_eq!(head.get(&format!("{}/participants", stage.url)).status, 404, "who is young is not theirs to look through");
        assert_eq!(head.post(&format!("{}/participants", stage.url), &[("people", "1"), ("from_on", "2026-06-01")]).status, 403);
        stage.sql("UPDATE structure_members SET to_on = '2026-06-17' WHERE role = 'head'");
        assert_eq!(head.get(&stage.url).status, 404, "a head of yesterday");
        assert!(!duties_of(&head).contains("Урок-мастерская"));
    }
}

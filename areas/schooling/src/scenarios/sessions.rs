//! Participants and sessions: several taken in at once, a session planned, moved, called off, held for everybody at once.

use testing::both_databases;

use super::stage::{hire, id_of, stage, version};

both_databases! {
    fn the_young_of_the_place_are_taken_in_at_once_and_go_with_a_day(engine) {
        let stage = stage(engine);
        let page = stage.methodist.page(&format!("{}/participants", stage.url));
        assert!(page.says("Весенняя Анна Сергеевна") && page.says("молодой специалист") && !page.says("Орлова"), "{}", page.body);
        let nobody = stage.enrol(&[], "2026-03-01");
        assert!(nobody.status == 422 && nobody.says("Отметьте, кого включить"), "{}", nobody.body);
        let ahead = stage.enrol(&[stage.young[0].id], "2026-06-19");
        assert!(ahead.status == 422 && ahead.says("ещё не") && ahead.body.contains("value=\"2026-06-19\""), "{}", ahead.body);
        let old = stage.enrol(&[stage.head.id, stage.young[0].id], "2026-03-01");
        assert_eq!(old.status, 303, "the head is of it already: {}", old.body);
        let elsewhere = hire(&stage.app, &stage.tree.other_school, "Чужая Мария Петровна", "2026-02-02");
        let foreign = stage.enrol(&[elsewhere.id], "2026-03-01");
        assert!(foreign.status == 422 && foreign.says("молодых педагогов этого места"), "{}", foreign.body);
        stage.enrolled();
        stage.enrolled();
        let page = stage.methodist.page(&stage.url);
        assert_eq!(page.body.matches("Весенняя Анна Сергеевна").count(), 1, "the second click takes nobody in: {}", page.body);
        assert!(stage.methodist.page(&format!("/structures/{}", stage.school)).says("Летняя"), "the composition is the structure's");
        let member = page.body.split("/participants/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let one = format!("{}/participants/{member}", stage.url);
        let late = stage.methodist.post(&format!("{one}/leaving"), &[("to_on", "2026-06-20"), ("reason", "Переезд")]);
        assert!(late.status == 422 && late.says("Последний день") && late.body.contains("value=\"Переезд\""), "{}", late.body);
        stage.methodist.done(&format!("{one}/leaving"), &[("to_on", "2026-06-10"), ("reason", "Переезд")]);
        stage.methodist.done(&format!("{one}/leaving"), &[("to_on", "2026-06-10"), ("reason", "Переезд")]);
        assert!(stage.methodist.page(&one).says("10.06.2026"));
    }

    fn a_session_is_planned_by_direction_and_form(engine) {
        let stage = stage(engine);
        let bad = stage.plan(&stage.methodist, ("Первый урок", ""), &[("direction", "form_seminar"), ("begins", "в два")]);
        assert!(bad.status == 422 && bad.says("Укажите день") && bad.body.contains("value=\"Первый урок\""), "{}", bad.body);
        let bad = stage.plan(&stage.methodist, ("Первый урок", "2024-08-31"), &[("direction", "form_seminar"), ("begins", "в два")]);
        assert!(bad.status == 422 && bad.says("Выберите направление") && bad.says("14:30") && bad.says("раньше занятий"), "{}", bad.body);
        let session = stage.planned("Первый урок", "2026-06-25");
        assert_eq!(stage.planned("Первый урок", "2026-06-25"), session, "the second click plans nothing");
        let page = stage.methodist.page(&session);
        assert!(page.says("методическая поддержка") && page.says("обучающий семинар") && !page.says("Занятие прошло"), "{}", page.body);
    }

    fn a_session_is_moved_and_called_off_with_a_reason(engine) {
        let stage = stage(engine);
        let session = stage.planned("Трудный класс", "2026-06-25");
        let old = version(&stage.methodist.page(&session).body);
        let silent = stage.methodist.post(&format!("{session}/day"), &[("version", &old), ("day", "2026-07-02"), ("begins", ""), ("reason", "")]);
        assert!(silent.status == 422 && silent.says("почему занятие переносится"), "{}", silent.body);
        let fields = [("version", old.as_str()), ("day", "2026-07-02"), ("begins", ""), ("reason", "Карантин")];
        stage.methodist.done(&format!("{session}/day"), &fields);
        stage.methodist.done(&format!("{session}/day"), &fields);
        let page = stage.methodist.page(&session);
        assert!(page.says("02.07.2026") && page.body.matches("Занятие перенесено с").count() == 1, "{}", page.body);
        let stale = stage.methodist.post(&format!("{session}/cancellation"), &[("version", &old), ("why", "Нет ведущего")]);
        assert!(stale.status == 409 && stale.says("Карантин"), "who came second sees what changed: {}", stale.body);
        assert!(stale.body.contains("value=\"Нет ведущего\"") && stale.says("Ваше не"), "what was typed stays: {}", stale.body);
        let elsewhere = [("version", old.as_str()), ("day", "2026-07-09"), ("begins", "9:30"), ("reason", "Ремонт зала")];
        let moved = stage.methodist.post(&format!("{session}/day"), &elsewhere);
        assert!(moved.status == 409 && moved.body.contains("value=\"2026-07-09\"") && moved.body.contains("value=\"Ремонт зала\""), "{}", moved.body);
        assert_eq!(version(&moved.body), version(&stage.methodist.page(&session).body), "made of what is there now");
        let new = version(&page.body);
        let silent = stage.methodist.post(&format!("{session}/cancellation"), &[("version", &new), ("why", "")]);
        assert!(silent.status == 422 && silent.says("почему занятие отменяется"), "{}", silent.body);
        stage.methodist.done(&format!("{session}/cancellation"), &[("version", &new), ("why", "Нет ведущего")]);
        stage.methodist.done(&format!("{session}/cancellation"), &[("version", &new), ("why", "Нет ведущего")]);
        let gone = stage.methodist.post(&format!("{session}/day"), &[("version", &new), ("day", "2026-07-09"), ("begins", ""), ("reason", "Вернули")]);
        assert!(gone.status == 409 || gone.says("Нет ведущего"), "{} {}", gone.status, gone.body);
        assert!(stage.methodist.page(&session).says("отменено"));
    }

    fn everybody_is_marked_in_one_go_and_a_correction_is_one(engine) {
        let stage = stage(engine);
        stage.enrolled();
        let ids: Vec<_> = stage.young.iter().map(|one| one.id).collect();
        let session = stage.planned("Открытый урок", "2026-06-15");
        let page = stage.methodist.page(&session);
        assert_eq!(page.body.matches("name=\"people\"").count(), 3, "{}", page.body);
        let ahead = stage.held(&session, "2026-06-19", &ids[..2]);
        assert!(ahead.status == 422 && ahead.says("ещё не"), "{}", ahead.body);
        let stranger = stage.held(&session, "2026-06-15", &[stage.head.id]);
        assert!(stranger.status == 422 && stranger.says("не\u{a0}состоит"), "{}", stranger.body);
        let early = stage.held(&session, "2026-02-15", &ids[..1]);
        assert!(early.status == 422 && early.says("Весенняя"), "nobody was of it then: {}", early.body);
        for _ in 0..2 {
            let shown = stage.held(&session, "2026-06-15", &ids[..2]);
            assert_eq!(shown.status, 303, "{}", shown.body);
        }
        let page = stage.methodist.page(&session);
        assert!(page.says("Были 2 из\u{a0}3") && page.body.matches("Занятие проведено").count() == 1, "{}", page.body);
        let old = version(&page.body);
        assert_eq!(stage.held(&session, "2026-06-15", &ids).status, 303);
        assert!(stage.methodist.page(&session).says("Посещение исправлено"));
        let id = ids[0].to_string();
        let stale = stage.methodist.post(&format!("{session}/outcome"), &[("version", &old), ("held_on", "2026-06-15"), ("people", &id)]);
        assert!(stale.status == 409 && stale.says("Посещение исправлено"), "{}", stale.body);
        assert_eq!(stale.body.matches(" checked").count(), 1, "whom the second ticked stays ticked: {}", stale.body);
        let row = |what: &str| stage.methodist.page(&stage.url).says(what);
        assert!(row("были 3 из\u{a0}3") && row("на занятиях: 1 из\u{a0}1"), "{}", stage.methodist.page(&stage.url).body);
    }

    fn a_session_leaves_a_link_or_a_document(engine) {
        let stage = stage(engine);
        let session = stage.planned("Открытый урок", "2026-06-25");
        let url = format!("{session}/materials");
        let none = stage.methodist.post(&url, &[("title", "Памятка"), ("link", "")]);
        assert!(none.status == 422 && none.says("Укажите ссылку") && none.body.contains("value=\"Памятка\""), "{}", none.body);
        let bad = stage.methodist.post(&url, &[("title", "Памятка"), ("link", "javascript:alert(1)")]);
        assert!(bad.status == 422 && bad.says("https://"), "{}", bad.body);
        let fine = [("title", "Памятка"), ("link", "https://metod.example/lesson")];
        stage.methodist.done(&url, &fine);
        stage.methodist.done(&url, &fine);
        assert_eq!(stage.methodist.page(&session).body.matches("https://metod.example/lesson").count(), 1);
        assert!(stage.methodist.page(&session).says("Добавлен материал"));
        let _ = id_of(&stage.methodist, &session, "/materials");
    }
}

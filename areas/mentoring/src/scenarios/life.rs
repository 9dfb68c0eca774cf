//! The life of a pair: journal, plan, reports heard by the council; what is late becomes a duty.

use testing::both_databases;

use super::stage::{duties_of, stage};

both_databases! {
    fn the_pair_writes_its_journal_and_its_plan(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        assert!(mentor.page("/mentoring/own").says("Я наставник: Весенняя"));
        mentor.page(&card);
        let visit = [("work", "mentor_visit"), ("held_on", "2026-06-17"), ("topic", "Дроби, 5 класс"), ("outcome", "Темп высок")];
        mentor.done(&format!("{card}/works"), &visit);
        mentor.done(&format!("{card}/works"), &visit);
        let page = mentor.page(&card);
        assert_eq!(page.body.matches(". Дроби, 5 класс</p>").count(), 1, "the second click writes nothing");
        let early = mentor.post(&format!("{card}/works"), &[("work", "mentor_visit"), ("held_on", "2026-06-14"), ("topic", "Т")]);
        assert!(early.status == 422 && early.says("Раньше приказа (15.06.2026)"), "{}", early.body);
        mentor.done(&format!("{card}/tasks/template"), &[]);
        assert!(mentor.page(&card).says("Организовать взаимопосещение занятий"));
        let outside = mentor.post(&format!("{card}/tasks"), &[("title", "Дело"), ("due_on", "2030-01-01")]);
        assert!(outside.status == 422 && outside.says("с 10.07.2026 по 09.07.2029; дела можно ставить со дня приказа, 15.06.2026"), "{}", outside.body);
        let mentee = stage.own(&stage.mentee);
        assert!(mentee.page("/mentoring/own").says("Мой наставник – Орлова"));
        assert!(mentee.page(&card).says("Дроби, 5 класс"), "both see the same");
    }

    fn a_report_is_prefilled_submitted_returned_and_approved(engine) {
        let stage = stage(engine);
        let card = stage.working();
        // A year later: the pair has worked since the first half of the school year.
        stage.sql("UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-10-01', starts_on = '2025-11-01'; UPDATE mentorship_mentors SET from_on = '2025-10-15'");
        stage.sql(&format!("UPDATE employments SET started_on = '2025-10-01' WHERE person_id = {}", stage.mentee.id));
        let mentor = stage.own(&stage.mentor);
        let duties = duties_of(&mentor);
        assert!(duties.contains("2025-12-31 Отчёт наставника: Весенняя А. С., I полугодие 2025/26"), "{duties}");
        assert!(duties.contains("2026-06-30 Отчёт наставника: Весенняя А. С., II полугодие 2025/26"));
        assert!(duties_of(&stage.deputy).contains("2025-12-31 Наставник не сдал отчёт: Орлова Н. П. – Весенняя А. С., I полугодие"), "overdue is the deputy's");
        mentor.page(&card);
        let wrong = mentor.post(&format!("{card}/reports"), &[("half", "2027-1"), ("body", "Сделано")]);
        assert!(wrong.status == 422 && wrong.says("За это время отчёта пара не пишет"));
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Посещено три урока.")]);
        let page = stage.deputy.page(&card);
        let hearing = page.body.split("action=\"").find_map(|rest| rest.split('"').next().filter(|url| url.ends_with("/hearing"))).unwrap().to_owned();
        let bare = stage.deputy.post(&hearing, &[("heard_on", "2026-06-18"), ("protocol", ""), ("decision", "approved")]);
        assert!(bare.status == 422 && bare.says("отчёты утверждает методический совет"), "{}", bare.body);
        stage.deputy.done(&hearing, &[("heard_on", "2026-06-18"), ("protocol", ""), ("decision", "returned"), ("word", "Добавьте анализ")]);
        let form = mentor.page(&format!("{card}/reports?half=2025-1"));
        assert!(form.says("возвращён на доработку") && form.says("Совет вернул отчёт 18.06.2026: Добавьте анализ"), "{}", form.body);
        assert!(form.body.contains(">Посещено три урока.</textarea>"), "the own text is there to be added to: {}", form.body);
        assert!(mentor.page(&card).says("Добавьте анализ") && duties_of(&mentor).contains("2025-12-31 Отчёт наставника"), "returned is owed again");
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Посещено три урока, разобраны.")]);
        let seen = stage.deputy.page(&card).input("seen").unwrap();
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Посещено три урока, разобраны.")]);
        assert_eq!(stage.deputy.page(&card).input("seen").unwrap(), seen, "the second click changes nothing");
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Посещено три урока, разобраны все.")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("Прежние тексты: 2") && page.says("подан 18.06.2026, возвращён 18.06.2026: Добавьте анализ") && page.says("заменён до рассмотрения"), "{}", page.body);
        let stale = stage.deputy.post(&hearing, &[("heard_on", "2026-06-18"), ("protocol", "протокол № 10"), ("decision", "approved"), ("seen", &seen)]);
        assert!(stale.status != 303 && stale.says("Подан отчёт"), "what was read is not what stands there: {}", stale.body);
        stage.deputy.done(&hearing, &[("heard_on", "2026-06-18"), ("protocol", "протокол № 10"), ("decision", "approved")]);
        assert!(!duties_of(&mentor).contains("2025-12-31 Отчёт наставника") && mentor.page(&card).says("утверждён"));
        let again = mentor.post(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Ещё")]);
        assert!(again.status == 422 && again.says("уже утверждён"));
    }
}

//! The end at the term: the final report is heard, the recommendation goes to the head, the pair stays under «Завершённые»; a line
//! of the journal is corrected until a report counts it.

use testing::both_databases;

use super::stage::{Stage, duties_of, stage};

/// A pair that has worked since October and whose term is over.
pub(super) fn over(stage: &Stage) -> String {
    let card = stage.working();
    stage.sql(
        "UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-10-01', starts_on = '2025-11-01', ends_on = '2026-06-18'",
    );
    stage.sql("UPDATE mentorship_mentors SET from_on = '2025-10-15'");
    stage.sql(&format!(
        "UPDATE employments SET started_on = '2025-10-01' WHERE person_id = {}",
        stage.mentee.id
    ));
    card
}

fn hearing(stage: &Stage, card: &str) -> String {
    let page = stage.deputy.page(card);
    let found = page
        .body
        .split("action=\"")
        .find_map(|rest| rest.split('"').next().filter(|url| url.ends_with("/hearing")));
    found.unwrap().to_owned()
}

/// The form of an end at the term.
pub(super) fn finish(waiver: &'static str) -> [(&'static str, &'static str); 8] {
    [
        ("form", "completion"),
        ("day", "2026-06-18"),
        ("adaptation", "passed"),
        ("stays", "yes"),
        ("incentive", "yes"),
        ("incentive_note", "грамота школы за год работы"),
        ("result", "Ведёт уроки уверенно"),
        ("waiver", waiver),
    ]
}

both_databases! {
    fn a_pair_ends_when_the_final_report_was_heard(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        let end = format!("{card}/completion");
        let offered = stage.principal.page(&card);
        for said in ["методсовет ещё не утвердил", "плана нет; в журнале нет ни одной записи; инструктаж не отмечен; отчётов наставника не подано: ", "Завершить это"] {
            assert!(offered.says(said), "{said}: {}", offered.body);
        }
        assert_eq!(stage.principal.get(&format!("{card}/conclusion?as=pdf")).status, 404, "nothing is concluded yet");
        let bare = stage.principal.post(&end, &finish(""));
        assert!(bare.status == 422 && bare.body.contains("id=\"e-waiver-completion\""), "{}", bare.body);
        assert!(bare.says("II полугодие 2025/26") && bare.body.contains("грамота школы за год работы"));
        let mentor = stage.own(&stage.mentor);
        mentor.page(&format!("{card}/reports?half=2026-2"));
        let bare = mentor.post(&format!("{card}/reports"), &[("half", "2026-2"), ("body", "Посещены уроки.\n\nВыводы:\n")]);
        assert!(bare.status == 422 && bare.says("После слова «Выводы» ничего нет") && bare.says("Посещены уроки."), "{}", bare.body);
        mentor.done(&format!("{card}/reports"), &[("half", "2026-2"), ("body", "Год прошёл хорошо.")]);
        let hear = hearing(&stage, &card);
        stage.deputy.done(&hear, &[("heard_on", "2026-06-18"), ("protocol", "протокол № 10"), ("decision", "approved")]);
        stage.principal.page(&card);
        stage.principal.done(&end, &finish(""));
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("рекомендовано: грамота школы за год работы"), "{}", page.body);
        assert!(page.says("руководителю рекомендовано поощрение наставника") && page.says("прошла"));
        assert!(page.body.contains(&format!("href=\"{card}/conclusion?as=pdf\"")), "{}", page.body);
        let paper = stage.deputy.get(&format!("{card}/conclusion?as=docx"));
        assert_eq!(paper.status, 200);
        for said in ["ЗАКЛЮЧЕНИЕ", "Адаптация: прошла", "рекомендовано руководителю: грамота школы за", "Ведёт уроки уверенно", "Орлова"] {
            assert!(paper.says(said), "{said}: {}", paper.body);
        }
        assert_eq!(stage.deputy.get(&format!("{card}/conclusion")).status, 404, "no form is asked for");
        let own = mentor.page("/mentoring/own");
        assert!(own.says("Завершённые") && own.says("Я наставник: Весенняя"), "{}", own.body);
        assert_eq!(mentor.page(&card).status, 200, "an ended pair is read by its mentor");
        let mentee = stage.own(&stage.mentee);
        assert!(mentee.page("/mentoring/own").says("Завершённые") && mentee.page(&card).says("завершена"));
    }

    fn clause_3_2_nothing_is_written_of_a_day_behind_the_term(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        stage.sql("UPDATE mentorships SET ends_on = '2026-06-16'");
        let mentor = stage.own(&stage.mentor);
        let line = |day: &'static str| [("work", "consultation"), ("held_on", day), ("topic", "Итоги")];
        let late = mentor.post(&format!("{card}/works"), &line("2026-06-17"));
        assert!(late.status == 422 && late.says("Срок наставничества кончился 16.06.2026"), "{}", late.body);
        mentor.done(&format!("{card}/works"), &line("2026-06-16"));
    }

    fn without_a_report_the_end_is_explained(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/completion"), &finish("наставник болел весь июнь"));
        assert!(stage.principal.page(&card).says("наставник болел весь июнь"));
    }

    fn a_report_is_drafted_for_the_half_that_is_chosen(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        let mentor = stage.own(&stage.mentor);
        for (day, topic) in [("2025-11-18", "Осенний урок"), ("2026-03-10", "Весенний урок")] {
            mentor.page(&card);
            mentor.done(&format!("{card}/works"), &[("work", "mentor_visit"), ("held_on", day), ("topic", topic)]);
        }
        let page = mentor.page(&card);
        assert!(page.says("I полугодие 2025/26 – просрочен на 169 дней"), "lateness in words: {}", page.body);
        assert!(page.says("II полугодие 2025/26 – до 30.06.2026"));
        let first = mentor.page(&format!("{card}/reports?half=2025-1"));
        assert!(first.says("Осенний урок") && !first.says("Весенний урок"), "{}", first.body);
        let second = mentor.page(&format!("{card}/reports?half=2026-2"));
        assert!(second.says("Весенний урок") && !second.says("Осенний урок"));
        let bare = mentor.post(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "")]);
        assert!(bare.status == 422 && bare.body.contains("id=\"e-body\"") && bare.body.contains("value=\"2025-1\""), "{}", bare.body);
        assert_eq!(stage.deputy.get(&format!("{card}/reports")).status, 404, "no side of the pair");
    }

    fn a_line_of_the_journal_is_corrected_until_a_report_counts_it(engine) {
        let stage = stage(engine);
        let card = over(&stage);
        let mentor = stage.own(&stage.mentor);
        let line = |topic: &'static str| [("work", "mentor_visit"), ("held_on", "2025-11-18"), ("topic", topic), ("outcome", "")];
        mentor.page(&card);
        mentor.done(&format!("{card}/works"), &line("Дробы"));
        stage.sql("UPDATE mentorship_works SET created_at = created_at - 864000000000");
        let page = mentor.page(&card);
        let url = page.body.split("action=\"").find_map(|rest| rest.split('"').next().filter(|url| url.contains("/works/"))).unwrap().to_owned();
        assert!(!stage.deputy.page(&card).body.contains(&url), "somebody else's line");
        let foreign = stage.deputy.post(&url, &line("Чужое"));
        assert!(foreign.status != 303 && foreign.says("Запись исправляет тот, кто её сделал"), "{}", foreign.body);
        let form = format!("work-{}", url.rsplit('/').next().unwrap());
        let ahead = mentor.post(&url, &[("form", &form), ("work", "mentor_visit"), ("held_on", "2026-06-19"), ("topic", "Дроби")]);
        assert!(ahead.status == 422 && ahead.body.contains(&format!("id=\"e-held_on-{form}\"")), "{}", ahead.body);
        mentor.done(&url, &line("Дроби"));
        let page = mentor.page(&card);
        assert!(page.says(". Дроби") && page.says("было: 18.11.2025, посещение урока подшефного наставником. Дробы"), "{}", page.body);
        assert!(page.says("Исправлена запись в журнале"));
        mentor.done(&format!("{card}/reports"), &[("half", "2025-1"), ("body", "Один урок.")]);
        let hear = hearing(&stage, &card);
        stage.deputy.done(&hear, &[("heard_on", "2026-06-18"), ("protocol", "протокол № 10"), ("decision", "approved")]);
        mentor.page(&card);
        let late = mentor.post(&url, &line("Переписано"));
        assert!(late.status != 303 && late.says("пока не утверждён отчёт"), "{}", late.body);
        assert!(!mentor.page(&card).body.contains(&url));
    }

    fn a_deputy_who_is_a_mentor_has_the_own_report_once(engine) {
        let stage = stage(engine);
        over(&stage);
        let account = stage.app.account(access::Role::Deputy, access::Level::Organisation, &stage.tree.school.path);
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        people::actions::tie(&mut cx, &stage.mentor, Some(account.0)).unwrap();
        cx.finish().unwrap();
        let duties = duties_of(&stage.app.signed_in(account));
        assert_eq!(duties.matches("I полугодие 2025/26").count(), 2, "both halves, each once: {duties}");
        assert!(duties.contains("2025-12-31 Отчёт наставника: Весенняя А. С.") && !duties.contains("Наставник не сдал"), "{duties}");
    }
}

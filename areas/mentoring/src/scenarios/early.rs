//! The order of an early end: printed, registered, its notice over the May holidays; orders that lose their force afterwards.

use testing::{Shown, both_databases};

use super::ending::{early, succeeded};
use super::orders::{cancel, paper_of};
use super::stage::{PDF, Stage, duties_of, stage};

/// A pair at work since September, so that a spring lies behind it.
fn since_autumn(stage: &Stage) -> String {
    let card = stage.working();
    stage.sql("UPDATE mentorships SET hired_on = '2025-09-01', order_on = '2025-09-10', starts_on = '2025-10-01', ends_on = '2028-09-30'");
    stage.sql("UPDATE mentorship_mentors SET from_on = '2025-09-10'");
    stage.sql(&format!(
        "UPDATE employments SET started_on = '2025-09-01' WHERE person_id = {}",
        stage.mentee.id
    ));
    card
}

/// The document a page names after these words.
fn after(page: &Shown, words: &str) -> String {
    let text = page.body.replace('\u{a0}', " ");
    let from = text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
    paper_of(&Shown { body: text[from..].to_owned(), ..page.clone() })
}

both_databases! {
    fn the_page_of_the_order_tells_the_day_over_the_may_holidays(engine) {
        let stage = stage(engine);
        let card = since_autumn(&stage);
        let end = format!("{card}/end");
        assert!(stage.principal.page(&card).body.contains(&format!("href=\"{end}\"")), "the card leads there");
        let bare = stage.principal.page(&end);
        assert!(bare.says("3 рабочих дня до последнего дня") && bare.says("Если предупредили сегодня – не раньше 23.06.2026"), "{}", bare.body);
        // 29 April 2026 is a Wednesday: 30 April, then the holiday and the week-end, 4 and 5 May.
        let told = stage.principal.page(&format!("{end}?notice_on=2026-04-29"));
        assert!(told.says("Предупреждение действует с 05.05.2026"), "{}", told.body);
        let short = stage.principal.post(&end, &early("employer", "2026-05-04", "предупреждение", "2026-04-29"));
        assert!(short.status == 422 && short.says("проходят 3 рабочих дня: не раньше 05.05.2026"), "{}", short.body);
        assert!(short.body.contains("value=\"2026-04-29\"") && short.body.contains("21-од"), "nothing typed is lost");
        assert!(short.body.contains("id=\"e-day\""), "at its field");
        stage.principal.done(&end, &early("employer", "2026-05-05", "предупреждение", "2026-04-29"));
        assert!(stage.principal.page(&card).says("05.05.2026"));
    }

    fn an_early_end_is_an_order_with_its_paper(engine) {
        let stage = stage(engine);
        let card = since_autumn(&stage);
        let end = format!("{card}/end");
        for form in ["pdf", "docx"] {
            assert_eq!(stage.deputy.get(&format!("{end}/paper?as={form}")).status, 200, "a draft to read");
        }
        assert_eq!(stage.deputy.get(&end).status, 403, "the head alone orders");
        stage.principal.page(&end);
        let bare = stage.principal.post(&end, &early("application:1", "2026-06-18", "", ""));
        assert!(bare.status == 422 && bare.says("Укажите документ-основание: заявление"), "{}", bare.body);
        let ahead = stage.principal.post(&end, &early("incompatibility", "2026-06-19", "", ""));
        assert!(ahead.status == 422 && ahead.says("Этот день ещё не наступил"), "{}", ahead.body);
        let before = stage.principal.post(&end, &early("incompatibility", "2025-09-09", "", ""));
        assert!(before.status == 422 && before.says("Не раньше 10.09.2025: это день приказа о наставничестве"), "{}", before.body);
        let fields = early("application:1", "2026-06-18", "заявление от 17.06.2026", "");
        let shown = stage.principal.upload(&end, &fields, ("file", "Заявление.pdf", PDF));
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("Приказ о прекращении") && page.says("№ 21-од"), "{}", page.body);
        let paper = stage.principal.page(&after(&page, "Приказ о прекращении"));
        assert!(paper.says("О прекращении наставничества") && paper.body.contains(".pdf"), "{}", paper.body);
        let again = stage.principal.post(&end, &early("application:1", "2026-06-18", "заявление", ""));
        assert!(again.status != 303 && again.says("Пара сейчас не работает"), "the second click: {}", again.body);
        assert!(again.says("Наставничество прекращено 18.06.2026"), "who was first, and with what: {}", again.body);
    }

    fn a_pair_is_not_over_before_what_it_lived_through(engine) {
        let stage = stage(engine);
        let card = since_autumn(&stage);
        let end = format!("{card}/end");
        stage.principal.page(&end);
        let told = |day: &str| stage.principal.post(&end, &early("incompatibility", day, "", ""));
        stage.sql("UPDATE mentorship_mentors SET from_on = '2026-03-02'");
        let before = told("2026-03-01");
        assert!(before.status == 422 && before.says("Не раньше 02.03.2026: с этого дня работает нынешний наставник"), "{}", before.body);
        let visit = [("work", "mentor_visit"), ("held_on", "2026-04-20"), ("topic", "Урок")];
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        mentor.done(&format!("{card}/works"), &visit);
        let before = told("2026-04-19");
        assert!(before.status == 422 && before.says("Не раньше 20.04.2026: за этот день есть запись в журнале"), "{}", before.body);
        assert!(before.body.contains("value=\"2026-04-19\"") && before.body.contains("id=\"e-day\""), "at its field, as typed");
        stage.principal.done(&end, &early("incompatibility", "2026-04-20", "", ""));
    }

    fn a_cancelled_order_of_an_end_sends_the_pair_back_to_work(engine) {
        let stage = stage(engine);
        let card = since_autumn(&stage);
        let mentor = stage.own(&stage.mentor);
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        assert!(duties_of(&stage.deputy).contains("Назначить наставника: Весенняя"));
        let paper = after(&stage.principal.page(&card), "Приказ о прекращении");
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("пара снова будет работать"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("работает") && page.says("наставничество продолжается") && page.says("– отменён"), "{}", page.body);
        mentor.page(&card);
        mentor.done(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Итоги года")]);
        assert!(!duties_of(&stage.deputy).contains("Назначить наставника: Весенняя"));
    }

    fn an_ended_pair_stays_ended_when_its_first_order_is_cancelled(engine) {
        let stage = stage(engine);
        let card = since_autumn(&stage);
        let first = paper_of(&stage.principal.page(&card));
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        let asked = cancel(&stage.principal, &first);
        assert!(asked.says("Пара завершена 18.06.2026 и завершённой остаётся") && !asked.says("вернётся к шагу"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && !page.says("Все шаги пройдены"), "{}", page.body);
        assert!(page.says("Пара к тому времени завершена и завершённой остаётся"), "the card says it in words: {}", page.body);
        assert!(page.says("с 01.10.2025 по 30.09.2028"), "the term stays");
        // And if the end turns out to be without force as well, nothing is left to work by.
        let end = after(&page, "Приказ о прекращении");
        cancel(&stage.principal, &end);
        assert!(stage.principal.page(&card).says("пара снова ждёт приказа"));
    }

    fn an_ended_pair_stays_ended_when_a_replacement_is_cancelled(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [("ground", "incompatibility"), ("day", "2026-06-17"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        stage.principal.done(&replace, &fields);
        let page = stage.principal.page(&card);
        let paper = after(&page, "Приказ о замене");
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("завершённой остаётся"), "{}", asked.body);
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("Пара завершена 18.06.2026 и завершённой остаётся"), "{}", page.body);
        assert!(page.says("по 16.06.2026"), "the part of the first mentor stays over");
    }

    fn an_order_issued_anew_stays_as_late_as_the_need_makes_it(engine) {
        let stage = stage(engine);
        let card = stage.working();
        // Hired on 10 June: due on the 24th. As if it had been May: due on the 25th, the order of 15 June is 21 days late.
        stage.sql("UPDATE mentorships SET hired_on = '2026-05-10'");
        stage.sql(&format!("UPDATE employments SET started_on = '2026-05-10' WHERE person_id = {}", stage.mentee.id));
        let late = "приказ с опозданием на 21 день";
        assert!(stage.principal.page(&card).says(late), "{}", stage.principal.page(&card).body);
        assert!(stage.deputy.page("/mentoring").says(late));
        let paper = paper_of(&stage.principal.page(&card));
        cancel(&stage.principal, &paper);
        let waiting = stage.deputy.page(&card);
        assert!(waiting.says("до 25.05.2026 – приказ просрочен на 24 дня"), "{}", waiting.body);
        assert!(stage.deputy.page("/mentoring").says("приказ просрочен на 24 дня"));
        let again = stage.principal.post(&format!("{card}/order"), &[("signed_on", "2026-06-18"), ("numbering", "external"), ("number", "16-од")]);
        assert_eq!(again.status, 303, "{}", again.body);
        let late = "приказ с опозданием на 24 дня";
        assert!(stage.principal.page(&card).says(late) && stage.deputy.page("/mentoring").says(late));
    }
}

//! Who wrote what down: the analysis of a lesson is of whoever analysed it, official acts are of whoever holds them; who is away by an
//! order of mentoring is chosen with a reason.

use testing::{Browser, Shown, both_databases};

use super::ending::{early, succeeded};
use super::stage::{Stage, stage};

/// The words of a paper as the plain press of the tests prints it.
fn words(shown: &Shown) -> String {
    assert_eq!(shown.status, 200, "{}", shown.body);
    shown.body.replace("\\u{a0}", " ").replace('\u{a0}', " ")
}

/// The paper of an analysis somebody writes down.
fn analysed(who: &Browser, card: &str, (kind, topic): (&str, &str)) -> String {
    who.page(card);
    let fields = [
        ("form", "work"),
        ("work", "lesson_analysis"),
        ("held_on", "2026-06-17"),
        ("topic", topic),
        ("outcome", "Темп ровный"),
        ("kind", kind),
        ("class", "5 «А»"),
        ("subject", "Математика"),
    ];
    assert_eq!(who.post(&format!("{card}/works"), &fields).status, 303);
    let page = who.page(card).body;
    let line = page.split("<li>").find(|line| line.contains(topic)).unwrap();
    let paper = line.split("href=\"").filter_map(|rest| rest.split('"').next());
    let paper = paper.into_iter().find(|url| url.ends_with("?as=docx")).unwrap().to_owned();
    words(&who.get(&paper))
}

/// Replaces the first mentor because of a long leave.
fn on_leave(stage: &Stage, card: &str) {
    let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
    stage.principal.page(&replace);
    let fields = [
        ("ground", "absence_leave"),
        ("absent_from", "2026-03-30"),
        ("absent_to", "2026-09-30"),
        ("day", "2026-06-18"),
        ("note", "приказ об отпуске № 3"),
        ("numbering", "external"),
        ("number", "20-од"),
    ];
    stage.principal.done(&replace, &fields);
}

both_databases! {
    fn an_analysis_is_of_whoever_wrote_it_down(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let of_deputy = analysed(&stage.deputy, &card, ("analysis_full", "Доли"));
        assert!(of_deputy.contains("Наблюдатель") && !of_deputy.contains("Орлова"), "{of_deputy}");
        let mentee = stage.own(&stage.mentee);
        let own = analysed(&mentee, &card, ("analysis_self", "Проценты"));
        assert!(own.contains("Самоанализ выполнил(а)") && own.contains("Весенняя А. С.") && !own.contains("Наблюдатель"), "{own}");
        let seen = analysed(&mentee, &card, ("analysis_full", "Степени"));
        assert!(seen.contains("Наблюдатель: Весенняя А. С.") && !seen.contains("Урок провёл(а)"), "{seen}");
        assert!(stage.deputy.page(&card).says("Записал(а): "));
    }

    fn clauses_8_2_and_8_3_official_acts_are_not_written_by_the_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        for who in [&mentor, &mentee] {
            for act in ["deputy_visit", "briefing", "presentation"] {
                assert!(!who.page(&card).body.contains(&format!("value=\"{act}\"")), "{act} is not offered");
                let refused = who.post(&format!("{card}/works"), &[("form", "work"), ("work", act), ("held_on", "2026-06-17"), ("topic", "Посещён урок")]);
                assert!(refused.status == 422 && refused.says("Эту запись делает тот, кто проводит") && refused.body.contains("Посещён урок"), "{act}: {}", refused.body);
            }
        }
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/works"), &[("work", "deputy_visit"), ("held_on", "2026-06-17"), ("topic", "7 «А»")]);
        mentee.page(&card);
        mentee.done(&format!("{card}/works"), &[("work", "study"), ("held_on", "2026-06-17"), ("topic", "Чтение")]);
        assert!(!mentee.page(&card).body.contains(&format!("href=\"{}\"", stage.mentor.url())), "no card that does not open");
        assert!(stage.deputy.page(&card).body.contains(&format!("href=\"{}\"", stage.mentor.url())));
    }

    fn clause_3_6_who_was_replaced_for_a_leave_is_away_until_its_end(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        on_leave(&stage, &card);
        let choice = format!("/mentoring/choice?pair={}", card.rsplit('/').next().unwrap());
        let page = stage.deputy.page(&choice);
        assert!(page.says("Отсутствует с 30.03.2026 по 30.09.2026") && page.says("п. 3.6"), "{}", page.body);
        let own = stage.mentor.id.to_string();
        let bare = stage.deputy.post(&format!("{card}/successor"), &[("mentors", own.as_str()), ("reason", "")]);
        assert!(bare.status == 422 && bare.says("Отсутствует с 30.03.2026 по 30.09.2026") && bare.body.contains("id=\"e-reason\""), "{}", bare.body);
        stage.sql("UPDATE mentorship_mentors SET end_note = 'с\u{a0}30.03.2026 по\u{a0}17.06.2026; приказ' WHERE end_ground = 'absence_leave'");
        assert!(!stage.deputy.page(&choice).says("Отсутствует"), "back at work");
    }

    fn a_mentor_of_another_school_stays_in_the_group(engine) {
        let stage = stage(engine);
        stage.working();
        let (id, url) = (stage.mentor.id.to_string(), "/mentoring/gatherings");
        stage.deputy.page(url);
        stage.deputy.done("/mentoring/group", &[("from_on", "2026-06-18"), ("members", id.as_str())]);
        let other = &stage.tree.other_school;
        stage.sql(&format!("UPDATE employments SET unit_id = {}, unit_path = '{}' WHERE person_id = {id}", other.id, other.path));
        assert!(stage.deputy.page(url).says("больше не работает: отметьте выход"), "who left");
        stage.sql("UPDATE mentorship_mentors SET agreement = 'Договор № 5'");
        assert!(!stage.deputy.page(url).says("больше не работает"), "{}", stage.deputy.page(url).body);
    }

    fn nothing_hangs_where_a_pair_has_no_term_yet(engine) {
        let stage = stage(engine);
        stage.begun();
        let own = stage.own(&stage.mentee).page("/mentoring/own");
        assert!(own.says("Мой наставник") && !own.says("специалист;"), "nothing hangs where no term is known: {}", own.body);
    }

    fn a_day_past_the_term_is_told_in_the_terms_of_the_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.deputy.page(&format!("{card}/plan"));
        let late = stage.deputy.post(&format!("{card}/plan/lines"), &[("title", "Урок"), ("due_on", "2030-01-15")]);
        assert!(late.status == 422 && late.says("с 10.07.2026 по 09.07.2029; дела можно ставить со дня приказа, 15.06.2026"), "{}", late.body);
        let end = format!("{card}/end");
        stage.principal.page(&end);
        let ahead = [("signed_on", "2026-06-18"), ("ground", "incompatibility"), ("day", "2029-07-10"), ("numbering", "external"), ("number", "21-од")];
        let refused = stage.principal.post(&end, &ahead);
        assert!(refused.status == 422 && refused.says("Срок кончается 09.07.2029: последний день не позже него"), "{}", refused.body);
    }

    fn the_bar_of_a_pair_that_is_over_is_of_its_first_mentors(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        on_leave(&stage, &card);
        stage.principal.page(&card);
        let waiting = stage.second.id.to_string();
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", waiting.as_str()), ("reason", "Р")]);
        let draft = words(&stage.deputy.get(&format!("{card}/end/paper?as=docx")));
        assert!(draft.contains("Сменная О. И.") && !draft.contains("Быстров"), "who was never appointed reads no order: {draft}");
        let ahead = stage.principal.post(&format!("{card}/end"), &early("incompatibility", "2029-07-10", "", ""));
        assert!(ahead.status == 422 && !ahead.says("Срок кончился"), "{}", ahead.body);
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        let page = stage.principal.page(&card);
        let bar = page.body.split("Путь пары").nth(1).unwrap().split("</ol>").next().unwrap();
        assert!(bar.contains("12.06.2026") && !bar.contains("17.06.2026"), "{bar}");
    }
}

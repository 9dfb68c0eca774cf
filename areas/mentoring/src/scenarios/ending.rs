//! Replacement with its ground, the end at the term and before it.

use testing::both_databases;

use super::stage::{Hired, Stage, duties_of, hire, stage};

/// A successor with consent and terms.
pub(super) fn succeeded(stage: &Stage, card: &str) {
    let next = hire(
        &stage.app,
        &stage.tree.school,
        &Hired("Сменная Ольга Ильинична", "mathematics", "2011-09-01", None),
    );
    stage.deputy.page(card);
    let early = stage.principal.post(
        &format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor)),
        &[("ground", "application:1"), ("day", "2026-06-18"), ("note", "заявление")],
    );
    assert!(early.status != 303 && early.says("Сначала выберите преемника"), "{}", early.body);
    let person = next.id.to_string();
    stage.deputy.done(
        &format!("{card}/successor"),
        &[("mentors", person.as_str()), ("agreement", ""), ("reason", "")],
    );
    let part = stage.part(&next);
    recommended(stage, card, &part);
    for (step, more) in [("mentor", ("way", "paper")), ("agreement", ("way", "agreement"))] {
        let fields = [("day", "2026-06-17"), ("mentor", part.as_str()), more, ("note", "№ 6")];
        let shown = stage.step(card, step, &fields);
        assert_eq!(shown.status, 303, "{}", shown.body);
    }
}

/// The council recommends a successor, the mentee agrees.
pub(super) fn recommended(stage: &Stage, card: &str, part: &str) {
    for (step, fields) in [
        ("recommendation", [("day", "2026-06-16"), ("note", "протокол № 10 от 16.06.2026")]),
        ("deputy", [("day", "2026-06-16"), ("note", "")]),
        ("acceptance", [("day", "2026-06-17"), ("way", "oral")]),
    ] {
        stage.deputy.page(card);
        stage.deputy.done(&format!("{card}/mentors/{part}/{step}"), &fields);
    }
}

/// The form of the order of an early end.
pub(super) fn early<'a>(
    ground: &'a str,
    day: &'a str,
    note: &'a str,
    notice: &'a str,
) -> [(&'a str, &'a str); 6] {
    let number = [("numbering", "external"), ("number", "21-од")];
    [("ground", ground), ("day", day), ("note", note), ("notice_on", notice), number[0], number[1]]
}

both_databases! {
    fn a_mentor_is_replaced_by_a_ground_and_the_plan_goes_on(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        mentor.done(&format!("{card}/tasks"), &[("title", "Посетить урок"), ("due_on", "2026-09-30")]);
        stage.principal.page(&card);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let numbered = |ground: &'static str, note: &'static str| {
            [("ground", ground), ("day", "2026-06-18"), ("note", note), ("numbering", "external"), ("number", "20-од")]
        };
        stage.principal.page(&replace);
        let none = stage.principal.post(&replace, &numbered("", "заявление"));
        assert!(none.status == 422 && none.says("Выберите основание"));
        let bare = stage.principal.post(&replace, &numbered("application:1", ""));
        assert!(bare.status == 422 && bare.says("заявление"), "{}", bare.body);
        assert!(bare.body.contains("value=\"application:1\" selected") && bare.body.contains("20-од"), "nothing typed is lost");
        let draft = stage.deputy.get(&format!("{card}/mentors/{}/paper?as=docx", stage.part(&stage.mentor)));
        assert_eq!(draft.status, 200);
        stage.principal.done(&replace, &numbered("discipline", "приказ № 9 от 10.06.2026"));
        let page = stage.principal.page(&card);
        assert!(page.says("Сменная Ольга Ильинична") && page.says("Посетить урок"), "{}", page.body);
        assert!(page.says("Приказ о замене") && page.says("№ 20-од"), "the order is a document");
        assert!(page.says("по 17.06.2026") && !page.says("дисциплинарной ответственности</p>"), "a guarded ground is not in the history");
        assert_eq!(mentor.get(&card).status, 404, "who was replaced sees the pair no more");
        assert!(mentor.page("/mentoring/own").says("наставник с 15.06.2026 по 17.06.2026"), "but knows of it");
        let again = stage.principal.post(&replace, &numbered("application:1", "заявление"));
        assert!(again.status != 303 && again.says("Этого наставника уже заменили"), "{}", again.body);
    }

    fn one_successor_waits_and_is_of_the_pair_from_the_order_on(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.principal.page(&card);
        succeeded(&stage, &card);
        let far = hire(&stage.app, &stage.tree.other_school, &Hired("Дальняя Инна Ильинична", "mathematics", "2010-09-01", None));
        let (far, own) = (far.id.to_string(), stage.second.id.to_string());
        stage.deputy.page(&card);
        let second = stage.deputy.post(&format!("{card}/successor"), &[("mentors", own.as_str()), ("reason", "Р")]);
        assert!(second.status == 422 && second.says("Преемник уже выбран"), "{}", second.body);
        let next = people::store::named;
        let here = db::Ranges::under([stage.tree.school.path.as_str()]);
        let waiting = stage.app.house.db.read(|conn| next(conn, &here, "Сменная Ольга Ильинична")).unwrap().remove(0);
        assert_eq!(stage.own(&waiting).get(&card).status, 404, "no order yet");
        let part = stage.part(&waiting);
        let bare = stage.deputy.post(&format!("{card}/mentors/{part}/withdrawal"), &[("note", "")]);
        assert_eq!(bare.status, 422);
        stage.deputy.done(&format!("{card}/mentors/{part}/withdrawal"), &[("note", "Отказалась")]);
        assert!(stage.deputy.page(&card).says("Отказалась"));
        for side in [&stage.own(&stage.mentee), &stage.own(&stage.mentor)] {
            let page = side.page(&card);
            assert!(page.says("Орлова") && !page.says("Отказалась"), "why is for who keeps the pair: {}", page.body);
        }
        let beyond = stage.deputy.post(&format!("{card}/successor"), &[("other", far.as_str()), ("agreement", "Договор № 5"), ("reason", "")]);
        assert!(beyond.status == 422 && beyond.says("не нашлось одного педагога других организаций муниципалитета"), "past the own municipality");
        assert!(!stage.deputy.page(&card).says("Дальняя"));
    }

    fn a_pair_ends_at_its_term_with_what_it_came_to(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.principal.page(&card);
        let end = format!("{card}/completion");
        let said = |result: &'static str, incentive: &'static str| {
            [("form", "completion"), ("day", "2026-06-18"), ("adaptation", "passed"), ("stays", "yes"), ("incentive", incentive),
             ("incentive_note", ""), ("result", result)]
        };
        let early = stage.principal.post(&end, &said("Адаптация прошла", "no"));
        assert!(early.status == 422 && early.says("Срок – по 09.07.2029"), "{}", early.body);
        assert!(early.body.contains("id=\"f-day-completion\"") && early.body.contains("href=\"#f-day-completion\""));
        stage.sql("UPDATE mentorships SET ends_on = '2026-06-18'");
        let bare = stage.principal.post(&end, &said("", "yes"));
        assert!(bare.status == 422 && bare.says("чем кончилось") && bare.says("за что рекомендуете поощрить"), "{}", bare.body);
        assert!(bare.body.contains("value=\"passed\" checked"), "the choice is kept");
        stage.principal.done(&end, &said("Остаётся в школе", "no"));
        assert!(stage.principal.page(&card).says("завершена"));
        let over = stage.deputy.post(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Т")]);
        assert!(over.status != 303 && over.says("Пара сейчас не работает"), "{}", over.body);
    }

    fn the_law_asks_three_working_days_of_notice(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.principal.page(&card);
        let end = format!("{card}/end");
        let fields = |day, notice| early("refusal", day, "предупреждение", notice);
        let none = stage.principal.post(&end, &fields("2026-06-18", ""));
        assert!(none.status == 422 && none.says("Укажите, когда предупредили"), "{}", none.body);
        // 15 June 2026 is a Monday.
        let short = stage.principal.post(&end, &fields("2026-06-18", "2026-06-16"));
        assert!(short.status == 422 && short.says("не раньше 19.06.2026"), "{}", short.body);
        stage.principal.done(&end, &fields("2026-06-18", "2026-06-15"));
        assert!(stage.principal.page(&card).says("отказ наставника"));
        assert!(duties_of(&stage.deputy).contains("Назначить наставника: Весенняя"), "the need stands again");
    }

    fn who_left_the_school_is_told_of_at_once(engine) {
        let stage = stage(engine);
        stage.working();
        assert!(!duties_of(&stage.deputy).contains("преемника"));
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-17' WHERE person_id = {}", stage.mentor.id));
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("2026-06-18 Назначить преемника: Весенняя А. С. без наставника с 18.06.2026"), "{duties}");
    }

    fn what_never_came_to_an_order_is_cancelled_with_a_reason(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        stage.deputy.page(&card);
        let bare = stage.deputy.post(&format!("{card}/cancellation"), &[("note", "")]);
        assert!(bare.status == 422 && bare.says("почему пара не состоялась"));
        stage.deputy.done(&format!("{card}/cancellation"), &[("note", "Ушла в другую школу")]);
        assert!(stage.deputy.page("/mentoring?state=cancelled").says("Весенняя"));
        assert!(stage.deputy.page("/mentoring").says("Кому нужен наставник"), "the need stands again");
    }
}

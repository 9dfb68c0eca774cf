//! What the order of replacement asks for: its announcement and the handing over of the plan are marked, told, corrected.

use testing::both_databases;

use super::ending::succeeded;
use super::replaced::{replaced, successor};
use super::stage::{duties_of, stage};

both_databases! {
    fn the_point_of_an_order_of_replacement_is_a_duty_until_it_is_done(engine) {
        let stage = stage(engine);
        let card = stage.working();
        assert!(!duties_of(&stage.deputy).contains("объявить приказ о замене"));
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-17");
        let told = "Объявить приказ о замене, передать преемнику план и журнал: Сменная О. И. – Весенняя А. С.";
        for keeper in [&stage.deputy, &stage.principal] {
            let duties = duties_of(keeper);
            assert!(duties.contains(&format!("2026-06-24 {told}")), "{duties}");
        }
        let part = stage.part(&successor(&stage));
        let (announce, hand) = (format!("{card}/mentors/{part}/announcement"), format!("{card}/mentors/{part}/handing"));
        let form = format!("announcement-{part}");
        let send = |url: &str, day: &str, by: &str, seal: &str| {
            stage.deputy.page(&card);
            stage.deputy.post(url, &[("form", form.as_str()), ("day", day), ("by", by), ("seal", seal)])
        };
        for (day, by, said) in [
            ("", "Замов З. З.", "Укажите день."),
            ("2026-06-16", "Замов З. З.", "в день приказа (17.06.2026) или позже"),
            ("2026-06-19", "Замов З. З.", "не позднее сегодня"),
            ("2026-06-17", " ", "кто это сделал"),
        ] {
            let shown = send(&announce, day, by, "");
            assert!(shown.status == 422 && shown.says(said), "{said}: {}", shown.body);
            assert!(shown.body.contains(&format!("id=\"e-{}-{form}\"", if by == " " { "by" } else { "day" })), "at its field: {}", shown.body);
        }
        assert_eq!(send(&announce, "2026-06-17", "Замов З. З., заместитель", "").status, 303);
        assert_eq!(send(&announce, "2026-06-17", "Замов З. З., заместитель", "").status, 303, "a second click is the same mark");
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("Передать преемнику план и журнал: Сменная") && !duties.contains("бъявить приказ о замене"), "{duties}");
        assert_eq!(send(&hand, "2026-06-18", "Орлова Н. П.", "").status, 303);
        assert!(!duties_of(&stage.principal).contains("Передать преемнику"));
        let page = stage.deputy.page(&card);
        assert!(page.says("Объявлен приказ о замене 17.06.2026: Замов З. З., заместитель") && page.says("Переданы преемнику план и журнал 18.06.2026: Орлова Н. П."), "{}", page.body);
        let bar = page.body.split("Путь пары").nth(1).unwrap().split("</ol>").next().unwrap().to_owned();
        assert!(bar.contains("Объявлен") && bar.contains("План передан") && bar.contains("18.06.2026"), "{bar}");
        let line = stage.deputy.page(&format!("{card}/timeline"));
        assert!(line.says("Переданы преемнику план и журнал") && line.says("Объявлен приказ о замене"), "{}", line.body);
        // A correction by whoever saw the mark; somebody else's word in between is told.
        let stale = send(&announce, "2026-06-18", "Замов З. З., заместитель", "2026-06-16|кто-то");
        assert!(stale.status == 422 && stale.says("отметку изменили: теперь – 17.06.2026"), "{}", stale.body);
        let twice = send(&announce, "2026-06-18", "Другой", "");
        assert!(twice.status != 303 && twice.says("это уже изменили"), "{}", twice.body);
        assert_eq!(send(&announce, "2026-06-18", "Замов З. З., заместитель", "2026-06-17|Замов З. З., заместитель").status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("Исправлено: объявлен приказ о замене. Было: 17.06.2026. Стало: 18.06.2026"), "{}", page.body);
        let mentee = stage.own(&stage.mentee);
        mentee.page("/mentoring/own");
        assert_eq!(mentee.post(&announce, &[("day", "2026-06-18"), ("by", "Я")]).status, 403);
        let first = stage.part(&stage.mentor);
        stage.deputy.page(&card);
        let none = stage.deputy.post(&format!("{card}/mentors/{first}/announcement"), &[("day", "2026-06-18"), ("by", "Я")]);
        assert_eq!(none.status, 404, "no order of replacement made the first mentor one");
    }

    fn orders_of_before_wait_for_no_mark(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-17");
        for mark in ["announcement", "handing"] {
            stage.sql(&format!(
                "INSERT INTO mentorship_order_marks (order_id, mark, mentorship_id, done_on, done_by, written_by, written_at) \
                 SELECT id, '{mark}', mentorship_id, NULL, '', NULL, 1 FROM mentorship_orders"
            ));
        }
        assert!(!duties_of(&stage.deputy).contains("объявить приказ о замене") && !duties_of(&stage.deputy).contains("Объявить приказ о замене"));
        let page = stage.deputy.page(&card);
        assert!(!page.body.contains("/handing\""), "{}", page.body);
    }
}

//! The day of a replacement is the successor's (п. 3.6): the part of whoever was replaced ends with its eve, nothing counts two mentors
//! on one day.

use testing::both_databases;

use super::ending::succeeded;
use super::replaced::{replaced, successor};
use super::stage::{Stage, stage};
use crate::picture::{Day, Pairs};

type Days = (Option<chrono::NaiveDate>, Option<chrono::NaiveDate>);

/// The days of a person's latest part.
fn days(stage: &Stage, person: people::PersonId) -> Days {
    let parts = stage.app.house.db.read(|conn| crate::store::of_mentors(conn, &[person.0])).unwrap();
    let (part, _) = parts.last().unwrap();
    (part.from_on, part.to_on)
}

/// How many mentees mentors of the school have on a day, by the mentor.
fn load(stage: &Stage, on: &str) -> Vec<(i64, usize)> {
    let day = Day { on: on.parse().unwrap(), until: Some(db::Moment(i64::MAX)) };
    let path = stage.tree.school.path.clone();
    let pairs = stage.app.house.db.read(|conn| Pairs::of(conn, &path, day)).unwrap();
    pairs.load().into_iter().collect()
}

both_databases! {
    fn the_day_of_a_replacement_is_of_one_mentor(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let next = successor(&stage).id;
        let day = |text: &str| Some(text.parse().unwrap());
        let page = stage.principal.page(&format!("{card}/mentors/{}/paper?as=docx", stage.part(&stage.mentor)));
        let told = page.body.replace("\\u{a0}", " ").replace('\u{a0}', " ");
        assert!(told.contains("Отменить до начала срока") && told.contains("с 10 июля 2026"), "the term of both has not begun: {told}");
        replaced(&stage, &card, "2026-06-18");
        assert_eq!(days(&stage, stage.mentor.id), (day("2026-06-15"), day("2026-06-17")));
        assert_eq!(days(&stage, next), (day("2026-06-18"), None));
        let page = stage.deputy.page(&card);
        assert!(page.says("по 17.06.2026") && page.says("с 18.06.2026"), "{}", page.body);
        assert_eq!(load(&stage, "2026-06-17"), [(stage.mentor.id.0, 1)], "the last day of the former");
        assert_eq!(load(&stage, "2026-06-18"), [(next.0, 1)], "the day of the order");
    }

    fn a_day_that_two_mentors_have_is_given_back_to_the_successor(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        replaced(&stage, &card, "2026-06-18");
        let ended = stage.part(&stage.mentor);
        stage.sql(&format!("UPDATE mentorship_mentors SET to_on = '2026-06-18' WHERE id = {ended}"));
        let back = || crate::actions::eves::give_back(&stage.app.house, 10).unwrap();
        assert_eq!((back(), back()), (1, 0), "once");
        assert_eq!(days(&stage, stage.mentor.id).1, Some("2026-06-17".parse().unwrap()));
        assert!(stage.deputy.page(&card).says("день приказа о замене – у преемника"));
    }

    fn nobody_is_replaced_on_the_day_of_the_own_order(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        stage.sql("UPDATE mentorship_mentors SET from_on = '2026-06-17' WHERE from_on IS NOT NULL");
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [
            ("ground", "absence"), ("absent_from", "2026-06-15"), ("day", "2026-06-17"), ("note", "приказ об отпуске № 3"),
            ("numbering", "external"), ("number", "20-од"),
        ];
        let early = stage.principal.post(&replace, &fields);
        assert!(early.status == 422 && early.says("не раньше 18.06.2026: это день после приказа о прежнем наставнике"), "{}", early.body);
    }
}

//! How old what is told of a structure is: every change of its composition counts, and what was not looked through for as long
//! as the pack allows is a duty until somebody does.

use access::{Level, Role};
use chrono::{NaiveDate, NaiveTime};
use testing::both_databases;

use super::stage::{Stage, duties_of, fields, found, stage};
use crate::store;

/// The only structure was told of on this day last.
fn grown_old(stage: &Stage, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let at = day.and_time(NaiveTime::MIN).and_utc().timestamp_micros();
    stage.app.write(|tx| tx.batch(&format!("UPDATE structures SET updated_at = {at}")));
}

fn told_at(stage: &Stage) -> db::Moment {
    let (region, north) = (stage.tree.region.id, stage.tree.north.id);
    let read = |conn: &mut db::Conn| -> db::Result<Vec<crate::model::Structure>> {
        Ok([store::of_unit(conn, region)?, store::of_unit(conn, north)?].concat())
    };
    stage.app.house.db.read(read).unwrap().remove(0).updated_at
}

both_databases! {
    fn a_change_of_the_composition_is_a_change_of_what_is_told(engine) {
        let stage = stage(engine);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"));
        grown_old(&stage, "2025-10-01");
        let old = told_at(&stage);
        assert_eq!(stage.appoint(&union, "Туманцев Егор Павлович", "head", "2025-09-01").status, 303);
        let came = told_at(&stage);
        assert!(came > old, "somebody came");
        grown_old(&stage, "2025-10-01");
        let card = stage.head.page(&union);
        let end = card.body.split("action=\"").find(|part| part.contains("/end\"") && part.starts_with(&format!("{union}/members/"))).unwrap();
        let end = end.split('"').next().unwrap().to_owned();
        stage.head.done(&end, &[("to_on", "2026-06-18"), ("end_reason", "переезд")]);
        assert!(told_at(&stage) > old, "somebody left");
    }

    fn an_old_page_is_a_duty_until_it_is_looked_through(engine) {
        let stage = stage(engine);
        let one = found(&stage.institute, &fields(&stage.tree.region, "subject_association", "Ассоциация учителей химии"));
        let is_asked = || duties_of(&stage.institute).contains("Обновить страницу: Ассоциация учителей химии");
        assert!(!is_asked());
        grown_old(&stage, "2026-05-23");
        assert!(!is_asked(), "four days are left");
        grown_old(&stage, "2026-05-22");
        assert!(duties_of(&stage.institute).contains("2026-06-21 Обновить страницу"), "{}", duties_of(&stage.institute));
        let card = stage.institute.page(&one);
        assert!(card.says("Сведения верны"));
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(!teacher.page(&one).says("Сведения верны"));
        teacher.page("/structures");
        assert!(teacher.post(&format!("{one}/looked-through"), &[]).status >= 400);
        stage.institute.page(&one);
        stage.institute.done(&format!("{one}/looked-through"), &[]);
        assert!(!is_asked() && stage.institute.page(&one).says("Сведения проверены"));
    }
}

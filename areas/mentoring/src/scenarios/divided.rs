//! A new school comes out of another: pairs go with their mentees, and a mentor on the other side is told of before.

use access::{Level, Role};
use testing::{Shown, both_databases};

use super::stage::{Stage, stage};

/// The first work of a person as the form offers it.
fn work(stage: &Stage, person: &people::Person) -> String {
    let all = stage.app.house.db.read(|conn| people::store::works_of(conn, &[person.id.0])).unwrap();
    all[&person.id.0][0].id.to_string()
}

fn divided(stage: &Stage, chosen: &[&str]) -> (Shown, Shown) {
    let authority =
        stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
    let url = format!("{}/division", stage.tree.school.url());
    let version = authority.get(&url).input("version").unwrap();
    let mut fields = vec![
        ("name", "Школа № 11"),
        ("kind", "school"),
        ("day", "2026-06-18"),
        ("ground", "постановление № 12"),
        ("version", version.as_str()),
    ];
    fields.extend(chosen.iter().map(|id| ("chosen", *id)));
    let told = authority.post(&url, &fields);
    let seen = told.input("seen").unwrap();
    fields.push(("seen", seen.as_str()));
    (told, authority.post(&url, &fields))
}

fn place_of(stage: &Stage, card: &str) -> i64 {
    let id: i64 = card.rsplit('/').next().unwrap().parse().unwrap();
    let pair = stage.app.house.db.read(|conn| crate::store::reread(conn, crate::model::PairId(id))).unwrap();
    pair.unwrap().unit_id.0
}

both_databases! {
    fn a_pair_goes_whole_with_both(engine) {
        let stage = stage(engine);
        let pair = stage.begun();
        let (mentor, mentee) = (work(&stage, &stage.mentor), work(&stage, &stage.mentee));
        let (told, done) = divided(&stage, &[&mentor, &mentee]);
        assert!(told.says("вместе с подопечными перейдут – 1 пара") && !told.says("договор"), "{}", told.body);
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(done.location.ends_with(&place_of(&stage, &pair).to_string()));
    }

    fn a_mentor_who_goes_alone_is_told_of_and_the_pair_stays(engine) {
        let stage = stage(engine);
        let pair = stage.begun();
        let (told, done) = divided(&stage, &[&work(&stage, &stage.mentor)]);
        assert!(told.says("Наставник переходит, подопечный остаётся: Орлова Н. П. – Весенняя А. С."), "{}", told.body);
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(place_of(&stage, &pair), stage.tree.school.id.0);
    }

    fn a_mentee_who_goes_alone_takes_the_pair_along(engine) {
        let stage = stage(engine);
        let pair = stage.begun();
        let (told, done) = divided(&stage, &[&work(&stage, &stage.mentee)]);
        assert!(told.says("Подопечный переходит, наставник остаётся: Орлова Н. П. – Весенняя А. С."), "{}", told.body);
        assert!(done.location.ends_with(&place_of(&stage, &pair).to_string()), "{}", done.body);
    }
}

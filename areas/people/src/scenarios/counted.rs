//! Facts of monitoring told by the cards: courses finished in a year, categories held on its last day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use registry::{Ask, Fact, Period, Subject};
use testing::{TestApp, both_databases};
use units::Unit;

use super::setting::app;
use crate::Person;
use crate::fixture::hire;

/// The value of a fact for the calendar year 2026.
fn asked(app: &TestApp, unit: &Unit, name: &str) -> Option<String> {
    asked_of(app, unit, name, "2026-12-31")
}

/// The same, collected up to a day.
fn asked_of(app: &TestApp, unit: &Unit, name: &str, collect_to: &str) -> Option<String> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let with = BTreeMap::new();
    let offer = app.house.registry.fact(name).unwrap();
    let (ask, subject) = ([Ask { name, with: &with }], Subject { unit: unit.id.0, path: unit.path.clone() });
    let days = Period::collected(day("2026-01-01"), day("2026-12-31"), day(collect_to));
    let mut answers = app.house.db.read(|conn| offer.compute(conn, &ask, &[subject], days)).unwrap();
    match answers.remove(0).remove(&unit.id.0)? {
        Fact::Known { value, proofs } => {
            assert_eq!(proofs[0].kind, "people");
            Some(value)
        }
        _ => None,
    }
}

/// Rows as an importer would leave them.
fn told(app: &TestApp, id: i64, person: &Person, (kind, on): (&str, &str)) {
    let person = person.id;
    let row = if let Some(category) = kind.strip_prefix('=') {
        format!(
            "INSERT INTO person_categories (id, person_id, category, post, granted_on, valid_to, document, created_at, updated_at, \
             version) VALUES ({id}, {person}, '{category}', 'teacher', '{on}', NULL, '', 1, 1, 1)"
        )
    } else {
        format!(
            "INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, created_at, \
             updated_at, version) VALUES ({id}, {person}, '{kind}', 'Курс {id}', '', NULL, '{on}', 36, '', 1, 1, 1)"
        )
    };
    app.write(|tx| tx.batch(&row));
}

both_databases! {
    fn cards_tell_who_was_trained_and_attested_this_year_and_before(engine) {
        let (app, tree) = app(engine);
        let (school, north) = (&tree.school, &tree.north);
        let [anna, boris, vera] =
            ["Первая Анна Ильинична", "Второй Борис Ильич", "Третья Вера Ильинична"].map(|name| hire(&app.house, school, name).unwrap());
        assert_eq!(asked(&app, north, "people.trained"), None, "nothing entered is no zero");
        // Two courses of one person, a retraining, an internship that is no course, and somebody who left in March.
        for (id, who, what) in [
            (1, &anna, ("course", "2026-03-01")),
            (2, &anna, ("course", "2026-12-31")),
            (3, &boris, ("retraining", "2026-02-01")),
            (4, &vera, ("internship", "2026-02-01")),
            (5, &boris, ("course", "2025-12-31")),
            (6, &anna, ("course", "2027-01-01")),
        ] {
            told(&app, id, who, what);
        }
        assert_eq!(asked(&app, north, "people.trained").as_deref(), Some("2"), "nobody who left is known: not compared");
        app.write(|tx| tx.batch(&format!("UPDATE employments SET ended_on = '2026-03-15' WHERE person_id = {}", boris.id)));
        assert_eq!(asked(&app, north, "people.trained").as_deref(), Some("2"), "one dismissal of this year tells nothing of last year's");
        let gleb = hire(&app.house, school, "Четвёртый Глеб Ильич").unwrap();
        let left = |on: &str| app.write(|tx| tx.batch(&format!("UPDATE employments SET ended_on = '{on}' WHERE person_id = {}", gleb.id)));
        left("2026-01-01");
        assert_eq!(asked(&app, north, "people.trained").as_deref(), Some("2"), "the first day of this year is of this year");
        left("2025-12-31");
        assert_eq!(asked(&app, north, "people.trained").as_deref(), Some("2/1"), "in February the second still worked here");
        assert_eq!(asked(&app, school, "people.trained").as_deref(), Some("2/1"));
        assert_eq!(asked(&app, &tree.south, "people.trained"), None);
        for (id, who, what) in [
            (11, &anna, ("=first", "2022-02-01")),
            (12, &anna, ("=highest", "2026-04-01")),
            (13, &boris, ("=first", "2020-04-01")),
            (14, &vera, ("=conformity", "2026-04-01")),
        ] {
            told(&app, id, who, what);
        }
        assert_eq!(asked(&app, north, "people.attested").as_deref(), Some("1/2"), "one left, conformity is no category");
        told(&app, 15, &vera, ("=mentor", "2026-12-31"));
        assert_eq!(asked(&app, north, "people.attested").as_deref(), Some("2/2"));
    }

    fn a_year_that_goes_on_is_held_against_the_same_days_of_the_year_before(engine) {
        let (app, tree) = app(engine);
        let (school, north) = (&tree.school, &tree.north);
        let [anna, boris, vera, gone] = ["Первая Анна Ильинична", "Второй Борис Ильич", "Третья Вера Ильинична", "Четвёртый Глеб Ильич"]
            .map(|name| hire(&app.house, school, name).unwrap());
        app.write(|tx| tx.batch(&format!("UPDATE employments SET ended_on = '2025-06-30' WHERE person_id = {}", gone.id)));
        for (id, who, what) in [
            (1, &anna, ("course", "2025-06-20")),
            (2, &boris, ("course", "2025-06-21")),
            (3, &vera, ("course", "2025-11-01")),
            (4, &anna, ("course", "2026-06-20")),
            (5, &boris, ("course", "2026-06-21")),
            (11, &anna, ("=first", "2025-06-20")),
            (12, &boris, ("=first", "2025-06-21")),
            (13, &vera, ("=first", "2026-06-21")),
        ] {
            told(&app, id, who, what);
        }
        let of = |name: &str, on: &str| asked_of(&app, north, name, on);
        assert_eq!(of("people.trained", "2026-06-20").as_deref(), Some("1/1"), "autumn of last year is not yet to be beaten");
        assert_eq!(of("people.trained", "2026-06-21").as_deref(), Some("2/2"));
        assert_eq!(of("people.trained", "2026-12-31").as_deref(), Some("2/3"));
        assert_eq!(of("people.trained", "2027-02-01").as_deref(), Some("2/3"), "collected when the year was over");
        assert_eq!(of("people.attested", "2026-06-20").as_deref(), Some("2/1"));
        assert_eq!(of("people.attested", "2026-06-21").as_deref(), Some("3/2"), "that very day counts");
    }
}

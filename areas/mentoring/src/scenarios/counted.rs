//! What the database counts is what the rules say: over people and pairs made by chance, on days of now and of the past, for a
//! region as for a school.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use db::Ranges;
use people::Person;
use people::young::Youth;
use testing::both_databases;

use super::pictures::{figures, lived};
use super::stage::{Hired, Stage, hire, stage};
use super::young::rows;
use crate::departures::Departures;
use crate::store;
use crate::young::Young;

/// So many people besides those of the stage.
const PEOPLE: u64 = 48;

/// A small generator: the same people on both databases.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    /// A day of the span, or none in one case of `none`.
    fn day(&mut self, from: &str, days: u64, none: u64) -> Option<NaiveDate> {
        let day = from.parse::<NaiveDate>().unwrap() + Days::new(self.below(days));
        (self.below(none) > 0).then_some(day)
    }
}

fn sql(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "NULL".to_owned(), |day| format!("'{day}'"))
}

/// People of all ages and beginnings, some with a second work elsewhere, some who left; returns everybody.
fn people(stage: &Stage, dice: &mut Dice) -> Vec<Person> {
    let (tree, mut all) = (&stage.tree, Vec::new());
    for no in 0..PEOPLE {
        let school = if no % 3 == 0 { &tree.other_school } else { &tree.school };
        let letter = char::from_u32(u32::from('а') + u32::try_from(no % 24).unwrap()).unwrap();
        let name = format!("Проба{letter} Вера {}", if no < 24 { "Ивановна" } else { "Петровна" });
        let person = hire(&stage.app, school, &Hired(&name, "music", "2026-01-10", None));
        let id = person.id;
        let began = dice.day("2019-06-01", 2500, u64::MAX).unwrap();
        let ended = dice.day("2023-06-01", 1500, 2).filter(|last| began <= *last);
        let born = dice.day("1985-01-01", 7300, 8);
        let since = dice.day("2019-06-01", 2500, 2);
        let told = if dice.below(4) == 0 { "FALSE" } else { "NULL" };
        stage.sql(&format!(
            "UPDATE employments SET started_on = '{began}', ended_on = {}, is_start_told = {told} WHERE person_id = {id}; \
             UPDATE people SET birth_date = {}, pedagogical_since = {} WHERE id = {id}",
            sql(ended), sql(born), sql(since)
        ));
        if no % 4 == 0 {
            let (other, began) = (
                if no % 3 == 0 { &tree.school } else { &tree.other_school },
                dice.day("2021-01-01", 1900, u64::MAX).unwrap(),
            );
            stage.sql(&format!(
                "INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
                 end_reason, shows, is_start_told, created_at, updated_at, version) SELECT {}, person_id, {}, '{}', post, post_title, rate, \
                 FALSE, '{began}', NULL, ground, end_reason, shows, NULL, created_at, updated_at, version FROM employments WHERE person_id = {id}",
                5000 + no, other.id, other.path
            ));
        }
        all.push(person);
    }
    all
}

/// Pairs at work between neighbours, each with an order of some day.
fn pairs(stage: &Stage, people: &[Person], dice: &mut Dice) {
    let card = stage.working();
    let id = card.rsplit('/').next().unwrap();
    for (no, both) in (1..).zip(people.chunks(2)) {
        let ordered = dice.day("2022-09-01", 1300, u64::MAX).unwrap();
        let agreement = if no % 5 == 0 { "договор № 1" } else { "" };
        stage.sql(&format!(
            "INSERT INTO mentorships SELECT id + {no}, unit_id, unit_path, {}, category, kind, state, hired_on, graduates_on, starts_on, \
             ends_on, council_on, council_document_id, council_note, deputy_on, deputy_account, mentee_on, mentee_way, '{ordered}', \
             order_document_id, announced_on, reason, ended_on, end_ground, end_note, result, created_by, created_at, updated_at, version \
             FROM mentorships WHERE id = {id}; \
             INSERT INTO mentorship_mentors SELECT id + {no}, mentorship_id + {no}, {}, '{agreement}', consent_on, consent_way, terms_on, terms_way, \
             terms_note, '{ordered}', to_on, end_ground, end_note, created_at, updated_at, choice_reason FROM mentorship_mentors WHERE mentorship_id = {id}",
            both[0].id, both[1].id
        ));
    }
}

both_databases! {
    fn the_database_counts_the_people_the_rules_name(engine) {
        let stage = stage(engine);
        let mut dice = Dice(20_261_201);
        let made = people(&stage, &mut dice);
        let mut ids: Vec<i64> = made.iter().map(|one| one.id.0).collect();
        ids.extend([&stage.mentor, &stage.second, &stage.mentee].map(|one| one.id.0));
        let tree = &stage.tree;
        let mut met = 0;
        for day in ["2026-06-18", "2025-01-15", "2024-02-29", "2023-09-01"] {
            let day: NaiveDate = day.parse().unwrap();
            for path in [&tree.region.path, &tree.north.path, &tree.school.path, &tree.other_school.path] {
                let (young, everybody, terms) = stage.app.house.db.read(|conn| -> db::Result<_> {
                    let rules = units::effective(conn, &stage.app.house.packs, path, day)?;
                    let terms = rules.people_terms.as_ref().unwrap().rule.clone();
                    Ok((Young::of(conn, path, &rules, day)?, people::young::these(conn, &ids, &rules)?, terms))
                }).unwrap();
                let is = |rule: &dyn Fn(&Youth, NaiveDate) -> bool, day: NaiveDate| -> BTreeSet<i64> {
                    let here = everybody.iter().filter(|one| one.place(path, day).is_some() && rule(one, day));
                    here.map(|one| one.person.0).collect()
                };
                let specialist = |one: &Youth, day: NaiveDate| one.is_specialist(&terms, day);
                let teacher = |one: &Youth, day: NaiveDate| one.is_young_teacher(&terms, day);
                assert_eq!(young.specialists(path), is(&specialist, day), "{path} {day}");
                assert_eq!(young.teachers(path), is(&teacher, day), "{path} {day}");
                for (on, specialists, teachers) in young.years() {
                    assert_eq!((specialists, teachers), (is(&specialist, on).len(), is(&teacher, on).len()), "{path} {day}: {on}");
                }
                let since: NaiveDate = "2023-09-01".parse().unwrap();
                let left: BTreeSet<i64> = everybody.iter().filter(|one| {
                    let last = one.works.iter().filter(|work| work.path.starts_with(path.as_str())).filter_map(|work| work.to).max();
                    last.is_some_and(|last| since <= last && last <= day && one.place(path, day).is_none() && (specialist(one, last) || teacher(one, last)))
                }).map(|one| one.person.0).collect();
                if day.to_string() == "2026-06-18" {
                    assert_eq!(young.left(path, since).into_keys().collect::<BTreeSet<i64>>(), left, "{path}");
                }
                assert_eq!(young.cohorts(), crate::rules::cohorts(&everybody, path, day), "{path} {day}");
                met += young.all(path).len() + left.len();
            }
        }
        assert!(met > 100, "{met}: too few to tell anything");
    }

    fn who_may_have_left_by_the_database_holds_everybody_who_left_by_the_rule(engine) {
        let stage = stage(engine);
        let mut dice = Dice(7);
        let made = people(&stage, &mut dice);
        pairs(&stage, &made, &mut dice);
        let place = Ranges::under([stage.tree.region.path.as_str()]);
        let (from, to) = place.pairs()[0].clone();
        let mut met = 0;
        for day in ["2026-06-18", "2025-09-01", "2024-02-29"] {
            let day: NaiveDate = day.parse().unwrap();
            let (quick, slow) = stage.app.house.db.read(|conn| -> db::Result<_> {
                let ids: Vec<i64> = store::lines::lines_within(conn, &place)?.iter().map(|one| one.id.0).collect();
                let all = store::lines::these(conn, &ids)?;
                Ok((Departures::within(conn, (&from, &to), day)?, Departures::read(conn, &all, day)?.0))
            }).unwrap();
            assert_eq!(quick, slow, "{day}");
            met += slow.count();
        }
        assert!(met > 10, "{met}: too few to tell anything");
    }

    fn figures_and_lists_agree_where_somebody_works_in_two_municipalities_or_moved(engine) {
        let (stage, region) = lived(engine);
        let (mentee, other, north) = (stage.mentee.id, stage.tree.other_school.clone(), stage.tree.north.id);
        stage.sql(&format!(
            "INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
             end_reason, shows, is_start_told, created_at, updated_at, version) SELECT 5000, person_id, {}, '{}', post, post_title, rate, \
             FALSE, '2025-10-01', NULL, ground, end_reason, shows, NULL, created_at, updated_at, version FROM employments WHERE person_id = {mentee}",
            other.id, other.path
        ));
        let agree = |what: &str| {
            for address in ["/mentoring/picture".to_owned(), format!("/mentoring/picture?unit={north}"), format!("/mentoring/picture?unit={}", stage.tree.south.id)] {
                for (url, number) in figures(&region.page(&address).body) {
                    assert_eq!(rows(&region.page(&url)), number, "{what}: {url} of {address}");
                }
            }
        };
        agree("two works");
        let south = region.page(&format!("/mentoring/young?unit={}&who=mentored", stage.tree.south.id));
        assert_eq!(rows(&south), 0, "the pair is of the north");
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-05-31' WHERE person_id = {mentee} AND unit_id = {}", stage.tree.school.id));
        agree("moved");
        assert_eq!(rows(&region.page("/mentoring/young?who=mentored")), 0, "the pair lost its mentee");
    }
}

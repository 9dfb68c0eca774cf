//! Who of a composition works no more: in a structure of a school those who left that school, elsewhere those who work nowhere.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use people::Employment;
use web::russian;

use crate::model::{Member, MemberId, Structure, StructureId};

/// The first day without work of each member who has left.
pub type Gone = BTreeMap<MemberId, NaiveDate>;

/// The level whose structures see their people by the work in the very organisation.
const OWN: &str = "organisation";

/// The first day without work, as the structure sees a person on a day; none: they work, or no work of theirs is known.
pub fn gone_since(one: &Structure, works: &[Employment], today: NaiveDate) -> Option<NaiveDate> {
    let is_here = |work: &&Employment| one.level == OWN && work.unit_path.starts_with(&one.unit_path);
    let here: Vec<&Employment> = works.iter().filter(is_here).collect();
    // Whoever never worked there came from elsewhere and is held by any work.
    let asked = if here.is_empty() { works.iter().collect() } else { here };
    let ends: Option<Vec<NaiveDate>> =
        asked.iter().map(|work| work.ended_on.filter(|last| *last < today)).collect();
    ends?.into_iter().max()?.succ_opt()
}

/// Of the members who are there on a day those who work no more; `works`: by card.
pub fn gone(
    bodies: &[&Structure],
    members: &[Member],
    works: &BTreeMap<i64, Vec<Employment>>,
    today: NaiveDate,
) -> Gone {
    let bodies: HashMap<StructureId, &Structure> = bodies.iter().map(|one| (one.id, *one)).collect();
    let since = |member: &Member| {
        let (body, works) = (bodies.get(&member.structure_id)?, works.get(&member.person_id?)?);
        Some((member.id, gone_since(body, works, today)?))
    };
    members.iter().filter(|member| member.is_there(today)).filter_map(since).collect()
}

/// «не работает с 18.06.2026»
pub fn gone_words(since: NaiveDate) -> String {
    format!("не\u{a0}работает с\u{a0}{}", russian::date(since))
}

/// «Осокина Нина Павловна, не работает с 18.06.2026»; an organisation stays a member whoever represented it.
pub fn left_out(members: &[Member], gone: &Gone) -> Vec<String> {
    let line = |member: &Member| {
        let since = gone.get(&member.id).filter(|_| member.organisation_id.is_none())?;
        Some(format!("{}, {}", member.name, gone_words(*since)))
    };
    members.iter().filter_map(line).collect()
}

/// Whether the member is of the composition still: there, and not gone from work.
pub fn stays(member: &Member, gone: &Gone) -> bool {
    member.organisation_id.is_some() || !gone.contains_key(&member.id)
}

#[cfg(test)]
mod tests {
    use people::{EmploymentId, PersonId};
    use units::UnitId;

    use super::*;
    use crate::rules::tests::{member, structure};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn work(path: &str, ended_on: Option<&str>) -> Employment {
        Employment {
            id: EmploymentId(1),
            person_id: PersonId(1),
            unit_id: UnitId(3),
            unit_path: path.to_owned(),
            post: "teacher".to_owned(),
            post_title: String::new(),
            rate: 100,
            is_main: true,
            started_on: day("2020-09-01"),
            ended_on: ended_on.map(day),
            ground: String::new(),
            end_reason: String::new(),
            shows: true,
            is_start_told: Some(true),
            version: 1,
            teaching_hours: None,
            continues_id: None,
        }
    }

    #[test]
    fn whoever_works_nowhere_is_gone_from_the_next_day_on() {
        let (union, today) = (structure("municipal_union"), day("2026-06-18"));
        let since = |works: &[Employment]| gone_since(&union, works, today).map(|day| day.to_string());
        assert_eq!(since(&[]), None, "no work is known");
        assert_eq!(since(&[work("/1/2/3/", None)]), None);
        assert_eq!(since(&[work("/1/2/3/", Some("2026-06-18"))]), None, "the last day is worked");
        assert_eq!(since(&[work("/1/2/3/", Some("2026-06-17"))]).as_deref(), Some("2026-06-18"));
        let twice = [work("/1/2/3/", Some("2026-01-31")), work("/1/2/4/", Some("2026-05-31"))];
        assert_eq!(since(&twice).as_deref(), Some("2026-06-01"));
        assert_eq!(since(&[work("/1/2/3/", Some("2026-01-31")), work("/1/9/", None)]), None);
    }

    #[test]
    fn a_school_sees_only_the_work_in_it() {
        let today = day("2026-06-18");
        let school = Structure {
            level: "organisation".to_owned(),
            unit_path: "/1/2/3/".to_owned(),
            ..structure("school_union")
        };
        let moved = [work("/1/2/3/", Some("2026-01-31")), work("/1/2/4/", None)];
        assert_eq!(gone_since(&school, &moved, today), Some(day("2026-02-01")));
        assert_eq!(gone_since(&school, &[work("/1/2/4/", None)], today), None, "never worked there");
        assert_eq!(gone_since(&structure("municipal_union"), &moved, today), None);
    }

    #[test]
    fn an_organisation_stays_whoever_represented_it() {
        let (union, today) = (structure("municipal_union"), day("2026-06-18"));
        let one = |id: i64, name: &str| Member {
            id: MemberId(id),
            person_id: Some(id),
            ..member(name, "member", "2025-09-01", None)
        };
        let school = Member { organisation_id: Some(UnitId(3)), ..one(2, "Ракитина Вера") };
        let all = [one(1, "Осокина Нина"), school, one(3, "Туманов Егор")];
        let over = || vec![work("/1/2/3/", Some("2026-05-31"))];
        let works = BTreeMap::from([(1, over()), (2, over()), (3, vec![work("/1/2/3/", None)])]);
        let gone = gone(&[&union], &all, &works, today);
        assert_eq!(gone.keys().map(|id| id.0).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(left_out(&all, &gone), ["Осокина Нина, не\u{a0}работает с\u{a0}01.06.2026"]);
        assert_eq!(all.iter().filter(|one| stays(one, &gone)).count(), 2);
    }
}

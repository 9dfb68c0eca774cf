//! How many of a place finished a course in a time, how many hold a qualification category on a day (Владимир, приложение, п. 6):
//! people are counted, by the work they had on that very day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

/// Somebody's work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Path of the unit.
    pub path: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; none: it goes on.
    pub to: Option<NaiveDate>,
}

impl Job {
    /// Whether it was under a path on a day; the last day is a day of work.
    pub fn is_at(&self, path: &str, day: NaiveDate) -> bool {
        self.path.starts_with(path) && self.from <= day && self.to.is_none_or(|last| day <= last)
    }
}

/// A course somebody finished, beside one of their works.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Who.
    pub person: i64,
    /// The day on the certificate.
    pub on: NaiveDate,
    /// A work of theirs.
    pub job: Job,
}

/// A category somebody holds, beside one of their works.
#[derive(Debug, Clone)]
pub struct Held {
    /// Who.
    pub person: i64,
    /// The day it was granted.
    pub from: NaiveDate,
    /// Its last day; none: without a term.
    pub to: Option<NaiveDate>,
    /// A work of theirs.
    pub job: Job,
}

/// How many people work under the path in one of these posts: (who, where, post) of each work; two works of one person count once.
pub fn in_posts(works: &[(i64, String, String)], path: &str, posts: &[String]) -> usize {
    let those = works.iter().filter(|(_, place, post)| place.starts_with(path) && posts.contains(post));
    those.map(|(person, _, _)| *person).collect::<BTreeSet<i64>>().len()
}

/// How many people finished a course between two days while they worked under the path; two courses of one person count once.
pub fn trained(all: &[Finished], path: &str, (from, to): (NaiveDate, NaiveDate)) -> usize {
    let those = all.iter().filter(|one| from <= one.on && one.on <= to && one.job.is_at(path, one.on));
    those.map(|one| one.person).collect::<BTreeSet<i64>>().len()
}

/// How many people at work under the path hold a category in force on a day.
pub fn attested(all: &[Held], path: &str, day: NaiveDate) -> usize {
    let holds = |one: &&Held| one.from <= day && one.to.is_none_or(|last| day <= last);
    let those = all.iter().filter(holds).filter(|one| one.job.is_at(path, day));
    those.map(|one| one.person).collect::<BTreeSet<i64>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn job(path: &str, from: &str, to: Option<&str>) -> Job {
        Job { path: path.to_owned(), from: day(from), to: to.map(day) }
    }

    fn finished(person: i64, on: &str, job: Job) -> Finished {
        Finished { person, on: day(on), job }
    }

    fn year(of: i32) -> (NaiveDate, NaiveDate) {
        (day(&format!("{of}-01-01")), day(&format!("{of}-12-31")))
    }

    #[test]
    fn the_last_day_of_december_is_of_its_year() {
        let steady = || job("/1/2/", "2010-09-01", None);
        let all = [
            finished(1, "2025-12-31", steady()),
            finished(2, "2026-01-01", steady()),
            finished(3, "2026-12-31", steady()),
            finished(4, "2027-01-01", steady()),
        ];
        assert_eq!(trained(&all, "/1/", year(2025)), 1);
        assert_eq!(trained(&all, "/1/", year(2026)), 2);
    }

    #[test]
    fn two_courses_and_two_works_of_one_person_count_once() {
        let all = [
            finished(1, "2026-03-01", job("/1/2/", "2010-09-01", None)),
            finished(1, "2026-03-01", job("/1/3/", "2015-09-01", None)),
            finished(1, "2026-10-01", job("/1/2/", "2010-09-01", None)),
        ];
        assert_eq!(trained(&all, "/1/", year(2026)), 1);
        assert_eq!(trained(&all, "/1/3/", year(2026)), 1, "each place counts its own");
        assert_eq!(trained(&all, "/1/30/", year(2026)), 0);
    }

    #[test]
    fn who_left_in_march_counts_for_the_courses_before() {
        let gone = || job("/1/2/", "2010-09-01", Some("2026-03-15"));
        let of = |on: &str| trained(&[finished(1, on, gone())], "/1/2/", year(2026));
        assert_eq!([of("2026-02-10"), of("2026-03-15"), of("2026-03-16")], [1, 1, 0]);
        let came =
            |on: &str| trained(&[finished(1, on, job("/1/2/", "2026-09-01", None))], "/1/2/", year(2026));
        assert_eq!([came("2026-08-31"), came("2026-09-01")], [0, 1], "nor before the first day");
    }

    #[test]
    fn a_category_counts_while_it_is_in_force_and_its_holder_works_there() {
        let held = |from: &str, to: Option<&str>, job: Job| {
            [Held { person: 1, from: day(from), to: to.map(day), job }]
        };
        let steady = || job("/1/2/", "2010-09-01", None);
        let on = day("2026-12-31");
        assert_eq!(attested(&held("2026-12-31", None, steady()), "/1/", on), 1);
        assert_eq!(attested(&held("2027-01-01", None, steady()), "/1/", on), 0);
        assert_eq!(attested(&held("2021-12-31", Some("2026-12-31"), steady()), "/1/", on), 1);
        assert_eq!(attested(&held("2021-12-30", Some("2026-12-30"), steady()), "/1/", on), 0);
        let gone = job("/1/2/", "2010-09-01", Some("2026-03-15"));
        let left = held("2020-01-01", None, gone);
        assert_eq!(
            (attested(&left, "/1/", on), attested(&left, "/1/", day("2025-12-31"))),
            (0, 1),
            "left in March"
        );
        let twice = [held("2020-01-01", None, steady()), held("2024-01-01", None, steady())].concat();
        assert_eq!(attested(&twice, "/1/", on), 1, "the first and the highest of one person");
    }
}

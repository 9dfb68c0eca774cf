//! Retention of young teachers: of those who came without service in a school year, who works here one, two, three years later
//! (AM-1.3.4, AM-2.2.1: закрепление), and shares as the screen says them.

use chrono::{Datelike, Months, NaiveDate};
use people::young::Youth;
use registry::school_year_start;

/// How many years after hiring somebody is looked for.
pub const YEARS: usize = 3;

/// Those who stayed and those who did not, as far as the day has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// Works here so many years after hiring.
    pub stayed: Vec<i64>,
    /// Does not.
    pub gone: Vec<i64>,
}

impl Kept {
    /// Whose day has come.
    pub fn counted(&self) -> usize {
        self.stayed.len() + self.gone.len()
    }
}

/// Who came without service in a school year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cohort {
    /// The calendar year the school year begins in.
    pub begun: i32,
    /// Everybody.
    pub came: Vec<i64>,
    /// After one, two, three years.
    pub after: [Kept; YEARS],
    /// Whole months each has worked here: to the day, or to the last one here.
    pub months: Vec<u32>,
}

impl Cohort {
    /// How many months they worked here in the mean, a half rounds up; of nobody there is none (Терский район, задача 6:
    /// непродолжительное время работы).
    pub fn mean_months(&self) -> Option<u32> {
        let count = u32::try_from(self.months.len()).ok().filter(|count| *count > 0)?;
        Some((self.months.iter().sum::<u32>() * 2 + count) / (count * 2))
    }
}

/// The cohorts of the last four school years, this one included, the latest first.
pub fn cohorts(youths: &[Youth], path: &str, on: NaiveDate) -> Vec<Cohort> {
    let last = school_year_start(on).year();
    (0..4).map(|back| cohort(youths, path, (last - back, on))).collect()
}

fn cohort(youths: &[Youth], path: &str, (begun, on): (i32, NaiveDate)) -> Cohort {
    let mut cohort = Cohort { begun, ..Cohort::default() };
    for youth in youths {
        let hired = youth.came_new().filter(|hired| *hired <= on);
        let Some(hired) = hired.filter(|hired| school_year_start(*hired).year() == begun) else { continue };
        if youth.place(path, hired).is_none() {
            continue;
        }
        let id = youth.person.0;
        cohort.came.push(id);
        cohort.months.push(months(hired, last_day(youth, path, on)));
        for (years, kept) in (1_u32..).zip(&mut cohort.after) {
            let day = hired.checked_add_months(Months::new(years * 12)).filter(|day| *day <= on);
            if let Some(day) = day {
                let those = if youth.place(path, day).is_some() { &mut kept.stayed } else { &mut kept.gone };
                those.push(id);
            }
        }
    }
    cohort
}

/// The day, of whoever works here on it; else their last day here.
fn last_day(youth: &Youth, path: &str, on: NaiveDate) -> NaiveDate {
    if youth.place(path, on).is_some() {
        return on;
    }
    let here = youth.works.iter().filter(|work| work.path.starts_with(path) && work.from <= on);
    here.filter_map(|work| work.to).max().map_or(on, |last| last.min(on))
}

/// Whole months from the first day to the last one, which is a day of work.
fn months(first: NaiveDate, last: NaiveDate) -> u32 {
    let after = last.succ_opt().unwrap_or(last);
    let whole =
        (after.year() - first.year()) * 12 + after.month0().cast_signed() - first.month0().cast_signed();
    let is_short = after.day() < first.day();
    u32::try_from(whole - i32::from(is_short)).unwrap_or(0)
}

/// Of teachers with less than so many years of service who worked here on the first day: who works here on the last one, and
/// how many there were (Владимир, приложение, п. 7: закрепление). `post` narrows to one post, empty: any.
pub fn retention(
    youths: &[Youth],
    path: &str,
    (from, to): (NaiveDate, NaiveDate),
    (years, post): (i32, &str),
) -> (usize, usize) {
    let is_post =
        |one: Option<&people::young::Stint>| one.is_some_and(|one| post.is_empty() || one.post == post);
    let is_young = |one: &&Youth| one.service_years(from).is_some_and(|service| service < years);
    let then: Vec<&Youth> =
        youths.iter().filter(is_young).filter(|one| is_post(one.place(path, from))).collect();
    let stayed = then.iter().filter(|one| one.place(path, to).is_some()).count();
    (stayed, then.len())
}

/// Whether the place tells of people who left before a day: a list of those who work today cannot tell how many there were.
pub fn remembers(youths: &[Youth], path: &str, day: NaiveDate) -> bool {
    let left =
        |one: &people::young::Stint| one.path.starts_with(path) && one.to.is_some_and(|last| last < day);
    youths.iter().any(|one| one.works.iter().any(left))
}

/// A share in whole per cents, a half rounds up; of nothing there is none. Somebody left out is never «100 %».
pub fn percent(part: usize, whole: usize) -> Option<usize> {
    if whole == 0 {
        return None;
    }
    let rounded = (part * 200 + whole) / (whole * 2);
    Some(match (part, rounded) {
        (part, 100) if part < whole => 99,
        (part, 0) if part > 0 => 1,
        (_, rounded) => rounded,
    })
}

#[cfg(test)]
mod tests {
    use people::PersonId;
    use people::young::Stint;

    use super::*;
    use crate::rules::term::tests::day;

    fn youth(id: i64, since: Option<&str>, works: &[(&str, &str, Option<&str>)]) -> Youth {
        let stint = |(path, from, to): &(&str, &str, Option<&str>)| Stint {
            id: 1,
            continues: None,
            unit: 1,
            path: (*path).to_owned(),
            post: "teacher".to_owned(),
            title: String::new(),
            from: day(from),
            to: to.map(day),
            is_told: true,
        };
        Youth {
            person: PersonId(id),
            birth_date: None,
            since: since.map(day),
            first_category: None,
            works: works.iter().map(stint).collect(),
        }
    }

    #[test]
    fn a_cohort_is_followed_for_three_years_as_far_as_the_day_has_come() {
        let stays = youth(1, None, &[("/1/2/3/", "2023-09-01", None)]);
        let left = youth(2, None, &[("/1/2/3/", "2023-09-01", Some("2025-08-31"))]);
        let moved =
            youth(3, None, &[("/1/2/3/", "2023-09-01", Some("2024-06-30")), ("/1/2/4/", "2024-08-25", None)]);
        let old = youth(4, Some("2015-09-01"), &[("/1/2/3/", "2023-09-01", None)]);
        let all = [stays, left, moved, old];
        let of = |path: &str| {
            cohorts(&all, path, day("2026-06-18")).into_iter().find(|one| one.begun == 2023).unwrap()
        };
        let town = of("/1/2/");
        assert_eq!(town.came, [1, 2, 3], "who had service before is no newcomer");
        assert_eq!(town.after[0], Kept { stayed: vec![1, 2, 3], gone: vec![] });
        assert_eq!(
            town.after[1],
            Kept { stayed: vec![1, 3], gone: vec![2] },
            "left on the eve of the second year"
        );
        assert_eq!(town.after[2].counted(), 0, "the third year is not over");
        assert_eq!(town.months, [33, 24, 33], "to the day, to the last day, across a move");
        assert_eq!(town.mean_months(), Some(30));
        assert_eq!(Cohort::default().mean_months(), None, "of nobody");
        let school = of("/1/2/3/");
        assert_eq!(school.months, [33, 24, 10], "in the school to the day of the move");
        assert_eq!(school.after[0].gone, [3], "gone for the school, kept by the town");
    }

    #[test]
    fn months_are_whole_and_the_last_day_is_worked() {
        for (first, last, told) in [
            ("2025-09-01", "2025-09-29", 0),
            ("2025-09-01", "2025-09-30", 1),
            ("2024-02-29", "2025-02-27", 11),
            ("2024-02-29", "2025-02-28", 12),
            ("2025-09-15", "2026-09-14", 12),
            ("2026-06-18", "2026-06-18", 0),
        ] {
            assert_eq!(months(day(first), day(last)), told, "{first} – {last}");
        }
    }

    #[test]
    fn retention_counts_those_who_were_here_a_year_ago() {
        let all = [
            youth(1, Some("2022-09-01"), &[("/1/2/", "2022-09-01", None)]),
            youth(2, Some("2022-09-01"), &[("/1/2/", "2022-09-01", Some("2026-01-15"))]),
            youth(3, Some("2020-08-31"), &[("/1/2/", "2020-08-31", None)]),
            youth(4, None, &[("/1/2/", "2025-10-01", None)]),
        ];
        let days = (day("2025-09-01"), day("2026-08-31"));
        assert_eq!(
            retention(&all, "/1/2/", days, (5, "")),
            (1, 2),
            "five years to the day are no longer under five"
        );
        assert_eq!(retention(&all, "/1/2/", days, (5, "director")), (0, 0));
    }

    #[test]
    fn a_place_remembers_where_somebody_left_it_before_the_day() {
        let stays = youth(1, None, &[("/1/2/", "2022-09-01", None)]);
        let left = youth(2, None, &[("/1/2/", "2022-09-01", Some("2025-08-31"))]);
        let all = [stays.clone(), left];
        assert!(!remembers(&[stays], "/1/2/", day("2025-09-01")));
        assert!(remembers(&all, "/1/2/", day("2025-09-01")) && remembers(&all, "/1/", day("2025-09-01")));
        assert!(!remembers(&all, "/1/2/", day("2025-08-31")), "the last day is a day of work");
        assert!(!remembers(&all, "/1/3/", day("2025-09-01")));
    }

    #[test]
    fn shares_are_whole_and_honest_at_the_ends() {
        let all = [(0, 0), (0, 3), (2, 3), (1, 8), (3, 3), (999, 1000), (1, 1000)];
        let said: Vec<Option<usize>> = all.iter().map(|(part, whole)| percent(*part, *whole)).collect();
        assert_eq!(said, [None, Some(0), Some(67), Some(13), Some(100), Some(99), Some(1)]);
    }
}

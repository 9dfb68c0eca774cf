//! Marks computed from what is known, each with the sentence that says why.

use chrono::{Months, NaiveDate};
use packs::PeopleTerms;
use web::russian;

use super::seniority::whole_years;
use super::spans::last_day;

/// What marks are computed from.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// The day the pedagogical service counts from.
    pub pedagogical_since: Option<NaiveDate>,
    /// First days of the employments in pedagogical posts that go on.
    pub teaches_since: Vec<NaiveDate>,
    /// Posts of those employments.
    pub posts: Vec<String>,
    /// The first day of any employment in a pedagogical post, ended or not: a change of school begins nothing anew.
    pub taught_from: Option<NaiveDate>,
    /// The day of hiring into pedagogical work, where it is known: a list without dates tells none.
    pub hired_on: Option<NaiveDate>,
    /// The day of the last course.
    pub last_course: Option<NaiveDate>,
    /// The first day a category told of pedagogical work.
    pub taught_before: Option<NaiveDate>,
    /// A category in force by which the pack counts somebody highly qualified: «высшая категория».
    pub high_category: Option<String>,
    /// How the person helps others: «руководит: РМО учителей математики».
    pub helps: Option<String>,
}

/// A computed mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Its kind.
    pub kind: MarkKind,
    /// Why it stands, with the clause.
    pub why: String,
}

/// Kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Молодой специалист.
    YoungSpecialist,
    /// Молодой педагог.
    YoungTeacher,
    /// Методический актив.
    Active,
}

impl MarkKind {
    /// Code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::YoungSpecialist => "young_specialist",
            Self::YoungTeacher => "young_teacher",
            Self::Active => "active",
        }
    }

    /// The words on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::YoungSpecialist => "молодой специалист",
            Self::YoungTeacher => "молодой педагог",
            Self::Active => "методический актив",
        }
    }
}

/// The marks of a person on a day.
pub fn marks(known: &Known, terms: &PeopleTerms, today: NaiveDate) -> Vec<Mark> {
    let specialist = specialist(known, terms, today).map(|why| Mark { kind: MarkKind::YoungSpecialist, why });
    let teacher = teacher(known, terms, today).map(|why| Mark { kind: MarkKind::YoungTeacher, why });
    let active = active(known, terms).map(|why| Mark { kind: MarkKind::Active, why });
    specialist.into_iter().chain(teacher).chain(active).collect()
}

/// Hired into one of the posts the rule names without pedagogical service, and the term from hiring is not over.
fn specialist(known: &Known, terms: &PeopleTerms, today: NaiveDate) -> Option<String> {
    known.posts.iter().find(|post| terms.makes_specialist(post))?;
    let hired = known.hired_on?;
    if !is_new((known.pedagogical_since, known.birth_date, known.taught_before), hired) {
        return None;
    }
    specialist_until(hired, terms, today).map(|last| {
        format!(
            "принят(а) на работу {} без педагогического стажа; отметка стоит по {} ({})",
            russian::date(hired),
            russian::date(last),
            terms.young_specialist_clause
        )
    })
}

/// So old somebody whose service nobody told is taken for a beginner no more.
const BEGINNERS_UNDER: i32 = 35;

/// What is known of the days before a hiring: the first one of the service, the birth, the first category.
pub type Before = (Option<NaiveDate>, Option<NaiveDate>, Option<NaiveDate>);

/// Whether somebody hired on a day came without service; a category of before tells of some. Reading: where nobody told the service, it
/// is told by the age – a list without the column makes no beginner of a teacher of fifty.
pub fn is_new((since, born, category): Before, hired: NaiveDate) -> bool {
    if category.is_some_and(|granted| granted < hired) {
        return false;
    }
    match since {
        Some(since) => since >= hired,
        None => born.is_none_or(|born| whole_years(born, hired) < BEGINNERS_UNDER),
    }
}

/// Highly qualified, in pedagogical work, and already helping others (Терский район, Программа, задача 5: «методический актив
/// из числа высококвалифицированных педагогов»).
fn active(known: &Known, terms: &PeopleTerms) -> Option<String> {
    known.teaches_since.first()?;
    if terms.active_categories.is_empty() {
        return None;
    }
    let (category, helps) = known.high_category.as_ref().zip(known.helps.as_ref())?;
    Some(format!("{category}; {helps} ({})", terms.active_clause))
}

fn teacher(known: &Known, terms: &PeopleTerms, today: NaiveDate) -> Option<String> {
    known.teaches_since.iter().find(|first| **first <= today)?;
    let age = young_age(known.birth_date?, terms, today)?;
    let bound =
        if terms.young_teacher_inclusive { "включительно" } else { "не включая" };
    let years = russian::counted(i64::from(age), "год", "года", "лет");
    Some(format!("{years}: до {} лет {bound} ({})", terms.young_teacher_age, terms.young_teacher_clause))
}

/// The last day of the mark of a young specialist who was hired without service, if it stands on a day: the years are counted from
/// the day the mentor begins by the rules, so that the mark and the term of the mentor end together.
pub fn specialist_until(hired: NaiveDate, terms: &PeopleTerms, day: NaiveDate) -> Option<NaiveDate> {
    let begun = hired.checked_add_months(Months::new(terms.young_specialist_extra_months))?;
    let last = last_day(begun, terms.young_specialist_years * 12)?;
    (hired <= day && day <= last).then_some(last)
}

/// Whoever was hired on this day or before is no young specialist on the other any more: a bound a database compares.
pub fn specialist_hired_after(terms: &PeopleTerms, day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(specialist_months(terms)).unwrap_or(NaiveDate::MIN)
}

/// How long the mark lasts: the years, and the months the mentor begins later by.
fn specialist_months(terms: &PeopleTerms) -> Months {
    Months::new(terms.young_specialist_years * 12 + terms.young_specialist_extra_months)
}

/// The age of somebody who is young by it on a day.
pub fn young_age(born: NaiveDate, terms: &PeopleTerms, day: NaiveDate) -> Option<u32> {
    let (age, bound) = (u32::try_from(whole_years(born, day)).ok()?, terms.young_teacher_age);
    (age < bound || (terms.young_teacher_inclusive && age == bound)).then_some(age)
}

/// Who was born after this day is young on the other, as far as they are born: the same rule as a bound a database compares.
pub fn young_born_after(terms: &PeopleTerms, day: NaiveDate) -> NaiveDate {
    let is_young = |born: NaiveDate| young_age(born, terms, day).is_some();
    let years = terms.young_teacher_age + u32::from(terms.young_teacher_inclusive);
    let mut last = day.checked_sub_months(Months::new(years * 12)).unwrap_or(NaiveDate::MIN);
    while let Some(before) = last.pred_opt().filter(|_| is_young(last)) {
        last = before;
    }
    while let Some(next) = last.succ_opt().filter(|next| *next <= day && !is_young(*next)) {
        last = next;
    }
    last
}

/// The day by which the next course is due: counted from the last one; without any, from the first pedagogical work.
pub fn course_due(known: &Known, terms: &PeopleTerms) -> Option<NaiveDate> {
    known.teaches_since.first()?;
    terms.course_due(known.last_course.or(known.taught_from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn terms(inclusive: bool) -> PeopleTerms {
        PeopleTerms {
            young_teacher_age: 35,
            young_teacher_inclusive: inclusive,
            young_teacher_clause: "п. 1".to_owned(),
            young_specialist_years: 3,
            young_specialist_extra_months: 0,
            young_specialist_posts: Vec::new(),
            young_specialist_clause: "п. 2".to_owned(),
            courses_every_years: 3,
            courses_in_force_from: Some(packs::Day(day("2013-09-01"))),
            courses_clause: "ст. 47".to_owned(),
            active_categories: vec!["highest".to_owned()],
            active_years: 3,
            active_clause: "задача 5".to_owned(),
        }
    }

    fn kinds(known: &Known, inclusive: bool, today: &str) -> Vec<MarkKind> {
        marks(known, &terms(inclusive), day(today)).into_iter().map(|mark| mark.kind).collect()
    }

    #[test]
    fn a_young_teacher_is_under_the_bound_or_of_it() {
        let known = Known {
            birth_date: Some(day("1991-06-18")),
            pedagogical_since: Some(day("2015-09-01")),
            teaches_since: vec![day("2020-09-01")],
            taught_from: Some(day("2020-09-01")),
            ..Known::default()
        };
        for (today, inclusive, is) in [
            ("2026-06-17", false, true),
            ("2026-06-18", false, false),
            ("2026-06-18", true, true),
            ("2027-06-17", true, true),
            ("2027-06-18", true, false),
        ] {
            assert_eq!(
                kinds(&known, inclusive, today) == vec![MarkKind::YoungTeacher],
                is,
                "{today} {inclusive}"
            );
        }
        assert!(kinds(&Known { birth_date: None, ..known.clone() }, true, "2026-06-17").is_empty());
        assert!(kinds(&Known { teaches_since: Vec::new(), ..known }, true, "2026-06-17").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn the_bound_of_birth_says_what_the_age_says(days in 0_i64..25_000, on in 0_i64..20_000, inclusive: bool) {
            let born = day("1960-01-01") + chrono::Days::new(u64::try_from(days).unwrap());
            let today = day("1980-01-01") + chrono::Days::new(u64::try_from(on).unwrap());
            let terms = terms(inclusive);
            let is_after = born > young_born_after(&terms, today) && born <= today;
            proptest::prop_assert_eq!(is_after, young_age(born, &terms, today).is_some());
        }
    }

    #[test]
    fn the_bound_of_birth_stands_at_the_ends_of_february() {
        for today in ["2026-02-28", "2026-03-01", "2028-02-28", "2028-02-29", "2028-03-01"] {
            for inclusive in [false, true] {
                let (terms, today) = (terms(inclusive), day(today));
                let last = young_born_after(&terms, today);
                assert!(young_age(last, &terms, today).is_none(), "{today}");
                assert!(young_age(last.succ_opt().unwrap(), &terms, today).is_some(), "{today}");
            }
        }
    }

    #[test]
    fn a_young_specialist_was_hired_without_service_and_less_than_three_years_ago() {
        let known = |since: Option<&str>| Known {
            pedagogical_since: since.map(day),
            teaches_since: vec![day("2023-09-01")],
            posts: vec!["teacher".to_owned()],
            taught_from: Some(day("2023-09-01")),
            hired_on: Some(day("2023-09-01")),
            ..Known::default()
        };
        let is = |since, today| kinds(&known(since), true, today) == vec![MarkKind::YoungSpecialist];
        assert!(is(None, "2023-09-01") && is(Some("2023-09-01"), "2026-08-31"));
        assert!(!is(None, "2026-09-01") && !is(None, "2023-08-31"));
        assert!(!is(Some("2023-08-31"), "2024-01-01"), "worked before");
        let moved = Known { teaches_since: vec![day("2025-02-01")], ..known(None) };
        assert_eq!(
            kinds(&moved, true, "2026-08-31"),
            [MarkKind::YoungSpecialist],
            "another school begins nothing anew"
        );
        assert!(kinds(&moved, true, "2026-09-01").is_empty());
        let named = PeopleTerms { young_specialist_posts: vec!["educator".to_owned()], ..terms(true) };
        assert!(marks(&known(None), &named, day("2024-01-01")).is_empty(), "the clause names other posts");
        let educator = Known { posts: vec!["teacher".to_owned(), "educator".to_owned()], ..known(None) };
        assert_eq!(marks(&educator, &named, day("2024-01-01")).len(), 1);
        let untold = Known { hired_on: None, ..known(None) };
        assert!(kinds(&untold, true, "2024-01-01").is_empty(), "a list without dates tells of no hiring");
    }

    #[test]
    fn a_service_nobody_told_is_told_by_the_age_and_by_a_category_of_before() {
        let hired = day("2025-09-01");
        let is = |since: Option<&str>, born: &str| is_new((since.map(day), Some(day(born)), None), hired);
        assert!(is(None, "1990-09-02") && !is(None, "1990-09-01"), "34 and 35 on the day");
        assert!(is(Some("2025-09-01"), "1970-05-06"), "told: whoever came to it late");
        assert!(!is(Some("2020-09-01"), "1998-03-14") && is_new((None, None, None), hired));
        let known = Known {
            teaches_since: vec![hired],
            posts: vec!["teacher".to_owned()],
            taught_from: Some(hired),
            hired_on: Some(hired),
            ..Known::default()
        };
        assert_eq!(kinds(&known, true, "2026-06-18"), vec![MarkKind::YoungSpecialist]);
        let proved = Known { taught_before: Some(day("2019-03-12")), ..known.clone() };
        assert!(kinds(&proved, true, "2026-06-18").is_empty());
        let since = Known { taught_before: Some(day("2026-03-12")), ..known };
        assert_eq!(kinds(&since, true, "2026-06-18"), vec![MarkKind::YoungSpecialist]);
    }

    #[test]
    fn whoever_was_hired_by_the_bound_is_no_young_specialist() {
        for on in
            ["2026-06-18", "2023-02-28", "2024-02-28", "2024-02-29", "2026-03-01", "2027-02-28", "2026-12-31"]
        {
            let (on, terms) = (day(on), terms(true));
            let bound = specialist_hired_after(&terms, on);
            let is = |hired: NaiveDate| specialist_until(hired, &terms, on).is_some();
            assert!(bound.iter_days().rev().take(60).all(|hired| !is(hired)), "{on}");
            assert!(is(bound + chrono::Days::new(2)), "{on}");
        }
    }

    #[test]
    fn clause_3_2_three_years_over_a_leap_day_lose_no_day_and_end_with_the_mentor() {
        for (extra, hired, last) in [
            (0, "2024-02-29", "2027-02-28"),
            (0, "2025-02-28", "2028-02-27"),
            (1, "2024-01-29", "2027-02-28"),
            (1, "2024-01-31", "2027-02-28"),
            // A month after 31 January 2027 is 28 February: the mentor has the years from there.
            (1, "2027-01-31", "2030-02-27"),
            (1, "2026-05-30", "2029-06-29"),
        ] {
            let terms = PeopleTerms { young_specialist_extra_months: extra, ..terms(true) };
            let last = day(last);
            assert_eq!(specialist_until(day(hired), &terms, last), Some(last), "{hired}");
            assert_eq!(specialist_until(day(hired), &terms, last.succ_opt().unwrap()), None, "{hired}");
        }
    }

    #[test]
    fn the_active_are_highly_qualified_and_help_others() {
        let known = Known {
            teaches_since: vec![day("2020-09-01")],
            high_category: Some("высшая категория".to_owned()),
            helps: Some("руководит: РМО".to_owned()),
            ..Known::default()
        };
        let all = marks(&known, &terms(true), day("2026-06-18"));
        assert_eq!(all[0].why, "высшая категория; руководит: РМО (задача 5)");
        let none = |known: Known| assert!(kinds(&known, true, "2026-06-18").is_empty());
        none(Known { high_category: None, ..known.clone() });
        none(Known { helps: None, ..known.clone() });
        none(Known { teaches_since: Vec::new(), ..known.clone() });
        let silent = PeopleTerms { active_categories: Vec::new(), ..terms(true) };
        assert!(marks(&known, &silent, day("2026-06-18")).is_empty(), "a pack without the rule");
    }

    #[test]
    fn a_course_is_due_three_years_after_the_last_or_after_hiring() {
        let begun = Some(day("2020-09-01"));
        let known = Known { teaches_since: vec![day("2025-09-01")], taught_from: begun, ..Known::default() };
        assert_eq!(course_due(&known, &terms(true)), Some(day("2023-09-01")));
        let after = Known { last_course: Some(day("2024-02-29")), ..known.clone() };
        assert_eq!(course_due(&after, &terms(true)), Some(day("2027-02-28")));
        assert_eq!(course_due(&Known::default(), &terms(true)), None);
        let due =
            |last: &str| course_due(&Known { last_course: Some(day(last)), ..known.clone() }, &terms(true));
        assert_eq!(
            ["2010-01-01", "2013-08-31", "2013-09-01", "2013-09-02"].map(due),
            ["2016-09-01", "2016-09-01", "2016-09-01", "2016-09-02"].map(|due| Some(day(due))),
            "nobody owed a course before the law was in force for three years"
        );
    }
}

//! For how long somebody is mentored (п. 3.1, 3.2; примечания A11, A12).
//!
//! Readings. The years of п. 3.2 run from the month after the beginning of the work, whenever the order came; an order appoints nobody
//! for days before it, so the term it names begins with the later of the two and keeps its last day. «Не менее одного года» (п. 3.1) is
//! asked of what the order names. Where the last day is the head's own, less is refused. Where a late order leaves less of the years of
//! п. 3.2, it names a whole year from its own day. Where the end of studies sets the last day, less is a warning (A12).

use chrono::{Months, NaiveDate};
use packs::{MenteeCategory, MentoringRules, MentoringStart};
use people::rules::spans::last_day;
use web::russian;

/// The time of mentoring, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

impl Term {
    /// Whether it lasts so many months at least: from 1 September to 31 August are twelve, from 29 February to 28 February as well.
    pub fn lasts(&self, months: u32) -> bool {
        last_day(self.from, months).is_some_and(|full| full <= self.to)
    }
}

/// Why a term cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermFault {
    /// The day of graduation is not known.
    NoGraduation,
    /// The category names no length: the order names the last day.
    NoLastDay,
    /// It would end before it begins, or before the order.
    Backwards,
    /// The last day the order names lies too far ahead to be meant.
    TooLong,
    /// Shorter than allowed: so many months, the clause.
    TooShort(u32, String),
    /// A late order leaves less of the years counted from hiring, so it names so many months: the clause. A warning alone.
    Prolonged(u32, String),
}

impl TermFault {
    /// The sentence at the field.
    pub fn sentence(&self) -> String {
        match self {
            Self::NoGraduation => {
                "Укажите, когда заканчивается учёба: до\u{a0}этого дня длится наставничество.".to_owned()
            }
            Self::NoLastDay => {
                "Укажите последний день наставничества: правила территории срока не\u{a0}называют.".to_owned()
            }
            Self::Backwards => {
                "Срок кончается раньше, чем начинается. Проверьте день приёма и\u{a0}день окончания."
                    .to_owned()
            }
            Self::TooLong => format!(
                "Срок длиннее {}: проверьте год последнего дня.",
                russian::counted(i64::from(MOST_YEARS), "года", "лет", "лет")
            ),
            Self::TooShort(months, clause) => format!(
                "Срок короче дозволенного: не\u{a0}меньше {} ({clause}).",
                russian::counted(i64::from(*months), "месяца", "месяцев", "месяцев")
            ),
            Self::Prolonged(months, clause) => format!(
                "От\u{a0}срока, который считают с\u{a0}приёма на\u{a0}работу, осталось меньше {}: приказ назначает наставника на\u{a0}{} со\u{a0}своего дня ({clause}).",
                russian::counted(i64::from(*months), "месяца", "месяцев", "месяцев"),
                russian::counted(i64::from(*months), "месяц", "месяца", "месяцев"),
            ),
        }
    }
}

/// No territory mentors anybody longer: a later day named by hand is a slip of the year.
const MOST_YEARS: u32 = 7;

/// What the term follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grounds {
    /// The day the work began.
    pub hired_on: NaiveDate,
    /// The day of the order.
    pub ordered_on: NaiveDate,
    /// The end of studies.
    pub graduates_on: Option<NaiveDate>,
    /// The last day the order names, where the category names none.
    pub last_day: Option<NaiveDate>,
}

/// The term an order names, and a warning where it was prolonged to a year, or is shorter because the studies end before.
pub fn term(
    category: &MenteeCategory,
    rules: &MentoringRules,
    grounds: Grounds,
) -> Result<(Term, Option<TermFault>), TermFault> {
    let begun = match category.start {
        MentoringStart::Order => grounds.ordered_on,
        MentoringStart::MonthAfterHiring => {
            grounds.hired_on.checked_add_months(Months::new(1)).unwrap_or(grounds.hired_on)
        }
    };
    let to = match (category.months, category.until_graduation) {
        (Some(months), _) => last_day(begun, months),
        (None, true) => Some(grounds.graduates_on.ok_or(TermFault::NoGraduation)?),
        (None, false) => Some(grounds.last_day.ok_or(TermFault::NoLastDay)?),
    };
    let whole = Term { from: begun, to: to.unwrap_or(begun) };
    let named = Term { from: begun.max(grounds.ordered_on), ..whole };
    if named.to < named.from {
        return Err(TermFault::Backwards);
    }
    let is_by_hand = category.months.is_none();
    if is_by_hand && last_day(named.from, MOST_YEARS * 12).is_some_and(|most| most < named.to) {
        return Err(TermFault::TooLong);
    }
    let Some(least) = rules.limit("least_months").filter(|least| !named.lasts(least.value)) else {
        return Ok((named, None));
    };
    let (months, clause) = (least.value, least.clause.clone());
    match last_day(named.from, months).filter(|_| category.months.is_some() && whole.lasts(months)) {
        Some(to) => Ok((Term { to, ..named }, Some(TermFault::Prolonged(months, clause)))),
        None if category.until_graduation => Ok((named, Some(TermFault::TooShort(months, clause)))),
        None => Err(TermFault::TooShort(months, clause)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use packs::{Calendar, Library};

    use super::*;

    pub(crate) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Read once: properties ask hundreds of times.
    static PACKS: LazyLock<Library> = LazyLock::new(|| Library::embedded().unwrap());

    fn of(pack: &str) -> (MentoringRules, Calendar) {
        let rules = PACKS.effective(&[pack]).unwrap();
        (rules.mentoring.clone(), rules.calendar.clone())
    }

    pub(crate) fn amur() -> (MentoringRules, Calendar) {
        of("amur-2020")
    }

    pub(crate) fn federal() -> (MentoringRules, Calendar) {
        of("terek-2021")
    }

    fn grounds(hired: &str, ordered: &str, graduates: Option<&str>) -> Grounds {
        Grounds {
            hired_on: day(hired),
            ordered_on: day(ordered),
            graduates_on: graduates.map(day),
            last_day: None,
        }
    }

    fn told(category: &str, grounds: Grounds) -> Result<(Term, Option<TermFault>), TermFault> {
        let (rules, _) = amur();
        term(rules.category(category).unwrap(), &rules, grounds)
    }

    fn span(from: &str, to: &str) -> Term {
        Term { from: day(from), to: day(to) }
    }

    #[test]
    fn a_young_specialist_has_three_years_from_a_month_after_hiring() {
        for (hired, from, to) in [
            ("2026-09-01", "2026-10-01", "2029-09-30"),
            // 31 January + a month is the last day of February.
            ("2027-01-31", "2027-02-28", "2030-02-27"),
            // From 29 February three years are full on the last day of February, not a day before.
            ("2028-01-29", "2028-02-29", "2031-02-28"),
            ("2024-01-29", "2024-02-29", "2027-02-28"),
        ] {
            let found = told("young_specialist", grounds(hired, hired, None));
            assert_eq!(found, Ok((span(from, to), None)), "{hired}");
        }
    }

    #[test]
    fn a_trainee_has_a_year_and_the_demobilised_two_from_the_order() {
        let trainee = told("trainee", grounds("2026-09-01", "2026-09-10", None));
        assert_eq!(trainee, Ok((span("2026-09-10", "2027-09-09"), None)));
        let served = told("demobilised", grounds("2026-09-01", "2026-09-10", None));
        assert_eq!(served, Ok((span("2026-09-10", "2028-09-09"), None)));
    }

    #[test]
    fn a_working_student_has_until_graduation_and_less_than_a_year_is_a_warning() {
        let long = told("working_student", grounds("2026-09-01", "2026-09-10", Some("2027-09-30")));
        assert_eq!(long, Ok((span("2026-10-01", "2027-09-30"), None)));
        let (short, warning) =
            told("working_student", grounds("2026-09-01", "2026-09-10", Some("2027-09-29"))).unwrap();
        assert_eq!(short, span("2026-10-01", "2027-09-29"));
        assert!(matches!(warning, Some(TermFault::TooShort(12, _))));
        let unknown = told("working_student", grounds("2026-09-01", "2026-09-10", None));
        assert_eq!(unknown, Err(TermFault::NoGraduation));
        // Graduation inside the first month: the term would end before it begins.
        let soon = told("working_student", grounds("2026-09-01", "2026-09-10", Some("2026-09-30")));
        assert_eq!(soon, Err(TermFault::Backwards));
    }

    #[test]
    fn clause_3_2_a_late_order_appoints_for_no_day_before_it_and_keeps_the_last_one() {
        let of = |ordered: &str| told("young_specialist", grounds("2024-01-29", ordered, None));
        for (ordered, from) in [
            ("2024-02-05", "2024-02-29"),
            ("2024-02-29", "2024-02-29"),
            ("2024-03-01", "2024-03-01"),
            ("2026-02-04", "2026-02-04"),
            ("2026-03-01", "2026-03-01"),
        ] {
            assert_eq!(of(ordered), Ok((span(from, "2027-02-28"), None)), "{ordered}");
        }
        // Less than a year is left: the order names a whole one from its own day (п. 3.1).
        for (ordered, last) in [("2026-03-02", "2027-03-01"), ("2027-02-28", "2028-02-27")] {
            let (left, warning) = of(ordered).unwrap();
            assert_eq!(left, span(ordered, last));
            assert!(matches!(&warning, Some(TermFault::Prolonged(12, _))));
            let said = warning.unwrap().sentence().replace('\u{a0}', " ");
            assert!(said.contains("на 12 месяцев со своего дня") && said.contains("п. 3.1"), "{said}");
        }
        assert_eq!(of("2027-03-01"), Err(TermFault::Backwards), "nothing is left of the three years");
    }

    #[test]
    fn clause_3_1_less_than_a_year_is_refused_where_the_head_names_the_last_day() {
        let (mut rules, _) = amur();
        let trainee = rules.categories.iter_mut().find(|one| one.rule.id == "trainee").unwrap();
        trainee.rule.months = None;
        let category = rules.category("trainee").unwrap();
        let of = |last: &str| {
            let named = Grounds { last_day: Some(day(last)), ..grounds("2026-09-01", "2026-09-10", None) };
            term(category, &rules, named)
        };
        assert_eq!(of("2027-09-09"), Ok((span("2026-09-10", "2027-09-09"), None)), "a year to the day");
        let short = of("2027-09-08").unwrap_err();
        assert!(matches!(short, TermFault::TooShort(12, _)));
        let said = short.sentence().replace('\u{a0}', " ");
        assert!(said.contains("не меньше 12 месяцев") && said.contains("п. 3.1"), "{said}");
        assert_eq!(of("2026-09-09"), Err(TermFault::Backwards));
    }

    #[test]
    fn clause_3_1_a_pack_that_sets_less_than_a_year_is_refused_as_well() {
        let (mut rules, _) = amur();
        let trainee = rules.categories.iter_mut().find(|one| one.rule.id == "trainee").unwrap();
        trainee.rule.months = Some(11);
        let found =
            term(rules.category("trainee").unwrap(), &rules, grounds("2026-09-01", "2026-09-10", None));
        assert!(matches!(found, Err(TermFault::TooShort(12, _))), "{found:?}");
    }

    #[test]
    fn without_rules_of_the_territory_the_order_names_the_last_day() {
        let (rules, _) = federal();
        let category = rules.category("young_specialist").unwrap();
        let open = grounds("2026-09-01", "2026-09-10", None);
        assert_eq!(term(category, &rules, open), Err(TermFault::NoLastDay));
        let named = Grounds { last_day: Some(day("2026-12-31")), ..open };
        assert_eq!(term(category, &rules, named), Ok((span("2026-09-10", "2026-12-31"), None)));
        let until = |last: &str| term(category, &rules, Grounds { last_day: Some(day(last)), ..open });
        assert_eq!(until("2033-09-09"), Ok((span("2026-09-10", "2033-09-09"), None)), "seven years");
        assert_eq!(until("2033-09-10"), Err(TermFault::TooLong), "2099 is a slip of the year");
    }

    #[test]
    fn twelve_months_are_full_on_the_eve_of_the_same_day() {
        assert!(span("2026-09-01", "2027-08-31").lasts(12) && !span("2026-09-01", "2027-08-30").lasts(12));
        assert!(span("2028-02-29", "2029-02-28").lasts(12) && !span("2028-02-29", "2029-02-27").lasts(12));
    }
}

//! For how long somebody is mentored (п. 3.1, 3.2; примечания A11, A12).

use chrono::{Months, NaiveDate};
use packs::{MenteeCategory, MentoringRules, MentoringStart};
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
    /// Whether it lasts so many months at least: from 1 September to 31 August are twelve.
    pub fn lasts(&self, months: u32) -> bool {
        let full = self.from.checked_add_months(Months::new(months)).and_then(|day| day.pred_opt());
        full.is_some_and(|full| full <= self.to)
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
    /// Shorter than allowed: so many months, the clause.
    TooShort(u32, String),
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
            Self::TooShort(months, clause) => format!(
                "Срок короче дозволенного: не\u{a0}меньше {} ({clause}).",
                russian::counted(i64::from(*months), "месяца", "месяцев", "месяцев")
            ),
        }
    }
}

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

/// The term, and a warning where it is shorter than a year though the category allows that (работающий студент, A12).
pub fn term(
    category: &MenteeCategory,
    rules: &MentoringRules,
    grounds: Grounds,
) -> Result<(Term, Option<TermFault>), TermFault> {
    let from = match category.start {
        MentoringStart::Order => grounds.ordered_on,
        MentoringStart::MonthAfterHiring => {
            grounds.hired_on.checked_add_months(Months::new(1)).unwrap_or(grounds.hired_on)
        }
    };
    let to = match (category.months, category.until_graduation) {
        (Some(months), _) => from.checked_add_months(Months::new(months)).and_then(|day| day.pred_opt()),
        (None, true) => Some(grounds.graduates_on.ok_or(TermFault::NoGraduation)?),
        (None, false) => Some(grounds.last_day.ok_or(TermFault::NoLastDay)?),
    };
    let found = Term { from, to: to.unwrap_or(from) };
    if found.to < found.from || found.to < grounds.ordered_on {
        return Err(TermFault::Backwards);
    }
    let short = rules.limit("least_months").filter(|least| !found.lasts(least.value));
    match short {
        None => Ok((found, None)),
        Some(least) => {
            let fault = TermFault::TooShort(least.value, least.clause.clone());
            if category.until_graduation { Ok((found, Some(fault))) } else { Err(fault) }
        }
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
            ("2028-01-29", "2028-02-29", "2031-02-27"),
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
    fn without_rules_of_the_territory_the_order_names_the_last_day() {
        let (rules, _) = federal();
        let category = rules.category("young_specialist").unwrap();
        let open = grounds("2026-09-01", "2026-09-10", None);
        assert_eq!(term(category, &rules, open), Err(TermFault::NoLastDay));
        let named = Grounds { last_day: Some(day("2026-12-31")), ..open };
        assert_eq!(term(category, &rules, named), Ok((span("2026-09-10", "2026-12-31"), None)));
    }

    #[test]
    fn twelve_months_are_full_on_the_eve_of_the_same_day() {
        assert!(span("2026-09-01", "2027-08-31").lasts(12) && !span("2026-09-01", "2027-08-30").lasts(12));
        assert!(span("2028-02-29", "2029-02-27").lasts(12) && !span("2028-02-29", "2029-02-26").lasts(12));
    }
}

//! What a pair in preparation rests on (п. 2.2, 3.2): whom it is for and until when they study – the term follows from it –, the
//! agreements with organisations its mentors work in.
//!
//! Reading: the consents and the supplementary agreement name the term (ТК РФ, ст. 351.8), so those marked for another one are told;
//! the council recommends a mentor and the deputy agrees to them whatever the term.

use chrono::NaiveDate;
use packs::{MenteeCategory, MentoringRules};
use people::rules::marks::MarkKind;
use web::russian;

use super::Step;

/// The steps that name the term.
pub const OF_TERM: [Step; 3] = [Step::Mentor, Step::Mentee, Step::Agreement];

/// Whether two bases give two terms: another category, or – where the term lasts until graduation – another day of it.
pub fn changes_term(before: (&str, Option<NaiveDate>), now: (&str, Option<NaiveDate>)) -> bool {
    before != now
}

/// The category of a pair at work that a person cannot be mentored by beside this one, if there is one (п. 3.2: each category has a
/// term of its own, and one work of one person begins once). Those of one term do not clash; nor does a pair whose term is over.
pub fn twofold<'a>(
    rules: &'a MentoringRules,
    others: impl IntoIterator<Item = (&'a str, Option<NaiveDate>)>,
    (category, today): (&str, NaiveDate),
) -> Option<(&'a MenteeCategory, Option<NaiveDate>)> {
    let term = |one: &MenteeCategory| (one.start, one.months, one.until_graduation);
    let own = rules.category(category)?;
    others
        .into_iter()
        .filter(|(_, ends_on)| ends_on.is_none_or(|last| today <= last))
        .filter_map(|(other, ends_on)| Some((rules.category(other)?, ends_on)))
        .find(|(other, _)| other.id != own.id && term(other) != term(own))
}

/// Whether the category is for those alone who bear the mark of a young specialist (п. 1.3), where the rules give their order a day.
pub fn asks_mark(category: &MenteeCategory) -> bool {
    category.order_is_due && category.id == MarkKind::YoungSpecialist.code()
}

/// What speaks against sponsoring somebody in a category; whoever chooses says why all the same. `service`: whole years, where known.
///
/// Reading: п. 1.3 names three years of a young specialist, so a category with a shorter term takes from what is theirs; a trainee is
/// a student (п. 3.2), which years of service speak against.
pub fn category_doubt(
    category: &MenteeCategory,
    rules: &MentoringRules,
    (is_young, service): (bool, Option<i32>),
) -> Option<String> {
    if asks_mark(category) {
        let text = "у\u{a0}наставляемого нет отметки «молодой специалист»: есть стаж, срок прошёл или должность не из\u{a0}тех, что названы в\u{a0}положении";
        return (!is_young).then(|| text.to_owned());
    }
    let own = rules.category(MarkKind::YoungSpecialist.code())?;
    let shorter = category.months.zip(own.months).filter(|(months, own)| is_young && months < own);
    if let Some((months, own)) = shorter {
        return Some(format!(
            "наставляемый – молодой специалист, его сопровождают {}, а\u{a0}в\u{a0}этой категории – {}",
            months_of(own),
            months_of(months)
        ));
    }
    let years = service.filter(|years| category.id == TRAINEE && *years > 0)?;
    let years = russian::counted(i64::from(years), "год", "года", "лет");
    Some(format!("у\u{a0}наставляемого педагогический стаж {years}, а\u{a0}стажёр – студент"))
}

/// «36 месяцев»
fn months_of(months: u32) -> String {
    russian::counted(i64::from(months), "месяц", "месяца", "месяцев")
}

/// The category of a student on practice.
const TRAINEE: &str = "trainee";

/// What is wrong with the end of studies a category asks for; a category without studies keeps none.
pub fn graduation(
    category: &MenteeCategory,
    graduates_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, &'static str> {
    if !category.until_graduation {
        return Ok(None);
    }
    match graduates_on {
        None => Err("Укажите, когда заканчивается учёба."),
        Some(day) if day < today => Err("Учёба уже закончена: выберите другую категорию."),
        Some(day) => Ok(Some(day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::term::tests::{amur, day};

    #[test]
    fn clause_3_2_only_a_student_at_work_has_an_end_of_studies() {
        let (rules, _) = amur();
        let (student, young) =
            (rules.category("working_student").unwrap(), rules.category("young_specialist").unwrap());
        let today = day("2026-06-18");
        assert_eq!(graduation(young, Some(day("2027-06-30")), today), Ok(None));
        assert!(graduation(student, None, today).unwrap_err().contains("когда заканчивается"));
        assert!(graduation(student, Some(day("2026-06-17")), today).unwrap_err().contains("уже закончена"));
        assert_eq!(graduation(student, Some(today), today), Ok(Some(today)));
    }

    #[test]
    fn clause_3_2_nobody_is_mentored_by_two_terms_at_once() {
        let (rules, _) = amur();
        let (today, last) = (day("2026-06-18"), Some(day("2026-06-18")));
        let found = |other: &str, ends_on, category: &str| {
            twofold(&rules, [(other, ends_on)], (category, today)).map(|(one, _)| one.id.clone())
        };
        assert_eq!(found("trainee", None, "young_specialist").as_deref(), Some("trainee"));
        assert_eq!(found("trainee", last, "young_specialist").as_deref(), Some("trainee"), "its last day");
        assert_eq!(found("trainee", Some(day("2026-06-17")), "young_specialist"), None, "its term is over");
        assert_eq!(found("young_specialist", None, "young_specialist"), None, "a second mentor");
        assert_eq!(twofold(&rules, [], ("young_specialist", today)), None);
    }

    #[test]
    fn clause_3_2_another_category_or_graduation_is_another_term() {
        let june = Some(day("2027-06-30"));
        assert!(changes_term(("young_specialist", None), ("trainee", None)));
        assert!(changes_term(("working_student", june), ("working_student", Some(day("2028-06-30")))));
        assert!(!changes_term(("working_student", june), ("working_student", june)));
        assert!(!OF_TERM.contains(&Step::Council) && !OF_TERM.contains(&Step::Deputy));
    }

    #[test]
    fn clause_3_2_a_shorter_category_of_a_young_specialist_and_a_trainee_with_service_are_told() {
        let (rules, _) = amur();
        let doubt = |id: &str, young: bool, years: Option<i32>| {
            category_doubt(rules.category(id).unwrap(), &rules, (young, years))
        };
        assert!(doubt("young_specialist", false, None).unwrap().contains("нет отметки"));
        assert_eq!(doubt("young_specialist", true, Some(0)), None);
        let shorter = doubt("trainee", true, Some(0)).unwrap();
        assert!(shorter.contains("36") && shorter.contains("12"), "{shorter}");
        assert!(doubt("demobilised", true, None).unwrap().contains("24"));
        assert!(
            doubt("trainee", false, Some(12)).unwrap().contains("12 лет".replace(' ', "\u{a0}").as_str())
        );
        assert_eq!(doubt("trainee", false, Some(0)), None);
        assert_eq!(doubt("demobilised", false, Some(12)), None, "who served may have taught before");
        assert_eq!(doubt("working_student", true, Some(1)), None, "their term lasts as long as the studies");
    }
}

//! What a pair in preparation rests on (п. 2.2, 3.2): whom it is for and until when they study – the term follows from it –, the
//! agreements with organisations its mentors work in.
//!
//! Reading: the consents and the supplementary agreement name the term (ТК РФ, ст. 351.8), so those marked for another one are told;
//! the council recommends a mentor and the deputy agrees to them whatever the term.

use chrono::NaiveDate;
use packs::MenteeCategory;

use super::Step;

/// The steps that name the term.
pub const OF_TERM: [Step; 3] = [Step::Mentor, Step::Mentee, Step::Agreement];

/// Whether two bases give two terms: another category, or – where the term lasts until graduation – another day of it.
pub fn changes_term(before: (&str, Option<NaiveDate>), now: (&str, Option<NaiveDate>)) -> bool {
    before != now
}

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
    fn clause_3_2_another_category_or_graduation_is_another_term() {
        let june = Some(day("2027-06-30"));
        assert!(changes_term(("young_specialist", None), ("trainee", None)));
        assert!(changes_term(("working_student", june), ("working_student", Some(day("2028-06-30")))));
        assert!(!changes_term(("working_student", june), ("working_student", june)));
        assert!(!OF_TERM.contains(&Step::Council) && !OF_TERM.contains(&Step::Deputy));
    }
}

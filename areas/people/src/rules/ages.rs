//! Days that contradict the day of birth: nobody works before fourteen, nor is granted a category before eighteen.

use chrono::NaiveDate;
use web::{FieldFault, russian};

use super::seniority::whole_years;
use crate::{Category, Employment, Record, RecordKind};

/// Nobody works or studies a trade before this age.
const WORKS: i32 = 14;
/// A category is granted to whoever has a profession.
const GRANTED: i32 = 18;

/// Why this day of a work is none of somebody born then.
pub(crate) fn started(day: NaiveDate, birth: Option<NaiveDate>) -> Option<FieldFault> {
    fault("started_on", day, birth, WORKS)
}

/// The same of the day of a category.
pub(crate) fn granted(day: NaiveDate, birth: Option<NaiveDate>) -> Option<FieldFault> {
    fault("granted_on", day, birth, GRANTED)
}

/// The same of a record by its first day. A child may write or win a contest: such a day only follows the birth.
pub(crate) fn record(new: &Record, birth: Option<NaiveDate>) -> Option<FieldFault> {
    let (field, day) = match new.began_on {
        Some(first) => ("began_on", first),
        None => ("happened_on", new.happened_on),
    };
    told(new.kind(), field, day, birth)
}

/// The same of what a list tells of this kind.
pub(crate) fn told(
    kind: RecordKind,
    field: &str,
    day: NaiveDate,
    birth: Option<NaiveDate>,
) -> Option<FieldFault> {
    let is_of_child = matches!(kind, RecordKind::Award | RecordKind::Publication | RecordKind::Participation);
    fault(field, day, birth, if is_of_child { 0 } else { WORKS })
}

/// Why the day of birth cannot be this one: something the card tells would be too early.
pub(crate) fn birth(
    birth: Option<NaiveDate>,
    (works, categories, records): (&[Employment], &[Category], &[Record]),
) -> Option<FieldFault> {
    let day = birth?;
    let works = works
        .iter()
        .filter_map(|one| Some((one.started_on, "приём на\u{a0}работу", started(one.started_on, birth)?)));
    let categories = categories
        .iter()
        .filter_map(|one| Some((one.granted_on, "категория", granted(one.granted_on, birth)?)));
    let records = records.iter().filter_map(|one| {
        Some((one.began_on.unwrap_or(one.happened_on), one.kind().title(), record(one, birth)?))
    });
    let (early, what, _) = works.chain(categories).chain(records).min_by_key(|(early, ..)| *early)?;
    Some(FieldFault {
        field: "birth_date".to_owned(),
        text: format!(
            "На\u{a0}карточке есть запись «{what}» от\u{a0}{}: для\u{a0}родившегося {} это слишком рано. Проверьте дату рождения или ту запись.",
            russian::date(early),
            russian::date(day)
        ),
    })
}

fn fault(field: &str, day: NaiveDate, birth: Option<NaiveDate>, youngest: i32) -> Option<FieldFault> {
    let birth = birth?;
    let said = match youngest {
        _ if day < birth => "человек ещё не\u{a0}родился".to_owned(),
        youngest if whole_years(birth, day) < youngest => format!("человеку меньше {youngest}\u{a0}лет"),
        _ => return None,
    };
    Some(FieldFault {
        field: field.to_owned(),
        text: format!(
            "На\u{a0}{} {said} (дата рождения – {}): проверьте обе даты.",
            russian::date(day),
            russian::date(birth)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_before_the_age_they_ask_for_are_refused() {
        let birth = Some(day("2002-03-10"));
        for (on, is_work, is_granted) in [
            ("2002-03-09", false, false),
            ("2016-03-09", false, false),
            ("2016-03-10", true, false),
            ("2020-03-09", true, false),
            ("2020-03-10", true, true),
        ] {
            assert_eq!(started(day(on), birth).is_none(), is_work, "{on}");
            assert_eq!(granted(day(on), birth).is_none(), is_granted, "{on}");
        }
        assert!(granted(day("1990-01-01"), None).is_none(), "without a day of birth nothing contradicts it");
        let said = granted(day("2001-05-01"), birth).unwrap();
        assert!(said.field == "granted_on" && said.text.contains("ещё не\u{a0}родился"), "{}", said.text);
    }

    #[test]
    fn a_child_may_win_a_contest_and_pass_no_courses() {
        let birth = Some(day("2002-03-10"));
        let is_said = |kind, on| told(kind, "happened_on", day(on), birth).is_some();
        assert!(is_said(RecordKind::Course, "2014-01-01") && is_said(RecordKind::Break, "2001-01-01"));
        assert!(!is_said(RecordKind::Participation, "2014-01-01"));
        assert!(is_said(RecordKind::Participation, "1999-01-01"));
    }
}

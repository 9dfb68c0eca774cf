//! What a session must say to be planned, moved and held (Владимир, п. 4.4.2; Терский район, раздел 7, п. 3).

use chrono::{Months, NaiveDate};
use packs::MentoringRules;
use web::{FieldFault, russian};

use crate::model::NewSession;

/// Nobody plans further ahead than so many months.
const AHEAD_MONTHS: u32 = 18;

fn fault(field: &str, text: impl Into<String>) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.into() }
}

/// What is wrong with a session to be planned: the school works since a day.
pub fn session_faults(
    new: &NewSession,
    rules: &MentoringRules,
    (since, today): (NaiveDate, NaiveDate),
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let is_of = |id: &str, list: &str| rules.word(id).is_some_and(|word| word.list == list);
    if !is_of(&new.direction, "direction") {
        faults.push(fault("direction", "Выберите направление занятия."));
    }
    if !is_of(&new.form, "form") {
        faults.push(fault("form", "Выберите форму занятия."));
    }
    faults.extend(day_fault("planned_on", new.planned_on, (since, today)));
    faults.extend(clock_fault(&new.begins));
    faults
}

/// A time as typed («9:30») as it is kept («09:30»), empty where none is told; none: it is no time.
pub fn clock(typed: &str) -> Option<String> {
    if typed.is_empty() {
        return Some(String::new());
    }
    let (_, minutes) = typed.split_once(':')?;
    let time = chrono::NaiveTime::parse_from_str(typed, "%H:%M").ok()?;
    (minutes.len() == 2).then(|| time.format("%H:%M").to_string())
}

fn clock_fault(typed: &str) -> Option<FieldFault> {
    clock(typed).is_none().then(|| fault("begins", "Напишите время так: 14:30."))
}

fn day_fault(field: &str, day: NaiveDate, (since, today): (NaiveDate, NaiveDate)) -> Option<FieldFault> {
    let last = today.checked_add_months(Months::new(AHEAD_MONTHS))?;
    if day < since {
        let text = format!("Работа начата {}: раньше занятий не\u{a0}было.", russian::date(since));
        return Some(fault(field, text));
    }
    (day > last).then(|| fault(field, "Это слишком далеко: планируйте на\u{a0}полтора года вперёд."))
}

/// What is wrong with another day or time of a session.
pub fn moved_faults(
    (was, day): (NaiveDate, NaiveDate),
    (began, begins): (&str, &str),
    reason: &str,
    days: (NaiveDate, NaiveDate),
) -> Vec<FieldFault> {
    let mut faults: Vec<FieldFault> = day_fault("day", day, days).into_iter().collect();
    faults.extend(clock_fault(begins));
    if day == was && clock(begins).is_some_and(|begins| begins == began) {
        faults.push(fault("day", "День и\u{a0}время прежние: укажите другие."));
    } else if day != was && day < days.1 {
        faults.push(fault("day", "Этот день прошёл: если занятие тогда было, отметьте его проведённым."));
    }
    if reason.is_empty() {
        faults.push(fault("reason", "Напишите, почему занятие переносится."));
    }
    faults
}

/// What is wrong with the outcome of a session.
pub fn outcome_faults(held_on: NaiveDate, (since, today): (NaiveDate, NaiveDate)) -> Vec<FieldFault> {
    if held_on > today {
        return vec![fault(
            "held_on",
            "Этот день ещё не\u{a0}наступил: отмечайте занятие, когда оно прошло.",
        )];
    }
    day_fault("held_on", held_on, (since, today)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rules() -> std::sync::Arc<packs::Effective> {
        packs::Library::embedded().unwrap().effective(&["terek-2021"]).unwrap()
    }

    fn new(change: impl Fn(&mut NewSession)) -> Vec<String> {
        let mut new = NewSession {
            direction: "direction_methodical".to_owned(),
            form: "form_internship".to_owned(),
            planned_on: day("2026-06-25"),
            ..NewSession::default()
        };
        change(&mut new);
        let days = (day("2025-09-01"), day("2026-06-18"));
        session_faults(&new, &rules().mentoring, days).into_iter().map(|one| one.field).collect()
    }

    #[test]
    fn a_session_is_of_a_direction_and_a_form_of_the_pack() {
        assert!(new(|_| ()).is_empty());
        assert_eq!(new(|new| new.direction = "form_internship".to_owned()), ["direction"]);
        assert_eq!(
            new(|new| new.form = "form_contest".to_owned()),
            ["form"],
            "that one is of another region"
        );
        assert_eq!(new(|new| new.planned_on = day("2025-08-31")), ["planned_on"]);
        assert_eq!(new(|new| new.planned_on = day("2027-12-19")), ["planned_on"]);
        assert!(new(|new| new.planned_on = day("2027-12-18")).is_empty(), "eighteen months to the day");
        assert_eq!(new(|new| new.begins = "в два".to_owned()), ["begins"]);
        assert!(new(|new| new.begins = "14:30".to_owned()).is_empty());
        assert_eq!(new(|new| new.begins = "99:99".to_owned()), ["begins"]);
        assert_eq!(
            (clock("9:30"), clock("7:5"), clock("")),
            (Some("09:30".to_owned()), None, Some(String::new()))
        );
        let same = |begins| {
            moved_faults(
                (day("2026-06-20"), day("2026-06-20")),
                ("10:00", begins),
                "Зал занят",
                (day("2025-09-01"), day("2026-06-18")),
            )
            .len()
        };
        assert_eq!((same("10:00"), same("11:00"), same("25:00")), (1, 0, 1), "the time alone may move");
    }

    #[test]
    fn a_session_moves_forward_with_a_reason() {
        let days = (day("2025-09-01"), day("2026-06-18"));
        let of = |to: &str, reason: &str| {
            moved_faults((day("2026-06-10"), day(to)), ("10:00", "10:00"), reason, days).len()
        };
        assert_eq!(of("2026-06-25", "карантин"), 0);
        assert_eq!(of("2026-06-18", "карантин"), 0, "today is fine");
        assert_eq!(of("2026-06-17", "карантин"), 1);
        assert_eq!(of("2026-06-10", ""), 2);
    }

    #[test]
    fn nothing_is_held_ahead() {
        let days = (day("2025-09-01"), day("2026-06-18"));
        assert!(outcome_faults(day("2026-06-18"), days).is_empty());
        assert_eq!(outcome_faults(day("2026-06-19"), days).len(), 1);
        assert_eq!(outcome_faults(day("2025-08-31"), days).len(), 1);
    }
}

//! The letter of a morning: what is due soon and what is overdue, the earliest first.

use chrono::NaiveDate;
use mail::Letter;
use registry::{Obligation, PersonalDuty};
use web::russian::{self, counted};

use crate::rules::last_day;

/// So many duties are named; of the rest the number is told.
const NAMED: usize = 20;

/// The letter, or none when nothing is due.
pub(crate) fn letter(
    name: &str,
    due: &[PersonalDuty],
    today: NaiveDate,
    home: &str,
    stop: &str,
) -> Option<Letter> {
    let count = |is_late: bool| {
        i64::try_from(due.iter().filter(|one| (one.duty.due < today) == is_late).count()).unwrap_or(0)
    };
    let (late, soon) = (count(true), count(false));
    let subject = match (late, soon) {
        (0, 0) => return None,
        (0, soon) => format!("{}: срок до\u{a0}{}", duties_of(soon), russian::date(last_day(today))),
        (late, 0) => format!("Просрочено: {}", duties_of(late)),
        (late, soon) => format!("Просрочено: {}, скоро срок: {}", duties_of(late), duties_of(soon)),
    };
    let mut list: Vec<String> = due.iter().take(NAMED).map(|one| line(one, today)).collect();
    if due.len() > NAMED {
        list.push(format!("и\u{a0}ещё {}", due.len() - NAMED));
    }
    Some(Letter {
        subject,
        paragraphs: vec![
            format!("Здравствуйте, {name}!"),
            "Дела, срок которых прошёл или наступит за\u{a0}три дня:".to_owned(),
        ],
        list,
        link: ("Открыть «Мои дела»".to_owned(), home.to_owned()),
        stop: stop.to_owned(),
        ..Letter::default()
    })
}

fn duties_of(count: i64) -> String {
    counted(count, "дело", "дела", "дел")
}

/// «просрочено, было до 16.06.2026: Заполнить таблицу (Северный округ · …)»
fn line(one: &PersonalDuty, today: NaiveDate) -> String {
    let duty: &Obligation = &one.duty;
    let day = russian::date(duty.due);
    let when = if duty.due < today {
        format!("просрочено, было до\u{a0}{day}")
    } else {
        format!("до\u{a0}{day}")
    };
    let note = if duty.note.is_empty() { String::new() } else { format!(" ({})", duty.note) };
    let stead = one.stead.as_ref().map(|stead| format!(" {}", russian::in_stead_of(&stead.absent_name)));
    format!("{when}: {}{}{note}", duty.title, stead.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duties(days: &[i64]) -> Vec<PersonalDuty> {
        let duty = |days: &i64| PersonalDuty {
            area: "monitoring",
            stead: None,
            duty: Obligation {
                key: days.to_string(),
                due: today() + chrono::Duration::days(*days),
                title: "Заполнить таблицу".to_owned(),
                note: "Северный округ".to_owned(),
                action: String::new(),
                url: String::new(),
            },
        };
        days.iter().map(duty).collect()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, 18).unwrap()
    }

    fn subject(days: &[i64]) -> Option<String> {
        let due = crate::rules::due(duties(days), &std::collections::BTreeSet::new(), today());
        letter("Нина", &due, today(), "/", "").map(|letter| letter.subject.replace('\u{a0}', " "))
    }

    #[test]
    fn the_third_day_is_told_and_the_fourth_is_not() {
        assert_eq!(subject(&[4, 30]), None);
        assert_eq!(subject(&[3, 4]).as_deref(), Some("1 дело: срок до 21.06.2026"));
        assert_eq!(subject(&[-1]).as_deref(), Some("Просрочено: 1 дело"));
        assert_eq!(subject(&[-2, -1, 0, 3]).as_deref(), Some("Просрочено: 2 дела, скоро срок: 2 дела"));
    }

    #[test]
    fn twenty_are_named_and_the_rest_is_counted() {
        let made = letter("Нина", &duties(&[1; 22]), today(), "/", "").unwrap();
        assert_eq!(made.list.len(), 21);
        assert_eq!(made.list[20], "и\u{a0}ещё 2");
        assert_eq!(made.list[0], "до\u{a0}19.06.2026: Заполнить таблицу (Северный округ)");
    }
}

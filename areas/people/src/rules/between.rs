//! What somebody did between courses (Терский район, раздел 3): participation counts as growth from the day of the last course.

use chrono::NaiveDate;
use web::russian;

use crate::{Reach, Record, RecordKind};

/// «с 15.03.2024 (последние курсы): участие – 4 (муниципальный – 3, региональный – 1), в объединениях и группах – 2»; none where
/// there is nothing to tell. `bodies`: how many unions, groups and associations the person is in today.
pub fn said(told: &[Record], bodies: usize, today: NaiveDate) -> Option<String> {
    let past = |one: &&Record| one.happened_on <= today && !one.is_going();
    let since =
        told.iter().filter(past).filter(|one| one.kind().is_course()).map(|one| one.happened_on).max();
    let is_after = |one: &&Record| since.is_none_or(|day| one.happened_on > day);
    let parts: Vec<&Record> = told
        .iter()
        .filter(past)
        .filter(is_after)
        .filter(|one| one.kind() == RecordKind::Participation)
        .collect();
    if parts.is_empty() && bodies == 0 {
        return None;
    }
    let of = |reach: Option<Reach>| parts.iter().filter(|one| one.reach() == reach).count();
    let levels = Reach::ALL.into_iter().map(|reach| (reach.title(), of(Some(reach))));
    let levels: Vec<String> = levels
        .chain([("уровень не\u{a0}указан", of(None))])
        .filter(|(_, count)| *count > 0)
        .map(|(title, count)| format!("{title} – {count}"))
        .collect();
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push(format!("участие – {} ({})", parts.len(), levels.join(", ")));
    }
    if bodies > 0 {
        said.push(format!("в\u{a0}объединениях и\u{a0}группах – {bodies}"));
    }
    let from = since.map_or_else(
        || "курсов ещё не\u{a0}было".to_owned(),
        |day| format!("после курсов {}", russian::date(day)),
    );
    Some(format!("{from}: {}", said.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: RecordKind, on: &str, level: Option<Reach>) -> Record {
        Record {
            level: level.map(|one| one.code().to_owned()),
            ..Record::sample(kind, "Неделя математики", on)
        }
    }

    #[test]
    fn what_came_after_the_last_course_counts_by_level() {
        let today = "2026-06-18".parse().unwrap();
        let part = |on, level| record(RecordKind::Participation, on, level);
        let mut told = vec![
            record(RecordKind::Course, "2023-03-15", None),
            record(RecordKind::Retraining, "2024-03-15", None),
            part("2024-03-15", Some(Reach::Region)),
            part("2024-03-16", Some(Reach::Municipality)),
            part("2026-06-18", Some(Reach::Municipality)),
            part("2026-06-19", Some(Reach::Country)),
            part("2025-01-01", None),
            record(RecordKind::Award, "2025-01-01", None),
            Record { progress: Some(90), ..record(RecordKind::Course, "2026-06-10", None) },
        ];
        let line = said(&told, 2, today).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            line,
            "после курсов 15.03.2024: участие – 3 (муниципальный (районный) – 2, уровень не указан – 1); в объединениях и группах – 2"
        );
        told.retain(|one| !one.kind().is_course());
        assert!(
            said(&told, 0, today).unwrap().contains("региональный – 1"),
            "without courses everything counts"
        );
        assert_eq!(said(&[], 0, today), None);
        assert_eq!(
            said(&[], 1, today).unwrap().replace('\u{a0}', " "),
            "курсов ещё не было: в объединениях и группах – 1"
        );
    }
}

//! Whether the people of a structure have the qualification its kind demands (Терский район, паспорт и раздел 1): education
//! by the records of a card, service by the works of it.

use chrono::NaiveDate;
use people::rules::education::{self, Stage};
use people::rules::seniority::{self, Break};
use people::{Record, RecordKind};

/// How somebody stands with a demand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meeting {
    /// It is met: by what.
    Met(String),
    /// The card does not tell enough.
    Unknown(String),
    /// It is not met: what lacks.
    Short(String),
}

/// Words by which an education is known to be pedagogical.
const PEDAGOGICAL: [&str; 6] = ["педагог", "педунив", "пединст", "педакадем", "учител", "преподават"];

/// Of an education by the records of a card.
pub fn education(records: &[Record]) -> Meeting {
    let told: Vec<&Record> = records.iter().filter(|one| one.kind() == RecordKind::Education).collect();
    let is_higher = |one: &&&Record| education::stage(one).is_some_and(|stage| stage >= Stage::Higher);
    let higher: Vec<&&Record> = told.iter().filter(is_higher).collect();
    let is_pedagogical = |one: &&&&Record| {
        let words = format!("{} {}", one.title, one.place).to_lowercase();
        PEDAGOGICAL.iter().any(|part| words.contains(part))
    };
    if told.is_empty() {
        return Meeting::Unknown("образование в\u{a0}карточке не\u{a0}указано".to_owned());
    }
    match (higher.iter().find(is_pedagogical), higher.first()) {
        (Some(one), _) => Meeting::Met(one.title.clone()),
        (None, Some(one)) => Meeting::Unknown(format!(
            "высшее, но\u{a0}педагогическое\u{a0}ли, из\u{a0}записи не\u{a0}видно: {}",
            one.title
        )),
        (None, None) => Meeting::Short("нет высшего образования".to_owned()),
    }
}

/// Of a service of more than so many years by the works in the posts: their first and last days.
pub fn service(works: &[(NaiveDate, Option<NaiveDate>)], over_years: u32, day: NaiveDate) -> Meeting {
    let mut spans: Vec<(NaiveDate, NaiveDate)> = works
        .iter()
        .map(|(from, to)| (*from, to.unwrap_or(day).min(day)))
        .filter(|(from, to)| from <= to)
        .collect();
    spans.sort_unstable();
    let Some((first, _)) = spans.first().copied() else {
        return Meeting::Unknown("работы в\u{a0}этой должности в\u{a0}карточке нет".to_owned());
    };
    let mut breaks = Vec::new();
    let mut covered: Option<NaiveDate> = None;
    for (from, to) in spans {
        let next = covered.and_then(|last| last.succ_opt());
        if let Some(next) = next.filter(|next| *next < from) {
            breaks.push(Break { from: next, to: from.pred_opt().unwrap_or(from) });
        }
        covered = covered.max(Some(to));
    }
    if let Some(next) = covered.and_then(|last| last.succ_opt()).filter(|next| *next <= day) {
        breaks.push(Break { from: next, to: day });
    }
    // «Свыше 3 лет»: three full years and a day more.
    let eve = day.pred_opt().unwrap_or(day);
    let asked = i32::try_from(over_years).unwrap_or(i32::MAX);
    let years = seniority::years(first, &breaks, day);
    let said = web::russian::counted(i64::from(years), "полный год", "полных года", "полных лет");
    if seniority::years(first, &breaks, eve) >= asked {
        Meeting::Met(said)
    } else {
        Meeting::Short(format!("стаж {said}, нужно больше\u{a0}{over_years}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn years(works: &[(&str, Option<&str>)], on: &str) -> Meeting {
        let works: Vec<_> = works.iter().map(|(from, to)| (day(from), to.map(day))).collect();
        service(&works, 3, day(on))
    }

    #[test]
    fn more_than_three_years_begin_after_the_third_is_full() {
        let met = |on: &str| matches!(years(&[("2023-06-18", None)], on), Meeting::Met(_));
        assert_eq!([met("2026-06-16"), met("2026-06-17"), met("2026-06-18")], [false, false, true]);
        assert!(matches!(years(&[], "2026-06-18"), Meeting::Unknown(_)));
        assert!(matches!(years(&[("2027-01-01", None)], "2026-06-18"), Meeting::Unknown(_)));
    }

    #[test]
    fn works_that_overlap_count_once_and_breaks_do_not() {
        let twice = [("2023-06-18", Some("2025-06-17")), ("2024-06-18", None)];
        assert!(matches!(years(&twice, "2026-06-18"), Meeting::Met(_)));
        let broken = [("2023-01-01", Some("2024-12-31")), ("2025-07-01", None)];
        assert!(matches!(years(&broken, "2026-06-18"), Meeting::Short(_)));
        assert!(matches!(years(&broken, "2026-07-02"), Meeting::Met(_)));
        let over = [("2020-01-01", Some("2022-12-31"))];
        assert_eq!(years(&over, "2026-06-18"), years(&over, "2023-01-01"), "what was worked stays");
    }
}

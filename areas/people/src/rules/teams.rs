//! What is wrong with a school team.

use chrono::{Datelike, Months, NaiveDate};
use web::{FieldFault, russian};

use crate::{NewTeam, Team};

/// Everything wrong with what is typed of a team.
pub(crate) fn faults(new: &NewTeam, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    let latest = today.checked_add_months(Months::new(12)).unwrap_or(today);
    if new.started_on > latest || new.started_on.year() < 1990 {
        fault(
            "started_on",
            "Первый день команды – не раньше 1990 года и не позже чем через год: проверьте год.".to_owned(),
        );
    }
    if let Some(last) = new.ends_on.filter(|last| *last < new.started_on) {
        let last = russian::date(last);
        fault("ends_on", format!("Последний день ({last}) раньше первого: поменяйте их местами."));
    }
    faults
}

/// Why somebody cannot be in the team since this day.
pub(crate) fn since_fault(team: &Team, since: NaiveDate, today: NaiveDate) -> Option<String> {
    let before = team.started_on.filter(|first| since < *first);
    if let Some(first) = before {
        return Some(format!("Команда собрана {}: раньше в ней никого не было.", russian::date(first)));
    }
    if let Some(last) = team.ends_on.filter(|last| since > *last) {
        return Some(format!("Срок команды кончился {}: сначала продлите его.", russian::date(last)));
    }
    let latest = today.checked_add_months(Months::new(12)).unwrap_or(today);
    (since > latest).then(|| "Больше чем через год: проверьте год.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TeamId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_of_a_team_stand_in_order() {
        let new = |from: &str, to: Option<&str>| NewTeam {
            name: "Команда".to_owned(),
            purpose: String::new(),
            started_on: day(from),
            ends_on: to.map(day),
        };
        let fields =
            |new| faults(&new, day("2026-06-18")).into_iter().map(|one| one.field).collect::<Vec<_>>();
        assert!(fields(new("2026-06-01", Some("2026-06-01"))).is_empty());
        assert_eq!(fields(new("2026-06-02", Some("2026-06-01"))), ["ends_on"]);
        assert_eq!(fields(new("2206-06-02", None)), ["started_on"]);
        let team = Team {
            id: TeamId(1),
            unit_id: units::UnitId(1),
            unit_path: "/1/".to_owned(),
            name: String::new(),
            purpose: String::new(),
            started_on: Some(day("2026-02-01")),
            ends_on: Some(day("2026-05-31")),
            state: "active".to_owned(),
            version: 1,
        };
        let since = |on: &str| since_fault(&team, day(on), day("2026-06-18")).is_some();
        assert!(since("2026-01-31") && since("2026-06-01") && !since("2026-02-01") && !since("2026-05-31"));
    }
}

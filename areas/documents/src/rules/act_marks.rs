//! What may be told of an act of the legal base, and in which words it is shown.

use chrono::NaiveDate;
use packs::LegalAct;
use web::{FieldFault, russian};

use crate::model::ActMark;

/// What is wrong with a mark: the day of looking has come and is not before the last one, and nothing lapses before it was signed.
pub(crate) fn faults(
    act: &LegalAct,
    (checked_on, valid_to): (NaiveDate, Option<NaiveDate>),
    (before, today): (Option<NaiveDate>, NaiveDate),
) -> Vec<FieldFault> {
    let mut found = Vec::new();
    let mut say = |field: &str, text: String| found.push(FieldFault { field: field.to_owned(), text });
    if checked_on > today {
        say("checked_on", "Этот день ещё не\u{a0}наступил: укажите, когда акт проверили.".to_owned());
    }
    if let Some(known) = before.filter(|known| checked_on < *known) {
        let day = russian::date(known);
        say("checked_on", format!("Акт уже проверяли {day}: новая проверка не\u{a0}может быть раньше."));
    }
    if let (Some(signed), Some(last)) = (act.date, valid_to)
        && last < signed.0
    {
        let day = russian::date(signed.0);
        say("valid_to", format!("Акт подписан {day}: раньше он утратить силу не\u{a0}мог."));
    }
    found
}

/// Words and tone: in force, lapsed or not looked at yet.
pub(crate) fn state(
    act: &LegalAct,
    mark: Option<&ActMark>,
    today: NaiveDate,
) -> (&'static str, &'static str) {
    let last = mark.map_or_else(|| act.valid_to.map(|last| last.0), |mark| mark.valid_to);
    match (last, mark) {
        (Some(last), _) if last < today => ("утратил силу", "bad"),
        (_, Some(_)) | (Some(_), None) => ("действует", "ok"),
        // The pack knows what the regulation cites, not what became of it since.
        (None, None) => ("не\u{a0}проверялся", "muted"),
    }
}

/// Edition, last day, what acts instead, when it was looked at.
pub(crate) fn told(act: &LegalAct, mark: Option<&ActMark>) -> String {
    let last = mark.map_or_else(|| act.valid_to.map(|last| last.0), |mark| mark.valid_to);
    let edition = mark.map(|mark| mark.edition.as_str()).filter(|edition| !edition.is_empty());
    let parts = [
        edition.map(|edition| format!("редакция: {edition}")),
        last.map(|last| format!("последний день\u{a0}– {}", russian::date(last))),
        mark.filter(|mark| !mark.instead.is_empty()).map(|mark| format!("вместо него: {}", mark.instead)),
        mark.map(|mark| format!("проверено {}", russian::date(mark.checked_on))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use db::Moment;
    use units::UnitId;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn act() -> LegalAct {
        let packs = packs::Library::embedded().unwrap();
        let rules = packs.effective(&["amur-2020"]).unwrap();
        rules.acts.iter().find(|act| act.rule.id == "fz-273").unwrap().rule.clone()
    }

    fn mark(valid_to: Option<&str>) -> ActMark {
        ActMark {
            id: 1,
            unit_id: UnitId(1),
            act: "fz-273".to_owned(),
            edition: "ред. от 25.12.2023".to_owned(),
            valid_to: valid_to.map(day),
            instead: String::new(),
            checked_on: day("2026-06-01"),
            account_id: None,
            created_at: Moment(0),
        }
    }

    #[test]
    fn an_act_is_in_force_lapsed_or_not_looked_at() {
        let (act, today) = (act(), day("2026-06-18"));
        let told = |mark: Option<&ActMark>| state(&act, mark, today).0.replace('\u{a0}', " ");
        assert_eq!(told(None), "не проверялся");
        assert_eq!(told(Some(&mark(None))), "действует");
        assert_eq!(told(Some(&mark(Some("2026-06-18")))), "действует");
        assert_eq!(told(Some(&mark(Some("2026-06-17")))), "утратил силу");
    }

    #[test]
    fn a_mark_is_of_a_day_that_came_and_after_the_act() {
        let (act, today) = (act(), day("2026-06-18"));
        let fields = |checked: &str, last: Option<&str>| {
            let found = faults(&act, (day(checked), last.map(day)), (Some(day("2026-06-01")), today));
            found.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        assert!(fields("2026-06-18", None).is_empty() && fields("2026-06-18", Some("2012-12-29")).is_empty());
        assert_eq!(fields("2026-06-19", Some("2012-12-28")), ["checked_on", "valid_to"]);
        assert!(fields("2026-06-01", None).is_empty(), "on the day of the last check");
        assert_eq!(fields("2026-05-31", None), ["checked_on"], "before it");
    }
}

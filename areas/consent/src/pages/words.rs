//! What pages say of consents.

use chrono::NaiveDate;
use packs::{ConsentKind, Effective};
use web::{FieldFault, russian};

use crate::model::{Consent, Delivery, Field, Stand};

/// Label, tone.
pub(super) type Mark = (String, &'static str);

/// Faults of a form: field, sentence.
pub(super) type Faults = Vec<(String, String)>;

pub(super) fn faults(all: &[FieldFault]) -> Faults {
    all.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect()
}

pub(super) fn wrong<'a>(faults: &'a Faults, field: &str) -> &'a str {
    faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
}

/// Where a consent stands, with its day.
pub(super) fn mark(one: &Consent, today: NaiveDate) -> Mark {
    let last = one.last_day.map(russian::date).unwrap_or_default();
    match one.stand(today) {
        Stand::InForce if last.is_empty() => ("действует".to_owned(), "ok"),
        Stand::InForce => (format!("действует по\u{a0}{last}"), "ok"),
        Stand::Ending => (format!("кончается {last}"), "warn"),
        Stand::Over => (format!("срок вышел {last}"), "bad"),
        Stand::Replaced => ("заменено новым".to_owned(), "muted"),
        Stand::Withdrawn => {
            let day = one.withdrawn_on.map(russian::date).unwrap_or_default();
            (format!("отозвано {day}"), "bad")
        }
    }
}

/// The title of a kind; a kind the pack has no more is called by its aim.
pub(super) fn title(rules: &Effective, one: &Consent) -> String {
    rules.consent_kind(&one.kind).map_or_else(|| one.aim.clone(), |kind| kind.title.clone())
}

/// «фамилия, имя, отчество; должность»
pub(super) fn fields(one: &Consent) -> String {
    one.fields().into_iter().map(Field::title).collect::<Vec<_>>().join("; ")
}

/// What is known of a consent: (label, value, address).
pub(super) fn facts(one: &Consent) -> Vec<(String, String, String)> {
    let term = one
        .last_day
        .map_or_else(|| "бессрочно, до\u{a0}отзыва".to_owned(), |last| format!("по {}", russian::date(last)));
    let withdrawn = one.withdrawn_on.map(|day| {
        let way = Delivery::of(&one.withdrawn_way).map_or("", Delivery::title);
        format!("{}, {way}", russian::date(day))
    });
    let erasure = match (one.erased_on, one.erase_by) {
        (Some(day), _) => Some(format!("{}: {}", russian::date(day), one.erasure_note)),
        (None, Some(by)) => Some(format!("до {}", russian::date(by))),
        (None, None) => None,
    };
    let all = [
        ("Дано", Some(format!("{}, {}", russian::date(one.given_on), one.way().title()))),
        ("Срок", Some(term)),
        ("Можно показывать всем", Some(fields(one))),
        ("Цель", Some(one.aim.clone())),
        ("Основание", Some(one.source.clone())),
        ("Отозвано", withdrawn),
        ("Удаление данных", erasure),
    ];
    let filled = all.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?, String::new())));
    filled.filter(|(_, value, _)| !value.is_empty()).collect()
}

/// The words of that day, a line each.
pub(super) fn wording(one: &Consent) -> Vec<String> {
    one.wording.lines().map(str::to_owned).collect()
}

/// Choices of a field of the form: kinds.
pub(super) fn kinds(rules: &Effective) -> Vec<(String, String)> {
    rules.consent_kinds.iter().map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect()
}

/// When and by which clause what a withdrawal starts is to be done.
pub(super) fn after(kind: &ConsentKind) -> String {
    let days = i64::from(kind.erase_days);
    let days = if kind.working_days {
        russian::counted(days, "рабочий день", "рабочих дня", "рабочих дней")
    } else {
        russian::counted(days, "день", "дня", "дней")
    };
    format!("{days} ({})", kind.withdrawal_clause)
}

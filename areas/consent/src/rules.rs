//! Pure decisions: what is wrong with a consent or a withdrawal, by when what a withdrawal starts is to be done.

use chrono::{Days, Months, NaiveDate};
use packs::{Calendar, ConsentKind};
use web::{FieldFault, russian};

use crate::model::{Consent, Field, NewConsent, NewWithdrawal, Way};

fn fault(field: &str, text: impl Into<String>) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.into() }
}

/// The law on personal data is in force since this day (152-ФЗ, ст. 25): nobody agreed to anything by it before.
const LAW_SINCE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2007, 1, 26);

/// What is wrong with a consent, among those of the kind that were there before.
pub(crate) fn consent_faults(
    new: &NewConsent,
    kind: &ConsentKind,
    (has_file, has_contacts): (bool, bool),
    before: &[Consent],
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if new.given_on > today {
        faults.push(fault("given_on", "Этот день ещё не\u{a0}наступил: проверьте дату."));
    }
    if LAW_SINCE.is_some_and(|first| new.given_on < first) {
        faults.push(fault(
            "given_on",
            "Закон о\u{a0}персональных данных действует с\u{a0}26.01.2007: проверьте год.",
        ));
    }
    let withdrawn = before.iter().filter_map(|one| one.withdrawn_on).max();
    if let Some(day) = withdrawn.filter(|day| new.given_on < *day) {
        let day = russian::date(day);
        faults.push(fault(
            "given_on",
            format!("Прежнее согласие отозвано {day}: новое даётся не\u{a0}раньше этого дня."),
        ));
    }
    faults.extend(term_fault(new, kind, today));
    faults.extend(field_faults(new, kind, has_contacts));
    if new.way == Way::Paper && !has_file {
        faults.push(fault("file", "Приложите скан подписанного согласия: без него оно не\u{a0}доказано."));
    }
    faults
}

fn term_fault(new: &NewConsent, kind: &ConsentKind, today: NaiveDate) -> Option<FieldFault> {
    let longest = kind.months.and_then(|months| new.given_on.checked_add_months(Months::new(months)));
    match (new.last_day, longest) {
        (Some(last), _) if last < new.given_on => {
            Some(fault("last_day", "Согласие кончалось\u{a0}бы раньше, чем дано: проверьте последний день."))
        }
        (Some(last), _) if last < today => Some(fault(
            "last_day",
            "Срок согласия уже вышел: возьмите новое или укажите другой последний день.",
        )),
        (Some(last), Some(longest)) if last > longest => {
            Some(fault("last_day", format!("Не\u{a0}позже {}: {}.", russian::date(longest), kind.clause)))
        }
        (None, Some(longest)) => Some(fault(
            "last_day",
            format!(
                "У\u{a0}этого согласия есть срок: назовите последний день, не\u{a0}позже {}.",
                russian::date(longest)
            ),
        )),
        _ => None,
    }
}

fn field_faults(new: &NewConsent, kind: &ConsentKind, has_contacts: bool) -> Option<FieldFault> {
    if !kind.spreads {
        return None;
    }
    if !new.fields.contains(&Field::Name) {
        let text = "Отметьте фамилию, имя, отчество: без имени показывать нечего. Если показывать их нельзя, \
                    согласие не\u{a0}вносят.";
        return Some(fault("fields", text));
    }
    (new.fields.contains(&Field::Contacts) && !has_contacts)
        .then(|| fault("fields", "В\u{a0}карточке нет ни\u{a0}телефона, ни\u{a0}почты: сначала внесите их."))
}

/// What is wrong with a withdrawal.
pub(crate) fn withdrawal_faults(
    new: NewWithdrawal,
    consent: &Consent,
    today: NaiveDate,
) -> Option<FieldFault> {
    if new.on > today {
        return Some(fault("withdrawn_on", "Этот день ещё не\u{a0}наступил: проверьте дату."));
    }
    (new.on < consent.given_on).then(|| {
        let day = russian::date(consent.given_on);
        fault("withdrawn_on", format!("Согласие дано {day}: отозвать его раньше нельзя."))
    })
}

/// What is wrong with the note that the data are gone.
pub(crate) fn erasure_faults(
    (done_on, note): (NaiveDate, &str),
    consent: &Consent,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if done_on > today {
        faults.push(fault("erased_on", "Этот день ещё не\u{a0}наступил: проверьте дату."));
    }
    if let Some(day) = consent.withdrawn_on.filter(|day| done_on < *day) {
        faults
            .push(fault("erased_on", format!("Отзыв получен {}: день не\u{a0}раньше.", russian::date(day))));
    }
    if note.is_empty() {
        faults.push(fault("note", "Назовите акт и\u{a0}что сделано: «акт № 3 от 25.06.2026»."));
    }
    faults
}

/// The last day for what a withdrawal of the kind starts.
pub(crate) fn erase_by(kind: &ConsentKind, withdrawn_on: NaiveDate, calendar: &Calendar) -> NaiveDate {
    if !kind.working_days {
        return withdrawn_on + Days::new(u64::from(kind.erase_days));
    }
    (0..kind.erase_days).fold(withdrawn_on, |day, _| calendar.next_working(day + Days::new(1)))
}

#[cfg(test)]
mod tests;

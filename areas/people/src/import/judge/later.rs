//! A known person of a row: whose card it is, and a first day of work later than the card's.

use chrono::NaiveDate;
use web::russian;

use super::Judged;
use crate::import::Choice;
use crate::rules::names;
use crate::{NewEmployment, Person};

/// Whose card it is, where the list writes the name otherwise: «Мария Ткаченко Игоревна».
pub(super) fn whose(one: &mut Judged, person: &Person) {
    let name = person.name();
    if names::plain(&name) != names::plain(&one.line.name) {
        let born = person.birth_date.map(|day| format!(", {}", russian::date(day))).unwrap_or_default();
        one.line.notes.insert(0, format!("карточка: {}{born}", name.full()));
    }
}

/// The first day of work: a later one than the card is known to hold is not taken by the way.
pub(super) fn started(one: &mut Judged, was: &NewEmployment, chosen: Option<Choice>) -> NaiveDate {
    let Some(told) = one.line.started_on else { return was.started_on };
    if told <= was.started_on || !was.is_start_told || chosen == Some(Choice::Told) {
        return told;
    }
    let (kept, later) = (russian::date(was.started_on), russian::date(told));
    let said = format!("на\u{a0}карточке работает с\u{a0}{kept}, в\u{a0}файле – с\u{a0}{later}");
    // Whoever decided who it is has seen the card: its day stays.
    if matches!(chosen, Some(Choice::Kept | Choice::Is(_))) {
        one.line.notes.push(format!("{said}: оставлено, как на\u{a0}карточке"));
    } else {
        one.line.notes.push(format!("{said}: решите, что верно"));
        one.later = Some((was.started_on, told));
    }
    was.started_on
}

//! What became of pairs in the demo: the journal of an autumn and a winter, pairs broken off, mentors who left.

use chrono::NaiveDate;
use mentoring::actions::early_end::{self, EndOrder};
use mentoring::actions::ending::{Absence, Ending};
use mentoring::actions::ordering;
use mentoring::actions::working::{self, NewWork};
use mentoring::model::Pair;
use web::{Cx, Write};

use super::{Chance, Fate, Told, granted, papers};
use crate::demo::stage::day;

/// The mentor of the pair leaves the school.
pub(super) fn leave(cx: &mut Cx<Write>, one: &Told<'_>, last: NaiveDate) -> web::Result<()> {
    for person in ordering::mentor_people(cx, one.id)? {
        let Some(card) = people::store::all_of(cx.conn(), &[person.0])?.pop() else { continue };
        // Whoever signs in to the demo stays.
        if card.account_id.is_some() {
            continue;
        }
        let works = people::store::at_work(cx.conn(), person, last)?;
        for work in works.iter().filter(|work| work.unit_id == one.school.id) {
            let reason = "по собственному желанию";
            people::actions::employing::dismiss(cx, &card, (work.id, work.version), last, reason)?;
        }
    }
    Ok(())
}

/// What an autumn and a winter brought.
pub(super) fn life(
    cx: &mut Cx<Write>,
    one: &Told<'_>,
    last: NaiveDate,
    chance: &mut Chance,
) -> web::Result<()> {
    let visits = [
        (
            day(2025, 10, 14),
            "mentor_visit",
            "Урок в 6 классе: постановка цели",
            "Договорились о структуре урока",
        ),
        (day(2025, 11, 18), "lesson_analysis", "Разбор урока: работа с ошибками", "Темп стал ровнее"),
        (day(2026, 2, 10), "mentee_visit", "Урок наставника: групповая работа", "Приём взят в план"),
    ];
    let count = if chance.between(1, 4) == 1 { 1 } else { visits.len() };
    for (held_on, work, topic, outcome) in visits.into_iter().take(count) {
        let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
        working::enter(cx, one.id, &NewWork { work, held_on, topic, outcome })?;
    }
    if one.fate == Fate::BrokenOff {
        let may = granted(cx)?;
        let text = format!(
            "Прошу освободить меня от обязанностей наставника по личным обстоятельствам ({}).",
            one.about
        );
        let application = papers::printed(cx, one.school, ("ЗАЯВЛЕНИЕ", "Заявление наставника"), &text)?;
        let ending = Ending {
            file: Some(application),
            ground: "application:2".to_owned(),
            note: "заявление по личным обстоятельствам".to_owned(),
            day: last,
            notice_on: None,
            signed_on: None,
            absence: Absence::default(),
            application: None,
        };
        let text = format!("Прекратить досрочно по личному заявлению наставника: {}.", one.about);
        let issue = papers::issue(cx, one.school, ("О прекращении наставничества", &text))?;
        early_end::break_off(cx, &may, one.id, &EndOrder { issue, ending })?;
    }
    Ok(())
}

/// Whether no mentor of the pair works in its school on a day.
pub(in crate::demo) fn is_left(cx: &mut Cx<Write>, pair: &Pair, on: NaiveDate) -> web::Result<bool> {
    for person in ordering::mentor_people(cx, pair.id)? {
        let works = people::store::at_work(cx.conn(), person, on)?;
        if works.iter().any(|work| work.unit_id == pair.unit_id) {
            return Ok(false);
        }
    }
    Ok(true)
}

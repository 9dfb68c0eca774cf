//! What the card says in words: who has left, what is still unheard, whose papers are to come, what a form offers.

use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Mode, Result, russian};

use super::parts::MentorRow;
use super::rows::TaskRow;
use crate::actions::ordering::Whole;
use crate::actions::stepping::CONSENTS;
use crate::actions::{around, ending, finishing};
use crate::board;
use crate::departures::Departures;
use crate::model::{Mentor, Pair, State};
use crate::pages::{Choices, Power, accord, extract, words};
use crate::rules::{Grounds, PlanState, cited, term};
use crate::store;

/// п. 1.6: what everybody carries is looked at by whoever decides, while something is to be decided.
pub(super) fn loads<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (is_asked, today): (bool, NaiveDate),
) -> Result<std::collections::BTreeMap<i64, String>> {
    if is_asked {
        crate::actions::candidates::burdens(cx, whole, today)
    } else {
        Ok(std::collections::BTreeMap::new())
    }
}

/// The rows with the links to cards the reader may open: a mentee opens no card but the own one.
pub(super) fn linked<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    mut rows: Vec<MentorRow>,
) -> Result<Vec<MentorRow>> {
    let may = cx.house().policy.check::<people::SeePeople>(cx.person());
    let ids: Vec<i64> = whole.mentors.iter().map(|(one, _)| one.person_id.0).collect();
    let seen = match may {
        Ok(may) => people::store::seen_among(cx.conn(), may.ranges(), &ids)?,
        Err(_) => Vec::new(),
    };
    for (row, _) in rows.iter_mut().zip(ids).filter(|(_, id)| !seen.contains(id)) {
        row.url.clear();
    }
    Ok(rows)
}

/// Whether a task the rules name for this kind of mentor is not in the plan.
pub(super) fn lacks_tasks(tasks: &[TaskRow], pair: &Pair, rules: &Effective) -> bool {
    let all = rules.mentoring.kind(&pair.kind).map_or(&[][..], |kind| kind.tasks.as_slice());
    all.iter().any(|title| !tasks.iter().any(|one| one.title == *title))
}

/// The meeting the step of the council is offered with: that of the sheet of criteria, or none known.
pub(super) fn advised<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (is_asked, today): (bool, NaiveDate),
) -> Result<[String; 3]> {
    let known = if is_asked { extract::advice(cx, whole)? } else { None };
    Ok(known.unwrap_or_else(|| [today.to_string(), String::new(), String::new()]))
}

/// What the card says first: who has left.
pub(super) fn told(whole: &Whole, gone: &Departures, rules: &Effective, power: Power) -> Vec<String> {
    let pair = &whole.pair;
    let alone = gone.alone(pair).map(|last| {
        format!(
            "С\u{a0}{} пара без\u{a0}наставника: его работа в\u{a0}школе закончилась, а\u{a0}с\u{a0}ней и\u{a0}часть в\u{a0}паре{}. {}",
            words::next(last),
            cited(rules.mentoring.clause("replacement")),
            if !power.reads_grounds() {
                "Преемника выбирают заместитель директора и\u{a0}методсовет."
            } else if whole.now().any(|(one, _)| one.waits()) {
                "Преемник выбран: отметьте, чего ещё нет, и\u{a0}издайте приказ о\u{a0}замене."
            } else {
                "Выберите преемника и\u{a0}издайте приказ о\u{a0}замене – план и\u{a0}журнал продолжатся – или прекратите наставничество."
            }
        )
    });
    let left = gone.mentee(pair).map(|last| {
        format!(
            "Наставляемый не\u{a0}работает в\u{a0}школе с\u{a0}{}: прекратите наставничество.",
            words::next(last)
        )
    });
    alone.into_iter().chain(left).chain(misordered(pair, rules, power)).collect()
}

/// What the order says otherwise than the day of hiring in the card does now, for whoever keeps the pair.
fn misordered(pair: &Pair, rules: &Effective, power: Power) -> Option<String> {
    let is_told = power.keeps && pair.state() == State::Active;
    let (ordered_on, ends_on) = pair.order_on.zip(pair.ends_on).filter(|_| is_told)?;
    let hired = russian::date(pair.hired_on);
    if ordered_on < pair.hired_on {
        return Some(format!(
            "Приказ издан {}, раньше приёма на\u{a0}работу ({hired}): проверьте день приёма в\u{a0}карточке; если он верен, отмените приказ и\u{a0}издайте новый.",
            russian::date(ordered_on)
        ));
    }
    let category = rules.mentoring.category(&pair.category).filter(|one| one.months.is_some())?;
    let grounds =
        Grounds { hired_on: pair.hired_on, ordered_on, graduates_on: pair.graduates_on, last_day: None };
    let (due, _) = term(category, &rules.mentoring, grounds).ok()?;
    (due.to != ends_on).then(|| {
        format!(
            "По\u{a0}дню приёма ({hired}) срок кончился\u{a0}бы {}, а\u{a0}в\u{a0}приказе – {}: если день приёма исправлен, отмените приказ и\u{a0}издайте новый{}.",
            russian::date(due.to),
            russian::date(ends_on),
            cited(&category.clause)
        )
    })
}

/// The last report nobody has heard, for whoever would complete the pair.
pub(super) fn unheard<M: Mode>(cx: &mut Cx<M>, whole: &Whole, power: Power) -> Result<String> {
    if !power.orders || whole.pair.state() != State::Active {
        return Ok(String::new());
    }
    let half = finishing::unheard(cx, &whole.pair)?;
    Ok(half.map_or_else(String::new, |half| {
        format!("Итоговый отчёт наставника – за\u{a0}{} – методсовет ещё не\u{a0}утвердил.", half.title())
    }))
}

/// What the pair has not done by its last day, for whoever would complete it: nothing stands in the way, the head decides.
pub(super) fn lacking<M: Mode>(
    cx: &mut Cx<M>,
    (whole, power): (&Whole, Power),
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<String>> {
    let pair = &whole.pair;
    let is_asked = power.orders && pair.state() == State::Active && pair.may_complete(today);
    if !is_asked {
        return Ok(Vec::new());
    }
    let eye = around::eye(cx, pair)?;
    let stood = board::stand(cx.conn(), vec![pair.clone()], (rules, today), (eye, true))?;
    let Some(standing) = stood.into_iter().next().map(|one| one.standing) else { return Ok(Vec::new()) };
    let plan = match standing.plan {
        PlanState::Absent if pair.kind != around::CONSULTANT => Some("плана нет".to_owned()),
        PlanState::Draft { .. } => Some("план не\u{a0}согласован обоими".to_owned()),
        _ => None,
    };
    let open = standing.lines.0 - standing.lines.1;
    let reports =
        |count: usize, whose: &str| (count > 0).then(|| format!("отчётов {whose} не\u{a0}подано: {count}"));
    let all = [
        plan,
        (open > 0)
            .then(|| format!("не\u{a0}отмечено выполненным: {open} из\u{a0}{} дел плана", standing.lines.0)),
        standing.last.is_none().then(|| "в\u{a0}журнале нет ни\u{a0}одной записи".to_owned()),
        (standing.is_briefed == Some(false)).then(|| "инструктаж не\u{a0}отмечен".to_owned()),
        reports(standing.late_reports, "наставника"),
        reports(standing.late_mentee_reports, "наставляемого"),
    ];
    Ok(all.into_iter().flatten().collect())
}

/// «При отказе наставника и отмене работодателем: 3 рабочих дня.»
pub(in crate::pages) fn notice(rules: &Effective) -> String {
    format!(
        "При отказе наставника и\u{a0}отмене работодателем: {} до\u{a0}последнего дня.",
        ending::notice(&rules.mentoring)
    )
}

/// Mentors whose consent or terms are still to come, as choices.
pub(super) fn waiting(whole: &Whole) -> Choices {
    let lacks = |one: &Mentor| one.consent_on.is_none() || one.terms_on.is_none();
    let found = whole.now().filter(|(one, _)| lacks(one));
    found.map(|(one, card)| (one.id.to_string(), card.person.name().short())).collect()
}

/// What the scan of a step may be. One that came with a refused form is to be chosen anew: a browser gives none back.
pub(in crate::pages) fn file_hint<M: Mode>(cx: &Cx<M>, may_be_later: bool) -> String {
    let sent = cx.request().form.uploads(accord::FILE).next();
    let again = sent.map(|one| format!("Файл «{}» выберите ещё раз. ", one.spooled.name));
    let later = if may_be_later { "Можно приложить и\u{a0}позже. " } else { "" };
    format!(
        "{}{later}PDF, изображение JPG или PNG; увидят директор и\u{a0}заместитель.",
        again.unwrap_or_default()
    )
}

/// Protocols of the school in force, the latest first.
pub(in crate::pages) fn protocols<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Choices> {
    let held = store::protocols(cx.conn(), whole.unit.id, 50)?;
    Ok(held.into_iter().map(|one| (one.id.to_string(), one.title_line())).collect())
}

/// Positive experience of the pair.
pub(super) fn experience<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Vec<(String, String, String)>> {
    let all = store::experience::of_pair(cx.conn(), pair.id)?;
    Ok(all.iter().map(|one| (one.title.clone(), one.state().title().to_owned(), one.url())).collect())
}

/// Ways in which a mentor consents, in the words of the only one asked.
pub(super) fn consents(whole: &Whole) -> Choices {
    let mut asked = whole.now().filter(|(one, _)| one.consent_on.is_none());
    match (asked.next(), asked.next()) {
        (Some((_, card)), None) => words::ways_of(&CONSENTS, &card.person.name()),
        _ => words::choices(&CONSENTS),
    }
}

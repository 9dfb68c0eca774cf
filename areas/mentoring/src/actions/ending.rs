//! Replacement of a mentor by the grounds of the pack, and the end of a pair: at its term with what it came to, or before it
//! with the notice of the law. History stays.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::ReplacementGround;
use people::PersonId;
use web::{Cx, Error, Result, Write, russian};

use super::ordering::Whole;
use super::{active, pairing, rules_at, stored, told};
use crate::model::{MentorId, PairId, State};
use crate::rules::{Mentee, Refusal, last_day};
use crate::{KeepMentoring, OrderMentoring, store};

/// Chooses a successor: a part of the pair that begins with the order of replacement, after consent and terms.
pub fn succeed(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    id: PairId,
    (person, agreement, reason): (PersonId, &str, &str),
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    cx.tx().lock("people", person.0)?;
    let whole = Whole::of(cx, pair.clone())?;
    if whole.now().any(|(one, _)| one.person_id == person) {
        return Err(Refusal::Already(pair.url()).into());
    }
    if whole.now().any(|(one, _)| one.from_on.is_none()) {
        return Err(Error::field("person", "Преемник уже выбран. Сначала отзовите его."));
    }
    pairing::reachable(cx, may, &whole.unit, (person, agreement))?;
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let kind = rules.mentoring.kind(&pair.kind).cloned().ok_or(Error::NotFound)?;
    let subjects = whole.mentee.subjects.clone();
    let mentee = Mentee { person: pair.mentee_id.0, subjects, pairs: Vec::new() };
    let (card, fit) = pairing::judged(cx, &whole.unit, (&mentee, person), &kind, (agreement, today))?;
    if let Some(refused) = fit.refusals.first() {
        let text = format!("{}: {}", card.person.name().short(), refused.text);
        return Err(Refusal::NotAllowed(text, refused.clause.clone(), pair.url()).into());
    }
    if !fit.warnings.is_empty() && reason.trim().is_empty() {
        let warnings: Vec<&str> = fit.warnings.iter().map(|one| one.text.as_str()).collect();
        let text = format!("Напишите, почему выбираете его всё-таки: {}.", warnings.join("; "));
        return Err(Error::field("reason", text));
    }
    let mentor = pairing::blank(cx, id, person, agreement);
    store::add_mentor(cx.tx(), &mentor)?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, "Выбран преемник наставника")
}

/// Takes a successor back who has no order yet, with the reason.
pub fn withdraw(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, waiting): (PairId, MentorId),
    note: &str,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mut mentor = store::find_mentor(cx.conn(), id, waiting)?.ok_or(Error::NotFound)?;
    if mentor.from_on.is_some() || mentor.to_on.is_some() {
        return Err(Error::NotFound);
    }
    if note.trim().is_empty() {
        return Err(Error::field("note", "Напишите, почему преемник не\u{a0}подошёл."));
    }
    mentor.to_on = Some(cx.today_at(&pair.unit_path)?);
    note.trim().clone_into(&mut mentor.end_note);
    mentor.updated_at = cx.now();
    store::change_mentor(cx.tx(), &mentor)?;
    stored(cx, &mut pair)?;
    told(cx, &pair, Action::Changed, "Преемник отозван")
}

/// An order of replacement or of an early end.
#[derive(Debug, Clone)]
pub struct Ending {
    /// Ground, of the pack.
    pub ground: String,
    /// The paper behind it, the order's number.
    pub note: String,
    /// The day of the order: the last day of the one who leaves.
    pub day: NaiveDate,
    /// The day the notice was given, where the ground asks for one.
    pub notice_on: Option<NaiveDate>,
}

fn ground(cx: &mut Cx<Write>, path: &str, ending: &Ending) -> Result<ReplacementGround> {
    let (rules, today) = (rules_at(cx, path)?, cx.today_at(path)?);
    let ground = rules.mentoring.ground(&ending.ground).cloned();
    let ground = ground.ok_or_else(|| Error::field("ground", "Выберите основание из\u{a0}списка."))?;
    if ending.day > today {
        return Err(Error::field("day", "Этот день ещё не\u{a0}наступил."));
    }
    if ending.note.trim().is_empty() {
        let paper = if ground.paper.is_empty() { "приказ" } else { &ground.paper };
        return Err(Error::field(
            "note",
            format!("Укажите номер приказа и\u{a0}документ-основание: {paper}."),
        ));
    }
    // The law's own grounds ask for a notice; the grounds of the regulation do not.
    if matches!(ground.id.as_str(), "refusal" | "employer") {
        let given = ending.notice_on.ok_or_else(|| {
            Error::field("notice_on", format!("Укажите, когда предупредили: {}.", ground.clause))
        })?;
        let first = last_day(given, &rules.mentoring, &rules.calendar);
        if ending.day < first {
            let text = format!(
                "После предупреждения проходят три рабочих дня: не\u{a0}раньше {}.",
                russian::date(first)
            );
            return Err(Error::field("day", text));
        }
    }
    Ok(ground)
}

/// Replaces a mentor by a successor whose consent and terms are there.
pub fn replace(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    (id, leaving): (PairId, MentorId),
    ending: &Ending,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let ground = ground(cx, &pair.unit_path, ending)?;
    let mut old = store::find_mentor(cx.conn(), id, leaving)?.ok_or(Error::NotFound)?;
    if old.to_on.is_some() || old.from_on.is_none() {
        return Err(Error::NotFound);
    }
    let all = store::mentors_of(cx.conn(), &[id.0])?.remove(&id.0).unwrap_or_default();
    let next = all.into_iter().find(|one| one.from_on.is_none() && one.to_on.is_none());
    let mut next = next.ok_or_else(|| Error::field("ground", "Сначала выберите преемника."))?;
    allowed(cx, &pair, &next, ending.day)?;
    let (Some(consent), Some(terms)) = (next.consent_on, next.terms_on) else {
        return Err(Error::field(
            "ground",
            "Сначала отметьте письменное согласие преемника и\u{a0}дополнительное соглашение с\u{a0}ним.",
        ));
    };
    let least = [Some(consent), Some(terms), old.from_on].into_iter().flatten().max();
    if let Some(least) = least.filter(|least| ending.day < *least) {
        return Err(Error::field("day", format!("Приказ – не\u{a0}раньше {}.", russian::date(least))));
    }
    let now = cx.now();
    old.to_on = Some(ending.day);
    ground.id.clone_into(&mut old.end_ground);
    ending.note.trim().clone_into(&mut old.end_note);
    old.updated_at = now;
    store::change_mentor(cx.tx(), &old)?;
    next.from_on = Some(ending.day);
    next.updated_at = now;
    store::change_mentor(cx.tx(), &next)?;
    stored(cx, &mut pair)?;
    let why = if ground.guarded { String::new() } else { format!(": {}", ground.title) };
    told(cx, &pair, Action::Moved, &format!("Наставник заменён {}{why}", russian::date(ending.day)))
}

/// A successor may have taken others on, or left, since they were chosen.
fn allowed(
    cx: &mut Cx<Write>,
    pair: &crate::model::Pair,
    next: &crate::model::Mentor,
    day: NaiveDate,
) -> Result<()> {
    cx.tx().lock("people", next.person_id.0)?;
    let rules = rules_at(cx, &pair.unit_path)?;
    let kind = rules.mentoring.kind(&pair.kind).cloned().ok_or(Error::NotFound)?;
    let unit = units::store::all_of(cx.conn(), &[pair.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let mentee = Mentee { person: pair.mentee_id.0, ..Mentee::default() };
    let (card, fit) = pairing::judged(cx, &unit, (&mentee, next.person_id), &kind, (&next.agreement, day))?;
    match fit.refusals.first() {
        Some(refused) => {
            let text = format!("{}: {}", card.person.name().short(), refused.text);
            Err(Refusal::NotAllowed(text, refused.clause.clone(), pair.url()).into())
        }
        None => Ok(()),
    }
}

/// Carries a pair to its end: the term is over, and what it came to is told.
pub fn finish(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    (day, result): (NaiveDate, &str),
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let today = cx.today_at(&pair.unit_path)?;
    if day > today {
        return Err(Error::field("day", "Этот день ещё не\u{a0}наступил."));
    }
    if let Some(last) = pair.ends_on.filter(|last| day < *last) {
        let text = format!(
            "Срок – по\u{a0}{}. Раньше пару завершают по\u{a0}основанию: выберите его ниже.",
            russian::date(last)
        );
        return Err(Error::field("day", text));
    }
    if result.trim().is_empty() {
        return Err(Error::field(
            "result",
            "Напишите, чем кончилось: как прошла адаптация, что рекомендуете.",
        ));
    }
    result.trim().clone_into(&mut pair.result);
    over(cx, &mut pair, day, "")?;
    told(cx, &pair, Action::Moved, &format!("Наставничество завершено {}", russian::date(day)))
}

/// Ends a pair before its term.
pub fn break_off(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    ending: &Ending,
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let ground = ground(cx, &pair.unit_path, ending)?;
    if let Some(order) = pair.order_on.filter(|order| ending.day < *order) {
        return Err(Error::field(
            "day",
            format!("Не\u{a0}раньше приказа о\u{a0}наставничестве: {}.", russian::date(order)),
        ));
    }
    ending.note.trim().clone_into(&mut pair.end_note);
    over(cx, &mut pair, ending.day, &ground.id)?;
    let why = if ground.guarded { String::new() } else { format!(": {}", ground.title) };
    told(cx, &pair, Action::Moved, &format!("Наставничество прекращено {}{why}", russian::date(ending.day)))
}

fn over(cx: &mut Cx<Write>, pair: &mut crate::model::Pair, day: NaiveDate, ground: &str) -> Result<()> {
    State::Ended.code().clone_into(&mut pair.state);
    pair.ended_on = Some(day);
    ground.clone_into(&mut pair.end_ground);
    let now = cx.now();
    let mentors = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    for mut mentor in mentors.into_iter().filter(|one| one.to_on.is_none()) {
        mentor.to_on = Some(day);
        ground.clone_into(&mut mentor.end_ground);
        mentor.updated_at = now;
        store::change_mentor(cx.tx(), &mentor)?;
    }
    stored(cx, pair)
}

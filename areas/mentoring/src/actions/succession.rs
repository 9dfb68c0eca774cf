//! The successor of a mentor: chosen from the same ranked staff as a first mentor, with the same refusals, warnings and exception;
//! recommended by the council and agreed to by the mentee before the order of replacement (п. 3.1, 3.3, 3.6).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::{MentorKind, MentoringRules};
use people::PersonId;
use people::staff::Colleague;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::ordering::Whole;
use super::pairing::{self, Asked};
use super::{active, rules_at, seen, stored, told};
use crate::model::{Mentor, Pair, PairId, State, Succession};
use crate::rules::{Fit, Mentee, Reason, Refusal, penalty};
use crate::{KeepMentoring, store};

/// Whoever was chosen to follow.
#[derive(Debug, Clone)]
pub struct Successor {
    /// The card.
    pub person: PersonId,
    /// The agreement with their organisation, if it is another one.
    pub agreement: String,
    /// Why in spite of warnings.
    pub reason: String,
    /// Why somebody who does not meet the clauses, where the school has nobody who does.
    pub exception: String,
    /// The day of a disciplinary measure that still counts: asks for a reason, is kept nowhere.
    pub penalty_on: Option<NaiveDate>,
}

/// Only a pair at work that waits for nobody yet is given a successor.
pub(crate) fn open<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<()> {
    if whole.pair.state() != State::Active {
        return Err(Refusal::NotActive(seen(cx, &whole.pair)?).into());
    }
    if whole.now().any(|(one, _)| one.waits()) {
        return Err(Refusal::Chosen(seen(cx, &whole.pair)?).into());
    }
    Ok(())
}

/// The kind of mentor the pair is of.
pub(crate) fn kind_of<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<MentorKind> {
    let rules = rules_at(cx, &pair.unit_path)?;
    rules.mentoring.kind(&pair.kind).cloned().ok_or(Error::NotFound)
}

/// The staff of the school as successors, the best first: those who are allowed, then the others.
pub(crate) fn candidates<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (kind, rules): (&MentorKind, &MentoringRules),
) -> Result<Vec<(Colleague, Fit)>> {
    let asked =
        Asked { colleague: whole.mentee.clone(), hired_on: whole.pair.hired_on, mentee: mentee(whole) };
    let mut all = pairing::candidates(cx, &whole.unit, &asked, kind)?;
    for (one, fit) in &mut all {
        of_this_pair(whole, one.person.id, (fit, rules));
    }
    all.sort_by_key(|(_, fit)| !fit.is_allowed());
    Ok(all)
}

/// The mentee as the rules see them: of a successor no second mentor is made.
fn mentee(whole: &Whole) -> Mentee {
    let subjects = whole.mentee.subjects.clone();
    Mentee { person: whole.pair.mentee_id.0, subjects, pairs: Vec::new() }
}

/// What being or having been the mentor of this very pair says.
fn of_this_pair(whole: &Whole, person: PersonId, (fit, rules): (&mut Fit, &MentoringRules)) {
    let clause = rules.clause("replacement");
    let reason = |text: String| Reason { text, clause: clause.to_owned(), may_be_excepted: false };
    if whole.now().any(|(one, _)| one.person_id == person) {
        fit.refusals.push(reason("Сейчас наставник этой пары: преемник – другой человек".to_owned()));
    }
    let before = whole.mentors.iter().filter(|(one, _)| one.person_id == person && one.from_on.is_some());
    if let Some(last) = before.filter_map(|(one, _)| one.to_on).max() {
        let last = russian::date(last);
        fit.warnings.push(reason(format!("Уже был наставником этой пары по\u{a0}{last}")));
    }
}

/// Chooses a successor: a part of the pair that begins with the order of replacement.
pub fn succeed(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, id: PairId, new: &Successor) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    cx.tx().lock("people", new.person.0)?;
    let whole = Whole::of(cx, pair.clone())?;
    open(cx, &whole)?;
    if whole.now().any(|(one, _)| one.person_id == new.person) {
        return Err(Refusal::Already(pair.url()).into());
    }
    pairing::reachable(cx, may, &whole.unit, (new.person, &new.agreement))?;
    judge(cx, &whole, new)?;
    let mut mentor = pairing::blank(cx, id, new.person, &new.agreement);
    mentor.choice_reason = Some(new.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    store::add_mentor(cx.tx(), &mentor)?;
    let mut row = blank(cx, &mentor);
    new.exception.trim().clone_into(&mut row.exception);
    store::successions::keep(cx.tx(), &row)?;
    stored(cx, &mut pair)?;
    let said = if row.exception.is_empty() {
        ""
    } else {
        ", исключение из\u{a0}правил с\u{a0}основанием"
    };
    told(cx, &pair, Action::Changed, &format!("Выбран преемник наставника{said}"))
}

/// Refuses whom the rules refuse, unless an exception overrules them; asks for a reason where there are warnings.
fn judge(cx: &mut Cx<Write>, whole: &Whole, new: &Successor) -> Result<()> {
    let (kind, today) = (kind_of(cx, &whole.pair)?, cx.today_at(&whole.pair.unit_path)?);
    let rules = rules_at(cx, &whole.pair.unit_path)?;
    let asked = (&mentee(whole), new.person);
    let (card, mut fit) = pairing::judged(cx, &whole.unit, asked, &kind, (&new.agreement, today))?;
    if pairing::hired(&card, &whole.unit, today).is_some() {
        pairing::guest(&card, &new.agreement)?;
    }
    of_this_pair(whole, new.person, (&mut fit, &rules.mentoring));
    let is_typed = !new.exception.trim().is_empty();
    let is_asked = fit.may_be_excepted() || (is_typed && fit.is_allowed());
    let is_excepted =
        is_asked && pairing::overruled(&candidates(cx, whole, (&kind, &rules.mentoring))?, &new.exception)?;
    if let Some(refused) = fit.refusals.first().filter(|_| !is_excepted) {
        let name = card.person.name().short();
        return Err(pairing::not_allowed(&name, (&pairing::lower(&refused.text), &refused.clause)));
    }
    let mut warnings: Vec<String> = fit.warnings.into_iter().map(|one| one.text).collect();
    if let Some(day) = new.penalty_on {
        warnings
            .push(penalty(day, today, &rules.mentoring).map_err(|text| Error::field("penalty_on", text))?);
    }
    if !warnings.is_empty() && new.reason.trim().is_empty() {
        let text = format!("Напишите, почему всё-таки выбран этот наставник: {}.", warnings.join("; "));
        return Err(Error::field("reason", text));
    }
    Ok(())
}

/// The page of choice of a successor.
pub(crate) fn choice_url(pair: &Pair) -> String {
    web::address("/mentoring/choice", &[("pair", &pair.id.to_string())])
}

pub(super) fn blank(cx: &Cx<Write>, mentor: &Mentor) -> Succession {
    let now = cx.now();
    Succession {
        mentor_id: mentor.id,
        mentorship_id: mentor.mentorship_id,
        council_on: None,
        council_document_id: None,
        council_note: String::new(),
        deputy_on: None,
        mentee_on: None,
        mentee_way: String::new(),
        exception: String::new(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
    }
}

/// The protocol that recommends a successor, by its document or as it was named: «протокол от 16.06.2026 № 10».
pub(crate) fn protocol_of<M: Mode>(cx: &mut Cx<M>, kept: &Succession) -> Result<String> {
    let held = match kept.council_document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let named = held.map(|held| pairing::lower(&held.title_line()));
    let parts = named.into_iter().chain([kept.council_note.clone()]).filter(|part| !part.is_empty());
    Ok(parts.collect::<Vec<_>>().join("; "))
}

/// The recommendation as an order names it: a protocol that tells its day is enough. Empty: not there yet.
pub(crate) fn council<M: Mode>(cx: &mut Cx<M>, kept: Option<&Succession>) -> Result<String> {
    let Some((kept, day)) = kept.and_then(|kept| Some((kept, kept.council_on?))) else {
        return Ok(String::new());
    };
    let (day, told) = (russian::date(day), protocol_of(cx, kept)?);
    Ok(match told.as_str() {
        "" => day,
        told if told.contains(&day) => told.to_owned(),
        told => format!("{day}, {told}"),
    })
}

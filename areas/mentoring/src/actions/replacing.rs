//! The order of replacement (п. 3.6): by a ground of the pack, to a successor whose consent and terms are there; it is printed,
//! registered as a document, and the plan and the journal go on.
//!
//! Reading of п. 3.6: the order replaces, so its day is the successor's; whoever is replaced was the mentor until the eve of it. No day
//! is of two mentors, whatever counts them.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::ReplacementGround;
use people::staff::Colleague;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::ending::{Ending, dismissed, ground};
use super::issuing::{self, Issue};
use super::ordering::Whole;
use super::proving::keep_paper;
use super::{active, applying, pairing, rules_at, seen, stored, told};
use crate::departures::Departures;
use crate::model::{Mentor, MentorId, PairId, Replacing, State, Succession};
use crate::rules::{DEPARTURE, Mentee, Refusal, cited, fits_who_left, told_of};
use crate::{OrderMentoring, store};

/// An order of replacement to be issued.
#[derive(Debug, Clone)]
pub struct ReplacementOrder {
    /// The paper printed.
    pub issue: Issue,
    /// Ground, paper behind it, day, notice.
    pub ending: Ending,
}

/// Who leaves and who comes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The part that ends.
    pub old: (Mentor, Colleague),
    /// Its last day: the eve of the order, or the last one of the work of a mentor who has left before.
    pub last: NaiveDate,
    /// The last day of the work of a mentor who has left.
    pub left: Option<NaiveDate>,
    /// The part that begins.
    pub next: (Mentor, Colleague),
}

/// Whose part would end, whatever becomes of a successor, and the last day of their work, if they have left.
pub fn leaving<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    leaving: MentorId,
) -> Result<((Mentor, Colleague), Option<NaiveDate>)> {
    if whole.pair.state() != State::Active {
        return Err(Refusal::NotActive(seen(cx, &whole.pair)?).into());
    }
    let is_old = |(one, _): &&(Mentor, Colleague)| one.id == leaving && one.from_on.is_some();
    let old = whole.now().find(is_old).cloned();
    let Some(old) = old else {
        let known = whole.mentors.iter().any(|(one, _)| one.id == leaving);
        return Err(if known { Refusal::Replaced(seen(cx, &whole.pair)?).into() } else { Error::NotFound });
    };
    let today = cx.today_at(&whole.pair.unit_path)?;
    let (gone, _) = Departures::read(cx.conn(), std::slice::from_ref(&whole.pair), today)?;
    let left = gone.mentor(&old.0);
    Ok((old, left))
}

/// The successor who waits for the order.
pub fn next(whole: &Whole) -> Option<&(Mentor, Colleague)> {
    whole.now().find(|(one, _)| one.from_on.is_none())
}

/// Who would leave and who would come, whatever the day; a successor must have been chosen.
pub fn change<M: Mode>(cx: &mut Cx<M>, whole: &Whole, part: MentorId, day: NaiveDate) -> Result<Change> {
    let (old, left) = leaving(cx, whole, part)?;
    let next = next(whole).cloned().ok_or_else(|| Refusal::NoSuccessor(whole.pair.url()))?;
    Ok(Change { old, last: last_before(day, left), left, next })
}

/// The last day of whoever an order of a day replaces.
fn last_before(day: NaiveDate, left: Option<NaiveDate>) -> NaiveDate {
    let eve = day.pred_opt().unwrap_or(day);
    left.map_or(eve, |last| last.min(eve))
}

/// Everything that speaks against the order.
pub fn check<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    leaving: MentorId,
    ending: &Ending,
) -> Result<(Change, ReplacementGround)> {
    let change = change(cx, whole, leaving, ending.day)?;
    let ground = ground(cx, (&whole.pair.unit_path, change.old.0.from_on), ending)?;
    let today = cx.today_at(&whole.pair.unit_path)?;
    let left = Departures::last_of_mentee(cx.conn(), &whole.pair)?.filter(|last| *last < today);
    if ground.id == DEPARTURE || left.is_some() {
        let text =
            "Наставляемого больше нет в\u{a0}школе: преемник не\u{a0}нужен, прекратите наставничество.";
        return Err(Error::field("ground", text));
    }
    applying::still_open(cx, (whole.pair.id, Some(leaving)), ending)?;
    let rules = rules_at(cx, &whole.pair.unit_path)?;
    // Rules that know no dismissal offer what they know.
    let knows = rules.mentoring.ground("dismissal");
    let left = change.left.filter(|last| *last < ending.day && !fits_who_left(&ending.ground));
    if let Some(last) = left.filter(|_| knows.is_some()) {
        let text = format!(
            "Работа наставника в\u{a0}школе закончилась {}: основание замены – увольнение или перевод{}.",
            russian::date(last),
            cited(rules.mentoring.clause("replacement"))
        );
        return Err(Error::field("ground", text));
    }
    dismissed(cx, &whole.pair, (&ground, std::slice::from_ref(&change.old.0)))?;
    ending.proved_by(&ground)?;
    let next = &change.next.0;
    let kept = store::successions::of_part(cx.conn(), next.id)?;
    let days = Succession::days(kept.as_ref(), next);
    let steps = super::steps_of(cx, &whole.pair)?;
    let lacking = days.lacking(&steps);
    if !lacking.is_empty() {
        let text = format!("Сначала отметьте в\u{a0}карточке пары, чего ещё нет: {}.", lacking.join("; "));
        return Err(Error::field("ground", text));
    }
    let is_excepted = kept.is_some_and(|kept| !kept.exception.is_empty());
    allowed(cx, whole, (next, is_excepted), ending.day)?;
    let marked = days
        .least(&steps)
        .map(|day| (day, "последней из\u{a0}отметок преемника: рекомендации, согласий, соглашения"));
    // Whoever is replaced was the mentor for a day at least.
    let begun = change.old.0.from_on.and_then(|day| day.succ_opt());
    let begun = begun.map(|day| (day, "после приказа о\u{a0}прежнем наставнике"));
    if let Some((least, what)) = [marked, begun].into_iter().flatten().max().filter(|one| ending.day < one.0)
    {
        let text = format!(
            "Приказ – не\u{a0}раньше {}: это день {what}. Назовите день не\u{a0}раньше или исправьте отметку в\u{a0}карточке пары.",
            russian::date(least)
        );
        return Err(Error::field("day", text));
    }
    Ok((change, ground))
}

/// A successor may have taken others on, or left, since they were chosen.
fn allowed<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (next, is_excepted): (&Mentor, bool),
    day: NaiveDate,
) -> Result<()> {
    let pair = &whole.pair;
    let rules = rules_at(cx, &pair.unit_path)?;
    let kind = rules.mentoring.kind(&pair.kind).cloned().ok_or(Error::NotFound)?;
    let mentee = Mentee { person: pair.mentee_id.0, ..Mentee::default() };
    let asked = (&mentee, next.person_id);
    let (card, fit) = pairing::judged(cx, &whole.unit, asked, &kind, (&next.agreement, day))?;
    match fit.refusals.iter().find(|one| !(is_excepted && one.may_be_excepted)) {
        Some(refused) => {
            let text = format!("{}: {}", card.person.name().short(), refused.text);
            Err(Refusal::NotAllowed(text, refused.clause.clone(), pair.url()).into())
        }
        None => Ok(()),
    }
}

/// Issues the order.
pub fn replace(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    (id, leaving): (PairId, MentorId),
    order: &ReplacementOrder,
) -> Result<()> {
    let pair = active(cx, may, id)?;
    for mentor in super::ordering::waiting(cx, id)? {
        cx.tx().lock("people", mentor.0)?;
    }
    let whole = Whole::of(cx, pair)?;
    let (change, ground) = check(cx, &whole, leaving, &order.ending)?;
    let told_by = ("О\u{a0}замене наставника", order.ending.day);
    let document = issuing::kept(cx, &whole.unit, &order.issue, told_by)?;
    let (now, day) = (cx.now(), order.ending.day);
    let (mut old, mut next) = (change.old.0, change.next.0);
    old.to_on = Some(change.last);
    ground.id.clone_into(&mut old.end_ground);
    old.end_note = told_of(&ground, &order.ending.told(&ground));
    (old.updated_at, next.updated_at) = (now, now);
    next.from_on = Some(day);
    store::change_mentor(cx.tx(), &old)?;
    store::change_mentor(cx.tx(), &next)?;
    let row = Replacing {
        id: cx.id(),
        mentorship_id: id,
        leaving_id: old.id,
        next_id: next.id,
        document_id: document.id,
        signed_on: day,
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
    };
    store::add_order(cx.tx(), &row)?;
    keep_paper(cx, id, document.id, order.ending.file.as_ref())?;
    store::applications::settle(
        cx.tx(),
        (id, Some(leaving)),
        (document.id, order.ending.application, &ground.id),
        now,
    )?;
    let mut pair = whole.pair;
    stored(cx, &mut pair)?;
    let why = if ground.guarded { String::new() } else { format!(": {}", ground.title) };
    let line = pairing::lower(&document.title_line());
    told(cx, &pair, Action::Moved, &format!("Наставник заменён {}, {line}{why}", russian::date(day)))
}

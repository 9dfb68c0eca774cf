//! The plan is agreed by both sides and reviewed by the council (пп. 1.3, 4.5, 8.3).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::planning::{Planned, facts, keep, own, plan_of};
use super::{Side, active, told};
use crate::model::{Pair, PairId};
use crate::rules::{PlanState, protocol_fault};
use crate::{GuideMentoring, WorkInPair, store};

/// Agrees to the plan as it is: the own side today; whoever keeps the pair notes an agreement given on paper on a day.
pub fn agree(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    (chosen, day, seal): (Option<Side>, Option<NaiveDate>, &str),
) -> Result<()> {
    let (pair, eye) = own(cx, id)?;
    let own_side = match (eye.is_mentor, eye.is_mentee) {
        (true, _) => Some(Side::Mentor),
        (_, true) => Some(Side::Mentee),
        _ => None,
    };
    let today = cx.today_at(&pair.unit_path)?;
    let (side, day) = match own_side.filter(|own| chosen.is_none_or(|chosen| chosen == *own)) {
        Some(side) => (side, today),
        None if eye.keeps => {
            let side = chosen
                .ok_or_else(|| Error::field("side", "Выберите, кто согласовал план на\u{a0}бумаге."))?;
            (side, day.ok_or_else(|| Error::field("agreed_on", "Укажите день согласования."))?)
        }
        None => return Err(Error::NotFound),
    };
    if day > today || pair.order_on.is_some_and(|order| day < order) {
        return Err(Error::field("agreed_on", "День согласования – от\u{a0}приказа до\u{a0}сегодня."));
    }
    let planned = Planned::of(cx, id)?;
    if planned.lines.is_empty() {
        return Err(Error::field("agreed_on", "В\u{a0}плане нет ни\u{a0}одного дела: сначала внесите их."));
    }
    if planned.seal() != seal {
        return Err(Error::field(
            "agreed_on",
            "Пока вы читали, план изменили: прочитайте его ещё раз и\u{a0}согласуйте.",
        ));
    }
    enter_agreement(cx, &pair, (side, day))
}

/// The same for a command: whoever may was asked already.
pub fn enter_agreement(cx: &mut Cx<Write>, pair: &Pair, (side, day): (Side, NaiveDate)) -> Result<()> {
    let mut plan = plan_of(cx, pair.id)?;
    let state = PlanState::of(&facts(Some(&plan), &store::tasks_of(cx.conn(), pair.id)?));
    let is_there = match (side, state) {
        (_, PlanState::Agreed(_)) => true,
        (Side::Mentor, PlanState::Draft { mentor, .. }) => mentor,
        (Side::Mentee, PlanState::Draft { mentee, .. }) => mentee,
        _ => false,
    };
    if is_there {
        return Ok(());
    }
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    match side {
        Side::Mentor => {
            (plan.mentor_on, plan.mentor_at, plan.mentor_account) = (Some(day), Some(now), account);
        }
        Side::Mentee => {
            (plan.mentee_on, plan.mentee_at, plan.mentee_account) = (Some(day), Some(now), account);
        }
    }
    keep(cx, &mut plan)?;
    told(cx, pair, Action::Changed, &format!("План согласован {}: {}", russian::date(day), side.title()))
}

/// The council reviewed the mentor's plan (п. 8.3): its day, protocol, what it advised.
pub fn review(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    id: PairId,
    (day, note, word): (NaiveDate, &str, &str),
) -> Result<()> {
    let pair = active(cx, may, id)?;
    let planned = Planned::of(cx, id)?;
    let today = cx.today_at(&pair.unit_path)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if !planned.state().is_agreed() {
        fault(
            "reviewed_on",
            "Сначала план согласуют наставник и\u{a0}наставляемый, потом рассматривает совет.",
        );
    }
    if day > today || pair.order_on.is_some_and(|order| day < order) {
        fault("reviewed_on", "День заседания – от\u{a0}приказа до\u{a0}сегодня.");
    }
    if note.trim().is_empty() {
        fault("protocol", "Назовите протокол: план рассматривает методический совет.");
    }
    if let Some(text) = protocol_fault(note, ("заседание", day)) {
        fault("protocol", &text);
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    enter_review(cx, &pair, (day, note, word))
}

/// The same for a command: whoever may was asked already.
pub fn enter_review(
    cx: &mut Cx<Write>,
    pair: &Pair,
    (day, note, word): (NaiveDate, &str, &str),
) -> Result<()> {
    let mut plan = plan_of(cx, pair.id)?;
    if plan.council_on == Some(day) && plan.council_note == note.trim() && plan.council_word == word.trim() {
        return Ok(());
    }
    plan.council_on = Some(day);
    note.trim().clone_into(&mut plan.council_note);
    word.trim().clone_into(&mut plan.council_word);
    keep(cx, &mut plan)?;
    told(cx, pair, Action::Moved, &format!("План рассмотрен методическим советом {}", russian::date(day)))
}

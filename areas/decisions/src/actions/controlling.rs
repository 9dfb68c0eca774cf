//! Control of a decision's points: added while it is a draft, carried out with what proves it, moved with a reason, removed
//! with a reason. A point of a unit's own recommendation answers it: one measure, two ways to it.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use units::UnitId;
use web::{Cx, Error, Result, Write, russian};

use super::deciding::{at_stage, in_force, own, told};
use super::measuring::Done;
use super::reason;
use crate::model::{Decision, DecisionId, Measure, MeasureId, Recommendation, RecommendationId};
use crate::rules::{Refusal, Stage, Status, Verb};
use crate::store::{self, decisions};
use crate::{CarryOutDecisions, TakeDecisions};

/// A point to be added.
#[derive(Debug, Clone)]
pub struct NewPoint {
    /// What is to be done.
    pub title: String,
    /// By whom: a post or a name.
    pub responsible: String,
    /// Its last day.
    pub due_on: NaiveDate,
    /// The unit that carries it out; none: every addressee, or the unit itself where there is none.
    pub unit: Option<UnitId>,
    /// The recommendation it answers.
    pub recommendation: Option<RecommendationId>,
}

/// Adds a point to a draft; how many units carry it out. The same point a second time adds nothing.
pub fn add_point(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    new: &NewPoint,
) -> Result<usize> {
    let one = at_stage(cx, may, id, Stage::Draft)?;
    if new.due_on < cx.today_at(&one.unit_path)? {
        return Err(Error::field("due_on", "Этот день прошёл. Укажите срок, который ещё впереди."));
    }
    let known = store::points_of(cx.conn(), &[id.0])?;
    let places = executors(cx, &one, new.unit)?;
    let is_known = |place: &(UnitId, String)| {
        known
            .iter()
            .any(|point| point.unit_id == place.0 && point.title == new.title && point.due_on == new.due_on)
    };
    let ordinal = known.iter().map(|point| point.ordinal).max().unwrap_or(0) + 1;
    let mut added = 0;
    for place in places.into_iter().filter(|place| !is_known(place)) {
        let answers = answered(cx, id, new.recommendation, &place.1)?;
        let row = point(cx, &one, new, ordinal, place, answers);
        store::add_measure(cx.tx(), &row)?;
        added += 1;
    }
    if added > 0 {
        changed(cx, &one, &format!("Добавлен пункт {ordinal} до\u{a0}{}", russian::date(new.due_on)))?;
    }
    Ok(added)
}

/// The units that carry a point out.
fn executors(cx: &mut Cx<Write>, one: &Decision, asked: Option<UnitId>) -> Result<Vec<(UnitId, String)>> {
    let to = decisions::addressees_of(cx.conn(), &[one.id.0])?;
    let all: Vec<(UnitId, String)> = to.into_iter().map(|place| (place.unit_id, place.unit_path)).collect();
    let itself = (one.unit_id, one.unit_path.clone());
    match asked {
        None if all.is_empty() => Ok(vec![itself]),
        None => Ok(all),
        Some(unit) if unit == one.unit_id => Ok(vec![itself]),
        Some(unit) => {
            let chosen: Vec<_> = all.into_iter().filter(|(id, _)| *id == unit).collect();
            let fault = || Error::field("executor", "Исполнителя выбирают из\u{a0}адресатов решения.");
            if chosen.is_empty() { Err(fault()) } else { Ok(chosen) }
        }
    }
}

/// The recommendation a point answers, if it came to the unit that carries the point out and still takes measures.
fn answered(
    cx: &mut Cx<Write>,
    id: DecisionId,
    asked: Option<RecommendationId>,
    path: &str,
) -> Result<Option<RecommendationId>> {
    let Some(asked) = asked else { return Ok(None) };
    let grounds = decisions::grounds_of(cx.conn(), &[id.0])?;
    if grounds.iter().all(|ground| ground.recommendation_id != Some(asked)) {
        return Err(Error::field("recommendation", "Решение не\u{a0}отвечает на\u{a0}эту рекомендацию."));
    }
    cx.tx().lock("recommendations", asked.0)?;
    let found = store::reread(cx.conn(), asked)?;
    Ok(found.filter(|one| one.unit_path == path && one.status().takes_measures()).map(|one| one.id))
}

fn point(
    cx: &Cx<Write>,
    one: &Decision,
    new: &NewPoint,
    ordinal: i64,
    (unit_id, unit_path): (UnitId, String),
    recommendation_id: Option<RecommendationId>,
) -> Measure {
    let now = cx.now();
    Measure {
        id: MeasureId(cx.id()),
        recommendation_id,
        decision_id: Some(one.id),
        ordinal,
        unit_id,
        unit_path,
        title: new.title.clone(),
        responsible: new.responsible.clone(),
        due_on: new.due_on,
        prolonged: 0,
        status: "planned".to_owned(),
        done_on: None,
        outcome: String::new(),
        document_id: None,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Takes a point out of a draft.
pub fn drop_point(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    point: MeasureId,
) -> Result<()> {
    let one = at_stage(cx, may, id, Stage::Draft)?;
    let point = store::point(cx.conn(), id, point)?.ok_or(Error::NotFound)?;
    store::drop_measure(cx.tx(), point.id)?;
    changed(cx, &one, &format!("Убран пункт {}", point.ordinal))
}

/// Tells that a point was carried out: by who carries it out, or by who controls it.
pub fn complete(
    cx: &mut Cx<Write>,
    may: &Granted<CarryOutDecisions>,
    id: DecisionId,
    point: MeasureId,
    done: &Done<'_>,
) -> Result<()> {
    cx.tx().lock("decisions", id.0)?;
    let one = decisions::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let point = store::point(cx.conn(), id, point)?.ok_or(Error::NotFound)?;
    let is_at = |path: &str| may.scopes().iter().any(|scope| scope.path == path);
    let carries_out = is_at(&point.unit_path) && one.stage() != Stage::Draft;
    if !carries_out && !is_at(&one.unit_path) {
        return Err(Error::NotFound);
    }
    open(&one, &point)?;
    let today = cx.today_at(&point.unit_path)?;
    super::measuring::check(done, today)?;
    if let Some(document) = done.document {
        let holder = if carries_out { &point.unit_path } else { &one.unit_path };
        in_force(cx, holder, document, "document")?;
    }
    let now = cx.now();
    store::end_measure(cx.tx(), point.id, Some(done.on), done.outcome.trim(), done.document, now)?;
    acknowledged(cx, point.recommendation_id)?;
    changed(cx, &one, &format!("Исполнен пункт {}", point.ordinal))
}

/// Moves the last day of a point, and why.
pub fn prolong(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    point: MeasureId,
    (due_on, word): (NaiveDate, &str),
) -> Result<()> {
    let (one, point) = controlled(cx, may, id, point)?;
    if due_on <= point.due_on {
        return Err(Error::field("due_on", "Новый срок должен быть позже прежнего."));
    }
    let word = reason(word, "Напишите, почему срок продлён.")?;
    let now = cx.now();
    store::prolong_measure(cx.tx(), point.id, due_on, now)?;
    let (from, to) = (russian::date(point.due_on), russian::date(due_on));
    changed(cx, &one, &format!("Пункт {}: срок продлён с\u{a0}{from} до\u{a0}{to}: {word}", point.ordinal))
}

/// Removes a point from control, and why.
pub fn remove(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    point: MeasureId,
    word: &str,
) -> Result<()> {
    let (one, point) = controlled(cx, may, id, point)?;
    let word = reason(word, "Напишите, почему пункт снимается с\u{a0}контроля.")?;
    let now = cx.now();
    store::end_measure(cx.tx(), point.id, None, word, None, now)?;
    changed(cx, &one, &format!("Пункт {} снят с\u{a0}контроля: {word}", point.ordinal))
}

fn controlled(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    point: MeasureId,
) -> Result<(Decision, Measure)> {
    let one = own(cx, may, id)?;
    let point = store::point(cx.conn(), id, point)?.ok_or(Error::NotFound)?;
    open(&one, &point)?;
    Ok((one, point))
}

/// A point on control that nobody has ended.
fn open(one: &Decision, point: &Measure) -> Result<()> {
    if one.stage() != Stage::Taken {
        return Err(Refusal::Stage(one.stage()).into());
    }
    if point.is_planned() { Ok(()) } else { Err(Refusal::PointEnded.into()) }
}

/// Work on a recommendation says that it arrived.
fn acknowledged(cx: &mut Cx<Write>, id: Option<RecommendationId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    cx.tx().lock("recommendations", id.0)?;
    let found: Option<Recommendation> = store::reread(cx.conn(), id)?;
    match found.filter(|one| one.status() == Status::Sent) {
        Some(one) => super::step(cx, &one, Verb::Acknowledge, ("Принята", ""), None),
        None => Ok(()),
    }
}

fn changed(cx: &mut Cx<Write>, one: &Decision, text: &str) -> Result<()> {
    let now = cx.now();
    decisions::touch(cx.tx(), one.id, now)?;
    told(cx, one, Action::Changed, text)
}

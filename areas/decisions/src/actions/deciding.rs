//! A decision is drafted by the unit that takes it, taken with the document that holds it, closed when every point ended
//! (Владимир, приказ, п. 3; п. 5.10). A second click finds the first one's work.

use access::Granted;
use audit::Action;
use db::fold;
use documents::{Document, DocumentId};
use serde_json::json;
use units::{Unit, UnitId};
use web::{Cx, Error, Result, Write};

use super::reason;
use crate::TakeDecisions;
use crate::model::{Addressee, Decision, DecisionId, NewDecision};
use crate::rules::{Refusal, Stage};
use crate::store::{self, decisions};

mod grounds;

/// Begins a decision of the unit; the same words begun before are the same draft.
pub fn draft(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    unit: UnitId,
    new: &NewDecision,
) -> Result<DecisionId> {
    let unit = own_unit(cx, may, unit)?;
    let title_key = fold(&new.title);
    cx.tx().lock("units", unit.id.0)?;
    if let Some(known) = decisions::same_draft(cx.conn(), unit.id, new.kind.code(), &title_key)? {
        return Ok(known);
    }
    let id = DecisionId(cx.id());
    let row = Decision { created_by: account(cx), ..written(cx, &unit, id, new)? };
    let (to, from) = (addressed(cx, &unit, id, &new.addressees)?, grounds::read(cx, &unit, id, new)?);
    decisions::add(cx.tx(), &row)?;
    decisions::set_parts(cx.tx(), id, &to, &from)?;
    told(cx, &row, Action::Created, "Начат проект решения")?;
    Ok(id)
}

/// Gives a draft other requisites, if nobody changed it since `version`.
pub fn change(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    version: i64,
    new: &NewDecision,
) -> Result<DecisionId> {
    let before = at_stage(cx, may, id, Stage::Draft)?;
    unchanged(&before, version)?;
    let unit = own_unit(cx, may, before.unit_id)?;
    let row = written(cx, &unit, id, new)?;
    let (to, from) = (addressed(cx, &unit, id, &new.addressees)?, grounds::read(cx, &unit, id, new)?);
    let points = store::points_of(cx.conn(), &[id.0])?;
    let is_left = |path: &str| path == unit.path || to.iter().any(|one| one.unit_path == path);
    if points.iter().any(|point| !is_left(&point.unit_path)) {
        return Err(Error::field(
            "addressees",
            "Этому адресату уже поручен пункт. Сначала уберите пункт, потом адресата.",
        ));
    }
    decisions::change(cx.tx(), &row)?;
    decisions::set_parts(cx.tx(), id, &to, &from)?;
    told(cx, &before, Action::Changed, "Изменён проект решения")?;
    Ok(id)
}

/// Takes a decision: its document is in force, it has points, and everybody it goes to sees it from now on.
pub fn take(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    document: Option<DocumentId>,
) -> Result<()> {
    let one = at_stage(cx, may, id, Stage::Draft)?;
    let document = document.or(one.document_id).ok_or_else(|| {
        Error::field(
            "document",
            "Укажите документ, в\u{a0}котором записано решение: проект основанием не\u{a0}служит.",
        )
    })?;
    let held = in_force(cx, &one.unit_path, document, "document")?;
    if store::points_of(cx.conn(), &[id.0])?.is_empty() {
        return Err(Refusal::NoPoints.into());
    }
    let now = cx.now();
    decisions::take(cx.tx(), id, document, held.signed_on, now)?;
    told(cx, &one, Action::Moved, &format!("Принято: {}", held.title_line()))
}

/// Takes a decision off control: every point was carried out or removed with a reason.
pub fn close(cx: &mut Cx<Write>, may: &Granted<TakeDecisions>, id: DecisionId, word: &str) -> Result<()> {
    let one = at_stage(cx, may, id, Stage::Taken)?;
    let points = store::points_of(cx.conn(), &[id.0])?;
    let left = points.iter().filter(|point| point.is_planned()).count();
    if left > 0 {
        return Err(Refusal::PointsLeft(left).into());
    }
    let word = reason(word, "Напишите, что показал контроль исполнения.")?;
    end(cx, &one, Stage::Closed, word, "Снято с\u{a0}контроля")
}

/// Cancels a draft or a decision that was taken, for a reason. Its open points end with it.
pub fn cancel(cx: &mut Cx<Write>, may: &Granted<TakeDecisions>, id: DecisionId, word: &str) -> Result<()> {
    let one = own(cx, may, id)?;
    if !matches!(one.stage(), Stage::Draft | Stage::Taken) {
        return Err(Refusal::Stage(one.stage()).into());
    }
    let word = reason(word, "Напишите, почему решение отменяется.")?;
    let now = cx.now();
    for point in store::points_of(cx.conn(), &[id.0])?.iter().filter(|point| point.is_planned()) {
        store::end_measure(cx.tx(), point.id, None, "решение отменено", None, now)?;
    }
    if one.stage() == Stage::Draft {
        decisions::let_go(cx.tx(), id)?;
    }
    end(cx, &one, Stage::Cancelled, word, "Отменено")
}

fn end(cx: &mut Cx<Write>, one: &Decision, stage: Stage, word: &str, said: &str) -> Result<()> {
    let now = cx.now();
    decisions::end(cx.tx(), one.id, stage, word, now)?;
    told(cx, one, Action::Moved, &format!("{said}: {word}"))
}

/// The decision, locked, if the person decides for its very unit.
pub(super) fn own(cx: &mut Cx<Write>, may: &Granted<TakeDecisions>, id: DecisionId) -> Result<Decision> {
    cx.tx().lock("decisions", id.0)?;
    let one = decisions::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let is_own = may.scopes().iter().any(|scope| scope.path == one.unit_path);
    if is_own { Ok(one) } else { Err(Error::NotFound) }
}

/// The same at this stage.
pub(super) fn at_stage(
    cx: &mut Cx<Write>,
    may: &Granted<TakeDecisions>,
    id: DecisionId,
    stage: Stage,
) -> Result<Decision> {
    let one = own(cx, may, id)?;
    if one.stage() == stage { Ok(one) } else { Err(Refusal::Stage(one.stage()).into()) }
}

fn own_unit(cx: &mut Cx<Write>, may: &Granted<TakeDecisions>, unit: UnitId) -> Result<Unit> {
    let is_own = may.scopes().iter().any(|scope| scope.unit == unit.0);
    let found = units::store::find(cx.conn(), may.ranges(), unit)?;
    found.filter(|_| is_own).ok_or(Error::NotFound)
}

fn unchanged(one: &Decision, version: i64) -> Result<()> {
    if one.version == version {
        return Ok(());
    }
    Err(Error::Conflict(
        "Это решение только что изменили. Ваш текст не\u{a0}сохранён: откройте его заново, сравните и\u{a0}внесите своё."
            .to_owned(),
    ))
}

/// A document of the unit that has force: a draft is no ground for anything.
pub(super) fn in_force(cx: &mut Cx<Write>, unit_path: &str, id: DocumentId, field: &str) -> Result<Document> {
    let found = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    let own = found.filter(|document| document.unit_path == unit_path);
    let document = own.ok_or_else(|| Error::field(field, "Такого документа у\u{a0}вас нет."))?;
    if document.state() == documents::Status::InForce {
        return Ok(document);
    }
    Err(Error::field(
        field,
        "Этот документ не\u{a0}введён в\u{a0}действие: проект и\u{a0}отменённый акт основанием не\u{a0}служат.",
    ))
}

fn written(cx: &mut Cx<Write>, unit: &Unit, id: DecisionId, new: &NewDecision) -> Result<Decision> {
    if new.is_binding && !crate::rules::may_bind(new.kind) {
        return Err(Error::field("force", "Рекомендация советует: выберите «рекомендательное»."));
    }
    for (document, field) in [(new.document, "document"), (new.plan, "plan")] {
        if let Some(document) = document {
            in_force(cx, &unit.path, document, field)?;
        }
    }
    let (now, today) = (cx.now(), cx.today_at(&unit.path)?);
    Ok(Decision {
        id,
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        kind: new.kind.code().to_owned(),
        is_binding: new.is_binding,
        topic: new.topic.code().to_owned(),
        title: new.title.clone(),
        title_key: fold(&new.title),
        decided_on: today,
        taken_at_level: new.taken_at.code().to_owned(),
        taken_by: new.taken_by.clone(),
        document_id: new.document,
        audience: new.audience.clone(),
        controller: new.controller.clone(),
        controller_role: new.controller_role.clone(),
        plan_id: new.plan,
        plan_item: new.plan_item.clone(),
        status: Stage::Draft.code().to_owned(),
        word: String::new(),
        ended_at: None,
        created_by: None,
        created_at: now,
        updated_at: now,
        version: 1,
    })
}

/// Units below, each once.
fn addressed(cx: &mut Cx<Write>, unit: &Unit, id: DecisionId, asked: &[UnitId]) -> Result<Vec<Addressee>> {
    let mut ids: Vec<i64> = asked.iter().map(|one| one.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = units::store::all_of(cx.conn(), &ids)?;
    let below = db::Ranges::under([unit.path.as_str()]);
    if found.len() != ids.len() || found.iter().any(|one| !below.holds(&one.path) || one.id == unit.id) {
        return Err(Error::field(
            "addressees",
            "Выберите адресатов из\u{a0}списка: это организации ниже вашей.",
        ));
    }
    let row = |one: Unit| Addressee { id: cx.id(), decision_id: id, unit_id: one.id, unit_path: one.path };
    Ok(found.into_iter().map(row).collect())
}

fn account(cx: &Cx<Write>) -> Option<i64> {
    cx.person().map(|person| person.account.0)
}

/// Tells the history and the journal.
pub(super) fn told(cx: &mut Cx<Write>, one: &Decision, action: Action, text: &str) -> Result<()> {
    let (id, now, account) = (cx.id(), cx.now(), account(cx));
    store::decided::note(cx.tx(), id, one.id.0, (account, now), text)?;
    let details = json!({ "kind": one.kind, "title": one.title });
    cx.journal(
        action,
        ("decisions", "decision", one.id.0),
        &one.unit_path,
        &format!("Решение: {text}"),
        details,
    )
}

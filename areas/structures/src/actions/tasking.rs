//! Tasks of the network: begun by a structure, joined by others, led to their end by any side that leads.

use audit::Action;
use web::{Cx, Error, Result, Write};

use super::{told, working};
use crate::access::Keeps;
use crate::model::{NewTask, Side, Structure, StructureId, Task, TaskId};
use crate::rules::{self, TaskState};
use crate::store::{self, View, tasks};

/// Begins a task; the structure is its first side and leads it.
pub fn begin(cx: &mut Cx<Write>, may: &impl Keeps, id: StructureId, new: &NewTask) -> Result<TaskId> {
    let one = working(cx, may, id)?;
    let (known, today) = (tasks::of(cx.conn(), id)?, cx.today_at(&one.unit_path)?);
    let known: Vec<Task> = known.into_iter().filter(|task| task.structure_id == id).collect();
    let faults = rules::task_faults(new, &known, today);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (task, now) = (TaskId(cx.id()), cx.now());
    let row = Task {
        id: task,
        structure_id: id,
        title: new.title.clone(),
        ground: new.ground.clone(),
        due_on: new.due_on,
        state: TaskState::Planned.code().to_owned(),
        result: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    tasks::add(cx.tx(), &row)?;
    let side = Side { id: cx.id(), task_id: task, structure_id: id, is_leading: true, part: String::new() };
    tasks::join(cx.tx(), &side)?;
    told(cx, &one, Action::Changed, &format!("Новая задача сети: {}", new.title))?;
    Ok(task)
}

/// The task, locked, of a side that leads it, with the sides.
fn led(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    (id, task): (StructureId, TaskId),
) -> Result<(Structure, Task, Vec<Side>)> {
    let one = working(cx, may, id)?;
    cx.tx().lock("structure_tasks", task.0)?;
    let known = tasks::find(cx.conn(), id, task)?.ok_or(Error::NotFound)?;
    let sides: Vec<Side> = tasks::sides_of(cx.conn(), &[task.0])?.into_iter().map(|(side, _)| side).collect();
    if rules::leads(&sides, id) { Ok((one, known, sides)) } else { Err(Error::NotFound) }
}

/// Gives a task another state, if nobody changed it since `version`.
pub fn turn(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    place: (StructureId, TaskId),
    version: i64,
    (to, result): (TaskState, &str),
) -> Result<()> {
    let (one, mut task, _) = led(cx, may, place)?;
    if task.version != version {
        if task.state() == to && task.result == result {
            return Ok(());
        }
        return Err(Error::Conflict(format!(
            "Задачу уже изменили: она {}. Посмотрите, что записано теперь, и внесите своё.",
            task.state().title()
        )));
    }
    if let Some(fault) = rules::turn_fault(to, result) {
        return Err(Error::Invalid(vec![fault]));
    }
    to.code().clone_into(&mut task.state);
    task.result = if to.asks_result() { result.to_owned() } else { String::new() };
    let now = cx.now();
    tasks::change(cx.tx(), &task, now)?;
    told(cx, &one, Action::Changed, &format!("Задача сети {}: {}", to.title(), task.title))
}

/// Another structure the person sees takes part.
pub fn join(
    cx: &mut Cx<Write>,
    may: &impl Keeps,
    view: &View,
    place: (StructureId, TaskId),
    (side, is_leading, part): (StructureId, bool, &str),
) -> Result<()> {
    let (one, task, sides) = led(cx, may, place)?;
    let other = store::find(cx.conn(), view, side)?.filter(Structure::is_active);
    let Some(other) = other else {
        return Err(Error::field("side", "Выберите структуру из\u{a0}списка."));
    };
    if let Some(fault) = rules::side_fault(&sides, side) {
        return Err(Error::Invalid(vec![fault]));
    }
    let row = Side { id: cx.id(), task_id: task.id, structure_id: side, is_leading, part: part.to_owned() };
    tasks::join(cx.tx(), &row)?;
    let text = format!("В задачу сети «{}» вошла структура «{}»", task.title, other.name);
    told(cx, &one, Action::Changed, &text)?;
    told(cx, &other, Action::Changed, &format!("Новая сторона задачи сети: {}", task.title))
}

/// A side takes part no more; of the second click nothing is told.
pub fn part(cx: &mut Cx<Write>, may: &impl Keeps, place: (StructureId, TaskId), id: i64) -> Result<()> {
    let (one, task, sides) = led(cx, may, place)?;
    if !sides.iter().any(|side| side.id == id) {
        return Ok(());
    }
    if let Some(fault) = rules::leaving_fault(&sides, id) {
        return Err(Error::Invalid(vec![fault]));
    }
    tasks::part(cx.tx(), task.id, id)?;
    told(cx, &one, Action::Changed, &format!("Сторона вышла из задачи сети: {}", task.title))
}

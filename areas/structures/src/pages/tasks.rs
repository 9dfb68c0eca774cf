//! Tasks of the network a structure takes part in: begun here, joined, led to their end.

use access::{Granted, Level};
use askama::Template;
use db::Ranges;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::Choices;
use super::board::{Line, lines};
use super::steps::led_or_kept;
use crate::access::{self as reach, Keeper, Keeps};
use crate::actions::tasking;
use crate::model::{NewTask, Structure, StructureId, Task, TaskId};
use crate::rules::{TaskState, leads};
use crate::store::{self, tasks};
use crate::{KeepOwnStructure, SeeStructures};

#[derive(Template)]
#[template(path = "tasks.html")]
struct TasksPage {
    url: String,
    what: String,
    rows: Vec<Line>,
    may_keep: bool,
    forms: Forms,
}

#[derive(Template)]
#[template(path = "task.html")]
struct TaskPage {
    url: String,
    back: String,
    version: String,
    line: Line,
    states: Choices,
    state: String,
    choices: Choices,
    may_keep: bool,
    forms: Forms,
}

/// `GET /structures/{structure}/tasks`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn told<M: Mode>(cx: &mut Cx<M>, one: &Structure, all: Vec<Task>) -> Result<Vec<Line>> {
    let may: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
    let (rules, today) = (units::rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    lines(cx, &reach::view(&may), all, (&rules, today))
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let all = tasks::of(cx.conn(), one.id)?;
    let page = TasksPage {
        rows: told(cx, &one, all)?,
        may_keep: one.is_active() && Keeper::of(cx)?.keeps(&one),
        forms: Forms::of(cx, faults),
        what: one.name.clone(),
        url: one.url(),
    };
    Page::titled("Задачи сети").at(&one.unit_path).under("/structures").show(&page)
}

/// `POST /structures/{structure}/tasks`
pub(super) fn begin(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let outcome = typed(cx).and_then(|new| tasking::begin(cx, &may, id, &new));
    match outcome {
        Ok(task) => {
            cx.notice("Задача записана. Назовите её стороны.");
            Ok(Reply::to(format!("/structures/{id}/tasks/{task}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn typed(cx: &Cx<Write>) -> Result<NewTask> {
    let mut check = cx.request().form.check();
    let title = check.required("title", 300, "Напишите, что делается вместе.").to_owned();
    let ground = check.optional("ground", 300).to_owned();
    let due_on = check.date("due_on");
    check.done()?;
    Ok(NewTask { title, ground, due_on })
}

/// The structure and the task of the address.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<(Structure, Task)> {
    let (one, id) = (super::asked(cx)?, cx.request().arg("network_task")?);
    let task = tasks::find(cx.conn(), one.id, id)?.ok_or(Error::NotFound)?;
    Ok((one, task))
}

/// `GET /structures/{structure}/tasks/{network_task}`
pub(super) fn card(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    show_one(cx, Vec::new())
}

fn show_one<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (one, task) = asked(cx)?;
    let sides = tasks::sides_of(cx.conn(), &[task.id.0])?;
    let of: Vec<_> = sides.iter().map(|(side, _)| side.clone()).collect();
    let may_keep = one.is_active() && leads(&of, one.id) && Keeper::of(cx)?.keeps(&one);
    let choices = if may_keep {
        choices(cx, &one, &sides.iter().map(|(side, _)| side.structure_id).collect::<Vec<_>>())?
    } else {
        Vec::new()
    };
    let (version, state) = (task.version.to_string(), task.state.clone());
    let line = told(cx, &one, vec![task.clone()])?.pop().ok_or(Error::NotFound)?;
    let page = TaskPage {
        url: format!("{}/tasks/{}", one.url(), task.id),
        back: format!("{}/tasks", one.url()),
        version,
        line,
        states: TaskState::ALL.iter().map(|one| (one.code().to_owned(), one.title().to_owned())).collect(),
        state,
        choices,
        may_keep,
        forms: Forms::of(cx, faults),
    };
    Page::titled("Задача сети").at(&one.unit_path).under("/structures").show(&page)
}

/// Who may be asked: structures of the unit and those above it, and of the places right below.
fn choices<M: Mode>(cx: &mut Cx<M>, one: &Structure, taken: &[StructureId]) -> Result<Choices> {
    let mut paths = reach::above(&one.unit_path);
    paths.push(one.unit_path.clone());
    let mut found = store::at(cx.conn(), &paths)?;
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let below = match unit.level() {
        Level::Installation | Level::Region => Some(Level::Municipality),
        Level::Municipality | Level::District => Some(Level::Organisation),
        Level::Organisation => None,
    };
    if let Some(level) = below {
        found.extend(tasks::below(cx.conn(), &Ranges::under([one.unit_path.as_str()]), level.code())?);
    }
    let places: Vec<i64> = found.iter().map(|other| other.unit_id.0).collect();
    let places = units::store::all_of(cx.conn(), &places)?;
    let place = |other: &Structure| {
        places
            .iter()
            .find(|unit| unit.id == other.unit_id)
            .map(|unit| unit.short_name.clone())
            .unwrap_or_default()
    };
    let mut seen: Vec<StructureId> = taken.to_vec();
    let mut all = Vec::new();
    for other in found {
        if !seen.contains(&other.id) {
            all.push((other.id.to_string(), format!("{} – {}", other.name, place(&other))));
            seen.push(other.id);
        }
    }
    Ok(all)
}

/// Back to the task with a word, or the task with what was wrong.
fn led<T>(
    cx: &mut Cx<Write>,
    (id, task): (StructureId, TaskId),
    outcome: Result<T>,
    notice: &str,
) -> Result<Reply> {
    let to = format!("/structures/{id}/tasks/{task}");
    web::forms::led_anew(cx, outcome, "state", (notice, to), show_one)
}

/// `POST /structures/{structure}/tasks/{network_task}/state`
pub(super) fn turn(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let ((id, may), request) = (led_or_kept(cx)?, cx.request_handle());
    let task: TaskId = request.arg("network_task")?;
    let mut check = request.form.check();
    let state = TaskState::of(request.form.text("state"));
    if state.is_none() {
        check.fault("state", "Выберите, как идёт задача.");
    }
    let result = check.optional("result", 1_000).to_owned();
    let version = request.form.text("version").parse().unwrap_or(0);
    let state = state.unwrap_or(TaskState::Planned);
    let outcome =
        check.done().and_then(|()| tasking::turn(cx, &may, (id, task), version, (state, result.as_str())));
    led(cx, (id, task), outcome, "Состояние задачи записано.")
}

/// `POST /structures/{structure}/tasks/{network_task}/sides`
pub(super) fn join(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let ((id, may), request) = (led_or_kept(cx)?, cx.request_handle());
    let task: TaskId = request.arg("network_task")?;
    let seen: Granted<SeeStructures> = cx.house().policy.check(cx.person())?;
    let mut check = request.form.check();
    let side: Option<StructureId> = request.form.text("side").parse().ok();
    if side.is_none() {
        check.fault("side", "Выберите структуру из\u{a0}списка.");
    }
    let part = check.optional("part", 300).to_owned();
    let is_leading = request.form.has("is_leading");
    let outcome = check.done().and_then(|()| {
        let side = side.ok_or(Error::NotFound)?;
        tasking::join(cx, &may, &reach::view(&seen), (id, task), (side, is_leading, part.as_str()))
    });
    led(cx, (id, task), outcome, "Сторона записана.")
}

/// `POST /structures/{structure}/tasks/{network_task}/sides/{side}/removal`
pub(super) fn part(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let ((id, may), request) = (led_or_kept(cx)?, cx.request_handle());
    let (task, side): (TaskId, i64) = (request.arg("network_task")?, request.arg("side")?);
    let outcome = tasking::part(cx, &may, (id, task), side);
    led(cx, (id, task), outcome, "Сторона убрана.")
}

//! The mentor's own individual plan: how each line of the common plan is controlled (п. 8.3).

use std::collections::BTreeMap;

use access::Granted;
use audit::Action;
use web::{Cx, Error, FieldFault, Result, Write};

use super::around::reached;
use super::told;
use crate::model::around::Controlled;
use crate::model::{Pair, PairId, State, TaskId};
use crate::rules::Refusal;
use crate::{WorkInPair, store};

/// A form of control as somebody wrote it, and as it stood when they began.
#[derive(Debug, Clone)]
pub struct NewControl {
    /// The line.
    pub task: TaskId,
    /// What was typed.
    pub control: String,
    /// What stood there.
    pub was: String,
}

/// The field of a line.
pub fn field(task: TaskId) -> String {
    format!("control-{task}")
}

/// Writes how lines are controlled: the mentor or whoever keeps the pair. How many lines were changed.
pub fn control(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    all: &[NewControl],
) -> Result<usize> {
    let (pair, eye) = reached(cx, id)?;
    if !(eye.is_mentor || eye.keeps) {
        return Err(Error::NotFound);
    }
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    }
    let lines = store::tasks_of(cx.conn(), id)?;
    let known = store::plans::controls_of(cx.conn(), id)?;
    let stands = |task: TaskId| known.get(&task.0).map_or("", String::as_str);
    let of_plan = all.iter().filter(|one| lines.iter().any(|line| line.id == one.task));
    let meant: Vec<&NewControl> =
        of_plan.filter(|one| one.control != one.was && one.control != stands(one.task)).collect();
    let faults: Vec<FieldFault> = meant
        .iter()
        .filter(|one| stands(one.task) != one.was)
        .map(|one| later(one, stands(one.task)))
        .collect();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let said: BTreeMap<TaskId, String> =
        meant.into_iter().map(|one| (one.task, one.control.clone())).collect();
    enter(cx, &pair, &said)
}

fn later(one: &NewControl, stands: &str) -> FieldFault {
    let now = if stands.is_empty() { "пусто".to_owned() } else { format!("«{stands}»") };
    let text = format!(
        "Пока вы писали, форму контроля изменили, теперь там: {now}. Ваш текст остался в\u{a0}поле: сохраните ещё раз, если он верен."
    );
    FieldFault { field: field(one.task), text }
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, pair: &Pair, said: &BTreeMap<TaskId, String>) -> Result<usize> {
    if said.is_empty() {
        return Ok(0);
    }
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    let row = |(task, control): (&TaskId, &String)| Controlled {
        task_id: *task,
        mentorship_id: pair.id,
        control: control.clone(),
        written_by: account,
        written_at: now,
    };
    let rows: Vec<Controlled> = said.iter().map(row).collect();
    store::plans::control(cx.tx(), &rows)?;
    let text = format!("План наставника: записаны формы контроля, строк: {}", rows.len());
    told(cx, pair, Action::Changed, &text)?;
    Ok(rows.len())
}

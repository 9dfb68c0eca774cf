//! Tasks of the network: their states, which follows which, who leads them.

use chrono::NaiveDate;
use web::FieldFault;

use crate::model::{NewTask, Side, StructureId, Task};

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskState {
    /// Задумано.
    Planned,
    /// Идёт.
    Going,
    /// Сделано.
    Done,
    /// Снято.
    Dropped,
}

impl TaskState {
    /// All, in the order of the board.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Going, Self::Done, Self::Dropped];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Going => "going",
            Self::Done => "done",
            Self::Dropped => "dropped",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «идёт»
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "задумана",
            Self::Going => "идёт",
            Self::Done => "выполнена",
            Self::Dropped => "снята",
        }
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Going)
    }

    /// Whether what came of it, or why, is asked.
    pub fn asks_result(self) -> bool {
        !self.is_open()
    }
}

/// Whether the day of an open task has passed.
pub fn is_late(task: &Task, today: NaiveDate) -> bool {
    task.state().is_open() && task.due_on.is_some_and(|day| day < today)
}

/// What is wrong with a new task; `known`: those the structure began.
pub fn task_faults(new: &NewTask, known: &[Task], today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if new.due_on.is_some_and(|day| day < today) {
        fault("due_on", "Этот день уже прошёл: укажите срок не\u{a0}раньше сегодняшнего дня.");
    }
    let same = |one: &Task| one.state().is_open() && db::fold(&one.title) == db::fold(&new.title);
    if known.iter().any(same) {
        fault("title", "Такая задача уже есть: дополните её стороны.");
    }
    faults
}

/// What is wrong with another state.
pub fn turn_fault(to: TaskState, result: &str) -> Option<FieldFault> {
    let text = match to {
        TaskState::Done => "Напишите, что получилось.",
        TaskState::Dropped => "Напишите, почему задача снята.",
        TaskState::Planned | TaskState::Going => return None,
    };
    result.is_empty().then(|| FieldFault { field: "result".to_owned(), text: text.to_owned() })
}

/// Whether the structure leads the task.
pub fn leads(sides: &[Side], structure: StructureId) -> bool {
    sides.iter().any(|side| side.is_leading && side.structure_id == structure)
}

/// What is wrong with a side that comes in.
pub fn side_fault(sides: &[Side], structure: StructureId) -> Option<FieldFault> {
    let is_in = sides.iter().any(|side| side.structure_id == structure);
    let text = "Эта структура уже участвует в\u{a0}задаче.";
    is_in.then(|| FieldFault { field: "side".to_owned(), text: text.to_owned() })
}

/// Why a side cannot go: somebody has to lead what goes on.
pub fn leaving_fault(sides: &[Side], id: i64) -> Option<FieldFault> {
    let is_last = !sides.iter().any(|side| side.is_leading && side.id != id);
    let text = "Это последняя ведущая сторона: сначала назовите другую.";
    is_last.then(|| FieldFault { field: "side".to_owned(), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TaskId;

    fn side(id: i64, structure: i64, is_leading: bool) -> Side {
        Side { id, task_id: TaskId(1), structure_id: StructureId(structure), is_leading, part: String::new() }
    }

    #[test]
    fn a_task_may_have_several_leaders_and_keeps_the_last_one() {
        let sides = [side(1, 10, true), side(2, 20, true), side(3, 30, false)];
        assert!(
            leads(&sides, StructureId(10))
                && leads(&sides, StructureId(20))
                && !leads(&sides, StructureId(30))
        );
        assert!(leaving_fault(&sides, 1).is_none() && leaving_fault(&sides, 3).is_none());
        assert!(leaving_fault(&sides[1..], 2).is_some() && leaving_fault(&sides[1..], 3).is_none());
        assert!(
            side_fault(&sides, StructureId(30)).is_some() && side_fault(&sides, StructureId(40)).is_none()
        );
    }

    #[test]
    fn the_end_of_a_task_tells_what_came_of_it() {
        assert!(turn_fault(TaskState::Done, "").is_some() && turn_fault(TaskState::Dropped, "").is_some());
        assert!(
            turn_fault(TaskState::Done, "Сборник").is_none() && turn_fault(TaskState::Going, "").is_none()
        );
    }

    #[test]
    fn the_day_of_a_task_is_late_from_the_next_day_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let task = |state: TaskState| Task {
            id: TaskId(1),
            structure_id: StructureId(1),
            title: "Неделя".to_owned(),
            ground: String::new(),
            due_on: Some(day("2026-06-18")),
            state: state.code().to_owned(),
            result: String::new(),
            created_at: db::Moment(1),
            updated_at: db::Moment(1),
            version: 1,
        };
        let going = task(TaskState::Going);
        assert!(!is_late(&going, day("2026-06-18")) && is_late(&going, day("2026-06-19")));
        assert!(!is_late(&task(TaskState::Done), day("2026-06-19")));
        let new = |title: &str, due: &str| NewTask {
            title: title.to_owned(),
            ground: String::new(),
            due_on: Some(day(due)),
        };
        let known = [going];
        assert!(task_faults(&new("Другая", "2026-06-18"), &known, day("2026-06-18")).is_empty());
        assert_eq!(task_faults(&new("НЕДЕЛЯ", "2026-06-17"), &known, day("2026-06-18")).len(), 2);
    }
}

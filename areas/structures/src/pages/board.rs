//! One board of the tasks of the network of a place, by their states, each with its sides and their levels (Терский район,
//! паспорт; Ижморский округ, п. 2.2: joint tasks with their state on one screen).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use units::UnitId;
use web::view::Tab;
use web::{Cx, Mode, Page, Read, Reply, Result, russian};

use super::{Choices, level_title, place, places, tabs};
use crate::SeeStructures;
use crate::access as reach;
use crate::model::{Side, Structure, Task};
use crate::rules::{TaskState, is_late};
use crate::store::{View, tasks};

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    places: Choices,
    columns: Vec<Column>,
    is_empty: bool,
}

struct Column {
    title: String,
    lines: Vec<Line>,
}

/// A task as it is told on the board and on a card.
pub(super) struct Line {
    pub title: String,
    pub url: String,
    pub due: String,
    pub is_late: bool,
    pub state: &'static str,
    pub ground: String,
    pub result: String,
    pub sides: Vec<SideLine>,
    pub levels: usize,
}

/// A side with its level.
pub(super) struct SideLine {
    pub id: i64,
    pub name: String,
    /// Empty: not for whoever looks.
    pub url: String,
    pub place: String,
    pub level: String,
    pub is_leading: bool,
    pub part: String,
}

/// `GET /structures/tasks?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let found = tasks::at(cx.conn(), &Ranges::under([unit.path.as_str()]))?;
    let rules = units::rules_at(cx, &unit.path)?;
    let today = cx.today_at(&unit.path)?;
    let is_empty = found.is_empty();
    let mut by_state: BTreeMap<TaskState, Vec<Line>> = BTreeMap::new();
    let states: Vec<TaskState> = found.iter().map(Task::state).collect();
    let view = reach::view(&may);
    for (state, line) in states.into_iter().zip(lines(cx, &view, found, (&rules, today))?) {
        by_state.entry(state).or_default().push(line);
    }
    let column = |state: TaskState| {
        let lines = by_state.remove(&state).unwrap_or_default();
        Column { title: format!("{}: {}", russian::capital(state.title()), lines.len()), lines }
    };
    let page = BoardPage {
        of: unit.name.clone(),
        tabs: tabs("/structures/tasks", &unit),
        places: places(cx, &may)?,
        columns: TaskState::ALL.map(column).into_iter().collect(),
        is_empty,
        unit: unit.id.to_string(),
    };
    Page::titled("Задачи сети").at(&unit.path).under("/structures").show(&page)
}

/// These tasks with their sides.
pub(super) fn lines<M: Mode>(
    cx: &mut Cx<M>,
    view: &View,
    all: Vec<Task>,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Line>> {
    let ids: Vec<i64> = all.iter().map(|task| task.id.0).collect();
    let mut sides: BTreeMap<i64, Vec<(Side, Structure)>> = BTreeMap::new();
    for (side, structure) in tasks::sides_of(cx.conn(), &ids)? {
        sides.entry(side.task_id.0).or_default().push((side, structure));
    }
    let mut places: Vec<i64> = sides.values().flatten().map(|(_, one)| one.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<UnitId, String> = units::store::all_of(cx.conn(), &places)?
        .into_iter()
        .map(|unit| (unit.id, unit.short_name))
        .collect();
    let line = |task: Task| {
        let of = sides.remove(&task.id.0).unwrap_or_default();
        let mut levels: Vec<&str> = of.iter().map(|(_, one)| one.level.as_str()).collect();
        levels.sort_unstable();
        levels.dedup();
        let seen = of
            .iter()
            .find(|(side, one)| side.structure_id == task.structure_id && view.holds(&one.unit_path));
        let seen = seen.or_else(|| of.iter().find(|(_, one)| view.holds(&one.unit_path)));
        Line {
            url: seen.map(|(_, one)| format!("{}/tasks/{}", one.url(), task.id)).unwrap_or_default(),
            due: task.due_on.map(russian::date).unwrap_or_default(),
            is_late: is_late(&task, today),
            state: task.state().title(),
            levels: levels.len(),
            sides: of.into_iter().map(|(side, one)| side_line(side, &one, view, (&places, rules))).collect(),
            title: task.title,
            ground: task.ground,
            result: task.result,
        }
    };
    Ok(all.into_iter().map(line).collect())
}

fn side_line(
    side: Side,
    one: &Structure,
    view: &View,
    (places, rules): (&BTreeMap<UnitId, String>, &Effective),
) -> SideLine {
    SideLine {
        id: side.id,
        name: one.name.clone(),
        url: if view.holds(&one.unit_path) { one.url() } else { String::new() },
        place: places.get(&one.unit_id).cloned().unwrap_or_default(),
        level: level_title(rules, &one.level),
        is_leading: side.is_leading,
        part: side.part,
    }
}

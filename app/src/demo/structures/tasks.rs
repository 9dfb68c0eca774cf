//! Tasks of the network in the demo: of the institute and the service of the town with those they work with – one carried out,
//! one going, one late, one that is only planned.

use chrono::NaiveDate;
use structures::KeepStructures;
use structures::actions::tasking;
use structures::model::{NewTask, StructureId, TaskId};
use structures::rules::TaskState;
use units::Unit;
use web::Cx;

use super::book::Book;
use super::{regional, sent};
use crate::Failure;
use crate::demo::stage::{Stage, day};

/// Who takes part.
#[derive(Clone, Copy)]
enum Who {
    Institute,
    Service,
    /// Of the region or the town, by its name.
    Named(&'static str),
    /// The first of this kind in the town.
    Kind(&'static str),
}

/// A side: who, whether it leads, what it does.
type SideLine = (Who, bool, &'static str);

struct Told {
    by: Who,
    title: &'static str,
    ground: &'static str,
    begun: (i32, u32, u32),
    due: (i32, u32, u32),
    sides: &'static [SideLine],
    /// States it came to, each with its day and what came of it.
    turned: &'static [((i32, u32, u32), TaskState, &'static str)],
}

const RUMO: Who = Who::Named("Региональное учебно-методическое объединение по общему образованию");
const QUALITY: Who = Who::Named("Отдел оценки качества образования");
const GROWTH: Who = Who::Named("Региональная инновационная площадка «Школа профессионального роста»");
const SUPPORT: Who = Who::Named("Отдел сопровождения муниципальных методических служб");

const TASKS: [Told; 4] = [
    Told {
        by: Who::Institute,
        title: "Сетевая неделя функциональной грамотности",
        ground: "план работы института на 2025/26 учебный год",
        begun: (2026, 2, 2),
        due: (2026, 4, 30),
        sides: &[
            (RUMO, true, "отбор и экспертиза заданий"),
            (Who::Service, true, "площадки и расписание в округе"),
            (Who::Kind("school_council"), false, "открытые уроки"),
        ],
        turned: &[
            ((2026, 3, 2), TaskState::Going, ""),
            ((2026, 4, 28), TaskState::Done, "проведены 14 открытых уроков, собран сборник заданий"),
        ],
    },
    Told {
        by: Who::Institute,
        title: "Банк открытых уроков наставников",
        ground: "соглашение о взаимодействии",
        begun: (2026, 3, 16),
        due: (2026, 12, 1),
        sides: &[(GROWTH, true, "запись и разбор уроков"), (Who::Service, false, "отбор наставников")],
        turned: &[((2026, 4, 6), TaskState::Going, "")],
    },
    Told {
        by: Who::Service,
        title: "Единый график консультаций для малокомплектных школ",
        ground: "план работы муниципальной методической службы",
        begun: (2026, 4, 13),
        due: (2026, 6, 10),
        sides: &[(SUPPORT, false, "консультанты по предметам")],
        turned: &[((2026, 5, 12), TaskState::Going, "")],
    },
    Told {
        by: Who::Service,
        title: "Диагностика методических затруднений педагогов",
        ground: "",
        begun: (2026, 5, 18),
        due: (2026, 9, 30),
        sides: &[
            (QUALITY, true, "инструмент и свод"),
            (Who::Kind("municipal_council"), false, "выводы для планов"),
        ],
        turned: &[],
    },
];

/// Tells of them; who is not there takes no part.
pub(super) fn tell(
    stage: &Stage<'_>,
    (book, ids): (&Book<'_>, &[StructureId]),
    (town, service): (&Unit, StructureId),
) -> Result<(), Failure> {
    let of = |who: Who| {
        let at = match who {
            Who::Service => return Some(service),
            Who::Institute => book.named(regional::INSTITUTE),
            Who::Named(name) => book.named(name),
            Who::Kind(kind) => {
                let is_of =
                    |row: &super::book::Row<'_>| row.kind == kind && row.unit.path.starts_with(&town.path);
                return ids.get(book.rows.iter().position(is_of)?).copied();
            }
        };
        sent::id_at(ids, at?).ok()
    };
    for task in &TASKS {
        let Some(by) = of(task.by) else { continue };
        let sides: Vec<_> =
            task.sides.iter().filter_map(|(who, leads, part)| Some((of(*who)?, *leads, *part))).collect();
        told(stage, task, by, &sides)?;
    }
    Ok(())
}

fn told(
    stage: &Stage<'_>,
    task: &Told,
    by: StructureId,
    sides: &[(StructureId, bool, &str)],
) -> Result<(), Failure> {
    let on = of(task.begun);
    if !stage.has_come(on) {
        return Ok(());
    }
    let id = stage.act(on, None, |cx| begun(cx, task, by, sides))?;
    for (version, (on, to, result)) in (1..).zip(task.turned) {
        if !stage.has_come(of(*on)) {
            break;
        }
        stage.act(of(*on), None, |cx| {
            let may = cx.operator::<KeepStructures>()?;
            tasking::turn(cx, &may, (by, id), version, (*to, result))
        })?;
    }
    Ok(())
}

fn begun(
    cx: &mut Cx<web::Write>,
    task: &Told,
    by: StructureId,
    sides: &[(StructureId, bool, &str)],
) -> web::Result<TaskId> {
    let may = cx.operator::<KeepStructures>()?;
    let view = structures::view(&may);
    let new =
        NewTask { title: task.title.to_owned(), ground: task.ground.to_owned(), due_on: Some(of(task.due)) };
    let id = tasking::begin(cx, &may, by, &new)?;
    sides.iter().try_for_each(|side| tasking::join(cx, &may, &view, (by, id), *side))?;
    Ok(id)
}

fn of((year, month, date): (i32, u32, u32)) -> NaiveDate {
    day(year, month, date)
}

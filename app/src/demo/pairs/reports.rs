//! What mentors reported of the autumn: most in time, some late, some not at all; most of it heard and approved in January.

use chrono::NaiveDate;
use mentoring::GuideMentoring;
use mentoring::actions::{Side, reporting};
use mentoring::rules::{HALVES, Half};
use web::{Cx, Write};

use super::{Chance, Fate, Stage, Told, granted};
use crate::Failure;
use crate::demo::stage::day;

const TEXT: &str = "Проведены взаимные посещения и разбор уроков, план выполняется по срокам.\n\nВыводы: молодой педагог \
                    увереннее планирует урок; весной – работа с разными по силам учениками.";

const MENTEE: &str = "Посетил уроки наставника и двух опытных педагогов, провёл открытый урок, освоил электронный журнал.\n\n\
                      Трудно: уложиться во время урока, беседы с родителями. Прошу помочь с подготовкой собрания.";

/// When a report is handed in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    InTime,
    Late,
    Never,
}

/// Reports of the first half of the year.
pub(super) fn tell(stage: &Stage<'_>, at_work: &[&Told<'_>], chance: &mut Chance) -> Result<(), Failure> {
    let half = Half::at(day(2025, 12, 25), HALVES);
    let kept = |chance: &mut Chance| match chance.between(1, 12) {
        1 => Kept::Never,
        2 | 3 => Kept::Late,
        _ => Kept::InTime,
    };
    let all: Vec<(&Told<'_>, Kept)> = at_work.iter().map(|one| (*one, kept(chance))).collect();
    for (way, on, heard) in [
        (Kept::InTime, day(2025, 12, 25), day(2026, 1, 15)),
        (Kept::Late, day(2026, 1, 19), day(2026, 1, 29)),
    ] {
        let those: Vec<&Told<'_>> = all
            .iter()
            .filter(|(one, kept)| *kept == way && one.fate != Fate::Cancelled)
            .map(|(one, _)| *one)
            .collect();
        let mut handed = Vec::new();
        stage.act(on, None, |cx| {
            for one in &those {
                handed.push((one.id, reporting::enter(cx, one.id, Side::Mentor, (half, TEXT))?));
            }
            // Of every three mentees two report as well, of all some are heard.
            for (_, one) in those.iter().enumerate().filter(|(place, _)| place % 3 < 2) {
                handed.push((one.id, reporting::enter(cx, one.id, Side::Mentee, (half, MENTEE))?));
            }
            Ok(())
        })?;
        // Every fifth waits for the council still.
        let heard_of = handed.iter().enumerate().filter(|(place, _)| place % 5 != 4).map(|(_, one)| *one);
        let heard_of: Vec<_> = heard_of.collect();
        stage.act(heard, None, |cx| heard_of.iter().try_for_each(|one| approve(cx, *one, heard)))?;
    }
    Ok(())
}

fn approve(
    cx: &mut Cx<Write>,
    (pair, report): (mentoring::model::PairId, mentoring::model::ReportId),
    on: NaiveDate,
) -> web::Result<()> {
    let may = granted::<GuideMentoring>(cx)?;
    reporting::hear(
        cx,
        &may,
        (pair, report, None),
        (on, &format!("протокол № 3 от\u{a0}{}", web::russian::date(on))),
        None,
    )
}

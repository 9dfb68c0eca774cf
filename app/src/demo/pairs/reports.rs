//! What mentors reported half by half: most in time, some late, some of the last autumn not at all; most of it heard and approved.

use chrono::NaiveDate;
use mentoring::GuideMentoring;
use mentoring::actions::{Side, reporting};
use mentoring::rules::{HALVES, Half};
use web::{Cx, Write};

use super::{Chance, Fate, Stage, Told, granted};
use crate::Failure;
use crate::demo::stage::day;

pub(super) const TEXT: &str = "Проведены взаимные посещения и разбор уроков, план выполняется по срокам.\n\nВыводы: молодой педагог \
                    увереннее планирует урок; весной – работа с разными по силам учениками.";

pub(super) const MENTEE: &str = "Посетил уроки наставника и двух опытных педагогов, провёл открытый урок, освоил электронный журнал.\n\n\
                      Трудно: уложиться во время урока, беседы с родителями. Прошу помочь с подготовкой собрания.";

/// When a report is handed in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    InTime,
    Late,
    Never,
}

/// When reports of a half are handed in and heard: those in time, then the late ones.
type Days = [(Kept, NaiveDate, NaiveDate); 2];

const HALVES_TOLD: [Days; 3] = [
    days([(2024, 12, 24), (2025, 1, 16), (2025, 1, 20), (2025, 1, 30)]),
    days([(2025, 6, 19), (2025, 6, 26), (2025, 9, 4), (2025, 9, 11)]),
    days([(2025, 12, 25), (2026, 1, 15), (2026, 1, 19), (2026, 1, 29)]),
];

const fn days([on, heard, late, late_heard]: [(i32, u32, u32); 4]) -> Days {
    [(Kept::InTime, at(on), at(heard)), (Kept::Late, at(late), at(late_heard))]
}

const fn at((year, month, date): (i32, u32, u32)) -> NaiveDate {
    day(year, month, date)
}

/// Reports of every half since the order.
pub(super) fn tell(
    stage: &Stage<'_>,
    (at_work, ordered): (&[&Told<'_>], NaiveDate),
    chance: &mut Chance,
) -> Result<(), Failure> {
    let since = HALVES_TOLD.iter().filter(|days| days[0].1 > ordered);
    since.enumerate().try_for_each(|(place, days)| {
        let is_last = place + 1 == HALVES_TOLD.iter().filter(|days| days[0].1 > ordered).count();
        half(stage, at_work, (days, is_last), chance)
    })
}

/// Reports of a half; what nobody handed in of an earlier one came late.
fn half(
    stage: &Stage<'_>,
    at_work: &[&Told<'_>],
    (days, is_last): (&Days, bool),
    chance: &mut Chance,
) -> Result<(), Failure> {
    let half = Half::at(days[0].1, HALVES);
    let kept = |chance: &mut Chance| match chance.between(1, 12) {
        1 if is_last => Kept::Never,
        1..=3 => Kept::Late,
        _ => Kept::InTime,
    };
    let all: Vec<(&Told<'_>, Kept)> = at_work.iter().map(|one| (*one, kept(chance))).collect();
    for (way, on, heard) in *days {
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

pub(super) fn approve(
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

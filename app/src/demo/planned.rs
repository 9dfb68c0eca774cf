//! The plans of further training of three schools of the town: some courses are passed, some are late, one went to the next year,
//! one was struck.

use people::{KeepPeople, RecordKind};
use training::actions;
use training::model::{Sort, Told};
use units::Unit;
use web::{Cx, Write};

use super::helped::{self, SCHOOLS, TOWN};
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// What is planned: theme and hours.
const THEMES: [(&str, i64); 4] = [
    ("Функциональная грамотность: оценка и\u{a0}задания", 36),
    ("Обновлённый ФГОС: планирование урока", 72),
    ("Работа с\u{a0}детьми, которым трудно учиться", 36),
    ("Цифровые средства на\u{a0}уроке", 24),
];
/// Every so many of the teachers is planned.
const EVERY: usize = 3;

/// Tells them in the autumn, and what came of them in March.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree) -> Result<(), Failure> {
    let (autumn, spring) = (day(2025, 11, 24), day(2026, 3, 2));
    if !stage.has_come(spring) {
        return Ok(());
    }
    for school in tree.schools_of(TOWN).take(SCHOOLS) {
        let lines = stage.act(autumn, None, |cx| plan(cx, school))?;
        stage.act(spring, None, |cx| carried(cx, &lines))?;
    }
    Ok(())
}

/// Who was planned for what.
type Lines = Vec<(people::PersonId, Told)>;

fn plan(cx: &mut Cx<Write>, school: &Unit) -> web::Result<Lines> {
    let may = cx.operator::<KeepPeople>()?;
    let on = cx.today()?;
    let staff = helped::staff(cx, school, on)?;
    let told = |place: usize| {
        let (theme, hours) = THEMES[place % THEMES.len()];
        Told {
            year: 2026,
            quarter: i64::try_from(place % 4).unwrap_or(0) + 1,
            sort: Sort::Course,
            theme: theme.to_owned(),
            hours: Some(hours),
            provider: "Институт развития образования".to_owned(),
        }
    };
    let chosen = staff.iter().step_by(EVERY).enumerate();
    let lines: Lines = chosen.map(|(place, person)| (person.id, told(place))).collect();
    actions::plan(cx, &may, school, &lines)?;
    Ok(lines)
}

/// By March half of the first quarter's courses are on the cards.
fn carried(cx: &mut Cx<Write>, lines: &Lines) -> web::Result<()> {
    let on = cx.today()?;
    let first = lines.iter().filter(|(_, told)| told.quarter == 1).step_by(2);
    first
        .into_iter()
        .try_for_each(|(person, told)| helped::record(cx, *person, (RecordKind::Course, &told.theme), on))
}

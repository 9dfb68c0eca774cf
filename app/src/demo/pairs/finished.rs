//! Pairs of trainees that came to their term (Амурская область, приложение 2, пп. 3.2, 3.7, 8.3): a year from the order, the final
//! report heard, what it came to told – in the town and in some other municipalities.

use chrono::NaiveDate;
use mentoring::actions::finishing::{self, Finishing};
use mentoring::actions::{Side, gathering, reporting};
use mentoring::rules::{HALVES, Half};
use units::Unit;

use super::varied::{By, Story, Turn, Who, begin};
use super::{Chance, Stage, carry, granted, reports};
use crate::Failure;
use crate::demo::stage::day;

/// When the mentor was chosen: the order is of a week later, the term a year from it.
const CHOSEN: NaiveDate = day(2025, 2, 10);
/// The final report, its hearing, the completion.
const REPORTED: NaiveDate = day(2026, 2, 12);
const HEARD: NaiveDate = day(2026, 2, 19);
const FINISHED: NaiveDate = day(2026, 2, 20);

/// Whoever of the first school has served least and is no young specialist.
const STORY: Story =
    Story { who: Who::Least(0), category: "trainee", kind: "subject", by: By::Own, turn: Turn::Works };

/// What pairs came to: adaptation, incentive of the mentor with what for, the conclusion.
const OUTCOMES: [[&str; 4]; 3] = [
    [
        "passed",
        "yes",
        "Подготовил стажёра к\u{a0}самостоятельной работе, вёл журнал без пропусков",
        "План выполнен, стажёр ведёт уроки самостоятельно и\u{a0}остаётся в\u{a0}школе.",
    ],
    ["passed", "no", "", "Программа стажировки пройдена, открытый урок оценён советом."],
    [
        "partly",
        "no",
        "",
        "Уроки даются уверенно; работу с\u{a0}родителями и\u{a0}документами поддержит методическое объединение.",
    ],
];

/// Tells the pair of the first of the schools that has somebody for it.
pub(super) fn tell(
    stage: &Stage<'_>,
    schools: &[&Unit],
    (place, chance): (usize, &mut Chance),
) -> Result<(), Failure> {
    let Some(school) = schools.first().copied() else { return Ok(()) };
    let begun = stage.act(CHOSEN, None, |cx| begin(cx, (school, None), &STORY))?;
    let Some(pair) = begun else { return Ok(()) };
    let id = pair.id;
    carry(stage, &[pair], CHOSEN, None, chance)?;
    let half = Half::at(REPORTED, HALVES);
    let handed = stage.act(REPORTED, None, |cx| {
        let of_mentor = reporting::enter(cx, id, Side::Mentor, (half, reports::TEXT))?;
        Ok([of_mentor, reporting::enter(cx, id, Side::Mentee, (half, reports::MENTEE))?])
    })?;
    stage.act(HEARD, None, |cx| {
        handed.iter().try_for_each(|report| reports::approve(cx, (id, *report), HEARD))
    })?;
    stage.act(FINISHED, None, |cx| {
        let open = gathering::open_pairs(cx, school)?;
        let Some(last) = open.into_iter().find(|one| one.id == id).and_then(|one| one.ends_on) else {
            return Ok(());
        };
        let [adaptation, incentive, incentive_note, result] = OUTCOMES[place % OUTCOMES.len()];
        let done = Finishing {
            adaptation: adaptation.to_owned(),
            stays: "yes".to_owned(),
            incentive: incentive.to_owned(),
            incentive_note: incentive_note.to_owned(),
            result: result.to_owned(),
            waiver: String::new(),
        };
        let may = granted(cx)?;
        finishing::finish(cx, &may, id, (last, &done))
    })
}

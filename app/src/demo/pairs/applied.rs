//! Applications for a replacement in the town of the demo: a mentee's that waits, a mentee's that was declined, a mentor's that was
//! taken and waits for the order.

use chrono::NaiveDate;
use mentoring::actions::applying::{self, Answer, NewApplication};
use mentoring::actions::{Side, gathering, ordering};
use mentoring::model::{Pair, State};
use units::Unit;
use web::{Cx, Write};

use super::{Stage, granted, papers};
use crate::Failure;
use crate::demo::stage::day;

/// Who applies, on which ground, why, on which day; the answer: whether it was taken, its words, its day.
struct Story {
    side: Side,
    ground: &'static str,
    words: &'static str,
    on: NaiveDate,
    answer: Option<(bool, &'static str, NaiveDate)>,
}

const STORIES: [Story; 3] = [
    Story {
        side: Side::Mentee,
        ground: "application:1",
        words: "Наставник перешёл во вторую смену: на уроки друг к другу мы больше не попадаем.",
        on: day(2026, 6, 9),
        answer: None,
    },
    Story {
        side: Side::Mentee,
        ground: "application:1",
        words: "Хотел бы наставника, который ведёт те же классы.",
        on: day(2026, 4, 6),
        answer: Some((
            false,
            "Другого педагога с нужным стажем в школе нет; с сентября классы распределим иначе.",
            day(2026, 4, 13),
        )),
    },
    Story {
        side: Side::Mentor,
        ground: "application:2",
        words: "С сентября ухожу в длительный отпуск, прошу передать пару другому наставнику.",
        on: day(2026, 6, 2),
        answer: Some((true, "Преемника подберём до конца июня.", day(2026, 6, 5))),
    },
];

/// Tells it of the pairs of these schools, the first schools first.
pub(super) fn tell<'t>(stage: &Stage<'_>, schools: impl Iterator<Item = &'t Unit>) -> Result<(), Failure> {
    let last = day(2026, 6, 10);
    if !stage.has_come(last) {
        return Ok(());
    }
    let schools: Vec<&Unit> = schools.collect();
    let pairs = stage.act(day(2026, 4, 3), None, |cx| at_work(cx, &schools, last))?;
    for (story, (school, pair)) in STORIES.iter().zip(&pairs) {
        let applied = stage.act(story.on, None, |cx| {
            let mentors = ordering::mentor_people(cx, pair.id)?;
            let who = match story.side {
                Side::Mentee => Some(pair.mentee_id),
                Side::Mentor => mentors.first().copied(),
            };
            let Some(who) = who else { return Ok(None) };
            let title = "Заявление о замене наставника";
            let file = papers::printed(cx, school, ("ЗАЯВЛЕНИЕ", title), story.words)?;
            let new = NewApplication {
                ground: story.ground.to_owned(),
                mentor: None,
                words: story.words.to_owned(),
                file: Some(file),
            };
            applying::enter(cx, pair.id, (story.side, who), &new).map(Some)
        })?;
        let (Some(of), Some((is_taken, words, on))) = (applied, story.answer) else { continue };
        stage.act(on, None, |cx| {
            let may = granted(cx)?;
            applying::answer(cx, &may, (pair.id, of), Answer { is_taken, is_again: false, words })
        })?;
    }
    Ok(())
}

/// Pairs whose mentor works there still and whose term goes on: one of each school, then the others.
fn at_work<'t>(
    cx: &mut Cx<Write>,
    schools: &[&'t Unit],
    on: NaiveDate,
) -> web::Result<Vec<(&'t Unit, Pair)>> {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for school in schools {
        let mut is_first = true;
        for pair in gathering::open_pairs(cx, school)? {
            let lasts = pair.state() == State::Active && pair.ends_on.is_none_or(|last| last >= on);
            if lasts && !super::lived::is_left(cx, &pair, on)? {
                let to = if is_first { &mut found } else { &mut others };
                to.push((*school, pair));
                is_first = false;
            }
        }
    }
    found.extend(others);
    Ok(found)
}

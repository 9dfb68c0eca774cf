//! Those who came to schools without service in the years before and stayed or left, and the study of adaptation some
//! municipalities held: what retention and the lists of young teachers are shown by.

use chrono::NaiveDate;
use mentoring::StudyAdaptation;
use mentoring::actions::studying::{self, Studied};
use people::{Name, NewEmployment, NewPerson, actions};
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::names;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Every third municipality studied adaptation in January.
const STUDIED: usize = 3;

/// A year somebody came in, and the last day; none: stayed.
type Way = (i32, Option<(i32, u32, u32)>);
/// The ways of a municipality with an even number and of one with an odd one.
const WAYS: [[Way; 4]; 2] = [
    [(2022, None), (2022, Some((2024, 8, 20))), (2023, None), (2024, Some((2025, 6, 30)))],
    [(2022, None), (2023, Some((2025, 8, 25))), (2023, Some((2024, 7, 1))), (2024, None)],
];

/// Those who came and left, before the pairs of the autumn.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let (begins, mut chance) = (day(2025, 9, 1), Chance::of(seed, 53));
    if !stage.has_come(begins) {
        return Ok(());
    }
    for (place, (login, _)) in tree.municipalities.iter().enumerate() {
        // The first school is walked through by hand: its people stay as they are.
        let schools: Vec<&Unit> = tree.schools_of(login).skip(1).collect();
        if schools.is_empty() {
            continue;
        }
        stage.act(begins, None, |cx| {
            for (at, way) in WAYS[place % 2].iter().enumerate() {
                came(cx, schools[at % schools.len()], *way, &mut chance)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn came(cx: &mut Cx<Write>, school: &Unit, (year, last): Way, chance: &mut Chance) -> web::Result<()> {
    let name = names::next(chance);
    let card = NewPerson {
        name: Name { last: name.last, first: name.first, middle: name.middle },
        birth_date: Some(day(year - 23, 3, u32::try_from(chance.between(1, 28)).unwrap_or(1))),
        ..NewPerson::default()
    };
    let subject = *chance.one_of(&["mathematics", "physics", "music"]);
    let work = NewEmployment {
        post: "teacher".to_owned(),
        post_title: String::new(),
        subjects: vec![subject.to_owned()],
        rate: 100,
        is_main: true,
        started_on: day(year, 9, 1),
        is_start_told: true,
        ground: String::new(),
    };
    let person = actions::add(cx, school, &card, &work)?;
    let Some((year, month, date)) = last else { return Ok(()) };
    let works = people::store::at_work(cx.conn(), person.id, day(2025, 9, 1))?;
    if let Some(one) = works.first() {
        actions::employing::dismiss(
            cx,
            &person,
            (one.id, one.version),
            day(year, month, date),
            "по собственному желанию",
        )?;
    }
    Ok(())
}

/// The study of adaptation, in January.
pub(super) fn study(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let (on, mut chance) = (day(2026, 1, 20), Chance::of(seed, 59));
    if !stage.has_come(on) {
        return Ok(());
    }
    for (_, municipality) in tree.municipalities.iter().step_by(STUDIED) {
        stage.act(on, None, |cx| studied(cx, municipality, on, &mut chance))?;
    }
    Ok(())
}

fn studied(cx: &mut Cx<Write>, municipality: &Unit, on: NaiveDate, chance: &mut Chance) -> web::Result<()> {
    let may = cx.operator::<StudyAdaptation>()?;
    let rules = units::rules_at(cx, &municipality.path)?;
    let youths = people::young::of(cx.conn(), &municipality.path, &rules, on)?;
    let is_new = |one: &&people::young::Youth| {
        one.came_new().is_some_and(|came| came >= day(2023, 9, 1))
            && one.place(&municipality.path, on).is_some()
    };
    for one in youths.iter().filter(is_new) {
        let level = match chance.between(1, 10) {
            1 => "low",
            2..=5 => "medium",
            _ => "high",
        };
        let note = "Анкета муниципального мониторинга адаптации".to_owned();
        studying::study(cx, &may, one.person, &Studied { on, level: level.to_owned(), note })?;
    }
    Ok(())
}

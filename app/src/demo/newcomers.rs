//! Those who came to schools without service in the years before and left, and the studies of adaptation most municipalities
//! held: what retention and the lists of young teachers are shown by.

use chrono::NaiveDate;
use documents::{NewDocument, NewFile};
use mentoring::StudyAdaptation;
use mentoring::actions::studying::{self, Studied};
use people::young::Youth;
use people::{EmploymentId, Name, NewEmployment, NewPerson, Person, actions};
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::names;
use super::papers::{Paper, hash};
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// One of so many schools lost somebody.
const SCHOOLS: usize = 4;
/// Of three municipalities two studied adaptation in January.
const STUDIED: usize = 3;

/// The day of the order on it.
const ORDERED: NaiveDate = day(2025, 11, 10);

/// The year somebody came in, and the last day.
type Way = (i32, (i32, u32, u32));
/// The ways of those who left, one after the other: most in the first summers, some in the middle of this year.
const WAYS: [Way; 10] = [
    (2022, (2025, 8, 20)),
    (2022, (2024, 6, 30)),
    (2022, (2023, 8, 25)),
    (2022, (2026, 1, 15)),
    (2024, (2025, 6, 30)),
    (2022, (2025, 7, 4)),
    (2023, (2024, 8, 23)),
    (2022, (2026, 3, 31)),
    (2022, (2024, 8, 26)),
    (2023, (2025, 7, 11)),
];

/// Those who came and left: before the pairs of the autumn, those of this year in April.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let (begins, spring) = (day(2025, 9, 1), day(2026, 4, 1));
    if !stage.has_come(spring) {
        return Ok(());
    }
    let mut chance = Chance::of(seed, 53);
    let (mut no, mut later) = (0, Vec::new());
    for (login, _) in &tree.municipalities {
        // The first school is walked through by hand: its people stay as they are.
        let schools: Vec<&Unit> = tree.schools_of(login).skip(1).step_by(SCHOOLS).collect();
        if schools.is_empty() {
            continue;
        }
        stage.act(begins, None, |cx| {
            for school in &schools {
                let (year, (last_year, month, date)) = WAYS[no % WAYS.len()];
                no += 1;
                let (person, work) = came(cx, school, year, &mut chance)?;
                let last = day(last_year, month, date);
                if last < begins {
                    leave(cx, &person, work, last)?;
                } else {
                    later.push((person, work, last));
                }
            }
            Ok(())
        })?;
    }
    stage.act(spring, None, |cx| later.iter().try_for_each(|(one, work, last)| leave(cx, one, *work, *last)))
}

/// An employment with its version.
type Held = (EmploymentId, i64);

fn came(cx: &mut Cx<Write>, school: &Unit, year: i32, chance: &mut Chance) -> web::Result<(Person, Held)> {
    let name = names::next(chance);
    let date = u32::try_from(chance.between(1, 28)).unwrap_or(1);
    let card = NewPerson {
        name: Name { last: name.last, first: name.first, middle: name.middle },
        birth_date: Some(day(year - 23, 3, date)),
        pedagogical_since: Some(day(year, 9, 1)),
        ..NewPerson::default()
    };
    let work = NewEmployment {
        post: "teacher".to_owned(),
        post_title: String::new(),
        subjects: vec![(*chance.one_of(&["mathematics", "physics", "music"])).to_owned()],
        rate: 100,
        teaching_hours: None,
        is_main: true,
        started_on: day(year, 9, 1),
        is_start_told: true,
        ground: String::new(),
    };
    let person = actions::add(cx, school, &card, &work)?;
    let works = people::store::at_work(cx.conn(), person.id, day(2025, 9, 1))?;
    let one = works.first().ok_or(web::Error::NotFound)?;
    Ok((person, (one.id, one.version)))
}

fn leave(cx: &mut Cx<Write>, person: &Person, work: Held, last: NaiveDate) -> web::Result<()> {
    actions::employing::dismiss(cx, person, work, last, "по собственному желанию")?;
    Ok(())
}

/// The studies of adaptation, in January: of those who came this year.
pub(super) fn study(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let (on, mut chance) = (day(2026, 1, 20), Chance::of(seed, 59));
    if !stage.has_come(on) {
        return Ok(());
    }
    for (place, (_, municipality)) in tree.municipalities.iter().enumerate() {
        if place % STUDIED < 2 {
            stage.act(ORDERED, None, |cx| ordered(cx, municipality))?;
            stage.act(on, None, |cx| studied(cx, municipality, on, &mut chance))?;
        }
    }
    Ok(())
}

/// The order on the monitoring of adaptation (приложение 7, ожидаемый результат 2): whoever studied had adopted one.
fn ordered(cx: &mut Cx<Write>, municipality: &Unit) -> web::Result<()> {
    let title = "Порядок муниципального мониторинга адаптации молодых педагогов";
    let paper = Paper {
        issuer: municipality.name.clone(),
        heading: "ПРИКАЗ".to_owned(),
        requisites: String::new(),
        title: format!("Об утверждении: {title}"),
        text: vec![
            "1. Изучать адаптацию молодых педагогов ежегодно в январе по анкете муниципальной методической службы.".to_owned(),
            "2. Школам сообщать результаты службе до 1 февраля, службе – подготовить анализ до 1 марта.".to_owned(),
        ],
        signature: "Руководитель органа управления образованием".to_owned(),
    };
    let bytes = paper.pdf();
    let file = NewFile {
        sha256: hash(&bytes),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        media_type: "application/pdf".to_owned(),
        name: format!("{title}.pdf"),
    };
    cx.house().vault.put(&file.sha256, bytes)?;
    let new = NewDocument {
        kind: "adaptation_monitoring_act".to_owned(),
        title: title.to_owned(),
        number: String::new(),
        signed_on: ORDERED,
        issuer: municipality.name.clone(),
        valid_to: None,
        topic: String::new(),
        file: Some(file),
        link: None,
    };
    documents::actions::register_by_journal(cx, municipality, new).map(drop)
}

fn studied(cx: &mut Cx<Write>, municipality: &Unit, on: NaiveDate, chance: &mut Chance) -> web::Result<()> {
    let may = cx.operator::<StudyAdaptation>()?;
    let rules = units::rules_at(cx, &municipality.path)?;
    let begins = day(2025, 9, 1);
    let youths = people::young::moved(cx.conn(), &municipality.path, &rules, (begins, begins))?;
    let is_new = |one: &&Youth| {
        one.came_new().is_some_and(|came| came >= begins) && one.place(&municipality.path, on).is_some()
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

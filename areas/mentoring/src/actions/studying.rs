//! A study of adaptation: the level it told of a young teacher on a day (приложение 6, 2.3; дорожная карта, п. 23).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use people::PersonId;
use serde_json::Value;
use web::{Cx, Error, FieldFault, Result, Write};

use super::rules_at;
use crate::StudyAdaptation;
use crate::model::{AdaptationResult, ResultId};
use crate::store::young;

/// What is typed of a study.
#[derive(Debug, Clone)]
pub struct Studied {
    /// Its day.
    pub on: NaiveDate,
    /// The level, of the pack.
    pub level: String,
    /// What was studied, by what paper; may be empty.
    pub note: String,
}

/// Keeps the result; one of the same day is corrected, the same once more changes nothing.
pub fn study(
    cx: &mut Cx<Write>,
    may: &Granted<StudyAdaptation>,
    person: PersonId,
    studied: &Studied,
) -> Result<()> {
    let card = people::store::find(cx.conn(), may.ranges(), person)?.ok_or(Error::NotFound)?;
    let (rules, today) = (rules_at(cx, &card.unit_path)?, cx.today_at(&card.unit_path)?);
    if rules.mentoring.adaptation(&studied.level).is_none() {
        return Err(Error::field("level", "Выберите уровень из\u{a0}списка."));
    }
    if studied.on > today {
        return Err(Error::field("studied_on", "Этот день ещё не\u{a0}наступил."));
    }
    cx.tx().lock("people", person.0)?;
    let works = people::store::at_work(cx.conn(), person, studied.on)?;
    let Some(work) = works.into_iter().find(|one| may.ranges().holds(&one.unit_path)) else {
        let said = "В\u{a0}этот день педагог у\u{a0}вас не\u{a0}работал(а).".to_owned();
        let days = super::employed::of_people(cx, card.unit_id, &[person.0], studied.on)?;
        let told = days.map_or(said.clone(), |days| format!("{said} {days}"));
        return Err(Error::field("studied_on", told));
    };
    let now = cx.now();
    match young::result_on(cx.conn(), person, studied.on)? {
        Some(known) if known.level == studied.level && known.note == studied.note => return Ok(()),
        Some(known) => young::change_result(cx.tx(), known.id, (&studied.level, &studied.note), now)?,
        None => {
            let new = AdaptationResult {
                id: ResultId(cx.id()),
                unit_id: work.unit_id,
                unit_path: work.unit_path.clone(),
                person_id: person,
                studied_on: studied.on,
                level: studied.level.clone(),
                note: studied.note.clone(),
                created_by: cx.person().map(|person| person.account.0),
                created_at: now,
                updated_at: now,
                version: 1,
            };
            young::add_result(cx.tx(), &new)?;
        }
    }
    let what = ("mentoring", "person", person.0);
    cx.journal(Action::Changed, what, &work.unit_path, "Записан результат изучения адаптации", Value::Null)
}

/// The same of many: a row that is refused is told at its cell and the others are kept. How many were kept, and what was wrong.
pub fn study_many(
    cx: &mut Cx<Write>,
    may: &Granted<StudyAdaptation>,
    all: &[(PersonId, Studied)],
) -> Result<(usize, Vec<FieldFault>)> {
    let (mut kept, mut wrong) = (0, Vec::new());
    for (person, studied) in all {
        match study(cx, may, *person, studied) {
            Ok(()) => kept += 1,
            // A row is refused before anything of it is written.
            Err(Error::Invalid(faults)) => {
                let field = format!("level-{person}");
                wrong.extend(
                    faults.into_iter().map(|fault| FieldFault { field: field.clone(), text: fault.text }),
                );
            }
            Err(Error::NotFound) => wrong.push(FieldFault {
                field: format!("level-{person}"),
                text: "Этот педагог у\u{a0}вас больше не\u{a0}работает: обновите страницу.".to_owned(),
            }),
            Err(error) => return Err(error),
        }
    }
    Ok((kept, wrong))
}

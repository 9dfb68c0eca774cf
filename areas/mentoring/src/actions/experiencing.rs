//! A positive experience of mentoring: the deputy registers it on the results of a pair, generalises it, passes it on (п. 8.2).

use access::{Granted, Level};
use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use serde_json::Value;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::ordering::Whole;
use super::{locked, rules_at};
use crate::access::ReadExperience;
use crate::model::{Experience, ExperienceId, MentorId, PairId, State};
use crate::rules::{ExperienceState, Passed, Refusal, experience_day};
use crate::store::experience::Reach;
use crate::{KeepMentoring, store};

/// What an experience says.
#[derive(Debug, Clone)]
pub struct Said {
    /// What it is.
    pub title: String,
    /// Of which subject; empty: of none.
    pub subject: String,
    /// Which deficit it fills.
    pub deficit: String,
    /// On which results of the pair it rests.
    pub ground: String,
}

/// A step of an experience.
#[derive(Debug, Clone)]
pub enum Onward {
    /// What others may do is written down.
    Generalise(String),
    /// It is passed on.
    Pass(Passed),
}

/// What the person may read.
pub(crate) fn reach<M: Mode>(cx: &mut Cx<M>, may: &Granted<ReadExperience>) -> Result<Reach> {
    let (mut own, mut wide) = (Vec::new(), Vec::new());
    for scope in may.scopes() {
        if scope.level != Level::Organisation {
            wide.push(scope.path.clone());
            continue;
        }
        own.push(scope.path.clone());
        let above = units::store::way(cx.conn(), &scope.path)?;
        wide.extend(above.into_iter().find(|unit| unit.level() == Level::Municipality).map(|unit| unit.path));
    }
    let kept = cx.house().policy.check::<KeepMentoring>(cx.person());
    let kept = kept.map_or_else(|_| Ranges::under([]), |may| may.ranges().clone());
    let under = |paths: &[String]| Ranges::under(paths.iter().map(String::as_str));
    Ok(Reach { kept, own: under(&own), wide: under(&wide) })
}

/// Registers an experience of a mentor of the pair.
pub fn register(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, part): (PairId, Option<MentorId>),
    (day, said): (NaiveDate, &Said),
) -> Result<ExperienceId> {
    let pair = locked(cx, may, id)?;
    let Some(begun) = pair.order_on.filter(|_| matches!(pair.state(), State::Active | State::Ended)) else {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    };
    let whole = Whole::of(cx, pair)?;
    let pair = &whole.pair;
    let mentor = whole.mentors.iter().find(|(one, _)| Some(one.id) == part && one.from_on.is_some());
    let Some((mentor, _)) = mentor else {
        return Err(Error::field("mentor", "Выберите, чей это опыт: наставник пары."));
    };
    let known = store::experience::of_pair(cx.conn(), id)?;
    // A second click: the same experience of the same mentor.
    if let Some(same) =
        known.iter().find(|one| one.person_id == mentor.person_id && one.title == said.title.trim())
    {
        return Ok(same.id);
    }
    let today = cx.today_at(&pair.unit_path)?;
    if let Some(text) = experience_day(day, (begun, "издан приказ о\u{a0}наставничестве"), today)
    {
        return Err(Error::field("registered_on", text));
    }
    let said = checked(cx, &pair.unit_path, said)?;
    let now = cx.now();
    let row = Experience {
        id: ExperienceId(cx.id()),
        unit_id: pair.unit_id,
        unit_path: pair.unit_path.clone(),
        mentorship_id: id,
        person_id: mentor.person_id,
        title: said.title,
        subject: said.subject,
        deficit: said.deficit,
        ground: said.ground,
        registered_on: day,
        generalised_on: None,
        text: String::new(),
        passed_on: None,
        passed_to: String::new(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    store::experience::add(cx.tx(), &row)?;
    journal(cx, &row, Action::Created, "зарегистрирован")?;
    Ok(row.id)
}

/// Everything that must be said, each at its field; the subject is one of the rules in force.
fn checked(cx: &mut Cx<Write>, path: &str, said: &Said) -> Result<Said> {
    let rules = rules_at(cx, path)?;
    let trimmed = |text: &str| text.trim().to_owned();
    let said = Said {
        title: trimmed(&said.title),
        subject: trimmed(&said.subject),
        deficit: trimmed(&said.deficit),
        ground: trimmed(&said.ground),
    };
    let asked = [
        ("title", &said.title, "Назовите опыт: что делали в\u{a0}паре."),
        ("deficit", &said.deficit, "Напишите, какой дефицит восполняет."),
        ("ground", &said.ground, "Напишите, на\u{a0}каких результатах пары держится."),
    ];
    let mut faults: Vec<FieldFault> = asked
        .into_iter()
        .filter(|(_, value, _)| value.is_empty())
        .map(|(field, _, text)| FieldFault { field: field.to_owned(), text: text.to_owned() })
        .collect();
    if !said.subject.is_empty() && rules.subject(&said.subject).is_none() {
        let text = "Выберите предмет из\u{a0}списка.".to_owned();
        faults.push(FieldFault { field: "subject".to_owned(), text });
    }
    if faults.is_empty() { Ok(said) } else { Err(Error::Invalid(faults)) }
}

/// The experience behind its lock, as it was seen; of another version: somebody was first.
fn kept(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, version): (ExperienceId, i64),
) -> Result<Experience> {
    let known = store::experience::reread(cx.conn(), id)?;
    known.filter(|one| may.ranges().holds(&one.unit_path)).ok_or(Error::NotFound)?;
    cx.tx().lock("mentoring_experiences", id.0)?;
    let one = store::experience::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if one.version == version {
        return Ok(one);
    }
    let text = format!(
        "Пока вы писали, опыт изменили: теперь он {}. Сверьте и\u{a0}отправьте ещё раз.",
        one.state().title()
    );
    Err(Error::Conflict(text))
}

/// Corrects what an experience says, until it is passed on: what others read does not change under their eyes.
pub fn correct(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    seen: (ExperienceId, i64),
    said: &Said,
) -> Result<()> {
    let mut one = kept(cx, may, seen)?;
    if one.state() == ExperienceState::Passed {
        return Err(Error::field(
            "title",
            "Опыт уже передан: его читают другие, и\u{a0}он не\u{a0}меняется.",
        ));
    }
    let said = checked(cx, &one.unit_path, said)?;
    (one.title, one.subject, one.deficit, one.ground) = (said.title, said.subject, said.deficit, said.ground);
    changed(cx, one, "исправлен")
}

/// Generalises an experience, or passes it on – to the council first, to the municipal service then or at once.
pub fn onward(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    seen: (ExperienceId, i64),
    (day, step): (NaiveDate, &Onward),
) -> Result<()> {
    let mut one = kept(cx, may, seen)?;
    let today = cx.today_at(&one.unit_path)?;
    let fault = |field: &str, text: &str| Err(Error::field(field, text));
    match step {
        Onward::Generalise(text) => {
            if one.state() != ExperienceState::Registered {
                return fault("text", "Опыт уже обобщён.");
            }
            if text.trim().is_empty() {
                return fault("text", "Напишите, что могут сделать другие: приёмы, порядок, условия.");
            }
            let before = (one.registered_on, "опыт зарегистрирован");
            if let Some(text) = experience_day(day, before, today) {
                return fault("generalised_on", &text);
            }
            text.trim().clone_into(&mut one.text);
            one.generalised_on = Some(day);
            changed(cx, one, &format!("обобщён {}", russian::date(day)))
        }
        Onward::Pass(whom) => {
            let Some(before) = one.generalised_on else {
                return fault("passed_to", "Сначала обобщите опыт: передают то, что могут повторить другие.");
            };
            match Passed::of(&one.passed_to) {
                Some(Passed::Service) => return fault("passed_to", "Опыт уже у\u{a0}муниципальной службы."),
                Some(Passed::Council) if *whom == Passed::Council => {
                    return fault("passed_to", "Опыт уже у\u{a0}методического совета.");
                }
                _ => {}
            }
            let before = one
                .passed_on
                .map_or((before, "опыт обобщён"), |last| (last, "опыт передан совету"));
            if let Some(text) = experience_day(day, before, today) {
                return fault("passed_on", &text);
            }
            one.passed_on = Some(day);
            whom.code().clone_into(&mut one.passed_to);
            changed(cx, one, &format!("передан {} {}", whom.whom(), russian::date(day)))
        }
    }
}

fn changed(cx: &mut Cx<Write>, mut one: Experience, what: &str) -> Result<()> {
    one.version += 1;
    one.updated_at = cx.now();
    store::experience::change(cx.tx(), &one)?;
    journal(cx, &one, Action::Changed, what)
}

fn journal(cx: &mut Cx<Write>, one: &Experience, action: Action, what: &str) -> Result<()> {
    let line = format!("Опыт наставничества {what}");
    cx.journal(action, ("mentoring", "experience", one.id.0), &one.unit_path, &line, Value::Null)
}

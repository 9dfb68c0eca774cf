//! What follows something that was accepted round a pair: a line of the plan, a visit, the help of another worker – with the
//! text carried over and the way back kept.

use std::collections::BTreeMap;

use access::SignedIn;
use chrono::NaiveDate;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::around::reached;
use super::matters::{self, NewMatter};
use super::planning::{self, NewLine};
use super::responding;
use super::rules_at;
use super::visiting::{self, NewVisit};
use crate::model::around::{Followed, MatterId, MatterRow};
use crate::model::{Pair, PairId, State};
use crate::rules::{Eye, Matter, Onward, Refusal, onward};
use crate::store;

/// What is to follow.
#[derive(Debug, Clone)]
pub struct NewStep {
    /// `line`, `help`, or the kind of a visit, of the pack's journal.
    pub step: String,
    /// The text.
    pub text: String,
    /// By which day, or on which.
    pub day: NaiveDate,
}

/// Does it. The same again is the second click.
pub fn step(
    cx: &mut Cx<Write>,
    _may: &access::Granted<SignedIn>,
    (id, matter): (PairId, MatterId),
    new: &NewStep,
) -> Result<()> {
    let (pair, eye) = reached(cx, id)?;
    let row = store::around::find_matter(cx.conn(), id, matter)?.ok_or(Error::NotFound)?;
    let kind = Matter::of(&row.matter).ok_or(Error::NotFound)?;
    let is_own = row.raised_by.is_some() && row.raised_by == cx.person().map(|person| person.account.0);
    let allowed = onward(kind, &row.decision, eye);
    if allowed.is_empty() || !kind.is_seen(eye, is_own) {
        return Err(Error::NotFound);
    }
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    }
    let step = Onward::of(&new.step).unwrap_or(Onward::Visit);
    if !allowed.contains(&step) {
        return Err(Error::field("step", "Выберите, что дальше, из\u{a0}списка."));
    }
    let subject = match step {
        Onward::Line => line(cx, (&pair, &row), new)?,
        Onward::Visit => visit(cx, (&pair, eye), new)?,
        Onward::Help => help(cx, (&pair, &row), new)?,
    };
    keep(cx, (&pair, matter), (step, subject))
}

/// Keeps the way from the matter to what followed, once.
fn keep(cx: &mut Cx<Write>, (pair, matter): (&Pair, MatterId), (step, subject): (Onward, i64)) -> Result<()> {
    let known = store::around::followed_by(cx.conn(), pair.id)?;
    if known.iter().any(|one| one.matter_id == matter && one.subject_id == subject) {
        return Ok(());
    }
    let followed = Followed {
        id: cx.id(),
        mentorship_id: pair.id,
        matter_id: matter,
        step: step.code().to_owned(),
        subject_id: subject,
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::around::add_followed(cx.tx(), &followed).map_err(Error::from)
}

/// For a command: the proposal of this subject is accepted, and a line of the plan follows it.
pub fn enter_accepted(
    cx: &mut Cx<Write>,
    pair: &Pair,
    subject: &str,
    (words, day): (&str, NaiveDate),
) -> Result<()> {
    let all = store::around::matters_of(cx.conn(), pair.id)?;
    let is_it = |one: &MatterRow| one.matter == Matter::Idea.code() && one.subject == subject;
    let row = all.into_iter().find(is_it).ok_or(Error::NotFound)?;
    responding::enter_answer(cx, pair, row.clone(), ("accepted", words))?;
    let new = NewStep { step: Onward::Line.code().to_owned(), text: row.subject.clone(), day };
    let line = line(cx, (pair, &row), &new)?;
    keep(cx, (pair, row.id), (Onward::Line, line))
}

fn line(cx: &mut Cx<Write>, (pair, row): (&Pair, &MatterRow), new: &NewStep) -> Result<i64> {
    let line = NewLine {
        title: new.text.clone(),
        due_on: new.day,
        evidence: short(&row.body),
        ..NewLine::default()
    };
    planning::enter_line(cx, pair, &line)
        .map_err(|error| renamed(error, &[("title", "text"), ("due_on", "day")]))?;
    let all = store::tasks_of(cx.conn(), pair.id)?;
    let is_it = |one: &&crate::model::Task| one.title == new.text.trim() && one.due_on == new.day;
    all.iter().find(is_it).map(|one| one.id.0).ok_or(Error::NotFound)
}

fn visit(cx: &mut Cx<Write>, (pair, eye): (&Pair, Eye), new: &NewStep) -> Result<i64> {
    let visit = NewVisit {
        work: new.step.clone(),
        planned_on: new.day,
        host: String::new(),
        lesson: new.text.trim().to_owned(),
    };
    let names = [("visit", "step"), ("planned_on", "day"), ("host", "step"), ("lesson", "text")];
    visiting::check(cx, (pair, eye), &visit).map_err(|error| renamed(error, &names))?;
    visiting::enter(cx, pair, &visit).map(|id| id.0)
}

/// Agreed at once: whoever begins it is the one who agrees.
fn help(cx: &mut Cx<Write>, (pair, row): (&Pair, &MatterRow), new: &NewStep) -> Result<i64> {
    let today = cx.today_at(&pair.unit_path)?;
    let asked = NewMatter {
        matter: Matter::Help,
        variety: String::new(),
        subject: new.text.clone(),
        body: if row.body.is_empty() { row.subject.clone() } else { row.body.clone() },
        on_day: today,
        due_on: None,
        consent: (None, String::new()),
    };
    matters::enter(cx, pair, &asked).map_err(|error| renamed(error, &[("subject", "text")]))?;
    let all = store::around::matters_of(cx.conn(), pair.id)?;
    let is_it = |one: &MatterRow| {
        one.matter == Matter::Help.code() && one.subject == new.text.trim() && one.on_day == today
    };
    let help = all.into_iter().find(is_it).ok_or(Error::NotFound)?;
    let id = help.id.0;
    match help.decision.as_str() {
        "agreed" => {}
        "" => responding::enter_answer(cx, pair, help, ("agreed", "По\u{a0}принятому предложению"))?,
        _ => {
            let text = "Сегодня эту помощь уже отклонили: напишите, что изменилось.";
            return Err(Error::field("text", text));
        }
    }
    Ok(id)
}

/// As much of a text as a line of the plan holds.
fn short(text: &str) -> String {
    text.chars().take(300).collect()
}

/// Faults at the fields of this form.
fn renamed(error: Error, names: &[(&str, &str)]) -> Error {
    let Error::Invalid(mut faults) = error else { return error };
    for fault in &mut faults {
        if let Some((_, own)) = names.iter().find(|(theirs, _)| *theirs == fault.field) {
            (*own).clone_into(&mut fault.field);
        }
    }
    Error::Invalid(faults)
}

/// Ways there and back between matters and what followed them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ways {
    /// From a matter: word, address.
    pub on: BTreeMap<i64, Vec<(String, String)>>,
    /// From what followed: word, address.
    pub back: BTreeMap<i64, (String, String)>,
}

impl Ways {
    /// Of a pair, as far as whoever looks sees the matters.
    pub fn of<M: Mode>(cx: &mut Cx<M>, pair: &Pair, eye: Eye) -> Result<Self> {
        let followed = store::around::followed_by(cx.conn(), pair.id)?;
        let mut ways = Self::default();
        if followed.is_empty() {
            return Ok(ways);
        }
        let account = cx.person().map(|person| person.account.0);
        let all = store::around::matters_of(cx.conn(), pair.id)?;
        let url = pair.url();
        for one in followed {
            let Some(row) = all.iter().find(|row| row.id == one.matter_id) else { continue };
            let is_own = row.raised_by.is_some() && row.raised_by == account;
            if !Matter::of(&row.matter).is_some_and(|kind| kind.is_seen(eye, is_own)) {
                continue;
            }
            let (word, to) = match Onward::of(&one.step) {
                Some(Onward::Line) => ("внесено в\u{a0}план", format!("{url}/plan#r-{}", one.subject_id)),
                Some(Onward::Visit) => {
                    ("запланировано посещение", format!("{url}/around#r-{}", one.subject_id))
                }
                _ => ("привлечён другой работник", format!("{url}/around#r-{}", one.subject_id)),
            };
            ways.on.entry(row.id.0).or_default().push((format!("Дальше: {word}"), to));
            let from = format!("Из предложения {}: {}", russian::date(row.on_day), row.subject);
            ways.back.insert(one.subject_id, (from, format!("{url}/around#r-{}", row.id)));
        }
        Ok(ways)
    }
}

/// The day a step is offered for: a month ahead, not past the term.
pub(crate) fn usual_day<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<NaiveDate> {
    let today = cx.today_at(&pair.unit_path)?;
    let rules = rules_at(cx, &pair.unit_path)?;
    let month = today.checked_add_days(chrono::Days::new(30)).unwrap_or(today);
    let day = rules.calendar.next_working(month);
    Ok(pair.ends_on.map_or(day, |last| day.min(last.max(today))))
}

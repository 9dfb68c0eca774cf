//! What a pair does: lines of its journal, its plan. Written by the pair itself and by who keeps mentoring in the school.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use chrono_tz::Tz;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::{Side, employed, everywhere, rules_at, side, told};
use crate::model::{Edit, Pair, PairId, State, Task, TaskId, Work, WorkId};
use crate::rules::half::HALVES;
use crate::rules::{Half, Refusal, may_correct, may_write};
use crate::{KeepMentoring, WorkInPair, store};

/// What is written into the journal.
#[derive(Debug, Clone)]
pub struct NewWork {
    /// Kind, of the pack.
    pub work: String,
    /// The day.
    pub held_on: NaiveDate,
    /// The topic: the lesson, the question.
    pub topic: String,
    /// What came of it.
    pub outcome: String,
}

/// What is planned.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What is to be done.
    pub title: String,
    /// By which day.
    pub due_on: NaiveDate,
}

/// Whether the person keeps the pairs of the unit at the path.
pub(crate) fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    cx.house().policy.check::<KeepMentoring>(cx.person()).is_ok_and(|may| may.ranges().holds(path))
}

/// The pair, locked and at work, if the person is of it or keeps it.
pub(crate) fn own(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
) -> Result<(Pair, Option<Side>)> {
    let known = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let side = side(cx, &known)?;
    if side.is_none() && !keeps(cx, &known.unit_path) {
        return Err(Error::NotFound);
    }
    cx.tx().lock("mentorships", id.0)?;
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    }
    if side == Some(Side::Mentee) && !keeps(cx, &pair.unit_path) && super::has_left(cx, &pair)? {
        return Err(Refusal::Left(pair.url()).into());
    }
    Ok((pair, side))
}

/// Writes a line into the journal. The same line again is the second click.
pub fn write(cx: &mut Cx<Write>, may: &Granted<WorkInPair>, id: PairId, new: &NewWork) -> Result<()> {
    let (pair, _) = own(cx, may, id)?;
    held_by_own(cx, &pair, new)?;
    employed_then(cx, &pair, new)?;
    enter(cx, id, new)
}

/// Refuses a line that tells an act somebody else holds.
fn held_by_own(cx: &Cx<Write>, pair: &Pair, new: &NewWork) -> Result<()> {
    if may_write(&new.work, keeps(cx, &pair.unit_path)) {
        return Ok(());
    }
    let text = "Эту запись делает тот, кто проводит: заместитель директора, директор или совет. Выберите свою работу в\u{a0}паре.";
    Err(Error::field("work", text))
}

/// Nobody of a pair does anything before hiring or after dismissal; a line wrong in other ways is told of these first.
fn employed_then(cx: &mut Cx<Write>, pair: &Pair, new: &NewWork) -> Result<()> {
    checked(cx, pair, new)?;
    employed::refused("held_on", employed::of_pair(cx, pair, new.held_on)?)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, id: PairId, new: &NewWork) -> Result<()> {
    let pair = store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let title = checked(cx, &pair, new)?;
    let row = Work {
        id: WorkId(cx.id()),
        mentorship_id: id,
        work: new.work.clone(),
        held_on: new.held_on,
        topic: new.topic.trim().to_owned(),
        outcome: new.outcome.trim().to_owned(),
        written_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    let same = |one: &Work| {
        (&one.work, one.held_on, &one.topic, &one.outcome)
            == (&row.work, row.held_on, &row.topic, &row.outcome)
    };
    if store::works_of(cx.conn(), id)?.iter().any(same) {
        return Ok(());
    }
    store::add_work(cx.tx(), &row)?;
    told(
        cx,
        &pair,
        Action::Created,
        &format!("Запись в\u{a0}журнале: {title}, {}", russian::date(new.held_on)),
    )
}

/// Why nothing of the pair's can have happened on a day: there is no order yet, or the term is over (п. 3.2). Between the order and
/// the first day of the term the mentor helps already: the first weeks of work are those that ask for it.
fn outside(pair: &Pair, day: NaiveDate) -> Option<String> {
    let earlier = pair.order_on.filter(|order| day < *order);
    let earlier = earlier
        .map(|order| format!("Раньше приказа ({}): наставничества ещё не\u{a0}было.", russian::date(order)));
    let later = || {
        let last = pair.ends_on.filter(|last| *last < day)?;
        Some(format!(
            "Срок наставничества кончился {}: запишите то, что было до\u{a0}этого дня.",
            russian::date(last)
        ))
    };
    earlier.or_else(later)
}

/// What kind of work it is, if nothing is wrong with the line.
fn checked(cx: &mut Cx<Write>, pair: &Pair, new: &NewWork) -> Result<String> {
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    let known = rules.mentoring.work(&new.work);
    if known.is_none() {
        fault("work", "Выберите, что сделано, из\u{a0}списка.".to_owned());
    }
    if new.held_on > today {
        fault("held_on", "Этот день ещё не\u{a0}наступил: записывают то, что было.".to_owned());
    }
    if let Some(text) = outside(pair, new.held_on) {
        fault("held_on", text);
    }
    if new.topic.trim().is_empty() {
        fault("topic", "Напишите тему: какой урок, какой вопрос.".to_owned());
    }
    faults.extend(super::matters::help_fault(cx, pair, new)?);
    if faults.is_empty() {
        Ok(known.map(|work| work.title.clone()).unwrap_or_default())
    } else {
        Err(Error::Invalid(faults))
    }
}

/// Halves of the pair with an approved report of a side: what they count stands.
pub(crate) fn approved<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Vec<Half>> {
    let reports = store::reports_of(cx.conn(), &[pair.id.0])?;
    let done = reports.iter().filter(|one| one.state == "approved");
    Ok(done.filter_map(|one| Half::read(&one.half)).collect())
}

/// Whether the person who asks may correct the line.
pub(crate) fn is_correctable<M: Mode>(
    cx: &Cx<M>,
    line: &Work,
    (zone, today): (Tz, NaiveDate),
    approved: &[Half],
) -> bool {
    let account = cx.person().map(|person| person.account.0);
    let is_author = account.is_some() && line.written_by == account;
    let written_on = line.created_at.utc().with_timezone(&zone).date_naive();
    may_correct(is_author, (written_on, line.held_on), today, approved)
}

/// Corrects a line of the journal: its author, the same day or until a report that counts it is approved. How it stood stays.
pub fn correct(
    cx: &mut Cx<Write>,
    may: &Granted<WorkInPair>,
    (id, line): (PairId, WorkId),
    new: &NewWork,
) -> Result<()> {
    let (pair, _) = own(cx, may, id)?;
    let known = store::find_work(cx.conn(), id, line)?.ok_or(Error::NotFound)?;
    let (zone, today) = (cx.zone_at(&pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let approved = approved(cx, &pair)?;
    if !is_correctable(cx, &known, (zone, today), &approved) {
        return Err(Refusal::Fixed(pair.url()).into());
    }
    if new.work != known.work {
        held_by_own(cx, &pair, new)?;
    }
    let title = checked(cx, &pair, new)?;
    employed_then(cx, &pair, new)?;
    if new.held_on != known.held_on && approved.iter().any(|half| half.holds(new.held_on)) {
        return Err(Error::field(
            "held_on",
            "Отчёт за\u{a0}это время уже утверждён: день в\u{a0}него не\u{a0}переносят.",
        ));
    }
    let after = Work {
        work: new.work.clone(),
        held_on: new.held_on,
        topic: new.topic.trim().to_owned(),
        outcome: new.outcome.trim().to_owned(),
        ..known.clone()
    };
    let told_of = |one: &Work| (one.work.clone(), one.held_on, one.topic.clone(), one.outcome.clone());
    if told_of(&after) == told_of(&known) {
        return Ok(());
    }
    let before = Edit {
        id: cx.id(),
        work_id: known.id,
        work: known.work,
        held_on: known.held_on,
        topic: known.topic,
        outcome: known.outcome,
        edited_by: cx.person().map(|person| person.account.0),
        edited_at: cx.now(),
    };
    store::correct_work(cx.tx(), &before, &after)?;
    let day = russian::date(new.held_on);
    told(cx, &pair, Action::Changed, &format!("Исправлена запись в\u{a0}журнале: {title}, {day}"))
}

/// Plans something.
pub fn plan(cx: &mut Cx<Write>, may: &Granted<WorkInPair>, id: PairId, new: &NewTask) -> Result<()> {
    let (pair, _) = own(cx, may, id)?;
    if let Some(text) = due_fault(&pair, new.due_on) {
        return Err(Error::field("due_on", text));
    }
    let title = new.title.trim();
    if title.is_empty() {
        return Err(Error::field("title", "Напишите, что будет сделано."));
    }
    let known = store::tasks_of(cx.conn(), id)?;
    if known.iter().any(|one| one.title == title && one.due_on == new.due_on) {
        return Ok(());
    }
    let task = row(cx, id, title, new.due_on);
    store::add_task(cx.tx(), &task)?;
    told(
        cx,
        &pair,
        Action::Created,
        &format!("В\u{a0}план добавлено дело на\u{a0}{}", russian::date(new.due_on)),
    )
}

pub(super) fn due_fault(pair: &Pair, due_on: NaiveDate) -> Option<String> {
    let (from, to) = (pair.order_on?, pair.ends_on?);
    if from <= due_on && due_on <= to {
        return None;
    }
    let starts = pair.starts_on.unwrap_or(from);
    let early = if from < starts {
        format!("; дела можно ставить со\u{a0}дня приказа, {}", russian::date(from))
    } else {
        String::new()
    };
    Some(format!(
        "Срок наставничества – с\u{a0}{} по\u{a0}{}{early}.",
        russian::date(starts),
        russian::date(to)
    ))
}

pub(super) fn row(cx: &mut Cx<Write>, pair: PairId, title: &str, due_on: NaiveDate) -> Task {
    let now = cx.now();
    Task {
        id: TaskId(cx.id()),
        mentorship_id: pair,
        title: title.to_owned(),
        due_on,
        done_on: None,
        proof: String::new(),
        created_at: now,
        updated_at: now,
    }
}

/// Fills an empty plan with the tasks of the kind of mentor (п. 2.3), due on the last day of the first half of the term.
pub fn template(cx: &mut Cx<Write>, may: &Granted<WorkInPair>, id: PairId) -> Result<usize> {
    let (pair, _) = own(cx, may, id)?;
    let rules = rules_at(cx, &pair.unit_path)?;
    let tasks = rules.mentoring.kind(&pair.kind).map(|kind| kind.tasks.clone()).unwrap_or_default();
    let known = store::tasks_of(cx.conn(), id)?;
    let (Some(from), Some(to)) = (pair.starts_on, pair.ends_on) else {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    };
    let due = Half::at(from, HALVES).next().due().min(to);
    let mut added = 0;
    for title in tasks.iter().filter(|title| !known.iter().any(|one| one.title == **title)) {
        let task = row(cx, id, title, due);
        store::add_task(cx.tx(), &task)?;
        added += 1;
    }
    if added > 0 {
        told(cx, &pair, Action::Created, &format!("В\u{a0}план внесены задачи наставника: {added}"))?;
    }
    Ok(added)
}

/// Marks a line of the plan as done.
pub fn done(
    cx: &mut Cx<Write>,
    may: &Granted<WorkInPair>,
    (id, task): (PairId, TaskId),
    (day, proof): (NaiveDate, &str),
) -> Result<()> {
    let (pair, _) = own(cx, may, id)?;
    let known = store::find_task(cx.conn(), id, task)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&pair.unit_path)?;
    if day > today || pair.order_on.is_some_and(|order| day < order) {
        return Err(Error::field("done_on", "День – от\u{a0}приказа до\u{a0}сегодня."));
    }
    if known.done_on.is_some() {
        // The second click; somebody else's word is shown.
        let is_same = known.done_on == Some(day) && known.proof == proof.trim();
        return if is_same { Ok(()) } else { Err(Refusal::Changed(super::seen(cx, &pair)?).into()) };
    }
    employed::refused("done_on", employed::of_mentee(cx, &pair, day)?)?;
    let now = cx.now();
    store::do_task(cx.tx(), task, (day, proof.trim()), now)?;
    told(cx, &pair, Action::Changed, &format!("Дело из\u{a0}плана выполнено {}", russian::date(day)))
}

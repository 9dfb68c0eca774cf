//! Visits to lessons: planned, held with a response, called off; a visit held is a line of the journal (пп. 4.5, 8.2).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::around::reached;
use super::working::NewWork;
use super::{employed, rules_at, told};
use crate::model::around::{Visit, VisitId};
use crate::model::{Pair, PairId, State};
use crate::rules::{Eye, Refusal};
use crate::{WorkInPair, store};

/// The visits a pair plans; the deputy's own is the last.
const VISITS: [&str; 4] = ["mentor_visit", "mentee_visit", "peer_visit", DEPUTY];
/// The visit of the deputy.
const DEPUTY: &str = "deputy_visit";
/// The visit to an experienced teacher of the school.
const PEER: &str = "peer_visit";

/// A visit to be planned.
#[derive(Debug, Clone)]
pub struct NewVisit {
    /// Which, of the pack's journal.
    pub work: String,
    /// The day.
    pub planned_on: NaiveDate,
    /// Whose lesson, of an experienced teacher.
    pub host: String,
    /// Class, subject, topic.
    pub lesson: String,
}

/// How a visit was held.
#[derive(Debug, Clone)]
pub struct Held {
    /// The day.
    pub held_on: NaiveDate,
    /// Kind of analysis, of the pack; may be empty.
    pub analysis: String,
    /// What was seen, what was advised.
    pub response: String,
}

/// The visits this person may plan.
pub fn offered(rules: &Effective, eye: Eye) -> Vec<(String, String)> {
    let may =
        |id: &&&str| if **id == DEPUTY { eye.keeps } else { eye.keeps || eye.is_mentor || eye.is_mentee };
    let known = VISITS.iter().filter(may).filter_map(|id| rules.mentoring.work(id));
    known.map(|work| (work.id.clone(), work.title.clone())).collect()
}

fn own(cx: &mut Cx<Write>, id: PairId) -> Result<(Pair, Eye)> {
    let (pair, eye) = reached(cx, id)?;
    if !(eye.is_mentor || eye.is_mentee || eye.keeps) {
        return Err(Error::NotFound);
    }
    if pair.state() == State::Active {
        Ok((pair, eye))
    } else {
        Err(Refusal::NotActive(super::seen(cx, &pair)?).into())
    }
}

/// Plans a visit. The same again is the second click.
pub fn plan(cx: &mut Cx<Write>, _may: &Granted<WorkInPair>, id: PairId, new: &NewVisit) -> Result<()> {
    let (pair, eye) = own(cx, id)?;
    check(cx, (&pair, eye), new)?;
    enter(cx, &pair, new).map(|_| ())
}

/// Everything that speaks against a visit.
pub(crate) fn check(cx: &mut Cx<Write>, (pair, eye): (&Pair, Eye), new: &NewVisit) -> Result<()> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if !offered(&rules, eye).iter().any(|(code, _)| *code == new.work) {
        fault("visit", "Выберите, чей урок и\u{a0}кто посещает.".to_owned());
    }
    if let Some(text) = super::working::due_fault(pair, new.planned_on) {
        fault("planned_on", text);
    }
    if new.work == PEER && new.host.trim().is_empty() {
        fault("host", "Назовите опытного педагога, на\u{a0}чей урок идёте.".to_owned());
    }
    if new.lesson.trim().is_empty() {
        fault("lesson", "Напишите класс, предмет или тему урока.".to_owned());
    }
    if !faults.iter().any(|fault| fault.field == "planned_on") {
        faults.extend(employed::at("planned_on", employed::of_pair(cx, pair, new.planned_on)?));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, pair: &Pair, new: &NewVisit) -> Result<VisitId> {
    let known = store::around::visits_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let is_same = |one: &&Visit| {
        one.work == new.work
            && one.planned_on == new.planned_on
            && one.lesson == new.lesson.trim()
            && one.off_on.is_none()
    };
    if let Some(same) = known.iter().find(is_same) {
        return Ok(same.id);
    }
    let now = cx.now();
    let row = Visit {
        id: VisitId(cx.id()),
        mentorship_id: pair.id,
        work: new.work.clone(),
        planned_on: new.planned_on,
        host: new.host.trim().to_owned(),
        lesson: new.lesson.trim().to_owned(),
        held_on: None,
        analysis: String::new(),
        response: String::new(),
        off_on: None,
        planned_by: cx.person().map(|person| person.account.0),
        held_by: None,
        created_at: now,
        updated_at: now,
    };
    store::around::add_visit(cx.tx(), &row)?;
    let (day, today) = (russian::date(new.planned_on), cx.today_at(&pair.unit_path)?);
    let text = if new.planned_on < today {
        format!("Внесено посещение занятия {day}")
    } else {
        format!("Запланировано посещение занятия на\u{a0}{day}")
    };
    told(cx, pair, Action::Created, &text)?;
    Ok(row.id)
}

fn visit_of(cx: &mut Cx<Write>, (id, visit): (PairId, VisitId), eye: Eye) -> Result<Visit> {
    let found = store::around::find_visit(cx.conn(), id, visit)?.ok_or(Error::NotFound)?;
    if found.work == DEPUTY && !eye.keeps { Err(Error::NotFound) } else { Ok(found) }
}

/// The visit was held: its day, the kind of analysis, the response.
pub fn hold(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    (id, visit): (PairId, VisitId),
    held: &Held,
) -> Result<()> {
    let (pair, eye) = own(cx, id)?;
    let known = visit_of(cx, (id, visit), eye)?;
    if known.held_on.is_some() {
        let is_same = known.held_on == Some(held.held_on) && known.response == held.response.trim();
        let who = super::who(cx, known.held_by)?;
        let text = format!("Отзыв об\u{a0}этом посещении уже записал(а) {who}. Обновите страницу.");
        return if is_same { Ok(()) } else { Err(Error::field("response", text)) };
    }
    if known.off_on.is_some() {
        return Err(Error::field("held_on", "Это посещение отменено: запланируйте новое."));
    }
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    if held.held_on > today || pair.order_on.is_some_and(|order| held.held_on < order) {
        fault("held_on", "День посещения – от\u{a0}приказа до\u{a0}сегодня.");
    }
    if held.response.trim().is_empty() {
        fault("response", "Напишите отзыв: что увидели, что советуете.");
    }
    if faults.is_empty() {
        faults.extend(employed::at("held_on", employed::of_pair(cx, &pair, held.held_on)?));
    }
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    let analysis = rules.mentoring.word(&held.analysis).filter(|word| word.list == "analysis");
    if !held.analysis.is_empty() && analysis.is_none() {
        fault("analysis", "Выберите вид анализа из\u{a0}списка.");
    }
    if faults.is_empty() { enter_held(cx, &pair, known, held) } else { Err(Error::Invalid(faults)) }
}

/// The same for a command: whoever may was asked already.
pub fn enter_held(cx: &mut Cx<Write>, pair: &Pair, mut visit: Visit, held: &Held) -> Result<()> {
    visit.held_on = Some(held.held_on);
    held.analysis.clone_into(&mut visit.analysis);
    held.response.trim().clone_into(&mut visit.response);
    visit.held_by = cx.person().map(|person| person.account.0);
    visit.updated_at = cx.now();
    store::around::change_visit(cx.tx(), &visit)?;
    let topic = if visit.host.is_empty() {
        visit.lesson.clone()
    } else {
        format!("{} ({})", visit.lesson, visit.host)
    };
    let line = NewWork { work: visit.work, held_on: held.held_on, topic, outcome: visit.response };
    super::working::enter(cx, pair.id, &line)
}

/// A visit by its id, for a command.
pub fn find(cx: &mut Cx<Write>, id: PairId, visit: VisitId) -> Result<Option<Visit>> {
    Ok(store::around::find_visit(cx.conn(), id, visit)?)
}

/// The visit is called off.
pub fn call_off(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    (id, visit): (PairId, VisitId),
) -> Result<()> {
    let (pair, eye) = own(cx, id)?;
    let mut known = visit_of(cx, (id, visit), eye)?;
    if known.off_on.is_some() {
        return Ok(());
    }
    if known.held_on.is_some() {
        return Err(Error::field("held_on", "Посещение уже состоялось: его не\u{a0}отменяют."));
    }
    known.off_on = Some(cx.today_at(&pair.unit_path)?);
    known.updated_at = cx.now();
    store::around::change_visit(cx.tx(), &known)?;
    told(cx, &pair, Action::Changed, "Посещение занятия отменено")
}

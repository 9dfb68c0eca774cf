//! The word on a representation: agreed – and passed on where a higher level decides –, returned, refused with a reason; what
//! came of it above the region.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, FieldFault, Result, Write, russian};

use super::{not_oneself, ordering, rules_at, stored, told, unchanged};
use crate::DecideIncentives;
use crate::model::{Representation, RepresentationId, State};
use crate::rules::{Next, Refusal, level_title, next, speaks};

/// The word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// Agreed: decided, or passed on.
    Agreed,
    /// Back to who made it.
    Returned,
    /// No.
    Refused,
}

impl Word {
    /// All of them, as the form offers them.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::Returned, Self::Refused];

    /// The code sent.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Returned => "returned",
            Self::Refused => "refused",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.code() == code)
    }
}

/// What is said, on which day, in which words.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// The word.
    pub word: Word,
    /// The day.
    pub day: NaiveDate,
    /// A reason; of an agreement nothing, or a remark.
    pub note: &'a str,
}

/// Whether the right holds at the level that is waited for.
pub(crate) fn may_speak(may: &Granted<DecideIncentives>, one: &Representation) -> bool {
    may.scopes().iter().any(|scope| speaks((scope.level, &scope.path), &one.at_level, &one.unit_path))
}

/// Says the word of the level that is waited for.
pub fn decide(
    cx: &mut Cx<Write>,
    may: &Granted<DecideIncentives>,
    known: (RepresentationId, i64),
    said: &Said<'_>,
) -> Result<()> {
    let mut one = waiting(cx, may, known)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let kind = rules.incentives.award(&one.kind);
    let decided_at = kind.map_or_else(|| one.at_level.clone(), |kind| kind.level.clone());
    faults(cx, &one, said)?;
    let text = moved(&mut one, said, &decided_at);
    stored(cx, &mut one)?;
    told(cx, &one, Action::Moved, &text)
}

/// The representation after the word, and the step in words.
fn moved(one: &mut Representation, said: &Said<'_>, decided_at: &str) -> String {
    let (day, note) = (russian::date(said.day), said.note.trim());
    let who = level_title(&one.at_level);
    let mut ended = |state: State, text: &str| {
        state.code().clone_into(&mut one.state);
        one.decided_on = (state != State::Returned).then_some(said.day);
        note.clone_into(&mut one.decided_note);
        format!("{text} {day}: {who}")
    };
    match said.word {
        Word::Returned => ended(State::Returned, "Возвращено на\u{a0}доработку"),
        Word::Refused => ended(State::Refused, "Отказано"),
        Word::Agreed => {
            if let Some(Next::Passed(level)) = next(&one.at_level, decided_at) {
                level.clone_into(&mut one.at_level);
                one.waits_since = said.day;
                format!("Поддержано {day}: {who}. Теперь решает {}", level_title(level))
            } else {
                ended(State::Approved, "Решено поощрить")
            }
        }
    }
}

/// The representation, if it waits and the right is that of the level it waits for.
fn waiting(
    cx: &mut Cx<Write>,
    may: &Granted<DecideIncentives>,
    known: (RepresentationId, i64),
) -> Result<Representation> {
    let one = unchanged(cx, may, known)?;
    if one.state() != State::Proposed {
        return Err(Refusal::NotWaiting(one.url()).into());
    }
    if !may_speak(may, &one) {
        return Err(Refusal::NotYours(one.at_level.clone(), one.url()).into());
    }
    not_oneself(cx, one.person_id)?;
    Ok(one)
}

fn faults(cx: &mut Cx<Write>, one: &Representation, said: &Said<'_>) -> Result<()> {
    let mut wrong = days(cx, one, said.day)?;
    let lacks = said.note.trim().is_empty();
    if said.word != Word::Agreed && lacks {
        wrong.push(fault("note", "Напишите причину: её увидит тот, кто представил."));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
}

fn days(cx: &mut Cx<Write>, one: &Representation, day: NaiveDate) -> Result<Vec<FieldFault>> {
    let today = cx.today_at(&one.unit_path)?;
    let mut wrong = Vec::new();
    if day > today {
        wrong.push(fault("day", "Этот день ещё не\u{a0}наступил."));
    }
    if day < one.waits_since {
        let came = russian::date(one.waits_since);
        wrong.push(fault("day", &format!("Не\u{a0}раньше, чем представление поступило: {came}.")));
    }
    Ok(wrong)
}

fn fault(field: &str, text: &str) -> FieldFault {
    FieldFault { field: field.to_owned(), text: text.to_owned() }
}

/// Enters an award given by an act made elsewhere: above the region.
pub fn enter(
    cx: &mut Cx<Write>,
    may: &Granted<DecideIncentives>,
    known: (RepresentationId, i64),
    (day, act): (NaiveDate, &str),
) -> Result<()> {
    let mut one = unchanged(cx, may, known)?;
    let is_due = match one.state() {
        // What a place of the system gives, it gives by an order of its own.
        State::Approved | State::Proposed => one.at_level == "federal",
        _ => false,
    };
    if !is_due {
        return Err(Refusal::NotWaiting(one.url()).into());
    }
    if !may_speak(may, &one) {
        return Err(Refusal::NotYours(one.at_level.clone(), one.url()).into());
    }
    not_oneself(cx, one.person_id)?;
    let mut wrong = days(cx, &one, day)?;
    if act.trim().is_empty() {
        wrong.push(fault("act", "Назовите акт: чей, номер, день."));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    act.trim().clone_into(&mut one.act_note);
    ordering::given(cx, &mut one, (day, act.trim()), "")?;
    told(cx, &one, Action::Moved, &format!("Поощрение внесено: {}", act.trim()))
}

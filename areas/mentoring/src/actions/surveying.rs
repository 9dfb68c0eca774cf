//! Questionnaires of the mentee by the goals of mentoring, at the start and at the end (п. 2.1).

use access::Granted;
use audit::Action;
use web::{Cx, Error, FieldFault, Result, Write};

use super::around::reached;
use super::{rules_at, told};
use crate::model::around::{Survey, SurveyMark};
use crate::model::{Pair, PairId, State};
use crate::rules::BEST;
use crate::{WorkInPair, store};

/// The stages: code, title.
pub const STAGES: [(&str, &str); 2] = [("start", "в\u{a0}начале"), ("end", "в\u{a0}конце")];
/// The last months of a term in which the final questionnaire is filled.
const LAST_MONTHS: u32 = 3;

/// Whether the stage may be filled now: the final one near the end of the term, or after it.
pub fn is_time(pair: &Pair, stage: &str, today: chrono::NaiveDate) -> bool {
    match (stage, pair.state()) {
        ("start", State::Active) | ("end", State::Ended) => true,
        ("end", State::Active) => {
            let from =
                pair.ends_on.and_then(|last| last.checked_sub_months(chrono::Months::new(LAST_MONTHS)));
            from.is_some_and(|from| from <= today)
        }
        _ => false,
    }
}

/// Fills a questionnaire in: the mentee alone answers for the own feelings.
pub fn fill(
    cx: &mut Cx<Write>,
    _may: &Granted<WorkInPair>,
    id: PairId,
    (stage, marks): (&str, &[(String, Option<i64>)]),
) -> Result<()> {
    let (pair, eye) = reached(cx, id)?;
    if !eye.is_mentee {
        return Err(Error::NotFound);
    }
    let today = cx.today_at(&pair.unit_path)?;
    if !STAGES.iter().any(|(code, _)| *code == stage) || !is_time(&pair, stage, today) {
        return Err(Error::field(
            "stage",
            "Эту анкету сейчас не\u{a0}заполняют: итоговую – за\u{a0}три месяца до\u{a0}конца срока и\u{a0}после него.",
        ));
    }
    enter(cx, &pair, (stage, marks))
}

/// The same for a command: whoever may was asked already.
pub fn enter(
    cx: &mut Cx<Write>,
    pair: &Pair,
    (stage, marks): (&str, &[(String, Option<i64>)]),
) -> Result<()> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let mut faults = Vec::new();
    for word in rules.mentoring.words_of("question") {
        let mark = marks.iter().find(|(id, _)| *id == word.id).and_then(|(_, mark)| *mark);
        if mark.is_none_or(|mark| !(1..=BEST).contains(&mark)) {
            let text = format!("Ответьте: «{}».", word.title);
            faults.push(FieldFault { field: word.id.clone(), text });
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    if store::around::surveys_of(cx.conn(), pair.id)?.iter().any(|(one, _)| one.stage == stage) {
        return Ok(());
    }
    let row = Survey {
        id: cx.id(),
        mentorship_id: pair.id,
        stage: stage.to_owned(),
        filled_on: cx.today_at(&pair.unit_path)?,
        filled_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::around::add_survey(cx.tx(), &row)?;
    for (question, mark) in marks.iter().filter_map(|(id, mark)| Some((id, (*mark)?))) {
        if rules.mentoring.word(question).is_some_and(|word| word.list == "question") {
            let new = SurveyMark { id: cx.id(), survey_id: row.id, question: question.clone(), mark };
            store::around::add_mark(cx.tx(), &new)?;
        }
    }
    told(cx, pair, Action::Created, "Заполнена анкета наставляемого")
}

//! The analysis of a lesson in the journal: of which kind, which class, which subject, what is advised (п. 4.5).

use access::Granted;
use audit::Action;
use packs::Effective;
use serde_json::Value;
use web::{Cx, Error, FieldFault, Mode, Result, Write};

use super::working::{self, NewWork};
use super::{everywhere, in_history, rules_at};
use crate::model::{Analysis, Pair, PairId, Work, WorkId};
use crate::{WorkInPair, store};

/// The line of a journal that is an analysis.
pub(crate) const ANALYSIS: &str = "lesson_analysis";

/// What an analysis tells beside its line: topic and findings stand in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAnalysis {
    /// Kind, of the pack.
    pub kind: String,
    /// The class.
    pub class: String,
    /// The subject.
    pub subject: String,
    /// What is advised.
    pub advice: String,
}

/// What is not told of an analysis. Kinds are asked where the rules name them.
fn unsaid(rules: &Effective, new: &NewAnalysis) -> Vec<FieldFault> {
    let known = rules.mentoring.words_of("analysis").any(|word| word.id == new.kind);
    let has_kinds = rules.mentoring.words_of("analysis").next().is_some();
    let asked = [
        ("kind", known || !has_kinds && new.kind.is_empty(), "Выберите вид анализа урока."),
        ("class", !new.class.trim().is_empty(), "Укажите класс."),
        ("subject", !new.subject.trim().is_empty(), "Укажите предмет."),
    ];
    let fault = |field: &str, text: &str| FieldFault { field: field.to_owned(), text: text.to_owned() };
    asked.into_iter().filter(|(_, is_said, _)| !is_said).map(|(field, _, text)| fault(field, text)).collect()
}

/// The pair, and what its rules miss in an analysis of a line.
fn checked<M: Mode>(cx: &mut Cx<M>, id: PairId, new: &NewWork, analysis: &NewAnalysis) -> Result<Pair> {
    let pair = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &pair.unit_path)?;
    let faults = if new.work == ANALYSIS { unsaid(&rules, analysis) } else { Vec::new() };
    if faults.is_empty() { Ok(pair) } else { Err(Error::Invalid(faults)) }
}

/// Writes a line into the journal, an analysis with what it tells.
pub fn write(
    cx: &mut Cx<Write>,
    may: &Granted<WorkInPair>,
    id: PairId,
    (new, analysis): (&NewWork, &NewAnalysis),
) -> Result<()> {
    let before = checked(cx, id, new, analysis);
    if new.work != ANALYSIS {
        return before.and_then(|_| working::write(cx, may, id, new));
    }
    before?;
    working::write(cx, may, id, new)?;
    let is_it = |one: &&Work| {
        one.work == new.work
            && one.held_on == new.held_on
            && one.topic == new.topic.trim()
            && one.outcome == new.outcome.trim()
    };
    let all = store::works_of(cx.conn(), id)?;
    let line = all.iter().find(is_it).map(|one| one.id).ok_or(Error::NotFound)?;
    let row = row(cx, line, analysis);
    match store::analyses::of_work(cx.conn(), line)? {
        None => Ok(store::analyses::add(cx.tx(), &row)?),
        Some(known) if told_of(&known) == told_of(&row) => Ok(()),
        Some(_) => Err(Error::field(
            "topic",
            "Анализ этого урока в\u{a0}журнале уже есть: исправьте ту запись или напишите, чем этот урок отличается.",
        )),
    }
}

/// Corrects a line; how the analysis stood is told in the history.
pub fn correct(
    cx: &mut Cx<Write>,
    may: &Granted<WorkInPair>,
    (id, line): (PairId, WorkId),
    (new, analysis): (&NewWork, &NewAnalysis),
) -> Result<()> {
    let pair = checked(cx, id, new, analysis)?;
    working::correct(cx, may, (id, line), new)?;
    let known = store::analyses::of_work(cx.conn(), line)?;
    let is_one = new.work == ANALYSIS;
    let row = row(cx, line, analysis);
    match known {
        None if is_one => Ok(store::analyses::add(cx.tx(), &row)?),
        Some(known) if is_one && told_of(&known) == told_of(&row) => Ok(()),
        None => Ok(()),
        Some(known) => {
            if is_one {
                store::analyses::change(cx.tx(), &row)?;
            } else {
                store::analyses::drop_of(cx.tx(), line)?;
            }
            let rules = rules_at(cx, &pair.unit_path)?;
            let was = in_words(&rules, &known);
            // What was said of a lesson stays with the pair: the journal of the installation tells only that it was changed.
            in_history(cx, &pair, &format!("Исправлен анализ урока; было: {was}"))?;
            let line = "Наставничество: исправлен анализ урока";
            cx.journal(
                Action::Changed,
                ("mentoring", "mentorship", pair.id.0),
                &pair.unit_path,
                line,
                Value::Null,
            )
        }
    }
}

fn told_of(one: &Analysis) -> (&str, &str, &str, &str) {
    (&one.kind, &one.class, &one.subject, &one.advice)
}

/// «дидактический анализ; 5 «А», математика»
pub(crate) fn in_words(rules: &Effective, one: &Analysis) -> String {
    let kind = rules.mentoring.word(&one.kind).map_or("", |word| word.title.as_str());
    let about = [kind.to_owned(), format!("{}, {}", one.class, one.subject), one.advice.clone()];
    about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

fn row(cx: &Cx<Write>, line: WorkId, new: &NewAnalysis) -> Analysis {
    let now = cx.now();
    Analysis {
        work_id: line,
        kind: new.kind.clone(),
        class: new.class.trim().to_owned(),
        subject: new.subject.trim().to_owned(),
        advice: new.advice.trim().to_owned(),
        created_at: now,
        updated_at: now,
    }
}

//! Results of procedures from a file: compared first, kept only as they were shown; what somebody changed meanwhile is shown again.

use std::collections::HashMap;

use access::Granted;
use audit::Action;
use serde::{Deserialize, Serialize};
use serde_json::json;
use units::UnitId;
use web::{Cx, Error, Mode, Result, Write};

use crate::model::ProcedureResult;
use crate::procedures::Line;
use crate::{ImportProcedures, store};

/// A result that would be new or other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The result of the file.
    pub line: Line,
    /// The row it stands in.
    pub number: u32,
    /// What is kept now: id, version, and participants, mean, passed, quality as texts.
    pub now: Option<(i64, i64, [String; 4])>,
}

/// The figures of a line as texts: participants, mean, passed, quality.
pub fn figures(line: &Line) -> [String; 4] {
    [line.participants.to_string(), line.mean.clone(), line.passed.clone(), line.quality.clone()]
}

fn kept(one: &ProcedureResult) -> [String; 4] {
    [one.participants.to_string(), one.mean.clone(), one.passed.clone(), one.quality.clone()]
}

/// What would change; lines that are kept already are no difference.
pub fn compared<M: Mode>(cx: &mut Cx<M>, lines: Vec<(u32, Line)>) -> Result<Vec<Difference>> {
    let mut units: Vec<i64> = lines.iter().map(|(_, line)| line.unit).collect();
    units.sort_unstable();
    units.dedup();
    let known = store::procedures::of_units(cx.conn(), &units)?;
    let key = |one: &ProcedureResult| {
        (one.unit_id.0, one.kind.clone(), one.period.clone(), one.subject_key.clone(), one.grade)
    };
    let known: HashMap<_, &ProcedureResult> = known.iter().map(|one| (key(one), one)).collect();
    let difference = |(number, line): (u32, Line)| {
        let now = known.get(&line.key()).map(|one| (one.id, one.version, kept(one)));
        let is_same = now.as_ref().is_some_and(|(_, _, now)| *now == figures(&line));
        (!is_same).then_some(Difference { line, number, now })
    };
    Ok(lines.into_iter().filter_map(difference).collect())
}

/// Keeps the differences that are still as they were shown; the others come back.
pub fn accept(
    cx: &mut Cx<Write>,
    may: &Granted<ImportProcedures>,
    differences: &[Difference],
) -> Result<(usize, Vec<Difference>)> {
    let ids: Vec<i64> = differences.iter().map(|one| one.line.unit).collect();
    let paths: HashMap<i64, String> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit.path)).collect();
    let (mut done, mut left, mut told) = (0, Vec::new(), Vec::new());
    for one in differences {
        let path = paths.get(&one.line.unit).ok_or(Error::NotFound)?;
        may.within(path)?;
        if keep(cx, one, path)? {
            done += 1;
            told.push(json!({
                "unit": one.line.unit.to_string(), "kind": one.line.kind, "period": one.line.period,
                "subject": one.line.subject, "grade": one.line.grade,
                "was": one.now.as_ref().map(|(_, _, was)| was), "is": figures(&one.line),
            }));
        } else {
            left.push(one.clone());
        }
    }
    for some in told.chunks(200) {
        let place = may.scopes().first().map_or("/", |scope| scope.path.as_str()).to_owned();
        let unit = may.scopes().first().map_or(0, |scope| scope.unit);
        let what = ("reports", "procedures", unit);
        cx.journal(Action::Changed, what, &place, "Загружены результаты оценочных процедур", json!(some))?;
    }
    Ok((done, left))
}

fn keep(cx: &mut Cx<Write>, one: &Difference, path: &str) -> Result<bool> {
    let (account, now) = (cx.person().map(|person| person.account.0), cx.now());
    let line = &one.line;
    if let Some((id, version, _)) = &one.now {
        let figures = [line.mean.as_str(), &line.passed, &line.quality];
        let row = (*id, *version);
        return Ok(store::procedures::change(cx.tx(), row, line.participants, figures, (account, now))?);
    }
    let new = ProcedureResult {
        id: cx.id(),
        unit_id: UnitId(line.unit),
        unit_path: path.to_owned(),
        kind: line.kind.clone(),
        period: line.period.clone(),
        subject: line.subject.clone(),
        subject_key: db::fold(&line.subject),
        grade: line.grade,
        participants: line.participants,
        mean: line.mean.clone(),
        passed: line.passed.clone(),
        quality: line.quality.clone(),
        created_at: now,
        updated_at: now,
        updated_by: account,
        version: 1,
    };
    match cx.tx().attempt(|tx| store::procedures::add(tx, &new)) {
        Ok(()) => Ok(true),
        Err(db::Error::Unique(_)) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

//! `…/answers/{no}`: what an object answered, and the same answer written by a program. Two never overwrite each
//! other silently: the version of `If-Match` belongs to the answer (decision 10).

use access::Granted;
use chrono::{DateTime, Utc};
use packs::{Criterion, Indicator};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Paged, Problem};
use web::{Cx, Read, Reply, Result, Write};

use super::filled;
use super::sheets::{SheetOut, asked};
use crate::access::{FillSheet, SeeSheets};
use crate::actions::fill::{self, Edit, Saved};
use crate::model::{AnswerRow, EvidenceRow, read};
use crate::rules::{Answer, Explanation, ObjectResult, shown};
use crate::worksheet::Worksheet;

/// An indicator of a sheet with its answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SheetAnswer)]
pub(super) struct AnswerOut {
    /// The indicator's number.
    no: String,
    /// Its criterion's number.
    criterion: String,
    /// Its title.
    title: String,
    /// Name of its rule: `presence`, `share` …
    rule: String,
    /// What the object declared; null when nothing was.
    answer: Option<Answer>,
    /// `person` or `fact`; null when nothing was declared.
    origin: Option<String>,
    /// The verifier's own value, official when given.
    accepted: Option<Answer>,
    /// `accepted` or `rejected`; null when nothing was said.
    ruling: Option<String>,
    /// Why it was rejected, or a word with the acceptance.
    ruling_reason: Option<String>,
    /// What to mend, from the last return.
    remark: Option<String>,
    /// Documents that prove it.
    evidence: Vec<EvidenceOut>,
    /// Points as they stand now; null when it is not scored.
    score: Option<String>,
    /// Most points this object could have.
    max: String,
    /// `scored`, `absent`, `rejected`, `no_answer`, `not_scored`.
    state: String,
    /// Why so many points.
    why: String,
    /// What would earn the lost ones.
    earns: Option<String>,
    /// When the answer was last changed.
    updated_at: Option<DateTime<Utc>>,
    /// Its version; 0 while there is no answer.
    version: i64,
}

/// A document shown as evidence.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Evidence)]
pub(super) struct EvidenceOut {
    /// The document's id; null where the token does not reach it.
    pub document: Option<String>,
    /// Its line: «Приказ № 5 от 02.09.2025».
    pub title: String,
}

impl From<&EvidenceRow> for EvidenceOut {
    fn from(link: &EvidenceRow) -> Self {
        Self { document: Some(link.document_id.to_string()), title: link.title.clone() }
    }
}

impl AnswerOut {
    fn of(work: &Worksheet, result: &ObjectResult, criterion: &Criterion, indicator: &Indicator) -> Self {
        let row = work.answers.get(&indicator.no);
        let scored = result.indicator(&indicator.no);
        let explained = scored.map(|scored| Explanation::of(indicator, scored));
        let text = |of: fn(&AnswerRow) -> &str| row.and_then(|row| filled(of(row)));
        let answer = row.and_then(AnswerRow::declared);
        Self {
            no: indicator.no.clone(),
            criterion: criterion.no.clone(),
            title: indicator.title.clone(),
            rule: indicator.scoring.name().to_owned(),
            origin: answer.as_ref().and_then(|_| text(|row| &row.origin)),
            answer,
            accepted: row.and_then(|row| read(&row.accepted)),
            ruling: text(|row| &row.ruling),
            ruling_reason: text(|row| &row.ruling_reason),
            remark: text(|row| &row.remark),
            evidence: work.links(&indicator.no).iter().map(EvidenceOut::from).collect(),
            score: scored.and_then(|scored| scored.score).map(shown),
            max: scored.map(|scored| shown(scored.max)).unwrap_or_default(),
            state: scored.map(|scored| scored.state.code().to_owned()).unwrap_or_default(),
            why: explained.as_ref().map(|said| said.why.clone()).unwrap_or_default(),
            earns: explained.and_then(|said| said.earns),
            updated_at: row.map(|row| row.updated_at.utc()),
            version: row.map_or(0, |row| row.version),
        }
    }

    fn of_number(work: &Worksheet, no: &str) -> Result<Self> {
        let mut all = work.template.indicators();
        let (criterion, indicator) = all.find(|(_, one)| one.no == no).ok_or(web::Error::NotFound)?;
        Ok(Self::of(work, &work.result(), criterion, indicator))
    }
}

/// `GET /api/v1/sheets/{sheet}/answers`
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let paging = cx.request().paging()?;
    let work = asked(cx, &may)?;
    let (page, next) = paging.slice(work.template.indicators().collect())?;
    let result = work.result();
    let answer = |(criterion, indicator)| AnswerOut::of(&work, &result, criterion, indicator);
    Reply::json(&Paged { items: page.into_iter().map(answer).collect(), next })
}

/// `GET /api/v1/sheets/{sheet}/answers/{no}`
pub(super) fn one(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let no: String = cx.request().arg("no")?;
    let answer = AnswerOut::of_number(&asked(cx, &may)?, &no)?;
    Ok(Reply::json(&answer)?.tagged(answer.version))
}

/// What came of writing an answer: itself with its new version and points, and the sheet's totals.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedAnswer)]
pub(super) struct SavedOut {
    /// The answer as it is kept.
    answer: AnswerOut,
    /// The sheet with its totals.
    sheet: SheetOut,
}

/// Somebody else changed the answer meanwhile: theirs stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnswerConflict)]
pub(super) struct ConflictOut {
    #[serde(flatten)]
    problem: Problem,
    /// What was sent.
    mine: Answer,
    /// What is kept; null when there is no answer.
    theirs: Option<Answer>,
    /// The version that is kept: send it as `If-Match` to overwrite.
    version: i64,
    /// Who changed it.
    changed_by: Option<String>,
    /// When.
    changed_at: Option<DateTime<Utc>>,
}

/// `PUT /api/v1/sheets/{sheet}/answers/{no}`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let (no, request) = (cx.request().arg::<String>("no")?, cx.request_handle());
    let before = asked(cx, &may)?;
    before.indicator(&no)?;
    let (version, answer) = (request.if_match()?, request.json::<Answer>()?);
    // A version of an answer that is not there yet was never given out.
    if version != 0 && !before.answers.contains_key(&no) {
        return conflict(cx, answer, None);
    }
    let edit = Edit { answer, version, is_fact: false };
    if let Saved::Conflict(theirs) = fill::save(cx, &may, before.sheet.id, &no, &edit)? {
        return conflict(cx, edit.answer, Some(&theirs));
    }
    let work = Worksheet::of_person(cx, &may, before.sheet.id)?;
    let answer = AnswerOut::of_number(&work, &no)?;
    let version = answer.version;
    Ok(Reply::json(&SavedOut { answer, sheet: SheetOut::of(&work) })?.tagged(version))
}

fn conflict(cx: &mut Cx<Write>, mine: Answer, theirs: Option<&AnswerRow>) -> Result<Reply> {
    let by: Vec<i64> = theirs.and_then(|row| row.updated_by).into_iter().collect();
    let changed_by = access::store::short_names(cx.conn(), &by)?.into_values().next();
    let detail = "Ответ уже изменён: сохранено значение из\u{a0}«theirs», ваше – нет. Чтобы заменить его, повторите с\u{a0}If-Match из\u{a0}«version».";
    let found = ConflictOut {
        problem: Problem::of(409, detail),
        mine,
        theirs: theirs.and_then(AnswerRow::declared),
        version: theirs.map_or(0, |row| row.version),
        changed_by,
        changed_at: theirs.map(|row| row.updated_at.utc()),
    };
    Ok(Reply::json(&found)?.status(409).problem().tagged(found.version))
}

//! Objections: the preliminary result with what the object disagrees with, and the verifier's answers.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::access::{SeeSheets, SubmitSheet, VerifySheet};
use crate::actions::object as acts;
use crate::model::{AnswerRow, SheetId};
use crate::rules::{Explanation, Outcome, SheetState};
use crate::store::objections::{self, Objection};
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(path = "objections.html")]
struct ObjectionsPage {
    csrf: String,
    url: String,
    name: String,
    heading: String,
    total: String,
    term: String,
    may_object: bool,
    may_answer: bool,
    made: Vec<Made>,
    lost: Vec<Lost>,
    no: String,
    text: String,
    errors: Vec<(String, String)>,
}

impl ObjectionsPage {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }

    fn choices(&self) -> Vec<(String, String)> {
        self.lost.iter().map(|one| (one.no.clone(), format!("{} {}", one.no, one.title))).collect()
    }
}

/// An objection with its answer.
struct Made {
    id: String,
    no: String,
    title: String,
    text: String,
    who: String,
    outcome: String,
    tone: &'static str,
    answer: String,
    is_open: bool,
}

/// An indicator that may be objected to.
struct Lost {
    no: String,
    title: String,
    url: String,
    points: String,
    why: String,
}

/// `GET /monitoring/sheets/{sheet}/objections`.
pub(crate) fn list(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = Worksheet::of_person(cx, &may, id)?;
    if matches!(work.sheet.state(), SheetState::Empty | SheetState::Draft) {
        return Err(Error::NotFound);
    }
    let page = page(cx, &work)?;
    show(&work, &page)
}

fn show(work: &Worksheet, page: &ObjectionsPage) -> Result<Reply> {
    Page::titled(format!("Возражения – {}", work.sheet.name()))
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(page)
}

fn page<M: Mode>(cx: &mut Cx<M>, work: &Worksheet) -> Result<ObjectionsPage> {
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let today = cx.today_at(&work.sheet.unit_path)?;
    let all = objections::of_sheets(cx.conn(), &[work.sheet.id])?;
    let people: Vec<i64> = all.iter().flat_map(|one| [one.made_by, one.answered_by]).flatten().collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let signed = |id: Option<i64>, at| {
        let who = id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
        format!("{who}, {}", russian::moment(at, zone))
    };
    let made = |one: &Objection| Made {
        id: one.id.to_string(),
        title: work.template.indicator(&one.no).map(|found| found.title.clone()).unwrap_or_default(),
        no: one.no.clone(),
        text: one.text.clone(),
        who: signed(one.made_by, one.made_at),
        outcome: one.outcome().map_or("ждёт ответа", Outcome::title).to_owned(),
        tone: match one.outcome() {
            Some(Outcome::Upheld) => "ok",
            Some(Outcome::Declined) => "muted",
            None => "warn",
        },
        answer: match one.answered_at {
            Some(at) => format!("{} – {}", one.answer, signed(one.answered_by, at)),
            None => String::new(),
        },
        is_open: one.is_open(),
    };
    let (fills, verifies) = super::sheet::rights(cx, work);
    let state = work.sheet.state();
    let in_dispute = matches!(state, SheetState::Verified | SheetState::Objected | SheetState::Answered);
    let in_term = work.sheet.object_to.is_some_and(|until| today <= until);
    let result = work.result();
    let standing =
        if in_dispute { "Предварительный результат" } else { "Результат" };
    Ok(ObjectionsPage {
        csrf: cx.csrf().to_owned(),
        url: work.sheet.url(),
        name: work.sheet.name().to_owned(),
        heading: format!("{}, {}", work.campaign.title, russian::school_year(&work.campaign.period)),
        total: format!("{standing}: {} из {}", words::points(result.score), words::points(result.max)),
        term: match work.sheet.object_to {
            Some(until) if in_term => {
                format!("Возразить можно до {} включительно.", russian::date_long(until))
            }
            Some(until) => format!("Срок возражений истёк: {}", russian::date_long(until)),
            None => "Предварительного результата ещё нет.".to_owned(),
        },
        may_object: fills && in_dispute && in_term && work.must_be_under_way().is_ok(),
        may_answer: verifies && state == SheetState::Objected && work.must_be_under_way().is_ok(),
        made: all.iter().map(made).collect(),
        lost: lost(work),
        no: String::new(),
        text: String::new(),
        errors: Vec::new(),
    })
}

/// Indicators that did not get all their points, with the reason.
fn lost(work: &Worksheet) -> Vec<Lost> {
    let result = work.result();
    let line = |(_, indicator): (_, &packs::Indicator)| {
        let scored = result.indicator(&indicator.no)?;
        let score = scored.score.filter(|score| *score < scored.max)?;
        let row = work.answers.get(&indicator.no);
        let reason = row.map(|row: &AnswerRow| row.ruling_reason.clone()).unwrap_or_default();
        let why = Explanation::of(indicator, scored).why;
        Some(Lost {
            no: indicator.no.clone(),
            title: indicator.title.clone(),
            url: format!("{}/answers/{}", work.sheet.url(), indicator.no),
            points: format!("{} из {}", words::points(score), words::points(scored.max)),
            why: if reason.is_empty() || why.contains(&reason) { why } else { format!("{why} {reason}") },
        })
    };
    work.template.indicators().filter_map(line).collect()
}

/// `POST /monitoring/sheets/{sheet}/objections`: objects to one indicator; a fault keeps what was typed.
pub(crate) fn object(cx: &mut Cx<Write>, may: Granted<SubmitSheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let no = check.required("no", 20, "Выберите показатель, с баллом которого вы не согласны.");
    let text = check.required("text", 2_000, "Напишите, с чем вы не согласны и чем это подтверждается.");
    match check.done().and_then(|()| acts::object(cx, &may, id, no, text)) {
        Ok(()) => {
            cx.notice("Возражение отправлено: проверяющий ответит на него.");
            Ok(Reply::to(format!("/monitoring/sheets/{id}/objections")))
        }
        Err(Error::Invalid(faults)) => {
            let work = Worksheet::of_person(cx, &may, id)?;
            let mut page = page(cx, &work)?;
            no.clone_into(&mut page.no);
            request.form.text("text").clone_into(&mut page.text);
            page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
            Ok(show(&work, &page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /monitoring/sheets/{sheet}/objections/{objection}/answer`.
pub(crate) fn answer(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let objection: i64 = cx.request().arg("objection")?;
    super::queue::verified(cx, &may, id)?;
    let form = &cx.request().form;
    let outcome = Outcome::from_code(form.text("outcome"))
        .ok_or_else(|| Error::field("outcome", "Выберите решение: принять возражение или отклонить."))?;
    let text = words::reason(form)?;
    acts::answer(cx, &may, id, objection, outcome, &text)?;
    cx.notice("Ответ на возражение сохранён.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}/objections")))
}

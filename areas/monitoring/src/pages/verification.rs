//! Verification pages: a ruling on an answer, the return of a sheet with remarks, the end of verification.

use access::Granted;
use askama::Template;
use chrono::{Days, NaiveDate};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write};

use super::words;
use crate::access::VerifySheet;
use crate::actions::verify;
use crate::model::{AnswerRow, Ruling, SheetId};
use crate::refused::at_sheet;
use crate::rules::SheetState;
use crate::worksheet::Worksheet;

/// `POST /monitoring/sheets/{sheet}/answers/{no}/ruling`: accepted, or not for a reason.
pub(crate) fn rule(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    Worksheet::of_person(cx, &may, id)?.indicator(&no)?;
    let word = super::queue::word(cx)?;
    verify::rule(cx, &may, id, &no, &word)?;
    Ok(Reply::to(format!("/monitoring/sheets/{id}#row-{no}")))
}

#[derive(Template)]
#[template(path = "return.html")]
struct ReturnPage {
    csrf: String,
    url: String,
    unit: String,
    rows: Vec<ReturnRow>,
    reason: String,
    until: String,
    errors: Vec<(String, String)>,
}

struct ReturnRow {
    no: String,
    heading: String,
    said: String,
    is_marked: bool,
    remark: String,
}

/// `GET /monitoring/sheets/{sheet}/return`: which indicators to mend and why.
pub(crate) fn return_form(cx: &mut Cx<Read>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = Worksheet::of_person(cx, &may, id)?;
    work.sheet.state().step(SheetState::Returned).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let marked = |row: &AnswerRow| (row.ruling() == Ruling::Rejected).then(|| row.ruling_reason.clone());
    let rows = rows(&work, |no| work.answers.get(no).and_then(marked));
    let csrf = cx.csrf().to_owned();
    let until = mend_by(cx, &work)?.to_string();
    return_page(&work, csrf, rows, (String::new(), until), Vec::new())
}

fn rows(work: &Worksheet, mark: impl Fn(&str) -> Option<String>) -> Vec<ReturnRow> {
    let row = |(_, indicator): (_, &packs::Indicator)| {
        let remark = mark(&indicator.no);
        let declared = work.answers.get(&indicator.no).and_then(AnswerRow::declared);
        ReturnRow {
            no: indicator.no.clone(),
            heading: indicator.title.clone(),
            said: declared.as_ref().map_or_else(|| "нет ответа".to_owned(), words::answer),
            is_marked: remark.is_some(),
            remark: remark.unwrap_or_default(),
        }
    };
    let asked = work.template.indicators().filter(|(_, indicator)| words::input(indicator) != "none");
    asked.map(row).collect()
}

fn return_page(
    work: &Worksheet,
    csrf: String,
    rows: Vec<ReturnRow>,
    (reason, until): (String, String),
    errors: Vec<(String, String)>,
) -> Result<Reply> {
    let page = ReturnPage {
        csrf,
        url: work.sheet.url(),
        unit: work.sheet.name().to_owned(),
        rows,
        reason,
        until,
        errors,
    };
    Page::titled(format!("Вернуть таблицу – {}", work.sheet.unit_name))
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// The day a returned sheet is mended by, unless the verifier says another: the end of verification, five days at least.
fn mend_by<M: Mode>(cx: &mut Cx<M>, work: &Worksheet) -> Result<NaiveDate> {
    let today = cx.today_at(&work.sheet.unit_path)?;
    Ok(work.campaign.verify_to.max(today + Days::new(5)))
}

/// `POST /monitoring/sheets/{sheet}/return`: gives the sheet back; a refusal shows the form with everything typed.
pub(crate) fn give_back(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let request = cx.request_handle();
    let form = &request.form;
    // A remark marks its row by itself.
    let remarked = form.fields().iter().filter_map(|(name, text)| {
        let no = name.strip_prefix("remark-")?;
        (!text.trim().is_empty()).then_some(no)
    });
    let mut numbers: Vec<&str> = form.all("no").into_iter().chain(remarked).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let remarks: Vec<(String, String)> = numbers
        .into_iter()
        .map(|no| (no.to_owned(), form.text(&format!("remark-{no}")).to_owned()))
        .collect();
    let reason = form.text("reason");
    let mut check = form.check();
    let until = check.date("until");
    check.done()?;
    let until = if let Some(day) = until {
        day
    } else {
        let work = Worksheet::of_person(cx, &may, id)?;
        mend_by(cx, &work)?
    };
    match verify::give_back(cx, &may, id, &remarks, reason, until) {
        Ok(()) => {
            cx.notice("Таблица возвращена с замечаниями.");
            Ok(Reply::to(format!("/monitoring/sheets/{id}")))
        }
        Err(Error::Refused(refusal)) => {
            let work = Worksheet::of_person(cx, &may, id)?;
            let rows =
                rows(&work, |no| remarks.iter().find(|(named, _)| named == no).map(|(_, text)| text.clone()));
            let csrf = cx.csrf().to_owned();
            let errors = vec![("reason".to_owned(), refusal.to_string())];
            Ok(return_page(&work, csrf, rows, (reason.to_owned(), until.to_string()), errors)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /monitoring/sheets/{sheet}/acceptance`: accepts the rest and ends the verification.
pub(crate) fn accept(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    verify::accept(cx, &may, id)?;
    cx.notice("Проверка завершена: объект видит предварительный результат и может возразить.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}")))
}

/// `POST /monitoring/sheets/{sheet}/verification`: a verified sheet back into verification, for a reason.
pub(crate) fn resume(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let reason = words::reason(&cx.request().form)?;
    verify::resume(cx, &may, id, &reason)?;
    cx.notice("Таблица снова на проверке: решения можно изменить.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}")))
}

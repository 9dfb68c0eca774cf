//! Verification pages: a ruling on an answer, the return of a sheet with remarks, the end of verification.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Page, Read, Reply, Result, Write};

use super::words;
use crate::access::VerifySheet;
use crate::actions::verify::{self, Word};
use crate::model::{AnswerRow, Ruling, SheetId};
use crate::refused::at_sheet;
use crate::rules::SheetState;
use crate::worksheet::Worksheet;

/// `POST /monitoring/sheets/{sheet}/answers/{no}/ruling`: accepted, or not for a reason.
pub(crate) fn rule(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    Worksheet::read(cx.conn(), may.ranges(), id)?.indicator(&no)?;
    let form = &cx.request().form;
    let ruling = match form.text("ruling") {
        "accepted" => Ruling::Accepted,
        "rejected" => Ruling::Rejected,
        _ => {
            return Err(Error::field("ruling", "Выберите решение: принять или не принять."));
        }
    };
    let word = Word { ruling, reason: words::reason(form)? };
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
    let work = Worksheet::read(cx.conn(), may.ranges(), id)?;
    work.sheet.state().step(SheetState::Returned).map_err(|refusal| at_sheet(refusal, work.sheet.url()))?;
    let marked = |row: &AnswerRow| (row.ruling() == Ruling::Rejected).then(|| row.ruling_reason.clone());
    let rows = rows(&work, |no| work.answers.get(no).and_then(marked));
    let csrf = cx.csrf().to_owned();
    return_page(&work, csrf, rows, String::new(), Vec::new())
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
    reason: String,
    errors: Vec<(String, String)>,
) -> Result<Reply> {
    let page =
        ReturnPage { csrf, url: work.sheet.url(), unit: work.sheet.unit_name.clone(), rows, reason, errors };
    Page::titled(format!("Вернуть таблицу – {}", work.sheet.unit_name))
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(&page)
}

/// `POST /monitoring/sheets/{sheet}/return`: gives the sheet back; a refusal shows the form with everything typed.
pub(crate) fn give_back(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let request = cx.request_handle();
    let form = &request.form;
    let remarks: Vec<(String, String)> = form
        .all("no")
        .into_iter()
        .map(|no| (no.to_owned(), form.text(&format!("remark-{no}")).to_owned()))
        .collect();
    let reason = form.text("reason");
    match verify::give_back(cx, &may, id, &remarks, reason) {
        Ok(()) => {
            cx.notice("Таблица возвращена с замечаниями.");
            Ok(Reply::to(format!("/monitoring/sheets/{id}")))
        }
        Err(Error::Refused(refusal)) => {
            let work = Worksheet::read(cx.conn(), may.ranges(), id)?;
            let rows =
                rows(&work, |no| remarks.iter().find(|(named, _)| named == no).map(|(_, text)| text.clone()));
            let csrf = cx.csrf().to_owned();
            let errors = vec![("reason".to_owned(), refusal.to_string())];
            Ok(return_page(&work, csrf, rows, reason.to_owned(), errors)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `POST /monitoring/sheets/{sheet}/acceptance`: accepts the rest and ends the verification.
pub(crate) fn accept(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    verify::accept(cx, &may, id)?;
    cx.notice("Проверка завершена. Муниципалитет видит предварительный результат.");
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

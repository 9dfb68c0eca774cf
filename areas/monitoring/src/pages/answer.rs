//! Saving one answer: the row and the footer back to the script that saved, both values when two people collide.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use web::view::{SheetRow, SheetTotal};
use web::{Cx, Error, Page, Reply, Result, Write, russian};

use super::row::Sheet;
use super::sheet::{shown, year_before};
use super::words;
use crate::access::FillSheet;
use crate::actions::fill::{self, Edit, Saved};
use crate::model::{AnswerRow, SheetId};
use crate::store::comments;
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(source = r#"{% import "sheet.html" as s %}{{ s::row(row, csrf) }}"#, ext = "html")]
struct RowOnly<'a> {
    row: SheetRow,
    csrf: &'a str,
}

#[derive(Template)]
#[template(source = r#"{% import "sheet.html" as s %}{{ s::footer(total) }}"#, ext = "html")]
struct FooterOnly {
    total: SheetTotal,
}

#[derive(Template)]
#[template(path = "conflict.html")]
struct ConflictOnly {
    no: String,
    action: String,
    csrf: String,
    version: String,
    mine: String,
    theirs: String,
    who: String,
    when: String,
    fields: Vec<(String, String)>,
    sheet_url: String,
    is_page: bool,
}

/// `POST /monitoring/sheets/{sheet}/answers/{no}`: saves one answer, from the row or from the indicator's form.
pub(crate) fn save(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    let request = cx.request_handle();
    let before = Worksheet::of_person(cx, &may, id)?;
    let indicator = before.indicator(&no)?;
    let known = before.answers.get(&no).and_then(AnswerRow::declared);
    let answer =
        words::read(&request.form, indicator, known.as_ref()).map_err(|text| Error::field("value", text))?;
    let mine = words::answer(&answer);
    let version = request.form.text("version").parse().unwrap_or(0);
    let edit = Edit { answer, version, is_fact: false };
    match fill::save(cx, &may, id, &no, &edit)? {
        Saved::Kept if request.is_fetch => kept(cx, &may, id, &no),
        Saved::Kept => Ok(Reply::to(format!("/monitoring/sheets/{id}#row-{no}"))),
        Saved::Conflict(theirs) => conflict(cx, &before, &no, &mine, &theirs),
    }
}

/// The row, the footer and the sums after a save, for the script that saved.
fn kept(cx: &mut Cx<Write>, may: &Granted<FillSheet>, id: SheetId, no: &str) -> Result<Reply> {
    let work = Worksheet::live(cx, may, id)?;
    let before = year_before(cx, &work)?;
    let reader = fill::account(cx);
    let talk = comments::of_sheet(cx.conn(), id, reader)?;
    let sheet = Sheet { talk, ..shown(cx, &work) };
    let row = RowOnly { row: sheet.row(work.indicator(no)?), csrf: cx.csrf() }.render()?;
    let footer = FooterOnly { total: sheet.total(before.as_ref()) }.render()?;
    let version = work.answers.get(no).map_or(0, |row| row.version).to_string();
    // Grows with every save of the sheet: of two replies that cross on the way the later one has the greater.
    let stand: i64 = work.answers.values().map(|row| row.version).sum();
    let sums: BTreeMap<&str, String> = work
        .template
        .criteria
        .iter()
        .map(|criterion| {
            let (points, max) = sheet.criterion(&criterion.no);
            (criterion.no.as_str(), format!("{points} / {max}"))
        })
        .collect();
    Reply::json(
        &serde_json::json!({ "row": row, "footer": footer, "version": version, "stand": stand, "criteria": sums }),
    )
}

/// Two people answered one indicator: both values, who and when; nothing is lost and nothing is overwritten.
fn conflict(cx: &mut Cx<Write>, work: &Worksheet, no: &str, mine: &str, theirs: &AnswerRow) -> Result<Reply> {
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let ids: Vec<i64> = theirs.updated_by.into_iter().collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let form = &cx.request().form;
    let fields = form.fields().iter().filter(|(name, _)| !matches!(name.as_str(), "_csrf" | "version"));
    let is_fetch = cx.request().is_fetch;
    let body = ConflictOnly {
        no: no.to_owned(),
        action: format!("{}/answers/{no}", work.sheet.url()),
        csrf: cx.csrf().to_owned(),
        version: theirs.version.to_string(),
        mine: mine.to_owned(),
        theirs: theirs.declared().as_ref().map_or_else(|| "ответ снят".to_owned(), words::answer),
        who: ids.first().and_then(|id| names.get(id)).cloned().unwrap_or_default(),
        when: russian::moment(theirs.updated_at, zone),
        fields: fields.cloned().collect(),
        sheet_url: work.sheet.url(),
        is_page: !is_fetch,
    };
    if is_fetch {
        return Ok(Reply::json(&serde_json::json!({ "conflict": body.render()? }))?.status(409));
    }
    Ok(Page::titled("Ответ уже изменён")
        .at(&work.sheet.unit_path)
        .under("/monitoring")
        .show(&body)?
        .status(409))
}

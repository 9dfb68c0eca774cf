//! Evidence of an answer: a document of the registry, or a new one registered and linked in one step.

use access::Granted;
use documents::{DocumentId, NewDocument, NewFile};
use web::{Cx, Error, Reply, Result, Write};

use crate::access::FillSheet;
use crate::actions::fill;
use crate::model::SheetId;
use crate::worksheet::Worksheet;

/// `POST /monitoring/sheets/{sheet}/answers/{no}/evidence`: with `document`, or with the fields of a new one. A refused
/// document gives the form back as it was typed.
pub(crate) fn add(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    match chosen(cx, &may, id) {
        Ok(document) => fill::add_evidence(cx, &may, id, &no, document)?,
        Err(Error::Invalid(faults)) => {
            let work = Worksheet::of_person(cx, &may, id)?;
            return super::indicator::refused(cx, &work, &no, faults);
        }
        Err(error) => return Err(error),
    }
    cx.notice("Документ приложен.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}#row-{no}")))
}

/// The document chosen from the registry, or the one just registered.
fn chosen(cx: &mut Cx<Write>, may: &Granted<FillSheet>, id: SheetId) -> Result<DocumentId> {
    let request = cx.request_handle();
    if !request.form.has("document") {
        return register(cx, may, id);
    }
    let document = request.form.text("document").parse::<DocumentId>();
    document.map_err(|_| Error::field("document", "Выберите документ из списка и нажмите «Приложить»."))
}

/// Registers the new document under the sheet's unit.
fn register(cx: &mut Cx<Write>, may: &Granted<FillSheet>, id: SheetId) -> Result<DocumentId> {
    let work = Worksheet::of_person(cx, may, id)?;
    let unit = units::store::find(cx.conn(), may.ranges(), work.sheet.unit_id)?.ok_or(Error::NotFound)?;
    let request = cx.request_handle();
    let form = &request.form;
    let mut check = form.check();
    let kind = check.required("kind", 100, "Выберите вид документа.");
    let title = check.required("title", 500, "Напишите название документа.");
    let number = check.optional("number", 100);
    let signed_on = check.date("signed_on");
    let link = check.optional("link", 500);
    let upload = form.uploads("file").next();
    if signed_on.is_none() {
        check.fault("signed_on", "Укажите дату документа.");
    }
    if let Some(Err(refusal)) = upload.map(|upload| &upload.media) {
        check.fault("file", refusal.to_string());
    } else if upload.is_none() && link.is_empty() {
        check.fault("file", "Приложите файл или укажите ссылку.");
    }
    check.done()?;
    let new = NewDocument {
        kind: kind.to_owned(),
        title: title.to_owned(),
        number: number.to_owned(),
        signed_on: signed_on.unwrap_or_default(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        link: (!link.is_empty()).then(|| link.to_owned()),
        file: upload.map(NewFile::of).transpose().map_err(|refusal| Error::field("file", refusal))?,
    };
    Ok(documents::actions::register(cx, &unit, new)?.id)
}

/// `POST /monitoring/sheets/{sheet}/evidence/{link}/removal`: the document itself stays in the registry.
pub(crate) fn remove(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let link: i64 = cx.request().arg("link")?;
    let no = fill::remove_evidence(cx, &may, id, link)?;
    cx.notice("Документ убран из подтверждений. В реестре документов он остался.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}#row-{no}")))
}

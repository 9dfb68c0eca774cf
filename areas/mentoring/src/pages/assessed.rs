//! The file of an assessing document: attached by whoever told of it, read by the mentee and the school (п. 7.3).

use access::{Granted, SignedIn};
use documents::NewFile;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Read, Reply, Result, Write};

use super::kept::{self, AttachPage};
use crate::actions::assessing::{attach, may_attach, shown};
use crate::model::PairId;
use crate::model::around::MatterId;
use crate::store;

fn ids<M: Mode>(cx: &Cx<M>) -> Result<(PairId, MatterId)> {
    Ok((cx.request().arg("mentorship")?, cx.request().arg("matter")?))
}

/// `GET /mentoring/{mentorship}/matters/{matter}/file`
pub(super) fn file(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (id, matter) = ids(cx)?;
    let (pair, ..) = shown(cx, (id, matter))?;
    let held = store::assessed::of_pair(cx.conn(), id)?.remove(&matter.0).ok_or(Error::NotFound)?;
    kept::file(cx, &pair, held.file_id)
}

/// `GET /mentoring/{mentorship}/matters/{matter}/paper`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (id, matter) = ids(cx)?;
    let (pair, eye, row) = shown(cx, (id, matter))?;
    let account = cx.person().map(|person| person.account.0);
    let is_own = row.raised_by.is_some() && row.raised_by == account;
    // Whoever came too late with a file is told so on the page it came from.
    if faults.is_empty() && !may_attach(&row, eye, is_own) {
        return Err(Error::NotFound);
    }
    let held = store::assessed::of_pair(cx.conn(), id)?.remove(&matter.0);
    let url = format!("{}/matters/{matter}/paper", pair.url());
    let page = AttachPage {
        title: "Документ с\u{a0}оценкой работы".to_owned(),
        about: row.subject.clone(),
        told: held.map(|held| kept::replaced(&held.name)).unwrap_or_default(),
        back_url: format!("{}/around", pair.url()),
        label: "Документ",
        hint: "PDF, DOCX, XLSX, ODT, RTF, изображение JPG или PNG. Документ увидят молодой специалист, директор, заместитель и\u{a0}кто его внёс.",
        ..AttachPage::of(cx, &pair, (url, Forms::of(cx, faults)))
    };
    page.show(&pair, "Документ с\u{a0}оценкой работы")
}

/// `POST /mentoring/{mentorship}/matters/{matter}/paper`
pub(super) fn keep(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let (id, matter) = ids(cx)?;
    let file = cx.request().form.uploads("file").next().map(NewFile::of).transpose();
    let file = file
        .map_err(|no| Error::field("file", no))
        .and_then(|file| file.ok_or_else(|| Error::field("file", "Выберите файл документа.")));
    let outcome = file.and_then(|file| attach(cx, &may, (id, matter), &file));
    let to = format!("/mentoring/{id}/around");
    web::forms::led(cx, outcome, ("Документ приложен.", to), show)
}

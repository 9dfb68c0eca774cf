//! The paper behind an order is replaced: a wrong one must not stay, whoever it tells of.

use access::{Granted, SignedIn};
use askama::Template;
use documents::{DocumentId, NewFile};
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use crate::actions::ending;
use crate::model::PairId;
use crate::{OrderMentoring, store};

#[derive(Template)]
#[template(path = "ground_paper.html")]
struct GroundPage {
    about: String,
    name: String,
    url: String,
    back_url: String,
    accepted: &'static str,
    megabytes: u64,
    forms: Forms,
}

/// `GET /mentoring/{mentorship}/grounds/{document}/replacement`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let order: DocumentId = cx.request().arg("document")?;
    let (pair, power) = super::asked(cx)?;
    if !power.orders {
        return Err(Error::NotFound);
    }
    let held = store::grounds::of_pair(cx.conn(), pair.id)?;
    let (_, name) = held.into_iter().find(|(of, _)| *of == order).ok_or(Error::NotFound)?;
    let document = documents::store::all_of(cx.conn(), &[order.0])?.pop().ok_or(Error::NotFound)?;
    let page = GroundPage {
        about: document.title_line(),
        name,
        url: format!("{}/grounds/{order}/replacement", pair.url()),
        back_url: pair.url(),
        accepted: files::ACCEPT,
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        forms: Forms::of(cx, faults),
    };
    Page::titled("Заменить документ-основание").at(&pair.unit_path).under("/mentoring").show(&page)
}

/// `POST /mentoring/{mentorship}/grounds/{document}/replacement`
pub(super) fn replace(cx: &mut Cx<Write>, may: Granted<OrderMentoring>) -> Result<Reply> {
    let (id, order): (PairId, DocumentId) = (cx.request().arg("mentorship")?, cx.request().arg("document")?);
    let request = cx.request_handle();
    let mut check = request.form.check();
    let reason = check.required("reason", 300, "Укажите, почему документ заменяют.").to_owned();
    let file = match request.form.uploads("file").next().map(NewFile::of).transpose() {
        Ok(Some(file)) => Some(file),
        Ok(None) => {
            check.fault("file", "Выберите верный документ.");
            None
        }
        Err(sentence) => {
            check.fault("file", sentence);
            None
        }
    };
    let outcome = check
        .done()
        .and_then(|()| file.ok_or(Error::NotFound))
        .and_then(|file| ending::replace_paper(cx, &may, (id, order), &file, &reason));
    let to = format!("/mentoring/{id}");
    web::forms::led(cx, outcome, ("Документ-основание заменён.", to), show)
}

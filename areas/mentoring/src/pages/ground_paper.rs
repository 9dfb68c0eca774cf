//! The paper behind an order is replaced: a wrong one must not stay, whoever it tells of.

use access::{Granted, SignedIn};
use documents::{DocumentId, NewFile};
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Read, Reply, Result, Write};

use super::kept::{self, AttachPage};
use crate::actions::proving;
use crate::model::PairId;
use crate::{OrderMentoring, store};

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
    let url = format!("{}/grounds/{order}/replacement", pair.url());
    let page = AttachPage {
        title: "Заменить документ-основание".to_owned(),
        about: document.title_line(),
        told: format!("{} В\u{a0}истории пары будет строка с\u{a0}причиной.", kept::replaced(&name)),
        label: "Верный документ",
        asks_reason: true,
        button: "Заменить",
        ..AttachPage::of(cx, &pair, (url, Forms::of(cx, faults)))
    };
    page.show(&pair, "Заменить документ-основание")
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
        .and_then(|file| proving::replace_paper(cx, &may, (id, order), &file, &reason));
    let to = format!("/mentoring/{id}");
    web::forms::led(cx, outcome, ("Документ-основание заменён.", to), show)
}

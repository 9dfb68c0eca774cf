//! What the forms of documents send: read with every fault gathered, done, or given back as it was typed.

use access::{Granted, Level};
use chrono::NaiveDate;
use packs::Effective;
use units::Unit;
use web::{Cx, Error, FieldFault, Reply, Request, Result, Write};

use super::{form, kinds};
use crate::actions::entering::Beginning;
use crate::{Addressee, Document, KeepDocuments, NewDocument, NewFile, actions, rules, warnings};

/// A ready document under its own number; one the journal numbers; a draft.
const READY: &str = "ready";
const JOURNAL: &str = "journal";
pub(super) const DRAFT: &str = "draft";

/// How a new document begins.
pub(super) const STAGES: [(&str, &str); 3] = [
    (READY, "Готовый документ: номер уже стоит на нём или номера нет"),
    (JOURNAL, "Подписан сейчас: номер присвоит журнал регистрации"),
    (DRAFT, "Проект: согласование, подпись и номер – потом"),
];

/// The fields of the form as they were typed; days as 2026-06-30 where they are days.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub stage: String,
    pub unit: String,
    pub kind: String,
    /// The kind the form of a new document was opened for: another area asks for it, whatever the level of the unit.
    pub asked: String,
    pub title: String,
    pub number: String,
    pub signed_on: String,
    pub issuer: String,
    pub valid_to: String,
    pub topic: String,
    pub addressee: String,
    pub controller: String,
    pub link: String,
    pub back: String,
    /// The form itself: a second click sends the same one.
    pub form: String,
    pub version: String,
    pub file_name: String,
    pub file_reason: String,
}

impl Typed {
    /// What the address of a blank form says already.
    pub fn asked(request: &Request, unit: &Unit, form: i64) -> Self {
        let asked = |name| request.asked(name).to_owned();
        Self {
            unit: unit.id.to_string(),
            stage: READY.to_owned(),
            kind: asked("kind"),
            asked: asked("kind"),
            title: asked("title"),
            topic: asked("topic"),
            addressee: asked("addressee"),
            back: back(request),
            form: form.to_string(),
            ..Self::default()
        }
    }

    /// The requisites of a document.
    pub fn of(document: &Document) -> Self {
        let is_unsigned = document.state().is_unsigned();
        let signed_on = (!is_unsigned).then(|| document.signed_on.to_string());
        Self {
            unit: document.unit_id.to_string(),
            kind: document.kind.clone(),
            asked: document.kind.clone(),
            title: document.title.clone(),
            number: document.number.clone(),
            signed_on: signed_on.unwrap_or_default(),
            issuer: document.issuer.clone(),
            valid_to: document.valid_to.map(|day| day.to_string()).unwrap_or_default(),
            topic: document.topic.clone(),
            addressee: document.addressee.clone().unwrap_or_default(),
            controller: document.controller.clone().unwrap_or_default(),
            link: document.link.clone().unwrap_or_default(),
            version: document.version.to_string(),
            stage: if is_unsigned { DRAFT.to_owned() } else { String::new() },
            ..Self::default()
        }
    }

    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let mut check = request.form.check();
        let mut day = |name| check.date(name).map_or_else(|| text(name), |day| day.to_string());
        Self {
            signed_on: day("signed_on"),
            valid_to: day("valid_to"),
            stage: text("stage"),
            unit: text("unit"),
            kind: text("kind"),
            asked: text("asked"),
            title: text("title"),
            number: text("number"),
            issuer: text("issuer"),
            topic: text("topic"),
            addressee: text("addressee"),
            controller: text("controller"),
            link: text("link"),
            version: text("version"),
            back: back(request),
            form: text("form"),
            file_reason: text("file_reason"),
            file_name: request
                .form
                .uploads("file")
                .next()
                .map(|file| file.spooled.name.clone())
                .unwrap_or_default(),
        }
    }
}

/// The way back, if one was given and it is ours.
fn back(request: &Request) -> String {
    Some(request.back()).filter(|back| back != "/").unwrap_or_default()
}

/// `POST /documents`: registers a document and goes back to where it was asked for, or to its card.
pub(super) fn register(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = form::owner(cx, &may, request.form.text("unit"))?;
    let stage = request.form.text("stage");
    let key = request.form.text("form").parse().ok();
    let beginning = match stage {
        DRAFT => Beginning::Draft,
        JOURNAL => Beginning::Journal,
        _ => Beginning::Ready,
    };
    let outcome = read(cx, (&unit.path, Some(unit.level())), stage == DRAFT)
        .and_then(|new| actions::entering::enter(cx, &unit, (beginning, key), new))
        .and_then(|(document, is_known)| Ok((addressed(cx, document, is_known)?, is_known)));
    match outcome {
        Ok((document, true)) => Ok(known(cx, &document, &back(&request))),
        Ok((document, false)) => registered(cx, &document, &back(&request)),
        Err(Error::Invalid(faults)) => form::show_new(cx, &unit, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// The document with whom the form addresses it to; one that is known already stays as it is.
fn addressed(cx: &mut Cx<Write>, document: Document, is_known: bool) -> Result<Document> {
    if is_known {
        return Ok(document);
    }
    let to = Addressee::read(cx.request().form.text("addressee"));
    actions::addressing::address(cx, &document, to)?;
    let controller = cx.request().form.text("controller").to_owned();
    actions::addressing::entrust(cx, &document, &controller)?;
    Ok(document)
}

/// The second click leads where the first one led.
fn known(cx: &mut Cx<Write>, document: &Document, back: &str) -> Reply {
    cx.notice("Этот документ уже сохранён: второе нажатие ничего не\u{a0}добавило.");
    Reply::to(if back.is_empty() { document.url() } else { rules::with_document(back, document) })
}

fn registered(cx: &mut Cx<Write>, document: &Document, back: &str) -> Result<Reply> {
    let words = warnings(cx.conn(), document)?;
    // The card shows the warnings itself; on the way back to a sheet they are said here.
    let said = words.iter().filter(|_| !back.is_empty()).map(|word| format!(" {}", word.text));
    let done = if document.state().is_unsigned() {
        "Проект сохранён."
    } else {
        "Документ зарегистрирован."
    };
    let notice = format!("{done}{}", said.collect::<String>());
    cx.notice(&notice);
    Ok(Reply::to(if back.is_empty() { document.url() } else { rules::with_document(back, document) }))
}

/// `POST /documents/{document}/requisites`: changes what was seen, or says who was first.
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let version = seen(&request);
    let is_draft = document.state().is_unsigned();
    let outcome = read(cx, (&document.unit_path, None), document.file_id.is_some() || is_draft)
        .and_then(|new| actions::change(cx, &document, version, new, request.form.text("file_reason")));
    match outcome.and_then(|document| addressed(cx, document, false)) {
        Ok(document) => Ok(done(cx, &document, "Реквизиты сохранены.")),
        Err(Error::Invalid(faults)) => form::show_change(cx, &document, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// `POST /documents/{document}/cancellation`: cancels what was seen.
pub(super) fn cancel(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    actions::may_withdraw(cx, &document)?;
    let (seen, reason) = (seen(&request), request.form.text("reason"));
    match actions::cancel(cx, &document, seen, reason) {
        Ok(document) => Ok(done(cx, &document, "Документ отменён.")),
        Err(Error::Invalid(faults)) => {
            let fault = faults.first().map_or("", |fault| fault.text.as_str());
            form::show_cancellation(cx, &document, seen, reason, fault)
        }
        Err(other) => Err(other),
    }
}

pub(super) fn done(cx: &mut Cx<Write>, document: &Document, notice: &str) -> Reply {
    cx.notice(notice);
    Reply::to(document.url())
}

/// The version the person saw; a missing one is nobody's.
pub(super) fn seen(request: &Request) -> i64 {
    request.form.text("version").parse().unwrap_or(0)
}

/// The document of the form, or everything that is wrong with it at once: slips of typing and rules together.
/// `level`: of the unit, where the document is a new one. `has_file`: it need not come with one.
fn read(cx: &mut Cx<Write>, (path, level): (&str, Option<Level>), has_file: bool) -> Result<NewDocument> {
    let (request, today) = (cx.request_handle(), cx.today_at(path)?);
    let rules = kinds::rules_at(cx, path)?;
    let (new, mut faults) = typed(&request, today);
    let is_new = |fault: &FieldFault| !faults.iter().any(|known: &FieldFault| known.field == fault.field);
    let mut more = rules::faults(&new, has_file, &rules, today);
    let is_numberless = matches!(request.form.text("stage"), DRAFT | JOURNAL);
    more.extend(rules::no_number(&new).filter(|_| is_numberless));
    let foreign =
        level.and_then(|level| kinds::foreign(&rules, level, (&new.kind, request.form.text("asked"))));
    more.extend(foreign.map(|text| FieldFault { field: "kind".to_owned(), text }));
    more.extend(addressee(&request, &rules));
    more.extend(controller(&request, &rules));
    more.retain(is_new);
    faults.extend(more);
    if faults.is_empty() { Ok(new) } else { Err(Error::Invalid(faults)) }
}

/// What is wrong with whom it is addressed to.
fn addressee(request: &Request, rules: &Effective) -> Option<FieldFault> {
    let typed = request.form.text("addressee");
    let to = Addressee::read(typed);
    let kind = rules.document_kind(request.form.text("kind"));
    let text = if to.is_none() && !typed.is_empty() {
        Some("Выберите адресата из\u{a0}списка.".to_owned())
    } else {
        kind.and_then(|kind| rules::addressee(to, &kind.rule.genus))
    }?;
    Some(FieldFault { field: "addressee".to_owned(), text })
}

/// What is wrong with on whom the control is laid.
fn controller(request: &Request, rules: &Effective) -> Option<FieldFault> {
    let kind = rules.document_kind(request.form.text("kind"))?;
    let text = rules::controller(request.form.text("controller"), &kind.rule.genus)?;
    Some(FieldFault { field: "controller".to_owned(), text })
}

/// The fields as values; a day that is none stands as today until its fault is told.
fn typed(request: &Request, today: NaiveDate) -> (NewDocument, Vec<FieldFault>) {
    let text = |name| request.form.text(name).to_owned();
    let mut check = request.form.check();
    let (signed_on, valid_to) = (check.date("signed_on"), check.date("valid_to"));
    let is_draft = request.form.text("stage") == DRAFT;
    if request.form.text("signed_on").is_empty() && !is_draft {
        check.fault("signed_on", "Укажите день, когда документ подписан.");
    }
    let file = request.form.uploads("file").next().map(NewFile::of).transpose();
    let file = file.unwrap_or_else(|sentence| {
        check.fault("file", sentence);
        None
    });
    let new = NewDocument {
        kind: text("kind"),
        title: text("title"),
        number: text("number"),
        signed_on: signed_on.unwrap_or(today),
        issuer: text("issuer"),
        valid_to,
        topic: text("topic"),
        file,
        link: Some(text("link")).filter(|link| !link.is_empty()),
    };
    match check.done() {
        Err(Error::Invalid(faults)) => (new, faults),
        _ => (new, Vec::new()),
    }
}

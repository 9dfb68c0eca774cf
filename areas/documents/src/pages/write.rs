//! What the forms of documents send: read with every fault gathered, done, or given back as it was typed.

use access::Granted;
use chrono::NaiveDate;
use units::Unit;
use web::{Cx, Error, FieldFault, Reply, Request, Result, Write};

use super::{form, kinds};
use crate::{Document, KeepDocuments, NewDocument, NewFile, actions, rules, warnings};

/// The fields of the form as they were typed; days as 2026-06-30 where they are days.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub unit: String,
    pub kind: String,
    pub title: String,
    pub number: String,
    pub signed_on: String,
    pub issuer: String,
    pub valid_to: String,
    pub topic: String,
    pub link: String,
    pub back: String,
    pub version: String,
    pub file_name: String,
}

impl Typed {
    /// What the address of a blank form says already.
    pub fn asked(request: &Request, unit: &Unit) -> Self {
        let asked = |name| request.asked(name).to_owned();
        Self {
            unit: unit.id.to_string(),
            kind: asked("kind"),
            title: asked("title"),
            topic: asked("topic"),
            back: back(request),
            ..Self::default()
        }
    }

    /// The requisites of a document.
    pub fn of(document: &Document) -> Self {
        Self {
            unit: document.unit_id.to_string(),
            kind: document.kind.clone(),
            title: document.title.clone(),
            number: document.number.clone(),
            signed_on: document.signed_on.to_string(),
            issuer: document.issuer.clone(),
            valid_to: document.valid_to.map(|day| day.to_string()).unwrap_or_default(),
            topic: document.topic.clone(),
            link: document.link.clone().unwrap_or_default(),
            version: document.version.to_string(),
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
            unit: text("unit"),
            kind: text("kind"),
            title: text("title"),
            number: text("number"),
            issuer: text("issuer"),
            topic: text("topic"),
            link: text("link"),
            version: text("version"),
            back: back(request),
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
    let outcome = read(cx, &unit.path, false).and_then(|new| actions::register(cx, &unit, new));
    match outcome {
        Ok(document) => registered(cx, &document, &back(&request)),
        Err(Error::Invalid(faults)) => form::show_new(cx, &unit, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

fn registered(cx: &mut Cx<Write>, document: &Document, back: &str) -> Result<Reply> {
    let words = warnings(cx.conn(), document)?;
    // The card shows the warnings itself; on the way back to a sheet they are said here.
    let said = words.iter().filter(|_| !back.is_empty()).map(|word| format!(" {}", word.text));
    let notice = format!("Документ зарегистрирован.{}", said.collect::<String>());
    cx.notice(&notice);
    Ok(Reply::to(if back.is_empty() { document.url() } else { rules::with_document(back, document) }))
}

/// `POST /documents/{document}/requisites`: changes what was seen, or says who was first.
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let version = seen(&request);
    let outcome = read(cx, &document.unit_path, document.file_id.is_some())
        .and_then(|new| actions::change(cx, &document, version, new));
    match outcome {
        Ok(document) => Ok(done(cx, &document, "Реквизиты сохранены.")),
        Err(Error::Invalid(faults)) => form::show_change(cx, &document, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// `POST /documents/{document}/cancellation`: cancels what was seen.
pub(super) fn cancel(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
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

fn done(cx: &mut Cx<Write>, document: &Document, notice: &str) -> Reply {
    cx.notice(notice);
    Reply::to(document.url())
}

/// The version the person saw; a missing one is nobody's.
fn seen(request: &Request) -> i64 {
    request.form.text("version").parse().unwrap_or(0)
}

/// The document of the form, or everything that is wrong with it at once: slips of typing and rules together.
fn read(cx: &mut Cx<Write>, path: &str, has_file: bool) -> Result<NewDocument> {
    let (request, today) = (cx.request_handle(), cx.today_at(path)?);
    let rules = kinds::rules_at(cx, path)?;
    let (new, mut faults) = typed(&request, today);
    let is_new = |fault: &FieldFault| !faults.iter().any(|known: &FieldFault| known.field == fault.field);
    let more: Vec<_> = rules::faults(&new, has_file, &rules, today).into_iter().filter(is_new).collect();
    faults.extend(more);
    if faults.is_empty() { Ok(new) } else { Err(Error::Invalid(faults)) }
}

/// The fields as values; a day that is none stands as today until its fault is told.
fn typed(request: &Request, today: NaiveDate) -> (NewDocument, Vec<FieldFault>) {
    let text = |name| request.form.text(name).to_owned();
    let mut check = request.form.check();
    let (signed_on, valid_to) = (check.date("signed_on"), check.date("valid_to"));
    if request.form.text("signed_on").is_empty() {
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

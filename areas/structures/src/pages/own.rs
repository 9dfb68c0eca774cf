//! What whoever leads a structure fills in for it: its information resource, and a document its kind asks for.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::{NewDocument, NewFile};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::steps::{led, led_or_kept};
use super::typed::address;
use crate::KeepOwnStructure;
use crate::access::{Keeper, Keeps};
use crate::actions::{own, rules_at};
use crate::model::Structure;

/// Resource and section as posted, else as they are.
pub(super) fn typed<M: Mode>(cx: &Cx<M>, one: &Structure) -> (String, String) {
    let form = &cx.request().form;
    let is_posted = form.fields().iter().any(|(name, _)| name == "section_url");
    if is_posted {
        return (form.text("resource_url").to_owned(), form.text("section_url").to_owned());
    }
    (one.resource_url.clone(), one.section_url.clone().unwrap_or_default())
}

/// `POST /structures/{structure}/resource`
pub(super) fn resource(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let request = cx.request_handle();
    let (id, may) = led_or_kept(cx)?;
    let mut check = request.form.check();
    let (resource, section) = (address(&mut check, "resource_url"), address(&mut check, "section_url"));
    let outcome = check.done().and_then(|()| own::tell_resource(cx, &may, id, (&resource, &section)));
    led(cx, id, outcome, "Ресурс сохранён.")
}

/// `POST /structures/{structure}/looked-through`
pub(super) fn look_through(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let outcome = own::look_through(cx, &may, id);
    led(cx, id, outcome, "Сведения отмечены как проверенные сегодня.")
}

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage {
    csrf: String,
    one: Structure,
    kind: String,
    what: String,
    /// Where a sample of its text is published; empty: nowhere.
    sample: String,
    limit: u64,
    typed: [String; 6],
    faults: Vec<(String, String)>,
}

impl DocumentPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /structures/{structure}/documents/new?kind=…`
pub(super) fn document(cx: &mut Cx<Read>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (one, keeper) = (super::asked(cx)?, Keeper::of(cx)?);
    if !keeper.keeps(&one) {
        return Err(Error::NotFound);
    }
    let kind = cx.request().asked("kind").to_owned();
    show(cx, one, kind, Vec::new())
}

/// `POST /structures/{structure}/documents`
pub(super) fn register(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let today = cx.today()?;
    let (new, mut faults) = read(cx, today);
    let kind = new.kind.clone();
    let outcome = if faults.is_empty() {
        own::register(cx, &may, id, new)
    } else {
        Err(Error::Invalid(std::mem::take(&mut faults)))
    };
    match outcome {
        Ok(()) => {
            cx.notice("Документ зарегистрирован.");
            Ok(Reply::to(format!("/structures/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let one = super::asked(cx)?;
            Ok(show(cx, one, kind, faults)?.status(422))
        }
        Err(other) => Err(other),
    }
}

/// `POST /structures/{structure}/documents/own`: a document of the registry is this structure's.
pub(super) fn tie(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let document = cx.request().form.text("document").parse().map_err(|_| Error::NotFound)?;
    let outcome = own::tie(cx, &may, id, document);
    led(cx, id, outcome, "Документ отмечен как документ структуры.")
}

/// The fields as values; a day that is none stands as today until its fault is told.
fn read(cx: &Cx<Write>, today: NaiveDate) -> (NewDocument, Vec<FieldFault>) {
    let form = &cx.request().form;
    let text = |name| form.text(name).to_owned();
    let mut check = form.check();
    let (signed_on, valid_to) = (check.date("signed_on"), check.date("valid_to"));
    if form.text("signed_on").is_empty() {
        check.fault("signed_on", "Укажите день, когда документ подписан.");
    }
    let file = form.uploads("file").next().map(NewFile::of).transpose();
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
        topic: String::new(),
        file,
        link: Some(text("link")).filter(|link| !link.is_empty()),
    };
    match check.done() {
        Err(Error::Invalid(faults)) => (new, faults),
        _ => (new, Vec::new()),
    }
}

fn show<M: Mode>(cx: &mut Cx<M>, one: Structure, kind: String, faults: Vec<FieldFault>) -> Result<Reply> {
    let rules = rules_at(cx, &one.unit_path)?;
    let asked = rules.structure_kind(&one.kind).is_some_and(|known| known.rule.files(&one.level, &kind));
    let known = rules.document_kind(&kind).filter(|_| asked).ok_or(Error::NotFound)?;
    let what = known.rule.title.clone();
    let form = &cx.request().form;
    let mut typed =
        ["title", "number", "signed_on", "valid_to", "issuer", "link"].map(|name| form.text(name).to_owned());
    if typed[0].is_empty() && faults.is_empty() {
        typed[0].clone_from(&what);
    }
    let page = DocumentPage {
        csrf: cx.csrf().to_owned(),
        what,
        sample: known.rule.sample.clone(),
        kind,
        limit: cx.house().settings.upload_limit / 1_000_000,
        typed,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled(page.what.clone()).at(&path).under("/structures").show(&page)
}

//! Own items: the form, the document, taking one away.

use access::Granted;
use askama::Template;
use people::Person;
use registry::Section;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use crate::model::{Item, NewItem};
use crate::{OwnPortfolio, actions};

/// The fields as they were typed.
#[derive(Debug, Clone, Default)]
struct Typed {
    section: String,
    title: String,
    about: String,
    happened_on: String,
    link: String,
    version: String,
}

#[derive(Template)]
#[template(path = "item.html")]
struct ItemPage {
    target: String,
    /// Where it is taken away; empty for a new one.
    removal: String,
    token: String,
    filled: Typed,
    sections: Vec<(&'static str, &'static str)>,
    /// A document is there already.
    has_file: bool,
    file_url: String,
    faults: Vec<(String, String)>,
    megabytes: u64,
    accepted: &'static str,
}

impl ItemPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let day = request.form.check().date("happened_on");
        Self {
            section: text("section"),
            title: text("title"),
            about: text("about"),
            happened_on: day.map_or_else(|| text("happened_on"), |day| day.to_string()),
            link: text("link"),
            version: text("version"),
        }
    }

    fn of(item: &Item) -> Self {
        Self {
            section: item.section.clone(),
            title: item.title.clone(),
            about: item.about.clone(),
            happened_on: item.happened_on.map(|day| day.to_string()).unwrap_or_default(),
            link: item.link.clone(),
            version: item.version.to_string(),
        }
    }
}

fn read(request: &Request) -> Result<NewItem> {
    let mut check = request.form.check();
    let section = Section::of(request.form.text("section"));
    if section.is_none() {
        check.fault("section", "Выберите раздел.");
    }
    let title = check.required("title", 300, "Напишите, что это: «Мастер-класс для учителей района».");
    let (about, link) = (check.optional("about", 500), check.optional("link", 500));
    let happened_on = check.date("happened_on");
    check.done()?;
    Ok(NewItem {
        section: section.ok_or(Error::Malformed)?,
        title: title.to_owned(),
        about: about.to_owned(),
        happened_on,
        link: link.to_owned(),
    })
}

/// `GET /portfolio/items/new`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    show(cx, &person, None, Typed::default(), &[])
}

/// `POST /portfolio/items`
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::own(cx, &may)?);
    let upload = request.form.uploads("file").next();
    match read(&request).and_then(|new| actions::add(cx, &person, &new, upload)) {
        Ok(()) => {
            cx.notice("Запись добавлена в портфолио.");
            Ok(Reply::to("/portfolio"))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, None, Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// `GET /portfolio/items/{item}`
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    let item = super::item_of(cx, &person)?;
    show(cx, &person, Some(&item), Typed::of(&item), &[])
}

/// `POST /portfolio/items/{item}`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::own(cx, &may)?);
    let item = super::item_of(cx, &person)?;
    let upload = request.form.uploads("file").next();
    let seen = (item.id, request.form.text("version").parse().unwrap_or(0));
    match read(&request).and_then(|new| actions::change(cx, &person, seen, &new, upload)) {
        Ok(()) => {
            cx.notice("Запись изменена.");
            Ok(Reply::to("/portfolio"))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, Some(&item), Typed::posted(&request), &faults),
        Err(other) => Err(other),
    }
}

/// `GET /portfolio/items/{item}/file`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    let item = super::item_of(cx, &person)?;
    super::document(cx, &item)
}

/// `POST /portfolio/items/{item}/removal`
pub(super) fn remove(cx: &mut Cx<Write>, may: Granted<OwnPortfolio>) -> Result<Reply> {
    let person = super::own(cx, &may)?;
    let item = super::item_of(cx, &person)?;
    actions::remove(cx, &person, item.id)?;
    cx.notice("Запись убрана.");
    Ok(Reply::to("/portfolio"))
}

fn show<M: Mode>(
    cx: &Cx<M>,
    person: &Person,
    known: Option<&Item>,
    filled: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let own = known.map(|item| format!("/portfolio/items/{}", item.id));
    let page = ItemPage {
        removal: own.as_ref().map(|own| format!("{own}/removal")).unwrap_or_default(),
        file_url: own.as_ref().map(|own| format!("{own}/file")).unwrap_or_default(),
        has_file: known.is_some_and(|item| item.file_id.is_some()),
        target: own.unwrap_or_else(|| "/portfolio/items".to_owned()),
        token: cx.csrf().to_owned(),
        filled,
        sections: Section::ALL.iter().map(|one| (one.code(), one.title())).collect(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: files::ACCEPT_SCAN,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Запись портфолио").at(&person.unit_path).under("/portfolio").show(&page)?.status(status))
}

//! Links of a document: those it has, the form of a new one, taking one back.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Route, Write, get, post};

use super::kinds;
use crate::links::{Relation, Target, may_relink};
use crate::model::{Link, LinkId};
use crate::{Document, DocumentId, KeepDocuments, actions, reading, store};

const MOST_CHOICES: i64 = 200;
const LONGEST_LINE: usize = 500;

/// The routes of links.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/documents/{document}/links", form),
        post("/documents/{document}/links", add),
        post("/documents/{document}/links/{link}/removal", remove),
    ]
}

/// A link as a card says it.
pub(super) struct Said {
    pub id: String,
    pub relation: &'static str,
    pub line: String,
    /// Its page, where the person may open it.
    pub url: String,
}

/// What the document says of others, and what others say of it.
pub(super) fn said<M: Mode>(
    cx: &mut Cx<M>,
    may: &db::Ranges,
    document: &Document,
) -> Result<(Vec<Said>, Vec<Said>)> {
    let own = store::links::of(cx.conn(), document.id)?;
    let back = store::links::to(cx.conn(), document.id)?;
    let ids = own.iter().filter_map(|link| link.target_id).chain(back.iter().map(|link| link.document_id));
    let ids: Vec<i64> = ids.map(|id| id.0).collect();
    let known = store::all_of(cx.conn(), &ids)?;
    let find = |id: DocumentId| known.iter().find(|one| one.id == id);
    let hidden = reading::hidden(cx, may)?;
    let is_read = |one: &Document| {
        may.holds(&one.unit_path) && !hidden.as_ref().is_some_and(|hidden| hidden.holds(one))
    };
    let own = own.iter().map(|link| told(link, Relation::title, link.target_id.and_then(find), &is_read));
    let (own, mut others) = (own.collect(), Vec::new());
    // A foreign document is not shown at all: its title is not this person's.
    for link in &back {
        let from = find(link.document_id).filter(|one| is_read(one));
        others.extend(from.map(|from| told(link, Relation::back, Some(from), &is_read)));
    }
    Ok((own, others))
}

fn told(
    link: &Link,
    word: fn(Relation) -> &'static str,
    other: Option<&Document>,
    is_read: &dyn Fn(&Document) -> bool,
) -> Said {
    let line =
        other.map_or_else(|| link.line.clone(), |one| format!("{}, «{}»", one.title_line(), one.title));
    Said {
        id: link.id.to_string(),
        relation: Relation::read(&link.relation).map_or("связан с", word),
        url: other.filter(|one| is_read(one)).map(Document::url).unwrap_or_default(),
        line,
    }
}

#[derive(Template)]
#[template(path = "links.html")]
struct LinksPage {
    line: String,
    token: String,
    card_url: String,
    own: Vec<Said>,
    relations: Vec<(&'static str, &'static str)>,
    choices: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    typed: Typed,
    faults: Vec<FieldFault>,
}

impl LinksPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|fault| fault.field == field).map_or("", |fault| fault.text.as_str())
    }
}

#[derive(Default)]
struct Typed {
    relation: String,
    target: String,
    act: String,
    line: String,
    dated: String,
}

impl Typed {
    fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            relation: text("relation"),
            target: text("target"),
            act: text("act"),
            line: text("line"),
            dated: text("dated"),
        }
    }
}

/// `GET /documents/{document}/links`: the links and the form of a new one.
fn form(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    may_relink(&document)?;
    let typed = Typed { relation: Relation::RestsOn.code().to_owned(), ..Typed::default() };
    shown(cx, &may, &document, typed, Vec::new())
}

fn shown<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepDocuments>,
    document: &Document,
    typed: Typed,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let status = if faults.is_empty() { 200 } else { 422 };
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let page = LinksPage {
        line: document.title_line(),
        token: cx.csrf().to_owned(),
        card_url: document.url(),
        own: said(cx, may.ranges(), document)?.0,
        relations: Relation::ALL.iter().map(|relation| (relation.code(), relation.title())).collect(),
        choices: choices(cx, document)?,
        acts: rules.acts.iter().map(|act| (act.rule.id.clone(), act.rule.line())).collect(),
        typed,
        faults,
    };
    Ok(Page::titled("Связи документа")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(status))
}

/// The unit's own documents that were ever in force, newest first.
fn choices<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Vec<(String, String)>> {
    let found = store::of_unit(cx.conn(), &document.unit_path, &[], MOST_CHOICES)?;
    let others = found.into_iter().filter(|one| one.id != document.id);
    Ok(others.map(|one| (one.id.to_string(), format!("{} – {}", one.title_line(), one.title))).collect())
}

/// `POST /documents/{document}/links`: keeps a link.
fn add(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let outcome = read(cx, &may, &request, &rules)
        .and_then(|(relation, target)| actions::links::add(cx, &document, relation, &target));
    match outcome {
        Ok(()) => {
            cx.notice("Связь записана.");
            Ok(Reply::to(document.url()))
        }
        Err(Error::Invalid(faults)) => shown(cx, &may, &document, Typed::posted(&request), faults),
        Err(other) => Err(other),
    }
}

/// The relation and exactly one target of the three ways to name it.
fn read(
    cx: &mut Cx<Write>,
    may: &Granted<KeepDocuments>,
    request: &Request,
    rules: &Effective,
) -> Result<(Relation, Target)> {
    let text = |name| request.form.text(name);
    let mut check = request.form.check();
    let dated = check.date("dated");
    check.done()?;
    let relation = Relation::read(text("relation"))
        .ok_or_else(|| Error::field("relation", "Выберите, как связаны документы."))?;
    let named = ["target", "act", "line"].into_iter().filter(|name| !text(name).is_empty()).count();
    if named != 1 {
        let sentence = if named == 0 {
            "Укажите, с чем связан документ: выберите или впишите."
        } else {
            "Укажите что-то одно: документ реестра, акт правовой базы или другой акт."
        };
        return Err(Error::field("target", sentence));
    }
    let target = match (text("target"), text("act")) {
        ("", "") => written(text("line"), dated)?,
        ("", act) => of_pack(cx, may, rules, act)?,
        (id, _) => {
            let id: DocumentId = id.parse().map_err(|_| Error::NotFound)?;
            Target::Document(store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?.id)
        }
    };
    Ok((relation, target))
}

/// An act of the legal base, with what is known of its edition and last day where the person stands.
fn of_pack(cx: &mut Cx<Write>, may: &Granted<KeepDocuments>, rules: &Effective, id: &str) -> Result<Target> {
    let act = rules.acts.iter().find(|act| act.rule.id == id).map(|act| &act.rule).ok_or(Error::NotFound)?;
    let mark = store::act_marks::standing(cx.conn(), &super::top(may))?.remove(id);
    Ok(Target::Act {
        line: act.line(),
        dated: act.date.map(|day| day.0),
        valid_to: mark.map_or_else(|| act.valid_to.map(|day| day.0), |mark| mark.valid_to),
    })
}

fn written(line: &str, dated: Option<NaiveDate>) -> Result<Target> {
    let length = line.chars().count();
    if length > LONGEST_LINE {
        let sentence =
            format!("Слишком длинно: {length} знаков, а помещается {LONGEST_LINE}. Сократите текст.");
        return Err(Error::field("line", &sentence));
    }
    Ok(Target::Act { line: line.to_owned(), dated, valid_to: None })
}

/// `POST /documents/{document}/links/{link}/removal`: takes a link back.
fn remove(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let link: LinkId = cx.request().arg("link")?;
    actions::links::remove(cx, &document, link)?;
    cx.notice("Связь убрана.");
    Ok(Reply::to(format!("{}/links", document.url())))
}

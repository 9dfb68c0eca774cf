//! The checklist of the sections a document of this kind must have: what is there, what is missing, who has looked.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use search::Vocabulary;
use web::{Cx, Mode, Page, Read, Reply, Result, Route, Write, get, post, russian};

use super::kinds;
use crate::rules::may_change;
use crate::{Document, KeepDocuments, SeeDocuments, actions, people, store};

/// The routes of the checklist.
pub(super) fn routes() -> Vec<Route> {
    vec![get("/documents/{document}/sections", page), post("/documents/{document}/sections", mark)]
}

/// A required section as a page says it.
pub(super) struct Said {
    pub id: String,
    pub title: String,
    /// Whether the words that name it stand in the text of the document.
    pub is_told: bool,
    pub is_there: bool,
    /// «Орлова Н. П., 12.06.2026 10:15»; empty: not ticked.
    pub by: String,
}

/// The checklist of the document; empty: its kind has none.
pub(super) fn said<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Vec<Said>> {
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let asked =
        rules.document_kind(&document.kind).map(|kind| kind.rule.sections.clone()).unwrap_or_default();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let marks = store::sections::of(cx.conn(), document.id)?;
    let names: BTreeMap<i64, String> = people::names_of(cx.conn(), marks.values().filter_map(|(by, _)| *by))?;
    let zone = cx.zone_at(&document.unit_path)?;
    let by = |id: &str| {
        let told = marks
            .get(id)
            .map(|(by, at)| format!("{}, {}", people::named(&names, *by), russian::moment(*at, zone)));
        told.unwrap_or_default()
    };
    let line = |one: packs::RequiredSection| Said {
        by: by(&one.id),
        is_there: marks.contains_key(&one.id),
        title: one.title,
        is_told: false,
        id: one.id,
    };
    Ok(asked.into_iter().map(line).collect())
}

/// The checklist with what the program has found in the files: a hint, the person decides.
fn told(cx: &mut Cx<Read>, document: &Document) -> Result<Vec<Said>> {
    let mut all = said(cx, document)?;
    let text = search::text_of(cx.conn(), &[document.id.0])?.pop().map(|(_, text)| text).unwrap_or_default();
    let words = Vocabulary::of(&text);
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let asked =
        rules.document_kind(&document.kind).map(|kind| kind.rule.sections.clone()).unwrap_or_default();
    for (line, one) in all.iter_mut().zip(&asked) {
        line.is_told = one.words.iter().any(|word| words.has(word));
    }
    Ok(all)
}

/// «не отмечено 2 раздела из 7»; empty: all are there.
pub(super) fn missing(all: &[Said]) -> String {
    let missing = all.iter().filter(|one| !one.is_there).count();
    if missing == 0 {
        return String::new();
    }
    let missing = i64::try_from(missing).unwrap_or(i64::MAX);
    format!(
        "Не\u{a0}отмечено: {} из\u{a0}{}",
        russian::counted(missing, "раздел", "раздела", "разделов"),
        all.len()
    )
}

/// Titles of the sections that are there, or of those that are not.
pub(super) fn titles(all: &[Said], is_there: bool) -> String {
    let titles: Vec<&str> =
        all.iter().filter(|one| one.is_there == is_there).map(|one| one.title.as_str()).collect();
    titles.join("; ")
}

#[derive(Template)]
#[template(path = "sections.html")]
struct SectionsPage {
    token: String,
    url: String,
    line: String,
    sections: Vec<Said>,
    may_mark: bool,
}

/// `GET /documents/{document}/sections`
fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let page = SectionsPage {
        token: cx.csrf().to_owned(),
        url: document.url(),
        line: document.title_line(),
        sections: told(cx, &document)?,
        may_mark: super::keeps(cx, &document.unit_path) && may_change(&document).is_ok(),
    };
    Page::titled("Обязательные разделы").at(&document.unit_path).under("/documents").show(&page)
}

/// `POST /documents/{document}/sections`
fn mark(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let request = cx.request_handle();
    let missing = actions::sections::mark(cx, &document, &request.form.all("section"))?;
    let told = if missing == 0 {
        "Отмечено: все обязательные разделы есть.".to_owned()
    } else {
        let missing =
            russian::counted(i64::try_from(missing).unwrap_or(i64::MAX), "раздела", "разделов", "разделов");
        format!("Отмечено. В документе нет ещё {missing}.")
    };
    cx.notice(&told);
    Ok(Reply::to(document.url()))
}

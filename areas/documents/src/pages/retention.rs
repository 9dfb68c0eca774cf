//! What the unit need not keep any longer: documents out of force whose term has run out. Nothing is erased here: an act of
//! disposal is composed of what is ticked.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use web::{Cx, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::kinds;
use crate::rules::keeping::{Kept, kept};
use crate::{Document, DocumentId, KeepDocuments, store};

/// So many documents are read at a time, and so many lines shown of each list.
const PART: i64 = 1_000;
const SHOWN: usize = 500;

#[derive(Template)]
#[template(path = "retention.html")]
struct RetentionPage {
    token: String,
    due: Vec<Row>,
    later: Vec<Row>,
    /// How many are due, and whether more than is shown.
    counted: String,
    is_cut: bool,
    protocol: String,
    faults: Vec<(String, String)>,
    error: String,
}

struct Row {
    id: String,
    is_chosen: bool,
    title: String,
    line: String,
    url: String,
    until: String,
    clause: String,
    /// The act it stands in; empty: none.
    act: String,
}

/// `GET /documents/retention`: whose term has run out, and whose is running.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    shown(cx, &may, &[], "", Vec::new())
}

/// The page, with what was typed and what is wrong with it.
pub(super) fn shown<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepDocuments>,
    chosen: &[DocumentId],
    protocol: &str,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let path = may.scopes().first().map_or_else(|| "/".to_owned(), |scope| scope.path.clone());
    let (mut due, mut later) = terms(cx, &path)?;
    let (count, is_cut) = (due.len(), due.len() > SHOWN);
    due.truncate(SHOWN);
    later.truncate(SHOWN);
    let page = RetentionPage {
        token: cx.csrf().to_owned(),
        due: rows(cx, due, chosen)?,
        later: rows(cx, later, &[])?,
        counted: russian::counted(
            i64::try_from(count).unwrap_or(i64::MAX),
            "документ",
            "документа",
            "документов",
        ),
        is_cut,
        protocol: protocol.to_owned(),
        error: faults.first().map(|fault| fault.text.clone()).unwrap_or_default(),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    let reply = Page::titled("Сроки хранения").at(&path).under("/documents").show(&page)?;
    Ok(if page.error.is_empty() { reply } else { reply.status(422) })
}

/// A document out of force, its last day and the clause.
type Term = (NaiveDate, Document, String);

/// Every document of the unit out of force: those that are due and those whose term runs, the earliest first.
fn terms<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<(Vec<Term>, Vec<Term>)> {
    let (rules, today) = (kinds::rules_at(cx, path)?, cx.today_at(path)?);
    let (mut due, mut later, mut after) = (Vec::new(), Vec::new(), DocumentId(0));
    loop {
        let part = store::out_of_force(cx.conn(), path, after, PART)?;
        let Some(last) = part.last() else { break };
        after = last.id;
        for document in part {
            let (Kept::Until(last), clause) = kept(&document, &rules) else { continue };
            // What was erased already has nothing left to erase.
            if document.file_id.is_none() && document.sha256.is_some() {
                continue;
            }
            let to = if last < today { &mut due } else { &mut later };
            to.push((last, document, clause));
        }
    }
    let first = |(last, document, _): &Term| (*last, document.id);
    due.sort_by_key(first);
    later.sort_by_key(first);
    Ok((due, later))
}

fn rows<M: Mode>(cx: &mut Cx<M>, terms: Vec<Term>, chosen: &[DocumentId]) -> Result<Vec<Row>> {
    let ids: Vec<i64> = terms.iter().map(|(_, document, _)| document.id.0).collect();
    let taken = store::disposals::taken(cx.conn(), &ids)?;
    let act =
        |id| taken.iter().find(|(document, _)| *document == id).map(|(_, act)| format!("/documents/{act}"));
    let row = |(last, document, clause): Term| Row {
        id: document.id.to_string(),
        is_chosen: chosen.contains(&document.id),
        line: document.title_line(),
        url: document.url(),
        until: russian::date(last),
        act: act(document.id).unwrap_or_default(),
        title: document.title,
        clause,
    };
    Ok(terms.into_iter().map(row).collect())
}

/// «по 31.12.2025 (приложение 5, п. 7.1)», for the card.
pub(super) fn said(document: &Document, rules: &packs::Effective) -> String {
    let (kept, clause) = kept(document, rules);
    let term = match kept {
        Kept::Unsaid => return String::new(),
        Kept::Always => "постоянно".to_owned(),
        Kept::Until(last) => format!("по {}", russian::date(last)),
        Kept::NotBegun(years) => {
            let years = russian::counted(i64::from(years), "год", "года", "лет");
            format!("{years} с\u{a0}января после года, когда документ перестанет действовать")
        }
    };
    format!("{term} ({clause})")
}

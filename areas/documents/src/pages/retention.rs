//! What the unit need not keep any longer: documents out of force whose term has run out. Nothing is erased here.

use access::Granted;
use askama::Template;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::kinds;
use crate::rules::keeping::{Kept, kept};
use crate::{Document, KeepDocuments, store};

/// So many documents out of force are looked at.
const MOST: i64 = 2_000;

#[derive(Template)]
#[template(path = "retention.html")]
struct RetentionPage {
    due: Vec<Row>,
    later: Vec<Row>,
}

struct Row {
    title: String,
    line: String,
    url: String,
    until: String,
    clause: String,
}

/// `GET /documents/retention`: whose term has run out, and whose is running.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let path = may.scopes().first().map_or_else(|| "/".to_owned(), |scope| scope.path.clone());
    let (rules, today) = (kinds::rules_at(cx, &path)?, cx.today_at(&path)?);
    let (mut due, mut later) = (Vec::new(), Vec::new());
    for document in store::out_of_force(cx.conn(), &path, MOST)? {
        let (Kept::Until(last), clause) = kept(&document, &rules) else { continue };
        let to = if last < today { &mut due } else { &mut later };
        to.push((last, line(&document, russian::date(last), clause)));
    }
    let sorted = |mut lines: Vec<(chrono::NaiveDate, Row)>| {
        lines.sort_by_key(|(last, _)| *last);
        lines.into_iter().map(|(_, line)| line).collect()
    };
    let page = RetentionPage { due: sorted(due), later: sorted(later) };
    Page::titled("Сроки хранения").at(&path).under("/documents").show(&page)
}

fn line(document: &Document, until: String, clause: String) -> Row {
    Row { title: document.title.clone(), line: document.title_line(), url: document.url(), until, clause }
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

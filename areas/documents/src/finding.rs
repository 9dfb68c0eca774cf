//! Documents found by the words of their titles and files: read by a job after each change, asked by the list.

mod offer;

use std::collections::BTreeMap;

use db::{Conn, Ranges, Result, WriteTx};
use files::Vault;
use jobs::Kind;
use search::{Piece, Question, Sought, Thing};
use web::House;

pub(crate) use offer::Documents;

use crate::reading::is_about_people;
use crate::{Document, DocumentFile, DocumentId, store};

/// The kind of things documents are in the search.
pub const KIND: &str = "documents.document";
/// Those about people: who may find them is another question.
const ABOUT_PEOPLE: &str = "documents.about_people";
/// Reads one document.
const READ: &str = "documents.read";
/// Reads whatever was left unread: documents of before, rows of a restored backup, faults that passed.
const CATCH_UP: &str = "documents.catch_up";
/// Seconds between two catchings-up.
const SELDOM: i64 = 600;
/// The most documents read in one catching-up; the next goes on.
const AT_ONCE: usize = 2_000;
/// So many documents at most answer a question.
pub(crate) const MOST: i64 = 2_000;

/// The area's background work for the search.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: READ, every: None, run: read },
        Kind { name: CATCH_UP, every: Some(SELDOM), run: |house, _| catch_up(house) },
    ]
}

/// Has the document read soon: in the transaction that changes it.
pub(crate) fn ask(tx: &mut WriteTx, id: i64, document: DocumentId, at: db::Moment) -> Result<()> {
    jobs::enqueue(tx, id, READ, &document.to_string(), &document.to_string(), at)
}

fn read(house: &House, payload: &str) -> std::result::Result<(), String> {
    let id: i64 = payload.parse().map_err(|_| "no number of a document".to_owned())?;
    keep(house, &[id]).map_err(|error| error.to_string())
}

fn catch_up(house: &House) -> std::result::Result<(), String> {
    let behind = house.db.read(|conn| behind(conn, AT_ONCE)).map_err(|error| error.to_string())?;
    behind.chunks(50).try_for_each(|some| keep(house, some)).map_err(|error| error.to_string())
}

/// Documents whose kept version is another than their own, or none.
fn behind(conn: &mut Conn, most: usize) -> Result<Vec<i64>> {
    let (mut behind, mut after) = (Vec::new(), 0);
    while behind.len() < most {
        let page = store::versions_after(conn, after, 500)?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        let ids: Vec<i64> = page.iter().map(|(id, _)| *id).collect();
        let kept: BTreeMap<i64, i64> = search::versions(conn, &ids)?.into_iter().collect();
        behind.extend(page.iter().filter(|(id, version)| kept.get(id) != Some(version)).map(|(id, _)| *id));
    }
    behind.truncate(most);
    Ok(behind)
}

/// Reads these documents outside of any transaction and keeps what they say in one.
fn keep(house: &House, ids: &[i64]) -> Result<()> {
    let found: Vec<(Document, String)> = house.db.read(|conn| {
        let documents = store::all_of(conn, ids)?;
        documents
            .into_iter()
            .map(|one| text(conn, &house.vault, &one).map(|text| (one, text)))
            .collect::<Result<_>>()
    })?;
    let kind = |one: &Document| if is_about_people(&house.packs, &one.kind) { ABOUT_PEOPLE } else { KIND };
    house.db.write(|tx| found.iter().try_for_each(|(one, text)| put(tx, (kind(one), one), text)))
}

fn put(tx: &mut WriteTx, (kind, document): (&str, &Document), text: &str) -> Result<()> {
    let line = [document.title_line(), document.topic.clone(), document.issuer.clone()].join(" · ");
    search::put(
        tx,
        &Thing {
            id: document.id.0,
            kind,
            unit_path: &document.unit_path,
            address: &document.url(),
            title: &document.title,
            line: line.trim_end_matches([' ', '·']),
            text,
            position: i64::from(chrono::Datelike::num_days_from_ce(&document.signed_on)),
            version: document.version,
        },
    )
}

/// What stands in the current files of the document, the text itself first.
fn text(conn: &mut Conn, vault: &Vault, document: &Document) -> Result<String> {
    let mut files = store::files_of(conn, document.id)?;
    files.retain(|file| file.is_current() && file.file_id.is_some() && texts::reads(&file.media_type));
    files.sort_by_key(|file| (file.part() != crate::Part::Text, file.id.0));
    let mut text = String::new();
    for file in &files {
        if text.len() < texts::MOST {
            text.push_str(&of_file(vault, file));
        }
    }
    Ok(text)
}

/// A file that cannot be read says nothing: its document is found by its title.
fn of_file(vault: &Vault, file: &DocumentFile) -> String {
    let Ok(bytes) = vault.get(&file.sha256) else {
        tracing::warn!(file = file.id.0, "the object of a file could not be read for the search");
        return String::new();
    };
    texts::of(&file.media_type, bytes).unwrap_or_else(|fault| {
        tracing::info!(file = file.id.0, ?fault, "a file gave no text for the search");
        String::new()
    })
}

/// What is sought: documents of the scope, and those about people where they are read.
fn sought<'a>(scope: &'a Ranges, papers: &'a Ranges) -> [Sought<'a>; 2] {
    [(KIND, scope), (ABOUT_PEOPLE, papers)].map(|(kind, scope)| Sought { kind, scope, also: &[] })
}

/// The documents that answer, the best first, of the scope or of where papers about people are read.
pub(crate) fn found(
    conn: &mut Conn,
    (scope, papers): (&Ranges, &Ranges),
    question: &Question,
) -> Result<Vec<i64>> {
    let sought = sought(scope, papers);
    Ok(search::find(conn, &sought, question, MOST)?.into_iter().map(|hit| hit.id).collect())
}

/// Those of exactly this unit that answer.
pub(crate) fn found_at(conn: &mut Conn, unit_path: &str, question: &Question) -> Result<Vec<i64>> {
    let (nowhere, also) = (Ranges::under(std::iter::empty::<&str>()), [unit_path.to_owned()]);
    let sought = [KIND, ABOUT_PEOPLE].map(|kind| Sought { kind, scope: &nowhere, also: &also });
    Ok(search::find(conn, &sought, question, MOST)?.into_iter().map(|hit| hit.id).collect())
}

/// Where these documents answer: an excerpt of each that has a text with words asked for.
pub(crate) fn excerpts(
    conn: &mut Conn,
    ids: &[i64],
    question: &Question,
) -> Result<BTreeMap<i64, Vec<Piece>>> {
    let texts = search::text_of(conn, ids)?.into_iter();
    Ok(texts.map(|(id, text)| (id, search::excerpt(&text, question))).collect())
}

//! What is worth a word but forbids nothing: the same file twice, the same number twice (decision 13), a doubtful ground.

use db::{Conn, Result};

use crate::links::{Relation, doubt};
use crate::{Document, rules, store};

/// A word about a document already registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A full sentence.
    pub text: String,
    /// The page of the other document; empty: an act from outside.
    pub url: String,
}

/// What may be wrong with a document, each naming the other one.
pub fn warnings(conn: &mut Conn, document: &Document) -> Result<Vec<Warning>> {
    let mut found = Vec::new();
    if let Some(sha256) = &document.sha256 {
        let other = store::same_file(conn, document.unit_id, sha256, document.id)?;
        found.extend(other.map(|other| about("Этот же файл уже приложен к другому документу", &other)));
    }
    let year = rules::number_year(document.signed_on);
    let others = store::of_year(conn, document.unit_id, &document.kind, year, document.id)?;
    let same = others.iter().find(|other| rules::is_same_number(&document.number, &other.number));
    found.extend(same.map(|other| about("Такой номер уже есть", other)));
    found.extend(doubts(conn, document)?);
    Ok(found)
}

/// What a document was issued on the ground of, as recorded on its card: a line each (Ижморский округ, п. 1.2).
pub fn bases(conn: &mut Conn, document: &Document) -> Result<Vec<String>> {
    let rests = Relation::RestsOn.code();
    let links: Vec<_> =
        store::links::of(conn, document.id)?.into_iter().filter(|link| link.relation == rests).collect();
    let ids: Vec<i64> = links.iter().filter_map(|link| link.target_id).map(|id| id.0).collect();
    let cited = store::all_of(conn, &ids)?;
    let line = |link: &crate::model::Link| match link.target_id {
        None => Some(link.line.clone()),
        Some(id) => {
            let one = cited.iter().find(|one| one.id == id)?;
            Some(format!("{} «{}»", one.title_line(), one.title))
        }
    };
    Ok(links.iter().filter_map(line).collect())
}

/// What the document rests on and should not: nobody has signed a draft yet, so its day doubts nothing.
fn doubts(conn: &mut Conn, document: &Document) -> Result<Vec<Warning>> {
    if document.state().is_unsigned() {
        return Ok(Vec::new());
    }
    let rests = Relation::RestsOn.code();
    let links: Vec<_> =
        store::links::of(conn, document.id)?.into_iter().filter(|link| link.relation == rests).collect();
    let ids: Vec<i64> = links.iter().filter_map(|link| link.target_id).map(|id| id.0).collect();
    let cited = store::all_of(conn, &ids)?;
    let acts = links.iter().filter(|link| link.target_id.is_none());
    let acts = acts.filter_map(|link| {
        let text = doubt(document.signed_on, &link.line, link.dated, link.valid_to)?;
        Some(Warning { text, url: String::new() })
    });
    Ok(cited.iter().filter_map(|one| doubted(document, one)).chain(acts).collect())
}

fn doubted(document: &Document, cited: &Document) -> Option<Warning> {
    if cited.is_cancelled() {
        return Some(about("Основание отменено", cited));
    }
    let line = format!("{}, «{}»", cited.title_line(), cited.title);
    let text = doubt(document.signed_on, &line, Some(cited.signed_on), cited.valid_to)?;
    Some(Warning { text, url: cited.url() })
}

fn about(what: &str, other: &Document) -> Warning {
    Warning { text: format!("{what}: {}, «{}».", other.title_line(), other.title), url: other.url() }
}

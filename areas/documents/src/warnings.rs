//! What is worth a word but forbids nothing: the same file twice, the same number twice (decision 13).

use db::{Conn, Result};

use crate::{Document, rules, store};

/// A word about a document already registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A full sentence.
    pub text: String,
    /// The page of the other document.
    pub url: String,
}

/// What may be wrong with a registered document, each naming the other one.
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
    Ok(found)
}

fn about(what: &str, other: &Document) -> Warning {
    Warning { text: format!("{what}: {}, «{}».", other.title_line(), other.title), url: other.url() }
}

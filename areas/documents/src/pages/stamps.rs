//! The approval stamp of a document: number and day of the order whose annex it is, or that says it approves it, carried over so
//! that it is never left blank (Владимир, приказ, п. 1; Терский район, приказ).

use std::collections::BTreeMap;

use db::Conn;
use web::{Cx, Mode, Result};

use crate::links::stamp;
use crate::model::Document;
use crate::store;

/// What approves by its genus.
const APPROVING: [&str; 2] = ["order", "protocol"];
/// What is in force only as an order approves it.
const APPROVED: &str = "regulation";

/// Stamps of these documents, by the latest that approves each.
pub(super) fn of(conn: &mut Conn, documents: &[Document]) -> db::Result<BTreeMap<i64, String>> {
    let ids: Vec<i64> = documents.iter().map(|one| one.id.0).collect();
    let said = store::links::approving(conn, &ids)?;
    let by: Vec<i64> = said.iter().map(|(_, by)| by.0).collect();
    let mut all = if by.is_empty() { Vec::new() } else { store::all_of(conn, &by)? };
    all.retain(|one| {
        !one.is_cancelled() && !one.state().is_unsigned() && APPROVING.contains(&one.genus.as_str())
    });
    all.sort_by_key(|one| (one.signed_on, one.id));
    let latest = |of: &Document| {
        let by = all.iter().rfind(|one| said.contains(&(of.id, one.id)))?;
        Some((of.id.0, stamp(&of.genus, by)))
    };
    Ok(documents.iter().filter_map(latest).collect())
}

/// The stamp of a document, and where what approves it is told; of a regulation nobody approved yet: that nothing is told.
pub(super) fn told<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<(String, String)> {
    let stamp = of(cx.conn(), std::slice::from_ref(document))?.remove(&document.id.0);
    if let Some(stamp) = stamp {
        return Ok((stamp, String::new()));
    }
    let is_asked = document.genus == APPROVED && document.state().has_force();
    if !is_asked || document.is_cancelled() {
        return Ok((String::new(), String::new()));
    }
    let keeps = super::keeps(cx, &document.unit_path);
    let url = if keeps { format!("{}/links", document.url()) } else { String::new() };
    Ok(("не\u{a0}указано, каким приказом утверждено".to_owned(), url))
}

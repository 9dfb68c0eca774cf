//! «Изменено после отправки»: evidence whose document is no longer what was handed over (decision 8).

use std::collections::BTreeSet;

use db::Conn;
use documents::{Frozen, Status};
use web::Result;

use crate::model::EvidenceRow;
use crate::worksheet::Worksheet;

/// The links whose document was replaced, renumbered or cancelled since they were frozen; one query.
pub fn since_frozen(conn: &mut Conn, work: &Worksheet) -> Result<BTreeSet<i64>> {
    of_all(conn, std::slice::from_ref(work))
}

/// The same for many sheets at once.
pub fn of_all(conn: &mut Conn, works: &[Worksheet]) -> Result<BTreeSet<i64>> {
    let links = works.iter().flat_map(|work| work.evidence.values().flatten());
    let frozen: Vec<&EvidenceRow> = links.filter(|link| link.frozen_at.is_some()).collect();
    let ids: Vec<i64> = frozen.iter().map(|link| link.document_id.0).collect();
    let now = documents::store::frozen(conn, &ids)?;
    let is_changed = |link: &&&EvidenceRow| {
        now.iter()
            .find(|document| document.id == link.document_id)
            .is_none_or(|document| differs(link, document))
    };
    Ok(frozen.iter().filter(is_changed).map(|link| link.id).collect())
}

fn differs(link: &EvidenceRow, document: &Frozen) -> bool {
    document.title_line != link.title
        || document.sha256.as_deref().unwrap_or_default() != link.sha256
        || document.status == Status::Cancelled.code()
}

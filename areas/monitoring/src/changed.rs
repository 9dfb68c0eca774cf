//! «Изменилось с отправки»: documents and facts that are no longer what was handed over (decision 8).

use std::collections::{BTreeMap, BTreeSet};

use db::Conn;
use documents::{Frozen, Status};
use registry::{Fact, Proof};
use web::Result;

use crate::found::FrozenFact;
use crate::model::{AnswerRow, EvidenceRow};
use crate::worksheet::Worksheet;

/// What has changed in a sheet since it was handed over.
#[derive(Debug, Clone, Default)]
pub struct Changed {
    /// Links whose document was replaced, renumbered or cancelled.
    pub links: BTreeSet<i64>,
    /// Indicators whose fact is another one now: how it was and how it is.
    pub facts: BTreeMap<String, String>,
}

/// Links and facts changed since they were frozen; one query. While a sheet is open its facts are live.
pub fn since_frozen(conn: &mut Conn, work: &Worksheet) -> Result<Changed> {
    let frozen: Vec<&EvidenceRow> =
        work.evidence.values().flatten().filter(|link| link.frozen_at.is_some()).collect();
    let ids: Vec<i64> = frozen.iter().map(|link| link.document_id.0).collect();
    let now = documents::store::frozen(conn, &ids)?;
    let is_changed = |link: &&&EvidenceRow| {
        now.iter()
            .find(|document| document.id == link.document_id)
            .is_none_or(|document| differs(link, document))
    };
    let links = frozen.iter().filter(is_changed).map(|link| link.id).collect();
    let facts = if work.sheet.state().is_editable() { BTreeMap::new() } else { facts(work) };
    Ok(Changed { links, facts })
}

fn differs(link: &EvidenceRow, document: &Frozen) -> bool {
    document.title_line != link.title
        || document.sha256.as_deref().unwrap_or_default() != link.sha256
        || document.status == Status::Cancelled.code()
}

fn facts(work: &Worksheet) -> BTreeMap<String, String> {
    let changed = |row: &AnswerRow| {
        let frozen = FrozenFact::read(&row.fact)?;
        let now = work.found.get(&row.no);
        (!frozen.is_still(now)).then(|| (row.no.clone(), told(&frozen, now)))
    };
    work.answers.values().filter_map(changed).collect()
}

fn told(was: &FrozenFact, now: Option<&Fact>) -> String {
    let now = match now {
        Some(Fact::Known { value, proofs }) => said(value, proofs),
        Some(Fact::Short { have, .. }) => have.clone(),
        _ => "не найдено".to_owned(),
    };
    format!("было {}; теперь {now}", said(&was.value, &was.proofs))
}

/// «Программа № 114 от 02.09.2025», or the number where nothing can be opened.
fn said(value: &str, proofs: &[Proof]) -> String {
    let titles: Vec<&str> = proofs.iter().take(3).map(|proof| proof.title.as_str()).collect();
    let more = proofs.len().saturating_sub(titles.len());
    match (titles.is_empty(), more) {
        (true, _) => web::russian::decimal(value),
        (false, 0) => titles.join(", "),
        (false, more) => format!("{} и ещё {more}", titles.join(", ")),
    }
}

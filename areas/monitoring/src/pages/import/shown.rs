//! The page of differences: what the server has, what the file says, what is taken by default.

use std::collections::BTreeMap;

use askama::Template;
use chrono_tz::Tz;
use db::Moment;
use web::{Cx, Mode, Reply, Result, russian};

use super::{CARRIED, Pending, page_of, subtitle};
use crate::exchange;
use crate::exchange::compare::{Comparison, Difference, Kind};
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(path = "import_preview.html")]
struct PreviewPage {
    csrf: String,
    url: String,
    subtitle: String,
    shut: String,
    said: String,
    counts: Vec<(String, &'static str)>,
    missing: String,
    rows: Vec<Row>,
    carried: String,
    has_good: bool,
    has_choice: bool,
}

struct Row {
    index: usize,
    no: String,
    title: String,
    url: String,
    address: String,
    now: String,
    file: String,
    word: &'static str,
    tone: &'static str,
    is_conflict: bool,
    is_offered: bool,
    theirs: String,
    reason: String,
}

/// The page; `said` stands above the table.
pub(super) fn page<M: Mode>(
    cx: &mut Cx<M>,
    work: &Worksheet,
    comparison: Comparison,
    said: &str,
) -> Result<Reply> {
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let names = names(cx, &comparison.differences)?;
    let shut = exchange::shut(work);
    let counts = counts(&comparison);
    let missing = comparison.missing.join(", ");
    let rows: Vec<Row> = comparison
        .differences
        .iter()
        .enumerate()
        .map(|(index, one)| row(work, index, one, &names, zone))
        .collect();
    let account = cx.person().map(|person| person.account.0);
    let pending = Pending { sheet: work.sheet.id.0, account, differences: comparison.differences };
    let json = serde_json::to_string(&pending).map_err(|e| web::Error::Broken(e.to_string()))?;
    let page = PreviewPage {
        csrf: cx.csrf().to_owned(),
        url: work.sheet.url(),
        subtitle: subtitle(work),
        said: said.to_owned(),
        counts,
        missing,
        carried: if shut.is_empty() { cx.house().signer.sign(CARRIED, &json) } else { String::new() },
        shut,
        has_good: rows.iter().any(|row| row.is_offered && !row.is_conflict),
        has_choice: rows.iter().any(|row| row.is_offered),
        rows,
    };
    page_of(work).show(&page)
}

fn names<M: Mode>(cx: &mut Cx<M>, all: &[Difference]) -> Result<BTreeMap<i64, String>> {
    let by = |one: &Difference| if let Kind::Conflict(by, _) = one.kind { by } else { None };
    let ids: Vec<i64> = all.iter().filter_map(by).collect();
    Ok(access::store::short_names(cx.conn(), &ids)?.into_iter().collect())
}

fn row(work: &Worksheet, index: usize, one: &Difference, names: &BTreeMap<i64, String>, zone: Tz) -> Row {
    let (word, tone) = word(&one.kind);
    let theirs = match one.kind {
        Kind::Conflict(by, at) => {
            let who = by.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
            [who, russian::moment(Moment(at), zone)].into_iter().filter(|part| !part.is_empty()).collect()
        }
        _ => Vec::new(),
    };
    Row {
        index,
        no: one.no.clone(),
        title: work.template.indicator(&one.no).map(|found| found.title.clone()).unwrap_or_default(),
        url: format!("{}/answers/{}", work.sheet.url(), one.no),
        address: one.address.clone(),
        now: one.now.clone(),
        file: one.file.clone(),
        word,
        tone,
        is_conflict: matches!(one.kind, Kind::Conflict(..)),
        is_offered: one.proposal.is_some(),
        theirs: theirs.join(", "),
        reason: if let Kind::Refused(reason) = &one.kind { reason.clone() } else { String::new() },
    }
}

fn word(kind: &Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::New => ("новое", "ok"),
        Kind::Changed => ("изменено", "info"),
        Kind::Conflict(..) => ("расхождение", "warn"),
        Kind::Evidence => ("документ", "info"),
        Kind::Refused(_) => ("не принято", "bad"),
    }
}

/// How many there are of each kind, and how many are the same.
fn counts(comparison: &Comparison) -> Vec<(String, &'static str)> {
    let kinds = ["новое", "изменено", "расхождение", "документ", "не принято"];
    let mut counts: Vec<(String, &'static str)> = Vec::new();
    for wanted in kinds {
        let of_kind =
            || comparison.differences.iter().map(|one| word(&one.kind)).filter(|(is, _)| *is == wanted);
        if let Some((_, tone)) = of_kind().next() {
            counts.push((format!("{wanted}: {}", of_kind().count()), tone));
        }
    }
    if comparison.same > 0 {
        counts.push((format!("без изменений: {}", comparison.same), "muted"));
    }
    counts
}

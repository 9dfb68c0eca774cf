//! What stands in an indicator's drawer around its rule: what was found, links, last year, comments, history.

use std::collections::BTreeSet;

use packs::{Indicator, ParamValue};
use registry::{Fact, Proof};
use web::view::HistoryEntry;
use web::{Authors, Cx, Mode, Result, address, russian};

use super::sheet::year_before;
use super::words;
use crate::found::Kind;
use crate::model::{AnswerRow, EvidenceRow, Ruling, read};
use crate::store::{comments, results, sheets};
use crate::worksheet::Worksheet;

/// The most comments and lines of history shown.
const MOST: i64 = 50;

/// A document linked to the answer.
pub(super) struct Link {
    pub title: String,
    pub url: String,
    pub removal: String,
    pub is_changed: bool,
}

/// Something found that waits to be confirmed: a document, or the fact itself.
pub(super) struct Found {
    pub title: String,
    pub field: &'static str,
    pub value: String,
    pub url: String,
}

/// What the program has found, in words and with what can be opened.
#[derive(Default)]
pub(super) struct Seen {
    pub text: String,
    pub proofs: Vec<(String, String)>,
}

/// What the program knows about the indicator; nothing where no fact is asked.
pub(super) fn seen(work: &Worksheet, indicator: &Indicator) -> Seen {
    let proofs = |proofs: &[Proof]| {
        proofs.iter().map(|proof| (proof.title.clone(), words::proof_url(proof))).collect()
    };
    let is_open = work.sheet.state().is_editable();
    match work.found.get(&indicator.no) {
        Some(Fact::Known { proofs: known, .. }) => Seen {
            text: match Kind::of(indicator) {
                Kind::Computed if is_open && work.is_computed(&indicator.no) => {
                    "Этого достаточно: показатель засчитывается без вашего ответа.".to_owned()
                }
                Kind::Computed if is_open => {
                    "Найдено, но действует свой ответ. Снимите его, и показатель снова вычислится.".to_owned()
                }
                Kind::Confirmed if is_open => {
                    "Найденное нужно подтвердить: программа видит документ, но не его содержание.".to_owned()
                }
                _ => String::new(),
            },
            proofs: proofs(known),
        },
        Some(Fact::Short { have, need, proofs: short }) => {
            Seen { text: format!("{}. Нужно: {need}.", russian::capital(have)), proofs: proofs(short) }
        }
        _ if indicator.fact.is_some() => Seen {
            text: "Пока ничего. Можно ответить самим.".to_owned(),
            proofs: Vec::new(),
        },
        _ => Seen::default(),
    }
}

/// What waits to be confirmed: documents not linked yet, or the fact where there is no document.
pub(super) fn found(work: &Worksheet, indicator: &Indicator) -> Vec<Found> {
    let Some(Fact::Known { proofs, .. }) = work.found.get(&indicator.no) else {
        return Vec::new();
    };
    let no = indicator.no.as_str();
    let is_answered = work.answers.get(no).is_some_and(|row| !row.declared.is_empty());
    let is_linked = |proof: &Proof| work.links(no).iter().any(|link| link.document_id.0 == proof.id);
    let document = |proof: &Proof| Found {
        title: proof.title.clone(),
        field: "document",
        value: proof.id.to_string(),
        url: words::proof_url(proof),
    };
    let documents: Vec<&Proof> = proofs.iter().filter(|proof| proof.kind == "document").collect();
    match Kind::of(indicator) {
        Kind::Confirmed if documents.is_empty() && !is_answered => proofs
            .iter()
            .take(1)
            .map(|proof| Found { field: "fact", value: "1".to_owned(), ..document(proof) })
            .collect(),
        Kind::Confirmed => documents.into_iter().filter(|proof| !is_linked(proof)).map(document).collect(),
        _ => Vec::new(),
    }
}

/// The verifier's word.
pub(super) fn ruling(answer: Option<&AnswerRow>) -> String {
    let Some(row) = answer else { return String::new() };
    let reason =
        if row.ruling_reason.is_empty() { String::new() } else { format!(": {}", row.ruling_reason) };
    match row.ruling() {
        Ruling::None => String::new(),
        Ruling::Accepted => format!("Принято{reason}"),
        Ruling::Rejected => format!("Не принято{reason}"),
    }
}

/// Documents linked to the answer.
pub(super) fn links(work: &Worksheet, no: &str, changed: &BTreeSet<i64>) -> Vec<Link> {
    let link = |row: &EvidenceRow| Link {
        title: row.title.clone(),
        url: format!("/documents/{}", row.document_id),
        is_changed: changed.contains(&row.id),
        removal: format!("{}/evidence/{}/removal", work.sheet.url(), row.id),
    };
    work.links(no).iter().map(link).collect()
}

/// «в 2024/25: есть, 1 балл»; empty when there is nothing to compare with.
pub(super) fn before<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<String> {
    let Some((year, object)) = year_before(cx, work)? else {
        return Ok(String::new());
    };
    let scores = results::scores(cx.conn(), object.id)?;
    let told = scores.iter().find(|score| score.no == no).map(|score| {
        let answer = read(&score.answer).as_ref().map_or_else(|| "нет ответа".to_owned(), words::answer);
        let points = score.score.parse().map_or_else(|_| "без оценки".to_owned(), crate::rules::points);
        let rejected = if score.state == "rejected" { ", не принято" } else { "" };
        format!("В\u{a0}{year}: {answer}{rejected}, {points}")
    });
    Ok(told.unwrap_or_default())
}

/// Where a document of the fitting kind is begun, coming back to this indicator; empty for who keeps no registry.
pub(super) fn start<M: Mode>(
    cx: &Cx<M>,
    work: &Worksheet,
    indicator: &Indicator,
    kinds: &[(String, String)],
) -> String {
    let granted = cx.house().policy.check::<documents::KeepDocuments>(cx.person());
    let fits = |kind: &&(String, String)| indicator.evidence.kinds.contains(&kind.0);
    let Some((kind, title)) = kinds
        .iter()
        .find(fits)
        .filter(|_| granted.is_ok_and(|may| may.within(&work.sheet.unit_path).is_ok()))
    else {
        return String::new();
    };
    let topic = indicator.params.get("topic").map(ParamValue::texts).and_then(<[String]>::first);
    let back = format!("{}/answers/{}", work.sheet.url(), indicator.no);
    let unit = work.sheet.unit_id.to_string();
    let query = [
        ("unit", unit.as_str()),
        ("kind", kind),
        ("title", title),
        ("topic", topic.map_or("", String::as_str)),
        ("back", &back),
    ];
    address("/documents/new", &query)
}

/// What was said about the answer, the oldest first.
pub(super) fn comments<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<Vec<HistoryEntry>> {
    let said = comments::of_answer(cx.conn(), work.sheet.id, no, MOST)?;
    entries(cx, work, said.into_iter().map(|one| (one.at, one.by, one.text)).collect())
}

/// What happened to the answer, the newest first.
pub(super) fn history<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<Vec<HistoryEntry>> {
    let events = sheets::history(cx.conn(), work.sheet.id, Some(no), MOST)?;
    entries(cx, work, events.into_iter().map(|event| (event.at, event.account, event.text)).collect())
}

fn entries<M: Mode>(
    cx: &mut Cx<M>,
    work: &Worksheet,
    said: Vec<(db::Moment, Option<i64>, String)>,
) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let authors = Authors::of(cx, work.sheet.id.0, said.iter().map(|(at, by, _)| (*at, *by)))?;
    let entry = |(at, by, text): (db::Moment, Option<i64>, String)| HistoryEntry {
        when: russian::moment(at, zone),
        who: authors.who(at, by),
        text,
    };
    Ok(said.into_iter().map(entry).collect())
}

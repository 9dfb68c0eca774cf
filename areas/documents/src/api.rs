//! Documents for programs: requisites only, inside the scope; files are opened on the card.

use access::Granted;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use db::Ranges;
use search::Question;
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Doc, Id, Paged, Pattern, Text};
use web::{Cx, Error, Read, Reply, Request, Result, Route, get};

use crate::store::{self, Filter};
use crate::{Document, DocumentId, SeeDocuments, Status, finding, reading, rules};

const TAG: &str = "Документы";

/// The area's routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/documents", list).api(
            Doc::new("listDocuments", "Документы, новые сначала")
                .tag(TAG)
                .query(
                    "unit",
                    "Только этой территории и\u{a0}тех, что под ней",
                    Pattern("^([0-9]{1,18}|[1-8][0-9]{18})?$"),
                )
                .query("kind", "Только этого вида", Text)
                .query(
                    "state",
                    "Только в\u{a0}этом состоянии, как в\u{a0}поле status",
                    Pattern("^(draft|agreed|signed|registered|in_force|lapsed|archived|cancelled)?$"),
                )
                .query(
                    "period",
                    "Учебный год по\u{a0}дню подписания: 2026 – это 2025/26",
                    Pattern("^20[0-9]{2}$"),
                )
                .query("name", "Начало названия или номер", Text)
                .query(
                    "words",
                    "Слова из\u{a0}названия, реквизитов или\u{a0}текста файлов, в\u{a0}любой форме",
                    Text,
                )
                .pages_by_number::<DocumentOut>(),
        ),
        get("/api/v1/documents/{document}", one).api(
            Doc::new("getDocument", "Реквизиты документа")
                .tag(TAG)
                .path("document", "Номер записи документа", Id)
                .answers::<DocumentOut>(),
        ),
    ]
}

/// The requisites of a document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Document)]
struct DocumentOut {
    /// Its id.
    id: String,
    /// The unit it belongs to.
    unit: String,
    /// Kind, of the pack's kinds of documents.
    kind: String,
    /// Genus of the kind: `programme`, `order`.
    genus: String,
    /// «Программа № 114 от 02.09.2025»
    line: String,
    /// Its title.
    title: String,
    /// Its number as written on it; may be empty.
    number: String,
    /// The day it was signed.
    signed_on: NaiveDate,
    /// Who issued it; may be empty.
    issuer: String,
    /// Its last day in force; null: without term.
    valid_to: Option<NaiveDate>,
    /// What it is about; may be empty.
    topic: String,
    /// On whom the control of its execution is laid; null: nobody said.
    controller: Option<String>,
    /// `draft`, `agreed`, `signed`, `registered`, `in_force`, `lapsed`, `archived` or `cancelled`.
    status: String,
    /// The day it was entered into the journal; null: not registered, or entered with its requisites ready.
    registered_on: Option<NaiveDate>,
    /// Why it was cancelled or lapsed; may be empty.
    cancel_reason: String,
    /// SHA-256 of its file; null when there is none.
    sha256: Option<String>,
    /// Where it is published.
    link: Option<String>,
    /// When it was registered.
    created_at: DateTime<Utc>,
    /// When it was changed last.
    updated_at: DateTime<Utc>,
}

impl From<Document> for DocumentOut {
    fn from(document: Document) -> Self {
        Self {
            line: document.title_line(),
            id: document.id.to_string(),
            unit: document.unit_id.to_string(),
            kind: document.kind,
            genus: document.genus,
            title: document.title,
            number: document.number,
            signed_on: document.signed_on,
            issuer: document.issuer,
            valid_to: document.valid_to,
            topic: document.topic,
            controller: document.controller,
            status: document.status,
            registered_on: document.registered_on,
            cancel_reason: document.cancel_reason,
            sha256: document.sha256,
            link: document.link,
            created_at: document.created_at.utc(),
            updated_at: document.updated_at.utc(),
        }
    }
}

/// `GET /api/v1/documents`
fn list(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let paging = request.paging()?;
    let scope = crate::access::asked(cx, &may, &request)?;
    let filter = Filter {
        found: Vec::new(),
        only: of_words(cx, &scope, request.asked("words"))?,
        kind: request.asked("kind").to_owned(),
        state: state(&request)?,
        period: period(&request)?,
        name: request.asked("name").to_owned(),
        hidden: reading::hidden(cx, &scope)?,
        after: paging.after()?.map(|(day, id)| (day_numbered(day), id)),
    };
    let found = store::list(cx.conn(), &scope, &filter, paging.limit())?;
    let (found, next) = paging.cut(found, |document| (document.id.0, document.signed_on.num_days_from_ce()));
    Reply::json(&Paged { items: found.into_iter().map(DocumentOut::from).collect(), next })
}

/// The documents that answer the words, at most the best 2,000; none: nothing was asked. Signs without words ask for nothing.
fn of_words(cx: &mut Cx<Read>, scope: &Ranges, typed: &str) -> Result<Option<Vec<i64>>> {
    let question = Question::of(typed);
    if question.is_empty() {
        return Ok((!typed.trim().is_empty()).then(Vec::new));
    }
    let papers = reading::papers(&cx.house_handle().policy, cx.person());
    Ok(Some(finding::found(cx.conn(), (scope, &papers), &question)?))
}

/// The day of a cursor; one beyond every calendar stands behind every document.
fn day_numbered(day: i64) -> NaiveDate {
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default();
    i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt).map_or(last, |day| day.min(last))
}

fn period(request: &Request) -> Result<Option<(NaiveDate, NaiveDate)>> {
    let asked = request.asked("period");
    let days = rules::school_year(asked);
    if days.is_none() && !asked.is_empty() {
        return Err(Error::field("period", "Год четырьмя цифрами: 2026 – это 2025/26."));
    }
    Ok(days)
}

/// A state nobody knows is no filter that finds nothing.
fn state(request: &Request) -> Result<String> {
    let asked = request.asked("state");
    if !asked.is_empty() && Status::ALL.iter().all(|one| one.code() != asked) {
        return Err(Error::field("state", "Такого состояния нет: возьмите его из поля status."));
    }
    Ok(asked.to_owned())
}

/// `GET /api/v1/documents/{document}`
fn one(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let id: DocumentId = cx.request().arg("document")?;
    let document = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !reading::opens(cx, &document)? {
        return Err(Error::NotFound);
    }
    Reply::json(&DocumentOut::from(document))
}

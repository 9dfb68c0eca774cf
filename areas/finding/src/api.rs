//! The same search for programs.

use access::{Granted, SignedIn};
use registry::Finding;
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Doc, OneOf, Text};
use web::{Cx, Error, Read, Reply, Result, Route, get};

use crate::looking::{Found, Look, look, told};

const KINDS: OneOf = OneOf(&["people", "units", "structures", "documents"]);
/// So many of each kind.
const LIMIT: usize = 50;

/// The area's routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/search", search).api(
            Doc::new("search", "Поиск по\u{a0}людям, территориям, структурам и\u{a0}документам")
                .tag("Поиск")
                .query("q", "Что найти: слова, имя с\u{a0}инициалами, номер", Text)
                .query("kind", "Только этого вида", KINDS)
                .answers::<FoundOut>(),
        ),
    ]
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Found)]
struct FoundOut {
    /// The best first, kind by kind; at most 50 of each.
    items: Vec<FindingOut>,
    /// Why nothing was looked for, or what was looked for instead; may be empty.
    note: String,
}

/// A thing that was found.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Finding)]
struct FindingOut {
    /// Its id.
    id: String,
    /// `people`, `units`, `structures`, `documents`.
    kind: &'static str,
    /// What it is called.
    title: String,
    /// What stands under the title; may be empty.
    line: String,
    /// Why it was found.
    reason: String,
    /// Its page.
    url: String,
}

/// `GET /api/v1/search`
fn search(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let request = cx.request_handle();
    let kind = request.asked("kind");
    if !kind.is_empty() && !KINDS.0.contains(&kind) {
        return Err(Error::field("kind", "Такого вида нет: people, units, structures или\u{a0}documents."));
    }
    let asked = Look { typed: request.asked("q"), kind, is_suggestion: false, limit: LIMIT };
    let (found, refused) = match look(cx, asked)? {
        Ok(found) => (found, ""),
        Err(refused) => (Found::default(), told(refused)),
    };
    let note = found.instead.map_or_else(|| refused.to_owned(), |instead| format!("Искали «{instead}»."));
    let groups = found.groups.into_iter();
    let items = groups.flat_map(|group| {
        let code = group.of.code;
        group.found.into_iter().map(move |one| out(one, code))
    });
    Reply::json(&FoundOut { items: items.collect(), note })
}

fn out(one: Finding, kind: &'static str) -> FindingOut {
    FindingOut {
        id: one.id.to_string(),
        kind,
        title: one.title,
        line: one.line,
        reason: one.reason,
        url: one.url,
    }
}

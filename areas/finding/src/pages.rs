//! The page of results, and what is told while somebody types.

use access::{Granted, SignedIn};
use askama::Template;
use serde::Serialize;
use web::{Cx, Page, Read, Reply, Result};

use crate::looking::{Found, Group, Look, look, told};

/// So many of each kind where all are shown.
const FEW: usize = 6;
/// So many where one kind was chosen.
const MANY: usize = 50;
/// So many of each kind while one types.
const SUGGESTED: usize = 3;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    typed: String,
    kind: String,
    groups: Vec<Shown>,
    instead: String,
    /// Why nothing was looked for.
    refused: &'static str,
    is_nothing: bool,
    back_url: String,
}

struct Shown {
    group: Group,
    more_url: String,
    is_cut: bool,
}

/// `GET /search?q=…`: groups by kind; `kind` shows one of them further.
pub(crate) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let request = cx.request_handle();
    let (typed, kind) = (request.asked("q"), request.asked("kind"));
    let limit = if kind.is_empty() { FEW } else { MANY };
    let outcome = look(cx, Look { typed, kind, is_suggestion: false, limit })?;
    let refused = outcome.as_ref().err().map(|refused| told(*refused)).unwrap_or_default();
    let Found { groups, instead } = outcome.unwrap_or_default();
    let page = SearchPage {
        is_nothing: groups.is_empty() && refused.is_empty(),
        groups: groups.into_iter().map(|group| shown(group, typed, kind)).collect(),
        instead: instead.unwrap_or_default(),
        refused,
        back_url: if kind.is_empty() { String::new() } else { web::address("/search", &[("q", typed)]) },
        typed: typed.chars().take(200).collect(),
        kind: kind.to_owned(),
    };
    Page::titled("Поиск").show(&page)
}

fn shown(group: Group, typed: &str, kind: &str) -> Shown {
    let more = web::address("/search", &[("q", typed), ("kind", group.of.code)]);
    let is_whole = !kind.is_empty();
    Shown {
        more_url: if group.has_more && !is_whole { more } else { String::new() },
        is_cut: group.has_more && is_whole,
        group,
    }
}

/// What is told while one types.
#[derive(Debug, Serialize)]
struct Suggestions {
    items: Vec<Suggestion>,
}

#[derive(Debug, Serialize)]
struct Suggestion {
    title: String,
    line: String,
    url: String,
    group: &'static str,
}

/// `GET /search/suggestions?q=…`: the first of each kind, without people.
pub(crate) fn suggestions(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let request = cx.request_handle();
    let asked = Look { typed: request.asked("q"), kind: "", is_suggestion: true, limit: SUGGESTED };
    let Found { groups, .. } = look(cx, asked)?.unwrap_or_default();
    let of_group = |group: Group| {
        let of = group.of;
        group.found.into_iter().map(move |one| Suggestion {
            title: one.title,
            line: one.line,
            url: one.url,
            group: of.title,
        })
    };
    Reply::json(&Suggestions { items: groups.into_iter().flat_map(of_group).collect() })
}

//! The list as an answer to words: the best first, each with the place of its text that answers.

use std::collections::BTreeMap;

use access::Granted;
use db::Ranges;
use search::Question;
use web::{Cx, Page, Read, Reply, Request, Result, russian};

use super::{ListPage, PAGE};
use crate::store::{self, Filter};
use crate::{Document, SeeDocuments, finding, reading};

/// The answers inside the scope that the filter leaves.
pub(super) fn list(
    cx: &mut Cx<Read>,
    may: &Granted<SeeDocuments>,
    scope: &Ranges,
    question: &Question,
) -> Result<Reply> {
    let request = cx.request_handle();
    let papers = reading::papers(&cx.house_handle().policy, cx.person());
    let best = finding::found(cx.conn(), (scope, &papers), question)?;
    let is_cut = i64::try_from(best.len()).unwrap_or(i64::MAX) >= finding::MOST;
    let hidden = reading::hidden(cx, scope)?;
    let filter = Filter { found: best.clone(), hidden, after: None, ..super::filter(&request) };
    let answers = ordered(store::list(cx.conn(), scope, &filter, 2 * finding::MOST)?, &best);
    let (from, total) = (from(&request), answers.len());
    let shown: Vec<Document> = answers.into_iter().skip(from).take(PAGE).collect();
    let ids: Vec<i64> = shown.iter().map(|document| document.id.0).collect();
    let mut excerpts = finding::excerpts(cx.conn(), &ids, question)?;
    let has_more = from + shown.len() < total;
    let page = super::page(cx, may, &request, shown, &mut excerpts)?;
    Page::titled("Документы").show(&ListPage {
        counted: counted(total, is_cut),
        next_url: if has_more { next_address(&request, from + PAGE) } else { String::new() },
        ..page
    })
}

/// What the index does not know yet was found by its number or the beginning of its title: it stands first.
fn ordered(mut answers: Vec<Document>, best: &[i64]) -> Vec<Document> {
    let places: BTreeMap<i64, usize> = best.iter().enumerate().map(|(place, id)| (*id, place + 1)).collect();
    answers.sort_by_key(|document| places.get(&document.id.0).copied().unwrap_or_default());
    answers
}

fn counted(total: usize, is_cut: bool) -> String {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let counted = russian::counted(total, "строка", "строки", "строк");
    if is_cut { format!("{counted}: это не\u{a0}все, уточните слова") } else { counted }
}

fn from(request: &Request) -> usize {
    request.asked("from").parse().unwrap_or_default()
}

fn next_address(request: &Request, from: usize) -> String {
    let from = from.to_string();
    let kept = ["unit", "kind", "state", "year", "name"].map(|name| (name, request.asked(name)));
    let query: Vec<_> = kept.into_iter().chain([("from", from.as_str())]).collect();
    web::address("/documents", &query)
}

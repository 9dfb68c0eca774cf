//! The own page: what one was given, what one did this school year and by which weights it counts. Nobody else's.

use access::Granted;
use askama::Template;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::activity::{ItemRow, items_of};
use super::words;
use crate::access::OwnIncentives;
use crate::actions::{rules_at, weighing};
use crate::store;

#[derive(Template)]
#[template(path = "own.html")]
struct OwnPage {
    awards: Vec<(String, String)>,
    items: Vec<ItemRow>,
    score: u64,
    weights: Vec<(String, String)>,
    set: String,
    span: String,
    has_card: bool,
}

/// `GET /incentives/own`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<OwnIncentives>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let card = account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten();
    let Some(card) = card else {
        let page = OwnPage {
            awards: Vec::new(),
            items: Vec::new(),
            score: 0,
            weights: Vec::new(),
            set: String::new(),
            span: String::new(),
            has_card: false,
        };
        return Page::titled("Мои поощрения").show(&page);
    };
    let (rules, today) = (rules_at(cx, &card.unit_path)?, cx.today_at(&card.unit_path)?);
    let period = words::period("", today);
    let known = weighing::in_force(cx, &card.unit_path, &rules, today)?;
    let (items, score) = items_of(cx, card.id, period, (&rules, &known.weights), &db::Ranges::default())?;
    let given = store::awarded_to(cx.conn(), card.id)?;
    let acts: Vec<i64> = given.iter().filter_map(|one| one.act_document_id).map(|id| id.0).collect();
    let acts = documents::store::all_of(cx.conn(), &acts)?;
    let award = |one: crate::model::Representation| {
        let held = acts.iter().find(|held| Some(held.id) == one.act_document_id);
        let act = held.map_or(one.act_note, documents::Document::title_line);
        let day = one.awarded_on.map(russian::date).unwrap_or_default();
        (one.kind_title, format!("{day}, {act}"))
    };
    let page = OwnPage {
        awards: given.into_iter().map(award).collect(),
        items,
        score,
        weights: super::weights::told(&rules, &known.weights),
        set: super::weights::whose(cx, &known)?,
        span: crate::papers::span(period),
        has_card: true,
    };
    Page::titled("Мои поощрения").at(&card.unit_path).show(&page)
}

//! What the card of a decision tells beside its points: requisites, and what the decision answers.

use std::collections::BTreeMap;

use documents::SeeDocuments;
use monitoring::model::Campaign;
use units::SeeUnits;
use web::{Cx, Mode, Result, russian};

use crate::SeeDecisions;
use crate::access::{open, opened};
use crate::model::{Decision, Ground};
use crate::store::decisions;

type Facts = Vec<(String, String, String)>;

/// Requisites: label, value, where it leads.
pub(super) fn of<M: Mode>(cx: &mut Cx<M>, one: &Decision) -> Result<Facts> {
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop();
    let ids: Vec<i64> = [one.document_id, one.plan_id].into_iter().flatten().map(|id| id.0).collect();
    let documents = documents::store::all_of(cx.conn(), &ids)?;
    let named = |id: Option<documents::DocumentId>| documents.iter().find(|one| Some(one.id) == id);
    let line = |id| named(id).map(documents::Document::title_line).unwrap_or_default();
    let link = |id| named(id).map(|one| open::<SeeDocuments, M>(cx, &one.unit_path, one.url()));
    let (document, plan_url) =
        (link(one.document_id).unwrap_or_default(), link(one.plan_id).unwrap_or_default());
    let home = unit.as_ref().map(|unit| open::<SeeUnits, M>(cx, &unit.path, unit.url()));
    let row = |label: &str, text: String, url: String| (label.to_owned(), text, url);
    let plan = match (line(one.plan_id), one.plan_item.as_str()) {
        (plan, "") => plan,
        (plan, item) if plan.is_empty() => item.to_owned(),
        (plan, item) => format!("{plan}, {item}"),
    };
    let day = if one.stage() == crate::rules::Stage::Draft {
        String::new()
    } else {
        russian::date_long(one.decided_on)
    };
    let by = crate::pages::words::taken_by(one);
    let all = vec![
        row("Чьё решение", unit.map(|unit| unit.name).unwrap_or_default(), home.unwrap_or_default()),
        row("Кто принимает", by, String::new()),
        row("Принято", day, String::new()),
        row("Документ", line(one.document_id), document),
        row("Тема", one.topic().title().to_owned(), String::new()),
        row("Кому", addressed(cx, one)?, String::new()),
        row("Для кого", one.audience.clone(), String::new()),
        row("Контроль", one.controller.clone(), String::new()),
        row("План внутришкольного контроля", plan, plan_url),
        row("Итог", one.word.clone(), String::new()),
    ];
    Ok(all.into_iter().filter(|(_, text, _)| !text.is_empty()).collect())
}

/// «Белогорский округ, Зейский округ и ещё 27»
fn addressed<M: Mode>(cx: &mut Cx<M>, one: &Decision) -> Result<String> {
    let to = decisions::addressees_of(cx.conn(), &[one.id.0])?;
    let ids: Vec<i64> = to.iter().take(5).map(|place| place.unit_id.0).collect();
    let named: BTreeMap<i64, String> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect();
    let names: Vec<&str> = ids.iter().filter_map(|id| named.get(id)).map(String::as_str).collect();
    let rest = to.len().saturating_sub(names.len());
    let rest = if rest == 0 { String::new() } else { format!(" и\u{a0}ещё {rest}") };
    Ok(format!("{}{rest}", names.join(", ")))
}

/// What it answers: words, where they lead, what stands before them.
pub(super) fn grounds<M: Mode>(
    cx: &mut Cx<M>,
    one: &Decision,
    all: &[Ground],
) -> Result<Vec<(String, String, &'static str)>> {
    let mut known: BTreeMap<i64, Option<Campaign>> = BTreeMap::new();
    let ids: Vec<i64> = all.iter().filter_map(|ground| ground.recommendation_id).map(|id| id.0).collect();
    let opened = opened(cx, &ids)?;
    let mut told = Vec::new();
    for ground in all {
        let Some(id) = ground.campaign_id else {
            told.push((ground.text.clone(), String::new(), "вывод"));
            continue;
        };
        if let std::collections::btree_map::Entry::Vacant(empty) = known.entry(id.0) {
            empty.insert(monitoring::store::campaigns::find(cx.conn(), id)?);
        }
        let campaign = known.get(&id.0).and_then(Option::as_ref);
        let year = campaign.map(|one| russian::school_year(&one.period)).unwrap_or_default();
        let (url, what) = match ground.recommendation_id {
            Some(recommendation) if opened.contains(&recommendation.0) => {
                (format!("/recommendations/{recommendation}"), "рекомендация")
            }
            Some(_) => (String::new(), "рекомендация"),
            None if campaign.is_some_and(|found| found.unit_id == one.unit_id) => {
                (format!("/monitoring/{id}/results"), "показатель")
            }
            None => {
                let circle = format!("/circle/{}", one.unit_id);
                (open::<SeeDecisions, M>(cx, &one.unit_path, circle), "показатель")
            }
        };
        told.push((format!("{} {} ({year})", ground.no, ground.text), url, what));
    }
    Ok(told)
}

/// Where the document of a draft is registered, and the way back.
pub(super) fn new_document(one: &Decision) -> String {
    let unit = one.unit_id.to_string();
    let back = one.url();
    let query =
        [("unit", unit.as_str()), ("kind", "management_decision"), ("title", &one.title), ("back", &back)];
    web::address("/documents/new", &query)
}

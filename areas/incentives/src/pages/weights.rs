//! The weights of the list of activity: those in force, a form for others, every change with its day and reason.

use access::Granted;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use packs::Effective;
use web::view::HistoryEntry;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, Faults, place, plain};
use crate::access::SetWeights;
use crate::actions::weighing::{self, InForce};
use crate::actions::{everywhere, rules_at};
use crate::rules::Weights;
use crate::store;

#[derive(Template)]
#[template(path = "weights.html")]
struct WeightsPage {
    csrf: String,
    unit: String,
    of: String,
    rows: Vec<Row>,
    set: String,
    year: String,
    years: Choices,
    reason: String,
    past: Vec<HistoryEntry>,
    faults: Faults,
}

impl WeightsPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

struct Row {
    field: String,
    title: String,
    weight: String,
    hint: String,
}

/// `GET /incentives/weights?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SetWeights>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, may: &Granted<SetWeights>, faults: Vec<FieldFault>) -> Result<Reply> {
    let unit = place(cx, may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let known = weighing::in_force(cx, &unit.path, &rules, today)?;
    let request = cx.request_handle();
    let row = |one: &packs::ActivityWeight| {
        let field = format!("weight-{}", one.id);
        let now = known.weights.get(&one.id).copied().unwrap_or(0).to_string();
        let typed = request.form.has(&field).then(|| request.form.text(&field).to_owned());
        let marks = [(one.research, "исследовательская работа"), (one.methodical, "основание для выплат")];
        let hint: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, text)| text).collect();
        let hint = format!("В\u{a0}правилах: {}. {}", one.weight, hint.join(", "));
        Row { field, title: one.title.clone(), weight: typed.unwrap_or(now), hint: hint.trim().to_owned() }
    };
    let page = WeightsPage {
        csrf: cx.csrf().to_owned(),
        of: unit.name.clone(),
        rows: rules.incentives.weights.iter().map(|one| row(&one.rule)).collect(),
        set: whose(cx, &known)?,
        year: request.form.text("year").to_owned(),
        years: years(today),
        reason: cx.request().form.text("reason").to_owned(),
        past: past(cx, &unit, &rules)?,
        faults: plain(faults),
        unit: unit.id.to_string(),
    };
    Page::titled("Веса").at(&unit.path).under("/incentives").show(&page)
}

/// The school years to choose from.
fn years(today: NaiveDate) -> Choices {
    let year = |first: NaiveDate| {
        let year = (first.year() + 1).to_string();
        let title = russian::school_year(&year);
        (year, title)
    };
    weighing::years(today).into_iter().map(year).collect()
}

/// «2025/26» of the first day of a school year; of weights set before years were named, of the year of their day.
fn of_year(from: NaiveDate) -> String {
    russian::school_year(&(registry::school_year_start(from).year() + 1).to_string())
}

/// Whose weights these are: «Веса установлены: Школа № 1, 18.06.2026, с 2025/26 учебного года. Решение педсовета».
pub(super) fn whose<M: Mode>(cx: &mut Cx<M>, known: &InForce) -> Result<String> {
    let Some(set) = &known.set else {
        return Ok("Веса – из\u{a0}набора правил; руководитель может поставить свои.".to_owned());
    };
    let unit = units::store::find(cx.conn(), &everywhere(), set.unit_id)?;
    let name = unit.map(|unit| unit.short_name).unwrap_or_default();
    let day = russian::date(set.created_at.day(cx.zone_at(&set.unit_path)?));
    let year = of_year(set.from_on);
    Ok(format!("Веса установлены: {name}, {day}, с\u{a0}{year} учебного года. {}", set.reason))
}

/// The weights in words: title, points.
pub(super) fn told(rules: &Effective, weights: &Weights) -> Vec<(String, String)> {
    let of_pack = rules.incentives.weights.iter().map(|one| &one.rule);
    of_pack.map(|one| (one.title.clone(), weights.get(&one.id).copied().unwrap_or(0).to_string())).collect()
}

/// Every change of the units on the way to this one, the latest first.
fn past<M: Mode>(cx: &mut Cx<M>, unit: &units::Unit, rules: &Effective) -> Result<Vec<HistoryEntry>> {
    let all = store::weighings(cx.conn(), &unit.path)?;
    let zone = cx.zone_at(&unit.path)?;
    let people: Vec<i64> = all.iter().filter_map(|one| one.account).collect();
    let names = ::access::store::short_names(cx.conn(), &people)?;
    let entry = |one: crate::model::Weighing| {
        let weights: Weights = serde_json::from_str(&one.weights).unwrap_or_default();
        let said: Vec<String> =
            told(rules, &weights).into_iter().map(|(title, weight)| format!("{title} {weight}")).collect();
        let who = one.account.and_then(|id| names.get(&id).cloned());
        HistoryEntry {
            when: russian::moment(one.created_at, zone),
            who: who.unwrap_or_else(|| "программа".to_owned()),
            text: format!(
                "С\u{a0}{} учебного года: {}. {}",
                of_year(one.from_on),
                said.join(", "),
                one.reason
            ),
        }
    };
    Ok(all.into_iter().map(entry).collect())
}

/// `POST /incentives/weights`
pub(super) fn set(cx: &mut Cx<Write>, may: Granted<SetWeights>) -> Result<Reply> {
    let (unit, request) = (place(cx, &may)?, cx.request_handle());
    let (year, reason) = (request.form.text("year"), request.form.text("reason"));
    let mut check = request.form.check();
    check.optional("reason", 300);
    let outcome =
        check.done().and_then(|()| weighing::set(cx, &may, &unit, (request.form.fields(), year, reason)));
    match outcome {
        Ok(()) => {
            cx.notice(&format!(
                "Веса записаны и\u{a0}действуют с\u{a0}{} учебного года. Списки прошлых лет не\u{a0}изменились.",
                russian::school_year(year)
            ));
            Ok(Reply::to(web::address("/incentives/activity", &[("unit", &unit.id.to_string())])))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &may, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

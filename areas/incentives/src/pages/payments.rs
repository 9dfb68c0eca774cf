//! The list of grounds for stimulating payments of a municipality (Кемеровская область, п. 6.2): made or switched off, for which
//! time, whom it names and leaves out; PDF, DOCX, XLSX.

mod file;

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::PersonId;
use units::{Unit, UnitId};
use web::view::{HistoryEntry, Tab};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

pub(super) use file::paper;

use super::{Faults, place, plain, tabs, words};
use crate::access::{SeePayments, SwitchPayments};
use crate::actions::paying::{self, Due, Listed, Standing};
use crate::actions::rules_at;
use crate::model::Omission;
use crate::papers::{grounds, post, span};
use crate::store;

/// A reason is at most so long.
const LONGEST: usize = 300;
/// Where somebody else's decision about the list is told.
const MET: &str = "switch";

#[derive(Template)]
#[template(path = "payments.html")]
struct PaymentsPage {
    csrf: String,
    unit: String,
    of: String,
    tabs: Vec<Tab>,
    is_on: bool,
    clause: String,
    may_switch: bool,
    reason: String,
    /// The last decision, for whoever comes second.
    seen: String,
    from: String,
    to: String,
    span: String,
    rows: Vec<Row>,
    omitted: usize,
    counted: String,
    after: String,
    next_url: String,
    papers: Vec<(String, String)>,
    /// What a file would be refused with today; empty: it is given.
    beyond: String,
    past: Vec<HistoryEntry>,
    faults: Faults,
}

impl PaymentsPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

struct Row {
    id: String,
    name: String,
    url: String,
    about: String,
    grounds: Vec<(String, String)>,
    omitted: Option<String>,
    /// Which omission is shown.
    seen: String,
    error: String,
    /// What was typed and refused.
    typed: String,
}

/// The time asked for: the school year so far where none is named.
fn period<M: Mode>(cx: &mut Cx<M>, path: &str) -> Result<((NaiveDate, NaiveDate), Vec<FieldFault>)> {
    let usual = words::period("", cx.today_at(path)?);
    let request = cx.request_handle();
    let day = |name: &str, kept: NaiveDate| {
        let text = if request.form.has(name) { request.form.text(name) } else { request.asked(name) };
        if text.is_empty() { Some(kept) } else { text.parse::<NaiveDate>().ok() }
    };
    let fault = |field: &str, text: &str| FieldFault { field: field.to_owned(), text: text.to_owned() };
    match (day("from", usual.0), day("to", usual.1)) {
        (Some(from), Some(to)) if from <= to => Ok(((from, to), Vec::new())),
        (Some(_), Some(_)) => Ok((usual, vec![fault("to", "Последний день раньше первого.")])),
        (None, _) => Ok((usual, vec![fault("from", "Напишите день, месяц и\u{a0}год: 01.09.2025.")])),
        (_, None) => Ok((usual, vec![fault("to", "Напишите день, месяц и\u{a0}год: 30.06.2026.")])),
    }
}

/// The municipality of the address: nobody else makes such a list.
fn municipality<M: Mode, P: access::Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Unit> {
    let unit = place(cx, may)?;
    if unit.level == "municipality" { Ok(unit) } else { Err(Error::NotFound) }
}

/// `GET /incentives/payments?unit=…&from=…&to=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePayments>) -> Result<Reply> {
    let unit = municipality(cx, &may)?;
    let (_, wrong) = period(cx, &unit.path)?;
    let is_wrong = !wrong.is_empty();
    let reply = show(cx, &unit, wrong)?;
    Ok(if is_wrong { reply.status(422) } else { reply })
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>) -> Result<Reply> {
    let rules = rules_at(cx, &unit.path)?;
    let (period, _) = period(cx, &unit.path)?;
    let standing = paying::standing(cx, unit, &rules)?;
    let after = after(cx);
    let asked = (period, after.parse().ok());
    let listed = if standing.is_on {
        paying::listed(cx, unit, &rules, asked)?
    } else {
        Listed { due: Vec::new(), next: None, all: 0 }
    };
    let people: Vec<i64> = listed.due.iter().map(|one| one.card.person.id.0).collect();
    cx.saw("person", &people, &unit.path);
    let may_switch = cx
        .house()
        .policy
        .check::<SwitchPayments>(cx.person())
        .is_ok_and(|may| may.ranges().holds(&unit.path));
    let out = store::omissions(cx.conn(), unit.id, period)?;
    let gone = i64::try_from(out.len()).unwrap_or(0);
    let beyond = super::beyond(cx, listed.all - gone)?;
    let id = unit.id.to_string();
    let (from, to) = (period.0.to_string(), period.1.to_string());
    let paper = |form: &str| {
        let query = [("unit", id.as_str()), ("from", &from), ("to", &to), ("as", form)];
        (form.to_uppercase(), web::address("/incentives/payments/paper", &query))
    };
    let page = PaymentsPage {
        csrf: cx.csrf().to_owned(),
        of: unit.name.clone(),
        tabs: tabs(cx, unit, "/incentives/payments"),
        is_on: standing.is_on,
        clause: standing.rule.as_ref().map(|rule| rule.clause.clone()).unwrap_or_default(),
        may_switch,
        // What somebody else decided meanwhile is told with what was typed: the form offers the opposite now.
        reason: if faults.iter().any(|fault| fault.field == MET) {
            String::new()
        } else {
            cx.request().form.text("reason").to_owned()
        },
        seen: standing.decisions.first().map(|last| last.id.to_string()).unwrap_or_default(),
        span: span(period),
        omitted: out.len(),
        counted: russian::counted(listed.all, "человек", "человека", "человек"),
        next_url: next_url((&id, &from, &to), listed.next),
        after,
        rows: rows(cx, (unit, &rules), (&listed.due, &out), &faults)?,
        papers: if standing.is_on { ["pdf", "docx", "xlsx"].map(paper).to_vec() } else { Vec::new() },
        beyond,
        past: past(cx, unit, &standing)?,
        faults: plain(faults),
        unit: id,
        from,
        to,
    };
    Page::titled("К\u{a0}стимулирующим выплатам").at(&unit.path).under("/incentives").show(&page)
}

fn rows<M: Mode>(
    cx: &mut Cx<M>,
    (unit, rules): (&Unit, &Effective),
    (all, out): (&[Due], &[Omission]),
    faults: &[FieldFault],
) -> Result<Vec<Row>> {
    let places = places(cx, all)?;
    let today = cx.today_at(&unit.path)?;
    let request = cx.request_handle();
    let row = |one: &Due| {
        let id = one.card.person.id.to_string();
        let place = places.get(&one.card.person.unit_id).cloned().unwrap_or_default();
        let field = format!("reason-{id}");
        let error = faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.clone());
        Row {
            name: one.card.person.name().full(),
            url: one.card.person.url(),
            about: format!("{}, {place}", post(&one.card, today).unwrap_or_default()),
            grounds: grounds(one, rules),
            omitted: one.omitted.clone(),
            seen: out
                .iter()
                .rfind(|omission| omission.person_id == one.card.person.id)
                .map(|omission| omission.id.to_string())
                .unwrap_or_default(),
            typed: request.form.text(&field).to_owned(),
            error: error.unwrap_or_default(),
            id,
        }
    };
    Ok(all.iter().map(row).collect())
}

/// Short names of the places where these people work.
fn places<M: Mode>(cx: &mut Cx<M>, all: &[Due]) -> Result<BTreeMap<UnitId, String>> {
    let mut ids: Vec<i64> = all.iter().map(|one| one.card.person.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let units = units::store::all_of(cx.conn(), &ids)?;
    Ok(units.into_iter().map(|unit| (unit.id, unit.short_name)).collect())
}

fn past<M: Mode>(cx: &mut Cx<M>, unit: &Unit, standing: &Standing) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(&unit.path)?;
    let people: Vec<i64> = standing.decisions.iter().filter_map(|one| one.account).collect();
    let names = ::access::store::short_names(cx.conn(), &people)?;
    let entry = |one: &crate::model::Switch| HistoryEntry {
        when: russian::moment(one.created_at, zone),
        who: one.account.and_then(|id| names.get(&id).cloned()).unwrap_or_else(|| "программа".to_owned()),
        text: format!("{}: {}", if one.is_on { "Включён" } else { "Отключён" }, one.reason),
    };
    Ok(standing.decisions.iter().map(entry).collect())
}

/// After whom the page begins.
fn after<M: Mode>(cx: &Cx<M>) -> String {
    let request = cx.request();
    let named = if request.form.has("after") { request.form.text("after") } else { request.asked("after") };
    named.to_owned()
}

fn next_url((unit, from, to): (&str, &str, &str), next: Option<i64>) -> String {
    let Some(last) = next else { return String::new() };
    let last = last.to_string();
    web::address("/incentives/payments", &[("unit", unit), ("from", from), ("to", to), ("after", &last)])
}

fn back<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<String> {
    let (period, _) = period(cx, &unit.path)?;
    let (id, from, to) = (unit.id.to_string(), period.0.to_string(), period.1.to_string());
    let after = after(cx);
    let query = [("unit", id.as_str()), ("from", &from), ("to", &to), ("after", &after)];
    Ok(web::address("/incentives/payments", &query))
}

/// `POST /incentives/payments/switch`
pub(super) fn switch(cx: &mut Cx<Write>, may: Granted<SwitchPayments>) -> Result<Reply> {
    let (unit, request) = (municipality(cx, &may)?, cx.request_handle());
    let is_on = request.form.text("is_on") == "1";
    let mut check = request.form.check();
    let reason = check.optional("reason", LONGEST);
    let outcome = check
        .done()
        .and_then(|()| paying::switch(cx, &may, &unit, (is_on, reason), request.form.text("seen")));
    match outcome {
        Ok(()) => {
            cx.notice(if is_on {
                "Перечень включён."
            } else {
                "Перечень отключён: его никто не\u{a0}готовит."
            });
            Ok(Reply::to(back(cx, &unit)?))
        }
        Err(error) => told(cx, &unit, error, MET),
    }
}

/// The page with what was wrong, or with what somebody else did meanwhile at a field.
fn told(cx: &mut Cx<Write>, unit: &Unit, error: Error, field: &str) -> Result<Reply> {
    match error {
        Error::Invalid(faults) => Ok(show(cx, unit, faults)?.status(422)),
        Error::Conflict(text) => {
            Ok(show(cx, unit, vec![FieldFault { field: field.to_owned(), text }])?.status(409))
        }
        error => Err(error),
    }
}

/// `POST /incentives/payments/omissions`
pub(super) fn omit(cx: &mut Cx<Write>, may: Granted<SeePayments>) -> Result<Reply> {
    let (unit, request) = (municipality(cx, &may)?, cx.request_handle());
    let person: PersonId = request.form.text("person").parse().map_err(|_| Error::NotFound)?;
    let (period, wrong) = period(cx, &unit.path)?;
    if !wrong.is_empty() {
        return Ok(show(cx, &unit, wrong)?.status(422));
    }
    let field = format!("reason-{person}");
    let mut check = request.form.check();
    let reason = request.form.has(&field).then(|| check.optional(&field, LONGEST));
    let outcome = check
        .done()
        .and_then(|()| paying::omit(cx, &may, &unit, (person, period, reason), request.form.text("seen")));
    match outcome {
        Ok(()) => {
            cx.notice("Перечень изменён.");
            Ok(Reply::to(back(cx, &unit)?))
        }
        Err(error) => told(cx, &unit, error, &field),
    }
}

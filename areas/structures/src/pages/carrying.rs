//! Functions of the model as a structure carries them out: its own page with what shows it, and a place's picture by function,
//! each figure opening its structures, as a page and as XLSX (Амурская область, приложение 1, п. 3.4, блок 1).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::{Function, Sourced};
use web::forms::Forms;
use web::view::Figure;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::Choices;
use crate::access::{Keeper, Keeps};
use crate::actions::carrying::{self, Told};
use crate::actions::rules_at;
use crate::model::FunctionMark;
use crate::rules::{function_code, functions_of};
use crate::store::functions;
use crate::{KeepOwnStructure, SeeStructures};

#[derive(Template)]
#[template(path = "carrying.html")]
struct CarryingPage {
    url: String,
    what: String,
    figures: Vec<Figure>,
    directions: Vec<(String, Vec<Row>)>,
    may_keep: bool,
    seen: i64,
    choices: [(&'static str, &'static str); 2],
    forms: Forms,
}

/// A function of the structure.
struct Row {
    title: String,
    clause: String,
    state: (&'static str, &'static str),
    /// The answer that is kept; empty: none.
    kept: &'static str,
    evidence: String,
    told: String,
    /// Names of its fields, and what stands in them.
    state_field: String,
    evidence_field: String,
    chosen: String,
    typed: String,
    fault: String,
}

impl CarryingPage {
    /// Nothing to read, everything to fill: the form is open at once.
    fn is_open(&self, row: &Row) -> bool {
        !row.fault.is_empty() || (self.forms.is_back() && row.chosen != row.kept)
    }
}

const CARRIED: &str = "carried";
const NOT_CARRIED: &str = "not";

/// What holds, in words and as a tone.
pub(super) fn state(mark: Option<&FunctionMark>) -> (&'static str, &'static str) {
    match mark.map(|one| one.is_carried) {
        Some(true) => ("выполняется", "ok"),
        Some(false) => ("не\u{a0}выполняется", "bad"),
        None => ("не\u{a0}отмечена", "muted"),
    }
}

/// `GET /structures/{structure}/functions`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let own = functions_of(&rules, &one.kind, &one.level);
    if own.is_empty() {
        return Err(Error::NotFound);
    }
    let marks = functions::of(cx.conn(), one.id)?;
    let told = tellers(cx, &one.unit_path, &marks)?;
    let forms = Forms::of(cx, faults);
    let count = |is: fn(&FunctionMark) -> bool| {
        own.iter().filter(|one| marks.get(&function_code(one)).is_some_and(is)).count()
    };
    let (carried, not) = (count(|one| one.is_carried), count(|one| !one.is_carried));
    let figure = |label: &str, value: usize| Figure {
        label: label.to_owned(),
        value: value.to_string(),
        note: String::new(),
        url: String::new(),
    };
    let figures = vec![
        figure("Функций по\u{a0}положению", own.len()),
        figure("Выполняются", carried),
        figure("Не\u{a0}выполняются", not),
        figure("Не\u{a0}отмечены", own.len() - carried - not),
    ];
    let mut directions: Vec<(String, Vec<Row>)> = Vec::new();
    for (place, function) in own.iter().enumerate() {
        let code = function_code(function);
        let row = row(place, function, (marks.get(&code), told.get(&code)), &forms);
        match directions.iter_mut().find(|(title, _)| *title == function.rule.direction) {
            Some((_, rows)) => rows.push(row),
            None => directions.push((function.rule.direction.clone(), vec![row])),
        }
    }
    let page = CarryingPage {
        url: one.url(),
        what: one.name.clone(),
        figures,
        directions,
        may_keep: one.is_open() && Keeper::of(cx)?.keeps(&one),
        seen: carrying::seen(&marks),
        choices: [(CARRIED, "выполняется"), (NOT_CARRIED, "не\u{a0}выполняется")],
        forms,
    };
    Page::titled("Выполнение функций").at(&one.unit_path).under("/structures").show(&page)
}

fn row(
    place: usize,
    function: &Sourced<Function>,
    (mark, told): (Option<&FunctionMark>, Option<&String>),
    forms: &Forms,
) -> Row {
    let (state_field, evidence_field) = (format!("state-{place}"), format!("evidence-{place}"));
    let kept = mark.map_or("", |one| if one.is_carried { CARRIED } else { NOT_CARRIED });
    let evidence = mark.map(|one| one.evidence.clone()).unwrap_or_default();
    Row {
        title: function.rule.title.clone(),
        clause: function.rule.clause.clone(),
        chosen: forms.typed(&state_field, kept),
        typed: forms.typed(&evidence_field, &evidence),
        fault: forms.fault(&evidence_field).to_owned(),
        told: told.cloned().unwrap_or_default(),
        state: state(mark),
        kept,
        evidence,
        state_field,
        evidence_field,
    }
}

/// «12.06.2026, Петрова А. И.» by function.
fn tellers<M: Mode>(
    cx: &mut Cx<M>,
    path: &str,
    marks: &functions::Latest,
) -> Result<BTreeMap<String, String>> {
    let zone = cx.zone_at(path)?;
    let ids: Vec<i64> = marks.values().filter_map(|one| one.account_id).collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let told = |one: &FunctionMark| {
        let who = one.account_id.and_then(|id| names.get(&id)).map(|name| format!(", {name}"));
        format!("{}{}", russian::moment(one.at, zone), who.unwrap_or_default())
    };
    Ok(marks.iter().map(|(code, one)| (code.clone(), told(one))).collect())
}

/// `POST /structures/{structure}/functions`: everything that was answered, at once.
pub(super) fn save(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = super::steps::led_or_kept(cx)?;
    let one = super::asked(cx)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let request = cx.request_handle();
    let answered = functions_of(&rules, &one.kind, &one.level).into_iter().enumerate().filter_map(
        |(place, function)| {
            let is_carried = match request.form.text(&format!("state-{place}")) {
                CARRIED => true,
                NOT_CARRIED => false,
                _ => return None,
            };
            let field = format!("evidence-{place}");
            let evidence = request.form.text(&field).to_owned();
            Some(Told { function: function_code(function), is_carried, evidence, field })
        },
    );
    let seen = request.form.text("seen").parse().unwrap_or_default();
    let outcome = carrying::tell(cx, &may, id, seen, answered.collect());
    let to = format!("/structures/{id}/functions");
    web::forms::led(cx, outcome, ("Отмечено.", to), show)
}

/// What the list of a function's structures is filtered by.
pub(super) fn states() -> Choices {
    [("", "все"), (CARRIED, "выполняют"), (NOT_CARRIED, "не\u{a0}выполняют"), ("open", "не\u{a0}отметили")]
        .map(|(code, title)| (code.to_owned(), title.to_owned()))
        .to_vec()
}

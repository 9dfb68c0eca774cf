//! What waits for the methodical council of a school – mentors to be chosen, plans, reports –, printed as an agenda, and what the
//! council approved on its way to the deputy (пп. 3.3, 8.3).

use std::collections::BTreeSet;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::staff::Colleague;
use units::Unit;
use web::forms::{Forms, led};
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use crate::actions::ordering::Whole;
use crate::actions::planning::facts_of;
use crate::actions::{Side, gathering, handing, rules_at};
use crate::model::{Pair, PairId, Report, ReportId, State};
use crate::papers::{AgendaPaper, name_of};
use crate::rules::{Half, PlanState};
use crate::{GuideMentoring, store};

/// The most reports that are shown.
const MOST: i64 = 500;

#[derive(Template)]
#[template(path = "hearing.html")]
struct HearingPage {
    csrf: String,
    of: String,
    unit: String,
    today: String,
    points: Vec<Point>,
    approved: Vec<Approved>,
    faults: Vec<(String, String)>,
}

/// A point of the agenda.
struct Point {
    text: String,
    url: String,
}

/// A report the council approved that has not come to the deputy.
struct Approved {
    title: String,
    about: String,
    url: String,
    action: String,
    field: String,
    day: String,
    error: String,
}

/// `GET /mentoring/hearing?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let asked = cx.request().asked("unit").to_owned();
    let unit = gathering::unit(cx, &may, &asked)?;
    show(cx, &unit, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>) -> Result<Reply> {
    let today = cx.today_at(&unit.path)?;
    let points = points(cx, unit)?;
    let waiting = store::handings::waiting(cx.conn(), &[unit.path.as_str()], MOST)?;
    let forms = Forms::of(cx, faults);
    let wholes = wholes(cx, unit, waiting.iter().map(|(pair, _)| pair))?;
    let page = HearingPage {
        of: unit.name.clone(),
        unit: unit.id.to_string(),
        today: today.to_string(),
        points,
        approved: waiting.iter().map(|one| approved(one, &wholes, &forms, today)).collect(),
        faults: forms.faults.clone(),
        csrf: forms.csrf,
    };
    Page::titled("К заседанию совета").at(&unit.path).under("/mentoring/control").show(&page)
}

fn approved((pair, report): &(Pair, Report), wholes: &[Whole], forms: &Forms, today: NaiveDate) -> Approved {
    let field = format!("handed_on-{}", report.id);
    let heard = report.heard_on.map(russian::date).unwrap_or_default();
    Approved {
        title: russian::capital(&told(report, find(wholes, pair.id))),
        about: format!("утверждён {heard}, {}", report.protocol),
        url: pair.url(),
        action: format!("{}/reports/{}/handing", pair.url(), report.id),
        day: forms.typed(&field, &today.to_string()),
        error: forms.fault(&field).to_owned(),
        field,
    }
}

/// Everybody of these pairs, each pair once.
fn wholes<'a, M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    pairs: impl Iterator<Item = &'a Pair>,
) -> Result<Vec<Whole>> {
    let mut seen = BTreeSet::new();
    let each: Vec<Pair> = pairs.filter(|pair| seen.insert(pair.id.0)).cloned().collect();
    let all = Whole::all(cx, each)?;
    let people: BTreeSet<i64> = all.iter().flat_map(Whole::people).collect();
    cx.saw("person", &people.into_iter().collect::<Vec<_>>(), &unit.path);
    Ok(all)
}

fn find(wholes: &[Whole], id: PairId) -> Option<&Whole> {
    wholes.iter().find(|one| one.pair.id == id)
}

/// «отчёт наставника Орловой Н. П. за II полугодие 2025/26 (наставляемый – Весенняя А. С.)»; a mentee of two pairs has two reports,
/// so the mentor is named as well.
fn told(report: &Report, whole: Option<&Whole>) -> String {
    let half = Half::read(&report.half).map(Half::title).unwrap_or_default();
    let Some(whole) = whole else { return format!("отчёт за\u{a0}{half}") };
    if Side::of(&report.side) == Some(Side::Mentee) {
        let mentors: Vec<String> = whole.bound().map(|(_, card)| card.person.name().short()).collect();
        let mentee = named(&whole.mentee);
        let word = if mentors.len() > 1 { "наставники" } else { "наставник" };
        return format!("отчёт наставляемого {mentee} за\u{a0}{half} ({word} – {})", mentors.join(", "));
    }
    let mentee = whole.mentee.person.name().short();
    format!("отчёт {} за\u{a0}{half} (наставляемый – {mentee})", whose(whole))
}

/// «Орловой Н. П.»: with blanks, as the screen names people.
fn named(card: &Colleague) -> String {
    name_of(card)
}

/// «наставника Орловой Н. П.»
fn whose(whole: &Whole) -> String {
    let names: Vec<String> = whole.bound().map(|(_, card)| named(card)).collect();
    let word = if names.len() > 1 { "наставников" } else { "наставника" };
    format!("{word} {}", names.join(", ")).trim_end().to_owned()
}

/// What waits for the council, in the order it is heard.
fn points<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<Point>> {
    let rules = rules_at(cx, &unit.path)?;
    let open = gathering::open_pairs(cx, unit)?;
    let submitted = store::handings::submitted(cx.conn(), &unit.path, MOST)?;
    let ids: Vec<i64> = open.iter().map(|pair| pair.id.0).collect();
    let plans = store::plans::plans_of(cx.conn(), &ids)?;
    let lines = store::plans::dues_of(cx.conn(), &ids)?;
    let is_reviewed = |pair: &&Pair| {
        let plan = plans.get(&pair.id.0);
        let state = PlanState::of(&facts_of(
            plan,
            lines.get(&pair.id.0).into_iter().flatten().map(|(_, _, added)| *added),
        ));
        pair.state() == State::Active
            && state.is_agreed()
            && plan.is_some_and(|plan| plan.council_on.is_none())
    };
    let chosen: Vec<&Pair> = open.iter().filter(|pair| is_chosen_by_council(pair, &rules)).collect();
    let planned: Vec<&Pair> = open.iter().filter(is_reviewed).collect();
    let all = chosen.iter().chain(&planned).copied().chain(submitted.iter().map(|(pair, _)| pair));
    let wholes = wholes(cx, unit, all)?;
    let point =
        |text: String, pair: &Pair, place: &str| Point { text, url: format!("{}{place}", pair.url()) };
    let mut points: Vec<Point> =
        chosen.iter().map(|pair| point(choice(find(&wholes, pair.id), &rules), pair, "")).collect();
    points.extend(planned.iter().map(|pair| point(review(find(&wholes, pair.id)), pair, "/plan")));
    points.extend(submitted.iter().map(|(pair, report)| {
        let what = told(report, find(&wholes, pair.id)).replacen("отчёт", "отчёта", 1);
        point(format!("Об утверждении {what}."), pair, "")
    }));
    Ok(points)
}

/// Whether the council has still to recommend the mentor of a pair that is prepared.
fn is_chosen_by_council(pair: &Pair, rules: &Effective) -> bool {
    pair.state() == State::Preparing && pair.council_on.is_none() && !rules.mentoring.criteria.is_empty()
}

fn choice(whole: Option<&Whole>, rules: &Effective) -> String {
    let Some(whole) = whole else { return String::new() };
    let kind =
        rules.mentoring.kind(&whole.pair.kind).map_or("наставник", |kind| kind.title.as_str());
    let names: Vec<String> = whole.now().map(|(_, card)| card.person.name().short()).collect();
    let word = if names.len() > 1 { "кандидаты" } else { "кандидат" };
    format!(
        "О\u{a0}выборе наставника ({kind}) для {}; {word} – {}.",
        named(&whole.mentee),
        // The initials end with a stop of their own.
        names.join(", ").trim_end_matches('.')
    )
}

fn review(whole: Option<&Whole>) -> String {
    let Some(whole) = whole else { return String::new() };
    let mentee = whole.mentee.person.name().short();
    format!("О\u{a0}рассмотрении индивидуального плана работы {} (наставляемый – {mentee}).", whose(whole))
}

/// `GET /mentoring/hearing/paper?unit=…&on=2026-06-25&as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let form = PaperForm::of(request.asked("as")).ok_or(Error::NotFound)?;
    let unit = gathering::unit(cx, &may, request.asked("unit"))?;
    let today = cx.today_at(&unit.path)?;
    // A day that is none is today's: a paper has no field to say it at.
    let day = request.asked("on").parse().unwrap_or(today);
    let points = points(cx, &unit)?.into_iter().map(|one| one.text).collect();
    let paper = AgendaPaper { head: units::letterhead(cx.conn(), unit.id)?, day, points };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Повестка методсовета.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

/// `POST /mentoring/{mentorship}/reports/{mentoring_report}/handing`
pub(super) fn hand(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let report: ReportId = cx.request().arg("mentoring_report")?;
    let pair = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let unit = gathering::unit(cx, &may, &pair.unit_id.to_string())?;
    let field = format!("handed_on-{report}");
    let outcome = super::forms::day(cx, &field)
        .and_then(|day| handing::hand(cx, &may, (id, report), day).map_err(|error| at_field(error, &field)));
    let back = web::address("/mentoring/hearing", &[("unit", &unit.id.to_string())]);
    led(cx, outcome, ("Отчёт передан заместителю.", back), |cx, faults| {
        show(cx, &unit, faults)
    })
}

/// The fault stands at the field of the report.
fn at_field(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(faults) => Error::Invalid(
            faults
                .into_iter()
                .map(|fault| FieldFault { field: field.to_owned(), text: fault.text })
                .collect(),
        ),
        other => other,
    }
}

//! The choice of a mentor: the staff ranked by fit, each with what speaks for and against; the pair is begun here.

use access::Granted;
use askama::Template;
use packs::{Effective, MentorKind};
use people::PersonId;
use people::rules::marks::MarkKind;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::choice_form::{Picked, Typed, asked_name};
use super::choice_rows::{Row, picked, rows};
use super::{Choices, words};
use crate::KeepMentoring;
use crate::actions::{pairing, rules_at};
use crate::model::NewPair;

#[derive(Template)]
#[template(path = "choice.html")]
pub(super) struct ChoicePage {
    pub csrf: String,
    pub heading: &'static str,
    pub mentee: String,
    pub about: String,
    /// Where the choice is sent.
    pub action: String,
    /// What goes with it: the mentee and the kind, or what another form has typed already.
    pub kept: Choices,
    pub kinds: Vec<(String, String, bool)>,
    pub is_collective: bool,
    pub categories: Choices,
    pub criteria: Vec<String>,
    /// What a disciplinary measure means here.
    pub penalty: String,
    /// The best of them, or those the name asked for finds; whoever is chosen stands among them.
    pub rows: Vec<Row>,
    /// The others, shown when asked for.
    pub others: Vec<Row>,
    /// Whether the school has nobody else.
    pub is_alone: bool,
    pub is_nobody: bool,
    pub sheets_url: String,
    /// Where a choice of a successor was opened; empty: a first mentor is chosen.
    pub back: String,
    pub faults: Vec<(String, String)>,
    pub typed: Typed,
}

impl ChoicePage {
    /// Whether a mentor at work is followed: mentee and category are those of the pair.
    fn is_succession(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether the form of an order of replacement opened the choice: what was typed there goes back with it.
    fn is_of_order(&self) -> bool {
        self.kept.iter().any(|(name, _)| name == "leaving")
    }

    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /mentoring/choice?person=…&kind=…`, or `?pair=…` for whoever is to follow a mentor at work.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    if !request.asked("pair").is_empty() {
        return super::successor::page(cx);
    }
    let person: PersonId = request.asked("person").parse().map_err(|_| Error::NotFound)?;
    show(cx, &may, person, request.asked("kind"), Vec::new())
}

/// The unit where the person works and the one who asks keeps or guides mentoring.
pub(super) fn unit_of<M: Mode, P: access::Permission>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
    person: PersonId,
) -> Result<Unit> {
    let card = people::store::find(cx.conn(), may.ranges(), person)?.ok_or(Error::NotFound)?;
    let own = may.scopes().iter().find(|scope| scope.path == card.unit_path).or(may.scopes().first());
    let id = own.map(|scope| units::UnitId(scope.unit)).ok_or(Error::NotFound)?;
    units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<KeepMentoring>,
    person: PersonId,
    kind: &str,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let unit = unit_of(cx, may, person)?;
    let rules = rules_at(cx, &unit.path)?;
    let asked = pairing::mentee(cx, &unit, person)?;
    let kind = chosen_kind(&rules, kind).ok_or(Error::NotFound)?;
    let judged = pairing::candidates(cx, &unit, &asked, &kind)?;
    let people: Vec<i64> = judged.iter().map(|(one, _)| one.person.id.0).chain([person.0]).collect();
    cx.saw("person", &people, &unit.path);
    let request = cx.request_handle();
    let chosen = request.form.all("mentors");
    let all = rows(&judged, &chosen, &rules, (person, &kind.id));
    let (shown, others) = picked(all, &judged, asked_name(&request).trim());
    let usual = usual_category(cx, &asked.colleague, &rules, &unit)?;
    let page = ChoicePage {
        csrf: cx.csrf().to_owned(),
        heading: "Выбрать наставника",
        mentee: asked.colleague.person.name().full(),
        about: format!(
            "{}, {} {}",
            words::about(&asked.colleague, &rules),
            asked.colleague.person.name().said(["принят", "принята", "принят(а)"]),
            russian::date(asked.hired_on)
        ),
        action: "/mentoring".to_owned(),
        kept: vec![("person".to_owned(), person.to_string()), ("kind".to_owned(), kind.id.clone())],
        kinds: kinds(&rules, &kind, person),
        is_collective: kind.collective,
        categories: categories(&rules),
        criteria: criteria(&rules),
        penalty: penalty(&rules),
        is_nobody: !judged.iter().any(|(_, fit)| fit.is_allowed()),
        sheets_url: sheets_url(cx, &unit, (person, &kind.id))?,
        is_alone: judged.is_empty(),
        rows: shown,
        others,
        back: String::new(),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: Typed::of(&request, usual),
    };
    Page::titled("Выбрать наставника").at(&unit.path).under("/mentoring").show(&page)
}

fn chosen_kind(rules: &Effective, asked: &str) -> Option<MentorKind> {
    let known = rules.mentoring.kind(asked).cloned();
    known.or_else(|| rules.mentoring.kinds.first().map(|kind| kind.rule.clone()))
}

fn kinds(rules: &Effective, chosen: &MentorKind, person: PersonId) -> Vec<(String, String, bool)> {
    let one =
        |kind: &MentorKind| (kind.title.clone(), pairing::choice_url(person, &kind.id), kind.id == chosen.id);
    rules.mentoring.kinds.iter().map(|kind| one(&kind.rule)).collect()
}

/// What the council looks at (п. 3.3).
pub(super) fn criteria(rules: &Effective) -> Vec<String> {
    rules.mentoring.criteria.iter().map(|one| one.rule.title.clone()).collect()
}

/// What a disciplinary measure means, by the rules in force.
pub(super) fn penalty(rules: &Effective) -> String {
    let ground = match rules.mentoring.clause("replacement") {
        "" => String::new(),
        clause => format!("Основание замены ({clause}), поэтому нужна причина выбора. "),
    };
    format!(
        "{ground}Отметка и\u{a0}день нигде не\u{a0}сохраняются – останется только причина: о\u{a0}взыскании в\u{a0}ней не\u{a0}пишите."
    )
}

pub(super) fn categories(rules: &Effective) -> Choices {
    rules.mentoring.categories.iter().map(|one| (one.rule.id.clone(), one.rule.title.clone())).collect()
}

/// The category a young specialist is of; who the need was not computed for chooses it themselves.
fn usual_category<M: Mode>(
    cx: &mut Cx<M>,
    one: &Colleague,
    rules: &Effective,
    unit: &Unit,
) -> Result<String> {
    let today = cx.today_at(&unit.path)?;
    let is_young = one.marks(rules, today).iter().any(|mark| mark.kind == MarkKind::YoungSpecialist);
    let young = MarkKind::YoungSpecialist.code();
    let all = &rules.mentoring.categories;
    let usual = all.iter().find(|category| category.rule.id == young);
    Ok(usual.filter(|_| is_young).map(|category| category.rule.id.clone()).unwrap_or_default())
}

/// The annex of the protocol, once a sheet is filled.
pub(super) fn sheets_url<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    (person, kind): (PersonId, &str),
) -> Result<String> {
    let here = db::Ranges::under([unit.path.as_str()]);
    let all = crate::store::sheets::of_mentee(cx.conn(), &here, person)?;
    let has_one = all.iter().any(|one| one.kind == kind);
    Ok(if has_one { super::sheets::paper_address(person, kind) } else { String::new() })
}

/// `POST /mentoring`
pub(super) fn begin(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let person: PersonId = request.form.text("person").parse().map_err(|_| Error::NotFound)?;
    let kind = request.form.text("kind").to_owned();
    // A name asked for: the page again with everything typed, nothing is done.
    if request.form.has("find") {
        return show(cx, &may, person, &kind, Vec::new());
    }
    let unit = unit_of(cx, &may, person)?;
    let outcome = read(cx, &may, &unit, person).and_then(|new| pairing::begin(cx, &may, &unit, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Пара готовится. Отмечайте шаги: приказ станет доступен, когда пройдены все.");
            Ok(Reply::to(format!("/mentoring/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &may, person, &kind, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn read(cx: &mut Cx<Write>, may: &Granted<KeepMentoring>, unit: &Unit, mentee: PersonId) -> Result<NewPair> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let graduates_on = check.date("graduates_on");
    let picked = Picked::read(cx, (may, unit), &mut check, &request)?;
    check.done()?;
    Ok(NewPair {
        mentee,
        category: request.form.text("category").to_owned(),
        kind: request.form.text("kind").to_owned(),
        mentors: picked.people,
        agreement: picked.agreement,
        graduates_on,
        reason: picked.reason,
        exception: picked.exception,
        penalty_on: picked.penalty_on,
    })
}

//! The sheet of criteria of a candidate, and all sheets of a mentee as an annex of the council's protocol (п. 3.3).

use access::Granted;
use askama::Template;
use packs::Effective;
use people::PersonId;
use people::staff::Colleague;
use units::Unit;
use web::{Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use super::{Choices, choice, words};
use crate::actions::sheets::{DECISIONS, MARKS, NewSheet, fill, is_own, known, sum};
use crate::actions::{pairing, rules_at};
use crate::model::{Sheet, SheetId, SheetMark};
use crate::papers::{SheetLine, SheetsPaper};
use crate::rules::Refusal;
use crate::{GuideMentoring, store};

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    csrf: String,
    candidate: String,
    about: String,
    mentee: String,
    ids: (String, String, String),
    back: String,
    marks: Choices,
    criteria: Vec<Criterion>,
    held_on: String,
    protocols: Choices,
    document: String,
    protocol: String,
    decisions: Choices,
    decision: String,
    word: String,
    version: String,
    faults: Vec<(String, String)>,
}

struct Criterion {
    field: String,
    title: String,
    mark: String,
    fault: String,
}

impl SheetPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// The sheet of a candidate.
pub(super) fn address((mentee, candidate): (PersonId, PersonId), kind: &str) -> String {
    let fields = [("person", mentee.to_string()), ("candidate", candidate.to_string())];
    let [(a, person), (b, other)] = &fields;
    web::address("/mentoring/sheets", &[(*a, person), (*b, other), ("kind", kind)])
}

/// The annex with all sheets of a mentee.
pub(super) fn paper_address(mentee: PersonId, kind: &str) -> String {
    web::address("/mentoring/sheets/paper", &[("person", &mentee.to_string()), ("kind", kind)])
}

/// Whose sheet: the unit, the mentee, the candidate of its staff.
pub(super) struct Weighing {
    pub unit: Unit,
    pub rules: std::sync::Arc<Effective>,
    pub kind: packs::MentorKind,
    pub mentee: Colleague,
    pub candidate: Colleague,
}

pub(super) fn weighing<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<GuideMentoring>,
    [person, candidate, kind]: [&str; 3],
) -> Result<Weighing> {
    let person: PersonId = person.parse().map_err(|_| Error::NotFound)?;
    let candidate: PersonId = candidate.parse().map_err(|_| Error::NotFound)?;
    let unit = choice::unit_of(cx, may, person)?;
    let rules = rules_at(cx, &unit.path)?;
    let kind = rules.mentoring.kind(kind).cloned().ok_or(Error::NotFound)?;
    let mentee = pairing::mentee(cx, &unit, person)?.colleague;
    // The council weighs the own staff, and whoever was invited by an agreement.
    if known(cx, (&unit, may.ranges()), &[candidate.0])?.is_empty() {
        return Err(Error::NotFound);
    }
    let today = cx.today_at(&unit.path)?;
    let found = people::staff::of(cx.conn(), &[candidate.0], today)?.remove(&candidate);
    let candidate = found.filter(|one| one.person.id != person).ok_or(Error::NotFound)?;
    cx.saw("person", &[person.0, candidate.person.id.0], &unit.path);
    Ok(Weighing { unit, rules, kind, mentee, candidate })
}

/// `GET /mentoring/sheets?person=…&candidate=…&kind=…`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let asked = ["person", "candidate", "kind"].map(|name| request.asked(name));
    let weighing = weighing(cx, &may, asked)?;
    let (mentee, candidate) = (weighing.mentee.person.id, weighing.candidate.person.id);
    if is_own(cx, candidate)? {
        let clause = weighing.rules.mentoring.clause("choice").to_owned();
        return Err(Refusal::OwnSheet(clause, pairing::weighing_url(mentee, &weighing.kind.id)).into());
    }
    show(cx, &weighing, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, one: &Weighing, faults: Vec<FieldFault>) -> Result<Reply> {
    let ids = (one.mentee.person.id, one.candidate.person.id);
    let known = store::sheets::of_candidate(cx.conn(), ids, &one.kind.id)?;
    let known_ids: Vec<SheetId> = known.iter().map(|sheet| sheet.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &known_ids)?.into_values().next().unwrap_or_default();
    let today = cx.today_at(&one.unit.path)?;
    let held = store::protocols(cx.conn(), one.unit.id, 50)?;
    let request = cx.request_handle();
    let typed = |name: &str, kept: String| {
        if request.form.has(name) || !request.form.fields().is_empty() {
            request.form.text(name).to_owned()
        } else {
            kept
        }
    };
    let of = |read: fn(&Sheet) -> String| known.as_ref().map(read).unwrap_or_default();
    let page = SheetPage {
        csrf: cx.csrf().to_owned(),
        candidate: one.candidate.person.name().full(),
        about: words::about(&one.candidate, &one.rules),
        mentee: format!("{}, {}", one.mentee.person.name().short(), one.kind.title),
        ids: (ids.0.to_string(), ids.1.to_string(), one.kind.id.clone()),
        back: super::weighing::back(cx, &one.unit, (ids.0, &one.kind.id))?,
        marks: MARKS.iter().map(|(mark, title)| (mark.to_string(), (*title).to_owned())).collect(),
        criteria: criteria(&one.rules, &marks, &faults, typed),
        held_on: typed("held_on", known.as_ref().map_or(today, |sheet| sheet.held_on).to_string()),
        protocols: held.into_iter().map(|one| (one.id.to_string(), one.title_line())).collect(),
        document: typed(
            "document",
            of(|sheet| sheet.document_id.map(|id| id.to_string()).unwrap_or_default()),
        ),
        protocol: typed("protocol", of(|sheet| sheet.protocol.clone())),
        decisions: words::choices(&DECISIONS),
        decision: typed("decision", of(|sheet| sheet.decision.clone())),
        word: typed("word", of(|sheet| sheet.word.clone())),
        version: typed("version", known.as_ref().map_or(0, |sheet| sheet.version).to_string()),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
    };
    Page::titled("Лист критериев").at(&one.unit.path).under("/mentoring").show(&page)
}

fn criteria(
    rules: &Effective,
    marks: &[SheetMark],
    faults: &[FieldFault],
    typed: impl Fn(&str, String) -> String,
) -> Vec<Criterion> {
    let one = |rule: &packs::MentorCriterion| {
        let field = format!("mark-{}", rule.id);
        let kept = marks.iter().find(|mark| mark.criterion == rule.id).map(|mark| mark.mark.to_string());
        let fault = faults.iter().find(|fault| fault.field == field).map(|fault| fault.text.clone());
        Criterion {
            mark: typed(&field, kept.unwrap_or_default()),
            title: russian::capital(&rule.title),
            fault: fault.unwrap_or_default(),
            field,
        }
    };
    rules.mentoring.criteria.iter().map(|rule| one(&rule.rule)).collect()
}

/// `POST /mentoring/sheets`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let asked = ["person", "candidate", "kind"].map(|name| request.form.text(name));
    let one = weighing(cx, &may, asked)?;
    let ids = (one.mentee.person.id, one.candidate.person.id);
    let outcome = read(cx, &one.rules).and_then(|new| fill(cx, &may, (&one.unit, &one.kind.id), ids, &new));
    match outcome {
        Ok(_) => {
            cx.notice("Лист критериев заполнен.");
            Ok(Reply::to(super::weighing::back(cx, &one.unit, (ids.0, &one.kind.id))?))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &one, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn read(cx: &Cx<Write>, rules: &Effective) -> Result<NewSheet> {
    let form = &cx.request().form;
    let mut check = form.check();
    let held_on = check.date("held_on");
    if held_on.is_none() && form.text("held_on").is_empty() {
        check.fault("held_on", "Укажите день заседания.");
    }
    let protocol = check.optional("protocol", 300).to_owned();
    let word = check.optional("word", 1_000).to_owned();
    check.done()?;
    let mark = |id: &String| Some((id.clone(), form.text(&format!("mark-{id}")).parse().ok()?));
    Ok(NewSheet {
        marks: rules.mentoring.criteria.iter().filter_map(|one| mark(&one.rule.id)).collect(),
        held_on: held_on.ok_or(Error::NotFound)?,
        document: form.text("document").parse().ok(),
        protocol,
        decision: form.text("decision").to_owned(),
        word,
        version: form.text("version").parse().unwrap_or(0),
    })
}

/// `GET /mentoring/sheets/paper?person=…&kind=…&as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let person: PersonId = request.asked("person").parse().map_err(|_| Error::NotFound)?;
    let form = PaperForm::of(request.asked("as")).ok_or(Error::NotFound)?;
    let unit = choice::unit_of(cx, &may, person)?;
    let rules = rules_at(cx, &unit.path)?;
    let kind = rules.mentoring.kind(request.asked("kind")).cloned().ok_or(Error::NotFound)?;
    let here = db::Ranges::under([unit.path.as_str()]);
    let mut all = store::sheets::of_mentee(cx.conn(), &here, person)?;
    all.retain(|one| one.kind == kind.id);
    let candidates: Vec<i64> = all.iter().map(|one| one.candidate_id.0).collect();
    let known = known(cx, (&unit, may.ranges()), &candidates)?;
    all.retain(|one| known.contains(&one.candidate_id.0));
    let last = all.first().cloned().ok_or(Error::NotFound)?;
    let paper = annex(cx, (&unit, &rules, &kind), person, &all, &last)?;
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Листы критериев.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

fn annex(
    cx: &mut Cx<Read>,
    (unit, rules, kind): (&Unit, &Effective, &packs::MentorKind),
    person: PersonId,
    all: &[Sheet],
    last: &Sheet,
) -> Result<SheetsPaper> {
    let today = cx.today_at(&unit.path)?;
    let mut people: Vec<i64> = all.iter().map(|one| one.candidate_id.0).collect();
    people.push(person.0);
    cx.saw("person", &people, &unit.path);
    let cards = people::staff::of(cx.conn(), &people, today)?;
    let ids: Vec<SheetId> = all.iter().map(|one| one.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &ids)?;
    let who = |id: PersonId| cards.get(&id).map(|card| card.person.name().full()).unwrap_or_default();
    let line = |one: &Sheet| {
        let own = marks.get(&one.id.0).map_or(&[][..], Vec::as_slice);
        let weighed = sum(one, own);
        let mark =
            |id: &String| own.iter().find(|mark| mark.criterion == *id).map(|mark| mark.mark.to_string());
        let decision =
            DECISIONS.iter().find(|(code, _)| *code == one.decision).map_or("", |(_, title)| title);
        let post = cards.get(&one.candidate_id).map(|card| words::about(card, rules)).unwrap_or_default();
        SheetLine {
            who: format!("{}, {post}", who(one.candidate_id)),
            marks: rules
                .mentoring
                .criteria
                .iter()
                .map(|rule| mark(&rule.rule.id).unwrap_or_else(|| "–".to_owned()))
                .collect(),
            sum: format!("{} из\u{a0}{}", weighed.sum, weighed.most),
            decision: [decision, one.word.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(": "),
        }
    };
    let held = match last.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop().map(|held| held.title_line()),
        None => None,
    };
    let criteria = &rules.mentoring.criteria;
    Ok(SheetsPaper {
        head: units::letterhead(cx.conn(), unit.id)?,
        about: format!("Выбирается {}; наставляемый – {}", kind.title, who(person)),
        protocol: held.unwrap_or_else(|| last.protocol.clone()),
        day: last.held_on,
        criteria: criteria.iter().map(|one| russian::capital(&one.rule.title)).collect(),
        clause: criteria.first().map(|one| one.rule.clause.clone()).unwrap_or_default(),
        lines: all.iter().map(line).collect(),
    })
}

/// «рекомендован 11.06.2026; 9 из 10»
pub(super) fn told(one: &Sheet, marks: &[SheetMark]) -> String {
    let weighed = sum(one, marks);
    let decision =
        if one.is_recommended() { "рекомендован" } else { "не\u{a0}рекомендован" };
    format!("{decision} {}; {} из\u{a0}{}", russian::date(one.held_on), weighed.sum, weighed.most)
}

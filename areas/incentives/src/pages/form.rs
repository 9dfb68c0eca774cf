//! The form of a representation: who is chosen first, then the award, the ground and the text, which begins with what the
//! program knows.

mod choice;

use access::Granted;
use askama::Template;
use packs::Effective;
use people::PersonId;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::{Choices, Faults, plain, words};
use crate::access::RepresentForAward;
use crate::actions::ordering::Told;
use crate::actions::{representing, rules_at};
use crate::model::{NewRepresentation, Representation, RepresentationId};
use crate::places::Places;
use crate::rules::{Known, draft, level_title, next};
use crate::store;

/// The field at which somebody else's change is told.
const MET: &str = "merits";
/// No text is longer.
const LONGEST: usize = 6_000;

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    csrf: String,
    title: &'static str,
    action: String,
    back: String,
    unit: String,
    version: String,
    person: (String, String, String),
    kinds: Choices,
    clauses: Vec<(String, String)>,
    grounds: Choices,
    measures: Choices,
    typed: Typed,
    faults: Faults,
}

impl FormPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

#[derive(Default)]
struct Typed {
    /// The version the form was made of; none: the one of now, for whoever has seen what somebody else changed meanwhile.
    version: Option<String>,
    kind: String,
    ground: String,
    ground_note: String,
    merits: String,
    measure: String,
    day: String,
}

/// `GET /incentives/new?person=…&ground=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<RepresentForAward>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = own_unit(cx, &may)?;
    let asked = request.asked("person").rsplit('/').next().unwrap_or_default().parse::<PersonId>();
    let Ok(person) = asked else { return choice::show(cx, &unit) };
    let typed = Typed {
        ground: request.asked("ground").to_owned(),
        merits: beginning(cx, &unit, person)?,
        day: cx.today_at(&unit.path)?.to_string(),
        ..Typed::default()
    };
    show(cx, (&unit, person), None, typed, Vec::new())
}

/// The unit one represents for: a scope of one's own, whichever the person works under.
fn own_unit<M: Mode>(cx: &mut Cx<M>, may: &Granted<RepresentForAward>) -> Result<Unit> {
    let unit = super::place(cx, may)?;
    if may.scopes().iter().any(|scope| scope.unit == unit.id.0) {
        return Ok(unit);
    }
    let own = may.scopes().iter().find(|scope| unit.path.starts_with(&scope.path)).ok_or(Error::NotFound)?;
    units::store::find(cx.conn(), may.ranges(), units::UnitId(own.unit))?.ok_or(Error::NotFound)
}

/// What the program knows of the person, as the beginning of the text.
fn beginning<M: Mode>(cx: &mut Cx<M>, unit: &Unit, person: PersonId) -> Result<String> {
    let here = db::Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, person)?.ok_or(Error::NotFound)?;
    let (house, rules, today) = (cx.house_handle(), rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let card = staff::of(cx.conn(), &[person.0], today)?.remove(&person).ok_or(Error::NotFound)?;
    let mut items = Vec::new();
    for offer in &house.registry.portfolio {
        items.extend(offer.items(cx.conn(), person.0, today)?);
    }
    let years = card
        .service_since(&rules, today)
        .map(|since| people::rules::seniority::years(since, &card.breaks(), today));
    let places = Places::read(cx, (unit.id, today), [&card])?;
    let known = Known {
        who: format!("{}, {}", card.person.name().full(), words::about(&card, &places, (&rules, today))),
        service_years: years,
        category: card.category(&rules, today).1,
        recommended: recommended(cx, &here, person)?,
    };
    Ok(draft(&known, &items))
}

/// For what pairs recommended their mentor, while it waits for an answer.
fn recommended<M: Mode>(cx: &mut Cx<M>, here: &db::Ranges, person: PersonId) -> Result<Vec<String>> {
    let waiting = crate::commended::waiting(cx.conn(), here)?.into_iter();
    Ok(waiting.filter(|one| one.mentor == person).map(|one| one.note).collect())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    (unit, person): (&Unit, PersonId),
    known: Option<&Representation>,
    typed: Typed,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let here = db::Ranges::under([unit.path.as_str()]);
    people::store::find(cx.conn(), &here, person)?.ok_or(Error::NotFound)?;
    let card: Colleague = staff::of(cx.conn(), &[person.0], today)?.remove(&person).ok_or(Error::NotFound)?;
    cx.saw("person", &[person.0], &unit.path);
    let places = Places::read(cx, (unit.id, today), [&card])?;
    let measures = store::measures_for(cx.conn(), &unit.path)?;
    let version = known.map(|one| typed.version.clone().unwrap_or_else(|| one.version.to_string()));
    let page = FormPage {
        csrf: cx.csrf().to_owned(),
        title: if known.is_some() {
            "Изменить представление"
        } else {
            "Представить к\u{a0}поощрению"
        },
        action: known.map_or_else(|| "/incentives".to_owned(), |one| format!("{}/text", one.url())),
        back: known.map_or_else(|| "/incentives".to_owned(), Representation::url),
        unit: unit.id.to_string(),
        version: version.unwrap_or_default(),
        person: (
            person.to_string(),
            card.person.name().full(),
            words::about(&card, &places, (&rules, today)),
        ),
        kinds: kinds(&rules, &unit.level),
        clauses: rules
            .incentives
            .awards
            .iter()
            .filter(|one| !one.rule.by_council && next(&unit.level, &one.rule.level).is_some())
            .map(|one| (one.rule.title.clone(), one.rule.clause.clone()))
            .collect(),
        grounds: rules
            .incentives
            .grounds
            .iter()
            .map(|one| (one.rule.id.clone(), format!("{} ({})", one.rule.title, one.rule.clause)))
            .collect(),
        measures: measures.into_iter().map(|one| (one.id.to_string(), one.title)).collect(),
        typed,
        faults: plain(faults),
    };
    Page::titled(page.title).at(&unit.path).under("/incentives").show(&page)
}

/// Awards that are decided here or above, each with who decides.
fn kinds(rules: &Effective, level: &str) -> Choices {
    let kinds = rules.incentives.awards.iter().map(|one| &one.rule);
    let reached = kinds.filter(|kind| !kind.by_council && next(level, &kind.level).is_some());
    reached
        .map(|kind| (kind.id.clone(), format!("{} – решает {}", kind.title, level_title(&kind.level))))
        .collect()
}

fn typed(cx: &Cx<Write>) -> Typed {
    let text = |name: &str| cx.request().form.text(name).to_owned();
    Typed {
        version: Some(text("version")).filter(|text| !text.is_empty()),
        kind: text("kind"),
        ground: text("ground"),
        ground_note: text("ground_note"),
        merits: text("merits"),
        measure: text("measure"),
        day: text("day"),
    }
}

fn read(cx: &mut Cx<Write>, unit: &Unit, person: PersonId) -> Result<NewRepresentation> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let mut check = cx.request().form.check();
    let day = check.date("day");
    let ground_note = check.optional("ground_note", 300).to_owned();
    let merits = check.optional("merits", LONGEST).to_owned();
    if day.is_none() && cx.request().form.text("day").is_empty() {
        check.fault("day", "Укажите день представления.");
    }
    let text = |name: &str| cx.request().form.text(name).to_owned();
    let new = NewRepresentation {
        person,
        kind: text("kind"),
        ground: text("ground"),
        ground_note,
        merits,
        measure: cx.request().form.text("measure").parse().ok(),
        day: day.unwrap_or(today),
    };
    match check.done() {
        Ok(()) => Ok(new),
        Err(Error::Invalid(mut faults)) => {
            faults.extend(representing::faults(&new, &rules, today));
            Err(Error::Invalid(faults))
        }
        Err(other) => Err(other),
    }
}

/// `POST /incentives`
pub(super) fn represent(cx: &mut Cx<Write>, may: Granted<RepresentForAward>) -> Result<Reply> {
    let unit = own_unit(cx, &may)?;
    let person: PersonId = cx.request().form.text("person").parse().map_err(|_| Error::NotFound)?;
    let outcome = read(cx, &unit, person).and_then(|new| representing::represent(cx, &may, &unit, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Представлено. Теперь слово за\u{a0}тем, кто решает.");
            Ok(Reply::to(format!("/incentives/{id}")))
        }
        Err(Error::Invalid(faults)) => {
            let typed = typed(cx);
            Ok(show(cx, (&unit, person), None, typed, faults)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// The representation of the address, with the unit that made it.
fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<RepresentForAward>) -> Result<(Representation, Unit)> {
    let id: RepresentationId = cx.request().arg("representation")?;
    let one = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !may.scopes().iter().any(|scope| scope.unit == one.unit_id.0) {
        return Err(Error::NotFound);
    }
    let unit = units::store::find(cx.conn(), may.ranges(), one.unit_id)?.ok_or(Error::NotFound)?;
    Ok((one, unit))
}

/// `GET /incentives/{representation}/text`
pub(super) fn text(cx: &mut Cx<Read>, may: Granted<RepresentForAward>) -> Result<Reply> {
    let (one, unit) = own(cx, &may)?;
    representing::may_change(&one, &unit.level)?;
    let told = Told::all(cx, vec![one.clone()])?.pop().ok_or(Error::NotFound)?;
    let typed = Typed {
        version: None,
        kind: one.kind.clone(),
        ground: one.ground.clone(),
        ground_note: one.ground_note.clone(),
        merits: one.merits.clone(),
        measure: one.measure_id.map(|id| id.to_string()).unwrap_or_default(),
        day: cx.today_at(&unit.path)?.to_string(),
    };
    show(cx, (&unit, told.one.person_id), Some(&one), typed, Vec::new())
}

/// `POST /incentives/{representation}/text`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<RepresentForAward>) -> Result<Reply> {
    let (one, unit) = own(cx, &may)?;
    let version = cx.request().form.text("version").parse().map_err(|_| Error::Malformed)?;
    let (person, is_open) = (one.person_id, representing::may_change(&one, &unit.level).is_ok());
    let outcome = read(cx, &unit, person)
        .and_then(|new| representing::change(cx, &may, (&unit, (one.id, version)), &new));
    match outcome {
        Ok(()) => {
            cx.notice("Представление изменено.");
            Ok(Reply::to(one.url()))
        }
        Err(Error::Invalid(faults)) if is_open => {
            let typed = typed(cx);
            Ok(show(cx, (&unit, person), Some(&one), typed, faults)?.status(422))
        }
        Err(Error::Conflict(text)) if is_open => {
            let typed = Typed { version: None, ..typed(cx) };
            let fault = FieldFault { field: MET.to_owned(), text };
            Ok(show(cx, (&unit, person), Some(&one), typed, vec![fault])?.status(409))
        }
        // Somebody decided: the form is not there any more, what was typed stands on the card.
        Err(Error::Invalid(faults)) => Ok(super::card::show(cx, faults)?.status(422)),
        Err(error @ (Error::Conflict(_) | Error::Refused(_))) if !is_open => {
            let fault = FieldFault { field: MET.to_owned(), text: error.to_string() };
            Ok(super::card::show(cx, vec![fault])?.status(409))
        }
        Err(error) => Err(error),
    }
}

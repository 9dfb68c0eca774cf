//! The choice of a mentor: the staff ranked by fit, each with what speaks for and against; the pair is begun here.

use access::Granted;
use askama::Template;
use packs::{Effective, MentorKind};
use people::PersonId;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, words};
use crate::KeepMentoring;
use crate::actions::{pairing, rules_at};
use crate::model::NewPair;
use crate::rules::Fit;

#[derive(Template)]
#[template(path = "choice.html")]
struct ChoicePage {
    csrf: String,
    mentee: String,
    about: String,
    person: String,
    kind: String,
    kinds: Vec<(String, String, bool)>,
    is_collective: bool,
    categories: Choices,
    criteria: Vec<String>,
    rows: Vec<Row>,
    faults: Vec<(String, String)>,
    typed: Typed,
}

impl ChoicePage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

#[derive(Default)]
struct Typed {
    category: String,
    graduates_on: String,
    agreement: String,
    other: String,
    reason: String,
}

struct Row {
    id: String,
    name: String,
    url: String,
    post: String,
    praises: String,
    refusals: Vec<(String, String)>,
    warnings: Vec<(String, String)>,
    is_allowed: bool,
    is_chosen: bool,
}

/// `GET /mentoring/choice?person=…&kind=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let person: PersonId = request.asked("person").parse().map_err(|_| Error::NotFound)?;
    show(cx, &may, person, request.asked("kind"), Vec::new())
}

/// The unit where the person works and the one who chooses keeps mentoring.
fn unit_of<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepMentoring>, person: PersonId) -> Result<Unit> {
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
    let text = |name: &str| request.form.text(name).to_owned();
    let page = ChoicePage {
        csrf: cx.csrf().to_owned(),
        mentee: asked.colleague.person.name().full(),
        about: format!(
            "{}, принят(а) {}",
            words::about(&asked.colleague, &rules),
            russian::date(asked.hired_on)
        ),
        person: person.to_string(),
        kinds: kinds(&rules, &kind, person),
        is_collective: kind.collective,
        kind: kind.id.clone(),
        categories: categories(&rules),
        criteria: rules.mentoring.criteria.iter().map(|one| one.rule.title.clone()).collect(),
        rows: judged.iter().map(|(one, fit)| row(one, fit, &chosen, &rules)).collect(),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: Typed {
            category: text("category"),
            graduates_on: text("graduates_on"),
            agreement: text("agreement"),
            other: text("other"),
            reason: text("reason"),
        },
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

fn categories(rules: &Effective) -> Choices {
    rules.mentoring.categories.iter().map(|one| (one.rule.id.clone(), one.rule.title.clone())).collect()
}

fn row(one: &Colleague, fit: &Fit, chosen: &[&str], rules: &Effective) -> Row {
    let id = one.person.id.to_string();
    let told = |reasons: &[crate::rules::Reason]| {
        reasons.iter().map(|reason| (reason.text.clone(), reason.clause.clone())).collect()
    };
    Row {
        is_chosen: chosen.contains(&id.as_str()),
        name: one.person.name().full(),
        url: one.person.url(),
        post: words::about(one, rules),
        praises: fit.praises.join(", "),
        refusals: told(&fit.refusals),
        warnings: told(&fit.warnings),
        is_allowed: fit.is_allowed(),
        id,
    }
}

/// `POST /mentoring`
pub(super) fn begin(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let person: PersonId = request.form.text("person").parse().map_err(|_| Error::NotFound)?;
    let kind = request.form.text("kind").to_owned();
    let unit = unit_of(cx, &may, person)?;
    let outcome = read(cx, &unit, person).and_then(|new| pairing::begin(cx, &may, &unit, &new));
    match outcome {
        Ok(id) => {
            cx.notice("Пара готовится. Отмечайте шаги: приказ станет доступен, когда пройдены все.");
            Ok(Reply::to(format!("/mentoring/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &may, person, &kind, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn read(cx: &mut Cx<Write>, unit: &Unit, mentee: PersonId) -> Result<NewPair> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let graduates_on = check.date("graduates_on");
    let agreement = check.optional("agreement", 300).to_owned();
    let reason = check.optional("reason", 1_000).to_owned();
    let mut mentors: Vec<PersonId> =
        request.form.all("mentors").into_iter().filter_map(|id| id.parse().ok()).collect();
    let other = check.optional("other", 200).to_owned();
    if !other.is_empty() {
        if agreement.is_empty() {
            check.fault("agreement", "Назовите договор с\u{a0}организацией, где он работает.");
        }
        match elsewhere(cx, unit, &other)? {
            Some(found) => mentors.push(found),
            None => check.fault(
                "other",
                "Такого педагога в\u{a0}организациях муниципалитета нет, или их несколько: вставьте адрес его карточки.",
            ),
        }
    }
    check.done()?;
    Ok(NewPair {
        mentee,
        category: request.form.text("category").to_owned(),
        kind: request.form.text("kind").to_owned(),
        mentors,
        agreement,
        graduates_on,
        reason,
    })
}

/// A colleague of another school of the municipality, by the whole name or by the address of the card.
fn elsewhere(cx: &mut Cx<Write>, unit: &Unit, typed: &str) -> Result<Option<PersonId>> {
    if let Some(id) = typed.rsplit('/').next().and_then(|id| id.parse::<PersonId>().ok()) {
        return Ok(Some(id));
    }
    let above = unit.path.trim_end_matches('/').rsplit_once('/').map(|(above, _)| format!("{above}/"));
    let Some(above) = above else { return Ok(None) };
    let found = people::store::named(cx.conn(), &db::Ranges::under([above.as_str()]), typed)?;
    Ok(if let [one] = found.as_slice() { Some(one.id) } else { None })
}

/// A colleague of the pair's own school by the whole name: for a successor.
pub(super) fn found(cx: &mut Cx<Write>, id: crate::model::PairId, typed: &str) -> Result<PersonId> {
    let pair = crate::store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let here = db::Ranges::under([pair.unit_path.as_str()]);
    let found = people::store::named(cx.conn(), &here, typed)?;
    let sentence = "Такого педагога в\u{a0}школе нет, или их несколько: напишите имя целиком или вставьте адрес карточки.";
    match found.as_slice() {
        [one] => Ok(one.id),
        _ => Err(Error::field("person", sentence)),
    }
}

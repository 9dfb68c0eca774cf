//! The choice of a mentor: the staff ranked by fit, each with what speaks for and against; the pair is begun here.

use access::Granted;
use askama::Template;
use packs::{Effective, MentorKind};
use people::PersonId;
use people::rules::marks::MarkKind;
use people::staff::Colleague;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::choice_rows::{Row, picked, rows};
use super::{Choices, words};
use crate::KeepMentoring;
use crate::actions::{pairing, rules_at};
use crate::model::NewPair;

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
    /// The best of them, or those the name asked for finds; whoever is chosen stands among them.
    rows: Vec<Row>,
    /// The others, shown when asked for.
    others: Vec<Row>,
    /// Whether the school has nobody else.
    is_alone: bool,
    is_nobody: bool,
    sheets_url: String,
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
    exception: String,
    penalty: bool,
    penalty_on: String,
    q: String,
}

/// `GET /mentoring/choice?person=…&kind=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
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
    let text = |name: &str| request.form.text(name).to_owned();
    let asked_name = if request.form.has("q") { text("q") } else { request.asked("q").to_owned() };
    let all = rows(&judged, &chosen, &rules, (person, &kind.id));
    let (shown, others) = picked(all, &judged, asked_name.trim());
    let usual = usual_category(cx, &asked.colleague, &rules, &unit)?;
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
        is_nobody: !judged.iter().any(|(_, fit)| fit.is_allowed()),
        sheets_url: sheets_url(cx, &unit, (person, &kind.id))?,
        is_alone: judged.is_empty(),
        rows: shown,
        others,
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: Typed {
            category: if request.form.has("category") { text("category") } else { usual },
            graduates_on: text("graduates_on"),
            agreement: text("agreement"),
            other: text("other"),
            reason: text("reason"),
            exception: text("exception"),
            penalty: request.form.has("penalty"),
            penalty_on: text("penalty_on"),
            q: asked_name,
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

/// The category a young specialist is of; who the need was not computed for chooses it themselves.
fn usual_category<M: Mode>(
    cx: &mut Cx<M>,
    one: &Colleague,
    rules: &Effective,
    unit: &Unit,
) -> Result<String> {
    let today = cx.today_at(&unit.path)?;
    let is_young = one.marks(rules, today).iter().any(|mark| mark.kind == MarkKind::YoungSpecialist);
    let due = rules.mentoring.categories.iter().find(|category| category.rule.order_is_due);
    Ok(due.filter(|_| is_young).map(|category| category.rule.id.clone()).unwrap_or_default())
}

/// The annex of the protocol, once a sheet is filled.
fn sheets_url<M: Mode>(cx: &mut Cx<M>, unit: &Unit, (person, kind): (PersonId, &str)) -> Result<String> {
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
    let agreement = check.optional("agreement", 300).to_owned();
    let reason = check.optional("reason", 1_000).to_owned();
    let exception = check.optional("exception", 1_000).to_owned();
    let has_penalty = request.form.has("penalty");
    let penalty_on = check.date("penalty_on").filter(|_| has_penalty);
    if has_penalty && request.form.text("penalty_on").is_empty() {
        check.fault("penalty_on", "Укажите день приказа о\u{a0}взыскании.");
    }
    let mut mentors: Vec<PersonId> =
        request.form.all("mentors").into_iter().filter_map(|id| id.parse().ok()).collect();
    let other = check.optional("other", 200).to_owned();
    if !other.is_empty() {
        if agreement.is_empty() {
            check.fault("agreement", "Назовите договор с\u{a0}организацией, где он работает.");
        }
        match elsewhere(cx, (may, unit), (&other, &agreement))? {
            Some(found) => mentors.push(found),
            None => check.fault("other", UNKNOWN),
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
        exception,
        penalty_on,
    })
}

/// Nobody is told whether a card past their reach exists.
const UNKNOWN: &str = "Такого педагога в\u{a0}организациях муниципалитета нет, или их несколько: напишите имя целиком или вставьте адрес его карточки.";

/// A colleague of another school of the municipality, by the whole name or by the address of the card.
fn elsewhere(
    cx: &mut Cx<Write>,
    (may, unit): (&Granted<KeepMentoring>, &Unit),
    (typed, agreement): (&str, &str),
) -> Result<Option<PersonId>> {
    if let Some(id) = typed.rsplit('/').next().and_then(|id| id.parse::<PersonId>().ok()) {
        return match pairing::reachable(cx, may, unit, (id, agreement)) {
            Ok(()) => Ok(Some(id)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
    }
    let above = unit.path.trim_end_matches('/').rsplit_once('/').map(|(above, _)| format!("{above}/"));
    let Some(above) = above else { return Ok(None) };
    let found = people::store::named(cx.conn(), &db::Ranges::under([above.as_str()]), typed)?;
    Ok(if let [one] = found.as_slice() { Some(one.id) } else { None })
}

/// A successor as typed: of the pair's own school by the whole name; of another organisation, with its agreement, by name or by
/// the address of the card.
pub(super) fn found(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    id: crate::model::PairId,
    (typed, agreement): (&str, &str),
) -> Result<PersonId> {
    let pair = crate::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let unit = units::store::all_of(cx.conn(), &[pair.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let here = db::Ranges::under([pair.unit_path.as_str()]);
    let own = people::store::named(cx.conn(), &here, typed)?;
    if let [one] = own.as_slice() {
        return Ok(one.id);
    }
    let far = elsewhere(cx, (may, &unit), (typed, agreement))?;
    far.ok_or_else(|| Error::field("person", UNKNOWN))
}

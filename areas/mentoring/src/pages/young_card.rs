//! Somebody young: the marks with the rule, pairs, what supports the person, the results of studies and the form for the next.

use access::Granted;
use askama::Template;
use people::staff;
use people::{Person, PersonId};
use registry::SupportKind;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, picked};
use crate::actions::rules_at;
use crate::actions::studying::{self, Studied};
use crate::model::{AdaptationResult, Pair};
use crate::{SeeMentoring, StudyAdaptation, store};

#[derive(Template)]
#[template(path = "young_card.html")]
struct YoungCard {
    csrf: String,
    name: String,
    about: String,
    card_url: String,
    url: String,
    marks: Vec<(String, String)>,
    pairs: Vec<(String, String, (&'static str, &'static str))>,
    supports: Vec<(String, String)>,
    results: Vec<(String, String, &'static str, String)>,
    may_study: bool,
    levels: Choices,
    faults: Vec<(String, String)>,
    typed: Typed,
}

struct Typed {
    studied_on: String,
    level: String,
    note: String,
}

impl YoungCard {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// `GET /mentoring/young/{person}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let id: PersonId = cx.request().arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    show(cx, &person, Vec::new())
}

/// `POST /mentoring/young/{person}/adaptation`
pub(super) fn study(cx: &mut Cx<Write>, may: Granted<StudyAdaptation>) -> Result<Reply> {
    let id: PersonId = cx.request().arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    match typed(cx).and_then(|studied| studying::study(cx, &may, id, &studied)) {
        Ok(()) => {
            cx.notice("Результат изучения адаптации записан.");
            Ok(Reply::to(picked::url(id)))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &person, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

fn typed(cx: &Cx<Write>) -> Result<Studied> {
    let mut check = cx.request().form.check();
    let level = check.required("level", 60, "Выберите уровень из\u{a0}списка.").to_owned();
    let note = check.optional("note", 500).to_owned();
    let on = check.date("studied_on");
    if on.is_none() && cx.request().form.text("studied_on").is_empty() {
        check.fault("studied_on", "Укажите день изучения.");
    }
    check.done()?;
    Ok(Studied { on: on.ok_or(Error::NotFound)?, level, note })
}

fn show<M: Mode>(cx: &mut Cx<M>, person: &Person, faults: Vec<FieldFault>) -> Result<Reply> {
    let (id, path) = (person.id, person.unit_path.clone());
    let (rules, today) = (rules_at(cx, &path)?, cx.today_at(&path)?);
    let card = staff::of(cx.conn(), &[id.0], today)?.remove(&id).ok_or(Error::NotFound)?;
    cx.saw("person", &[id.0], &path);
    let pairs = store::of_mentees(cx.conn(), &[id.0])?;
    let results = store::young::results_of(cx.conn(), id)?;
    let granted = cx.house().policy.check::<StudyAdaptation>(cx.person());
    let request = cx.request_handle();
    let text = |name: &str| request.form.text(name).to_owned();
    let studied_on = text("studied_on");
    let result = |one: AdaptationResult| {
        let level = rules.mentoring.adaptation(&one.level);
        let tone = level.map_or("muted", |level| if level.needs_help { "warn" } else { "ok" });
        let title = level.map_or_else(|| one.level.clone(), |level| level.title.clone());
        (russian::date(one.studied_on), title, tone, one.note)
    };
    let page = YoungCard {
        csrf: cx.csrf().to_owned(),
        name: person.name().full(),
        about: super::words::about(&card, &rules),
        card_url: person.url(),
        url: picked::url(id),
        marks: card
            .marks(&rules, today)
            .into_iter()
            .map(|mark| (mark.kind.title().to_owned(), mark.why))
            .collect(),
        pairs: pairs.iter().map(|pair| pair_line(pair, &rules)).collect(),
        supports: supports(cx, id.0, today)?,
        results: results.into_iter().map(result).collect(),
        may_study: granted.is_ok_and(|may| may.ranges().holds(&path)),
        levels: rules
            .mentoring
            .adaptation
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        typed: Typed {
            studied_on: if studied_on.is_empty() { today.to_string() } else { studied_on },
            level: text("level"),
            note: text("note"),
        },
    };
    Page::titled(person.name().short()).at(&path).under("/mentoring").show(&page)
}

fn pair_line(pair: &Pair, rules: &packs::Effective) -> (String, String, (&'static str, &'static str)) {
    let state = (pair.state().title(), pair.state().tone());
    let text = format!("{} {}", super::words::kind(pair, rules), super::words::span(pair));
    (text, pair.url(), state)
}

/// What supports the person besides a mentor: what, since when.
fn supports<M: Mode>(cx: &mut Cx<M>, person: i64, today: chrono::NaiveDate) -> Result<Vec<(String, String)>> {
    let (house, mut found) = (cx.house_handle(), Vec::new());
    for offer in &house.registry.support {
        let told = offer.told(cx.conn(), &[person], today)?;
        let others = told.into_iter().filter(|one| one.kind != SupportKind::Mentor);
        found.extend(others.map(|one| (one.what, one.since.map(russian::date).unwrap_or_default())));
    }
    Ok(found)
}

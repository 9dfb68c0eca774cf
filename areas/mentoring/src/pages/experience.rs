//! The bank of positive experience: what deputies registered, generalised and passed on, by subject and deficit (п. 8.2).

use access::Granted;
use askama::Template;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::Choices;
use super::asked::cut;
use crate::access::ReadExperience;
use crate::actions::experiencing::reach;
use crate::actions::rules_at;
use crate::model::Experience;
use crate::store;

/// The most that are looked through.
const MOST: i64 = 1000;

#[derive(Template)]
#[template(path = "experiences.html")]
struct ExperiencesPage {
    subject: String,
    subjects: Choices,
    deficit: String,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    reset: &'static str,
}

struct Row {
    url: String,
    title: String,
    state: (&'static str, &'static str),
    whose: String,
    place: String,
    subject: String,
    deficit: String,
    passed: String,
}

/// `GET /mentoring/experience?subject=…&deficit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<ReadExperience>) -> Result<Reply> {
    let reach = reach(cx, &may)?;
    let (subject, deficit) =
        (cx.request().asked("subject").to_owned(), cx.request().asked("deficit").to_owned());
    let mut all = store::experience::list(cx.conn(), &reach, &subject, MOST)?;
    let sought = db::fold(deficit.trim());
    all.retain(|one| sought.is_empty() || db::fold(&one.deficit).contains(&sought));
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let (shown, next) = cut(cx, all, |one| one.id.to_string());
    let path = may.scopes().first().map(|scope| scope.path.clone()).unwrap_or_default();
    let rules = rules_at(cx, &path)?;
    let next = next.map(|after| {
        let asked = [("subject", subject.as_str()), ("deficit", deficit.as_str()), ("after", after.as_str())];
        web::address("/mentoring/experience", &asked)
    });
    let page = ExperiencesPage {
        subjects: subjects(&rules),
        rows: rows(cx, &shown, &rules)?,
        counted: russian::counted(total, "запись", "записи", "записей"),
        next_url: next.unwrap_or_default(),
        reset: if subject.is_empty() && deficit.is_empty() { "" } else { "/mentoring/experience" },
        subject,
        deficit,
    };
    Page::titled("Опыт наставничества").at(&path).under("/mentoring/experience").show(&page)
}

/// The subjects of the rules in force.
pub(super) fn subjects(rules: &packs::Effective) -> Choices {
    rules.subjects.iter().map(|one| (one.rule.id.clone(), one.rule.title.clone())).collect()
}

/// The title of a subject; empty: of none.
pub(super) fn subject(rules: &packs::Effective, id: &str) -> String {
    rules.subject(id).map_or_else(|| id.to_owned(), |one| one.rule.title.clone())
}

fn rows(cx: &mut Cx<Read>, shown: &[Experience], rules: &packs::Effective) -> Result<Vec<Row>> {
    let people: Vec<i64> = shown.iter().map(|one| one.person_id.0).collect();
    let places: Vec<i64> = shown.iter().map(|one| one.unit_id.0).collect();
    if let Some(first) = shown.first() {
        cx.saw("person", &people, &first.unit_path);
    }
    let cards = people::store::all_of(cx.conn(), &people)?;
    let places = units::store::all_of(cx.conn(), &places)?;
    let row = |one: &Experience| {
        let card = cards.iter().find(|card| card.id == one.person_id);
        let place = places.iter().find(|place| place.id == one.unit_id);
        Row {
            url: one.url(),
            title: one.title.clone(),
            state: (one.state().title(), one.state().tone()),
            whose: card.map(|card| card.name().short()).unwrap_or_default(),
            place: place.map(|place| place.short_name.clone()).unwrap_or_default(),
            subject: subject(rules, &one.subject),
            deficit: one.deficit.clone(),
            passed: one.passed_on.map(russian::date).unwrap_or_default(),
        }
    };
    Ok(shown.iter().map(row).collect())
}

//! Results of attestation, entered.

use access::Granted;
use askama::Template;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write};

use super::words;
use crate::actions::telling;
use crate::store::{employments, records};
use crate::{KeepPeople, NewCategory, Person};

#[derive(Template)]
#[template(path = "category.html")]
struct CategoryPage {
    whose: String,
    target: String,
    token: String,
    category: String,
    post: String,
    granted_on: String,
    document: String,
    categories: Vec<(String, String)>,
    posts: Vec<(String, String)>,
    faults: Vec<(String, String)>,
    way_back: String,
}

impl CategoryPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /people/{person}/categories/new`
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    shown(cx, &person, &request, &[])
}

/// `POST /people/{person}/categories`
pub(super) fn grant(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (request, person) = (cx.request_handle(), super::asked(cx, &may)?);
    let today = cx.today_at(&person.unit_path)?;
    let mut check = request.form.check();
    let granted_on = check.date("granted_on");
    if request.form.text("granted_on").is_empty() {
        check.fault("granted_on", "Укажите день, с которого установлена категория.");
    }
    let text = |name| request.form.text(name).to_owned();
    let new = NewCategory {
        category: text("category"),
        post: text("post"),
        granted_on: granted_on.unwrap_or(today),
        document: text("document"),
    };
    match check.done().and_then(|()| telling::grant(cx, &person, &new)) {
        Ok(_) => {
            let text = told(cx, &person, &new)?;
            cx.notice(&text);
            Ok(Reply::to(person.url()))
        }
        Err(Error::Invalid(faults)) => shown(cx, &person, &request, &faults),
        Err(other) => Err(other),
    }
}

/// What is said of a result just entered: a higher one that is in force for the same post speaks of a slip in one of the two.
fn told(cx: &mut Cx<Write>, person: &Person, new: &NewCategory) -> Result<String> {
    let rules = words::rules_at(cx, &person.unit_path)?;
    let held = records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    Ok(match words::best_for(&new.post, &held, &rules, new.granted_on) {
        Some(best) if best.category != new.category && best.granted_on < new.granted_on => format!(
            "Категория внесена. По этой должности на\u{a0}тот\u{a0}же день действует и\u{a0}более высокая: {}. Если это ошибка, уберите лишнюю запись.",
            words::category(best, &rules)
        ),
        _ => "Категория внесена.".to_owned(),
    })
}

fn shown<M: Mode>(
    cx: &mut Cx<M>,
    person: &Person,
    request: &Request,
    faults: &[FieldFault],
) -> Result<Reply> {
    let rules = words::rules_at(cx, &person.unit_path)?;
    let works = employments::of(cx.conn(), person.id)?;
    let mut posts: Vec<(String, String)> = works.into_iter().map(|one| (one.post, one.post_title)).collect();
    posts.sort();
    posts.dedup_by(|one, other| one.0 == other.0);
    let text = |name| request.form.text(name).to_owned();
    let page = CategoryPage {
        whose: person.name().full(),
        target: format!("{}/categories", person.url()),
        token: cx.csrf().to_owned(),
        category: text("category"),
        post: text("post"),
        granted_on: text("granted_on"),
        document: text("document"),
        categories: rules
            .categories
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        posts,
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        way_back: person.url(),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Категория").at(&person.unit_path).under("/people").show(&page)?.status(status))
}

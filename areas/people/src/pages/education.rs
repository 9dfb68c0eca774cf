//! Education of those who work in the scope, by its stage, and who studies for the next one; every figure opens its people.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use web::{Cx, Page, Read, Reply, Request, Result};

use super::list;
use crate::rules::education::{self, Stage};
use crate::store::{self, records};
use crate::{Record, RecordKind, SeePeople};

/// What asks for those of whom nobody told it.
const NONE: &str = "none";
/// What asks for whoever studies, whatever for.
const ANY: &str = "any";

#[derive(Template)]
#[template(path = "education.html")]
struct EducationPage {
    places: Vec<(String, String)>,
    unit: String,
    finished: Vec<Line>,
    studying: Vec<Line>,
    whole: usize,
}

struct Line {
    title: &'static str,
    people: usize,
    url: String,
}

/// Education and studies of a person.
type Told = BTreeMap<i64, Vec<Record>>;

/// `GET /people/education?unit=…`
pub(super) fn shown(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, top) = list::asked(cx, &may, &request)?;
    let today = cx.today_at(&top)?;
    let all = told(cx, &scope)?;
    let unit = request.asked("unit");
    let line = |title: &'static str, asked: Asked| Line {
        title,
        people: all.values().filter(|told| asked.fits(told, today)).count(),
        url: web::address(
            "/people",
            &[("unit", unit), ("education", asked.stage.as_str()), ("studying", asked.study.as_str())],
        ),
    };
    let of = |stage: &str| Asked { stage: stage.to_owned(), study: String::new() };
    let learns = |stage: &str| Asked { stage: String::new(), study: stage.to_owned() };
    let mut finished: Vec<Line> =
        Stage::ALL.iter().rev().map(|stage| line(stage.title(), of(stage.code()))).collect();
    finished.push(line("не указано", of(NONE)));
    let mut studying: Vec<Line> =
        Stage::ALL.iter().rev().map(|stage| line(stage.title(), learns(stage.code()))).collect();
    studying.push(line("ступень не указана", learns(NONE)));
    studying.retain(|line| line.people > 0);
    let page = EducationPage {
        places: list::places(cx, &may)?,
        unit: unit.to_owned(),
        whole: all.len(),
        finished,
        studying,
    };
    Page::titled("Образование педагогов").at(&top).under("/people").show(&page)
}

/// Of everybody who works in the scope, also of those of whom nothing is told.
fn told(cx: &mut Cx<Read>, scope: &Ranges) -> Result<Told> {
    let ids: Vec<i64> = store::keys_within(cx.conn(), scope)?.into_iter().map(|(_, id)| id).collect();
    let kinds = [RecordKind::Education.code(), RecordKind::Degree.code()];
    let mut found = records::of_kinds(cx.conn(), &ids, &kinds)?;
    Ok(ids.into_iter().map(|id| (id, found.remove(&id).unwrap_or_default())).collect())
}

/// What the list is asked of education, as its address says; an empty part asks nothing.
pub(super) struct Asked {
    stage: String,
    study: String,
}

impl Asked {
    pub fn of(request: &Request) -> Self {
        Self { stage: request.asked("education").to_owned(), study: request.asked("studying").to_owned() }
    }

    fn fits(&self, told: &[Record], today: NaiveDate) -> bool {
        let is = |asked: &str, stage: Option<Stage>| stage.map_or(NONE, Stage::code) == asked;
        let study = education::study(told, today);
        (self.stage.is_empty() || is(&self.stage, education::highest(told)))
            && match self.study.as_str() {
                "" => true,
                ANY => study.is_some(),
                asked => study.is_some_and(|one| is(asked, education::stage(one))),
            }
    }

    /// Those it fits; none where nothing is asked.
    pub fn people(&self, cx: &mut Cx<Read>, scope: &Ranges, today: NaiveDate) -> Result<Option<Vec<i64>>> {
        if self.stage.is_empty() && self.study.is_empty() {
            return Ok(None);
        }
        let all = told(cx, scope)?;
        Ok(Some(all.into_iter().filter(|(_, told)| self.fits(told, today)).map(|(id, _)| id).collect()))
    }

    /// The same in words.
    pub fn said(&self) -> String {
        let of = |code: &str| Stage::of(code).map_or("не указано", Stage::title);
        let finished = (!self.stage.is_empty()).then(|| format!("образование: {}", of(&self.stage)));
        let study = match self.study.as_str() {
            "" => None,
            ANY => Some("учатся сейчас".to_owned()),
            code => Some(format!("учатся сейчас: {}", of(code))),
        };
        finished.into_iter().chain(study).collect::<Vec<_>>().join(", ")
    }
}

//! The objects behind a figure: round the mean or the median, of a step of the distribution, of a level.

use access::Granted;
use askama::Template;
use num_rational::BigRational;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::grid::{Grid, Head, Value};
use super::{Shown, nouns, percent, shown};
use crate::access::SeeResults;
use crate::model::PublishedObject;
use crate::pages::words;
use crate::rules::{self, Percent, STEPS};

#[derive(Template)]
#[template(path = "results_objects.html")]
struct ObjectsPage {
    heading: String,
    subtitle: String,
    url: String,
    back: String,
    title: String,
    noun: &'static str,
    has_places: bool,
    has_bands: bool,
    has_groups: bool,
    sections: Vec<Section>,
    files: Vec<(String, String)>,
    source: String,
}

/// Objects under one heading.
struct Section {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    place: String,
    name: String,
    url: String,
    group: String,
    points: String,
    percent: String,
    band: String,
}

/// What the address asks for.
enum About {
    /// Above and below a figure.
    Figure(&'static str, Percent),
    /// A step of ten percent.
    Step(usize),
    /// A level by percent.
    Band(String),
    All,
}

/// `GET /monitoring/{campaign}/objects?about=mean|median · step=6 · band=высокий`.
pub(crate) fn list(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    let about = asked(cx, &shown)?;
    let page = ObjectsPage {
        heading: shown.published.campaign.title.clone(),
        subtitle: shown.about(),
        url: shown.published.campaign.url(),
        back: shown.address("/results", &[]),
        title: title(&shown, &about),
        noun: shown.noun().title,
        has_places: shown.has_places(),
        has_bands: shown.has_bands(),
        has_groups: shown.groups.len() > 1,
        sections: sections(&shown, &about),
        files: files(cx, &shown),
        source: shown.published.source(shown.zone),
    };
    Page::titled(format!("{} – {}", shown.noun().titles, shown.published.campaign.title))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn files(cx: &Cx<Read>, shown: &Shown) -> Vec<(String, String)> {
    let asked = ["about", "step", "band"].map(|name| (name, cx.request().asked(name)));
    shown.files("objects", &["pdf", "docx", "xlsx", "json"], &asked)
}

/// The table to take away: the sections one under the other.
pub(super) fn grid(cx: &Cx<Read>, shown: &Shown) -> Result<Grid> {
    let about = asked(cx, shown)?;
    let row = |(section, object): (&str, &PublishedObject)| {
        let place = if shown.has_places() { object.place.to_string() } else { String::new() };
        let band = if shown.has_bands() { object.band.as_str() } else { "" };
        vec![
            Value::text(section),
            Value::number(place),
            Value::text(object.title()),
            Value::text(nouns::group(&object.size_group)),
            Value::number(&object.score),
            Value::number(&object.max),
            Value::percent(&object.percent),
            Value::text(band),
        ]
    };
    let kept = kept(shown, &about);
    let lines =
        kept.iter().flat_map(|(title, objects)| objects.iter().map(move |one| (title.as_str(), *one)));
    Ok(Grid {
        title: title(shown, &about),
        about: String::new(),
        columns: vec![
            Head::of("section", "Отбор", 26),
            Head::of("place", "Место", 8),
            Head::of("name", shown.noun().title, 32),
            Head::of("group", "Группа", 18),
            Head::of("score", "Баллы", 9),
            Head::of("max", "Максимум", 10),
            Head::of("percent", "Процент", 11),
            Head::of("band", "Уровень", 16),
        ],
        rows: lines.map(row).collect(),
    })
}

fn asked(cx: &Cx<Read>, shown: &Shown) -> Result<About> {
    let request = cx.request();
    let spread = || shown.spread().ok_or(Error::NotFound);
    match (request.asked("about"), request.asked("step"), request.asked("band")) {
        ("mean", ..) => Ok(About::Figure("среднего процента", spread()?.mean)),
        ("median", ..) => Ok(About::Figure("медианы", spread()?.median)),
        (_, "", "") => Ok(About::All),
        (_, "", band) => Ok(About::Band(band.to_owned())),
        (_, step, _) => {
            let step = step.parse::<usize>().ok().filter(|step| *step < STEPS);
            Ok(About::Step(step.ok_or(Error::NotFound)?))
        }
    }
}

/// «от 60 до 70 %»; a hundred belongs to the last step.
pub(super) fn step_title(step: usize) -> String {
    format!("от\u{a0}{} до\u{a0}{}\u{a0}%", step * 10, step * 10 + 10)
}

fn title(shown: &Shown, about: &About) -> String {
    let all = shown.noun().titles;
    match about {
        About::Figure(name, figure) => format!("{all} около {name}: {}", words::percent(&figure.shown())),
        About::Step(step) => format!("{all} с результатом {}", step_title(*step)),
        About::Band(band) => format!("{all} с уровнем «{band}»"),
        About::All => all.to_owned(),
    }
}

fn sections(shown: &Shown, about: &About) -> Vec<Section> {
    let section = |(title, objects): (String, Vec<&PublishedObject>)| {
        let counted = shown.noun().counted(objects.len());
        let title = if title.is_empty() { counted } else { format!("{title}: {counted}") };
        Section { title, rows: objects.into_iter().map(|object| row(shown, object)).collect() }
    };
    kept(shown, about).into_iter().map(section).collect()
}

/// The objects asked for, under their headings.
fn kept<'a>(shown: &'a Shown, about: &About) -> Vec<(String, Vec<&'a PublishedObject>)> {
    let kept = |is_kept: &dyn Fn(&PublishedObject) -> bool| -> Vec<&'a PublishedObject> {
        shown.objects.iter().filter(|object| is_kept(object)).collect()
    };
    let exact = |object: &PublishedObject| percent(object).map(|percent| percent.0);
    let is_above =
        |object: &PublishedObject, figure: &BigRational| exact(object).is_some_and(|own| own >= *figure);
    let is_in = |object: &PublishedObject, step: usize| {
        percent(object).is_some_and(|own| rules::step_of(&own) == step)
    };
    let alone = |objects| vec![(String::new(), objects)];
    match about {
        About::Figure(name, figure) => vec![
            (format!("Не ниже {name}"), kept(&|object| is_above(object, &figure.0))),
            (format!("Ниже {name}"), kept(&|object| !is_above(object, &figure.0))),
        ],
        About::Step(step) => alone(kept(&|object| is_in(object, *step))),
        About::Band(band) => alone(kept(&|object| object.band == *band)),
        About::All => alone(kept(&|_| true)),
    }
}

fn row(shown: &Shown, object: &PublishedObject) -> Row {
    Row {
        place: super::heat::place(Some(object.place)),
        name: object.title().to_owned(),
        url: shown.published.object(object),
        group: nouns::group(&object.size_group),
        points: format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max)),
        percent: words::percent(&object.percent),
        band: object.band.clone(),
    }
}

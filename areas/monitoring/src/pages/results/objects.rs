//! The objects behind a figure: round the mean or the median, of a step of the distribution, of a level.

use access::Granted;
use askama::Template;
use num_rational::BigRational;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

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
        source: shown.published.source(shown.zone),
    };
    Page::titled(format!("{} – {}", shown.noun().titles, shown.published.campaign.title))
        .at(&shown.published.campaign.unit_path)
        .under("/monitoring")
        .show(&page)
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
    let kept = |is_kept: &dyn Fn(&PublishedObject) -> bool| -> Vec<Row> {
        shown.objects.iter().filter(|object| is_kept(object)).map(|object| row(shown, object)).collect()
    };
    let section = |title: &str, rows: Vec<Row>| {
        let counted = shown.noun().counted(rows.len());
        let title = if title.is_empty() { counted } else { format!("{title}: {counted}") };
        Section { title, rows }
    };
    let exact = |object: &PublishedObject| percent(object).map(|percent| percent.0);
    let is_above =
        |object: &PublishedObject, figure: &BigRational| exact(object).is_some_and(|own| own >= *figure);
    match about {
        About::Figure(name, figure) => vec![
            section(&format!("Не ниже {name}"), kept(&|object| is_above(object, &figure.0))),
            section(&format!("Ниже {name}"), kept(&|object| !is_above(object, &figure.0))),
        ],
        About::Step(step) => {
            vec![section(
                "",
                kept(&|object| percent(object).is_some_and(|own| rules::step_of(&own) == *step)),
            )]
        }
        About::Band(band) => vec![section("", kept(&|object| object.band == *band))],
        About::All => vec![section("", kept(&|_| true))],
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

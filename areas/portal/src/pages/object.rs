//! `/open/{campaign}/units/{unit}`: one object – criteria and indicators, without evidence, grounds and names.

use access::{Anyone, Granted};
use askama::Template;
use monitoring::model::PublishedObject;
use packs::Criterion;
use units::UnitId;
use web::view::Figure;
use web::{Copy, Cx, Error, Page, Read, Reply, Result, russian, unless_held};

use super::{board, shown, state_of, words};
use crate::figures::{Board, Shown, criteria, scored};

#[derive(Template)]
#[template(path = "object.html")]
struct ObjectPage {
    back: String,
    back_title: String,
    heading: String,
    subtitle: String,
    figures: Vec<Figure>,
    criteria: Vec<Group>,
    source: String,
}

struct Group {
    title: String,
    points: String,
    rows: Vec<[String; 4]>,
}

/// `GET /open/{campaign}/units/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<Anyone>) -> Result<Reply> {
    let shown = shown(cx, &may)?;
    let state = state_of(&shown);
    unless_held(cx, Copy::Page, &state, |cx| drawn(cx, &shown))
}

fn drawn(cx: &mut Cx<Read>, shown: &Shown) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    let subject = db::fold(cx.request().asked("subject"));
    let board = Board::of(cx, &shown.publication)?;
    let is_asked = |one: &&PublishedObject| one.unit_id == unit && one.subject_key == subject;
    let object = board.objects.iter().find(is_asked).ok_or(Error::NotFound)?;
    let zone = cx.zone_at(&shown.campaign.unit_path)?;
    let owner = board::owner(cx, shown)?;
    let day = russian::date(shown.publication.published_at.day(zone));
    let group = |criterion: &Criterion| group(&board, object, criterion);
    let page = ObjectPage {
        back: shown.opening.url(),
        back_title: shown.campaign.title.clone(),
        heading: object.title().to_owned(),
        subtitle: russian::school_year(&shown.campaign.period),
        figures: figures(shown, object),
        criteria: criteria(&shown.table, &object.level).map(group).collect(),
        source: board::source(shown, &owner, &day),
    };
    Page::titled(format!("{} – {}", object.title(), shown.campaign.title)).show(&page)
}

fn figures(shown: &Shown, object: &PublishedObject) -> Vec<Figure> {
    let figure = |label: &str, value: String| Figure {
        label: label.to_owned(),
        value,
        note: String::new(),
        url: String::new(),
    };
    let total = format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max));
    let mut all = vec![figure("Баллы", total), figure("Процент", words::percent(&object.percent))];
    if words::has_places(&shown.publication, shown.opening.has_places) {
        all.push(figure("Место", words::place(object)));
    }
    all.push(figure("Изменение", words::change(&object.change).0));
    all
}

fn group(board: &Board, object: &PublishedObject, criterion: &Criterion) -> Group {
    let total = board.criterion(object.id, criterion);
    let row = |one: &packs::Indicator| {
        let points = board.indicator(object.id, &one.no);
        let score = words::points(points.and_then(|points| points.score));
        let max = words::points(points.map(|points| points.max));
        [one.no.clone(), one.title.clone(), score, max]
    };
    Group {
        title: format!("{} {}", criterion.no, criterion.title),
        points: format!("{} из {}", words::points(total.score), words::points(Some(total.max))),
        rows: scored(criterion).map(row).collect(),
    }
}

//! The published result of one object: every score with its reason, its evidence, and what would earn the lost points.

use std::collections::HashMap;

use access::{Granted, Level};
use askama::Template;
use units::UnitId;
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::results::grid::{Grid, Head, Value};
use super::results::nouns::group;
use super::results::{Published, decimal, percent, published, state};
use super::words;
use crate::access::SeeResults;
use crate::model::{FrozenEvidence, PublishedObject, PublishedScore, read};
use crate::rules::{step_of, weighted};
use crate::store::results;

#[derive(Template)]
#[template(path = "object.html")]
struct ObjectPage {
    name: String,
    subtitle: String,
    heading: String,
    back: String,
    up: String,
    figures: Vec<Figure>,
    left_out: String,
    trend: String,
    comparison: String,
    source: String,
    files: Vec<(String, String)>,
    criteria: Vec<CriterionScores>,
}

struct CriterionScores {
    no: String,
    title: String,
    points: String,
    max: String,
    rows: Vec<ScoreRow>,
}

struct ScoreRow {
    no: String,
    title: String,
    points: String,
    word: &'static str,
    tone: &'static str,
    said: String,
    why: String,
    earns: String,
    ground: String,
    ruled: String,
    evidence: Vec<(String, String)>,
}

/// `GET /monitoring/{campaign}/results/{unit}`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    let shown = published(cx, &may)?;
    let subject = db::fold(cx.request().asked("subject"));
    let found = results::object_named(cx.conn(), shown.publication.id, unit, &subject, &shown.scope)?;
    let object = found.ok_or(Error::NotFound)?;
    let scores = results::scores(cx.conn(), object.id)?;
    let zone = cx.zone_at(&object.unit_path)?;
    // Evidence is opened only by those whose scope holds the object; others read its title.
    let opens = may.scopes().iter().any(|scope| scope.level != Level::Organisation)
        && may.within(&object.unit_path).is_ok();
    let criteria = shown
        .table
        .criteria
        .iter()
        .map(|criterion| criterion_rows(criterion, &scores, zone, opens))
        .collect();
    let level = [("level", level_of(&shown, &object))];
    let page = ObjectPage {
        subtitle: format!("{} · {}", shown.campaign.title, russian::school_year(&shown.campaign.period)),
        heading: shown.campaign.title.clone(),
        back: shown.address("/results", &level),
        trend: shown.address(&format!("/results/{unit}/trend"), &[("subject", &object.subject)]),
        comparison: shown.address("/comparison", &level),
        source: shown.source(zone),
        files: files(&shown, &object),
        up: shown.campaign.url(),
        figures: if object.left_out_reason.is_empty() { figures(&shown, &object) } else { Vec::new() },
        left_out: object.left_out_reason.clone(),
        criteria,
        name: object.title().to_owned(),
    };
    Page::titled(format!("{} – результаты мониторинга", object.title()))
        .at(&object.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn files(shown: &Published, object: &PublishedObject) -> Vec<(String, String)> {
    let unit = object.unit_id.to_string();
    let file = |kind: &str| {
        let query =
            [("what", "object"), ("unit", unit.as_str()), ("subject", object.subject.as_str()), ("as", kind)];
        (kind.to_uppercase(), shown.address("/download", &query))
    };
    ["pdf", "docx", "xlsx", "json"].map(file).to_vec()
}

/// The result of one object to take away, line by line.
pub(crate) fn grid(cx: &mut Cx<Read>, shown: &Published, unit: UnitId) -> Result<Grid> {
    let subject = db::fold(cx.request().asked("subject"));
    let found = results::object_named(cx.conn(), shown.publication.id, unit, &subject, &shown.scope)?;
    let object = found.ok_or(Error::NotFound)?;
    let titles: HashMap<&str, &str> =
        shown.table.indicators().map(|(_, one)| (one.no.as_str(), one.title.as_str())).collect();
    let row = |score: &PublishedScore| {
        let links: Vec<FrozenEvidence> = serde_json::from_str(&score.evidence).unwrap_or_default();
        let evidence = links.iter().map(|link| link.title.as_str()).collect::<Vec<_>>().join("; ");
        vec![
            Value::text(&score.criterion),
            Value::text(&score.no),
            Value::text(titles.get(score.no.as_str()).copied().unwrap_or_default()),
            Value::text(read(&score.answer).as_ref().map(words::answer).unwrap_or_default()),
            Value::number(&score.score),
            Value::number(&score.max),
            Value::text(state(&score.state).0),
            Value::text(&score.why),
            Value::text(&score.earns),
            Value::text(evidence),
        ]
    };
    Ok(Grid {
        title: format!(
            "{}: {} из {}",
            object.title(),
            russian::decimal(&object.score),
            russian::decimal(&object.max)
        ),
        about: format!("{} · {}", shown.campaign.title, russian::school_year(&shown.campaign.period)),
        columns: heads(),
        rows: results::scores(cx.conn(), object.id)?.iter().map(row).collect(),
    })
}

fn heads() -> Vec<Head> {
    let heads = [
        ("criterion", "Критерий", 9),
        ("no", "№", 8),
        ("title", "Показатель", 60),
        ("answer", "Ответ", 16),
        ("score", "Балл", 8),
        ("max", "Максимум", 10),
        ("state", "Состояние", 16),
        ("why", "Почему", 50),
        ("earns", "Что даст балл", 40),
        ("evidence", "Подтверждения", 40),
    ];
    heads.into_iter().map(|(key, title, width)| Head::of(key, title, width)).collect()
}

/// The level as addresses say it: the first one is not said.
fn level_of<'a>(shown: &Published, object: &'a PublishedObject) -> &'a str {
    let is_first = shown.table.levels.first().is_none_or(|first| first.id == object.level);
    if is_first { "" } else { &object.level }
}

fn figures(shown: &Published, object: &PublishedObject) -> Vec<Figure> {
    let level = level_of(shown, object);
    let figure = |label: &str, value: String, note: String, url: String| Figure {
        label: label.to_owned(),
        value,
        note,
        url,
    };
    let step = percent(object).map(|own| step_of(&own).to_string()).unwrap_or_default();
    let mean = match (level, shown.publication.mean_percent.as_str()) {
        ("", mean) if !mean.is_empty() => format!("в среднем {}", words::percent(mean)),
        _ => String::new(),
    };
    let mut figures = vec![
        figure(
            "Баллы",
            format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max)),
            String::new(),
            String::new(),
        ),
        figure(
            "Процент",
            words::percent(&object.percent),
            mean,
            shown.address("/objects", &[("level", level), ("step", &step)]),
        ),
        changed(shown, object, level),
    ];
    if !object.band.is_empty() {
        let same = shown.address("/objects", &[("level", level), ("band", &object.band)]);
        figures.push(figure("Уровень", object.band.clone(), String::new(), same));
    }
    figures.extend(place(shown, object, level));
    figures
}

fn changed(shown: &Published, object: &PublishedObject, level: &str) -> Figure {
    let label = "Изменение".to_owned();
    if object.change.is_empty() {
        let note = "сравнить не с чем".to_owned();
        return Figure { label, value: "–".to_owned(), note, url: String::new() };
    }
    let url = shown.address("/comparison", &[("level", level)]);
    Figure {
        label, value: russian::change(&object.change), note: "к прошлой публикации".to_owned(), url
    }
}

/// The place, and beside it the place inside the group, as far as they are on.
fn place(shown: &Published, object: &PublishedObject, level: &str) -> Option<Figure> {
    let publication = &shown.publication;
    let in_group = object.group_place.filter(|_| !publication.groups_by.is_empty());
    let group = in_group.map(|place| format!("в группе «{}» – {place}", group(&object.size_group)));
    let url = shown.address("/results", &[("level", level)]);
    let label = "Место".to_owned();
    match (publication.places_by.is_empty(), in_group) {
        (false, _) => {
            Some(Figure { label, value: object.place.to_string(), note: group.unwrap_or_default(), url })
        }
        (true, Some(place)) => Some(Figure {
            label: "Место в группе".to_owned(),
            value: place.to_string(),
            note: self::group(&object.size_group),
            url,
        }),
        (true, None) => None,
    }
}

fn criterion_rows(
    criterion: &packs::Criterion,
    scores: &[PublishedScore],
    zone: chrono_tz::Tz,
    opens: bool,
) -> CriterionScores {
    let own: Vec<_> = scores.iter().filter(|score| score.criterion == criterion.no).collect();
    let sum = |of: fn(&PublishedScore) -> &str| -> rust_decimal::Decimal {
        weighted(own.iter().filter_map(|score| decimal(of(score))).sum(), criterion.weight)
    };
    let (points, max) = (sum(|score| &score.score), sum(|score| &score.max));
    let row = |score: &&PublishedScore| {
        let title = criterion.indicators.iter().find(|one| one.no == score.no).map(|one| one.title.clone());
        score_row(score, title.unwrap_or_default(), zone, opens)
    };
    CriterionScores {
        no: criterion.no.clone(),
        title: criterion.title.clone(),
        points: words::points(points),
        max: words::points(max),
        rows: own.iter().map(row).collect(),
    }
}

fn score_row(score: &PublishedScore, title: String, zone: chrono_tz::Tz, opens: bool) -> ScoreRow {
    let (word, tone) = state(&score.state);
    let links: Vec<FrozenEvidence> = serde_json::from_str(&score.evidence).unwrap_or_default();
    let address = |link: &FrozenEvidence| {
        if opens { format!("/documents/{}", link.id) } else { String::new() }
    };
    ScoreRow {
        no: score.no.clone(),
        title,
        points: if score.score.is_empty() { "–".to_owned() } else { russian::decimal(&score.score) },
        word,
        tone,
        said: read(&score.answer).as_ref().map(words::answer).unwrap_or_default(),
        why: score.why.clone(),
        earns: score.earns.clone(),
        // A rejection's reason stands in the sentence already.
        ground: match score.state.as_str() {
            "rejected" => String::new(),
            _ => score.ground.trim_end_matches('.').to_owned(),
        },
        ruled: match (score.ruled_by.as_str(), score.ruled_at) {
            ("", _) | (_, None) => String::new(),
            (who, Some(at)) => format!("{who}, {}", russian::moment(at, zone)),
        },
        evidence: links.iter().map(|link| (link.title.clone(), address(link))).collect(),
    }
}

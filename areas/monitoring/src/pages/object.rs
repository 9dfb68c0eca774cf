//! The published result of one object: every score with its reason, its evidence, and what would earn the lost points.

use access::{Granted, Level};
use askama::Template;
use units::UnitId;
use web::view::Figure;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::results::{Published, published, state};
use super::words;
use crate::access::SeeResults;
use crate::model::{FrozenEvidence, PublishedObject, PublishedScore, read};
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
    let object = results::object(cx.conn(), shown.publication.id, unit)?.ok_or(Error::NotFound)?;
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
    let page = ObjectPage {
        subtitle: format!("{} · {}", shown.campaign.title, russian::school_year(&shown.campaign.period)),
        heading: shown.campaign.title.clone(),
        back: format!("{}/results{}", shown.campaign.url(), shown.query),
        up: shown.campaign.url(),
        figures: if object.left_out_reason.is_empty() { figures(&shown, &object) } else { Vec::new() },
        left_out: object.left_out_reason.clone(),
        criteria,
        name: object.name.clone(),
    };
    Page::titled(format!("{} – результаты мониторинга", object.name))
        .at(&object.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn figures(shown: &Published, object: &PublishedObject) -> Vec<Figure> {
    let back = format!("{}/results", shown.campaign.url());
    let figure = |label: &str, value: String, note: String| Figure {
        label: label.to_owned(),
        value,
        note,
        url: String::new(),
    };
    let change = if object.change.is_empty() {
        "сравнить не с чем".to_owned()
    } else {
        format!("{} к прошлой публикации", russian::change(&object.change))
    };
    let mut figures = vec![
        figure(
            "Баллы",
            format!("{} из {}", russian::decimal(&object.score), russian::decimal(&object.max)),
            change,
        ),
        figure(
            "Процент",
            words::percent(&object.percent),
            format!("в среднем {}", words::percent(&shown.publication.mean_percent)),
        ),
    ];
    if !object.band.is_empty() {
        figures.push(figure("Уровень", object.band.clone(), String::new()));
    }
    if !shown.places_by.is_empty() {
        let group = object.group_place.map(|place| format!("в своей группе – {place}")).unwrap_or_default();
        figures.push(Figure { url: back, ..figure("Место", object.place.to_string(), group) });
    }
    figures
}

fn criterion_rows(
    criterion: &packs::Criterion,
    scores: &[PublishedScore],
    zone: chrono_tz::Tz,
    opens: bool,
) -> CriterionScores {
    let own: Vec<_> = scores.iter().filter(|score| score.criterion == criterion.no).collect();
    let sum = |of: fn(&PublishedScore) -> &str| -> rust_decimal::Decimal {
        own.iter().filter_map(|score| of(score).parse::<rust_decimal::Decimal>().ok()).sum()
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
        ground: if score.state == "rejected" { String::new() } else { score.ground.clone() },
        ruled: match (score.ruled_by.as_str(), score.ruled_at) {
            ("", _) | (_, None) => String::new(),
            (who, Some(at)) => format!("{who}, {}", russian::moment(at, zone)),
        },
        evidence: links.iter().map(|link| (link.title.clone(), address(link))).collect(),
    }
}

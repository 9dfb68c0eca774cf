//! The time machine: the published figures of a year computed anew under the table, the pack and the objects of that year.

use access::Granted;
use askama::Template;
use web::view::Figure;
use web::{Cx, Page, Read, Reply, Result, russian};

use super::published;
use crate::access::SeeResults;
use crate::pages::words;
use crate::recomputed::{Anew, anew};
use crate::rules::State;
use crate::rules::recomputation::Discrepancy;

/// The most differences shown: more says that something whole is wrong.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "results_recomputation.html")]
struct RecomputationPage {
    heading: String,
    url: String,
    back: String,
    subtitle: String,
    verdict: String,
    is_equal: bool,
    figures: Vec<Figure>,
    more: String,
    rows: Vec<[String; 4]>,
    conditions: Vec<(&'static str, String, &'static str)>,
    source: String,
}

/// `GET /monitoring/{campaign}/recomputation`.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeResults>) -> Result<Reply> {
    let published = published(cx, &may)?;
    let zone = cx.zone_at(&published.campaign.unit_path)?;
    let found = anew(cx, &published.campaign, &published.publication)?;
    let (campaign, publication) = (&published.campaign, &published.publication);
    let house = cx.house_handle();
    let differences = &found.figures.differences;
    let page = RecomputationPage {
        heading: campaign.title.clone(),
        url: campaign.url(),
        back: published.address("/results", &[]),
        subtitle: format!(
            "{} · редакция {} от {}",
            russian::school_year(&campaign.period),
            publication.revision,
            russian::moment(publication.published_at, zone)
        ),
        verdict: verdict(&found),
        is_equal: differences.is_empty() && found.is_same_table,
        figures: figures(&found),
        more: more(differences.len()),
        rows: differences.iter().take(SHOWN).map(row).collect(),
        conditions: conditions(&found, &words::source(&house.packs, &campaign.template)),
        source: published.source(zone),
    };
    Page::titled(format!("Пересчёт – {}", campaign.title))
        .at(&campaign.unit_path)
        .under("/monitoring")
        .show(&page)
}

fn verdict(found: &Anew) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match found.figures.differences.len() {
        0 => "Все показатели сошлись с опубликованными до последней цифры.".to_owned(),
        n => format!(
            "Не\u{a0}сошлось: {}. Опубликованное не изменено. Если ошибка подтвердится, верните мониторинг в проверку и опубликуйте новую редакцию с причиной.",
            russian::counted(count(n), "число", "числа", "чисел")
        ),
    }
}

fn figures(found: &Anew) -> Vec<Figure> {
    let figure = |label: &str, value: usize, note: &str| Figure {
        label: label.to_owned(),
        value: value.to_string(),
        note: note.to_owned(),
        url: String::new(),
    };
    vec![
        figure("Пересчитано объектов", found.figures.objects, ""),
        figure("Сверено чисел", found.figures.figures, "баллы, максимумы, состояния, места"),
        figure("Разошлось", found.figures.differences.len(), ""),
    ]
}

/// A difference as the page writes it: numbers with a comma, states in words, nothing as a dash.
fn row(one: &Discrepancy) -> [String; 4] {
    let told = |text: &str| match text {
        "" => "–".to_owned(),
        code if one.figure.ends_with("состояние") => State::from_code(code).title().to_owned(),
        number => russian::decimal(number),
    };
    let object = if one.object.is_empty() { "по\u{a0}всем" } else { &one.object };
    [object.to_owned(), one.figure.clone(), told(&one.published), told(&one.recomputed)]
}

fn more(all: usize) -> String {
    if all > SHOWN { format!("Показаны первые {SHOWN} из {all}.") } else { String::new() }
}

/// By what it was computed.
fn conditions(found: &Anew, table: &str) -> Vec<(&'static str, String, &'static str)> {
    let copy = if found.is_same_table {
        "копия, сохранённая при открытии сбора; контрольная сумма сошлась"
    } else {
        "копия, сохранённая при открытии сбора, отличается от той, по\u{a0}которой публиковали"
    };
    let version = match found.pack_version.as_str() {
        "" => "своя таблица, без набора правил".to_owned(),
        version => format!("версия {version}"),
    };
    let left_out = match found.left_out {
        0 => "как при публикации".to_owned(),
        n => format!("как при публикации; ещё {n} опубликовано без результата"),
    };
    vec![
        ("Таблица", if table.is_empty() { copy.to_owned() } else { format!("{table}: {copy}") }, ""),
        ("Набор правил", version, ""),
        ("Объекты и группы", left_out, ""),
        ("Ответы", "засчитанные при публикации, с решениями проверяющих".to_owned(), ""),
    ]
}

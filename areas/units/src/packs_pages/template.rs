//! A monitoring table as the program understands it: every row with its clause, points, fact, evidence and advice.

use access::Granted;
use askama::Template;
use packs::{
    Assessment, Criterion, Effective, Evidence, Indicator, Note, Number, Pack, PeriodKind, Scoring, Sourced,
    Template as Table,
};
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::pack::{Told, View};
use super::{SeeRules, facts, scoring, url};

#[derive(Template)]
#[template(path = "pack_template.html")]
struct TablePage {
    way: Vec<(String, String)>,
    name: String,
    summary: String,
    settings: Vec<(String, String, String)>,
    contents: Vec<(String, String, String)>,
    criteria: Vec<Part>,
    notes: Vec<Told>,
}

struct Part {
    anchor: String,
    no: String,
    title: String,
    clause: String,
    sum: String,
    rows: Vec<Row>,
}

struct Row {
    no: String,
    title: String,
    source: String,
    clause: String,
    points: String,
    rubric: Vec<String>,
    settled: &'static str,
    fact: String,
    evidence: String,
    advice: String,
}

/// `GET /packs/{pack}/templates/{template}`: the whole table.
pub(super) fn table(cx: &mut Cx<Read>, _may: Granted<SeeRules>) -> Result<Reply> {
    let (house, request) = (cx.house_handle(), cx.request_handle());
    let (id, template): (String, String) = (request.arg("pack")?, request.arg("template")?);
    let pack = house.packs.pack(&id).ok_or(Error::NotFound)?;
    let table = house.packs.template(&format!("{id}/{template}")).ok_or(Error::NotFound)?;
    let rules = house.packs.effective(&[id.as_str()]).map_err(|_| Error::NotFound)?;
    let page = page(pack, table, &rules, &View { packs: &house.packs, own: &id });
    Page::titled(table.title.clone()).under("/packs").show(&page)
}

fn page(pack: &Pack, table: &Table, rules: &Effective, view: &View<'_>) -> TablePage {
    let id = &pack.manifest.id;
    let is_ours = |note: &&Sourced<Note>| note.pack == *id && is_about(&note.rule.clause, table);
    TablePage {
        way: vec![
            ("Правила".to_owned(), "/packs".to_owned()),
            (pack.manifest.title.clone(), url(id)),
            (table.title.clone(), String::new()),
        ],
        name: table.title.clone(),
        summary: about(table),
        settings: settings(table),
        contents: table.criteria.iter().map(content).collect(),
        criteria: table.criteria.iter().map(|criterion| part(criterion, table, rules)).collect(),
        notes: rules.notes.iter().filter(is_ours).map(|note| view.told(note)).collect(),
    }
}

/// Notes name the annex of the table; a table of one act without annexes takes all its notes.
fn is_about(clause: &str, table: &Table) -> bool {
    let annex = table.clause.split([',', ';']).next().unwrap_or_default();
    clause.contains(annex) || !clause.contains("приложение")
}

/// «6 критериев, 57 показателей, не больше 61 балла».
pub(super) fn about(table: &Table) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(0);
    let scored = table.indicators().filter(|(_, indicator)| indicator.scoring.is_scored()).count();
    let criteria = russian::counted(count(table.criteria.len()), "критерий", "критерия", "критериев");
    let rows = russian::counted(count(scored), "показатель", "показателя", "показателей");
    let max = table.max.map(|max| format!(", не больше {}", scoring::points_up_to(&max))).unwrap_or_default();
    format!("{criteria}, {rows}{max}")
}

fn settings(table: &Table) -> Vec<(String, String, String)> {
    let objects: Vec<&str> = table.levels.iter().map(|level| level.title.as_str()).collect();
    let bands: Vec<String> = table.bands.iter().map(band).collect();
    let days = russian::counted(i64::from(table.objection_days), "день", "дня", "дней");
    let objections = format!("{days} со дня предварительного результата");
    let hidden = "не показываются, пока их не включит акт органа управления";
    let all = [
        ("Откуда таблица", table.clause.clone()),
        ("Что оценивается", objects.join(", ")),
        ("Период", period(table.period).to_owned()),
        ("Возражения", Some(objections).filter(|_| table.objection_days > 0).unwrap_or_default()),
        ("Уровни", bands.join("; ")),
        ("Места", if table.ranks { "показываются" } else { hidden }.to_owned()),
    ];
    let said = all.into_iter().filter(|(_, value)| !value.is_empty());
    said.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

fn period(period: PeriodKind) -> &'static str {
    match period {
        PeriodKind::SchoolYear => "учебный год, 1 сентября – 31 августа",
        PeriodKind::CalendarYear => "календарный год",
        PeriodKind::HalfYear => "полугодие",
    }
}

fn band(band: &packs::Band) -> String {
    let number = |number: &Number| russian::decimal(&number.to_string());
    format!("{} – от {} до {}\u{a0}%", band.title, number(&band.from), number(&band.to))
}

/// A criterion in the table of contents: its points, its title, its place on the page.
fn content(criterion: &Criterion) -> (String, String, String) {
    let title = format!("{}. {}", criterion.no, criterion.title);
    (scoring::points_of(&criterion.max), title, format!("#{}", anchor(criterion)))
}

fn anchor(criterion: &Criterion) -> String {
    format!("criterion-{}", criterion.no)
}

fn part(criterion: &Criterion, table: &Table, rules: &Effective) -> Part {
    Part {
        anchor: anchor(criterion),
        no: criterion.no.clone(),
        title: criterion.title.clone(),
        clause: criterion.clause.clone(),
        sum: scoring::points_of(&criterion.max),
        rows: criterion.indicators.iter().map(|indicator| row(indicator, table, rules)).collect(),
    }
}

fn row(indicator: &Indicator, table: &Table, rules: &Effective) -> Row {
    let condition =
        indicator.condition.as_ref().map(|no| format!("; засчитывается, если есть показатель {no}"));
    let below = indicator.rollup.as_ref().map(|rollup| format!("; {}", below(rollup)));
    let advice = rules.advice_for(&table.id, &indicator.no);
    Row {
        no: indicator.no.clone(),
        title: indicator.title.clone(),
        source: Some(&indicator.source)
            .filter(|source| **source != indicator.title)
            .cloned()
            .unwrap_or_default(),
        clause: indicator.clause.clone(),
        points: format!(
            "{}{}{}",
            scoring::sentence(indicator),
            condition.unwrap_or_default(),
            below.unwrap_or_default()
        ),
        rubric: scoring::rubric(&indicator.scoring),
        settled: settled(indicator),
        fact: facts::sentence(indicator, rules),
        evidence: evidence(&indicator.evidence),
        advice: advice.map(|advice| advice.rule.text.clone()).unwrap_or_default(),
    }
}

/// What is taken from the level below.
fn below(rollup: &packs::Rollup) -> String {
    let what = match rollup.kind {
        packs::RollupKind::Share => "доля",
        packs::RollupKind::Mean => "среднее",
    };
    format!("считается по таблицам уровня ниже: {what} по показателю {}", rollup.of)
}

/// Who settles a row; a heading is settled by nobody.
fn settled(indicator: &Indicator) -> &'static str {
    match indicator.assessment {
        _ if matches!(indicator.scoring, Scoring::Heading {}) => "",
        Assessment::Auto => "по данным программы",
        Assessment::Semi => "программа находит, человек подтверждает",
        Assessment::Manual => "решает эксперт",
    }
}

fn evidence(evidence: &Evidence) -> String {
    let limit = evidence.limit.map(|limit| {
        let links = russian::counted(i64::from(limit), "подтверждения", "подтверждений", "подтверждений");
        format!(" · не больше {links}")
    });
    format!("{}{}", evidence.text, limit.unwrap_or_default())
}

//! The editor's first page: the whole table with its criteria and indicators, and what is still wrong with it.

use access::Granted;
use askama::Template;
use packs::{Assessment, Criterion, Effective, Fault, Indicator, Place, RollupKind};
use web::{Cx, Mode, Page, Read, Reply, Result, russian};

use crate::access::{EditTemplates, RunCampaign};
use crate::actions::templates::{self, Own};
use crate::model::Campaign;
use crate::pages::words;
use crate::rules::editing;
use crate::store::templates as store;
use crate::tables;

#[derive(Template)]
#[template(path = "template.html")]
struct CardPage {
    csrf: String,
    version: String,
    url: String,
    heading: String,
    subtitle: String,
    state: String,
    tone: &'static str,
    may_run: bool,
    run_url: String,
    facts: Vec<(String, String, String)>,
    running: String,
    campaigns: Vec<Used>,
    faults: Vec<Told>,
    is_in_order: bool,
    has_levels: bool,
    parts: Vec<Part>,
}

struct Used {
    text: String,
    url: String,
    state: &'static str,
    tone: &'static str,
}

struct Told {
    place: String,
    url: String,
    sentence: String,
}

struct Part {
    no: String,
    heading: String,
    level: String,
    clause: String,
    max: String,
    url: String,
    is_faulty: bool,
    rows: Vec<Row>,
}

struct Row {
    no: String,
    heading: String,
    clause: String,
    purpose: String,
    rule: String,
    settled: &'static str,
    evidence: String,
    fact: String,
    url: String,
    is_faulty: bool,
}

/// `GET /monitoring/templates/{own}`.
pub(super) fn show(cx: &mut Cx<Read>, may: Granted<EditTemplates>) -> Result<Reply> {
    let own = super::asked(cx, &may)?;
    let page = page(cx, &own)?;
    Page::titled(own.table.title.clone()).at(&own.row.unit_path).under("/monitoring").show(&page)
}

fn page<M: Mode>(cx: &mut Cx<M>, own: &Own) -> Result<CardPage> {
    let rules = super::rules(cx, own)?;
    let faults = packs::faults(&own.table, &rules, &templates::facts(cx.house()));
    let used = store::used(cx.conn(), &[tables::name_of(own.row.id)])?;
    let (state, tone) = super::state(faults.len());
    let drawn = Drawn { own, rules: &rules, faults: &faults };
    Ok(CardPage {
        csrf: cx.csrf().to_owned(),
        version: own.row.version.to_string(),
        url: own.url(),
        heading: own.table.title.clone(),
        subtitle: super::size(&own.table),
        state,
        tone,
        may_run: cx.house().policy.check::<RunCampaign>(cx.person()).is_ok() && faults.is_empty(),
        run_url: web::address("/monitoring/new", &[("template", &tables::name_of(own.row.id))]),
        facts: drawn.facts(cx),
        running: super::running(&used, &own.table.hash()),
        campaigns: used.iter().map(used_line).collect(),
        faults: faults.iter().map(|fault| drawn.told(fault)).collect(),
        is_in_order: editing::is_in_order(&own.table),
        has_levels: own.table.levels.len() > 1,
        parts: own.table.criteria.iter().enumerate().map(|(c, one)| drawn.part(c, one)).collect(),
    })
}

fn used_line(campaign: &Campaign) -> Used {
    let state = campaign.state();
    let edition = if campaign.has_copy() {
        "своя копия"
    } else {
        "возьмёт таблицу, когда откроется"
    };
    Used {
        text: format!("{} ({edition})", russian::school_year(&campaign.period)),
        url: campaign.url(),
        state: state.title(),
        tone: words::campaign_tone(state),
    }
}

/// A table with what is told around it.
struct Drawn<'a> {
    own: &'a Own,
    rules: &'a Effective,
    faults: &'a [Fault],
}

impl Drawn<'_> {
    fn facts<M: Mode>(&self, cx: &Cx<M>) -> Vec<(String, String, String)> {
        let table = &self.own.table;
        let levels: Vec<&str> = table.levels.iter().map(|level| level.title.as_str()).collect();
        let made_from = cx.house().packs.template(&self.own.row.made_from);
        let (act, document) = act(table);
        [
            ("Кого измеряет", levels.join(" → "), String::new()),
            ("Основание", table.clause.clone(), String::new()),
            ("Акт", act, document),
            ("Образец", made_from.map(|table| table.title.clone()).unwrap_or_default(), String::new()),
        ]
        .into_iter()
        .filter(|(_, value, _)| !value.is_empty())
        .map(|(label, value, url)| (label.to_owned(), value, url))
        .collect()
    }

    fn told(&self, fault: &Fault) -> Told {
        Told {
            place: editing::named(&self.own.table, fault.place),
            url: self.mend(fault),
            sentence: fault.sentence.clone(),
        }
    }

    /// Where a fault is mended: the form and its field.
    fn mend(&self, fault: &Fault) -> String {
        let (url, table) = (self.own.url(), &self.own.table);
        let criterion = |c: usize| table.criteria.get(c);
        let indicator = |c, i| criterion(c).and_then(|one: &Criterion| one.indicators.get(i));
        let address = match fault.place {
            Place::Criterion(c) => criterion(c).map(|one| format!("{url}/criteria/{}", one.no)),
            Place::Indicator(c, i) => indicator(c, i).map(|one| format!("{url}/indicators/{}", one.no)),
            Place::Table if fault.key == "criterion" => Some(format!("{url}/criteria")),
            Place::Table | Place::Level(_) | Place::Band(_) => Some(format!("{url}/settings")),
        };
        format!("{}#f-{}", address.unwrap_or(url), field(&fault.key))
    }

    fn part(&self, at: usize, criterion: &Criterion) -> Part {
        let table = &self.own.table;
        let level = table.level_of(criterion);
        let level = table.levels.iter().find(|known| known.id == level);
        let rows = criterion.indicators.iter().enumerate();
        Part {
            no: criterion.no.clone(),
            heading: criterion.title.clone(),
            level: level.map(|level| level.title.clone()).unwrap_or_default(),
            clause: criterion.clause.clone(),
            max: russian::decimal(&criterion.max.to_string()),
            url: format!("{}/criteria/{}", self.own.url(), criterion.no),
            is_faulty: self.faults.iter().any(|fault| fault.place == Place::Criterion(at)),
            rows: rows.map(|(i, one)| self.row((at, i), one)).collect(),
        }
    }

    fn row(&self, (c, i): (usize, usize), one: &Indicator) -> Row {
        let limit = one.evidence.limit.map(|limit| format!(" · не больше {limit}")).unwrap_or_default();
        Row {
            no: one.no.clone(),
            heading: one.title.clone(),
            clause: one.clause.clone(),
            purpose: one.purpose.clone(),
            rule: rule(one),
            settled: settled(one),
            evidence: format!("{}{limit}", one.evidence.text),
            fact: units::fact_in_words(one, self.rules),
            url: format!("{}/indicators/{}", self.own.url(), one.no),
            is_faulty: self.faults.iter().any(|fault| fault.place == Place::Indicator(c, i)),
        }
    }
}

/// The act in words and the address of its document.
fn act(table: &packs::Template) -> (String, String) {
    let Some(act) = &table.act else { return (String::new(), String::new()) };
    let number = if act.number.is_empty() { String::new() } else { format!(" №\u{a0}{}", act.number) };
    let day = act.date.map(|day| format!(" от {}", russian::date(day.0))).unwrap_or_default();
    let url = act.document.as_ref().map(|id| format!("/documents/{id}")).unwrap_or_default();
    (format!("{}{number}{day}", act.title), url)
}

/// The rule with its condition and what it takes from below.
fn rule(one: &Indicator) -> String {
    let condition = one.condition.as_ref().map(|no| format!("; засчитывается, если есть показатель {no}"));
    let below = one.rollup.as_ref().map(|rollup| {
        let what = if rollup.kind == RollupKind::Share { "доля" } else { "среднее" };
        format!("; собирается снизу: {what} по показателю {}", rollup.of)
    });
    let weight = one.weight.map(|weight| format!("; вес {}", russian::decimal(&weight.to_string())));
    format!(
        "{}{}{}{}",
        units::rule_in_words(one),
        condition.unwrap_or_default(),
        below.unwrap_or_default(),
        weight.unwrap_or_default()
    )
}

/// Who settles it.
pub(super) fn settled(one: &Indicator) -> &'static str {
    match one.assessment {
        _ if matches!(one.scoring, packs::Scoring::Heading {}) => "",
        Assessment::Auto => "решает программа",
        Assessment::Semi => "отвечает объект, программа подсказывает",
        Assessment::Manual => "решает эксперт",
    }
}

/// The field of a form for a key of a pack.
pub(super) fn field(key: &str) -> &str {
    match key {
        "scoring" | "max" => "rule",
        "evidence" => "evidence",
        "with" => "fact",
        "id" => "level",
        other => other,
    }
}

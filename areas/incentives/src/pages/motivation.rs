//! The system of motivation of a unit: its document, its measures with whom they rewarded; of a municipality its schools as
//! well (Амурская область, приложение 7; Терский район, раздел 2, этап II).

mod measures;

use std::collections::BTreeMap;

use access::{Granted, Level};
use askama::Template;
use documents::Document;
use packs::Effective;
use units::Unit;
use web::view::Tab;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use measures::MeasureRow;

use super::{Choices, Faults, place, plain, tabs, words};
use crate::access::{KeepMeasures, SeeIncentives};
use crate::actions::{motivating, rules_at};
use crate::model::{MeasureId, NewMeasure};
use crate::rules::system_due;
use crate::store;

/// More documents of a system than a unit has; of a region's schools.
const MOST: i64 = 5_000;

#[derive(Template)]
#[template(path = "motivation.html")]
struct MotivationPage {
    csrf: String,
    unit: String,
    of: String,
    tabs: Vec<Tab>,
    systems: Vec<SystemRow>,
    measures: Vec<MeasureRow>,
    years: Choices,
    year: String,
    below: Vec<BelowRow>,
    below_told: String,
    may_keep: bool,
    kinds: Choices,
    documents: Choices,
    typed: Typed,
    faults: Faults,
}

impl MotivationPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// What is wrong with the form of ending of this measure.
    fn end_fault(&self, measure: &str) -> &str {
        if self.typed.ending == measure { self.faults.first().map_or("", |(_, text)| text) } else { "" }
    }
}

#[derive(Default)]
struct Typed {
    document: String,
    kind: String,
    title: String,
    criterion: String,
    recipients: String,
    from_on: String,
    reason: String,
    ending: String,
    today: String,
}

struct SystemRow {
    title: String,
    clause: String,
    documents: Vec<(String, String)>,
    state: (String, &'static str),
    add_url: String,
}

struct BelowRow {
    name: String,
    url: String,
    document: String,
    measures: i64,
    is_missing: bool,
}

/// `GET /incentives/motivation?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeIncentives>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    show(cx, &unit, Vec::new(), String::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>, ending: String) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let keeps = cx.house().policy.check::<KeepMeasures>(cx.person());
    let may_keep = keeps.is_ok_and(|may| may.scopes().iter().any(|scope| scope.unit == unit.id.0));
    let held = own_documents(cx, unit, &rules)?;
    let year = cx.request().asked("year").to_owned();
    let period = (!year.is_empty()).then(|| words::period(&year, today));
    let measures = measures::rows(cx, unit, &rules, (period, today))?;
    let below = below(cx, unit, &rules)?;
    let missing = below.iter().filter(|row| row.is_missing).count();
    let form = &cx.request().form;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        document: text("document"),
        kind: text("kind"),
        title: text("title"),
        criterion: text("criterion"),
        recipients: text("recipients"),
        from_on: if form.has("from_on") { text("from_on") } else { today.to_string() },
        reason: text("reason"),
        today: today.to_string(),
        ending,
    };
    let page = MotivationPage {
        csrf: cx.csrf().to_owned(),
        of: unit.name.clone(),
        tabs: tabs(cx, unit, "/incentives/motivation"),
        systems: systems(unit, &rules, &held, (may_keep, today)),
        measures,
        years: words::years(today),
        year,
        below_told: format!("Документа нет: {missing} из\u{a0}{}", below.len()),
        below,
        may_keep,
        kinds: rules
            .incentives
            .measures
            .iter()
            .map(|one| (one.rule.id.clone(), one.rule.title.clone()))
            .collect(),
        documents: held.iter().map(|one| (one.id.to_string(), one.title_line())).collect(),
        typed,
        faults: plain(faults),
        unit: unit.id.to_string(),
    };
    Page::titled("Система мотивации").at(&unit.path).under("/incentives").show(&page)
}

/// The unit's own documents of its systems, the latest first.
fn own_documents<M: Mode>(cx: &mut Cx<M>, unit: &Unit, rules: &Effective) -> Result<Vec<Document>> {
    let kinds = motivating::kinds_of(rules, &unit.level);
    let here = db::Ranges::under([unit.path.as_str()]);
    let mut held = store::documents_of(cx.conn(), &here, &kinds, MOST)?;
    held.retain(|one| one.unit_id == unit.id);
    Ok(held)
}

fn systems(
    unit: &Unit,
    rules: &Effective,
    held: &[Document],
    (may_keep, today): (bool, chrono::NaiveDate),
) -> Vec<SystemRow> {
    let row = |system: &packs::MotivationSystem| {
        let own: Vec<&Document> = held.iter().filter(|one| one.kind == system.id).collect();
        let due = system.month.and_then(|month| system_due(month, today));
        let state = match (own.is_empty(), due) {
            (false, _) => ("действует".to_owned(), "ok"),
            (true, Some(due)) if due < today => (format!("нужна была до\u{a0}{}", russian::date(due)), "bad"),
            (true, Some(due)) => (format!("нужна до\u{a0}{}", russian::date(due)), "warn"),
            (true, None) => ("документа нет".to_owned(), "muted"),
        };
        let title =
            rules.document_kind(&system.id).map_or(system.id.as_str(), |kind| kind.rule.title.as_str());
        SystemRow {
            title: title.to_owned(),
            clause: system.clause.clone(),
            documents: own.iter().map(|one| (one.title_line(), one.url())).collect(),
            state,
            add_url: if may_keep && own.is_empty() {
                web::address("/documents/new", &[("unit", &unit.id.to_string()), ("kind", &system.id)])
            } else {
                String::new()
            },
        }
    };
    rules.incentives.systems_of(&unit.level).map(row).collect()
}

/// The schools of a municipality or a region: a query for documents and one for measures, whatever their number.
fn below<M: Mode>(cx: &mut Cx<M>, unit: &Unit, rules: &Effective) -> Result<Vec<BelowRow>> {
    if unit.level() == Level::Organisation {
        return Ok(Vec::new());
    }
    let here = db::Ranges::under([unit.path.as_str()]);
    let schools = units::store::under(cx.conn(), &unit.path, Level::Organisation)?;
    let kinds = motivating::kinds_of(rules, Level::Organisation.code());
    let mut held: BTreeMap<i64, String> = BTreeMap::new();
    for one in store::documents_of(cx.conn(), &here, &kinds, MOST)? {
        held.entry(one.unit_id.0).or_insert_with(|| one.title_line());
    }
    let measures = store::measures_under(cx.conn(), &here)?;
    let row = |school: Unit| {
        let document = held.get(&school.id.0).cloned();
        BelowRow {
            url: web::address("/incentives/motivation", &[("unit", &school.id.to_string())]),
            is_missing: document.is_none(),
            document: document.unwrap_or_default(),
            measures: measures.get(&school.id.0).copied().unwrap_or(0),
            name: school.short_name,
        }
    };
    let mut rows: Vec<BelowRow> = schools.into_iter().filter(Unit::is_active).map(row).collect();
    rows.sort_by_key(|row| !row.is_missing);
    Ok(rows)
}

/// `POST /incentives/motivation`
pub(super) fn add(cx: &mut Cx<Write>, may: Granted<KeepMeasures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    if !may.scopes().iter().any(|scope| scope.unit == unit.id.0) {
        return Err(Error::NotFound);
    }
    let outcome = read(cx, &unit).and_then(|new| motivating::add(cx, &may, &unit, &new));
    match outcome {
        Ok(_) => {
            cx.notice("Мера добавлена.");
            Ok(Reply::to(web::address("/incentives/motivation", &[("unit", &unit.id.to_string())])))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &unit, faults, String::new())?.status(422)),
        Err(error) => Err(error),
    }
}

fn read(cx: &mut Cx<Write>, unit: &Unit) -> Result<NewMeasure> {
    let today = cx.today_at(&unit.path)?;
    let mut check = cx.request().form.check();
    let title = check.optional("title", 300).to_owned();
    let criterion = check.optional("criterion", 500).to_owned();
    let recipients = check.optional("recipients", 300).to_owned();
    let from_on = check.date("from_on").unwrap_or(today);
    check.done()?;
    let form = &cx.request().form;
    Ok(NewMeasure {
        document: form.text("document").parse().ok(),
        kind: form.text("kind").to_owned(),
        title,
        criterion,
        recipients,
        from_on,
    })
}

/// `POST /incentives/motivation/{motivation_measure}/end`
pub(super) fn end(cx: &mut Cx<Write>, may: Granted<KeepMeasures>) -> Result<Reply> {
    let id: MeasureId = cx.request().arg("motivation_measure")?;
    let one = store::find_measure(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    if !may.scopes().iter().any(|scope| scope.unit == one.unit_id.0) {
        return Err(Error::NotFound);
    }
    let unit = units::store::find(cx.conn(), may.ranges(), one.unit_id)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&unit.path)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let day = check.date("day").unwrap_or(today);
    let reason = check.optional("reason", 300);
    let outcome = check.done().and_then(|()| motivating::end(cx, &may, id, (day, reason)));
    match outcome {
        Ok(_) => {
            cx.notice("Мера больше не\u{a0}действует; кого по\u{a0}ней поощрили, осталось.");
            Ok(Reply::to(web::address("/incentives/motivation", &[("unit", &unit.id.to_string())])))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &unit, faults, id.to_string())?.status(422)),
        Err(error) => Err(error),
    }
}

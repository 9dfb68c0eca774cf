//! «Исполнение»: what each responsible body has done, owes and is late with – documents, the sheet of the monitoring, answers,
//! measures, points of decisions (Амурская область, приказ, п. 3: контроль за исполнением). Read alone; nothing is changed here.

mod school;

use std::collections::BTreeMap;

use access::{Granted, Level, Role, Scope};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use documents::Coverage;
use monitoring::model::{Campaign, Sheet};
use units::{Unit, UnitId};
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use crate::SeeDecisions;
use crate::store::control::{self, Owed};

#[derive(Template)]
#[template(path = "control.html")]
struct ControlPage {
    name: String,
    monitoring: String,
    rows: Vec<Row>,
    late: i64,
}

struct Row {
    name: String,
    url: String,
    documents: Told,
    sheet: Told,
    answers: Told,
    measures: Told,
    points: Told,
}

/// What stands in a cell: words, where they lead, what is late.
#[derive(Default)]
struct Told {
    text: String,
    url: String,
    late: String,
}

/// `GET /control`: the person's own place.
pub(super) fn own(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let unit = may.scopes().first().map(|scope| scope.unit).ok_or(Error::NotFound)?;
    let _ = cx;
    Ok(Reply::to(format!("/control/{unit}")))
}

/// `GET /control/{unit}`: the bodies right under a unit; of a school its workplace.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeDecisions>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let level = match unit.level() {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return school::page(cx, &may, &unit),
    };
    let bodies = units::store::under(cx.conn(), &unit.path, level)?;
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    let rules = units::effective(cx.conn(), &house.packs, &unit.path, today)?;
    let documents = documents::coverage(cx.conn(), &rules, (&bodies, level), today)?;
    let campaign = latest(cx, &unit)?;
    let scope = Ranges::under([unit.path.as_str()]);
    let sheets = match &campaign {
        Some(one) => monitoring::store::sheets::of_campaign(cx.conn(), one.id, &scope)?,
        None => Vec::new(),
    };
    let owed = Owing {
        waiting: control::waiting(cx.conn(), &scope)?,
        measures: control::answers(cx.conn(), &scope)?,
        points: control::points(cx.conn(), &scope)?,
        today,
    };
    let row = |body: &Unit| {
        let sheet = sheets.iter().find(|one| one.unit_id == body.id && one.subject.is_empty());
        owed.row(body, documents.get(&body.id.0).copied().unwrap_or_default(), sheet)
    };
    let rows: Vec<Row> = bodies.iter().map(row).collect();
    let is_late = |row: &&Row| {
        [&row.sheet, &row.answers, &row.measures, &row.points].iter().any(|t| !t.late.is_empty())
    };
    let late = i64::try_from(rows.iter().filter(is_late).count()).unwrap_or(i64::MAX);
    let page = ControlPage {
        name: unit.name.clone(),
        monitoring: campaign
            .map(|one| format!("{}, {}", one.title, russian::school_year(&one.period)))
            .unwrap_or_default(),
        late,
        rows,
    };
    Page::titled(format!("Исполнение – {}", unit.short_name)).at(&unit.path).under("/control").show(&page)
}

/// The latest monitoring the unit holds that has begun.
fn latest(cx: &mut Cx<Read>, unit: &Unit) -> Result<Option<Campaign>> {
    let scope = Scope { unit: unit.id.0, path: unit.path.clone(), level: unit.level(), role: Role::Teacher };
    let all = monitoring::store::campaigns::concerning(cx.conn(), &[scope])?;
    let own = all.into_iter().filter(|one| one.unit_id == unit.id);
    let begun = own.filter(|one| one.state() != monitoring::rules::CampaignState::Planned);
    Ok(begun.max_by(|a, b| (&a.period, a.id.0).cmp(&(&b.period, b.id.0))))
}

/// What is owed by all bodies, as the store counted it.
struct Owing {
    waiting: Vec<Owed>,
    measures: Vec<Owed>,
    points: Vec<Owed>,
    today: NaiveDate,
}

impl Owing {
    fn row(&self, body: &Unit, documents: Coverage, sheet: Option<&Sheet>) -> Row {
        let of = |all: &[Owed]| self.of(all, body.id);
        let (open, late) = of(&self.waiting).values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        Row {
            name: body.short_name.clone(),
            url: format!("/control/{}", body.id),
            documents: if documents.must == 0 {
                Told::default()
            } else {
                Told {
                    text: format!("{} из\u{a0}{}", documents.met, documents.must),
                    url: format!("/documents/required?unit={}", body.id),
                    late: String::new(),
                }
            },
            sheet: sheet.map(|one| self.sheet(one)).unwrap_or_default(),
            answers: Told {
                text: if open == 0 { String::new() } else { format!("ждут: {open}") },
                url: String::new(),
                late: said(late),
            },
            measures: done_of(&of(&self.measures)),
            points: done_of(&of(&self.points)),
        }
    }

    /// Counts of a unit by status: all, and late of them.
    fn of(&self, all: &[Owed], unit: UnitId) -> BTreeMap<String, (i64, i64)> {
        let mut by: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for (_, status, day, count) in all.iter().filter(|(one, ..)| *one == unit.0) {
            let sum = by.entry(status.clone()).or_default();
            sum.0 += count;
            sum.1 += if day.is_some_and(|day| day < self.today) { *count } else { 0 };
        }
        by
    }

    fn sheet(&self, one: &Sheet) -> Told {
        let state = one.state();
        let is_owed = state.is_editable();
        Told {
            text: state.title().to_owned(),
            url: format!("/monitoring/sheets/{}", one.id),
            late: if is_owed && one.due_on < self.today {
                "просрочена".to_owned()
            } else {
                String::new()
            },
        }
    }
}

/// «2 из 3», and what is late of the rest.
fn done_of(by: &BTreeMap<String, (i64, i64)>) -> Told {
    let of = |status: &str| by.get(status).copied().unwrap_or_default();
    let ((done, _), (planned, late)) = (of("done"), of("planned"));
    Told {
        text: if done + planned == 0 {
            String::new()
        } else {
            format!("{done} из\u{a0}{}", done + planned)
        },
        url: String::new(),
        late: said(late),
    }
}

fn said(late: i64) -> String {
    if late == 0 { String::new() } else { format!("просрочено: {late}") }
}

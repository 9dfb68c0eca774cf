//! A line of a plan: told otherwise, moved to another year, struck out, put back; what happened to it.

use access::Granted;
use askama::Template;
use db::Moment;
use people::{KeepPeople, Person, SeePeople};
use web::view::HistoryEntry;
use web::{Authors, Cx, Error, FieldFault, Mode, Page, Read, Reply, Request, Result, Write, russian};

use crate::actions;
use crate::model::{Line, LineId, STRUCK, Sort, Told};
use crate::rules::{self, Standing};
use crate::store;

/// So much of the history is shown.
const HISTORY: i64 = 30;

#[derive(Template)]
#[template(path = "line.html")]
struct LinePage {
    token: String,
    faults: Vec<(String, String)>,
    heading: String,
    subtitle: String,
    state: &'static str,
    tone: &'static str,
    url: String,
    back: String,
    card: String,
    facts: Vec<(String, String, String)>,
    may_change: bool,
    may_strike: bool,
    may_return: bool,
    version: String,
    quarters: Vec<(String, String)>,
    /// Where it may be moved; empty: nowhere.
    years: Vec<(String, String)>,
    sorts: Vec<(&'static str, &'static str)>,
    typed: Typed,
    past: Vec<HistoryEntry>,
}

impl LinePage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// What stands in the forms: of the line, where it goes, why.
#[derive(Default)]
struct Typed {
    theme: String,
    kind: String,
    hours: String,
    quarter: String,
    provider: String,
    year: String,
    moved_quarter: String,
    reason: String,
    struck: String,
}

impl Typed {
    fn of(line: &Line) -> Self {
        Self {
            theme: line.theme.clone(),
            kind: line.kind.clone(),
            hours: line.hours.map(|hours| hours.to_string()).unwrap_or_default(),
            quarter: line.quarter.to_string(),
            provider: line.provider.clone(),
            moved_quarter: line.quarter.to_string(),
            ..Self::default()
        }
    }

    fn posted(line: &Line, request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        let mut typed = Self::of(line);
        if request.form.has("theme") {
            typed.theme = text("theme");
            typed.kind = text("kind");
            typed.hours = text("hours");
            typed.quarter = text("quarter");
            typed.provider = text("provider");
        }
        if request.form.has("moved_quarter") {
            typed.moved_quarter = text("moved_quarter");
        }
        Self { year: text("year"), reason: text("reason"), struck: text("struck"), ..typed }
    }
}

/// `GET /training/{training_line}`
pub(super) fn shown(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let id: LineId = cx.request().arg("training_line")?;
    let line = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let typed = Typed::of(&line);
    show(cx, line, may.ranges(), typed, &[])
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    line: Line,
    scope: &db::Ranges,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let card = people::store::all_of(cx.conn(), &[line.person_id.0])?.pop().ok_or(Error::NotFound)?;
    cx.saw("person", &[card.id.0], &line.unit_path);
    let unit = units::store::all_of(cx.conn(), &[line.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let today = cx.today_at(&line.unit_path)?;
    let standing = crate::standing::of_line(cx.conn(), &line, today)?;
    let (keeps, stands) = (super::keeps(cx, &line.unit_path), line.stands());
    let may_move = keeps && stands && standing.stays().is_none();
    let (id, year) = (line.unit_id.to_string(), line.year.to_string());
    let page = LinePage {
        token: cx.csrf().to_owned(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        heading: card.name().full(),
        subtitle: format!("План курсов на\u{a0}{year}\u{a0}год, {}", unit.short_name),
        state: standing.title(),
        tone: standing.tone(),
        url: line.url(),
        back: web::address("/training", &[("unit", id.as_str()), ("year", year.as_str())]),
        card: seen(cx, &card, scope)?,
        facts: facts(&line, &standing),
        may_change: keeps && stands,
        may_strike: keeps && stands && standing.answered().is_none(),
        may_return: keeps && line.state == STRUCK,
        version: line.version.to_string(),
        quarters: super::quarters(),
        years: rules::years(today)
            .filter(|year| may_move && *year != line.year)
            .map(|year| (year.to_string(), year.to_string()))
            .collect(),
        sorts: super::sorts(),
        typed,
        past: past(cx, &line)?,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let title = format!("План курсов: {}", card.name().short());
    Ok(Page::titled(title).at(&line.unit_path).under("/training").show(&page)?.status(status))
}

/// The card, where the person who looks sees it.
fn seen<M: Mode>(cx: &mut Cx<M>, card: &Person, scope: &db::Ranges) -> Result<String> {
    let seen = people::store::seen_among(cx.conn(), scope, &[card.id.0])?;
    Ok(if seen.is_empty() { String::new() } else { card.url() })
}

fn facts(line: &Line, standing: &Standing) -> Vec<(String, String, String)> {
    let answered = match standing {
        Standing::Done(title, day) => format!("«{title}», {}", russian::date(*day)),
        _ => String::new(),
    };
    let moved = line.moved_to.map(|year| format!("{year}\u{a0}год")).unwrap_or_default();
    let all = [
        ("Тема", line.theme.clone()),
        ("Курс", super::plan::about(line)),
        ("Когда", format!("{}\u{a0}квартал {}\u{a0}года", line.quarter, line.year)),
        ("Пройден", answered),
        ("Человек", standing.left()),
        ("Перенесён на", moved),
        ("Причина", line.reason.clone()),
    ];
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| (label.to_owned(), value, String::new())).collect()
}

/// Who did what with the line, newest first.
fn past<M: Mode>(cx: &mut Cx<M>, line: &Line) -> Result<Vec<HistoryEntry>> {
    let scope = db::Ranges::under([line.unit_path.as_str()]);
    let area = Some("training".to_owned());
    let filter = audit::store::Filter { object: Some(line.id.0), area, ..Default::default() };
    let lines = audit::store::search(cx.conn(), &scope, &filter, HISTORY)?;
    let zone = cx.zone_at(&line.unit_path)?;
    let told: Vec<_> = lines.iter().map(|one| (Moment(one.at), one.account_id)).collect();
    let authors = Authors::of(cx, line.id.0, told)?;
    let entry = |one: audit::store::Line| HistoryEntry {
        when: russian::moment(Moment(one.at), zone),
        who: authors.who(Moment(one.at), one.account_id),
        text: one.text,
    };
    Ok(lines.into_iter().map(entry).collect())
}

/// The line of the address for whoever keeps it, and the version its form was made of.
fn kept(cx: &mut Cx<Write>, may: &Granted<KeepPeople>) -> Result<(Line, i64)> {
    let id: LineId = cx.request().arg("training_line")?;
    let line = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok((line, cx.request().form.text("version").parse().unwrap_or(0)))
}

/// On to the line with a notice, or the forms once more.
fn done(
    cx: &mut Cx<Write>,
    may: &Granted<KeepPeople>,
    line: Line,
    (outcome, notice): (Result<Line>, &str),
) -> Result<Reply> {
    match outcome {
        Ok(after) => {
            cx.notice(notice);
            Ok(Reply::to(after.url()))
        }
        Err(Error::Invalid(faults)) => {
            let typed = Typed::posted(&line, &cx.request_handle());
            show(cx, line, may.ranges(), typed, &faults)
        }
        Err(other) => Err(other),
    }
}

/// `POST /training/{training_line}`
pub(super) fn change(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (line, version) = kept(cx, &may)?;
    let outcome = read(&cx.request_handle(), line.year)
        .and_then(|told| actions::change(cx, &may, (line.id, version), &told));
    done(cx, &may, line, (outcome, "Строка плана изменена."))
}

fn read(request: &Request, year: i64) -> Result<Told> {
    let mut check = request.form.check();
    let theme = check.required("theme", rules::LONGEST, "Напишите тему курса.");
    let provider = check.optional("provider", rules::LONGEST);
    let quarter = check.parsed("quarter", "Выберите квартал.");
    let sort = Sort::of(request.form.text("kind"));
    if sort.is_none() {
        check.fault("kind", "Выберите вид курса.");
    }
    let hours = match request.form.text("hours") {
        "" => None,
        _ => check.parsed("hours", "Часы – целое число."),
    };
    check.done()?;
    let (sort, quarter) = sort.zip(quarter).ok_or(Error::Malformed)?;
    Ok(Told { year, quarter, sort, theme: theme.to_owned(), hours, provider: provider.to_owned() })
}

/// `POST /training/{training_line}/transfer`
pub(super) fn transfer(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (line, version) = kept(cx, &may)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let year: Option<i64> = check.parsed("year", "Выберите год.");
    let quarter: Option<i64> = check.parsed("moved_quarter", "Выберите квартал.");
    let outcome = check.done().and_then(|()| {
        let to = year.zip(quarter).ok_or(Error::Malformed)?;
        actions::transfer(cx, &may, (line.id, version), to, request.form.text("reason"))
    });
    done(cx, &may, line, (outcome, "Курс перенесён: в\u{a0}плане того года он стоит."))
}

/// `POST /training/{training_line}/striking`
pub(super) fn strike(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (line, version) = kept(cx, &may)?;
    let request = cx.request_handle();
    let outcome = actions::strike(cx, &may, (line.id, version), request.form.text("struck"));
    done(cx, &may, line, (outcome, "Строка вычеркнута. Вернуть её можно здесь\u{a0}же."))
}

/// `POST /training/{training_line}/return`
pub(super) fn take_back(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let (line, version) = kept(cx, &may)?;
    let outcome = actions::take_back(cx, &may, (line.id, version));
    done(cx, &may, line, (outcome, "Строка снова в\u{a0}плане."))
}

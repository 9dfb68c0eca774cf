//! Results of procedures from a file: chosen, compared row by row and cell by cell, accepted; nothing is stored before that.

use access::Granted;
use askama::Template;
use files::NotAccepted;
use serde::{Deserialize, Serialize};
use sheets::{Book, Caps};
use units::Unit;
use web::{Body, Cx, Error, Mode, Page, Prepared, Read, Reply, Result, Upload, Write, russian};

use crate::ImportProcedures;
use crate::actions::importing::{self, Difference, figures};
use crate::procedures::{self, Kind, Known, Line, School};

/// Purpose of the signed differences.
const CARRIED: &str = "procedures-import";
const ACCEPT: &str = ".xlsx,.ods,.csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// So many rows are taken at once: they wait in the page until they are accepted.
const MOST: usize = 5_000;
/// The threshold where no pack says one.
const SMALLEST: u32 = 5;

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    csrf: String,
    limit: u64,
    accept: &'static str,
    smallest: u32,
    clause: String,
    errors: Vec<(String, String)>,
}

impl ImportPage {
    fn error(&self) -> &str {
        self.errors.first().map_or("", |(_, text)| text.as_str())
    }
}

#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage {
    csrf: String,
    word: String,
    rows: Vec<Row>,
    refused: Vec<(u32, String)>,
    same: usize,
    carried: String,
}

/// A difference on the page.
struct Row {
    number: u32,
    what: String,
    school: String,
    is_new: bool,
    /// Participants, mean, passed, quality: what is kept now and what the file says.
    cells: Vec<(String, String, bool)>,
}

/// The differences on their way to the acceptance.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    account: Option<i64>,
    differences: Vec<Difference>,
}

/// The file as read before the transaction, or the sentence why it was not.
struct Parsed(std::result::Result<Book, String>);

/// `GET /procedures/import`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<ImportProcedures>) -> Result<Reply> {
    show_form(cx, &may, None)
}

fn show_form<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<ImportProcedures>,
    refused: Option<String>,
) -> Result<Reply> {
    let is_refused = refused.is_some();
    let (smallest, clause) = threshold(cx, may)?;
    let page = ImportPage {
        csrf: cx.csrf().to_owned(),
        limit: cx.house().settings.upload_limit.min(10_000_000) / 1_000_000,
        accept: ACCEPT,
        smallest,
        clause,
        errors: refused.map(|text| ("file".to_owned(), text)).into_iter().collect(),
    };
    let reply = Page::titled("Загрузить результаты процедур").under("/procedures").show(&page)?;
    Ok(if is_refused { reply.status(422) } else { reply })
}

/// Fewest participants of a group, and the clause.
fn threshold<M: Mode>(cx: &mut Cx<M>, may: &Granted<ImportProcedures>) -> Result<(u32, String)> {
    let path = may.scopes().first().map(|scope| scope.path.clone()).ok_or(Error::NotFound)?;
    let (house, today) = (cx.house_handle(), cx.today_at(&path)?);
    let rules = units::effective(cx.conn(), &house.packs, &path, today)?;
    let found = rules.smallest_group.as_ref().map(|one| (one.rule.participants, one.rule.clause.clone()));
    Ok(found.unwrap_or((SMALLEST, String::new())))
}

/// The schools within the person's reach.
fn schools<M: Mode>(cx: &mut Cx<M>, may: &Granted<ImportProcedures>) -> Result<Vec<Unit>> {
    let mut found = Vec::new();
    for scope in may.scopes() {
        found.extend(units::store::under(cx.conn(), &scope.path, access::Level::Organisation)?);
        found.extend(units::store::all_of(cx.conn(), &[scope.unit])?.into_iter().filter(is_school));
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found.dedup_by_key(|one| one.id);
    Ok(found)
}

fn is_school(unit: &Unit) -> bool {
    unit.level() == access::Level::Organisation
}

fn named(unit: &Unit) -> School<'_> {
    School { id: unit.id.0, code: &unit.code, names: [&unit.short_name, &unit.name] }
}

/// `GET /procedures/template`: the file to be filled, with the schools within reach.
pub(super) fn template(cx: &mut Cx<Read>, may: Granted<ImportProcedures>) -> Result<Reply> {
    let schools = schools(cx, &may)?;
    let today = cx.today()?;
    let all: Vec<School<'_>> = schools.iter().map(named).collect();
    cx.may_export(all.len())?;
    let book = procedures::template(&all, &russian::period_of(today), today);
    let bytes = sheets::xlsx(&book).map_err(|e| Error::Broken(e.to_string()))?;
    cx.exported(all.len());
    let name = "Результаты оценочных процедур.xlsx".to_owned();
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}

/// Reads the file before the transaction begins.
pub(super) fn parse(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<ImportProcedures>(cx.person())?;
    let request = cx.request_handle();
    let read = match request.form.uploads("file").next() {
        Some(upload) => parsed(upload),
        None => Err("Выберите заполненный файл и\u{a0}нажмите «Сравнить».".to_owned()),
    };
    Ok(Box::new(Parsed(read)))
}

fn parsed(upload: &Upload) -> std::result::Result<Book, String> {
    if let Err(refusal) = &upload.media
        && matches!(refusal, NotAccepted::Macros(_) | NotAccepted::Program(_) | NotAccepted::TooLarge { .. })
    {
        return Err(refusal.to_string());
    }
    let bytes = std::fs::read(upload.spooled.file.path()).map_err(|_| {
        "Файл не\u{a0}дошёл до\u{a0}сервера целиком. Проверьте связь и\u{a0}загрузите его снова.".to_owned()
    })?;
    sheets::read(&upload.spooled.name, &bytes, &Caps::default()).map_err(|refusal| refusal.to_string())
}

/// `POST /procedures/import`: what would change.
pub(super) fn preview(cx: &mut Cx<Write>, may: Granted<ImportProcedures>) -> Result<Reply> {
    let book = match cx.prepared::<Parsed>().map(|parsed| parsed.0) {
        Some(Ok(book)) => book,
        Some(Err(refused)) => return show_form(cx, &may, Some(refused)),
        None => return Err(Error::Malformed),
    };
    let (schools, today) = (schools(cx, &may)?, cx.today()?);
    let known = Known {
        schools: schools.iter().map(named).collect(),
        period: russian::period_of(today).parse().unwrap_or(0),
        smallest: i64::from(threshold(cx, &may)?.0),
    };
    let read = book.shown().map_or(Err(procedures::Refused::Empty), |grid| procedures::read(grid, &known));
    let rows = match read {
        Ok(rows) if rows.len() <= MOST => rows,
        Ok(_) => {
            return show_form(
                cx,
                &may,
                Some(format!("Больше {MOST} строк за\u{a0}раз не\u{a0}загрузить: разделите файл.")),
            );
        }
        Err(refused) => return show_form(cx, &may, Some(refused.to_string())),
    };
    let mut lines: Vec<(u32, Line)> = Vec::new();
    let mut refused: Vec<(u32, String)> = Vec::new();
    for row in rows {
        match row.outcome {
            Ok(line) => lines.push((row.number, line)),
            Err(text) => refused.push((row.number, text)),
        }
    }
    let all = lines.len();
    let differences = importing::compared(cx, lines)?;
    let same = all - differences.len();
    show(cx, &schools, differences, (refused, same), "")
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    schools: &[Unit],
    differences: Vec<Difference>,
    (refused, same): (Vec<(u32, String)>, usize),
    word: &str,
) -> Result<Reply> {
    let row = |one: &Difference| {
        let line = &one.line;
        let grade = if line.grade == 0 { String::new() } else { format!(", {}\u{a0}класс", line.grade) };
        let kind = Kind::from_code(&line.kind).map_or("", Kind::title);
        let was = one.now.as_ref().map(|(_, _, was)| was.clone()).unwrap_or_default();
        let cells = was.into_iter().zip(figures(line)).map(|(was, is)| {
            let is_other = one.now.is_some() && was != is;
            (russian::decimal(&was), russian::decimal(&is), is_other)
        });
        Row {
            number: one.number,
            what: format!("{kind}, {}{grade}, {}", line.subject, russian::school_year(&line.period)),
            school: schools
                .iter()
                .find(|unit| unit.id.0 == line.unit)
                .map(|unit| unit.short_name.clone())
                .unwrap_or_default(),
            is_new: one.now.is_none(),
            cells: cells.collect(),
        }
    };
    let rows = differences.iter().map(row).collect();
    let account = cx.person().map(|person| person.account.0);
    let pending = Pending { account, differences };
    let json = serde_json::to_string(&pending).map_err(|e| Error::Broken(e.to_string()))?;
    let page = PreviewPage {
        csrf: cx.csrf().to_owned(),
        word: word.to_owned(),
        rows,
        refused,
        same,
        carried: cx.house().signer.sign(CARRIED, &json),
    };
    Page::titled("Сравнить и\u{a0}принять").under("/procedures").show(&page)
}

/// `POST /procedures/import/acceptance`: keeps what was shown; what changed meanwhile is shown again.
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<ImportProcedures>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let opened = cx.house().signer.open(CARRIED, cx.request().form.text("carried"));
    let pending = opened
        .and_then(|json| serde_json::from_str::<Pending>(&json).ok())
        .filter(|pending| pending.account == account);
    let Some(pending) = pending else {
        let stale = "Сравнение устарело. Загрузите файл снова: в\u{a0}нём ничего не\u{a0}потеряно.";
        return show_form(cx, &may, Some(stale.to_owned()));
    };
    let (done, left) = importing::accept(cx, &may, &pending.differences)?;
    let told = russian::counted(i64::try_from(done).unwrap_or(i64::MAX), "строка", "строки", "строк");
    if left.is_empty() {
        cx.notice(&format!("Принято: {told}."));
        return Ok(Reply::to("/procedures"));
    }
    let schools = schools(cx, &may)?;
    let lines = left.into_iter().map(|one| (one.number, one.line)).collect();
    let again = importing::compared(cx, lines)?;
    let word = format!(
        "Принято: {told}. Эти результаты изменили, пока вы смотрели сравнение: проверьте их ещё раз."
    );
    Ok(show(cx, &schools, again, (Vec::new(), 0), &word)?.status(409))
}

//! A filled file comes back: chosen, compared cell by cell, accepted; nothing is stored before that (decision 11).

mod shown;

use std::collections::BTreeSet;

use access::Granted;
use askama::Template;
use files::NotAccepted;
use serde::{Deserialize, Serialize};
use sheets::{Book, Caps};
use web::{Cx, Error, Mode, Page, Prepared, Read, Reply, Result, Upload, Write, russian};

use super::sheet::rights;
use super::words;
use crate::access::FillSheet;
use crate::actions::exchange::{self as acts, Outcome};
use crate::exchange::compare::{self, Comparison, Difference, Kind, Proposal};
use crate::exchange::evidence::{Own, lines};
use crate::exchange::identity::{self, Identity};
use crate::exchange::refused::NotThis;
use crate::exchange::{self, file};
use crate::model::AnswerRow;
use crate::worksheet::Worksheet;

/// Purpose of the signed differences.
const CARRIED: &str = "monitoring-import";
/// What a file chooser offers.
const ACCEPT: &str = ".xlsx,.ods";

#[derive(Template)]
#[template(path = "import.html")]
struct ImportPage {
    csrf: String,
    url: String,
    heading: &'static str,
    subtitle: String,
    shut: String,
    limit: u64,
    accept: &'static str,
    errors: Vec<(String, String)>,
}

impl ImportPage {
    fn error(&self) -> &str {
        self.errors.first().map_or("", |(_, text)| text.as_str())
    }
}

/// The differences on their way to the acceptance.
#[derive(Debug, Serialize, Deserialize)]
struct Pending {
    sheet: i64,
    account: Option<i64>,
    differences: Vec<Difference>,
}

/// The file as read before the transaction, or the sentence why it was not.
struct Parsed(std::result::Result<Book, String>);

/// `GET /monitoring/sheets/{sheet}/import`: the form.
pub(crate) fn form(cx: &mut Cx<Read>, may: Granted<FillSheet>) -> Result<Reply> {
    let work = exchange::opened(cx, &may)?;
    show_form(cx, &work, None)
}

fn show_form<M: Mode>(cx: &Cx<M>, work: &Worksheet, refused: Option<String>) -> Result<Reply> {
    let is_refused = refused.is_some();
    let page = ImportPage {
        csrf: cx.csrf().to_owned(),
        url: work.sheet.url(),
        heading: HEADING,
        subtitle: subtitle(work),
        shut: exchange::shut(work, rights(cx, work).0),
        limit: cx.house().settings.upload_limit.min(10_000_000) / 1_000_000,
        accept: ACCEPT,
        errors: refused.map(|text| ("file".to_owned(), text)).into_iter().collect(),
    };
    let reply = page_of(work).show(&page)?;
    Ok(if is_refused { reply.status(422) } else { reply })
}

const HEADING: &str = "Загрузить таблицу из файла";

fn subtitle(work: &Worksheet) -> String {
    let year = russian::school_year(&work.campaign.period);
    format!("{} · {} · {year}", work.sheet.name(), work.campaign.title)
}

fn page_of(work: &Worksheet) -> Page {
    Page::titled(format!("{HEADING} – {}", work.sheet.name())).at(&work.sheet.unit_path).under("/monitoring")
}

/// Reads the file before the transaction begins.
pub(crate) fn parse(cx: &mut Cx<Read>) -> Result<Prepared> {
    // Nobody's file is read for a sheet they do not reach.
    let may = cx.house().policy.check::<FillSheet>(cx.person())?;
    exchange::opened(cx, &may)?;
    let request = cx.request_handle();
    let read = match request.form.uploads("file").next() {
        Some(upload) => parsed(upload),
        None => Err("Выберите заполненный файл и нажмите «Сравнить».".to_owned()),
    };
    Ok(Box::new(Parsed(read)))
}

fn parsed(upload: &Upload) -> std::result::Result<Book, String> {
    if let Err(refusal) = &upload.media
        && matches!(refusal, NotAccepted::Macros(_) | NotAccepted::Program(_) | NotAccepted::TooLarge { .. })
    {
        return Err(refusal.to_string());
    }
    let bytes = std::fs::read(upload.spooled.file.path())
        .map_err(|_| "Файл не дошёл до сервера целиком. Проверьте связь и загрузите его снова.".to_owned())?;
    sheets::read(&upload.spooled.name, &bytes, &Caps::default()).map_err(|refusal| refusal.to_string())
}

/// `POST /monitoring/sheets/{sheet}/import`: the differences, cell by cell.
pub(crate) fn preview(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let work = exchange::opened(cx, &may)?;
    let read = cx.prepared::<Parsed>().map(|parsed| parsed.0);
    let book = match read {
        Some(Ok(book)) => book,
        Some(Err(refused)) => return show_form(cx, &work, Some(refused)),
        None => return Err(Error::Malformed),
    };
    match compared(cx, &work, &book)? {
        Ok(comparison) => shown::page(cx, &work, comparison, ""),
        Err(refused) => show_form(cx, &work, Some(refused.to_string())),
    }
}

/// The file against the server; the inner error names whose file it is.
fn compared<M: Mode>(
    cx: &mut Cx<M>,
    work: &Worksheet,
    book: &Book,
) -> Result<std::result::Result<Comparison, NotThis>> {
    let said =
        book.grid(identity::NAME).and_then(|grid| Some((Identity::read(grid)?, identity::taken(grid))));
    let (Some((id, taken)), Some(grid)) = (said, book.shown()) else {
        return Ok(Err(NotThis::Unknown));
    };
    if let Err(refused) = id.must_be(&Identity::of(work)) {
        return Ok(Err(refused));
    }
    let rows = match file::rows(grid) {
        Ok(rows) => rows,
        Err(refused) => return Ok(Err(refused)),
    };
    let texts: Vec<String> =
        rows.values().filter_map(|row| row.evidence.found.as_ref()).map(sheets::Found::text).collect();
    let named: Vec<&str> = texts.iter().flat_map(|text| lines(text)).collect();
    let own = Own::read(cx.conn(), work, &named)?;
    Ok(Ok(compare::compare(work, &rows, &taken, &own)))
}

/// `POST /monitoring/sheets/{sheet}/import/acceptance`: keeps what was chosen.
pub(crate) fn accept(cx: &mut Cx<Write>, may: Granted<FillSheet>) -> Result<Reply> {
    let work = exchange::opened(cx, &may)?;
    let pending = pending(cx, &work)?;
    let chosen = chosen(cx, &pending);
    if chosen.is_empty() {
        let again = Comparison { differences: pending.differences, ..Comparison::default() };
        let nothing = "Ничего не отмечено, поэтому ничего не изменилось. Отметьте, что принять.";
        return Ok(shown::page(cx, &work, again, nothing)?.status(422));
    }
    let outcome = acts::accept(cx, &may, work.sheet.id, &chosen)?;
    if outcome.conflicts.is_empty() {
        cx.notice(&told(&outcome));
        return Ok(Reply::to(work.sheet.url()));
    }
    let differences = meanwhile(&pending, &outcome.conflicts);
    let text = format!("{} Эти ответы изменили, пока вы смотрели сравнение.", told(&outcome));
    let again = Comparison { differences, ..Comparison::default() };
    Ok(shown::page(cx, &work, again, &text)?.status(409))
}

fn pending<M: Mode>(cx: &Cx<M>, work: &Worksheet) -> Result<Pending> {
    let opened = cx.house().signer.open(CARRIED, cx.request().form.text("carried"));
    let account = cx.person().map(|person| person.account.0);
    opened
        .and_then(|json| serde_json::from_str::<Pending>(&json).ok())
        .filter(|pending| pending.sheet == work.sheet.id.0 && pending.account == account)
        .ok_or_else(|| {
            Error::field("file", "Сравнение устарело. Загрузите файл снова: в нём ничего не потеряно.")
        })
}

/// What the person chose: all that collides with nothing, or the marked ones; of a conflict the file's side only.
fn chosen<M: Mode>(cx: &Cx<M>, pending: &Pending) -> Vec<Proposal> {
    let form = &cx.request().form;
    let marked: BTreeSet<&str> = form.all("take").into_iter().collect();
    let is_all = form.text("choice") == "all";
    let is_chosen = |index: usize, one: &Difference| match one.kind {
        Kind::Refused(_) => false,
        Kind::Conflict(..) => form.text(&format!("side-{index}")) == "file",
        _ => is_all || marked.contains(index.to_string().as_str()),
    };
    let all = pending.differences.iter().enumerate();
    all.filter(|(index, one)| is_chosen(*index, one)).filter_map(|(_, one)| one.proposal.clone()).collect()
}

/// The same answers against what stands now.
fn meanwhile(pending: &Pending, theirs: &[AnswerRow]) -> Vec<Difference> {
    let renewed = |row: &AnswerRow| {
        let one = pending
            .differences
            .iter()
            .find(|one| matches!(&one.proposal, Some(Proposal::Answer { no, .. }) if *no == row.no))?;
        let Some(Proposal::Answer { no, answer, .. }) = one.proposal.clone() else { return None };
        Some(Difference {
            now: row.declared().as_ref().map_or_else(|| "нет ответа".to_owned(), words::answer),
            kind: Kind::Conflict(row.updated_by, row.updated_at.0),
            proposal: Some(Proposal::Answer { no, version: row.version, answer }),
            ..one.clone()
        })
    };
    theirs.iter().filter_map(renewed).collect()
}

fn told(outcome: &Outcome) -> String {
    let count = |count: usize| i64::try_from(count).unwrap_or(0);
    let answers = russian::counted(count(outcome.answers), "ответ", "ответа", "ответов");
    let documents = russian::counted(count(outcome.documents), "изменение", "изменения", "изменений");
    let mut text = match (outcome.answers, outcome.documents) {
        (0, 0) => "Всё отмеченное уже есть в таблице.".to_owned(),
        (_, 0) => format!("Принято из файла: {answers}."),
        (0, _) => format!("Принято из файла: {documents} в документах."),
        _ => format!("Принято из файла: {answers} и {documents} в документах."),
    };
    if !outcome.left.is_empty() {
        text = format!("{text} Не приложено: {}.", outcome.left.join("; "));
    }
    text
}

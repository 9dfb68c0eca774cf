//! The card of a document, and its file.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use db::Moment;
use files::{FileRow, VaultError};
use units::Unit;
use web::view::HistoryEntry;
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use super::links::{self, Said};
use super::{kinds, list, steps};
use crate::links::may_relink;
use crate::status::next;
use crate::{Document, SeeDocuments, Status, Step, Warning, rules, warnings};

const HISTORY: i64 = 50;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    document: Document,
    line: String,
    mark: (&'static str, &'static str),
    facts: Vec<(String, String, String)>,
    attached: Option<Attached>,
    words: Vec<Warning>,
    said: Vec<Said>,
    of_it: Vec<Said>,
    may_link: bool,
    past: Vec<HistoryEntry>,
    /// What cites it: handed in by areas above when the registry has an offer for it; none, no card.
    uses: Vec<(String, String)>,
    steps: Vec<(&'static str, String, &'static str)>,
    change_tone: &'static str,
    may_change: bool,
    may_cancel: bool,
}

struct Attached {
    name: String,
    about: String,
    hash: String,
    url: String,
}

/// `GET /documents/{document}`: requisites, file, warnings, history.
pub(super) fn card(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let (path, today) = (document.unit_path.clone(), cx.today_at(&document.unit_path)?);
    let open = steps::open(cx, &document);
    let (said, of_it) = links::said(cx, may.ranges(), &document)?;
    let page = CardPage {
        line: document.title_line(),
        mark: list::state(&document, today),
        facts: facts(cx, &document)?,
        attached: attached(cx, &document)?,
        words: warnings(cx.conn(), &document)?,
        said,
        of_it,
        may_link: may_relink(&document).is_ok() && super::keeps(cx, &path),
        past: past(cx, &may, &document)?,
        uses: Vec::new(),
        change_tone: if open.is_empty() { "primary" } else { "secondary" },
        steps: open,
        may_change: rules::may_change(&document).is_ok() && super::keeps(cx, &path),
        may_cancel: next(document.state(), Step::Cancel).is_some() && super::keeps(cx, &path),
        document,
    };
    Page::titled(page.line.clone()).at(&path).under("/documents").show(&page)
}

fn facts(cx: &mut Cx<Read>, document: &Document) -> Result<Vec<(String, String, String)>> {
    let rules = kinds::rules_at(cx, &document.unit_path)?;
    let owner = units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop();
    let term = document
        .valid_to
        .map_or_else(|| "без срока".to_owned(), |day| format!("по {}", russian::date_long(day)));
    let link = document.link.clone().unwrap_or_default();
    let is_unsigned = document.state().is_unsigned();
    let signed =
        if is_unsigned { "не подписан".to_owned() } else { russian::date_long(document.signed_on) };
    let entered = document.registered_on.map(russian::date_long).unwrap_or_default();
    let why = if document.state() == Status::Cancelled {
        "Почему отменён"
    } else {
        "Почему утратил силу"
    };
    let all = [
        ("Вид", kinds::title_of(&rules, &document.kind, &document.genus), String::new()),
        ("Номер", document.number.clone(), String::new()),
        ("Дата подписания", signed, String::new()),
        ("Дата регистрации", entered, String::new()),
        ("Кем издан", document.issuer.clone(), String::new()),
        ("Срок действия", term, String::new()),
        ("О чём", document.topic.clone(), String::new()),
        ("Ссылка", link.clone(), link),
        (
            "Чей документ",
            owner.as_ref().map(|u| u.name.clone()).unwrap_or_default(),
            owner.as_ref().map(Unit::url).unwrap_or_default(),
        ),
        (why, document.cancel_reason.clone(), String::new()),
    ];
    let said = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(said.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

fn attached(cx: &mut Cx<Read>, document: &Document) -> Result<Option<Attached>> {
    let Some(file) = file_of(cx, document)? else {
        return Ok(None);
    };
    Ok(Some(Attached {
        about: format!("{}, {}", files::label_of(&file.media_type), size(file.size)),
        hash: file.sha256.chars().take(12).collect(),
        url: format!("{}/file", document.url()),
        name: file.name,
    }))
}

fn file_of(cx: &mut Cx<Read>, document: &Document) -> Result<Option<FileRow>> {
    let Some(id) = document.file_id else {
        return Ok(None);
    };
    Ok(files::store::find(cx.conn(), id)?)
}

/// «512 байт», «340 КБ», «1,2 МБ».
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => russian::counted(bytes, "байт", "байта", "байт"),
        1_000..1_000_000 => format!("{}\u{a0}КБ", bytes / 1_000),
        _ => format!("{},{}\u{a0}МБ", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// Who did what with it, newest first.
fn past(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, document: &Document) -> Result<Vec<HistoryEntry>> {
    let filter = audit::store::Filter { object: Some(document.id.0), ..Default::default() };
    let lines = audit::store::search(cx.conn(), may.ranges(), &filter, HISTORY)?;
    let zone = cx.zone_at(&document.unit_path)?;
    let people: Vec<i64> = lines.iter().filter_map(|line| line.account_id).collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let entry = |line: audit::store::Line| HistoryEntry {
        when: russian::moment(Moment(line.at), zone),
        who: who(&names, line.account_id),
        text: line.text,
    };
    Ok(lines.into_iter().map(entry).collect())
}

fn who(names: &BTreeMap<i64, String>, account: Option<i64>) -> String {
    account.map_or_else(|| "программа".to_owned(), |id| names.get(&id).cloned().unwrap_or_default())
}

#[derive(Template)]
#[template(path = "missing.html")]
struct MissingPage {
    file_name: String,
    card_url: String,
}

/// `GET /documents/{document}/file`: the attached file under the name the person gave it.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let row = file_of(cx, &document)?.ok_or(Error::NotFound)?;
    let bytes = match cx.house().vault.get(&row.sha256) {
        Err(VaultError::Missing(_)) => return missing(&document, row),
        read => read?,
    };
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}

/// The row is there and its object is not: a fault of the file store that somebody must look at.
fn missing(document: &Document, row: FileRow) -> Result<Reply> {
    tracing::error!(
        document = document.id.0,
        sha256 = row.sha256,
        "the object of a file is not in the vault"
    );
    let page = MissingPage { file_name: row.name, card_url: document.url() };
    Ok(Page::titled("Файла нет в хранилище")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(404))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_nearest_unit() {
        for (bytes, said) in
            [(0, "0 байт"), (999, "999 байт"), (1_000, "1 КБ"), (999_999, "999 КБ"), (1_250_000, "1,2 МБ")]
        {
            assert_eq!(size(bytes).replace('\u{a0}', " "), said);
        }
    }
}

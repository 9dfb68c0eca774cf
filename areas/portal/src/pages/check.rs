//! `/check/{code}`: what the QR requisite of a paper opens – whether it is registered here, its state, and whether a file is
//! the one that was registered. Nobody's name, and no title unless the document is published.

use access::{Anyone, Granted};
use askama::Template;
use documents::{Document, DocumentFile, Status};
use web::{Cx, Error, Page, Read, Reply, Result, russian};

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    url: String,
    /// Label, value, address.
    facts: Vec<(String, String, String)>,
    mark: (&'static str, &'static str),
    files: Vec<(&'static str, String, String)>,
    typed: String,
    fault: &'static str,
    /// The answer about a file, with its tone; empty: nothing was asked.
    answer: (String, &'static str),
}

#[derive(Template)]
#[template(path = "unknown.html")]
struct UnknownPage {}

/// `GET /check/{code}`; with `?sha256=` the sum of a file is compared.
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<Anyone>) -> Result<Reply> {
    let code: String = cx.request().arg("code")?;
    let Some(document) = registered(cx, &code)? else {
        return Ok(Page::titled("Документ не найден").show(&UnknownPage {})?.status(404));
    };
    let files = documents::store::files_of(cx.conn(), document.id)?;
    let typed = cx.request().asked("sha256").trim().to_lowercase();
    let (fault, answer) = compared(cx, &typed, &document, &files)?;
    let page = CheckPage {
        url: format!("/check/{code}"),
        facts: facts(cx, &document)?,
        mark: state(cx, &document)?,
        files: files.iter().filter(|file| file.is_current()).map(told).collect(),
        typed,
        fault,
        answer,
    };
    let reply = Page::titled("Проверка документа").show(&page)?;
    Ok(if page.fault.is_empty() { reply } else { reply.status(422) })
}

/// The document of the code, once it stands in a journal.
fn registered(cx: &mut Cx<Read>, code: &str) -> Result<Option<Document>> {
    let Some(id) = documents::of_code(cx.house(), code) else { return Ok(None) };
    let found = documents::store::all_of(cx.conn(), &[id.0])?.pop();
    Ok(found.filter(|document| document.state().is_registered()))
}

fn facts(cx: &mut Cx<Read>, document: &Document) -> Result<Vec<(String, String, String)>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&document.unit_path)?);
    let rules = units::effective(cx.conn(), &house.packs, &document.unit_path, today)?;
    let kind = rules.document_kind(&document.kind).map(|kind| kind.rule.title.clone());
    let issuer = units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let link = document.link.clone().unwrap_or_default();
    let title = if link.is_empty() { String::new() } else { document.title.clone() };
    let all = [
        ("Вид", kind.unwrap_or_else(|| documents::genus_title(&document.genus).to_owned()), String::new()),
        ("Номер", document.number.clone(), String::new()),
        ("Дата", russian::date_long(document.signed_on), String::new()),
        ("Чей документ", issuer.name, String::new()),
        ("Название", title, String::new()),
        ("Опубликован", link.clone(), link),
    ];
    let said = all.into_iter().filter(|(_, value, _)| !value.is_empty());
    Ok(said.map(|(label, value, url)| (label.to_owned(), value, url)).collect())
}

/// Its state today with a tone: a term that has run out counts.
fn state(cx: &mut Cx<Read>, document: &Document) -> Result<(&'static str, &'static str)> {
    let (state, today) = (document.state(), cx.today_at(&document.unit_path)?);
    if state == Status::InForce && document.valid_to.is_some_and(|last| last < today) {
        return Ok(("срок истёк", "muted"));
    }
    Ok((state.title(), state.tone()))
}

/// What it is, its kind of file and its sum; what a file is called may name somebody.
fn told(file: &DocumentFile) -> (&'static str, String, String) {
    let about = if file.file_id.is_none() {
        "уничтожен по акту"
    } else {
        files::label_of(&file.media_type)
    };
    (file.part().title(), about.to_owned(), file.sha256.clone())
}

/// What is said of a current file: that it never changed only of a first version, added by the day of registration.
fn same_file(
    document: &Document,
    file: &DocumentFile,
    files: &[DocumentFile],
    zone: chrono_tz::Tz,
) -> String {
    let part = file.part().title().to_lowercase();
    let added = file.added_at.day(zone);
    let registered = document.registered_on.unwrap_or_else(|| document.created_at.day(zone));
    let is_first = !files.iter().any(|one| one.slot == file.slot && one.version < file.version);
    let about = match (is_first, added <= registered) {
        (true, true) => "он не\u{a0}менялся после регистрации.".to_owned(),
        (true, false) => format!("он добавлен {} после регистрации.", russian::date(added)),
        (false, _) => format!("это действующая версия, заменена {}.", russian::date(added)),
    };
    format!("Это тот самый файл: {part}, {about}")
}

/// What is wrong with the sum, or what the file of this sum is.
fn compared(
    cx: &mut Cx<Read>,
    typed: &str,
    document: &Document,
    files: &[DocumentFile],
) -> Result<(&'static str, (String, &'static str))> {
    const WRONG: &str = "Контрольная сумма SHA-256 – это 64 знака: цифры и латинские буквы от a до f.";
    if typed.is_empty() {
        return Ok(("", (String::new(), "")));
    }
    if typed.len() != 64 || !typed.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok((WRONG, (String::new(), "")));
    }
    let zone = cx.zone_at(&document.unit_path)?;
    let same: Vec<&DocumentFile> = files.iter().filter(|file| file.sha256 == typed).collect();
    let answer = match (same.iter().find(|file| file.is_current()), same.first()) {
        (Some(file), _) => {
            (same_file(document, file, files, zone), "ok")
        }
        (None, Some(old)) => {
            let until = old.ended_at.map(|at| russian::date(at.day(zone))).unwrap_or_default();
            (format!("Это прежняя версия файла: её заменили {until}. Возьмите действующую у\u{a0}того, чей это документ."), "warn")
        }
        (None, None) => (
            "Это другой файл: такого в\u{a0}записи о\u{a0}документе нет. Бумага могла быть изменена или отсканирована заново."
                .to_owned(),
            "bad",
        ),
    };
    Ok(("", answer))
}

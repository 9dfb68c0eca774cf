//! Files of a document: what is there, what was there before, a new one, one that takes another's place.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use chrono_tz::Tz;
use files::VaultError;
use web::{Body, Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Route, Write, get, post, russian};

use super::replacement;
use crate::model::{DocumentFile, DocumentFileId, Part};
use crate::rules::files as rules;
use crate::{Document, KeepDocuments, NewFile, SeeDocuments, actions, people, store};

/// The routes of files.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/documents/{document}/files", page),
        post("/documents/{document}/files", add).uploads(),
        get("/documents/{document}/files/{file}", open),
        get("/documents/{document}/files/{file}/replacement", replacement::ask),
        post("/documents/{document}/files/{file}/replacement", replacement::replace).uploads(),
        post("/documents/{document}/files/{file}/removal", remove),
    ]
}

/// A file as a page says it.
pub(super) struct Said {
    pub part: &'static str,
    /// What an annex is called; may be empty.
    pub title: String,
    pub name: String,
    /// «PDF, 1,2 МБ»
    pub about: String,
    pub hash: String,
    /// «версия 2, Орлова Н. П., 12.06.2026 10:15»
    pub came: String,
    pub reason: String,
    pub url: String,
    pub is_erased: bool,
    pub earlier: Vec<Said>,
}

/// The current files in the order of the card, each with those before it; then those taken off.
pub(super) fn said<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<(Vec<Said>, Vec<Said>)> {
    let all = store::files::of(cx.conn(), document.id)?;
    let names = people::names_of(cx.conn(), all.iter().filter_map(|file| file.added_by))?;
    let zone = cx.zone_at(&document.unit_path)?;
    let said_of = |file: &DocumentFile| told(file, zone, &names);
    let mut current: Vec<&DocumentFile> = all.iter().filter(|file| file.is_current()).collect();
    current.sort_by_key(|file| (Part::ALL.iter().position(|part| *part == file.part()), file.slot.0));
    let line = |file: &&DocumentFile| {
        let before = all.iter().rev().filter(|old| old.slot == file.slot && !old.is_current());
        Said { earlier: before.map(said_of).collect(), ..said_of(file) }
    };
    let is_off = |old: &&DocumentFile| !current.iter().any(|file| file.slot == old.slot);
    Ok((current.iter().map(line).collect(), all.iter().filter(is_off).map(said_of).collect()))
}

/// One file alone, as it is said of.
pub(super) fn said_alone<M: Mode>(cx: &mut Cx<M>, document: &Document, file: &DocumentFile) -> Result<Said> {
    let names = people::names_of(cx.conn(), file.added_by)?;
    Ok(told(file, cx.zone_at(&document.unit_path)?, &names))
}

fn told(file: &DocumentFile, zone: Tz, names: &BTreeMap<i64, String>) -> Said {
    let who = people::named(names, file.added_by);
    let version = if file.version > 1 { format!("версия {}, ", file.version) } else { String::new() };
    Said {
        part: file.part().title(),
        title: file.title.clone(),
        name: file.name.clone(),
        about: format!("{}, {}", files::label_of(&file.media_type), size(file.size)),
        hash: file.sha256.clone(),
        came: format!("{version}{who}, {}", russian::moment(file.added_at, zone)),
        reason: file.reason.clone(),
        url: file.url(),
        is_erased: file.file_id.is_none(),
        earlier: Vec::new(),
    }
}

/// «512 байт», «340 КБ», «1,2 МБ».
fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => russian::counted(bytes, "байт", "байта", "байт"),
        1_000..1_000_000 => format!("{}\u{a0}КБ", bytes / 1_000),
        _ => format!("{},{}\u{a0}МБ", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[derive(Template)]
#[template(path = "files.html")]
struct FilesPage {
    line: String,
    token: String,
    card_url: String,
    current: Vec<Said>,
    off: Vec<Said>,
    may_change: bool,
    may_take_off: bool,
    why_not: String,
    parts: Vec<(&'static str, &'static str)>,
    chosen: String,
    called: String,
    faults: Vec<(String, String)>,
    megabytes: u64,
    accepted: &'static str,
}

impl FilesPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /documents/{document}/files`
fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, is_above) = super::read(cx, &may)?;
    if is_above {
        return Err(Error::NotFound);
    }
    shown(cx, &document, "", "", &[])
}

fn shown<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    chosen: &str,
    called: &str,
    faults: &[FieldFault],
) -> Result<Reply> {
    let (current, off) = said(cx, document)?;
    let keeps = super::keeps(cx, &document.unit_path);
    let now = rules::change_now(document);
    let has_text = current.iter().any(|one| one.part == Part::Text.title());
    let parts = Part::ALL.iter().filter(|part| !has_text || **part != Part::Text);
    let page = FilesPage {
        line: document.title_line(),
        token: cx.csrf().to_owned(),
        card_url: document.url(),
        may_change: keeps && now.is_ok(),
        may_take_off: keeps && rules::may_take_off(document).is_ok(),
        why_not: now.err().filter(|_| keeps).map(|no| no.to_string()).unwrap_or_default(),
        parts: parts.map(|part| (part.code(), part.title())).collect(),
        chosen: chosen.to_owned(),
        called: called.to_owned(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: files::ACCEPT,
        current,
        off,
    };
    let status = if faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Файлы документа")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(status))
}

/// `POST /documents/{document}/files`: adds a file.
fn add(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let (code, title) = (request.form.text("part"), request.form.text("title"));
    let outcome = read_part(cx).and_then(|(part, new)| actions::files::add(cx, &document, part, title, &new));
    match outcome {
        Ok(()) => Ok(done(cx, &document, "Файл приложен.")),
        Err(Error::Invalid(faults)) => shown(cx, &document, code, title, &faults),
        Err(other) => Err(other),
    }
}

fn read_part(cx: &Cx<Write>) -> Result<(Part, NewFile)> {
    let form = &cx.request().form;
    let mut check = form.check();
    let part = Part::read(form.text("part"));
    if part.is_none() {
        check.fault("part", "Выберите, что это за файл.");
    }
    check.optional("title", 200);
    let new = match uploaded(cx) {
        Ok(new) => Some(new),
        Err(text) => {
            check.fault("file", text);
            None
        }
    };
    check.done()?;
    part.zip(new).ok_or(Error::NotFound)
}

/// The file of the form, or the sentence why there is none.
pub(super) fn uploaded(cx: &Cx<Write>) -> std::result::Result<NewFile, String> {
    let missing = || "Выберите файл.".to_owned();
    NewFile::of(cx.request().form.uploads("file").next().ok_or_else(missing)?)
}

pub(super) fn done(cx: &mut Cx<Write>, document: &Document, notice: &str) -> Reply {
    cx.notice(notice);
    Reply::to(format!("{}/files", document.url()))
}

pub(super) fn named<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<DocumentFile> {
    let id: DocumentFileId = cx.request().arg("file")?;
    store::files::find(cx.conn(), document.id, id)?.ok_or(Error::NotFound)
}

/// `GET /documents/{document}/files/{file}`: its bytes, under the name the person gave it.
fn open(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (document, is_above) = super::read(cx, &may)?;
    let file = named(cx, &document)?;
    // Those below are governed by what stands, not by what it was before.
    if is_above && !file.is_current() {
        return Err(Error::NotFound);
    }
    sent(cx, &document, &file)
}

/// The bytes, or what became of them.
pub(super) fn sent(cx: &Cx<Read>, document: &Document, file: &DocumentFile) -> Result<Reply> {
    if file.file_id.is_none() {
        return missing(
            document,
            file,
            "Файл уничтожен по акту: срок его хранения вышел. Карточка документа осталась.",
        );
    }
    let bytes = match cx.house().vault.get(&file.sha256) {
        Err(VaultError::Missing(_)) => {
            // The row is there and its object is not: a fault of the file store that somebody must look at.
            tracing::error!(
                document = document.id.0,
                sha256 = file.sha256,
                "the object of a file is not in the vault"
            );
            return missing(document, file, LOST);
        }
        read => read?,
    };
    Ok(Reply::of(Body::File { bytes, media_type: file.media_type.clone(), name: file.name.clone() }))
}

const LOST: &str = "Карточка документа цела, а сам файл хранилище не отдаёт. Сообщите об этом администратору: он \
                    восстановит файл из резервной копии. Если файл есть у вас, его можно приложить снова на карточке.";

#[derive(Template)]
#[template(path = "missing.html")]
struct MissingPage<'a> {
    file_name: &'a str,
    card_url: String,
    about: &'static str,
}

fn missing(document: &Document, file: &DocumentFile, about: &'static str) -> Result<Reply> {
    let page = MissingPage { file_name: &file.name, card_url: document.url(), about };
    Ok(Page::titled("Файла нет в хранилище")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(404))
}

/// `POST /documents/{document}/files/{file}/removal`
fn remove(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let file = named(cx, &document)?;
    actions::files::remove(cx, &document, file.id)?;
    Ok(done(cx, &document, "Файл убран."))
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

//! Staff lists from files: chosen, looked at row by row, accepted, taken back.

mod shown;

use access::{Granted, Level};
use askama::Template;
use files::{FileId, NotAccepted, Spooled};
use sheets::{Book, Caps};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Prepared, Read, Reply, Result, Upload, Write, russian};

use crate::actions::importing;
use crate::import::{Choice, Field, Judged, Layout, layout};
use crate::model::Import;
use crate::store::imports;
use crate::{ImportId, KeepPeople};

const ACCEPT: &str = ".xlsx,.ods,.csv";

#[derive(Template)]
#[template(path = "imports.html")]
struct ImportsPage {
    csrf: String,
    limit: u64,
    accept: &'static str,
    places: Vec<(String, String)>,
    errors: Vec<(String, String)>,
    rows: Vec<(String, String, String, &'static str, &'static str)>,
}

impl ImportsPage {
    fn error(&self) -> &str {
        self.errors.first().map_or("", |(_, text)| text.as_str())
    }
}

/// The file as read before the transaction, or the sentence why it was not.
struct Parsed(std::result::Result<Book, String>);

/// `GET /people/imports`: the form and the latest lists.
pub(super) fn index(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    show_form(cx, &may, None)
}

fn show_form<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>, refused: Option<String>) -> Result<Reply> {
    let is_refused = refused.is_some();
    let found = imports::latest(cx.conn(), may.ranges(), 20)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let zone = cx.zone_at(&one.unit_path)?;
        let (state, tone) = state(&one);
        rows.push((one.url(), one.file_name.clone(), russian::moment(one.created_at, zone), state, tone));
    }
    let page = ImportsPage {
        csrf: cx.csrf().to_owned(),
        limit: cx.house().settings.upload_limit.min(10_000_000) / 1_000_000,
        accept: ACCEPT,
        places: places(cx, may)?.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect(),
        errors: refused.map(|text| ("file".to_owned(), text)).into_iter().collect(),
        rows,
    };
    let reply = Page::titled("Загрузить список педагогов").under("/people").show(&page)?;
    Ok(if is_refused { reply.status(422) } else { reply })
}

/// The word of its state, with a tone.
fn state(one: &Import) -> (&'static str, &'static str) {
    match one.state.as_str() {
        "applied" => ("принят", "good"),
        "undone" => ("отменён", "muted"),
        _ => ("ждёт решения", "warn"),
    }
}

/// Organisations whose whole list a file may be: those under the person's own places; one alone is given.
fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<Vec<Unit>> {
    let mut found = Vec::new();
    for scope in may.scopes().iter().filter(|scope| scope.level != Level::Organisation) {
        found.extend(units::store::under(cx.conn(), &scope.path, Level::Organisation)?);
    }
    Ok(found)
}

/// Reads the uploaded file before the transaction begins, and keeps its bytes.
pub(super) fn parse(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<KeepPeople>(cx.person())?;
    let request = cx.request_handle();
    let read = match request.form.uploads("file").next() {
        Some(upload) => parsed(upload),
        None => Err("Выберите файл со\u{a0}списком и\u{a0}нажмите «Показать, что изменится».".to_owned()),
    };
    if let (Ok(_), Some(upload)) = (&read, request.form.uploads("file").next()) {
        cx.house().vault.keep(&upload.spooled)?;
    }
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

/// `POST /people/imports`: keeps the file and shows what it would change.
pub(super) fn begin(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let book = match cx.prepared::<Parsed>().map(|parsed| parsed.0) {
        Some(Ok(book)) => book,
        Some(Err(refused)) => return show_form(cx, &may, Some(refused)),
        None => return Err(Error::Malformed),
    };
    let request = cx.request_handle();
    let Some((unit, is_whole)) = place(cx, &may, request.form.text("unit"))? else {
        return Err(Error::NotFound);
    };
    let file: &Spooled =
        request.form.uploads("file").next().map(|upload| &upload.spooled).ok_or(Error::Malformed)?;
    match importing::begin(cx, &unit, is_whole, file, &book) {
        Ok(import) => Ok(Reply::to(import.url())),
        Err(Error::Invalid(faults)) => {
            let sentence = faults.into_iter().map(|fault| fault.text).next();
            show_form(cx, &may, sentence)
        }
        Err(other) => Err(other),
    }
}

/// The organisation chosen; without a choice the person's own place, whose rows name their organisations unless it is one.
fn place(cx: &mut Cx<Write>, may: &Granted<KeepPeople>, chosen: &str) -> Result<Option<(Unit, bool)>> {
    if !chosen.is_empty() {
        let id: UnitId = chosen.parse().map_err(|_| Error::NotFound)?;
        let unit = units::store::find(cx.conn(), may.ranges(), id)?;
        return Ok(unit.map(|unit| (unit, true)));
    }
    let Some(scope) = may.scopes().first() else { return Ok(None) };
    let (own, is_whole) = (scope.unit, scope.level == Level::Organisation);
    Ok(units::store::all_of(cx.conn(), &[own])?.pop().map(|unit| (unit, is_whole)))
}

/// The import of the address; outside the scope it does not exist.
fn asked<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<Import> {
    let id: ImportId = cx.request().arg("import")?;
    imports::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

/// The kept file, read again.
fn book<M: Mode>(cx: &mut Cx<M>, import: &Import) -> Result<Book> {
    let gone = "Файла больше нет: загрузите список снова.";
    let row =
        files::store::find(cx.conn(), FileId(import.file_id))?.ok_or_else(|| Error::field("file", gone))?;
    let bytes = cx.house().vault.get(&row.sha256)?;
    sheets::read(&row.name, &bytes, &Caps::default())
        .map_err(|refused| Error::field("file", refused.to_string()))
}

/// `GET /people/imports/{import}`: what the list would change, or what it did.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let import = asked(cx, &may)?;
    if !import.is_open() {
        return shown::past(cx, &import);
    }
    let book = book(cx, &import)?;
    let plan = importing::plan(cx, may.ranges(), import, &book)?;
    shown::open(cx, &plan, &book, "")
}

/// `POST /people/imports/{import}/layout`: reads the list otherwise.
pub(super) fn read_as(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let mut import = asked(cx, &may)?;
    if !import.is_open() {
        return Ok(Reply::to(import.url()));
    }
    let book = book(cx, &import)?;
    let request = cx.request_handle();
    let sheet = request.form.text("sheet");
    let mut layout = import.layout();
    let house = cx.house_handle();
    let today = cx.today_at(&import.unit_path)?;
    if let Some(grid) = book.grid(sheet).filter(|grid| grid.name != layout.sheet) {
        let rules = units::effective(cx.conn(), &house.packs, &import.unit_path, today)?;
        layout = layout::of_grid(grid, &rules);
    } else {
        layout.columns = columns(&layout, &request.form);
    }
    if let Some(day) = request.form.check().date("started_on") {
        import.started_on = day;
    }
    importing::read_as(cx, &mut import, &layout)?;
    Ok(Reply::to(import.url()))
}

/// The fields chosen for the columns; each field once.
fn columns(layout: &Layout, form: &web::Form) -> std::collections::BTreeMap<u16, String> {
    let mut seen = std::collections::BTreeSet::new();
    let all: std::collections::BTreeSet<u16> =
        layout.titles.keys().chain(layout.columns.keys()).copied().collect();
    let chosen = all.into_iter().filter_map(|column| {
        let code = form.text(&format!("column-{column}"));
        let field = Field::of_code(code).filter(|field| seen.insert(*field))?;
        Some((column, field.code().to_owned()))
    });
    chosen.collect()
}

/// Reads the kept file before the transaction begins.
pub(super) fn reopen(cx: &mut Cx<Read>) -> Result<Prepared> {
    let may = cx.house().policy.check::<KeepPeople>(cx.person())?;
    let import = asked(cx, &may)?;
    Ok(Box::new(book(cx, &import)?))
}

/// `POST /people/imports/{import}/acceptance`: decisions about doubtful rows, then what was asked for.
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let book = cx.prepared::<Book>().ok_or(Error::Malformed)?;
    let id: ImportId = cx.request().arg("import")?;
    let mut import = importing::locked(cx, may.ranges(), id)?;
    if !import.is_open() {
        return Ok(Reply::to(import.url()));
    }
    let request = cx.request_handle();
    import.choices = decided(&import, &request.form)?;
    let now = cx.now();
    imports::change(cx.tx(), &import, now)?;
    let url = import.url();
    let asked = request.form.text("choice");
    if asked == "decide" {
        return Ok(Reply::to(url));
    }
    let plan = importing::plan(cx, may.ranges(), import, &book)?;
    if plan.seen() != request.form.text("seen") {
        let stale =
            "Пока вы смотрели список, карточки изменили. Проверьте строки ещё раз: ничего не\u{a0}принято.";
        return Ok(shown::open(cx, &plan, &book, stale)?.status(409));
    }
    if asked == "whole" && !plan.is_good() {
        let text = "Есть ошибки или сомнительные строки, поэтому ничего не\u{a0}принято. Исправьте их в\u{a0}файле или примите только хорошие строки.";
        return Ok(shown::open(cx, &plan, &book, text)?.status(422));
    }
    let marked: std::collections::BTreeSet<&str> = request.form.all("take").into_iter().collect();
    let is_chosen = |one: &Judged| asked != "marked" || marked.contains(one.line.number.to_string().as_str());
    let done = importing::apply(cx, &plan, is_chosen)?;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    cx.notice(&format!(
        "Список принят. Новых строк: {}, изменённых: {}.",
        count(done.new),
        count(done.changed)
    ));
    Ok(Reply::to(url))
}

/// The choices kept, with those of this form.
fn decided(import: &Import, form: &web::Form) -> Result<String> {
    let mut choices = import.choices();
    for (name, value) in form.fields() {
        let Some(row) = name.strip_prefix("row-").and_then(|row| row.parse().ok()) else { continue };
        let choice = match value.as_str() {
            "other" => Some(Choice::Other),
            "skip" => Some(Choice::Skip),
            id => id.parse().ok().map(Choice::Is),
        };
        match choice {
            Some(choice) => choices.insert(row, choice),
            None => choices.remove(&row),
        };
    }
    serde_json::to_string(&choices).map_err(|e| Error::Broken(e.to_string()))
}

/// `POST /people/imports/{import}/reversal`: takes the whole import back.
pub(super) fn reverse(cx: &mut Cx<Write>, may: Granted<KeepPeople>) -> Result<Reply> {
    let id: ImportId = cx.request().arg("import")?;
    let import = importing::locked(cx, may.ranges(), id)?;
    let url = import.url();
    if !import.is_applied() {
        return Ok(Reply::to(url));
    }
    let (undone, kept) = importing::undo(cx, import)?;
    let mut text = format!("Загрузка отменена, карточек возвращено: {undone}.");
    if !kept.is_empty() {
        let few: Vec<String> = kept.iter().take(10).cloned().collect();
        text = format!("{text} Оставлены, потому что их потом изменили: {}.", few.join(", "));
    }
    cx.notice(&text);
    Ok(Reply::to(url))
}

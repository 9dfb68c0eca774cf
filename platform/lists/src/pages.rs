//! The pages of every kind of lists: a file chosen, looked at row by row, accepted, taken back.

mod retyped;
mod shown;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use access::Granted;
use askama::Template;
use files::{FileId, NotAccepted, Spooled};
use sheets::{Address, Book, Caps};
use web::{Cx, Error, Mode, Page, Prepared, Read, Reply, Result, Route, Upload, Write, get, post, russian};

use crate::{Decided, Fault, Import, ImportId, Kind, Layout, Plan, Reading, Verdict, keeping, store};

/// So many of the faults of an accepted list are kept.
const LEFT: usize = 200;
const ACCEPT: &str = ".xlsx,.ods,.csv";

/// The addresses of a kind: `/people/imports` and what is under it.
#[derive(Debug, Clone, Copy)]
pub struct Addresses {
    /// The form and the latest lists.
    pub all: &'static str,
    /// A list.
    pub one: &'static str,
    /// How it is read.
    pub layout: &'static str,
    /// Accepting it.
    pub acceptance: &'static str,
    /// Taking it back.
    pub reversal: &'static str,
    /// How far its acceptance has come.
    pub progress: &'static str,
}

/// The routes of a kind.
pub fn routes<K: Kind>(at: Addresses) -> Vec<Route> {
    vec![
        get(at.all, index::<K>),
        post(at.all, begin::<K>).uploads().prepare(parse::<K>),
        get(at.one, page::<K>),
        post(at.layout, read_as::<K>),
        post(at.acceptance, accept::<K>).prepare(reopen::<K>),
        post(at.reversal, reverse::<K>),
        get(at.progress, progress::<K>),
    ]
}

#[derive(Template)]
#[template(path = "list_upload.html")]
struct UploadPage {
    csrf: String,
    upload: &'static str,
    back: (&'static str, &'static str),
    url: String,
    limit: u64,
    accept: &'static str,
    hint: &'static str,
    places: Vec<(String, String)>,
    place: (&'static str, &'static str, &'static str),
    help: &'static [&'static str],
    errors: Vec<(String, String)>,
    rows: Vec<(String, String, String, &'static str, &'static str)>,
}

impl UploadPage {
    fn error(&self) -> &str {
        self.errors.first().map_or("", |(_, text)| text.as_str())
    }
}

/// The file as read before the transaction, or the sentence why it was not.
struct Parsed(std::result::Result<Book, String>);

fn url<K: Kind>() -> String {
    format!("/{}/imports", K::CODE)
}

/// `GET /<kind>/imports`: the form and the latest lists.
fn index<K: Kind>(cx: &mut Cx<Read>, may: Granted<K::May>) -> Result<Reply> {
    show_form::<K, Read>(cx, &may, None)
}

fn show_form<K: Kind, M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<K::May>,
    refused: Option<String>,
) -> Result<Reply> {
    let is_refused = refused.is_some();
    let found = store::latest(cx.conn(), K::CODE, may.ranges(), 20)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        let zone = cx.zone_at(&one.unit_path)?;
        let (state, tone) = state(&one);
        rows.push((one.url(), one.file_name.clone(), russian::moment(one.created_at, zone), state, tone));
    }
    let words = K::WORDS;
    let page = UploadPage {
        csrf: cx.csrf().to_owned(),
        upload: words.upload,
        back: words.back,
        url: url::<K>(),
        limit: cx.house().settings.upload_limit.min(10_000_000) / 1_000_000,
        accept: ACCEPT,
        hint: words.hint,
        places: K::places(cx, may)?,
        place: words.place,
        help: words.help,
        errors: refused.map(|text| ("file".to_owned(), text)).into_iter().collect(),
        rows,
    };
    let reply = Page::titled(words.upload).under(words.back.1).show(&page)?;
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

/// Reads the uploaded file before the transaction begins, and keeps its bytes.
fn parse<K: Kind>(cx: &mut Cx<Read>) -> Result<Prepared> {
    cx.house().policy.check::<K::May>(cx.person())?;
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
    sheets::read_marked(&upload.spooled.name, &bytes, &Caps::default()).map_err(|refusal| refusal.to_string())
}

/// `POST /<kind>/imports`: keeps the file and shows what it would change.
fn begin<K: Kind>(cx: &mut Cx<Write>, may: Granted<K::May>) -> Result<Reply> {
    let book = match cx.prepared::<Parsed>().map(|parsed| parsed.0) {
        Some(Ok(book)) => book,
        Some(Err(refused)) => return show_form::<K, Write>(cx, &may, Some(refused)),
        None => return Err(Error::Malformed),
    };
    let request = cx.request_handle();
    let Some((unit, path, is_whole)) = K::place(cx, &may, request.form.text("unit"))? else {
        return Err(Error::NotFound);
    };
    let file: &Spooled =
        request.form.uploads("file").next().map(|upload| &upload.spooled).ok_or(Error::Malformed)?;
    match keeping::begin::<K>(cx, (unit, &path, is_whole), file, &book) {
        Ok(mut import) => {
            keeping::recall::<K>(cx, may.ranges(), &book, &mut import)?;
            Ok(Reply::to(import.url()))
        }
        Err(Error::Invalid(faults)) => {
            let sentence = faults.into_iter().map(|fault| fault.text).next();
            show_form::<K, Write>(cx, &may, sentence)
        }
        Err(other) => Err(other),
    }
}

/// The import of the address; outside the scope it does not exist.
fn asked<K: Kind, M: Mode>(cx: &mut Cx<M>, may: &Granted<K::May>) -> Result<Import> {
    let id: ImportId = cx.request().arg("import")?;
    store::find(cx.conn(), K::CODE, may.ranges(), id)?.ok_or(Error::NotFound)
}

/// The kept file, read again, with what was typed over its cells.
struct Opened {
    book: Book,
    /// Cells read as every other with their text.
    read: BTreeMap<Address, Reading>,
}

fn book<M: Mode>(cx: &mut Cx<M>, import: &Import) -> Result<Opened> {
    let gone = "Файла больше нет: загрузите список снова.";
    let row =
        files::store::find(cx.conn(), FileId(import.file_id))?.ok_or_else(|| Error::field("file", gone))?;
    let bytes = cx.house().vault.get(&row.sha256)?;
    let mut book = sheets::read_marked(&row.name, &bytes, &Caps::default())
        .map_err(|refused| Error::field("file", refused.to_string()))?;
    let read = import.decided().put(&mut book, &import.layout());
    Ok(Opened { book, read })
}

/// `GET /<kind>/imports/{import}`: what the list would change, or what it did.
fn page<K: Kind>(cx: &mut Cx<Read>, may: Granted<K::May>) -> Result<Reply> {
    let import = asked::<K, Read>(cx, &may)?;
    if !import.is_open() {
        return shown::past::<K>(cx, &import);
    }
    let opened = book(cx, &import)?;
    let plan = K::plan(cx, may.ranges(), import, &opened.book)?;
    shown::open::<K, Read>(cx, &plan, &opened, "")
}

/// `POST /<kind>/imports/{import}/layout`: reads the list otherwise.
fn read_as<K: Kind>(cx: &mut Cx<Write>, may: Granted<K::May>) -> Result<Reply> {
    let mut import = asked::<K, Write>(cx, &may)?;
    if !import.is_open() {
        return Ok(Reply::to(import.url()));
    }
    let Opened { book, .. } = book(cx, &import)?;
    let request = cx.request_handle();
    let mut layout = import.layout();
    let before = import.decided();
    let mut decided = retyped::without(&before, &request.form);
    keeping::remember::<K>(cx, &import, &before, &decided)?;
    let other = book.grid(request.form.text("sheet")).filter(|grid| grid.name != layout.sheet);
    if let Some(grid) = other {
        layout = K::of_grid(cx, &import.unit_path, grid)?;
        // What was decided is about the rows of the other worksheet.
        decided = Decided::default();
    } else {
        layout.columns = columns::<K>(&layout, &request.form);
        // Whoever told of other columns alone is asked still.
        if request.form.text("unsure").is_empty() {
            layout.unsure.clear();
        }
    }
    import.choices = decided.written();
    if let Some(day) = request.form.check().date("started_on") {
        import.started_on = day;
    }
    keeping::read_as(cx, &mut import, &layout)?;
    keeping::recall::<K>(cx, may.ranges(), &book, &mut import)?;
    Ok(Reply::to(import.url()))
}

/// The fields chosen for the columns; each field once.
fn columns<K: Kind>(layout: &Layout, form: &web::Form) -> BTreeMap<u16, String> {
    let fields = K::fields();
    let mut seen = BTreeSet::new();
    // A column without a title stands in the form as well, where something is in it.
    let named = form.fields().iter().filter_map(|(name, _)| name.strip_prefix("column-")?.parse().ok());
    let all: BTreeSet<u16> =
        layout.titles.keys().chain(layout.columns.keys()).copied().chain(named).collect();
    let chosen = all.into_iter().filter_map(|column| {
        let code = form.text(&format!("column-{column}"));
        let known = fields.iter().any(|(known, _)| *known == code);
        (known && seen.insert(code.to_owned())).then(|| (column, code.to_owned()))
    });
    chosen.collect()
}

/// Reads the kept file before the transaction begins.
fn reopen<K: Kind>(cx: &mut Cx<Read>) -> Result<Prepared> {
    let may = cx.house().policy.check::<K::May>(cx.person())?;
    let import = asked::<K, Read>(cx, &may)?;
    Ok(Box::new(book(cx, &import)?))
}

/// `POST /<kind>/imports/{import}/acceptance`: decisions about doubtful rows, then what was asked for.
fn accept<K: Kind>(cx: &mut Cx<Write>, may: Granted<K::May>) -> Result<Reply> {
    let mut opened = cx.prepared::<Opened>().ok_or(Error::Malformed)?;
    let id: ImportId = cx.request().arg("import")?;
    let mut import = keeping::locked::<K>(cx, may.ranges(), id)?;
    if !import.is_open() {
        return Ok(Reply::to(import.url()));
    }
    let request = cx.request_handle();
    let (before, layout) = (import.decided(), import.layout());
    let mut decided = before.clone();
    decided.take(request.form.fields(), &opened.book, &layout);
    decided.put(&mut opened.book, &layout);
    import.choices = decided.written();
    keeping::remember::<K>(cx, &import, &before, &decided)?;
    let now = cx.now();
    store::change(cx.tx(), &import, now)?;
    let url = import.url();
    let asked = request.form.text("choice");
    if asked == "decide" {
        return Ok(Reply::to(url));
    }
    if decided.cells != before.cells || decided.readings != before.readings {
        // Nobody has seen yet what these rows would do.
        cx.notice("Исправленное прочитано, но\u{a0}ещё не\u{a0}принято. Проверьте строки и\u{a0}примите их ещё раз.");
        return Ok(Reply::to(url));
    }
    let plan = K::plan(cx, may.ranges(), import, &opened.book)?;
    if seen(&plan) != request.form.text("seen") {
        let stale = format!(
            "Пока вы смотрели список, {} изменили. Проверьте строки ещё раз: ничего не\u{a0}принято.",
            K::WORDS.kept
        );
        return Ok(shown::open::<K, Write>(cx, &plan, &opened, &stale)?.status(409));
    }
    if asked == "whole" && !plan.is_whole() {
        let text = "Есть ошибки или сомнительные строки, поэтому ничего не\u{a0}принято. Исправьте их в\u{a0}файле или примите только хорошие строки.";
        return Ok(shown::open::<K, Write>(cx, &plan, &opened, text)?.status(422));
    }
    let marked: BTreeSet<&str> = request.form.all("take").into_iter().collect();
    // Each good row is asked about once, right before it is done: that is what the waiting page is told.
    let (house, good) = (cx.house_handle(), plan.count(Verdict::New) + plan.count(Verdict::Changed));
    let under_way = house.progress.begin(id.0, good);
    let is_chosen = |row: u32| {
        under_way.step();
        asked != "marked" || marked.contains(row.to_string().as_str())
    };
    let done = K::apply(cx, &may, &plan, &is_chosen)?;
    keeping::keep_left::<K>(cx, may.ranges(), id, &left::<K>(&plan))?;
    cx.notice(&format!("Список принят. Новых строк: {}, изменённых: {}.", done.new, done.changed));
    Ok(Reply::to(url))
}

/// Rows that are not taken with their cells and reasons: they stand on the page of the accepted list.
fn left<K: Kind>(plan: &K::Plan) -> Vec<Fault> {
    let mut left = Vec::new();
    for (at, (number, verdict)) in plan.verdicts().into_iter().enumerate() {
        if left.len() >= LEFT {
            break;
        }
        match verdict {
            Verdict::Wrong => left.extend(plan.row(at).faults),
            Verdict::Doubtful => {
                let row = plan.row(at);
                let said = if row.doubt.is_empty() { K::WORDS.doubtful } else { row.doubt };
                left.push(Fault { row: number, cell: String::new(), message: said.to_owned() });
            }
            _ => {}
        }
    }
    left.truncate(LEFT);
    left
}

/// `GET /<kind>/imports/{import}/progress`: rows done of all that are to be done, while this server works on them.
fn progress<K: Kind>(cx: &mut Cx<Read>, may: Granted<K::May>) -> Result<Reply> {
    let import = asked::<K, Read>(cx, &may)?;
    let told = cx.house().progress.of(import.id.0);
    Reply::json(&told.map(|(done, all)| serde_json::json!({ "done": done, "all": all })))
}

/// What the page was made from: what the plan was, and what was typed over cells.
fn seen(plan: &impl Plan) -> String {
    let mut hash = DefaultHasher::new();
    let decided = plan.import().decided();
    (decided.cells, decided.readings).hash(&mut hash);
    format!("{}-{:x}", plan.seen(), hash.finish())
}

/// `POST /<kind>/imports/{import}/reversal`: takes the whole import back.
fn reverse<K: Kind>(cx: &mut Cx<Write>, may: Granted<K::May>) -> Result<Reply> {
    let id: ImportId = cx.request().arg("import")?;
    let import = keeping::locked::<K>(cx, may.ranges(), id)?;
    let url = import.url();
    if !import.is_applied() {
        return Ok(Reply::to(url));
    }
    let (undone, kept) = K::undo(cx, &may, import)?;
    let mut text = format!("Загрузка отменена. Возвращено, как было: {undone}.");
    if !kept.is_empty() {
        let few: Vec<String> = kept.iter().take(10).cloned().collect();
        text = format!("{text} Оставлены, потому что их потом изменили: {}.", few.join(", "));
    }
    cx.notice(&text);
    Ok(Reply::to(url))
}

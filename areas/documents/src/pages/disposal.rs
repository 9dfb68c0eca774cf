//! An act of disposal: composed of what was ticked, its list and paper, and the erasure it allows.

use access::Granted;
use askama::Template;
use web::{Body, Cx, Error, Mode, Page, PaperForm, Read, Reply, Result, Route, Write, get, post, russian};

use super::retention;
use crate::actions::disposing;
use crate::model::{Disposal, DisposalLine};
use crate::rules::disposal as rules;
use crate::store::disposals;
use crate::{Document, DocumentId, KeepDocuments, SeeDocuments, SignDocuments, papers};

/// The routes of acts of disposal.
pub(super) fn routes() -> Vec<Route> {
    vec![
        post("/documents/disposals", compose),
        get("/documents/{document}/disposal", page),
        get("/documents/{document}/disposal/paper", paper),
        post("/documents/{document}/disposal/exclusion", exclude),
        post("/documents/{document}/disposal/erasure", erase).step_up(),
    ]
}

/// `POST /documents/disposals`: an act over the ticked documents.
fn compose(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let path = may.scopes().first().map(|scope| scope.path.clone()).ok_or(Error::NotFound)?;
    let unit = units::store::way(cx.conn(), &path)?.pop().ok_or(Error::NotFound)?;
    let ids: Option<Vec<DocumentId>> =
        request.form.all("document").iter().map(|id| id.parse().ok()).collect();
    let (ids, protocol) = (ids.ok_or(Error::NotFound)?, request.form.text("protocol"));
    match disposing::compose(cx, &unit, &ids, protocol) {
        Ok(act) => {
            cx.notice("Акт составлен. Проверьте список, распечатайте акт и подпишите его.");
            Ok(Reply::to(format!("{}/disposal", act.url())))
        }
        Err(Error::Invalid(faults)) => retention::shown(cx, &may, &ids, protocol, faults),
        Err(error) => Err(error),
    }
}

#[derive(Template)]
#[template(path = "disposal.html")]
struct DisposalPage {
    token: String,
    url: String,
    line: String,
    mark: (&'static str, &'static str),
    protocol: String,
    rows: Vec<Row>,
    counted: String,
    /// When the files were erased; empty: not yet.
    erased: String,
    may_exclude: bool,
    may_erase: bool,
    why_not: String,
}

struct Row {
    id: String,
    title: String,
    url: String,
    line: String,
    files: i64,
    until: String,
    clause: String,
}

/// `GET /documents/{document}/disposal`
fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let (act, disposal, lines) = asked(cx, &may)?;
    let signs = cx.house().policy.check::<SignDocuments>(cx.person());
    let signs = signs.is_ok_and(|may| may.within(&act.unit_path).is_ok());
    let now = rules::may_erase(&act, &disposal, lines.len());
    let zone = cx.zone_at(&act.unit_path)?;
    let files: i64 = lines.iter().map(|line| line.files).sum();
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let page = DisposalPage {
        token: cx.csrf().to_owned(),
        url: act.url(),
        line: act.title_line(),
        mark: (act.state().title(), act.state().tone()),
        protocol: disposal.protocol.clone(),
        rows: lines.into_iter().map(row).collect(),
        counted: format!(
            "{}, {}",
            russian::counted(count, "документ", "документа", "документов"),
            russian::counted(files, "файл", "файла", "файлов")
        ),
        erased: disposal.erased_at.map(|at| russian::moment(at, zone)).unwrap_or_default(),
        may_exclude: rules::may_exclude(&act).is_ok() && super::keeps(cx, &act.unit_path),
        may_erase: now.is_ok() && signs,
        why_not: now
            .err()
            .filter(|_| disposal.erased_at.is_none())
            .map(|no| no.to_string())
            .unwrap_or_default(),
    };
    Page::titled(page.line.clone()).at(&act.unit_path).under("/documents").show(&page)
}

fn row(line: DisposalLine) -> Row {
    Row {
        id: line.id.to_string(),
        url: format!("/documents/{}", line.document_id),
        title: line.title,
        line: line.line,
        files: line.files,
        until: russian::date(line.kept_until),
        clause: line.clause,
    }
}

/// The act of the address with its list; a document that is none has no such page.
fn asked<M: Mode, P: access::Permission>(
    cx: &mut Cx<M>,
    may: &Granted<P>,
) -> Result<(Document, Disposal, Vec<DisposalLine>)> {
    let act = super::asked(cx, may)?;
    let disposal = disposals::find(cx.conn(), act.id)?.ok_or(Error::NotFound)?;
    let lines = disposals::of(cx.conn(), act.id)?;
    Ok((act, disposal, lines))
}

/// `GET /documents/{document}/disposal/paper?as=pdf`
fn paper(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let (act, disposal, lines) = asked(cx, &may)?;
    let owner = units::store::all_of(cx.conn(), &[act.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let zone = cx.zone_at(&act.unit_path)?;
    let erased = disposal.erased_at.map(|at| at.day(zone));
    let told =
        papers::Told { owner: &owner.name, act: &act, protocol: &disposal.protocol, lines: &lines, erased };
    let mut paper = told.paper();
    if act.state().is_registered() {
        paper = paper.checked_at(cx.whole_address(&crate::check_path(cx.house(), act.id)));
    }
    let bytes = cx.house().paper(&paper, form)?;
    let name = format!("Акт об\u{a0}уничтожении документов.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

/// `POST /documents/{document}/disposal/exclusion`
fn exclude(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let act = super::asked(cx, &may)?;
    let line = cx.request().form.text("line").parse().map_err(|_| Error::NotFound)?;
    disposing::exclude(cx, &act, line)?;
    cx.notice("Документ исключён из акта.");
    Ok(Reply::to(format!("{}/disposal", act.url())))
}

/// `POST /documents/{document}/disposal/erasure`
fn erase(cx: &mut Cx<Write>, may: Granted<SignDocuments>) -> Result<Reply> {
    let act = super::asked(cx, &may)?;
    let gone = disposing::carry_out(cx, &act)?;
    let files = russian::counted(i64::try_from(gone).unwrap_or(i64::MAX), "файл", "файла", "файлов");
    cx.notice(&format!("Уничтожено: {files}. Записи о документах остались в реестре."));
    Ok(Reply::to(format!("{}/disposal", act.url())))
}

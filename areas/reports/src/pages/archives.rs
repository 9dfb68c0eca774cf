//! Archives of all reports of a monitoring: asked for, watched while they are made, taken away under the brake on mass export.

use access::Granted;
use askama::Template;
use files::FileId;
use web::{Body, Cx, Error, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use crate::access::{WriteReports, holds};
use crate::actions::{self, archiving};
use crate::model::{Batch, BatchId};
use crate::rules::Refusal;
use crate::store;

#[derive(Template)]
#[template(path = "archives.html")]
struct ArchivesPage {
    csrf: String,
    url: String,
    up: String,
    about: String,
    forms: Vec<(String, String)>,
    rows: Vec<Row>,
    is_under_way: bool,
}

struct Row {
    when: String,
    form: String,
    who: String,
    done: i64,
    total: i64,
    fault: String,
    state: (&'static str, &'static str),
    url: String,
    until: String,
    is_under_way: bool,
}

/// So many seconds an archive is kept.
const KEPT: i64 = 7 * 24 * 3600;

/// `GET /reports/campaigns/{campaign}/archives`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<WriteReports>) -> Result<Reply> {
    let campaign = actions::campaign(cx, &may, cx.request().arg("campaign")?)?;
    if !holds::<WriteReports, Read>(cx, &campaign.unit_path) {
        return Err(Error::NotFound);
    }
    let all = store::batches::of(cx.conn(), campaign.id, campaign.unit_id.0)?;
    let up = format!("/reports/campaigns/{}", campaign.id);
    let page = ArchivesPage {
        csrf: cx.csrf().to_owned(),
        url: format!("{up}/archives"),
        up,
        about: format!("{} · {}", campaign.title, russian::school_year(&campaign.period)),
        forms: [("pdf", "PDF"), ("docx", "DOCX")]
            .map(|(code, title)| (code.to_owned(), title.to_owned()))
            .to_vec(),
        is_under_way: all.iter().any(Batch::is_under_way),
        rows: rows(cx, &all, &campaign.unit_path)?,
    };
    Page::titled("Архивы отчётов").at(&campaign.unit_path).under("/reports").show(&page)
}

fn rows<M: Mode>(cx: &mut Cx<M>, all: &[Batch], path: &str) -> Result<Vec<Row>> {
    let zone = cx.zone_at(path)?;
    let people: Vec<i64> = all.iter().filter_map(|one| one.created_by).collect();
    let names = access::store::short_names(cx.conn(), &people)?;
    let row = |one: &Batch| Row {
        when: russian::moment(one.created_at, zone),
        form: one.form.to_uppercase(),
        who: one.created_by.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        done: one.done,
        total: one.total,
        fault: one.fault.clone(),
        state: match one.status.as_str() {
            "ready" => ("готов", "ok"),
            "removed" => ("удалён", "muted"),
            _ if !one.fault.is_empty() => ("не получилось", "bad"),
            _ => ("собирается", "info"),
        },
        url: if one.is_ready() { format!("/reports/archives/{}", one.id) } else { String::new() },
        until: match one.finished_at {
            Some(at) if one.is_ready() => russian::moment(at.plus_seconds(KEPT), zone),
            _ => String::new(),
        },
        is_under_way: one.is_under_way(),
    };
    Ok(all.iter().map(row).collect())
}

/// `POST /reports/campaigns/{campaign}/archives`
pub(super) fn ask(cx: &mut Cx<Write>, may: Granted<WriteReports>) -> Result<Reply> {
    let id = cx.request().arg("campaign")?;
    let form = PaperForm::of(cx.request().form.text("form")).unwrap_or(PaperForm::Pdf);
    archiving::ask(cx, &may, id, form)?;
    cx.notice("Архив собирается: это займёт минуту-другую. Страницу можно закрыть, он будет ждать здесь.");
    Ok(Reply::to(format!("/reports/campaigns/{id}/archives")))
}

/// `GET /reports/archives/{archive}`
pub(super) fn download(cx: &mut Cx<Read>, may: Granted<WriteReports>) -> Result<Reply> {
    let id: BatchId = cx.request().arg("archive")?;
    let found = store::batches::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if !may.scopes().iter().any(|scope| scope.path == found.issuer_path) {
        return Err(Error::NotFound);
    }
    let page = format!("/reports/campaigns/{}/archives", found.campaign_id);
    let file = match found.file_id {
        Some(file) if found.is_ready() => file,
        _ if found.is_under_way() => return Err(Refusal::ArchiveUnderWay(page).into()),
        _ => return Err(Refusal::ArchiveGone(page).into()),
    };
    let objects = usize::try_from(found.total).unwrap_or(usize::MAX);
    cx.may_export(objects)?;
    let row = files::store::find(cx.conn(), FileId(file))?.ok_or(Error::NotFound)?;
    let bytes = cx.house().vault.get(&row.sha256)?;
    cx.exported(objects);
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}

/// Whether the person may ask for archives of a monitoring of this owner.
pub(super) fn may_ask<M: Mode>(cx: &Cx<M>, owner_path: &str) -> bool {
    holds::<WriteReports, M>(cx, owner_path)
}

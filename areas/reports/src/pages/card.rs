//! The report: what it says, every figure a link to its source, what can be done with it, its history.

use access::Granted;
use askama::Template;
use web::view::HistoryEntry;
use web::{Body, Cx, Page, PaperForm, Read, Reply, Result, russian};

use super::shown::{self, Shown};
use crate::access::{SeeReports, holds};
use crate::content::{Block, Part};
use crate::{ApproveReports, WriteReports, store};
use decisions::IssueRecommendations;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    url: String,
    heading: String,
    about: String,
    mark: (&'static str, &'static str),
    warning: String,
    parts: Vec<Shape>,
    source: String,
    facts: Vec<(String, String, String)>,
    past: Vec<HistoryEntry>,
    editions: Vec<(String, String)>,
    up: String,
    /// Where a recommendation that rests on it is begun; empty: nobody here recommends, or it is a draft.
    recommend_url: String,
    may_write: bool,
    may_approve: bool,
    may_renew: bool,
    reason: String,
    fault: String,
}

/// A section on the page.
struct Shape {
    part: Part,
    /// «Править», where its words are edited.
    verb: &'static str,
    /// Where; empty: they are not.
    edit: String,
}

/// `GET /reports/{report}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let shown = shown::read(cx, &may)?;
    show(cx, shown, "", "")
}

/// The page with what was wrong in its form.
pub(super) fn show<M: web::Mode>(cx: &mut Cx<M>, shown: Shown, reason: &str, fault: &str) -> Result<Reply> {
    let report = &shown.report;
    let is_own = holds::<WriteReports, M>(cx, &report.issuer_path);
    let may_write = is_own && report.is_draft();
    let approves = holds::<ApproveReports, M>(cx, &report.issuer_path);
    let all = store::reports::editions(
        cx.conn(),
        report.campaign_id,
        report.issuer_id.0,
        (report.unit_id.0, report.is_whole),
    )?;
    let is_last = all.first().is_some_and(|one| one.id == report.id);
    let visible = all.iter().filter(|one| one.id != report.id && (is_own || !one.is_draft()));
    let page = CardPage {
        csrf: cx.csrf().to_owned(),
        url: report.url(),
        heading: heading(&shown),
        about: format!("{} · {}", shown.campaign.title, russian::school_year(&shown.campaign.period)),
        mark: if report.is_draft() { ("черновик", "info") } else { ("утверждён", "ok") },
        warning: shown.warning(),
        parts: shapes(cx, &shown, may_write)?,
        source: shown.content.source.clone(),
        facts: facts(cx, &shown)?,
        past: if is_own { past(cx, &shown)? } else { Vec::new() },
        editions: visible.map(|one| (format!("редакция {}", one.edition), one.url())).collect(),
        up: format!("/reports/campaigns/{}", report.campaign_id),
        recommend_url: match report.document_id {
            Some(id) if holds::<IssueRecommendations, M>(cx, &report.issuer_path) => web::address(
                "/recommendations/new",
                &[("owner", &report.issuer_id.to_string()), ("document", &id.to_string())],
            ),
            _ => String::new(),
        },
        may_write,
        may_approve: approves && report.is_draft(),
        may_renew: approves && !report.is_draft() && is_last,
        reason: reason.to_owned(),
        fault: fault.to_owned(),
    };
    Page::titled(page.heading.clone()).at(&report.unit_path).under("/reports").show(&page)
}

/// «Аналитический отчёт» of the whole, «Аналитическая справка – Белогорск» of one.
pub(super) fn heading(shown: &Shown) -> String {
    if shown.report.is_whole {
        "Аналитический отчёт".to_owned()
    } else {
        format!("Аналитическая справка – {}", shown.report.unit_name)
    }
}

fn shapes<M: web::Mode>(cx: &mut Cx<M>, shown: &Shown, may_write: bool) -> Result<Vec<Shape>> {
    let sections = store::reports::sections_of(cx.conn(), shown.report.id)?;
    let edit = |code: &str| {
        let found = sections.iter().find(|one| may_write && one.code == code);
        found.map(|one| format!("{}/sections/{}", shown.report.url(), one.id)).unwrap_or_default()
    };
    let shape = |part: &Part| {
        let edit = edit(&part.code);
        Shape { verb: if edit.is_empty() { "" } else { "Править" }, edit, part: part.clone() }
    };
    Ok(shown.content.parts.iter().map(shape).collect())
}

fn facts<M: web::Mode>(cx: &mut Cx<M>, shown: &Shown) -> Result<Vec<(String, String, String)>> {
    let report = &shown.report;
    let zone = cx.zone_at(&report.unit_path)?;
    let revision = if report.is_draft() { shown.latest.revision } else { report.revision };
    let results =
        web::address(&format!("{}/results", shown.campaign.url()), &[("revision", &revision.to_string())]);
    let row = |label: &str, value: String, url: String| (label.to_owned(), value, url);
    let approved = report.approved_at.map(|at| russian::moment(at, zone)).unwrap_or_default();
    let edition =
        if report.edition > 1 { format!("{}: {}", report.edition, report.reason) } else { String::new() };
    let document = shown.document.as_ref();
    let all = vec![
        row("О\u{a0}ком", report.unit_name.clone(), String::new()),
        row("Кто готовит", shown.issuer.clone(), String::new()),
        row("Результаты", format!("редакция {revision}"), results),
        row("Редакция отчёта", edition, String::new()),
        row(
            "Документ",
            document.map(documents::Document::title_line).unwrap_or_default(),
            document.map(documents::Document::url).unwrap_or_default(),
        ),
        row("Утверждён", approved, String::new()),
    ];
    Ok(all.into_iter().filter(|(_, value, _)| !value.is_empty()).collect())
}

fn past<M: web::Mode>(cx: &mut Cx<M>, shown: &Shown) -> Result<Vec<HistoryEntry>> {
    let events = store::history::history(cx.conn(), shown.report.id.0)?;
    web::told(cx, events, &shown.report.unit_path)
}

/// `GET /reports/{report}/paper?as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeeReports>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(web::Error::NotFound)?;
    let shown = shown::read(cx, &may)?;
    let day = cx.today_at(&shown.report.issuer_path)?;
    let objects = shown.objects();
    cx.may_export(objects)?;
    let (paper, name) = shown.paper(day, cx);
    let bytes = cx.house().paper(&paper, form)?;
    cx.exported(objects);
    let name = format!("{name}.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

impl Shown {
    /// How many objects it tells of: counted against the day's limit.
    pub fn objects(&self) -> usize {
        if !self.report.is_whole {
            return 1;
        }
        let summary = self.content.parts.iter().find(|part| part.code == "summary");
        let rows = summary.into_iter().flat_map(|part| &part.blocks).map(|block| match block {
            Block::Table(table) => table.rows.len(),
            _ => 0,
        });
        rows.max().unwrap_or(1).max(1)
    }
}

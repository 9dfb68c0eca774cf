//! Approval: the report is frozen with its figures and registered as a document with number and date.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use db::Conn;
use documents::{Bears, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use web::{Cx, Error, Mode, Result, Write};

use super::{note, own};
use crate::content::Content;
use crate::model::{Report, ReportId};
use crate::rules::Refusal;
use crate::source::{Source, Whose};
use crate::store::{self, reports::Approval};
use crate::{ApproveReports, compose};

/// The kind a report is registered as.
pub const KIND: &str = "monitoring_report";

/// What is told when a draft changed under the hands of who approves it.
pub(crate) const CHANGED: &str = "Пока страница была открыта, слова или числа отчёта изменились. Прочитайте отчёт ещё раз и\u{a0}утвердите его.";

/// Number and day of a report to be approved, and the paper made of it.
#[derive(Debug, Clone)]
pub struct Approving {
    /// The id its document will have: the code on the paper names it.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// The day it was signed.
    pub signed_on: NaiveDate,
    /// The paper as a file of the vault.
    pub file: NewFile,
    /// What the paper says, as JSON.
    pub said: String,
    /// The number printed on the paper; another one in the journal means that the paper is printed again.
    pub printed: String,
}

/// What a draft says now, if it may be approved: the monitoring stands and every name in the text has a figure.
pub fn ready<M: Mode>(cx: &mut Cx<M>, report: &Report) -> Result<(Source, Content)> {
    if !report.is_draft() {
        return Err(Refusal::Approved(report.url()).into());
    }
    let campaign =
        monitoring::store::campaigns::find(cx.conn(), report.campaign_id)?.ok_or(Error::NotFound)?;
    if !crate::rules::is_standing(campaign.state()) {
        return Err(Refusal::Reopened(campaign.url()).into());
    }
    let house = cx.house_handle();
    let source = Source::read(cx.conn(), &house, (&campaign, Whose::of(report)), &report.issuer_path)?;
    let content = said(cx.conn(), report, &source)?;
    let unknown: Vec<(String, String)> =
        content.unknown().into_iter().map(|(section, name)| (section.to_owned(), name.to_owned())).collect();
    if !unknown.is_empty() {
        return Err(Refusal::Unknown(unknown, report.url()).into());
    }
    Ok((source, content))
}

/// What a report says: as it was approved, or – a draft – now.
pub(crate) fn said(conn: &mut Conn, report: &Report, source: &Source) -> Result<Content> {
    let view = if report.is_whole {
        source.whole()
    } else {
        source.about(report.unit_id).ok_or_else(|| Refusal::WithoutResult(report.unit_name.clone()))?
    };
    let sections = store::reports::sections_of(conn, report.id)?;
    let words = sections.iter().map(|one| (one.code.as_str(), one.title.as_str(), one.body.as_str()));
    Ok(compose::content(view, words))
}

/// Approves a draft, if it still says what the paper says and bears the number printed on it.
pub fn approve(
    cx: &mut Cx<Write>,
    may: &Granted<ApproveReports>,
    id: ReportId,
    approving: &Approving,
) -> Result<Report> {
    let report = own(cx, may, id)?;
    cx.tx().lock("campaigns", report.campaign_id.0)?;
    let (source, content) = ready(cx, &report)?;
    if content.to_json() != approving.said {
        return Err(Error::field("said", CHANGED));
    }
    let unit = units::store::all_of(cx.conn(), &[report.issuer_id.0])?.pop().ok_or(Error::NotFound)?;
    let bears = Bears {
        document: approving.document,
        numbering: &approving.numbering,
        number: Some(&approving.printed),
    };
    let new = paper(&report, &source, approving);
    let document = register_printed(cx, &unit, bears, new, "нажмите «Утвердить»")?;
    let approval = Approval {
        revision: source.now.publication.revision,
        frozen: &approving.said,
        document: document.id,
        at: cx.now(),
    };
    store::reports::approve(cx.tx(), id, &approval)?;
    note(cx, &report, Action::Moved, &format!("утверждён: {}", document.title_line()))?;
    store::reports::reread(cx.conn(), id)?.ok_or(Error::NotFound)
}

fn paper(report: &Report, source: &Source, approving: &Approving) -> NewDocument {
    let edition =
        if report.edition > 1 { format!(", редакция {}", report.edition) } else { String::new() };
    NewDocument {
        kind: KIND.to_owned(),
        title: format!(
            "{} по\u{a0}итогам мониторинга «{}» за\u{a0}{}: {}{edition}",
            if report.is_whole {
                "Аналитический отчёт"
            } else {
                "Аналитическая справка"
            },
            source.now.campaign.title,
            source.now.title(),
            report.unit_name,
        ),
        number: String::new(),
        signed_on: approving.signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(approving.file.clone()),
        link: None,
    }
}

//! What a report says, read for a page or a paper: as it was approved, or – a draft – with today's figures.

use access::Granted;
use documents::Document;
use monitoring::model::{Campaign, Publication};
use web::{Cx, Error, Mode, Read, Result};

use super::asked;
use crate::access::SeeReports;
use crate::actions::approving;
use crate::content::Content;
use crate::model::Report;
use crate::papers::{self, Bearing};
use crate::rules::is_standing;
use crate::source::{Source, Whose};

/// A report with everything around it.
pub(super) struct Shown {
    pub report: Report,
    pub campaign: Campaign,
    pub content: Content,
    /// The publication in force now.
    pub latest: Publication,
    /// What it was registered as.
    pub document: Option<Document>,
    /// The name of who reports.
    pub issuer: String,
    /// The head of its papers.
    pub head: paper::Letterhead,
}

/// Reads the report of the address.
pub(super) fn read<M: Mode>(cx: &mut Cx<M>, may: &Granted<SeeReports>) -> Result<Shown> {
    let report = asked(cx, may)?;
    of(cx, report)
}

/// The same of a report at hand.
pub(super) fn of<M: Mode>(cx: &mut Cx<M>, report: Report) -> Result<Shown> {
    let campaign =
        monitoring::store::campaigns::find(cx.conn(), report.campaign_id)?.ok_or(Error::NotFound)?;
    let latest = monitoring::store::results::latest(cx.conn(), campaign.id)?.ok_or(Error::NotFound)?;
    let content = if report.is_draft() {
        let house = cx.house_handle();
        let source = Source::read(cx.conn(), &house, (&campaign, Whose::of(&report)), &report.issuer_path)?;
        approving::said(cx.conn(), &report, &source)?
    } else {
        Content::from_json(&report.frozen).ok_or_else(|| Error::Broken("frozen report".to_owned()))?
    };
    let document = match report.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let issuer = units::store::all_of(cx.conn(), &[report.issuer_id.0])?.pop().ok_or(Error::NotFound)?.name;
    let head = units::letterhead(cx.conn(), report.issuer_id)?;
    Ok(Shown { report, campaign, content, latest, document, issuer, head })
}

impl Shown {
    /// What a reader must know of the figures; empty: nothing.
    pub fn warning(&self) -> String {
        let (report, latest) = (&self.report, self.latest.revision);
        if !report.is_draft() && latest != report.revision {
            return format!(
                "Отчёт составлен по\u{a0}редакции {} результатов, сейчас действует редакция {latest}. Числа в\u{a0}нём остались прежними; чтобы обновить их, начните новую редакцию отчёта.",
                report.revision
            );
        }
        if report.is_draft() && !is_standing(self.campaign.state()) {
            return "Мониторинг открыт заново, его результаты исправляют. Черновик можно править; утвердить – когда выйдет новая редакция."
                .to_owned();
        }
        if report.is_draft() && latest != report.begun_on {
            return format!(
                "Черновик начат по\u{a0}редакции {} результатов, сейчас действует редакция {latest}. Числа обновились сами; перечитайте слова и\u{a0}выводы.",
                report.begun_on
            );
        }
        String::new()
    }

    /// The paper, with number and date once it is registered.
    pub fn paper(&self, day: chrono::NaiveDate, cx: &Cx<Read>) -> (paper::Paper, String) {
        let mut bearing = Bearing::of(&self.report, &self.head, &self.campaign, day);
        if let Some(document) = &self.document {
            bearing.registered = Some((document.signed_on, &document.number));
            bearing.day = document.signed_on;
            bearing.check_address = cx.whole_address(&documents::check_path(cx.house(), document.id));
        }
        (papers::paper(&bearing, &self.content), bearing.file_name())
    }
}

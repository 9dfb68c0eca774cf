//! Analytical reports of the demo: the one of the year that is over approved and registered, of the last one a draft, and a
//! draft of a municipality's own.

use access::{Granted, Permission};
use documents::Numbering;
use monitoring::model::{CampaignId, Sheet};
use reports::actions::{approving, writing};
use reports::{ApproveReports, WriteReports};
use units::Unit;
use web::{Cx, Write};

use super::archive::Archive;
use super::{Story, Year};
use crate::Failure;
use crate::demo::sign_ins::TOWN;
use crate::demo::stage::day;

/// Tells the reports on a published year.
pub(super) fn reported(
    story: &Story<'_>,
    id: CampaignId,
    year: Year,
    sheets: &[Sheet],
    archive: &mut Archive,
) -> Result<(), Failure> {
    let (begun, approved) = (day(year.0, 9, 10), day(year.0, 12, 10));
    if !story.stage.has_come(begun) {
        return Ok(());
    }
    let institute = Some(story.cast.institute);
    let report = story.stage.act(begun, institute, |cx| {
        let may = holds::<WriteReports>(cx)?;
        writing::begin(cx, &may, id, None)
    })?;
    // Of the last year there is a draft still, and the town's own beside it.
    if !story.stage.has_come(day(year.0 + 1, 8, 20)) {
        let town =
            story.tree.unit_of(TOWN).and_then(|unit| sheets.iter().find(|sheet| sheet.unit_id == unit.id));
        let Some(sheet) = town else { return Ok(()) };
        let methodist = story.methodist(sheet);
        return story.stage.act(begun, methodist, |cx| {
            let may = holds::<WriteReports>(cx)?;
            writing::begin(cx, &may, id, Some(sheet.unit_id)).map(drop)
        });
    }
    story.stage.act(approved, institute, |cx| approve(cx, &story.tree.region, &report, archive))
}

fn approve(
    cx: &mut Cx<Write>,
    unit: &Unit,
    report: &reports::model::Report,
    archive: &mut Archive,
) -> web::Result<()> {
    let may = holds::<ApproveReports>(cx)?;
    let (_, content) = approving::ready(cx, report)?;
    let signed_on = cx.today_at(&unit.path)?;
    let approving = approving::Approving {
        document: documents::DocumentId(cx.id()),
        numbering: Numbering::Own,
        signed_on,
        file: archive.file(cx, approving::KIND, "Аналитический отчёт", "report")?,
        said: content.to_json(),
        printed: documents::coming_number(cx, unit, approving::KIND, signed_on)?,
    };
    approving::approve(cx, &may, report.id, &approving).map(drop)
}

fn holds<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    Ok(cx.house().policy.check::<P>(cx.person())?)
}

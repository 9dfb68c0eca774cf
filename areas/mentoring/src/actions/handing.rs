//! What follows the hearing: the approved report comes to the deputy who answers for methodical work (п. 8.3). Heard by the deputy
//! it is there at once; heard by the chair or the head it is handed over on a day.

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, Result, Write, russian};

use super::{Side, around, locked, told};
use crate::model::{Handing, Pair, PairId, Report, ReportId};
use crate::rules::Refusal;
use crate::{GuideMentoring, store};

/// Writes the day a report came to the deputy.
pub fn hand(
    cx: &mut Cx<Write>,
    may: &Granted<GuideMentoring>,
    (id, report): (PairId, ReportId),
    day: NaiveDate,
) -> Result<()> {
    let pair = locked(cx, may, id)?;
    let known = store::find_report(cx.conn(), id, report)?.ok_or(Error::NotFound)?;
    if known.state != "approved" {
        return Err(Refusal::Changed(super::seen(cx, &pair)?).into());
    }
    if store::handings::of_pair(cx.conn(), id)?.contains_key(&report.0) {
        return Ok(());
    }
    let (today, heard) = (cx.today_at(&pair.unit_path)?, known.heard_on.unwrap_or(known.submitted_on));
    if day > today || day < heard {
        return Err(Error::field(
            "handed_on",
            format!("День передачи – от\u{a0}заседания ({}) до\u{a0}сегодня.", russian::date(heard)),
        ));
    }
    keep(cx, &pair, &known, day)
}

/// Heard by the deputy – or by a command, which acts for the school –, an approved report is handed over on the day of the hearing.
pub(super) fn at_once(cx: &mut Cx<Write>, pair: &Pair, report: &Report, day: NaiveDate) -> Result<()> {
    if cx.person().is_none() || around::eye(cx, pair)?.is_deputy {
        keep(cx, pair, report, day)?;
    }
    Ok(())
}

fn keep(cx: &mut Cx<Write>, pair: &Pair, report: &Report, day: NaiveDate) -> Result<()> {
    let handing = Handing {
        report_id: report.id,
        mentorship_id: pair.id,
        handed_on: Some(day),
        written_by: cx.person().map(|person| person.account.0),
        written_at: cx.now(),
    };
    store::handings::add(cx.tx(), &handing)?;
    let side = Side::of(&report.side).map_or("", Side::title);
    told(
        cx,
        pair,
        Action::Moved,
        &format!("Отчёт передан заместителю директора {}: {side}", russian::date(day)),
    )
}

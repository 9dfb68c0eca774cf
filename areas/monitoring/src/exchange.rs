//! A sheet as a file: out to XLSX with drop-downs and locked figures, back cell by cell, nothing stored before it is
//! accepted (decision 11); and the table of a whole campaign. For municipalities with a bad line (annex 6, section 8).

pub(crate) mod compare;
pub(crate) mod consolidated;
pub(crate) mod evidence;
pub(crate) mod file;
pub(crate) mod gathered;
pub(crate) mod identity;
pub(crate) mod out;
pub(crate) mod refused;
pub(crate) mod slots;
#[cfg(test)]
mod tests;

use access::{Granted, Permission};
use web::{Cx, Mode, Result};

use crate::model::{AnswerRow, SheetId};
use crate::rules::{Answer, Refusal};
use crate::worksheet::Worksheet;

/// The media type of the files written here.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The sheet of the address, inside what the person may see.
pub(crate) fn opened<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Worksheet> {
    let id: SheetId = cx.request().arg("sheet")?;
    Worksheet::live(cx, may, id)
}

/// What the object has answered so far; an empty answer when nothing.
pub(crate) fn answered(work: &Worksheet, no: &str) -> Answer {
    work.answers.get(no).and_then(AnswerRow::declared).unwrap_or_default()
}

/// Why nothing can be taken into the sheet now; empty when it can.
pub(crate) fn shut(work: &Worksheet, may_fill: bool) -> String {
    if work.is_editable() && may_fill {
        return String::new();
    }
    let refusal = match work.sheet.state() {
        _ if !may_fill => Refusal::NotYours,
        state if state.is_editable() && work.must_be_under_way().is_ok() => {
            Refusal::Closed(web::russian::date(work.sheet.due_on))
        }
        state if state.is_editable() => Refusal::CampaignEnded(work.campaign.state()),
        state => Refusal::NotEditable(state),
    };
    format!("{refusal} Файл остаётся у вас: его можно будет загрузить позже.")
}

/// «Белогорск 2025-26.xlsx»: a name every system takes.
pub(crate) fn file_name(name: &str, period: &str) -> String {
    named(name, period, "xlsx")
}

/// The same of another kind.
pub(crate) fn named(name: &str, period: &str, kind: &str) -> String {
    let is_bad =
        |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || c.is_control();
    let year = web::russian::school_year(period).replace('/', "-");
    let plain: String = name.chars().map(|c| if is_bad(c) { ' ' } else { c }).take(80).collect();
    format!("{} {year}.{kind}", plain.trim())
}

//! A comment on an answer, from the drawer.

use access::Granted;
use web::{Cx, Error, Reply, Result, Write};

use crate::access::CommentAnswer;
use crate::actions::comment;
use crate::model::SheetId;
use crate::worksheet::Worksheet;

/// The longest comment, in characters.
const LONGEST: usize = 2_000;

/// `POST /monitoring/sheets/{sheet}/answers/{no}/comments`: says it; a refused one comes back as it was typed.
pub(crate) fn say(cx: &mut Cx<Write>, may: Granted<CommentAnswer>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let text = check.required("text", LONGEST, "Напишите комментарий.").to_owned();
    if let Err(Error::Invalid(faults)) = check.done()
        && let Some(fault) = faults.first()
    {
        let work = Worksheet::live(cx, may.ranges(), id)?;
        return super::indicator::unsaid(cx, &work, &no, fault);
    }
    comment::say(cx, &may, id, &no, &text)?;
    cx.notice("Комментарий добавлен: его видят обе стороны.");
    Ok(Reply::to(format!("/monitoring/sheets/{id}#row-{no}")))
}

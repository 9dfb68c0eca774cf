//! Saying something about an answer: to the one who fills it, or to the one who verifies it.

use access::Granted;
use audit::Action;
use serde_json::json;
use web::{Cx, Result, Write};

use super::fill::account;
use crate::access::CommentAnswer;
use crate::model::SheetId;
use crate::store::comments::{self, NewComment};
use crate::worksheet::Worksheet;

/// Adds a comment on an answer, until the campaign is published.
pub fn say(
    cx: &mut Cx<Write>,
    may: &Granted<CommentAnswer>,
    sheet: SheetId,
    no: &str,
    text: &str,
) -> Result<()> {
    let work = Worksheet::read(cx.conn(), may.ranges(), sheet)?;
    work.indicator(no)?;
    work.must_be_under_way()?;
    let (id, at, by) = (cx.id(), cx.now(), account(cx));
    comments::add(cx.tx(), &NewComment { id, sheet, no, text, by, at })?;
    let what = ("monitoring", "answer", sheet.0);
    let line = format!("Показатель {no}: комментарий");
    cx.journal(Action::Changed, what, &work.sheet.unit_path, &line, json!({ "comment": text }))
}

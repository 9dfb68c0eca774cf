//! Taking back the mark of a line of the plan: one click too many is no work that was done.

use access::Granted;
use audit::Action;
use web::{Cx, Error, Result, Write, russian};

use super::{told, working};
use crate::model::{PairId, TaskId};
use crate::{WorkInPair, store};

/// Takes «выполнено» off a line of the plan; why is told in the history together with the day and the proof that stood there.
pub(crate) fn reopen(
    cx: &mut Cx<Write>,
    may: &Granted<WorkInPair>,
    (id, task): (PairId, TaskId),
    why: &str,
) -> Result<()> {
    let (pair, _) = working::own(cx, may, id)?;
    let known = store::find_task(cx.conn(), id, task)?.ok_or(Error::NotFound)?;
    // The second click finds it open.
    let Some(day) = known.done_on else { return Ok(()) };
    if why.trim().is_empty() {
        return Err(Error::field("why", "Напишите, почему отметка снята: это останется в\u{a0}истории."));
    }
    let now = cx.now();
    store::reopen_task(cx.tx(), task, now)?;
    let proof = if known.proof.is_empty() { String::new() } else { format!(" ({})", known.proof) };
    let text = format!(
        "Снята отметка «выполнено {}»{proof}: {}. {}",
        russian::date(day),
        known.title.trim_end_matches('.'),
        why.trim()
    );
    told(cx, &pair, Action::Changed, &text)
}

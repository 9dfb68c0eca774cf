//! The document that assesses the mentee is attached to what was told of it (п. 7.3): the mentee reads the document itself, then the
//! acquaintance is noted. After that it is not exchanged.

use access::{Granted, SignedIn};
use audit::Action;
use documents::NewFile;
use web::{Cx, Error, Mode, Result, Write};

use super::around::{kept_quiet, reached, seen};
use super::proving::row_of;
use crate::model::around::{MatterId, MatterRow};
use crate::model::{MatterPaper, Pair, PairId};
use crate::rules::{Eye, Matter};
use crate::store;

/// An assessing document the person of the request sees, with the pair.
pub(crate) fn shown<M: Mode>(
    cx: &mut Cx<M>,
    (id, matter): (PairId, MatterId),
) -> Result<(Pair, Eye, MatterRow)> {
    let (pair, eye) = seen(cx, id)?;
    let row = store::around::find_matter(cx.conn(), id, matter)?.ok_or(Error::NotFound)?;
    let account = cx.person().map(|person| person.account.0);
    let is_own = row.raised_by.is_some() && row.raised_by == account;
    let is_seen = row.matter == Matter::Assessment.code() && Matter::Assessment.is_seen(eye, is_own);
    if is_seen { Ok((pair, eye, row)) } else { Err(Error::NotFound) }
}

/// Whether the person may attach the document: whoever told of it or keeps the pair, until the mentee is acquainted.
pub(crate) fn may_attach(row: &MatterRow, eye: Eye, is_own: bool) -> bool {
    row.answered_on.is_none() && (eye.keeps || (eye.is_mentor && is_own))
}

/// Attaches the document; one attached before is replaced while the mentee is not acquainted with it.
pub fn attach(
    cx: &mut Cx<Write>,
    _may: &Granted<SignedIn>,
    (id, matter): (PairId, MatterId),
    file: &NewFile,
) -> Result<()> {
    reached(cx, id)?;
    let (pair, eye, row) = shown(cx, (id, matter))?;
    let account = cx.person().map(|person| person.account.0);
    let is_own = row.raised_by.is_some() && row.raised_by == account;
    let known = store::assessed::of_pair(cx.conn(), id)?.remove(&matter.0);
    if let Some(known) = known {
        let known = files::store::find(cx.conn(), known.file_id)?.ok_or(Error::NotFound)?;
        // A second click finds the first one's work.
        if known.sha256 == file.sha256 && known.name == file.name {
            return Ok(());
        }
    }
    if !may_attach(&row, eye, is_own) {
        let text = "Молодой специалист с\u{a0}документом уже ознакомлен: другой файл к\u{a0}нему не\u{a0}прикладывают. Внесите новый документ.";
        return Err(if eye.is_mentee { Error::NotFound } else { Error::field("file", text) });
    }
    let stored = row_of(cx, file);
    let new = MatterPaper {
        matter_id: matter,
        mentorship_id: id,
        file_id: stored.id,
        name: stored.name.clone(),
        created_by: account,
        created_at: cx.now(),
    };
    store::assessed::keep(cx.tx(), &stored, &new)?;
    kept_quiet(cx, &pair, Action::Changed)
}

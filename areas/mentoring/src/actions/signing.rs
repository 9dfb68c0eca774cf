//! Papers signed by hand – the consents of mentor and mentee, the supplementary agreement – kept as files of the mentor's part
//! (п. 3.1; ТК РФ, ст. 351.8).

use access::Granted;
use audit::Action;
use documents::NewFile;
use web::{Cx, Error, Result, Write};

use super::proving::row_of;
use super::{locked, told};
use crate::model::{MentorId, PairId, Signed};
use crate::{KeepMentoring, store};

/// A paper of a mentor's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedPaper {
    /// The consents of both, on one sheet.
    Consent,
    /// The supplementary agreement.
    Agreement,
}

impl SignedPaper {
    /// The code stored; the same stands in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Agreement => "agreement",
        }
    }

    /// The words on the screen and in names of files.
    pub fn title(self) -> &'static str {
        match self {
            Self::Consent => "Согласие на\u{a0}наставничество",
            Self::Agreement => "Дополнительное соглашение",
        }
    }
}

/// Attaches a signed paper to a mentor's part. One attached before is replaced, and its file goes: the history tells of both.
pub fn attach(
    cx: &mut Cx<Write>,
    may: &Granted<KeepMentoring>,
    (id, part): (PairId, MentorId),
    paper: SignedPaper,
    file: &NewFile,
) -> Result<()> {
    let pair = locked(cx, may, id)?;
    store::find_mentor(cx.conn(), id, part)?.ok_or(Error::NotFound)?;
    let before = store::signed::of_part(cx.conn(), (id, part), paper.code())?;
    if let Some((known, _)) = &before {
        let known = files::store::find(cx.conn(), *known)?.ok_or(Error::NotFound)?;
        // A second click finds the first one's work.
        if known.sha256 == file.sha256 && known.name == file.name {
            return Ok(());
        }
    }
    let row = row_of(cx, file);
    let new = Signed {
        id: cx.id(),
        mentorship_id: id,
        mentor_id: part,
        paper: paper.code().to_owned(),
        file_id: row.id,
        name: row.name.clone(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    };
    store::signed::keep(cx.tx(), &row, &new)?;
    let what = if before.is_some() { "Заменён" } else { "Приложен" };
    let title = super::pairing::lower(paper.title());
    told(cx, &pair, Action::Changed, &format!("{what} подписанный экземпляр: {title}"))
}

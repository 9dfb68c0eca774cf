//! Papers of mentors' parts signed by hand: one of a kind for each part.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use files::{FileId, FileRow};

use crate::model::{MentorId, PairId, Signed};
use crate::schema::mentorship_signed as signed;

/// Keeps a paper whose object is already in the vault; the one before goes.
pub(crate) fn keep(tx: &mut WriteTx, file: &FileRow, new: &Signed) -> Result<()> {
    let before = of_part(tx, (new.mentorship_id, new.mentor_id), &new.paper)?;
    files::store::add(tx, file)?;
    match before {
        None => {
            diesel::insert_into(signed::table).values(new).execute(&mut **tx)?;
            Ok(())
        }
        Some((before, _)) => {
            diesel::update(
                signed::table
                    .filter(signed::mentor_id.eq(new.mentor_id))
                    .filter(signed::paper.eq(&new.paper)),
            )
            .set((
                (signed::file_id.eq(new.file_id), signed::name.eq(&new.name)),
                (signed::created_by.eq(new.created_by), signed::created_at.eq(new.created_at)),
            ))
            .execute(&mut **tx)?;
            files::store::remove(tx, before)
        }
    }
}

/// The file of a paper of a part, with its name.
pub(crate) fn of_part(
    conn: &mut Conn,
    (pair, part): (PairId, MentorId),
    paper: &str,
) -> Result<Option<(FileId, String)>> {
    Ok(signed::table
        .filter(signed::mentorship_id.eq(pair))
        .filter(signed::mentor_id.eq(part))
        .filter(signed::paper.eq(paper))
        .order(signed::id.asc())
        .select((signed::file_id, signed::name))
        .first(conn)
        .optional()?)
}

/// The papers of all parts of a pair.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<Signed>> {
    Ok(signed::table
        .filter(signed::mentorship_id.eq(pair))
        .order(signed::id.asc())
        .select(Signed::as_select())
        .load(conn)?)
}

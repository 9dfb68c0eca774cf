//! Steps that were marked for another term.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{MentorId, Pair, PairId, UnfitStep};
use crate::schema::mentorships as pairs;
use crate::schema::unfit::mentorship_unfit_steps as steps;

/// Those of a pair, in the order of the steps as they were told.
pub(crate) fn of_pair(conn: &mut Conn, pair: PairId) -> Result<Vec<UnfitStep>> {
    Ok(steps::table
        .filter(steps::mentorship_id.eq(pair))
        .order(steps::id.asc())
        .select(UnfitStep::as_select())
        .load(conn)?)
}

/// Keeps one.
pub(crate) fn add(tx: &mut WriteTx, new: &UnfitStep) -> Result<()> {
    diesel::insert_into(steps::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// The step was corrected or confirmed, or fits again. Whether there was one.
pub(crate) fn forget(tx: &mut WriteTx, pair: PairId, (step, part): (&str, Option<MentorId>)) -> Result<bool> {
    let of = steps::table.filter(steps::mentorship_id.eq(pair)).filter(steps::step.eq(step));
    let gone = match part {
        Some(part) => diesel::delete(of.filter(steps::mentor_id.eq(part))).execute(&mut **tx)?,
        None => diesel::delete(of.filter(steps::mentor_id.is_null())).execute(&mut **tx)?,
    };
    Ok(gone > 0)
}

/// Stores whom a pair is for and until when they study.
pub(crate) fn rebase(tx: &mut WriteTx, one: &Pair) -> Result<()> {
    diesel::update(pairs::table.filter(pairs::id.eq(one.id)))
        .set((pairs::category.eq(&one.category), pairs::graduates_on.eq(one.graduates_on)))
        .execute(&mut **tx)?;
    Ok(())
}

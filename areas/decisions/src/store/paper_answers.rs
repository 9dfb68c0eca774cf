//! Answers that came on paper.

use std::collections::HashMap;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::{PaperAnswer, RecommendationId};
use crate::schema::paper_answers as table;

/// Notes the paper an answer came on.
pub(crate) fn add(tx: &mut WriteTx, new: &PaperAnswer) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// An answer that was sent back is none any more, on paper or not; the history keeps that it came.
pub(crate) fn remove(tx: &mut WriteTx, recommendation: RecommendationId) -> Result<()> {
    diesel::delete(table::table.filter(table::recommendation_id.eq(recommendation))).execute(&mut **tx)?;
    Ok(())
}

/// The latest paper of each of these recommendations that has one.
pub(crate) fn of(conn: &mut Conn, recommendations: &[i64]) -> Result<HashMap<i64, PaperAnswer>> {
    let mut found = HashMap::new();
    for some in recommendations.chunks(500) {
        let part: Vec<PaperAnswer> = table::table
            .filter(db::among(table::recommendation_id, some))
            .order((table::recommendation_id.asc(), table::id.asc()))
            .select(PaperAnswer::as_select())
            .load(conn)?;
        found.extend(part.into_iter().map(|one| (one.recommendation_id.0, one)));
    }
    Ok(found)
}

//! Answers of the sheets below, for values that a level takes from another: all numbers of all sheets in one query.

use db::{Conn, Ranges, Result};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;

use crate::model::{AnswerRow, CampaignId};
use crate::schema::{answers, sheets};

type Joined = InnerJoinQuerySource<answers::table, sheets::table>;

/// Answers to these indicators in the campaign's sheets inside the scope.
pub fn answers(
    conn: &mut Conn,
    campaign: CampaignId,
    numbers: &[&str],
    scope: &Ranges,
) -> Result<Vec<AnswerRow>> {
    Ok(answers::table
        .inner_join(sheets::table)
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::among(answers::no, numbers))
        .filter(db::within!(Joined, sheets::unit_path, scope))
        .order((answers::sheet_id.asc(), answers::id.asc()))
        .select(AnswerRow::as_select())
        .load(conn)?)
}

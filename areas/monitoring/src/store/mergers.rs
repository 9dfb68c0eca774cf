//! What is under way of a unit that ends.

use db::{Conn, Result};
use diesel::prelude::*;

use crate::rules::CampaignState;
use crate::schema::{campaigns, sheets};

/// Its sheets in campaigns that are open, and campaigns of its own that are not published.
pub(crate) fn under_way(conn: &mut Conn, unit: i64) -> Result<(i64, i64)> {
    let open = [CampaignState::Collecting.code(), CampaignState::Verifying.code()];
    let filled = sheets::table
        .inner_join(campaigns::table)
        .filter(sheets::unit_id.eq(unit))
        .filter(campaigns::state.eq_any(open))
        .count()
        .get_result(conn)?;
    let begun = [CampaignState::Planned.code(), open[0], open[1]];
    let own = campaigns::table
        .filter(campaigns::unit_id.eq(unit))
        .filter(campaigns::state.eq_any(begun))
        .count()
        .get_result(conn)?;
    Ok((filled, own))
}

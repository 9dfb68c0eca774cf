//! Every query of what everybody sees: openings here, directories beside.

pub(crate) mod directories;

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;
use monitoring::model::CampaignId;

use crate::model::{Opening, OpeningId};
use crate::schema::openings::{self, table};

/// The opening of a monitoring, decided either way.
pub(crate) fn of(conn: &mut Conn, campaign: CampaignId) -> Result<Option<Opening>> {
    Ok(table
        .filter(openings::campaign_id.eq(campaign))
        .select(Opening::as_select())
        .first(conn)
        .optional()?)
}

/// The opening of a monitoring that everybody may see now.
pub(crate) fn shown(conn: &mut Conn, campaign: CampaignId) -> Result<Option<Opening>> {
    Ok(of(conn, campaign)?.filter(|opening| opening.is_open))
}

/// Openings of these monitorings.
pub(crate) fn all_of(conn: &mut Conn, campaigns: &[CampaignId]) -> Result<Vec<Opening>> {
    Ok(table
        .filter(openings::campaign_id.eq_any(campaigns))
        .order(openings::id.asc())
        .select(Opening::as_select())
        .load(conn)?)
}

/// What everybody may see, the newest first, from one opening on.
pub(crate) fn list(conn: &mut Conn, before: Option<OpeningId>, limit: i64) -> Result<Vec<Opening>> {
    Ok(table
        .filter(openings::is_open.eq(true))
        .filter(openings::id.lt(before.map_or(i64::MAX, |id| id.0)))
        .order(openings::id.desc())
        .limit(limit)
        .select(Opening::as_select())
        .load(conn)?)
}

/// Writes what was decided: the first time as a row of its own, afterwards into it.
pub(crate) fn put(tx: &mut WriteTx, opening: &Opening) -> Result<()> {
    if opening.version == 1 {
        diesel::insert_into(table).values(opening).execute(&mut **tx)?;
        return Ok(());
    }
    diesel::update(table.find(opening.id.0))
        .set((
            (openings::about.eq(&opening.about), openings::has_places.eq(opening.has_places)),
            (openings::is_open.eq(opening.is_open), openings::changed_at.eq(opening.changed_at.0)),
            (openings::changed_by.eq(opening.changed_by), openings::version.eq(opening.version)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

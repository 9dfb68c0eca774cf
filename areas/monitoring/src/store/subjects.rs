//! Bodies and persons a campaign measures beside units, named before it opens or while it collects.

use db::{Conn, Result, WriteTx, fold};
use diesel::prelude::*;
use units::UnitId;

use crate::model::CampaignId;
use crate::schema::campaign_subjects as subjects;

/// A named body or person.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = subjects)]
pub struct Subject {
    /// Its id.
    pub id: i64,
    /// The unit it belongs to.
    pub unit_id: UnitId,
    /// The unit's path.
    pub unit_path: String,
    /// The template's level: `body`, `person`.
    pub level: String,
    /// What it is called.
    pub name: String,
    /// Who fills the sheet; none: whoever fills for the unit.
    pub account_id: Option<i64>,
}

/// Those named for a campaign, by unit and name.
pub fn of_campaign(conn: &mut Conn, campaign: CampaignId) -> Result<Vec<Subject>> {
    Ok(subjects::table
        .filter(subjects::campaign_id.eq(campaign))
        .order((subjects::unit_path.asc(), subjects::name_key.asc(), subjects::id.asc()))
        .select(Subject::as_select())
        .load(conn)?)
}

/// Names one; the same name twice in one unit breaks the unique index.
pub fn add(tx: &mut WriteTx, campaign: CampaignId, new: &Subject) -> Result<()> {
    diesel::insert_into(subjects::table)
        .values((
            (subjects::id.eq(new.id), subjects::campaign_id.eq(campaign), subjects::unit_id.eq(new.unit_id)),
            (subjects::unit_path.eq(&new.unit_path), subjects::level.eq(&new.level)),
            (subjects::name.eq(&new.name), subjects::name_key.eq(fold(&new.name))),
            subjects::account_id.eq(new.account_id),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Takes one back while the campaign is planned.
pub fn remove(tx: &mut WriteTx, campaign: CampaignId, id: i64) -> Result<bool> {
    let row = subjects::table.filter(subjects::id.eq(id)).filter(subjects::campaign_id.eq(campaign));
    Ok(diesel::delete(row).execute(&mut **tx)? == 1)
}

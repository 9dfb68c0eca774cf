//! Sheets: one row an object and campaign, and what happened to it.

use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx, fold, natural};
use diesel::prelude::*;
use units::Unit;

use crate::model::{CampaignId, Sheet, SheetId};
use crate::reach::Reach;
use crate::rules::SheetState;
use crate::schema::{sheet_events, sheets};

/// A sheet to be given to an object.
#[derive(Debug, Clone)]
pub struct NewSheet<'a> {
    /// Its id.
    pub id: SheetId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The object, or the unit the subject belongs to.
    pub unit: &'a Unit,
    /// The template's level.
    pub level: &'a str,
    /// A named body or person inside the unit; empty for the unit itself.
    pub subject: &'a str,
    /// Whose own sheet it is.
    pub account: Option<i64>,
    /// The last day to submit.
    pub due_on: NaiveDate,
    /// The instant entry closes.
    pub closes_at: Moment,
    /// When.
    pub at: Moment,
}

/// Adds an empty sheet for an object.
pub fn add(tx: &mut WriteTx, new: &NewSheet<'_>) -> Result<()> {
    let unit = new.unit;
    let name = if new.subject.is_empty() { &unit.short_name } else { new.subject };
    diesel::insert_into(sheets::table)
        .values((
            (sheets::id.eq(new.id), sheets::campaign_id.eq(new.campaign), sheets::unit_id.eq(unit.id)),
            (sheets::unit_path.eq(&unit.path), sheets::unit_name.eq(&unit.short_name)),
            (sheets::name_key.eq(natural(name)), sheets::size_group.eq(&unit.size_group)),
            (sheets::level.eq(new.level), sheets::subject.eq(new.subject)),
            (sheets::subject_key.eq(fold(new.subject)), sheets::account_id.eq(new.account)),
            (sheets::state.eq(SheetState::Empty.code()), sheets::due_on.eq(new.due_on)),
            sheets::closes_at.eq(new.closes_at.0),
            (sheets::return_reason.eq(""), sheets::left_out_reason.eq("")),
            (sheets::created_at.eq(new.at.0), sheets::updated_at.eq(new.at.0), sheets::version.eq(1)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The sheet, if its object lies inside the reach or it is the person's own.
pub fn find(conn: &mut Conn, reach: &Reach, id: SheetId) -> Result<Option<Sheet>> {
    let inside = db::within!(sheets::table, sheets::unit_path, reach.ranges());
    let own = sheets::account_id.is_not_null().and(sheets::account_id.assume_not_null().eq(reach.account()));
    Ok(sheets::table
        .filter(sheets::id.eq(id))
        .filter(inside.or(own))
        .select(Sheet::as_select())
        .first(conn)
        .optional()?)
}

/// Whose campaign a sheet is of, wherever it is.
pub fn campaign_of(conn: &mut Conn, id: SheetId) -> Result<Option<CampaignId>> {
    Ok(sheets::table.filter(sheets::id.eq(id)).select(sheets::campaign_id).first(conn).optional()?)
}

/// The sheets of a campaign inside the scope, by name.
pub fn of_campaign(conn: &mut Conn, campaign: CampaignId, scope: &Ranges) -> Result<Vec<Sheet>> {
    Ok(sheets::table
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .order((sheets::name_key.asc(), sheets::id.asc()))
        .select(Sheet::as_select())
        .load(conn)?)
}

/// Enters a state; `reason` is kept for a return.
pub fn enter(tx: &mut WriteTx, id: SheetId, state: SheetState, reason: &str, at: Moment) -> Result<()> {
    diesel::update(sheets::table.filter(sheets::id.eq(id)))
        .set((
            sheets::state.eq(state.code()),
            sheets::return_reason.eq(reason),
            sheets::updated_at.eq(at.0),
            sheets::version.eq(sheets::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes who handed the sheet over.
pub fn set_submitted(tx: &mut WriteTx, id: SheetId, by: Option<i64>, at: Moment) -> Result<()> {
    diesel::update(sheets::table.filter(sheets::id.eq(id)))
        .set((sheets::submitted_at.eq(at.0), sheets::submitted_by.eq(by)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Notes who verified the sheet and until when its object may object.
pub fn set_verified(
    tx: &mut WriteTx,
    id: SheetId,
    by: Option<i64>,
    object_to: Option<NaiveDate>,
    at: Moment,
) -> Result<()> {
    diesel::update(sheets::table.filter(sheets::id.eq(id)))
        .set((sheets::verified_at.eq(at.0), sheets::verified_by.eq(by), sheets::object_to.eq(object_to)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Moves the day and the instant entry closes for these sheets.
pub fn extend(
    tx: &mut WriteTx,
    ids: &[SheetId],
    due_on: NaiveDate,
    closes_at: Moment,
    at: Moment,
) -> Result<()> {
    for some in ids.chunks(500) {
        diesel::update(sheets::table.filter(sheets::id.eq_any(some)))
            .set((sheets::due_on.eq(due_on), sheets::closes_at.eq(closes_at.0), sheets::updated_at.eq(at.0)))
            .execute(&mut **tx)?;
    }
    Ok(())
}

/// Closes entry now for every sheet of a campaign that is not handed over; those returned keep their own day.
pub fn close(tx: &mut WriteTx, campaign: CampaignId, at: Moment) -> Result<()> {
    let open = [SheetState::Empty.code(), SheetState::Draft.code()];
    let still = sheets::table
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::among(sheets::state, open))
        .filter(sheets::closes_at.eq(0).or(sheets::closes_at.gt(at.0)));
    diesel::update(still)
        .set((sheets::closes_at.eq(at.0), sheets::updated_at.eq(at.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Makes every published sheet of a campaign final.
pub fn finish(tx: &mut WriteTx, campaign: CampaignId, at: Moment) -> Result<()> {
    let done = [SheetState::Verified.code(), SheetState::Answered.code()];
    let published = sheets::table
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::among(sheets::state, done))
        .filter(sheets::left_out_reason.eq(""));
    diesel::update(published)
        .set((
            sheets::state.eq(SheetState::Final.code()),
            sheets::updated_at.eq(at.0),
            sheets::version.eq(sheets::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Says why the campaign is published without this object; an empty reason takes it back in.
pub fn leave_out(tx: &mut WriteTx, id: SheetId, reason: &str, at: Moment) -> Result<()> {
    diesel::update(sheets::table.filter(sheets::id.eq(id)))
        .set((sheets::left_out_reason.eq(reason), sheets::updated_at.eq(at.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes a line of the sheet's history; `no` is empty for the whole sheet.
pub fn note(
    tx: &mut WriteTx,
    id: i64,
    sheet: SheetId,
    by: Option<i64>,
    no: &str,
    text: &str,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(sheet_events::table)
        .values((
            (sheet_events::id.eq(id), sheet_events::sheet_id.eq(sheet), sheet_events::at.eq(at.0)),
            (sheet_events::account_id.eq(by), sheet_events::no.eq(no), sheet_events::text.eq(text)),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A line of a sheet's history.
#[derive(Debug, Clone, Queryable)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// Who; none for the program itself.
    pub account: Option<i64>,
    /// The indicator; empty for the whole sheet.
    pub no: String,
    /// What.
    pub text: String,
}

/// The sheet's history, newest first; of one indicator when `no` is given.
pub fn history(conn: &mut Conn, sheet: SheetId, no: Option<&str>, limit: i64) -> Result<Vec<Event>> {
    let mut query = sheet_events::table.filter(sheet_events::sheet_id.eq(sheet)).into_boxed();
    if let Some(no) = no {
        query = query.filter(sheet_events::no.eq(no.to_owned()));
    }
    Ok(query
        .order(sheet_events::id.desc())
        .limit(limit)
        .select((sheet_events::at, sheet_events::account_id, sheet_events::no, sheet_events::text))
        .load(conn)?)
}

//! What is due in monitoring: sheets by state and campaigns by state, set-wise over the places of a person.

use chrono::NaiveDate;
use db::{Conn, Moment, Result};
use diesel::prelude::*;

use crate::rules::{CampaignState, SheetState};
use crate::schema::{campaigns, sheets};

/// A sheet somebody has to work on.
#[derive(Debug, Clone, Queryable)]
pub struct SheetDue {
    /// The sheet.
    pub id: i64,
    /// Its unit.
    pub unit: String,
    /// The body or person inside the unit; empty for the unit itself.
    pub subject: String,
    /// Code of its state.
    pub state: String,
    /// The day to submit by.
    pub due_on: NaiveDate,
    /// The instant entry closes; 0 when it does not.
    pub closes_at: Moment,
    /// The last day to object.
    pub object_to: Option<NaiveDate>,
    /// The day to verify by.
    pub verify_to: NaiveDate,
    /// The campaign's title.
    pub title: String,
    /// The campaign's period.
    pub period: String,
    /// The clause of its table.
    pub clause: String,
}

impl SheetDue {
    /// What the object is called.
    pub fn name(&self) -> &str {
        if self.subject.is_empty() { &self.unit } else { &self.subject }
    }
}

/// The columns of a [`SheetDue`].
macro_rules! due {
    () => {
        (
            sheets::id,
            sheets::unit_name,
            sheets::subject,
            sheets::state,
            sheets::due_on,
            sheets::closes_at,
            sheets::object_to,
            campaigns::verify_to,
            campaigns::title,
            campaigns::period,
            campaigns::clause,
        )
    };
}

/// Sheets of these units themselves, or given to this account by name, in these states and of campaigns under way. Two
/// queries and no `OR`: with it a planner takes all sheets of a state, and a country has thousands.
pub fn own_sheets(
    conn: &mut Conn,
    paths: &[String],
    account: i64,
    states: &[SheetState],
) -> Result<Vec<SheetDue>> {
    let under_way = || {
        sheets::table
            .inner_join(campaigns::table)
            .filter(db::among(sheets::state, codes(states)))
            .filter(db::among(campaigns::state, UNDER_WAY))
            .order((sheets::due_on.asc(), sheets::id.asc()))
            .limit(1000)
            .select(due!())
    };
    let mut found: Vec<SheetDue> = under_way().filter(sheets::account_id.eq(account)).load(conn)?;
    if !paths.is_empty() {
        let of_units: Vec<SheetDue> = under_way().filter(db::among(sheets::unit_path, paths)).load(conn)?;
        found.extend(of_units);
    }
    found.sort_by_key(|sheet| (sheet.due_on, sheet.id));
    found.dedup_by_key(|sheet| sheet.id);
    found.truncate(1000);
    Ok(found)
}

/// Sheets of these campaigns in these states.
pub fn sheets_of(conn: &mut Conn, campaigns: &[i64], states: &[SheetState]) -> Result<Vec<SheetDue>> {
    if campaigns.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sheets::table
        .inner_join(campaigns::table)
        .filter(db::among(sheets::campaign_id, campaigns))
        .filter(db::among(sheets::state, codes(states)))
        .order((sheets::due_on.asc(), sheets::id.asc()))
        .limit(1000)
        .select(due!())
        .load(conn)?)
}

const UNDER_WAY: [&str; 2] = ["collecting", "verifying"];

fn codes(states: &[SheetState]) -> Vec<&'static str> {
    states.iter().map(|state| state.code()).collect()
}

/// A campaign whose next step is due.
#[derive(Debug, Clone, Queryable)]
pub struct CampaignDue {
    /// The campaign.
    pub id: i64,
    /// The path of its owner.
    pub unit_path: String,
    /// Its title.
    pub title: String,
    /// Its period.
    pub period: String,
    /// Code of its state.
    pub state: String,
    /// First day of collection.
    pub collect_from: NaiveDate,
    /// Last day of collection.
    pub collect_to: NaiveDate,
    /// The day of publication.
    pub publish_on: NaiveDate,
}

impl CampaignDue {
    /// Whether sheets are filled or checked.
    pub fn is_under_way(&self) -> bool {
        UNDER_WAY.contains(&self.state.as_str())
    }
}

/// Campaigns of these owners that are not published yet.
pub fn campaigns_due(conn: &mut Conn, paths: &[String]) -> Result<Vec<CampaignDue>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let states = [CampaignState::Planned, CampaignState::Collecting, CampaignState::Verifying]
        .map(CampaignState::code);
    Ok(campaigns::table
        .filter(db::among(campaigns::unit_path, paths))
        .filter(db::among(campaigns::state, states))
        .order((campaigns::publish_on.asc(), campaigns::id.asc()))
        .limit(200)
        .select((
            campaigns::id,
            campaigns::unit_path,
            campaigns::title,
            campaigns::period,
            campaigns::state,
            campaigns::collect_from,
            campaigns::collect_to,
            campaigns::publish_on,
        ))
        .load(conn)?)
}

/// Every table of campaigns under way inside the scope: unit, code of its state, the day to submit by.
pub(crate) fn all_under_way(conn: &mut Conn, scope: &db::Ranges) -> Result<Vec<(i64, String, NaiveDate)>> {
    let open: Vec<i64> = campaigns::table
        .filter(db::among(campaigns::state, UNDER_WAY))
        .order(campaigns::id.asc())
        .select(campaigns::id)
        .load(conn)?;
    Ok(sheets::table
        .filter(db::among(sheets::campaign_id, open))
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .order(sheets::id.asc())
        .select((sheets::unit_id, sheets::state, sheets::due_on))
        .load(conn)?)
}

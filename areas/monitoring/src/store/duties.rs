//! What is due in monitoring: sheets by state and campaigns by state, set-wise over a scope.

use chrono::NaiveDate;
use db::{Conn, Ranges, Result};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;

use crate::rules::{CampaignState, SheetState};
use crate::schema::{campaigns, sheets};

/// A sheet somebody has to work on.
#[derive(Debug, Clone, Queryable)]
pub struct SheetDue {
    /// The sheet.
    pub id: i64,
    /// Its object.
    pub unit: String,
    /// Code of its state.
    pub state: String,
    /// The day to submit by.
    pub due_on: NaiveDate,
    /// The day to verify by.
    pub verify_to: NaiveDate,
    /// The campaign's title.
    pub title: String,
    /// The campaign's period.
    pub period: String,
    /// The clause of its table.
    pub clause: String,
}

type Joined = InnerJoinQuerySource<sheets::table, campaigns::table>;

/// Sheets of the scope in these states, of campaigns under way, by day.
pub fn sheets_due(conn: &mut Conn, scope: &Ranges, states: &[SheetState]) -> Result<Vec<SheetDue>> {
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let states: Vec<&str> = states.iter().map(|state| state.code()).collect();
    let under_way = [CampaignState::Collecting.code(), CampaignState::Verifying.code()];
    Ok(sheets::table
        .inner_join(campaigns::table)
        .filter(db::within!(Joined, sheets::unit_path, scope))
        .filter(sheets::state.eq_any(states))
        .filter(campaigns::state.eq_any(under_way))
        .order((sheets::due_on.asc(), sheets::id.asc()))
        .limit(1000)
        .select((
            sheets::id,
            sheets::unit_name,
            sheets::state,
            sheets::due_on,
            campaigns::verify_to,
            campaigns::title,
            campaigns::period,
            campaigns::clause,
        ))
        .load(conn)?)
}

/// A campaign whose next step is due.
#[derive(Debug, Clone, Queryable)]
pub struct CampaignDue {
    /// The campaign.
    pub id: i64,
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

/// Campaigns of the scope that are not published yet.
pub fn campaigns_due(conn: &mut Conn, scope: &Ranges) -> Result<Vec<CampaignDue>> {
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let states = [CampaignState::Planned, CampaignState::Collecting, CampaignState::Verifying]
        .map(CampaignState::code);
    Ok(campaigns::table
        .filter(db::within!(campaigns::table, campaigns::unit_path, scope))
        .filter(campaigns::state.eq_any(states))
        .order((campaigns::publish_on.asc(), campaigns::id.asc()))
        .limit(200)
        .select((
            campaigns::id,
            campaigns::title,
            campaigns::period,
            campaigns::state,
            campaigns::collect_from,
            campaigns::collect_to,
            campaigns::publish_on,
        ))
        .load(conn)?)
}

//! The timeline of a campaign: its own events and those of its sheets.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;

use crate::model::CampaignId;
use crate::schema::{campaign_events, sheet_events, sheets};

/// Writes a line.
pub fn add(
    tx: &mut WriteTx,
    id: i64,
    campaign: CampaignId,
    by: Option<i64>,
    text: &str,
    at: Moment,
) -> Result<()> {
    diesel::insert_into(campaign_events::table)
        .values((
            (campaign_events::id.eq(id), campaign_events::campaign_id.eq(campaign)),
            (
                campaign_events::at.eq(at.0),
                campaign_events::account_id.eq(by),
                campaign_events::text.eq(text),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// A line of the timeline.
#[derive(Debug, Clone, Queryable)]
pub struct Event {
    /// Its id: time-ordered.
    pub id: i64,
    /// When.
    pub at: Moment,
    /// Who; none for the program itself.
    pub account: Option<i64>,
    /// The object; empty for the campaign itself.
    pub object: String,
    /// What.
    pub text: String,
}

type Joined = InnerJoinQuerySource<sheet_events::table, sheets::table>;

/// The newest lines of a campaign and of its sheets inside the scope; answers alone make no line.
pub fn newest(conn: &mut Conn, campaign: CampaignId, scope: &Ranges, limit: i64) -> Result<Vec<Event>> {
    let own: Vec<(i64, Moment, Option<i64>, String)> = campaign_events::table
        .filter(campaign_events::campaign_id.eq(campaign))
        .order(campaign_events::id.desc())
        .limit(limit)
        .select((
            campaign_events::id,
            campaign_events::at,
            campaign_events::account_id,
            campaign_events::text,
        ))
        .load(conn)?;
    let own =
        own.into_iter().map(|(id, at, account, text)| Event { id, at, account, object: String::new(), text });
    let of_sheets: Vec<Event> = sheet_events::table
        .inner_join(sheets::table)
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::within!(Joined, sheets::unit_path, scope))
        .filter(sheet_events::no.eq(""))
        .order(sheet_events::id.desc())
        .limit(limit)
        .select((
            sheet_events::id,
            sheet_events::at,
            sheet_events::account_id,
            sheets::unit_name,
            sheet_events::text,
        ))
        .load(conn)?;
    let mut all: Vec<Event> = own.chain(of_sheets).collect();
    all.sort_by_key(|event| std::cmp::Reverse(event.id));
    all.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(all)
}

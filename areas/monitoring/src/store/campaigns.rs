//! Campaigns: found by scope, from above and from below.

use access::Scope;
use chrono::NaiveDate;
use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;
use units::{Unit, UnitId};

use crate::actions::settings::Setting;
use crate::model::{Campaign, CampaignId, Publication};
use crate::rules::CampaignState;
use crate::schema::{campaign_events, campaign_subjects, campaigns, publications, sheets};

/// A campaign to be planned.
#[derive(Debug, Clone)]
pub struct NewCampaign<'a> {
    /// Its id.
    pub id: CampaignId,
    /// Whose it is.
    pub owner: &'a Unit,
    /// `amur-2020/mms`
    pub template: &'a str,
    /// Title on the screen.
    pub title: &'a str,
    /// Clause of the template.
    pub clause: &'a str,
    /// `2026`
    pub period: &'a str,
    /// First and last day of collection, last day of verification, day of publication.
    pub days: [NaiveDate; 4],
    /// The instant entry closes.
    pub closes_at: Moment,
    /// When it is planned.
    pub at: Moment,
}

/// Plans a campaign.
pub fn add(tx: &mut WriteTx, new: &NewCampaign<'_>) -> Result<()> {
    let [collect_from, collect_to, verify_to, publish_on] = new.days;
    diesel::insert_into(campaigns::table)
        .values((
            (campaigns::id.eq(new.id), campaigns::unit_id.eq(new.owner.id)),
            (campaigns::unit_path.eq(&new.owner.path), campaigns::template.eq(new.template)),
            (
                campaigns::template_json.eq(""),
                campaigns::template_hash.eq(""),
                campaigns::pack_version.eq(""),
            ),
            (
                campaigns::title.eq(new.title),
                campaigns::clause.eq(new.clause),
                campaigns::period.eq(new.period),
            ),
            campaigns::state.eq(CampaignState::Planned.code()),
            (campaigns::closes_at.eq(new.closes_at.0), campaigns::bands.eq("")),
            (campaigns::collect_from.eq(collect_from), campaigns::collect_to.eq(collect_to)),
            (campaigns::verify_to.eq(verify_to), campaigns::publish_on.eq(publish_on)),
            (
                campaigns::created_at.eq(new.at.0),
                campaigns::updated_at.eq(new.at.0),
                campaigns::version.eq(1),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// The campaign of this id, wherever it is: the caller checks that it concerns the person.
pub fn find(conn: &mut Conn, id: CampaignId) -> Result<Option<Campaign>> {
    Ok(campaigns::table.filter(campaigns::id.eq(id)).select(Campaign::as_select()).first(conn).optional()?)
}

/// These campaigns, newest period first.
pub fn all_of(conn: &mut Conn, ids: &[CampaignId]) -> Result<Vec<Campaign>> {
    Ok(campaigns::table
        .filter(db::among(campaigns::id, ids))
        .order((campaigns::period.desc(), campaigns::id.desc()))
        .select(Campaign::as_select())
        .load(conn)?)
}

/// The text of a campaign's copy of its template; empty until it opens.
pub(crate) fn template_json(conn: &mut Conn, id: CampaignId) -> Result<String> {
    Ok(campaigns::table.filter(campaigns::id.eq(id)).select(campaigns::template_json).first(conn)?)
}

/// Version of the pack a campaign's table was copied from; empty for a table of one's own.
pub(crate) fn pack_version(conn: &mut Conn, id: CampaignId) -> Result<String> {
    Ok(campaigns::table.filter(campaigns::id.eq(id)).select(campaigns::pack_version).first(conn)?)
}

/// Campaigns that concern these scopes: owned inside them, or by a unit above them; newest period first.
pub fn concerning(conn: &mut Conn, scopes: &[Scope]) -> Result<Vec<Campaign>> {
    let inside = Ranges::under(scopes.iter().map(|scope| scope.path.as_str()));
    let above = above(scopes);
    Ok(campaigns::table
        .filter(
            db::within!(campaigns::table, campaigns::unit_path, inside)
                .or(campaigns::unit_path.eq_any(above)),
        )
        .order((campaigns::period.desc(), campaigns::id.desc()))
        .limit(200)
        .select(Campaign::as_select())
        .load(conn)?)
}

/// Whether a unit's campaign concerns these scopes.
pub fn concerns(unit_path: &str, scopes: &[Scope]) -> bool {
    Ranges::under(scopes.iter().map(|scope| scope.path.as_str())).holds(unit_path)
        || above(scopes).iter().any(|path| path == unit_path)
}

/// The paths of all units above these scopes.
pub(super) fn above(scopes: &[Scope]) -> Vec<String> {
    let mut paths: Vec<String> = scopes
        .iter()
        .flat_map(|scope| {
            let ends = scope.path.match_indices('/').skip(1).map(|(end, _)| scope.path[..=end].to_owned());
            ends.collect::<Vec<_>>()
        })
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Copies the template into the campaign and enters a state.
pub fn open(
    tx: &mut WriteTx,
    id: CampaignId,
    json: &str,
    hash: &str,
    pack_version: &str,
    at: Moment,
) -> Result<()> {
    diesel::update(campaigns::table.filter(campaigns::id.eq(id)))
        .set((
            campaigns::template_json.eq(json),
            campaigns::template_hash.eq(hash),
            campaigns::pack_version.eq(pack_version),
            campaigns::state.eq(CampaignState::Collecting.code()),
            campaigns::updated_at.eq(at.0),
            campaigns::version.eq(campaigns::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Removes a planned campaign with what was named for it; one with sheets is held by them.
pub fn remove(tx: &mut WriteTx, id: CampaignId) -> Result<()> {
    diesel::delete(campaign_subjects::table.filter(campaign_subjects::campaign_id.eq(id)))
        .execute(&mut **tx)?;
    diesel::delete(campaign_events::table.filter(campaign_events::campaign_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(campaigns::table.filter(campaigns::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

/// Enters a state.
pub fn enter(tx: &mut WriteTx, id: CampaignId, state: CampaignState, at: Moment) -> Result<()> {
    diesel::update(campaigns::table.filter(campaigns::id.eq(id)))
        .set((
            campaigns::state.eq(state.code()),
            campaigns::updated_at.eq(at.0),
            campaigns::version.eq(campaigns::version + 1),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Turns places, or places inside groups, on by an act, or off.
pub fn set_act(
    tx: &mut WriteTx,
    id: CampaignId,
    setting: Setting,
    act: Option<documents::DocumentId>,
    at: Moment,
) -> Result<()> {
    let row = campaigns::table.filter(campaigns::id.eq(id));
    match setting {
        Setting::Groups => diesel::update(row)
            .set((campaigns::groups_act_id.eq(act), campaigns::updated_at.eq(at.0)))
            .execute(&mut **tx)?,
        _ => diesel::update(row)
            .set((campaigns::ranks_act_id.eq(act), campaigns::updated_at.eq(at.0)))
            .execute(&mut **tx)?,
    };
    Ok(())
}

/// Turns levels on by an act with their table, or off.
pub fn set_bands(
    tx: &mut WriteTx,
    id: CampaignId,
    act: Option<documents::DocumentId>,
    json: &str,
    at: Moment,
) -> Result<()> {
    diesel::update(campaigns::table.filter(campaigns::id.eq(id)))
        .set((campaigns::bands_act_id.eq(act), campaigns::bands.eq(json), campaigns::updated_at.eq(at.0)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The campaign of the same owner and template for an earlier period, the latest that was published.
pub fn before(conn: &mut Conn, campaign: &Campaign) -> Result<Option<Campaign>> {
    let published = [CampaignState::Published.code(), CampaignState::Archived.code()];
    Ok(campaigns::table
        .filter(campaigns::unit_id.eq(campaign.unit_id))
        .filter(campaigns::template.eq(&campaign.template))
        .filter(campaigns::period.lt(&campaign.period))
        .filter(db::among(campaigns::state, published))
        .order((campaigns::period.desc(), campaigns::id.desc()))
        .select(Campaign::as_select())
        .first(conn)
        .optional()?)
}

/// How many sheets of each campaign stand in each state: (campaign, state, count).
pub fn progress(
    conn: &mut Conn,
    ids: &[CampaignId],
    scope: &Ranges,
) -> Result<Vec<(CampaignId, String, i64)>> {
    Ok(sheets::table
        .filter(db::among(sheets::campaign_id, ids))
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .group_by((sheets::campaign_id, sheets::state))
        .select((sheets::campaign_id, sheets::state, diesel::dsl::count_star()))
        .order((sheets::campaign_id.asc(), sheets::state.asc()))
        .load(conn)?)
}

/// Campaigns of an owner for a template and period: at most one.
pub fn of_period(conn: &mut Conn, owner: UnitId, template: &str, period: &str) -> Result<Option<Campaign>> {
    Ok(campaigns::table
        .filter(campaigns::unit_id.eq(owner))
        .filter(campaigns::template.eq(template))
        .filter(campaigns::period.eq(period))
        .select(Campaign::as_select())
        .first(conn)
        .optional()?)
}

type Joined = InnerJoinQuerySource<publications::table, campaigns::table>;

/// The newest campaign concerning these scopes that has a publication, with its latest one.
pub fn last_published(conn: &mut Conn, scopes: &[Scope]) -> Result<Option<(Campaign, Publication)>> {
    let inside = Ranges::under(scopes.iter().map(|scope| scope.path.as_str()));
    let public = [CampaignState::Published.code(), CampaignState::Archived.code()];
    Ok(publications::table
        .inner_join(campaigns::table)
        .filter(db::among(campaigns::state, public))
        .filter(
            db::within!(Joined, campaigns::unit_path, inside).or(campaigns::unit_path.eq_any(above(scopes))),
        )
        .order((campaigns::period.desc(), publications::revision.desc(), publications::id.desc()))
        .select((Campaign::as_select(), Publication::as_select()))
        .first(conn)
        .optional()?)
}

//! Lists by pages, for programs: campaigns, sheets, published objects with their figures.

use access::Scope;
use db::{Conn, Ranges, Result};
use diesel::prelude::*;
use units::UnitId;

use super::campaigns::above;
use super::results::{Cell, PERSON};
use crate::model::{Campaign, CampaignId, PublishedObject, Sheet};
use crate::reach::Reach;
use crate::rules::CampaignState;
use crate::schema::{campaigns, published_objects, published_scores, sheets};

/// Campaigns that have sheets inside these ranges.
pub fn with_sheets(conn: &mut Conn, scope: &Ranges) -> Result<Vec<CampaignId>> {
    Ok(sheets::table
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .select(sheets::campaign_id)
        .distinct()
        .order(sheets::campaign_id.asc())
        .load(conn)?)
}

/// A page of the campaigns that concern these scopes, newest period first; `after` is a period and an id. With `own`,
/// only those published, run from inside the scopes, or named in it.
pub fn campaigns(
    conn: &mut Conn,
    scopes: &[Scope],
    own: Option<&[CampaignId]>,
    after: Option<(String, i64)>,
    limit: i64,
) -> Result<Vec<Campaign>> {
    let inside = Ranges::under(scopes.iter().map(|scope| scope.path.as_str()));
    let mut query = campaigns::table.into_boxed().filter(
        db::within!(campaigns::table, campaigns::unit_path, inside)
            .or(campaigns::unit_path.eq_any(above(scopes))),
    );
    if let Some(own) = own {
        let public = [CampaignState::Published.code(), CampaignState::Archived.code()];
        let is_shown = campaigns::state.eq_any(public).or(campaigns::id.eq_any(own.to_vec()));
        query = query.filter(is_shown.or(db::within!(campaigns::table, campaigns::unit_path, inside)));
    }
    if let Some((period, id)) = after {
        let earlier = campaigns::period.lt(period.clone());
        query = query.filter(earlier.or(campaigns::period.eq(period).and(campaigns::id.lt(CampaignId(id)))));
    }
    Ok(query
        .order((campaigns::period.desc(), campaigns::id.desc()))
        .limit(limit)
        .select(Campaign::as_select())
        .load(conn)?)
}

/// A page of a campaign's sheets inside the scope that are reached, each with the key that continues after it.
pub fn sheets(
    conn: &mut Conn,
    campaign: CampaignId,
    scope: &Ranges,
    reach: &Reach,
    after: Option<(String, i64)>,
    limit: i64,
) -> Result<Vec<(Sheet, String)>> {
    let inside = db::within!(sheets::table, sheets::unit_path, reach.ranges());
    let own = sheets::account_id.is_not_null().and(sheets::account_id.assume_not_null().eq(reach.account()));
    let mut query = sheets::table
        .into_boxed()
        .filter(sheets::campaign_id.eq(campaign))
        .filter(db::within!(sheets::table, sheets::unit_path, scope))
        .filter(inside.or(own));
    if let Some((key, id)) = after {
        let later = sheets::name_key.gt(key.clone());
        query =
            query.filter(later.or(sheets::name_key.eq(key).and(sheets::id.gt(crate::model::SheetId(id)))));
    }
    Ok(query
        .order((sheets::name_key.asc(), sheets::id.asc()))
        .limit(limit)
        .select((Sheet::as_select(), sheets::name_key))
        .load(conn)?)
}

/// A page of a publication's objects, by place.
pub fn objects(
    conn: &mut Conn,
    publication: i64,
    scope: &Ranges,
    after: Option<(i64, i64)>,
    limit: i64,
) -> Result<Vec<PublishedObject>> {
    let inside = db::within!(published_objects::table, published_objects::unit_path, scope);
    let mut query = published_objects::table
        .into_boxed()
        .filter(published_objects::publication_id.eq(publication))
        .filter(published_objects::level.ne(PERSON).or(inside));
    if let Some((place, id)) = after {
        let later = published_objects::place.gt(place);
        query = query.filter(later.or(published_objects::place.eq(place).and(published_objects::id.gt(id))));
    }
    Ok(query
        .order((published_objects::place.asc(), published_objects::id.asc()))
        .limit(limit)
        .select(PublishedObject::as_select())
        .load(conn)?)
}

/// What a publication holds of a unit: itself first, then bodies and persons inside it.
pub fn objects_of(
    conn: &mut Conn,
    publication: i64,
    unit: UnitId,
    scope: &Ranges,
) -> Result<Vec<PublishedObject>> {
    let inside = db::within!(published_objects::table, published_objects::unit_path, scope);
    Ok(published_objects::table
        .filter(published_objects::level.ne(PERSON).or(inside))
        .filter(published_objects::publication_id.eq(publication))
        .filter(published_objects::unit_id.eq(unit))
        .order((published_objects::subject_key.asc(), published_objects::id.asc()))
        .select(PublishedObject::as_select())
        .load(conn)?)
}

/// Every figure of these published objects, in the order of the table.
pub fn cells(conn: &mut Conn, objects: &[i64]) -> Result<Vec<Cell>> {
    Ok(published_scores::table
        .filter(published_scores::object_id.eq_any(objects))
        .order(published_scores::id.asc())
        .select((
            published_scores::object_id,
            published_scores::no,
            published_scores::criterion,
            published_scores::score,
            published_scores::max,
            published_scores::state,
        ))
        .load(conn)?)
}

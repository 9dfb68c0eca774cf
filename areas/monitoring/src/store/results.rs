//! Published results: written once, read by revision.

use db::{Conn, Moment, Ranges, Result, WriteTx};
use diesel::prelude::*;
use units::UnitId;

use crate::model::{Campaign, CampaignId, Publication, PublishedObject, PublishedScore, Sheet};
use crate::schema::{campaigns, publications, published_objects, published_scores};

/// The level of persons: their results are personal data.
pub(crate) const PERSON: &str = "person";

/// A publication to be written.
#[derive(Debug, Clone)]
pub struct NewPublication<'a> {
    /// Its id.
    pub id: i64,
    /// Its campaign.
    pub campaign: CampaignId,
    /// 1, 2, 3 …
    pub revision: i64,
    /// Hash of the template it was scored by.
    pub template_hash: &'a str,
    /// Mean percent; empty when none.
    pub mean: &'a str,
    /// Median percent; empty when none.
    pub median: &'a str,
    /// Why a further revision.
    pub reason: &'a str,
    /// The acts of places, of places inside groups and of bands, in words; empty when off.
    pub acts: [&'a str; 3],
    /// Who.
    pub by: Option<i64>,
    /// When.
    pub at: Moment,
}

/// Writes the head of a publication.
pub fn add(tx: &mut WriteTx, new: &NewPublication<'_>) -> Result<()> {
    diesel::insert_into(publications::table)
        .values((
            (publications::id.eq(new.id), publications::campaign_id.eq(new.campaign)),
            (publications::revision.eq(new.revision), publications::template_hash.eq(new.template_hash)),
            (publications::mean_percent.eq(new.mean), publications::median_percent.eq(new.median)),
            (publications::reason.eq(new.reason), publications::published_at.eq(new.at.0)),
            publications::published_by.eq(new.by),
            (
                publications::places_by.eq(new.acts[0]),
                publications::groups_by.eq(new.acts[1]),
                publications::bands_by.eq(new.acts[2]),
            ),
        ))
        .execute(&mut **tx)?;
    Ok(())
}

/// Writes an object with its indicators.
pub fn add_object(tx: &mut WriteTx, object: &PublishedObject, scores: &[PublishedScore]) -> Result<()> {
    diesel::insert_into(published_objects::table).values(object).execute(&mut **tx)?;
    for score in scores {
        diesel::insert_into(published_scores::table).values(score).execute(&mut **tx)?;
    }
    Ok(())
}

/// The latest publication of a campaign.
pub fn latest(conn: &mut Conn, campaign: CampaignId) -> Result<Option<Publication>> {
    Ok(publications::table
        .filter(publications::campaign_id.eq(campaign))
        .order((publications::revision.desc(), publications::id.desc()))
        .select(Publication::as_select())
        .first(conn)
        .optional()?)
}

/// The latest publication of each of these campaigns.
pub fn latest_of(conn: &mut Conn, ids: &[CampaignId]) -> Result<Vec<Publication>> {
    let mut all: Vec<Publication> = publications::table
        .filter(db::among(publications::campaign_id, ids))
        .order((publications::campaign_id.asc(), publications::revision.desc(), publications::id.desc()))
        .select(Publication::as_select())
        .load(conn)?;
    all.dedup_by_key(|one| one.campaign_id);
    Ok(all)
}

/// All publications of a campaign, newest first.
pub fn revisions(conn: &mut Conn, campaign: CampaignId) -> Result<Vec<Publication>> {
    Ok(publications::table
        .filter(publications::campaign_id.eq(campaign))
        .order((publications::revision.desc(), publications::id.desc()))
        .select(Publication::as_select())
        .load(conn)?)
}

/// The objects of a publication, by place. A person's result is seen only where the scope holds the person's unit.
pub fn objects(conn: &mut Conn, publication: i64, scope: &Ranges) -> Result<Vec<PublishedObject>> {
    let inside = db::within!(published_objects::table, published_objects::unit_path, scope);
    Ok(published_objects::table
        .filter(published_objects::publication_id.eq(publication))
        .filter(published_objects::level.ne(PERSON).or(inside))
        .order((published_objects::place.asc(), published_objects::id.asc()))
        .select(PublishedObject::as_select())
        .load(conn)?)
}

/// Levels of a publication's objects.
pub fn levels(conn: &mut Conn, publication: i64) -> Result<Vec<String>> {
    Ok(published_objects::table
        .filter(published_objects::publication_id.eq(publication))
        .select(published_objects::level)
        .distinct()
        .order(published_objects::level.asc())
        .load(conn)?)
}

/// The indicators of an object.
pub fn scores(conn: &mut Conn, object: i64) -> Result<Vec<PublishedScore>> {
    Ok(published_scores::table
        .filter(published_scores::object_id.eq(object))
        .order(published_scores::id.asc())
        .select(PublishedScore::as_select())
        .load(conn)?)
}

/// The indicators of every object of a publication.
pub fn scores_of(conn: &mut Conn, publication: i64) -> Result<Vec<PublishedScore>> {
    Ok(published_scores::table
        .inner_join(published_objects::table)
        .filter(published_objects::publication_id.eq(publication))
        .order(published_scores::id.asc())
        .select(PublishedScore::as_select())
        .load(conn)?)
}

/// Hash of the table a publication was scored by.
pub fn template_hash(conn: &mut Conn, publication: i64) -> Result<String> {
    Ok(publications::table.find(publication).select(publications::template_hash).first(conn)?)
}

/// One figure of the heat map or of an indicator's list.
#[derive(Debug, Clone, Queryable)]
pub struct Cell {
    /// The object.
    pub object: i64,
    /// The indicator's number.
    pub no: String,
    /// Its criterion's number.
    pub criterion: String,
    /// Points; empty when not scored.
    pub score: String,
    /// Maximum.
    pub max: String,
    /// Code of the state.
    pub state: String,
}

type CellColumns = (
    published_scores::object_id,
    published_scores::no,
    published_scores::criterion,
    published_scores::score,
    published_scores::max,
    published_scores::state,
);

const CELL: CellColumns = (
    published_scores::object_id,
    published_scores::no,
    published_scores::criterion,
    published_scores::score,
    published_scores::max,
    published_scores::state,
);

/// Every figure of a publication's objects of one level.
pub fn cells(conn: &mut Conn, publication: i64, level: &str) -> Result<Vec<Cell>> {
    Ok(published_scores::table
        .inner_join(published_objects::table)
        .filter(published_objects::publication_id.eq(publication))
        .filter(published_objects::level.eq(level))
        .order(published_scores::id.asc())
        .select(CELL)
        .load(conn)?)
}

/// The figures of one indicator in a publication.
pub fn cells_of_indicator(conn: &mut Conn, publication: i64, no: &str) -> Result<Vec<Cell>> {
    Ok(published_scores::table
        .inner_join(published_objects::table)
        .filter(published_objects::publication_id.eq(publication))
        .filter(published_scores::no.eq(no))
        .order(published_scores::id.asc())
        .select(CELL)
        .load(conn)?)
}

/// Every figure of these objects: one object through the years.
pub fn cells_of_objects(conn: &mut Conn, objects: &[i64]) -> Result<Vec<Cell>> {
    Ok(published_scores::table
        .filter(published_scores::object_id.eq_any(objects))
        .order(published_scores::id.asc())
        .select(CELL)
        .load(conn)?)
}

/// One object of a publication; a body or person inside the unit by its folded name.
pub fn object_named(
    conn: &mut Conn,
    publication: i64,
    unit: UnitId,
    subject_key: &str,
    scope: &Ranges,
) -> Result<Option<PublishedObject>> {
    Ok(object_through(conn, &[publication], unit, subject_key, scope)?.pop())
}

/// One object in several publications.
pub fn object_through(
    conn: &mut Conn,
    publications: &[i64],
    unit: UnitId,
    subject_key: &str,
    scope: &Ranges,
) -> Result<Vec<PublishedObject>> {
    let inside = db::within!(published_objects::table, published_objects::unit_path, scope);
    Ok(published_objects::table
        .filter(db::among(published_objects::publication_id, publications))
        .filter(published_objects::unit_id.eq(unit))
        .filter(published_objects::subject_key.eq(subject_key))
        .filter(published_objects::level.ne(PERSON).or(inside))
        .order(published_objects::id.asc())
        .select(PublishedObject::as_select())
        .load(conn)?)
}

/// Points and maximum of every object of one level in several publications: (publication, points, maximum).
pub fn totals(
    conn: &mut Conn,
    publications: &[i64],
    level: &str,
    scope: &Ranges,
) -> Result<Vec<(i64, String, String)>> {
    let inside = db::within!(published_objects::table, published_objects::unit_path, scope);
    Ok(published_objects::table
        .filter(db::among(published_objects::publication_id, publications))
        .filter(published_objects::level.ne(PERSON).or(inside))
        .filter(published_objects::level.eq(level))
        .filter(published_objects::left_out_reason.eq(""))
        .order(published_objects::id.asc())
        .select((published_objects::publication_id, published_objects::score, published_objects::max))
        .load(conn)?)
}

/// Every published campaign of an owner with its latest revision, the newest period first.
pub fn published_of(conn: &mut Conn, owner: UnitId) -> Result<Vec<(Campaign, Publication)>> {
    let mut all: Vec<(Campaign, Publication)> = publications::table
        .inner_join(campaigns::table)
        .filter(campaigns::unit_id.eq(owner))
        .order((campaigns::period.desc(), campaigns::id.desc(), publications::revision.desc()))
        .select((Campaign::as_select(), Publication::as_select()))
        .load(conn)?;
    all.dedup_by_key(|(campaign, _)| campaign.id);
    Ok(all)
}

/// The object of a publication that is one of these units: a municipality among the units above a school.
pub fn object_among(conn: &mut Conn, publication: i64, among: &[UnitId]) -> Result<Option<PublishedObject>> {
    Ok(published_objects::table
        .filter(published_objects::publication_id.eq(publication))
        .filter(db::among(published_objects::unit_id, among))
        .filter(published_objects::subject_key.eq(""))
        .order(published_objects::id.desc())
        .select(PublishedObject::as_select())
        .first(conn)
        .optional()?)
}

/// The answer published for the same object and indicator in the last period before this campaign's, as JSON.
pub fn answer_before(
    conn: &mut Conn,
    campaign: &Campaign,
    sheet: &Sheet,
    no: &str,
) -> Result<Option<String>> {
    let Some(before) = super::campaigns::before(conn, campaign)? else {
        return Ok(None);
    };
    let Some(publication) = latest(conn, before.id)? else {
        return Ok(None);
    };
    Ok(published_scores::table
        .inner_join(published_objects::table)
        .filter(published_objects::publication_id.eq(publication.id))
        .filter(published_objects::unit_id.eq(sheet.unit_id))
        .filter(published_objects::subject_key.eq(db::fold(&sheet.subject)))
        .filter(published_scores::no.eq(no))
        .select(published_scores::answer)
        .first(conn)
        .optional()?)
}
